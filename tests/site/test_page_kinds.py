"""The samples of page_kinds: every one is there, and no kind of page that is built has been forgotten."""

import os
import re

import pytest

from tests.published import find
from tests.site.page_kinds import CHARTS, sample, samples

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("public-site")]


def shape(path: str) -> str:
    """An address with names in place of ids: ``140400-changzhi/tasks/x/`` has the shape ``locality/tasks/id``."""
    parts = path.removesuffix("index.html").strip("/").split("/")
    if re.match(r"\d{6}", parts[0]):
        parts[0] = "locality"
    if len(parts) > 1 and ((parts[0] == "locality" and len(parts) == 3) or parts[0] in {"obligations", "compare"}):
        parts[-1] = "id"
    return "/".join(parts)


def test_every_sample_is_there(public_site, fixture_site):
    """Each kind's address leads to a page of the site."""
    assert [] == [found for found in samples(public_site, fixture_site) if not found.file.is_file()]


def test_no_kind_is_forgotten(public_site, fixture_site):
    """Whatever address a built page has, one of its shape is among the samples."""
    known = {
        shape(found.file.relative_to(public_site.folder).as_posix())
        for found in samples(public_site, fixture_site)
        if found.file.is_relative_to(public_site.folder)
    }
    built = {shape(path.relative_to(public_site.folder).as_posix()) for path in find(public_site.folder, "*.html")}
    assert [] == sorted(built - known)


@pytest.mark.parametrize("kind", CHARTS)
def test_samples_with_a_chart_have_one(public_site, kind):
    """The kinds that stand for charts still have one."""
    assert "data-chart" in sample(kind, public_site).file.read_text(encoding="utf-8")


def test_a_group_stays_together(request):
    """With several processes pytest-xdist says the group in a test's id; without it, each process would do the work."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        pytest.skip("one process runs all tests")
    assert request.node.nodeid.endswith("@public-site")

"""Lighthouse's three scores that do not depend on the machine; ``make lighthouse`` measures the speed as well."""

import pytest

from tests.site.lighthouse import GOALS, KINDS, STEADY, measure
from tests.site.page_kinds import PUBLIC

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("public-site")]


@pytest.mark.parametrize("kind", KINDS)
def test_lighthouse_finds_nothing(public_site, kind):
    """Accessibility, best practices and SEO have all points."""
    score = measure(kind, public_site.root_url + PUBLIC[kind], STEADY)
    assert {} == score.faults
    assert [] == score.misses({name: GOALS[name] for name in STEADY})

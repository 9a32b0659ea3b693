"""The memory of changes in a built site: a new address is found by itself, nobody is named, and history is an input of
the build like the data.
"""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.build import BuildOutcome, build
from generator.settings import Settings
from tests.published import content_of, find, site_manifest
from tests.repositories import AUTHOR, MAIL, MESSAGE, Repository
from tests.site.conftest import PACKAGES, SUB_PATH, settings_for
from tests.site.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("changes")]

COMPLETE, MINIMAL = "999901-complete", "999901-minimal"
OLD, NEW, GONE = (f"{COMPLETE}/indicators/{name}/" for name in ("satisfaction", "public-satisfaction", "unused"))
SITE = "https://example.gov.cn/fzzf/"


@dataclass(frozen=True)
class Site:
    """A built site and the repository of its data."""

    repository: Repository
    settings: Settings
    outcome: BuildOutcome

    def html(self, address: str) -> str:
        return (self.settings.output / address / "index.html").read_text(encoding="utf-8")


def built(data: Path, place: Path) -> tuple[Settings, BuildOutcome]:
    settings = settings_for(data, place, workers=1, site_url=SITE)
    settings.output.parent.mkdir(parents=True, exist_ok=True)
    return settings, build(settings)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Site:
    """The fixture packages with a history: an indicator got a new id, another was removed."""
    place = tmp_path_factory.mktemp("changes")
    repository = Repository(place / "repository")
    for name in ("complete", "minimal"):
        repository.add(PACKAGES / name / f"999901-{name}")
    repository.commit("2026-01-05T10:00:00+08:00")
    for table in ("indicators", "task_indicators", "targets", "results"):
        repository.edit(f"{COMPLETE}/{table}.csv", "satisfaction", "public-satisfaction")
    repository.drop(f"{COMPLETE}/indicators.csv", "unused,")
    repository.commit("2026-03-01T10:00:00+08:00")
    return Site(repository, *built(repository.data, place / "www"))


@pytest.fixture(scope="module")
def url(site) -> Iterator[str]:
    with served(site.settings.output.parents[1]) as host:
        yield f"{host}{SUB_PATH}/"


def test_an_old_address_leads_to_the_new_one(url, open_page):
    """By itself and without scripts, under any sub-path."""
    watched = open_page(script=False)
    watched.page.goto(f"{url}{OLD}")
    watched.page.wait_for_url(f"{url}{NEW}")
    assert [] == watched.faults


def test_search_engines_are_told(site):
    """The new address counts; neither the old one nor a tombstone is to be listed."""
    old = site.html(OLD)
    assert f'<link rel="canonical" href="{SITE}{NEW}">' in old
    assert f'<link rel="canonical" href="{SITE}{GONE}">' in site.html(GONE)
    for page in (old, site.html(GONE)):
        assert '<meta name="robots" content="noindex">' in page
        assert "data-search-body" not in page
    assert "noindex" not in site.html(NEW)


def test_feeds_are_announced_and_are_there(site):
    for address in (f"{COMPLETE}/changes/", f"{COMPLETE}/units/sifaju/", "changes/"):
        assert '<link rel="alternate " type="application/atom+xml" href="feed&#46;xml">' in site.html(address)
        assert (site.settings.output / address / "feed.xml").is_file()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (375, "dark")])
def test_pages_of_changes_fit(url, open_page, width, scheme):
    """Nothing is wider than the screen, with everything that can be opened open."""
    watched = open_page(width, scheme)
    for address in (f"{COMPLETE}/changes/", "changes/", GONE, ""):
        watched.page.goto(f"{url}{address}")
        watched.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_nobody_is_named_anywhere(site):
    """No file of the site has a word of who committed or what was said."""
    words = [word.encode() for word in (AUTHOR, MAIL, MESSAGE)]
    files = find(site.settings.output, "*")
    assert len(files) > 100
    assert [] == [path for path in files if any(word in path.read_bytes() for word in words)]


def test_a_commit_rebuilds_the_locality_it_touched(site, tmp_path):
    """Also one that brings back what an earlier build was made of; the same history builds nothing."""
    data = Path(shutil.copytree(site.repository.root, tmp_path / "repository")) / "data"
    repository = object.__new__(Repository)
    repository.root, repository.data = data.parent, data
    settings, _ = built(data, tmp_path / "www")
    assert build(settings).is_unchanged
    units = data / MINIMAL / "units.csv"
    before = units.read_bytes()
    for content in (before.replace("司法局".encode(), "司法厅".encode()), before):
        units.write_bytes(content)
        repository.commit("2026-05-01T10:00:00+08:00")
        states = {row.locality_id: row.was_built for row in build(settings).localities}
        assert {COMPLETE: False, MINIMAL: True} == states
    page = (settings.output / MINIMAL / "changes" / "index.html").read_text(encoding="utf-8")
    assert page.count("责任单位“示例市司法") == 2


def test_the_same_repository_elsewhere_gives_the_same_bytes(site, tmp_path):
    data = Path(shutil.copytree(site.repository.root, tmp_path / "elsewhere" / "repository")) / "data"
    settings, _ = built(data, tmp_path / "www")
    assert site_manifest(site.settings.output) == site_manifest(settings.output)


def test_a_shallow_clone_differs_in_what_tells_of_changes_alone(site, tmp_path):
    clone = tmp_path / "clone"
    call = ["git", "clone", "-q", "--depth", "1", f"file://{site.repository.root}", str(clone)]
    subprocess.run(call, check=True, capture_output=True)
    settings, _ = built(clone / "data", tmp_path / "www")
    whole, shallow = content_of(site.settings.output), content_of(settings.output)
    differing = {name for name in whole.keys() | shallow.keys() if whole.get(name) != shallow.get(name)}
    told = {f"{place}{name}" for place in ("", f"{COMPLETE}/") for name in ("sitemap.xml", "sitemap.xml.gz")}
    told |= {"index.html", "build.json", *(f"{address}index.html" for address in (OLD, GONE, NEW))}
    # Besides these the tasks of the indicator, and the index of the search, in which their headings are.
    places = (f"{COMPLETE}/tasks/", f"{COMPLETE}/search/index/", "search/index/")
    expected = {name for name in differing if "changes/" in name or name.endswith("feed.xml") or name in told}
    expected |= {name for name in differing if name.startswith(places)}
    assert set() == differing - expected
    assert "版本记录从2026年3月1日开始" in (settings.output / COMPLETE / "changes" / "index.html").read_text("utf-8")

"""Hostile text of a report in a real browser: no script of it runs, nothing is asked for, and all of it can be read."""

from dataclasses import replace
from pathlib import Path

import pytest

from generator.assess import assess_package
from generator.obligations import public_obligations
from generator.pages.edition import Edition
from generator.pages.report import report_page
from generator.pages.views import Views
from generator.site import SiteJob, build_site
from generator.standings import assess_reports
from generator.vocabulary import load_vocabulary
from tests.site.conftest import AS_OF, ROOT
from tests.site.narrative_attacks import ATTACKS, BOMBS
from tests.site.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("fixture-site")]
PLACE = "999901-complete"
# What Markdown or HTML makes of the marks around words, where it is not nothing.
READ_AS = {
    "attribute list": 'x{: onmouseover="window.hit=1" }',
    "attributes of a heading": "x {#top .md-main onclick=window.hit=1}",
    "critic": "{++<img src=x onerror=window.hit=1>++}",
    "placeholder": "wzxhzdk:0 klzzwxh:0",
    "markdown in html": '<div markdown="1">x</div>',
}


@pytest.fixture(scope="module")
def hostile(load_fixture, edition: Edition, schemas_dir: Path, tmp_path_factory):
    """A site whose report of 2023 has all attacks as its text, and that of 2022 all bombs, as MkDocs builds it."""
    attacks, bombs = "\n\n".join(ATTACKS.values()), "\n\n".join(text[:4000] for text in BOMBS.values())
    package = replace(load_fixture("complete"), narratives={"2023": attacks, "2022": bombs})
    vocabulary = load_vocabulary(schemas_dir)
    standings = assess_reports(package, public_obligations(vocabulary), AS_OF)
    views = Views(package, assess_package(package, AS_OF), standings, vocabulary, edition)
    place = tmp_path_factory.mktemp("hostile")
    job = SiteJob(ROOT, place / "docs", place / "html", place / "bytecode", edition, [], has_theme_files=True)
    build_site(job, [report_page(row, views) for row in package.reports])
    with served(place / "html") as url:
        yield url


@pytest.mark.parametrize("year", ["2023", "2022"])
def test_nothing_in_a_text_acts(hostile, open_page, year):
    """Neither when the page opens, nor when everything in the text has been pointed at and clicked."""
    watched = open_page()
    page = watched.page
    page.goto(f"{hostile}{PLACE}/reports/{year}/", wait_until="networkidle")
    for node in page.locator(".gk-narrative > *").all()[:60]:
        node.hover(force=True)
        node.click(force=True, position={"x": 1, "y": 1}, no_wait_after=True)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.hit") is None
    own = tuple(f"{hostile}{path}" for path in (f"{PLACE}/reports/{year}/", "assets/", "as-of.json"))
    assert [] == [url for url in watched.requests if not url.startswith((*own, "data:"))]
    assert f"{hostile}{PLACE}/reports/{year}/x" not in watched.requests
    assert page.url.startswith(f"{hostile}{PLACE}/reports/{year}/")
    assert page.locator(".gk-narrative :is(script, img, svg, iframe, form, input, style, link, meta)").count() == 0
    assert page.locator("#sources").is_visible()


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_can_be_read(hostile, open_page, name):
    """The page shows the attack as it was written, but for marks that Markdown takes away around words."""
    page = open_page().page
    page.goto(f"{hostile}{PLACE}/reports/2023/")
    shown = " ".join(page.locator(".gk-narrative").inner_text().split())
    assert " ".join(READ_AS.get(name, ATTACKS[name]).split()) in shown


def test_words_of_a_text_are_found(fixture_site, open_page):
    """The search of the locality knows the text of its reports."""
    page = open_page().page
    page.goto(f"{fixture_site.url}{PLACE}/search/?q=留给审查的时间不够")
    page.wait_for_selector(".gk-search__results li a")
    links = page.locator(".gk-search__results li a").evaluate_all("links => links.map(one => one.href)")
    assert [f"{fixture_site.url}{PLACE}/reports/2023/"] == [link.split("#")[0].split("?")[0] for link in links]


def test_text_can_be_taken_away(fixture_site, open_page):
    """The data page offers the file, and it is the one that the package keeps."""
    page = open_page().page
    page.goto(f"{fixture_site.url}{PLACE}/data/")
    address = page.locator("a[download][href$='2023.md']").evaluate("link => link.href")
    kept = ROOT / "tests" / "packages" / "complete" / PLACE / "reports" / "2023.md"
    assert kept.read_text(encoding="utf-8") == page.request.get(address).text()

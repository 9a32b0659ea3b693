"""Comparisons on the built site: from the index to the source of a value, on a phone, without scripts, as a file."""

import csv
import io
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html
from playwright.sync_api import expect

from tests.site.conftest import BuiltSite

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("public-site")]

INDEX = "compare/"
# Five provinces have a value for 2019; the counties' values are of different scopes.
PROVINCES = "compare/reconsideration-accepted/"
COUNTIES = "compare/website-information/"


def pages(site: BuiltSite) -> list[Path]:
    """The page of each common indicator."""
    found = sorted((site.folder / "compare").glob("*/index.html"))
    assert len(found) > 20
    return found


def body(path: Path) -> html.HtmlElement:
    (main,) = html.parse(str(path)).getroot().xpath("//article")
    return main


def test_a_reader_gets_from_the_index_to_the_source_of_a_value(public_site, open_page):
    """Index, indicator, value, the row of the locality's table that names the document."""
    watched = open_page()
    page = watched.page
    page.goto(public_site.url + INDEX)
    page.get_by_role("link", name="行政复议受理件数").click()
    assert page.url == public_site.url + PROVINCES
    page.locator("table").last.get_by_role("link", name="10,309件").first.click()
    assert "320000-jiangsu/indicators/" in page.url
    row = page.locator(f"[id='{urlsplit(page.url).fragment}']")
    expect(row).to_be_visible()
    assert "10,309件" in row.inner_text()
    assert [] == watched.faults


def test_every_value_leads_to_a_row_that_is_there(public_site):
    """A value whose row cannot be found has no source."""
    seen = 0
    for path in pages(public_site):
        for link in body(path).xpath("//td//a[contains(@class,'gk-value')]/@href"):
            target, _, anchor = link.partition("#")
            there = html.parse(str(path.parent / target / "index.html")).getroot()
            assert 1 == len(there.xpath("//tr[@id=$name]", name=anchor)), (path, link)
            seen += 1
    assert seen > 50


def test_the_picture_tells_the_numbers(public_site, open_page):
    """Bars begin at one line, and their lengths are to each other as the numbers."""
    page = open_page().page
    page.goto(public_site.url + PROVINCES)
    boxes = [bar.bounding_box() for bar in page.locator("figure rect").all()]
    words = page.locator(".gk-bars__value").all_inner_texts()
    numbers = [Decimal(text.rstrip("件").replace(",", "")) for text in words]
    assert 5 == len(numbers)
    assert {round(box["x"]) for box in boxes} == {round(boxes[0]["x"])}
    longest = max(box["width"] for box in boxes)
    for box, number in zip(boxes, numbers, strict=True):
        assert box["width"] / longest == pytest.approx(float(number / max(numbers)), abs=0.01)


def test_bars_and_rows_stand_by_code(public_site):
    """On every page, in every table and picture: the codes rise."""
    seen = 0
    for path in pages(public_site):
        main = body(path)
        for table in main.xpath("//table[@id]"):
            codes = table.xpath("./tbody/tr/td[1]/text()")
            assert sorted(codes) == codes, path
            names = [" ".join(node.itertext()) for node in table.xpath("./tbody/tr/th/a")]
            figure = table.xpath("(preceding::figure|preceding::h2|preceding::table)[last()][self::figure]")
            drawn = [node.text for found in figure for node in found.xpath(".//*[@class='gk-bars__name']")]
            assert [name for name in names if name in drawn] == drawn, path
            seen += len(drawn)
    assert seen >= 10


@pytest.mark.parametrize("address", [INDEX, PROVINCES, COUNTIES])
@pytest.mark.parametrize("width", [320, 375, 1280])
def test_everything_is_there_without_scripts(public_site, open_page, address, width):
    """No script, no sideways scrolling of the page, every row to be seen, nothing asked of another host."""
    watched = open_page(width, script=False)
    page = watched.page
    page.goto(public_site.url + address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    rows = page.locator("article tbody tr")
    assert rows.count() > 4
    assert all(row.is_visible() for row in rows.all())
    assert [] == [url for url in watched.requests if not url.startswith((public_site.url, "data:"))]
    assert [] == watched.faults


def test_differences_are_told_before_the_numbers(public_site, open_page):
    """The warning and the list of who counts what stand above picture and table."""
    page = open_page().page
    page.goto(public_site.url + COUNTIES)
    warning = page.locator(".gk-notice").last
    assert "统计范围不同" in warning.inner_text()
    assert warning.bounding_box()["y"] < page.locator("figure").last.bounding_box()["y"]
    assert {"本级", "全域"} == set(page.locator("figure .gk-tag").all_inner_texts())


def test_notes_are_reached_by_keyboard(public_site, open_page):
    """The mark at a value is a link to its note."""
    page = open_page().page
    page.goto(public_site.url + COUNTIES)
    mark = page.locator("sup a").first
    mark.focus()
    page.keyboard.press("Enter")
    note = page.locator(":target")
    assert note.is_visible()
    assert note.inner_text().startswith(f"{mark.inner_text()}：")


def test_values_can_be_taken_away(public_site, open_page):
    """The file beside the page has every value that the page shows, with its source."""
    page = open_page().page
    page.goto(public_site.url + COUNTIES)
    with page.expect_download() as waiting:
        page.locator("a[download]").click()
    table = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8"))))
    links = body(public_site.folder / COUNTIES / "index.html").xpath("//td//a[contains(@class,'gk-value')]/@href")
    shown = {link.partition("#")[2] for link in links}
    assert len(set(links)) > 4
    assert shown == {row["result_id"] for row in table}
    assert all(row["document"] and row["url"] for row in table)


def test_print_has_tables_and_pictures(public_site, open_page):
    """On paper the same numbers."""
    page = open_page().page
    page.goto(public_site.url + PROVINCES)
    page.emulate_media(media="print")
    assert page.locator("article table").last.is_visible()
    assert page.locator("figure .gk-bars__value").first.is_visible()


def test_indicator_of_a_locality_leads_to_the_comparison(public_site, open_page):
    """Whoever looks at one place can look at the others."""
    page = open_page().page
    page.goto(f"{public_site.url}320000-jiangsu/indicators/reconsideration-accepted/")
    page.locator(f"article a[href$='{PROVINCES}']").first.click()
    assert page.url == public_site.url + PROVINCES

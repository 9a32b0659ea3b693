"""Sitemaps: every page once, days from the data only, nothing without an address."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from generator.language import Language
from generator.model import Locality
from generator.pages.page import Page
from generator.pages.sitemap import locality_sitemap, portal_sitemap, sitemap_index
from generator.summaries import LocalitySummary, NewDocument

URL = "https://www.example.gov.cn/gongkai/"
ENGLISH = Language("en", "en/")
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture
def public(edition):
    """An edition whose address is known."""
    return replace(edition, site_url=URL)


def entries(text: str) -> list[tuple[str, str]]:
    tree = etree.fromstring(text.encode())
    return [(node.findtext("s:loc", namespaces=NAMES), node.findtext("s:lastmod", "", NAMES)) for node in tree]


def page(address: str, **meta: str) -> Page:
    return Page(address, "x", "x", "x", meta)


def summary(name: str, day: str = "") -> LocalitySummary:
    newest = (NewDocument("x", "plan", day, "printed", ""),) if day else ()
    return LocalitySummary(Locality(name, name[:6], "示例市", "示例", "county"), "x", "1.0.0", newest=newest)


def test_pages_are_listed_with_the_day_of_the_data(public):
    """In the order of their addresses; a page whose day is not known has none."""
    pages = [page("999901-a/tasks/b/", newest="2023-03-31"), page("999901-a/", newest="")]
    ((name, text),) = locality_sitemap("999901-a", public, pages).items()
    assert "999901-a/sitemap.xml" == name
    assert [(f"{URL}999901-a/", ""), (f"{URL}999901-a/tasks/b/", "2023-03-31")] == entries(text)


def test_pages_that_nobody_should_find_are_left_out(public):
    """What is marked «noindex» is not offered to search engines."""
    (text,) = portal_sitemap(public, [page("a/"), page("b/", robots="noindex")], ["about/"]).values()
    assert [f"{URL}a/", f"{URL}about/"] == [address for address, _ in entries(text)]


def test_addresses_are_escaped(public):
    """An address is text of XML."""
    odd = replace(public, site_url="https://www.example.gov.cn/?a=1&b=<2>/")
    (text,) = portal_sitemap(odd, [page("a/")], []).values()
    assert [("https://www.example.gov.cn/?a=1&b=<2>/a/", "")] == entries(text)


def test_the_index_names_the_sitemaps_that_there_are(public, tmp_path: Path):
    """Portal and localities in every edition; last good pages without an edition are not named in it."""
    english = replace(public, language=ENGLISH)
    rows = [(summary("999901-a", "2023-03-31"), tmp_path / "a"), (summary("999902-b"), tmp_path / "b")]
    for name in ("a/999901-a", "a/en/999901-a", "b/999902-b"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "sitemap.xml").touch()
    ((name, text),) = sitemap_index([public, english], rows).items()
    assert "sitemap.xml" == name
    assert [
        (f"{URL}sitemap-portal.xml", ""),
        (f"{URL}999901-a/sitemap.xml", "2023-03-31"),
        (f"{URL}999902-b/sitemap.xml", ""),
        (f"{URL}en/sitemap-portal.xml", ""),
        (f"{URL}en/999901-a/sitemap.xml", "2023-03-31"),
    ] == entries(text)


def test_without_an_address_there_is_no_sitemap(edition, tmp_path):
    """A sitemap holds full addresses only."""
    assert {} == locality_sitemap("999901-a", edition, [page("999901-a/")])
    assert {} == portal_sitemap(edition, [page("")], ["about/"])
    assert {} == sitemap_index([edition], [(summary("999901-a"), tmp_path)])

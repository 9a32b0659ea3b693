"""llms.txt and robots.txt: what programs read first. Cautions before data, links that lead somewhere, plain text."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.exports import Listing
from generator.language import CHINESE
from generator.model import Licence, Locality
from generator.pages import portal_files
from generator.pages.edition import Edition
from generator.pages.llms import llms_text, robots_text
from generator.pages.portal_views import Portal
from generator.publisher import Publisher
from generator.schemas import load_schemas
from generator.settings import ROOT
from generator.summaries import LocalitySummary
from generator.vocabulary import load_vocabulary

URL = "https://www.example.gov.cn/gongkai/"
EDITION = Edition(CHINESE, (CHINESE,), Publisher())
SCHEMAS, VOCABULARY = load_schemas(ROOT / "schemas"), load_vocabulary(ROOT / "schemas")
COUNTS = {"tasks": 3, "targets": 0, "results": 7, "documents": 1, "reports": 0, "units": 1}
LINK = re.compile(r"\[[^\]]*\]\(([^)]*)\)")


def summary(**changes) -> LocalitySummary:
    row = LocalitySummary(
        Locality("999901-a", "999901", "示例市", "示例", "county"),
        "示例市的数据",
        "1.0.0",
        counts=COUNTS,
        licences=(Licence("CC-BY-4.0"),),
    )
    return replace(row, **changes)


def portal(*rows: LocalitySummary, edition: Edition = EDITION) -> Portal:
    return Portal(rows, {}, {}, SCHEMAS, VOCABULARY, edition, list[Listing]())


def test_it_has_the_form_of_llms_txt():
    """One title, one quotation, then text without headings, then headings with nothing but lists of links."""
    tokens = [token for token in MarkdownIt().parse(llms_text(portal(summary()))) if token.level == 0]
    heads = [token.tag for token in tokens if token.type == "heading_open"]
    assert ["h1", "h2", "h2"] == heads
    kinds = [token.type for token in tokens if token.type.endswith("_open")]
    assert ["heading_open", "blockquote_open"] == kinds[:2]
    first = kinds.index("heading_open", 1)
    assert ["heading_open", "bullet_list_open"] * 2 == kinds[first:]
    lists = llms_text(portal(summary())).partition("\n## ")[2].splitlines()
    assert all(re.match(r"- \[.+?\]\(.+?\): ", line) for line in lists if line.startswith("- "))


def test_what_must_not_be_concluded_stands_before_the_data():
    """Cautions and the meaning of every status come before the first link; a summary in English as well."""
    text = llms_text(portal(summary()))
    before = text[: text.index("](")]
    for words in (
        "没有收录，不等于没有公布",
        "原文隐去的数字不是零",
        '"Not recorded here" never means "not published"',
    ):
        assert words in before
    for status in VOCABULARY.statuses.values():
        assert f"`{status.code}` {status.label}" in before


def test_every_package_says_its_licence():
    """By name, or that none is declared."""
    assert "许可：CC-BY-4.0" in llms_text(portal(summary()))
    assert "许可：未声明许可" in llms_text(portal(summary(licences=())))


def test_links_are_full_where_the_address_is_known():
    """Else they are relative to the root, and the catalogue that needs the address is not named."""
    full = LINK.findall(llms_text(portal(summary(), edition=replace(EDITION, site_url=URL))))
    short = LINK.findall(llms_text(portal(summary())))
    assert all(link.startswith(URL) for link in full)
    assert {f"{URL}data/catalogue.ttl", f"{URL}data/catalogue.jsonld"} == set(full) - {URL + link for link in short}
    assert f"{URL}999901-a/data/datapackage.json" in full
    assert not [link for link in short if link.startswith(("/", "http"))]


def test_an_official_site_is_not_called_independent():
    """Who speaks is said as it is."""
    official = replace(EDITION, publisher=Publisher(kind="official", name="示例市人民政府"))
    assert "不是政府网站" in llms_text(portal(summary()))
    assert "不是政府网站" not in llms_text(portal(summary(), edition=official))


HOSTILE = [
    "x](https://evil.example/)",
    "\n# x\n",
    "- x\n- y",
    "<script>alert(1)</script>",
    "`x`",
    "![x](y)",
    "\\",
    "a\u202eb",
]


@given(st.one_of(st.sampled_from(HOSTILE), st.text()))
def test_hostile_text_stays_text(text):
    """Titles and licences make no link, heading, code or markup of their own."""
    place = Locality("999901-a", "999901", text, text, "county")
    made = llms_text(portal(summary(title=text, locality=place, licences=(Licence("x", text),))))

    def shape(source: str) -> list[tuple[str, str]]:
        inline = [child for token in MarkdownIt().parse(source) for child in token.children or ()]
        marks = [(token.type, str(token.attrs.get("href", ""))) for token in inline if token.type != "text"]
        return marks + [(token.type, "") for token in MarkdownIt().parse(source)]

    assert shape(llms_text(portal(summary()))) == shape(made)


def test_robots_may_read_everything():
    """Nothing is forbidden; where the sitemap stands is said where it is known."""
    assert "User-agent: *\nAllow: /\n" == robots_text("")
    assert f"User-agent: *\nAllow: /\n\nSitemap: {URL}sitemap.xml\n" == robots_text(URL)


@pytest.mark.parametrize(("folder", "expected"), [("", True), ("en/", False)])
def test_both_stand_at_the_root_only(folder, expected):
    """An edition in another language has none of its own."""
    edition = replace(EDITION, language=replace(CHINESE, folder=folder))
    assert expected == ({"llms.txt", "robots.txt"} <= set(portal_files(portal(summary(), edition=edition))))

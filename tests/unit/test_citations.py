"""Citations: in three styles, of what is known and nothing else; whatever a title holds, BibTeX can read it."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language import CHINESE
from generator.pages.citations import Source, bibtex_text, citations
from generator.pages.edition import Edition
from generator.publisher import Publisher

SOURCE = Source("示例市", "1.2.0", date(2023, 3, 31))
TASK = "999901-complete/tasks/work-2023-001/"
URL = "https://www.example.gov.cn/gongkai/"
PUBLIC = Edition(CHINESE, (CHINESE,), Publisher(), site_url=URL)


def cited(edition: Edition, title: str = "建立清单", source: Source = SOURCE, address: str = TASK) -> dict[str, str]:
    return {item.code: item.text for item in citations(edition, address, title, source)}


def fields_of(entry: str) -> tuple[str, dict[str, str]]:
    """Key and fields of an entry, read as BibTeX reads it: braces count, a backslash before one does not matter."""
    head = re.match(r"@misc\{([A-Za-z0-9:.+/-]+),", entry)
    assert head, entry
    fields: dict[str, str] = {}
    at = head.end()
    while True:
        found = re.compile(r"\s*([a-z]+) = \{").match(entry, at)
        if not found:
            break
        depth, end = 1, found.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(entry[end], 0)
            end += 1
        assert found[1] not in fields
        fields[found[1]] = entry[found.end() : end - 1]
        assert entry[end] == ","
        at = end + 1
    assert entry[at:] == "\n}"
    return head[1], fields


def test_the_national_standard(edition):
    """GB/T 7714: author, title and kind, version, day of the newest document, day of access left open, address."""
    assert (
        f"公开（Gongkai）. 示例市：建立清单[DB/OL]. 数据版本 1.2.0. (2023-03-31)[访问日期]. {URL}{TASK}"
        == cited(PUBLIC)["gbt"]
    )
    assert "公开（Gongkai）. 示例市：建立清单[DB/OL]. 数据版本 1.2.0. (2023-03-31)" == cited(edition)["gbt"]
    undated = cited(edition, source=replace(SOURCE, newest_day=None))
    assert "公开（Gongkai）. 示例市：建立清单[DB/OL]. 数据版本 1.2.0" == undated["gbt"]


def test_the_american_style(edition):
    """APA 7: «n.d.» where no year is known; no publisher, who would be the author again."""
    assert f"公开（Gongkai）. (2023). 示例市：建立清单 (Version 1.2.0) [Data set]. {URL}{TASK}" == cited(PUBLIC)["apa"]
    undated = cited(edition, source=replace(SOURCE, newest_day=None))
    assert "公开（Gongkai）. (n.d.). 示例市：建立清单 (Version 1.2.0) [Data set]." == undated["apa"]


def test_bibtex(edition):
    """Every field that is known, the day of access empty; without an address neither of the two."""
    key, fields = fields_of(cited(PUBLIC)["bibtex"])
    assert "gongkai-999901-complete-tasks-work-2023-001" == key
    assert {
        "author": "{公开（Gongkai）}",
        "title": "{示例市：建立清单}",
        "year": "2023",
        "version": "1.2.0",
        "publisher": "{公开（Gongkai）}",
        "url": f"{URL}{TASK}",
        "urldate": "",
    } == fields
    _, known = fields_of(cited(edition, source=replace(SOURCE, newest_day=None))["bibtex"])
    assert ["author", "title", "version", "publisher"] == list(known)


def test_a_title_that_names_the_place_is_not_told_it_twice(edition):
    """«示例市：示例市的数据与下载» would be odd."""
    assert "示例市的数据与下载[DB/OL]" in cited(edition, "示例市的数据与下载")["gbt"]
    assert "示例市：示例市" not in cited(edition, "示例市的数据与下载")["gbt"]


def test_a_government_is_the_author_of_its_site():
    """Where a body answers for the site, it is cited, in every style."""
    official = replace(PUBLIC, publisher=Publisher(kind="official", name="示例市人民政府"))
    for text in cited(official).values():
        assert "示例市人民政府" in text
        assert "Gongkai" not in text.replace("gongkai-", "")


def test_only_styles_that_want_the_day_of_access_have_a_gap(edition):
    """The gap stands where the day will be, and nowhere where no address is known."""
    gaps = {item.code: item for item in citations(PUBLIC, TASK, "建立清单", SOURCE) if item.has_gap}
    assert ["gbt", "bibtex"] == list(gaps)
    assert gaps["gbt"].before.endswith("[")
    assert gaps["bibtex"].before.endswith("urldate = {")
    assert not any(item.has_gap for item in citations(edition, TASK, "建立清单", SOURCE))


MARKS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "50%": r"50\%",
    "A&B": r"A\&B",
    "#1": r"\#1",
    "a_b": r"a\_b",
    "$x$": r"\$x\$",
    "~^": r"\textasciitilde{}\textasciicircum{}",
    "a\n  b": "a b",
}


@pytest.mark.parametrize(("text", "expected"), MARKS.items())
def test_marks_of_bibtex_are_written_out(text, expected):
    """Nothing in a title is a command, a comment or a brace that counts."""
    assert expected == bibtex_text(text)


@given(st.text(), st.text(min_size=1))
def test_any_title_can_be_read(title, place):
    """Whatever title and place hold, the entry has its fields, each ends where it should, and the key is ASCII."""
    text = cited(PUBLIC, title, replace(SOURCE, place=place))["bibtex"]
    key, fields = fields_of(text)
    assert key.isascii()
    assert ["author", "title", "year", "version", "publisher", "url", "urldate"] == list(fields)
    assert fields["title"].startswith("{")
    assert fields["title"].endswith("}")

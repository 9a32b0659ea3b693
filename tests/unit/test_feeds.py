"""Feeds: what readers' programs find in them, for any text, and that no clock gets in."""

from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.feeds import Entry, FeedHead, feed_text

HEAD = FeedHead("登记", "https://example.gov.cn/o/", "https://example.gov.cn/o/x.xml", "公开", "zh-CN")
ENTRY = Entry("late-2024-04-01", "甲县：期限后公布", "为期限后第1天。", "https://example.gov.cn/a/", date(2024, 4, 1))
NAMES = {"a": "http://www.w3.org/2005/Atom"}
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=200)


def tree(*entries: Entry) -> etree._Element:
    return etree.fromstring(feed_text(HEAD, entries).encode("utf-8"))


def texts(root: etree._Element, path: str) -> list[str]:
    return [element.text or "" for element in root.iterfind(path, NAMES)]


def test_a_feed_says_what_it_is_and_where_it_stands():
    root = tree(ENTRY)
    links = {link.get("rel"): link.get("href") for link in root.iterfind("a:link", NAMES)}
    assert {"alternate": HEAD.page, "self": HEAD.address} == links
    assert ["登记"] == texts(root, "a:title")
    assert [HEAD.address] == texts(root, "a:id")
    assert ["公开"] == texts(root, "a:author/a:name")
    assert "zh-CN" == root.get("{http://www.w3.org/XML/1998/namespace}lang")


def test_an_entry_leads_to_its_page_and_keeps_its_day():
    root = tree(ENTRY)
    assert ["甲县：期限后公布"] == texts(root, "a:entry/a:title")
    assert ["为期限后第1天。"] == texts(root, "a:entry/a:summary")
    assert ["2024-04-01T00:00:00+00:00"] == texts(root, "a:entry/a:updated")
    assert [f"{ENTRY.address}#{ENTRY.name}"] == texts(root, "a:entry/a:id")


def test_the_feed_is_as_new_as_its_newest_entry():
    """Newest first, entries of one day by name; the order in which they come does not matter."""
    others = [replace(ENTRY, name=name, day=day) for name, day in (("b", date(2025, 1, 1)), ("a", date(2025, 1, 1)))]
    root = tree(ENTRY, *others)
    assert ["2025-01-01T00:00:00+00:00"] == texts(root, "a:updated")
    assert ["a", "b", ENTRY.name] == [text.split("#")[1] for text in texts(root, "a:entry/a:id")]
    assert feed_text(HEAD, [ENTRY, *others]) == feed_text(HEAD, [*others, ENTRY])


def test_a_changed_state_is_a_new_entry():
    """Programs tell their readers once of every identifier."""
    ids = texts(tree(ENTRY, replace(ENTRY, name="on_time-2024-03-31")), "a:entry/a:id")
    assert 2 == len(set(ids))


def test_nothing_to_tell_is_no_feed():
    with pytest.raises(ValueError, match="without entries"):
        feed_text(HEAD, [])


@given(TEXT, TEXT)
def test_any_text_comes_back_as_it_was(title: str, summary: str):
    """Markup in a title or a summary is text: the summary is read as HTML and stands there escaped."""
    root = tree(replace(ENTRY, title=f"“{title}”", summary=f"“{summary}”"))
    assert [f"“{title}”"] == texts(root, "a:entry/a:title")
    assert [f"“{summary}”"] == [unescape(text) for text in texts(root, "a:entry/a:summary")]
    assert "<" not in "".join(texts(root, "a:entry/a:summary"))


def test_what_xml_cannot_hold_is_seen_to_be_missing():
    """A feed is never broken by one character."""
    root = tree(replace(ENTRY, title="甲\x00乙\x0b丙\ufffe", summary="\x1b[31m"))
    assert ["甲\ufffd乙\ufffd丙\ufffd"] == texts(root, "a:entry/a:title")
    assert ["\ufffd[31m"] == texts(root, "a:entry/a:summary")

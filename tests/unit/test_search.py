"""Search: what stands on a page is found, by characters, and the browser cuts a query as the index was cut."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from generator import search
from generator.artifacts import tree_manifest
from generator.errors import SiteError
from generator.model import Locality
from generator.search import KIND_WORDS, index_portal, index_tree, spaced
from generator.settings import ROOT
from generator.summaries import LocalitySummary, SearchEntry

SCRIPT = (ROOT / "site_overrides" / "assets" / "javascripts" / "search.js").read_text(encoding="utf-8")
CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
MIXED = st.text(st.sampled_from("行政复议𠮷，。（）《》 \n\t\u3000abcXYZ0189.-_%/<&>\"'")) | st.text()

SPACED = [
    ("", ""),
    ("行政复议", "行 政 复 议"),
    ("law-2025-001", "law-2025-001"),
    ("达到85.5%以上", "达 到 85.5% 以 上"),
    ("2023年12月31日", "2023 年 12 月 31 日"),
    ("《办法》（试行）", "《 办 法 》（ 试 行 ）"),
    ("  甲\n乙\u3000丙 ", "甲 乙 丙"),
    ("Gongkai 公开", "Gongkai 公 开"),
    ("A股B", "A 股 B"),
]


@pytest.mark.parametrize(("text", "expected"), SPACED)
def test_characters_stand_apart(text, expected):
    """Every Chinese character is a word of its own; ids, numbers and foreign words stay whole."""
    assert expected == spaced(text)


@given(text=MIXED)
def test_spacing_twice_changes_nothing(text):
    """Text that is spaced already stays as it is."""
    assert spaced(text) == spaced(spaced(text))


@given(text=MIXED)
def test_spacing_loses_and_adds_nothing_but_spaces(text):
    """All characters stay, in their order; only white space differs, and there is never more than one space."""
    assert "".join(text.split()) == spaced(text).replace(" ", "")
    assert "  " not in spaced(text)
    assert spaced(text) == spaced(text).strip()


@given(text=MIXED)
def test_every_chinese_character_is_a_word(text):
    """No Chinese character touches another character."""
    words = spaced(text).split(" ")
    assert CHINESE.findall(text) == [word for word in words if CHINESE.search(word)]


@given(words=st.lists(st.from_regex(r"[!-~]{1,12}", fullmatch=True), max_size=6))
def test_ids_and_numbers_stay_whole(words):
    """Whatever has no Chinese in it stays a word, whatever stands around it."""
    assert words == spaced(" ".join(words)).split()
    assert words == [word for word in spaced("市".join(words)).split() if word != "市"]


def test_the_browser_cuts_queries_alike():
    """``search.js`` sets the very same characters apart, or a query would miss what the index holds."""
    (ours,) = re.findall(r'_CHARACTER = re\.compile\(r"(.*)"\)', Path(search.__file__).read_text(encoding="utf-8"))
    (theirs,) = re.findall(r"const CHARACTER = /(.*)/g;", SCRIPT)
    assert ours == theirs


def test_the_browser_knows_the_same_kinds():
    """Results are grouped by the words that the index holds for each kind of page."""
    assert KIND_WORDS == dict(re.findall(r"([\u4e00-\u9fff]+): \"(gkkind[a-z]+)\"", SCRIPT))


def page(kind: str, title: str, text: str) -> str:
    body = f'data-pagefind-body data-kind="{kind}"' if kind else ""
    return f"<!doctype html><html><head><meta charset='utf-8'></head><div {body}><h1>{title}</h1>{text}</div></html>"


@pytest.fixture
def tree(tmp_path) -> Path:
    """A small site: two pages to find, one that is not to be found."""
    ignored = '<aside data-pagefind-ignore>引用这一页</aside><a class="headerlink" href="#x">#</a>'
    for name, text in {
        "index.html": page("地方", "示例市", f"<p>公布权责清单 law-2025-001</p>{ignored}"),
        "tasks/x/index.html": page("任务", "公布清单&lt;b&gt;", "<p>行政<b>复议</b></p><!-- 注释 -->"),
        "search/index.html": page("", "搜索", "<p>要找什么</p>"),
    }.items():
        (tmp_path / "tree" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "tree" / name).write_text(text, encoding="utf-8")
    return tmp_path / "tree"


@pytest.fixture
def copies(monkeypatch) -> dict[str, html.HtmlElement]:
    """What Pagefind would be given, by path; Pagefind itself does not run."""
    found: dict[str, html.HtmlElement] = {}

    def look(work: Path, output: Path) -> None:
        assert "pagefind" == output.name
        for path in work.rglob("*.html"):
            found[path.relative_to(work).as_posix()] = html.document_fromstring(path.read_bytes())

    monkeypatch.setattr(search, "_run", look)
    return found


def words_of(copy: html.HtmlElement) -> list[str]:
    return [" ".join(node.text_content().split()) for node in copy.iter("h1", "p")]


def test_copies_hold_what_is_to_be_found(tree, tmp_path, copies):
    """Pages with a body are copied with characters apart; what is marked to be left out is, and so are other pages."""
    index_tree(tree, tmp_path / "work", "示例市")
    assert {"index.html", "tasks/x/index.html"} == set(copies)
    title, body, kind = words_of(copies["index.html"])
    assert "示 例 市" == title
    assert "公 布 权 责 清 单 law-2025-001" in body
    assert "引 用" not in body
    assert "#" not in body
    assert KIND_WORDS["地方"] == kind
    title, _, kind = words_of(copies["tasks/x/index.html"])
    assert ("公 布 清 单 <b>", KIND_WORDS["任务"]) == (title, kind)
    assert not (tmp_path / "work").exists()


def test_titles_and_places_stand_as_written(tree, tmp_path, copies):
    """Results show the title and the place as they are written, not cut into characters."""
    index_tree(tree, tmp_path / "work", "示例<市>")
    metas = {node.get("data-pagefind-meta"): node.text for node in copies["tasks/x/index.html"].iter("i")}
    assert {"title": "公布清单<b>", "place": "示例<市>"} == metas


def test_notes_for_programmers_are_not_indexed(tree, tmp_path, copies):
    """A comment in the HTML cannot be found."""
    index_tree(tree, tmp_path / "work", "")
    assert "注 释" not in words_of(copies["tasks/x/index.html"])[1]


def test_the_portal_knows_entries_of_summaries(tree, tmp_path, copies):
    """Each entry stands where its page stands; of a locality whose own index is read along only the overview."""
    entries = (SearchEntry("", "示例市", "地方", "示例市：数据"), SearchEntry("plans/p/", "方案", "计划", "五年"))
    summaries = [
        LocalitySummary(Locality(name, name[:6], f"{name}市", "市", "county"), "", "", entries=entries)
        for name in ("999901-a", "999902-b")
    ]
    index_portal(tree, summaries, ["999901-a"], tmp_path / "work")
    assert {"999901-a/index.html", "999902-b/index.html", "999902-b/plans/p/index.html"} == {
        path for path in copies if path.startswith("9999")
    }
    title, body, kind = words_of(copies["999902-b/plans/p/index.html"])
    assert ("方 案", KIND_WORDS["计划"]) == (title, kind)
    assert "五 年" in body


def test_pagefind_makes_an_index_and_the_same_every_time(tree, tmp_path):
    """The index lies beside the pages, without user interfaces that nobody loads, and its bytes do not change."""
    index_tree(tree, tmp_path / "work", "示例市")
    first = tree_manifest(tree / "pagefind")
    assert "pagefind.js" in first
    assert [] == [name for name in first if "ui" in name or "highlight" in name]
    index_tree(tree, tmp_path / "work", "示例市")
    assert first == tree_manifest(tree / "pagefind")
    assert {"index.html", "pagefind", "search", "tasks"} == {path.name for path in tree.iterdir()}


def test_old_copies_do_not_get_into_the_index(tree, tmp_path, copies):
    """What an interrupted run left in the work folder is thrown away first."""
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "old.html").write_text("旧", encoding="utf-8")
    index_tree(tree, tmp_path / "work", "示例市")
    assert "old.html" not in copies


FAILURES = {"no such program": "/nonexistent/pagefind", "fails": "/bin/false", "no program": "/etc/hostname"}


@pytest.mark.parametrize("kind", FAILURES)
def test_failures_of_pagefind_are_ours(tree, tmp_path, monkeypatch, kind):
    """Where Pagefind cannot run or fails, the build says so in one line."""
    monkeypatch.setattr(search, "get_executable", lambda: FAILURES[kind])
    with pytest.raises(SiteError, match="Pagefind"):
        index_tree(tree, tmp_path / "work", "示例市")


@settings(deadline=None)
@given(title=st.text(alphabet=st.characters(exclude_categories=["C"])), text=st.text())
def test_copies_hold_text_as_text(title, text):
    """Whatever a title or entry holds, the copy has no element of its making."""
    copy = html.document_fromstring(search._copy(title, text, "任务", title).encode("utf-8", "replace"))
    assert ["main", "i", "i", "h1", "p", "p"] == [node.tag for node in copy.find("body").iterdescendants()]
    assert spaced(title).split() == copy.findtext(".//h1").split()

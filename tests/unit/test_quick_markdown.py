"""Quick Markdown: what it makes is what Python-Markdown makes, contents too; what it does not know it leaves."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from generator.pages.escape import markdown_text
from generator.quick_markdown import quick_page
from generator.raw_html import RawHtml

TITLE = "本节的固定链接"
KNOWN = (
    "# 标题 {#top}",
    "## 依据 &#40;2&#41; {#sources}",
    "#### 深处 {#deep}",
    "一段话，有数字 12，和 &#42;记号&#42;。",
    "两行\n一段",
    '<div class="a">\n\n<p>块</p>\n\n</div>',
    "<table><tr><td>1</td></tr></table>",
    "<p>块</p>\n## 紧跟着的标题 {#next}",
    "<div>\n<p>a</p>\n</div>\n<ul>\n<li>b</li>\n</ul>",
)
UNKNOWN = (
    "## 没有编号",
    "**粗体**",
    "- 列表",
    "1. 列表",
    "[链接](x.md)",
    "<span>行内</span>",
    "<p>不完整",
    "    代码",
    "行尾两格  \n换行",
    "标题\n===",
    "> 引文",
    "`代码`",
    "## 标题 {#a .b}",
    "http://example.org",
    "\u3000全角空格开头",
    "<!-- 注释 -->",
    "a_b_c",
)


def _by_markdown(text: str) -> tuple[str, list]:
    reader = Markdown(
        extensions=["attr_list", "toc", RawHtml()],
        extension_configs={"toc": {"permalink": "#", "permalink_title": TITLE, "toc_depth": 3}},
    )
    return _alike(reader.convert(text)), reader.toc_tokens


def _alike(html: str) -> str:
    return re.sub(r"\s*\n\s*", "\n", html).strip()


@pytest.mark.parametrize("piece", KNOWN)
def test_what_it_knows_comes_out_the_same(piece):
    made = quick_page(f"{piece}\n", TITLE)
    assert made is not None
    assert _by_markdown(f"{piece}\n") == (_alike(made.html), made.contents)


@pytest.mark.parametrize("piece", UNKNOWN)
def test_what_it_does_not_know_is_left(piece):
    assert quick_page(f"{KNOWN[0]}\n\n{piece}\n\n{KNOWN[3]}\n", TITLE) is None


@given(st.lists(st.sampled_from(KNOWN + UNKNOWN), max_size=6), st.sampled_from(["\n\n", "\n", "\n\n\n"]))
def test_any_page_comes_out_the_same_or_is_left(pieces, between):
    """However the pieces follow each other."""
    text = between.join(pieces) + "\n"
    made = quick_page(text, TITLE)
    if made is not None:
        assert _by_markdown(text) == (_alike(made.html), made.contents)
        assert made.ids == set(re.findall(r'<h\d id="([^"]+)"', made.html))


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_escaped_data_comes_out_the_same_or_is_left(texts):
    """Any text of a cell, as the templates write it: as a paragraph and as a heading."""
    words = [markdown_text(text) for text in texts]
    page = "\n\n".join(f"## {text} {{#a{number}}}\n\n{text}" for number, text in enumerate(words)) + "\n"
    made = quick_page(page, TITLE)
    if made is not None:
        assert _by_markdown(page) == (_alike(made.html), made.contents)

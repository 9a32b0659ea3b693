"""Raw HTML: a page comes out the same with the blocks put aside as without, but for empty lines."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from generator.raw_html import RawHtml

EXTENSIONS = ("attr_list", "toc")
PIECES = (
    '<div class="x">\n<p>文字</p>\n</div>',
    "<table><tr><td>1</td></tr></table>",
    "<div>\n\n<div>套在里面</div>\n\n</div>",
    "<ul>\n<li>甲</li>\n</ul>\n## 标题紧跟着 {#a}",
    "<p>不完整",
    "</div>",
    "<div>\n<p>a</p>\n</div> 后面有字",
    "<span>行内</span> 文字",
    "<pre>\n  @misc{x,\n\n  title}\n</pre>",
    "<section><section>a</section>",
    "<details><summary>b</summary>\n\n文字\n\n</details>",
    "普通的一段 &#42;文字&#42;。",
    "## 标题 {#b}",
    "- 列表\n- 第二项",
    "<DIV>大写</DIV>",
    "<br>",
    "wzxhzdk:0",
    "    <div>缩进的是代码</div>",
    "<!-- 注释 -->",
)


def _converted(text: str, *more: RawHtml) -> str:
    made = Markdown(extensions=[*EXTENSIONS, *more]).convert(text)
    return re.sub(r"\s*\n\s*", "\n", made).strip()


@pytest.mark.parametrize("piece", PIECES)
def test_each_piece_comes_out_the_same(piece):
    assert _converted(piece) == _converted(piece, RawHtml())


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6))
def test_any_page_comes_out_the_same(pieces):
    """Whatever stands before and after a block."""
    text = "\n\n".join(pieces)
    assert _converted(text) == _converted(text, RawHtml())


def test_a_whole_block_is_not_parsed(monkeypatch):
    """The reason for all this: Python-Markdown sees a placeholder, not the tags."""
    seen: list[str] = []
    reader = Markdown(extensions=[*EXTENSIONS, RawHtml()])
    search = reader.preprocessors["html_block"]
    whole = search.run
    monkeypatch.setattr(search, "run", lambda lines: (seen.extend(lines), whole(lines))[1])
    assert "<td>1</td>" in reader.convert("# 标题\n\n<table><tr><td>1</td></tr></table>\n\n文字")
    assert "<t" not in "".join(seen)

"""The one boundary for text: whatever a cell holds, a reader sees exactly it, and it never becomes markup.

The fragments are the attacks measured in Chromium before the boundary was built; hypothesis puts them together.
"""

import string
import time
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, UndefinedError
from lxml import html
from markdown import Markdown
from markupsafe import Markup
from mkdocs.utils.meta import get_data

from generator.language import CHINESE
from generator.pages.escape import finalizer, markdown_text, visible_text
from generator.pages.page import Page
from generator.pages.render import environment
from generator.periods import parse_period
from generator.sentences import sentence
from generator.settings import ROOT

FRAGMENTS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<base href='https://evil.example/'>",
    '<meta http-equiv="refresh" content="0">',
    "<style>body{display:none}</style>",
    "<!-- ",
    " -->",
    "<?php ?>",
    "<![CDATA[",
    "</td></tr></table>",
    '<div markdown="1">',
    "[x](javascript:alert(1))",
    "[x][1]",
    "[1]: javascript:alert(1)",
    "![x](https://evil.example/x.png)",
    "<https://evil.example/>",
    "https://evil.example/",
    "mailto:x@evil.example",
    "{: onmouseover=alert(1) }",
    "{#top .hidden onclick=alert(1)}",
    "**粗**",
    "_斜_",
    "`码`",
    "```\n",
    "~~~ python",
    "~~删~~",
    ":smile:",
    "# ",
    "\n\n## 标题\n",
    "\n===\n",
    "\n---\n",
    "---\ntitle: x\n---\n",
    "> 引",
    "- 项",
    "1. 项",
    "    缩进",
    "| 甲 | 乙 |\n|---|---|\n",
    '--8<-- "mkdocs.yml"',
    "{++ 增 ++}",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "<# 注 #>",
    "[^1]",
    "[^1]: 注",
    "*[HTML]: 超文本",
    "[TOC]",
    "!!! note",
    "&lt;b&gt;",
    "&#60;b&#62;",
    "&amp;",
    "&copy",
    "\\*",
    "\\",
    '"',
    "'",
    "[" * 40,
    "![" * 20,
    "\u0002wzxhzdk:0\u0003",
    "klzzwxh:0",
    "\u0000",
    "\u001b[31m",
    "\u007f",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\ufffe",
    "\u2028",
    "\u0085",
    "\u00a0",
    "\u3000",
    "\ue000",
    "\t",
    "\r\n",
    "《办法》（试行）",
    "𠮷",
)
HOSTILE = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=8).map("".join)
# Several helpers share two cores: a slow example is no finding, only a hang is, and the bombs look for those.
unhurried = settings(deadline=None)
UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn"}

TEMPLATES = {
    "paragraph.md": "{{ x }}\n",
    "heading.md": "# {{ x }} {#top}\n",
    "block.md": '前\n\n{% include "block.html" %}\n\n后\n',
    "block.html": '<table>\n<tr><th>甲</th></tr>\n<tr><td title="{{ x }}" class="c">{{ x }}</td></tr>\n</table>\n',
}


@pytest.fixture(scope="module")
def templates() -> Environment:
    """The project's environment with the templates of this module."""
    return environment(CHINESE).overlay(loader=DictLoader(TEMPLATES))


def rendered(templates: Environment, name: str, text: str) -> html.HtmlElement:
    """A template with ``text`` in it, through Markdown as mkdocs.yml sets it up, as a tree."""
    return html.fragment_fromstring(
        _markdown().convert(templates.get_template(name).render(x=text)), create_parent=True
    )


def _markdown() -> Markdown:
    entries = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    options = {name: values for entry in entries if isinstance(entry, dict) for name, values in entry.items()}
    names = [name for entry in entries for name in ([entry] if isinstance(entry, str) else entry)]
    return Markdown(extensions=names, extension_configs=options)


def cleaned(text: str) -> str:
    """What a reader can see of ``text``: said here once more, without the code under test."""
    kept = (" " if char.isspace() else char for char in text if char.isspace() or _is_seen(char))
    return " ".join("".join(kept).split())


def _is_seen(char: str) -> bool:
    return unicodedata.category(char) not in UNSEEN


def folded(text: str) -> str:
    """``text`` as a browser shows it: white space folded."""
    return " ".join(text.split())


@unhurried
@given(text=HOSTILE)
def test_paragraph_shows_exactly_the_text(templates, text):
    """In a paragraph the text that a reader sees is the cleaned input; there is nothing in it but text."""
    tree = rendered(templates, "paragraph.md", text)
    expected = [("p", {}, cleaned(text))] if cleaned(text) else []
    assert expected == [(node.tag, dict(node.attrib), node.text) for node in tree]
    assert [] == [child.tag for node in tree for child in node]


@unhurried
@given(text=HOSTILE.filter(cleaned))
def test_heading_shows_exactly_the_text(templates, text):
    """In a heading too; its id is the template's, and its one child is the permanent link of the theme."""
    (heading,) = rendered(templates, "heading.md", text)
    assert ("h1", {"id": "top"}, cleaned(text)) == (heading.tag, dict(heading.attrib), heading.text)
    (link,) = heading
    assert ("a", "headerlink", "#top") == (link.tag, link.get("class"), link.get("href"))


@unhurried
@given(text=HOSTILE.filter(cleaned))
def test_table_of_contents_holds_only_text(templates, text):
    """What the theme prints as table of contents has no markup in it either."""
    markdown = _markdown()
    markdown.convert(templates.get_template("heading.md").render(x=text))
    for token in markdown.toc_tokens:
        assert cleaned(text) == folded(html.fragment_fromstring(token["name"], create_parent=True).text_content())
        assert [] == list(html.fragment_fromstring(token["name"], create_parent=True))


@unhurried
@given(text=HOSTILE)
def test_html_block_shows_exactly_the_text(templates, text):
    """In a cell and in an attribute of a block of HTML the text stands as it is, and the block keeps its shape."""
    tree = rendered(templates, "block.md", text)
    assert ["p", "table", "p"] == [node.tag for node in tree]
    assert ["tr", "th", "tr", "td"] == [node.tag for node in tree[1].iterdescendants() if node.tag != "tbody"]
    (cell,) = tree.iter("td")
    assert cleaned(text) == folded(cell.text_content())
    assert ["title", "class"] == list(cell.attrib)
    assert cleaned(text) == folded(cell.get("title"))


@unhurried
@given(text=HOSTILE)
def test_front_matter_reads_back_as_escaped(text):
    """MkDocs reads from the front matter exactly the escaped strings, and the body starts behind it."""
    page = Page("x/", text, text, "正文", {"kind": text, "crumbs": [[text, "x/"], (text, "")], "deep": {"a": text}})
    body, meta = get_data(page.markdown())
    escaped, slash = markdown_text(text), markdown_text("/")
    expected = {
        "title": escaped,
        "description": escaped,
        "kind": escaped,
        "crumbs": [[escaped, f"x{slash}"], [escaped, ""]],
        "deep": {"a": escaped},
    }
    assert expected == meta
    assert "正文\n" == body


@unhurried
@given(text=HOSTILE)
def test_escaped_text_has_no_mark_left(text):
    """Escaped text holds letters and numeric entities only, so wherever it is printed it is text."""
    assert set() == set(markdown_text(text)) & (set(string.punctuation) - set("&#;"))
    assert cleaned(text) == cleaned(html.fragment_fromstring(f"<p>{markdown_text(text)}</p>").text or "")


@unhurried
@given(text=st.text(alphabet=st.characters()))
def test_visible_text_drops_only_what_cannot_be_seen(text):
    """No control or format character is left, every other character is, and nothing changes a second time."""
    shown = visible_text(text)
    assert [] == [char for char in shown if unicodedata.category(char) in UNSEEN]
    assert [char for char in text if _is_seen(char) and not char.isspace()] == [
        char for char in shown if not char.isspace()
    ]
    assert shown == visible_text(shown)


@pytest.mark.parametrize("mark", ["[", "![](", "*", "_", "`", "<", "{:", "| ", "[^"])
def test_bombs_do_not_hang_the_build(templates, mark):
    """Marks that cost Python-Markdown a quarter of a minute are rendered in a few seconds (a guard, no benchmark)."""
    bomb = (mark * 20_000)[:20_000].strip()
    start = time.monotonic()
    for name in ("paragraph.md", "heading.md", "block.md"):
        assert bomb in rendered(templates, name, bomb).text_content()
    assert time.monotonic() - start < 20


@pytest.mark.parametrize("value", [None, True, 1.5, {"a": 1}, ["x"], object(), b"x"])
@pytest.mark.parametrize("name", ["paragraph.md", "block.html"])
def test_only_text_can_be_printed(templates, name, value):
    """A template that prints None, a truth value, a float, a list or an object fails loudly."""
    with pytest.raises(TypeError, match="which is no text"):
        templates.get_template(name).render(x=value)


def test_missing_names_fail(templates):
    """A name that a page forgot to give is no empty text but a fault, printed or asked for."""
    with pytest.raises(TypeError, match="which is no text"):
        templates.get_template("paragraph.md").render()
    with pytest.raises(UndefinedError, match="'x' is undefined"):
        templates.from_string("{% if x %}{% endif %}").render()


WORDS = [
    (sentence("{a}：{b}", a="<b>", b=Decimal("18300")), "<b>：18,300"),
    (date(2023, 3, 31), "2023年3月31日"),
    (parse_period("2023-H1"), "2023年上半年"),
    (Decimal("25.290"), "25.290"),
    (18300, "18,300"),
]


@pytest.mark.parametrize(("value", "expected"), WORDS)
def test_values_are_put_into_words_and_escaped(templates, value, expected):
    """Sentences, days, periods and numbers are shown in words, and these are escaped like every text."""
    assert expected == rendered(templates, "paragraph.md", value)[0].text
    assert expected == next(rendered(templates, "block.md", value).iter("td")).text


def test_markup_passes(templates):
    """What a template of ours made is not escaped again."""
    assert "<b>粗</b>" in templates.get_template("paragraph.md").render(x=Markup("<b>粗</b>"))
    assert "<b>粗</b>" in templates.get_template("block.html").render(x=Markup("<b>粗</b>"))


@pytest.mark.parametrize("name", ["paragraph.md", "block.html"])
def test_included_and_called_blocks_escape(name):
    """A macro of ``blocks.html`` escapes what it is given, called from Markdown and from HTML alike."""
    source = {name: "{{ b.table_open(x, x) }}</table></div>\n"}
    text = environment(CHINESE).overlay(loader=DictLoader(source)).get_template(name).render(x='"><script>')
    assert "<script" not in text
    (region,) = html.fragment_fromstring(_markdown().convert(text), create_parent=True)
    assert '"><script>' == region.get("aria-label")
    assert '"><script>' == region.findtext(".//caption")


def test_there_is_one_boundary():
    """The environment puts every value through ``finalize``."""
    assert environment(CHINESE).finalize is finalizer(CHINESE)


@pytest.mark.parametrize("mark", string.punctuation)
def test_every_mark_becomes_an_entity(mark):
    """One by one, so that none is forgotten."""
    assert f"甲&#{ord(mark)};乙" == markdown_text(f"甲{mark}乙")


@pytest.mark.parametrize("unseen", ["\u0007", "\u200b", "\ue000", "\ud800", "\u0378"])
def test_every_kind_of_unseen_character_is_dropped(unseen):
    """Control, format, private use, half of a pair, not assigned."""
    assert "甲乙" == markdown_text(f"甲{unseen}乙")

"""Narrative: the text of a report as its package keeps it → clean HTML. The one importer of markdown_it and nh3.

Two locks stand one behind the other: a parser that knows neither raw HTML nor images nor any address but of the web
and of mail, and shows what it does not know as it is written; and a short list of the elements and attributes that
may leave. The result stands in a page as a block of HTML, into which Markdown does not look.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, getLine, table
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup, escape

from generator.model import Document, Report
from generator.narratives import is_too_deep
from generator.pages.edition import Edition
from generator.pages.escape import visible_text
from generator.pages.views import Views
from generator.sentences import Words, sentence

# Result ids, which are ids on the same page, have no underscore.
_ANCHOR = "text_{number}"
_ADDRESS = re.compile(r"https?://[^/\s]+|mailto:[^@\s]+@[^@\s]+", re.IGNORECASE)
_TAGS = frozenset(
    {"p", "br", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "blockquote", "hr", "a"}
    | {"table", "thead", "tbody", "tr", "th", "td"}
)
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "li": {"value"}} | {f"h{level}": {"id"} for level in range(3, 7)}
# An item with a bracket keeps it; everything else that could be a class is ours to add later.
_CLASSES = {"ol": {"gk-bracketed"}}
# Enough for what is_too_deep lets through, of which a level of a list takes two; what is deeper would be lost.
_NESTING = 32
_UNKNOWN = ["code", "fence", "backticks", "entity", "html_block", "html_inline", "reference"]


def _image_as_written(state: StateInline, silent: bool) -> bool:
    """The rule in place of that for images: its two first characters are text, and so is what follows them."""
    if not state.src.startswith("![", state.pos):
        return False
    if not silent:
        state.pending += "!["
    state.pos += 2
    return True


def _table_with_every_cell(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule in place of that for tables, which drops what a row has beyond its head: it joins the last cell."""
    first = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    made = state.tokens[first:]
    width = sum(token.type == "th_open" for token in made)
    last_cells = {token.map[0]: token for token in made if token.type == "inline" and token.map}
    for line, token in last_cells.items():
        cells = escapedSplit(getLine(state, line).strip().removeprefix("|"))
        beyond = [cell.strip() for cell in cells[width:] if cell.strip()]
        token.content = " | ".join([token.content, *beyond])
    return True


class _Parser(MarkdownIt):
    """CommonMark with tables, without what a report may not hold; a line end stays one."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "breaks": True, "maxNesting": _NESTING})
        self.enable("table").disable(_UNKNOWN)
        self.inline.ruler.at("image", _image_as_written)
        # The options of the rule that it replaces: a table ends a paragraph and whatever a reference may stand in.
        self.block.ruler.at("table", _table_with_every_cell, {"alt": ["paragraph", "reference"]})

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Whether an address may be followed; a link whose address may not stays text."""
        return _ADDRESS.match(url) is not None


@dataclass(frozen=True, slots=True)
class Narrative:
    """The text of a report on its page. ``body`` is who published it as the official text, empty where it is not;
    ``original`` is the page that counts then, None where it is not known.
    """

    text: Markup
    body: str
    original: Document | None


def narrative_of(report: Report, title: Words, views: Views) -> Narrative | None:
    """The text of a report under the title of its page; None where the package keeps none."""
    source = views.package.narratives.get(report.report_id)
    if source is None:
        return None
    edition, document = views.edition, views.package.document.get(report.document_id)
    is_original = document is not None and document.provenance == "original"
    publisher = edition.publisher
    return Narrative(
        text=narrative_html(source, edition.say(title), edition),
        body=(document.publisher or publisher.name) if document and is_original and publisher.is_official else "",
        original=document if document and is_original and document.url else None,
    )


def narrative_html(source: str, title: str, edition: Edition) -> Markup:
    """Clean HTML of a text. A first heading that only says the ``title`` again is left out.

    Headings begin at the third level and never leave one out, whatever the text does. Items of lists keep the numbers
    that are written. What is nested deeper than any report is shown line by line, without layout.
    """
    shown = "\n".join(visible_text(line.replace("\t", "    ")) for line in source.splitlines())
    if is_too_deep(shown):
        lines = (escape(line.strip()) for line in shown.split("\n"))
        return Markup("\n").join(Markup("<p>{}</p>").format(line) for line in lines if line)
    parser = _Parser()
    tokens = list(_shaped(_without_title(parser.parse(shown), title)))
    written = parser.renderer.render(tokens, parser.options, {})
    clean = nh3.clean(
        written,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        set_tag_attribute_values={"th": {"scope": "col"}},
        link_rel="noopener external",
        url_schemes={"http", "https", "mailto"},
    )
    return Markup(_with_tables_to_scroll(clean, edition))  # noqa: S704 - cleaned in the line above


def _without_title(tokens: Sequence[Token], title: str) -> Sequence[Token]:
    if len(tokens) > 2 and tokens[0].tag == "h1" and _plain(tokens[1].content) == _plain(title):
        return tokens[3:]
    return tokens


def _plain(text: str) -> str:
    """A heading without the marks and spaces that do not change what it says."""
    return "".join(char for char in text if char.isalnum())


def _shaped(tokens: Sequence[Token]) -> Iterator[Token]:
    """The same tokens with levels and ids of headings, and items of lists with their own numbers."""
    open_levels: list[int] = []
    numbers = count(1)
    tag = ""
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
            open_levels = [*(outer for outer in open_levels if outer < level), level]
            tag = f"h{min(len(open_levels) + 2, 6)}"
            token.tag = tag
            token.attrSet("id", _ANCHOR.format(number=next(numbers)))
        elif token.type == "heading_close":
            token.tag = tag
        elif token.type == "list_item_open" and token.info:
            token.attrSet("value", str(int(token.info)))
        elif token.type == "ordered_list_open" and token.markup == ")":
            token.attrSet("class", "gk-bracketed")
        yield token


def _with_tables_to_scroll(clean: str, edition: Edition) -> str:
    """Each table in a frame of its own, which scrolls where the table is wider than the screen.

    After cleaning, ``<table>`` can only be a table: in a text it would be written with an entity.
    """
    numbers = count(1)

    def opened(_: re.Match[str]) -> str:
        label = escape(edition.say(sentence("正文中的表{number}", number=f"{next(numbers)}")))
        return f'<div class="gk-scroll" tabindex="0" role="region" aria-label="{label}"><table class="gk-printed">'

    return re.sub("<table>", opened, clean).replace("</table>", "</table></div>")

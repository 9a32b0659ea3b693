"""Quick Markdown: the few things that most of our pages are made of, turned into HTML without Python-Markdown.

A page is a row of HTML blocks, headings with an id, and paragraphs whose marks are all entities, because data is
escaped before it gets here. That much can be read in one walk. Where a page has anything else, even one mark that might
mean something, all of it is left to Python-Markdown, and whatever this module makes is what Python-Markdown would make.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from markdown.extensions.toc import nest_toc_tokens

from generator.raw_html import BLOCK_TAGS, end_of_block

# As mkdocs.yml says.
_CONTENTS_DEPTH = 3
# No ASCII mark but those of an entity, so nothing can mean anything; a line begins and ends with something visible.
_SEEN = r"&#[0-9]+;|[A-Za-z0-9,]|[^\x00-\x7f\s]"
_WORDS = rf"(?:{_SEEN})(?:(?:{_SEEN}|[ ]|[^\x00-\x7f])*(?:{_SEEN}))?"
_HEADING = re.compile(rf"(#{{1,6}}) ({_WORDS}) \{{#([a-z0-9_-]+)\}}")
_PARAGRAPH = re.compile(rf"{_WORDS}(?:\n{_WORDS})*")
_TAG = re.compile(r"<([a-z][a-z0-9]*)(?=[ >])")


@dataclass(frozen=True, slots=True)
class QuickPage:
    """A finished page: its HTML, and its headings as Python-Markdown's table of contents has them."""

    html: str
    contents: list[Any] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)


def quick_page(text: str, permalink_title: str) -> QuickPage | None:
    """The page, or None where it holds anything but blocks, headings and plain paragraphs."""
    parts: list[str] = []
    headings: list[Any] = []
    ids: set[str] = set()
    place = 0
    while place < len(text):
        is_paragraph = False
        if text[place] == "\n":
            place += 1
            continue
        if text[place] == "<":
            tag = _TAG.match(text, place)
            end = end_of_block(tag[1], text, place) if tag and tag[1] in BLOCK_TAGS else None
            if end is None:
                return None
            parts.append(text[place:end])
        elif found := _HEADING.match(text, place):
            end, level, words, name = found.end(), len(found[1]), found[2], found[3]
            link = f'<a class="headerlink" href="#{name}" title="{permalink_title}">#</a>'
            parts.append(f'<h{level} id="{name}">{words}{link}</h{level}>')
            ids.add(name)
            if level <= _CONTENTS_DEPTH:
                headings.append({"level": level, "id": name, "name": words, "html": words, "data-toc-label": ""})
        elif found := _PARAGRAPH.match(text, place):
            end, is_paragraph = found.end(), True
            parts.append(f"<p>{found[0]}</p>")
        else:
            return None
        # What follows a block or a heading begins anew; a paragraph goes on to the next empty line.
        if not text.startswith("\n", end) or (
            is_paragraph and not (text.startswith("\n\n", end) or end + 1 == len(text))
        ):
            return None
        place = end
    return QuickPage("\n".join(parts), nest_toc_tokens(headings), ids)

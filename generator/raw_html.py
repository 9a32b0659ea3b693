"""Raw HTML: the blocks that our templates wrote as HTML go around Markdown, untouched and unread.

Python-Markdown finds raw HTML by parsing every tag of a page, and MkDocs does so once more: most of the time that a
page takes. Our pages are tables, lists and pictures of HTML with a little Markdown between them, so whole blocks are
put aside before anybody parses them, in the very place where Python-Markdown itself puts what it found; the page comes
out the same.
"""

import re
from functools import cache
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.util import BLOCK_LEVEL_ELEMENTS

# Elements that Python-Markdown leaves alone, with all that is in them.
BLOCK_TAGS = frozenset(BLOCK_LEVEL_ELEMENTS)
# After white space is made alike (30), before MkDocs (21) and Python-Markdown (20) look for raw HTML.
_PRIORITY = 25
# A block begins at the beginning of a line, after an empty one.
_BEGINNING = re.compile(r"(?:(?<=\n\n)|\A)<([a-z][a-z0-9]*)(?=[ >])")


class RawHtml(Extension):
    """The extension, to be named among ``markdown_extensions``."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the extension's form
        """Look at the text before any other search for HTML."""
        md.preprocessors.register(_PutAside(md), "gongkai_raw_html", _PRIORITY)


class _PutAside(Preprocessor):
    """Takes whole blocks out of the text; what is not surely a whole one is left to those who come after."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        parts: list[str] = []
        done = 0
        while found := _BEGINNING.search(text, done):
            end = end_of_block(found[1], text, found.start()) if found[1] in BLOCK_TAGS else None
            if end is None:
                parts.append(text[done : found.end()])
                done = found.end()
            else:
                parts += [text[done : found.start()], self.md.htmlStash.store(text[found.start() : end]), "\n\n"]
                done = end
        return "".join([*parts, text[done:]]).split("\n")


def end_of_block(tag: str, text: str, start: int) -> int | None:
    """Where the element that begins at ``start`` ends; None where it does not end with its line."""
    depth = 0
    for mark in _marks(tag).finditer(text, start):
        depth += -1 if mark[1] else 1
        if depth == 0:
            return mark.end() if text.startswith("\n", mark.end()) else None
    return None


@cache
def _marks(tag: str) -> re.Pattern[str]:
    """The tags of an element."""
    return re.compile(rf"<(/?){tag}(?=[ >\n])[^>]*>")


def makeExtension(**settings: Any) -> Extension:  # noqa: N802 - the name that Python-Markdown asks for
    """The extension for a configuration that names this module."""
    return RawHtml(**settings)

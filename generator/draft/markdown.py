"""Markdown: a draft as the text file that a package can keep as ``reports/<report_id>.md``.

Only what every reader of Markdown knows is used: headings, paragraphs, tables; a chart is told in its own words.
"""

import re
from collections.abc import Iterable

from generator.draft.records import Block, Draft, DraftTable, Figure, Gap, Heading, Paragraph
from generator.language import Language
from generator.pages.escape import visible_text
from generator.sentences import Words

# What can begin markup anywhere, and what can only at the start of a line: lists, headings, quotes, rules, definitions.
_MARKS = re.compile(r"[\\`*_\[\]<>&|~!#]")
_LINE_START = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([-+=:])", re.ASCII)


def markdown_of(draft: Draft, language: Language) -> str:
    """The draft as Markdown in a language, ending with a line end."""

    def said(words: Words) -> str:
        return _escaped(language.say(words))

    parts = [f"# {said(draft.title)}", f"**{said(draft.mark)}**", *map(said, draft.notes)]
    parts += [part for block in draft.blocks for part in _written(block, language)]
    return "\n\n".join(parts) + "\n"


def _written(block: Block, language: Language) -> list[str]:
    say = language.say
    match block:
        case Heading(level, text):
            return [f"{'#' * (level + 1)} {_escaped(say(text))}"]
        case Paragraph(text):
            return [_escaped(say(text))]
        case Gap():
            return [_escaped(say(block.text))]
        case Figure(picture, caption):
            return [_escaped(say(caption)), _escaped(say(picture.summary))]
        case DraftTable():
            return [_escaped(say(block.caption)), _table(block, language)]


def _table(table: DraftTable, language: Language) -> str:
    lines = [_row(table.header, language), "|" + " --- |" * len(table.header)]
    return "\n".join([*lines, *(_row(row, language) for row in table.rows)])


def _row(cells: Iterable[Words], language: Language) -> str:
    return "| " + " | ".join(_escaped(language.say(cell)) for cell in cells) + " |"


def _escaped(text: str) -> str:
    """``text`` on one line so that Markdown shows exactly it, readable all the same: marks after a backslash."""
    text = _MARKS.sub(r"\\\g<0>", " ".join(visible_text(text).split()))
    return _LINE_START.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", text)

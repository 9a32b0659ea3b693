"""Layout: what a review says as headings, lists and one table, for text and for Markdown.

Everything in it is plain text, much of it a stranger's: here, and nowhere else, it becomes Markdown.
"""

from dataclasses import dataclass

from generator.issues import visible
from generator.reporting import markdown_cell

_LONGEST_LINE = 600
# Services refuse a summary of a megabyte or show nothing of it; in Chinese a character is three bytes.
_MOST_BYTES = 500_000
_MENTIONS = str.maketrans({"#": "&#35;", "@": "&#64;", "!": "&#33;", "$": "&#36;", "(": "&#40;"})
# What makes a list, a line or a heading where a line begins with it.
_BEGINS_LIST = tuple("0123456789-+=")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading or a paragraph with its list. ``depth`` is 1 for a locality, 2 for a section of it, 0 for neither."""

    words: str
    lines: tuple[str, ...] = ()
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole review: its title, what comes first of all, a table (its first row is the head), and the rest."""

    title: str
    opening: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    parts: tuple[Part, ...]


def text_of(layout: Layout) -> str:
    """As plain lines."""
    lines = [layout.title, *layout.opening]
    for part in layout.parts:
        lines += ["", part.words] if part.depth == 1 else [part.words]
        lines += [f"  - {_line(row)}" for row in part.lines]
    return "\n".join([*lines, ""])


def markdown_of(layout: Layout, cut: str) -> str:
    """As Markdown of bounded length; ``cut`` is said where something had to be left out."""
    lines = [f"## {escaped(layout.title)}", ""]
    lines += [line for words in layout.opening for line in (_block(words), "")]
    if layout.table:
        head, *rows = layout.table
        lines += [_row(head), "|" + " --- |" * len(head), *(_row(cells) for cells in rows), ""]
    for part in layout.parts:
        if part.depth:
            lines += [f"{'#' * (part.depth + 2)} {escaped(part.words)}", ""]
        else:
            lines += [_block(part.words), ""]
        lines += [*(f"- {_block(row)}" for row in part.lines), *([""] if part.lines else [])]
    return _bounded(lines, cut)


def escaped(text: str) -> str:
    """Text as one line of Markdown in which nothing is markup, a mention, a reference to an issue, or a link."""
    marked = markdown_cell(_line(text)).split("&#")
    return "&#".join(piece.translate(_MENTIONS) for piece in marked).replace("www.", "www&#46;")


def _block(text: str) -> str:
    """The same where a line begins with it."""
    line = escaped(text)
    return f"&#{ord(line[0])};{line[1:]}" if line.startswith(_BEGINS_LIST) else line


def _line(text: str) -> str:
    return visible(" ".join(text.split()), _LONGEST_LINE)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"


def _bounded(lines: list[str], cut: str) -> str:
    size = len(cut.encode()) + 2
    kept: list[str] = []
    for line in lines:
        size += len(line.encode()) + 1
        if size > _MOST_BYTES:
            return "\n".join([*kept, "", _block(cut), ""])
        kept.append(line)
    return "\n".join(kept)

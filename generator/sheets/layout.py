"""Layout: a workbook that is to be written, as plain records: what stands where, how it looks, what may be typed there.

Rows and columns count from 0, as programs do; what a reader sees counts from 1.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from generator.cells import NUMBER, column_letter

GENERAL, AS_TEXT = "General", "@"
# A line is so much higher than its letters; a row is as high as so many lines at most, or nobody finds the next.
_LINE, _MOST_LINES = 1.5, 12
_SIZE = 11
# Spreadsheet programs keep 15 digits of a number; what has more stays text.
_SAFE_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks. ``number_format`` is that of the program, ``fill`` and ``colour`` are such as ``#FFC7CE``.

    A cell that is not locked can be changed though its sheet is protected.
    """

    number_format: str = GENERAL
    is_bold: bool = False
    is_wrapped: bool = False
    is_locked: bool = True
    is_framed: bool = False
    is_underlined: bool = False
    rule_below: bool = False
    size: int = _SIZE
    fill: str = ""
    colour: str = ""


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class NewCell:
    """One cell: text, a number or a truth value; nothing of it is ever run, fetched or made into something else.

    A number stands as the text of its digits tells, so ``Decimal("0.50")`` is 0.5. ``note`` is a comment that opens
    beside the cell; ``link`` leads to a place of the same workbook, see :func:`place_of`.
    """

    value: str | int | Decimal | bool = ""
    style: Style = PLAIN
    note: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class NewColumn:
    """One column: how wide, in characters of a western font, and how its cells look that hold nothing yet."""

    width: float = 10
    style: Style | None = None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What may be typed into a range of one column, and what is said there.

    ``choices`` is a range such as :func:`range_of` names, empty where anything may be typed. What is not among the
    choices is refused where ``is_strict``, else asked about. Titles have at most 32 characters and texts 255: the
    format keeps no more.
    """

    column: int
    first_row: int
    last_row: int
    choices: str = ""
    is_strict: bool = True
    prompt_title: str = ""
    prompt: str = ""
    refusal_title: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class NewBody:
    """The rows of a table, of which there may be a million: texts as they are, and of what kind each column is.

    Kinds are those of :mod:`generator.sheets.records`: ``TEXT``, ``NUMBER``, ``BOOLEAN``. A number has as many decimal
    places as its text; where it has more digits than programs keep, or is none, it stands as text. A truth value is
    ``true`` or ``false``. Nothing stands where a text is empty. All texts have the style ``text``.
    """

    rows: Sequence[Sequence[str]]
    kinds: tuple[str, ...]
    text: Style = PLAIN


@dataclass(frozen=True, slots=True)
class NewSheet:
    """One sheet: its rows, and below them those of its body, if it has one, whose columns are all in ``columns``.

    ``frozen`` are the rows and columns that stay in sight; ``filtered`` the last row and column of the range that can
    be filtered. A protected sheet has no password: it keeps from mistakes, not from people. Every sheet prints as wide
    as the page, one that ``is_wide`` on the page turned, its first row on each.
    """

    name: str
    rows: tuple[tuple[NewCell, ...], ...]
    columns: tuple[NewColumn, ...] = ()
    body: NewBody | None = None
    frozen: tuple[int, int] | None = None
    filtered: tuple[int, int] | None = None
    entries: tuple[Entry, ...] = ()
    is_protected: bool = False
    is_hidden: bool = False
    is_wide: bool = False
    colour: str = ""


@dataclass(frozen=True, slots=True)
class NewBook:
    """A workbook: its title and its sheets, the first of which is open."""

    title: str
    sheets: tuple[NewSheet, ...]


def quoted_name(sheet: str) -> str:
    """The name of a sheet as it stands in a reference."""
    return "'" + sheet.replace("'", "''") + "'"


def place_of(sheet: str, row: int, column: int) -> str:
    """A cell as a reference: ``'任务'!B7``."""
    return f"{quoted_name(sheet)}!{column_letter(column)}{row + 1}"


def range_of(sheet: str, column: int, first_row: int, last_row: int) -> str:
    """Part of a column as a reference that does not move: ``'选项'!$B$2:$B$9``."""
    letter = column_letter(column)
    return f"{quoted_name(sheet)}!${letter}${first_row + 1}:${letter}${last_row + 1}"


@lru_cache(maxsize=20_000)
def width_of(text: str) -> int:
    """Columns that a text takes with a little room beside it: Chinese characters take two."""
    return _width_of(text)


def _width_of(text: str) -> int:
    if text.isascii() and "\n" not in text:
        return 2 + len(text)
    return 2 + max(sum(2 if ord(char) > 0x2E7F else 1 for char in line) for line in text.split("\n"))


def widest(texts: Iterable[str]) -> int:
    """Columns that the widest of many texts takes."""
    most = 0
    for text in set(texts):
        if 2 + 2 * len(text) > most:  # else it is not wider, whatever its characters are
            most = max(most, _width_of(text))
    return most


def lines_of(text: str, width: float) -> int:
    """Lines that a text takes in a column of a width, where it is wrapped."""
    room = max(1.0, width - 1)
    if 2 * len(text) <= room and "\n" not in text:
        return 1  # however wide its characters are
    return sum(max(1, math.ceil((width_of(part) - 2) / room)) for part in text.split("\n"))


def height_of(row: tuple[NewCell, ...], columns: tuple[NewColumn, ...]) -> float | None:
    """How high a row must be to show its texts, in points; None where one line is enough.

    Not every program finds it out when it opens a file.
    """
    lines, size = 1, _SIZE
    for place, cell in enumerate(row):
        size = max(size, cell.style.size)
        if cell.style.is_wrapped and isinstance(cell.value, str) and place < len(columns):
            lines = max(lines, lines_of(cell.value, columns[place].width))
    return None if lines == 1 and size == _SIZE else height_of_lines(lines, size)


def height_of_lines(lines: int, size: int = _SIZE) -> float:
    """How high a row of so many lines is, in points."""
    return min(lines, _MOST_LINES) * size * _LINE


def places_of(text: str) -> int | None:
    """Decimal places of a number; None where the text is none, or has more digits than programs keep."""
    if not NUMBER.fullmatch(text) or sum(char.isdigit() for char in text) > _SAFE_DIGITS:
        return None
    return len(text.partition(".")[2])


@cache
def number_style(places: int) -> Style:
    """A number with as many decimal places."""
    return Style("0." + "0" * places if places else "0")

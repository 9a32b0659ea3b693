"""Layout: a workbook that is to be written, as plain records: what stands where, how it looks, what may be typed there.

Rows and columns count from 0, as programs do; what a reader sees counts from 1.
"""

import math
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from generator.cells import column_letter

GENERAL, AS_TEXT = "General", "@"
# A line is so much higher than its letters; a row is as high as so many lines at most, or nobody finds the next.
_LINE, _MOST_LINES = 1.5, 12


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
    size: int = 11
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
class NewSheet:
    """One sheet. ``frozen`` are the rows and columns that stay in sight; ``filtered`` the last row and column of the
    range that can be filtered. A protected sheet has no password: it keeps from mistakes, not from people.

    Every sheet prints as wide as the page, one that ``is_wide`` on the page turned, its first row on each.
    """

    name: str
    rows: tuple[tuple[NewCell, ...], ...]
    columns: tuple[NewColumn, ...] = ()
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
    return 2 + max((sum(2 if ord(char) > 0x2E7F else 1 for char in line) for line in text.split("\n")), default=0)


def height_of(row: tuple[NewCell, ...], columns: tuple[NewColumn, ...]) -> float | None:
    """How high a row must be to show its texts, in points; None where one line is enough.

    Not every program finds it out when it opens a file.
    """
    lines, size = 1, 11
    for place, cell in enumerate(row):
        size = max(size, cell.style.size)
        if cell.style.is_wrapped and isinstance(cell.value, str) and place < len(columns):
            room = max(1.0, columns[place].width - 1)
            if 2 * len(cell.value) <= room and "\n" not in cell.value:
                continue  # one line, however wide its characters are
            parts = cell.value.split("\n")
            lines = max(lines, sum(max(1, math.ceil((width_of(part) - 2) / room)) for part in parts))
    return None if lines == 1 and size == 11 else min(lines, _MOST_LINES) * size * _LINE

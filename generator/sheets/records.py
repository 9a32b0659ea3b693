"""Records of a workbook as it was read."""

from dataclasses import dataclass

TEXT, NUMBER, DATE, BOOLEAN, ERROR, EMPTY = "text", "number", "date", "boolean", "error", "empty"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell: what it shows, as text, and how the program keeps it.

    ``kind`` is text, number, date, boolean, error (``#DIV/0!``) or empty. A number is written with the
    15 digits that spreadsheet programs keep, a date as 2024-03-31, with its time where it has one, a boolean as true or
    false.
    ``number_format`` is that of the program: a cell that shows 92% is the number 0.92 with the format 0%.
    ``formula`` is what the value was computed from, empty where it was typed; its value is what the program last
    saved, and empty where it saved none.
    """

    text: str = ""
    kind: str = EMPTY
    number_format: str = "General"
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows from the first, all of the same length, without the blank ones at the end.

    ``merged`` are ranges of cells that were joined into one, as (first row, first column, last row, last column),
    each counted from 0; all but the first of a range are empty. ``comments`` are left out.
    """

    name: str
    rows: tuple[tuple[SheetCell, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    is_hidden: bool = False

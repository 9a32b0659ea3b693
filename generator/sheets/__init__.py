"""Sheets: XLSX files as plain records and back. Knows nothing of packages; what a cell means is for others to say."""

from generator.sheets.layout import (
    AS_TEXT,
    GENERAL,
    PLAIN,
    Entry,
    NewBody,
    NewBook,
    NewCell,
    NewColumn,
    NewSheet,
    Style,
    place_of,
    range_of,
    widest,
    width_of,
)
from generator.sheets.reading import SheetsUnreadable, read_sheets
from generator.sheets.records import BOOLEAN, DATE, EMPTY, ERROR, NUMBER, TEXT, Sheet, SheetCell
from generator.sheets.writing import write_sheets

__all__ = [
    "AS_TEXT",
    "BOOLEAN",
    "DATE",
    "EMPTY",
    "ERROR",
    "GENERAL",
    "NUMBER",
    "PLAIN",
    "TEXT",
    "Entry",
    "NewBody",
    "NewBook",
    "NewCell",
    "NewColumn",
    "NewSheet",
    "Sheet",
    "SheetCell",
    "SheetsUnreadable",
    "Style",
    "place_of",
    "range_of",
    "read_sheets",
    "widest",
    "width_of",
    "write_sheets",
]

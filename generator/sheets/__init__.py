"""Sheets: XLSX files as plain records and back. Knows nothing of packages; what a cell means is for others to say."""

from generator.sheets.reading import SheetsUnreadable, read_sheets
from generator.sheets.records import Sheet, SheetCell

__all__ = ["Sheet", "SheetCell", "SheetsUnreadable", "read_sheets"]

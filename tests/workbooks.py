"""Workbooks in tests: made of a package, changed as a clerk would with openpyxl, and read back."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from generator.issues import IssueLog
from generator.read import RawPackage, RawTable, read_package
from generator.schemas import load_schemas
from generator.settings import ROOT
from generator.vocabulary import load_vocabulary
from generator.workbook import Merge, Taken, merge_package, open_workbook, take_workbook, workbook_content

SCHEMAS = load_schemas(ROOT / "schemas")
VOCABULARY = load_vocabulary(ROOT / "schemas")
COMPLETE = ROOT / "tests" / "packages" / "complete" / "999901-complete"
# What a cell can hold that programs like to change, or take for something else.
ODD = (
    *("_x0041_", "_x005F_", "=1+1", "+1", "@x", "'x", 'a "b" c', "a\nb", "a\rb", "a\tb", "007", "1E5", "TRUE", "-0"),
    *("12345678901234567890", "0.50", "2023-07", "5/3", " a ", "😀", "<r>a</r>", "<r>", "\x00", "&amp;"),
)
# Signs by their number that share a stroke with what stands beside them: LibreOffice mixes them up.
ODDEST = ("_x0041\x01", "_x0041_x0042_", "_x005F_x005F_")


def raw_package(folder: Path) -> RawPackage:
    raw = read_package(folder, IssueLog(folder.name, ROOT / "schemas"))
    assert raw is not None
    return raw


def raw_table(name: str, header: tuple[str, ...], *rows: tuple[str, ...]) -> RawTable:
    return RawTable(name, f"{name}.csv", "", header, rows, tuple(range(2, len(rows) + 2)))


def made(raw: RawPackage) -> bytes:
    return workbook_content(raw, SCHEMAS, VOCABULARY)


def edited(content: bytes, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    """The workbook after somebody changed it in another program."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def column(sheet: Worksheet, title: str) -> int:
    """The place of a column, from 1."""
    return next(cell.column for cell in sheet[1] if str(cell.value).removesuffix(" *") == title)


def set_cell(book: openpyxl.Workbook, sheet: str, row: int, title: str, value: object) -> None:
    book[sheet].cell(row, column(book[sheet], title), value)


def taken_from(content: bytes, raw: RawPackage) -> tuple[Taken | None, IssueLog]:
    log = IssueLog(raw.locality_id, ROOT / "schemas")
    opened = open_workbook(content, SCHEMAS, log)
    return (take_workbook(opened, raw, SCHEMAS, VOCABULARY, log) if opened else None), log


def merged_from(content: bytes, raw: RawPackage) -> tuple[Merge, IssueLog]:
    taken, log = taken_from(content, raw)
    assert taken is not None, log.issues
    return merge_package(taken, raw, SCHEMAS), log

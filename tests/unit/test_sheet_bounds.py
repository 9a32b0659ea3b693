"""A workbook that would fill the memory or never be read to its end is refused before anything of it is opened."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from generator.sheets import SheetsUnreadable, read_sheets, reading

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
END = b"</sheetData>"


def book_with(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook of two cells, one part of which is changed."""
    book, made, changed = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    book.active.append(["x", "y"])
    book.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        assert part in source.namelist()
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content) if name == part else content)
    return changed.getvalue()


def after_cells(text: bytes) -> Callable[[bytes], bytes]:
    return lambda sheet: sheet.replace(END, END + text)


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + number, b"&%c;" % (97 + number) * 10) for number in range(9)
)
BOMBS = {
    "merged range": book_with(SHEET, after_cells(b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
    "merged ranges": book_with(
        SHEET, after_cells(b"<mergeCells>" + b'<mergeCell ref="$A$1:$Z$999"/>' * 50 + b"</mergeCells>")
    ),
    "range of a link": book_with(
        SHEET, after_cells(b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>')
    ),
    "odd range": book_with(SHEET, after_cells(b'<mergeCells><mergeCell ref="A:A"/></mergeCells>')),
    "range with a prefix": book_with(
        SHEET, after_cells(b'<m:mergeCells xmlns:m="x"><m:mergeCell ref="A1:XFD1048576"/></m:mergeCells>')
    ),
    "entities": book_with(BOOK, lambda book: ENTITIES + b"]>" + book.replace(b'name="Sheet"', b'name="&j;"')),
    "depth": book_with(SHEET, after_cells(b"<extLst>" * 5000 + b"</extLst>" * 5000)),
    "size": book_with(SHEET, after_cells(b" " * 100_000_001)),
    "rows": book_with(SHEET, lambda sheet: sheet.replace(END, b"<row/>" * 4_000_001 + END)),
    "far cell": book_with(SHEET, lambda sheet: sheet.replace(b'r="B1"', b'r="XFD1048576"')),
    "long text": book_with(SHEET, lambda sheet: sheet.replace(b"<t>x", b"<t>" + b"x" * 40_000)),
}


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS)
def test_bombs_are_refused(content):
    """With a plain sentence; each of them is small."""
    assert len(content) < 200_000
    with pytest.raises(SheetsUnreadable, match=r"太大|太长"):
        read_sheets(content)


@pytest.mark.parametrize("name", [name for name in BOMBS if name not in {"far cell", "long text"}])
def test_bombs_are_not_even_opened(monkeypatch, name):
    """The library, which would make all of it, is not asked."""
    monkeypatch.setattr("generator.sheets.opening.open_book", lambda *_, **__: pytest.fail("opened"))
    with pytest.raises(SheetsUnreadable):
        read_sheets(BOMBS[name])


def test_usual_workbooks_are_read():
    """Merged titles, links and some depth are what clerks have."""
    usual = (
        b'<mergeCells><mergeCell ref="A1:B1"/></mergeCells><hyperlinks><hyperlink ref="A1" location="x"/></hyperlinks>'
    )
    (sheet,) = read_sheets(book_with(SHEET, after_cells(usual)))
    assert ((0, 0, 0, 1),) == sheet.merged


def test_texts_of_a_sheet_are_bounded_together(monkeypatch):
    """One long text that thousands of cells share is small in the file and large in a table."""
    monkeypatch.setattr(reading, "_MAX_TEXTS", 1)
    with pytest.raises(SheetsUnreadable, match="太长"):
        read_sheets(book_with(SHEET, lambda sheet: sheet))

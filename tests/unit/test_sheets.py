"""Sheets: what stands in a workbook is read as it shows, with what it was made of; what is no workbook says so."""

import io
from contextlib import suppress
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.sheets import SheetsUnreadable, read_sheets
from generator.sheets.records import BOOLEAN, DATE, EMPTY, ERROR, NUMBER, TEXT


def content_of(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def book_with(*cells: object, number_format: str = "") -> bytes:
    book = openpyxl.Workbook()
    for place, value in enumerate(cells, start=1):
        cell = book.active.cell(1, place, value)
        if number_format:
            cell.number_format = number_format
    return content_of(book)


@pytest.mark.parametrize(
    ("value", "text", "kind"),
    [
        ("007", "007", TEXT),
        (100, "100", NUMBER),
        (25.29, "25.29", NUMBER),
        (1e21, "1000000000000000000000", NUMBER),
        (0.1 + 0.2, "0.3", NUMBER),
        (date(2024, 3, 31), "2024-03-31", DATE),
        (
            datetime(2024, 3, 31, 8, 30),  # noqa: DTZ001 - a workbook knows no time zone
            "2024-03-31 08:30:00",
            DATE,
        ),
        (True, "true", BOOLEAN),
        ("#DIV/0!", "#DIV/0!", ERROR),
    ],
)
def test_a_cell_is_read_as_it_shows(value, text, kind):
    (sheet,) = read_sheets(book_with(value))
    assert (text, kind) == (sheet.rows[0][0].text, sheet.rows[0][0].kind)


def test_formats_formulas_and_merged_cells_are_told():
    """What a value alone does not say: that it shows as percent, was computed, or stands for several cells."""
    book = openpyxl.Workbook()
    book.active.append([0.92, "=A1*2", None])
    book.active["A1"].number_format = "0%"
    book.active.append(["甲", None, None])
    book.active.merge_cells("A2:C2")
    book.active.append([None, None, None])
    book.create_sheet("隐藏").sheet_state = "hidden"
    sheet, hidden = read_sheets(content_of(book))
    assert ("0.92", "0%") == (sheet.rows[0][0].text, sheet.rows[0][0].number_format)
    assert ("", "=A1*2", EMPTY) == (sheet.rows[0][1].text, sheet.rows[0][1].formula, sheet.rows[0][1].kind)
    assert ((1, 0, 1, 2),) == sheet.merged
    assert 2 == len(sheet.rows)
    assert (False, True) == (sheet.is_hidden, hidden.is_hidden)


@given(content=st.binary(max_size=200))
def test_whatever_is_no_workbook_says_so(content):
    with pytest.raises(SheetsUnreadable):
        read_sheets(content)


@given(place=st.integers(0, 6000), byte=st.integers(0, 255))
def test_a_damaged_workbook_is_read_or_refused(place, byte):
    """Whatever byte is wrong, there is no other end."""
    content = bytearray(book_with("甲", 1, date(2024, 3, 31)))
    content[place % len(content)] = byte
    with suppress(SheetsUnreadable):
        read_sheets(bytes(content))

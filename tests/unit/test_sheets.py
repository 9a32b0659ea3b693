"""Sheets: what stands in a workbook is read as it shows, with what it was made of; what is written is read the same."""

import io
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.sheets import (
    AS_TEXT,
    Entry,
    NewBody,
    NewBook,
    NewCell,
    NewColumn,
    NewSheet,
    SheetsUnreadable,
    Style,
    place_of,
    range_of,
    read_sheets,
    write_sheets,
)
from generator.sheets.layout import height_of
from generator.sheets.records import BOOLEAN, DATE, EMPTY, ERROR, NUMBER, TEXT
from tests.workbooks import ODD, ODDEST


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


STYLE = Style(AS_TEXT, is_bold=True, is_wrapped=True, is_locked=False, fill="#FFC7CE")


def written() -> NewBook:
    """A workbook that uses everything that can be said of one."""
    rows = (
        (NewCell("名称", STYLE, note="说明\n第二行"), NewCell("数值")),
        (NewCell("=1+1"), NewCell(Decimal("0.50"), Style("0.00"))),
        (NewCell("去第二页", link=place_of("第'二页", 1, 0)), NewCell(True)),
    )
    entry = Entry(0, 1, 9, range_of("选项", 0, 0, 1), is_strict=False, prompt_title="名称", prompt="从下拉里选。")
    return NewBook(
        "书",
        (
            NewSheet(
                "首页",
                rows,
                (NewColumn(20, Style(is_locked=False)), NewColumn(8)),
                frozen=(1, 1),
                filtered=(2, 1),
                entries=(entry, replace(entry, column=1, choices="")),
                is_protected=True,
                is_wide=True,
            ),
            NewSheet("第'二页", ((NewCell("甲"),),)),
            NewSheet("选项", ((NewCell("一"),), (NewCell("二"),)), is_hidden=True),
        ),
    )


def test_a_layout_is_in_the_file_as_it_was_said():
    book = openpyxl.load_workbook(io.BytesIO(write_sheets(written())))
    assert ["首页", "第'二页", "选项"] == book.sheetnames
    first = book["首页"]
    assert ("A1:B3", "B2") == (first.auto_filter.ref, first.freeze_panes)
    assert (True, None) == (first.protection.sheet, first.protection.password)
    assert ("hidden", "visible") == (book["选项"].sheet_state, book["第'二页"].sheet_state)
    head = first["A1"]
    assert (True, True, False) == (head.font.bold, head.alignment.wrap_text, head.protection.locked)
    assert ("FFFFC7CE", "说明\n第二行") == (head.fill.fgColor.rgb, head.comment.text)
    assert ("s", "n", "b") == (first["A2"].data_type, first["B2"].data_type, first["B3"].data_type)
    assert ("0.00", 0.5) == (first["B2"].number_format, first["B2"].value)
    assert "'第''二页'!A2" == first["A3"].hyperlink.location
    rules = {str(rule.sqref): rule for rule in first.data_validations.dataValidation}
    assert ("'选项'!$A$1:$A$2", "warning") == (rules["A2:A10"].formula1, rules["A2:A10"].errorStyle)
    assert ("名称", "从下拉里选。") == (rules["B2:B10"].promptTitle, rules["B2:B10"].prompt)
    assert write_sheets(written()) == write_sheets(written())


def test_a_row_is_as_high_as_its_texts_need():
    columns = (NewColumn(11), NewColumn(11))
    assert height_of((NewCell("短", Style(is_wrapped=True)), NewCell("很长" * 30)), columns) is None
    two, three = (height_of((NewCell("汉" * count, Style(is_wrapped=True)),), columns) for count in (10, 15))
    assert two
    assert three
    assert 3 * two == pytest.approx(2 * three)
    assert height_of((NewCell("a\nb", Style(is_wrapped=True)),), columns) == two


HEAD = (NewCell("名称"), NewCell("数值"), NewCell("真假"))


def with_body(*rows: tuple[str, str, str]) -> NewBook:
    """A sheet of a head and a body of a text, a number and a truth value, with another sheet behind it."""
    body = NewBody(rows, (TEXT, NUMBER, BOOLEAN), Style(AS_TEXT, is_wrapped=True))
    first = NewSheet("甲", (HEAD,), (NewColumn(11), NewColumn(8), NewColumn(8)), body, frozen=(1, 1), filtered=(1, 2))
    return NewBook("书", (first, NewSheet("乙", ((NewCell("末"),),))))


def test_a_body_stands_below_the_rows_of_its_sheet():
    """As if each cell had been written one by one: numbers with their places, what is no number as text."""
    rows = [
        ("甲", "0.50", "true"),
        ("=1+1", "7", "false"),
        ("", "", ""),
        ("甲", "1234567890.123456", ""),
        ("末", "<7>", "false"),
        ("汉" * 15, "-3.25", "true"),
    ]
    content = write_sheets(with_body(*rows))
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["甲"]
    assert [
        ("名称", "数值", "真假"),
        ("甲", 0.5, True),
        ("=1+1", 7, False),
        (None, None, None),
        ("甲", "1234567890.123456", None),
        ("末", "<7>", False),
        ("汉" * 15, -3.25, True),
    ] == list(sheet.iter_rows(values_only=True))
    assert ["0.00", "0", "General", "@", "@", "0.00"] == [sheet.cell(row, 2).number_format for row in range(2, 8)]
    assert ("A1:C7", "A1:C2", "B2") == (sheet.dimensions, sheet.auto_filter.ref, sheet.freeze_panes)
    assert [None, 3 * 11 * 1.5] == [sheet.row_dimensions[row].height for row in (6, 7)]
    assert sheet["A2"].alignment.wrap_text
    assert "末" == book["乙"]["A1"].value
    assert content == write_sheets(with_body(*rows))


def test_a_body_of_nothing_is_nothing():
    (sheet, _) = read_sheets(write_sheets(with_body()))
    assert [["名称", "数值", "真假"]] == [[cell.text for cell in row] for row in sheet.rows]


def test_above_a_body_there_is_a_text():
    book = NewBook("书", (NewSheet("甲", (), (NewColumn(),), NewBody((("1",),), (NUMBER,))),))
    with pytest.raises(ValueError, match="there must be a text"):
        write_sheets(book)


@pytest.mark.parametrize("name", ["a" * 32, "a/b", "首页"])
def test_a_name_that_no_sheet_may_have_is_refused(name):
    sheets = (NewSheet("首页", ()), NewSheet(name, ()))
    with pytest.raises(ValueError, match="cannot be the name of a sheet"):
        write_sheets(NewBook("书", sheets))


SIGNS = st.one_of(
    st.sampled_from((*ODD, *ODDEST, "text0.", "text", "text-")),
    st.lists(st.sampled_from((*ODD, *ODDEST, "_x", "_")), max_size=4).map("".join),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=20),
)


@given(st.lists(SIGNS, min_size=1, max_size=6))
def test_every_text_is_read_as_it_was_written(texts):
    """What looks like a formula, like markup of the file or like a sign by its number is text like any other."""
    rows = tuple((NewCell("x"), NewCell(text)) for text in texts)
    content = write_sheets(NewBook("书", (NewSheet("甲", rows),)))
    (sheet,) = read_sheets(content)
    assert texts == [row[1].text if len(row) > 1 else "" for row in sheet.rows]
    assert not any(cell.formula for row in sheet.rows for cell in row)
    (below, _) = read_sheets(write_sheets(with_body(*((text, text, "true") for text in texts))))
    assert texts == [row[0].text for row in below.rows[1:]]
    assert not any(cell.formula for row in below.rows for cell in row)

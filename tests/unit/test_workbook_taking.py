"""Workbook taking: whatever a clerk did to the file, it is read or refused with sheet, row, column and a remedy."""

import io
import warnings
from dataclasses import replace
from datetime import date, datetime
from functools import cache

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.issues import Issue
from generator.read import RawPackage
from generator.workbook.composing import workbook_content
from generator.workbook.naming import ORIGIN
from tests.workbooks import COMPLETE, SCHEMAS, VOCABULARY, column, edited, made, raw_package, set_cell, taken_from


@pytest.fixture(scope="module")
def raw() -> RawPackage:
    return raw_package(COMPLETE)


@pytest.fixture(scope="module")
def content(raw) -> bytes:
    return workbook_content(raw, SCHEMAS, VOCABULARY)


def after(content: bytes, raw: RawPackage, change) -> tuple[list[Issue], dict]:
    taken, log = taken_from(edited(content, change), raw)
    assert taken is not None
    return list(log.issues), dict(taken.tables)


def value(tables: dict, table: str, row: int, name: str) -> str:
    """What was read from a row, as the sheet counts it."""
    found = tables[table]
    return found.rows[found.row_numbers.index(row)][found.header.index(name)]


@pytest.mark.parametrize(
    ("sheet", "title", "typed", "table", "name", "kept"),
    [
        ("任务分工", "职责", "配合", "assignments", "role", "support"),
        ("任务分工", "职责", "support", "assignments", "role", "support"),
        ("任务分工", "责任单位", "bianban 示例市委编办", "assignments", "unit_id", "bianban"),
        ("任务分工", "责任单位", "示例市委编办", "assignments", "unit_id", "bianban"),
        ("任务分工", "是否开放", True, "assignments", "is_open", "true"),
        ("任务分工", "排序", 3, "assignments", "order", "3"),
        ("任务", "完成时限", date(2023, 3, 31), "tasks", "due_date", "2023-03-31"),
        ("任务", "序号原文", 7, "tasks", "label", "7"),
        ("结果", "数值", 25.29, "results", "value", "25.29"),
        ("结果", "数值", "25.290", "results", "value", "25.290"),
        ("结果", "隐去字段", "数值 分母", "results", "masked", "value denominator"),
    ],
)
def test_what_was_typed_is_taken_in_the_words_of_the_package(content, raw, sheet, title, typed, table, name, kept):
    issues, tables = after(content, raw, lambda book: set_cell(book, sheet, 2, title, typed))
    assert [] == issues
    assert kept == value(tables, table, 2, name)


def percent(book):
    set_cell(book, "结果", 2, "数值", 0.92)
    book["结果"].cell(2, column(book["结果"], "数值")).number_format = "0%"


def padded(book):
    set_cell(book, "任务", 2, "序号原文", 7)
    book["任务"].cell(2, column(book["任务"], "序号原文")).number_format = "000"


@pytest.mark.parametrize(
    ("change", "code", "place", "message", "advice"),
    [
        (percent, "type-wrong", ("results.csv", 2, "value"), "显示为 92%，存的却是 0.92", "再填 92。"),
        (padded, "type-wrong", ("tasks.csv", 2, "label"), "显示为 007，存的却是 7", "再填 007。"),
        (
            lambda book: set_cell(book, "任务", 2, "任务名称", "=A1&B1"),
            "formula-in-text", ("tasks.csv", 2, "title"), "没有存下它的结果", "直接填上结果",
        ),
        (
            lambda book: set_cell(book, "结果", 2, "数值", "#DIV/0!"),
            "type-wrong", ("results.csv", 2, "value"), "公式出的错", "直接填上内容",
        ),
        (
            lambda book: set_cell(book, "结果", 2, "时期", datetime(2023, 7, 1)),  # noqa: DTZ001
            "type-wrong", ("results.csv", 2, "period"), "当成了日期 2023-07-01", "改成“文本”",
        ),
        (
            lambda book: set_cell(book, "任务", 2, "完成时限", 45382),
            "type-wrong", ("tasks.csv", 2, "due_date"), "是数字 45382", "可能是 2024-03-31",
        ),
        (
            lambda book: set_cell(book, "任务", 2, "序号原文", 12345678901234567890),
            "type-wrong", ("tasks.csv", 2, "label"), "只存下前 15 位", "改成“文本”",
        ),
        (
            lambda book: set_cell(book, "任务", 2, "任务名称", True),
            "type-wrong", ("tasks.csv", 2, "title"), "当成了“是”或“否”", "改成“文本”",
        ),
        (
            lambda book: set_cell(book, "任务分工", 2, "责任单位", "sifaju 示例市委编办"),
            "reference-broken", ("assignments.csv", 2, "unit_id"), "对不上", "从下拉里选",
        ),
    ],
)  # fmt: skip
def test_what_may_not_be_what_was_meant_is_said(content, raw, change, code, place, message, advice):
    (issue,), _ = after(content, raw, change)
    assert (code, place) == (issue.code, (issue.file, issue.row, issue.column))
    assert message in str(issue.message)
    assert advice in str(issue.advice)
    assert issue.letter


def rename(book, old, new):
    book[old].title = new


def head(book, title, text):
    book["任务"].cell(1, column(book["任务"], title)).value = text


@pytest.mark.parametrize(
    ("change", "code", "place", "message"),
    [
        (
            lambda book: rename(book, "任务", "任务表"),
            "table-unknown",
            ("任务表", None),
            "不是数据包的表。是不是「任务」？",
        ),
        (lambda book: book.remove(book["任务"]), "table-unknown", ("任务", None), "没有工作表「任务」"),
        (
            lambda book: book.create_sheet("我的").append(["x"]),
            "table-unknown",
            ("我的", None),
            "「我的」不是数据包的表。",
        ),
        (lambda book: head(book, "任务名称", "名字"), "header-wrong", ("任务", 1), "F 列「名字」不是这张表的列"),
        (lambda book: head(book, "任务名称", "任务编号"), "header-wrong", ("任务", 1), "F 列「任务编号」重复了"),
        (lambda book: head(book, "任务名称", None), "header-wrong", ("任务", 1), "F 列没有列名，下面却有内容"),
        (lambda book: book["任务"].delete_cols(6), "header-wrong", ("任务", 1), "没有列「任务名称」"),
        (lambda book: book["任务"].insert_rows(1), "header-wrong", ("任务", 1), "列名在第 2 行"),
        (lambda book: book["任务"].merge_cells("F2:F4"), "table-unreadable", ("任务", 2), "F2 到 F4 合并成了一格"),
    ],
)
def test_a_changed_shape_is_refused_once(content, raw, change, code, place, message):
    """One finding, and not one for each cell that follows from it."""
    issues, _ = after(content, raw, change)
    first = issues[0]
    assert (code, place) == (first.code, (first.file, first.row))
    assert message in str(first.message)
    assert {code} == {issue.code for issue in issues}
    assert len(issues) <= 2


def test_order_of_columns_blank_rows_and_empty_columns_do_not_matter(content, raw):
    def change(book):
        sheet = book["责任单位"]
        sheet.insert_rows(4, 2)
        sheet.cell(1, 20, " ")
        sheet.move_range(f"C1:C{sheet.max_row}", cols=15)

    issues, tables = after(content, raw, change)
    assert [] == issues
    assert raw.tables["units"].rows == tables["units"].rows
    assert (2, 3, 6) == tables["units"].row_numbers[:3]


def test_a_new_row_can_be_referred_to_at_once(content, raw):
    def change(book):
        last = book["责任单位"].max_row + 1
        set_cell(book, "责任单位", last, "单位编号", "xinju")
        set_cell(book, "责任单位", last, "单位名称", "示例市新局")
        set_cell(book, "任务分工", 2, "责任单位", "xinju")
        set_cell(book, "任务分工", 3, "责任单位", "示例市新局")

    issues, tables = after(content, raw, change)
    assert [] == issues
    assert ["xinju", "xinju"] == [value(tables, "assignments", row, "unit_id") for row in (2, 3)]


def test_a_renamed_row_is_still_known_by_the_name_in_other_sheets(content, raw):
    def change(book):
        row = next(cell.row for cell in book["责任单位"]["A"] if cell.value == "sifaju")
        set_cell(book, "责任单位", row, "单位名称", "示例市司法行政局")

    issues, tables = after(content, raw, change)
    assert [] == issues
    assert raw.tables["assignments"].rows == tables["assignments"].rows


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (b"", "打不开"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "旧格式"),
        (b"PK\x03\x04rest", "打不开"),
    ],
)
def test_what_is_no_workbook_says_so(raw, broken, message):
    taken, log = taken_from(broken, raw)
    assert taken is None
    (issue,) = log.issues
    assert message in str(issue.message)
    assert "另存为 XLSX" in str(issue.advice)


@pytest.mark.parametrize(
    "change",
    [
        lambda book: book.remove(book[ORIGIN]),
        lambda book: book[ORIGIN].delete_rows(3, 8),
        lambda book: book[ORIGIN].cell(1, 1, "x"),
        lambda book: book[ORIGIN].cell(2, 1, "../x"),
        lambda book: book[ORIGIN].cell(4, 1, "../x"),
        lambda book: book[ORIGIN].cell(4, 2, "x"),
        lambda book: book[ORIGIN].cell(4, 4, "x"),
    ],
)
def test_a_workbook_that_does_not_know_where_it_comes_from_is_refused(content, raw, change):
    taken, log = taken_from(edited(content, change), raw)
    assert taken is None
    assert ["table-unreadable"] == [issue.code for issue in log.issues]


TYPED = st.one_of(
    *(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.dates()),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), max_codepoint=0xFFFD), max_size=12),
    st.sampled_from(["=1+1", "牵头", "sifaju", "任务编号", "#REF!", "=", " "]),
)


@settings(deadline=None, max_examples=15)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["责任单位", "任务分工", "结果", "任务", ORIGIN]),
            *(st.integers(1, 8), st.integers(1, 12), TYPED),
        ),
        max_size=5,
    )
)
def test_nothing_that_is_typed_anywhere_breaks_it(changes):
    """Every workbook is read, or refused with a finding; there is no other end."""
    package, content = fixed()

    def change(book):
        for sheet, row, place, typed in changes:
            book[sheet].cell(row, place).value = typed

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        taken, log = taken_from(edited(content, change), package)
    assert taken is not None or log.has_errors
    for table in taken.tables.values() if taken else ():
        assert all(len(row) == len(table.header) for row in table.rows)
        assert len(table.rows) == len(table.row_numbers)


@cache
def fixed() -> tuple[RawPackage, bytes]:
    """A small package and its workbook."""
    package = raw_package(COMPLETE)
    few = {
        name: replace(table, rows=table.rows[:6], row_numbers=table.row_numbers[:6])
        for name, table in package.tables.items()
    }
    package = replace(package, tables=few)
    return package, made(package)


def test_a_sheet_of_its_own_that_is_empty_is_no_fault(content, raw):
    issues, _ = after(content, raw, lambda book: book.create_sheet("Sheet1"))
    assert [] == issues
    assert openpyxl.load_workbook(io.BytesIO(content))

"""Workbook composing: what clerks find in the file: sheets, choices, prompts, locks; same package, same bytes."""

import io
import warnings

import openpyxl
import pytest

from generator.read import RawPackage
from generator.schemas import TABLES, field_called
from generator.workbook import workbook_content
from generator.workbook.composing import NEW_ROWS, is_kept_as_number
from generator.workbook.cover import COVER
from generator.workbook.naming import (
    CHOICES,
    LONGEST_NAME,
    ORIGIN,
    OWN_SHEETS,
    raw_sheet_name,
    sheet_name,
)
from generator.workbook.telling import LONGEST_PROMPT, ROWS_ARE
from tests.workbooks import COMPLETE, SCHEMAS, VOCABULARY, made, raw_package, raw_table


@pytest.fixture(scope="module")
def raw() -> RawPackage:
    return raw_package(COMPLETE)


@pytest.fixture(scope="module")
def book(raw) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        content = made(raw)
    return openpyxl.load_workbook(io.BytesIO(content))


def test_names_of_sheets_fit_and_differ():
    names = [*OWN_SHEETS, *map(sheet_name, SCHEMAS.values())]
    assert len(names) == len(set(names))
    assert all(len(name) <= LONGEST_NAME for name in names)


def test_every_header_means_its_own_column():
    for schema in SCHEMAS.values():
        for field in schema.fields:
            for text in (field.title, f"{field.title} *", f" {field.name} "):
                assert field == field_called(text, schema)


def test_a_table_shown_as_it_is_has_a_sheet_of_its_own():
    taken: list[str] = []
    for name in ("tasks", "a" * 59, "a" * 60, "maps"):
        taken.append(raw_sheet_name(name, SCHEMAS, taken))
    assert 4 == len(set(taken))
    assert all(len(name) <= LONGEST_NAME for name in taken)


def test_all_tables_are_there_filled_ones_first(raw):
    minimal = raw_package(COMPLETE.parents[1] / "minimal" / "999901-minimal")
    sheets = openpyxl.load_workbook(io.BytesIO(made(minimal))).sheetnames
    filled = [sheet_name(SCHEMAS[name]) for name in TABLES if name in minimal.tables]
    empty = [sheet_name(SCHEMAS[name]) for name in TABLES if name not in minimal.tables]
    assert filled
    assert empty
    assert [COVER, *filled, *empty, CHOICES, ORIGIN] == sheets


def test_the_cover_says_what_to_do_and_leads_to_every_sheet(raw, book):
    cover = book[COVER]
    texts = [str(cell.value) for row in cover.iter_rows() for cell in row if cell.value]
    assert texts[0].startswith(raw.descriptor["title"])
    assert any("不知道的留空" in text for text in texts)
    assert any("datapackage.json" in text for text in texts)
    links = {cell.value: cell for row in cover.iter_rows() for cell in row if cell.hyperlink}
    assert list(links) == [sheet_name(SCHEMAS[name]) for name in TABLES]
    for name, cell in zip(TABLES, links.values(), strict=True):
        assert f"'{sheet_name(SCHEMAS[name])}'!A1" == cell.hyperlink.location
        assert (ROWS_ARE[name], len(raw.tables[name].rows)) == (cell.offset(0, 1).value, cell.offset(0, 2).value)


def test_choices_are_the_labels_of_all_codes_and_all_rows(raw, book):
    """A drop-down shows what its column may hold, in the words of readers, to the last one."""
    for name, schema in SCHEMAS.items():
        sheet = book[sheet_name(schema)]
        lists = {str(row.sqref): row for row in sheet.data_validations.dataValidation}
        for place, field in enumerate([schema.by_name[column] for column in raw.tables[name].header]):
            letter = openpyxl.utils.get_column_letter(place + 1)
            rule = lists[f"{letter}2:{letter}{len(raw.tables[name].rows) + NEW_ROWS + 1}"]
            table = next((key.table for key in schema.foreign_keys if key.column == field.name), "")
            if table:
                ids = [
                    row[raw.tables[table].header.index(SCHEMAS[table].primary_key[0])] for row in raw.tables[table].rows
                ]
                assert ids == [text.split()[0] for text in chosen(book, rule.formula1)]
                assert "warning" == rule.errorStyle
            elif field.codelist:
                labels = [term.label for term in VOCABULARY.lists[field.codelist].values()]
                assert labels == chosen(book, rule.formula1)
                assert rule.errorStyle in {None, "stop"}
            elif field.type == "boolean":
                assert ["是", "否"] == chosen(book, rule.formula1)
            else:
                assert rule.type in {None, "none"}
            assert field.title == rule.promptTitle
            assert 0 < len(rule.prompt) <= LONGEST_PROMPT
            assert rule.prompt.startswith("必须填写" if field.is_required else "没有或不知道就留空")
            assert rule.prompt.splitlines()[-1].startswith("例如："), rule.prompt


def chosen(book: openpyxl.Workbook, reference: str) -> list[str]:
    sheet, _, area = reference.partition("!")
    return [row[0].value for row in book[sheet.strip("'")][area.replace("$", "")]]


def test_cells_are_shown_as_clerks_know_them(book):
    header, first, *_ = book["任务分工"].iter_rows(values_only=True)
    shown = dict(zip(header, first, strict=True))
    assert "law-2025-001 公布市级权责清单" == shown["任务 *"]
    assert ("牵头", 1, "否") == (shown["职责 *"], shown["排序 *"], shown["是否开放 *"])


def test_ids_are_locked_and_everything_else_is_open(book):
    for schema in SCHEMAS.values():
        sheet = book[sheet_name(schema)]
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert not any((sheet.protection.sort, sheet.protection.autoFilter, sheet.protection.formatColumns))
        assert "B2" == sheet.freeze_panes
        own = schema.primary_key[0] if len(schema.primary_key) == 1 else ""
        for row in sheet.iter_rows(min_row=2):
            for cell, head in zip(row, sheet[1], strict=True):
                is_id = own and str(head.value).removesuffix(" *") == schema.by_name[own].title
                # A cell that is not in the file takes after its column.
                assert not cell.has_style or bool(is_id) == cell.protection.locked, cell.coordinate
        for dimension in sheet.column_dimensions.values():
            assert not dimension.protection.locked


def test_numbers_are_numbers_and_everything_else_is_text(raw, book):
    for name, table in raw.tables.items():
        rows = list(book[sheet_name(SCHEMAS[name])].iter_rows(min_row=2))
        assert len(table.rows) == len(rows)
        for cells, row in zip(table.rows, rows, strict=True):
            for text, column, cell in zip(cells, table.header, row, strict=False):
                is_number = SCHEMAS[name].by_name[column].type in {"number", "integer"}
                if text and is_number:
                    assert "n" == cell.data_type
                elif text:
                    assert ("s", "@") == (cell.data_type, cell.number_format)


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("18300", True), ("25.29", True), ("-3.5", True), ("0", True), ("999999999999999", True),
        ("0.50", False), ("-0", False), ("007", False), ("12345678901234567", False), ("1E5", False), ("９", False),
        ("", False), ("1,000", False),
    ],
)  # fmt: skip
def test_a_number_that_would_come_back_otherwise_stays_text(text, is_number):
    assert is_number == is_kept_as_number(text)


def test_same_package_same_bytes(raw):
    assert made(raw) == made(raw)


def test_a_table_that_does_not_fit_into_columns_is_left_out(raw):
    """Rows of another length and unknown columns are for ``check`` to show; nobody fills in a part of them."""
    broken = RawPackage(
        raw.locality_id,
        raw.descriptor,
        {
            **raw.tables,
            "tasks": raw_table("tasks", ("task_id", "名称"), ("a", "b")),
            "problems": raw_table("problems", ("problem_id", "title"), ("a",)),
        },
        "",
    )
    sheets = openpyxl.load_workbook(io.BytesIO(workbook_content(broken, SCHEMAS, VOCABULARY))).sheetnames
    assert not {"任务", "存在的问题"} & set(sheets)
    assert "结果" in sheets

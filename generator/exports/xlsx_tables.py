"""XLSX: all tables in one workbook that a double click opens rightly: text stays text, ids keep their zeros."""

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from generator.exports.download import Download, ExportJob
from generator.exports.json_tables import exact
from generator.issues import sorted_issues
from generator.read import RawTable
from generator.schemas import Field, TableSchema
from generator.sentences import sentence

NAME = "XLSX"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COVER, DICTIONARY, ISSUES = "说明", "数据字典", "数据问题"
# Same content, same bytes: the file does not say when it was made.
_MADE = datetime(1980, 1, 1)  # noqa: DTZ001 - the format knows no time zone
# Spreadsheet programs keep 15 digits of a number; what has more stays text.
_SAFE_DIGITS = 15
_WIDEST = 60
# Nothing that stands in a cell is ever run, fetched or made into something else.
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def make(job: ExportJob) -> list[Download]:
    """``<locality-id>.xlsx``: a cover, a sheet a table, the dictionary and the issues."""
    rows = sum(len(table.rows) for table in job.raw.tables.values())
    title = sentence("全部表合为一个工作簿，含数据字典")
    return [Download(f"{job.raw.locality_id}.xlsx", workbook_content(job), NAME, title, MEDIA_TYPE, rows)]


def workbook_content(job: ExportJob) -> bytes:
    """The bytes of the workbook. Sheets are called by the names of the tables, columns by the names of the fields."""
    buffer = io.BytesIO()
    with Workbook(buffer, _PLAIN) as book:
        book.set_properties({"title": job.raw.descriptor["title"], "created": _MADE})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        numbers: dict[int, Any] = {}

        def number(places: int) -> Any:
            if places not in numbers:
                form = "0" if places == 0 else "0." + "0" * places
                numbers[places] = book.add_format({"num_format": form, "valign": "top"})
            return numbers[places]

        _write(book.add_worksheet(COVER), ("项目", "内容"), _cover(job), head, text)
        for name, table in job.raw.tables.items():
            _write_table(book.add_worksheet(name), table, job.schemas[name], head, text, number)
        _write(
            book.add_worksheet(DICTIONARY), ("表", "字段", "含义", "类型", "说明", "例子"), _dictionary(job), head, text
        )
        _write(book.add_worksheet(ISSUES), ("代码", "级别", "位置", "发现", "怎么办"), _issues(job), head, text)
    return buffer.getvalue()


def _cover(job: ExportJob) -> list[tuple[str, str]]:
    own = job.raw.descriptor
    return [
        ("名称", own["title"]),
        *([("版本", own["version"])] if "version" in own else []),
        ("许可（整理与摘要）", job.licence_words),
        ("官方文件", "文件及其中的事实不主张权利；使用条件以发布者的说明为准。"),
        (
            "怎么看",
            "每张表一页，第一行是字段名；字段的含义见“数据字典”，已知的问题见“数据问题”。空格表示没有写明，不是零。",
        ),
        *((f"表 {name}", f"{job.schemas[name].title}，{len(table.rows)}行") for name, table in job.raw.tables.items()),
    ]


def _dictionary(job: ExportJob) -> list[tuple[str, ...]]:
    return [
        (name, field.name, field.title, field.type, field.description, field.example)
        for name, table in job.raw.tables.items()
        for field in (job.schemas[name].by_name[column] for column in table.header)
    ]


def _issues(job: ExportJob) -> list[tuple[str, ...]]:
    return [
        (issue.code, issue.severity, str(issue.where), str(issue.message), str(issue.advice))
        for issue in sorted_issues(job.issues)
    ]


def _write(sheet: Worksheet, header: tuple[str, ...], rows: Sequence[tuple[str, ...]], head: Any, text: Any) -> None:
    for place, name in enumerate(header):
        sheet.write_string(0, place, name, head)
        widths = [_width(row[place]) for row in rows]
        sheet.set_column(place, place, min(_WIDEST, max([_width(name), *widths])))
    for line, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            sheet.write_string(line, place, cell, text)
    sheet.freeze_panes(1, 0)


def _write_table(sheet: Worksheet, table: RawTable, schema: TableSchema, head: Any, text: Any, number: Any) -> None:
    fields = [schema.by_name[name] for name in table.header]
    for place, field in enumerate(fields):
        sheet.write_string(0, place, field.name, head)
        cells = (row[place] for row in table.rows)
        sheet.set_column(place, place, min(_WIDEST, max([_width(field.name), *map(_width, cells)])))
    for line, row in enumerate(table.rows, start=1):
        for place, (cell, field) in enumerate(zip(row, fields, strict=True)):
            _write_cell(sheet, line, place, cell, field, text, number)
    sheet.freeze_panes(1, 1)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(fields) - 1)


def _write_cell(sheet: Worksheet, line: int, place: int, cell: str, field: Field, text: Any, number: Any) -> None:
    if not cell:
        return
    value = exact(cell, field)
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif isinstance(value, (int, Decimal)) and sum(char.isdigit() for char in cell) <= _SAFE_DIGITS:
        sheet.write_number(line, place, float(value), number(len(cell.partition(".")[2])))
    else:
        sheet.write_string(line, place, cell, text)


def _width(text: str) -> int:
    """Columns that a text takes: Chinese characters take two."""
    return 2 + max((sum(2 if ord(char) > 0x2E7F else 1 for char in line) for line in text.split("\n")), default=0)

"""XLSX: all tables in one workbook that a double click opens rightly: text stays text, ids keep their zeros."""

from collections.abc import Sequence

from generator.exports.download import Download, ExportJob
from generator.issues import sorted_issues
from generator.read import RawTable
from generator.schemas import TableSchema
from generator.sentences import sentence
from generator.sheets import (
    AS_TEXT,
    BOOLEAN,
    NUMBER,
    TEXT,
    NewBody,
    NewBook,
    NewCell,
    NewColumn,
    NewSheet,
    Style,
    widest,
    write_sheets,
)

NAME = "XLSX"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COVER, DICTIONARY, ISSUES = "说明", "数据字典", "数据问题"
_KINDS = {"boolean": BOOLEAN, "integer": NUMBER, "number": NUMBER}
_WIDEST = 60
_HEAD = Style(is_bold=True, is_wrapped=True, rule_below=True)
_TEXT = Style(AS_TEXT, is_wrapped=True)


def make(job: ExportJob) -> list[Download]:
    """``<locality-id>.xlsx``: a cover, a sheet a table, the dictionary and the issues."""
    rows = sum(len(table.rows) for table in job.raw.tables.values())
    title = sentence("全部表合为一个工作簿，含数据字典")
    return [Download(f"{job.raw.locality_id}.xlsx", workbook_content(job), NAME, title, MEDIA_TYPE, rows)]


def workbook_content(job: ExportJob) -> bytes:
    """The bytes of the workbook. Sheets are called by the names of the tables, columns by the names of the fields."""
    sheets = (
        _sheet(COVER, ("项目", "内容"), _cover(job)),
        *(_table_sheet(name, table, job.schemas[name]) for name, table in job.raw.tables.items()),
        _sheet(DICTIONARY, ("表", "字段", "含义", "类型", "说明", "例子"), _dictionary(job)),
        _sheet(ISSUES, ("代码", "级别", "位置", "发现", "怎么办"), _issues(job)),
    )
    return write_sheets(NewBook(job.raw.descriptor["title"], sheets))


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


def _sheet(name: str, header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> NewSheet:
    cells = tuple(tuple(NewCell(cell, _TEXT) for cell in row) for row in rows)
    return NewSheet(name, (_head(header), *cells), _columns(header, rows), frozen=(1, 0))


def _table_sheet(name: str, table: RawTable, schema: TableSchema) -> NewSheet:
    kinds = tuple(_KINDS.get(schema.by_name[column].type, TEXT) for column in table.header)
    filtered = (len(table.rows), len(table.header) - 1) if table.rows else None
    return NewSheet(
        name,
        (_head(table.header),),
        _columns(table.header, table.rows),
        NewBody(table.rows, kinds, _TEXT),
        frozen=(1, 1),
        filtered=filtered,
    )


def _head(header: Sequence[str]) -> tuple[NewCell, ...]:
    return tuple(NewCell(name, _HEAD) for name in header)


def _columns(header: Sequence[str], rows: Sequence[tuple[str, ...]]) -> tuple[NewColumn, ...]:
    return tuple(
        NewColumn(min(_WIDEST, widest([name, *(row[place] for row in rows)]))) for place, name in enumerate(header)
    )

"""The only importer of frictionless: types, constraints, keys and references, in our words.

Frictionless alone is no safe gate for Chinese CSV (it guesses encodings and lets NaN, NUL and formulas pass), so it
is handed text that ``read`` and ``table`` have already looked at, and never a file name.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from generator.cells import column_letter
from generator.issues import IssueLog
from generator.read import RawTable
from generator.schemas import Field, ForeignKey, TableSchema, pattern_wanted
from generator.sentences import Sentence, Words, listed, sentence
from generator.validate.likely import likely_code, likely_id, likely_value
from generator.vocabulary import Term

if TYPE_CHECKING:
    from frictionless import Resource, Schema

_LIMIT = 1000
# As many codes as can be taken in at a glance; the dictionary has them all.
_MOST_CODES = 8


@dataclass(frozen=True, slots=True)
class _Findings:
    """Where findings about one table go; ``seen`` holds the places that already have one."""

    table: RawTable
    schemas: Mapping[str, TableSchema]
    log: IssueLog
    seen: set[tuple[str, int | None, str]]
    repairs: Mapping[str, Term]

    def add(
        self,
        code: str,
        message: Sentence,
        row: int | None,
        column: str,
        *,
        value: object,
        advice: Words = "",
        suggestion: str = "",
    ) -> None:
        self.seen.add((self.table.file, row, column))
        self.log.add(
            code,
            message,
            file=self.table.file,
            row=row,
            column=column,
            label=self.schema.by_name[column].title,
            letter=column_letter(self.table.header.index(column)),
            value=value,
            suggestion=suggestion,
            advice=advice,
        )

    @property
    def schema(self) -> TableSchema:
        """The schema of the table."""
        return self.schemas[self.table.name]

    def pattern(self, column: str) -> str:
        """The pattern that a column's texts follow."""
        return pattern_wanted(self.schema.by_name[column], self.schema, self.schemas)

    def has(self, row: int | None, column: str) -> bool:
        """True when this cell, or the row as a whole, already has a finding."""
        of_row = row is not None and (self.table.file, row, "") in self.seen
        return of_row or (self.table.file, row, column) in self.seen


def check_conformity(
    tables: Mapping[str, RawTable],
    schemas: Mapping[str, TableSchema],
    repairs: Mapping[str, Term],
    log: IssueLog,
    *,
    broken: set[str],
) -> None:
    """Record what frictionless finds in ``tables``; references into ``broken`` tables are left unchecked. ``repairs``
    are the kinds of repair, by which a finding says what to do.
    """
    if not tables:
        return
    from frictionless import Package  # slow to import, and not needed where nothing has changed

    seen = {(issue.file, issue.row, issue.column) for issue in log.issues}
    resources = [_resource(table, schemas[name], set(tables)) for name, table in tables.items()]
    package = Package(resources=[*resources, *_key_columns(tables, schemas)])
    for resource in resources:
        findings = _Findings(tables[resource.name], schemas, log, seen, repairs)
        for task in package.get_resource(resource.name).validate(limit_errors=_LIMIT).tasks:
            for error in task.errors:
                _translate(error, findings, tables)
    for table in tables.values():
        _check_absent_references(_Findings(table, schemas, log, seen, repairs), present=set(tables) | broken)


def _resource(table: RawTable, schema: TableSchema, present: set[str]) -> "Resource":
    descriptor = schema.restricted(list(table.header), present)
    for key in descriptor.get("foreignKeys", ()):
        reference = key["reference"]
        reference["resource"] = _key_column(reference["resource"] or table.name, *reference["fields"])
    width = len(table.header)

    def rows() -> Iterator[list[str]]:
        yield list(table.header)
        for cells in table.rows:
            yield list(cells) if len(cells) == width else (list(cells) + [""] * width)[:width]

    return _in_memory(table.name, rows, descriptor)


def _in_memory(name: str, rows: Callable[[], Iterator[list[str]]], descriptor: Mapping[str, Any]) -> "Resource":
    """A resource whose rows are made when they are asked for: a list frictionless would copy, cell by cell."""
    from frictionless import Resource

    return Resource(name=name, data=rows, schema=_read_schema(json.dumps(descriptor)))


def _key_columns(tables: Mapping[str, RawTable], schemas: Mapping[str, TableSchema]) -> list["Resource"]:
    """The columns that others refer to, each as a table of its own: to look up a reference frictionless reads and
    converts the whole table that it leads to, once for every table that has references into it.
    """
    keys = {(key.table, key.target_column) for name in tables for key in schemas[name].foreign_keys}
    resources = []
    for name, column in sorted(keys):
        table = tables.get(name)
        place = table.header.index(column) if table and column in table.header else None
        if table and place is not None:
            descriptor = {"fields": [{"name": column, "type": "string"}]}
            resources.append(_in_memory(_key_column(name, column), partial(_cells_of, table, place), descriptor))
    return resources


def _cells_of(table: RawTable, place: int) -> Iterator[list[str]]:
    """One column of a table, its name first."""
    yield [table.header[place]]
    for row in table.rows:
        yield [row[place] if place < len(row) else ""]


def _key_column(table: str, column: str) -> str:
    """Name of the resource that holds just one column of a table."""
    return f"{table}/{column}"


@lru_cache(maxsize=200)
def _read_schema(descriptor: str) -> "Schema":
    """A schema as frictionless knows it, made once: packages mostly have the same columns."""
    from frictionless import Schema

    return Schema.from_descriptor(json.loads(descriptor))


def _translate(error: Any, findings: _Findings, tables: Mapping[str, RawTable]) -> None:
    """Record one error of frictionless, unless its cell or its row already has a finding."""
    table, schema = findings.table, findings.schema
    index = (getattr(error, "row_number", None) or 0) - 2  # its row 2 is our first
    is_row = 0 <= index < len(table.rows)
    row = table.row_numbers[index] if is_row else None
    cells = dict(zip(table.header, table.rows[index], strict=False)) if is_row else {}
    if error.type == "primary-key":
        _add_duplicate_key(findings, row, cells)
    elif error.type == "foreign-key":
        column = error.field_names[0]
        if not findings.has(row, column):
            key = next(key for key in schema.foreign_keys if key.column == column)
            _add_broken_reference(findings, row, key, cells.get(column, ""), tables)
    else:
        name = getattr(error, "field_name", "") or ""
        field = schema.by_name.get(name)
        if findings.has(row, name):
            return
        if field is None:
            message = sentence("这张表不能按列读取。")
            findings.log.add("table-unreadable", message, file=table.file, row=row, value=error.message)
            return
        code, message, advice = _explain(error, field)
        cell = str(getattr(error, "cell", ""))
        if code == "value-not-allowed":
            findings.add(
                code, message, row, name, value=cell, advice=advice, suggestion=likely_code(cell, field.labels)
            )
            return
        meant, better = likely_value(cell, field.type, findings.pattern(name), findings.repairs) if cell else ("", None)
        named = "" if meant else _row_named(cell, name, findings, tables)
        if named:
            better = sentence("这一列写编号，不写名称。")
        findings.add(code, message, row, name, value=cell, advice=better or advice, suggestion=meant or named)


def _explain(error: Any, field: Field) -> tuple[str, Sentence, Sentence]:
    """Code, sentence and advice for a cell error."""
    constraints = field.descriptor.get("constraints", {})
    note = str(getattr(error, "note", ""))
    example = sentence("例如：{example}。", example=field.example)
    if error.type == "constraint-error":
        if '"required"' in note:
            return "value-required", sentence("这一格必须填写。"), example
        if '"enum"' in note:
            message = sentence("不在代码表 {codelist} 里。", codelist=field.codelist)
            codes = [
                sentence("{code}（{label}）", code=code, label=Sentence(label)) for code, label in field.labels.items()
            ]
            more = sentence("可以写：{codes}。", codes=listed(codes[:_MOST_CODES]))
            if len(codes) > _MOST_CODES:
                more = sentence(
                    "可以写：{codes}，等 {n} 种，见数据字典。", codes=listed(codes[:_MOST_CODES]), n=len(codes)
                )
            return "value-not-allowed", message, more
        if '"pattern"' in note:
            return "pattern-wrong", sentence("写法不对。"), example
        limits = [f"{key} {constraints[key]}" for key in ("maxLength", "minimum", "maximum") if f'"{key}"' in note]
        return "value-out-of-range", sentence("超出允许的范围（{limits}）。", limits=listed(limits)), example
    return "type-wrong", sentence("不能读作 {type}。", type=field.type), example


def _add_duplicate_key(findings: _Findings, row: int | None, cells: Mapping[str, str]) -> None:
    names = findings.schema.primary_key
    # To frictionless all keys that are empty or cannot be read are the same; the cell itself has its finding.
    if any(findings.has(row, name) for name in names):
        return
    value = " + ".join(cells.get(name, "") for name in names)
    message = sentence("{columns} 的值在前面已经用过。", columns=" + ".join(names))
    findings.add("key-duplicate", message, row, names[0], value=value)


def _row_named(text: str, column: str, findings: _Findings, tables: Mapping[str, RawTable]) -> str:
    """The id of the row that a reference probably means; empty where the column is none or nobody can say."""
    key = next((key for key in findings.schema.foreign_keys if key.column == column), None)
    if key is None or key.table not in tables:
        return ""
    return likely_id(text, tables[key.table], key.target_column, findings.pattern(column))


def _add_broken_reference(
    findings: _Findings, row: int | None, key: ForeignKey, value: str, tables: Mapping[str, RawTable]
) -> None:
    meant = _row_named(value, key.column, findings, tables)
    message = sentence("表 {table} 里没有 {value}。", table=key.table, value=value)
    findings.add("reference-broken", message, row, key.column, value=value, suggestion=meant)


def _check_absent_references(findings: _Findings, *, present: set[str]) -> None:
    """A reference into a table that the package does not have is as broken as one to a missing row."""
    table = findings.table
    for key in findings.schema.foreign_keys:
        if key.table in present or key.column not in table.header:
            continue
        place = table.header.index(key.column)
        for row, cells in zip(table.row_numbers, table.rows, strict=True):
            if place < len(cells) and cells[place] and not findings.has(row, key.column):
                _add_broken_reference(findings, row, key, cells[place], {})

"""Refuses what belongs to a person: nothing of it is published unless the package says for which place, and why.

A package allows one in ``datapackage.json``, for a number that a body itself published for its office:
``"allows": [{"table": "units", "id": "sifaju", "column": "contact", "kind": "mobile", "reason": "…"}]``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.cells import column_letter
from generator.issues import IssueLog
from generator.narratives import narrative_file
from generator.privacy import CARD, IDENTITY, MAIL, MOBILE, PrivateFind, find_private
from generator.read import DESCRIPTOR, RawPackage, RawTable
from generator.schemas import TableSchema
from generator.sentences import Sentence, listed, sentence
from generator.validate.descriptor import texts_of

ALLOWS = "allows"
KINDS = {
    IDENTITY: sentence("居民身份证号码"),
    MOBILE: sentence("手机号码"),
    CARD: sentence("银行卡号"),
    MAIL: sentence("个人邮箱"),
}
_KEYS = ("table", "id", "column", "kind", "reason")
Place = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class _Where:
    """A cell of a table."""

    table: RawTable
    record_id: str
    row: int
    position: int
    column: str
    label: str


def check_private(raw: RawPackage, schemas: Mapping[str, TableSchema], log: IssueLog) -> None:
    """Record private numbers and addresses in tables, texts of reports and the descriptor, each of them masked."""
    allowed = _allowed(raw.descriptor, log)
    met: set[Place] = set()
    for table in raw.tables.values():
        for where, find in _in_table(table, schemas.get(table.name)):
            place = (table.name, where.record_id, where.column, find.kind)
            if place in allowed:
                met.add(place)
                continue
            log.add(
                "private-data",
                _message(find),
                file=table.file,
                row=where.row,
                column=where.column,
                label=where.label,
                letter=column_letter(where.position),
                value=find.masked,
            )
    for report_id, text in raw.narratives.items():
        for row, line in enumerate(text.split("\n"), start=1):
            for find in find_private(line):
                log.add("private-data", _message(find), file=narrative_file(report_id), row=row, value=find.masked)
    for key, text in texts_of(raw.descriptor):
        for find in find_private(text):
            log.add("private-data", _message(find), file=DESCRIPTOR, column=key, value=find.masked)
    for place in sorted(allowed - met):
        message = sentence("{key} 里允许的一项没有用到，可以删去。", key=ALLOWS)
        log.add("descriptor-invalid", message, file=DESCRIPTOR, column=ALLOWS, value=" ".join(place))


def _message(find: PrivateFind) -> Sentence:
    return sentence("含有{kind} {value}。", kind=KINDS[find.kind], value=find.masked)


def _in_table(table: RawTable, schema: TableSchema | None) -> Iterator[tuple[_Where, PrivateFind]]:
    fields = {} if schema is None else schema.by_name
    figures = {name for name, field in fields.items() if field.type in {"number", "integer"}}
    key = table.header.index(schema.primary_key[0]) if schema and schema.primary_key[0] in table.header else 0
    for row, cells in zip(table.row_numbers, table.rows, strict=True):
        for position, cell in enumerate(cells):
            column = table.header[position] if position < len(table.header) else ""
            for find in find_private(cell, is_figure=column in figures):
                label = fields[column].title if column in fields else ""
                record_id = cells[key] if key < len(cells) else ""
                yield _Where(table, record_id, row, position, column, label), find


def _allowed(descriptor: Mapping[str, Any], log: IssueLog) -> set[Place]:
    """The places that the descriptor allows; an entry without all of its parts allows nothing."""
    entries = descriptor.get(ALLOWS, [])
    allowed: set[Place] = set()
    for entry in entries if isinstance(entries, list) else [entries]:
        is_whole = (
            isinstance(entry, dict) and set(entry) == set(_KEYS) and all(isinstance(v, str) for v in entry.values())
        )
        if not is_whole or entry["kind"] not in KINDS or not entry["reason"].strip():
            message = sentence(
                "{key} 的每一项要写明 {parts}；kind 是 {kinds} 之一，reason 写为什么可以公布。",
                key=ALLOWS,
                parts=listed(_KEYS),
                kinds=listed(KINDS),
            )
            log.add("descriptor-invalid", message, file=DESCRIPTOR, column=ALLOWS, value=entry)
        else:
            allowed.add((entry["table"], entry["id"], entry["column"], entry["kind"]))
    return allowed

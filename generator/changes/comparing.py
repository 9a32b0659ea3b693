"""Comparing: two revisions of a package → what changed between them, table by table, keyed by primary key.

Cells are compared as typed values: 92 and 92.0 are the same number, so a change of written precision alone is no
change; the order of rows is none, nor is a new column that is empty.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from generator.artifacts import digest
from generator.changes.records import (
    ADDED,
    CHANGED,
    NARRATIVE,
    PACKAGE,
    REMOVED,
    RENAMED,
    TABLES_WITH_PAGES,
    Change,
    Snapshot,
)
from generator.changes.subjects import name_of, subject_of
from generator.model import RECORDS, Licence, table_of
from generator.privacy import mask_private
from generator.schemas import TableSchema

_IDS = ("plan_ids", "task_ids", "indicator_ids", "unit_ids", "report_ids")
_DIGEST_LENGTH = 16


@dataclass(frozen=True, slots=True)
class _Pair:
    """The two sides of a comparison, and the records that were found under a new id: by table, old id → new id."""

    old: Snapshot
    new: Snapshot
    schemas: Mapping[str, TableSchema]
    renamed: dict[str, dict[str, str]] = field(default_factory=dict)


def compare_snapshots(old: Snapshot, new: Snapshot, schemas: Mapping[str, TableSchema]) -> tuple[Change, ...]:
    """What changed from ``old`` to ``new``: the package's own facts, its tables and columns, its records, its texts."""
    pair = _Pair(old, new, schemas)
    changes = [*_facts(pair), *_shapes(pair)]
    for table in schemas:
        changes += _rows(table, pair)
    return (*changes, *_narratives(pair))


def cell_text(value: Any) -> str:
    """A typed value as the tables write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _spoken(value: Any) -> str:
    """A value as the history may tell of it: what belongs to a person was taken out of the data for good."""
    return mask_private(value) if isinstance(value, str) else cell_text(value)


def key_text(row: Any, schema: TableSchema) -> str:
    """The primary key of a record as one text."""
    return "/".join(cell_text(getattr(row, name)) for name in schema.primary_key)


def _facts(pair: _Pair) -> Iterator[Change]:
    old, new = pair.old.package, pair.new.package
    facts = (
        ("title", old.title, new.title),
        ("name", old.locality.name, new.locality.name),
        ("version", old.version, new.version),
        ("licenses", _licences(old.licences), _licences(new.licences)),
    )
    for name, before, after in facts:
        if before != after:
            yield Change(CHANGED, PACKAGE, title=new.title, field=name, old=before, new=after)


def _licences(licences: tuple[Licence, ...]) -> str:
    return " ".join(row.name or row.title for row in licences)


def _shapes(pair: _Pair) -> Iterator[Change]:
    """Tables and columns that came or went. A column that nothing was written into has not come."""
    for table in pair.schemas:
        before, after = pair.old.columns.get(table), pair.new.columns.get(table)
        if before is None and after is None:
            continue
        if before is None or after is None:
            yield Change(ADDED if before is None else REMOVED, table)
            continue
        for name in before:
            if name not in after:
                yield Change(REMOVED, table, field=name)
        rows = table_of(pair.new.package, table)
        for name in after:
            if name not in before and any(cell_text(getattr(row, name)) not in {"", "false"} for row in rows):
                yield Change(ADDED, table, field=name)


def _rows(table: str, pair: _Pair) -> Iterator[Change]:
    """Records that came, went, changed or took a new id, in the order of the newer table, those that went last."""
    schema = pair.schemas[table]
    before = {key_text(row, schema): row for row in _pointing_on(table, pair)}
    after = {key_text(row, schema): row for row in table_of(pair.new.package, table)}
    renamed = _renamed(before, after, schema)
    pair.renamed[table] = renamed
    old_ids = {new: old for old, new in renamed.items()}
    for key, row in after.items():
        origin = old_ids.get(key, key)
        if origin not in before:
            yield _whole(ADDED, table, key, row, pair)
            continue
        if key in old_ids:
            subject = subject_of(table, row, pair.new.package)
            yield Change(RENAMED, table, key, old=origin, new=key, **subject)
        yield from _cells(table, key, _own_pointers(before[origin], schema, renamed), row, pair)
    for key, row in before.items():
        if key not in after and key not in renamed:
            yield _whole(REMOVED, table, key, row, pair)


def _pointing_on(table: str, pair: _Pair) -> Iterator[Any]:
    """Records of the older revision, pointing to what they point to by its new id."""
    keys = [key for key in pair.schemas[table].foreign_keys if key.table != table and pair.renamed.get(key.table)]
    for row in table_of(pair.old.package, table):
        moved = {key.column: pair.renamed[key.table].get(getattr(row, key.column)) for key in keys}
        yield replace(row, **{name: value for name, value in moved.items() if value is not None})


def _own_pointers(row: Any, schema: TableSchema, renamed: Mapping[str, str]) -> Any:
    """The same for what points to records of its own table."""
    columns = [key.column for key in schema.foreign_keys if key.table == schema.name]
    moved = {name: renamed[value] for name in columns if (value := getattr(row, name)) in renamed}
    return replace(row, **moved) if moved else row


def _renamed(before: Mapping[str, Any], after: Mapping[str, Any], schema: TableSchema) -> dict[str, str]:
    """Old id → new id of records that say the same under another id, where only one can be meant."""
    if len(schema.primary_key) != 1:
        return {}
    gone = {key: _content(row, schema) for key, row in before.items() if key not in after}
    come = {key: _content(row, schema) for key, row in after.items() if key not in before}
    met, found = Counter(gone.values()), Counter(come.values())
    new_of = {content: key for key, content in come.items()}
    return {key: new_of[content] for key, content in gone.items() if met[content] == 1 == found[content]}


def _content(row: Any, schema: TableSchema) -> tuple[Any, ...]:
    """Everything a record says but its id and what points to records of its own table."""
    own = {key.column for key in schema.foreign_keys if key.table == schema.name} | set(schema.primary_key)
    return tuple(getattr(row, name) for name in _fields_of(schema.name) if name not in own)


def _cells(table: str, key: str, before: Any, after: Any, pair: _Pair) -> Iterator[Change]:
    schema = pair.schemas[table]
    subject: dict[str, Any] = {}
    for name in _fields_of(table):
        old, new = getattr(before, name), getattr(after, name)
        if old == new or name in schema.primary_key:
            continue
        subject = subject or _subject_of_both(table, before, after, pair)
        target = next((row.table for row in schema.foreign_keys if row.column == name), "")
        yield Change(
            CHANGED,
            table,
            key,
            field=name,
            old=_spoken(old),
            new=_spoken(new),
            old_name=name_of(target, cell_text(old), pair.old.package) if target else "",
            new_name=name_of(target, cell_text(new), pair.new.package) if target else "",
            **subject,
        )


def _subject_of_both(table: str, before: Any, after: Any, pair: _Pair) -> dict[str, Any]:
    """What the record is about now, and whom it concerns or concerned."""
    now, then = subject_of(table, after, pair.new.package), subject_of(table, before, pair.old.package)
    return now | {name: tuple(sorted({*now[name], *then[name]})) for name in _IDS}


def _whole(kind: str, table: str, key: str, row: Any, pair: _Pair) -> Change:
    package = (pair.new if kind == ADDED else pair.old).package
    figure = ""
    if table in {"targets", "results"}:
        figure = cell_text(row.value) or row.printed
    said: tuple[tuple[str, str, str], ...] = ()
    if kind == REMOVED and table in TABLES_WITH_PAGES:
        pointed = {item.column: item.table for item in pair.schemas[table].foreign_keys}
        texts = ((name, _spoken(getattr(row, name))) for name in _fields_of(table))
        said = tuple(
            (name, text, name_of(pointed[name], text, package) if name in pointed else "")
            for name, text in texts
            if text and name not in pair.schemas[table].primary_key
        )
    old, new = ("", figure) if kind == ADDED else (figure, "")
    return Change(kind, table, key, old=old, new=new, said=said, **subject_of(table, row, package))


def _fields_of(table: str) -> list[str]:
    return [item.name for item in fields(RECORDS[table])]


def _digest_of(text: str | None) -> str:
    return "" if text is None else digest(text.encode())[:_DIGEST_LENGTH]


def _narratives(pair: _Pair) -> Iterator[Change]:
    """Full texts of yearly reports, told of by their digests."""
    old, new = pair.old.package.narratives, pair.new.package.narratives
    reports = {row.report_id: row for row in (*pair.old.package.reports, *pair.new.package.reports)}
    for name in sorted({*old, *new} & set(reports)):
        if old.get(name) != new.get(name):
            before, after = (_digest_of(texts.get(name)) for texts in (old, new))
            subject = subject_of("reports", reports[name], pair.new.package)
            yield Change(CHANGED, "reports", name, field=NARRATIVE, old=before, new=after, **subject)

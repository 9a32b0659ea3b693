"""Merging: what stands in a workbook and the package as it is now → the files that change, and what changes in them.

Each table has one of both: what the clerk changed comes from the workbook, what only the package changed since the
export stays, and what both changed is a conflict that nobody but people can settle. A table that did not change keeps
its bytes.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.artifacts import csv_text, json_text
from generator.read import DESCRIPTOR, RawPackage
from generator.schemas import TABLES, TableSchema
from generator.workbook.columns import Directory
from generator.workbook.origin import listed_tables, table_content
from generator.workbook.taking import Taken, TakenTable


@dataclass(frozen=True, slots=True)
class TableChange:
    """What changes in one table: how many rows are added and changed, and which ones go, each by id and name.

    ``is_moved`` says that rows stand in another order, ``is_new`` that the package did not have the table.
    """

    table: str
    added: int
    changed: int
    removed: tuple[str, ...]
    is_moved: bool
    is_new: bool


@dataclass(frozen=True, slots=True)
class Merge:
    """What a workbook makes of a package.

    ``files`` are the files to write, by name; ``changes`` what changes in each table; ``conflicts`` the tables that
    both the workbook and the package changed since the export, which are in ``files`` only if the workbook is to win;
    ``newer`` those that only the package changed, and which stay as they are there; ``unread`` those whose file the
    package has and that cannot be read or is not listed: nothing is written over what nobody has seen.
    """

    files: Mapping[str, bytes]
    changes: tuple[TableChange, ...]
    conflicts: tuple[str, ...]
    newer: tuple[str, ...]
    unread: tuple[str, ...]


def merge_package(
    taken: Taken,
    raw: RawPackage,
    schemas: Mapping[str, TableSchema],
    present: Collection[str] = (),
    *,
    workbook_wins: bool = False,
) -> Merge:
    """What changes in a package when the workbook is read into it. ``present`` are the names of the package's files.

    With ``workbook_wins`` a table that both changed is taken from the workbook; what the package had changed is lost.
    """
    files: dict[str, bytes] = {}
    changes, conflicts, newer, unread = [], [], [], []
    for name, table in taken.tables.items():
        before = taken.origin.tables[name].content
        own = raw.tables.get(name)
        now = table_content(own.header, own.rows) if own else ""
        here = table_content(table.header, table.rows)
        if here == now:
            continue
        if here == before:
            newer.append(name)
            continue
        if own is None and f"{name}.csv" in present:
            unread.append(name)
            continue
        if now != before:
            conflicts.append(name)
            if not workbook_wins:
                continue
        files[f"{name}.csv"] = csv_text(table.header, table.rows).encode()
        changes.append(_change(table, raw, schemas[name]))
    listed = listed_tables(raw)
    absent = [change.table for change in changes if change.table not in listed]
    if absent:
        files[DESCRIPTOR] = json_text(_with_tables(raw.descriptor, absent)).encode()
    return Merge(files, tuple(changes), tuple(conflicts), tuple(newer), tuple(unread))


def _change(table: TakenTable, raw: RawPackage, schema: TableSchema) -> TableChange:
    own = raw.tables.get(table.name)
    old = dict(_keyed(own.header, own.rows, schema)) if own else {}
    new = dict(_keyed(table.header, table.rows, schema))
    directory = Directory.of([(schema, own.header, own.rows)] if own else [])
    removed = [key for key in old if key not in new]
    return TableChange(
        table=table.name,
        added=sum(key not in old for key in new),
        changed=sum(key in old and old[key] != row for key, row in new.items()),
        removed=tuple(directory.label(table.name, "/".join(key[:-1])) for key in removed),
        is_moved=[key for key in old if key in new] != [key for key in new if key in old],
        is_new=own is None,
    )


def _keyed(
    header: Sequence[str], rows: Sequence[Sequence[str]], schema: TableSchema
) -> Iterator[tuple[tuple[str, ...], dict[str, str]]]:
    """Rows by primary key, as the columns that hold something; of several with the same key each has its number."""
    seen: dict[tuple[str, ...], int] = {}
    for cells in rows:
        row = {name: cell for name, cell in zip(header, cells, strict=False) if cell}
        key = tuple(row.get(name, "") for name in schema.primary_key)
        seen[key] = seen.get(key, 0) + 1
        yield (*key, str(seen[key])), row


def _with_tables(descriptor: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The descriptor with more tables, each before those that come after it in the order of tables."""
    stated = descriptor.get("resources")
    resources = list(stated) if isinstance(stated, list) else []
    for name in names:
        later = set(TABLES[TABLES.index(name) + 1 :])
        place = next((at for at, item in enumerate(resources) if _name(item) in later), len(resources))
        resources.insert(place, {"name": name, "path": f"{name}.csv"})
    return {**descriptor, "resources": resources}


def _name(resource: Any) -> str:
    return str(resource.get("name")) if isinstance(resource, dict) else ""

"""All localities together: their published tables one under the other, each row with the locality it comes from.

It is a stage of its own: it reads what the localities have published, never their packages, and no locality's build
waits for it.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.exports.download import ExportJob
from generator.issues import Issue
from generator.read import DESCRIPTOR, RawPackage, RawTable
from generator.schemas import Field, TableSchema

NAME = "gongkai-all"
_LOCALITY = Field(
    name="locality_id",
    type="string",
    title="地方编号",
    description="Locality that the row comes from; ids are unique within a locality.",
    example="140400-changzhi",
    is_required=True,
    codelist="",
    separator="",
    descriptor={
        "name": "locality_id",
        "type": "string",
        "title": "地方编号",
        "description": "Locality that the row comes from; ids are unique within a locality.",
        "example": "140400-changzhi",
        "constraints": {"required": True, "pattern": "[0-9]{6}-[a-z0-9-]+"},
    },
)


def national_job(
    folders: Mapping[str, Path],
    issues: Iterable[Issue],
    schemas: Mapping[str, TableSchema],
    title: str,
    homepage: str = "",
) -> ExportJob:
    """The tables of all localities as one package, in the order of their ids, for the formats of a locality.

    ``folders`` are the data folders of built localities by their id. References hold within a locality, so the common
    tables have keys of two columns and no references. Licences are those that the packages state, each once.
    """
    tables = {}
    for name, schema in schemas.items():
        # Millions of cells say a few thousand things: each of them is kept once.
        kept: dict[str, str] = {}
        parts = {place: _read(folders[place] / f"{name}.csv", kept) for place in sorted(folders)}
        found = {place: rows for place, rows in parts.items() if rows}
        if found:
            tables[name] = _together(name, schema, found)
    licences: dict[str, dict[str, Any]] = {}
    for place in sorted(folders):
        stated = json.loads((folders[place] / DESCRIPTOR).read_text(encoding="utf-8"))["licenses"]
        licences |= {json.dumps(licence, sort_keys=True): licence for licence in stated}
    descriptor = {"name": NAME, "title": title, "licenses": list(licences.values())}
    raw = RawPackage(NAME, descriptor, tables, content="")
    return ExportJob(raw, {name: _wide(schema) for name, schema in schemas.items()}, tuple(issues), homepage)


def _read(path: Path, kept: dict[str, str]) -> list[tuple[str, ...]]:
    """Header and rows of a published table; nothing where the locality has none. ``kept`` are the texts so far."""
    if not path.is_file():
        return []
    rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""), strict=True)
    return [tuple([kept.setdefault(cell, cell) for cell in row]) for row in rows]


def _together(name: str, schema: TableSchema, parts: Mapping[str, list[tuple[str, ...]]]) -> RawTable:
    """One table; a column that a locality leaves out is empty in its rows."""
    known = {column for rows in parts.values() for column in rows[0]}
    header = [field.name for field in schema.fields if field.name in known]
    rows: list[tuple[str, ...]] = []
    for place, (own, *cells) in parts.items():
        where = [own.index(column) if column in own else None for column in header]
        rows += [(place, *["" if at is None else row[at] for at in where]) for row in cells]
    return RawTable(name, f"{name}.csv", "", (_LOCALITY.name, *header), tuple(rows), range(2, len(rows) + 2))


def _wide(schema: TableSchema) -> TableSchema:
    """The schema of a common table."""
    key = (_LOCALITY.name, *schema.primary_key)
    descriptor = {**schema.descriptor, "primaryKey": list(key)}
    return replace(schema, fields=(_LOCALITY, *schema.fields), primary_key=key, foreign_keys=(), descriptor=descriptor)

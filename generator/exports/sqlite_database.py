"""SQLite: all tables in one database, with keys, references and a search through every text."""

import json
import sqlite3
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from generator.exports.download import Download, ExportJob
from generator.exports.json_tables import exact
from generator.read import RawTable
from generator.schemas import Field, TableSchema
from generator.sentences import sentence

if TYPE_CHECKING:
    from sqlite_utils import Database

NAME = "SQLite"
MEDIA_TYPE = "application/vnd.sqlite3"
_TYPES: dict[str, type] = {"integer": int, "number": float, "boolean": int}


def make(job: ExportJob) -> list[Download]:
    """``<locality-id>.sqlite``."""
    rows = sum(len(table.rows) for table in job.raw.tables.values())
    title = sentence("全部表合为一个数据库，可检索全文")
    return [Download(f"{job.raw.locality_id}.sqlite", database_content(job), NAME, title, MEDIA_TYPE, rows)]


def database_content(job: ExportJob) -> bytes:
    """The bytes of the database. An empty cell is NULL; days are text, truth values 0 and 1, lists JSON."""
    from sqlite_utils import Database  # slow to import, and not needed where nothing has changed

    connection = sqlite3.connect(":memory:")
    database = Database(connection)
    for name, table in job.raw.tables.items():
        _add_table(database, table, job.schemas[name], set(job.raw.tables))
    for name, table in job.raw.tables.items():
        texts = [field for field in table.header if is_text(job.schemas[name].by_name[field])]
        if texts and table.rows:
            # Trigrams find any three characters of Chinese, which has no spaces between words.
            database.table(name).enable_fts(texts, tokenize="trigram")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    database.vacuum()
    content = connection.serialize()
    connection.close()
    return content


def is_text(field: Field) -> bool:
    """Whether a column holds words: neither codes nor ids nor numbers."""
    return field.type == "string" and not field.codelist and "pattern" not in field.descriptor.get("constraints", {})


def _add_table(database: "Database", table: RawTable, schema: TableSchema, present: set[str]) -> None:
    fields = [schema.by_name[name] for name in table.header]
    keys = [
        (key.column, key.table, key.target_column)
        for key in schema.foreign_keys
        if key.column in table.header and key.table in present
    ]
    primary = schema.primary_key
    database.table(schema.name).create(
        {field.name: _TYPES.get(field.type, str) for field in fields},
        pk=primary[0] if len(primary) == 1 else primary,
        foreign_keys=keys,
    )
    marks = ", ".join("?" * len(fields))
    rows = (
        [_stored(cell, field) if cell else None for field, cell in zip(fields, cells, strict=True)]
        for cells in table.rows
    )
    with database.conn:
        database.conn.executemany(f"INSERT INTO [{schema.name}] VALUES ({marks})", rows)  # noqa: S608 - our own names


def _stored(cell: str, field: Field) -> Any:
    value = exact(cell, field)
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Decimal):
        return float(value)
    return int(value) if isinstance(value, bool) else cell if field.type == "date" else value

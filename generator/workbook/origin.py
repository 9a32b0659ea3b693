"""Origin: what a workbook knows of the package it was made of, on a hidden sheet, so that it can be read back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.artifacts import csv_text, digest
from generator.read import LOCALITY_ID, RawPackage, RawTable
from generator.schemas import TableSchema
from generator.sheets import NewCell, NewSheet, Sheet
from generator.workbook.naming import ORIGIN

FORMAT = "gongkai-workbook-1"
# A table that the package has, one that it has not, and one that cannot be shown in columns and is left as it is.
KEPT, ABSENT, LEFT = "kept", "absent", "left"


@dataclass(frozen=True, slots=True)
class TableOrigin:
    """One table at the time of the export: its state, its columns in their order, and a digest of its rows."""

    state: str
    header: tuple[str, ...] = ()
    content: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The package at the time of the export. ``content`` is the digest of all of it."""

    locality_id: str
    content: str
    tables: Mapping[str, TableOrigin]


def table_content(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A digest of a table: the same columns and rows in the same order have the same."""
    return digest(csv_text(header, rows).encode("utf-8", "surrogatepass"))


def fits_columns(table: RawTable, schema: TableSchema) -> bool:
    """Whether a table can be shown in columns: it has no unknown or repeated one, and rows as long as its header."""
    known = set(table.header) <= set(schema.by_name) and len(set(table.header)) == len(table.header)
    return known and all(len(row) == len(table.header) for row in table.rows)


def listed_tables(raw: RawPackage) -> list[str]:
    """All tables that a package names, also those that cannot be read."""
    resources = raw.descriptor.get("resources")
    entries = resources if isinstance(resources, list) else []
    return [str(item.get("name")) for item in entries if isinstance(item, dict)]


def origin_of(raw: RawPackage, schemas: Mapping[str, TableSchema]) -> Origin:
    """The origin of a workbook of a package."""
    listed = listed_tables(raw)
    tables: dict[str, TableOrigin] = {}
    for name, schema in schemas.items():
        table = raw.tables.get(name)
        if table is None:
            tables[name] = TableOrigin(LEFT if name in listed else ABSENT)
        elif fits_columns(table, schema):
            tables[name] = TableOrigin(KEPT, table.header, table_content(table.header, table.rows))
        else:
            tables[name] = TableOrigin(LEFT)
    return Origin(raw.locality_id, raw.content, tables)


def origin_sheet(origin: Origin) -> NewSheet:
    """The hidden sheet."""
    rows: list[tuple[str, ...]] = [(FORMAT,), (origin.locality_id,), (origin.content,)]
    rows += [(name, table.state, table.content, *table.header) for name, table in origin.tables.items()]
    cells = tuple(tuple(NewCell(cell) for cell in row) for row in rows)
    return NewSheet(ORIGIN, cells, is_hidden=True, is_protected=True)


def read_origin(sheets: Sequence[Sheet], schemas: Mapping[str, TableSchema]) -> Origin | None:
    """The origin that a workbook states; None where it has none, or one that no workbook of ours has."""
    sheet = next((sheet for sheet in sheets if sheet.name == ORIGIN), None)
    rows = [[cell.text for cell in row] for row in sheet.rows] if sheet else []
    if len(rows) < 3 or rows[0][0] != FORMAT or not LOCALITY_ID.fullmatch(rows[1][0]):
        return None
    tables = {}
    for name, *rest in rows[3:]:
        state, content, *header = (*rest, "", "")
        columns = tuple(column for column in header if column)
        if name not in schemas or state not in {KEPT, ABSENT, LEFT} or len(set(columns)) != len(columns):
            return None
        if not set(columns) <= set(schemas[name].by_name):
            return None
        tables[name] = TableOrigin(state, columns, content)
    return Origin(rows[1][0], rows[2][0], tables) if set(tables) == set(schemas) else None

"""JSON: all tables in one file, each row an object on a line of its own, numbers and truth values typed, empty cells
left out.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from generator.artifacts import json_of_tables
from generator.exports.download import Download, ExportJob
from generator.read import RawTable
from generator.schemas import Field, TableSchema
from generator.sentences import sentence

NAME = "JSON"
MEDIA_TYPE = "application/json"


def make(job: ExportJob) -> list[Download]:
    """``<locality-id>.json``."""
    tables = {name: table_rows(table, job.schemas[name]) for name, table in job.raw.tables.items()}
    content = json_of_tables(_heading(job), tables)
    rows = sum(len(table.rows) for table in job.raw.tables.values())
    return [Download(f"{job.raw.locality_id}.json", content, NAME, sentence("全部表合为一个文件"), MEDIA_TYPE, rows)]


def _heading(job: ExportJob) -> dict[str, Any]:
    """Whose tables these are; the tables of all localities have none of their own."""
    own = job.raw.descriptor
    return {"locality": own["locality"]} if "locality" in own else {"title": own["title"]}


def table_rows(table: RawTable, schema: TableSchema) -> Iterator[dict[str, Any]]:
    """Rows of a table as objects, one after the other."""
    fields = [schema.by_name[name] for name in table.header]
    for cells in table.rows:
        yield {field.name: typed(cell, field) for field, cell in zip(fields, cells, strict=True) if cell}


def typed(cell: str, field: Field) -> Any:
    """A cell as JSON knows it: numbers as numbers, ``true``/``false``, lists; everything else as text."""
    value = exact(cell, field)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and "." not in cell else float(value)
    return cell if isinstance(value, date) else value


def exact(cell: str, field: Field) -> Any:
    """A cell that is not empty as its type has it, with every digit: bool, int, Decimal, date, list or text."""
    if field.separator:
        return cell.split(field.separator)
    match field.type:
        case "boolean":
            return cell == "true"
        case "integer":
            return int(cell)
        case "number":
            return Decimal(cell)
        case "date":
            return date.fromisoformat(cell)
        case _:
            return cell

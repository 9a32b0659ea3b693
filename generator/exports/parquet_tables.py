"""Parquet: each table with typed columns, for programs that analyse. Numbers keep every published digit."""

import io
from decimal import Decimal
from typing import Any

from generator.exports.download import Download, ExportJob
from generator.exports.json_tables import exact
from generator.read import RawTable
from generator.schemas import Field, TableSchema
from generator.sentences import Sentence

NAME = "Parquet"
MEDIA_TYPE = "application/vnd.apache.parquet"
_DIGITS = 38


def make(job: ExportJob) -> list[Download]:
    """``<table>.parquet`` for each table."""
    return [
        Download(
            f"{name}.parquet",
            parquet_content(table, job.schemas[name]),
            NAME,
            Sentence(job.schemas[name].title),
            MEDIA_TYPE,
            len(table.rows),
            name,
        )
        for name, table in job.raw.tables.items()
    ]


def parquet_content(table: RawTable, schema: TableSchema) -> bytes:
    """The bytes of one table; an empty cell is null, also where it is text."""
    import pyarrow as pa  # slow to import, and not needed where nothing has changed
    import pyarrow.parquet as pq

    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.header)
    arrays = [_array(cells, schema.by_name[name]) for name, cells in zip(table.header, columns, strict=True)]
    buffer = io.BytesIO()
    pq.write_table(pa.table(arrays, names=list(table.header)), buffer, compression="zstd")
    return buffer.getvalue()


def _array(cells: tuple[str, ...], field: Field) -> Any:
    import pyarrow as pa

    values = [exact(cell, field) if cell else None for cell in cells]
    return pa.array(values, type=_type(values, field))


def _type(values: list[Any], field: Field) -> Any:
    import pyarrow as pa

    if field.separator:
        return pa.list_(pa.string())
    match field.type:
        case "boolean":
            return pa.bool_()
        case "integer":
            return pa.int64()
        case "number":
            return pa.decimal128(_DIGITS, max((_places(value) for value in values if value is not None), default=0))
        case "date":
            return pa.date32()
        case _:
            return pa.string()


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0

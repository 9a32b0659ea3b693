"""Load: rows → records. The tables of a valid package as typed, frozen records."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from generator.model import NO_LICENCE, RECORDS, Licence, Locality, Package
from generator.read import RawPackage, RawTable
from generator.schemas import Field, TableSchema

if TYPE_CHECKING:
    import pandas as pd

_CONVERTERS: dict[str, tuple[Callable[[str], Any], Any]] = {
    "string": (str, ""),
    "date": (date.fromisoformat, None),
    "number": (Decimal, None),
    "integer": (int, None),
    "boolean": (lambda text: text == "true", False),
}


def load_package(raw: RawPackage, schemas: dict[str, TableSchema]) -> Package:
    """Typed records of a package that :func:`generator.validate.validate_package` found no error in.

    A column that a table leaves out reads as empty in every row.
    """
    descriptor = raw.descriptor
    return Package(
        locality=Locality.from_dict(descriptor["locality"] | {"locality_id": raw.locality_id}),
        title=descriptor["title"],
        version=descriptor["version"],
        licences=tuple(
            Licence(item.get("name", ""), item.get("title", ""), item.get("path", ""))
            for item in descriptor["licenses"]
            if item.get("name") != NO_LICENCE
        ),
        narratives=dict(raw.narratives),
        **{name: load_table(table, schemas[name]) for name, table in raw.tables.items()},
    )


def load_table(table: RawTable, schema: TableSchema) -> tuple[Any, ...]:
    """Records of one table, in its order."""
    import pandas as pd  # slow to import, and not needed where nothing has changed

    frame = pd.DataFrame(table.rows, columns=list(table.header), dtype=object)
    columns = {
        field.name: _converted(frame[field.name], field) for field in schema.fields if field.name in table.header
    }
    record = RECORDS[schema.name]
    names = list(columns)
    return tuple(record(**dict(zip(names, values, strict=True))) for values in zip(*columns.values(), strict=True))


def _converted(column: "pd.Series[Any]", field: Field) -> list[Any]:
    if field.separator:
        return [tuple(text.split(field.separator)) if text else () for text in column]
    convert, empty = _CONVERTERS[field.type]
    return [convert(text) if text else empty for text in column]

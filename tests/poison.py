"""Puts words of a test into every free text of a package, as if nothing had looked at them on the way."""

from collections.abc import Callable
from dataclasses import replace

from generator.model import Package
from generator.schemas import Field, TableSchema, load_schemas
from generator.settings import ROOT


def free_fields(schema: TableSchema) -> list[Field]:
    """Fields that may hold any text: no ids, codes, dates, periods or addresses."""
    keys = {*schema.primary_key, *(key.column for key in schema.foreign_keys)}
    return [
        field
        for field in schema.fields
        if field.type == "string"
        and field.name not in keys
        and not (field.codelist or field.separator or "pattern" in field.descriptor.get("constraints", {}))
    ]


def poisoned(package: Package, word_for: Callable[[str, str], str]) -> Package:
    """The package with every free text that is not empty replaced by ``word_for(table, field)``, row by row."""
    tables = {}
    for name, schema in load_schemas(ROOT / "schemas").items():
        names = [field.name for field in free_fields(schema)]
        tables[name] = tuple(
            replace(row, **{field: word_for(name, field) for field in names if getattr(row, field)})
            for row in getattr(package, name)
        )
    place = replace(package.locality, name=word_for("locality", "name"), short_name=word_for("locality", "short_name"))
    licences = tuple(replace(row, title=word_for("licence", "title")) for row in package.licences)
    return replace(package, locality=place, title=word_for("package", "title"), licences=licences, **tables)

"""Schemas: the tables as ``schemas/*.json`` describe them, codelists filled in. Everything that needs to know a
column (validation, loading, messages, the data dictionary, the workbook) asks here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from generator.errors import SchemaError
from generator.vocabulary import load_vocabulary

# Order in which the tables are listed everywhere: what is referred to comes first.
TABLES = (
    "documents",
    "units",
    "plans",
    "sections",
    "tasks",
    "milestones",
    "assignments",
    "indicators",
    "task_indicators",
    "targets",
    "results",
    "progress",
    "reports",
    "report_sections",
    "problems",
    "next_steps",
    "registers",
)
REQUIRED_TABLES = ("documents", "units")


@dataclass(frozen=True)
class Field:
    """One column: name, type, Chinese title, English description, example and constraints.

    ``labels`` are the codes that it takes, with what readers see for each; empty where it takes no codes.
    """

    name: str
    type: str
    title: str
    description: str
    example: str
    is_required: bool
    codelist: str
    separator: str
    descriptor: dict[str, Any]
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ForeignKey:
    """A column that must name a row of another table (or of its own)."""

    column: str
    table: str
    target_column: str


@dataclass(frozen=True)
class TableSchema:
    """One table. ``descriptor`` is a plain Table Schema with the codelists as ``enum`` constraints."""

    name: str
    title: str
    description: str
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    fields: tuple[Field, ...]
    descriptor: dict[str, Any]

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """Fields by name."""
        return {field.name: field for field in self.fields}

    def restricted(self, columns: list[str], tables: set[str]) -> dict[str, Any]:
        """Table Schema for just ``columns``, in their order, with the foreign keys whose table is in ``tables``."""
        descriptor = {key: value for key, value in self.descriptor.items() if key not in {"fields", "foreignKeys"}}
        descriptor["fields"] = [self.by_name[name].descriptor for name in columns]
        keys = [
            {
                "fields": [key.column],
                "reference": {
                    "resource": "" if key.table == self.name else key.table,
                    "fields": [key.target_column],
                },
            }
            for key in self.foreign_keys
            if key.column in columns and key.table in tables
        ]
        if keys:
            descriptor["foreignKeys"] = keys
        return descriptor


def _field(raw: dict[str, Any], schemas: Path) -> Field:
    descriptor = {key: value for key, value in raw.items() if key not in {"codelist", "separator"}}
    codelist = raw.get("codelist", "")
    labels: dict[str, str] = {}
    if codelist:
        labels = {code: term.label for code, term in load_vocabulary(schemas).lists[codelist].items()}
        descriptor["constraints"] = {**raw.get("constraints", {}), "enum": list(labels)}
        descriptor["constraints"].pop("maxLength", None)
    return Field(
        name=raw["name"],
        type=raw["type"],
        title=raw["title"],
        description=raw["description"],
        example=raw["example"],
        is_required=bool(raw.get("constraints", {}).get("required")),
        codelist=codelist,
        separator=raw.get("separator", ""),
        descriptor=descriptor,
        labels=labels,
    )


def _table(path: Path, schemas: Path) -> TableSchema:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        fields = tuple(_field(item, schemas) for item in raw["fields"])
        keys = tuple(
            ForeignKey(
                column=key["fields"][0],
                table=key["reference"]["resource"] or raw["name"],
                target_column=key["reference"]["fields"][0],
            )
            for key in raw.get("foreignKeys", [])
        )
        descriptor = {**raw, "fields": [field.descriptor for field in fields]}
        return TableSchema(
            name=raw["name"],
            title=raw["title"],
            description=raw["description"],
            primary_key=tuple(raw["primaryKey"]),
            foreign_keys=keys,
            fields=fields,
            descriptor=descriptor,
        )
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise SchemaError(f"{path}: not a usable table schema ({error!r})") from error


def pattern_wanted(field: Field, schema: TableSchema, schemas: Mapping[str, TableSchema]) -> str:
    """The pattern that a column's texts follow, empty where there is none: a reference follows that of the key it
    points to, which may say more, and a code follows its list.
    """
    if field.labels:
        return ""
    key = next((key for key in schema.foreign_keys if key.column == field.name), None)
    target = schemas[key.table].by_name[key.target_column] if key else field
    return str(target.descriptor.get("constraints", {}).get("pattern", ""))


def field_called(text: str, schema: TableSchema) -> Field | None:
    """The column that a header names: its title with or without the mark, or its name; None for any other text."""
    wanted = text.strip().removesuffix("*").strip()
    return next((field for field in schema.fields if wanted in {field.title, field.name}), None)


@cache
def load_schemas(schemas: Path) -> dict[str, TableSchema]:
    """All table schemas by name, in the order of :data:`TABLES`.

    Raises:
        SchemaError: a schema or codelist is missing or broken.
    """
    return {name: _table(schemas / f"{name}.json", schemas) for name in TABLES}

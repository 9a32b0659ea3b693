"""Findings: turns «this record, this column» into an issue with file, Excel row and column letter."""

from collections.abc import Callable
from typing import Any

from generator.cells import column_letter
from generator.issues import IssueLog
from generator.model import RECORDS, Package, table_of
from generator.read import RawPackage
from generator.schemas import TableSchema
from generator.sentences import Words
from generator.vocabulary import Vocabulary


class Findings:
    """Where checks put what they find."""

    def __init__(
        self,
        package: Package,
        raw: RawPackage,
        schemas: dict[str, TableSchema],
        vocabulary: Vocabulary,
        log: IssueLog,
    ) -> None:
        self.vocabulary = vocabulary
        self._raw = raw
        self._schemas = schemas
        self._log = log
        self._places = {
            id(record): (table, number)
            for table in RECORDS
            if table in raw.tables
            for record, number in zip(table_of(package, table), raw.tables[table].row_numbers, strict=True)
        }

    def key_of(self, table: str) -> str:
        """The first column of a table's primary key."""
        return self._schemas[table].primary_key[0]

    def add(self, code: str, message: Words, record: Any, column: str, advice: Words = "") -> None:
        """Record an issue about ``column`` of ``record``; ``advice`` replaces the one its kind has."""
        table, row = self._places[id(record)]
        header = self._raw.tables[table].header
        schema = self._schemas[table]
        value = getattr(record, column)
        self._log.add(
            code,
            message,
            file=f"{table}.csv",
            row=row,
            column=column,
            label=schema.by_name[column].title,
            letter=column_letter(header.index(column)) if column in header else "",
            value=" ".join(value) if isinstance(value, tuple) else "" if value is None else value,
            record=str(getattr(record, schema.primary_key[0])),
            advice=advice,
        )


Check = Callable[[Package, Findings], None]

"""Values: what one cell should hold, by what the schemas know of its column and a workbook of the cell."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from generator.fix.heading import aliases, plain_name
from generator.fix.records import FILE_KINDS
from generator.repairs import Repair, clean_text, repair_value
from generator.schemas import Field, TableSchema, pattern_wanted
from generator.sheets import SheetCell
from generator.sheets.records import DATE, NUMBER
from generator.vocabulary import Term, Vocabulary

_LIST_SIGNS = re.compile(r"[\s,，、;；]+")


@dataclass(frozen=True)
class Column:
    """What a column wants. ``pattern`` is that of the key a reference points to, else its own; ``codes`` are those of
    its codelist, ``names`` the columns that a list of columns may name.
    """

    field: Field
    pattern: str
    codes: Mapping[str, Term]
    names: Mapping[str, str]

    def is_text(self) -> bool:
        """True for words, in which nothing is to be read."""
        return self.field.type == "string" and not self.pattern and not self.codes


def column_of(field: Field, schema: TableSchema, schemas: Mapping[str, TableSchema], vocabulary: Vocabulary) -> Column:
    """What a column wants: zeros lost in a reference are those of the key that it points to."""
    codes = vocabulary.lists[field.codelist] if field.codelist else {}
    return Column(field, pattern_wanted(field, schema, schemas), codes, aliases(schema) if field.separator else {})


def mend_value(text: str, column: Column, kept: SheetCell | None) -> list[Repair]:
    """Repairs that a cell takes one after the other: safe ones first, and at most one proposal at the end.

    ``kept`` is how a workbook keeps the cell, None where it is text.
    """
    found = _kept_otherwise(text, column, kept) if kept else None
    if found and not found.is_safe:
        return [found]
    repair = _by_schema(text, column) or repair_value(text, column.field.type, column.pattern)
    return [one for one in (found, repair) if one]


def _kept_otherwise(text: str, column: Column, kept: SheetCell) -> Repair | None:
    """What a workbook shows otherwise than it keeps it, and what it computed."""
    if kept.kind == NUMBER and column.field.type == "number" and "%" in kept.number_format:
        return _repair("percent-cell", _times_hundred(text))
    is_number = column.field.type in {"number", "integer"}
    if kept.kind == DATE and is_number:
        return _repair("shown-otherwise", None)
    # A number in a cell of words shows as its format says: 7 as 007, 0.92 as 92 %; what the clerk saw is not known.
    if column.is_text() and (
        kept.kind == DATE or (kept.kind == NUMBER and kept.number_format not in {"General", "@", "0"})
    ):
        return _repair("shown-otherwise", None)
    return _repair("formula-value", text) if kept.formula else None


def _times_hundred(text: str) -> str | None:
    try:
        return f"{(Decimal(text) * 100).normalize():f}"
    except InvalidOperation:
        return None


def _by_schema(text: str, column: Column) -> Repair | None:
    """A code in the words of its label, in capitals or full-width; names of columns in words or with other signs."""
    if column.codes:
        return _code(text, column)
    return _name_list(text, column) if column.names else None


def _code(text: str, column: Column) -> Repair | None:
    if not text or text in column.codes:
        return None
    steps = clean_text(text)
    cleaned = (steps[-1].text if steps else text) or ""
    if cleaned in column.codes:
        return Repair(steps[-1].code, cleaned, is_safe=True)
    # The labels of a list differ from each other, so each stands for one code.
    of_label = {term.label: code for code, term in column.codes.items()}
    if cleaned in of_label:
        return _repair("code-label", of_label[cleaned])
    plain = unicodedata.normalize("NFKC", cleaned).lower().strip()
    alike = [code for code in column.codes if code.lower() == plain]
    return _repair("code-form", alike[0]) if len(alike) == 1 else None


def _name_list(text: str, column: Column) -> Repair | None:
    parts = [part for part in _LIST_SIGNS.split(text) if part]
    names = [column.names.get(plain_name(part)) for part in parts]
    if not parts or None in names:
        return None
    after = column.field.separator.join(name for name in names if name)
    return _repair("list-form", after) if after != text else None


def _repair(code: str, text: str | None) -> Repair:
    return Repair(code, text, is_safe=FILE_KINDS[code] and text is not None)

"""Vocabulary: the codes of ``schemas/codelists/`` with their labels, and the statuses with icon and sentence.

A codelist is a CSV file; adding a code is a change of data, not of program.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from generator.errors import SchemaError
from generator.language import CHINESE, Language
from generator.sentences import sentence

UNKNOWN_LABEL = sentence("未写明")


@dataclass(frozen=True, slots=True)
class Term:
    """One code of a codelist: what is stored, what readers see, and every column of its row."""

    code: str
    label: str
    extra: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, column: str) -> str:
        """Another column of the codelist, such as ``symbol`` of a comparator; KeyError when it has none."""
        return dict(self.extra)[column]


@dataclass(frozen=True, slots=True)
class Status:
    """A status has four parts: code, label, icon and one sentence; colour comes last and never alone."""

    scope: str
    code: str
    label: str
    icon: str
    sentence: str


@dataclass(frozen=True)
class Vocabulary:
    """All codelists by name, all statuses by (scope, code)."""

    lists: dict[str, dict[str, Term]]
    statuses: dict[tuple[str, str], Status]
    unknown_label: str = UNKNOWN_LABEL.template

    def label(self, codelist: str, code: str | None) -> str:
        """Label of a code; 未写明 where there is no code, the code itself where the list does not know it."""
        if not code:
            return self.unknown_label
        term = self.lists[codelist].get(code)
        return term.label if term else code

    def status(self, scope: str, code: str) -> Status:
        """Status ``code`` of ``scope`` (target, task or report); KeyError when there is none."""
        return self.statuses[scope, code]

    def translated(self, translate: Callable[[str], str]) -> "Vocabulary":
        """The same codes with labels, sentences and every other text in another language."""
        return Vocabulary(
            lists={
                name: {
                    code: Term(code, translate(term.label), tuple((key, translate(text)) for key, text in term.extra))
                    for code, term in terms.items()
                }
                for name, terms in self.lists.items()
            },
            statuses={
                key: replace(status, label=translate(status.label), sentence=translate(status.sentence))
                for key, status in self.statuses.items()
            },
            unknown_label=translate(UNKNOWN_LABEL.template),
        )


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SchemaError(f"{path}: cannot be read as a codelist ({error})") from error


def _terms(path: Path) -> dict[str, Term]:
    terms: dict[str, Term] = {}
    for row in _rows(path):
        if len(row) < 2 or None in row.values():
            raise SchemaError(f"{path}: {row} has no label, or fewer cells than the header")
        code_column, label_column = list(row)[:2]
        if row[code_column] in terms:
            raise SchemaError(f"{path}: code {row[code_column]!r} stands twice")
        terms[row[code_column]] = Term(row[code_column], row[label_column], tuple(row.items()))
    return terms


@cache
def load_vocabulary(schemas: Path, language: Language = CHINESE) -> Vocabulary:
    """Read every codelist under ``schemas/codelists``, its texts in a language.

    Raises:
        SchemaError: a list cannot be read or holds a code twice.
    """
    if language is not CHINESE:
        return load_vocabulary(schemas).translated(language.translate)
    paths = sorted((schemas / "codelists").glob("*.csv"))
    return Vocabulary(
        lists={path.stem: _terms(path) for path in paths if path.stem != "statuses"},
        statuses={(row["scope"], row["code"]): Status(**row) for row in _rows(schemas / "codelists" / "statuses.csv")},
    )

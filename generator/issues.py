"""Issues: findings about the data. They are collected, counted and published, never raised.

Every issue has a code of ``schemas/codelists/issue-types.csv``, which says how severe it is, what it means and
what to do about it. An issue adds where it was found and the value that was found there. What it says are sentences,
so that it can be read in every language of the interface.
"""

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache, reduce
from pathlib import Path
from typing import Any

from generator.errors import SchemaError
from generator.privacy import mask_private
from generator.sentences import Sentence, Words, day_words, restored_words, sentence, shown, stored_words

ERROR, WARNING, NOTE = "error", "warning", "note"
SEVERITIES = (ERROR, WARNING, NOTE)
SEVERITY_WORDS = {ERROR: sentence("错误"), WARNING: sentence("警告"), NOTE: sentence("提示")}
MESSAGE_LENGTH = 1000
_VALUE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class IssueType:
    """One kind of finding: code, severity, the part of a package that it concerns (``issue-parts``), title, what it
    means and how to mend it (all Chinese, plain words).
    """

    code: str
    severity: str
    part: str
    title: str
    meaning: str
    advice: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding.

    ``row`` counts as Excel does (the header is row 1); ``column`` is the field name, ``label`` its Chinese title,
    ``letter`` the Excel column letter. ``message`` says what was found in one plain sentence, ``advice`` what to do;
    text among them that is no sentence is the data's own.
    """

    code: str
    severity: str
    locality: str
    message: Words
    advice: Words
    file: str = ""
    row: int | None = None
    column: str = ""
    label: str = ""
    letter: str = ""
    value: str = ""
    suggestion: str = ""
    record: str = field(default="", compare=False)
    line: int | None = field(default=None, compare=False)

    @property
    def where(self) -> Words:
        """Place in plain words: file, row, column title and letter; empty where nothing of it is known."""
        parts: list[Words] = [self.file] if self.file else []
        if self.row is not None:
            parts.append(sentence("第 {row} 行", row=f"{self.row}"))
        if self.column:
            parts.append(self._column_words())
        return reduce(_beside, parts) if parts else ""

    @property
    def remedy(self) -> Words:
        """What to do, and the value that is probably meant."""
        if not self.suggestion:
            return self.advice
        return sentence("{advice} 建议值「{value}」。", advice=self.advice, value=self.suggestion)

    def _column_words(self) -> Sentence:
        # The title comes from the schemas and is a message of the catalogue itself.
        name: Words = self.column
        if self.label:
            name = sentence("{label} {column}", label=Sentence(self.label), column=self.column)
        if self.letter:
            return sentence("「{name}」列（{letter}）", name=name, letter=self.letter)
        return sentence("「{name}」列", name=name)

    def as_dict(self) -> dict[str, str | int | None]:
        """Plain dictionary for JSON and CSV, keys in a fixed order, all words in Chinese."""
        return {**self._values(), "message": str(self.message), "advice": str(self.advice)}

    def to_record(self) -> dict[str, Any]:
        """Plain dictionary from which :meth:`from_record` makes the same issue, its words still to be translated."""
        return {**self._values(), "message": stored_words(self.message), "advice": stored_words(self.advice)}

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> "Issue":
        """The issue of which ``record`` was made, also after a way through JSON."""
        words = {name: restored_words(record[name]) for name in ("message", "advice")}
        return cls(**{**record, **words})

    def _values(self) -> dict[str, Any]:
        return {item.name: getattr(self, item.name) for item in fields(self)}


def _beside(first: Words, second: Words) -> Words:
    """Two parts of a place as one."""
    return sentence("{first} · {second}", first=first, second=second)


@cache
def issue_types(schemas: Path) -> dict[str, IssueType]:
    """All kinds of finding, by code, from ``schemas/codelists/issue-types.csv``.

    Raises:
        SchemaError: the list is missing or names a severity that does not exist.
    """
    path = schemas / "codelists" / "issue-types.csv"
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            types = {row["code"]: IssueType(**row) for row in csv.DictReader(handle)}
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise SchemaError(f"{path}: cannot be read as a list of issue types ({error})") from error
    for kind in types.values():
        if not kind.advice:
            raise SchemaError(f"{path}: {kind.code} has no advice, or fewer cells than the header")
        if kind.severity not in SEVERITIES:
            raise SchemaError(f"{path}: {kind.code} has the unknown severity {kind.severity!r}")
    return types


def visible(value: object, length: int = _VALUE_LENGTH) -> str:
    """``value`` as one line of at most ``length`` characters in which invisible ones show as ‹U+200B›, and in which
    what belongs to a person is masked.
    """
    text = "".join(
        f"‹U+{ord(char):04X}›"
        if unicodedata.category(char) in {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"} or char in "\u00a0\u3000"
        else char
        for char in mask_private(str(value))[: length + 1]
    )
    return text if len(text) <= length else text[: length - 1] + "…"


def _visible_words(value: Any, length: int) -> Any:
    """Words with everything in them that comes from the package visible and of at most ``length`` characters.

    Whole numbers stay, since they may be what a sentence counts.
    """
    if isinstance(value, Sentence):
        return Sentence(value.template, tuple((name, _visible_words(inner, length)) for name, inner in value.values))
    if isinstance(value, date):
        return day_words(value)
    return value if isinstance(value, int) else visible(shown(value), length)


def _bounded(message: Words) -> Words:
    """A message as it is kept: visible, and of a length that pages can show.

    Where the whole is too long the values in it are cut; what is too long even then is kept as text in Chinese.
    """
    for length in (MESSAGE_LENGTH, _VALUE_LENGTH):
        words: Words = _visible_words(message, length)
        if len(str(words)) <= MESSAGE_LENGTH:
            return words
    return visible(str(message), MESSAGE_LENGTH)


class IssueLog:
    """Collects the issues of one locality, in the order found, each at most once."""

    def __init__(self, locality: str, schemas: Path) -> None:
        self.locality = locality
        self._types = issue_types(schemas)
        self._issues: dict[Issue, None] = {}
        self._lines: dict[tuple[str, int], int] = {}

    def add(
        self,
        code: str,
        message: Words,
        *,
        file: str = "",
        row: int | None = None,
        column: str = "",
        label: str = "",
        letter: str = "",
        value: object = "",
        suggestion: str = "",
        record: str = "",
        advice: Words = "",
    ) -> None:
        """Record one finding. ``record`` is the id of the row it concerns; ``advice`` replaces the general one.

        In ``message`` only text of the package may be other than a sentence. Whatever comes from the package is made
        visible, so that an issue can always be written and printed.
        """
        kind = self._types[code]
        issue = Issue(
            code=code,
            severity=kind.severity,
            locality=visible(self.locality),
            message=_bounded(message),
            advice=advice or Sentence(kind.advice),
            file=visible(file),
            row=row,
            column=visible(column),
            label=label,
            letter=letter,
            value=visible(value),
            suggestion=visible(suggestion),
            record=record,
            line=self._lines.get((file, row), row) if row is not None else None,
        )
        self._issues.setdefault(issue)

    def place_row(self, file: str, row: int, line: int) -> None:
        """Remember the ``line`` of a ``row`` of a file; findings after this one name it."""
        if line != row:
            self._lines[file, row] = line

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What was found so far."""
        return tuple(self._issues)

    @property
    def has_errors(self) -> bool:
        """True when at least one finding is an error."""
        return any(issue.severity == ERROR for issue in self._issues)


def count_by_severity(issues: Iterable[Issue]) -> dict[str, int]:
    """Number of issues of each severity, all three always present."""
    counts = Counter(issue.severity for issue in issues)
    return {severity: counts[severity] for severity in SEVERITIES}


def sorted_issues(issues: Sequence[Issue]) -> list[Issue]:
    """Worst first, then by file, row and column."""
    return sorted(
        issues,
        key=lambda issue: (SEVERITIES.index(issue.severity), issue.file, issue.row or 0, issue.column, issue.code),
    )

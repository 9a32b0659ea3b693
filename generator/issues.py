"""Issues: findings about the data. They are collected, counted and published, never raised.

Every issue has a code of ``schemas/codelists/issue-types.csv``, which says how severe it is, what it means and
what to do about it. An issue adds where it was found and the value that was found there.
"""

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

from generator.errors import SchemaError

ERROR, WARNING, NOTE = "error", "warning", "note"
SEVERITIES = (ERROR, WARNING, NOTE)
_VALUE_LENGTH = 80
_MESSAGE_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class IssueType:
    """One kind of finding: code, severity, title, what it means and how to mend it (all Chinese, plain words)."""

    code: str
    severity: str
    title: str
    meaning: str
    advice: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding.

    ``row`` counts as Excel does (the header is row 1); ``column`` is the field name, ``label`` its Chinese title,
    ``letter`` the Excel column letter. ``message`` says what was found in one plain sentence.
    """

    code: str
    severity: str
    locality: str
    message: str
    advice: str
    file: str = ""
    row: int | None = None
    column: str = ""
    label: str = ""
    letter: str = ""
    value: str = ""
    record: str = field(default="", compare=False)

    @property
    def where(self) -> str:
        """Place in plain words: file, row, column title and letter."""
        parts = [self.file] if self.file else []
        if self.row is not None:
            parts.append(f"第 {self.row} 行")
        if self.column:
            name = f"{self.label} {self.column}".strip()
            parts.append(f"「{name}」列" + (f"（{self.letter}）" if self.letter else ""))
        return " · ".join(parts)

    def as_dict(self) -> dict[str, str | int | None]:
        """Plain dictionary for JSON and CSV, keys in a fixed order."""
        return asdict(self)


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
    """``value`` as one line of at most ``length`` characters in which invisible ones show as ‹U+200B›."""
    shown = "".join(
        f"‹U+{ord(char):04X}›"
        if unicodedata.category(char) in {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"} or char in "\u00a0\u3000"
        else char
        for char in str(value)[: length + 1]
    )
    return shown if len(shown) <= length else shown[: length - 1] + "…"


class IssueLog:
    """Collects the issues of one locality, in the order found, each at most once."""

    def __init__(self, locality: str, schemas: Path) -> None:
        self.locality = locality
        self._types = issue_types(schemas)
        self._issues: dict[Issue, None] = {}

    def add(
        self,
        code: str,
        message: str,
        *,
        file: str = "",
        row: int | None = None,
        column: str = "",
        label: str = "",
        letter: str = "",
        value: object = "",
        record: str = "",
        advice: str = "",
    ) -> None:
        """Record one finding. ``record`` is the id of the row it concerns; ``advice`` replaces the general one.

        Whatever comes from the package is made visible, so that an issue can always be written and printed.
        """
        kind = self._types[code]
        issue = Issue(
            code=code,
            severity=kind.severity,
            locality=visible(self.locality),
            message=visible(message, _MESSAGE_LENGTH),
            advice=advice or kind.advice,
            file=visible(file),
            row=row,
            column=visible(column),
            label=label,
            letter=letter,
            value=visible(value),
            record=record,
        )
        self._issues.setdefault(issue)

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

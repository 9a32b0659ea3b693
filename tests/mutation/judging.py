"""What the verdicts mean: which survivors are explained, which are not, and the table of it all."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SURVIVORS = Path(__file__).with_name("survivors.csv")
# An endless loop is noticed as well: the test does not end.
NOTICED = frozenset({"killed", "timeout", "segfault", "suspicious"})
OPEN = frozenset({"not checked", "check was interrupted by user", "skipped"})
HEADS = ("module", "mutants", "noticed", "survived", "explained", "unexplained", "not tried yet")


@dataclass(frozen=True)
class Mutant:
    """One change of one function, and what the tests made of it. ``before`` and ``after`` are the lines that differ."""

    file: str
    function: str
    verdict: str
    before: str = ""
    after: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What it is known by from one run to the next: numbers of mutants change, what they change does not."""
        return self.file, self.function, self.before, self.after

    @property
    def is_survivor(self) -> bool:
        """No test noticed it, or none reaches it."""
        return self.verdict not in NOTICED | OPEN


def mutants_of(records: Iterable[dict[str, Any]]) -> list[Mutant]:
    """The records that :mod:`tests.mutation.telling` prints."""
    return [Mutant(*(row[name] for name in Mutant.__dataclass_fields__)) for row in records]


def explained(path: Path = SURVIVORS) -> dict[tuple[str, str, str, str], str]:
    """Mutants that cannot be noticed, or need not be, each with the reason."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return {(row["file"], row["function"], row["before"], row["after"]): row["reason"] for row in rows}


def unexplained(mutants: Iterable[Mutant], reasons: dict[tuple[str, str, str, str], str]) -> list[Mutant]:
    """Holes: what survived and has no reason to."""
    return [one for one in mutants if one.is_survivor and not reasons.get(one.key)]


def is_whole(mutants: Sequence[Mutant]) -> bool:
    """Every mutant was tried."""
    return bool(mutants) and not any(one.verdict in OPEN for one in mutants)


def counts(mutants: Sequence[Mutant], reasons: dict[tuple[str, str, str, str], str]) -> list[dict[str, Any]]:
    """One record a module, in the columns of the table."""
    rows = []
    for file in sorted({one.file for one in mutants}):
        own = [one for one in mutants if one.file == file]
        survived = [one for one in own if one.is_survivor]
        holes = len(unexplained(own, reasons))
        values = (
            file,
            len(own),
            sum(one.verdict in NOTICED for one in own),
            len(survived),
            len(survived) - holes,
            holes,
            sum(one.verdict in OPEN for one in own),
        )
        rows.append(dict(zip(HEADS, values, strict=True)))
    return rows


def table(rows: Sequence[dict[str, Any]]) -> str:
    """The records as a table, with their sum."""
    total = {name: sum(row[name] for row in rows) for name in HEADS[1:]}
    lines = [HEADS, *([str(value) for value in row.values()] for row in (*rows, {"module": "all", **total}))]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)

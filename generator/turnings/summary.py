"""Summary of turnings: the newest of a locality in words of one language, for the portal, which reads no rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.model import grouped
from generator.sentences import Words
from generator.turnings.records import REPORT_KINDS, REPORT_OWED, Turning
from generator.turnings.wording import gather_turnings

_NEWEST = 20


@dataclass(frozen=True, slots=True)
class TurningSummary:
    """What the date alone changed on a day, in one line; a report that became due says by which rule and until when."""

    day: str
    words: str
    obligation: str = ""
    year: int = 0
    last_day: str = ""

    @property
    def is_report(self) -> bool:
        """Whether it tells of a yearly report, which is the register's to tell."""
        return bool(self.obligation)


def newest_turnings(turnings: Sequence[Turning], say: Callable[[Words], str]) -> tuple[TurningSummary, ...]:
    """What the date alone changed, newest first, many of one kind in one line; of reports only that they became due,
    since the register knows itself which days are over.
    """
    others = grouped((row for row in turnings if row.kind not in REPORT_KINDS), lambda row: row.day)
    lines = [
        TurningSummary(day.isoformat(), say(group.line))
        for day, rows in others.items()
        for group in gather_turnings(rows)
    ]
    owed = [
        TurningSummary(row.day.isoformat(), say(row.words), row.obligation, row.year, row.last_day.isoformat())
        for row in turnings
        if row.kind == REPORT_OWED
    ]
    return (*lines[:_NEWEST], *owed)

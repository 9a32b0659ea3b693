"""Statuses: how many tasks of each area have which status, as stacked bars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.sentences import Words
from generator.vocabulary import Status

_LEAST_STATUSES = 2


@dataclass(frozen=True, slots=True)
class StatusBar:
    """One area: its title and the number of its tasks for each status of the chart."""

    name: Words
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All tasks of the area."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class StatusChart:
    """Bars in printed order, and the statuses that any task has, in the order they are stacked."""

    name: Words
    statuses: tuple[Status, ...]
    bars: tuple[StatusBar, ...]

    @property
    def totals(self) -> tuple[int, ...]:
        """All tasks by status."""
        return tuple(sum(bar.counts[place] for bar in self.bars) for place in range(len(self.statuses)))


def status_chart(
    name: Words, rows: Sequence[tuple[Words, Mapping[str, int]]], statuses: Sequence[Status]
) -> StatusChart | None:
    """Stacked bars; None where all tasks have one status, which a picture would not make clearer.

    Args:
        name: what the chart is called.
        rows: area title and its counts by status code, in printed order; areas without tasks are left out.
        statuses: in the order to stack.
    """
    used = tuple(status for status in statuses if any(counts.get(status.code) for _, counts in rows))
    if len(used) < _LEAST_STATUSES:
        return None
    bars = (StatusBar(title, tuple(counts.get(status.code, 0) for status in used)) for title, counts in rows)
    return StatusChart(name, used, tuple(bar for bar in bars if bar.total))

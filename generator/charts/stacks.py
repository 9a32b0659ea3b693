"""Stacks: the tasks of each area as one bar of parts, a part for each status.

Every number stands in its part beside the sign of its status, or after the bar in words where the part is too small.
"""

from dataclasses import dataclass

from generator.charts.columns import NARROW
from generator.charts.lettering import LABEL_SIZE, Say, width_of
from generator.charts.palette import mark_of
from generator.charts.statuses import StatusBar, StatusChart
from generator.sentences import Sentence, Words, listed, sentence
from generator.vocabulary import Status

_SIGN = 15
_PAD = 2


@dataclass(frozen=True, slots=True)
class Part:
    """The tasks of one status: where the part lies (shares of the width) and what is written in it."""

    mark: str
    left: float
    width: float
    icon: str
    number: str


@dataclass(frozen=True, slots=True)
class Stack:
    """One area; ``rest`` are the numbers that found no room in the bar."""

    name: str
    total: str
    parts: tuple[Part, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One status of the chart and how many tasks have it."""

    mark: str
    icon: str
    label: str
    number: str


@dataclass(frozen=True, slots=True)
class Stacks:
    """The whole picture."""

    legend: tuple[LegendItem, ...]
    bars: tuple[Stack, ...]


def stacks_of(chart: StatusChart, say: Say) -> Stacks:
    """The bars of all areas, on one scale."""
    longest = max(bar.total for bar in chart.bars)
    return Stacks(
        legend=tuple(
            LegendItem(mark_of(status.code), status.icon, status.label, str(number))
            for status, number in zip(chart.statuses, chart.totals, strict=True)
        ),
        bars=tuple(_stack(bar, chart.statuses, longest, say) for bar in chart.bars),
    )


def _stack(bar: StatusBar, statuses: tuple[Status, ...], longest: int, say: Say) -> Stack:
    parts, rest, before = [], [], 0
    for status, count in zip(statuses, bar.counts, strict=True):
        if not count:
            continue
        icon, number = _inscription(status, count, longest)
        if not number:
            rest.append(sentence("“{status}”{n}项", status=status.label, n=count))
        parts.append(Part(mark_of(status.code), 100 * before / longest, 100 * count / longest, icon, number))
        before += count
    return Stack(
        name=say(bar.name),
        total=say(sentence("{n}项任务", n=bar.total)),
        parts=tuple(parts),
        rest=say(_rest(rest)),
    )


def _inscription(status: Status, count: int, longest: int) -> tuple[str, str]:
    """Sign and number, as much of them as has room on a narrow phone."""
    room = NARROW * count / longest
    number = str(count)
    need = width_of(number, LABEL_SIZE) + _PAD
    if room >= need + _SIGN:
        return status.icon, number
    return "", number if room >= need else ""


def _rest(items: list[Sentence]) -> Words:
    return sentence("另有{parts}。", parts=listed(items)) if items else ""

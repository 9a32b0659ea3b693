"""Series: the values of one indicator through time, with what was promised and what was there before the plan."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.model import Indicator, Result, Target
from generator.periods import Period, parse_period
from generator.sentences import Sentence, Words, measured, sentence, with_unit

_LEAST_POINTS = 2
# What one line can show; a range has two ends.
_PROMISED = {
    "ge": sentence("不低于{value}"),
    "gt": sentence("超过{value}"),
    "le": sentence("不高于{value}"),
    "lt": sentence("低于{value}"),
    "eq": sentence("等于{value}"),
    "full": sentence("全部（{value}）"),
    "approx": sentence("约{value}"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """One result of a series: its period and value; ``is_break`` says that it counts otherwise than the one before."""

    result: Result
    period: Period
    value: Decimal
    is_break: bool = False

    @property
    def label(self) -> Words:
        """The period in words."""
        return self.period.label

    def in_words(self, unit: str) -> Sentence:
        """The value exactly as published, with unit and precision."""
        return measured(self.value, unit, self.result.precision)


@dataclass(frozen=True, slots=True)
class Level:
    """A value that results are held against: drawn as a line across the chart and named there.

    ``mark`` is ``target`` or ``baseline``; ``first`` is the place of the bar that the line begins with.
    """

    mark: str
    value: Decimal
    name: Sentence
    words: Sentence
    first: int = 0


@dataclass(frozen=True, slots=True)
class SeriesChart:
    """Bars of one indicator, oldest first, and the one target and the baseline where there are any."""

    name: str
    unit: str
    points: tuple[Point, ...]
    target: Target | None = None
    baseline: Point | None = None

    @property
    def levels(self) -> tuple[Level, ...]:
        """Target and baseline as lines."""
        levels = []
        if self.target and self.target.value is not None:
            promised = self.promised(self.target)
            levels.append(Level("target", self.target.value, sentence("目标"), promised))
        if self.baseline:
            words = sentence("{period} {value}", period=self.baseline.period, value=self.baseline.in_words(self.unit))
            first = next((place for place, point in enumerate(self.points) if point == self.baseline), 0)
            levels.append(Level("baseline", self.baseline.value, sentence("计划开始前"), words, first))
        return tuple(levels)

    @property
    def breaks(self) -> tuple[int, ...]:
        """Places of the bars before which the definition changes; before the first there is nothing to compare."""
        return tuple(place for place, point in enumerate(self.points) if place and point.is_break)

    def promised(self, target: Target) -> Sentence:
        """What a target promises, in words: «不低于95%»."""
        value = with_unit(target.value, self.unit)
        return Sentence(_PROMISED[target.comparator].template, (("value", value),))


def drawable_points(results: tuple[Result, ...]) -> list[Point]:
    """Results that one series can show: about the locality itself, with value and period, oldest first."""
    points = [
        Point(row, parse_period(row.period), row.value, row.is_break)
        for row in results
        if row.value is not None and row.period and _is_about_locality(row)
    ]
    unique = {(point.period.start, point.period.end): point for point in points}
    return sorted(unique.values(), key=lambda point: point.period)


def _is_about_locality(row: Result) -> bool:
    """Whether a result is about the whole of the locality: no other body or place, no sample, no part of a result."""
    return row.scope != "sample" and not (row.subject or row.unit_id or row.part_of or "subject" in row.masked)


def baseline_point(results: tuple[Result, ...], plan_start: date | None) -> Point | None:
    """What was published last before a plan began: for a whole year or more, or for all time up to a day.

    None where nothing was, where the plan does not say when it begins, or where the definition has changed since: then
    the later results cannot be held against it.
    """
    if plan_start is None:
        return None
    points = drawable_points(results)
    before = [point for point in points if point.period.end < plan_start and _is_whole(point.period)]
    if not before:
        return None
    baseline = max(before, key=lambda point: point.period)
    is_broken = any(point.is_break for point in points[points.index(baseline) + 1 :])
    return None if is_broken else baseline


def _is_whole(period: Period) -> bool:
    return period.start is None or (period.end - period.start).days >= 364


def indicator_chart(
    indicator: Indicator,
    results: tuple[Result, ...],
    targets: tuple[Target, ...],
    baseline: Point | None = None,
) -> SeriesChart | None:
    """The series of an indicator; None where there is too little to draw.

    Two values make a series; a single one is worth drawing only against a target. The target is drawn where there is
    one only and it is a plain value; without it there is nothing that a baseline would be the start of.
    """
    points = tuple(drawable_points(results))
    target = _one_target(targets)
    if len(points) < (1 if target else _LEAST_POINTS):
        return None
    return SeriesChart(indicator.name, indicator.unit_of_measure, points, target, baseline if target else None)


def _one_target(targets: tuple[Target, ...]) -> Target | None:
    """The one target that a chart can show; None where targets differ."""
    lines = {(row.value, row.comparator): row for row in targets if row.value is not None}
    if len(lines) != 1:
        return None
    (target,) = lines.values()
    return target if target.comparator in _PROMISED else None

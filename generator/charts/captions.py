"""Captions: what a chart shows in one to three plain sentences, for those who do not see it and for all others.

Nothing is judged. «Rose» and «fell» stand only where the last value can be held against the first: all values exact,
for stretches of time of the same length, and counted in the same way.
"""

from collections.abc import Iterable

from generator.charts.series import Point, SeriesChart
from generator.charts.statuses import StatusChart
from generator.periods import Period
from generator.sentences import Sentence, listed, sentence

_FEW = 2


def chart_summary(chart: SeriesChart | StatusChart) -> Sentence:
    """The chart in words."""
    return _statuses(chart) if isinstance(chart, StatusChart) else _series(chart)


def _series(chart: SeriesChart) -> Sentence:
    parts = [_course(chart), *_extremes(chart)]
    if chart.breaks:
        parts.append(_breaks(chart))
    if chart.target:
        parts.append(sentence("目标：{promised}。", promised=chart.promised(chart.target)))
    if chart.baseline:
        value = chart.baseline.in_words(chart.unit)
        parts.append(sentence("计划开始前（{period}）：{value}。", period=chart.baseline.period, value=value))
    return _one_after_another(parts)


def _course(chart: SeriesChart) -> Sentence:
    """How many values there are, the first and the last."""
    first, last = chart.points[0], chart.points[-1]
    facts = {
        "n": len(chart.points),
        "first_period": first.period,
        "first": first.in_words(chart.unit),
        "last_period": last.period,
        "last": last.in_words(chart.unit),
    }
    if first is last:
        return sentence("只有一个数值：{last_period}为{last}。", **facts)
    if not _is_comparable(chart):
        return sentence("共{n}个数值：最早是{first_period}的{first}，最近是{last_period}的{last}。", **facts)
    if last.value > first.value:
        return sentence("共{n}个数值：从{first_period}的{first}升到{last_period}的{last}。", **facts)
    if last.value < first.value:
        return sentence("共{n}个数值：从{first_period}的{first}降到{last_period}的{last}。", **facts)
    return sentence("共{n}个数值：{first_period}和{last_period}都是{last}。", **facts)


def _is_comparable(chart: SeriesChart) -> bool:
    """Whether every value can be held against every other."""
    is_exact = all(point.result.precision == "exact" for point in chart.points)
    return is_exact and not chart.breaks and len({_months_of(point.period) for point in chart.points}) == 1


def _months_of(period: Period) -> int:
    """Length of a period in months; 0 for all time up to a day."""
    if period.start is None:
        return 0
    return 12 * (period.end.year - period.start.year) + period.end.month - period.start.month + 1


def _extremes(chart: SeriesChart) -> list[Sentence]:
    """The highest and the lowest value, where neither the first nor the last is it."""
    if not _is_comparable(chart):
        return []
    values = [point.value for point in chart.points]
    ends = (values[0], values[-1])
    found = []
    if max(values) > max(ends):
        periods, value = _where(chart, max(chart.points, key=lambda point: point.value))
        found.append(sentence("最高的是{periods}：{value}。", periods=periods, value=value))
    if min(values) < min(ends):
        periods, value = _where(chart, min(chart.points, key=lambda point: point.value))
        found.append(sentence("最低的是{periods}：{value}。", periods=periods, value=value))
    return found


def _where(chart: SeriesChart, point: Point) -> tuple[Sentence, Sentence]:
    """The periods that have the value of a point, as a list or, where they are many, as their number."""
    periods = [other.period for other in chart.points if other.value == point.value]
    words = sentence("{n}个时期", n=len(periods)) if len(periods) > _FEW else sentence("{list}", list=listed(periods))
    return words, point.in_words(chart.unit)


def _breaks(chart: SeriesChart) -> Sentence:
    periods = [chart.points[place].period for place in chart.breaks]
    if len(periods) > _FEW:
        return sentence("其中{n}个数值的口径与前一个不同，前后不能直接比较。", n=len(periods))
    return sentence("{periods}的口径与前一个数值不同，前后不能直接比较。", periods=listed(periods))


def _statuses(chart: StatusChart) -> Sentence:
    total = sentence("共{n}项任务，分属{areas}个方面。", n=sum(chart.totals), areas=len(chart.bars))
    parts = [
        sentence("“{status}”{n}项", status=status.label, n=number)
        for status, number in zip(chart.statuses, chart.totals, strict=True)
    ]
    return _one_after_another([total, sentence("其中{parts}。", parts=listed(parts))])


def _one_after_another(sentences: Iterable[Sentence]) -> Sentence:
    first, *rest = sentences
    for following in rest:
        first = sentence("{first}{second}", first=first, second=following)
    return first

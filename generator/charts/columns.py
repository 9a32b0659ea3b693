"""Columns: a series as upright bars. Heights are pixels, places across are shares of the plot's width, so that words
keep their size on every screen: the plot is as wide as the page lets it, the words are as large as they are.

Left of the plot stands the axis, right of it the names of target and baseline; both have a fixed width in pixels.
"""

from dataclasses import dataclass
from decimal import Decimal

from generator.charts.lettering import LABEL_SIZE, LINE_HEIGHT, VALUE_SIZE, Say, in_lines, width_of, width_of_lines
from generator.charts.placing import GAP, apart, evenly, held, spaced
from generator.charts.scale import Scale, scale_of, tick_labels
from generator.charts.series import Level, SeriesChart
from generator.sentences import Sentence, sentence

TOP, BOTTOM = 50, 228
# What a narrow phone leaves for a chart, and what every wider page does.
NARROW, WIDE = 288, 520
SLOT, BAR_SHARE = 124, 0.5
_GUTTER_MOST = 112
_NAME_BASE = 12
_PERIOD_BASE, _FOOT_MARGIN = 18, 6
_BREAK_BASE = 30
# Base line of a value over the end of its bar, under it (negative values), and inside it.
_OVER, _UNDER, _WITHIN = -7, 17, 18
_LEAST_HEIGHT_AROUND_VALUE = 26


@dataclass(frozen=True, slots=True)
class Mark:
    """Words in the picture: where they stand (share of the plot or pixels across, pixels down), held by which end."""

    x: float
    y: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Column:
    """One bar; ``value`` and ``period`` are its words, left out where there is no room for all. A period stands in the
    middle below its bar.
    """

    left: float
    width: float
    y: float
    height: float
    value: Mark | None
    period: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class LevelLine:
    """A line across, from ``x`` to the right edge, and its name in lines beside it."""

    mark: str
    x: float
    y: float
    words: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The whole picture. ``axis``, ``width`` and ``gutter`` are pixels beside each other. ``is_whole`` says that all
    words found room, ``is_within`` that the values stand inside the bars.
    """

    axis: int
    width: int
    gutter: int
    height: int
    foot: int
    unit: str
    scale: Scale
    zero: float
    ticks: tuple[Mark, ...]
    bars: tuple[Column, ...]
    levels: tuple[LevelLine, ...]
    breaks: tuple[Mark, ...]
    is_whole: bool
    is_within: bool


def columns_of(chart: SeriesChart, say: Say, room: int) -> Columns:
    """The picture for pages that leave at least ``room`` pixels."""
    scale = scale_of([*(point.value for point in chart.points), *(level.value for level in chart.levels)])
    labels = [say(label) for label in tick_labels(scale.ticks)]
    axis = round(max(width_of(label) for label in labels)) + 8
    names = [_name_of(level, say) for level in chart.levels]
    gutter = round(max(width_of_lines(lines, VALUE_SIZE) for lines in names)) + 12 if names else 0
    words = _words_of(chart, say, max(room - axis - gutter, 1))
    height = BOTTOM + _PERIOD_BASE + LINE_HEIGHT * (max(map(len, words.periods)) - 1) + _FOOT_MARGIN
    is_within = _is_better_within(chart, scale, words)
    return Columns(
        axis=axis,
        width=max(SLOT * len(chart.points), NARROW - axis - gutter, 1),
        gutter=gutter,
        height=height,
        foot=BOTTOM,
        unit=say(sentence("单位：{unit}", unit=Sentence(chart.unit))),
        scale=scale,
        zero=down(scale, Decimal(0)),
        ticks=tuple(
            Mark(axis - 6, down(scale, tick), label, "end") for tick, label in zip(scale.ticks, labels, strict=True)
        ),
        bars=_bars(chart, scale, words, is_within=is_within),
        levels=_levels(chart, names, scale, height),
        breaks=_breaks(chart, say, words),
        is_whole=words.is_whole,
        is_within=is_within,
    )


def down(scale: Scale, value: Decimal) -> float:
    """How far down a value lies, in pixels."""
    return round(BOTTOM - scale.share(value) * (BOTTOM - TOP), 2)


@dataclass(frozen=True, slots=True)
class _Words:
    """Values and periods in words for a plot of some width, and the places of those that have room."""

    plot: float
    values: list[str]
    periods: list[tuple[str, ...]]
    shown_values: frozenset[int]
    shown_periods: frozenset[int]

    @property
    def slot(self) -> float:
        return self.plot / len(self.values)

    @property
    def is_whole(self) -> bool:
        return len(self.shown_values) == len(self.shown_periods) == len(self.values)


def _words_of(chart: SeriesChart, say: Say, plot: float) -> _Words:
    number = len(chart.points)
    slot = plot / number
    values = [say(point.in_words(chart.unit)) for point in chart.points]
    periods = [_two_lines(say(point.label), slot - GAP) for point in chart.points]
    all_places = frozenset(range(number))
    widths = [width_of(text, VALUE_SIZE) for text in values]
    fit = max(widths) <= slot - GAP
    shown_periods = evenly([width_of_lines(lines) for lines in periods], slot)
    return _Words(
        plot, values, periods, all_places if fit else spaced(widths, slot, _worth_a_label(chart)), shown_periods
    )


def _two_lines(text: str, room: float) -> tuple[str, ...]:
    """A period in at most two lines, in room that it does not fit too."""
    lines = in_lines(text, room)
    for share in (0.55, 0.65, 0.8):
        if len(lines) <= 2:
            return lines
        lines = in_lines(text, max(room, width_of(text) * share))
    return lines if len(lines) <= 2 else (text,)


def _worth_a_label(chart: SeriesChart) -> list[int]:
    """Where not all values have room: the places of the last, the first, the highest and the lowest."""
    values = [point.value for point in chart.points]
    return [len(values) - 1, 0, values.index(max(values)), values.index(min(values))]


def _is_better_within(chart: SeriesChart, scale: Scale, words: _Words) -> bool:
    """Whether values stand clearer inside the bars: all have room there, and fewer of them lie on a level's line."""
    zero = down(scale, Decimal(0))
    widest = max(width_of(text, VALUE_SIZE) for text in words.values)
    ends = [down(scale, point.value) for point in chart.points]
    fits = widest + GAP <= BAR_SHARE * words.slot and all(zero - end >= _LEAST_HEIGHT_AROUND_VALUE for end in ends)
    if not fits or not words.is_whole:
        return False
    lines = [(level.first, down(scale, level.value)) for level in chart.levels]

    def crossed(base: int) -> int:
        return sum(
            first <= place and end + base - VALUE_SIZE <= line <= end + base + 4
            for place, end in enumerate(ends)
            for first, line in lines
        )

    return crossed(_WITHIN) < crossed(_OVER)


def _bars(chart: SeriesChart, scale: Scale, words: _Words, *, is_within: bool) -> tuple[Column, ...]:
    number = len(chart.points)
    zero = down(scale, Decimal(0))
    bars = []
    for place, point in enumerate(chart.points):
        end = down(scale, point.value)
        base = _WITHIN if is_within else _OVER if point.value >= 0 else _UNDER
        value = _mark(words, place, end + base, words.values[place], VALUE_SIZE)
        period = tuple(
            _mark(words, place, BOTTOM + _PERIOD_BASE + LINE_HEIGHT * row, line, LABEL_SIZE)
            for row, line in enumerate(words.periods[place])
        )
        bars.append(
            Column(
                left=100 * (place + (1 - BAR_SHARE) / 2) / number,
                width=100 * BAR_SHARE / number,
                y=min(end, zero),
                height=abs(zero - end),
                value=value if place in words.shown_values else None,
                period=period if place in words.shown_periods else (),
            )
        )
    return tuple(bars)


def _mark(words: _Words, place: int, y: float, text: str, size: float) -> Mark:
    x, anchor = held(place, words.slot, words.plot, width_of(text, size))
    return Mark(x, y, text, anchor)


def _name_of(level: Level, say: Say) -> tuple[str, ...]:
    """A level's name and value in lines that fit beside the plot."""
    return tuple(line for words in (level.name, level.words) for line in in_lines(say(words), _GUTTER_MOST))


def _levels(chart: SeriesChart, names: list[tuple[str, ...]], scale: Scale, height: float) -> tuple[LevelLine, ...]:
    """Each line with its name centred on it; where names would lie on each other they move apart."""
    heights = [LINE_HEIGHT * len(lines) for lines in names]
    lines_down = [down(scale, level.value) for level in chart.levels]
    tops = apart([y - tall / 2 for y, tall in zip(lines_down, heights, strict=True)], heights, height)
    return tuple(
        LevelLine(
            mark=level.mark,
            x=100 * level.first / len(chart.points),
            y=y,
            words=tuple(Mark(8, top + _NAME_BASE + LINE_HEIGHT * row, line, "start") for row, line in enumerate(lines)),
        )
        for level, lines, y, top in zip(chart.levels, names, lines_down, tops, strict=True)
    )


def _breaks(chart: SeriesChart, say: Say, words: _Words) -> tuple[Mark, ...]:
    """A line between two bars wherever the definition changes, named where the name has room."""
    name = say(sentence("口径不同"))
    half = width_of(name) / 2
    marks, free_from = [], 0.0
    for place in chart.breaks:
        middle = place * words.slot
        has_room = middle - half >= free_from and middle + half <= words.plot
        if has_room:
            free_from = middle + half + GAP
        marks.append(Mark(100 * place / len(chart.points), _BREAK_BASE, name if has_room else ""))
    return tuple(marks)

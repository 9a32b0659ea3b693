"""Lying: a series as bars one below the other, for narrow screens where upright bars would crowd their words.

The words are text of the page, which breaks its lines itself; only the bars are drawn. Places are shares of the width.
"""

from dataclasses import dataclass
from decimal import Decimal

from generator.charts.lettering import Say
from generator.charts.scale import Scale
from generator.charts.series import SeriesChart
from generator.sentences import sentence

# Room at the right for half of a line that stands at the very end.
_FULL = 99.0
_MIDDLE = 50.0


@dataclass(frozen=True, slots=True)
class LyingBar:
    """One row: period and value in words, and the bar between two shares of the width."""

    period: str
    value: str
    left: float
    width: float
    is_break: bool


@dataclass(frozen=True, slots=True)
class LyingLevel:
    """A line down through all rows and its name, held at the end that keeps it inside."""

    mark: str
    x: float
    anchor: str
    name: str


@dataclass(frozen=True, slots=True)
class Lying:
    """The whole picture."""

    bars: tuple[LyingBar, ...]
    levels: tuple[LyingLevel, ...]
    zero: float


def lying_of(chart: SeriesChart, say: Say) -> Lying:
    """The rows of a series, oldest first."""
    values = [Decimal(0), *(point.value for point in chart.points), *(level.value for level in chart.levels)]
    low, high = min(values), max(values)
    scale = Scale(low, high if high > low else low + 1, ())
    zero = _across(scale, Decimal(0))
    bars = []
    for place, point in enumerate(chart.points):
        end = _across(scale, point.value)
        bars.append(
            LyingBar(
                period=say(point.label),
                value=say(point.in_words(chart.unit)),
                left=min(zero, end),
                width=abs(end - zero),
                is_break=place in chart.breaks,
            )
        )
    levels = []
    for level in chart.levels:
        x = _across(scale, level.value)
        name = say(sentence("{name}：{value}", name=level.name, value=level.words))
        levels.append(LyingLevel(level.mark, x, "end" if x > _MIDDLE else "start", name))
    return Lying(tuple(bars), tuple(levels), zero)


def _across(scale: Scale, value: Decimal) -> float:
    return round(_FULL * scale.share(value), 3)

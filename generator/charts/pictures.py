"""Pictures: what stands on the page before, without and instead of any script: the geometry and every word of a chart.

``picture.html`` turns a picture into markup. Upright bars where all their words find room on a narrow phone; else
upright bars for wide pages and lying ones for narrow pages, of which the stylesheet shows one.
"""

from dataclasses import dataclass

from generator.charts.captions import chart_summary
from generator.charts.columns import NARROW, WIDE, Columns, columns_of
from generator.charts.lettering import Say
from generator.charts.lying import Lying, lying_of
from generator.charts.series import SeriesChart
from generator.charts.stacks import Stacks, stacks_of
from generator.charts.statuses import StatusChart
from generator.sentences import Sentence

# More rows than this are no picture any more: upright bars then stand without some of their words.
_MOST_LYING = 24


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as it stands on the page: upright bars, lying bars or stacks."""

    name: str
    summary: Sentence
    columns: Columns | None = None
    lying: Lying | None = None
    stacks: Stacks | None = None

    @property
    def file_name(self) -> str:
        """What downloads are called: the name without the signs that file systems refuse."""
        return "".join(char for char in self.name if char not in '\\/:*?"<>|').strip(" .")


def picture_of(chart: SeriesChart | StatusChart, say: Say) -> Picture:
    """The picture of a chart in the reader's language."""
    summary = chart_summary(chart)
    if isinstance(chart, StatusChart):
        return Picture(say(chart.name), summary, stacks=stacks_of(chart, say))
    columns = columns_of(chart, say, NARROW)
    if columns.is_whole:
        return Picture(chart.name, summary, columns=columns)
    if len(chart.points) > _MOST_LYING:
        return Picture(chart.name, summary, columns=columns)
    return Picture(chart.name, summary, columns=columns_of(chart, say, WIDE), lying=lying_of(chart, say))

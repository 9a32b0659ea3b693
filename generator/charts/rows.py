"""Rows: what a chart shows as a table, for the CSV file beside it."""

from decimal import Decimal

from generator.artifacts import spreadsheet_text
from generator.charts.lettering import Say
from generator.charts.series import SeriesChart
from generator.charts.statuses import StatusChart
from generator.sentences import Sentence, sentence

Rows = list[list[str]]


def chart_rows(chart: SeriesChart | StatusChart, say: Say) -> tuple[list[str], Rows]:
    """Header and rows in the reader's language; numbers with every published digit and no separators."""
    return _of_statuses(chart, say) if isinstance(chart, StatusChart) else _of_series(chart, say)


def chart_csv(chart: SeriesChart | StatusChart, say: Say) -> str:
    """The rows as the text of a file that a double click opens rightly."""
    header, rows = chart_rows(chart, say)
    return spreadsheet_text(header, rows)


def _of_series(chart: SeriesChart, say: Say) -> tuple[list[str], Rows]:
    header = [
        sentence("时期"),
        sentence("数值"),
        sentence("单位"),
        sentence("公布的写法"),
        sentence("目标值"),
        sentence("目标"),
        sentence("计划开始前"),
        sentence("口径"),
    ]
    target = chart.target
    promised = ["", ""] if target is None else [_digits(target.value), say(chart.promised(target))]
    before = _digits(chart.baseline.value) if chart.baseline else ""
    rows = [
        [
            say(point.label),
            _digits(point.value),
            say(Sentence(chart.unit)),
            say(point.in_words(chart.unit)),
            *promised,
            before,
            say(sentence("与前一个数值不同")) if place in chart.breaks else "",
        ]
        for place, point in enumerate(chart.points)
    ]
    return list(map(say, header)), rows


def _of_statuses(chart: StatusChart, say: Say) -> tuple[list[str], Rows]:
    header = [say(sentence("方面")), *(status.label for status in chart.statuses), say(sentence("合计"))]
    return header, [[say(bar.name), *map(str, bar.counts), str(bar.total)] for bar in chart.bars]


def _digits(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"

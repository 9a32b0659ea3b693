"""Figures of a yearly report: every value of its year beside that of the year before, and how far the two compare.

A change is worked out only from two exact values that count the same thing. In every other case it is said why not,
and where the year before is not recorded here, that is said instead: nothing is filled in.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from generator.charts import SeriesChart
from generator.model import Document, Package, Report, Result
from generator.pages.views import ResultRow, Views
from generator.periods import parse_period
from generator.sentences import Sentence, Words, clauses, sentence, with_unit

# Fewer years are told by the table alone.
_LEAST_YEARS = 3
_YEAR = re.compile(r"\d{4}", re.ASCII)
_ONE_PLACE = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A value of the year and the one of the year before.

    ``last`` is None where the year before is not recorded here; ``change`` is None where the two cannot be compared,
    and then ``obstacle`` says why. ``is_part`` says that it is a part of another value of the same indicator; then no
    earlier one is looked for, since nothing says which part of which year is the same.
    """

    row: ResultRow
    last: ResultRow | None = None
    change: Sentence | None = None
    obstacle: Words = ""
    is_part: bool = False

    @property
    def remark(self) -> Words:
        """What a reader should know besides the number; of a part the printed words, which say what part it is."""
        printed = self.row.result.printed
        is_told = any(str(remark) == str(_printed(printed)) for remark in self.row.remarks)
        first = [_printed(printed)] if self.is_part and printed and not is_told else []
        return clauses([*first, *self.row.remarks])

    @property
    def comparison(self) -> Words:
        """The change in words, or why there is none; empty where there is no value before."""
        if self.change:
            return self.change
        return sentence("无法比较：{why}", why=self.obstacle) if self.obstacle else ""

    @property
    def documents(self) -> list[Document]:
        """Documents of the value and of the one before, each once."""
        rows = [self.row, self.last] if self.last else [self.row]
        return list({row.document.document_id: row.document for row in rows}.values())


def _printed(words: str) -> Sentence:
    return sentence("原文“{printed}”", printed=words)


@dataclass(frozen=True, slots=True)
class YearChart:
    """The chart of an indicator as it stood in the report's year: later values are left out."""

    indicator_id: str
    chart: SeriesChart


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """All figures of a report's year: those that stand in the report, those of other times that stand in it too, and
    those of the year that other documents have.
    """

    own: tuple[FigureRow, ...] = ()
    of_other_times: tuple[ResultRow, ...] = ()
    elsewhere: tuple[FigureRow, ...] = ()
    charts: tuple[YearChart, ...] = ()

    @property
    def of_year(self) -> tuple[FigureRow, ...]:
        """Every value of the year, the report's own first."""
        return (*self.own, *self.elsewhere)


def figures_of(report: Report, views: Views, *, has_elsewhere: bool) -> ReportFigures:
    """The figures of a report; with ``has_elsewhere`` also what other documents say of the body for the year."""
    package = views.package
    stated = package.results_of_document.get(report.document_id, ()) if report.document_id else ()
    own = tuple(figure_row(row, views) for row in stated if is_of_year(row, report.year))
    shown = {name for figure in own for name in _result_ids(figure)}
    other = tuple(views.result_rows[row.result_id] for row in stated if row.result_id not in shown)
    others = views.published_in.get(report.year, ()) if has_elsewhere else ()
    elsewhere = tuple(figure_row(row, views) for row in others if row.document_id != report.document_id)
    names = [row.row.indicator.indicator_id for row in (*own, *elsewhere)]
    charts = (year_chart(name, report.year, views) for name in dict.fromkeys(names))
    return ReportFigures(own, other, elsewhere, tuple(chart for chart in charts if chart))


def _result_ids(figure: FigureRow) -> list[str]:
    return [row.result.result_id for row in (figure.row, figure.last) if row]


def is_of_year(result: Result, year: int) -> bool:
    """Whether a value is of the year or of a part of it, or tells how things stood in it."""
    if not result.period:
        return False
    period = parse_period(result.period)
    return period.end.year == year and (period.start is None or period.start.year == year)


def figure_row(result: Result, views: Views) -> FigureRow:
    """A value beside that of the year before."""
    row = views.result_rows[result.result_id]
    if _is_part(result, views.package):
        return FigureRow(row, is_part=True)
    before = _before(result, views.package)
    if not before:
        return FigureRow(row)
    last = views.result_rows[before[0].result_id]
    obstacle = _obstacle(result, before, views.package)
    if obstacle:
        return FigureRow(row, last, obstacle=obstacle)
    return FigureRow(row, last, change=change_label(result.value, before[0].value, row.indicator.unit_of_measure))


def _before(result: Result, package: Package) -> list[Result]:
    """What is published of the same thing for the year before, what comes first first; empty where nothing is.

    What the same document says of the year before comes first, then what has a value, then what is no third party's
    copy, then the newest.
    """
    if "subject" in result.masked:
        return []
    period = _YEAR.sub(lambda found: f"{int(found[0]) - 1:04}", result.period)
    rows = package.results_of_indicator[result.indicator_id]
    found = [row for row in rows if row.period == period and _is_alike(row, result, package)]

    def rank(row: Result) -> tuple[bool, bool, bool, date]:
        document = package.document[row.document_id]
        day = document.published_date or document.issued_date or document.signed_date or date.min
        is_own = row.document_id == result.document_id
        return is_own, row.value is not None, document.provenance != "unofficial_copy", day

    best = max(map(rank, found), default=None)
    return [row for row in found if rank(row) == best]


def _is_part(result: Result, package: Package) -> bool:
    """Whether a value is a part of another value of the same indicator."""
    return bool(result.part_of) and package.result[result.part_of].indicator_id == result.indicator_id


def _is_alike(row: Result, result: Result, package: Package) -> bool:
    """Whether two values of an indicator are about the same body or place and counted over the same bodies."""
    is_whole = "subject" not in row.masked and not _is_part(row, package)
    return is_whole and (row.subject, row.unit_id, row.scope) == (result.subject, result.unit_id, result.scope)


def _obstacle(result: Result, before: list[Result], package: Package) -> Words:
    """Why a value cannot be held against that of the year before; empty where it can."""
    last = before[0]
    if result.value is None or last.value is None:
        return sentence("有数值被隐去")
    if {result.precision, last.precision} != {"exact"}:
        return sentence("有数值只是约数或下限")
    if len({row.value for row in before}) > 1:
        return sentence("上年公布的数值互相不一致")
    if _is_broken(result, last, package):
        return sentence("口径不同")
    if _counted_up_to(result) != _counted_up_to(last):
        return sentence("统计截止的日期不同")
    return ""


def _is_broken(result: Result, last: Result, package: Package) -> bool:
    """Whether the definition changed after the earlier value, with this one or with one in between."""
    first, end = parse_period(last.period).end, parse_period(result.period).end
    rows = package.results_of_indicator[result.indicator_id]
    breaks = [
        parse_period(row.period).end for row in rows if row.is_break and row.period and _is_alike(row, result, package)
    ]
    return any(first < day <= end for day in breaks)


def _counted_up_to(result: Result) -> tuple[int, int]:
    """Month and day up to which a value counts."""
    end = parse_period(result.period).end
    day = min(result.as_of_date or end, end)
    return day.month, day.day


def change_label(value: Decimal | None, last: Decimal | None, unit: str) -> Sentence | None:
    """The change between two exact values in words: percentage points of a rate, else difference and per cent, which
    is rounded to one place; None where one of them is not there.
    """
    if value is None or last is None:
        return None
    change = abs(value - last)
    if not change:
        return sentence("持平")
    if unit == "%":
        points = with_unit(change, str(sentence("个百分点")))
        return sentence("上升{change}", change=points) if value > last else sentence("下降{change}", change=points)
    words = with_unit(change, unit)
    if last <= 0:
        return sentence("增加{change}", change=words) if value > last else sentence("减少{change}", change=words)
    share = (100 * change / last).quantize(_ONE_PLACE, ROUND_HALF_UP)
    if value > last:
        return sentence("增加{change}（{share}%）", change=words, share=share)
    return sentence("减少{change}（{share}%）", change=words, share=share)


def year_chart(indicator_id: str, year: int, views: Views) -> YearChart | None:
    """The chart of an indicator up to the report's year; None where fewer than three years can be compared with it."""
    chart = views.charts[indicator_id]
    if chart is None:
        return None
    points = [point for point in chart.points if point.period.end.year <= year]
    start = max((place for place, point in enumerate(points) if point.is_break), default=0)
    years = [point for point in points[start:] if point.result.precision == "exact" and _is_year(point.period.text)]
    if len(years) < _LEAST_YEARS or years[-1].period.end.year != year:
        return None
    return YearChart(indicator_id, replace(chart, points=tuple(points)))


def _is_year(period: str) -> bool:
    return _YEAR.fullmatch(period) is not None

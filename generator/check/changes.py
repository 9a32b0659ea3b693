"""Checks on changes: the year-on-year change that a document states, against the value of the year before."""

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal

from generator.check.figures import rounded
from generator.check.findings import Check, Findings
from generator.model import Package, Result, grouped
from generator.periods import parse_period
from generator.sentences import sentence

# As with rates: what is cut instead of rounded is no fault.
CHANGE_TOLERANCE = Decimal("0.1")
_LARGE_UNITS = {"万": Decimal(10**4), "亿": Decimal(10**8)}
_IN_LARGE_UNITS = re.compile(r"(?<![0-9.])([0-9]{1,15}(?:\.([0-9]{1,9}))?)[ ]?([万亿])")
Days = tuple[date | None, date]
Series = tuple[str, str, str, str, Days | None]


def change_follows(package: Package, findings: Findings) -> None:
    """Warns if a stated year-on-year change cannot come from the two values, however they were rounded.

    A value of the year before is of the same indicator, subject, scope and unit. Where several documents give one, it
    is enough that one of them fits.
    """
    units = findings.vocabulary.lists["units-of-measure"]
    if all(row.stated_change is None for row in package.results):
        return
    by_series = grouped((row for row in package.results if _is_comparable(row)), _series)
    for result in package.results:
        if result.stated_change is None or result.is_break:
            continue
        unit = package.indicator[result.indicator_id].unit_of_measure
        is_counted = unit in units and units[unit]["decimals"] == "0"
        series = _series_before(result)
        possible = [
            (row, *bounds)
            for row in (by_series.get(series, ()) if series else ())
            if (bounds := possible_change(result, row, is_rate=unit == "%", is_counted=is_counted))
        ]
        margin = _half_digit(result.stated_change) + CHANGE_TOLERANCE
        if not possible or any(low - margin <= result.stated_change <= high + margin for _, low, high in possible):
            continue
        previous, low, high = possible[0]
        facts = {
            "stated": f"{result.stated_change}",
            "value": f"{result.value}",
            "previous": f"{previous.value}",
            "computed": f"{rounded((low + high) / 2, 2)}",
        }
        if unit == "%":
            message = sentence(
                "文件写的同比是 {stated} 个百分点；本期 {value}%，上年同期 {previous}%，算出 {computed} 个百分点。",
                **facts,
            )
        else:
            message = sentence(
                "文件写的同比是 {stated}%；本期 {value}，上年同期 {previous}，算出约 {computed}%。", **facts
            )
        findings.add("change-differs", message, result, "stated_change")


def _series(result: Result) -> Series:
    """What a value is about, and for which days."""
    return (result.indicator_id, result.subject, result.scope, result.unit_id, _days(result))


def _series_before(result: Result) -> Series | None:
    """The same for the year before; None where the value cannot be held against another."""
    days = _days(result)
    if days is None or not _is_comparable(result):
        return None
    return (result.indicator_id, result.subject, result.scope, result.unit_id, _year_earlier(days))


def possible_change(
    result: Result, before: Result, *, is_rate: bool, is_counted: bool
) -> tuple[Decimal, Decimal] | None:
    """Least and greatest change that the digits of two values allow: percentage points of a rate, else per cent.

    None where a value is missing, or where the value before may have been nought.
    """
    if result.value is None or before.value is None:
        return None
    value, previous = result.value, before.value
    spread = _spread(value, result.printed, is_counted=is_counted)
    previous_spread = _spread(previous, before.printed, is_counted=is_counted)
    if is_rate:
        return value - previous - spread - previous_spread, value - previous + spread + previous_spread
    if previous - previous_spread <= 0 or value - spread < 0:
        return None
    low = (value - spread) / (previous + previous_spread)
    high = (value + spread) / (previous - previous_spread)
    return low * 100 - 100, high * 100 - 100


def _spread(value: Decimal, printed: str, *, is_counted: bool) -> Decimal:
    """By how much the true value may be off: half of the last printed digit; whole counts are as they are.

    ``1.83万件`` may be anything from 18 250 to 18 350.
    """
    for digits, decimals, unit in _IN_LARGE_UNITS.findall(printed):
        if Decimal(digits) * _LARGE_UNITS[unit] == value:
            return _LARGE_UNITS[unit].scaleb(-len(decimals)) / 2
    if is_counted and value == value.to_integral_value():
        return Decimal(0)
    return _half_digit(value)


def _half_digit(value: Decimal) -> Decimal:
    """Half of what one in the last printed decimal counts."""
    return Decimal(1).scaleb(min(int(value.as_tuple().exponent), 0)) / 2


def _days(result: Result) -> Days | None:
    """First and last day of a result's period; None where it has none, or none that a calendar has."""
    try:
        period = parse_period(result.period) if result.period else None
    except ValueError:
        return None
    return (period.start, period.end) if period else None


def _is_comparable(result: Result) -> bool:
    """Whether a value is exact, no part of another, and for a year, a part of one, or all time up to a day.

    A value counted only up to a day within its period is for another stretch of time than the period says.
    """
    days = _days(result)
    if days is None or result.precision != "exact" or result.part_of:
        return False
    start, end = days
    is_within_a_year = start is None or _year_earlier(days)[1] < start
    return is_within_a_year and (result.as_of_date is None or result.as_of_date >= end)


def _year_earlier(days: Days) -> Days:
    """The same days of the year before; periods begin on the first and end on the last day of a month."""
    start, end = days
    last = date(end.year - 1, end.month, monthrange(end.year - 1, end.month)[1])
    return start and start.replace(year=start.year - 1), last


CHANGE_CHECKS: tuple[Check, ...] = (change_follows,)

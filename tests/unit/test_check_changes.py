"""Stated changes: held against last year's value, as far as the printed digits allow, and against nothing else."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.changes import possible_change
from generator.issues import IssueLog
from generator.model import Package, Result

MakePackage = Callable[..., Path]
Examine = Callable[[Path], tuple[Package | None, IssueLog]]

INDICATORS = (
    "indicator_id,name,unit_of_measure,direction\n"
    "rate,示例率,%,up\ncases,示例件数,件,neutral\nmoney,示例金额,万元,neutral\n"
)
COLUMNS = ("indicator_id", "subject", "unit_id", "scope", "period", "value", "stated_change", "precision", "masked")
HEADER = ("result_id", *COLUMNS, "printed", "part_of", "is_break", "as_of_date", "document_id")
SOUND = {"indicator_id": "cases", "scope": "own", "precision": "exact", "document_id": "report-2023"}
NUMBER = st.decimals(0, 10**12, places=2)


@pytest.fixture
def found(make_package: MakePackage, examine: Examine) -> Callable[..., list[tuple[str, int | None, str]]]:
    """Code, row and column of what is found in results with these cells, but that indicators are not used."""

    def run(*rows: dict[str, str]) -> list[tuple[str, int | None, str]]:
        lines = [",".join(HEADER)]
        for number, row in enumerate(rows, start=1):
            cells = {**SOUND, "result_id": f"r{number}", **row}
            lines.append(",".join(cells.get(name, "") for name in HEADER))
        tables = {"indicators": INDICATORS, "results": "\n".join(lines) + "\n"}
        _, log = examine(make_package(tables))
        return [(i.code, i.row, i.column) for i in log.issues if i.code != "indicator-unused"]

    return run


DIFFERS = [("change-differs", 3, "stated_change")]


@pytest.mark.parametrize(
    ("indicator", "before", "value", "stated", "expected"),
    [
        # Whole counts are exact: 120 of 100 is 20 %, and 0.1 more or less is no fault.
        ("cases", "100", "120", "20", []),
        ("cases", "100", "120", "20.1", []),
        ("cases", "100", "120", "20.3", DIFFERS),
        ("cases", "100", "120", "30", DIFFERS),
        ("cases", "100", "80", "-20", []),
        ("cases", "100", "80", "20", DIFFERS),
        ("cases", "100", "100", "0", []),
        # A change given without decimals may be half a point off, and a tenth.
        ("cases", "1000", "1165", "16", []),
        ("cases", "1000", "1165", "17", []),
        ("cases", "1000", "1175", "16", DIFFERS),
        # From nothing there is no per cent.
        ("cases", "0", "12", "100", []),
        # A sum of money may be rounded: 1.5 may have been 1.45 or 1.55.
        ("money", "1.5", "3.0", "91.0", []),
        ("money", "1.5", "3.0", "110.0", []),
        ("money", "1.5", "3.0", "112.0", DIFFERS),
        # Rates change by percentage points.
        ("rate", "90", "95", "5", []),
        ("rate", "90.0", "95.5", "5.5", []),
        ("rate", "90.0", "95.5", "6.1", DIFFERS),
        ("rate", "0.0", "2.5", "2.5", []),
        ("rate", "90.0", "95.0", "5.6", DIFFERS),
    ],
)
def test_change_fits_the_printed_digits(
    found: Callable[..., Any], indicator: str, before: str, value: str, stated: str, expected: list[Any]
) -> None:
    """Both values and the change itself may have been rounded to the digits that are printed."""
    last = {"indicator_id": indicator, "period": "2022", "value": before}
    this = {"indicator_id": indicator, "period": "2023", "value": value, "stated_change": stated}
    assert expected == found(last, this)


@pytest.mark.parametrize(("printed", "expected"), [("", DIFFERS), ("1.83万件", []), ("约3亿", DIFFERS)])
def test_large_units_are_rounded(found: Callable[..., Any], printed: str, expected: list[Any]) -> None:
    """18 300 printed as 1.83万 may be 50 more or fewer; printed in full it is a count."""
    last = {"period": "2022", "value": "18000"}
    this = {"period": "2023", "value": "18300", "stated_change": "1.90", "printed": printed}
    assert expected == found(last, this)


@pytest.mark.parametrize(
    "change",
    [
        {"period": "2021"},
        {"period": "2022-H1"},
        {"period": ""},
        {"subject": "示例区"},
        {"scope": "whole_area"},
        {"unit_id": "sifaju"},
        {"indicator_id": "money"},
        {"precision": "about"},
        {"precision": "at_least"},
        {"value": "", "masked": "value"},
        {"part_of": "r3"},
        {"as_of_date": "2022-10-31"},
    ],
)
def test_what_is_not_the_same_is_not_compared(found: Callable[..., Any], change: dict[str, str]) -> None:
    """Another stretch of time, body, scope or precision of last year's value: nothing to hold the change against."""
    last = {"period": "2022", "value": "100", **change}
    this = {"period": "2023", "value": "120", "stated_change": "50"}
    assert [] == [place for place in found(last, this, {"period": "2010", "value": "100"}) if place[0] == DIFFERS[0][0]]


@pytest.mark.parametrize(
    "change",
    [
        {"is_break": "true"},
        {"precision": "about"},
        {"part_of": "r1"},
        {"as_of_date": "2023-10-31"},
        {"value": "", "masked": "value"},
        {"stated_change": ""},
        {"period": "2015/2023"},
    ],
)
def test_value_that_cannot_be_compared(found: Callable[..., Any], change: dict[str, str]) -> None:
    """A break in the series, an approximate or masked value, a part, a count that stopped early."""
    this = {"period": "2023", "value": "120", "stated_change": "50", **change}
    assert [] == [place for place in found({"period": "2022", "value": "100"}, this) if place[0] == DIFFERS[0][0]]


@pytest.mark.parametrize(
    ("before", "period"),
    [
        ("2022-H1", "2023-H1"),
        ("2022-Q3", "2023-Q3"),
        ("2023-02", "2024-02"),
        ("2022-01/2022-12", "2023"),
        ("2021-07/2022-06", "2022-07/2023-06"),
        ("../2022-10", "../2023-10"),
    ],
)
def test_same_stretch_of_the_year_before(found: Callable[..., Any], before: str, period: str) -> None:
    """Parts of years, months with a leap day, and everything up to a month are found a year earlier."""
    rows = {"period": before, "value": "100"}, {"period": period, "value": "120", "stated_change": "50"}
    assert DIFFERS == found(*rows)


def test_values_of_the_same_body_are_compared(found: Callable[..., Any]) -> None:
    """The two values may be of one subject and one unit as well."""
    body = {"subject": "示例区", "unit_id": "sifaju", "scope": "sample"}
    rows = {"period": "2022", "value": "100"}, {"period": "2023", "value": "120", "stated_change": "50"}
    assert DIFFERS == found(*(row | body for row in rows))


def test_stretches_of_several_years_are_not_compared(found: Callable[..., Any]) -> None:
    """Ten years and the ten years that began a year earlier are for the most part the same."""
    rows = {"period": "2014/2022", "value": "100"}, {"period": "2015/2023", "value": "120", "stated_change": "50"}
    assert [] == found(*rows)


def test_one_of_several_values_is_enough(found: Callable[..., Any]) -> None:
    """Two documents give last year's value differently: the change fits one of them."""
    rows = [{"period": "2022", "value": value} for value in ("100", "96")]
    assert [] == found(*rows, {"period": "2023", "value": "120", "stated_change": "25"})


def test_period_that_no_calendar_has_is_another_finding(found: Callable[..., Any]) -> None:
    """The check of changes leaves such a row alone."""
    row = {"period": "2022-13/2022-14", "value": "120", "stated_change": "50"}
    assert [("period-unreadable", 2, "period")] == found(row)


def _result(value: Decimal, printed: str = "") -> Result:
    return Result("r", "cases", "own", "exact", "d", value=value, printed=printed)


@given(NUMBER, NUMBER, st.booleans(), st.booleans(), st.text(max_size=20))
def test_any_two_values_have_bounds_or_none(
    value: Decimal, before: Decimal, is_rate: bool, is_counted: bool, printed: str
) -> None:
    """The least change is never above the greatest, and the plain change lies between them."""
    bounds = possible_change(_result(value, printed), _result(before), is_rate=is_rate, is_counted=is_counted)
    if bounds is None:
        assert not is_rate
        return
    low, high = bounds
    assert low <= high
    if is_rate:
        assert low <= value - before <= high

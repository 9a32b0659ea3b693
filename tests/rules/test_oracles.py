"""Rules held against a second, simpler way to say the same: points on a line for values, lists of days for time."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.assess import assess_package
from generator.assess.comparison import NO, UNDECIDED, YES, satisfies
from generator.assess.windows import turns_of, window_of
from generator.model import Package, Target
from generator.periods import ONE_DAY, Period, parse_period

from . import packages as made
from .strategies import PARTS, PERIODS, YEARS, packages

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
VALUES = st.integers(-20, 20).map(lambda number: Decimal(number) / 2)
COMPARATORS = ("ge", "gt", "le", "lt", "eq", "range", "full")
MONTHS_OF = {"P1M": 1, "P3M": 3, "P6M": 6, "P1Y": 12, "P2Y": 24, "P5Y": 60}
# Statuses that only time may take away, and those that nothing but a new document can.
WAITING, FINAL = {"not_due", "on_track", "behind"}, {"met", "not_met", "no_result"}


def is_good(target: Target, value: Decimal) -> bool:
    """What was promised, read aloud."""
    promised, upper = target.value, target.upper_value
    assert promised is not None
    match target.comparator:
        case "ge" | "full":
            return not value < promised
        case "gt":
            return not value <= promised
        case "le":
            return not value > promised
        case "lt":
            return not value >= promised
        case "range":
            assert upper is not None
            return not (value < promised or value > upper)
        case _:
            return not (value < promised or value > promised)


def meant_by(value: Decimal, precision: str, bounds: list[Decimal]) -> list[Decimal]:
    """Numbers that a published value may mean: its ends, each bound that lies between them, and a bit beside it."""
    first = last = value
    if precision == "at_least":
        last = value + 1000
    if precision == "about":
        first, last = value - abs(value) / 20, value + abs(value) / 20
    near = [bound + step for bound in bounds for step in (Decimal(-1) / 1000, Decimal(0), Decimal(1) / 1000)]
    return [first, last, *(number for number in near if first <= number <= last)]


@given(st.sampled_from(COMPARATORS), VALUES, VALUES, VALUES, st.sampled_from(["exact", "at_least", "about"]))
def test_a_verdict_stands_where_all_that_may_be_meant_is_on_one_side(
    comparator: str, one: Decimal, other: Decimal, value: Decimal, precision: str
) -> None:
    """Good or bad throughout is a verdict; what may be both is none."""
    target = made.target(comparator=comparator, value=min(one, other), upper_value=max(one, other))
    found = satisfies(target, made.result(value=value, precision=precision))
    good = {is_good(target, number) for number in meant_by(value, precision, [one, other])}
    assert {(True,): YES, (False,): NO, (False, True): UNDECIDED}[tuple(sorted(good))] == found


@given(VALUES, st.sampled_from(COMPARATORS))
def test_without_a_value_nothing_is_decided(value: Decimal, comparator: str) -> None:
    """Neither a result that is masked nor a target that is."""
    target = made.target(comparator=comparator, value=value, upper_value=value)
    assert UNDECIDED == satisfies(target, made.result(value=None))
    assert UNDECIDED == satisfies(made.target(comparator=comparator, value=None), made.result(value=value))


@given(st.sampled_from(sorted(MONTHS_OF)), DAYS, st.none() | DAYS)
def test_turns_part_time_into_equal_stretches(every: str, first: date, last: date | None) -> None:
    """Each day lies in one turn: they follow each other without a gap, are equally long, and begin where they must."""
    turns = turns_of(every, first, last)
    for one, after in pairwise(turns):
        assert after.start == one.end + ONE_DAY
    for turn in turns:
        assert turn.start is not None
        after = turn.end + ONE_DAY
        assert (turn.start.day, after.day) == (1, 1)
        months = (after.year - turn.start.year) * 12 + after.month - turn.start.month
        assert MONTHS_OF[every] == months
        assert turn.start.month % min(months, 12) == 1 % min(months, 12)
    if turns:
        assert turns[0].start is not None
        assert turns[0].start <= first <= turns[0].end
    if last is None:
        # As far as there are years: the first turn that would reach beyond them is left out.
        assert turns[-1].end.year > 2100 - max(1, MONTHS_OF[every] // 12)


@given(st.sampled_from(sorted(MONTHS_OF)), DAYS, DAYS)
def test_turns_end_with_the_last_that_is_owed(every: str, first: date, last: date) -> None:
    """The last day lies in the last turn, or after it where the next would not end in that year; none begins later."""
    turns = turns_of(every, first, last)
    assert all(turn.start is not None and turn.start <= last for turn in turns)
    assert all(turn.end.year <= last.year for turn in turns)
    if MONTHS_OF[every] <= 12 and first <= last:
        assert turns[-1].end >= last
    if MONTHS_OF[every] > 12:
        years = MONTHS_OF[every] // 12
        assert max(0, (last.year - first.year + 1) // years) == len(turns)


@given(st.sampled_from(PERIODS), st.sampled_from(PERIODS))
def test_a_period_covers_another_where_all_of_its_days_do(one: str, other: str) -> None:
    """Days on a list; «up to» has all days before it as well."""

    def days(period: Period) -> set[date]:
        start = period.start or date(2010, 1, 1)
        return {start + timedelta(number) for number in range((period.end - start).days + 1)}

    outer, inner = parse_period(one), parse_period(other)
    expected = days(inner) <= days(outer) and (outer.start is None or inner.start is not None)
    assert expected == outer.covers(inner)


@pytest.mark.parametrize("year", [text for text in YEARS if "/" not in text])
def test_parts_of_a_year_make_the_year(year: str) -> None:
    """Halves, quarters and months: each set of them has every day of the year once."""
    for parts in (("-H1", "-H2"), ("-Q1", "-Q2", "-Q3", "-Q4"), tuple(f"-{month:02}" for month in range(1, 13))):
        periods = [parse_period(f"{year}{part}") for part in parts]
        whole = parse_period(year)
        assert (whole.start, whole.end) == (periods[0].start, periods[-1].end)
        for one, after in pairwise(periods):
            assert after.start == one.end + ONE_DAY
    assert all(parse_period(text).start for text in PARTS)


@given(packages(), DAYS, DAYS)
def test_a_one_off_target_only_ever_becomes_due(package: Package, one: date, other: date) -> None:
    """With the same data, what was met or missed stays so, and what waits does not wait again once its day is past."""
    early, late = sorted((one, other))
    before, after = (assess_package(package, day).targets for day in (early, late))
    for target in package.targets:
        if target.is_recurring:
            continue
        first, then = before[target.target_id].status, after[target.target_id].status
        if first == "not_assessable" == then or first == then:
            continue
        assert first in WAITING | {"not_assessable"}, (first, then)
        if first == "not_assessable":  # an approximate value on the way; when the time is over it is too little
            assert then in FINAL
        window = window_of(target, package)
        assert window is not None
        assert early <= window.last_day < late


@given(packages(), DAYS, DAYS)
def test_days_before_and_after_every_turning_day_say_the_same(package: Package, one: date, other: date) -> None:
    """Between two days without a turning day between them no status changes, whichever two they are."""
    early, late = sorted((one, other))
    found = assess_package(package, early)
    if not any(early < day <= late for day in found.turning_days):
        after = assess_package(package, late)
        assert {name: row.status for name, row in found.targets.items()} == {
            name: row.status for name, row in after.targets.items()
        }
        assert {name: row.status for name, row in found.tasks.items()} == {
            name: row.status for name, row in after.tasks.items()
        }

"""What always holds, whatever the data says and whatever the day is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.assess import RULES, Assessments, assess_package
from generator.model import Package
from generator.obligations import public_obligations
from generator.periods import parse_period
from generator.standings import Standing, assess_reports
from generator.standings import turning_days as report_turning_days

from . import packages as made
from .strategies import PERIODS, packages
from .tables import VOCABULARY

# Before the first and after the last day that a package of the strategies knows of.
FIRST, LAST = date(2015, 1, 1), date(2040, 12, 31)
AS_OF = st.dates(FIRST, LAST)


def holds_for(*strategies: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Try a test on many examples, however long a busy machine takes for one."""
    return lambda test: settings(deadline=None)(given(*strategies)(test))


def everything(package: Package, as_of: date) -> tuple[Assessments, dict[str, Standing]]:
    """All that is said of a package as of a day, the day itself left out."""
    return replace(assess_package(package, as_of), as_of=FIRST), assess_reports(
        package, public_obligations(VOCABULARY), as_of
    )


def turning_days(package: Package, as_of: date) -> list[date]:
    """The days that the build cache is told, in order."""
    assessments, _ = everything(package, as_of)
    return sorted({*assessments.turning_days, *report_turning_days(package, public_obligations(VOCABULARY))})


def statuses(package: Package, as_of: date) -> list[str]:
    """Status of every target and task."""
    found = assess_package(package, as_of)
    return [row.status for row in found.targets.values()] + [row.status for row in found.tasks.values()]


@holds_for(packages(), AS_OF)
def test_every_package_is_assessed_and_every_status_says_why(package: Package, as_of: date) -> None:
    """Nothing raises; every status is a known one; every reason is one whole sentence with nothing left unsaid."""
    assessments, standings = everything(package, as_of)
    assert set(assessments.targets) == {row.target_id for row in package.targets}
    assert set(assessments.tasks) == {row.task_id for row in package.tasks}
    assert all(name == row.task_id for name, row in assessments.tasks.items())
    assert all(name == row.target_id for name, row in assessments.targets.items())
    said = [("target", row.status, row.reason) for row in assessments.targets.values()]
    said += [("task", row.status, row.reason) for row in assessments.tasks.values()]
    said += [("report", row.status, row.reason) for row in standings.values()]
    for scope, status, reason in said:
        assert (scope, status) in VOCABULARY.statuses
        words = str(reason)
        assert words.endswith("。")
        assert words.count("。") == 1
        assert not any(text in words for text in ("{", "}", "None", "()", "（）"))
    assert {row.rule for row in assessments.targets.values()} <= set(RULES)
    assert {row.rule for row in assessments.tasks.values()} <= set(RULES)
    known = {row.result_id for row in package.results}
    for target in assessments.targets.values():
        assert known.issuperset(target.result_ids)
        assert known.issuperset(turn.result_id for turn in target.occurrences if turn.result_id)
        assert not {"met", "not_met", "on_track", "behind"} & {target.status} or target.result_ids


@holds_for(packages(), AS_OF)
def test_the_same_data_and_day_say_the_same(package: Package, as_of: date) -> None:
    """Assessing twice gives the same to the last word."""
    copied = Package(**{name: getattr(package, name) for name in Package.__dataclass_fields__})
    assert everything(package, as_of) == everything(copied, as_of)


@holds_for(packages(), AS_OF)
def test_the_order_of_the_rows_does_not_matter(package: Package, as_of: date) -> None:
    """A table sorted the other way round says the same; only statements of one day keep the order they came in."""
    turned = replace(package, results=package.results[::-1], documents=package.documents[::-1])
    assert statuses(package, as_of) == statuses(turned, as_of)


@holds_for(packages(), st.integers(0, 300))
def test_nothing_changes_between_turning_days(package: Package, skipped: int) -> None:
    """As of any two days with no turning day after the first and up to the second, every word is the same.

    The build cache relies on it: a new day alone rebuilds nothing unless it is a turning day.
    """
    days = [FIRST, *(day for day in turning_days(package, FIRST) if FIRST < day <= LAST), LAST + timedelta(1)]
    spans = list(pairwise(days))
    for first, after in (spans[0], *spans[skipped % len(spans) :][:9], *spans[1:9], spans[-1]):
        middle = first + (after - first) // 2
        assert everything(package, first) == everything(package, middle) == everything(package, after - timedelta(1))


@holds_for(packages(), AS_OF, AS_OF)
def test_turning_days_do_not_depend_on_the_day(package: Package, one: date, other: date) -> None:
    """The same days are told on every day, so that going back in time and forth again finds the right pages."""
    assert turning_days(package, one) == turning_days(package, other)


@holds_for(packages(), AS_OF)
def test_turning_days_are_days_after_the_last_in_time(package: Package, as_of: date) -> None:
    """On its due date a task is not due, on the day after it is: that day is told."""
    days = turning_days(package, as_of)
    for task in package.tasks:
        if task.due_date:
            assert task.due_date + timedelta(1) in days


@holds_for(st.sampled_from(("ge", "gt", "full")).flatmap(lambda name: packages(comparator=name)), AS_OF, st.data())
def test_more_never_harms_where_more_is_promised(package: Package, as_of: date, data: st.DataObject) -> None:
    """Raising a result never turns «met» into «not met», neither for a target nor for a task."""
    _moving_one_result_never_harms(package, as_of, data, Decimal(1))


@holds_for(st.sampled_from(("le", "lt")).flatmap(lambda name: packages(comparator=name)), AS_OF, st.data())
def test_less_never_harms_where_less_is_promised(package: Package, as_of: date, data: st.DataObject) -> None:
    """Lowering a result never turns «met» into «not met» where a ceiling was promised."""
    _moving_one_result_never_harms(package, as_of, data, Decimal(-1))


def _moving_one_result_never_harms(package: Package, as_of: date, data: st.DataObject, way: Decimal) -> None:
    with_value = [row for row in package.results if row.value is not None]
    if not with_value:
        return
    moved = data.draw(st.sampled_from(with_value))
    step = data.draw(st.decimals("0.01", "200", places=2)) * way
    rows = tuple(
        replace(row, value=row.value + step) if row is moved and row.value is not None else row
        for row in package.results
    )
    before, after = statuses(package, as_of), statuses(replace(package, results=rows), as_of)
    for old, new in zip(before, after, strict=True):
        assert (old, new) not in {("met", "not_met"), ("targets_met", "targets_not_met"), ("on_track", "behind")}


@holds_for(packages(), AS_OF, st.data())
def test_a_result_less_never_makes_a_target_met(package: Package, as_of: date, data: st.DataObject) -> None:
    """Taking a turn's only result away never makes a recurring target «met»: what is missing is not averaged away."""
    recurring = [row for row in package.targets if row.every]
    if not recurring or not package.results:
        return
    gone = data.draw(st.sampled_from(package.results))
    rows = tuple(row for row in package.results if row is not gone and row.indicator_id != gone.indicator_id)
    found = assess_package(replace(package, results=rows), as_of).targets
    for target in recurring:
        if target.indicator_id == gone.indicator_id:
            assert found[target.target_id].status not in {"met", "not_met"}


@holds_for(packages(), AS_OF)
def test_days_late_are_counted_only_from_confirmed_dates(package: Package, as_of: date) -> None:
    """A report is late by the days from the last good day to its printed date, and only if that is confirmed."""
    for report in package.reports:
        standing = assess_reports(package, public_obligations(VOCABULARY), as_of)[report.report_id]
        document = package.document.get(report.document_id)
        if standing.days_late:
            assert document
            assert document.published_date
            assert standing.last_day
            assert (document.provenance, document.date_basis) == ("original", "printed")
            assert document.published_date - standing.last_day == timedelta(standing.days_late)
        assert (standing.status == "late") <= (standing.days_late > 0 and standing.is_applicability_confirmed)


@holds_for(st.sampled_from(PERIODS), st.sampled_from(PERIODS))
@example("../2022", "../2022")
def test_a_period_covers_itself_and_what_it_covers_ends_no_later(one: str, other: str) -> None:
    """Covering is in order: a period covers itself; what it covers neither begins before it nor ends after it."""
    mine, theirs = parse_period(one), parse_period(other)
    assert mine.covers(mine)
    if mine.covers(theirs):
        assert theirs.end <= mine.end
        assert mine.start is None or (theirs.start is not None and theirs.start >= mine.start)
    if mine.covers(theirs) and theirs.covers(mine):
        assert (mine.start, mine.end) == (theirs.start, theirs.end)


def test_braces_in_the_data_stay_braces() -> None:
    """Text from a document is never read as a template: braces in a title or unit of measure appear as they are."""
    target = made.target(printed="{value}", comparator="approx")
    found = assess_package(made.package(target), date(2024, 1, 1)).targets["t1"]
    assert str(found.reason) == "目标只写“{value}”，没有明确的界线，不作判断。"

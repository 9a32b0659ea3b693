"""Finding: which turnings a package has in the year up to the as-of day, and on which days there may be others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from generator.assess import Assessments, TargetAssessment, assess_target, assess_task
from generator.assess.judgement import NO_RESULT
from generator.assess.tasks import due_day
from generator.assess.windows import plan_of
from generator.model import Milestone, Package, Plan, Report, Target, Task
from generator.obligations import Obligation
from generator.periods import ONE_DAY
from generator.sentences import Sentence
from generator.standings import Standing, turning_days
from generator.turnings import wording
from generator.turnings.known import known_on
from generator.turnings.records import (
    KINDS,
    MILESTONE_OVER,
    REPORT_OVER,
    REPORT_OWED,
    TARGET_WITHOUT_RESULT,
    TASK_WITH_FIGURES,
    TASK_WITHOUT_RESULT,
    Turning,
)

# For so long a turning is told of.
WINDOW = timedelta(days=365)
_KIND_OF_TASK = {"due_no_result": TASK_WITHOUT_RESULT, "due_with_figures": TASK_WITH_FIGURES}


def find_turnings(package: Package, assessments: Assessments, standings: Mapping[str, Standing]) -> tuple[Turning, ...]:
    """What the date alone changed in the year up to the as-of day, newest day first, in a day by kind and table.

    ``assessments`` and ``standings`` are those of the as-of day; they say on which days to look.
    """
    as_of = assessments.as_of
    days = {day for day in _days(package, assessments) if as_of - WINDOW < day <= as_of}
    found = [row for day in days for row in _of_day(day, package, assessments)]
    found += _reports(package, standings, as_of)
    return tuple(sorted(found, key=lambda row: (-row.day.toordinal(), KINDS.index(row.kind))))


def days_of_turnings(
    package: Package, assessments: Assessments, standings: Mapping[str, Standing], obligations: Sequence[Obligation]
) -> list[date]:
    """Days on which :func:`find_turnings` may say something else though the data does not change, whatever day it is.

    They are the days on which something may turn, and those on which it is a year ago and no longer told of.
    """
    days = {*_days(package, assessments), *turning_days(package, obligations)}
    for standing in standings.values():
        days |= {date(standing.report.year + 1, 1, 1), *([standing.last_day + ONE_DAY] if standing.last_day else [])}
    return sorted(days | {day + WINDOW for day in days})


def _days(package: Package, assessments: Assessments) -> set[date]:
    """Days after those on which a task, a target or a milestone was in time for the last time."""
    ends = (row.due_date for row in package.milestones if row.due_date)
    return {*assessments.turning_days, *(day + ONE_DAY for day in ends)}


def _of_day(day: date, package: Package, assessments: Assessments) -> Iterator[Turning]:
    """Turnings of tasks, targets and milestones on one day. What is told of a task is not told of its targets again,
    nor what is told of a target of its parts.
    """
    known = known_on(package, day - ONE_DAY)
    tasks = {row.task_id: row for row in _tasks(day, package, known, assessments)}
    yield from tasks.values()
    targets = {row.record_id: row for row in _targets(day, package, known, assessments) if row.task_id not in tasks}
    whole = {row.target_id for row in package.targets if row.part_of not in targets}
    yield from (row for name, row in targets.items() if name in whole)
    yield from _milestones(day, package)


def _tasks(day: date, package: Package, known: Package, assessments: Assessments) -> Iterator[Turning]:
    for task in package.tasks:
        turns = day in assessments.tasks[task.task_id].turning_days
        if not turns or _is_before(day, package.plan[task.plan_id], package):
            continue
        before, after = (_status_of_task(task, known, as_of) for as_of in (day - ONE_DAY, day))
        last_day = due_day(task, package)
        if before == after or after not in _KIND_OF_TASK or last_day is None:
            continue
        yield Turning(
            day=day,
            kind=_KIND_OF_TASK[after],
            table="tasks",
            record_id=task.task_id,
            last_day=last_day,
            words=wording.task_words(task, last_day, has_figures=after == "due_with_figures"),
            plan_id=task.plan_id,
            task_id=task.task_id,
            unit_ids=_units_of(task.task_id, package),
        )


def _status_of_task(task: Task, known: Package, as_of: date) -> str:
    targets = {row.target_id: assess_target(row, known, as_of) for row in known.targets_of_task.get(task.task_id, ())}
    return assess_task(task, known, targets, as_of).status


def _targets(day: date, package: Package, known: Package, assessments: Assessments) -> Iterator[Turning]:
    for target in package.targets:
        plan = plan_of(target, package)
        if day not in assessments.targets[target.target_id].turning_days or _is_before(day, plan, package):
            continue
        for period in _turned(target, known, day):
            yield Turning(
                day=day,
                kind=TARGET_WITHOUT_RESULT,
                table="targets",
                record_id=target.target_id,
                last_day=day - ONE_DAY,
                words=wording.target_words(target, package.indicator[target.indicator_id], day - ONE_DAY, period),
                plan_id=plan.plan_id,
                task_id=target.task_id,
                indicator_id=target.indicator_id,
                unit_ids=_units_of(target.task_id, package),
            )


def _turned(target: Target, known: Package, day: date) -> list[Sentence | None]:
    """What of a target was left without result by the day: the turn in words, or None for one without turns."""
    before, after = (_statuses(assess_target(target, known, as_of)) for as_of in (day - ONE_DAY, day))
    return [turn for turn, status in after.items() if status == NO_RESULT != before.get(turn, NO_RESULT)]


def _statuses(assessment: TargetAssessment) -> dict[Sentence | None, str]:
    """Status by turn; a target without turns has one, under None."""
    if assessment.occurrences:
        return {row.period.label: row.status for row in assessment.occurrences}
    return {None: assessment.status}


def _milestones(day: date, package: Package) -> Iterator[Turning]:
    for row in package.milestones:
        plan = package.plan[row.plan_id]
        if row.due_date is None or row.due_date + ONE_DAY != day or _is_before(day, plan, package):
            continue
        if plan.applies_to != "lower_level":
            yield _milestone(row, row.due_date, package)


def _milestone(row: Milestone, last_day: date, package: Package) -> Turning:
    return Turning(
        day=last_day + ONE_DAY,
        kind=MILESTONE_OVER,
        table="milestones",
        record_id=row.milestone_id,
        last_day=last_day,
        words=wording.milestone_words(row, last_day),
        plan_id=row.plan_id,
        task_id=row.task_id,
        unit_ids=_units_of(row.task_id, package),
    )


def _is_before(day: date, plan: Plan, package: Package) -> bool:
    """Whether the last day in time lay before the plan was signed or issued: then there was nothing to turn."""
    document = package.document[plan.document_id]
    issued = document.signed_date or document.issued_date
    return bool(issued and day - ONE_DAY < issued)


def _units_of(task_id: str, package: Package) -> tuple[str, ...]:
    rows: Iterable[str] = (row.unit_id for row in package.assignments_of_task.get(task_id, ()))
    return tuple(dict.fromkeys(rows))


def _reports(package: Package, standings: Mapping[str, Standing], as_of: date) -> Iterator[Turning]:
    """Reports of which the rule plainly binds the body: the year is over and the report is due; its last day is over.

    That a report became due is told of the government alone: no table names all bodies within the locality.
    """
    for standing in standings.values():
        report, last_day = standing.report, standing.last_day
        if last_day is None or not standing.is_applicability_confirmed:
            continue
        first, over = date(report.year + 1, 1, 1), last_day + ONE_DAY
        if not report.unit_id and as_of - WINDOW < first <= as_of:
            yield _report(first, REPORT_OWED, standing, last_day, package)
        if as_of - WINDOW < over <= as_of and not _was_published(report, package, last_day):
            yield _report(over, REPORT_OVER, standing, last_day, package)


def _was_published(report: Report, package: Package, day: date) -> bool:
    return any(row.is_published for row in known_on(package, day).reports if row.report_id == report.report_id)


def _report(day: date, kind: str, standing: Standing, last_day: date, package: Package) -> Turning:
    report = standing.report
    unit = package.unit.get(report.unit_id)
    body = unit.name if unit else package.locality.name
    return Turning(
        day=day,
        kind=kind,
        table="reports",
        record_id=report.report_id,
        last_day=last_day,
        words=wording.report_words(kind, body, report.year, standing.obligation, last_day),
        unit_ids=(report.unit_id,) if report.unit_id else (),
        obligation=standing.obligation.code,
        year=report.year,
    )

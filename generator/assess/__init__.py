"""Assess: the status of each target and task, and one sentence that says why.

A pure function of the data and the as-of day; the day only moves the calendar, and what the data holds counts whenever
it was published. We say what documents say: what was not found is «not found here», never «not done». The rules have a
version; the methodology page is written from :data:`RULES`, and ``tests/rules`` says case by case what they mean.
"""

from dataclasses import dataclass
from datetime import date

from generator.assess.judgement import Occurrence, TargetAssessment
from generator.assess.results import published_of
from generator.assess.rules import RULES, RULES_DATE, RULES_VERSION, Rule
from generator.assess.targets import assess_target
from generator.assess.tasks import TaskAssessment, assess_task
from generator.model import Package


@dataclass(frozen=True, slots=True)
class Assessments:
    """All statuses of a package as of one day.

    ``turning_days`` are all days on which a status or a reason may change though the data does not; they are the same
    whatever the as-of day is.
    """

    as_of: date
    targets: dict[str, TargetAssessment]
    tasks: dict[str, TaskAssessment]
    turning_days: tuple[date, ...]


def assess_package(package: Package, as_of: date) -> Assessments:
    """Assess every target and then every task of ``package`` as of the end of the day ``as_of`` in China."""
    targets = {row.target_id: assess_target(row, package, as_of) for row in package.targets}
    tasks = {row.task_id: assess_task(row, package, targets, as_of) for row in package.tasks}
    days = {day for target in targets.values() for day in target.turning_days}
    days |= {day for task in tasks.values() for day in task.turning_days}
    return Assessments(as_of, targets, tasks, tuple(sorted(days)))


__all__ = [
    "RULES",
    "RULES_DATE",
    "RULES_VERSION",
    "Assessments",
    "Occurrence",
    "Rule",
    "TargetAssessment",
    "TaskAssessment",
    "assess_package",
    "assess_target",
    "assess_task",
    "published_of",
]

"""A package: one locality with all its rows, and the look-ups that pages and rules need, each built once."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from generator.model.documents import Document, Unit
from generator.model.figures import Indicator, Result, Target, TaskIndicator
from generator.model.plan import Assignment, Milestone, Plan, Section, Task
from generator.model.reports import NextStep, Problem, Progress, Register, Report, ReportSection

Row = TypeVar("Row")
Key = TypeVar("Key", bound=Hashable)

# Table name → record class; the order is that of ``generator.schemas.TABLES``.
RECORDS: dict[str, type] = {
    "documents": Document,
    "units": Unit,
    "plans": Plan,
    "sections": Section,
    "tasks": Task,
    "milestones": Milestone,
    "assignments": Assignment,
    "indicators": Indicator,
    "task_indicators": TaskIndicator,
    "targets": Target,
    "results": Result,
    "progress": Progress,
    "reports": Report,
    "report_sections": ReportSection,
    "problems": Problem,
    "next_steps": NextStep,
    "registers": Register,
}


_TEXTS_OF_PLACE = ("locality_id", "code", "name", "short_name", "level", "parent")
DAYS_OF_PLACE = ("founded_date", "dissolved_date")


@dataclass(frozen=True, slots=True)
class Locality:
    """A place: GB/T 2260 code, names, level (``schemas/codelists/locality-levels.csv``) and the code above it."""

    locality_id: str
    code: str
    name: str
    short_name: str
    level: str
    parent: str = ""
    founded_date: date | None = None
    dissolved_date: date | None = None

    @property
    def province_code(self) -> str:
        """Code of the province the place lies in."""
        return self.code[:2] + "0000"

    def as_dict(self) -> dict[str, str]:
        """Plain dictionary for JSON; a day that is not there is an empty text."""
        return {key: "" if value is None else str(value) for key, value in asdict(self).items()}

    @staticmethod
    def from_dict(raw: Mapping[str, str]) -> "Locality":
        """The place that :meth:`as_dict` was made of, or that a descriptor tells of; unknown keys are left out."""
        texts: dict[str, Any] = {name: raw.get(name, "") for name in _TEXTS_OF_PLACE}
        days: dict[str, Any] = {
            name: date.fromisoformat(raw[name]) if raw.get(name) else None for name in DAYS_OF_PLACE
        }
        return Locality(**texts, **days)


# How a package says that no licence is declared: an identifier of the Open Definition, as Data Package asks for.
NO_LICENCE = "notspecified"
# How the ids of rows begin or end that only show how a row is written.
_EXAMPLE_BEGINS, _EXAMPLE_ENDS = "example-", "-example"


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence as the descriptor states it."""

    name: str
    title: str = ""
    path: str = ""


@dataclass(frozen=True)
class Package:
    """One locality's data package: who it is about, how it may be used, and its rows, table by table.

    ``licences`` is empty where the package says that none is declared (``NO_LICENCE``); then none is assumed.

    ``narratives`` are the full texts of yearly reports that the package keeps, as Markdown, by report id.
    """

    locality: Locality
    title: str
    version: str
    licences: tuple[Licence, ...] = ()
    documents: tuple[Document, ...] = ()
    units: tuple[Unit, ...] = ()
    plans: tuple[Plan, ...] = ()
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    task_indicators: tuple[TaskIndicator, ...] = ()
    targets: tuple[Target, ...] = ()
    results: tuple[Result, ...] = ()
    progress: tuple[Progress, ...] = ()
    reports: tuple[Report, ...] = ()
    report_sections: tuple[ReportSection, ...] = ()
    problems: tuple[Problem, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    registers: tuple[Register, ...] = ()
    narratives: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def document(self) -> Mapping[str, Document]:
        """Documents by id."""
        return {row.document_id: row for row in self.documents}

    @cached_property
    def unit(self) -> Mapping[str, Unit]:
        """Units by id."""
        return {row.unit_id: row for row in self.units}

    @cached_property
    def plan(self) -> Mapping[str, Plan]:
        """Plans by id."""
        return {row.plan_id: row for row in self.plans}

    @cached_property
    def section(self) -> Mapping[str, Section]:
        """Sections by id."""
        return {row.section_id: row for row in self.sections}

    @cached_property
    def task(self) -> Mapping[str, Task]:
        """Tasks by id."""
        return {row.task_id: row for row in self.tasks}

    @cached_property
    def indicator(self) -> Mapping[str, Indicator]:
        """Indicators by id."""
        return {row.indicator_id: row for row in self.indicators}

    @cached_property
    def result(self) -> Mapping[str, Result]:
        """Results by id."""
        return {row.result_id: row for row in self.results}

    @cached_property
    def assignments_of_task(self) -> Mapping[str, tuple[Assignment, ...]]:
        """Assignments by task, in printed order."""
        return grouped(sorted(self.assignments, key=lambda row: row.order), lambda row: row.task_id)

    @cached_property
    def assignments_of_unit(self) -> Mapping[str, tuple[Assignment, ...]]:
        """Assignments by unit, in the order of the tasks."""
        return grouped(self.assignments, lambda row: row.unit_id)

    @cached_property
    def tasks_of_section(self) -> Mapping[str, tuple[Task, ...]]:
        """Tasks by the section of the body they belong to."""
        return grouped(self.tasks, lambda row: row.section_id)

    @cached_property
    def targets_of_task(self) -> Mapping[str, tuple[Target, ...]]:
        """Targets by task."""
        return grouped((row for row in self.targets if row.task_id), lambda row: row.task_id)

    @cached_property
    def targets_of_section(self) -> Mapping[str, tuple[Target, ...]]:
        """Targets by section, for those that have no task."""
        return grouped((row for row in self.targets if row.section_id), lambda row: row.section_id)

    @cached_property
    def targets_of_indicator(self) -> Mapping[str, tuple[Target, ...]]:
        """Targets by indicator."""
        return grouped(self.targets, lambda row: row.indicator_id)

    @cached_property
    def results_of_indicator(self) -> Mapping[str, tuple[Result, ...]]:
        """Results by indicator, as the table orders them."""
        return grouped(self.results, lambda row: row.indicator_id)

    @cached_property
    def results_of_document(self) -> Mapping[str, tuple[Result, ...]]:
        """Results by the document they stand in."""
        return grouped(self.results, lambda row: row.document_id)

    @cached_property
    def indicators_of_task(self) -> Mapping[str, tuple[str, ...]]:
        """Indicator ids by task."""
        return {
            task: tuple(row.indicator_id for row in rows)
            for task, rows in grouped(self.task_indicators, lambda row: row.task_id).items()
        }

    @cached_property
    def tasks_of_indicator(self) -> Mapping[str, tuple[str, ...]]:
        """Task ids by indicator."""
        return {
            indicator: tuple(row.task_id for row in rows)
            for indicator, rows in grouped(self.task_indicators, lambda row: row.indicator_id).items()
        }

    @cached_property
    def milestones_of_task(self) -> Mapping[str, tuple[Milestone, ...]]:
        """Milestones by task; those of the plan itself stand under the empty id."""
        return grouped(self.milestones, lambda row: row.task_id)

    @cached_property
    def progress_of_task(self) -> Mapping[str, tuple[Progress, ...]]:
        """Statements by task, newest first."""
        return grouped(sorted(self.progress, key=lambda row: row.reported_date, reverse=True), lambda row: row.task_id)

    @cached_property
    def reports_of_task(self) -> Mapping[str, tuple[Report, ...]]:
        """Yearly reports by the task that asks for them."""
        return grouped((row for row in self.reports if row.task_id), lambda row: row.task_id)

    def area_of(self, task: Task) -> Section | None:
        """Topmost section of the body that the task stands under; None too where the sections go round in a circle."""
        section = self.section.get(task.section_id)
        for _ in self.sections:
            if section is None or not section.parent_id:
                return section
            section = self.section.get(section.parent_id)
        return None


def grouped(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, tuple[Row, ...]]:
    """``rows`` by ``key``, in the order met; the order within a group is kept."""
    groups: dict[Key, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {name: tuple(members) for name, members in groups.items()}


def table_of(package: Package, table: str) -> tuple[Any, ...]:
    """Rows of a table by the table's name."""
    rows: tuple[Any, ...] = getattr(package, table)
    return rows


def is_example(record_id: str) -> bool:
    """Whether a row with this id shows only how such a row is written, as those of a new package do."""
    return record_id.startswith(_EXAMPLE_BEGINS) or record_id.endswith(_EXAMPLE_ENDS)

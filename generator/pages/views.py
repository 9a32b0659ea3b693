"""Views: the rows that pages show, worked out once per locality and shared by all its pages."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.assess import RULES, Assessments, TargetAssessment, TaskAssessment, published_of
from generator.assess.rules import Rule
from generator.assess.windows import plan_of
from generator.changes import Memory
from generator.charts import Picture, SeriesChart, baseline_point, indicator_chart, picture_of
from generator.model import Document, Indicator, Package, Result, Section, Target, Task, Unit
from generator.pages import addresses
from generator.pages.change_views import ChangeViews
from generator.pages.edition import Edition
from generator.pages.labels import (
    due_label,
    holder_label,
    large_label,
    period_label,
    promised_label,
    ratio_label,
    remarks_on,
    value_label,
    window_label,
)
from generator.sentences import Sentence, Words, clauses, sentence
from generator.standings import Standing
from generator.turnings import Turning
from generator.vocabulary import Status, Vocabulary

_ROLE_ORDER = ("lead", "shared", "responsible", "support")


@dataclass(frozen=True, slots=True)
class UnitPart:
    """A unit's part in a task, for lists: ``opens`` says that the printed list is left open after it."""

    unit: Unit
    address: str
    opens: bool


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in a table."""

    task: Task
    address: str
    status: Status
    assessment: TaskAssessment
    due: Words
    area: Section | None
    parts: tuple[tuple[str, tuple[UnitPart, ...]], ...]

    @property
    def leading(self) -> tuple[UnitPart, ...]:
        """Units of the first role named."""
        return self.parts[0][1] if self.parts else ()

    @property
    def unit_names(self) -> list[str]:
        """Names of the leading units, for filters."""
        return [part.unit.name for part in self.leading]

    @property
    def due_year(self) -> Words:
        """The year it is due in, for filters; empty where there is no day."""
        day = self.task.due_date
        return sentence("{year}年", year=str(day.year)) if day else ""


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A published value in a table: everything in words of the edition, which several tables and files repeat."""

    result: Result
    indicator: Indicator
    address: str
    subject: str
    period: str
    value: str
    large: str
    ratio: str
    document: Document
    remarks: tuple[Words, ...]

    @property
    def remark(self) -> Words:
        """All remarks as one text; empty where there are none."""
        return clauses(self.remarks)


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A promised value in a table."""

    target: Target
    indicator: Indicator
    address: str
    promised: Sentence
    holder: Words
    window: Words
    status: Status
    assessment: TargetAssessment
    results: tuple[ResultRow, ...]

    @property
    def evidence(self) -> list[Document]:
        """Documents that the results stand in, each once."""
        return documents_of(self.results)

    @property
    def rule(self) -> Rule:
        """The rule that gave the status."""
        return RULES[self.assessment.rule]


class Views:
    """One locality as pages see it, in one edition; ``vocabulary`` is the codelists in its language."""

    def __init__(
        self,
        package: Package,
        assessments: Assessments,
        standings: dict[str, Standing],
        vocabulary: Vocabulary,
        edition: Edition,
        memory: Memory | None = None,
        turnings: Sequence[Turning] = (),
    ) -> None:
        self.package = package
        self.assessments = assessments
        self.standings = standings
        self.vocabulary = vocabulary
        self.edition = edition
        self.turnings = turnings
        self.changes = ChangeViews(memory or Memory(), vocabulary, package)
        self.locality_id = package.locality.locality_id

    def label(self, codelist: str, code: str) -> str:
        """Label of a code."""
        return self.vocabulary.label(codelist, code)

    @cached_property
    def newest_day(self) -> date | None:
        """Day of the newest document: how fresh the locality's data is; None where no day is known."""
        return max((row.published_date for row in self.package.documents if row.published_date), default=None)

    def crumbs(self, *rest: tuple[Words, str]) -> list[list[Words]]:
        """The way back from a page of the locality: its name, then title and address of what lies between."""
        return [[self.package.locality.name, addresses.locality(self.locality_id)], *map(list, rest)]

    @cached_property
    def charts(self) -> dict[str, SeriesChart | None]:
        """The chart of every indicator, by id; each is made once, however many pages show it."""
        return {row.indicator_id: self._chart(row) for row in self.package.indicators}

    @cached_property
    def pictures(self) -> dict[str, Picture]:
        """The picture of every indicator that has a chart, by id; drawn once, however many pages show it."""
        return {name: picture_of(chart, self.edition.say) for name, chart in self.charts.items() if chart}

    def _chart(self, indicator: Indicator) -> SeriesChart | None:
        """What the status was judged by: of several results for one time the one that comes first."""
        published = published_of(indicator.indicator_id, self.package)
        results = tuple(row.results[0] for row in published if len({result.value for result in row.results}) == 1)
        targets = self.package.targets_of_indicator.get(indicator.indicator_id, ())
        starts = {plan_of(target, self.package).start_date for target in targets}
        start = starts.pop() if len(starts) == 1 else None
        return indicator_chart(indicator, results, targets, baseline_point(results, start))

    @cached_property
    def published_in(self) -> dict[int, tuple[Result, ...]]:
        """What is published about the locality itself for a year or a part of it, by year, indicator by indicator; of
        several results for one time those that come first. Worked out once for all reports.
        """
        years: dict[int, list[Result]] = {}
        for indicator in self.package.indicators:
            for row in published_of(indicator.indicator_id, self.package):
                if row.period.start is None or row.period.start.year == row.period.end.year:
                    years.setdefault(row.period.end.year, []).extend(row.results)
        return {year: tuple(rows) for year, rows in years.items()}

    def newest_result(self, indicator_id: str) -> ResultRow | None:
        """The newest result about the locality itself; where there is none, the newest about a part of it."""
        published = published_of(indicator_id, self.package)
        if published:
            return self.result_rows[published[-1].results[0].result_id]
        results = self.package.results_of_indicator.get(indicator_id, ())
        newest = max(results, key=lambda row: (row.period.lstrip("./"), row.sequence or 0), default=None)
        return self.result_rows[newest.result_id] if newest else None

    @cached_property
    def task_rows(self) -> dict[str, TaskRow]:
        """Every task of the locality as a row, by id, in the order of the table."""
        return {task.task_id: self._task_row(task) for task in self.package.tasks}

    @cached_property
    def tasks_of_leader(self) -> dict[str, list[TaskRow]]:
        """Task rows by the unit that stands in the first role named, in the order of the table."""
        tasks: dict[str, list[TaskRow]] = {}
        for row in self.task_rows.values():
            for part in row.leading:
                tasks.setdefault(part.unit.unit_id, []).append(row)
        return tasks

    @cached_property
    def result_rows(self) -> dict[str, ResultRow]:
        """Every result as a row, by id."""
        return {result.result_id: self._result_row(result) for result in self.package.results}

    def _task_row(self, task: Task) -> TaskRow:
        assessment = self.assessments.tasks[task.task_id]
        return TaskRow(
            task=task,
            address=addresses.task(self.locality_id, task.task_id),
            status=self.vocabulary.status("task", assessment.status),
            assessment=assessment,
            due=due_label(task, self.vocabulary),
            area=self.package.area_of(task),
            parts=self._parts(task),
        )

    def _parts(self, task: Task) -> tuple[tuple[str, tuple[UnitPart, ...]], ...]:
        assignments = self.package.assignments_of_task.get(task.task_id, ())
        parts = []
        for role in _ROLE_ORDER:
            members = tuple(
                UnitPart(self.package.unit[row.unit_id], addresses.unit(self.locality_id, row.unit_id), row.is_open)
                for row in assignments
                if row.role == role
            )
            if members:
                parts.append((self.label("roles", role), members))
        return tuple(parts)

    def _result_row(self, result: Result) -> ResultRow:
        say, indicator = self.edition.say, self.package.indicator[result.indicator_id]
        unit = self.package.unit.get(result.unit_id)
        subject: Words = result.subject
        if "subject" in result.masked:
            subject = sentence("{subject}（名称被隐去）", subject=result.subject)
        return ResultRow(
            result=result,
            indicator=indicator,
            address=addresses.indicator(self.locality_id, indicator.indicator_id),
            subject=say(subject) or (unit.name if unit else ""),
            period=say(period_label(result)),
            value=say(value_label(result, indicator)),
            large=say(large_label(result.value)),
            ratio=say(ratio_label(result)),
            document=self.package.document[result.document_id],
            remarks=tuple(remarks_on(result, self.package, self.vocabulary)),
        )

    def target_row(self, target: Target) -> TargetRow:
        """A target as a row."""
        indicator = self.package.indicator[target.indicator_id]
        assessment = self.assessments.targets[target.target_id]
        return TargetRow(
            target=target,
            indicator=indicator,
            address=addresses.indicator(self.locality_id, indicator.indicator_id),
            promised=promised_label(target, indicator, self.vocabulary),
            holder=holder_label(target, self.vocabulary),
            window=window_label(target, self.vocabulary),
            status=self.vocabulary.status("target", assessment.status),
            assessment=assessment,
            results=tuple(self.result_rows[name] for name in assessment.result_ids),
        )

    def status_counts(self, rows: list[TaskRow]) -> list[tuple[Status, int]]:
        """How many of ``rows`` have each status, in the order of the codelist; those that none has are left out."""
        counts = Counter(row.status.code for row in rows)
        order = [status for (scope, _), status in self.vocabulary.statuses.items() if scope == "task"]
        return [(status, counts[status.code]) for status in order if counts[status.code]]


def documents_of(results: Iterable[ResultRow]) -> list[Document]:
    """Documents that some results stand in, each once, in the order met."""
    return list({row.document.document_id: row.document for row in results}.values())

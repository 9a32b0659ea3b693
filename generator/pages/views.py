"""Views: the rows that pages show, worked out once per locality and shared by all its pages."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from generator.assess import Assessments, TargetAssessment, TaskAssessment, published_of
from generator.charts import Chart, indicator_chart
from generator.model import Document, Indicator, Package, Result, Section, Target, Task, Unit
from generator.obligations import Standing
from generator.pages import addresses
from generator.periods import date_label, parse_period
from generator.sentences import measured, number_label
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
    due: str
    area: Section | None
    parts: tuple[tuple[str, tuple[UnitPart, ...]], ...]

    @property
    def leading(self) -> tuple[UnitPart, ...]:
        """Units of the first role named."""
        return self.parts[0][1] if self.parts else ()


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A published value in a table: everything in words."""

    result: Result
    indicator: Indicator
    address: str
    subject: str
    period: str
    value: str
    ratio: str
    document: Document
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A promised value in a table."""

    target: Target
    indicator: Indicator
    address: str
    promised: str
    holder: str
    window: str
    status: Status
    assessment: TargetAssessment
    results: tuple[ResultRow, ...]


class Views:
    """One locality as pages see it."""

    def __init__(
        self, package: Package, assessments: Assessments, standings: dict[str, Standing], vocabulary: Vocabulary
    ) -> None:
        self.package = package
        self.assessments = assessments
        self.standings = standings
        self.vocabulary = vocabulary
        self.locality_id = package.locality.locality_id

    def label(self, codelist: str, code: str) -> str:
        """Label of a code."""
        return self.vocabulary.label(codelist, code)

    @cached_property
    def newest_day(self) -> str:
        """Day of the newest document in words: how fresh the locality's data is; empty where no day is known."""
        days = [row.published_date for row in self.package.documents if row.published_date]
        return date_label(max(days)) if days else ""

    def crumbs(self, *rest: tuple[str, str]) -> list[list[str]]:
        """The way back from a page of the locality: its name, then title and address of what lies between."""
        return [[self.package.locality.name, addresses.locality(self.locality_id)], *map(list, rest)]

    @cached_property
    def charts(self) -> dict[str, Chart | None]:
        """The chart of every indicator, by id; each is made once, however many pages show it."""
        return {row.indicator_id: self._chart(row) for row in self.package.indicators}

    def _chart(self, indicator: Indicator) -> Chart | None:
        """What the status was judged by: of several results for one time the one that comes first."""
        published = published_of(indicator.indicator_id, self.package)
        return indicator_chart(
            indicator,
            tuple(row.results[0] for row in published if len({result.value for result in row.results}) == 1),
            self.package.targets_of_indicator.get(indicator.indicator_id, ()),
        )

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
            due=self.due_label(task),
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

    def due_label(self, task: Task) -> str:
        """When a task is due, in words: the date, whether it only strives, or the way it repeats."""
        if task.due_date:
            strive = "（争取）" if task.due_binding == "strive" else ""
            start = f"{date_label(task.due_start)}至" if task.due_start else ""
            return f"{start}{date_label(task.due_date)}{strive}"
        return task.due_printed or self.label("due-kinds", task.due_kind)

    def value_label(self, result: Result, indicator: Indicator) -> str:
        """A value in words: precision and unit; the printed words where the value is masked."""
        if result.value is None:
            return f"“{result.printed}”（原文隐去）" if result.printed else "原文隐去"
        return str(measured(result.value, indicator.unit_of_measure, result.precision))

    def _result_row(self, result: Result) -> ResultRow:
        indicator = self.package.indicator[result.indicator_id]
        unit = self.package.unit.get(result.unit_id)
        subject = result.subject if "subject" not in result.masked else f"{result.subject}（名称被隐去）"
        return ResultRow(
            result=result,
            indicator=indicator,
            address=addresses.indicator(self.locality_id, indicator.indicator_id),
            subject=subject or (unit.name if unit else ""),
            period=self._period_label(result),
            value=self.value_label(result, indicator),
            ratio=_ratio_label(result),
            document=self.package.document[result.document_id],
            remarks=tuple(self._remarks(result)),
        )

    def _period_label(self, result: Result) -> str:
        if result.period:
            label = parse_period(result.period).label
            return f"{label}（原文作“{result.period_printed}”）" if result.period_printed else label
        if result.sequence:
            return f"第{result.sequence}年（原文隐去年份）" if "period" in result.masked else f"第{result.sequence}期"
        if "period" in result.masked:
            return f"“{result.period_printed}”（年份被隐去）" if result.period_printed else "原文隐去"
        return f"“{result.period_printed}”" if result.period_printed else "原文未写明"

    def _remarks(self, result: Result) -> list[str]:
        remarks = []
        if result.printed and result.value is not None and _says_more(result.printed):
            remarks.append(f"原文“{result.printed}”")
        if result.scope != "own":
            remarks.append(f"范围：{self.label('scopes', result.scope)}")
        if result.part_of:
            total = self.package.result[result.part_of]
            whole = self.package.indicator[total.indicator_id]
            remarks.append(f"属于“{whole.name}”{self.value_label(total, whole)}的一部分")
        if result.is_break:
            remarks.append("口径与前一个数值不同")
        if result.as_of_date:
            remarks.append(f"统计到{date_label(result.as_of_date)}")
        if result.note:
            remarks.append(result.note)
        return remarks

    def target_row(self, target: Target) -> TargetRow:
        """A target as a row."""
        indicator = self.package.indicator[target.indicator_id]
        assessment = self.assessments.targets[target.target_id]
        due = target.due_date
        window = parse_period(target.period).label if target.period else f"{date_label(due)}以前" if due else ""
        if target.every:
            window = self.label("intervals", target.every)
        each = self.label("each", target.each) if target.each else ""
        condition = f"（{target.condition}）" if target.condition else ""
        return TargetRow(
            target=target,
            indicator=indicator,
            address=addresses.indicator(self.locality_id, indicator.indicator_id),
            promised=self.promised_label(target, indicator),
            holder="，".join(filter(None, (target.holder, each))) + condition,
            window=window,
            status=self.vocabulary.status("target", assessment.status),
            assessment=assessment,
            results=tuple(self.result_rows[name] for name in assessment.result_ids),
        )

    def promised_label(self, target: Target, indicator: Indicator) -> str:
        """A promised value in words, such as «不低于 85%»."""
        if target.value is None:
            return f"“{target.printed}”"
        unit = indicator.unit_of_measure
        number = f"{number_label(target.value)}{unit}"
        if target.comparator == "range":
            return f"{number_label(target.value)}至{number_label(target.upper_value)}{unit}"
        return number if target.comparator == "full" else f"{self.label('comparators', target.comparator)}{number}"

    def status_counts(self, rows: list[TaskRow]) -> list[tuple[Status, int]]:
        """How many of ``rows`` have each status, in the order of the codelist; those that none has are left out."""
        counts = Counter(row.status.code for row in rows)
        order = [status for (scope, _), status in self.vocabulary.statuses.items() if scope == "task"]
        return [(status, counts[status.code]) for status in order if counts[status.code]]

    def documents_of(self, results: list[ResultRow]) -> list[Document]:
        """Documents that some results stand in, each once, in the order met."""
        return list({row.document.document_id: row.document for row in results}.values())


def _ratio_label(result: Result) -> str:
    masked = "原文隐去"
    if not (
        result.numerator is not None
        or result.denominator is not None
        or {"numerator", "denominator"} & set(result.masked)
    ):
        return ""
    top = masked if "numerator" in result.masked else number_label(result.numerator) or "未写明"
    bottom = masked if "denominator" in result.masked else number_label(result.denominator) or "未写明"
    return f"{top} ÷ {bottom}"


def _says_more(printed: str) -> bool:
    """Whether the printed words say more than the number already does (a scale word, a rounding)."""
    return any(word in printed for word in ("万", "亿", "余", "多", "约", "左右", "近", "超"))

"""Report views: everything that the page of a yearly report and the draft of one say, worked out once.

Page and draft are made of these records alone, so that their text and their tables show the same.
"""

from dataclasses import dataclass, replace
from datetime import date

from generator.assess import TargetAssessment, published_of
from generator.assess.judgement import NOT_ASSESSABLE, judge
from generator.assess.windows import Window, plan_of, span_of, window_of
from generator.model import Document, NextStep, Problem, Progress, Report, ReportSection, Target, Unit
from generator.pages.report_figures import ReportFigures, figures_of
from generator.pages.views import TargetRow, TaskRow, Views
from generator.periods import Period
from generator.sentences import Words, listed, sentence
from generator.standings import Standing

# The kind of report that plans, targets and progress of a package tell of.
RULE_OF_LAW = "rule_of_law"


@dataclass(frozen=True, slots=True)
class ContentRow:
    """A content that the rule names, with the parts of the report that hold it.

    ``is_missing`` says that it must be there and is not; false as well where nothing is known of the parts.
    """

    kind: str
    label: str
    parts: tuple[ReportSection, ...]
    is_missing: bool


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem that the report states, and the steps that answer it."""

    problem: Problem
    steps: tuple[NextStep, ...]


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """A statement of the year about a task; ``status`` is empty where it says none."""

    task: TaskRow
    progress: Progress
    kind: str
    status: str
    document: Document | None


@dataclass(frozen=True, slots=True)
class ReportView:
    """A yearly report with all that the package tells of its year.

    ``are_parts_entered`` says whether the parts of the report are known here at all, ``states_steps`` whether its next
    steps are: only then a problem without a step is unanswered.
    """

    report: Report
    standing: Standing
    document: Document | None
    unit: Unit | None
    body: str
    kind_label: str
    figures: ReportFigures
    targets: tuple[TargetRow, ...]
    progress: tuple[ProgressRow, ...]
    due_next_year: tuple[TaskRow, ...]
    contents: tuple[ContentRow, ...]
    additional: tuple[ReportSection, ...]
    are_parts_entered: bool
    problems: tuple[ProblemRow, ...]
    loose_steps: tuple[NextStep, ...]
    states_steps: bool

    @property
    def missing(self) -> tuple[ContentRow, ...]:
        """Contents that must be there and are not."""
        return tuple(row for row in self.contents if row.is_missing)

    @property
    def name(self) -> Words:
        """Body, year and kind: how the report is called where no document gives it a title."""
        return sentence("{body}{year}年度{kind}", body=self.body, year=f"{self.report.year}", kind=self.kind_label)

    @property
    def documents(self) -> list[Document]:
        """The report's own document and every other that something here stands in, each once."""
        rows = [self.document, *(row for figure in self.figures.of_year for row in figure.documents)]
        rows += [row for target in self.targets for row in target.evidence]
        rows += [row.document for row in self.progress]
        return list({row.document_id: row for row in rows if row}.values())

    @property
    def completeness(self) -> Words:
        """Whether the required contents are all there, in words; empty where nothing is required or published."""
        required = self.standing.obligation.contents
        if not required or self.document is None:
            return ""
        if not self.are_parts_entered:
            return sentence("本站没有收录这份报告的各部分，不知道是否齐全")
        if not self.missing:
            return sentence("{n}项规定内容齐全", n=len(required))
        labels = listed(row.label for row in self.missing)
        if not self.standing.is_applicability_confirmed:
            return sentence("没有单列：{parts}（规定是否适用没有确认）", parts=labels)
        return sentence("缺{n}项：{parts}", n=len(self.missing), parts=labels)


def report_view(report: Report, views: Views) -> ReportView:
    """A report of the package, or one that is owed though nobody entered it."""
    package = views.package
    standing = views.standings[report.report_id]
    is_about_law = report.kind == RULE_OF_LAW
    unit = package.unit.get(report.unit_id)
    tasks = _tasks_of(report, views) if is_about_law else {}
    sections = sorted(
        (row for row in package.report_sections if row.report_id == report.report_id), key=lambda row: row.order
    )
    problems = [row for row in package.problems if row.report_id == report.report_id]
    steps = [row for row in package.next_steps if row.report_id == report.report_id]
    stated = {row.problem_id for row in problems}
    return ReportView(
        report=report,
        standing=standing,
        document=package.document.get(report.document_id),
        unit=unit,
        body=unit.name if unit else package.locality.name,
        kind_label=views.label("report-kinds", report.kind),
        figures=figures_of(report, views, has_elsewhere=is_about_law and unit is None),
        targets=targets_of_year(report.year, tasks, views, with_sections=unit is None) if is_about_law else (),
        progress=_progress(report.year, tasks, views),
        due_next_year=tuple(
            row for row in tasks.values() if row.task.due_date and row.task.due_date.year == report.year + 1
        ),
        contents=_contents(standing, sections, views),
        additional=tuple(row for row in sections if row.kind == "additional"),
        are_parts_entered=bool(sections),
        problems=tuple(
            ProblemRow(row, tuple(step for step in steps if step.problem_id == row.problem_id)) for row in problems
        ),
        loose_steps=tuple(row for row in steps if row.problem_id not in stated),
        states_steps=bool(steps),
    )


def _tasks_of(report: Report, views: Views) -> dict[str, TaskRow]:
    """The tasks that a report can tell of, by id: all of them, or those that its department has a part in.

    Norms for lower levels are no tasks of the body that issued them.
    """
    package = views.package
    rows = {
        name: row for name, row in views.task_rows.items() if package.plan[row.task.plan_id].applies_to != "lower_level"
    }
    if not report.unit_id:
        return rows
    parts = {row.task_id for row in package.assignments_of_unit.get(report.unit_id, ())}
    return {name: row for name, row in rows.items() if name in parts}


def _contents(standing: Standing, sections: list[ReportSection], views: Views) -> tuple[ContentRow, ...]:
    missing = standing.missing_contents or ()
    return tuple(
        ContentRow(
            kind=kind,
            label=views.label("report-section-kinds", kind),
            parts=tuple(row for row in sections if row.kind == kind),
            is_missing=kind in missing,
        )
        for kind in standing.obligation.all_contents
    )


def _progress(year: int, tasks: dict[str, TaskRow], views: Views) -> tuple[ProgressRow, ...]:
    """Statements dated in the year about some tasks, oldest first."""
    rows = [row for row in views.package.progress if row.reported_date.year == year and row.task_id in tasks]
    return tuple(
        ProgressRow(
            task=tasks[row.task_id],
            progress=row,
            kind=views.label("progress-kinds", row.kind),
            status=views.label("progress-statuses", row.status) if row.status else "",
            document=views.package.document.get(row.document_id),
        )
        for row in sorted(rows, key=lambda row: row.reported_date)
    )


def targets_of_year(
    year: int, tasks: dict[str, TaskRow], views: Views, *, with_sections: bool
) -> tuple[TargetRow, ...]:
    """Targets of some tasks that concern a year, of one that repeats its turns in that year.

    ``with_sections`` adds those that plans promise without a task.
    """
    rows: list[TargetRow] = []
    for target in views.package.targets:
        is_asked = target.task_id in tasks if target.task_id else with_sections
        if is_asked and plan_of(target, views.package).applies_to != "lower_level":
            rows += _turns(target, year, views) if target.is_recurring else _once(target, year, views)
    return tuple(rows)


def _once(target: Target, year: int, views: Views) -> list[TargetRow]:
    """A target with one window, where it covers or ends in the year."""
    window = window_of(target, views.package)
    is_asked = window is not None and _touches(window.period.start, window.last_day, year)
    return [views.target_row(target)] if is_asked else []


def _turns(target: Target, year: int, views: Views) -> list[TargetRow]:
    """The turns of a recurring target that lie in the year, each judged by itself.

    A target that nothing can judge has no turns; it stands as it is in every year of its plan.
    """
    package, row = views.package, views.target_row(target)
    published = published_of(target.indicator_id, package)
    turns = [turn.period for turn in row.assessment.occurrences if _touches(turn.period.start, turn.period.end, year)]
    if turns:
        as_of = views.assessments.as_of
        return [
            _turn(row, turn, judge(target, package, published, Window(turn, turn.end), as_of), views) for turn in turns
        ]
    first, last = span_of(target, package, published)
    is_unjudged = row.assessment.status == NOT_ASSESSABLE and not row.assessment.occurrences
    is_in_span = first is not None and first.year <= year and (last is None or year <= last.year)
    return [row] if is_unjudged and is_in_span else []


def _turn(row: TargetRow, turn: Period, judged: TargetAssessment, views: Views) -> TargetRow:
    return replace(
        row,
        window=turn.label,
        status=views.vocabulary.status("target", judged.status),
        assessment=judged,
        results=tuple(views.result_rows[name] for name in judged.result_ids),
    )


def _touches(start: date | None, end: date, year: int) -> bool:
    """Whether a stretch of time has a day in the year; one without a known first day only where it ends in it."""
    return (start or end).year <= year <= end.year


def is_due(row: TargetRow, year: int, views: Views) -> bool:
    """Whether the time of a target was over with the year: before that no report can say whether it was reached."""
    window = window_of(row.target, views.package)
    return row.target.is_recurring or (window is not None and window.last_day <= date(year, 12, 31))

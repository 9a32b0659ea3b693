"""The page of one task: what was promised, by when, by whom, what came of it, how we know."""

from generator.model import Document, Package, Result, Task
from generator.pages import addresses
from generator.pages.changes import own_changes
from generator.pages.chart import indicator_figure
from generator.pages.frame import framed_page
from generator.pages.government import FIGURES_COLUMN
from generator.pages.page import Page
from generator.pages.reasons import why_task
from generator.pages.registers import rows_of
from generator.pages.views import TaskRow, Views
from generator.sentences import listed, sentence
from generator.standings import Standing

_RELATED = 6


def task_page(row: TaskRow, views: Views) -> Page:
    """One task."""
    package, task = views.package, row.task
    place = package.locality
    indicators = package.indicators_of_task.get(task.task_id, ())
    results = [views.result_rows[result.result_id] for name in indicators for result in sorted_results(package, name)]
    plan = package.plan[task.plan_id]
    documents = task_documents(task, package, [item.result for item in results])
    context = {
        "row": row,
        "why": why_task(row, views),
        "task": task,
        "plan": plan,
        "due_printed": task.due_printed or (plan.default_due_printed if task.due_basis == "default" else ""),
        "section": package.section.get(task.section_id),
        "list_section": package.section.get(task.list_section_id),
        "targets": [views.target_row(target) for target in package.targets_of_task.get(task.task_id, ())],
        "results": results,
        "figures": [figure for name in indicators if (figure := indicator_figure(name, views, row.address))],
        "comparisons": comparisons_of(indicators, views),
        "milestones": package.milestones_of_task.get(task.task_id, ()),
        "progress": [
            (item, package.document.get(item.document_id)) for item in package.progress_of_task.get(task.task_id, ())
        ],
        "documents": documents,
        "registers": rows_of([item for item in package.registers if item.task_id == task.task_id], views),
        "reports": _reports_of(task, views),
        "related": related_tasks(row, views),
        "changes": own_changes("task_ids", task.task_id, views),
        "context_only": plan.applies_to == "lower_level",
    }
    document = package.document[plan.document_id]
    return framed_page(
        views,
        "task.md",
        row.address,
        task.title,
        sentence(
            "{place}第{label}项任务，{units}，{due}：{status}。{summary}",
            place=place.short_name,
            label=task.label.strip("()（）"),
            units=listed(part.unit.name for part in row.leading[:3]) or sentence("文件没有写明责任单位"),
            due=row.due,
            status=row.status.label,
            summary=task.summary,
        ),
        context,
        kind="task",
        status=f"task-{row.status.code}",
        year=str(task.due_date.year) if task.due_date else "",
        crumbs=views.crumbs(
            (plan.title, addresses.plan(views.locality_id, plan.plan_id)),
            (sentence("任务{label}", label=task.label), ""),
        ),
        published=document.published_date,
        source=document.publisher,
        records=row.address.rstrip("/"),
    )


def comparisons_of(indicators: tuple[str, ...], views: Views) -> list[tuple[str, str]]:
    """Name and address of the comparison of each common indicator among ``indicators``."""
    common = dict.fromkeys(views.package.indicator[name].common_id for name in indicators)
    return [(views.label("common-indicators", name), addresses.comparison(name)) for name in common if name]


def _reports_of(task: Task, views: Views) -> list[Standing]:
    """Standing of the yearly reports that the task asks for, newest first."""
    reports = views.package.reports_of_task.get(task.task_id, ())
    newest_first = sorted(reports, key=lambda report: report.report_id, reverse=True)
    return [views.standings[report.report_id] for report in newest_first]


def sorted_results(package: Package, indicator_id: str) -> tuple[Result, ...]:
    """Results of an indicator, newest period first, those without period last."""
    rows = package.results_of_indicator.get(indicator_id, ())
    return tuple(sorted(rows, key=lambda row: (row.period.lstrip("./"), -(row.sequence or 0)), reverse=True))


def task_documents(task: Task, package: Package, results: list[Result]) -> list[Document]:
    """Every document the page rests on, the plan first, each once."""
    ids = [package.plan[task.plan_id].document_id]
    ids += [row.document_id for row in package.progress_of_task.get(task.task_id, ()) if row.document_id]
    ids += [result.document_id for result in results]
    ids += [row.document_id for row in package.reports_of_task.get(task.task_id, ()) if row.document_id]
    return [package.document[name] for name in dict.fromkeys(ids)]


def related_tasks(row: TaskRow, views: Views) -> list[TaskRow]:
    """A few tasks of the same section first, then of the same leading unit."""
    section = row.task.section_id
    same_section = [
        views.task_rows[task.task_id] for task in views.package.tasks_of_section.get(section, ()) if section
    ]
    same_unit = [
        other
        for part in row.leading
        if not part.unit.is_collective
        for other in views.tasks_of_leader[part.unit.unit_id]
    ]
    related = dict.fromkeys([*same_section, *same_unit])
    return [other for other in related if other is not row][:_RELATED]


def task_list_page(views: Views) -> Page:
    """All tasks of the locality in one table."""
    place = views.package.locality
    rows = list(views.task_rows.values())
    return framed_page(
        views,
        "tasks.md",
        addresses.locality(views.locality_id, "tasks/"),
        sentence("{place}的全部任务", place=place.name),
        sentence("{place}的{n}项任务：责任单位、完成时限和状态。", place=place.name, n=len(rows)),
        {"rows": rows, "status_counts": views.status_counts(rows)},
        crumbs=views.crumbs((sentence("全部任务"), "")),
        column=FIGURES_COLUMN,
    )

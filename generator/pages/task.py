"""The page of one task: what was promised, by when, by whom, what came of it, how we know."""

from generator.model import Document, Package, Report, Result, Task
from generator.obligations import Standing
from generator.pages import addresses
from generator.pages.indicator import CHART_FILE, has_break
from generator.pages.page import Page
from generator.pages.render import render_page
from generator.pages.views import TaskRow, Views

_RELATED = 6


def task_page(row: TaskRow, views: Views) -> Page:
    """One task."""
    package, task = views.package, row.task
    place = package.locality
    indicators = package.indicators_of_task.get(task.task_id, ())
    results = [views.result_rows[result.result_id] for name in indicators for result in sorted_results(package, name)]
    plan = package.plan[task.plan_id]
    context = {
        "views": views,
        "row": row,
        "task": task,
        "plan": plan,
        "place": place,
        "section": package.section.get(task.section_id),
        "list_section": package.section.get(task.list_section_id),
        "targets": [views.target_row(target) for target in package.targets_of_task.get(task.task_id, ())],
        "results": results,
        "charts": [
            (
                package.indicator[name],
                addresses.indicator(views.locality_id, name),
                has_break(package.indicator[name], views),
            )
            for name in indicators
            if views.charts[name]
        ],
        "chart_file": CHART_FILE,
        "milestones": package.milestones_of_task.get(task.task_id, ()),
        "progress": [
            (item, package.document.get(item.document_id)) for item in package.progress_of_task.get(task.task_id, ())
        ],
        "documents": task_documents(task, package, [item.result for item in results]),
        "registers": [item for item in package.registers if item.task_id == task.task_id],
        "reports": _reports_of(task, views),
        "related": related_tasks(row, views),
        "context_only": plan.applies_to == "lower_level",
    }
    units = "、".join(part.unit.name for part in row.leading[:3])
    return render_page(
        "task.md",
        row.address,
        task.title,
        f"{place.short_name}第{task.label.strip('()（）')}项任务，{units}，{row.due}：{row.status.label}。{task.summary}",
        context,
        meta={
            "kind": "任务",
            "status": row.status.label,
            "year": str(task.due_date.year) if task.due_date else "",
            "crumbs": views.crumbs(
                (plan.title, addresses.plan(views.locality_id, plan.plan_id)),
                (f"任务{task.label}", ""),
            ),
        },
    )


def _reports_of(task: Task, views: Views) -> list[tuple[Report, Standing]]:
    """Yearly reports that the task asks for, newest first, with their standing."""
    reports = views.package.reports_of_task.get(task.task_id, ())
    newest_first = sorted(reports, key=lambda report: report.report_id, reverse=True)
    return [(report, views.standings[report.report_id]) for report in newest_first]


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
    return render_page(
        "tasks.md",
        addresses.locality(views.locality_id, "tasks/"),
        f"{place.name}的全部任务",
        f"{place.name}的{len(rows)}项任务：责任单位、完成时限和状态。",
        {"views": views, "rows": rows, "place": place, "status_counts": views.status_counts(rows)},
        meta={"kind": "", "crumbs": views.crumbs(("全部任务", ""))},
    )

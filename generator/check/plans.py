"""Checks on plans: tasks, units, due dates, and the agreement of a plan's body with its annexed list."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from generator.check.findings import Check, Findings
from generator.model import Milestone, Package, Section, Target, Task, grouped
from generator.sentences import sentence

_DATED_KINDS = frozenset({"date", "month_end", "year_end", "quarter", "half_year", "within_year"})


def task_id_follows_plan(package: Package, findings: Findings) -> None:
    """Refuses a task whose id is not its plan's id, a hyphen and three digits: addresses are made of it."""
    for task in package.tasks:
        if task.task_id[:-4] != task.plan_id:
            findings.add("task-id-foreign", sentence("应当以 {plan}- 开头。", plan=task.plan_id), task, "task_id")


def dates_are_in_order(package: Package, findings: Findings) -> None:
    """Refuses an end before its beginning."""
    dated: tuple[Task | Milestone, ...] = (*package.tasks, *package.milestones)
    for row in dated:
        if row.due_start and row.due_date and row.due_date < row.due_start:
            message = sentence("截止日期早于开始日期 {start}。", start=f"{row.due_start}")
            findings.add("date-order", message, row, "due_date")
    for plan in package.plans:
        if plan.start_date and plan.end_date and plan.end_date < plan.start_date:
            message = sentence("结束日期早于开始日期 {start}。", start=f"{plan.start_date}")
            findings.add("date-order", message, plan, "end_date")


def references_do_not_circle(package: Package, findings: Findings) -> None:
    """Refuses rows of one table that refer to each other in a circle: no tree, total or succession has one."""
    results = {row.result_id: row for row in package.results}
    targets = {row.target_id: row for row in package.targets}
    _find_circles(package.unit, "predecessor_id", findings)
    _find_circles(package.section, "parent_id", findings)
    _find_circles(targets, "part_of", findings)
    _find_circles(results, "part_of", findings)


def _find_circles(rows: Mapping[str, Any], column: str, findings: Findings) -> None:
    """One finding for each circle, at the row of it that comes first in the table."""
    done: set[str] = set()
    places = {name: place for place, name in enumerate(rows)}
    for start in rows:
        path: list[str] = []
        name = start
        while name and name not in done:
            done.add(name)
            path.append(name)
            name = getattr(rows[name], column)
        if name in path:
            circle = path[path.index(name) :]
            first = min(circle, key=places.__getitem__)
            message = sentence("{circle}，绕了一圈回到自己。", circle=" → ".join([*circle, name]))
            findings.add("reference-circular", message, rows[first], column)


def task_has_unit(package: Package, findings: Findings) -> None:
    """Notes if nobody answers for a task; norms for lower levels bind all of them and name no one."""
    for task in package.tasks:
        binds_issuer = package.plan[task.plan_id].applies_to == "own"
        if binds_issuer and task.task_id not in package.assignments_of_task:
            message = sentence("任务「{title}」没有责任单位。", title=task.title)
            findings.add("task-without-unit", message, task, "task_id")


def task_has_due_date(package: Package, findings: Findings) -> None:
    """Warns if a task that is due once has no date."""
    for task in package.tasks:
        if task.due_kind in _DATED_KINDS and task.due_date is None:
            message = sentence("任务「{title}」没有完成时限。", title=task.title)
            findings.add("task-without-due", message, task, "due_date")


def task_is_due_after_issue(package: Package, findings: Findings) -> None:
    """Notes if a task was due before its plan was signed; it keeps its date and is not overdue for that."""
    for task in package.tasks:
        signed = package.document[package.plan[task.plan_id].document_id].signed_date
        if signed and task.due_date and task.due_date < signed:
            message = sentence("时限早于计划的成文日期 {day}。", day=signed)
            findings.add("due-before-issue", message, task, "due_date")


def measure_has_task(package: Package, findings: Findings) -> None:
    """Notes if a measure of a plan with tasks has none of its own."""
    plans_with_tasks = {task.plan_id for task in package.tasks}
    for section in package.sections:
        is_measure = section.kind == "measure" and section.plan_id in plans_with_tasks
        if is_measure and section.section_id not in package.tasks_of_section:
            message = sentence("措施「{title}」没有对应的任务。", title=section.title)
            findings.add("measure-without-task", message, section, "section_id")


def list_headings_agree(package: Package, findings: Findings) -> None:
    """Notes if a heading of the annexed list differs from the heading of the body that its tasks come from."""
    for heading_id, tasks in grouped(package.tasks, lambda row: row.list_section_id).items():
        heading = package.section.get(heading_id)
        # A task that sits under another heading than its neighbours says nothing about the headings themselves.
        area, count = Counter(package.area_of(task) for task in tasks).most_common(1)[0]
        if heading is None or area is None or area.title == heading.title or count * 2 <= len(tasks):
            continue
        message = sentence("正文作「{body}」，清单作「{list}」。", body=area.title, list=heading.title)
        findings.add("list-heading-differs", message, heading, "title")


def body_and_list_agree(package: Package, findings: Findings) -> None:
    """Notes every recorded difference between the body of a plan and its annexed list."""
    rows: tuple[Section | Task | Target, ...] = (*package.sections, *package.tasks, *package.targets)
    for row in rows:
        if row.difference:
            findings.add("body-list-difference", row.difference, row, "difference")


PLAN_CHECKS: tuple[Check, ...] = (
    task_id_follows_plan,
    dates_are_in_order,
    references_do_not_circle,
    task_has_unit,
    task_has_due_date,
    task_is_due_after_issue,
    measure_has_task,
    list_headings_agree,
    body_and_list_agree,
)

"""The page of a plan: its tree of areas and measures, its stage goals, and its tasks in one table."""

from dataclasses import dataclass

from generator.model import Plan, Section
from generator.pages import addresses
from generator.pages.frame import framed_page
from generator.pages.government import government_header
from generator.pages.page import Page
from generator.pages.views import TargetRow, TaskRow, Views
from generator.sentences import sentence


@dataclass(frozen=True, slots=True)
class Branch:
    """A section with what hangs on it: its own tasks and targets, and the sections below."""

    section: Section
    tasks: tuple[TaskRow, ...]
    targets: tuple[TargetRow, ...]
    branches: tuple["Branch", ...]

    @property
    def task_count(self) -> int:
        """Tasks here and below."""
        return len(self.tasks) + sum(branch.task_count for branch in self.branches)


def plan_tree(plan: Plan, views: Views) -> tuple[Branch, ...]:
    """The body of a plan as a tree, in printed order; headings of the annexed list are no part of it."""
    package = views.package
    sections = sorted(
        (row for row in package.sections if row.plan_id == plan.plan_id and row.kind != "list_area"),
        key=lambda row: row.order,
    )

    def branch(section: Section) -> Branch:
        return Branch(
            section,
            tuple(views.task_rows[task.task_id] for task in package.tasks_of_section.get(section.section_id, ())),
            tuple(views.target_row(target) for target in package.targets_of_section.get(section.section_id, ())),
            tuple(branch(row) for row in sections if row.parent_id == section.section_id),
        )

    return tuple(branch(row) for row in sections if not row.parent_id)


def plan_page(plan: Plan, views: Views) -> Page:
    """One plan."""
    package = views.package
    place = package.locality
    rows = [row for row in views.task_rows.values() if row.task.plan_id == plan.plan_id]
    document = package.document[plan.document_id]
    context = {
        "plan": plan,
        "document": document,
        "header": government_header(document, views.vocabulary) if views.edition.publisher.is_official else [],
        "tree": plan_tree(plan, views),
        "rows": rows,
        "status_counts": views.status_counts(rows),
        "stages": [row for row in package.milestones_of_task.get("", ()) if row.plan_id == plan.plan_id],
        "differences": [
            (row.title, row.difference) for row in package.sections if row.plan_id == plan.plan_id and row.difference
        ]
        + [
            (sentence("任务{label} {title}", label=row.task.label, title=row.task.title), row.task.difference)
            for row in rows
            if row.task.difference
        ],
    }
    return framed_page(
        views,
        "plan.md",
        addresses.plan(views.locality_id, plan.plan_id),
        plan.title,
        plan.summary or sentence("{place}的计划，共{n}项任务。", place=place.name, n=len(rows)),
        context,
        kind="plan",
        year=str(plan.end_date.year) if plan.end_date else "",
        crumbs=views.crumbs((plan.title, "")),
        published=document.published_date,
        source=document.publisher,
    )

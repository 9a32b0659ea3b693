"""Plans: the tree of sections, the tasks, who does what, and what falls due when.

Text that is not there is an empty string; a date, number or count that is not there is None.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan, task list or set of norms.

    One row of ``plans``; the fields are those of ``schemas/plans.json``.
    """

    plan_id: str
    document_id: str
    title: str
    applies_to: str
    summary: str = ""
    start_date: date | None = None
    end_date: date | None = None
    default_due_date: date | None = None
    default_due_binding: str = ""
    default_due_printed: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the plan's tree: an area, a measure under it, or a heading of the task list.

    One row of ``sections``; the fields are those of ``schemas/sections.json``.
    """

    section_id: str
    plan_id: str
    kind: str
    title: str
    order: int
    parent_id: str = ""
    label: str = ""
    goal: str = ""
    difference: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a plan.

    One row of ``tasks``; the fields are those of ``schemas/tasks.json``.
    """

    task_id: str
    plan_id: str
    label: str
    title: str
    summary: str
    due_kind: str
    section_id: str = ""
    list_section_id: str = ""
    deliverable: str = ""
    due_start: date | None = None
    due_date: date | None = None
    due_basis: str = ""
    due_binding: str = ""
    due_printed: str = ""
    source_item: str = ""
    difference: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A stage goal, or a dated or repeated duty, of a plan or task.

    One row of ``milestones``; the fields are those of ``schemas/milestones.json``.
    """

    milestone_id: str
    plan_id: str
    title: str
    task_id: str = ""
    holder: str = ""
    due_start: date | None = None
    due_date: date | None = None
    every: str = ""
    due_printed: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A unit's part in a task.

    One row of ``assignments``; the fields are those of ``schemas/assignments.json``.
    """

    task_id: str
    unit_id: str
    role: str
    order: int
    is_open: bool

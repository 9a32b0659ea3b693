"""The page of a unit: what it leads, answers for, shares and supports."""

from generator.model import Unit
from generator.pages import addresses
from generator.pages.change_feeds import FEED_FILE, unit_feed
from generator.pages.frame import framed_page
from generator.pages.government import BODIES_COLUMN
from generator.pages.page import Page
from generator.pages.registers import rows_of
from generator.pages.views import TaskRow, Views
from generator.sentences import listed, sentence

_ROLES = ("lead", "shared", "responsible", "support")


def unit_tasks(unit: Unit, views: Views) -> list[tuple[str, list[TaskRow]]]:
    """Role in words and the unit's tasks in it, for each role it has, leading first."""
    assignments = views.package.assignments_of_unit.get(unit.unit_id, ())
    by_role = []
    for role in _ROLES:
        ids = {row.task_id for row in assignments if row.role == role}
        if ids:
            by_role.append((views.label("roles", role), [row for name, row in views.task_rows.items() if name in ids]))
    return by_role


def unit_page(unit: Unit, views: Views) -> Page:
    """One unit."""
    package = views.package
    place = package.locality
    by_role = unit_tasks(unit, views)
    results = [row for row in views.result_rows.values() if row.result.unit_id == unit.unit_id]
    reports = [row for row in views.standings.values() if row.report.unit_id == unit.unit_id]
    rows = [row for _, tasks in by_role for row in tasks]
    feed = unit_feed(unit, views)
    context = {
        "unit": unit,
        "by_role": [(role, len(tasks), tasks) for role, tasks in by_role],
        "status_counts": views.status_counts(list({row.task.task_id: row for row in rows}.values())),
        "results": results,
        "reports": reports,
        "predecessor": package.unit.get(unit.predecessor_id),
        "successors": [row for row in package.units if row.predecessor_id == unit.unit_id],
        "registers": rows_of([row for row in package.registers if row.unit_id == unit.unit_id], views),
        "feed_file": FEED_FILE if feed else "",
    }
    counts = [sentence("{role}{n}项", role=role, n=len(tasks)) for role, tasks in by_role]
    return framed_page(
        views,
        "unit.md",
        addresses.unit(views.locality_id, unit.unit_id),
        unit.name,
        sentence(
            "{place}{unit}：{counts}。",
            place=place.name,
            unit=unit.name,
            counts=listed(counts) or sentence("没有单独列出的任务"),
        ),
        context,
        kind="unit",
        crumbs=views.crumbs(
            (sentence("责任单位"), addresses.locality(views.locality_id, "units/")),
            (unit.label, ""),
        ),
        files={FEED_FILE: feed} if feed else {},
        more={"feed": FEED_FILE} if feed else {},
    )


def unit_list_page(views: Views) -> Page:
    """All units of the locality with the number of their tasks by role."""
    place = views.package.locality
    rows = []
    for unit in views.package.units:
        counts = {role: len(tasks) for role, tasks in unit_tasks(unit, views)}
        rows.append((unit, addresses.unit(views.locality_id, unit.unit_id), counts))
    roles = [views.label("roles", role) for role in _ROLES]
    used = [role for role in roles if any(role in counts for _, _, counts in rows)]
    return framed_page(
        views,
        "units.md",
        addresses.locality(views.locality_id, "units/"),
        sentence("{place}的责任单位", place=place.name),
        sentence("{place}的{n}个责任单位和它们的任务数。", place=place.name, n=len(rows)),
        {"rows": rows, "roles": used},
        crumbs=views.crumbs((sentence("责任单位"), "")),
        column=BODIES_COLUMN,
    )

"""The page of a unit: what it leads, answers for, shares and supports."""

from generator.model import Unit
from generator.pages import addresses
from generator.pages.page import Page
from generator.pages.render import render_page
from generator.pages.views import TaskRow, Views

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
    reports = [(row, views.standings[row.report_id]) for row in package.reports if row.unit_id == unit.unit_id]
    context = {
        "views": views,
        "unit": unit,
        "place": place,
        "by_role": by_role,
        "results": results,
        "reports": reports,
        "predecessor": package.unit.get(unit.predecessor_id),
        "successors": [row for row in package.units if row.predecessor_id == unit.unit_id],
        "registers": [row for row in package.registers if row.unit_id == unit.unit_id],
    }
    counts = "，".join(f"{role}{len(rows)}项" for role, rows in by_role)
    return render_page(
        "unit.md",
        addresses.unit(views.locality_id, unit.unit_id),
        unit.name,
        f"{place.name}{unit.name}：{counts or '没有单独列出的任务'}。",
        context,
        meta={
            "kind": "单位",
            "crumbs": views.crumbs(
                ("责任单位", addresses.locality(views.locality_id, "units/")),
                (unit.label, ""),
            ),
        },
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
    return render_page(
        "units.md",
        addresses.locality(views.locality_id, "units/"),
        f"{place.name}的责任单位",
        f"{place.name}的{len(rows)}个责任单位和它们的任务数。",
        {"views": views, "place": place, "rows": rows, "roles": used},
        meta={"kind": "", "crumbs": views.crumbs(("责任单位", ""))},
    )

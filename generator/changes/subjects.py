"""Subjects: what a record is about and whom it concerns, for those who read of its change without seeing its row."""

from collections.abc import Iterable, Mapping
from typing import Any

from generator.model import Package, Report

# How the records of a table are called by those who point to them.
_NAMES = {
    "documents": "title",
    "units": "name",
    "plans": "title",
    "sections": "title",
    "tasks": "title",
    "indicators": "name",
    "problems": "title",
}


def name_of(table: str, record_id: str, package: Package) -> str:
    """What readers call a record that another points to; its id where it has no name, empty where there is none."""
    if not record_id:
        return ""
    if table == "reports":
        report = next((row for row in package.reports if row.report_id == record_id), None)
        return _report_title(report, package) if report else record_id
    if table == "problems":
        return next((row.title for row in package.problems if row.problem_id == record_id), record_id)
    records: Mapping[str, Any] = getattr(package, table.removesuffix("s"), {})
    row = records.get(record_id)
    return str(getattr(row, _NAMES[table])) if row is not None and table in _NAMES else record_id


def subject_of(table: str, row: Any, package: Package) -> dict[str, Any]:
    """The fields of a :class:`generator.changes.records.Change` that a record itself fills."""
    tasks, indicators = _tasks_of(table, row, package), _indicators_of(row)
    units = {getattr(row, "unit_id", "")} | {
        part.unit_id for task in tasks for part in package.assignments_of_task.get(task, ())
    }
    plans = {getattr(row, "plan_id", "")}
    reports = {getattr(row, "report_id", "")}
    indicator = package.indicator.get(getattr(row, "indicator_id", ""))
    return {
        "title": _title_of(table, row, package),
        "other": _other_of(table, row, package),
        "period": _period_of(table, row, package),
        "unit_of_measure": indicator.unit_of_measure if indicator and table in {"targets", "results"} else "",
        "plan_ids": _sorted(plans),
        "task_ids": _sorted(tasks),
        "indicator_ids": _sorted(indicators),
        "unit_ids": _sorted(units),
        "report_ids": _sorted(reports),
    }


def _sorted(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(ids) - {""}))


def _tasks_of(table: str, row: Any, package: Package) -> set[str]:
    """The tasks a record tells of: its own, or those that its indicator tells of."""
    own = getattr(row, "task_id", "")
    if own:
        return {own}
    if table in {"indicators", "results", "targets"}:
        return set(package.tasks_of_indicator.get(row.indicator_id, ()))
    return set()


def _indicators_of(row: Any) -> set[str]:
    return {getattr(row, "indicator_id", "")}


def _title_of(table: str, row: Any, package: Package) -> str:
    if table in {"targets", "results"}:
        return name_of("indicators", row.indicator_id, package)
    if table in {"assignments", "task_indicators", "progress"}:
        return name_of("tasks", row.task_id, package)
    if table == "reports" and row.document_id not in package.document:
        return _body_of(row, package)
    if table == "reports":
        return package.document[row.document_id].title
    return str(row.name if table in {"units", "indicators"} else row.title)


def _other_of(table: str, row: Any, package: Package) -> str:
    if table == "assignments":
        return name_of("units", row.unit_id, package)
    if table == "task_indicators":
        return name_of("indicators", row.indicator_id, package)
    if table in {"report_sections", "problems", "next_steps"}:
        return name_of("reports", row.report_id, package)
    return ""


def _period_of(table: str, row: Any, package: Package) -> str:
    if table == "results":
        return str(row.period or row.period_printed)
    if table == "targets":
        return str(row.period or row.due_date or "")
    if table == "reports":
        return str(row.year) if row.document_id not in package.document else ""
    return str(row.reported_date) if table == "progress" else ""


def _body_of(report: Report, package: Package) -> str:
    """Whose report it is."""
    unit = package.unit.get(report.unit_id)
    return unit.name if unit else package.locality.name


def _report_title(report: Report, package: Package) -> str:
    """Title of the report's document; where none was found, whose it is and its year."""
    document = package.document.get(report.document_id)
    return document.title if document else f"{_body_of(report, package)} {report.year}"

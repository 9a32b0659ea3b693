"""Records of the static API: what pages say, as plain values: a number is a number, a day ``2024-03-31``, a code stands
beside its words; what is not known is null, never 0.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from generator.assess import RULES_VERSION
from generator.model import Document, Indicator
from generator.pages import addresses
from generator.pages.task import sorted_results, task_documents
from generator.pages.views import ResultRow, TargetRow, TaskRow, Views
from generator.standings import Standing
from generator.vocabulary import Status


def locality_record(views: Views) -> dict[str, Any]:
    """Who the package is about, how it may be used, its plans with their tasks by status, and where the rest stands."""
    package = views.package
    place = package.locality
    return {
        **place.as_dict(),
        "title": package.title,
        "data_version": package.version,
        "rules_version": RULES_VERSION,
        "newest_document": _day(views.newest_day),
        "licences": [{"name": row.name, "title": row.title, "path": row.path} for row in package.licences],
        "plans": [
            {
                "plan_id": plan.plan_id,
                "title": plan.title,
                "start_date": _day(plan.start_date),
                "end_date": _day(plan.end_date),
                "statuses": {
                    status.code: number
                    for status, number in views.status_counts(
                        [row for row in views.task_rows.values() if row.task.plan_id == plan.plan_id]
                    )
                },
                "page": _page(addresses.plan(place.locality_id, plan.plan_id), views),
            }
            for plan in package.plans
        ],
        "units": [
            {
                "unit_id": unit.unit_id,
                "name": unit.name,
                "kind": unit.kind,
                "kind_words": views.label("unit-kinds", unit.kind),
            }
            for unit in package.units
        ],
        "lists": {
            name: _page(addresses.api(f"{name}.json", place.locality_id), views)
            for name in ("tasks", "indicators", "reports")
        },
        "package": _page(addresses.locality(place.locality_id, "data/datapackage.json"), views),
        "page": _page(addresses.locality(place.locality_id), views),
    }


def task_record(row: TaskRow, views: Views) -> dict[str, Any]:
    """What the page of a task says."""
    task, package, say = row.task, views.package, views.edition.say
    results = list(results_of_task(row, views))
    documents = task_documents(task, package, [item.result for item in results])
    return {
        "task_id": task.task_id,
        "locality_id": views.locality_id,
        "plan_id": task.plan_id,
        "label": task.label,
        "title": task.title,
        "summary": task.summary,
        "deliverable": task.deliverable or None,
        "area": row.area.title if row.area else None,
        "due": {
            "kind": task.due_kind,
            "start": _day(task.due_start),
            "date": _day(task.due_date),
            "basis": task.due_basis or None,
            "binding": task.due_binding or None,
            "printed": task.due_printed or None,
            "words": say(row.due),
        },
        "status": _status(row.status, say(row.assessment.reason), row.assessment.rule),
        "units": [
            {
                "unit_id": part.unit_id,
                "name": package.unit[part.unit_id].name,
                "role": part.role,
                "is_open": part.is_open,
            }
            for part in package.assignments_of_task.get(task.task_id, ())
        ],
        "targets": [
            target_record(views.target_row(target), views) for target in package.targets_of_task.get(task.task_id, ())
        ],
        "results": [result_record(item) for item in results],
        "progress": [
            {
                "reported_date": _day(item.reported_date),
                "kind": item.kind,
                "status": item.status or None,
                "summary": item.summary,
                "document_id": item.document_id or None,
            }
            for item in package.progress_of_task.get(task.task_id, ())
        ],
        "documents": [document_record(document) for document in documents],
        "page": _page(row.address, views),
    }


def indicator_record(indicator: Indicator, views: Views) -> dict[str, Any]:
    """What the page of an indicator says."""
    package = views.package
    results = list(results_of_indicator(indicator, views))
    documents = {item.document.document_id: item.document for item in results}
    return {
        "indicator_id": indicator.indicator_id,
        "locality_id": views.locality_id,
        "common_id": indicator.common_id or None,
        "name": indicator.name,
        "unit_of_measure": indicator.unit_of_measure,
        "definition": indicator.definition or None,
        "direction": indicator.direction,
        "numerator_name": indicator.numerator_name or None,
        "denominator_name": indicator.denominator_name or None,
        "task_ids": list(package.tasks_of_indicator.get(indicator.indicator_id, ())),
        "targets": [
            target_record(views.target_row(target), views)
            for target in package.targets_of_indicator.get(indicator.indicator_id, ())
        ],
        "results": [result_record(item) for item in results],
        "documents": [document_record(document) for document in documents.values()],
        "page": _page(addresses.indicator(views.locality_id, indicator.indicator_id), views),
    }


def target_record(row: TargetRow, views: Views) -> dict[str, Any]:
    """A promised value, what came of it, and why."""
    target, say = row.target, views.edition.say
    return {
        "target_id": target.target_id,
        "indicator_id": target.indicator_id,
        "task_id": target.task_id or None,
        "section_id": target.section_id or None,
        "comparator": target.comparator,
        "value": _number(target.value),
        "upper_value": _number(target.upper_value),
        "words": say(row.promised),
        "printed": target.printed,
        "every": target.every or None,
        "period": target.period or None,
        "due_date": _day(target.due_date),
        "status": _status(row.status, say(row.assessment.reason), row.assessment.rule),
        "result_ids": list(row.assessment.result_ids),
    }


def result_record(row: ResultRow) -> dict[str, Any]:
    """A published value; masked names the fields that the document hides."""
    result = row.result
    return {
        "result_id": result.result_id,
        "indicator_id": result.indicator_id,
        "indicator": row.indicator.name,
        "unit_of_measure": row.indicator.unit_of_measure,
        "subject": row.subject or None,
        "scope": result.scope,
        "period": result.period or None,
        "period_words": row.period,
        "value": _number(result.value),
        "value_words": row.value,
        "numerator": _number(result.numerator),
        "denominator": _number(result.denominator),
        "precision": result.precision,
        "masked": list(result.masked),
        "is_break": result.is_break,
        "as_of_date": _day(result.as_of_date),
        "note": result.note or None,
        "document_id": result.document_id,
    }


def report_record(standing: Standing, views: Views) -> dict[str, Any]:
    """A yearly report and what is known of it; ``page`` is null where nobody has entered it."""
    report, say = standing.report, views.edition.say
    status = views.vocabulary.status("report", standing.status)
    document = views.package.document.get(report.document_id)
    address = addresses.report(views.locality_id, report.report_id)
    missing = standing.missing_contents
    return {
        "report_id": report.report_id,
        "locality_id": views.locality_id,
        "kind": report.kind,
        "year": report.year,
        "unit_id": report.unit_id or None,
        "obligation_id": standing.obligation.code,
        "status": _status(status, say(standing.reason), standing.rule),
        "last_day": _day(standing.last_day),
        "published_date": _day(standing.published_date),
        "days_late": standing.days_late,
        "is_applicability_confirmed": standing.is_applicability_confirmed,
        "missing_contents": None if missing is None else list(missing),
        "document": document_record(document) if document else None,
        "page": _page(address, views) if standing.is_recorded else None,
    }


def document_record(document: Document) -> dict[str, Any]:
    """A document as sources name it."""
    return {
        "document_id": document.document_id,
        "kind": document.kind,
        "title": document.title,
        "publisher": document.publisher or None,
        "published_date": _day(document.published_date),
        "date_basis": document.date_basis or None,
        "provenance": document.provenance,
        "url": document.url or None,
    }


def results_of_task(row: TaskRow, views: Views) -> Iterable[ResultRow]:
    """Published values that the page of a task shows, in its order."""
    for name in views.package.indicators_of_task.get(row.task.task_id, ()):
        yield from (views.result_rows[result.result_id] for result in sorted_results(views.package, name))


def results_of_indicator(indicator: Indicator, views: Views) -> Iterable[ResultRow]:
    """Published values that the page of an indicator shows, in its order."""
    results = views.package.results_of_indicator.get(indicator.indicator_id, ())
    return (views.result_rows[result.result_id] for result in results)


def _status(status: Status, reason: str, rule: str) -> dict[str, str]:
    return {"code": status.code, "label": status.label, "reason": reason, "rule": rule, "rules_version": RULES_VERSION}


def _page(address: str, views: Views) -> str:
    """The full address where it is known, else the one below the root of the site."""
    return views.edition.public_address(address) or f"{views.edition.language.folder}{address}"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)

"""The static API: what it says is what the pages say, its shape is a promise, and its words follow the edition."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest

from generator.assess import assess_package
from generator.obligations import public_obligations
from generator.pages import addresses
from generator.pages.api import locality_files
from generator.pages.views import Views
from generator.standings import assess_reports
from generator.vocabulary import load_vocabulary

# Names are only ever added: a program written today works as long as the version stands.
TASK = {
    "api", "task_id", "locality_id", "plan_id", "label", "title", "summary", "deliverable", "area", "due", "status",
    "units", "targets", "results", "progress", "documents", "page",
}  # fmt: skip
INDICATOR = {
    "api", "indicator_id", "locality_id", "common_id", "name", "unit_of_measure", "definition", "direction",
    "numerator_name", "denominator_name", "task_ids", "targets", "results", "documents", "page",
}  # fmt: skip
RESULT = {
    "result_id", "indicator_id", "indicator", "unit_of_measure", "subject", "scope", "period", "period_words", "value",
    "value_words", "numerator", "denominator", "precision", "masked", "is_break", "as_of_date", "note", "document_id",
}  # fmt: skip
REPORT = {
    "report_id", "locality_id", "kind", "year", "unit_id", "obligation_id", "status", "last_day", "published_date",
    "days_late", "is_applicability_confirmed", "missing_contents", "document", "page",
}  # fmt: skip
STATUS = {"code", "label", "reason", "rule", "rules_version"}


@pytest.fixture(scope="module")
def views(load_fixture, schemas_dir, edition) -> Views:
    package, vocabulary, day = load_fixture("complete"), load_vocabulary(schemas_dir), date(2026, 11, 22)
    standings = assess_reports(package, public_obligations(vocabulary), day)
    return Views(package, assess_package(package, day), standings, vocabulary, edition)


@pytest.fixture(scope="module")
def files(views) -> dict[str, str]:
    return {address: content.decode() for address, content in locality_files(views)}


def record(files: dict[str, str], address: str) -> Any:
    return json.loads(files[address])


def test_each_page_has_its_record_and_its_table_beside_it(views, files):
    """``tasks/x.json`` beside ``tasks/x/``; for every task and every indicator, and nothing that has no page."""
    stems = [row.address.rstrip("/") for row in views.task_rows.values()]
    stems += [addresses.indicator(views.locality_id, row.indicator_id).rstrip("/") for row in views.package.indicators]
    lists = {f"999901-complete/api/v1/{name}.json" for name in ("locality", "tasks", "indicators", "reports")}
    assert {f"{stem}.{kind}" for stem in stems for kind in ("json", "csv")} | lists == set(files)


def test_the_shape_is_a_promise(files):
    """Every name that stands here stands there, in every record."""
    place = "999901-complete"
    tasks = record(files, f"{place}/api/v1/tasks.json")
    indicators = record(files, f"{place}/api/v1/indicators.json")
    reports = record(files, f"{place}/api/v1/reports.json")
    assert {"1"} == {item["api"] for item in (tasks, indicators, reports)}
    assert all(TASK - {"api"} <= set(item) and STATUS <= set(item["status"]) for item in tasks["tasks"])
    assert all(INDICATOR - {"api"} <= set(item) for item in indicators["indicators"])
    assert all(REPORT <= set(item) and STATUS <= set(item["status"]) for item in reports["reports"])
    assert all(RESULT <= set(row) for item in indicators["indicators"] for row in item["results"])


def test_a_task_says_what_its_page_says(views, files):
    """Status, reason, due date and units are those of the views that the page is made of."""
    for row in views.task_rows.values():
        found = record(files, f"{row.address.rstrip('/')}.json")
        assert (row.task.title, row.status.code, str(row.assessment.reason)) == (
            found["title"],
            found["status"]["code"],
            found["status"]["reason"],
        )
        assert (row.task.due_date.isoformat() if row.task.due_date else None) == found["due"]["date"]
        assigned = views.package.assignments_of_task.get(row.task.task_id, ())
        assert [part.unit_id for part in assigned] == [unit["unit_id"] for unit in found["units"]]
        documents = {item["document_id"] for item in found["documents"]}
        assert {item["document_id"] for item in found["results"]} <= documents


def test_values_keep_their_digits_and_what_is_masked_is_null(views, files):
    """Masked is null and named as masked, never 0; the table has the digits as published."""
    for indicator in views.package.indicators:
        stem = addresses.indicator(views.locality_id, indicator.indicator_id).rstrip("/")
        rows = list(csv.DictReader(io.StringIO(files[f"{stem}.csv"].removeprefix("\ufeff"))))
        results = views.package.results_of_indicator.get(indicator.indicator_id, ())
        found = record(files, f"{stem}.json")["results"]
        assert (
            [row.result_id for row in results]
            == [row["result_id"] for row in rows]
            == [row["result_id"] for row in found]
        )
        for result, cells, item in zip(results, rows, found, strict=True):
            assert ("" if result.value is None else str(result.value)) == cells["value"]
            assert (None if result.value is None else float(result.value)) == item["value"]
            assert list(result.masked) == item["masked"] == cells["masked"].split()


def test_a_report_that_nobody_entered_has_no_page(views, files):
    """It is in the list all the same, because the list is that of the register."""
    reports = {row["report_id"]: row for row in record(files, "999901-complete/api/v1/reports.json")["reports"]}
    assert set(views.standings) == set(reports)
    assert all((row["page"] is None) is not views.standings[name].is_recorded for name, row in reports.items())


def test_the_locality_tells_the_way(files):
    """Licence, plans with their tasks by status, and where the lists stand."""
    found = record(files, "999901-complete/api/v1/locality.json")
    assert "999901-complete" == found["locality_id"]
    assert found["licences"]
    assert 14 == sum(number for plan in found["plans"] for number in plan["statuses"].values())
    assert set(found["lists"].values()) == {
        f"999901-complete/api/v1/{name}.json" for name in ("tasks", "indicators", "reports")
    }

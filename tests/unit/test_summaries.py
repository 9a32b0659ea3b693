"""Summaries: what the portal knows of a locality survives the disk, and says what the rows say."""

import json
from dataclasses import replace
from datetime import date

import pytest

from generator.artifacts import json_text
from generator.assess import assess_package
from generator.language import CHINESE
from generator.model import Package
from generator.obligations import public_obligations
from generator.standings import assess_reports
from generator.summaries import LocalitySummary, covered_days, newest_documents, summarise
from generator.vocabulary import load_vocabulary

AS_OF = date(2023, 6, 30)


@pytest.fixture(params=["complete", "minimal"])
def package(request, load_fixture) -> Package:
    """A fixture package."""
    return load_fixture(request.param)


@pytest.fixture(scope="module")
def complete(load_fixture) -> Package:
    """The complete package."""
    return load_fixture("complete")


def summary_of(package: Package, schemas_dir, issues=(), as_of: date = AS_OF, say=CHINESE.say) -> LocalitySummary:
    standings = assess_reports(package, public_obligations(load_vocabulary(schemas_dir)), as_of)
    return summarise(package, assess_package(package, as_of), standings, tuple(issues), say)


def test_summary_comes_back_from_json_as_it_was(package, schemas_dir):
    """Written, read and built again it is equal, so a cached locality looks like one built anew."""
    summary = summary_of(package, schemas_dir)
    again = LocalitySummary.from_dict(json.loads(json_text(summary.as_dict())))
    assert summary == again
    assert json_text(summary.as_dict()) == json_text(again.as_dict())
    assert summary == LocalitySummary.from_dict(summary.as_dict())


def test_counts_are_those_of_the_tables(complete, schemas_dir):
    """Tasks, targets, results, documents and units are counted, of the reports only those found."""
    counts = summary_of(complete, schemas_dir).counts
    assert {name: len(getattr(complete, name)) for name in ("tasks", "targets", "results", "documents", "units")} == {
        name: number for name, number in counts.items() if name != "reports"
    }
    assert sum(bool(row.document_id) for row in complete.reports) == counts["reports"]
    assert counts["reports"] < len(complete.reports)


def test_plans_count_their_tasks_by_status(complete, schemas_dir):
    """The statuses of each plan add up to its tasks."""
    summary = summary_of(complete, schemas_dir)
    assert [row.plan_id for row in complete.plans] == [row.plan_id for row in summary.plans]
    for plan in summary.plans:
        assert sum(task.plan_id == plan.plan_id for task in complete.tasks) == plan.tasks == sum(plan.statuses.values())


@pytest.mark.parametrize("as_of", [date(2022, 6, 30), date(2022, 7, 1), date(2026, 1, 1)])
def test_next_due_are_tasks_to_come(complete, schemas_dir, as_of):
    """What is due on the day itself is still to come; the soonest stands first; nothing past is listed."""
    listed = summary_of(complete, schemas_dir, as_of=as_of).next_due
    coming = sorted((row.due_date, row.task_id) for row in complete.tasks if row.due_date and row.due_date >= as_of)
    assert [(day.isoformat(), name) for day, name in coming][: len(listed)] == [
        (row.due_date, row.task_id) for row in listed
    ]
    assert min(len(coming), 8) == len(listed)


def test_newest_documents_have_a_date_and_the_newest_is_first(complete, schemas_dir):
    """Documents without a day of publication are not new."""
    days = [row.published_date for row in newest_documents(complete)]
    assert None not in days
    assert sorted(days, reverse=True) == days
    newest = summary_of(complete, schemas_dir).newest
    assert [day.isoformat() for day in days[:5]] == [row.published_date for row in newest]


def test_register_has_every_report_with_its_reason(complete, schemas_dir):
    """Every report row is in the register, found or not, with body, status and reason in words."""
    rows = {row.report_id: row for row in summary_of(complete, schemas_dir).reports}
    assert [report.report_id for report in complete.reports] == [name for name, row in rows.items() if row.is_recorded]
    assert "示例市司法局" == rows["2022-rule-of-law-sifaju"].body
    assert rows["2022-rule-of-law-sifaju"].is_unit
    assert complete.locality.name == rows["2023"].body
    assert ("late", "2024-04-01", "2024-03-31", 1) == (
        rows["2023"].status,
        rows["2023"].published_date,
        rows["2023"].last_day,
        rows["2023"].days_late,
    )
    assert ("", "") == (rows["2025"].published_date, rows["2025"].url)
    assert all(row.reason for row in rows.values())
    assert ("first_responsible",) == rows["2022"].missing_contents


def test_search_entries_lead_to_pages(complete, schemas_dir):
    """The locality, its plans, indicators and published reports can be found; texts are short."""
    entries = summary_of(complete, schemas_dir).entries
    expected = ["", *(f"plans/{row.plan_id}/" for row in complete.plans)]
    expected += [f"indicators/{row.indicator_id}/" for row in complete.indicators]
    expected += [f"reports/{row.report_id}/" for row in complete.reports if row.document_id]
    assert expected == [entry.path for entry in entries]
    assert all(entry.title and len(entry.text) <= 120 for entry in entries)
    assert {"locality", "plan", "indicator", "report"} == {entry.kind for entry in entries}


def test_search_entries_of_reports_have_a_status(complete, schemas_dir):
    """The status is that of the register, and says that it is a report's; no other entry has one."""
    summary = summary_of(complete, schemas_dir)
    statuses = {f"reports/{row.report_id}/": f"report-{row.status}" for row in summary.reports}
    assert {"report-late"} < set(statuses.values())
    assert all(entry.status == statuses.get(entry.path, "") for entry in summary.entries)


def test_reasons_are_said_in_the_language(complete, schemas_dir):
    """A summary belongs to one language; text of the data is the same in all."""
    chinese = summary_of(complete, schemas_dir)
    other = summary_of(complete, schemas_dir, say=lambda words: f"[{words}]")
    assert [f"[{row.reason}]" for row in chinese.reports] == [row.reason for row in other.reports]
    unsaid = [replace(row, reports=()) for row in (chinese, other)]
    assert unsaid[0] == unsaid[1]


def test_common_indicators_come_along(complete, schemas_dir):
    """Those of the table that are the same everywhere, with their values."""
    commons = summary_of(complete, schemas_dir).commons
    expected = [row.indicator_id for row in complete.indicators if row.common_id]
    assert expected == [row.indicator_id for row in commons]
    assert any(row.values for row in commons)


def test_unofficial_copies_are_told(complete, schemas_dir):
    """The portal knows when a locality rests on an unofficial copy."""
    assert summary_of(complete, schemas_dir).has_unofficial
    official = tuple(replace(row, provenance="original") for row in complete.documents)
    assert not summary_of(replace(complete, documents=official), schemas_dir).has_unofficial


def test_issues_are_counted(load_fixture, examine, fixture_folder, schemas_dir):
    """All three severities are counted, also where there is none."""
    _, log = examine(fixture_folder("complete"))
    counts = summary_of(load_fixture("complete"), schemas_dir, log.issues).issues
    assert ["error", "warning", "note"] == list(counts)
    assert len(log.issues) == sum(counts.values())


def test_days_covered_are_those_of_plans_results_and_published_reports(complete):
    """From the first to the last; a report that nobody found says nothing, and what is open stays open."""
    bare = replace(complete, plans=(), results=(), reports=())
    assert (None, None) == covered_days(bare)
    (plan, *_), (result, *_) = complete.plans, complete.results
    planned = replace(bare, plans=(replace(plan, start_date=date(2016, 5, 1), end_date=None),))
    assert (date(2016, 5, 1), None) == covered_days(planned)
    measured = replace(planned, results=(replace(result, period="../2019-10"), replace(result, period="")))
    assert (date(2016, 5, 1), date(2019, 10, 31)) == covered_days(measured)
    published = next(row for row in complete.reports if row.is_published)
    told = replace(measured, reports=(replace(published, year=2021), replace(published, year=2023, document_id="")))
    assert (date(2016, 5, 1), date(2021, 12, 31)) == covered_days(told)


def test_a_summary_says_the_licences(complete, schemas_dir):
    """As the package states them; none where it declares none."""
    assert complete.licences == summary_of(complete, schemas_dir).licences
    assert () == summary_of(replace(complete, licences=()), schemas_dir).licences

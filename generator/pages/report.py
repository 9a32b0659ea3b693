"""The page of a yearly report: on time or not, the five contents, problems and the steps that answer them, figures."""

from generator.model import Report
from generator.pages import addresses
from generator.pages.frame import framed_page
from generator.pages.government import REPORTS_COLUMN, government_header
from generator.pages.page import Page
from generator.pages.reasons import why_report
from generator.pages.views import Views
from generator.sentences import Words, sentence
from generator.standings import Standing

_KIND_ORDER = {"rule_of_law": 0, "disclosure": 1}


def report_title(report: Report, views: Views) -> Words:
    """Title of the document; without one, body, year and kind."""
    document = views.package.document.get(report.document_id)
    if document:
        return document.title
    unit = views.package.unit.get(report.unit_id)
    body = unit.name if unit else views.package.locality.name
    kind = views.label("report-kinds", report.kind)
    return sentence("{body}{year}年度{kind}", body=body, year=str(report.year), kind=kind)


def report_page(report: Report, views: Views) -> Page:
    """One yearly report, published or not found."""
    package = views.package
    place = package.locality
    document = package.document.get(report.document_id)
    sections = sorted(
        (row for row in package.report_sections if row.report_id == report.report_id), key=lambda row: row.order
    )
    problems = [row for row in package.problems if row.report_id == report.report_id]
    steps = [row for row in package.next_steps if row.report_id == report.report_id]
    results = [
        views.result_rows[row.result_id]
        for row in (package.results_of_document.get(report.document_id, ()) if document else ())
    ]
    title = report_title(report, views)
    contents = [
        (views.label("report-section-kinds", kind), kind, [row for row in sections if row.kind == kind])
        for kind in views.standings[report.report_id].obligation.all_contents
    ]
    standing = views.standings[report.report_id]
    context = {
        "report": report,
        "document": document,
        "status": views.vocabulary.status("report", standing.status),
        "why": why_report(report, standing, views),
        "header": government_header(document, views.vocabulary) if document else [],
        "unit": package.unit.get(report.unit_id),
        "kind_label": views.label("report-kinds", report.kind),
        "contents": contents if sections and report.kind == "rule_of_law" else [],
        "missing": standing.missing_contents or (),
        "additional": [row for row in sections if row.kind == "additional"],
        "problems": [(row, [step for step in steps if step.problem_id == row.problem_id]) for row in problems],
        "loose_steps": [row for row in steps if not row.problem_id],
        "results": results,
    }
    return framed_page(
        views,
        "report.md",
        addresses.report(views.locality_id, report.report_id),
        title,
        sentence("{place}{year}年度：{reason}", place=place.name, year=str(report.year), reason=standing.reason),
        context,
        kind="report",
        year=str(report.year),
        status=f"report-{standing.status}",
        crumbs=views.crumbs(
            (sentence("年度报告"), addresses.locality(views.locality_id, "reports/")),
            (sentence("{year}年度", year=str(report.year)), ""),
        ),
        published=document.published_date if document else None,
        source=document.publisher if document else "",
    )


def listed_reports(views: Views) -> list[tuple[Report, Standing]]:
    """All reports with their standing, as lists show them: newest first within each kind."""
    reports = sorted(views.package.reports, key=lambda row: (_KIND_ORDER.get(row.kind, 9), -row.year, row.unit_id))
    return [(row, views.standings[row.report_id]) for row in reports]


def report_list_page(views: Views) -> Page:
    """All yearly reports of the locality, newest first within each kind."""
    place = views.package.locality
    return framed_page(
        views,
        "reports.md",
        addresses.locality(views.locality_id, "reports/"),
        sentence("{place}的年度报告", place=place.name),
        sentence("{place}及其部门的年度报告：何时公布，是否按期。", place=place.name),
        {"reports": listed_reports(views)},
        crumbs=views.crumbs((sentence("年度报告"), "")),
        column=REPORTS_COLUMN,
    )

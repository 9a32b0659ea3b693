"""The page of a yearly report: on time or not, the five contents, problems and the steps that answer them, figures."""

from generator.check.reports import REQUIRED_CONTENTS, missing_contents, unanswered_problems
from generator.model import Document, Report
from generator.obligations import Standing
from generator.pages import addresses
from generator.pages.page import Page
from generator.pages.render import render_page
from generator.pages.views import Views
from generator.periods import date_label
from generator.vocabulary import Vocabulary

_KIND_ORDER = {"rule_of_law": 0, "disclosure": 1}


def report_title(report: Report, views: Views) -> str:
    """Title of the document; without one, body, year and kind."""
    document = views.package.document.get(report.document_id)
    if document:
        return document.title
    unit = views.package.unit.get(report.unit_id)
    body = unit.name if unit else views.package.locality.name
    return f"{body}{report.year}年度{views.label('report-kinds', report.kind)}"


def government_header(document: Document, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """The header of the open-information catalogue: only what the document carries, nothing invented."""
    items = [
        ("索引号", document.index_number),
        ("文号", document.doc_number),
        ("发布机构", document.publisher),
        ("信息类别", document.category),
        ("成文日期", date_label(document.signed_date)),
        ("发文日期", date_label(document.issued_date)),
        ("发布日期", published_label(document, vocabulary)),
        ("公开范围", document.open_scope),
        ("公开方式", document.open_mode),
    ]
    return [(label, value) for label, value in items if value]


def published_label(document: Document, vocabulary: Vocabulary) -> str:
    """Day of publication and how it is known; empty where no day is."""
    if document.published_date is None:
        return ""
    basis = vocabulary.label("date-bases", document.date_basis)
    return f"{date_label(document.published_date)}（{basis}）"


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
        for kind in REQUIRED_CONTENTS
    ]
    context = {
        "views": views,
        "report": report,
        "place": place,
        "document": document,
        "standing": views.standings[report.report_id],
        "status": views.vocabulary.status("report", views.standings[report.report_id].status),
        "header": government_header(document, views.vocabulary) if document else [],
        "unit": package.unit.get(report.unit_id),
        "kind_label": views.label("report-kinds", report.kind),
        "contents": contents if sections and report.kind == "rule_of_law" else [],
        "missing": missing_contents(package, report),
        "additional": [row for row in sections if row.kind == "additional"],
        "problems": [(row, [step for step in steps if step.problem_id == row.problem_id]) for row in problems],
        "loose_steps": [row for row in steps if not row.problem_id],
        "unanswered": unanswered_problems(package, report.report_id) if steps else (),
        "results": results,
    }
    return render_page(
        "report.md",
        addresses.report(views.locality_id, report.report_id),
        title,
        f"{place.name}{report.year}年度：{views.standings[report.report_id].reason}",
        context,
        meta={
            "kind": "报告",
            "year": str(report.year),
            "status": views.vocabulary.status("report", views.standings[report.report_id].status).label,
            "crumbs": views.crumbs(
                ("年度报告", addresses.locality(views.locality_id, "reports/")),
                (f"{report.year}年度", ""),
            ),
        },
    )


def listed_reports(views: Views) -> list[tuple[Report, Standing]]:
    """All reports with their standing, as lists show them: newest first within each kind."""
    reports = sorted(views.package.reports, key=lambda row: (_KIND_ORDER.get(row.kind, 9), -row.year, row.unit_id))
    return [(row, views.standings[row.report_id]) for row in reports]


def report_list_page(views: Views) -> Page:
    """All yearly reports of the locality, newest first within each kind."""
    place = views.package.locality
    return render_page(
        "reports.md",
        addresses.locality(views.locality_id, "reports/"),
        f"{place.name}的年度报告",
        f"{place.name}及其部门的年度报告：何时公布，是否按期。",
        {"views": views, "place": place, "reports": listed_reports(views)},
        meta={"kind": "", "crumbs": views.crumbs(("年度报告", ""))},
    )

"""The page of a yearly report: on time or not, its contents, its figures beside last year's, targets and their results,
problems and the steps that answer them.
"""

from generator.model import Report
from generator.pages import addresses
from generator.pages.chart import indicator_figure
from generator.pages.frame import framed_page
from generator.pages.government import REPORTS_COLUMN, government_header, published_label
from generator.pages.narrative import narrative_of
from generator.pages.page import Page
from generator.pages.reasons import why_report
from generator.pages.report_views import ReportView, report_view
from generator.pages.views import Views
from generator.sentences import Words, sentence
from generator.standings import Standing


def report_title(view: ReportView) -> Words:
    """Title of the document; without one, body, year and kind."""
    return view.document.title if view.document else view.name


def report_page(report: Report, views: Views) -> Page:
    """One yearly report, published or not found."""
    place = views.package.locality
    view = report_view(report, views)
    document, standing = view.document, view.standing
    address = addresses.report(views.locality_id, report.report_id)
    context = {
        "view": view,
        "status": views.vocabulary.status("report", standing.status),
        "why": why_report(report, standing, views),
        "header": government_header(document, views.vocabulary) if document else [],
        "published": published_label(document, views.vocabulary) if document else "",
        "charts": [indicator_figure(chart.indicator_id, views, address) for chart in view.figures.charts],
        "narrative": narrative_of(report, views.edition.say(report_title(view)), views),
    }
    return framed_page(
        views,
        "report.md",
        address,
        report_title(view),
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


def listed_reports(views: Views) -> list[Standing]:
    """The standing of every report that was entered or is owed, as lists show them: newest first within each kind."""
    kinds = list(views.vocabulary.lists["report-kinds"])

    def place(standing: Standing) -> tuple[int, int, str]:
        report = standing.report
        return kinds.index(report.kind), -report.year, report.unit_id

    return sorted(views.standings.values(), key=place)


def report_list_page(views: Views) -> Page:
    """All yearly reports of the locality, newest first within each kind."""
    place = views.package.locality
    return framed_page(
        views,
        "reports.md",
        addresses.locality(views.locality_id, "reports/"),
        sentence("{place}的年度报告", place=place.name),
        sentence("{place}及其部门的年度报告：何时公布，是否按期。", place=place.name),
        {"standings": listed_reports(views)},
        crumbs=views.crumbs((sentence("年度报告"), "")),
        column=REPORTS_COLUMN,
    )

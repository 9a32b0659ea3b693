"""All pages of one locality: the overview, the lists, and one page for each plan, task, unit, indicator, report."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from generator.exports import Download
from generator.issues import Issue
from generator.pages import addresses
from generator.pages.changes import changes_page
from generator.pages.chart import area_chart, area_figure, chart_files, target_bullets
from generator.pages.data import data_page
from generator.pages.dataset import dataset_record
from generator.pages.due_calendar import CALENDAR_FILE, due_calendar
from generator.pages.frame import framed_page
from generator.pages.gone import gone_pages
from generator.pages.government import FIGURES_COLUMN
from generator.pages.indicator import indicator_list_page, indicator_page
from generator.pages.page import Page
from generator.pages.plan import plan_page
from generator.pages.registers import registers_page
from generator.pages.report import listed_reports, report_list_page, report_page
from generator.pages.task import task_list_page, task_page
from generator.pages.unit import unit_list_page, unit_page
from generator.pages.views import ResultRow, Views
from generator.sentences import Words, sentence
from generator.summaries import newest_documents

_NEWEST = 6
# Results on the overview; a locality may have thousands of them.
_MOST_RESULTS = 60


def locality_pages(views: Views, downloads: list[Download], issues: tuple[Issue, ...]) -> list[Page]:
    """Every page of a locality, overview first."""
    package = views.package
    pages = [overview_page(views, downloads, issues)]
    pages += [plan_page(plan, views) for plan in package.plans]
    if package.tasks:
        pages.append(task_list_page(views))
        pages += [task_page(row, views) for row in views.task_rows.values()]
    if package.units:
        pages.append(unit_list_page(views))
    pages += [unit_page(unit, views) for unit in package.units]
    if package.indicators:
        pages.append(indicator_list_page(views))
        pages += [indicator_page(indicator, views) for indicator in package.indicators]
    if views.standings:
        pages.append(report_list_page(views))
        pages += [report_page(report, views) for report in package.reports]
    pages.append(registers_page(views))
    pages.append(changes_page(views))
    pages += gone_pages(views)
    pages.append(data_page(views, downloads, issues))
    pages.append(search_page(views, pages))
    return pages


def locality_nav(views: Views) -> list[tuple[Words, str]]:
    """Side navigation of a locality's site: title and address, only for pages that exist."""
    package, place = views.package, views.locality_id
    nav: list[tuple[Words, str]] = [(sentence("概览"), addresses.locality(place))]
    nav += [(plan.title, addresses.plan(place, plan.plan_id)) for plan in package.plans]
    if package.tasks:
        nav.append((sentence("全部任务"), addresses.locality(place, "tasks/")))
    if package.units:
        nav.append((sentence("责任单位"), addresses.locality(place, "units/")))
    if package.indicators:
        nav.append((sentence("指标与结果"), addresses.locality(place, "indicators/")))
    if views.standings:
        nav.append((sentence("年度报告"), addresses.locality(place, "reports/")))
    nav.append((sentence("公开清单"), addresses.registers(place)))
    nav.append((sentence("变动"), addresses.changes(place)))
    nav.append((sentence("数据与下载"), addresses.locality(place, "data/")))
    nav.append((sentence("搜索"), addresses.locality(place, "search/")))
    return nav


def overview_page(views: Views, downloads: list[Download], issues: tuple[Issue, ...]) -> Page:
    """What a citizen wants to know in ten seconds: what was promised, what is known of it, where to look on."""
    package = views.package
    place = package.locality
    areas = area_counts(views)
    chart = area_chart(areas, views)
    rows = list(views.task_rows.values())
    calendar = due_calendar(views)
    results = [] if package.plans else overview_results(views)
    address = addresses.locality(views.locality_id)
    context = {
        "package": package,
        "status_counts": views.status_counts(rows),
        "areas": areas,
        "area_statuses": [status for status, _ in views.status_counts(rows)],
        "area_figure": area_figure(chart, views),
        "bullets": target_bullets(views),
        "reports": [row for row in listed_reports(views) if row.is_recorded],
        "newest": newest_documents(package)[:_NEWEST],
        "has_unofficial": any(row.provenance == "unofficial_copy" for row in package.documents),
        "results": results,
        "result_count": len(package.results),
        "issue_count": len(issues),
        "calendar_file": CALENDAR_FILE if calendar else "",
    }
    return framed_page(
        views,
        "locality.md",
        address,
        place.name,
        sentence("{place}的法治政府建设：计划、任务、责任单位、目标、结果和年度报告。", place=place.name),
        context,
        kind="locality",
        crumbs=[[place.name, ""]],
        column=FIGURES_COLUMN,
        files=chart_files(chart, views) | ({CALENDAR_FILE: calendar} if calendar else {}),
        linked=dataset_record(views, downloads, address),
    )


def overview_results(views: Views) -> list[ResultRow]:
    """What the overview shows of the results of a locality without plans: all where they are few, else the newest of
    each indicator, of no more indicators than readers would look through.
    """
    package = views.package
    if len(package.results) <= _MOST_RESULTS:
        return list(views.result_rows.values())
    newest = (views.newest_result(indicator.indicator_id) for indicator in package.indicators)
    return list(islice(filter(None, newest), _MOST_RESULTS))


def area_counts(views: Views) -> list[tuple[Words, Counter[str]]]:
    """For each area of the plans, in printed order: its title and its tasks by status code."""
    counts: dict[Words, Counter[str]] = {}
    for row in views.task_rows.values():
        counts.setdefault(row.area.title if row.area else sentence("其他"), Counter())[row.status.code] += 1
    return list(counts.items())


def search_page(views: Views, pages: Sequence[Page]) -> Page:
    """The page that searches this locality in full; it offers as filters what its ``pages`` have."""
    place, vocabulary = views.package.locality, views.vocabulary
    found = {name: {page.meta.get(name, "") for page in pages} for name in ("kind", "year", "status")}
    return framed_page(
        views,
        "search.md",
        addresses.locality(views.locality_id, "search/"),
        sentence("搜索{place}", place=place.name),
        sentence("在{place}的任务、单位、指标和报告里搜索。", place=place.name),
        {
            "merge": [],
            "localities": [],
            "kinds": [term for term in vocabulary.lists["page-kinds"].values() if term.code in found["kind"]],
            "years": sorted(found["year"] - {""}, reverse=True),
            "statuses": [row for row in vocabulary.statuses.values() if f"{row.scope}-{row.code}" in found["status"]],
        },
        crumbs=views.crumbs((sentence("搜索"), "")),
    )

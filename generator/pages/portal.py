"""The portal's pages: home, localities, obligations, data, methodology, search. They read summaries, never rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generator.assess import RULES, RULES_DATE, RULES_VERSION
from generator.model import Locality, grouped
from generator.pages import addresses
from generator.pages.page import Page
from generator.pages.render import render_page
from generator.schemas import TableSchema
from generator.summaries import LocalitySummary, NewDocument, ReportSummary
from generator.vocabulary import Vocabulary

_NEWEST = 8
_NEXT_DUE = 8
# Indexes the portal's search merges on its own; every one more costs two requests and some 30 KB a query.
_MERGED_INDEXES = 4

# Side navigation of the portal: title and address.
PORTAL_NAV = (
    ("首页", addresses.HOME),
    ("全部地方", addresses.LOCALITIES),
    ("年度报告登记", addresses.OBLIGATIONS),
    ("数据目录与数据字典", addresses.DATA),
    ("怎样得出状态", addresses.METHODOLOGY),
    ("搜索", addresses.SEARCH),
)

Dated = tuple[str, Locality, NewDocument]


@dataclass(frozen=True)
class Portal:
    """What the portal is made of.

    ``broken`` are the localities whose data has errors, with the number of errors; ``without_pages`` those of them
    that have no last good pages either, so that the portal puts a notice in their place.
    """

    summaries: Sequence[LocalitySummary]
    broken: dict[str, int]
    without_pages: dict[str, int]
    schemas: dict[str, TableSchema]
    vocabulary: Vocabulary


def portal_pages(portal: Portal) -> list[Page]:
    """Every generated page of the portal."""
    years = sorted({row.year for summary in portal.summaries for row in summary.reports}, reverse=True)
    return [
        home_page(portal),
        localities_page(portal),
        obligations_page(portal, years),
        *(obligations_year_page(portal, year, years) for year in years),
        data_catalogue_page(portal),
        methodology_page(portal),
        portal_search_page(portal),
        *(broken_page(locality_id, count) for locality_id, count in portal.without_pages.items()),
    ]


def home_page(portal: Portal) -> Page:
    """What this is and where things stand, in ten seconds."""
    totals: Counter[str] = Counter()
    for summary in portal.summaries:
        totals.update(summary.counts)
    newest = sorted(
        ((row.published_date, summary.locality, row) for summary in portal.summaries for row in summary.newest),
        key=lambda item: (item[0], item[1].locality_id, item[2].title),
        reverse=True,
    )
    due = sorted(
        ((item.due_date, summary.locality, item) for summary in portal.summaries for item in summary.next_due),
        key=lambda entry: (entry[0], entry[2].task_id),
    )
    reports = [row for summary in portal.summaries for row in summary.reports if row.kind == "rule_of_law"]
    context = {
        "totals": totals,
        "with_plans": [summary for summary in portal.summaries if summary.plans],
        "localities": len(portal.summaries),
        "provinces": _by_province(portal),
        "newest": _unique_documents(newest)[:_NEWEST],
        "due": due[:_NEXT_DUE],
        "report_statuses": _report_counts(reports, portal.vocabulary),
        "report_total": len(reports),
        "vocabulary": portal.vocabulary,
        "bar": _status_bar,
    }
    return render_page(
        "home.md",
        addresses.HOME,
        "公开",
        "查一查地方政府在法治政府建设计划里承诺了什么、由谁负责、何时完成、有什么结果。",
        context,
        meta={"kind": "", "hide": ["navigation", "toc"]},
    )


def _unique_documents(rows: Sequence[Dated]) -> list[Dated]:
    """Each address once: two localities may cite the same page."""
    seen: dict[str, Dated] = {}
    for row in rows:
        seen.setdefault(row[2].url or row[2].title, row)
    return list(seen.values())


def _status_bar(statuses: dict[str, int], vocabulary: Vocabulary) -> list[tuple[object, int, int]]:
    """Statuses of a plan in the order of the codelist: status, number, share in whole per cent."""
    total = sum(statuses.values())
    return [
        (status, statuses[code], round(100 * statuses[code] / total))
        for (scope, code), status in vocabulary.statuses.items()
        if scope == "task" and statuses.get(code)
    ]


def _report_counts(reports: Sequence[ReportSummary], vocabulary: Vocabulary) -> list[tuple[object, int]]:
    counts = Counter(row.status for row in reports)
    return [
        (status, counts[code])
        for (scope, code), status in vocabulary.statuses.items()
        if scope == "report" and counts[code]
    ]


def _by_province(portal: Portal) -> list[tuple[str, list[LocalitySummary]]]:
    """Province name and its localities, provinces and localities in the order of their codes."""
    groups = grouped(
        sorted(portal.summaries, key=lambda item: item.locality.locality_id), lambda item: item.locality.province_code
    )
    return [(portal.vocabulary.label("provinces", code), list(rows)) for code, rows in groups.items()]


def localities_page(portal: Portal) -> Page:
    """All localities, in the order of their codes."""
    return render_page(
        "localities.md",
        addresses.LOCALITIES,
        "全部地方",
        f"本站收录的{len(portal.summaries)}个地方，按行政区划代码排列。",
        {"provinces": _by_province(portal), "vocabulary": portal.vocabulary, "broken": portal.broken},
        meta={"kind": "", "crumbs": [["全部地方", ""]]},
    )


def _register_rows(portal: Portal, year: int) -> list[tuple[LocalitySummary, ReportSummary]]:
    rows = [(summary, row) for summary in portal.summaries for row in summary.reports if row.year == year]
    return sorted(rows, key=lambda item: (item[0].locality.locality_id, item[1].kind, item[1].report_id))


def obligations_page(portal: Portal, years: list[int]) -> Page:
    """The rules, and for each year how many reports are known of."""
    table = []
    for year in years:
        rows = [row for _, row in _register_rows(portal, year)]
        table.append((year, len(rows), _report_counts(rows, portal.vocabulary)))
    return render_page(
        "obligations.md",
        addresses.OBLIGATIONS,
        "年度报告登记",
        "谁应当公布年度报告，依据什么规定，哪些已经公布，是否按期。",
        {"rules": list(portal.vocabulary.lists["obligations"].values()), "years": table},
        meta={"kind": "登记", "crumbs": [["年度报告登记", ""]]},
    )


def obligations_year_page(portal: Portal, year: int, years: list[int]) -> Page:
    """One row a body and report kind; sorted by code, never by merit."""
    rows = _register_rows(portal, year)
    return render_page(
        "obligations_year.md",
        addresses.obligations_of(year),
        f"{year}年度报告登记",
        f"{year}年度的年度报告：{len(rows)}份的公布情况。",
        {"year": year, "years": years, "rows": rows, "vocabulary": portal.vocabulary},
        meta={
            "kind": "登记",
            "year": str(year),
            "crumbs": [["年度报告登记", addresses.OBLIGATIONS], [f"{year}年度", ""]],
        },
    )


def data_catalogue_page(portal: Portal) -> Page:
    """All packages to take away, and the dictionary of every table."""
    return render_page(
        "catalogue.md",
        addresses.DATA,
        "数据目录与数据字典",
        "全部地方的数据包、每张表每一列的含义。",
        {"summaries": portal.summaries, "schemas": portal.schemas, "vocabulary": portal.vocabulary},
        meta={"kind": "数据", "crumbs": [["数据目录与数据字典", ""]]},
    )


def methodology_page(portal: Portal) -> Page:
    """The rules as they run: this page is written from the same objects that judge."""
    statuses = grouped(portal.vocabulary.statuses.values(), lambda status: status.scope)
    return render_page(
        "methodology.md",
        addresses.METHODOLOGY,
        "怎样得出状态",
        "每个状态的含义，以及得出它的规则。",
        {
            "rules": grouped(RULES.values(), lambda rule: rule.scope),
            "version": RULES_VERSION,
            "date": RULES_DATE,
            "statuses": statuses,
            "scopes": {"task": "任务", "target": "目标", "report": "年度报告"},
        },
        meta={"kind": "说明", "crumbs": [["怎样得出状态", ""]]},
    )


def merged_localities(summaries: Sequence[LocalitySummary]) -> list[str]:
    """Ids of the localities whose own index the portal's search reads along: the first few that have tasks."""
    with_tasks = [row.locality.locality_id for row in summaries if row.counts["tasks"]]
    return with_tasks[:_MERGED_INDEXES]


def portal_search_page(portal: Portal) -> Page:
    """Finds localities, plans, reports and indicators, and leads into a locality's own search."""
    return render_page(
        "search.md",
        addresses.SEARCH,
        "搜索",
        "搜索地方、计划、任务、责任单位、指标和年度报告。",
        {
            "place": None,
            "merge": merged_localities(portal.summaries),
            "localities": [summary.locality for summary in portal.summaries],
        },
        meta={"kind": "", "crumbs": [["搜索", ""]]},
    )


def broken_page(locality_id: str, errors: int) -> Page:
    """The notice that stands for a locality whose data has errors and that has no last good pages."""
    return render_page(
        "broken.md",
        addresses.locality(locality_id),
        f"{locality_id}：数据有误",
        "这个地方的数据有误，暂时没有页面。",
        {"locality_id": locality_id, "errors": errors},
        meta={"kind": "", "crumbs": [[locality_id, ""]]},
    )

"""The portal's pages: home, localities, register, comparisons, data, methodology, search, notices."""

from collections.abc import Sequence
from typing import Any

from generator.assess import RULES, RULES_DATE, RULES_VERSION
from generator.model import grouped
from generator.pages import addresses
from generator.pages.catalogue_graph import JSON_LD, TURTLE
from generator.pages.compare import compare_pages
from generator.pages.contributing import findings_page, repairs_page
from generator.pages.data import downloads_context, size_label
from generator.pages.dataset import catalogue_page_record, linked_text
from generator.pages.government import CATALOGUE_COLUMN, GUIDE_COLUMN, OPEN_DATA_COLUMN
from generator.pages.home import home_page
from generator.pages.obligation import register_pages
from generator.pages.page import Page
from generator.pages.portal_changes import portal_changes_page
from generator.pages.portal_views import Portal
from generator.pages.render import render_page
from generator.sentences import Sentence, sentence
from generator.summaries import LocalitySummary

# Indexes the portal's search merges on its own; every one more costs two requests and some 30 KB a query.
_MERGED_INDEXES = 4

# Side navigation of the portal: title and address.
PORTAL_NAV: tuple[tuple[Sentence, str], ...] = (
    (sentence("首页"), addresses.HOME),
    (sentence("全部地方"), addresses.LOCALITIES),
    (sentence("年度报告登记"), addresses.OBLIGATIONS),
    (sentence("指标对照"), addresses.COMPARE),
    (sentence("数据变动"), addresses.CHANGES),
    (sentence("数据目录与数据字典"), addresses.DATA),
    (sentence("怎样得出状态"), addresses.METHODOLOGY),
    (sentence("搜索"), addresses.SEARCH),
)
# What every page of every site shows above its content.
TABS: tuple[tuple[Sentence, str], ...] = (
    (sentence("首页"), addresses.HOME),
    (sentence("地方"), addresses.LOCALITIES),
    (sentence("年度报告"), addresses.OBLIGATIONS),
    (sentence("对照"), addresses.COMPARE),
    (sentence("数据"), addresses.DATA),
    (sentence("怎样得出状态"), addresses.METHODOLOGY),
    (sentence("词汇"), addresses.GLOSSARY),
    (sentence("关于"), addresses.ABOUT),
)


def portal_pages(portal: Portal) -> list[Page]:
    """Every generated page of the portal."""
    return [
        home_page(portal),
        localities_page(portal),
        *register_pages(portal),
        *compare_pages(portal),
        portal_changes_page(portal),
        data_catalogue_page(portal),
        releases_page(portal),
        methodology_page(portal),
        findings_page(portal),
        repairs_page(portal),
        portal_search_page(portal),
        *(broken_page(portal, locality_id, count) for locality_id, count in portal.without_pages.items()),
    ]


def localities_page(portal: Portal) -> Page:
    """All localities, in the order of their codes."""
    return render_page(
        portal.edition,
        "localities.md",
        addresses.LOCALITIES,
        sentence("全部地方"),
        sentence("本站收录的{n}个地方，按行政区划代码排列。", n=len(portal.summaries)),
        {"provinces": portal.by_province(), "vocabulary": portal.vocabulary, "broken": portal.broken},
        meta={"kind": "", "crumbs": [[sentence("全部地方"), ""]], "column": CATALOGUE_COLUMN},
    )


def data_catalogue_page(portal: Portal) -> Page:
    """All packages to take away, and the dictionary of every table."""
    edition = portal.edition
    meta: dict[str, Any] = {
        "kind": "data",
        "crumbs": [[sentence("数据目录与数据字典"), ""]],
        "column": OPEN_DATA_COLUMN,
    }
    if edition.site_url:
        meta["linked"] = linked_text(catalogue_page_record(edition, portal.summaries))
    return render_page(
        portal.edition,
        "catalogue.md",
        addresses.DATA,
        sentence("数据目录与数据字典"),
        sentence("全部地方的数据包、每张表每一列的含义。"),
        {
            "summaries": portal.summaries,
            "schemas": portal.schemas,
            "vocabulary": portal.vocabulary,
            **downloads_context(portal.downloads, addresses.NATION),
            "graphs": (TURTLE, JSON_LD) if edition.site_url else (),
        },
        meta=meta,
    )


def releases_page(portal: Portal) -> Page:
    """The dated snapshots, newest first."""
    return render_page(
        portal.edition,
        "releases.md",
        addresses.RELEASES,
        sentence("数据快照"),
        sentence("全部数据在某一天的样子，永不改动，供引用。"),
        {"releases": [(row, size_label(row.size)) for row in portal.releases]},
        meta={"kind": "data", "crumbs": [[sentence("数据快照"), ""]], "column": OPEN_DATA_COLUMN},
    )


def methodology_page(portal: Portal) -> Page:
    """The rules as they run: this page is written from the same objects that judge."""
    return render_page(
        portal.edition,
        "methodology.md",
        addresses.METHODOLOGY,
        sentence("怎样得出状态"),
        sentence("每个状态的含义，以及得出它的规则。"),
        {
            "rules": grouped(RULES.values(), lambda rule: rule.scope),
            "version": RULES_VERSION,
            "date": RULES_DATE,
            "statuses": grouped(portal.vocabulary.statuses.values(), lambda status: status.scope),
            "scopes": {"task": sentence("任务"), "target": sentence("目标"), "report": sentence("年度报告")},
        },
        meta={"kind": "guide", "crumbs": [[sentence("怎样得出状态"), ""]], "column": GUIDE_COLUMN},
    )


def merged_localities(summaries: Sequence[LocalitySummary]) -> list[str]:
    """Ids of the localities whose own index the portal's search reads along: the first few that have tasks."""
    with_tasks = [row.locality.locality_id for row in summaries if row.counts["tasks"]]
    return with_tasks[:_MERGED_INDEXES]


def portal_search_page(portal: Portal) -> Page:
    """Finds localities, plans, reports and indicators, and leads into a locality's own search."""
    return render_page(
        portal.edition,
        "search.md",
        addresses.SEARCH,
        sentence("搜索"),
        sentence("搜索地方、计划、任务、责任单位、指标和年度报告。"),
        {
            "place": None,
            "merge": merged_localities(portal.summaries),
            "localities": [summary.locality for summary in portal.summaries],
            "kinds": list(portal.vocabulary.lists["page-kinds"].values()),
            "years": sorted({row.year for item in portal.summaries for row in item.entries if row.year}, reverse=True),
            "statuses": [row for row in portal.vocabulary.statuses.values() if row.scope in {"task", "report"}],
        },
        meta={"kind": "", "crumbs": [[sentence("搜索"), ""]]},
    )


def broken_page(portal: Portal, locality_id: str, errors: int) -> Page:
    """The notice that stands for a locality without last good pages: its data has errors, or (with none) it could not
    be built.
    """
    title = sentence("{locality}：数据有误", locality=locality_id)
    description = sentence("这个地方的数据有误，暂时没有页面。")
    if not errors:
        title = sentence("{locality}：暂时没有页面", locality=locality_id)
        description = sentence("这个地方的页面这一次没有做成。")
    return render_page(
        portal.edition,
        "broken.md",
        addresses.locality(locality_id),
        title,
        description,
        {"locality_id": locality_id, "errors": errors},
        meta={"kind": "", "crumbs": [[locality_id, ""]]},
    )

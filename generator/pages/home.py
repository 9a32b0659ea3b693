"""The home page: what this is and where things stand, in ten seconds."""

from collections import Counter
from collections.abc import Sequence

from generator.model import Locality
from generator.pages import addresses
from generator.pages.government import HOME_COLUMN
from generator.pages.page import Page
from generator.pages.portal_changes import place_days
from generator.pages.portal_views import Portal, status_bar
from generator.pages.render import render_page
from generator.sentences import sentence
from generator.summaries import DueItem, NewDocument

_NEWEST = 8
_NEXT_DUE = 8
_CHANGES = 5
_COMPARISONS = 12

Dated = tuple[str, Locality, NewDocument]


def home_page(portal: Portal) -> Page:
    """The first page of the site."""
    totals: Counter[str] = Counter()
    for summary in portal.summaries:
        totals.update(summary.counts)
    reports = [
        row for summary in portal.summaries for row in summary.reports if row.kind == "rule_of_law" and row.is_recorded
    ]
    context = {
        "totals": totals,
        "with_plans": [summary for summary in portal.summaries if summary.plans],
        "localities": len(portal.summaries),
        "provinces": portal.by_province(),
        "newest": _newest(portal)[:_NEWEST],
        "changes": place_days(portal)[:_CHANGES],
        "due": _next_due(portal)[:_NEXT_DUE],
        "due_reports": _due_reports(portal),
        "comparisons": _comparisons(portal)[:_COMPARISONS],
        "report_statuses": portal.report_counts(reports),
        "report_total": len(reports),
        "years": portal.years,
        "vocabulary": portal.vocabulary,
        "bar": status_bar,
    }
    return render_page(
        portal.edition,
        "home.md",
        addresses.HOME,
        portal.edition.name,
        sentence("查一查地方政府在法治政府建设计划里承诺了什么、由谁负责、何时完成、有什么结果。"),
        context,
        meta={"kind": "", "hide": ["navigation", "toc"], "column": HOME_COLUMN},
    )


def _newest(portal: Portal) -> list[Dated]:
    """Documents, newest first, each address once: two localities may cite the same page."""
    rows = sorted(
        ((row.published_date, summary.locality, row) for summary in portal.summaries for row in summary.newest),
        key=lambda item: (item[0], item[1].locality_id, item[2].title),
        reverse=True,
    )
    seen: dict[str, Dated] = {}
    for row in rows:
        seen.setdefault(row[2].url or row[2].title, row)
    return list(seen.values())


def _next_due(portal: Portal) -> Sequence[tuple[str, Locality, DueItem]]:
    return sorted(
        ((item.due_date, summary.locality, item) for summary in portal.summaries for item in summary.next_due),
        key=lambda entry: (entry[0], entry[2].task_id),
    )


def _due_reports(portal: Portal) -> list[tuple[str, int, str, int]]:
    """Last good day, year, kind and number of the reports that are owed and not yet due, soonest first."""
    owed = Counter(
        (row.last_day, row.year, row.kind)
        for summary in portal.summaries
        for row in summary.reports
        if row.status == "not_due"
    )
    return [(*which, number) for which, number in sorted(owed.items())]


def _comparisons(portal: Portal) -> list[tuple[str, str, int]]:
    """Title, address and number of localities of what can be compared, in the order of the codelist."""
    label = portal.vocabulary.label
    return [
        (label("common-indicators", row.common_id), addresses.comparison(row.common_id), row.locality_count)
        for row in portal.comparisons
        if row.is_comparable
    ]

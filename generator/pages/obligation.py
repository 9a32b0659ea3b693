"""The register of yearly reports: the rules, and one row a body and report kind for each year."""

from collections.abc import Sequence

from generator.pages import addresses
from generator.pages.government import REPORTS_COLUMN
from generator.pages.page import Page
from generator.pages.portal_views import Portal
from generator.pages.render import render_page
from generator.sentences import sentence
from generator.summaries import LocalitySummary, ReportSummary


def register_pages(portal: Portal) -> list[Page]:
    """The register and its years."""
    return [_register_page(portal), *(_year_page(portal, year) for year in portal.years)]


def _rows(portal: Portal, year: int) -> list[tuple[LocalitySummary, ReportSummary]]:
    """Sorted by code, never by merit."""
    rows = [(summary, row) for summary in portal.summaries for row in summary.reports if row.year == year]
    return sorted(rows, key=lambda item: (item[0].locality.locality_id, item[1].kind, item[1].report_id))


def _register_page(portal: Portal) -> Page:
    """The rules, and for each year how many reports are known of."""
    table = []
    for year in portal.years:
        rows = [row for _, row in _rows(portal, year)]
        table.append((year, len(rows), portal.report_counts(rows)))
    return render_page(
        portal.edition,
        "obligations.md",
        addresses.OBLIGATIONS,
        sentence("年度报告登记"),
        sentence("谁应当公布年度报告，依据什么规定，哪些已经公布，是否按期。"),
        {"rules": list(portal.vocabulary.lists["obligations"].values()), "years": table},
        meta={"kind": "obligation", "crumbs": [[sentence("年度报告登记"), ""]], "column": REPORTS_COLUMN},
    )


def _year_page(portal: Portal, year: int) -> Page:
    rows = _rows(portal, year)

    def labels(codelist: str, codes: Sequence[str]) -> list[str]:
        return [portal.vocabulary.label(codelist, code) for code in codes]

    return render_page(
        portal.edition,
        "obligations_year.md",
        addresses.obligations_of(year),
        sentence("{year}年度报告登记", year=str(year)),
        sentence("{year}年度的年度报告：{n}份的公布情况。", year=str(year), n=len(rows)),
        {"year": year, "years": portal.years, "rows": rows, "vocabulary": portal.vocabulary, "labels": labels},
        meta={
            "kind": "obligation",
            "year": str(year),
            "crumbs": [
                [sentence("年度报告登记"), addresses.OBLIGATIONS],
                [sentence("{year}年度", year=str(year)), ""],
            ],
            "column": REPORTS_COLUMN,
        },
    )

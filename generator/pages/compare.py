"""The pages of comparisons: what a common indicator is in localities of the same level, and an index of them all.

No order on them depends on a value, and no table on them can be sorted by one.
"""

from dataclasses import dataclass, replace

from generator.artifacts import csv_text
from generator.compare import Comparison, LevelComparison, compare
from generator.model import grouped
from generator.pages import addresses
from generator.pages.compare_views import ShownTable, TableViews
from generator.pages.government import FIGURES_COLUMN
from generator.pages.page import Page
from generator.pages.portal_views import Portal
from generator.pages.render import render_page
from generator.sentences import Sentence, Words, listed, sentence
from generator.vocabulary import Vocabulary

CSV_FILE = "compare.csv"
# A level in which more localities have an indicator is spread over one page a province.
LARGE = 200
_TITLE = sentence("指标对照")
_OF_SERIES = ("indicator_id", "name", "unit_of_measure", "definition", "numerator_name", "denominator_name")
_OF_VALUE = (
    "result_id",
    "period",
    "counted_to",
    "value",
    "precision",
    "scope",
    "is_masked",
    "is_break",
    "is_contradicted",
    "is_revised",
    "note",
    "document",
    "url",
    "provenance",
)


@dataclass(frozen=True, slots=True)
class ShownLevel:
    """A level on a page: its tables, or where they would be too large, the provinces (name, address, number)."""

    comparison: LevelComparison
    tables: tuple[ShownTable, ...]
    provinces: tuple[tuple[str, str, int], ...]


def compare_pages(portal: Portal) -> list[Page]:
    """The index, and a page for each common indicator that some locality has."""
    return [
        compare_index_page(portal),
        *(comparison_page(portal, comparison) for comparison in portal.comparisons),
        *_province_pages(portal),
    ]


def compare_index_page(portal: Portal) -> Page:
    """All common indicators: first those that can be compared, last those of which only one locality has data."""
    comparisons, codelists = portal.comparisons, portal.vocabulary.lists
    used = {level.level for comparison in comparisons for level in comparison.levels}
    known = {comparison.common_id for comparison in comparisons}
    several = [comparison for comparison in comparisons if comparison.has_several]
    return render_page(
        portal.edition,
        "compare.md",
        addresses.COMPARE,
        _TITLE,
        sentence("{n}个通用指标在各地的数值：同一层级、同一单位、同一时期并列。", n=len(comparisons)),
        {
            "vocabulary": portal.vocabulary,
            "levels": [code for code in codelists["locality-levels"] if code in used],
            "comparable": [row for row in several if row.is_comparable],
            "other_periods": [row for row in several if not row.is_comparable],
            "alone": [row for row in comparisons if not row.has_several],
            "unused": [term.label for code, term in codelists["common-indicators"].items() if code not in known],
            "units_of": _units_of,
        },
        meta={"kind": "", "crumbs": [[_TITLE, ""]], "column": FIGURES_COLUMN},
    )


def comparison_page(portal: Portal, comparison: Comparison, province: str = "") -> Page:
    """One common indicator, level by level; with ``province``, the page of that province alone."""
    vocabulary, label = portal.vocabulary, comparison.label
    place = vocabulary.label("provinces", province) if province else ""
    home = addresses.comparison(comparison.common_id)
    crumbs: list[list[Words]] = [[_TITLE, addresses.COMPARE], [label, home if province else ""]]
    # There is one file for all editions, and it holds every province.
    has_file = not province and not portal.edition.language.folder
    return render_page(
        portal.edition,
        "compare_indicator.md",
        addresses.comparison(comparison.common_id, province),
        sentence("{indicator}：{province}各地对照", indicator=label, province=place)
        if province
        else sentence("{indicator}：各地对照", indicator=label),
        _description(comparison),
        {
            "vocabulary": vocabulary,
            "term": vocabulary.lists["common-indicators"].get(comparison.common_id),
            "comparison": comparison,
            "levels": [
                _shown_level(comparison.common_id, level, vocabulary, is_whole=bool(province))
                for level in comparison.levels
            ],
            "units_of": _units_of,
            "csv": f"{home}{CSV_FILE}",
        },
        meta={
            "kind": "compare",
            "year": str(comparison.latest_year or ""),
            "crumbs": [*crumbs, [place, ""]] if province else crumbs,
        },
        files={CSV_FILE: comparison_csv(comparison)} if has_file else None,
    )


def _description(comparison: Comparison) -> Sentence:
    if not comparison.locality_count:
        return sentence("{indicator}：本站还没有收录各地自身的数值。", indicator=comparison.label)
    facts = {"n": comparison.locality_count, "indicator": comparison.label}
    if comparison.is_comparable:
        return sentence("{n}个地方的{indicator}：同一层级、同一单位、同一时期并列。", **facts)
    return sentence("{n}个地方的{indicator}及其来源；还没有同一时期可以比较的数值。", **facts)


def _province_pages(portal: Portal) -> list[Page]:
    """Pages for the provinces of those levels that are too large for one page."""
    large = {
        (comparison.common_id, level.level)
        for comparison in portal.comparisons
        for level in comparison.levels
        if level.localities > LARGE
    }
    levels = {level for _, level in large}
    groups = grouped(
        (summary for summary in portal.summaries if summary.locality.level in levels),
        lambda summary: summary.locality.province_code,
    )
    pages = []
    for province, summaries in sorted(groups.items()):
        for comparison in compare(summaries, portal.vocabulary):
            kept = tuple(level for level in comparison.levels if (comparison.common_id, level.level) in large)
            if kept:
                pages.append(comparison_page(portal, replace(comparison, levels=kept), province))
    return pages


def _units_of(comparison: Comparison) -> Words:
    """Units of measure in use, the usual one first at each level."""
    units = dict.fromkeys(table.unit_of_measure for level in comparison.levels for table in level.tables)
    return listed(Sentence(unit) for unit in units)


def _shown_level(common_id: str, level: LevelComparison, vocabulary: Vocabulary, *, is_whole: bool) -> ShownLevel:
    if level.localities <= LARGE or is_whole:
        views = (TableViews(table, level, vocabulary) for table in level.tables)
        return ShownLevel(level, tuple(view.shown() for view in views), ())
    places = {row.locality.locality_id: row.locality for table in level.tables for row in table.rows}
    provinces = grouped(places.values(), lambda place: place.province_code)
    return ShownLevel(
        level,
        (),
        tuple(
            (vocabulary.label("provinces", code), addresses.comparison(common_id, code), len(members))
            for code, members in sorted(provinces.items())
        ),
    )


def comparison_csv(comparison: Comparison) -> str:
    """Every value of a comparison as one CSV table; its columns have the names that the packages' columns have."""
    rows = (
        [
            comparison.common_id,
            level.level,
            row.locality.code,
            row.locality.locality_id,
            row.locality.name,
            *(getattr(row.series, name) for name in _OF_SERIES),
            *(_cell(getattr(value, name)) for name in _OF_VALUE),
        ]
        for level in comparison.levels
        for table in level.tables
        for row in table.rows
        for value in row.series.values
    )
    return csv_text(("common_id", "level", "code", "locality_id", "locality", *_OF_SERIES, *_OF_VALUE), rows)


def _cell(value: str | bool | None) -> str | None:
    return str(value).lower() if isinstance(value, bool) else value

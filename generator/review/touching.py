"""Touching: which pages of the site read otherwise after a proposal.

Both sides are written as pages, and the pages are held against each other: what is said to change does change. Only
pages that show the downloads themselves (their sizes and digests) are named without looking.
"""

from collections import Counter
from datetime import date
from typing import Any

from generator.changes import CHANGES, FIRST, Change, History, Memory, Step
from generator.commons import CommonSeries
from generator.pages import addresses, locality_pages
from generator.pages.edition import Edition
from generator.pages.gone import gone_pages
from generator.pages.views import Views
from generator.review.records import PageChanges
from generator.review.sides import Judged, Side
from generator.schemas import TableSchema
from generator.summaries import LocalitySummary, ReportSummary, summarise
from generator.vocabulary import Vocabulary

# Every page says how old the newest document of its locality is; that alone is no change of the page.
_NOT_OF_THE_PAGE = {"newest"}


class Press:
    """Writes the pages of both sides of one locality alike; ``day`` is the day of the proposal's changes."""

    def __init__(self, schemas: dict[str, TableSchema], vocabulary: Vocabulary, edition: Edition, day: date) -> None:
        self._schemas = schemas
        self._vocabulary = vocabulary
        self._edition = edition
        self._day = day

    def changed_pages(self, old: Side, new: Side, changes: tuple[Change, ...]) -> PageChanges:
        """What becomes of each page of a locality. A page that goes leaves one that says so."""
        before, _ = self._pages(old, ())
        after, tombstones = self._pages(new, changes)
        if new.judged is None:
            # Pages of a locality that is no more are not built; those of a broken one stay as they are.
            return PageChanges(gone=tuple(before))
        place = new.judged.package.locality.locality_id
        shown = {addresses.locality(place, "data/"), addresses.changes(place)}
        others = [name for name in after if name in before and name not in tombstones]
        return PageChanges(
            added=tuple(name for name in after if name not in before and name not in tombstones),
            changed=tuple(name for name in others if name in shown or before[name] != after[name]),
            gone=tuple(name for name in before if name in tombstones or name not in after),
        )

    def changed_portal(self, old: Side, new: Side) -> tuple[str, ...]:
        """Pages above the localities that change with this one; of comparisons, those that may.

        What a comparison shows of one locality depends on the others, which are not read.
        """
        before, after = self._summary(old), self._summary(new)
        pages = [addresses.HOME, addresses.CHANGES, addresses.DATA]
        if _listed(before) != _listed(after):
            pages.append(addresses.LOCALITIES)
        years = _differing(_reports(before), _reports(after))
        if _tallies(before) != _tallies(after):
            pages.append(addresses.OBLIGATIONS)
        pages += [addresses.obligations_of(year) for year in sorted({year for year, _ in years}, reverse=True)]
        commons = _differing(_commons(before), _commons(after))
        if _differing(_outlines(before), _outlines(after)):
            pages.append(addresses.COMPARE)
        return (*pages, *(addresses.comparison(name) for name in sorted(commons)))

    def _pages(self, side: Side, changes: tuple[Change, ...]) -> tuple[dict[str, str], set[str]]:
        """Content by address, and the addresses of tombstones; nothing of a package that is not there."""
        judged = side.judged
        if judged is None:
            return {}, set()
        views = self._views(judged, changes)
        pages = {}
        for page in locality_pages(views, [], side.issues):
            meta = {name: value for name, value in page.meta.items() if name not in _NOT_OF_THE_PAGE}
            pages[page.address] = repr((page.title, page.description, page.body, meta, page.files))
        return pages, {page.address for page in gone_pages(views)}

    def _views(self, judged: Judged, changes: tuple[Change, ...]) -> Views:
        steps = (Step(FIRST, self._day), *([Step(CHANGES, self._day, changes=changes)] if changes else []))
        memory = Memory(History(steps), self._schemas)
        return Views(judged.package, judged.assessments, judged.standings, self._vocabulary, self._edition, memory)

    def _summary(self, side: Side) -> LocalitySummary | None:
        judged = side.judged
        if judged is None:
            return None
        return summarise(judged.package, judged.assessments, judged.standings, side.issues, self._edition.say)


def _listed(summary: LocalitySummary | None) -> object:
    """What the list of localities shows of one."""
    if summary is None:
        return None
    return summary.locality, [summary.counts[name] for name in ("tasks", "targets", "results", "reports")]


def _reports(summary: LocalitySummary | None) -> dict[tuple[int, str], ReportSummary]:
    return {(row.year, row.report_id): row for row in summary.reports} if summary else {}


def _tallies(summary: LocalitySummary | None) -> Counter[tuple[int, str]]:
    """What the register's first page shows of a locality's reports: how many of a year have which status."""
    return Counter((row.year, row.status) for row in summary.reports) if summary else Counter()


def _commons(summary: LocalitySummary | None) -> dict[str, CommonSeries]:
    return {row.common_id: row for row in summary.commons} if summary else {}


def _outlines(summary: LocalitySummary | None) -> dict[str, object]:
    """What the list of comparisons shows of a locality's indicators: not the values, but for when there are some."""
    return {
        name: (row.unit_of_measure, row.definition, [value.period for value in row.values])
        for name, row in _commons(summary).items()
    }


def _differing(before: dict[Any, Any], after: dict[Any, Any]) -> set[Any]:
    return {key for key in {*before, *after} if before.get(key) != after.get(key)}

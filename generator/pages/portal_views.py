"""Portal views: what the portal is made of, in one edition. It reads summaries, never a locality's rows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.compare import Comparison, compare
from generator.exports import Listing
from generator.model import Locality, grouped
from generator.pages import addresses
from generator.pages.edition import Edition
from generator.releases import Release
from generator.schemas import TableSchema
from generator.summaries import LocalitySummary, ReportSummary
from generator.vocabulary import Status, Vocabulary


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row of the register: whose it is, and what is known; ``address`` is the page that tells more."""

    locality: Locality
    report: ReportSummary

    @property
    def address(self) -> str:
        """The report's page; the list of the locality's reports where nobody has entered this one."""
        place = self.locality.locality_id
        if self.report.is_recorded:
            return addresses.report(place, self.report.report_id)
        return addresses.locality(place, "reports/")


@dataclass(frozen=True)
class Portal:
    """What the portal is made of; ``vocabulary`` and ``summaries`` are in the language of the edition.

    ``broken`` are the localities whose data has errors, with the number of errors; ``without_pages`` those of them, or
    (with none) of those that could not be built, that have no last good pages either: a notice stands in their place.
    ``downloads`` are the files of all localities together, ``releases`` the dated snapshots, newest first.
    """

    summaries: Sequence[LocalitySummary]
    broken: Mapping[str, int]
    without_pages: Mapping[str, int]
    schemas: Mapping[str, TableSchema]
    vocabulary: Vocabulary
    edition: Edition
    downloads: Sequence[Listing] = ()
    releases: Sequence[Release] = ()

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Each common indicator that some locality has, compared."""
        return compare(self.summaries, self.vocabulary)

    @property
    def years(self) -> list[int]:
        """Years that any yearly report is about, newest first."""
        return sorted({row.year for summary in self.summaries for row in summary.reports}, reverse=True)

    def register(self, year: int) -> Sequence[RegisterRow]:
        """The rows of the register about ``year``, never by merit: by code of the locality, in the order of the rules,
        the government before the bodies within it.
        """
        return self._register.get(year, ())

    @cached_property
    def _register(self) -> Mapping[int, Sequence[RegisterRow]]:
        """The rows of every year, sorted once for pages, tables, calendar, feed and API."""
        order = {code: place for place, code in enumerate(self.vocabulary.lists["obligations"])}

        def place(row: RegisterRow) -> tuple[object, ...]:
            report = row.report
            return row.locality.locality_id, order[report.obligation], report.is_unit, report.report_id

        rows = [RegisterRow(item.locality, row) for item in self.summaries for row in item.reports]
        return grouped(sorted(rows, key=place), lambda row: row.report.year)

    def by_province(self) -> list[tuple[str, list[LocalitySummary]]]:
        """Province name and its localities, provinces and localities in the order of their codes."""
        rows = sorted(self.summaries, key=lambda item: item.locality.locality_id)
        groups = grouped(rows, lambda item: item.locality.province_code)
        return [(self.vocabulary.label("provinces", code), list(group)) for code, group in groups.items()]

    def report_counts(self, reports: Iterable[ReportSummary]) -> list[tuple[Status, int]]:
        """How many of ``reports`` have each status, in the order of the codelist."""
        counts = Counter(row.status for row in reports)
        return [
            (status, counts[code])
            for (scope, code), status in self.vocabulary.statuses.items()
            if scope == "report" and counts[code]
        ]


def status_bar(statuses: Mapping[str, int], vocabulary: Vocabulary) -> list[tuple[Status, int, int]]:
    """Statuses of a plan in the order of the codelist: status, number, share in whole per cent."""
    total = sum(statuses.values())
    return [
        (status, statuses[code], round(100 * statuses[code] / total))
        for (scope, code), status in vocabulary.statuses.items()
        if scope == "task" and statuses.get(code)
    ]

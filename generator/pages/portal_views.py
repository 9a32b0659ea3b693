"""Portal views: what the portal is made of, in one edition. It reads summaries, never a locality's rows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.compare import Comparison, compare
from generator.model import grouped
from generator.pages.edition import Edition
from generator.schemas import TableSchema
from generator.summaries import LocalitySummary, ReportSummary
from generator.vocabulary import Status, Vocabulary


@dataclass(frozen=True)
class Portal:
    """What the portal is made of; ``vocabulary`` and ``summaries`` are in the language of the edition.

    ``broken`` are the localities whose data has errors, with the number of errors; ``without_pages`` those of them
    that have no last good pages either, so that the portal puts a notice in their place.
    """

    summaries: Sequence[LocalitySummary]
    broken: Mapping[str, int]
    without_pages: Mapping[str, int]
    schemas: Mapping[str, TableSchema]
    vocabulary: Vocabulary
    edition: Edition

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Each common indicator that some locality has, compared."""
        return compare(self.summaries, self.vocabulary)

    @property
    def years(self) -> list[int]:
        """Years that any yearly report is about, newest first."""
        return sorted({row.year for summary in self.summaries for row in summary.reports}, reverse=True)

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

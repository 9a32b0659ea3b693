"""Known: a package without what its documents show to be later than a day."""

from dataclasses import replace
from datetime import date

from generator.model import Document, Package, Progress, Report, Result
from generator.periods import parse_period
from generator.standings import is_day_confirmed


def known_on(package: Package, day: date) -> Package:
    """The package without the results, statements and reports that are shown to be later than ``day``.

    What cannot be dated stays. The parts of a result that goes, go with it, lest a part pass for the whole.
    """
    later = {row.document_id for row in package.documents if _is_later(row, day)}
    gone = {row.result_id for row in package.results if _is_result_later(row, later, day)}
    while parts := {row.result_id for row in package.results if row.part_of in gone} - gone:
        gone |= parts
    return replace(
        package,
        results=tuple(row for row in package.results if row.result_id not in gone),
        progress=tuple(row for row in package.progress if not _is_statement_later(row, later, day)),
        reports=tuple(_known_report(row, later) for row in package.reports),
    )


def _is_later(document: Document, day: date) -> bool:
    """Whether it cannot have been public on the day: made after it, or published after it for all that is confirmed.

    The date of a repost, of a batch of uploads or of an address says nothing of when readers could first see it.
    """
    made = (document.signed_date, document.issued_date)
    published = document.published_date if is_day_confirmed(document) else None
    return any(other is not None and other > day for other in (*made, published))


def _is_result_later(result: Result, later: set[str], day: date) -> bool:
    """Also a value of a stretch of time that was not over yet."""
    counted_to = parse_period(result.period).end if result.period else None
    if counted_to and result.as_of_date:
        counted_to = min(counted_to, result.as_of_date)
    return result.document_id in later or (counted_to is not None and counted_to > day)


def _is_statement_later(progress: Progress, later: set[str], day: date) -> bool:
    return progress.reported_date > day or progress.document_id in later


def _known_report(report: Report, later: set[str]) -> Report:
    return replace(report, document_id="") if report.document_id in later else report

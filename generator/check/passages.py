"""Passages: everything a package holds of what its yearly reports say, each with the cell it stands in."""

from dataclasses import dataclass

from generator.model import NextStep, Package, Problem, Report, ReportSection, grouped


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, and the record and column it comes from.

    The full text of a report stands in no table; the report's own row stands for it.
    """

    report_id: str
    text: str
    record: Report | ReportSection | Problem | NextStep
    column: str


def passages_by_report(package: Package) -> dict[str, tuple[Passage, ...]]:
    """Parts, problems and next steps with what they say, and the full text where the package keeps it, by report."""
    rows: tuple[ReportSection | Problem | NextStep, ...] = (
        *package.report_sections,
        *package.problems,
        *package.next_steps,
    )
    of_rows = (
        Passage(row.report_id, text, row, column)
        for row in rows
        for column, text in (("title", row.title), ("summary", row.summary))
    )
    of_reports = (
        Passage(row.report_id, package.narratives[row.report_id], row, "report_id")
        for row in package.reports
        if row.report_id in package.narratives
    )
    return grouped((*of_rows, *of_reports), lambda passage: passage.report_id)

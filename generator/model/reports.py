"""What was said of the work: progress, yearly reports with their problems and next steps, public registers.

Text that is not there is an empty string; a date, number or count that is not there is None.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Progress:
    """A dated statement about a task; rows are only ever added.

    One row of ``progress``; the fields are those of ``schemas/progress.json``.
    """

    task_id: str
    reported_date: date
    kind: str
    summary: str
    status: str = ""
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A yearly report owed or published.

    One row of ``reports``; the fields are those of ``schemas/reports.json``.
    """

    report_id: str
    kind: str
    year: int
    unit_id: str = ""
    document_id: str = ""
    channel: str = ""
    searched_date: date | None = None
    searched_where: str = ""
    task_id: str = ""
    summary: str = ""

    @property
    def is_published(self) -> bool:
        """True when the report was found as a document."""
        return bool(self.document_id)


@dataclass(frozen=True, slots=True)
class ReportSection:
    """One of the five required contents of a report, or another part.

    One row of ``report_sections``; the fields are those of ``schemas/report_sections.json``.
    """

    report_id: str
    kind: str
    order: int
    title: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem the report itself states.

    One row of ``problems``; the fields are those of ``schemas/problems.json``.
    """

    problem_id: str
    report_id: str
    title: str
    label: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """A next step, and the problem it answers.

    One row of ``next_steps``; the fields are those of ``schemas/next_steps.json``.
    """

    next_step_id: str
    report_id: str
    title: str
    label: str = ""
    summary: str = ""
    problem_id: str = ""
    task_id: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """A public list kept by duty.

    One row of ``registers``; the fields are those of ``schemas/registers.json``.
    """

    register_id: str
    title: str
    kind: str = ""
    unit_id: str = ""
    url: str = ""
    entries: int | None = None
    updated_date: date | None = None
    searched_date: date | None = None
    searched_where: str = ""
    task_id: str = ""
    document_id: str = ""

    @property
    def is_found(self) -> bool:
        """True when it is known where the list stands."""
        return bool(self.url or self.document_id)

"""Summaries: the small part of a locality that the portal reads. The portal never sees a locality's rows.

A summary is made once for each language: what is no data in it is said in that language.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from generator.assess import Assessments
from generator.changes import CHANGES, UNREADABLE, Memory, Wording, gather, inventory
from generator.commons import CommonSeries, common_series
from generator.issues import Issue, count_by_severity
from generator.model import Document, Licence, Locality, Package
from generator.periods import parse_period
from generator.sentences import Words, sentence, with_unit
from generator.standings import Standing
from generator.turnings import TurningSummary
from generator.vocabulary import Vocabulary

_NEXT_DUE = 8
_NEWEST = 5
_NEWEST_CHANGES = 20
_ENTRY_TEXT = 120


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A plan in one line: its tasks by status."""

    plan_id: str
    title: str
    tasks: int
    statuses: dict[str, int]


@dataclass(frozen=True, slots=True)
class DueItem:
    """A task that is not yet due on the as-of day."""

    task_id: str
    title: str
    due_date: str


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document with a known date of publication."""

    title: str
    kind: str
    published_date: str
    date_basis: str
    url: str


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """One row of the register of yearly reports.

    ``missing_contents`` is None where nothing is known of the contents; ``doubt`` says why the rule may not bind the
    body, and is empty where it does. A row that is not ``is_recorded`` has no page.
    """

    report_id: str
    kind: str
    obligation: str
    year: int
    body: str
    is_unit: bool
    status: str
    reason: str
    published_date: str
    last_day: str
    days_late: int
    doubt: str
    missing_contents: tuple[str, ...] | None
    searched_date: str
    searched_where: str
    channel: str
    url: str
    date_basis: str
    provenance: str
    is_recorded: bool


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What the portal's search knows of a page of the locality."""

    path: str
    title: str
    kind: str
    text: str
    year: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class ChangeSummary:
    """What changed on a day, in one line; ``is_first`` where the locality was taken in."""

    day: str
    words: str
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class LocalitySummary:
    """Everything the portal needs to know of one locality; JSON on disk.

    ``first_day`` and ``last_day`` bound what its data is about; empty where that is not known.
    """

    locality: Locality
    title: str
    version: str
    plans: tuple[PlanSummary, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    issues: dict[str, int] = field(default_factory=dict)
    next_due: tuple[DueItem, ...] = ()
    newest: tuple[NewDocument, ...] = ()
    reports: tuple[ReportSummary, ...] = ()
    entries: tuple[SearchEntry, ...] = ()
    commons: tuple[CommonSeries, ...] = ()
    has_unofficial: bool = False
    licences: tuple[Licence, ...] = ()
    first_day: str = ""
    last_day: str = ""
    changes: tuple[ChangeSummary, ...] = ()
    turnings: tuple[TurningSummary, ...] = ()

    @property
    def newest_day(self) -> str:
        """Day of the newest document; empty where none has a day."""
        return self.newest[0].published_date if self.newest else ""

    def as_dict(self) -> dict[str, Any]:
        """Plain dictionary for JSON."""
        return asdict(self) | {
            "locality": self.locality.as_dict(),
            "commons": [row.as_dict() for row in self.commons],
        }

    @staticmethod
    def from_dict(raw: dict[str, Any]) -> "LocalitySummary":
        """The summary that :meth:`as_dict` was made of. Last good pages may be of another program: what it did not
        know of is empty here, and what this one does not know of is left out.
        """

        def rows(name: str, kind: type) -> tuple[Any, ...]:
            known = {item.name for item in fields(kind)}
            return tuple(
                kind(
                    **{
                        key: tuple(cell) if isinstance(cell, list) else cell
                        for key, cell in row.items()
                        if key in known
                    }
                )
                for row in raw.get(name, ())
            )

        return LocalitySummary(
            locality=Locality.from_dict(raw["locality"]),
            title=raw["title"],
            version=raw["version"],
            plans=rows("plans", PlanSummary),
            counts=raw["counts"],
            issues=raw["issues"],
            next_due=rows("next_due", DueItem),
            newest=rows("newest", NewDocument),
            reports=rows("reports", ReportSummary),
            entries=rows("entries", SearchEntry),
            commons=tuple(CommonSeries.from_dict(item) for item in raw.get("commons", ())),
            has_unofficial=raw.get("has_unofficial", False),
            licences=rows("licences", Licence),
            first_day=raw.get("first_day", ""),
            last_day=raw.get("last_day", ""),
            changes=rows("changes", ChangeSummary),
            turnings=rows("turnings", TurningSummary),
        )


def summarise(
    package: Package,
    assessments: Assessments,
    standings: dict[str, Standing],
    issues: tuple[Issue, ...],
    say: Callable[[Words], str],
) -> LocalitySummary:
    """The portal's view of one assessed package; ``say`` puts sentences into the words of a language."""
    first_day, last_day = covered_days(package)
    return LocalitySummary(
        locality=package.locality,
        title=package.title,
        version=package.version,
        plans=tuple(_plan(plan.plan_id, plan.title, package, assessments) for plan in package.plans),
        counts={
            "tasks": len(package.tasks),
            "targets": len(package.targets),
            "results": len(package.results),
            "documents": len(package.documents),
            "reports": sum(report.is_published for report in package.reports),
            "units": len(package.units),
        },
        issues=count_by_severity(issues),
        next_due=_next_due(package, assessments.as_of),
        newest=tuple(_new(row) for row in newest_documents(package)[:_NEWEST]),
        reports=tuple(_report(package, standing, say) for standing in standings.values()),
        entries=tuple(_entries(package, standings)),
        commons=common_series(package),
        has_unofficial=any(row.provenance == "unofficial_copy" for row in package.documents),
        licences=package.licences,
        first_day=_iso(first_day),
        last_day=_iso(last_day),
    )


def covered_days(package: Package) -> tuple[date | None, date | None]:
    """First and last day of what the data is about: the terms of its plans, the periods of its results and the years
    of its published reports; None where nothing says it.
    """
    periods = [parse_period(row.period) for row in package.results if row.period]
    periods += [parse_period(f"{row.year}") for row in package.reports if row.is_published]
    first = [day for day in (*(row.start_date for row in package.plans), *(row.start for row in periods)) if day]
    last = [day for day in (*(row.end_date for row in package.plans), *(row.end for row in periods)) if day]
    return min(first, default=None), max(last, default=None)


def newest_changes(memory: Memory, vocabulary: Vocabulary, say: Callable[[Words], str]) -> tuple[ChangeSummary, ...]:
    """The newest changes that have been committed, many of one kind in one line, newest first."""
    wording = Wording(memory.schemas, vocabulary)
    lines: list[ChangeSummary] = []
    for day, steps in memory.history.days():
        for step in steps:
            if step.day is None or step.kind == UNREADABLE:
                continue
            if step.kind != CHANGES:
                taken_in = sentence("收录{inventory}", inventory=inventory(step.counts))
                lines.append(ChangeSummary(_iso(day), say(taken_in), is_first=True))
            for row in gather(step.changes, wording):
                lines.append(ChangeSummary(_iso(day), say(row.heading or row.statements[0].words)))
    return tuple(lines[:_NEWEST_CHANGES])


def newest_documents(package: Package) -> list[Document]:
    """Documents with a date of publication, newest first."""
    dated = [row for row in package.documents if row.published_date]
    return sorted(dated, key=lambda row: (row.published_date or date.min, row.document_id), reverse=True)


def _plan(plan_id: str, title: str, package: Package, assessments: Assessments) -> PlanSummary:
    tasks = [task for task in package.tasks if task.plan_id == plan_id]
    return PlanSummary(
        plan_id, title, len(tasks), dict(Counter(assessments.tasks[task.task_id].status for task in tasks))
    )


def _next_due(package: Package, as_of: date) -> tuple[DueItem, ...]:
    coming = sorted(
        (row.due_date, row.task_id, row.title) for row in package.tasks if row.due_date and row.due_date >= as_of
    )
    return tuple(DueItem(task_id, title, day.isoformat()) for day, task_id, title in coming[:_NEXT_DUE])


def _new(document: Document) -> NewDocument:
    return NewDocument(document.title, document.kind, _iso(document.published_date), document.date_basis, document.url)


def _report(package: Package, standing: Standing, say: Callable[[Words], str]) -> ReportSummary:
    report = standing.report
    unit = package.unit.get(report.unit_id)
    document = package.document.get(report.document_id)
    return ReportSummary(
        report_id=report.report_id,
        kind=report.kind,
        obligation=standing.obligation.code,
        year=report.year,
        body=unit.name if unit else package.locality.name,
        is_unit=unit is not None,
        status=standing.status,
        reason=say(standing.reason),
        published_date=_iso(standing.published_date),
        last_day=_iso(standing.last_day),
        days_late=standing.days_late,
        doubt=say(standing.doubt) if standing.doubt else "",
        missing_contents=standing.missing_contents,
        searched_date=_iso(report.searched_date),
        searched_where=report.searched_where,
        channel=report.channel,
        url=document.url if document else "",
        date_basis=document.date_basis if document else "",
        provenance=document.provenance if document else "",
        is_recorded=standing.is_recorded,
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _entries(package: Package, standings: dict[str, Standing]) -> list[SearchEntry]:
    place = package.locality
    entries = [SearchEntry("", place.name, "locality", package.title)]
    for plan in package.plans:
        entries.append(SearchEntry(f"plans/{plan.plan_id}/", plan.title, "plan", plan.summary[:_ENTRY_TEXT]))
    for indicator in package.indicators:
        results = package.results_of_indicator.get(indicator.indicator_id, ())
        years = [str(parse_period(row.period).end.year) for row in results if row.period]
        # With its numbers, so that the portal finds a figure that somebody read elsewhere.
        numbers = dict.fromkeys(str(with_unit(row.value, indicator.unit_of_measure)) for row in results if row.value)
        text = "\n".join((indicator.definition[:_ENTRY_TEXT], *numbers))
        path = f"indicators/{indicator.indicator_id}/"
        entries.append(SearchEntry(path, indicator.name, "indicator", text, max(years, default="")))
    for report in package.reports:
        document = package.document.get(report.document_id)
        if document:
            path, text = f"reports/{report.report_id}/", report.summary[:_ENTRY_TEXT]
            status = f"report-{standings[report.report_id].status}"
            entries.append(SearchEntry(path, document.title, "report", text, str(report.year), status))
    return entries

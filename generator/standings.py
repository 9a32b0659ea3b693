"""Standings: what is known of each yearly report that a body owes: on time, how late, not found, not judged, and why.

Only a date printed on an original publication is judged. A report that nobody has entered is owed all the same: it
stands in the register as not recorded here, which says nothing about whether it was published.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.check.reports import missing_contents
from generator.errors import SchemaError
from generator.model import Document, Locality, Package, Report, Unit
from generator.obligations import Obligation, obligation_for
from generator.periods import ONE_DAY, YEARS, day_in_address
from generator.sentences import Sentence, sentence

ON_TIME, LATE, DATE_UNCONFIRMED = "on_time", "late", "date_unconfirmed"
NOT_FOUND, NOT_RECORDED, NOT_DUE = "not_found", "not_recorded", "not_due"
PUBLISHED, APPLICABILITY_UNCONFIRMED = "published", "applicability_unconfirmed"
# The rule on the methodology page that explains a status.
_RULE_OF_STATUS = {
    ON_TIME: "report-date",
    LATE: "report-date",
    DATE_UNCONFIRMED: "report-date",
    NOT_FOUND: "report-found",
    NOT_RECORDED: "report-found",
    NOT_DUE: "report-due",
    PUBLISHED: "report-scope",
    APPLICABILITY_UNCONFIRMED: "report-scope",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one body's duty for one year.

    ``report`` is the row of the table, or one that stands for a report that is owed but was never entered
    (``is_recorded`` is false then). ``last_day`` is the last day in time, None where the rule has no confirmed day or
    was not in force; ``days_late`` counts from the day after it. ``doubt`` says why the rule may not bind this body,
    None where it plainly does; then nothing is judged, but the days are counted. ``missing_contents`` is None where
    nothing is known of the contents.
    """

    report: Report
    obligation: Obligation
    status: str
    reason: Sentence
    rule: str
    last_day: date | None
    published_date: date | None
    days_late: int
    doubt: Sentence | None
    missing_contents: tuple[str, ...] | None
    is_recorded: bool = True

    @property
    def is_applicability_confirmed(self) -> bool:
        """Whether the rule plainly binds the body for this year."""
        return self.doubt is None


def assess_reports(package: Package, obligations: Sequence[Obligation], as_of: date) -> dict[str, Standing]:
    """Standing of every report row of a package and of every report that its government owes, by report id.

    ``obligations`` are the rules whose following can be seen from outside.
    """
    recorded = [assess_report(row, package, obligations, as_of) for row in package.reports]
    unrecorded = [
        replace(assess_report(row, package, obligations, as_of), is_recorded=False)
        for row in unrecorded_reports(package, obligations, as_of)
    ]
    return {row.report.report_id: row for row in (*recorded, *unrecorded)}


def unrecorded_reports(package: Package, obligations: Sequence[Obligation], as_of: date) -> list[Report]:
    """Reports that the locality's own government plainly owes and that the package has no row for, by kind and year.

    Only rules with a confirmed day are asked, and only years that have ended: nobody can report on a year that runs.
    Bodies within the locality are not asked, since no table says that it names them all.
    """
    taken = {row.report_id for row in package.reports}
    return [
        Report(report_id=f"{year}-{rule.code}" if str(year) in taken else str(year), kind=rule.report_kind, year=year)
        for year, rule in _owed(package, obligations)
        if year < as_of.year
    ]


def turning_days(package: Package, obligations: Sequence[Obligation]) -> list[date]:
    """Days on which a standing may change or appear though the data does not, whatever day it is now."""
    days = []
    for report in package.reports:
        rule = obligation_for(report.kind, report.year, obligations)
        last_day = rule.last_day(report.year) if rule and rule.is_in_force(report.year) else None
        if last_day and not report.is_published:
            days.append(last_day + ONE_DAY)
    for year, rule in _owed(package, obligations):
        last_day = rule.last_day(year)
        days += [date(year + 1, 1, 1), *([last_day + ONE_DAY] if last_day else [])]
    return days


def _owed(package: Package, obligations: Sequence[Obligation]) -> Iterator[tuple[int, Obligation]]:
    """Year and rule of each report that the government plainly owes, now or one day, and that nobody has entered."""
    entered = {(row.kind, row.year) for row in package.reports if not row.unit_id}
    for kind in dict.fromkeys(rule.report_kind for rule in obligations if rule.due):
        first = min(rule.valid_from.year for rule in obligations if rule.report_kind == kind) - 1
        for year in range(first, YEARS.stop - 1):
            rule = obligation_for(kind, year, obligations)
            if rule and rule.due and (kind, year) not in entered and not _doubt(rule, year, package.locality, None):
                yield year, rule


def assess_report(report: Report, package: Package, obligations: Sequence[Obligation], as_of: date) -> Standing:
    """Standing of one report as of a day.

    Raises:
        SchemaError: the codelist of obligations has no rule for this kind of report.
    """
    rule = obligation_for(report.kind, report.year, obligations)
    if rule is None:
        raise SchemaError(f"obligations.csv: no rule for reports of the kind {report.kind!r}")
    last_day = rule.last_day(report.year) if rule.is_in_force(report.year) else None
    doubt = _doubt(rule, report.year, package.locality, package.unit.get(report.unit_id))
    document = package.document.get(report.document_id)
    published = document.published_date if document else None
    days_late = 0
    if document is None:
        status, reason = _unpublished(report, last_day, as_of)
    elif published is None or not is_day_confirmed(document):
        status, reason = DATE_UNCONFIRMED, _why_unconfirmed(document)
    else:
        days_late = _days_late(published, last_day)
        status, reason = _published(published, last_day, doubt)
        upload = day_in_address(document.url)
        if upload and upload != published:
            reason = sentence("{reason}网址中的日期是{upload}，与标明的不同。", reason=reason, upload=upload)
    return Standing(
        report=report,
        obligation=rule,
        status=status,
        reason=reason,
        rule=_RULE_OF_STATUS[status],
        last_day=last_day,
        published_date=published,
        days_late=days_late,
        doubt=doubt,
        missing_contents=missing_contents(package, report, rule.contents),
    )


def _doubt(rule: Obligation, year: int, place: Locality, unit: Unit | None) -> Sentence | None:
    """Why the rule may not bind the body for ``year``; None where it plainly does.

    The rule says nothing of bodies that existed for a part of the year only, so they are not judged.
    """
    last_day = rule.last_day(year) or date(year, 12, 31)
    if not rule.is_in_force(year):
        if rule.valid_until and rule.valid_until < last_day:
            return sentence("规定施行到{day}为止，这份报告在此以后", day=rule.valid_until)
        return sentence("规定自{day}起施行，这份报告在此以前", day=rule.valid_from)
    body: Locality | Unit = unit or place
    if body.founded_date and body.founded_date > date(year, 1, 1):
        return sentence("该机构{day}成立，{year}年不满一年", day=body.founded_date, year=str(year))
    if body.dissolved_date and body.dissolved_date <= last_day:
        return sentence("该机构{day}撤销，在期限以前", day=body.dissolved_date)
    if not rule.names(place, unit):
        return sentence("这项规定是否约束该机构没有确认")
    return None


def _days_late(day: date, last_day: date | None) -> int:
    """By how many days ``day`` lies after the last good day; 0 where it does not, or where there is none."""
    return max(0, (day - last_day).days) if last_day else 0


def _unpublished(report: Report, last_day: date | None, as_of: date) -> tuple[str, Sentence]:
    """Status of a report that was not found as a document."""
    if last_day and as_of <= last_day:
        return NOT_DUE, sentence("公布期限是{day}，尚未到期。", day=last_day)
    if report.searched_date is None:
        return NOT_RECORDED, sentence("本站没有收录这份报告，也没有查找记录；这不等于没有公布。")
    facts = {"day": report.searched_date, "where": report.searched_where or sentence("公开渠道")}
    if last_day and report.searched_date <= last_day:
        return NOT_FOUND, sentence(
            "期限以前（{day}）查找过{where}，没有找到，以后还没有再查找；这不等于没有公布。", **facts
        )
    return NOT_FOUND, sentence("{day}查找过{where}，没有找到；这不等于没有公布。", **facts)


def is_day_confirmed(document: Document) -> bool:
    """Whether the date of publication is printed on an original publication."""
    return document.provenance == "original" and document.date_basis == "printed"


def _why_unconfirmed(document: Document) -> Sentence:
    """Why a date of publication is not judged."""
    day = document.published_date
    if day is None:
        return sentence("报告已经公布，页面上没有看到发布日期，不作判断。")
    if document.provenance != "original":
        return sentence("看到的不是原始发布页面，{day}只是转载日期，不作判断。", day=day)
    match document.date_basis:
        case "batch":
            return sentence("页面是后来集中补传的，{day}是补传日期，不作判断。", day=day)
        case "address":
            return sentence("{day}是从网址推定的，页面没有标明，不作判断。", day=day)
        case "other_event":
            return sentence("{day}是其他事件的日期，页面没有标明发布日期，不作判断。", day=day)
        case _:
            return sentence("{day}是怎样得知的没有写明，不作判断。", day=day)


def _published(day: date, last_day: date | None, doubt: Sentence | None) -> tuple[str, Sentence]:
    """Status of a report whose day of publication is confirmed."""
    if last_day is None:
        known = sentence("页面标明{day}公布", day=day)
    elif day <= last_day:
        known = sentence("页面标明{day}公布，在{last}这一最后期限以内", day=day, last=last_day)
    else:
        known = sentence(
            "页面标明{day}公布，最后期限是{last}，为期限后第{late}天",
            day=day,
            last=last_day,
            late=_days_late(day, last_day),
        )
    if doubt is not None:
        reason = sentence("{known}；{doubt}，只列日期，不作判断。", known=known, doubt=doubt)
        return APPLICABILITY_UNCONFIRMED, reason
    if last_day is None:
        return PUBLISHED, sentence("{known}；期限没有核实，只列日期，不作判断。", known=known)
    return ON_TIME if day <= last_day else LATE, sentence("{known}。", known=known)

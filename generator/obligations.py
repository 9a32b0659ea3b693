"""Obligations: which yearly report a body owes, by which day, and what is known of it.

The rules are rows of ``schemas/codelists/obligations.csv``, never code. Only a date printed on an original
publication is judged; «before 1 April» excludes the day itself, so 31 March is the last good day.
"""

from dataclasses import dataclass
from datetime import date

from generator.check.reports import missing_contents
from generator.model import Document, Package, Report
from generator.periods import ONE_DAY
from generator.sentences import Sentence, sentence
from generator.vocabulary import Term, Vocabulary

ON_TIME, LATE, DATE_UNCONFIRMED = "on_time", "late", "date_unconfirmed"
NOT_FOUND, NOT_DUE = "not_found", "not_due"
PUBLISHED, APPLICABILITY_UNCONFIRMED = "published", "applicability_unconfirmed"
# The rule on the methodology page that explains a status.
_RULE_OF_STATUS = {
    ON_TIME: "report-date",
    LATE: "report-date",
    DATE_UNCONFIRMED: "report-date",
    NOT_FOUND: "report-found",
    NOT_DUE: "report-due",
    PUBLISHED: "report-scope",
    APPLICABILITY_UNCONFIRMED: "report-scope",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one body's duty for one year.

    ``last_day`` is the last day in time, None where the rule has no confirmed day or was not yet in force;
    ``days_late`` counts from the day after it. ``is_applicability_confirmed`` is false where the text of the rule does
    not plainly name this kind of body, or was not yet in force; then nothing is judged, but the days are counted.
    ``turning_days`` are the days on which the status may change though the data does not.
    """

    report_id: str
    obligation_id: str
    year: int
    status: str
    reason: Sentence
    rule: str
    last_day: date | None
    published_date: date | None
    days_late: int
    is_applicability_confirmed: bool
    missing_contents: tuple[str, ...]
    turning_days: tuple[date, ...] = ()


def assess_reports(package: Package, vocabulary: Vocabulary, as_of: date) -> dict[str, Standing]:
    """Standing of every report row of a package, by report id."""
    return {report.report_id: assess_report(report, package, vocabulary, as_of) for report in package.reports}


def assess_report(report: Report, package: Package, vocabulary: Vocabulary, as_of: date) -> Standing:
    """Standing of one report as of a day."""
    rule = vocabulary.lists["obligations"][vocabulary.lists["report-kinds"][report.kind]["obligation"]]
    is_in_force = _is_in_force(rule, report.year)
    last_day = last_good_day(rule, report.year) if is_in_force else None
    is_confirmed = is_in_force and _binds(rule, report, package)
    document = package.document.get(report.document_id)
    published = document.published_date if document else None
    days_late = 0
    if document is None:
        status, reason = _unpublished(report, last_day, as_of)
    elif published is None or not _is_day_confirmed(document):
        status, reason = DATE_UNCONFIRMED, _why_unconfirmed(document)
    else:
        days_late = _days_late(published, last_day)
        status, reason = _published(published, last_day, rule, is_in_force=is_in_force, is_confirmed=is_confirmed)
    return Standing(
        report_id=report.report_id,
        obligation_id=rule.code,
        year=report.year,
        status=status,
        reason=reason,
        rule=_RULE_OF_STATUS[status],
        last_day=last_day,
        published_date=published,
        days_late=days_late,
        is_applicability_confirmed=is_confirmed,
        missing_contents=missing_contents(package, report),
        turning_days=(last_day + ONE_DAY,) if last_day and document is None else (),
    )


def last_good_day(rule: Term, year: int) -> date | None:
    """Last day on which the report about ``year`` is in time; None where the rule's day is not confirmed."""
    if not rule["due_month"]:
        return None
    return date(year + 1, int(rule["due_month"]), int(rule["due_day"])) - ONE_DAY


def _is_in_force(rule: Term, year: int) -> bool:
    """Whether the rule was in force on the last good day, or, where none is confirmed, in the year reported on."""
    return date.fromisoformat(rule["valid_from"]) <= (last_good_day(rule, year) or date(year, 12, 31))


def _binds(rule: Term, report: Report, package: Package) -> bool:
    """Whether the rule plainly names this level and kind of body."""
    if package.locality.level not in rule["levels"].split():
        return False
    unit = package.unit.get(report.unit_id)
    return unit is None or unit.kind in rule["unit_kinds"].split()


def _days_late(day: date, last_day: date | None) -> int:
    """By how many days ``day`` lies after the last good day; 0 where it does not, or where there is none."""
    return max(0, (day - last_day).days) if last_day else 0


def _unpublished(report: Report, last_day: date | None, as_of: date) -> tuple[str, Sentence]:
    """Status of a report that was not found as a document."""
    if last_day and as_of <= last_day:
        return NOT_DUE, sentence("公布期限是{day}，尚未到期。", day=last_day)
    if report.searched_date is None:
        return NOT_FOUND, sentence("本站没有收录这份报告，也没有查找记录；这不等于没有公布。")
    facts = {"day": report.searched_date, "where": report.searched_where or sentence("公开渠道")}
    if last_day and report.searched_date <= last_day:
        return NOT_FOUND, sentence(
            "期限以前（{day}）查找过{where}，没有找到，以后还没有再查找；这不等于没有公布。", **facts
        )
    return NOT_FOUND, sentence("{day}查找过{where}，没有找到；这不等于没有公布。", **facts)


def _is_day_confirmed(document: Document) -> bool:
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


def _published(
    day: date, last_day: date | None, rule: Term, *, is_in_force: bool, is_confirmed: bool
) -> tuple[str, Sentence]:
    """Status of a report whose day of publication is confirmed."""
    if not is_in_force:
        start = date.fromisoformat(rule["valid_from"])
        reason = sentence(
            "页面标明{day}公布；规定自{start}起施行，这份报告在此以前，只列日期，不作判断。", day=day, start=start
        )
        return APPLICABILITY_UNCONFIRMED, reason
    if last_day is None:
        known = sentence("页面标明{day}公布；期限没有核实", day=day)
    elif day <= last_day:
        known = sentence("页面标明{day}公布，在{last}这一最后期限以内", day=day, last=last_day)
    else:
        known = sentence(
            "页面标明{day}公布，最后期限是{last}，为期限后第{late}天",
            day=day,
            last=last_day,
            late=_days_late(day, last_day),
        )
    if not is_confirmed:
        reason = sentence("{known}；这项规定是否约束该机构没有确认，不作判断。", known=known)
        return APPLICABILITY_UNCONFIRMED, reason
    if last_day is None:
        return PUBLISHED, sentence("{known}，只列日期，不作判断。", known=known)
    return ON_TIME if day <= last_day else LATE, sentence("{known}。", known=known)

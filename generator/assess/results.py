"""Results: what is published of a target's indicator, stretch of time by stretch of time."""

from dataclasses import dataclass
from datetime import date

from generator.assess.comparison import NO, UNDECIDED, YES, satisfies
from generator.model import Package, Result, Target, grouped
from generator.periods import Period, parse_period

_OWN_SCOPES = frozenset({"own", "whole_area"})
# What is measured in these does not mount up in the course of a period, so half a year says nothing of half the value.
_LEVELS = frozenset({"%", "百分点", "倍", "分", "级", "天", "工作日", "个工作日", "年", "个/件", "人/次"})


@dataclass(frozen=True, slots=True)
class Published:
    """What is published for one stretch of time: one result, or several that no rule puts before the others."""

    period: Period
    results: tuple[Result, ...]


def published_for(target: Target, package: Package) -> list[Published]:
    """What is published of the target's indicator about the locality itself, oldest first."""
    return published_of(target.indicator_id, package)


def published_of(indicator_id: str, package: Package) -> list[Published]:
    """What is published of an indicator about the locality itself, oldest first.

    Left out are results of other places and of single units, samples, parts of another result of the same indicator,
    and results whose period is not known. Of several results for one stretch of time those with a value stand, and of
    these those of the newest document; copies by third parties stand back behind all others.
    """
    rows = package.results_of_indicator.get(indicator_id, ())
    ids = {row.result_id for row in rows}
    own = (row for row in rows if row.period and _is_about_locality(row) and row.part_of not in ids)
    stretches = grouped(own, lambda row: (_period_of(row).start, _period_of(row).end))
    found = [_foremost(members, package) for members in stretches.values()]
    return sorted(found, key=lambda row: row.period)


def verdicts(target: Target, published: Published) -> set[str]:
    """What the results say about the target, those that leave it open left out; both where they contradict."""
    return {satisfies(target, row) for row in published.results} - {UNDECIDED}


def verdict(target: Target, published: Published) -> str:
    """The one thing that the results say about the target; undecided where they leave it open or contradict."""
    said = verdicts(target, published)
    return UNDECIDED if said in (set(), {YES, NO}) else said.pop()


def mounts_up(target: Target, package: Package) -> bool:
    """Whether the indicator is a number that grows in the course of a period, not a rate, a score or a length."""
    unit = package.indicator[target.indicator_id].unit_of_measure
    return unit not in _LEVELS and target.each != "event"


def _is_about_locality(row: Result) -> bool:
    is_of_another = row.subject or row.unit_id or "subject" in row.masked
    return row.scope in _OWN_SCOPES and not is_of_another


def _period_of(row: Result) -> Period:
    """The period of a result, cut at the day up to which its value counts."""
    period = parse_period(row.period)
    day = row.as_of_date
    if day is None or day >= period.end or not period.has_begun(day):
        return period
    return period.cut_at(day)


def _foremost(rows: tuple[Result, ...], package: Package) -> Published:
    """Of the results for one stretch of time those that come first."""

    def rank(row: Result) -> tuple[bool, bool, date]:
        document = package.document[row.document_id]
        day = document.published_date or document.issued_date or document.signed_date or date.min
        return row.value is not None, document.provenance != "unofficial_copy", day

    best = max(map(rank, rows))
    return Published(_period_of(rows[0]), tuple(row for row in rows if rank(row) == best))

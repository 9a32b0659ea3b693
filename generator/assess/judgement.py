"""Judgement: one target in one window of time, held against what is published."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from generator.assess.comparison import NO, UNDECIDED, UPWARD, YES
from generator.assess.results import Published, mounts_up, verdict, verdicts
from generator.assess.windows import Window
from generator.model import Package, Result, Target
from generator.periods import Period
from generator.sentences import Sentence, measured, sentence, with_unit

MET, NOT_MET, ON_TRACK, BEHIND = "met", "not_met", "on_track", "behind"
NOT_DUE, NO_RESULT, NOT_ASSESSABLE = "not_due", "no_result", "not_assessable"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One turn of a recurring target: its period, the status in it, and the result that decided."""

    period: Period
    status: str
    result_id: str = ""


@dataclass(frozen=True, slots=True)
class TargetAssessment:
    """Status of a target: why, by which rule, from which results, and on which days it may change."""

    target_id: str
    status: str
    reason: Sentence
    rule: str
    result_ids: tuple[str, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    turning_days: tuple[date, ...] = ()


def judge(
    target: Target, package: Package, published: Sequence[Published], window: Window, as_of: date
) -> TargetAssessment:
    """Status of a target in one window as of a day, from all that is published of its indicator."""
    found = deciding(target, package, published, window)
    is_over = as_of > window.last_day
    if found is None:
        return _without_result(target, window, is_over=is_over)
    facts = {
        "day": window.last_day,
        "period": found.period,
        "value": tuple(dict.fromkeys(_value_label(row, package) for row in found.results)),
        "target": target.printed,
    }
    if is_whole(target, package, window, found.period) or _is_reached(target, package, window, found):
        assessment = _compared(target, found, facts)
    elif is_over:
        reason = sentence("时限（{day}）已过，只有{period}的结果（{value}），不足以判断目标“{target}”。", **facts)
        assessment = TargetAssessment(target.target_id, NO_RESULT, reason, "target-due")
    else:
        assessment = _on_the_way(target, package, window, found, facts)
    return replace(assessment, result_ids=tuple(row.result_id for row in found.results))


def deciding(target: Target, package: Package, published: Sequence[Published], window: Window) -> Published | None:
    """What decides in a window; None where nothing is published for it.

    What tells of the whole window comes first. Then, for a number that mounts up, any part of the window in which the
    value is already reached, then a part that begins with the window. Else the newest; of two that end together the
    longer, which is the first of them.
    """
    is_count = mounts_up(target, package)

    def rank(row: Published) -> tuple[bool, bool, bool, date]:
        return (
            is_whole(target, package, window, row.period),
            is_count and _is_reached(target, package, window, row),
            is_count and window.period.start is not None and row.period.start == window.period.start,
            row.period.end,
        )

    return max((row for row in published if window.period.covers(row.period)), key=rank, default=None)


def is_whole(target: Target, package: Package, window: Window, period: Period) -> bool:
    """Whether a result for ``period`` tells of the whole window: from its first to its last day.

    A rate or score that need only be reached by a day is told by what is measured on that day.
    """
    is_measured_at_end = window.is_by_date and not mounts_up(target, package)
    return period.end >= window.end and (is_measured_at_end or period.start == window.period.start)


def _is_reached(target: Target, package: Package, window: Window, published: Published) -> bool:
    """Whether the value is reached for good, though the window is not over."""
    can_be_early = target.comparator in UPWARD and (window.is_by_date or mounts_up(target, package))
    return can_be_early and verdict(target, published) == YES


def _without_result(target: Target, window: Window, *, is_over: bool) -> TargetAssessment:
    if is_over:
        reason = sentence("时限（{day}）已过，本站没有找到公布的结果；这不等于没有完成。", day=window.last_day)
        return TargetAssessment(target.target_id, NO_RESULT, reason, "target-due")
    reason = sentence("时限（{day}）未到，本站尚未收录结果。", day=window.last_day)
    return TargetAssessment(target.target_id, NOT_DUE, reason, "target-due")


def _compared(target: Target, published: Published, facts: dict[str, Any]) -> TargetAssessment:
    """Status from what is published for the whole window."""
    said = verdict(target, published)
    if said == UNDECIDED:
        status, reason = NOT_ASSESSABLE, _why_undecided(target, published, facts)
    elif said == YES:
        status, reason = MET, sentence("{period}的结果为{value}，达到目标“{target}”。", **facts)
    else:
        status, reason = NOT_MET, sentence("{period}的结果为{value}，未达到目标“{target}”。", **facts)
    return TargetAssessment(target.target_id, status, reason, "target-compare")


def _on_the_way(
    target: Target, package: Package, window: Window, published: Published, facts: dict[str, Any]
) -> TargetAssessment:
    """Status from what is published for a part of a window that is not over."""
    is_count = mounts_up(target, package)
    # Only from a first day that is known and the same can a number be held against the time gone.
    start = window.period.start if published.period.start == window.period.start else None
    if is_count and start and target.value is not None and target.comparator in UPWARD:
        gone, total = (published.period.end - start).days + 1, (window.last_day - start).days + 1
        due = replace(target, comparator="ge", value=target.value * gone / total)
        return _by_share_of_time(due, package, published, {**facts, "gone": gone, "total": total})
    said = verdict(target, published)
    says_nothing = is_count and (start is None or target.comparator in {"eq", "range"})
    if says_nothing or (said == NO and window.is_by_date):
        status = NOT_DUE
        reason = sentence("时限（{day}）未到；{period}的结果为{value}，目标为“{target}”，还不能判断。", **facts)
    elif said == UNDECIDED:
        status, reason = NOT_ASSESSABLE, _why_undecided(target, published, facts)
    elif said == YES:
        status = ON_TRACK
        reason = sentence("时限（{day}）未到；{period}的结果为{value}，已符合目标“{target}”。", **facts)
    else:
        status = BEHIND
        reason = sentence("时限（{day}）未到；{period}的结果为{value}，尚未符合目标“{target}”。", **facts)
    return TargetAssessment(target.target_id, status, reason, "target-progress")


def _by_share_of_time(due: Target, package: Package, published: Published, facts: dict[str, Any]) -> TargetAssessment:
    """Status of a running count: is it at least what the time gone makes due (序时进度)?"""
    said = verdict(due, published)
    if said == UNDECIDED:
        reason = _why_undecided(due, published, facts)
        return TargetAssessment(due.target_id, NOT_ASSESSABLE, reason, "target-progress")
    label = with_unit(f"{due.value:,.1f}", package.indicator[due.indicator_id].unit_of_measure)
    reason = sentence(
        "时限（{day}）未到；{period}的结果为{value}；{total}天中已过{gone}天，目标“{target}”按时间折算为{due}。",
        **facts,
        due=label,
    )
    return TargetAssessment(due.target_id, ON_TRACK if said == YES else BEHIND, reason, "target-progress")


def _why_undecided(target: Target, published: Published, facts: dict[str, Any]) -> Sentence:
    if verdicts(target, published):
        return sentence("{period}公布的结果互相不一致（{value}），目标为“{target}”，不作判断。", **facts)
    if all(row.value is None for row in published.results):
        return sentence("{period}的结果（{value}）没有可以比较的数值，目标为“{target}”，不作判断。", **facts)
    return sentence("{period}的结果为{value}，只是约数，是否达到目标“{target}”都有可能，不作判断。", **facts)


def _value_label(result: Result, package: Package) -> Sentence:
    """A published value with its unit of measure and how exact it is, or what stands in its place."""
    if result.value is None:
        return sentence("“{printed}”", printed=result.printed) if result.printed else sentence("文件隐去")
    return measured(result.value, package.indicator[result.indicator_id].unit_of_measure, result.precision)

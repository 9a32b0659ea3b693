"""Recurring targets: judged turn by turn, then taken together; a missing turn is never averaged away."""

from collections.abc import Sequence
from datetime import date

from generator.assess.judgement import (
    MET,
    NO_RESULT,
    NOT_ASSESSABLE,
    NOT_DUE,
    NOT_MET,
    Occurrence,
    TargetAssessment,
    judge,
)
from generator.assess.results import Published
from generator.assess.windows import Window, span_of, turns_of
from generator.model import Package, Target
from generator.periods import ONE_DAY, Period
from generator.sentences import Sentence, sentence


def assess_recurring(target: Target, package: Package, published: Sequence[Published], as_of: date) -> TargetAssessment:
    """Status of a target that must be met again and again, as of a day."""
    first, last = span_of(target, package, published)
    if first is None:
        reason = sentence("没有写明从哪一期算起，本站也没有收录结果。")
        return TargetAssessment(target.target_id, NOT_DUE, reason, "target-recurring")
    turns = turns_of(target.every, first, last)
    if not turns:
        reason = sentence("目标的一期比计划的时期还长，计划之内没有满一期，不作判断。")
        return TargetAssessment(target.target_id, NOT_ASSESSABLE, reason, "target-recurring")
    judged = [
        (turn, judge(target, package, published, Window(turn, turn.end), as_of))
        for turn in turns
        if turn.has_begun(as_of)
    ]
    status, reason = _together(target, turns[0], judged, as_of)
    return TargetAssessment(
        target_id=target.target_id,
        status=status,
        reason=reason,
        rule="target-recurring",
        result_ids=tuple(name for _, one in judged for name in one.result_ids),
        occurrences=tuple(Occurrence(turn, one.status, next(iter(one.result_ids), "")) for turn, one in judged),
        turning_days=(turns[0].start or turns[0].end, *(turn.end + ONE_DAY for turn in turns)),
    )


def _together(
    target: Target, first: Period, judged: list[tuple[Period, TargetAssessment]], as_of: date
) -> tuple[str, Sentence]:
    """One status for all turns that have begun: a failed turn decides; only turns that are over can be missing."""
    failed = tuple(turn for turn, one in judged if one.status == NOT_MET)
    if failed:
        reason = sentence("逐期判断：{turns}未达到目标“{target}”。", turns=failed, target=target.printed)
        return NOT_MET, reason
    over = [one.status for turn, one in judged if as_of > turn.end]
    if not over:
        if not judged:
            return NOT_DUE, sentence("第一期（{turn}）还没有开始。", turn=first)
        return judged[0][1].status, judged[0][1].reason
    facts = {"total": len(over), "target": target.printed}
    if NO_RESULT in over:
        reason = sentence(
            "应逐期判断，已结束的{total}期中有{missing}期没有收录足以判断的结果；这不等于没有完成。",
            missing=over.count(NO_RESULT),
            **facts,
        )
        return NO_RESULT, reason
    if NOT_ASSESSABLE in over:
        reason = sentence(
            "应逐期判断，已结束的{total}期中有{hidden}期的结果被隐去、只是约数或互相不一致，不作判断。",
            hidden=over.count(NOT_ASSESSABLE),
            **facts,
        )
        return NOT_ASSESSABLE, reason
    return MET, sentence("已结束的{total}期都达到目标“{target}”。", **facts)

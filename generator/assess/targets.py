"""Targets: a promised value held against the published ones."""

from dataclasses import replace
from datetime import date

from generator.assess.judgement import NOT_ASSESSABLE, NOT_DUE, TargetAssessment, judge
from generator.assess.recurring import assess_recurring
from generator.assess.results import Published, published_for
from generator.assess.windows import Window, plan_of, window_of
from generator.model import Package, Target
from generator.periods import ONE_DAY
from generator.sentences import Sentence, sentence


def assess_target(target: Target, package: Package, as_of: date) -> TargetAssessment:
    """Status of one target as of a day."""
    unfit = _unfit(target, package)
    if unfit:
        rule, reason = unfit
        return TargetAssessment(target.target_id, NOT_ASSESSABLE, reason, rule)
    published = published_for(target, package)
    if target.is_recurring:
        return assess_recurring(target, package, published, as_of)
    window = window_of(target, package)
    if window is None:
        return _assess_without_limit(target, package, published, as_of)
    return replace(judge(target, package, published, window, as_of), turning_days=(window.last_day + ONE_DAY,))


def _unfit(target: Target, package: Package) -> tuple[str, Sentence] | None:
    """Rule and reason for a target that cannot be assessed whatever the results are; None when it can."""
    if plan_of(target, package).applies_to == "lower_level":
        return "target-context", sentence("这项规范约束的是下级机关；本地公布的数据只供参照，不作判断。")
    if {"value", "upper_value"} & set(target.masked):
        return "target-masked", sentence("文件隐去了目标值，不作判断。")
    if target.comparator == "approx":
        reason = sentence("目标只写“{printed}”，没有明确的界线，不作判断。", printed=target.printed)
        return "target-approximate", reason
    if not _has_value(target):
        reason = sentence("目标写作“{printed}”，没有可以比较的数值，不作判断。", printed=target.printed)
        return "target-masked", reason
    if target.condition:
        reason = sentence("目标附有条件“{condition}”，哪些对象符合没有公布，不作判断。", condition=target.condition)
        return "target-conditional", reason
    if target.every == "term":
        return "target-term", sentence("目标按每届任期考核，任期的起止没有公布，不作判断。")
    return None


def _has_value(target: Target) -> bool:
    """Whether there is a value to compare with, and for a range an upper end that is not below it."""
    if target.value is None:
        return False
    return target.comparator != "range" or (target.upper_value is not None and target.upper_value >= target.value)


def _assess_without_limit(
    target: Target, package: Package, published: list[Published], as_of: date
) -> TargetAssessment:
    """Status of a target for which neither it nor its plan writes a time: the newest result is compared."""
    if not published:
        reason = sentence("目标没有写明时限，本站尚未收录结果。")
        return TargetAssessment(target.target_id, NOT_DUE, reason, "target-due")
    newest = max(published, key=lambda row: row.period.end).period
    return judge(target, package, published, Window(newest, newest.end), as_of)

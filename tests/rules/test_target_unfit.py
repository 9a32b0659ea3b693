"""Chapter: targets that no result can decide (rules ``target-context``, ``-masked``, ``-approximate`` and others)."""

from datetime import date
from decimal import Decimal

from generator.assess import TargetAssessment
from generator.model import Target

from . import packages as made
from .tables import Case, cases, code_of, label_of, number


def judged(target: Target, *records: object) -> TargetAssessment:
    """The target with a result of 100 % for its period, before and after its time: both must say the same."""
    package = made.package(target, made.result(), *records)
    early, late = (made.assessed(target, package, day) for day in (date(2023, 1, 1), date(2030, 1, 1)))
    assert early == late
    return late


def is_not_judged(found: TargetAssessment) -> bool:
    """True when nothing is said and nothing will change with the day."""
    has_nothing = (found.result_ids, found.occurrences, found.turning_days) == ((), (), ())
    return label_of("target", found.status) == "无法判断" and has_nothing


@cases("""
    | 比较   | 目标 | 隐去  | 条件   | 周期     |
    |--------|------|-------|--------|----------|
    | 不低于 | 95   |       |        |          |
    | 不低于 | 101  |       |        |          |
    | 不低于 |      | value |        |          |
    | 约     | 15   |       |        |          |
    | 不低于 | 95   |       | 原则上 |          |
    | 不低于 | 95   |       |        | 每年     |
    | 不低于 | 95   |       |        | 每届任期 |
""")
def test_norms_for_lower_levels_are_context_only(case: Case) -> None:
    """What a plan demands of lower levels is never held against the figures of the body that issued it."""
    target = made.target(
        comparator=code_of("comparators", case["比较"]),
        value=number(case["目标"]),
        masked=tuple(case["隐去"].split()),
        condition=case["条件"],
        every=code_of("intervals", case["周期"]),
    )
    found = judged(target, made.plan(applies_to="lower_level"))
    assert is_not_judged(found)
    assert found.rule == "target-context"
    assert str(found.reason) == "这项规范约束的是下级机关；本地公布的数据只供参照，不作判断。"


@cases("""
    | 比较   | 目标 | 上限 | 隐去        | 原文         | 理由                                                   |
    |--------|------|------|-------------|--------------|--------------------------------------------------------|
    | 不低于 |      |      | value       | **%          | 文件隐去了目标值，不作判断。                           |
    | 介于   |      | 2    | value       | **—2家       | 文件隐去了目标值，不作判断。                           |
    | 介于   | 1    |      | upper_value | 1—**家       | 文件隐去了目标值，不作判断。                           |
    | 约     |      |      | value       | 约**%        | 文件隐去了目标值，不作判断。                           |
    | 全部   |      |      |             | 应公开尽公开 | 目标写作“应公开尽公开”，没有可以比较的数值，不作判断。 |
    | 介于   | 1    |      |             | 1家以上      | 目标写作“1家以上”，没有可以比较的数值，不作判断。      |
    | 介于   | 2    | 1    |             | 2—1家        | 目标写作“2—1家”，没有可以比较的数值，不作判断。        |
""")
def test_a_target_without_a_value_cannot_be_judged(case: Case) -> None:
    """A hidden value is not guessed, words without a number are not turned into one, half a range is no range."""
    target = made.target(
        comparator=code_of("comparators", case["比较"]),
        value=number(case["目标"]),
        upper_value=number(case["上限"]),
        masked=tuple(case["隐去"].split()),
        printed=case["原文"],
    )
    found = judged(target)
    assert is_not_judged(found)
    assert (found.rule, str(found.reason)) == ("target-masked", case["理由"])


def test_a_range_may_be_one_number() -> None:
    """Both ends are the same and belong to it."""
    assert judged(made.target(comparator="range", value=Decimal(100), upper_value=Decimal(100))).status == "met"


def test_a_mask_on_something_else_does_not_matter() -> None:
    """Where the holder is hidden and the value is not, the target is judged."""
    assert judged(made.target(masked=("holder",))).status == "met"


@cases("""
    | 目标 | 原文    | 理由                                          |
    |------|---------|-----------------------------------------------|
    | 15   | 15%左右 | 目标只写“15%左右”，没有明确的界线，不作判断。 |
    | 100  | 约100%  | 目标只写“约100%”，没有明确的界线，不作判断。  |
""")
def test_an_approximate_target_has_no_threshold(case: Case) -> None:
    """«15%左右» is not judged, not even by a result that equals the number."""
    found = judged(made.target(comparator="approx", value=number(case["目标"]), printed=case["原文"]))
    assert is_not_judged(found)
    assert (found.rule, str(found.reason)) == ("target-approximate", case["理由"])


@cases("""
    | 条件               | 周期 | 理由                                                               |
    |--------------------|------|--------------------------------------------------------------------|
    | 有条件的社区       |      | 目标附有条件“有条件的社区”，哪些对象符合没有公布，不作判断。       |
    | 原则上             |      | 目标附有条件“原则上”，哪些对象符合没有公布，不作判断。             |
    | 除依法需要保密的外 | 每年 | 目标附有条件“除依法需要保密的外”，哪些对象符合没有公布，不作判断。 |
""")
def test_a_conditional_target_needs_to_know_to_whom_it_applies(case: Case) -> None:
    """«有条件的», «原则上», «除…外»: who falls under the condition is not published, so nothing is said."""
    found = judged(made.target(condition=case["条件"], every=code_of("intervals", case["周期"])))
    assert is_not_judged(found)
    assert (found.rule, str(found.reason)) == ("target-conditional", case["理由"])


def test_once_a_term_of_office_needs_to_know_the_term() -> None:
    """«任期内至少1次»: when a head's term began and ends is not published."""
    found = judged(made.target(every="term", printed="任期内至少1次"))
    assert is_not_judged(found)
    assert found.rule == "target-term"
    assert str(found.reason) == "目标按每届任期考核，任期的起止没有公布，不作判断。"

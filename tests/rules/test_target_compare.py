"""Chapter: results are compared with the target as the document words it (rule ``target-compare``)."""

from datetime import date
from decimal import Decimal

import pytest

from generator.assess import TargetAssessment
from generator.model import Target

from . import packages as made
from .tables import Case, cases, code_of, label_of, number


def status_of(target: Target, *records: object) -> TargetAssessment:
    """The target of a package that holds it and the records, long after its time is over."""
    return made.assessed(target, made.package(target, *records), date(2030, 1, 1))


@cases("""
    | 比较   | 目标 | 上限 | 结果   | 状态   |
    |--------|------|------|--------|--------|
    | 不低于 | 80   |      | 79.99  | 未达到 |
    | 不低于 | 80   |      | 80     | 达到   |
    | 不低于 | 80   |      | 80.01  | 达到   |
    | 超过   | 1000 |      | 999    | 未达到 |
    | 超过   | 1000 |      | 1000   | 未达到 |
    | 超过   | 1000 |      | 1001   | 达到   |
    | 不高于 | 30   |      | 29     | 达到   |
    | 不高于 | 30   |      | 30     | 达到   |
    | 不高于 | 30   |      | 31     | 未达到 |
    | 低于   | 30   |      | 29     | 达到   |
    | 低于   | 30   |      | 30     | 未达到 |
    | 低于   | 30   |      | 31     | 未达到 |
    | 等于   | 2    |      | 1      | 未达到 |
    | 等于   | 2    |      | 2      | 达到   |
    | 等于   | 2    |      | 3      | 未达到 |
    | 介于   | 1    | 2    | 0.9    | 未达到 |
    | 介于   | 1    | 2    | 1      | 达到   |
    | 介于   | 1    | 2    | 1.5    | 达到   |
    | 介于   | 1    | 2    | 2      | 达到   |
    | 介于   | 1    | 2    | 2.1    | 未达到 |
    | 全部   | 100  |      | 99.99  | 未达到 |
    | 全部   | 100  |      | 100    | 达到   |
    | 全部   | 100  |      | 100.00 | 达到   |
""")
def test_every_comparator_below_at_and_above_the_value(case: Case) -> None:
    """«以上», «以下» and both ends of a range include the number itself; «超过» and «低于» do not."""
    target = made.target(
        comparator=code_of("comparators", case["比较"]), value=number(case["目标"]), upper_value=number(case["上限"])
    )
    found = status_of(target, made.result(value=number(case["结果"])))
    assert label_of("target", found.status) == case["状态"]
    assert found.rule == "target-compare"


@cases("""
    | 比较   | 目标 | 结果 | 状态   |
    |--------|------|------|--------|
    | 不高于 | 0    | 0    | 达到   |
    | 不高于 | 0    | 1    | 未达到 |
    | 等于   | 0    | 0    | 达到   |
    | 等于   | 0    | 2    | 未达到 |
    | 低于   | 1    | 0    | 达到   |
    | 不低于 | 0    | 0    | 达到   |
    | 不低于 | 1    | 0    | 未达到 |
    | 超过   | 0    | 0    | 未达到 |
""")
def test_zero_is_a_value(case: Case) -> None:
    """A target of zero (零差错) and a result of zero are compared like any other; zero is never «no result»."""
    target = made.target(comparator=code_of("comparators", case["比较"]), value=number(case["目标"]))
    found = status_of(target, made.result(value=number(case["结果"])))
    assert label_of("target", found.status) == case["状态"]


@cases("""
    | 结果 | 状态   | 理由                                       |
    |------|--------|--------------------------------------------|
    | 0    | 达到   | 2023年的结果为0%，达到目标“不高于5%”。     |
    | 4.9  | 达到   | 2023年的结果为4.9%，达到目标“不高于5%”。   |
    | 5    | 达到   | 2023年的结果为5%，达到目标“不高于5%”。     |
    | 5.1  | 未达到 | 2023年的结果为5.1%，未达到目标“不高于5%”。 |
""")
def test_less_may_be_better(case: Case) -> None:
    """Direction is what the comparator says: at most 5 % of decisions set aside is met from 5 % downward."""
    target = made.target(comparator="le", value=Decimal(5), printed="不高于5%")
    found = status_of(target, made.indicator(direction="down"), made.result(value=number(case["结果"])))
    assert (label_of("target", found.status), str(found.reason)) == (case["状态"], case["理由"])


@cases("""
    | 比较   | 目标 | 上限 | 结果  | 状态     |
    |--------|------|------|-------|----------|
    | 不低于 | 80   |      | 79余  | 无法判断 |
    | 不低于 | 80   |      | 80余  | 达到     |
    | 超过   | 80   |      | 80余  | 无法判断 |
    | 超过   | 80   |      | 81余  | 达到     |
    | 不高于 | 80   |      | 80余  | 无法判断 |
    | 不高于 | 80   |      | 81余  | 未达到   |
    | 低于   | 80   |      | 79余  | 无法判断 |
    | 低于   | 80   |      | 80余  | 未达到   |
    | 等于   | 80   |      | 79余  | 无法判断 |
    | 等于   | 80   |      | 81余  | 未达到   |
    | 介于   | 80   | 90   | 70余  | 无法判断 |
    | 介于   | 80   | 90   | 85余  | 无法判断 |
    | 介于   | 80   | 90   | 91余  | 未达到   |
    | 全部   | 100  |      | 99余  | 无法判断 |
    | 不低于 | 100  |      | 约105 | 无法判断 |
    | 不低于 | 100  |      | 约106 | 达到     |
    | 不低于 | 100  |      | 约95  | 未达到   |
    | 不低于 | 100  |      | 约96  | 无法判断 |
    | 不低于 | 100  |      | 约100 | 无法判断 |
    | 不低于 | 100  |      | 约94  | 未达到   |
    | 不高于 | 100  |      | 约95  | 达到     |
    | 不高于 | 100  |      | 约96  | 无法判断 |
    | 不高于 | 100  |      | 约106 | 未达到   |
    | 等于   | 100  |      | 约100 | 无法判断 |
    | 等于   | 100  |      | 约90  | 未达到   |
    | 介于   | 80   | 120  | 约100 | 达到     |
    | 介于   | 99   | 101  | 约100 | 无法判断 |
    | 介于   | 99   | 101  | 约50  | 未达到   |
    | 不高于 | 0    |      | 约0   | 达到     |
""")
def test_imprecise_results_decide_only_where_nothing_else_is_possible(case: Case) -> None:
    """«80余» may be any number from 80, «约100» any from 95 to 105: a verdict stands if it is the same for all."""
    target = made.target(
        comparator=code_of("comparators", case["比较"]), value=number(case["目标"]), upper_value=number(case["上限"])
    )
    found = status_of(target, *made.series(f"2023={case['结果']}"))
    assert label_of("target", found.status) == case["状态"]


@cases("""
    | 数值 | 分子 | 分母 | 原文   | 隐去                  | 状态     | 理由                                         |
    |------|------|------|--------|-----------------------|----------|----------------------------------------------|
    |      |      |      | 22**项 | value                 | 无法判断 | 2023年的结果（“22**项”）没有可以比较的数值， |
    | …    |      |      |        |                       |          | 目标为“90%以上”，不作判断。                  |
    |      |      |      |        | value                 | 无法判断 | 2023年的结果（文件隐去）没有可以比较的数值， |
    | …    |      |      |        |                       |          | 目标为“90%以上”，不作判断。                  |
    | 92   |      |      | 92%    | denominator           | 达到     | 2023年的结果为92%，达到目标“90%以上”。       |
    | 92   |      |      | 92%    | numerator denominator | 达到     | 2023年的结果为92%，达到目标“90%以上”。       |
    | 89   |      | 100  | 89%    | numerator             | 未达到   | 2023年的结果为89%，未达到目标“90%以上”。     |
    |      | 95   | 100  | **     | value                 | 无法判断 | 2023年的结果（“**”）没有可以比较的数值，     |
    | …    |      |      |        |                       |          | 目标为“90%以上”，不作判断。                  |
""")
def test_a_masked_value_is_not_assessed_a_masked_base_does_not_matter(case: Case) -> None:
    """A hidden value is neither zero nor worked out; a printed rate holds though its base is hidden."""
    row = made.result(
        value=number(case["数值"]),
        numerator=number(case["分子"]),
        denominator=number(case["分母"]),
        printed=case["原文"],
        masked=tuple(case["隐去"].split()),
    )
    found = status_of(made.target(value=Decimal(90), printed="90%以上"), row)
    assert (label_of("target", found.status), str(found.reason)) == (case["状态"], case["理由"])


@cases("""
    | 单位 | 结果       | 理由                                                                      |
    |------|------------|---------------------------------------------------------------------------|
    | %    | 97.5       | 2023年的结果为97.5%，达到目标“95%以上”。                                  |
    | 元   | 4618000000 | 2023年的结果为4,618,000,000元，达到目标“95%以上”。                        |
    | 件   | 18300余    | 2023年的结果为18,300件以上，达到目标“95%以上”。                           |
    | 件   | 约18300    | 2023年的结果为约18,300件，达到目标“95%以上”。                             |
    | 件   | 约95       | 2023年的结果为约95件，只是约数，是否达到目标“95%以上”都有可能，不作判断。 |
    | {件} | 97.50      | 2023年的结果为97.50{件}，达到目标“95%以上”。                              |
""")
def test_the_reason_shows_the_figure_as_published(case: Case) -> None:
    """Every published digit, thousands separated, the unit of measure, and how exact the figure is."""
    found = status_of(made.target(), made.indicator(unit_of_measure=case["单位"]), *made.series(f"2023={case['结果']}"))
    assert str(found.reason) == case["理由"]


@pytest.mark.parametrize("value", ["95", "95.0", "95.00"])
def test_trailing_zeros_do_not_matter(value: str) -> None:
    """95, 95.0 and 95.00 are the same number."""
    assert status_of(made.target(comparator="eq"), made.result(value=Decimal(value))).status == "met"

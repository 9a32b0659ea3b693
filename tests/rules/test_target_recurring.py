"""Chapter: what must be met again and again is judged turn by turn (rule ``target-recurring``)."""

from datetime import date
from decimal import Decimal

from generator.assess import TargetAssessment

from . import packages as made
from .tables import Case, cases, code_of, day, given_day, label_of

_SIGNS = {"met": "✓", "not_met": "✗", "no_result": "○", "not_assessable": "?", "not_due": "·"}
_YEARLY = {"周期": "每年", "计划开始": "2023-01-01", "计划结束": "2025-12-31"}


def turns_of(case: Case, **fields: object) -> TargetAssessment:
    """A target of two meetings a turn, in the plan and as of the day of the case."""
    fields = {"value": Decimal(2), "printed": "至少两次", "period": "", **fields}
    target = made.target(every=code_of("intervals", case["周期"]), **fields)
    plan = made.plan(start_date=day(case["计划开始"]), end_date=day(case["计划结束"]))
    records = [plan, made.indicator(unit_of_measure="次"), *made.series(case["已公布的结果"])]
    return made.assessed(target, made.package(target, *records), given_day(case["判断日期"]))


def labels(found: TargetAssessment) -> str:
    """The turns that have begun."""
    return "、".join(str(turn.period.label) for turn in found.occurrences)


@cases("""
    | 周期   | 计划开始   | 计划结束   | 已公布的结果        | 判断日期   | 状态           | 逐期 |
    |--------|------------|------------|---------------------|------------|----------------|------|
    | 每年   | 2021-01-01 | 2025-12-31 | 2021=2 2022=3       | 2023-02-01 | 达到           | ✓✓·  |
    | 每年   | 2021-01-01 | 2025-12-31 | 2021=2 2022=1       | 2023-02-01 | 未达到         | ✓✗·  |
    | 每年   | 2021-01-01 | 2025-12-31 | 2021=1 2022=2       | 2023-02-01 | 未达到         | ✗✓·  |
    | 每年   | 2021-01-01 | 2025-12-31 | 2021=2              | 2023-02-01 | 本站未收录结果 | ✓○·  |
    | 每年   | 2021-01-01 | 2025-12-31 | 2021=1              | 2023-02-01 | 未达到         | ✗○·  |
    | 每年   | 2021-01-01 | 2025-12-31 |                     | 2023-02-01 | 本站未收录结果 | ○○·  |
    | 每年   | 2021-01-01 | 2025-12-31 | 2021=200            | 2023-02-01 | 本站未收录结果 | ✓○·  |
    | 每年   | 2021-01-01 | 2025-12-31 | 2021=2 2022=**      | 2023-02-01 | 无法判断       | ✓?·  |
    | 每年   | 2021-01-01 | 2025-12-31 | 2022=**             | 2023-02-01 | 本站未收录结果 | ○?·  |
    | 每年   | 2021-01-01 | 2025-12-31 | 2021=2 2022-H1=1    | 2023-02-01 | 本站未收录结果 | ✓○·  |
    | 每年   | 2021-01-01 | 2022-12-31 | 2021=2 2022=2       | 2030-02-01 | 达到           | ✓✓   |
    | 每两年 | 2021-01-01 | 2024-12-31 | 2021/2022=2         | 2023-02-01 | 达到           | ✓·   |
    | 每两年 | 2021-01-01 | 2024-12-31 | 2021=1 2022=1       | 2023-02-01 | 本站未收录结果 | ○·   |
    | 每两年 | 2021-01-01 | 2024-12-31 | 2022=2              | 2023-02-01 | 达到           | ✓·   |
    | 每五年 | 2021-01-01 | 2025-12-31 | 2021/2025=1         | 2026-01-01 | 未达到         | ✗    |
    | 每半年 | 2023-01-01 | 2023-12-31 | 2023-H1=2 2023-H2=1 | 2024-01-01 | 未达到         | ✓✗   |
    | 每半年 | 2023-01-01 | 2023-12-31 | 2023-H1=2           | 2024-01-01 | 本站未收录结果 | ✓○   |
    | 每半年 | 2023-01-01 | 2023-12-31 | 2023=4              | 2024-01-01 | 本站未收录结果 | ○○   |
    | 每季度 | 2023-01-01 | 2023-12-31 | 2023-Q1=2 2023-Q2=2 | 2023-09-30 | 达到           | ✓✓·  |
    | 每季度 | 2023-01-01 | 2023-12-31 | 2023-Q1=2 2023-Q2=2 | 2023-10-01 | 本站未收录结果 | ✓✓○· |
    | 每月   | 2023-11-01 | 2023-12-31 | 2023-11=2 2023-12=2 | 2024-01-01 | 达到           | ✓✓   |
""")
def test_a_failed_turn_decides_a_missing_one_is_named(case: Case) -> None:
    """One failed turn is not met, all met is met, and a missing turn is never averaged away by the others.

    Turns that have begun, in order: ✓ 达到, ✗ 未达到, ○ 本站未收录结果, ? 无法判断, · 未到期.
    """
    found = turns_of(case)
    signs = "".join(_SIGNS[turn.status] for turn in found.occurrences)
    assert (label_of("target", found.status), signs) == (case["状态"], case["逐期"])
    assert found.rule == "target-recurring"


@cases("""
    | 已公布的结果           | 判断日期   | 状态           | 理由                                                   |
    |------------------------|------------|----------------|--------------------------------------------------------|
    |                        | 2022-12-31 | 未到期         | 第一期（2023年）还没有开始。                           |
    |                        | 2023-12-31 | 未到期         | 时限（2023年12月31日）未到，本站尚未收录结果。         |
    |                        | 2024-01-01 | 本站未收录结果 | 应逐期判断，已结束的1期中有1期没有收录足以判断的结果； |
    | …                      |            |                | 这不等于没有完成。                                     |
    | 2023-H1=1              | 2023-07-15 | 符合进度       | 时限（2023年12月31日）未到；2023年上半年的结果为1次；  |
    | …                      |            |                | 365天中已过181天，目标“至少两次”按时间折算为1.0次。    |
    | 2023-H1=0              | 2023-07-15 | 落后于进度     | 时限（2023年12月31日）未到；2023年上半年的结果为0次；  |
    | …                      |            |                | 365天中已过181天，目标“至少两次”按时间折算为1.0次。    |
    | 2023-H1=2              | 2023-07-15 | 达到           | 2023年上半年的结果为2次，达到目标“至少两次”。          |
    | 2023=2 2024-H1=0       | 2024-07-15 | 达到           | 已结束的1期都达到目标“至少两次”。                      |
    | 2023=2 2024=1          | 2024-07-15 | 未达到         | 逐期判断：2024年未达到目标“至少两次”。                 |
    | 2023=1 2024=0 2025=2   | 2026-01-01 | 未达到         | 逐期判断：2023年、2024年未达到目标“至少两次”。         |
    | 2023=2 2024=约2 2025=2 | 2026-01-01 | 无法判断       | 应逐期判断，已结束的3期中有1期的结果被隐去、           |
    | …                      |            |                | 只是约数或互相不一致，不作判断。                       |
""")
def test_the_current_turn_counts_only_where_it_is_the_first_or_has_failed(case: Case) -> None:
    """Turns that are over decide; the one that runs is shown beside them and decides only where it is alone."""
    found = turns_of({**_YEARLY, **case})
    assert (label_of("target", found.status), str(found.reason)) == (case["状态"], case["理由"])


@cases("""
    | 周期   | 计划开始   | 计划结束   | 判断日期   | 各期                            |
    |--------|------------|------------|------------|---------------------------------|
    | 每年   | 2021-08-12 | 2022-12-31 | 2025-01-01 | 2021年、2022年                  |
    | 每年   | 2021-01-01 | 2022-06-30 | 2025-01-01 | 2021年、2022年                  |
    | 每年   | 2023-01-01 |            | 2025-06-01 | 2023年、2024年、2025年          |
    | 每年   | 2023-01-01 |            | 2024-12-31 | 2023年、2024年                  |
    | 每年   | 2024-02-29 | 2024-02-29 | 2025-01-01 | 2024年                          |
    | 每两年 | 2021-01-01 | 2025-12-31 | 2027-01-01 | 2021年至2022年、2023年至2024年  |
    | 每两年 | 2022-05-01 | 2025-12-31 | 2027-01-01 | 2022年至2023年、2024年至2025年  |
    | 每五年 | 2021-01-01 | 2023-12-31 | 2027-01-01 |                                 |
    | 每五年 | 2021-01-01 |            | 2027-01-01 | 2021年至2025年、2026年至2030年  |
    | 每半年 | 2023-08-12 | 2023-12-31 | 2025-01-01 | 2023年下半年                    |
    | 每季度 | 2023-08-12 | 2023-12-31 | 2025-01-01 | 2023年第三季度、2023年第四季度  |
    | 每季度 | 2023-01-01 | 2023-06-30 | 2025-01-01 | 2023年第一季度、2023年第二季度  |
    | 每季度 | 2023-12-31 |            | 2024-02-29 | 2023年第四季度、2024年第一季度  |
    | 每月   | 2024-01-31 |            | 2024-03-01 | 2024年1月、2024年2月、2024年3月 |
""")
def test_turns_run_from_the_plans_first_day_to_its_last(case: Case) -> None:
    """The first turn is the one the first day lies in; turns of several years are owed if the plan completes them."""
    assert labels(turns_of({**case, "已公布的结果": ""})) == case["各期"]


def test_a_turn_longer_than_the_plan_is_not_judged() -> None:
    """Once in five years cannot be demanded of a plan of three."""
    case = {"周期": "每五年", "计划开始": "2021-01-01", "计划结束": "2023-12-31", "已公布的结果": "2021/2025=0"}
    found = turns_of({**case, "判断日期": "2027-01-01"})
    assert found.status == "not_assessable"
    assert str(found.reason) == "目标的一期比计划的时期还长，计划之内没有满一期，不作判断。"


@cases("""
    | 计划开始   | 成文日期   | 印发日期   | 公布日期   | 已公布的结果     | 第一期 |
    |------------|------------|------------|------------|------------------|--------|
    | 2020-01-01 | 2021-02-01 | 2022-02-01 | 2023-02-01 | 2019=2           | 2020年 |
    |            | 2021-02-01 | 2022-02-01 | 2023-02-01 | 2019=2           | 2021年 |
    |            |            | 2022-02-01 | 2023-02-01 | 2019=2           | 2022年 |
    |            |            |            | 2023-02-01 | 2019=2           | 2023年 |
    |            |            |            |            | 2019=2 2020=2    | 2019年 |
    |            |            |            |            | ../2018=2 2020=2 | 2018年 |
    |            |            |            |            |                  |        |
""")
def test_where_the_first_turn_lies(case: Case) -> None:
    """The plan's first day; else the day of its document, when it was there at the latest; else the first result."""
    document = made.document(
        "plan-document",
        signed_date=day(case["成文日期"]),
        issued_date=day(case["印发日期"]),
        published_date=day(case["公布日期"]),
    )
    target = made.target(every="P1Y", period="")
    plan = made.plan(start_date=day(case["计划开始"]), end_date=None)
    package = made.package(target, document, plan, *made.series(case["已公布的结果"]))
    found = made.assessed(target, package, date(2024, 6, 1))
    assert next((str(turn.period.label) for turn in found.occurrences), "") == case["第一期"]
    if not case["第一期"]:
        assert (found.status, str(found.reason)) == ("not_due", "没有写明从哪一期算起，本站也没有收录结果。")


@cases("""
    | 周期   | 目标时期  | 目标时限   | 计划结束   | 各期                                                           |
    |--------|-----------|------------|------------|----------------------------------------------------------------|
    | 每年   | 2023      |            | 2025-12-31 | 2023年                                                         |
    | 每季度 | 2023      |            | 2025-12-31 | 2023年第一季度、2023年第二季度、2023年第三季度、2023年第四季度 |
    | 每半年 | 2022/2023 |            | 2025-12-31 | 2022年上半年、2022年下半年、2023年上半年、2023年下半年         |
    | 每年   |           | 2023-12-31 | 2025-12-31 | 2021年、2022年、2023年                                         |
    | 每年   |           |            | 2025-12-31 | 2021年、2022年、2023年、2024年、2025年                         |
    | 每年   | 2023      | 2024-03-31 | 2025-12-31 | 2023年                                                         |
    | 每年   | ../2022   |            | 2025-12-31 | 2022年                                                         |
""")
def test_a_targets_own_time_bounds_its_turns(case: Case) -> None:
    """A yearly duty written for 2023 only, or until a day of its own, is not owed in the plan's other years."""
    target = made.target(
        every=code_of("intervals", case["周期"]), period=case["目标时期"], due_date=day(case["目标时限"])
    )
    plan = made.plan(start_date=date(2021, 1, 1), end_date=day(case["计划结束"]))
    found = made.assessed(target, made.package(target, plan), date(2030, 1, 1))
    assert labels(found) == case["各期"]


def test_a_plan_signed_after_its_own_end_still_has_its_turn() -> None:
    """A yearly plan that was signed in the next year owes the turn of its own year."""
    target = made.target(every="P1Y", period="")
    document = made.document("plan-document", signed_date=date(2024, 1, 15))
    package = made.package(target, document, made.plan(start_date=None), made.result())
    found = made.assessed(target, package, date(2024, 6, 1))
    assert (found.status, labels(found)) == ("met", "2023年")


def test_each_turn_names_its_result() -> None:
    """The result that decided stands with its turn; a turn without one has none."""
    case = {"周期": "每年", "计划开始": "2021-01-01", "计划结束": "2023-12-31", "已公布的结果": "2021=2 2023=2"}
    found = turns_of({**case, "判断日期": "2024-06-01"})
    assert [turn.result_id for turn in found.occurrences] == ["2021", "", "2023"]
    assert found.result_ids == ("2021", "2023")

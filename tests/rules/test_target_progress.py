"""Chapter: while the time is not over, a part of it shows how far things have come (rule ``target-progress``)."""

from datetime import date
from decimal import Decimal

from generator.assess import TargetAssessment

from . import packages as made
from .tables import Case, cases, code_of, day, given_day, label_of, number


def progress_of(case: Case, **fields: object) -> TargetAssessment:
    """The target of the case in the middle of 2023 (or on the day it names), with its results."""
    fields.setdefault("comparator", code_of("comparators", case.get("比较", "不低于")))
    fields.setdefault("value", Decimal(case.get("目标", "100")))
    target = made.target(printed="目标", **fields)
    rows = made.series(case["已公布的结果"])
    package = made.package(target, made.indicator(unit_of_measure=case.get("单位", "项")), *rows)
    return made.assessed(target, package, day(case.get("判断日期", "")) or date(2023, 7, 15))


@cases("""
    | 目标 | 已公布的结果 | 状态       | 理由                                                                      |
    |------|--------------|------------|---------------------------------------------------------------------------|
    | 365  | 2023-H1=180  | 落后于进度 | 时限（2023年12月31日）未到；2023年上半年的结果为180项；365天中已过181天， |
    | …    |              |            | 目标“目标”按时间折算为181.0项。                                           |
    | 365  | 2023-H1=181  | 符合进度   | 时限（2023年12月31日）未到；2023年上半年的结果为181项；365天中已过181天， |
    | …    |              |            | 目标“目标”按时间折算为181.0项。                                           |
    | 365  | 2023-H1=364  | 符合进度   | 时限（2023年12月31日）未到；2023年上半年的结果为364项；365天中已过181天， |
    | …    |              |            | 目标“目标”按时间折算为181.0项。                                           |
    | 365  | 2023-H1=365  | 达到       | 2023年上半年的结果为365项，达到目标“目标”。                               |
    | 365  | 2023-H1=0    | 落后于进度 | 时限（2023年12月31日）未到；2023年上半年的结果为0项；365天中已过181天，   |
    | …    |              |            | 目标“目标”按时间折算为181.0项。                                           |
    | 365  |              | 未到期     | 时限（2023年12月31日）未到，本站尚未收录结果。                            |
""")
def test_a_number_that_mounts_up_is_held_against_the_time_gone(case: Case) -> None:
    """Half a year may have half of a yearly number (序时进度): the target by days gone, both ends included."""
    found = progress_of(case)
    assert (label_of("target", found.status), str(found.reason)) == (case["状态"], case["理由"])


@cases("""
    | 年份 | 目标 | 已公布的结果       | 状态       |
    |------|------|--------------------|------------|
    | 2023 | 365  | 2023-01/2023-02=59 | 符合进度   |
    | 2023 | 365  | 2023-01/2023-02=58 | 落后于进度 |
    | 2024 | 366  | 2024-01/2024-02=60 | 符合进度   |
    | 2024 | 366  | 2024-01/2024-02=59 | 落后于进度 |
""")
def test_a_leap_year_has_a_day_more(case: Case) -> None:
    """29 February counts: in 2024 two months are 60 of 366 days."""
    found = progress_of({**case, "判断日期": f"{case['年份']}-03-01"}, period=case["年份"])
    assert label_of("target", found.status) == case["状态"]


@cases("""
    | 单位   | 比较   | 目标 | 已公布的结果          | 状态       |
    |--------|--------|------|-----------------------|------------|
    | %      | 不低于 | 95   | 2023-H1=94            | 落后于进度 |
    | %      | 不低于 | 95   | 2023-H1=95            | 符合进度   |
    | %      | 不低于 | 95   | 2023-Q3=96 2023-H1=94 | 符合进度   |
    | %      | 不高于 | 5    | 2023-H1=5             | 符合进度   |
    | %      | 不高于 | 5    | 2023-H1=6             | 落后于进度 |
    | 分     | 不低于 | 80   | 2023-H1=79            | 落后于进度 |
    | 天     | 不低于 | 30   | 2023-H1=29            | 落后于进度 |
    | 工作日 | 不高于 | 20   | 2023-H1=20            | 符合进度   |
""")
def test_a_rate_a_score_or_a_length_does_not_mount_up(case: Case) -> None:
    """Half a year's rate is held against the whole target, and is never final: the year may end otherwise."""
    found = progress_of(case)
    assert (label_of("target", found.status), found.rule) == (case["状态"], "target-progress")


@cases("""
    | 单位 | 比较   | 已公布的结果 | 状态       | 理由                                                     |
    |------|--------|--------------|------------|----------------------------------------------------------|
    | %    | 不低于 | 2023-H1=100  | 符合进度   | 时限（2023年12月31日）未到；2023年上半年的结果为100%，   |
    | …    |        |              |            | 已符合目标“目标”。                                       |
    | %    | 不低于 | 2023-H1=99   | 落后于进度 | 时限（2023年12月31日）未到；2023年上半年的结果为99%，    |
    | …    |        |              |            | 尚未符合目标“目标”。                                     |
    | %    | 不低于 | 2023-H1=99余 | 无法判断   | 2023年上半年的结果为99%以上，只是约数，                  |
    | …    |        |              |            | 是否达到目标“目标”都有可能，不作判断。                   |
    | 次   | 等于   | 2023-H1=50   | 未到期     | 时限（2023年12月31日）未到；2023年上半年的结果为50次，   |
    | …    |        |              |            | 目标为“目标”，还不能判断。                               |
    | 项   | 不低于 | 2023-Q2=50   | 未到期     | 时限（2023年12月31日）未到；2023年第二季度的结果为50项， |
    | …    |        |              |            | 目标为“目标”，还不能判断。                               |
""")
def test_the_reason_says_what_there_is_so_far(case: Case) -> None:
    """The day, the figure and the promise, and what cannot be told yet."""
    found = progress_of(case)
    assert (label_of("target", found.status), str(found.reason)) == (case["状态"], case["理由"])
    assert found.rule == "target-progress"


@cases("""
    | 已公布的结果                     | 状态     | 依据    |
    |----------------------------------|----------|---------|
    | 2023-Q2=90                       | 未到期   | 2023-q2 |
    | 2023-Q2=100                      | 达到     | 2023-q2 |
    | 2023-Q2=90 2023-Q1=30            | 符合进度 | 2023-q1 |
    | 2023-Q1=20 2023-H1=60 2023-Q3=20 | 符合进度 | 2023-h1 |
    | 2023-H1=40 2023-Q3=100           | 达到     | 2023-q3 |
    | 2022=100                         | 未到期   |         |
""")
def test_a_number_counts_from_the_first_day(case: Case) -> None:
    """A single later quarter tells nothing of the whole, unless the value is reached in it; quarters are not added."""
    found = progress_of(case)
    assert (label_of("target", found.status), " ".join(found.result_ids)) == (case["状态"], case["依据"])


@cases("""
    | 单位 | 比较   | 目标 | 上限 | 已公布的结果 | 状态       |
    |------|--------|------|------|--------------|------------|
    | 次   | 等于   | 4    |      | 2023-H1=2    | 未到期     |
    | 次   | 等于   | 4    |      | 2023-H1=4    | 未到期     |
    | 次   | 介于   | 4    | 6    | 2023-H1=2    | 未到期     |
    | 次   | 介于   | 4    | 6    | 2023-H1=5    | 未到期     |
    | 起   | 不高于 | 5    |      | 2023-H1=3    | 符合进度   |
    | 起   | 不高于 | 5    |      | 2023-H1=6    | 落后于进度 |
    | 起   | 不高于 | 0    |      | 2023-H1=0    | 符合进度   |
    | 起   | 低于   | 5    |      | 2023-Q2=3    | 未到期     |
    | %    | 等于   | 100  |      | 2023-H1=100  | 符合进度   |
    | %    | 等于   | 100  |      | 2023-H1=99   | 落后于进度 |
    | 项   | 全部   | 25   |      | 2023-H1=25   | 达到       |
    | 项   | 超过   | 365  |      | 2023-H1=181  | 符合进度   |
    | 项   | 超过   | 365  |      | 2023-H1=180  | 落后于进度 |
    | 项   | 超过   | 100  |      | 2023-H1=100  | 符合进度   |
    | 项   | 超过   | 100  |      | 2023-H1=101  | 达到       |
""")
def test_other_comparators_on_the_way(case: Case) -> None:
    """A number under its ceiling is on the way; one that must be hit exactly cannot be told before the end."""
    found = progress_of(case, upper_value=number(case["上限"]))
    assert label_of("target", found.status) == case["状态"]


@cases("""
    | 已公布的结果 | 状态       | 理由                                                                           |
    |--------------|------------|--------------------------------------------------------------------------------|
    | 2023-H1=49余 | 无法判断   | 2023年上半年的结果为49项以上，只是约数，是否达到目标“目标”都有可能，不作判断。 |
    | 2023-H1=50余 | 符合进度   | 时限（2023年12月31日）未到；2023年上半年的结果为50项以上；365天中已过181天，   |
    | …            |            | 目标“目标”按时间折算为49.6项。                                                 |
    | 2023-H1=约50 | 无法判断   | 2023年上半年的结果为约50项，只是约数，是否达到目标“目标”都有可能，不作判断。   |
    | 2023-H1=约40 | 落后于进度 | 时限（2023年12月31日）未到；2023年上半年的结果为约40项；365天中已过181天，     |
    | …            |            | 目标“目标”按时间折算为49.6项。                                                 |
    | 2023-H1=**   | 无法判断   | 2023年上半年的结果（“**”）没有可以比较的数值，目标为“目标”，不作判断。         |
""")
def test_an_imprecise_number_on_the_way(case: Case) -> None:
    """What is due so far is compared as carefully as the target itself."""
    found = progress_of(case)
    assert (label_of("target", found.status), str(found.reason)) == (case["状态"], case["理由"])


@cases("""
    | 单位 | 目标 | 已公布的结果       | 判断日期   | 状态           |
    |------|------|--------------------|------------|----------------|
    | 项   | 100  | 2023-H1=60         | 2023-12-31 | 符合进度       |
    | 项   | 100  | 2023-H1=60         | 2024-01-01 | 本站未收录结果 |
    | 项   | 100  | 2023-H1=100        | 2024-01-01 | 达到           |
    | %    | 95   | 2023-H1=90         | 2023-12-31 | 落后于进度     |
    | %    | 95   | 2023-H1=90         | 2024-01-01 | 本站未收录结果 |
    | %    | 95   | 2023-H1=99         | 2024-01-01 | 本站未收录结果 |
    | %    | 95   | 2023-Q4=99         | 2024-01-01 | 本站未收录结果 |
    | %    | 95   | 2023-H1=**         | 2024-01-01 | 本站未收录结果 |
    | %    | 95   | 2023-H1=99 2023=94 | 2023-07-15 | 未达到         |
""")
def test_when_the_time_is_over_a_part_is_not_enough(case: Case) -> None:
    """On the day after the last, half a year's figure is no longer a forecast and still not a result for the year."""
    assert label_of("target", progress_of(case).status) == case["状态"]


def test_the_reason_when_only_a_part_is_known() -> None:
    """The reason names the part that is known and the day that has passed."""
    found = progress_of({"已公布的结果": "2023-H1=60", "判断日期": "2024-01-01"})
    assert str(found.reason) == "时限（2023年12月31日）已过，只有2023年上半年的结果（60项），不足以判断目标“目标”。"
    assert found.rule == "target-due"


@cases("""
    | 完成时限   | 已公布的结果        | 判断日期   | 状态           |
    |------------|---------------------|------------|----------------|
    | 2023-09-30 |                     | 2023-09-30 | 未到期         |
    | 2023-09-30 |                     | 2023-10-01 | 本站未收录结果 |
    | 2023-09-30 | 2023-H1=66          | 2023-07-15 | 落后于进度     |
    | 2023-09-30 | 2023-H1=67          | 2023-07-15 | 符合进度       |
    | 2023-09-30 | 2023-H1=67          | 2023-10-01 | 本站未收录结果 |
    | 2023-09-30 | 2023-01/2023-09=100 | 2023-10-01 | 达到           |
    | 2023-09-30 | 2023-01/2023-09=99  | 2023-10-01 | 未达到         |
    | 2023-09-30 | 2023=100            | 2023-10-01 | 达到           |
    | 2023-09-30 | 2023=99             | 2023-10-01 | 未达到         |
    | 2024-03-31 |                     | 2024-01-01 | 未到期         |
    | 2024-03-31 |                     | 2024-04-01 | 本站未收录结果 |
    | 2024-03-31 | 2023=99             | 2024-01-01 | 未达到         |
""")
def test_a_day_beside_the_period(case: Case) -> None:
    """The period says which results count, the day until when one may wait for them and by when all is due."""
    found = progress_of(case, due_date=day(case["完成时限"]))
    assert label_of("target", found.status) == case["状态"]


@cases("""
    | 时期 | 统计截止日 | 数值 | 判断日期   | 状态           |
    |------|------------|------|------------|----------------|
    | 2023 |            | 60   | 2023-07-15 | 未达到         |
    | 2023 | 2023-06-30 | 60   | 2023-07-15 | 符合进度       |
    | 2023 | 2023-06-30 | 40   | 2023-07-15 | 落后于进度     |
    | 2023 | 2023-06-30 | 60   | 2024-01-01 | 本站未收录结果 |
    | 2023 | 2023-12-31 | 60   | 2024-01-01 | 未达到         |
    | 2023 | 2024-02-29 | 60   | 2024-03-01 | 未达到         |
    | 2023 | 2022-12-31 | 60   | 2024-03-01 | 未达到         |
""")
def test_a_value_counted_up_to_a_day_tells_of_the_time_up_to_it(case: Case) -> None:
    """A figure for 2023 that was counted up to the end of June is a half-year's figure."""
    target = made.target(value=Decimal(100))
    row = made.result(period=case["时期"], as_of_date=day(case["统计截止日"]), value=number(case["数值"]))
    package = made.package(target, made.indicator(unit_of_measure="项"), row)
    found = made.assessed(target, package, given_day(case["判断日期"]))
    assert label_of("target", found.status) == case["状态"]


@cases("""
    | 统计截止日 | 理由                                                                           |
    |------------|--------------------------------------------------------------------------------|
    |            | 2023年的结果为60项，未达到目标“95%以上”。                                      |
    | 2023-12-31 | 2023年的结果为60项，未达到目标“95%以上”。                                      |
    | 2024-02-29 | 2023年的结果为60项，未达到目标“95%以上”。                                      |
    | 2023-10-31 | 时限（2023年12月31日）已过，只有2023年（统计到2023年10月31日）的结果（60项）， |
    | …          | 不足以判断目标“95%以上”。                                                      |
""")
def test_the_reason_names_the_day_up_to_which_was_counted(case: Case) -> None:
    """Unless that is the whole period."""
    target = made.target(value=Decimal(100))
    row = made.result(as_of_date=day(case["统计截止日"]), value=Decimal(60))
    package = made.package(target, made.indicator(unit_of_measure="项"), row)
    assert str(made.assessed(target, package, date(2024, 3, 1)).reason) == case["理由"]


@cases("""
    | 单位 | 比较   | 目标 | 计划开始   | 已公布的结果    | 状态       |
    |------|--------|------|------------|-----------------|------------|
    | %    | 不低于 | 95   | 2021-01-01 | 2021=90 2022=95 | 达到       |
    | %    | 不低于 | 95   | 2021-01-01 | 2021=95 2022=90 | 未到期     |
    | %    | 不高于 | 5    | 2021-01-01 | 2022=4          | 符合进度   |
    | %    | 不高于 | 5    | 2021-01-01 | 2022=6          | 未到期     |
    | %    | 不低于 | 95   | 2021-01-01 | 2022=**         | 无法判断   |
    | 项   | 不低于 | 100  | 2021-01-01 | 2021/2022=40    | 符合进度   |
    | 项   | 不低于 | 100  | 2021-01-01 | 2021/2022=39    | 落后于进度 |
    | 项   | 不低于 | 100  | 2021-01-01 | 2022=39         | 未到期     |
    | 项   | 不低于 | 100  |            | 2021/2022=39    | 未到期     |
    | 项   | 不低于 | 100  |            | ../2022=39      | 未到期     |
    | 项   | 不低于 | 100  |            | ../2022=100     | 达到       |
    | 项   | 不低于 | 100  | 2026-01-01 | 2021/2022=40    | 未到期     |
    | %    | 不低于 | 95   | 2026-01-01 | 2022=95         | 达到       |
""")
def test_a_value_to_be_reached_by_a_day_is_not_behind_before_it(case: Case) -> None:
    """A rate that only has to be reached by the end of 2025 is not behind in 2022; a number with a known start may be.

    The beginning of a plan that begins after the day keeps no result out.
    """
    fields = {"comparator": code_of("comparators", case["比较"]), "value": number(case["目标"])}
    target = made.target(period="", due_date=date(2025, 12, 31), **fields)
    records = [made.plan(start_date=day(case["计划开始"])), made.indicator(unit_of_measure=case["单位"])]
    package = made.package(target, *records, *made.series(case["已公布的结果"]))
    assert label_of("target", made.assessed(target, package, date(2023, 7, 15)).status) == case["状态"]


def test_a_value_for_each_event_does_not_mount_up() -> None:
    """«每次培训不少于40个学时»: each training must have its hours, so half a year is no excuse for half of them."""
    target = made.target(value=Decimal(40), each="event")
    package = made.package(target, made.indicator(unit_of_measure="学时"), *made.series("2023-H1=39"))
    assert made.assessed(target, package, date(2023, 7, 15)).status == "behind"

"""Chapter: which of the published results count, and for how long one may wait (``target-compare``, ``target-due``)."""

from datetime import date
from decimal import Decimal

from generator.assess import TargetAssessment
from generator.assess.windows import window_of
from generator.model import Result, Target

from . import packages as made
from .tables import Case, cases, code_of, day, given_day, label_of

LATER = date(2030, 1, 1)


def status_of(target: Target, *records: object, as_of: date = LATER) -> TargetAssessment:
    """The target of a package that holds it and the records."""
    return made.assessed(target, made.package(target, *records), as_of)


@cases("""
    | 目标时期  | 已公布的结果                             | 状态           | 依据      |
    |-----------|------------------------------------------|----------------|-----------|
    | 2023      | 2022=90 2023=99 2023-H1=90 2024=90       | 达到           | 2023      |
    | 2023      | 2022=99 2023=90 2023-H1=99 2024=99       | 未达到         | 2023      |
    | 2023      | 2023-Q4=90 2023=99 2023-12=90 2023-H2=90 | 达到           | 2023      |
    | 2023      | 2022=99 2024=99                          | 本站未收录结果 |           |
    | 2023      | 2021/2023=99 2022/2023=99                | 本站未收录结果 |           |
    | 2023      | ../2023=99                               | 本站未收录结果 |           |
    | 2023-H1   | 2023=90 2023-H1=99 2023-Q2=90            | 达到           | 2023-h1   |
    | 2023-Q3   | 2023=90 2023-Q3=99 2023-09=90            | 达到           | 2023-q3   |
    | 2023-07   | 2023-07=99 2023=90                       | 达到           | 2023-07   |
    | 2021/2023 | 2021=90 2022=90 2023=90 2021/2023=99     | 达到           | 2021-2023 |
    | ../2023   | 2022=90 2023=90 ../2023=99               | 达到           | to-2023   |
""")
def test_the_result_for_the_same_period_decides(case: Case) -> None:
    """A result for the whole of the target's period wins; longer periods, other years and parts of it say less."""
    found = status_of(made.target(period=case["目标时期"]), *made.series(case["已公布的结果"]))
    assert (label_of("target", found.status), " ".join(found.result_ids)) == (case["状态"], case["依据"])


@cases("""
    | 已公布的结果           | 状态           | 依据    |
    |------------------------|----------------|---------|
    | 2023-H1=60 2023=120    | 达到           | 2023    |
    | 2023-H1=60 2023=99     | 未达到         | 2023    |
    | 2023-H1=100 2023=99    | 未达到         | 2023    |
    | 2023-H1=100 2023-Q3=50 | 达到           | 2023-h1 |
    | 2023-H1=60 2023-H2=60  | 本站未收录结果 | 2023-h1 |
    | 2023-Q4=60             | 本站未收录结果 | 2023-q4 |
""")
def test_numbers_are_taken_for_the_whole_period_and_never_added_up(case: Case) -> None:
    """A yearly number is told by the year's own figure; halves are not added, for they may overlap or leave gaps."""
    records = [made.indicator(unit_of_measure="项"), *made.series(case["已公布的结果"])]
    found = status_of(made.target(value=Decimal(100)), *records)
    assert (label_of("target", found.status), " ".join(found.result_ids)) == (case["状态"], case["依据"])


@cases("""
    | 旧值 | 旧值文件 | 旧值文件日期 | 新值 | 新值文件   | 新值文件日期 | 状态     | 依据      |
    |------|----------|--------------|------|------------|--------------|----------|-----------|
    | 90   | 原始发布 | 2024-03-20   | 99   | 原始发布   | 2024-09-01   | 达到     | 新值      |
    | 99   | 原始发布 | 2024-03-20   | 90   | 原始发布   | 2024-09-01   | 未达到   | 新值      |
    | 90   | 原始发布 |              | 99   | 原始发布   | 2024-09-01   | 达到     | 新值      |
    | 90   | 原始发布 | 2024-03-20   | 99   | 原始发布   |              | 未达到   | 旧值      |
    | 90   | 原始发布 | 2024-03-20   | 99   | 官方转载   | 2024-09-01   | 达到     | 新值      |
    | 90   | 原始发布 | 2024-03-20   | 99   | 非官方副本 | 2024-09-01   | 未达到   | 旧值      |
    | 99   | 原始发布 | 2024-03-20   | **   | 原始发布   | 2024-09-01   | 达到     | 旧值      |
    | 96   | 原始发布 | 2024-03-20   | 约99 | 原始发布   | 2024-09-01   | 无法判断 | 新值      |
    | 96   | 原始发布 | 2024-03-20   | 99   | 原始发布   | 2024-03-20   | 达到     | 旧值 新值 |
    | 96   | 原始发布 | 2024-03-20   | 约99 | 原始发布   | 2024-03-20   | 达到     | 旧值 新值 |
    | 90   | 原始发布 | 2024-03-20   | 99   | 原始发布   | 2024-03-20   | 无法判断 | 旧值 新值 |
    | 90   | 原始发布 |              | 99   | 原始发布   |              | 无法判断 | 旧值 新值 |
""")
def test_of_two_results_for_one_period_the_newest_document_wins(case: Case) -> None:
    """A later document corrects an earlier one; a copy by a third party, a mask and an unknown day correct nothing.

    Where no rule puts one before the other, both count, and if they contradict each other nothing is said.
    """
    records: list[object] = []
    for name, key in (("旧值", "old"), ("新值", "new")):
        provenance = code_of("provenances", case[f"{name}文件"])
        records.append(made.document(key, provenance=provenance, published_date=day(case[f"{name}文件日期"])))
        records.extend(_named(row, key) for row in made.series(f"2023={case[name]}", document_id=key))
    found = status_of(made.target(), *records)
    ids = " ".join({"old": "旧值", "new": "新值"}[name] for name in found.result_ids)
    assert (label_of("target", found.status), ids) == (case["状态"], case["依据"])


@cases("""
    | 旧值公布   | 旧值印发   | 旧值成文   | 新值公布   | 新值印发   | 依据 |
    |------------|------------|------------|------------|------------|------|
    | 2024-03-20 | 2025-01-01 | 2025-01-01 | 2024-09-01 |            | 新值 |
    |            | 2024-09-01 |            | 2024-03-20 |            | 旧值 |
    |            | 2024-03-20 | 2025-01-01 |            | 2024-09-01 | 新值 |
    |            |            | 2024-09-01 | 2024-03-20 |            | 旧值 |
    |            |            | 2024-03-20 |            | 2024-09-01 | 新值 |
""")
def test_the_day_of_a_document_is_that_of_its_publication_if_known(case: Case) -> None:
    """Else the day it was issued, else the day it was signed."""
    old, new = (
        made.document(
            key,
            published_date=day(case[f"{name}公布"]),
            issued_date=day(case[f"{name}印发"]),
            signed_date=day(case.get(f"{name}成文", "")),
        )
        for name, key in (("旧值", "old"), ("新值", "new"))
    )
    rows = [made.result(result_id=one.document_id, document_id=one.document_id) for one in (old, new)]
    found = status_of(made.target(), old, new, *rows)
    assert {"旧值": ("old",), "新值": ("new",)}[case["依据"]] == found.result_ids


def _named(row: Result, name: str) -> Result:
    return made.result(
        result_id=name, value=row.value, precision=row.precision, masked=row.masked, document_id=row.document_id
    )


def test_contradicting_results_are_both_named() -> None:
    """Where two results of equal standing contradict each other, the reason names both and decides nothing."""
    rows = [made.result(result_id=f"r{value}", value=Decimal(value)) for value in (90, 99)]
    found = status_of(made.target(), *rows)
    assert str(found.reason) == "2023年公布的结果互相不一致（90%、99%），目标为“95%以上”，不作判断。"


@cases("""
    | 结果说的是         | 字段    | 值          | 状态           |
    |--------------------|---------|-------------|----------------|
    | 本级               | scope   | own         | 达到           |
    | 全域               | scope   | whole_area  | 达到           |
    | 抽样               | scope   | sample      | 本站未收录结果 |
    | 另一个地方         | subject | 防城港市    | 本站未收录结果 |
    | 一个单位           | unit_id | sifaju      | 本站未收录结果 |
    | 被隐去的对象       | masked  | subject     | 本站未收录结果 |
    | 没有写明的时期     | period  |             | 本站未收录结果 |
    | 本指标合计的分项   | part_of | total       | 本站未收录结果 |
    | 另一指标合计的分项 | part_of | other-total | 达到           |
""")
def test_only_results_about_the_locality_itself_count(case: Case) -> None:
    """A figure about another place, one unit, a sample or a part says nothing about the whole that was promised."""
    value = tuple(case["值"].split()) if case["字段"] == "masked" else case["值"]
    totals = [
        made.result(result_id="total", period="2022"),
        made.result(result_id="other-total", indicator_id="other"),
    ]
    indicators = [made.indicator(), made.indicator(indicator_id="other")]
    row = made.result(**{case["字段"]: value})
    found = status_of(made.target(), *indicators, *totals, row)
    assert label_of("target", found.status) == case["状态"]


@cases("""
    | 指标单位 | 完成时限   | 计划开始   | 已公布的结果             | 状态           | 依据       |
    |----------|------------|------------|--------------------------|----------------|------------|
    | %        | 2019-12-31 |            | 2019=100                 | 达到           | 2019       |
    | %        | 2019-12-31 |            | 2019=99                  | 未达到         | 2019       |
    | %        | 2019-12-31 |            | 2018=99 2019=100 2020=99 | 达到           | 2019       |
    | %        | 2019-12-31 |            | 2018=100 2019=99         | 未达到         | 2019       |
    | %        | 2019-12-31 |            | 2018=100                 | 达到           | 2018       |
    | %        | 2019-12-31 |            | 2018=99                  | 本站未收录结果 | 2018       |
    | %        | 2019-12-31 |            | 2020=100                 | 本站未收录结果 |            |
    | %        | 2019-12-31 | 2019-01-01 | 2018=100                 | 本站未收录结果 |            |
    | %        | 2019-12-31 |            | 2019-Q4=99 2019=100      | 达到           | 2019       |
    | %        | 2019-10-31 |            | ../2019-10=100           | 达到           | to-2019-10 |
    | %        | 2019-10-31 |            | 2019=100                 | 本站未收录结果 |            |
    | 项       | 2019-12-31 |            | ../2019=120              | 达到           | to-2019    |
    | 项       | 2019-12-31 |            | ../2019=99               | 未达到         | to-2019    |
    | 项       | 2019-12-31 |            | 2018=60 2019=60          | 本站未收录结果 | 2019       |
    | 项       | 2019-12-31 |            | 2018=120 2019=60         | 达到           | 2018       |
    | 项       | 2019-12-31 | 2018-01-01 | 2018/2019=120 2019=60    | 达到           | 2018-2019  |
    | 项       | 2019-12-31 | 2018-01-01 | 2018/2019=99             | 未达到         | 2018-2019  |
    | 项       | 2019-12-31 | 2018-01-01 | 2018=99                  | 本站未收录结果 | 2018       |
""")
def test_a_value_to_be_reached_by_a_day(case: Case) -> None:
    """Where only a day is written, a rate is told by the newest result up to it, a number by the time from the start.

    What has once been reached before the day is reached; what had not been reached earlier may have been since.
    """
    records = [
        made.plan(start_date=day(case["计划开始"]), end_date=None),
        made.task(due_date=day(case["完成时限"])),
        made.indicator(unit_of_measure=case["指标单位"]),
        *made.series(case["已公布的结果"]),
    ]
    found = status_of(made.target(value=Decimal(100), period=""), *records)
    assert (label_of("target", found.status), " ".join(found.result_ids)) == (case["状态"], case["依据"])


@cases("""
    | 目标的时限 | 任务的时限 | 计划的结束 | 判断日期   | 状态           |
    |------------|------------|------------|------------|----------------|
    | 2023-06-30 | 2023-09-30 | 2023-12-31 | 2023-06-30 | 未到期         |
    | 2023-06-30 | 2023-09-30 | 2023-12-31 | 2023-07-01 | 本站未收录结果 |
    |            | 2023-09-30 | 2023-12-31 | 2023-09-30 | 未到期         |
    |            | 2023-09-30 | 2023-12-31 | 2023-10-01 | 本站未收录结果 |
    |            |            | 2023-12-31 | 2023-12-31 | 未到期         |
    |            |            | 2023-12-31 | 2024-01-01 | 本站未收录结果 |
    |            |            |            | 2030-01-01 | 未到期         |
""")
def test_whose_time_limit_holds(case: Case) -> None:
    """The target's own day, else the task's, else the plan's last; a target without any never falls due."""
    records = [made.plan(end_date=day(case["计划的结束"])), made.task(due_date=day(case["任务的时限"]))]
    target = made.target(period="", due_date=day(case["目标的时限"]))
    found = status_of(target, *records, as_of=day(case["判断日期"]) or LATER)
    assert label_of("target", found.status) == case["状态"]


@cases("""
    | 计划开始   | 完成时限   | 从         |
    |------------|------------|------------|
    | 2023-01-01 | 2023-12-31 | 2023-01-01 |
    | 2023-12-31 | 2023-12-31 | 2023-12-31 |
    | 2024-01-01 | 2023-12-31 |            |
    |            | 2023-12-31 |            |
""")
def test_the_time_up_to_a_day_begins_with_the_plan(case: Case) -> None:
    """Where that was there by then; it has no text of its own, and its words name the day."""
    target = made.target(period="", due_date=given_day(case["完成时限"]))
    window = window_of(target, made.package(made.plan(start_date=day(case["计划开始"])), target))
    assert window is not None
    assert (day(case["从"]), target.due_date, True) == (window.period.start, window.period.end, window.is_by_date)
    assert ("", "2023年12月31日以前") == (window.period.text, str(window.period.label))


@cases("""
    | 已公布的结果       | 状态   | 依据    | 理由                                           |
    |--------------------|--------|---------|------------------------------------------------|
    |                    | 未到期 |         | 目标没有写明时限，本站尚未收录结果。           |
    | 2022=99 2023=90    | 未达到 | 2023    | 2023年的结果为90%，未达到目标“95%以上”。       |
    | 2022=90 2023-H1=99 | 达到   | 2023-h1 | 2023年上半年的结果为99%，达到目标“95%以上”。   |
    | 2023-Q4=90 2023=99 | 达到   | 2023    | 2023年的结果为99%，达到目标“95%以上”。         |
    | 2022=99 ../2023=90 | 未达到 | to-2023 | 截至2023年末的结果为90%，未达到目标“95%以上”。 |
""")
def test_without_any_time_limit_the_newest_result_is_compared(case: Case) -> None:
    """A standing norm without a day is held against the newest result there is."""
    records = [made.plan(end_date=None), made.task(due_kind="ongoing", due_date=None)]
    found = status_of(made.target(period=""), *records, *made.series(case["已公布的结果"]))
    assert (label_of("target", found.status), " ".join(found.result_ids)) == (case["状态"], case["依据"])
    assert str(found.reason) == case["理由"]


def test_a_target_of_a_section_is_assessed_like_one_of_a_task() -> None:
    """A target may belong to a section that has no task; plan and period are found through the section."""
    target = made.target(task_id="", section_id="work-a1", period="")
    assert status_of(target, made.section(), made.result()).status == "met"

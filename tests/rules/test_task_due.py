"""Chapter: with neither document nor decided target, only the time limit speaks (rule ``task-due``)."""

from datetime import date
from typing import Any

from generator.assess import TaskAssessment

from . import packages as made
from .tables import Case, cases, code_of, day, given_day, label_of


def status_of(*records: Any, as_of: date) -> TaskAssessment:
    """The one task of a package with the records."""
    return made.assessed_task(made.package(*records), as_of)


@cases("""
    | 完成时限   | 判断日期   | 状态                 |
    |------------|------------|----------------------|
    | 2023-03-31 | 2023-03-30 | 未到期               |
    | 2023-03-31 | 2023-03-31 | 未到期               |
    | 2023-03-31 | 2023-04-01 | 到期，本站未收录结果 |
    | 2023-12-31 | 2024-01-01 | 到期，本站未收录结果 |
    | 2024-02-29 | 2024-02-28 | 未到期               |
    | 2024-02-29 | 2024-02-29 | 未到期               |
    | 2024-02-29 | 2024-03-01 | 到期，本站未收录结果 |
    | 2023-02-28 | 2023-03-01 | 到期，本站未收录结果 |
""")
def test_the_day_itself_is_in_time(case: Case) -> None:
    """A task due on a day is in time to the end of that day."""
    found = status_of(made.task(due_date=day(case["完成时限"])), as_of=given_day(case["判断日期"]))
    assert label_of("task", found.status) == case["状态"]
    assert found.rule == "task-due"


@cases("""
    | 力度 | 判断日期   | 状态                 | 理由                                                                |
    |------|------------|----------------------|---------------------------------------------------------------------|
    | 必须 | 2023-06-30 | 未到期               | 应当在2023年6月30日以前完成，尚未到期。                             |
    | 争取 | 2023-06-30 | 未到期               | 争取在2023年6月30日以前完成，尚未到期。                             |
    |      | 2023-06-30 | 未到期               | 应当在2023年6月30日以前完成，尚未到期。                             |
    | 必须 | 2023-07-01 | 到期，本站未收录结果 | 应当在2023年6月30日以前完成，时限已过；本站没有找到说明结果的文件， |
    | …    |            |                      | 这不等于没有完成。                                                  |
    | 争取 | 2023-07-01 | 到期，本站未收录结果 | 争取在2023年6月30日以前完成，时限已过；本站没有找到说明结果的文件， |
    | …    |            |                      | 这不等于没有完成。                                                  |
""")
def test_what_is_striven_for_is_not_worded_as_a_duty(case: Case) -> None:
    """«争取…完成» stays «争取» in the reason: the status is the same, the words are the plan's."""
    task = made.task(due_date=date(2023, 6, 30), due_binding=code_of("bindings", case["力度"]))
    found = status_of(task, as_of=given_day(case["判断日期"]))
    assert (label_of("task", found.status), str(found.reason)) == (case["状态"], case["理由"])


@cases("""
    | 时限种类 | 计划结束   | 判断日期   | 状态                 | 理由                                                 |
    |----------|------------|------------|----------------------|------------------------------------------------------|
    | 定期重复 | 2023-12-31 | 2023-12-31 | 长期任务             | 任务定期重复，计划到2023年12月31日为止。             |
    | 定期重复 | 2023-12-31 | 2024-01-01 | 到期，本站未收录结果 | 任务定期重复，计划已于2023年12月31日结束；           |
    | …        |            |            |                      | 本站没有找到说明结果的文件，这不等于没有完成。       |
    | 定期重复 |            | 2030-01-01 | 长期任务             | 任务定期重复，没有截止日期。                         |
    | 相对期限 | 2023-12-31 | 2023-12-31 | 长期任务             | 任务的期限从某一事件起算，计划到2023年12月31日为止。 |
    | 相对期限 | 2023-12-31 | 2024-01-01 | 到期，本站未收录结果 | 任务的期限从某一事件起算，                           |
    | …        |            |            |                      | 计划已于2023年12月31日结束；                         |
    | …        |            |            |                      | 本站没有找到说明结果的文件，这不等于没有完成。       |
    | 任期内   |            | 2030-01-01 | 长期任务             | 任务按每届任期完成，没有截止日期。                   |
    | 长期     | 2023-12-31 | 2030-01-01 | 长期任务             | 任务长期进行，没有截止日期。                         |
    | 未写明   | 2023-12-31 | 2030-01-01 | 长期任务             | 计划没有写明任务的时限，没有截止日期。               |
""")
def test_tasks_without_a_day_of_their_own(case: Case) -> None:
    """A task that repeats runs with its plan; one that never ends is never due, even after the plan's last day."""
    task = made.task(due_kind=code_of("due-kinds", case["时限种类"]), due_date=None, due_binding="")
    found = status_of(made.plan(end_date=day(case["计划结束"])), task, as_of=given_day(case["判断日期"]))
    assert (label_of("task", found.status), str(found.reason)) == (case["状态"], case["理由"])


@cases("""
    | 时限种类 | 完成时限   | 计划结束   | 判断日期   | 状态                 |
    |----------|------------|------------|------------|----------------------|
    | 定期重复 | 2023-06-30 | 2023-12-31 | 2023-06-30 | 未到期               |
    | 定期重复 | 2023-06-30 | 2023-12-31 | 2023-07-01 | 到期，本站未收录结果 |
""")
def test_a_day_of_its_own_goes_before_the_plans(case: Case) -> None:
    """Where a repeating task has a last day all the same, that day holds."""
    task = made.task(due_kind=code_of("due-kinds", case["时限种类"]), due_date=day(case["完成时限"]))
    found = status_of(made.plan(end_date=day(case["计划结束"])), task, as_of=given_day(case["判断日期"]))
    assert label_of("task", found.status) == case["状态"]


@cases("""
    | 相关指标 | 目标指标 | 结果指标 | 相关报告 | 判断日期   | 状态                 |
    |----------|----------|----------|----------|------------|----------------------|
    |          |          |          |          | 2024-01-01 | 到期，本站未收录结果 |
    | rate     |          |          |          | 2024-01-01 | 到期，本站未收录结果 |
    | rate     |          | rate     |          | 2024-01-01 | 到期，有相关数据     |
    | rate     |          | other    |          | 2024-01-01 | 到期，本站未收录结果 |
    |          | rate     | rate     |          | 2024-01-01 | 到期，有相关数据     |
    |          |          |          | 已收录   | 2024-01-01 | 到期，有相关数据     |
    |          |          |          | 没有找到 | 2024-01-01 | 到期，本站未收录结果 |
    | rate     |          | rate     | 已收录   | 2023-12-31 | 未到期               |
""")
def test_linked_figures_and_reports_are_mentioned_and_decide_nothing(case: Case) -> None:
    """Figures or reports linked to the task are «有相关数据», which is no statement that it is done."""
    rows: list[Any] = [made.indicator(), made.indicator(indicator_id="other")]
    rows += [made.link(case["相关指标"])] if case["相关指标"] else []
    rows += [made.target(indicator_id=case["目标指标"], period="2025")] if case["目标指标"] else []
    rows += [made.result(indicator_id=case["结果指标"])] if case["结果指标"] else []
    if case["相关报告"]:
        rows.append(made.report(task_id="work-001", document_id="r" if case["相关报告"] == "已收录" else ""))
    assert label_of("task", status_of(*rows, as_of=given_day(case["判断日期"])).status) == case["状态"]


def test_the_reason_when_there_are_figures() -> None:
    """The reason says that there are figures and that no document says whether the task is done."""
    found = status_of(made.link(), made.result(), as_of=date(2024, 1, 1))
    assert str(found.reason) == (
        "应当在2023年12月31日以前完成，时限已过；本站收录了相关数据或报告，没有找到写明是否完成的文件。"
    )


@cases("""
    | 完成时限   | 成文日期   | 印发日期   | 公布日期   | 早于印发 |
    |------------|------------|------------|------------|----------|
    | 2023-03-31 | 2023-08-12 |            |            | 是       |
    | 2023-06-30 | 2023-08-12 |            |            | 是       |
    | 2023-08-11 | 2023-08-12 |            |            | 是       |
    | 2023-08-12 | 2023-08-12 |            |            | 否       |
    | 2023-12-31 | 2023-08-12 |            |            | 否       |
    | 2023-03-31 |            | 2023-08-12 |            | 是       |
    | 2023-03-31 | 2023-03-01 | 2023-08-12 |            | 否       |
    | 2023-03-31 |            |            | 2023-08-12 | 否       |
    |            | 2023-08-12 |            |            | 否       |
""")
def test_due_before_issue_is_a_flag_beside_the_status(case: Case) -> None:
    """A plan signed on 12 August may contain a task due in March: the status is as ever, and the flag says so.

    A day of publication proves nothing, since plans are published again years later.
    """
    document = made.document(
        "plan-document",
        signed_date=day(case["成文日期"]),
        issued_date=day(case["印发日期"]),
        published_date=day(case["公布日期"]),
    )
    task = made.task(due_date=day(case["完成时限"]), due_kind="date" if case["完成时限"] else "ongoing")
    found = status_of(document, task, as_of=date(2024, 6, 1))
    assert found.is_due_before_issue is (case["早于印发"] == "是")
    assert label_of("task", found.status) == ("到期，本站未收录结果" if case["完成时限"] else "长期任务")

"""Chapter: without a document, a task stands as its targets do (rule ``task-targets``)."""

from datetime import date
from decimal import Decimal
from typing import Any

from generator.assess import TaskAssessment, assess_package

from . import packages as made
from .tables import Case, cases, given_day, label_of

# How a target of 2023 comes to each status as of 1 June 2024: what its target and its result must be.
_TARGET: dict[str, dict[str, Any]] = {
    "未到期": {"period": "2024"},
    "符合进度": {"period": "2024"},
    "落后于进度": {"period": "2024"},
    "附条件": {"condition": "有条件的社区"},
}
_RESULT: dict[str, dict[str, Any]] = {
    "达到": {"value": Decimal(99)},
    "未达到": {"value": Decimal(90)},
    "符合进度": {"value": Decimal(99), "period": "2024-Q1"},
    "落后于进度": {"value": Decimal(90), "period": "2024-Q1"},
    "被隐去": {"value": None, "masked": ("value",)},
    "附条件": {"value": Decimal(99)},
}


def status_of(targets: str, as_of: date = date(2024, 6, 1)) -> TaskAssessment:
    """A task whose targets, each with an indicator of its own, have come to these statuses."""
    records: list[Any] = []
    for position, status in enumerate(targets.split(), 1):
        name = f"rate-{position}"
        records.append(made.indicator(indicator_id=name))
        records.append(made.target(target_id=f"t{position}", indicator_id=name, **_TARGET.get(status, {})))
        if status in _RESULT:
            records.append(made.result(result_id=f"r{position}", indicator_id=name, **_RESULT[status]))
    return made.assessed_task(made.package(*records), as_of)


@cases("""
    | 各目标               | 状态         | 理由                                                                 |
    |----------------------|--------------|----------------------------------------------------------------------|
    | 达到                 | 目标全部达到 | 共有1个量化目标：1个达到，0个未达到，0个未到期、没有结果或不能判断。 |
    | 达到 达到            | 目标全部达到 | 共有2个量化目标：2个达到，0个未达到，0个未到期、没有结果或不能判断。 |
    | 达到 未达到          | 目标部分达到 | 共有2个量化目标：1个达到，1个未达到，0个未到期、没有结果或不能判断。 |
    | 达到 没有结果        | 目标部分达到 | 共有2个量化目标：1个达到，0个未达到，1个未到期、没有结果或不能判断。 |
    | 达到 未到期          | 目标部分达到 | 共有2个量化目标：1个达到，0个未达到，1个未到期、没有结果或不能判断。 |
    | 达到 被隐去          | 目标部分达到 | 共有2个量化目标：1个达到，0个未达到，1个未到期、没有结果或不能判断。 |
    | 达到 附条件          | 目标部分达到 | 共有2个量化目标：1个达到，0个未达到，1个未到期、没有结果或不能判断。 |
    | 达到 符合进度        | 目标部分达到 | 共有2个量化目标：1个达到，0个未达到，1个未到期、没有结果或不能判断。 |
    | 未达到               | 目标未达到   | 共有1个量化目标：0个达到，1个未达到，0个未到期、没有结果或不能判断。 |
    | 未达到 未达到        | 目标未达到   | 共有2个量化目标：0个达到，2个未达到，0个未到期、没有结果或不能判断。 |
    | 未达到 没有结果      | 目标未达到   | 共有2个量化目标：0个达到，1个未达到，1个未到期、没有结果或不能判断。 |
    | 未达到 被隐去 未到期 | 目标未达到   | 共有3个量化目标：0个达到，1个未达到，2个未到期、没有结果或不能判断。 |
""")
def test_all_some_or_none_of_the_targets_met(case: Case) -> None:
    """All met only where every single target is met: one without a result is never counted as met nor left out."""
    found = status_of(case["各目标"])
    assert (label_of("task", found.status), str(found.reason)) == (case["状态"], case["理由"])
    assert found.rule == "task-targets"


@cases("""
    | 各目标              | 状态                 |
    |---------------------|----------------------|
    |                     | 到期，本站未收录结果 |
    | 没有结果            | 到期，本站未收录结果 |
    | 未到期              | 到期，本站未收录结果 |
    | 被隐去              | 到期，有相关数据     |
    | 附条件              | 到期，有相关数据     |
    | 符合进度            | 到期，有相关数据     |
    | 落后于进度 没有结果 | 到期，有相关数据     |
""")
def test_targets_that_decide_nothing_leave_the_task_to_its_date(case: Case) -> None:
    """Where no target is met or failed, only the time limit speaks; figures there are, are still mentioned."""
    found = status_of(case["各目标"])
    assert (label_of("task", found.status), found.rule) == (case["状态"], "task-due")


@cases("""
    | 判断日期   | 各目标   | 状态         |
    |------------|----------|--------------|
    | 2023-07-01 | 达到     | 目标全部达到 |
    | 2023-07-01 | 未达到   | 目标未达到   |
    | 2023-07-01 | 没有结果 | 未到期       |
""")
def test_targets_may_decide_before_the_task_is_due(case: Case) -> None:
    """A published figure for the whole period counts though the day has not come."""
    assert label_of("task", status_of(case["各目标"], given_day(case["判断日期"])).status) == case["状态"]


def test_targets_of_another_task_do_not_count() -> None:
    """A task stands by its own targets only."""
    other = made.task(task_id="work-002")
    package = made.package(made.task(), other, made.target(task_id="work-002"), made.result())
    found = assess_package(package, date(2024, 6, 1)).tasks
    assert (found["work-001"].status, found["work-002"].status) == ("due_no_result", "targets_met")

"""Chapter: a document that says how a task stands decides (rules ``task-context`` and ``task-evidence``)."""

from datetime import date
from decimal import Decimal

from generator.assess import TaskAssessment
from generator.model import Progress

from . import packages as made
from .tables import Case, cases, code_of, given_day, label_of


def statements(cell: str) -> list[Progress]:
    """Statements written as ``2023-06-30 推进中 公报；…``: day, status and document, either of which may be «无»."""
    rows = []
    for text in filter(None, cell.split("；")):
        reported, status, paper = text.split()
        rows.append(
            made.progress(
                reported_date=given_day(reported),
                status="" if status == "无" else code_of("progress-statuses", status),
                document_id="" if paper == "无" else paper,
            )
        )
    return rows


def status_of(*records: object, as_of: date = date(2024, 6, 1)) -> TaskAssessment:
    """The one task of a package with the records."""
    return made.assessed_task(made.package(*records), as_of)


@cases("""
    | 进展                                           | 状态                 | 依据 |
    |------------------------------------------------|----------------------|------|
    | 2023-06-30 推进中 中期；2024-03-01 已完成 年报 | 已完成               | 年报 |
    | 2024-03-01 已完成 年报；2023-06-30 推进中 中期 | 已完成               | 年报 |
    | 2023-06-30 已完成 中期；2024-03-01 滞后 年报   | 滞后                 | 年报 |
    | 2023-06-30 推进中 中期；2024-03-01 无 年报     | 推进中               | 中期 |
    | 2023-06-30 推进中 中期；2024-03-01 已完成 无   | 推进中               | 中期 |
    | 2024-03-01 推进中 初稿；2024-03-01 已完成 定稿 | 已完成               | 定稿 |
    | 2023-06-30 推进中 中期                         | 推进中               | 中期 |
    | 2024-03-01 已完成 无                           | 到期，本站未收录结果 |      |
    | 2024-03-01 无 年报                             | 到期，本站未收录结果 |      |
    |                                                | 到期，本站未收录结果 |      |
""")
def test_the_newest_statement_with_a_document_wins(case: Case) -> None:
    """The newest dated statement that gives a status and names a document; of one day, the one entered last.

    A statement without a document is not used, whatever it says, and neither is one that gives no status.
    """
    found = status_of(*statements(case["进展"]))
    assert (label_of("task", found.status), " ".join(found.document_ids)) == (case["状态"], case["依据"])


@cases("""
    | 种类 | 状态   |
    |------|--------|
    | 陈述 | 已完成 |
    | 证据 | 已完成 |
    | 答复 | 已完成 |
""")
def test_any_kind_of_statement_counts_if_it_stands_in_a_document(case: Case) -> None:
    """A statement, evidence and a reply are alike once a published document carries them."""
    found = status_of(made.progress(kind=code_of("progress-kinds", case["种类"])))
    assert label_of("task", found.status) == case["状态"]


@cases("""
    | 判断日期   | 进展                   | 状态   |
    |------------|------------------------|--------|
    | 2023-01-01 | 2023-06-30 推进中 中期 | 推进中 |
    | 2023-12-31 | 2023-06-30 推进中 中期 | 推进中 |
    | 2024-01-01 | 2023-06-30 推进中 中期 | 推进中 |
    | 2030-01-01 | 2023-06-30 推进中 中期 | 推进中 |
""")
def test_a_statement_stands_until_a_newer_one(case: Case) -> None:
    """The calendar alone does not turn «under way» into anything else; the reason names the day of the statement."""
    found = status_of(*statements(case["进展"]), as_of=given_day(case["判断日期"]))
    assert (label_of("task", found.status), found.rule) == (case["状态"], "task-evidence")


@cases("""
    | 文件标题                   | 理由                                                 |
    |----------------------------|------------------------------------------------------|
    | 2023年法治政府建设年度报告 | 依据《2023年法治政府建设年度报告》（2024年3月1日）。 |
    | 《法治政府建设实施纲要》   | 依据《法治政府建设实施纲要》（2024年3月1日）。       |
    | 关于印发《实施方案》的通知 | 依据关于印发《实施方案》的通知（2024年3月1日）。     |
    | 《甲》和《乙》             | 依据《甲》和《乙》（2024年3月1日）。                 |
""")
def test_the_reason_names_the_document(case: Case) -> None:
    """The title stands as published; book-title marks are set only where it has none."""
    found = status_of(made.document("evidence-1", title=case["文件标题"]), made.progress())
    assert str(found.reason) == case["理由"]


@cases("""
    | 目标结果 | 进展                   | 状态       |
    |----------|------------------------|------------|
    | 90       | 2024-03-01 已完成 年报 | 已完成     |
    | 99       | 2024-03-01 滞后 年报   | 滞后       |
    | 90       | 2024-03-01 已完成 无   | 目标未达到 |
""")
def test_a_document_goes_before_the_figures(case: Case) -> None:
    """What a document says of the task comes first; whether the figures agree is shown beside it, target by target."""
    rows = [made.target(), made.result(value=Decimal(case["目标结果"]))]
    assert label_of("task", status_of(*rows, *statements(case["进展"])).status) == case["状态"]


@cases("""
    | 进展                   | 结果 | 状态     |
    |------------------------|------|----------|
    |                        |      | 不作判断 |
    | 2024-03-01 已完成 年报 |      | 不作判断 |
    |                        | 99   | 不作判断 |
""")
def test_norms_for_lower_levels_are_not_judged_at_all(case: Case) -> None:
    """Where a plan binds lower levels, neither documents nor figures of the issuer decide anything."""
    rows = [made.result(value=Decimal(case["结果"]))] if case["结果"] else []
    plan = made.plan(applies_to="lower_level")
    found = status_of(plan, made.target(), *rows, *statements(case["进展"]))
    assert (label_of("task", found.status), found.rule) == (case["状态"], "task-context")
    assert str(found.reason) == "这项规范约束的是下级机关，不对发布机关作判断；本地公布的数据只供参照。"

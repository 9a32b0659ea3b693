"""Chapter: what the date alone changes, and how it is told. Nothing that is told becomes untrue by what comes later."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.assess import assess_package
from generator.model import Milestone, Package
from generator.obligations import public_obligations
from generator.standings import assess_reports
from generator.turnings import WINDOW, Turning, days_of_turnings, find_turnings, gather_turnings, known_on

from . import packages as made
from .tables import VOCABULARY, Case, cases, code_of, day, given_day

RULES = public_obligations(VOCABULARY)
NO_TASK_RESULT = "截至这一天公布的文件中，本站没有收录说明结果的，这不等于没有完成"
NO_TARGET_RESULT = "截至这一天公布的文件中，本站没有收录足以判断的结果，这不等于没有达到"


def turnings_of(package: Package, as_of: date) -> list[Turning]:
    return list(find_turnings(package, assess_package(package, as_of), assess_reports(package, RULES, as_of)))


def told(*records: Any, as_of: date, reports: bool = False) -> list[tuple[str, str]]:
    """Day and words of all turnings; those of the reports that every government owes only where they are asked for."""
    package = made.package(*records)
    return [(str(row.day), str(row.words)) for row in turnings_of(package, as_of) if reports or row.table != "reports"]


def milestone(**fields: Any) -> Milestone:
    values: dict[str, Any] = {"milestone_id": "m1", "plan_id": "work", "title": "节点", "due_date": date(2026, 9, 30)}
    return Milestone(**(values | fields))


@cases("""
    | 判断日期   | 变化之日   |
    |------------|------------|
    | 2026-09-29 |            |
    | 2026-09-30 |            |
    | 2026-10-01 | 2026-10-01 |
    | 2026-10-02 | 2026-10-01 |
    | 2027-09-30 | 2026-10-01 |
    | 2027-10-01 |            |
""")
def test_a_time_limit_turns_on_the_day_after_and_is_told_for_a_year(case: Case) -> None:
    """The day itself is in time; once told of, neither day nor words change until a year is over."""
    task = made.task(due_date=date(2026, 9, 30))
    words = f"任务“任务”的完成时限（2026年9月30日）已过；{NO_TASK_RESULT}"
    expected = [(case["变化之日"], words)] if case["变化之日"] else []
    assert expected == told(task, as_of=given_day(case["判断日期"]))


@cases("""
    | 时限种类 | 完成时限   | 力度 | 开头                                           |
    |----------|------------|------|------------------------------------------------|
    | 年底     | 2025-12-31 | 必须 | 任务“任务”的完成时限（2025年12月31日）已过     |
    | 年底     | 2025-12-31 | 争取 | 任务“任务”争取完成的时限（2025年12月31日）已过 |
    | 定期重复 |            |      | 任务“任务”所在的计划已于2025年12月31日结束     |
    | 相对期限 |            |      | 任务“任务”所在的计划已于2025年12月31日结束     |
    | 任期内   |            |      | 任务“任务”所在的计划已于2025年12月31日结束     |
    | 长期     |            |      |                                                |
    | 未写明   |            |      |                                                |
""")
def test_the_words_are_those_of_the_limit(case: Case) -> None:
    """A task that repeats runs with its plan; one without an end never turns."""
    task = made.task(
        due_kind=code_of("due-kinds", case["时限种类"]),
        due_date=day(case["完成时限"]),
        due_binding=code_of("bindings", case["力度"]),
    )
    expected = [("2026-01-01", f"{case['开头']}；{NO_TASK_RESULT}")] if case["开头"] else []
    assert expected == told(made.plan(end_date=date(2025, 12, 31)), task, as_of=date(2026, 1, 1))


@cases("""
    | 报告日期   | 公布日期   | 来源性质 | 日期依据   | 仍说没有结果 |
    |------------|------------|----------|------------|--------------|
    | 2026-09-30 | 2026-09-30 | 原始发布 | 页面标明   | 否           |
    | 2026-09-30 | 2026-10-01 | 原始发布 | 页面标明   | 是           |
    | 2026-09-30 | 2026-10-01 | 官方转载 | 页面标明   | 否           |
    | 2026-09-30 | 2026-10-01 | 原始发布 | 网址推定   | 否           |
    | 2026-09-30 | 2026-10-01 | 原始发布 | 集中补传   | 否           |
    | 2026-09-30 |            | 原始发布 |            | 否           |
    | 2026-10-01 |            | 原始发布 |            | 是           |
    | 2027-02-01 | 2027-02-01 | 官方转载 | 页面标明   | 是           |
""")
def test_only_what_is_shown_to_be_later_leaves_the_words_as_they_were(case: Case) -> None:
    """A statement of later neither removes nor rewords; what may have been there on the day leaves nothing to tell."""
    bases = {"页面标明": "printed", "网址推定": "address", "集中补传": "batch", "": ""}
    kinds = {"原始发布": "original", "官方转载": "official_repost"}
    document = made.document(
        "evidence-1",
        published_date=day(case["公布日期"]),
        provenance=kinds[case["来源性质"]],
        date_basis=bases[case["日期依据"]],
    )
    task, plan_document = made.task(due_date=date(2026, 9, 30)), made.document("plan-document")
    rows = (task, plan_document, document, made.progress(reported_date=given_day(case["报告日期"])))
    found = told(*rows, as_of=date(2027, 3, 1))
    before = told(task, as_of=date(2026, 10, 1))
    assert found == (before if case["仍说没有结果"] == "是" else [])


def test_a_document_made_later_was_not_there() -> None:
    """Also where its day of publication is not known."""
    document = made.document("evidence-1", signed_date=date(2026, 10, 2))
    rows = (made.task(due_date=date(2026, 9, 30)), made.document("plan-document"), document)
    assert 1 == len(told(*rows, made.progress(reported_date=date(2026, 9, 1)), as_of=date(2026, 11, 1)))


def test_figures_are_mentioned_and_decide_nothing() -> None:
    """Those that were there; a figure of a period that was not over was not."""
    task = made.task(due_date=date(2026, 9, 30))
    there = told(task, made.link(), *made.series("2025=90"), as_of=date(2026, 10, 1))
    assert [row.endswith("本站没有收录写明是否完成的，只收录了相关数据或报告") for _, row in there] == [True]
    later = told(task, made.link(), *made.series("2026=90"), as_of=date(2026, 10, 1))
    assert [row.endswith(NO_TASK_RESULT) for _, row in later] == [True]


def test_what_is_due_before_its_plan_turned_nothing() -> None:
    """A plan signed on 12 August may hold a task due in March."""
    document = made.document("plan-document", signed_date=date(2026, 8, 12))
    rows = (made.task(due_date=date(2026, 3, 31)), milestone(due_date=date(2026, 8, 11)), document)
    assert [] == told(*rows, as_of=date(2026, 11, 22))
    assert 1 == len(told(made.task(due_date=date(2026, 8, 12)), document, as_of=date(2026, 11, 22)))


def test_norms_for_lower_levels_turn_nothing() -> None:
    rows = (made.plan(applies_to="lower_level"), made.task(due_date=date(2026, 9, 30)), milestone(), made.target())
    assert [] == told(*rows, as_of=date(2026, 11, 22))


@cases("""
    | 判断日期   | 结果       | 说到的轮次 |
    |------------|------------|------------|
    | 2024-12-30 |            | 2023       |
    | 2025-01-01 |            | 2024       |
    | 2026-01-01 |            | 2025       |
    | 2026-01-01 | 2025=96    |            |
    | 2026-01-01 | 2025-H1=96 | 2025       |
    | 2026-12-31 | 2025=96    |            |
    | 2027-01-01 |            |            |
""")
def test_recurring_targets_turn_turn_by_turn(case: Case) -> None:
    """Each turn that ends without a result is told of for itself; one with a result is not."""
    rows = [made.plan(end_date=date(2025, 12, 31)), made.task(due_kind="ongoing", due_date=None)]
    rows += [made.target(period="", every="P1Y"), *made.series(case["结果"])]
    year = case["说到的轮次"]
    words = f"目标“比率”（95%以上）在{year}年的一期已于{year}年12月31日结束；{NO_TARGET_RESULT}"
    expected = [(f"{int(year) + 1}-01-01", words)] if year else []
    assert expected == told(*rows, as_of=given_day(case["判断日期"]))


def test_the_result_of_a_year_comes_after_it_and_changes_nothing_told() -> None:
    """The yearly report brings it in spring; what was told in January stays as it was."""
    rows = [made.task(due_kind="ongoing", due_date=None), made.target()]
    report = made.document("report-2023", published_date=date(2024, 3, 20), date_basis="printed")
    early = made.document("report-2023", published_date=date(2023, 12, 31), date_basis="printed")
    plan_document = made.document("plan-document")
    expected = [("2024-01-01", f"目标“比率”（95%以上）的时限（2023年12月31日）已过；{NO_TARGET_RESULT}")]
    assert expected == told(*rows, as_of=date(2024, 1, 1))
    assert expected == told(*rows, report, plan_document, made.result(), as_of=date(2024, 6, 1))
    assert [] == told(*rows, early, plan_document, made.result(), as_of=date(2024, 6, 1))


def test_what_is_told_of_a_whole_is_not_told_of_its_parts() -> None:
    """The task speaks for its targets, the target for its parts."""
    targets = [made.target(), made.target(target_id="t2", part_of="t1")]
    assert ["任务"] == [words[:2] for _, words in told(made.task(), *targets, as_of=date(2024, 1, 1))]
    alone = told(made.task(due_kind="ongoing", due_date=None), *targets, as_of=date(2024, 1, 1))
    assert 1 == len(alone)


def test_milestones_are_dates_and_nothing_is_judged() -> None:
    rows = [made.task(due_kind="ongoing", due_date=None), milestone(), milestone(milestone_id="m2", every="P1Y")]
    assert [] == told(*rows, as_of=date(2026, 9, 30))
    assert [
        ("2026-10-01", "阶段节点“节点”的日期（2026年9月30日）已过；本站只列日期，不作判断"),
        ("2026-10-01", "定期义务“节点”到2026年9月30日为止，这一天已过；本站只列日期，不作判断"),
    ] == told(*rows, as_of=date(2026, 10, 1))
    assert [] == told(*rows[:1], milestone(due_date=None, every="P1Y"), as_of=date(2026, 10, 1))


OWED = "测试县应当公布2025年度法治政府建设年度报告，最后一个按期的日子是2026年3月31日"
OVER = (
    "测试县2025年度法治政府建设年度报告的公布期限（2026年3月31日）已过；"
    "截至这一天公布的文件中，本站没有收录这份报告，这不等于没有公布"
)


@cases("""
    | 判断日期   | 公布日期   | 日期依据 | 应当公布 | 期限已过 |
    |------------|------------|----------|----------|----------|
    | 2025-12-31 |            |          | 否       | 否       |
    | 2026-01-01 |            |          | 是       | 否       |
    | 2026-03-31 |            |          | 是       | 否       |
    | 2026-04-01 |            |          | 是       | 是       |
    | 2026-06-01 | 2026-03-31 | printed  | 是       | 否       |
    | 2026-06-01 | 2026-04-01 | printed  | 是       | 是       |
    | 2026-06-01 | 2026-04-01 | address  | 是       | 否       |
    | 2026-06-01 | 2026-04-01 | batch    | 是       | 否       |
    | 2027-01-01 |            |          | 否       | 是       |
    | 2027-04-01 |            |          | 否       | 否       |
""")
def test_a_report_becomes_due_and_its_day_passes(case: Case) -> None:
    """Before 1 April: 31 March is in time. That a report is found later removes nothing that was true."""
    rows: list[Any] = [made.task(due_kind="ongoing", due_date=None)]
    if case["日期依据"]:
        published = {"published_date": given_day(case["公布日期"]), "date_basis": case["日期依据"]}
        rows += [made.report(report_id="2025", year=2025, document_id="found"), made.document("found", **published)]
        rows.append(made.document("plan-document"))
    found = told(*rows, as_of=given_day(case["判断日期"]), reports=True)
    about = [row for row in found if "2025年度" in row[1]]
    expected = [("2026-04-01", OVER)] if case["期限已过"] == "是" else []
    expected += [("2026-01-01", OWED)] if case["应当公布"] == "是" else []
    assert expected == about


def test_where_the_rule_may_not_bind_nothing_is_told() -> None:
    """Of a township no rule speaks plainly."""
    package = made.package(made.task(due_kind="ongoing", due_date=None), level="township")
    assert [] == turnings_of(package, date(2026, 11, 22))


def test_a_part_does_not_pass_for_the_whole() -> None:
    """With a result that was not there yet its parts go as well."""
    whole = made.result(result_id="whole", document_id="late")
    part = made.result(result_id="part", part_of="whole", value=Decimal(3))
    late = made.document("late", published_date=date(2024, 5, 1), date_basis="printed")
    documents = [made.document("plan-document"), made.document("report-2023"), late]
    package = made.package(*documents, whole, part, made.result(result_id="own"))
    assert ["own"] == [row.result_id for row in known_on(package, date(2024, 4, 30)).results]
    assert 3 == len(known_on(package, date(2024, 5, 1)).results)


def test_many_of_one_kind_and_day_stand_under_one_heading() -> None:
    """More than four; others stand for themselves."""
    tasks = [made.task(task_id=f"work-{number:03}", due_date=date(2026, 9, 30)) for number in range(5)]
    rows = turnings_of(made.package(*tasks, milestone()), date(2026, 10, 1))
    (many, one) = gather_turnings(row for row in rows if row.table != "reports")
    assert f"5项任务的时限（2026年9月30日）已过；{NO_TASK_RESULT}" == str(many.line)
    assert ("", "m1") == (one.heading, one.turnings[0].record_id)
    (*few, last) = gather_turnings(row for row in rows[1:] if row.table != "reports")
    assert 4 == len(few)
    assert last.turnings == one.turnings


DAYS = st.dates(date(2022, 1, 1), date(2027, 12, 31))


NEAR = st.sampled_from([-1, 0, 1, 363, 364, 365, 366])


@given(due=DAYS, other=DAYS, every=st.sampled_from(["", "P1Y", "P6M", "P3M", "P1M"]), is_near=st.booleans(), days=NEAR)
def test_from_one_day_to_the_next_only_new_turnings_come_and_old_ones_go(
    due: date, other: date, every: str, is_near: bool, days: int
) -> None:
    """The same data a day later: what comes is of that day, what goes is a year old, all else is as it was; and on a
    day that is none of the days foretold nothing comes or goes.
    """
    package = made.package(
        made.plan(end_date=date(2027, 12, 31)),
        made.task(due_date=due),
        made.target(period="" if every else "2025", every=every),
        milestone(due_date=other),
    )
    first = (due if is_near else other) + timedelta(days)
    second = first + timedelta(days=1)
    before, after = turnings_of(package, first), turnings_of(package, second)
    assert {second} >= {row.day for row in after if row not in before}
    assert {second - WINDOW} >= {row.day for row in before if row not in after}
    standings = assess_reports(package, RULES, first)
    if second not in days_of_turnings(package, assess_package(package, first), standings, RULES):
        assert before == after


@given(first=DAYS, second=DAYS)
def test_the_days_foretold_are_the_same_whatever_day_it_is(first: date, second: date) -> None:
    """The cache asks them on one day for all others."""
    package = made.package(made.task(due_date=date(2025, 6, 30)), made.target(), milestone(), made.report())
    days = [
        days_of_turnings(package, assess_package(package, as_of), assess_reports(package, RULES, as_of), RULES)
        for as_of in (first, second)
    ]
    assert days[0] == days[1]


def test_reports_turn_on_days_foretold_entered_or_not() -> None:
    """Also after a leap year, when a year ago was no 1 January. That somebody entered the report moves neither the day
    on which it became due nor that after its last one.
    """
    document = made.document("found", published_date=date(2025, 5, 1), date_basis="printed")
    entered = made.report(report_id="2024", year=2024, document_id="found")
    for rows in ((), (made.document("plan-document"), document, entered)):
        package, as_of = made.package(made.task(due_kind="ongoing", due_date=None), *rows), date(2025, 11, 22)
        standings = assess_reports(package, RULES, as_of)
        days = days_of_turnings(package, assess_package(package, as_of), standings, RULES)
        assert {date(2025, 1, 1), date(2025, 4, 1), date(2026, 1, 1), date(2026, 4, 1)} <= set(days)
        about = [row for row in turnings_of(package, as_of) if row.year == 2024]
        assert [date(2025, 4, 1), date(2025, 1, 1)] == [row.day for row in about]

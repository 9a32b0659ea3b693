"""Report views: what the page of a yearly report and the draft of one are made of, case by case."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Assignment, NextStep, Problem, ReportSection
from generator.pages.report_figures import change_label, figure_row, is_of_year
from generator.pages.report_views import ReportView, is_due, report_view
from tests.drafts import views_of
from tests.rules.packages import (
    document,
    indicator,
    link,
    package,
    plan,
    progress,
    report,
    result,
    section,
    series,
    target,
    task,
    unit,
)


def view_of(*records: Any, **options: Any) -> ReportView:
    """The first report among some records; without one, the government's on 2023."""
    made = package(*records, **options)
    if not made.reports:
        made = package(report(), *records, **options)
    return report_view(made.reports[0], views_of(made))


COMPARISONS = [
    # 单位, 数值, 变化
    ("%", "2022=88.5 2023=92", "上升3.5个百分点"),
    ("%", "2022=92 2023=72.9", "下降19.1个百分点"),
    ("%", "2022=92 2023=92.0", "持平"),
    ("%", "2022=0 2023=0", "持平"),
    ("件", "2022=309 2023=330", "增加21件（6.8%）"),
    ("件", "2022=330 2023=309", "减少21件（6.4%）"),
    ("件", "2022=2000 2023=2001", "增加1件（0.1%）"),
    ("件", "2022=10000 2023=25000", "增加15,000件（150.0%）"),
    ("件", "2022=7 2023=0", "减少7件（100.0%）"),
    ("件", "2022=0 2023=7", "增加7件"),
    ("件", "2022=-4 2023=-6", "减少2件"),
    ("%", "2022=约88 2023=92", "无法比较：有数值只是约数或下限"),
    ("%", "2022=88 2023=92余", "无法比较：有数值只是约数或下限"),
    ("%", "2022=** 2023=92", "无法比较：有数值被隐去"),
    ("%", "2022=92 2023=**", "无法比较：有数值被隐去"),
    ("%", "2021=88 2023=92", ""),
    ("%", "2022-H1=88 2023=92", ""),
]


@pytest.mark.parametrize(("unit_of_measure", "cell", "expected"), COMPARISONS)
def test_change_against_the_year_before(unit_of_measure, cell, expected):
    """Only two exact values of the same stretch of time are compared; a rate in percentage points."""
    view = view_of(indicator(unit_of_measure=unit_of_measure), *series(cell))
    (figure,) = view.figures.own
    assert expected == str(figure.comparison)
    assert (figure.last is None) == (not expected)


STRETCHES = [
    ("2022-H1=5 2023-H1=6", "上升1个百分点"),
    ("2022-Q3=5 2023-Q3=6", "上升1个百分点"),
    ("2022-07=5 2023-07=6", "上升1个百分点"),
    ("../2022-12=5 ../2023-12=6", "上升1个百分点"),
    ("2022-01/2022-10=5 2023-01/2023-10=6", "上升1个百分点"),
    ("2022-H2=5 2023-H1=6", ""),
]


@pytest.mark.parametrize(("cell", "expected"), STRETCHES)
def test_parts_of_a_year_are_held_against_the_same_part(cell, expected):
    """A half year is compared with the same half of the year before, and with nothing else."""
    (figure,) = view_of(*series(cell)).figures.own
    assert expected == str(figure.comparison)


def test_periods_of_several_years_belong_to_no_year():
    """What covers more than a year, or no known time, is no figure of a year."""
    assert is_of_year(result(period="2023-Q3"), 2023)
    assert is_of_year(result(period="../2023-12"), 2023)
    assert not is_of_year(result(period="2022/2023"), 2023)
    assert not is_of_year(result(period=""), 2023)


def test_a_break_between_two_years_leaves_them_uncompared():
    """Whether this value or one in between counts otherwise."""
    before = result(result_id="r0", period="2022", value=Decimal(90))
    (figure,) = view_of(before, result(is_break=True)).figures.own
    assert "无法比较：口径不同" == str(figure.comparison)
    half = result(result_id="r2", period="2023-H1", value=Decimal(95), is_break=True)
    assert "无法比较：口径不同" == str(view_of(before, half, result()).figures.own[-1].comparison)


def test_values_counted_up_to_different_days_are_not_compared():
    """A year that is counted up to October is no whole year."""
    before = result(result_id="r0", period="2022", value=Decimal(90))
    (figure,) = view_of(before, result(as_of_date=date(2023, 10, 31))).figures.own
    assert "无法比较：统计截止的日期不同" == str(figure.comparison)


def test_a_year_before_that_contradicts_itself_is_not_compared():
    """Two values that nothing puts one before the other."""
    before = [
        result(result_id=name, period="2022", value=value) for name, value in (("a", Decimal(1)), ("b", Decimal(2)))
    ]
    (figure,) = view_of(*before, result()).figures.own
    assert "无法比较：上年公布的数值互相不一致" == str(figure.comparison)


def test_the_report_s_own_word_on_the_year_before_comes_first():
    """A report that repeats last year's value counts both alike; a newer document elsewhere does not replace it."""
    own = result(result_id="own", period="2022", value=Decimal(80))
    other = result(result_id="other", period="2022", value=Decimal(70), document_id="later")
    view = view_of(document("later", published_date=date(2025, 1, 1)), own, other, result(value=Decimal(90)))
    assert "上升10个百分点" == str(view.figures.own[0].comparison)
    assert () == view.figures.of_other_times


def test_bodies_scopes_and_parts_are_not_mixed():
    """The year before is that of the same body and the same scope; a part of a value is compared with nothing."""
    rows = [
        result(result_id="before-other", period="2022", value=Decimal(1), subject="某区"),
        result(result_id="before-unit", period="2022", value=Decimal(2), unit_id="a"),
        result(result_id="before-sample", period="2022", value=Decimal(3), scope="sample"),
        result(result_id="before-part", period="2022", value=Decimal(4), part_of="r1"),
        result(),
        result(result_id="part", value=Decimal(5), part_of="r1"),
        result(result_id="other", value=Decimal(6), subject="某区"),
    ]
    view = view_of(unit("a"), *rows)
    assert {"r1": "", "part": "", "other": "上升5个百分点"} == {
        row.row.result.result_id: str(row.comparison) for row in view.figures.own
    }


def test_a_masked_subject_has_no_year_before():
    """Nothing says that two hidden names are the same."""
    hidden = {"subject": "**区", "masked": ("subject",)}
    view = view_of(result(result_id="r0", period="2022", **hidden), result(**hidden))
    assert "" == str(view.figures.own[0].comparison)


def test_figures_of_other_documents_stand_apart():
    """The government's report also has what other documents say of the body itself for its year, and nothing else."""
    rows = [
        result(),
        result(result_id="elsewhere", indicator_id="count", document_id="statistics"),
        result(result_id="sample", indicator_id="count", document_id="court", scope="sample"),
        result(result_id="other-year", indicator_id="count", document_id="statistics", period="2024"),
        result(result_id="undated", period="", period_printed="近年来"),
    ]
    view = view_of(indicator(), indicator(indicator_id="count", unit_of_measure="件"), *rows)
    assert ["r1"] == [row.row.result.result_id for row in view.figures.own]
    assert ["elsewhere"] == [row.row.result.result_id for row in view.figures.elsewhere]
    assert ["undated"] == [row.result.result_id for row in view.figures.of_other_times]


def test_a_department_s_report_has_its_own_figures_only():
    """What other documents say of the government is not the department's."""
    owed = report(report_id="2023-a", unit_id="a", document_id="report-a")
    rows = [result(), result(result_id="own", document_id="report-a", unit_id="a")]
    view = view_of(owed, unit("a"), *rows)
    assert ["own"] == [row.row.result.result_id for row in view.figures.of_year]
    assert "单位a" == view.body


CHARTS = [
    ("2021=1 2022=2 2023=3", ["2021", "2022", "2023"]),
    ("2021=1 2022=2 2023=3 2024=4", ["2021", "2022", "2023"]),
    ("2022=2 2023=3 2024=4", None),
    ("2021=1 2022=约2 2023=3", None),
    ("2022-H1=1 2022=2 2023=3", None),
    ("2020=1 2021=2 2022=3", None),
]


@pytest.mark.parametrize(("cell", "expected"), CHARTS)
def test_three_comparable_years_make_a_chart(cell, expected):
    """Exact whole years up to the report's; later years are no part of it."""
    charts = view_of(*series(cell)).figures.charts
    assert expected == ([point.period.text for point in charts[0].chart.points] if charts else None)


def test_years_before_a_break_do_not_count_for_a_chart():
    """Two years that count the same are too few, however many there were before."""
    rows = [*series("2020=1 2021=2 2023=4"), result(result_id="b", period="2022", value=Decimal(3), is_break=True)]
    assert () == view_of(*rows).figures.charts


TARGETS = [
    # 目标, 状态和时期
    ({}, [("no_result", "2023年")]),
    ({"period": "2022"}, []),
    ({"period": "2021/2025"}, [("no_result", "2021年至2025年")]),
    ({"period": "", "due_date": date(2023, 6, 30)}, [("no_result", "2023年6月30日以前")]),
    ({"period": "", "every": "P1Y"}, [("no_result", "2023年")]),
    ({"period": "", "every": "P6M"}, [("no_result", "2023年上半年"), ("no_result", "2023年下半年")]),
    ({"period": "", "every": "P1Y", "comparator": "approx"}, [("not_assessable", "每年")]),
    ({"period": "2024/2025", "every": "P1Y"}, []),
]


@pytest.mark.parametrize(("fields", "expected"), TARGETS)
def test_targets_that_concern_the_year(fields, expected):
    """Those whose window lies on the year, and of those that repeat the turns in it."""
    rows = view_of(target(**fields)).targets
    assert expected == [(row.status.code, str(row.window)) for row in rows]


def test_a_turn_is_judged_by_its_own_result():
    """A year that failed does not fail the next."""
    every = target(period="", every="P1Y")
    long_plan = plan(start_date=date(2022, 1, 1), end_date=date(2024, 12, 31))
    (row,) = view_of(long_plan, every, *series("2022=90 2023=96")).targets
    assert ("met", "96%") == (row.status.code, str(row.results[0].value))
    assert "2023年的结果为96%，达到目标“95%以上”。" == str(row.assessment.reason)


def test_norms_for_lower_levels_are_no_targets_of_the_report():
    """They do not bind the body that reports."""
    assert () == view_of(plan(applies_to="lower_level"), target()).targets
    assert () == view_of(plan(applies_to="lower_level"), target(), progress(reported_date=date(2023, 3, 1))).progress


def test_a_department_answers_for_its_own_tasks():
    """Targets and statements of tasks that it has a part in; targets of a section belong to nobody."""
    owed = report(report_id="2023-a", unit_id="a")
    records = (
        owed,
        unit("a"),
        unit("b"),
        task(),
        task(task_id="work-002"),
        section(),
        target(),
        target(target_id="t2", task_id="work-002"),
        target(target_id="t3", task_id="", section_id="work-a1"),
        Assignment("work-002", "a", "lead", 1, is_open=False),
        progress(reported_date=date(2023, 3, 1)),
        progress(reported_date=date(2023, 4, 1), task_id="work-002"),
    )
    view = view_of(*records)
    assert ["t2"] == [row.target.target_id for row in view.targets]
    assert ["work-002"] == [row.task.task.task_id for row in view.progress]


def test_only_targets_whose_time_is_over_are_due():
    """Before its last day nobody can report that a target was missed."""
    made = [target(), target(target_id="t2", period="2023/2025"), target(target_id="t3", period="", every="P1Y")]
    views = views_of(package(report(), *made))
    rows = report_view(views.package.reports[0], views).targets
    assert {"t1": True, "t2": False, "t3": True} == {row.target.target_id: is_due(row, 2023, views) for row in rows}


def test_statements_of_the_year_stand_oldest_first():
    """Each with its kind, status and document; those of other years are left out."""
    rows = [
        progress(reported_date=date(2023, 12, 20)),
        progress(reported_date=date(2023, 5, 10), kind="statement", status="in_progress", document_id=""),
        progress(reported_date=date(2024, 1, 1)),
    ]
    found = view_of(*rows).progress
    assert [("2023-05-10", "推进中", None), ("2023-12-20", "已完成", "evidence-1")] == [
        (str(row.progress.reported_date), row.status, row.document.document_id if row.document else None)
        for row in found
    ]


def test_problems_and_steps_find_each_other():
    """A problem has its steps; a step that answers no problem of this report stands alone."""
    rows = [
        Problem("p1", "2023", "问题一"),
        Problem("p2", "2023", "问题二"),
        NextStep("s1", "2023", "措施一", problem_id="p1"),
        NextStep("s2", "2023", "措施二"),
        NextStep("s3", "2022", "别的报告的措施", problem_id="p2"),
    ]
    view = view_of(*rows)
    assert [("p1", ["s1"]), ("p2", [])] == [
        (row.problem.problem_id, [step.next_step_id for step in row.steps]) for row in view.problems
    ]
    assert ["s2"] == [row.next_step_id for row in view.loose_steps]
    assert view.states_steps
    assert not view_of(Problem("p1", "2023", "问题一")).states_steps


ALL_PARTS = ("achievements", "problems", "first_responsible", "next_year")
CONTENTS = [
    ((), "county", "本站没有收录这份报告的各部分，不知道是否齐全"),
    (ALL_PARTS, "county", "4项规定内容齐全"),
    ((*ALL_PARTS, "additional"), "county", "4项规定内容齐全"),
    (ALL_PARTS[:2], "county", "缺2项：主要负责人履行法治建设第一责任人职责情况、下一年度主要安排"),
    (ALL_PARTS[1:], "township", "没有单列：主要举措和成效（规定是否适用没有确认）"),
]


@pytest.mark.parametrize(("kinds", "level", "expected"), CONTENTS)
def test_completeness_in_words(kinds, level, expected):
    """What is not known is said; where the rule may not bind the body, nothing is missing."""
    parts = [ReportSection("2023", kind, place, f"部分{place}") for place, kind in enumerate(kinds)]
    assert expected == str(view_of(*parts, level=level).completeness)


def test_a_report_that_was_not_found_is_not_complete_or_incomplete():
    """Nothing is said of the contents of what nobody saw; other documents still tell of the year."""
    view = view_of(report(document_id=""), result(document_id="statistics"))
    assert "" == view.completeness
    assert ["r1"] == [row.row.result.result_id for row in view.figures.elsewhere]
    assert "测试县2023年度法治政府建设年度报告" == str(view.name)


def test_other_kinds_of_reports_have_their_own_figures_alone():
    """Plans and figures of the rule of law are no business of the report on open information."""
    owed = report(report_id="2023-disclosure", kind="disclosure", document_id="disclosure")
    rows = (
        result(),
        result(result_id="own", document_id="disclosure"),
        target(),
        progress(reported_date=date(2023, 3, 1)),
    )
    view = view_of(owed, *rows)
    assert ["own"] == [row.row.result.result_id for row in view.figures.of_year]
    assert ((), (), "") == (view.targets, view.progress, view.completeness)


def test_sources_stand_once():
    """The report's own document first, then those of the year before, of results of targets and of statements."""
    rows = (
        link(),
        target(),
        progress(reported_date=date(2023, 3, 1)),
        result(),
        result(result_id="r0", period="2022", document_id="report-2022"),
    )
    assert ["report-2023", "report-2022", "evidence-1"] == [row.document_id for row in view_of(*rows).documents]


NUMBERS = st.decimals(-(10**9), 10**9, places=2)


@given(NUMBERS, NUMBERS)
def test_a_change_never_hides_its_direction(value, last):
    """Whatever two values there are, more is told as more and less as less."""
    for unit_of_measure, words in (("%", ("上升", "下降")), ("件", ("增加", "减少"))):
        told = str(change_label(value, last, unit_of_measure))
        expected = "持平" if value == last else words[0] if value > last else words[1]
        assert told.startswith(expected)
        assert "-" not in told


def test_nothing_is_compared_with_nothing():
    """Without a value there is no change."""
    assert change_label(None, Decimal(1), "%") is None
    views = views_of(package(result(value=None, masked=("value",))))
    assert figure_row(views.package.results[0], views).change is None


def test_a_part_says_which_part_it_is():
    """The printed words tell it, once."""
    rows = (result(), result(result_id="part", part_of="r1", printed="其中市本级40%", value=Decimal(40)))
    assert "原文“其中市本级40%”；属于“比率”100%的一部分" == str(view_of(*rows).figures.own[1].remark)
    told = result(result_id="part", part_of="r1", printed="约4成", value=Decimal(40))
    assert 1 == str(view_of(result(), told).figures.own[1].remark).count("约4成")


def test_a_part_that_is_an_indicator_of_its_own_has_a_year_before():
    """The indicator says which part it is."""
    rows = [
        result(),
        *(
            result(result_id=f"own-{year}", indicator_id="own", period=year, value=Decimal(value), part_of="r1")
            for year, value in (("2022", 5), ("2023", 7))
        ),
    ]
    view = view_of(indicator(), indicator(indicator_id="own"), *rows)
    assert {"r1": "", "own-2023": "上升2个百分点"} == {
        row.row.result.result_id: str(row.comparison) for row in view.figures.own
    }

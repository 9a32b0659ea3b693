"""Checks: each finds what it is about, and keeps still where there is nothing to say."""

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.check import CHECKS
from generator.check.figures import computed_rate
from generator.issues import IssueLog, issue_types
from generator.model import Package

MakePackage = Callable[..., Path]
Examine = Callable[[Path], tuple[Package | None, IssueLog]]
Found = Callable[[dict[str, str]], list[tuple[str, int | None, str]]]

INDICATOR = "indicator_id,name,unit_of_measure,direction\nrate,示例率,%,up\ncases,示例件数,件,neutral\n"
RESULTS = "result_id,indicator_id,scope,precision,document_id,period,value,numerator,denominator,masked,part_of\n"
TARGETS = "target_id,task_id,section_id,indicator_id,comparator,value,masked,part_of,period,printed\n"
PLAN = {
    "documents": (
        "document_id,kind,title,is_title_printed,provenance,url,signed_date,published_date,date_basis,seed_id\n"
        "report-2023,annual_report,示例报告,true,original,https://www.example.gov.cn/r,,,,\n"
        "plan-2021,plan_outline,示例方案,true,original,https://www.example.gov.cn/p,2021-03-20,,,\n"
    ),
    "plans": "plan_id,document_id,title,applies_to\nlaw,plan-2021,示例方案,own\nnorms,plan-2021,示例规范,lower_level\n",
    "sections": "section_id,plan_id,parent_id,kind,title,order\nlaw-a1,law,,area,示例方面,1\n",
    "tasks": (
        "task_id,plan_id,section_id,list_section_id,label,title,summary,due_kind,due_start,due_date,difference\n"
        "law-001,law,law-a1,,1,示例任务,示例内容,ongoing,,,\n"
    ),
    "assignments": "task_id,unit_id,role,order,is_open\nlaw-001,sifaju,lead,1,false\n",
}
TASK = "law-001,law,law-a1,,1,示例任务,示例内容,"


@pytest.fixture
def found(make_package: MakePackage, examine: Examine) -> Found:
    """Code, row and column of what is found in a package, but that indicators are not used."""

    def run(tables: dict[str, str]) -> list[tuple[str, int | None, str]]:
        _, log = examine(make_package(tables))
        return [(i.code, i.row, i.column) for i in log.issues if i.code != "indicator-unused"]

    return run


def _results(*rows: str) -> dict[str, str]:
    lines = [f"r{number},{row}\n" for number, row in enumerate(rows, start=1)]
    return {"indicators": INDICATOR, "results": RESULTS + "".join(lines)}


def _targets(*rows: str) -> dict[str, str]:
    return {**PLAN, "indicators": INDICATOR, "targets": TARGETS + "".join(f"{row}\n" for row in rows)}


def _with(table: str, *rows: str, **replaced: str) -> dict[str, str]:
    """The sound plan with rows added to a table, or with a text replaced in it."""
    text = PLAN[table] + "".join(f"{row}\n" for row in rows)
    for old, new in replaced.items():
        text = text.replace(old, new)
    return {**PLAN, table: text}


# --- the checks themselves ---


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_docstring_says_how_severe_the_finding_is(check: Callable[..., None], schemas_dir: Path) -> None:
    """«Refuses» finds errors, «Warns» warnings, «Notes» notes, as the list of kinds says."""
    severities = {"Refuses": "error", "Warns": "warning", "Notes": "note"}
    said = check.__doc__ or ""
    assert said.split()[0] in severities
    for code in re.findall(r'findings\.add\(\s*"([a-z-]+)"', inspect.getsource(check)):
        assert severities[said.split()[0]] == issue_types(schemas_dir)[code].severity


def test_no_check_is_listed_twice_or_forgotten() -> None:
    """Every check function of the modules stands in ``CHECKS``, once."""
    functions = [
        function
        for module in {inspect.getmodule(check) for check in CHECKS}
        for _, function in inspect.getmembers(module, inspect.isfunction)
        if list(inspect.signature(function).parameters) == ["package", "findings"]
    ]
    assert len(CHECKS) == len(set(CHECKS))
    assert set(CHECKS) == set(functions)


def test_sound_plan_has_no_finding(found: Found) -> None:
    """The plan from which the cases below are made is itself without fault."""
    assert [] == found(PLAN)


def test_complete_package_has_warnings_and_notes_only(
    examine: Examine, fixture_folder: Callable[[str], Path], schemas_dir: Path
) -> None:
    """The complete package meets every warning and note a check can make of its rows, and no error."""
    _, log = examine(fixture_folder("complete"))
    codes = {issue.code for issue in log.issues}
    of_reading = {"table-empty", "row-blank", "narrative-heading", "narrative-markup"}
    # Its reports are as reports should be; what is odd in the words of one stands in the broken packages.
    of_words = {"report-without-figures", "report-year-differs", "period-words-mixed"}
    of_words |= {"other-place-named", "wording-repeated", "change-differs"}
    kinds = issue_types(schemas_dir).values()
    assert {kind.code for kind in kinds if kind.severity != "error"} - of_reading - of_words == codes


def test_finding_names_record_cell_and_value(make_package: MakePackage, examine: Examine) -> None:
    """An issue of a check carries the id of the row, the title and letter of the column, and what stands there."""
    _, log = examine(make_package(_results("rate,own,exact,report-2023,2023,80,16,37,,")))
    issue = next(issue for issue in log.issues if issue.code == "rate-differs")
    assert ("r1", "results.csv", 2, "数值", "G", "80") == (
        issue.record,
        issue.file,
        issue.row,
        issue.label,
        issue.letter,
        issue.value,
    )


def test_row_is_right_after_blank_rows(found: Found) -> None:
    """Skipped rows do not shift the row a check names."""
    tables = _results("rate,own,exact,report-2023,2023,95,,,,")
    tables["results"] += ",,,,,,,,,,\n\nr9,rate,own,exact,report-2023,2023,80,16,37,,\n"
    assert ("rate-differs", 5, "value") in found(tables)


# --- documents ---


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("original,https://www.example.gov.cn/,,2023-03-31,printed,", []),
        ("original,https://www.example.gov.cn/,,2023-03-31,,", [("date-basis-missing", 4, "date_basis")]),
        (
            "original,https://www.example.gov.cn/t20230715_1.html,,2023-03-31,printed,",
            [("date-address-differs", 4, "published_date")],
        ),
        ("original,https://www.example.gov.cn/t20230331_1.html,,2023-03-31,printed,", []),
        ("original,https://www.example.gov.cn/t20230715_1.html,,2023-03-31,address,", []),
        ("original,https://www.example.gov.cn/,2023-03-31,,,", []),
        ("original,,,,,", [("document-unlocated", 4, "url")]),
        ("original,,,,,999", []),
        ("official_repost,https://www.example.gov.cn/,,,,", []),
        ("unofficial_copy,https://www.example.gov.cn/,,,,", [("unofficial-copy", 4, "provenance")]),
    ],
)
def test_documents(found: Found, row: str, expected: list[Any]) -> None:
    """A date says how it is known, a document where it stands, and a copy that it is one."""
    assert expected == found(_with("documents", f"d,news,示例,true,{row}"))


# --- plans ---


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("ongoing,,,", []),
        ("none,,,", []),
        ("recurring,,,", []),
        ("relative,,,", []),
        ("term,,,", []),
        ("date,,2021-06-30,", []),
        ("date,,,", [("task-without-due", 2, "due_date")]),
        ("month_end,,,", [("task-without-due", 2, "due_date")]),
        ("year_end,,,", [("task-without-due", 2, "due_date")]),
        ("within_year,,,", [("task-without-due", 2, "due_date")]),
        ("quarter,2021-07-01,2021-09-30,", []),
        ("quarter,2021-07-01,,", [("task-without-due", 2, "due_date")]),
        ("half_year,2021-07-01,2021-06-30,", [("date-order", 2, "due_date")]),
        ("half_year,2021-07-01,2021-07-01,", []),
        ("date,,2021-03-19,", [("due-before-issue", 2, "due_date")]),
        ("date,,2021-03-20,", []),
        ("ongoing,,,正文与清单不同", [("body-list-difference", 2, "difference")]),
    ],
)
def test_due_dates_of_tasks(found: Found, due: str, expected: list[Any]) -> None:
    """A task due once has a date, not before its window and (as a note only) not before the plan was signed."""
    header = PLAN["tasks"].splitlines()[0]
    assert expected == found({**PLAN, "tasks": f"{header}\n{TASK}{due}\n"})


def test_task_before_issue_needs_a_signed_date(found: Found) -> None:
    """Where it is not known when the plan was signed, nothing is said."""
    tables = _with("documents", **{"2021-03-20": ""})
    header = PLAN["tasks"].splitlines()[0]
    assert [] == found({**tables, "tasks": f"{header}\n{TASK}date,,1999-12-31,\n"})


@pytest.mark.parametrize(
    ("days", "expected"), [("2021-01-01,2025-12-31", []), ("2025-12-31,2021-01-01", [("date-order", 2, "end_date")])]
)
def test_plan_ends_after_it_begins(found: Found, days: str, expected: list[Any]) -> None:
    """First and last day of a plan are in order."""
    plans = f"plan_id,document_id,title,applies_to,start_date,end_date\nlaw,plan-2021,示例方案,own,{days}\n"
    assert expected == found({**PLAN, "plans": plans})


@pytest.mark.parametrize(
    ("days", "expected"), [("2021-01-01,2021-12-31", []), ("2022-01-01,2021-12-31", [("date-order", 2, "due_date")])]
)
def test_milestone_ends_after_it_begins(found: Found, days: str, expected: list[Any]) -> None:
    """First and last day of a milestone are in order."""
    text = f"milestone_id,plan_id,title,due_start,due_date\nm,law,示例节点,{days}\n"
    assert expected == found({**PLAN, "milestones": text})


def test_task_carries_the_id_of_its_plan(found: Found) -> None:
    """``law-001`` belongs to ``law``; ``law-1-001`` and ``other-001`` do not."""
    rows = [f"{name},law,law-a1,,1,示例任务,示例内容,ongoing,,," for name in ("law-1-002", "other-003")]
    tables = _with("tasks", *rows)
    tables["assignments"] += "law-1-002,sifaju,lead,1,false\nother-003,sifaju,lead,1,false\n"
    assert [("task-id-foreign", 3, "task_id"), ("task-id-foreign", 4, "task_id")] == found(tables)


def test_norms_for_lower_levels_need_no_unit(found: Found) -> None:
    """A task of the issuer names who answers for it; a norm binds all of a level."""
    rows = ["law-002,law,law-a1,,2,示例任务,示例内容,ongoing,,,", "norms-001,norms,,,1,示例规范,示例内容,ongoing,,,"]
    assert [("task-without-unit", 3, "task_id")] == found(_with("tasks", *rows))


def test_measure_without_task(found: Found) -> None:
    """A measure with a task is fine, one without is noted; a plan without tasks at all is not looked at."""
    rows = ["law-m01,law,law-a1,measure,甲,1", "law-m02,law,law-a1,measure,乙,2", "norms-m01,norms,,measure,丙,1"]
    tables = _with("sections", *rows)
    tables["tasks"] = tables["tasks"].replace("law-001,law,law-a1", "law-001,law,law-m01")
    assert [("measure-without-task", 4, "section_id")] == found(tables)


def test_heading_of_the_list_differs_from_the_body(found: Found) -> None:
    """The heading most of whose tasks come from one area is compared with that area, once."""
    tables = _with("sections", "law-l1,law,,list_area,示例分类,1", "law-l2,law,,list_area,示例方面,2")
    header = PLAN["tasks"].splitlines()[0]
    rows = [
        f"law-00{number},law,law-a1,{heading},{number},示例任务,示例内容,ongoing,,,\n"
        for number, heading in enumerate(("law-l1", "law-l1", "law-l2"), start=1)
    ]
    tables["tasks"] = f"{header}\n" + "".join(rows)
    tables["assignments"] += "law-002,sifaju,lead,1,false\nlaw-003,sifaju,lead,1,false\n"
    assert [("list-heading-differs", 3, "title")] == found(tables)


@pytest.mark.parametrize(
    ("heading", "areas"),
    [("示例方面", ["law-a1", "law-a1", "law-a2"]), ("第三种说法", ["law-a1", "law-a2"]), ("第三种说法", ["", ""])],
)
def test_stray_tasks_say_nothing_of_a_heading(found: Found, heading: str, areas: list[str]) -> None:
    """A task listed among others of another area, or a heading without an area that most of its tasks come from."""
    tables = _with("sections", "law-a2,law,,area,另一方面,2", f"law-l1,law,,list_area,{heading},1")
    header = PLAN["tasks"].splitlines()[0]
    rows = [
        f"law-00{number},law,{area},law-l1,{number},示例任务,示例内容,ongoing,,,\n"
        for number, area in enumerate(areas, start=1)
    ]
    tables["tasks"] = f"{header}\n" + "".join(rows)
    tables["assignments"] += "".join(f"law-00{number},sifaju,lead,1,false\n" for number in range(2, len(areas) + 1))
    assert [] == found(tables)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["a,law,b,area,甲,1", "b,law,,area,乙,2"], []),
        (["a,law,a,area,甲,1"], [3]),
        (["a,law,b,area,甲,1", "b,law,a,area,乙,2"], [3]),
        (["x,law,a,area,丁,1", "a,law,b,area,甲,1", "b,law,c,area,乙,2", "c,law,a,area,丙,3"], [4]),
        (["a,law,a,area,甲,1", "b,law,b,area,乙,2"], [3, 4]),
    ],
)
def test_sections_do_not_go_round_in_a_circle(found: Found, rows: list[str], expected: list[int]) -> None:
    """Each circle is found once, at its first row; what only leads into it is not blamed, and the check ends."""
    circles = [("reference-circular", row, "parent_id") for row in expected]
    assert circles == [place for place in found(_with("sections", *rows)) if place[0] == "reference-circular"]


def test_parts_do_not_go_round_in_a_circle(found: Found) -> None:
    """A result cannot be a part of its own part."""
    row = "cases,own,exact,report-2023,2023,1,,,,"
    places = found(_results(row + "r2", row + "r1"))
    assert ("reference-circular", 2, "part_of") in places


# --- figures ---


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2023", []),
        ("2015/2025", []),
        ("../2019-10", []),
        ("", []),
        ("2022-13/2022-14", ["period-unreadable"]),
        ("2025/2015", ["period-unreadable"]),
        ("../2019-00", ["period-unreadable"]),
        ("0001", ["period-unreadable"]),
        ("9999", ["period-unreadable"]),
    ],
)
def test_period_of_a_result(found: Found, period: str, expected: list[str]) -> None:
    """A period that looks right but that no calendar has is found, wherever the pattern lets it pass."""
    places = found(_results(f"rate,own,exact,report-2023,{period},95,,,,"))
    assert expected == [code for code, _, _ in places]


@pytest.mark.parametrize(
    ("value", "masked", "expected"),
    [
        ("95", "", []),
        ("0", "", []),
        ("", "value", []),
        ("", "", [("value-missing", "value")]),
        ("95", "value", [("masked-with-value", "masked")]),
        ("95", "denominator", []),
        ("95", "denominator numerator", []),
        ("95", "figure", [("masked-unknown", "masked")]),
        ("95", "is_masked", [("masked-unknown", "masked")]),
        ("95", "__class__", [("masked-unknown", "masked")]),
        ("95", "denominator  numerator", [("masked-unknown", "masked")]),
        ("", "denominator", [("value-missing", "value")]),
    ],
)
def test_value_is_given_or_masked(found: Found, value: str, masked: str, expected: list[Any]) -> None:
    """Zero is a value; a masked field is empty and exists; neither value nor mask is a fault."""
    places = found(_results(f"rate,own,exact,report-2023,2023,{value},,,{masked},"))
    assert expected == [(code, column) for code, _, column in places]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ("rate,own,exact,report-2023,2023,43.24,16,37", []),
        ("rate,own,exact,report-2023,2023,43.2,16,37", []),
        ("rate,own,exact,report-2023,2023,43,16,37", []),
        ("rate,own,exact,report-2023,2023,100,37,37", []),
        ("rate,own,exact,report-2023,2023,0,0,37", []),
        ("rate,own,exact,report-2023,2023,72.9,162,222", ["rate-rounding"]),
        ("rate,own,exact,report-2023,2023,25.29,6289,24876", ["rate-rounding"]),
        ("rate,own,exact,report-2023,2023,50.1,50,100", ["rate-rounding"]),
        ("rate,own,exact,report-2023,2023,50.11,50,100", ["rate-differs"]),
        ("rate,own,exact,report-2023,2023,49.9,50,100", ["rate-rounding"]),
        ("rate,own,exact,report-2023,2023,80,16,37", ["rate-differs"]),
        ("rate,own,about,report-2023,2023,80,16,37", []),
        ("rate,own,at_least,report-2023,2023,80,16,37", []),
        ("rate,own,exact,report-2023,2023,80,16,0", []),
        ("rate,own,exact,report-2023,2023,80,16,", []),
        ("rate,own,exact,report-2023,2023,80,,37", []),
        ("cases,own,exact,report-2023,2023,80,16,37", []),
        ("rate,own,exact,report-2023,2023,1,999999999999999,0.000001", ["rate-differs"]),
        ("rate,own,exact,report-2023,2023,0.000001,1,999999999999999", ["rate-rounding"]),
    ],
)
def test_rate_follows_from_its_parts(found: Found, figures: str, expected: list[str]) -> None:
    """Exact percentages are held against numerator and denominator: 0.1 off is rounding, more is a difference."""
    assert expected == [code for code, _, _ in found(_results(f"{figures},,"))]


def test_computed_rate_of_a_masked_base(load_fixture: Callable[[str], Package]) -> None:
    """Without a base there is nothing to compute."""
    results = {row.result_id: row for row in load_fixture("complete").results}
    assert computed_rate(results["head-2022"]) is None
    assert 100 == computed_rate(results["review-2024"])


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["309", "288", "10", "11"], []),
        (["309", "288", "10", "12"], ["parts-exceed"]),
        (["309", "288", "10"], ["parts-differ"]),
        (["309", "288", ""], []),
        (["", "288", "10"], []),
        (["0.3", "0.1", "0.2"], []),
        (["0", "0", "0"], []),
    ],
)
def test_parts_make_the_total(found: Found, values: list[str], expected: list[str]) -> None:
    """Parts are added exactly; one that is masked, or a masked total, leaves nothing to compare."""
    rows = [
        f"cases,own,exact,report-2023,2023,{value},,,{'' if value else 'value'},{'r1' if number else ''}"
        for number, value in enumerate(values)
    ]
    assert [(code, 2, "value") for code in expected] == found(_results(*rows))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("t,law-001,,rate,ge,90,,,2023,90%以上", []),
        ("t,,law-a1,rate,ge,90,,,2023,90%以上", []),
        ("t,,,rate,ge,90,,,2023,90%以上", [("target-holder", 2, "task_id")]),
        ("t,law-001,law-a1,rate,ge,90,,,2023,90%以上", [("target-holder", 2, "task_id")]),
        ("t,law-001,,rate,ge,,,,2023,**%", [("target-value-missing", 2, "value")]),
        ("t,law-001,,rate,ge,,value,,2023,**%", []),
        ("t,law-001,,rate,full,,,,2023,全覆盖", []),
        ("t,law-001,,rate,approx,,,,2023,左右", [("target-value-missing", 2, "value")]),
        ("t,law-001,,rate,le,0,,,2023,零差错", []),
        ("t,law-001,,rate,ge,90,value,,2023,90%以上", [("masked-with-value", 2, "masked")]),
        ("t,law-001,,rate,ge,90,,,2023/2020,90%以上", [("period-unreadable", 2, "period")]),
    ],
)
def test_targets(found: Found, row: str, expected: list[Any]) -> None:
    """A target belongs to one task or one section, and has a value unless all is promised or the value is masked."""
    assert expected == found(_targets(row))


def test_parts_of_a_target(found: Found) -> None:
    """Parts of a promised number are added up like parts of a result."""
    rows = [f"t{number},law-001,,cases,ge,{value},,{total},,x" for number, value, total in ((1, 3, ""), (2, 2, "t1"))]
    assert [("parts-differ", 2, "value")] == found(_targets(*rows))


def test_indicator_with_a_target_or_a_result_is_used(make_package: MakePackage, examine: Examine) -> None:
    """Only an indicator that has neither is noted."""
    tables = _targets("t,law-001,,rate,ge,90,,,2023,90%以上")
    assert [("indicator-unused", "cases")] == [
        (issue.code, issue.record) for issue in examine(make_package(tables))[1].issues
    ]
    tables |= _results("cases,own,exact,report-2023,2023,1,,,,")
    assert () == examine(make_package(tables))[1].issues

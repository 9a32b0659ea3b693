"""Which row has the column names, which table they are of, and what stands above and between them."""

import pytest

from generator.fix import PlacedRepair
from generator.fix.heading import aliases, count_names, find_heading, table_of_columns
from generator.fix.records import Grid
from generator.issues import IssueLog
from generator.schemas import load_schemas
from tests.fixing import SCHEMAS, STAGES, codes, fix_one

TABLES = load_schemas(SCHEMAS)
STAGE = STAGES.strip().split(",")


def grid(*rows):
    """Rows of a sheet whose first line has the number 1."""
    return Grid(tuple(map(tuple, rows)), tuple(range(1, len(rows) + 1)))


def heading(*rows, table="milestones"):
    log = IssueLog("", SCHEMAS)
    return find_heading(grid(*rows), TABLES[table], "a.csv", log), log.issues


COLUMNS = [
    ("task_id,indicator_id", "task_indicators"),
    # All that a table must have, also where another one comes close.
    ("task_id,unit_id,role,order", ""),
    ("task_id,unit_id,role,order,is_open", "assignments"),
    # More columns are named of one than of the other, whichever comes first.
    ("task_id,unit_id,role,order,is_open,indicator_id", "assignments"),
    ("task_id,result_id,indicator_id,scope,precision,document_id", "results"),
    # As many of both: the one of which that is more.
    ("清单编号,清单名称,任务,指标", "task_indicators"),
    # Nobody can say which.
    ("problem_id,report_id,label,title,kind,order", ""),
    ("甲,乙", ""),
    ("", ""),
]


@pytest.mark.parametrize(("header", "table"), COLUMNS)
def test_a_table_is_known_by_all_that_it_must_have(header, table):
    """And by having more of the columns than any other."""
    names = header.split(",")
    assert table == table_of_columns(grid(names), TABLES)
    assert table == table_of_columns(grid(["一览"], names, ["甲"], names), TABLES)


def test_only_the_first_rows_can_say_which_table_it_is():
    names = ["task_id", "indicator_id"]
    assert "task_indicators" == table_of_columns(grid(*[["甲"]] * 19, names), TABLES)
    assert "" == table_of_columns(grid(*[["甲"]] * 20, names), TABLES)
    assert "" == table_of_columns(grid(["task_id"], ["indicator_id"]), TABLES)


@pytest.mark.parametrize(
    "name",
    ["任务", "task_id", "任务task_id", "task_id 任务", "任务(task_id)", "task_id（任务）", "*任务(必填)"],
)
def test_a_column_goes_by_its_name_its_title_or_both(name):
    """A name that stands twice is one; other words are none."""
    known = aliases(TABLES["task_indicators"])
    assert 1 == count_names((name, "任务 ", "", "任务书"), known)
    assert 2 == count_names((name, "指标"), known)


def test_the_row_that_names_most_columns_has_their_names():
    """The first of those that name as many."""
    found, issues = heading(["节点编号"], STAGE, STAGE, ["ms1", "law-2025", "甲"])
    assert found is not None
    assert (1, tuple(STAGE), ()) == (found.place, found.names, issues)
    assert (PlacedRepair("title-rows", True, 1, before="节点编号"),) == found.repairs


ABOVE = [
    ([["表一"]], ["表一"]),
    ([[" 表一 ", "", "单位： "]], ["表一 单位："]),
    ([["", " "], ["表一"], [""], ["二〇二五年"]], ["表一", "二〇二五年"]),
    ([["", " "], [""]], []),
]


@pytest.mark.parametrize(("rows", "befores"), ABOVE)
def test_a_title_above_the_names_goes(rows, befores):
    """Row by row, without the blank cells; what is blank needs no word."""
    found, issues = heading(*rows, STAGE)
    assert found is not None
    assert (len(rows), ()) == (found.place, issues)
    assert befores == [repair.before for repair in found.repairs]
    assert {("title-rows", True)} >= {(repair.code, repair.is_safe) for repair in found.repairs}
    numbers = [number for number, row in enumerate(rows, 1) if any(map(str.strip, row))]
    assert numbers == [repair.row for repair in found.repairs]


NINE = [field.name for field in TABLES["milestones"].fields]


@pytest.mark.parametrize(("width", "cells", "is_title"), [(3, 2, True), (3, 3, False), (9, 3, True), (9, 4, False)])
def test_what_is_wider_than_a_title_is_data(width, cells, is_title):
    """Two cells, or a third of the columns."""
    names = [*STAGE, *(name for name in NINE if name not in STAGE)][:width]
    found, issues = heading(["甲"] * cells, names)
    assert is_title == (found is not None) == (not issues)


@pytest.mark.parametrize(("columns", "code"), [(100, "header-wrong"), (101, "table-unreadable")])
def test_no_table_has_more_than_a_hundred_columns(columns, code):
    """Blank ones do not count."""
    found, issues = heading([*STAGE, *["", "x"] * (columns - 3)])
    assert found is None
    assert {code} == {issue.code for issue in issues}


def test_columns_without_a_name_go_when_they_are_empty():
    """One repair for those beside each other; the others keep their letters."""
    found, issues = heading(["", "节点编号", "", " ", "", "plan_id", "\u200b", "节点名称"], ["", "a"], ["", "", "", ""])
    assert found is not None
    assert (None, "milestone_id", None, None, None, "plan_id", None, "title") == found.names
    assert () == issues
    assert (
        PlacedRepair("blank-columns", True, letter="A"),
        PlacedRepair("column-name", True, 1, "milestone_id", "节点编号", "B", before="节点编号", after="milestone_id"),
        PlacedRepair("blank-columns", True, letter="C–E"),
        PlacedRepair("blank-columns", True, letter="G"),
        PlacedRepair("column-name", True, 1, "title", "节点名称", "H", before="节点名称", after="title"),
    ) == found.repairs


@pytest.mark.parametrize("rows", [[["ms1", "a", "b", "x"]], [["ms1"], ["ms1", "a", "b", "x"]]])
def test_a_column_without_a_name_that_holds_something_stays(rows):
    found, issues = heading([*STAGE, ""], *rows)
    assert found is None
    assert ["D"] == [issue.letter for issue in issues]


def test_a_column_that_stands_twice_is_named_with_both_letters():
    (issue,) = fix_one("milestones.csv", f"{STAGES[:-1]},所属计划\n").issues
    assert "D 列「所属计划」与 B 列是同一列。" == str(issue.message)


LIKELY = [
    ("titel", "title"),
    ("节点名", "title"),
    ("Ｐｌａｎ编号", "plan_id"),
    ("milestone", "milestone_id"),
    ("due", "due_date"),
    ("天气", ""),
    ("截止时间", "due_date"),
]


@pytest.mark.parametrize(("name", "meant"), LIKELY)
def test_the_column_that_comes_closest_is_suggested(name, meant):
    """By name or by title; where nothing comes close, none."""
    message = str(fix_one("milestones.csv", f"{STAGES[:-1]},{name}\n").issues[0].message)
    assert meant == (message.partition("是不是 ")[2].partition("（")[0])


def test_a_column_that_is_only_misspelled_is_not_missing_as_well():
    assert ["header-wrong"] == [
        issue.code for issue in fix_one("milestones.csv", "milestone_id,plan,title\nms1,law-2025,甲\n").issues
    ]


def test_several_faults_of_the_names_are_said_at_once():
    fixed = fix_one("milestones.csv", "表一\n节点编号,,节点编号,天气\nms1,甲,ms1,晴\n")
    assert [(2, "B"), (2, "C"), (2, "D"), (2, ""), (2, "")] == [(issue.row, issue.letter) for issue in fixed.issues]
    assert [] == codes(fixed.repairs)

"""Which sheets of a workbook are tables, and of which table each is."""

import pytest

from generator.fix import fix_content
from generator.fix.workbooks import explains, open_workbook
from generator.issues import IssueLog
from generator.sheets.records import NUMBER, SheetCell
from tests.fixing import LINK_ROWS, SCHEMAS, STAGE_ROWS, book

ODD = [["甲", "乙"], [1, 2]]
# Stages without what the table must have: only a name can say what they are.
SHORT = [["节点编号", "周期"], ["ms1", "P1Y"]]
LINK, STAGE = "task_indicators", "milestones"

SHEETS = [
    # The only sheet is what the file is called, unless it is called otherwise.
    ("milestones.xlsx", {"Sheet1": SHORT}, "", [("Sheet1", STAGE)]),
    ("报送/阶段节点.xlsx", {"Sheet1": SHORT}, "", [("Sheet1", STAGE)]),
    ("milestones.xlsx", {"任务指标": LINK_ROWS}, "", [("任务指标", LINK)]),
    ("task_indicators.xlsx", {"阶段节点": SHORT}, "", [("阶段节点", STAGE)]),
    ("a.xlsx", {"Sheet1": LINK_ROWS}, "", [("Sheet1", LINK)]),
    ("a.xlsx", {"Sheet1": SHORT}, "", [("Sheet1", "")]),
    # So it is beside sheets that only explain it; beside others it is what its columns say.
    ("milestones.xlsx", {"填写说明": ODD, "Sheet2": SHORT, "目录": ODD}, "", [("Sheet2", STAGE)]),
    ("milestones.xlsx", {"Sheet1": SHORT, "Sheet2": ODD}, "", [("Sheet1", ""), ("Sheet2", "")]),
    ("milestones.xlsx", {"Sheet1": SHORT, "Sheet2": LINK_ROWS}, "", [("Sheet1", ""), ("Sheet2", LINK)]),
    ("a.xlsx", {"README": ODD, "Sheet2": LINK_ROWS}, "", [("Sheet2", LINK)]),
    # A sheet that is called after what explains may hold a table all the same.
    ("a.xlsx", {"任务指标说明": LINK_ROWS, "Sheet2": STAGE_ROWS}, "", [("任务指标说明", LINK), ("Sheet2", STAGE)]),
    ("a.xlsx", {"说明": ODD}, "", [("说明", "")]),
    # With a table given: the sheets of it, else those that explain nothing, else all.
    ("a.xlsx", {"任务指标": SHORT, "Sheet2": ODD}, LINK, [("任务指标", LINK)]),
    ("a.xlsx", {"Sheet1": ODD, "Sheet2": LINK_ROWS}, LINK, [("Sheet2", LINK)]),
    ("a.xlsx", {"说明": ODD, "Sheet2": SHORT, "Sheet3": ODD}, STAGE, [("Sheet2", STAGE), ("Sheet3", STAGE)]),
    ("a.xlsx", {"说明": ODD, "目录": ODD}, STAGE, [("说明", STAGE), ("目录", STAGE)]),
    ("milestones.xlsx", {"Sheet1": LINK_ROWS}, "assignments", [("Sheet1", "assignments")]),
]


@pytest.mark.parametrize(("name", "sheets", "table", "found"), SHEETS)
def test_a_sheet_is_a_table_by_its_name_its_columns_or_the_file(name, sheets, table, found):
    fixed = fix_content(name, book(sheets), SCHEMAS, table=table)
    assert found == [(one.sheet, one.table) for one in fixed]
    assert [name] * len(found) == [one.file for one in fixed]
    for one in fixed:
        conversion = one.repairs[0]
        assert ("workbook", True, one.sheet) == (conversion.code, conversion.is_safe, conversion.before)
        assert (len(sheets) == 1) == one.is_only_sheet


def test_sheets_of_one_table_are_refused_and_the_others_are_not():
    sheets = {"Sheet1": LINK_ROWS, "甲": ODD, "任务指标": LINK_ROWS, "阶段节点": STAGE_ROWS, "乙": ODD}
    found = fix_content("a.xlsx", book(sheets), SCHEMAS)
    assert list(sheets) == [one.sheet for one in found]
    assert [True, True, True, False, True] == [one.is_refused for one in found]
    messages = ["工作表「Sheet1」、「任务指标」都是同一张表：task_indicators。"]
    assert (
        messages == [str(issue.message) for issue in found[0].issues] == [str(one.message) for one in found[2].issues]
    )
    assert ["table-unknown"] == [issue.code for issue in found[1].issues]
    assert "工作表「甲」" in str(found[1].issues[0].message)


@pytest.mark.parametrize(
    ("name", "does"), [("填写说明", True), ("READ ME", False), ("ReadMe", True), ("Codes", True), ("任务", False)]
)
def test_some_names_say_that_a_sheet_explains_the_others(name, does):
    assert does == explains(name)


def test_a_sheet_becomes_cells_and_what_a_workbook_keeps_otherwise():
    """Sheets that are hidden or without anything in them are no tables; all that hold something count."""

    def edit(made):
        made["甲"]["B2"].number_format = "0%"
        made["甲"].merge_cells("A1:B1")
        made["旧"].sheet_state = "hidden"

    sheets = {"甲": [["x", None], ["y", 0.5], ["", "=A1"]], "空": [[" "]], "旧": [["z"]], "算": [["=A1"]]}
    found = open_workbook(book(sheets, edit), "a.xlsx", IssueLog("", SCHEMAS))
    assert found is not None
    (first, second), is_only = found
    assert not is_only
    assert ("甲", (("x", ""), ("y", "0.5"), ("", "")), (1, 2, 3)) == (first.sheet, first.rows, first.numbers)
    assert ((0, 0, 0, 1),) == first.merged
    assert SheetCell("0.5", NUMBER, "0%") == first.special[1, 1]
    assert "=A1" == first.special[2, 1].formula
    assert {(1, 1), (2, 1)} == set(first.special)
    assert ("算", ("",)) == (second.sheet, second.rows[0])


@pytest.mark.parametrize(
    ("sheets", "is_only"), [({"a": ODD}, True), ({"a": ODD, "b": [[" "]]}, True), ({"a": ODD, "b": ODD}, False)]
)
def test_a_workbook_knows_whether_one_sheet_is_all(sheets, is_only):
    found = open_workbook(book(sheets), "a.xlsx", IssueLog("", SCHEMAS))
    assert found is not None
    assert is_only == found[1]

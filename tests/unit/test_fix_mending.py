"""The rows below the column names: which are records, and what becomes of their cells."""

import pytest

from generator.fix import PlacedRepair
from generator.fix.heading import Heading
from generator.fix.mending import Mended, mend_rows
from generator.fix.records import Grid
from generator.issues import IssueLog
from generator.schemas import load_schemas
from generator.sheets.records import EMPTY, ERROR, NUMBER, SheetCell
from generator.vocabulary import load_vocabulary
from tests.fixing import LINKS, SCHEMAS, STAGES, fix_one

TABLES = load_schemas(SCHEMAS)
STAGE = ("milestone_id", "plan_id", "title")


def mended(*rows, special=(), merged=(), names=STAGE):
    """Rows below the heading, which stands in row 1."""
    grid = Grid((names, *map(tuple, rows)), tuple(range(1, len(rows) + 2)), dict(special), tuple(merged))
    into = Mended("a.csv", IssueLog("", SCHEMAS))
    heading = Heading(0, names, ())
    mend_rows(grid, heading, TABLES["milestones"], TABLES, load_vocabulary(SCHEMAS), into)
    return into


NO_RECORDS = [
    ("注：数据截至年底", "注：数据截至年底"),
    (" 备注：无 ", "备注：无"),
    ("注1：甲", "注1：甲"),
    ("填表人：张某", "填表人：张某"),
    ("合计", "合计"),
    (" 总 计 ：", "总 计 ："),
]


@pytest.mark.parametrize(("cell", "before"), NO_RECORDS)
def test_a_remark_or_a_sum_below_the_table_is_asked_about(cell, before):
    """The row stays, cell by cell as it was: what it is somebody else has to say."""
    into = mended(("ms1", "law-2025", "甲"), ("", cell, " "))
    assert [("ms1", "law-2025", "甲"), ("", cell, " ")] == into.rows
    assert [PlacedRepair("note-row", False, 3, before=before)] == into.proposals
    assert ([], 2) == (into.repairs, into.source_rows)


RECORDS = [
    ("注：甲", "law-2025", ""),
    ("ms1", "合计", ""),
    ("合计数", "law-2025", "3"),
    ("ms1", "", ""),
    ("公开备注：甲", "", ""),
]


@pytest.mark.parametrize("row", RECORDS)
def test_a_row_with_more_in_it_is_a_record(row):
    """A remark stands alone, a sum stands first."""
    assert [] == mended(row).proposals


def test_a_sum_may_have_figures_beside_it():
    assert ["note-row"] == [row.code for row in mended(("", "合计", "3")).proposals]


def test_columns_that_go_take_their_cells_with_them():
    """Also in a row that is no record."""
    into = mended(
        ("ms1", "", "law-2025", " 甲"), ("合计", "", "", "3"), names=("milestone_id", None, "plan_id", "title")
    )
    assert [("ms1", "law-2025", "甲"), ("合计", "", "3")] == into.rows
    assert [PlacedRepair("blanks-around", True, 2, "title", "节点名称", "D", " 甲", "甲")] == into.repairs


REPEATED = [
    (("节点编号", "plan_id", ""), True),
    (("milestone_id", "plan_id", "title"), True),
    (("节点编号", "", ""), False),
    (("节点编号", "节点编号", ""), False),
    (("节点编号", "plan_id", "甲"), False),
    (("节点编号", "plan_id", "", "title"), False),
]


@pytest.mark.parametrize(("row", "is_repeated"), REPEATED)
def test_the_column_names_once_more_go(row, is_repeated):
    """Two at least, each in its column; however many the rest are, they count as one row with something in it."""
    into = mended(("ms1", "law-2025", "甲"), row)
    assert is_repeated == (1 == len(into.rows))
    assert 2 == into.source_rows
    found = [repair for repair in into.repairs if repair.code == "repeated-header"]
    assert ([PlacedRepair("repeated-header", True, 3, before=",".join(row))] if is_repeated else []) == found


def test_blank_rows_go_by_stretches():
    """With their numbers as the spreadsheet program counts them."""
    row, blank = ("ms1", "law-2025", "甲"), ("", "\u200b", " ")
    into = mended(blank, row, blank, blank, blank, row, blank, blank, row)
    assert [row, row, row] == into.rows
    stretches = [(2, None), (4, 6), (8, 9)]
    assert [PlacedRepair("blank-rows", True, first, last_row=last) for first, last in stretches] == into.repairs
    assert 3 == into.source_rows


def test_a_blank_row_after_another_table_row_is_one():
    assert [PlacedRepair("blank-rows", True, 2)] == mended(("",)).repairs


@pytest.mark.parametrize("row", [("ms1", "law-2025"), ("ms1", "law-2025", "甲", ""), ("",) * 3 + ("a",)])
def test_a_row_of_another_width_stays_as_it_is(row):
    """With a finding, and without a look at its cells."""
    into = mended(row)
    assert [row] == into.rows
    assert (["row-shape"], [], []) == ([issue.code for issue in into.log.issues], into.repairs, into.proposals)


def test_findings_of_rows_end_at_a_thousand():
    """The rows themselves do not."""
    into = mended(*[("ms1",)] * 1001)
    assert (1000, 1001) == (len(into.log.issues), len(into.rows))


JOINED = ((1, 0, 3, 0), (4, 1, 5, 2))


def test_joined_cells_may_have_meant_what_the_first_holds():
    """Only those that are empty; the first is itself."""
    rows = [("ms1", "", ""), ("", "p", "b"), ("ms3", "", "c"), ("", "q", ""), ("", "r", ""), ("ms6", "", "")]
    into = mended(*rows, merged=JOINED)
    assert rows == into.rows
    first = PlacedRepair("merged-cell", False, 3, "milestone_id", "节点编号", "A", "", "ms1")
    others = [PlacedRepair("merged-cell", False, row, "title", "节点名称", "C", "", "q") for row in (5, 6)]
    assert [first, *others] == into.proposals


def test_cells_joined_with_the_heading_and_beyond_the_last_row():
    """What is joined above the names concerns no row; ranges may reach further than rows do."""
    assert [] == mended(("ms1", "", ""), merged=[(0, 1, 0, 2)]).proposals
    into = mended(("ms1", "", "甲"), merged=[(0, 1, 1, 1)])
    assert [(2, "B", "plan_id")] == [(row.row, row.letter, row.after) for row in into.proposals]
    into = mended(("ms1", "law", "甲"), ("", "law", "乙"), merged=[(1, 0, 9, 0)])
    assert [(3, "A", "ms1")] == [(row.row, row.letter, row.after) for row in into.proposals]


def test_a_blank_that_is_joined_is_shown_as_it_stands():
    into = mended(("ms1", "law", "甲"), (" ", "law", "乙"), merged=[(1, 0, 2, 0)])
    assert [(" ", "ms1")] == [(row.before, row.after) for row in into.proposals]
    assert " " == into.rows[1][0]


FORMULAS = [
    (SheetCell("", EMPTY, formula="=A1"), "", True),
    (SheetCell("#REF!", ERROR, formula="=A1"), "#REF!", True),
    (SheetCell("7", NUMBER, formula="=A1"), "7", False),
]


@pytest.mark.parametrize(("cell", "text", "is_refused"), FORMULAS)
def test_a_formula_without_a_result_is_refused(cell, text, is_refused):
    """What it computed is taken, and the formula is what stood there before."""
    into = mended(("ms1", "law-2025", text), special={(1, 2): cell})
    assert [("ms1", "law-2025", text)] == into.rows
    found = [(issue.code, issue.row, issue.column, issue.letter, issue.value) for issue in into.log.issues]
    assert ([("formula-in-text", 2, "title", "C", "=A1")] if is_refused else []) == found
    taken = PlacedRepair("formula-value", True, 2, "title", "节点名称", "C", "=A1", "7")
    assert ([] if is_refused else [taken]) == into.repairs


def test_a_row_that_holds_only_formulas_is_no_blank_one():
    into = mended(("", "", ""), special={(1, 1): SheetCell("", EMPTY, formula="=A1")})
    assert (1, [("", "", "")], []) == (into.source_rows, into.rows, into.repairs)
    assert ["B"] == [issue.letter for issue in into.log.issues]


def test_an_error_that_nobody_computed_is_a_value_like_others():
    into = mended(("ms1", "law-2025", "#REF!"), special={(1, 2): SheetCell("#REF!", ERROR)})
    assert [PlacedRepair("error-value", False, 2, "title", "节点名称", "C", "#REF!", None)] == into.proposals


def test_a_cell_takes_one_repair_after_the_other():
    """Each with what stood there before it; a proposal leaves the cell alone."""
    names = ("milestone_id", "plan_id", "due_date")
    cell = SheetCell("2024/3/31", "text", formula="=A1")
    into = mended(("ms1", "p", "2024/3/31"), ("ms2", "p", "2024年3月底"), special={(1, 2): cell}, names=names)
    where = (2, "due_date", "截止日期", "C")
    assert [
        PlacedRepair("formula-value", True, *where, "=A1", "2024/3/31"),
        PlacedRepair("date-form", True, *where, "2024/3/31", "2024-03-31"),
    ] == into.repairs
    asked = PlacedRepair("date-part", False, 3, "due_date", "截止日期", "C", "2024年3月底", "2024-03-31")
    assert [asked] == into.proposals
    assert ["2024-03-31", "2024年3月底"] == [row[2] for row in into.rows]


def test_a_cell_of_blanks_becomes_empty():
    assert ("ms1", "law-2025", "") == mended(("ms1", "law-2025", " ")).rows[0]


def test_a_damaged_cell_stays_and_is_refused():
    into = mended(("ms1", "law-2025", "锟斤拷"))
    assert (["encoding-wrong"], "锟斤拷", []) == (
        [issue.code for issue in into.log.issues],
        into.rows[0][2],
        into.proposals,
    )


def test_a_fixed_file_has_its_rows_and_says_how_many_there_were():
    """Content, rows and header are what is to be written; the last of a workbook is what was decided first."""
    fixed = fix_one("任务指标.csv", f"任务,指标\n\n{LINKS}a-001, b\n")
    assert ("task_indicators", "任务指标", ("task_id", "indicator_id")) == (fixed.table, fixed.title, fixed.header)
    assert (("law-2025-001", "lists"), ("a-001", "b")) == fixed.rows
    assert (3, f"{LINKS}a-001,b\n".encode(), True) == (fixed.source_rows, fixed.content, fixed.is_only_sheet)
    assert ["column-name", "column-name", "repeated-header", "blanks-around", "blank-rows"] == [
        repair.code for repair in fixed.repairs
    ]


def test_a_refused_file_keeps_what_is_known_of_it():
    """Its table, and what was repaired on the way."""
    broken = fix_one("节点.csv", f'{STAGES}ms1,"a\r\n', table="milestones")
    assert ("milestones", "阶段节点", ["line-ends"]) == (
        broken.table,
        broken.title,
        [row.code for row in broken.repairs],
    )
    unknown = fix_one("a.csv", '甲,"乙\r\n')
    assert ("", "", ["line-ends"]) == (unknown.table, unknown.title, [row.code for row in unknown.repairs])
    nameless = fix_one("阶段节点.csv", "甲,乙\r\n")
    assert ("milestones", "阶段节点", ["line-ends"]) == (
        nameless.table,
        nameless.title,
        [row.code for row in nameless.repairs],
    )

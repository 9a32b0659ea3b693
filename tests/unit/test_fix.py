"""Fix: one file as clerks send it → the table it is meant to be.

The corpus in ``tests/mistakes`` has the examples; here are the rules.
"""

import csv
import json

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import gongkai
from generator.errors import UsageError
from generator.fix import FILE_KINDS, fix_content, format_fixed
from generator.fix.heading import plain_name, table_of_name
from generator.fix.writing import Written
from generator.language import CHINESE
from generator.schemas import load_schemas
from generator.vocabulary import load_vocabulary
from tests.fixing import LINK_ROWS, LINKS, SCHEMAS, book, codes, fix_one

with (SCHEMAS / "codelists" / "repair-kinds.csv").open(encoding="utf-8", newline="") as _handle:
    KINDS = {row["code"]: row for row in csv.DictReader(_handle)}


def test_codelist_and_program_know_the_same_kinds_of_whole_files():
    assert FILE_KINDS == {code: row["is_safe"] == "true" for code, row in KINDS.items() if row["kind"] == "table"}


def test_a_sound_file_stays_byte_for_byte():
    """Also where we should have put quotes or the last line end otherwise."""
    content = b'task_id,"indicator_id"\n"law-2025-001",lists'
    fixed = fix_one("task_indicators.csv", content)
    assert fixed.is_clean
    assert content == fixed.content


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("tasks", "tasks"),
        ("Tasks", "tasks"),
        ("任务", "tasks"),
        ("任务表", "tasks"),
        ("任务表(1)", "tasks"),
        ("任务表 - 副本", "tasks"),
        ("任务分工", "assignments"),
        ("task_indicators", "task_indicators"),
        ("Task Indicators", "task_indicators"),
        ("责任单位表最终版2", "units"),
        ("新建工作表", ""),
        ("2024", ""),
    ],
)
def test_a_file_is_known_by_its_name(name, table):
    """In English or Chinese, with what people add to names."""
    assert table == table_of_name(name, load_schemas(SCHEMAS))


def test_a_file_is_known_by_its_columns():
    """Where the name says nothing, all columns that the table must have do."""
    assert "task_indicators" == fix_one("新建文件.csv", LINKS).table
    assert (
        "units"
        == fix_one("a.csv", "单位编号,单位名称,单位种类,是否集合名称\nsifaju,示例市司法局,government,否\n").table
    )
    unknown = fix_one("a.csv", "甲,乙\n1,2\n")
    assert unknown.is_refused
    assert ["table-unknown"] == [issue.code for issue in unknown.issues]


def test_the_caller_knows_best():
    """``table`` and ``encoding`` stand above what can be found out; what there is not is a wrong call."""
    assert "assignments" == fix_one("units.csv", LINKS, table="assignments").table
    big5 = "task_id,indicator_id\n權責清單,lists\n".encode("big5")
    assert fix_one("task_indicators.csv", big5).is_refused
    assert "權責清單" == fix_one("task_indicators.csv", big5, encoding="big5").rows[0][0]
    with pytest.raises(UsageError, match=r"^there is no table 'maps'; known are documents, units, .*, registers$"):
        fix_one("tasks.csv", LINKS, table="maps")
    with pytest.raises(UsageError, match=r"^there is no encoding 'no-such'$"):
        fix_one("tasks.csv", LINKS, encoding="no-such")


def test_words_around_a_column_name_do_not_matter():
    forms = ["task_id", " Task ID ", "＊任务", "任务（必填）", "ｔａｓｋ＿ｉｄ", "task-id", "任务\n（选填）", "任务："]
    assert {"taskid", "任务"} == {plain_name(form) for form in forms}


@pytest.mark.parametrize("header", ["任务 task_id,指标", "task_id（任务）,INDICATOR_ID", "任务(task_id),*指标"])
def test_columns_are_known_by_title_and_name(header):
    fixed = fix_one("task_indicators.csv", f"{header}\nlaw-2025-001,lists\n")
    assert ("task_id", "indicator_id") == fixed.header
    assert LINKS.encode() == fixed.content


def test_columns_keep_their_order():
    assert ("indicator_id", "task_id") == fix_one("task_indicators.csv", "指标,任务\nlists,law-2025-001\n").header


def test_a_full_width_comma_parts_columns_only_where_the_header_proves_it():
    """In texts it stands everywhere."""
    text = "milestone_id,plan_id,title\nms1,law-2025,甲，乙，丙\n"
    assert fix_one("milestones.csv", text).is_clean
    assert ["separator"] == codes(fix_one("milestones.csv", text.replace("，", "、").replace(",", "，")).repairs)


def test_column_names_of_another_table_prove_no_separator():
    """Where it is known which table a file is."""
    header = "结果编号;指标\n"
    assert [] == codes(fix_one("milestones.csv", header).repairs)
    assert ["separator"] == codes(fix_one("a.csv", header).repairs)


def test_one_name_proves_no_separator():
    """Two do: a single one may stand in any remark."""
    fixed = fix_one("milestones.csv", "截止日期，另见附件\n2024-03-31，甲\n")
    assert () == fixed.repairs
    assert fixed.is_refused


def test_a_comma_too_many_is_never_cut_to_fit():
    """Also where the last cell of the row is empty, so that nothing would seem to be lost."""
    fixed = fix_one("milestones.csv", "milestone_id,plan_id,title,holder\nms1,law-2025,甲,乙,\n")
    assert ["row-shape"] == [issue.code for issue in fixed.issues]
    assert fixed.is_refused


def test_data_above_the_column_names_is_nobodys_to_throw_away():
    fixed = fix_one("milestones.csv", "ms0,law-2025,甲\nmilestone_id,plan_id,title\nms1,law-2025,乙\n")
    assert fixed.is_refused
    assert ["header-wrong"] == [issue.code for issue in fixed.issues]


def test_references_get_the_zeros_of_the_key_they_point_to():
    """In every table that names a task; in a column that names none, 1 stays 1."""
    fixed = fix_one("task_indicators.csv", "task_id,indicator_id\nlaw-2025-1,lists-1\n")
    assert ("law-2025-001", "lists-1") == fixed.rows[0]


def test_codes_in_words_become_codes_only_where_they_are_codes():
    fixed = fix_one("assignments.csv", "task_id,unit_id,role,order,is_open\nlaw-2025-001,牵头,牵头,1,否\n")
    assert ("law-2025-001", "牵头", "lead", "1", "false") == fixed.rows[0]


def test_places_are_those_of_the_file_as_it_came():
    """Rows count from the first line of the file, columns by their letters there, whatever is taken away."""
    content = "表一,,\n,,\n节点编号,,节点名称,所属计划,截止日期\n,,,,\nms1,,甲,law-2025,2024年3月31日\n"
    fixed = fix_one("milestones.csv", content)
    placed = next(repair for repair in fixed.repairs if repair.code == "date-form")
    assert (5, "due_date", "截止日期", "E") == (placed.row, placed.column, placed.label, placed.letter)
    assert ("2024年3月31日", "2024-03-31") == (placed.before, placed.after)
    assert "第 5 行 · 「截止日期 due_date」列（E）" == str(placed.where)


def test_damaged_cells_keep_the_file_from_being_written():
    fixed = fix_one("milestones.csv", "milestone_id,plan_id,title,due_date\nms1,law-2025,锟斤拷,2024/3/31\n")
    assert fixed.is_refused
    assert ["date-form"] == codes(fixed.repairs)


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16", "utf-16-le", "utf-32", "utf-8-sig"])
def test_chinese_is_read_in_every_usual_encoding(encoding):
    """The same text, whatever the bytes; UTF-16 without its mark is refused."""
    text = "milestone_id,plan_id,title\nms1,law-2025,主要制度基本建立（示例）\n"
    fixed = fix_one("milestones.csv", text.encode(encoding))
    if encoding == "utf-16-le":
        assert fixed.is_refused
    else:
        assert text.encode() == fixed.content


COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
COMMON += "同工也能下过子说产种面而方后多定行学法"
COMMON += "得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由"


@given(title=st.text(st.sampled_from(COMMON), min_size=4, max_size=40), cut=st.integers(0, 200))
def test_utf_8_that_lost_a_byte_is_never_taken_for_another_encoding(title, cut):
    """Whatever byte of the Chinese is gone, the file is refused, not read as something else."""
    content = f"milestone_id,plan_id,title\nms1,law-2025,{title}\n".encode()
    first = content.index(title.encode())
    place = first + cut % len(title.encode())
    assert fix_one("milestones.csv", content[:place] + content[place + 1 :]).is_refused


@given(title=st.text(st.sampled_from(COMMON), min_size=4, max_size=40))
def test_ordinary_chinese_in_gbk_is_read_right(title):
    text = f"milestone_id,plan_id,title\nms1,law-2025,{title}\n"
    content = text.encode("gbk")
    fixed = fix_one("milestones.csv", content)
    # By chance, and in files of a few words only, GBK is faultless UTF-8 as well: then it is refused.
    assert () == fixed.rows or title == fixed.rows[0][2]


def test_too_few_characters_to_tell_encodings_apart_are_asked_about():
    """Words in GBK whose bytes are faultless UTF-8 would read as Greek."""
    content = "milestone_id,plan_id,title\nms1,law-2025,巍伟\n".encode("gbk")
    assert "巍伟" not in content.decode("utf-8")
    assert fix_one("milestones.csv", content).is_refused
    assert "巍伟" == fix_one("milestones.csv", content, encoding="gbk").rows[0][2]


def test_each_sheet_of_a_workbook_is_a_table():
    """Known by its name or its columns; what explains the others or is hidden is left out."""
    content = book(
        {
            "填写说明": [["先看这里"]],
            "任务指标": LINK_ROWS,
            "Sheet3": [["milestone_id", "plan_id", "title"], ["ms1", "law-2025", "甲"]],
            "旧": LINK_ROWS,
        },
        lambda made: setattr(made["旧"], "sheet_state", "hidden"),
    )
    found = fix_content("报送.xlsx", content, SCHEMAS)
    assert [("任务指标", "task_indicators"), ("Sheet3", "milestones")] == [(one.sheet, one.table) for one in found]
    assert LINKS.encode() == found[0].content


def test_with_a_table_given_only_its_sheet_is_taken():
    sheets = {"任务指标": LINK_ROWS, "其他": [["甲", "乙"], [1, 2]]}
    assert ["任务指标"] == [one.sheet for one in fix_content("a.xlsx", book(sheets), SCHEMAS, table="task_indicators")]


def test_two_sheets_for_one_table_are_refused():
    found = fix_content("报送.xlsx", book({"任务指标": LINK_ROWS, "任务指标表": LINK_ROWS}), SCHEMAS)
    assert [True, True] == [one.is_refused for one in found]
    assert "工作表「任务指标」、「任务指标表」都是同一张表" in str(found[0].issues[0].message)


def test_a_sheet_that_is_no_table_is_said_to_be_none():
    found = fix_content("报送.xlsx", book({"任务指标": LINK_ROWS, "统计": [["甲", "乙"], [1, 2]]}), SCHEMAS)
    assert [[], ["table-unknown"]] == [[issue.code for issue in one.issues] for one in found]


def test_what_only_the_workbook_shows_is_decided_before_anything_is_written():
    """In CSV nobody would see that 0.92 was 92 %, nor that cells were joined."""

    def percent(made):
        made["results"]["B2"].number_format = "0.00%"

    rows = [["result_id", "value", "indicator_id", "scope", "precision", "document_id"]]
    rows.append(["r1", 0.92, "review-rate", "own", "exact", "report-2022"])
    fixed = fix_one("results.xlsx", book({"results": rows}, percent))
    assert fixed.is_refused
    assert [("percent-cell", "92")] == [(repair.code, repair.after) for repair in fixed.proposals]
    joined = fix_one(
        "task_indicators.xlsx", book({"a": [*LINK_ROWS, [None, "x"]]}, lambda made: made["a"].merge_cells("A2:A3"))
    )
    assert joined.is_refused
    assert [("merged-cell", "law-2025-001", 3)] == [(row.code, row.after, row.row) for row in joined.proposals]


@pytest.fixture
def messy(tmp_path):
    path = tmp_path / "milestones.csv"
    path.write_bytes(
        "节点编号,所属计划,节点名称,截止日期\nms1,law-2025,|甲|\u200b,2024/3/31\nms2,law-2025,乙,2024年3月底\n".encode(
            "gb18030"
        )
    )
    return path


def run(*arguments):
    return CliRunner().invoke(gongkai, ["fix", *map(str, arguments)])


def test_the_command_shows_and_writes_nothing_unless_asked(messy):
    content = messy.read_bytes()
    shown = run(messy)
    assert 1 == shown.exit_code
    assert "第 2 行 · 「截止日期 due_date」列（D） · 「2024/3/31」 → 「2024-03-31」 · 日期写法" in shown.output
    assert "「2024年3月底」 → 建议 「2024-03-31」" in shown.output
    assert "‹U+200B›" in shown.output
    assert "没有写入任何文件" in shown.output
    assert content == messy.read_bytes()
    written = run(messy, "--write")
    assert "已写入 milestones.csv。" in written.output
    assert "没有写入任何文件" not in written.output
    assert messy.read_text(encoding="utf-8").startswith(
        "milestone_id,plan_id,title,due_date\nms1,law-2025,|甲|,2024-03-31\n"
    )


def test_exit_code_says_whether_something_is_left(tmp_path):
    path = tmp_path / "task_indicators.csv"
    for text, code in ((LINKS, 0), (LINKS.replace("001", "1"), 0), ("甲\n", 1), (LINKS.replace("law", "LAW"), 1)):
        path.write_text(text, encoding="utf-8")
        assert code == run(path).exit_code, text
    assert 2 == run(tmp_path / "none.csv").exit_code
    assert 2 == CliRunner().invoke(gongkai, ["fix"]).exit_code


def test_json_is_for_programs(messy):
    told = json.loads(run(messy, "--format", "json").output)
    (file,) = told["files"]
    assert (str(messy), "milestones", False, None) == (
        file["file"],
        file["table"],
        file["is_refused"],
        file["written_to"],
    )
    assert 7 == len(file["repairs"])
    (proposal,) = file["proposals"]
    assert ("date-part", 3, "D", "2024-03-31") == tuple(proposal[key] for key in ("code", "row", "letter", "after"))


def test_markdown_shows_cells_as_text(messy):
    told = run(messy, "--format", "markdown").output
    assert "&#124;甲&#124;" in told
    assert "|甲|" not in told


def test_every_sentence_of_the_three_forms_is_said_for_no_files():
    for form in ("text", "json", "markdown"):
        assert format_fixed([], form, load_vocabulary(SCHEMAS), CHINESE, is_written=True)
        assert format_fixed([Written(fix_one("a.csv", ""))], form, load_vocabulary(SCHEMAS), CHINESE, is_written=False)

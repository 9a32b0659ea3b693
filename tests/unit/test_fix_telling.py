"""What fix says of its files, to the letter: for clerks, for programs and for pull requests."""

import json
from pathlib import Path

import pytest

from generator.fix import Fixed, PlacedRepair, Written, format_fixed
from generator.issues import IssueLog
from generator.sentences import sentence
from generator.vocabulary import load_vocabulary
from tests.fixing import SCHEMAS

VOCABULARY = load_vocabulary(SCHEMAS)
WHERE = (2, "title", "节点名称", "C")
SAFE = PlacedRepair("invisible-characters", True, *WHERE, before="|甲|\u200b", after="|甲|")
ROWS = PlacedRepair("blank-rows", True, 3, last_row=5)
ASKED = PlacedRepair("date-part", False, 6, "due_date", "截止日期", "D", before="2024年3月底", after="2024-03-31")
NOTE = PlacedRepair("note-row", False, 7, before="注：\n甲\u3000|")
HEAD = "| 文件 | 位置 | 改前 | 改后 | 说明 | 状态 |\n| --- | --- | --- | --- | --- | --- |\n"
REMINDER = "gongkai fix 只看写法。编号、代码和引用对不对，请再用 gongkai check 检查。"
PREVIEW = "以上只是预览，没有写入任何文件。要写入，请加上 --write 再运行一次。"
PART = "只写了月、季度、年底之类，或写了某日之前。这里算出那段时间的最后一天；原来的说法写进时限原文，请核对。"


def stages(**values):
    return Fixed("a.csv", "milestones", "阶段节点", **values)


def refused():
    """A sheet that cannot be written: three findings, of a cell, of a file with a value, and of the file alone."""
    log = IssueLog("", SCHEMAS)
    log.add("encoding-wrong", sentence("坏了。"), file="b.xlsx", row=2, value="锟斤拷", advice=sentence("重抄。"))
    log.add("file-too-large", sentence("太大。"), file="b.xlsx", value=9, advice=sentence("分开。"))
    log.add("header-wrong", sentence("没有。"), file="b.xlsx", advice=sentence("补上。"))
    return Fixed("b.xlsx", sheet="表\u200b一", issues=log.issues)


def told(form, *files, is_written=False):
    return format_fixed(files, form, VOCABULARY, is_written=is_written)


def test_a_clerk_reads_place_change_and_reason():
    """Line by line; what a proposal asks for is said once for those of a kind that follow each other."""
    fixed = stages(repairs=(SAFE, ROWS), proposals=(ASKED, ASKED, NOTE, ASKED), content=b"")
    asked = "    第 6 行 · 「截止日期 due_date」列（D） · 「2024年3月底」 → 建议 「2024-03-31」 · 不是一天\n"
    note = VOCABULARY.lists["repair-kinds"]["note-row"]
    assert told("text", Written(fixed)) == (
        "a.csv（表 milestones：阶段节点）\n"
        "  可以改正 2 处：\n"
        "    第 2 行 · 「节点名称 title」列（C） · 「|甲|‹U+200B›」 → 「|甲|」 · 有看不见的字符\n"
        "    第 3 至 5 行 · 去掉空行\n"
        "  请核对 4 处，没有改动：\n"
        f"{asked}      {PART}\n{asked}"
        f"    第 7 行 · 「注：‹U+000A›甲‹U+3000›|」 · {note.label}\n      {note['meaning']}\n"
        f"{asked}      {PART}\n"
        "\n"
        "共 1 张表：已改正 0 处，可以改正 2 处，请核对 4 处，请自己改 0 处。\n"
        f"{REMINDER}\n{PREVIEW}\n"
    )


def test_a_clerk_reads_what_only_hands_can_mend():
    """Place and value as far as they are known; the name of a sheet shows what cannot be seen in it."""
    said = (
        "b.xlsx · 工作表「表‹U+200B›一」\n"
        "  请自己改 3 处：\n"
        "    第 2 行 · 当前值「锟斤拷」\n      坏了。 重抄。\n"
        "    当前值「9」\n      太大。 分开。\n"
        "    整个文件\n      没有。 补上。\n"
    )
    total = f"\n共 1 张表：已改正 0 处，可以改正 0 处，请核对 0 处，请自己改 3 处。\n{REMINDER}\n"
    assert said + total == told("text", Written(refused()))
    reason = Written(refused(), None, sentence("没有写入：先改好上面的问题。"))
    assert f"{said}  没有写入：先改好上面的问题。\n{total}" == told("text", reason, is_written=True)


def test_a_clerk_reads_what_was_written():
    """Of each file by itself; where there was nothing to do that is all that is said."""
    done = Written(stages(repairs=(SAFE,), content=b""), Path("x/milestones.csv"))
    clean = Written(stages(content=b""))
    asked = Written(stages(proposals=(NOTE,), content=b""))
    said = told("text", done, clean, asked, Written(stages(repairs=(ROWS,), content=b"")), is_written=True)
    name = "a.csv（表 milestones：阶段节点）\n"
    first, second, third, fourth, totals = said.split("\n\n")
    assert f"{name}  已改正 1 处：\n" in f"{first}\n"
    assert "  已写入 milestones.csv。" == first.splitlines()[-1]
    assert f"{name}  没有可以改正的地方。" == second
    assert 4 == len(third.splitlines())
    assert f"{name}  可以改正 1 处：\n    第 3 至 5 行 · 去掉空行" == fourth
    assert f"共 4 张表：已改正 1 处，可以改正 1 处，请核对 1 处，请自己改 0 处。\n{REMINDER}\n" == totals


def test_a_preview_says_so_only_where_something_could_be_written():
    assert PREVIEW in told("text", Written(stages(repairs=(ROWS,), content=b"")))
    assert PREVIEW not in told("text", Written(stages(repairs=(ROWS,), content=b"")), is_written=True)
    assert PREVIEW not in told("text", Written(stages(proposals=(ASKED,), content=b"")))


CHANGES = [
    (PlacedRepair("dash", True, 2, before="−8", after="-8"), "第 2 行 · 「−8」 → 「-8」"),
    (PlacedRepair("no-value-word", False, 2, before="无", after=""), "第 2 行 · 「无」 → 建议 （空）"),
    (PlacedRepair("blanks-around", True, 2, before=" ", after=""), "第 2 行 · 「 」 → （空）"),
    (PlacedRepair("merged-cell", False, 2, before="", after="甲"), "第 2 行 · （空） → 建议 「甲」"),
    (PlacedRepair("formula", False, 2, before="=A1", after=None), "第 2 行 · 「=A1」"),
    (PlacedRepair("look-alikes", False, 2, before="lаw", after="law"), "第 2 行 · 「l‹U+0430›w」 → 建议 「law」"),
    (PlacedRepair("web-code", False, 2, before="lаw", after="\u202e"), "第 2 行 · 「lаw」 → 建议 「‹U+202E›」"),
    (PlacedRepair("blank-columns", True, letter="B–C"), "B–C 列"),
    (PlacedRepair("workbook", True, before="甲"), "「甲」"),
]


@pytest.mark.parametrize(("repair", "words"), CHANGES, ids=lambda value: getattr(value, "code", ""))
def test_a_change_is_told_as_far_as_it_is_one(repair, words):
    """Empty cells in words, letters that look like others by their numbers, whole rows and columns by their place."""
    fixed = stages(**{"repairs" if repair.is_safe else "proposals": (repair,)}, content=b"")
    assert f"    {words} · {VOCABULARY.lists['repair-kinds'][repair.code].label}\n" in told("text", Written(fixed))


@pytest.mark.parametrize("is_written", [True, False])
def test_programs_read_the_same_fields_in_every_case(is_written):
    done = Written(stages(repairs=(ROWS,), proposals=(ASKED,), content=b""), Path("x/milestones.csv"))
    said = told("json", done, Written(refused()), is_written=is_written)
    assert json.loads(said) == {
        "is_written": is_written,
        "files": [
            {
                "file": "a.csv",
                "sheet": "",
                "table": "milestones",
                "is_refused": False,
                "written_to": "milestones.csv",
                "repairs": [
                    {
                        "code": "blank-rows",
                        "is_safe": True,
                        "row": 3,
                        "last_row": 5,
                        "column": "",
                        "label": "",
                        "letter": "",
                        "before": "",
                        "after": None,
                    }
                ],
                "proposals": [
                    {
                        "code": "date-part",
                        "is_safe": False,
                        "row": 6,
                        "last_row": None,
                        "column": "due_date",
                        "label": "截止日期",
                        "letter": "D",
                        "before": "2024年3月底",
                        "after": "2024-03-31",
                    }
                ],
                "issues": [],
            },
            {
                "file": "b.xlsx",
                "sheet": "表\u200b一",
                "table": "",
                "is_refused": True,
                "written_to": None,
                "repairs": [],
                "proposals": [],
                "issues": [issue.as_dict() for issue in refused().issues],
            },
        ],
    }


def test_a_pull_request_shows_a_table():
    """Signs of Markdown as text, everything of a row in one line, and the sums above."""
    fixed = stages(repairs=(SAFE, ROWS), proposals=(ASKED, NOTE), content=b"")
    name, note = "a.csv（表 milestones：阶段节点）", VOCABULARY.lists["repair-kinds"]["note-row"]["meaning"]
    cell = "第 2 行 · 「节点名称 title」列（C） | &#124;甲&#124;‹U+200B› | &#124;甲&#124; | 有看不见的字符"
    rows = (
        f"| {name} | 第 6 行 · 「截止日期 due&#95;date」列（D） | 2024年3月底 | 2024-03-31 | {PART} | 请核对 |\n"
        f"| {name} | 第 7 行 | 注：‹U+000A›甲‹U+3000›&#124; |  | {note} | 请核对 |\n"
    )
    sums = "请核对 2 处，请自己改 0 处。"
    assert told("markdown", Written(fixed)) == (
        f"**共 1 张表：已改正 0 处，可以改正 2 处，{sums} {REMINDER} {PREVIEW}**\n\n{HEAD}"
        f"| {name} | {cell} | 可以改正 |\n| {name} | 第 3 至 5 行 |  |  | 去掉空行 | 可以改正 |\n{rows}"
    )
    assert told("markdown", Written(fixed, Path("x/milestones.csv")), is_written=True) == (
        f"**共 1 张表：已改正 2 处，可以改正 0 处，{sums} {REMINDER}**\n\n{HEAD}"
        f"| {name} | {cell} | 已改正 |\n| {name} | 第 3 至 5 行 |  |  | 去掉空行 | 已改正 |\n{rows}"
    )


def test_a_pull_request_shows_what_only_hands_can_mend():
    """A table has the place in a column of its own; no table where there is nothing to show."""
    name = "b.xlsx · 工作表「表‹U+200B›一」"
    assert told("markdown", Written(refused())).endswith(
        f"\n\n{HEAD}"
        f"| {name} | 第 2 行 | 锟斤拷 |  | 坏了。 重抄。 | 请自己改 |\n"
        f"| {name} |  | 9 |  | 太大。 分开。 | 请自己改 |\n"
        f"| {name} |  |  |  | 没有。 补上。 | 请自己改 |\n"
    )
    sums = "共 1 张表：已改正 0 处，可以改正 0 处，请核对 0 处，请自己改 0 处。"
    assert f"**{sums} {REMINDER}**\n\n" == told("markdown", Written(stages(content=b"")))

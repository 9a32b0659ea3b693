"""Why fix refuses a file, word for word: the place, the value, the sentence and the advice of every finding.

``fix_findings.csv`` is what is said now; ``--update-golden`` accepts what is said instead, to be read and reviewed.
"""

import csv
from pathlib import Path

import pytest

from generator.fix import fix_content
from tests.fixing import LINK_ROWS, SCHEMAS, STAGE_ROWS, STAGES, book

GOLDEN = Path(__file__).with_name("fix_findings.csv")
HEADS = ("case", "code", "severity", "file", "row", "column", "label", "letter", "value", "message", "advice")
GREEK = STAGES.encode() + "ms1,law-2025,巍伟\n".encode("gbk")
HALF = "ms2,law-2025,甲乙".encode()[:-1]
FAR = "ms1,law-2025,示例示例示例示例示例示例示例示例示例示例".encode()


def _edited(cell: str, value: object) -> bytes:
    """A workbook of stages with another cell in it."""
    return book({"阶段节点": STAGE_ROWS}, lambda made: made["阶段节点"].__setitem__(cell, value))


# Name of the case → name of the file, its content, and what else the caller says.
CASES: dict[str, tuple[str, str | bytes, dict[str, str]]] = {
    "old workbook": ("a.csv", b"\xd0\xcf\x11\xe0", {}),
    "page": ("a.xls", " \n<HTML><body>", {}),
    "page with its type": ("a.xls", "<!DOCTYPE html>", {}),
    "table of a page": ("a.xls", "<Table>", {}),
    "xml": ("a.xls", '<?xml version="1.0"?>', {}),
    "head of a page": ("a.xls", "<meta charset=gbk>", {}),
    "page after blanks": ("a.xls", " " * 195 + "<html>", {}),
    "no page": ("units.csv", " " * 196 + "<html>", {}),
    "null byte": ("a.csv", STAGES + "ms1,law-2025,a\nms2,\0\nms3,\0\n", {}),
    "null byte in the first line": ("a.csv", "a\0\n", {}),
    "null bytes of another encoding": ("a.csv", (STAGES + "ms1,law-2025,示例\n").encode("utf-16-le"), {}),
    "null bytes in an encoding that was named": ("a.csv", b"\xff\0", {"encoding": "gb18030"}),
    "null bytes below a mark": ("a.csv", b"\xef\xbb\xbf\xff\0", {}),
    "two encodings": ("milestones.csv", STAGES.encode() + b"ms1,,\n" + HALF + b"\nms3,,\n", {}),
    "fault in the first line": ("milestones.csv", HALF, {}),
    "fault in a line of another system": ("a.csv", STAGES.encode() + b"\r\n" + HALF[:-1] + b"\xff \r\nms3\r\n", {}),
    "fault in a last line": ("milestones.csv", STAGES.encode() + HALF, {}),
    "fault far into a long line": ("milestones.csv", STAGES.encode() + FAR + b"\xff" + FAR + b"\nms2,,\n", {}),
    "no Chinese": ("milestones.csv", STAGES.encode() + "ms1,law-2025,Größe Übermaß\n".encode("latin-1"), {}),
    "characters that nobody uses": ("milestones.csv", STAGES.encode() + "的".encode("gbk") * 20 + b"\xaa\xa1\n", {}),
    "too many rare characters": ("milestones.csv", STAGES.encode() + ("犇" * 4 + "的" * 16).encode("gbk"), {}),
    "Japanese": ("milestones.csv", STAGES.encode() + "ms1,law-2025,ひらがなとかたかな\n".encode("shift_jis"), {}),
    "little Chinese": ("milestones.csv", GREEK, {}),
    "mark of UTF-8": ("milestones.csv", b"\xef\xbb\xbf" + STAGES.encode() + b"ms1,\xff,\n", {}),
    "mark of UTF-16": ("milestones.csv", b"\xff\xfe" + STAGES.encode("utf-16-le") + b"\x00\xd8", {}),
    "mark of UTF-16, the other way round": ("milestones.csv", b"\xfe\xff" + STAGES.encode("utf-16-be") + b"\xd8", {}),
    "mark of UTF-32": ("milestones.csv", b"\xff\xfe\0\0" + STAGES.encode("utf-32-le") + b"\xff", {}),
    "mark of UTF-32, the other way round": ("milestones.csv", b"\0\0\xfe\xff" + b"\xff", {}),
    "encoding that was named": ("milestones.csv", STAGES.encode() + b"ms1,\xff\n", {"encoding": "gb18030"}),
    "long cell": ("milestones.csv", STAGES + "ms1,law-2025,甲\nms2," + "a" * 5001 + ",b\n", {}),
    "open quote": ("milestones.csv", STAGES + 'ms1,"law\n2025",甲\nms2, "law-2025",甲\nms3,"law - 2025,甲\n乙\n', {}),
    "quote in a row": ("milestones.csv", STAGES + 'ms1,law-2025,"甲"乙\nms2,law-2025,乙\n', {}),
    "quote in a file that nobody knows": ("a.csv", '甲,"乙"丙\n', {}),
    "no table": ("新建.csv", "甲,乙\n1,2\n", {}),
    "no table in a sheet": ("新建.xlsx", book({"统计": [["甲"], [1]]}), {}),
    "nothing": ("units.csv", "", {}),
    "blank lines": ("units.csv", "\n , \n", {}),
    "no column names": ("task_indicators.csv", "\n law-2025-001,甲\n乙\n", {}),
    "column names too far down": ("task_indicators.csv", "甲\n" * 20 + "task_id,indicator_id\n", {}),
    "too many columns": ("milestones.csv", STAGES[:-1] + "," + ",x" * 98 + "\n", {}),
    "data above the names": ("milestones.csv", "表一,,\nms0, ,law-2025,甲\n" + STAGES + "ms1,law-2025,乙\n", {}),
    "content without a name": ("milestones.csv", STAGES[:-1] + ",\nms1,law-2025,甲,乙\n", {}),
    "unknown column": ("milestones.csv", STAGES[:-1] + ",天气\nms1,law-2025,甲,晴\n", {}),
    "column that is misspelled": ("milestones.csv", "milestone_id,plan_id,titel\nms1,law-2025,甲\n", {}),
    "column that is invisible": ("milestones.csv", STAGES[:-1] + ",\u202e甲\nms1,law-2025,甲,乙\n", {}),
    "column twice": ("milestones.csv", STAGES[:-1] + ",计划名,节点\u200b名称\nms1,law-2025,甲,,乙\n", {}),
    "columns missing": ("表.csv", "节点编号,周期\nms1,P1Y\n", {"table": "milestones"}),
    "too many cells": ("milestones.csv", STAGES + "ms1,law-2025,甲,\n", {}),
    "too few cells": ("milestones.csv", STAGES + "ms1,law-2025\n", {}),
    "only names": ("milestones.csv", "一览\n" + STAGES, {}),
    "damaged cell": ("milestones.csv", STAGES + "ms1,law-2025,锟斤拷\n", {}),
    "formula without a value": ("milestones.xlsx", _edited("C2", "=A1&B1"), {}),
    "empty workbook": ("a.xlsx", book({"甲": [], "乙": [[" "]]}), {}),
    "broken workbook": ("a.xlsx", b"PK\x03\x04", {}),
    "two sheets for a table": ("a.xlsx", book({"任务指标": LINK_ROWS, "Sheet2": LINK_ROWS}), {}),
}


def found(case: str) -> list[dict[str, str]]:
    """What the golden file says of a case."""
    name, content, options = CASES[case]
    rows = []
    for fixed in fix_content(name, content if isinstance(content, bytes) else content.encode(), SCHEMAS, **options):
        for issue in fixed.issues:
            assert "" == issue.locality
            values = {head: getattr(issue, head) for head in HEADS[1:]}
            rows.append({"case": case} | {head: "" if value is None else str(value) for head, value in values.items()})
    return rows


@pytest.fixture(scope="module", autouse=True)
def accepted(request: pytest.FixtureRequest) -> None:
    """With ``--update-golden`` what is found now becomes what is expected."""
    if request.config.getoption("--update-golden"):
        with GOLDEN.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, HEADS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(row for case in CASES for row in found(case))


@pytest.mark.parametrize("case", CASES)
def test_a_refusal_says_where_why_and_what_to_do(case: str) -> None:
    """In words that name the place in the file as it came."""
    with GOLDEN.open(encoding="utf-8", newline="") as handle:
        assert [row for row in csv.DictReader(handle) if row["case"] == case] == found(case)


def test_the_file_has_no_case_too_many() -> None:
    """What is no longer tried is no longer in it."""
    with GOLDEN.open(encoding="utf-8", newline="") as handle:
        assert {row["case"] for row in csv.DictReader(handle)} <= set(CASES)

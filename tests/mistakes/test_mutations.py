"""Files that nobody thought of: whatever is done to the corpus, nothing breaks off, runs on, or gets lost unseen."""

import csv
import io
import shutil

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.fix import fix_content
from generator.fix.records import ONLY_IN_WORKBOOKS
from generator.issues import ERROR
from tests.mistakes.corpus import SCHEMAS, findings, place, read_cases

CASES = read_cases()
CONTENTS = {case.file: case.content for case in CASES}
ODD = [
    "\0",
    "\r",
    "\n",
    "\t",
    '"',
    ",",
    "，",
    ";",
    "\ufeff",
    "\u200b",
    "\u202e",
    "\u3000",
    "\xa0",
    "\ufffd",
    "\ue000",
    "\x85",
]
ODD += [
    "锟斤拷",
    "=1+1",
    "'",
    "１",
    "％",
    "万",
    "—",
    "无",
    "NaN",
    "合计",
    "注：",
    "2024年3月31日",
    "45382",
    "𠮷",
    "<b>",
    "&nbsp;",
]


@st.composite
def mutated(draw):
    """A file of the corpus after a few accidents, and its table."""
    case = draw(st.sampled_from(CASES))
    content = bytearray(CONTENTS[case.file])
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(content) - 1, 0)))
        accident = draw(st.sampled_from(["flip", "cut", "drop", "insert", "line", "swap", "encode"]))
        if accident == "flip" and content:
            content[at] = draw(st.integers(0, 255))
        elif accident == "cut":
            del content[at:]
        elif accident == "drop":
            del content[at : at + draw(st.integers(1, 3))]
        elif accident == "insert":
            content[at:at] = draw(st.sampled_from(ODD)).encode(draw(st.sampled_from(["utf-8", "gb18030"])), "replace")
        elif accident in {"line", "swap"}:
            lines = bytes(content).split(b"\n")
            line = lines[draw(st.integers(0, len(lines) - 1))]
            lines.insert(draw(st.integers(0, len(lines))), line)
            if accident == "swap":
                lines.remove(line)
            content = bytearray(b"\n".join(lines))
        elif accident == "encode":
            content = bytearray(bytes(content).decode("utf-8", "replace").encode("gb18030", "replace"))
    return bytes(content), case.table


def look_at(content, table):
    """Fix a file, and hold what came of it against what was promised."""
    for fixed in fix_content(f"{table}.csv", content, SCHEMAS):
        if fixed.is_refused:
            is_open = any(repair.code in ONLY_IN_WORKBOOKS for repair in fixed.proposals)
            assert is_open or any(issue.severity == ERROR for issue in fixed.issues)
            continue
        repeated = sum(repair.code == "repeated-header" for repair in fixed.repairs)
        assert len(fixed.rows) == fixed.source_rows - repeated
        assert all(len(row) == len(fixed.header) for row in fixed.rows)
        if not fixed.repairs:
            assert content == fixed.content
            continue
        parsed = list(csv.reader(io.StringIO(fixed.content.decode("utf-8"), newline=""), strict=True))
        assert [list(fixed.header), *map(list, fixed.rows)] == parsed
        # Letters of Greek and no Chinese at all could be GBK: whoever knows better has to say so.
        has_chinese = max(fixed.content.decode("utf-8"), default="") >= "\u0800"
        encoding = "" if has_chinese else "utf-8"
        (again,) = fix_content(f"{fixed.table}.csv", fixed.content, SCHEMAS, encoding=encoding)
        assert (fixed.content, (), fixed.rows) == (again.content, again.repairs, again.rows)


@settings(max_examples=250)
@given(case=mutated())
def test_any_accident_is_survived_by_fix(case):
    """No exception, no row lost; what would be written is strict UTF-8, reads as it was meant, and stays as it is."""
    look_at(*case)


@settings(max_examples=25)
@given(case=mutated())
def test_any_accident_is_survived_by_check(case, tmp_path_factory):
    """No exception; every finding says where it is and what to do."""
    content, table = case
    folder = tmp_path_factory.mktemp("accident")
    for issue in findings(place(content, table, folder).parent):
        assert issue.file
        assert str(issue.message)
        assert str(issue.advice)
    shutil.rmtree(folder)


@given(content=st.binary(max_size=400), table=st.sampled_from(["registers", "results"]))
def test_any_bytes_can_be_looked_at(content, table):
    look_at(content, table)


@given(
    rows=st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=13), max_size=6),
    header=st.sampled_from(["task_id,indicator_id", "任务,指标", "任务 ; 指标*", "task_id\tindicator_id"]),
    separator=st.sampled_from([",", ";", "\t", "，"]),
)
def test_any_cells_can_be_looked_at(rows, header, separator):
    """Tables of any cells below a header of any make."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, lineterminator="\n").writerows(
        [[cell.encode("utf-8", "ignore").decode() for cell in row] for row in rows]
    )
    look_at(f"{header}\n{buffer.getvalue()}".encode(), "task_indicators")

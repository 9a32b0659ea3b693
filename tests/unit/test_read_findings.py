"""What reading a package says, word for word: the place, the value, the sentence and the advice of every finding.

``read_findings.csv`` is what is said now; ``--update-golden`` accepts what is said instead, to be read and reviewed.
"""

import csv
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.cells import text_fault, value_fault
from generator.decode import decode_file
from generator.issues import Issue, IssueLog
from generator.load import load_package
from generator.read import RawPackage, folder_content, read_package
from generator.schemas import load_schemas

GOLDEN = Path(__file__).with_name("read_findings.csv")
HEADS = ("case", "code", "file", "row", "line", "column", "value", "suggestion", "message", "advice")
HEAD = "register_id,title\n"
DESCRIPTOR = "datapackage.json"
Make = Callable[..., Path]


def _described(make: Make, **changes: object) -> Path:
    return make({"registers": f"{HEAD}a,甲\n"}, **changes)


def _with_text(make: Make, text: str) -> Path:
    folder = _described(make)
    (folder / DESCRIPTOR).write_text(text, encoding="utf-8")
    return folder


def _with_resource(make: Make, *resources: object) -> Path:
    base = [{"name": name, "path": f"{name}.csv"} for name in ("documents", "units")]
    return _described(make, resources=[*base, *resources])


def _with_file(make: Make, name: str) -> Path:
    folder = _described(make)
    (folder / name).write_text("x\n", encoding="utf-8")
    return folder


def _with_report(make: Make) -> Path:
    folder = _described(make)
    (folder / "reports").mkdir()
    (folder / "reports" / "2023.md").write_bytes(b"\xff")
    return folder


def _with_link(make: Make) -> Path:
    folder = _described(make)
    (folder / "link.csv").symlink_to(folder / "units.csv")
    return folder


def _with_pipe(make: Make) -> Path:
    folder = _described(make)
    os.mkfifo(folder / "pipe.csv")
    return folder


def _without_descriptor(make: Make) -> Path:
    folder = _described(make)
    (folder / DESCRIPTOR).unlink()
    return folder


def _renamed(make: Make) -> Path:
    folder = _described(make)
    return folder.rename(folder.with_name("140400"))


def _linked(make: Make) -> Path:
    folder = _described(make)
    link = folder.with_name("140400-link")
    link.symlink_to(folder)
    return link


def _as_file(make: Make) -> Path:
    path = _described(make).with_name("140400-file")
    path.write_text("x", encoding="utf-8")
    return path


def _misnamed(make: Make) -> Path:
    folder = _with_resource(make, {"name": "register", "path": "register.csv"})
    (folder / "far-away-from-it.csv").write_text("x\n", encoding="utf-8")
    return folder


def _enlarged(make: Make, name: str, size: int) -> Path:
    folder = _described(make)
    os.truncate(folder / name, size)
    return folder


def _table(text: str | bytes) -> Callable[[Make], Path]:
    return lambda make: make({"registers": text})


CASES: dict[str, Callable[[Make], Path]] = {
    "folder name": _renamed,
    "folder is a link": _linked,
    "folder is a file": _as_file,
    "link": _with_link,
    "pipe": _with_pipe,
    "capital letters": lambda make: _with_file(make, "Registers.csv"),
    "name of Windows": lambda make: _with_file(make, "con.csv"),
    "no descriptor": _without_descriptor,
    "descriptor too large": lambda make: _enlarged(make, DESCRIPTOR, 1_000_001),
    "descriptor just not too large": lambda make: _with_text(make, "{}".ljust(1_000_000)),
    "no JSON": lambda make: _with_text(make, '{\n"name": x}'),
    "report that is no UTF-8": _with_report,
    "no object": lambda make: _with_text(make, "[]"),
    "key twice": lambda make: _with_text(make, '{"a": {"b": 1, "b": 2}}'),
    "not a number": lambda make: _with_text(make, '{"a": [{"b": NaN}]}'),
    "thirteen levels": lambda make: _with_text(make, '{"a": ' * 13 + "1" + "}" * 13),
    "twelve levels": lambda make: _with_text(make, '{"a": ' * 11 + "1" + "}" * 11),
    "no resources": lambda make: _described(make, resources=None),
    "resource without name": lambda make: _with_resource(make, {"path": "registers.csv"}),
    "resource is a word": lambda make: _with_resource(make, "registers"),
    "remote": lambda make: _with_resource(make, {"name": "registers", "path": "https://www.example.gov.cn/r.csv"}),
    "settings": lambda make: _with_resource(make, {"name": "registers", "path": "registers.csv", "encoding": "gbk"}),
    "titles": lambda make: _with_resource(
        make, {"name": "registers", "path": "registers.csv", "title": "清单", "description": "清单"}
    ),
    "twice": lambda make: _with_resource(make, *[{"name": "registers", "path": "registers.csv"}] * 2),
    "refused and then right": lambda make: _with_resource(
        make,
        {"name": "x", "path": "y.csv"},
        1,
        *[{"name": "registers", "path": "registers.csv"}] * 2,
        {"name": "units"},
    ),
    "missing and then right": lambda make: _with_resource(
        make, {"name": "reports", "path": "reports.csv"}, {"name": "registers", "path": "registers.csv"}
    ),
    "misnamed": _misnamed,
    "no UTF-8": _table(f"{HEAD}a,甲\nb,".encode() + "规范性文件".encode("gbk") + b"\n"),
    "workbook": _table(b"PK\x03\x04" + bytes(30)),
    "table too large": lambda make: _enlarged(make, "registers.csv", 20_000_001),
    "hundred columns": _table("a," * 99 + "a\n"),
    "too many columns": _table("甲," * 100 + "a\n"),
    "column name of 200": _table("列" * 200 + ",title\n"),
    "column name of 201": _table("title," + "列" * 201 + "\n"),
    "cell too long": _table(f'{HEAD}a,"两\n行"\nb,{"长" * 5001}\n'),
    "cell too long beyond the header": _table(f"{HEAD}a,b,{'长' * 5001}\n"),
    "first of two cells too long": _table(f"{HEAD}{'长' * 5002},{'长' * 5001}\n"),
    "cell just not too long before one that is": _table(f"{HEAD}{'长' * 5000},{'长' * 5001}\n"),
    "blank rows": _table(f'{HEAD}\n , \na,"两\n行"\n,\nb,乙\n'),
    "quote in the last row": _table(f'{HEAD}a,甲\nb,"乙"丙\n'),
    "quote after a cell of two lines": _table(f'{HEAD}a,"两\n行"\nb,"乙\nc,丙\n'),
    "empty": _table(""),
    "empty names": _table(",\na,b\n"),
    "lines end as they like": _table("register_id,title\r\na,甲\rb,乙\r\n"),
}


def findings_of(case: str, issues: tuple[Issue, ...]) -> Iterator[tuple[str, ...]]:
    """The issues as rows of the file."""
    for issue in issues:
        row = "" if issue.row is None else str(issue.row)
        line = "" if issue.line is None else str(issue.line)
        place = (issue.file, row, line, issue.column)
        yield (case, issue.code, *place, issue.value, issue.suggestion, str(issue.message), str(issue.advice))


def seen(case: str, make: Make, log: IssueLog) -> tuple[RawPackage | None, list[tuple[str, ...]]]:
    """What reading gives and says. Names of folders do not depend on where they lie."""
    raw = read_package(CASES[case](make), log)
    return raw, list(findings_of(case, tuple(log.issues)))


@pytest.mark.parametrize("case", CASES)
def test_a_finding_says_where_what_and_how(case: str, make_package: Make, log: IssueLog, pytestconfig) -> None:
    """Each word of it; a case without a row in the file is one in which nothing is found."""
    _, found = seen(case, make_package, log)
    with GOLDEN.open(encoding="utf-8", newline="") as handle:
        rows = [tuple(row.values()) for row in csv.DictReader(handle)]
    if pytestconfig.getoption("--update-golden"):
        places = {name: place for place, name in enumerate(CASES)}
        rows = [row for row in rows if row[0] != case and row[0] in places] + found
        rows.sort(key=lambda row: places[row[0]])
        with GOLDEN.open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle, lineterminator="\n").writerows([HEADS, *rows])
    assert [row for row in rows if row[0] == case] == found


SOUND = ("refused and then right", "missing and then right", "lines end as they like", "blank rows")


@pytest.mark.parametrize("case", SOUND)
def test_what_is_sound_is_read_all_the_same(case: str, make_package: Make, log: IssueLog) -> None:
    """A refused entry or row takes nothing else with it, and line ends are those of a text."""
    raw, _ = seen(case, make_package, log)
    assert raw is not None
    table = raw.tables["registers"]
    assert ("registers", "registers.csv", ("register_id", "title")) == (table.name, table.file, table.header)
    assert ("a", "b")[: len(table.rows)] == tuple(cells[0] for cells in table.rows)
    assert {"documents", "units", "registers"} == set(raw.tables)


def test_line_ends_are_one_in_the_text_and_their_own_in_cells(make_package: Make, log: IssueLog) -> None:
    """Whatever program wrote the file; a cell of two lines is as it was, so that it is found and can be mended."""
    raw = read_package(make_package({"registers": 'register_id,title\r\na,"两\r\n行"\rb,乙\n'}), log)
    assert raw is not None
    assert (("a", "两\r\n行"), ("b", "乙")) == raw.tables["registers"].rows
    assert 'register_id,title\na,"两\n行"\nb,乙\n' == raw.tables["registers"].text


def test_the_bound_on_rows_does_not_count_the_header(make_package: Make, log: IssueLog, monkeypatch) -> None:
    """With a bound of three, three pass, and the fourth is named."""
    monkeypatch.setattr("generator.read._MAX_ROWS", 3)
    raw = read_package(make_package({"registers": f"{HEAD}a,甲\nb,乙\nc,丙\n"}), log)
    assert raw is not None
    assert 3 == len(raw.tables["registers"].rows)
    assert [] == list(log.issues)
    read_package(make_package({"registers": f"{HEAD}a,甲\nb,乙\nc,丙\nd,丁\n"}), log)
    (issue,) = log.issues
    assert ("registers.csv", "5", "表超过 3 行。") == (issue.file, issue.value, str(issue.message))


def test_the_bound_on_files_does_not_count_folders(make_package: Make, log: IssueLog, monkeypatch) -> None:
    """Links to them it does: whatever is no folder counts as a file."""
    monkeypatch.setattr("generator.read._MAX_FILES", 4)
    folder = _described(make_package)
    (folder / "reports").mkdir()
    assert read_package(folder, log) is not None
    assert [] == list(log.issues)
    (folder / "link").symlink_to(folder / "reports")
    assert read_package(folder, log) is None
    (issue,) = log.issues
    assert ("file-too-large", folder.name, "文件夹里的文件超过 4 个。") == (
        issue.code,
        issue.value,
        str(issue.message),
    )


def test_a_folder_that_is_refused_has_no_content_of_its_own(make_package: Make) -> None:
    """A link is not followed, not even to see whether something changed behind it; what is not there is like it."""
    folder = _described(make_package)
    link = folder.with_name("140400-link")
    link.symlink_to(folder)
    assert folder_content(link) == folder_content(folder.with_name("140400-nowhere")) != folder_content(folder)


def test_texts_of_reports_come_with_the_package(make_package: Make, log: IssueLog, schemas_dir: Path) -> None:
    """Their folder is not reported as one that does not belong here."""
    folder = _described(make_package)
    (folder / "reports").mkdir()
    (folder / "reports" / "2023.md").write_text("# 报告\n", encoding="utf-8")
    raw = read_package(folder, log)
    assert raw is not None
    assert {"2023": "# 报告\n"} == raw.narratives == load_package(raw, load_schemas(schemas_dir)).narratives
    assert [] == list(log.issues)


def test_a_licence_says_what_it_says(make_package: Make, log: IssueLog, schemas_dir: Path) -> None:
    """What a descriptor leaves out of one is empty, and the name that stands for none is no licence."""
    licences = [{"name": "a"}, {"title": "乙"}, {"path": "https://www.example.gov.cn/c"}, {"name": "notspecified"}]
    raw = read_package(make_package(licenses=licences), log)
    assert raw is not None
    found = load_package(raw, load_schemas(schemas_dir)).licences
    expected = [("a", "", ""), ("", "乙", ""), ("", "", "https://www.example.gov.cn/c")]
    assert expected == [(row.name, row.title, row.path) for row in found]


def test_a_file_may_go_by_another_name_and_have_its_own_advice(tmp_path: Path, log: IssueLog) -> None:
    """Where a text is no table, what is said of tables does not help."""
    path = tmp_path / "2023.md"
    for content in (b"\xff", b"PK\x03\x04", b"#" * 11):
        path.write_bytes(content)
        assert decode_file(path, 10, log, "reports/2023.md", "另存为 UTF-8。") is None
    assert {"reports/2023.md"} == {issue.file for issue in log.issues}
    assert ["另存为 UTF-8。"] * 2 == [str(issue.advice) for issue in log.issues[:2]]
    path.write_bytes(b"#" * 10)
    assert "#" * 10 == decode_file(path, 10, log)


SAID = [
    ("a\u202eb", "control-character", "含有改变文字方向的控制符 U+202E，显示出来的内容可能与实际不同。"),
    ("\x00", "control-character", "含有看不见的字符 U+0000。"),
    ("\u200b", "control-character", "含有看不见的字符 U+200B。"),
    ("<b>", "markup-in-text", "含有网页代码；单元格里只能是普通文字。"),
    ("=1", "formula-in-text", "以 =、@、+ 或 - 开头，表格软件会把它当作公式。"),
]


@pytest.mark.parametrize(("text", "code", "words"), SAID)
def test_what_a_cell_may_not_hold_is_named(text: str, code: str, words: str) -> None:
    """The character that cannot be seen has its number."""
    fault = text_fault(text)
    assert fault is not None
    assert (code, words) == (fault[0], str(fault[1]))


VALUES = [
    ("nan", "number", "number-not-finite", "NaN 和 INF 不是数字；没有数字就留空。"),
    ("-Infinity", "integer", "number-not-finite", "NaN 和 INF 不是数字；没有数字就留空。"),
    ("1,5", "number", "type-wrong", "应当是数字，例如 18300 或 25.29；不带单位、百分号、千分位和空格。"),
    ("1.5", "integer", "type-wrong", "应当是整数，例如 12。"),
    ("1" * 16, "number", "value-out-of-range", "数字太长：整数部分最多 15 位，小数最多 6 位。"),
    ("1" * 16, "integer", "value-out-of-range", "数字太长：整数部分最多 15 位，小数最多 6 位。"),
    ("2023-3-31", "date", "type-wrong", "应当是日期，写成 2023-03-31 的样子。"),
    ("1899-12-31", "date", "value-out-of-range", "年份应当在 1900 到 2100 之间。"),
    ("2101-01-01", "date", "value-out-of-range", "年份应当在 1900 到 2100 之间。"),
    ("是", "boolean", "type-wrong", "只能写 true（是）或 false（否）。"),
]


@pytest.mark.parametrize(("text", "kind", "code", "words"), VALUES)
def test_what_a_value_is_not_is_said(text: str, kind: str, code: str, words: str) -> None:
    """With an example of what it should be."""
    fault = value_fault(text, kind)
    assert fault is not None
    assert (code, words) == (fault[0], str(fault[1]))


def test_the_file_has_no_case_too_many() -> None:
    """What is no longer tried is no longer in it."""
    with GOLDEN.open(encoding="utf-8", newline="") as handle:
        assert {row["case"] for row in csv.DictReader(handle)} <= set(CASES)

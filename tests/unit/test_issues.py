"""Issues: severity and advice from the list, each once, always printable."""

import csv
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import SchemaError
from generator.issues import (
    ERROR,
    NOTE,
    SEVERITIES,
    WARNING,
    Issue,
    IssueLog,
    count_by_severity,
    issue_types,
    sorted_issues,
    visible,
)

HEADER = "code,severity,title,meaning,advice\n"


def _types(folder: Path, content: str | bytes) -> Path:
    (folder / "codelists").mkdir()
    data = content if isinstance(content, bytes) else content.encode()
    (folder / "codelists" / "issue-types.csv").write_bytes(data)
    return folder


def test_every_type_is_complete(schemas_dir: Path) -> None:
    """Each kind of finding has a code, a severity, a title, a meaning and an advice, in plain Chinese words."""
    for code, kind in issue_types(schemas_dir).items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)+", code)
        assert kind.severity in SEVERITIES
        assert all("\u4e00" <= max(text) for text in (kind.title, kind.meaning, kind.advice))
        assert kind.meaning.endswith("。")
        assert kind.advice.endswith("。")


def test_no_code_or_title_stands_twice(schemas_dir: Path) -> None:
    """Codes and titles tell the kinds apart."""
    with (schemas_dir / "codelists" / "issue-types.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, strict=True))
    assert len(rows) == len({row["code"] for row in rows})
    assert len(rows) == len({row["title"] for row in rows})


def test_codes_in_the_list_and_in_the_code_are_the_same(root: Path, schemas_dir: Path) -> None:
    """Every listed kind is found by some module, and no module reports an unlisted one."""
    files = [root / "generator" / name for name in ("read.py", "cells.py")]
    files += [path for stage in ("validate", "check") for path in (root / "generator" / stage).glob("*.py")]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    known = set(issue_types(schemas_dir))
    quoted = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source))
    reported = set(re.findall(r'\.add\(\s*"([a-z-]+)"', source))
    assert set() == known - quoted
    assert set() == reported - known


@pytest.mark.parametrize(
    "content",
    [
        HEADER + "a-b,grave,标题,含义。,建议。\n",
        "code,severity\na-b,error\n",
        HEADER + "a-b,error,标题\n",
        HEADER + "a-b,error,标题,含义。,建议。,多余\n",
        "标题\n".encode("gbk"),
    ],
)
def test_broken_list_is_our_fault(tmp_path: Path, content: str | bytes) -> None:
    """A list with an unknown severity, missing or surplus cells, or wrong encoding raises a SchemaError."""
    with pytest.raises(SchemaError):
        issue_types(_types(tmp_path, content))


def test_missing_list_is_our_fault(tmp_path: Path) -> None:
    """No list, no findings: a SchemaError."""
    with pytest.raises(SchemaError):
        issue_types(tmp_path)


def test_log_takes_severity_and_advice_from_the_list(log: IssueLog, schemas_dir: Path) -> None:
    """What the list says of the kind stands in the issue; what was found is added."""
    log.add(
        "type-wrong", "应当是数字。", file="results.csv", row=3, column="value", label="数值", letter="E", value="95%"
    )
    kind = issue_types(schemas_dir)["type-wrong"]
    expected = Issue(
        code="type-wrong",
        severity=ERROR,
        locality="999901-test",
        message="应当是数字。",
        advice=kind.advice,
        file="results.csv",
        row=3,
        column="value",
        label="数值",
        letter="E",
        value="95%",
    )
    assert (expected,) == log.issues


def test_particular_advice_replaces_the_general(log: IssueLog) -> None:
    """An advice given with the finding wins."""
    log.add("type-wrong", "应当是数字。", advice="例如：12")
    assert "例如：12" == log.issues[0].advice


def test_same_finding_is_kept_once(log: IssueLog) -> None:
    """A finding made twice is one issue; another place makes it another."""
    log.add("row-blank", "空行。", file="units.csv", row=3)
    log.add("row-blank", "空行。", file="units.csv", row=3)
    log.add("row-blank", "空行。", file="units.csv", row=4)
    assert [3, 4] == [issue.row for issue in log.issues]


def test_unknown_code_is_a_mistake_of_ours(log: IssueLog) -> None:
    """A code that the list does not know cannot be reported."""
    with pytest.raises(KeyError):
        log.add("no-such-code", "没有这种。")


@pytest.mark.parametrize(("code", "expected"), [("type-wrong", True), ("row-blank", False), ("rate-rounding", False)])
def test_only_errors_count_as_errors(log: IssueLog, code: str, expected: bool) -> None:
    """Warnings and notes are no errors."""
    assert not log.has_errors
    log.add(code, "发现。")
    assert expected == log.has_errors


def test_counts_name_all_severities(log: IssueLog) -> None:
    """All three severities are counted, those of which there are none too."""
    log.add("row-blank", "空行。")
    assert {ERROR: 0, WARNING: 1, NOTE: 0} == count_by_severity(log.issues)
    assert {ERROR: 0, WARNING: 0, NOTE: 0} == count_by_severity([])


def test_worst_first_then_by_place(log: IssueLog) -> None:
    """Errors stand before warnings before notes; within, by file, row and column."""
    for code, file, row in (
        ("rate-rounding", "a.csv", 1),
        ("row-blank", "a.csv", 2),
        ("type-wrong", "b.csv", 9),
        ("type-wrong", "b.csv", 10),
        ("file-missing", "b.csv", None),
        ("type-wrong", "a.csv", 99),
    ):
        log.add(code, "发现。", file=file, row=row)
    expected = [("a.csv", 99), ("b.csv", None), ("b.csv", 9), ("b.csv", 10), ("a.csv", 2), ("a.csv", 1)]
    assert expected == [(issue.file, issue.row) for issue in sorted_issues(log.issues)]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (
            {"file": "results.csv", "row": 3, "column": "value", "label": "数值", "letter": "E"},
            "results.csv · 第 3 行 · 「数值 value」列（E）",
        ),
        ({"file": "results.csv", "row": 3}, "results.csv · 第 3 行"),
        ({"file": "datapackage.json", "column": "version"}, "datapackage.json · 「version」列"),
        ({}, ""),
    ],
)
def test_where_is_said_in_plain_words(log: IssueLog, place: dict, expected: str) -> None:
    """The place names what is known of it, and nothing else."""
    log.add("type-wrong", "发现。", **place)
    assert expected == log.issues[0].where


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("示例", "示例"),
        ("零\u200b宽", "零‹U+200B›宽"),
        ("两\n行", "两‹U+000A›行"),
        ("全\u3000角", "全‹U+3000›角"),
        ("\u202e", "‹U+202E›"),
        ("\ud800", "‹U+D800›"),
        (12, "12"),
        ("长" * 80, "长" * 80),
        ("长" * 81, "长" * 79 + "…"),
    ],
)
def test_visible(value: object, expected: str) -> None:
    """Invisible characters show by their number, and a value takes one short line."""
    assert expected == visible(value)


@settings(deadline=None)
@given(st.text(alphabet=st.characters()), st.integers(2, 100))
def test_visible_is_short_and_can_be_written(text: str, length: int) -> None:
    """Whatever stands in a cell, its visible form is bounded, of one line, and can be written as UTF-8."""
    shown = visible(text, length)
    assert length >= len(shown)
    assert shown.encode("utf-8")[:0] == b""
    assert shown.isprintable() or not shown.strip()


@settings(deadline=None)
@given(st.text(alphabet=st.characters()))
def test_every_issue_can_be_written(schemas_dir: Path, text: str) -> None:
    """Whatever a package holds, also in names of files and keys, its issues can be written as JSON in UTF-8."""
    log = IssueLog(text, schemas_dir)
    log.add("type-wrong", text, file=text, column=text, value=text)
    written = json.dumps(log.issues[0].as_dict(), ensure_ascii=False).encode("utf-8")
    assert log.issues[0].as_dict() == json.loads(written)

"""Issues: severity and advice from the list, each once, always printable, in Chinese and in other languages."""

import csv
import json
import os
import pickle
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import SchemaError
from generator.issues import (
    ERROR,
    NOTE,
    SEVERITIES,
    SEVERITY_WORDS,
    WARNING,
    Issue,
    IssueLog,
    count_by_severity,
    issue_types,
    sorted_issues,
    visible,
)
from generator.language import Language
from generator.model import Package
from generator.schemas import load_schemas
from generator.sentences import Sentence, Words, listed, sentence, shown
from tests.translators import HAN, Latin

ROOT = Path(__file__).resolve().parents[2]
BROKEN = ROOT / "tests" / "packages" / "broken"
CODES = sorted(issue_types(ROOT / "schemas"))
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
    files = [root / "generator" / name for name in ("read.py", "decode.py", "narratives.py", "cells.py")]
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
    message = sentence("应当是数字。")
    log.add("type-wrong", message, file="results.csv", row=3, column="value", label="数值", letter="E", value="95%")
    kind = issue_types(schemas_dir)["type-wrong"]
    expected = Issue(
        code="type-wrong",
        severity=ERROR,
        locality="999901-test",
        message=message,
        advice=Sentence(kind.advice),
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
    log.add("type-wrong", sentence("应当是数字。"), advice=sentence("例如：{example}", example="12"))
    assert "例如：12" == str(log.issues[0].advice)


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
        ({"file": "results.csv", "row": 12345}, "results.csv · 第 12345 行"),
        ({"file": "datapackage.json", "column": "version"}, "datapackage.json · 「version」列"),
        ({}, ""),
    ],
)
def test_where_is_said_in_plain_words(log: IssueLog, place: dict, expected: str) -> None:
    """The place names what is known of it, and nothing else."""
    log.add("type-wrong", "发现。", **place)
    assert expected == str(log.issues[0].where)


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
    found = visible(text, length)
    assert length >= len(found)
    assert found.encode("utf-8")[:0] == b""
    # Spaces of other widths are not «printable» to Python, but they are no line ends.
    assert all(char.isprintable() or unicodedata.category(char) == "Zs" for char in found)


@settings(deadline=None)
@given(st.text(alphabet=st.characters()))
def test_every_issue_can_be_written(schemas_dir: Path, text: str) -> None:
    """Whatever a package holds, also in names of files and keys, its issues can be written as JSON in UTF-8."""
    log = IssueLog(text, schemas_dir)
    log.add("type-wrong", text, file=text, column=text, value=text)
    written = json.dumps(log.issues[0].as_dict(), ensure_ascii=False).encode("utf-8")
    assert log.issues[0].as_dict() == json.loads(written)


# --- in other languages ---


def test_place_can_be_translated(log: IssueLog) -> None:
    """Row, column and the title of the column go through the catalogue; names of files and columns stay."""
    log.add("type-wrong", "发现。", file="results.csv", row=3, column="value", label="数值", letter="E")
    words = {
        "{first} · {second}": "{first}, {second}",
        "第 {row} 行": "row {row}",
        "「{name}」列（{letter}）": "column {letter} ({name})",
        "{label} {column}": "{column}, «{label}»",
        "数值": "value",
    }
    assert "results.csv, row 3, column E (value, «value»)" == shown(
        log.issues[0].where, Language("en", "", words_of(words))
    )


def words_of(words: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {template: (text,) for template, text in words.items()}


def test_nothing_that_becomes_a_template_holds_braces(schemas_dir: Path) -> None:
    """Titles and advice of the lists and titles of columns are said as they are, so a brace in them would fail."""
    kinds = issue_types(schemas_dir).values()
    texts = [text for kind in kinds for text in (kind.title, kind.meaning, kind.advice)]
    texts += [field.title for schema in load_schemas(schemas_dir).values() for field in schema.fields]
    assert [] == [text for text in texts if set("{}") & set(text)]


def test_every_severity_has_its_word() -> None:
    """Severities are said by the catalogue."""
    assert dict(zip(SEVERITIES, ("错误", "警告", "提示"), strict=True)) == {
        severity: str(word) for severity, word in SEVERITY_WORDS.items()
    }


def own_words(folder: Path) -> str:
    """Everything that stands in a package of usual size and in its names."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.stat().st_size < 1_000_000)
    descriptor = folder / "datapackage.json"
    described = json.loads(descriptor.read_text(encoding="utf-8")) if descriptor.is_file() else ""
    texts = [path.read_bytes().decode("utf-8", "replace") for path in files]
    return "\n".join([folder.name, *(path.name for path in files), *texts, json.dumps(described, ensure_ascii=False)])


@pytest.mark.parametrize("code", CODES)
def test_every_finding_can_be_said_in_another_language(
    code: str,
    examine: Callable[[Path], tuple[Package | None, IssueLog]],
    make_package: Callable[..., Path],
    schemas_dir: Path,
) -> None:
    """With every template in another script, no Chinese is left but the package's own and what the schemas give as
    an example; and that is so also of an issue that was stored.
    """
    folder = BROKEN / code / "999901-broken"
    if code == "file-too-large":
        folder = make_package({"registers": ""})
        os.truncate(folder / "registers.csv", 20_000_001)
    fields = [field for schema in load_schemas(schemas_dir).values() for field in schema.fields]
    own = "\n".join([own_words(folder), *(field.example for field in fields)])
    _, log = examine(folder)
    assert [code] == [issue.code for issue in log.issues]
    for issue in log.issues:
        again = Issue.from_record(json.loads(json.dumps(issue.to_record())))
        assert issue == again == pickle.loads(pickle.dumps(issue))
        assert issue.as_dict() == again.as_dict()
        for words in (issue.message, issue.advice, issue.where):
            language = Latin()
            said = shown(words, language)
            assert [] == [text for text in HAN.findall(said) if text not in own]
            # What a reader is told is the program's: only a recorded difference is told in the data's own words.
            assert language.asked or code == "body-list-difference" or words in {"", issue.file}
        for words in ("message", "advice", "where"):
            assert shown(getattr(issue, words), Latin()) == shown(getattr(again, words), Latin())


def _stored_and_restored(log: IssueLog) -> Issue:
    return Issue.from_record(json.loads(json.dumps(log.issues[0].to_record())))


@pytest.mark.parametrize(
    "message",
    [
        "正文作甲，清单作乙。",
        sentence("表是空的。"),
        sentence("{b}、{a}", b="乙", a="甲"),
        sentence("另外还有 {n} 处不对。", n=3),
        sentence("时限早于 {day}。", day=date(2023, 3, 31)),
        sentence("可以写：{codes}", codes=listed(["甲", "乙", sentence("{n}件", n=1200)])),
        sentence("没有 {value}。", value="{template} {0} {{"),
    ],
)
def test_stored_issue_is_the_same_issue(log: IssueLog, message: Words) -> None:
    """Template, values and their order survive a file, and sentences within sentences too."""
    log.add("type-wrong", message, file="results.csv", row=3, column="value", label="数值", letter="E", record="r1")
    again = _stored_and_restored(log)
    assert log.issues[0] == again
    assert log.issues[0].to_record() == again.to_record()
    assert str(message) == str(again.message) == again.as_dict()["message"]
    assert shown(message, Latin()) == shown(again.message, Latin())
    assert "r1" == again.record


def test_numbers_that_a_sentence_counts_stay_numbers(log: IssueLog) -> None:
    """A language that has one form for one and another for several still sees which it is, also after being stored."""
    log.add("type-wrong", sentence("另外还有 {n} 处不对。", n=1))
    english = Language("en", "", {"另外还有 {n} 处不对。": ("{n} more fault", "{n} more faults")})
    assert "1 more fault" == english.say(_stored_and_restored(log).message)


def test_values_in_sentences_are_made_visible(log: IssueLog) -> None:
    """Invisible signs of the package are shown by their number wherever in a message they stand."""
    inner = listed(["零\u200b宽", sentence("两{a}行", a="\n")])
    log.add("type-wrong", sentence("{a}：{inner}", a="\u202e", inner=inner))
    assert "‹U+202E›：零‹U+200B›宽、两‹U+000A›行" == str(log.issues[0].message)


def test_long_values_are_cut_where_the_message_is_too_long(log: IssueLog) -> None:
    """A message is bounded, and it stays a sentence; values of a message that has room are not touched."""
    log.add("type-wrong", sentence("正文作「{a}」。", a="长" * 990))
    log.add("type-wrong", sentence("正文作「{a}」，清单作「{b}」。", a="长" * 600, b="短" * 600))
    whole, cut = (issue.message for issue in log.issues)
    assert "长" * 990 in str(whole)
    assert isinstance(cut, Sentence)
    assert f"正文作「{'长' * 79}…」，清单作「{'短' * 79}…」。" == str(cut)


def test_message_that_cannot_be_cut_is_kept_as_text(log: IssueLog) -> None:
    """Whatever is handed in, a message never grows beyond its bound."""
    log.add("type-wrong", sentence("{all}", all=listed(["甲乙丙丁" * 15] * 40)))
    assert 1000 == len(str(log.issues[0].message))
    assert str(log.issues[0].message).endswith("…")


@settings(deadline=None)
@given(st.lists(st.text(alphabet=st.characters()), max_size=5))
def test_every_sentence_can_be_written_and_stored(schemas_dir: Path, texts: list[str]) -> None:
    """Whatever the values hold, the issue can be written as JSON in UTF-8 and read again."""
    log = IssueLog("999901-test", schemas_dir)
    log.add("type-wrong", sentence("「{a}」", a=listed(texts)), advice=sentence("例如：{a}", a="12"))
    written = json.dumps(log.issues[0].to_record(), ensure_ascii=False).encode("utf-8")
    assert log.issues[0] == Issue.from_record(json.loads(written))

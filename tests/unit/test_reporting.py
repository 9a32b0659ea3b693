"""Reporting: the same findings for people, programs, annotations and comments, and none of them can break out."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown import Markdown

from generator import cli
from generator.issues import Issue
from generator.language import CHINESE, Language
from generator.reporting import FORMATS, format_issues
from generator.sentences import Sentence, sentence
from tests.translators import HAN

PLACE = "140400-changzhi"
ERROR = Issue(
    "type-wrong",
    "error",
    PLACE,
    "不能读作 number。",
    "例如：25.29",
    file="results.csv",
    row=7,
    column="value",
    label="数值",
    letter="G",
    value="10%",
)
NOTE = Issue("unofficial-copy", "note", "420105-hanyang", "取自副本。", "找到原始页面。", file="documents.csv", row=2)
WARNING = Issue("file-missing", "warning", PLACE, "没有文件。", "补上。")
ISSUES = (NOTE, ERROR, WARNING)
PLACES = (PLACE, "420105-hanyang", "500000-chongqing")
HOSTILE = (
    '<script>alert("1")</script>',
    "| 甲 | 乙 |",
    "`码` **粗** _斜_ ~~删~~",
    "[x](javascript:alert(1)) ![x](https://evil.example/x.png)",
    "&lt;b&gt; &#60;b&#62;",
    "100% 50%0A::error::x",
    "甲\r\n乙\n\n# 丙",
    "file=x,line=1::y",
    "\\| \\`",
    "https://evil.example/ @somebody #1",
)


def reported(form: str, *issues: Issue) -> str:
    return format_issues(issues, PLACES, form)


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_ends_with_a_line_end_and_speaks_of_every_finding(form):
    """Whatever the form, each finding is in it, and a terminal stays tidy."""
    text = reported(form, *ISSUES)
    assert text.endswith("\n")
    for issue in ISSUES:
        assert issue.message in text
        assert issue.advice in text.replace("&#58;", ":")


@pytest.mark.parametrize("form", FORMATS)
def test_without_findings_the_number_of_packages_is_said(form):
    """Three faultless packages are no silence."""
    assert "3" in reported(form) if form != "json" else list(PLACES) == json.loads(reported(form))["localities"]


def test_text_is_for_people():
    """Severity, kind, place and value in one line, what to do in the next; the worst of a place first."""
    expected = (
        "提示 unofficial-copy  420105-hanyang/documents.csv · 第 2 行\n"
        "    取自副本。 找到原始页面。\n"
        "错误 type-wrong  140400-changzhi/results.csv · 第 7 行 · 「数值 value」列（G） · 当前值「10%」\n"
        "    不能读作 number。 例如：25.29\n"
        "警告 file-missing  140400-changzhi/\n"
        "    没有文件。 补上。\n"
        "检查了 3 个数据包：错误 1，警告 1，提示 1。\n"
    )
    assert expected == reported("text", *ISSUES)


def test_text_shows_findings_of_places_with_odd_names():
    """A finding is shown also where invisible signs in the name of its place were made visible."""
    odd = replace(ERROR, locality="‹U+3000›市")
    assert "‹U+3000›市/results.csv" in format_issues([odd], ["\u3000市"], "text")


def test_json_is_for_programs():
    """Every field of every finding, and the counts of all three severities."""
    found = json.loads(reported("json", *ISSUES))
    assert {"error": 1, "warning": 1, "note": 1} == found["counts"]
    assert [issue.as_dict() for issue in ISSUES] == found["issues"]
    assert [7, None] == [found["issues"][1]["row"], found["issues"][2]["row"]]


def test_github_annotates_the_line():
    """One command a finding with file, line and title; the totals are a plain line."""
    assert [
        "::notice file=data/420105-hanyang/documents.csv,line=2,title=unofficial-copy::"
        "documents.csv · 第 2 行：取自副本。 找到原始页面。",
        "::error file=data/140400-changzhi/results.csv,line=7,title=type-wrong::"
        "results.csv · 第 7 行 · 「数值 value」列（G） · 当前值「10%25」：不能读作 number。 例如：25.29",
        "::warning file=data/140400-changzhi,title=file-missing::140400-changzhi：没有文件。 补上。",
        "检查了 3 个数据包：错误 1，警告 1，提示 1。",
    ] == reported("github", *ISSUES).splitlines()


def test_github_names_the_line_of_the_file():
    """After a cell of several lines the row that a spreadsheet counts is further down in the file."""
    assert ",line=9," in reported("github", replace(ERROR, line=9))


def test_what_is_probably_meant_is_said():
    """The suggestion stands after the advice, in every form for people."""
    issue = replace(ERROR, suggestion="10")
    for form in ("text", "github", "markdown"):
        assert "建议值「10」。" in reported(form, issue)
    assert "10" == json.loads(reported("json", issue))["issues"][0]["suggestion"]


SENTENCES = replace(
    ERROR,
    message=sentence("不能读作 {type}。", type="number"),
    advice=sentence("例如：{example}", example="25.29"),
)
WORDS = {
    "不能读作 {type}。": "Cannot be read as {type}.",
    "例如：{example}": "For example: {example}",
    "错误": "error",
    "程度": "severity",
    "位置": "place",
    "当前值": "value found",
    "发现": "finding",
    "怎么办": "what to do",
    "第 {row} 行": "row {row}",
    "「{name}」列（{letter}）": "column {letter} ({name})",
    "数值": "value",
    "{place} · 当前值「{value}」": "{place} · value found: {value}",
    "{place}：{message} {advice}": "{place}: {message} {advice}",
    "检查了 {packages} 个数据包：错误 {errors}，警告 {warnings}，提示 {notes}。": (
        "Packages examined: {packages}; errors: {errors}, warnings: {warnings}, notes: {notes}."
    ),
}
ENGLISH = Language("en", "en/", {template: (text,) for template, text in WORDS.items()})
TOTALS = "Packages examined: 3; errors: 1, warnings: 0, notes: 0."
PLACE_IN_ENGLISH = "results.csv · row 7 · column G (value value)"


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "json"])
def test_every_word_of_a_report_can_be_said_in_another_language(form):
    """Nothing Chinese is left where the catalogue has every word."""
    assert [] == HAN.findall(format_issues([SENTENCES], PLACES, form, ENGLISH))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (
            "text",
            f"error type-wrong  {PLACE}/{PLACE_IN_ENGLISH} · value found: 10%\n"
            f"    Cannot be read as number. For example: 25.29\n{TOTALS}\n",
        ),
        (
            "github",
            f"::error file=data/{PLACE}/results.csv,line=7,title=type-wrong::"
            f"{PLACE_IN_ENGLISH} · value found: 10%25: Cannot be read as number. For example: 25.29\n{TOTALS}\n",
        ),
        (
            "markdown",
            f"**{TOTALS}**\n\n| severity | place | value found | finding | what to do |\n"
            "| --- | --- | --- | --- | --- |\n"
            f"| error | {PLACE}/{PLACE_IN_ENGLISH} | 10% | Cannot be read as number. | For example&#58; 25.29 |\n",
        ),
    ],
)
def test_report_in_english(form, expected):
    """Severity, place, finding, advice and totals, each in the words of the language."""
    assert expected == format_issues([SENTENCES], PLACES, form, ENGLISH)


def test_json_is_the_same_in_every_language():
    """Programs read the same, whoever called them."""
    assert reported("json", SENTENCES) == format_issues([SENTENCES], PLACES, "json", ENGLISH)
    assert "不能读作 number。" == json.loads(reported("json", SENTENCES))["issues"][0]["message"]


def test_words_of_a_catalogue_cannot_break_out():
    """Also what a translator wrote is one line to GitHub and one cell in a table."""
    odd = Language("xx", "xx/", {template: (f"a|b\n::error::c {template}",) for template in WORDS})
    lines = format_issues([SENTENCES], PLACES, "github", odd).splitlines()
    assert ["::error file"] == [line.split("=")[0] for line in lines if line.startswith("::error file")]
    assert not any(line.startswith("::error::") for line in lines[:1])
    table = format_issues([SENTENCES], PLACES, "markdown", odd)
    assert "&#124;" in table


def test_advice_of_the_list_is_a_message():
    """The general advice of a kind is said in the language too."""
    told = replace(ERROR, advice=Sentence("核对原文。"))
    english = Language("en", "", {"核对原文。": ("Check the original.",)})
    assert "Check the original." in format_issues([told], PLACES, "text", english)


@pytest.fixture
def check(make_package: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """``gongkai check`` on one package, with a catalogue of our own."""
    languages = {"zh-CN": CHINESE, "en": ENGLISH}
    monkeypatch.setattr(cli.checking, "load_language", languages.__getitem__)
    data = str(make_package().parent)
    return lambda *options: CliRunner().invoke(cli.gongkai, ["check", "--data", data, *options])


@pytest.mark.parametrize("options", [(), ("--language", "zh"), ("--language", "zh-CN")], ids=["none", "short", "full"])
def test_check_speaks_chinese_unless_asked_otherwise(check, options):
    """Chinese is the default and goes by its short name and by its full one."""
    assert (0, "检查了 1 个数据包：错误 0，警告 0，提示 0。\n") == (check(*options).exit_code, check(*options).output)


def test_check_speaks_another_language(check):
    """What was found is said in the language that was asked for."""
    assert "Packages examined: 1; errors: 0, warnings: 0, notes: 0.\n" == check("--language", "en").output


def test_check_knows_only_languages_with_a_catalogue(check):
    """Another language is a wrong call."""
    assert 2 == check("--language", "xx").exit_code


def hostile_issue(text: str) -> Issue:
    return Issue("x", "error", text, text, text, file=text, row=3, column=text, label=text, letter="A", value=text)


@pytest.mark.parametrize("text", HOSTILE)
def test_github_commands_cannot_be_forged(text):
    """A finding is one line, its properties are ours, and GitHub reads back exactly the text."""
    lines = reported("github", hostile_issue(text)).splitlines()
    assert 2 == len(lines)
    match = re.fullmatch(r"::error file=([^,:]*),line=3,title=x::(.*)", lines[0])
    assert match
    assert f"data/{text}/{text}" == as_github_reads(match[1])
    assert f"：{text} {text}" in as_github_reads(match[2])


def as_github_reads(text: str) -> str:
    for code, char in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, char)
    return text


@given(st.text())
def test_github_escaping_loses_nothing(text):
    """Whatever a message holds comes back as it was, on one line."""
    line = reported("github", replace(ERROR, message=text)).split("\n")[0]
    assert text in as_github_reads(line)


def table_of(text: str) -> html.HtmlElement:
    return html.fragment_fromstring(Markdown(extensions=["tables"]).convert(text), create_parent=True)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_cells_show_exactly_the_text(text):
    """In a comment or job summary each cell is one cell, without markup, and shows what was found."""
    tree = table_of(reported("markdown", hostile_issue(text)))
    (row,) = tree.findall(".//tbody/tr")
    shown = " ".join(text.split())
    assert ["错误", f"{shown}/{shown} · 第 3 行 · 「{shown} {shown}」列（A）", shown, shown, shown] == [
        cell.text_content() for cell in row
    ]
    assert [] == [child.tag for cell in row for child in cell]


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"])))
def test_markdown_never_makes_elements_of_text(text):
    """No text of a cell becomes an element or another cell."""
    (row,) = table_of(reported("markdown", replace(ERROR, value=text, message=text))).findall(".//tbody/tr")
    assert [text, text] == [cell.text_content() for cell in row[2:4]]
    assert [] == [child.tag for cell in row for child in cell]


def test_markdown_begins_with_the_totals():
    """The totals stand first; without findings there is no table."""
    assert reported("markdown", *ISSUES).startswith("**检查了 3 个数据包：错误 1，警告 1，提示 1。**\n\n| 程度 |")
    assert "**检查了 3 个数据包：错误 0，警告 0，提示 0。**\n\n" == reported("markdown")

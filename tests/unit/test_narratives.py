"""Texts of reports in a package: which files are read, what is refused, and what is said of their content."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.issues import Issue, IssueLog
from generator.model import Package
from generator.narratives import MAX_BYTES, is_too_deep, read_narratives
from generator.read import folder_content, read_package

MakePackage = Callable[..., Path]
Examine = Callable[[Path], tuple[Package | None, IssueLog]]
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need POSIX")
REPORTS = {"reports": "report_id,kind,year,document_id\n2023,rule_of_law,2023,\n"}


@pytest.fixture
def with_text(make_package: MakePackage) -> Callable[..., Path]:
    """A package with a report of 2023 and a file in its folder ``reports``."""

    def make(text: str | bytes, name: str = "2023.md") -> Path:
        folder = make_package(REPORTS)
        (folder / "reports").mkdir(exist_ok=True)
        (folder / "reports" / name).write_bytes(text.encode() if isinstance(text, str) else text)
        return folder

    return make


def found(log: IssueLog) -> list[tuple[str, str, int | None]]:
    return [(issue.code, issue.file, issue.row) for issue in log.issues if issue.code != "content-missing"]


def test_text_is_kept_by_report_id(with_text, examine: Examine):
    """The text of a report comes with the package, with plain line ends and without byte order mark."""
    package, log = examine(with_text("\ufeff# 报告\r\n\r\n\t正文3项\r\n"))
    assert package is not None
    assert {"2023": "# 报告\n\n\t正文3项\n"} == dict(package.narratives)
    assert [] == found(log)


def test_package_without_texts_has_none(make_package, examine: Examine):
    """No folder, no text; an empty folder, no text."""
    folder = make_package(REPORTS)
    assert {} == dict(examine(folder)[0].narratives)
    (folder / "reports").mkdir()
    assert {} == dict(examine(folder)[0].narratives)


def test_a_changed_text_changes_the_content_of_the_folder(with_text):
    """The digest by which a locality is rebuilt knows of the texts."""
    before = folder_content(with_text("甲"))
    assert before != folder_content(with_text("乙"))


@pytest.mark.parametrize(
    "name", ["2023.txt", "23.md", "2023-.md", "2023_a.md", "2023.MD", "2023-甲.md", ".2023.md", "2023.md.md", "a.md"]
)
def test_other_names_are_refused(with_text, log: IssueLog, name: str):
    """Only ``<report_id>.md``; the issue names the file and its folder."""
    assert {} == read_narratives(with_text("正文", name), log)
    assert [("file-unsafe", f"reports/{name}", None)] == found(log)
    assert "2023.md" in str(log.issues[0].message)


@pytest.mark.parametrize("name", ["2023.md", "2022-rule-of-law-sifaju.md"])
def test_names_are_report_ids(with_text, log: IssueLog, name: str):
    """The year alone, or the year with kind and unit."""
    assert [name.removesuffix(".md")] == list(read_narratives(with_text("正文", name), log))
    assert [] == found(log)


@needs_posix
def test_links_folders_and_pipes_are_refused(with_text, log: IssueLog, tmp_path: Path):
    """Nothing outside the package is read, and nothing deeper in it."""
    folder = with_text("正文")
    secret = tmp_path / "secret.md"
    secret.write_text("不该公布", encoding="utf-8")
    (folder / "reports" / "2021.md").symlink_to(secret)
    (folder / "reports" / "2022.md").mkdir()
    os.mkfifo(folder / "reports" / "2024.md")
    assert {"2023": "正文"} == read_narratives(folder, log)
    assert [("file-unsafe", f"reports/{year}.md", None) for year in (2021, 2022, 2024)] == found(log)


@needs_posix
def test_folder_that_is_a_link_is_refused(make_package, log: IssueLog, tmp_path: Path):
    """A link in place of the folder is an issue of its own, and its target is not read."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "2023.md").write_text("不该公布", encoding="utf-8")
    folder = make_package(REPORTS)
    (folder / "reports").symlink_to(outside)
    raw = read_package(folder, log)
    assert raw is not None
    assert {} == raw.narratives
    assert [("file-unsafe", "reports", None)] == found(log)


def test_other_folders_are_still_refused(make_package, log: IssueLog):
    """The one folder that may be there is called reports."""
    folder = make_package()
    (folder / "report").mkdir()
    read_package(folder, log)
    assert [("file-unsafe", "report", None)] == found(log)


def test_size_is_bounded_to_the_byte(with_text, log: IssueLog):
    """300 KB are read; one byte more is refused before it is read."""
    assert ["2023"] == list(read_narratives(with_text(b"a" * MAX_BYTES), log))
    assert {} == read_narratives(with_text(b"a" * (MAX_BYTES + 1)), log)
    assert [("file-too-large", "reports/2023.md", None)] == found(log)


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        ("一行\n二行\n".encode("gb18030"), "encoding-wrong", 1),
        ("一行\n".encode() + b"\xff\n", "encoding-wrong", 2),
        (b"PK\x03\x04" + bytes(50), "encoding-wrong", None),
        ("一\n二\x00\n".encode(), "control-character", 2),
        ("一\n\n三\u202e\n".encode(), "control-character", 3),
        ("一\u200b".encode(), "control-character", 1),
        ("一\x0b二".encode(), "control-character", 1),
        ("\u2028".encode(), "control-character", 1),
    ],
    ids=["gbk", "broken", "word", "nul", "bidi", "zero width", "vertical tab", "line separator"],
)
def test_what_is_no_plain_text_is_refused(with_text, log: IssueLog, content: bytes, code: str, row: int | None):
    """The issue names file and row, and says what to do with a text, not with a table."""
    assert {} == read_narratives(with_text(content), log)
    assert [(code, "reports/2023.md", row)] == found(log)
    assert "CSV" not in str(log.issues[0].advice)


@given(content=st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_a_text_or_an_issue(with_text, schemas_dir: Path, content: bytes):
    """Never an exception, never both, never neither."""
    log = IssueLog("999901-test", schemas_dir)
    texts = read_narratives(with_text(content), log)
    assert bool(texts) != bool(log.issues)
    assert all("\r" not in text and "\x00" not in text for text in texts.values())


def issues_of(text: str, with_text, examine: Examine) -> list[Issue]:
    _, log = examine(with_text(text))
    return [issue for issue in log.issues if issue.code.startswith("narrative")]


def test_unknown_report_is_an_issue_with_a_guess(make_package, examine: Examine):
    """A text without a row in the table names the id that was perhaps meant."""
    folder = make_package(REPORTS)
    (folder / "reports").mkdir()
    (folder / "reports" / "2032.md").write_text("正文", encoding="utf-8")
    package, log = examine(folder)
    assert package is None
    assert [("narrative-unknown", "reports/2032.md", None)] == found(log)
    assert "是不是 2023？" in str(log.issues[0].message)


def test_text_without_any_table_of_reports_is_unknown(make_package, examine: Examine):
    """There is nothing to guess from."""
    folder = make_package()
    (folder / "reports").mkdir()
    (folder / "reports" / "2023.md").write_text("正文", encoding="utf-8")
    assert [("narrative-unknown", "reports/2023.md", None)] == found(examine(folder)[1])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("![图](a.png)", "narrative-image"),
        ("文 ![图][1]", "narrative-image"),
        ("<IMG src=a.png>", "narrative-image"),
        ("<b>粗</b>", "narrative-markup"),
        ("</div>", "narrative-markup"),
        ("<!-- 注 -->", "narrative-markup"),
        ("[x](javascript:alert(1))", "narrative-markup"),
        ("[x]( <data:text/html,x>)", "narrative-markup"),
        ("[附件](/files/1.pdf)", "narrative-markup"),
        ("### 跳级", "narrative-heading"),
        ("> " * 13 + "甲", "narrative-markup"),
        ("[网站](https://www.example.gov.cn/)", ""),
        ("<https://www.example.gov.cn/>", ""),
        ("[信箱](mailto:x@example.gov.cn)", ""),
        ("受理量<300件，《办法》", ""),
        ("## 一级", ""),
        ("#标签", ""),
        ("好的！[注](https://www.example.gov.cn/)", ""),
        ("- " * 40, ""),
    ],
)
def test_lines_not_shown_as_meant_are_named(with_text, examine: Examine, line: str, code: str):
    """Images stop the package; markup, addresses that are none, and leaps of headings are warned of, with their row."""
    issues = issues_of(f"# 报告\n\n{line}\n", with_text, examine)
    assert ([code] if code else []) == [issue.code for issue in issues]
    assert all(issue.row == 3 for issue in issues if not line.startswith("> "))
    assert all("\n" not in str(issue.message) and str(issue.message).endswith("。") for issue in issues)


def test_first_heading_may_be_of_any_level(with_text, examine: Examine):
    """Many texts begin below the title; going back up is no leap."""
    assert [] == issues_of("### 一\n\n#### （一）\n\n# 二\n", with_text, examine)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> " * 12 + "甲", False),
        (">" * 13 + "甲", True),
        ("- " * 13 + "甲", True),
        (" " * 24 + "- 甲", True),
        (" " * 22 + "- 甲", False),
        ("\t" * 6 + "1. 甲", True),
        (" " * 40 + "2024年4月1日", False),
        ("* " * 40, False),
        ("-" * 400, False),
        ("", False),
    ],
)
def test_depth_counts_marks_and_the_room_before_them(text: str, expected: bool):
    """A signature far to the right is not deep, and neither is a line across the page."""
    assert expected == is_too_deep(text)

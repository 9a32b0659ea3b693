"""Review: what a proposal does, told locality by locality, whatever a stranger put into it."""

import json
import re
import shutil
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.changes import Wording
from generator.cli import reviewing
from generator.errors import UsageError
from generator.issues import IssueLog
from generator.language import CHINESE
from generator.review import FORMS, OtherFiles, format_review, other_files, read_file_names, review_proposal
from generator.review.judging import _findings
from generator.review.layout import Layout, Part, escaped, markdown_of, text_of
from generator.review.records import Findings, LocalityReview, Review
from generator.schemas import load_schemas
from generator.settings import ROOT
from generator.vocabulary import load_vocabulary

PACKAGES, SCHEMAS = ROOT / "tests" / "packages", ROOT / "schemas"
COMPLETE, MINIMAL = "999901-complete", "999901-minimal"
AS_OF = date(2026, 11, 22)
WORDING = Wording(load_schemas(SCHEMAS), load_vocabulary(SCHEMAS))


@dataclass
class Sides:
    """The packages as they are and as they would be."""

    base: Path
    proposal: Path

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.proposal / path
        text = file.read_text(encoding="utf-8")
        assert 1 == text.count(old), (path, old, text.count(old))
        file.write_text(text.replace(old, new), encoding="utf-8")

    def add_rows(self, path: str, *rows: str) -> None:
        file = self.proposal / path
        file.write_text(file.read_text(encoding="utf-8") + "".join(f"{row}\n" for row in rows), encoding="utf-8")

    def review(self, others: OtherFiles | None = None) -> Review:
        return review_proposal(self.base, self.proposal, SCHEMAS, AS_OF, others or OtherFiles())

    def one(self) -> LocalityReview:
        (row,) = self.review().localities
        return row


@pytest.fixture
def sides(tmp_path) -> Sides:
    """Two localities, and a proposal that changes nothing yet."""
    for side in ("base", "proposal"):
        for name in (COMPLETE, MINIMAL):
            shutil.copytree(PACKAGES / name.removeprefix("999901-") / name, tmp_path / side / name)
    return Sides(tmp_path / "base", tmp_path / "proposal")


def told(review: Review, form: str = "text") -> str:
    return format_review(review, form, WORDING, CHINESE)


# What is read, and what is said of it


def test_nothing_changed_reads_nothing(sides, monkeypatch):
    """Localities of the same bytes are not read, however many there are."""
    monkeypatch.setattr("generator.review.judging.read_judged", None)
    review = sides.review()
    assert () == review.localities
    assert "数据提议的检查结果\n没有改动任何地方的数据。\n" == told(review)


def test_a_corrected_figure(sides):
    """The change in words, the version that follows, and every page that shows the figure."""
    sides.edit(f"{COMPLETE}/results.csv", ",88.5,", ",88.9,")
    row = sides.one()
    assert (COMPLETE, "示例市", "changed") == (row.locality_id, row.name, row.kind)
    assert "1.0.1" == row.difference.bump.version
    assert Findings((), row.findings.known, ()) == row.findings
    assert f"{COMPLETE}/indicators/head-appearance-rate/" in row.pages.changed
    assert f"{COMPLETE}/units/" not in row.pages.changed
    assert "compare/head-appearance-rate/" in row.portal
    assert "结果“行政机关负责人出庭应诉率”（2021年）由88.5%更正为88.9%" in told(sides.review())


def test_a_status_that_turns(sides):
    """Evidence turns «due, nothing recorded» into «done»; the reason is told, and both sides are judged by one day."""
    sides.add_rows(f"{COMPLETE}/progress.csv", "law-2025-003,2024-12-30,evidence,done,全部经过审查。,evidence-lists")
    (turn,) = [turn for turn in sides.one().turns if turn.scope == "task"]
    assert ("law-2025-003", "done") == (turn.record_id, turn.after)
    before = WORDING.status("task", turn.before)
    assert f"任务“提高重大行政决策合法性审查率”：{before} → 已完成。依据" in told(sides.review())


def test_a_record_with_a_new_id_keeps_its_status(sides):
    """A new id alone turns nothing, and what else the proposal brings is told of the record under its new id; the old
    address leaves a page that leads to the new one.
    """
    for name in ("tasks", "assignments", "targets", "progress", "milestones", "task_indicators", "results"):
        file = sides.proposal / COMPLETE / f"{name}.csv"
        if file.exists():
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("law-2025-004", "law-2025-044"), encoding="utf-8")
    row = sides.one()
    assert () == row.turns
    assert f"{COMPLETE}/tasks/law-2025-044/" in row.pages.added
    sides.add_rows(f"{COMPLETE}/progress.csv", "law-2025-044,2024-12-30,evidence,done,已经完成。,evidence-lists")
    assert [("law-2025-044", "done")] == [(turn.record_id, turn.after) for turn in sides.one().turns]
    assert f"{COMPLETE}/tasks/law-2025-004/" in row.pages.gone


def test_a_new_locality_and_one_that_is_gone(sides):
    """Everything of it is new; what is gone takes its addresses along, and that is said plainly."""
    shutil.rmtree(sides.base / COMPLETE)
    shutil.rmtree(sides.proposal / MINIMAL)
    added, removed = sides.review().localities
    assert ("added", "removed") == (added.kind, removed.kind)
    assert added.findings.new
    assert () == added.findings.known
    assert f"{COMPLETE}/" in added.pages.added
    assert f"{MINIMAL}/" in removed.pages.gone
    assert Findings() == removed.findings
    text = told(sides.review())
    assert "整个删去：999901-minimal 示例市" in text
    assert "以前引用的网址会失效" in text
    assert not sides.review().has_errors


def test_errors(sides):
    """An error of the proposal: where, what, how to mend it. Its pages would not be renewed, so none is named."""
    sides.edit(f"{COMPLETE}/results.csv", ",88.5,", ",约88,")
    row = sides.one()
    assert ["type-wrong"] == [issue.code for issue in row.findings.errors]
    assert not row.is_published
    assert 0 == row.pages.count
    assert () == row.findings.mended
    text = told(sides.review())
    assert "数据有 1 处错误，改正以前不能合并。" in text
    assert "即使合并，这个地方的网页也不会更新" in text


def test_an_error_that_was_there_before_is_one_still(sides):
    """Somebody else's error blocks as well, is said to be older, and stands beside its line."""
    for folder in (sides.base, sides.proposal):
        file = folder / COMPLETE / "results.csv"
        file.write_text(file.read_text(encoding="utf-8").replace(",88.5,", ",约88,"), encoding="utf-8")
    sides.edit(f"{COMPLETE}/units.csv", "示例市司法局,", "示例市司法局（改）,")
    review = sides.review()
    assert review.has_errors
    assert () == review.localities[0].findings.new
    assert "（原有）错误 · results.csv" in told(review)
    assert "::error file=data/999901-complete/results.csv,line=" in told(review, "github")


def test_a_check_that_fails_can_still_be_compared(sides):
    """What the schemas allow and the checks do not: the changes are told with the errors."""
    sides.edit(f"{COMPLETE}/results.csv", ",88.5,", ",88.9,")
    sides.edit(f"{COMPLETE}/tasks.csv", "2023-07-01,2023-09-30", "2023-10-01,2023-09-30")
    row = sides.one()
    assert ["date-order"] == [issue.code for issue in row.findings.errors]
    assert "由88.5%更正为88.9%" in told(sides.review())


def test_a_mended_base(sides):
    """What could not be read before is now whole: every page is new to the site."""
    (sides.base / MINIMAL / "units.csv").write_bytes(b"\xff\xff")
    row = sides.one()
    assert row.difference is None
    assert row.findings.mended
    assert f"{MINIMAL}/" in row.pages.added
    assert "这次解决了的：错误" in told(sides.review())


# Findings: new, known, mended


def logged(*rows: tuple[str, int, str]) -> tuple:
    log = IssueLog(COMPLETE, SCHEMAS)
    for code, row, value in rows:
        log.add(code, f"words of {value}", file="results.csv", row=row, column="value", value=value)
    return log.issues


def test_findings_are_known_by_what_they_say():
    """A row that moved is the same finding; a second of the same kind is a new one."""
    old = logged(("type-wrong", 3, "a"), ("type-wrong", 4, "b"))
    new = logged(("type-wrong", 9, "a"), ("type-wrong", 10, "a"))
    found = _findings(old, new)
    assert [10] == [issue.row for issue in found.new]
    assert [9] == [issue.row for issue in found.known]
    assert ["b"] == [issue.value for issue in found.mended]


rows_of = st.lists(
    st.tuples(st.sampled_from(["type-wrong", "rate-differs"]), st.integers(2, 9), st.sampled_from("abc")), max_size=12
)


@given(rows_of, rows_of)
def test_no_finding_is_lost(before, after):
    """Each finding of the proposal is new or known, each older one is known or mended."""
    old, new = logged(*before), logged(*after)
    found = _findings(old, new)
    assert sorted(map(repr, new)) == sorted(map(repr, (*found.new, *found.known)))
    assert len(old) == len(found.known) + len(found.mended)


# Other files


@pytest.mark.parametrize(
    "name",
    [
        "generator/x.py",
        ".github/workflows/x.yml",
        "data/README.md",
        "data/140400-changzhi",
        "data/changzhi/results.csv",
        "data/140400-changzhi/../../generator/x.py",
        "data/../generator/x.py",
        "/data/140400-changzhi/results.csv",
        "database/140400-changzhi/results.csv",
        "x/data/140400-changzhi/results.csv",
        "data/140400-changzhi\n/results.csv",
    ],
)
def test_what_is_no_data_is_told(name):
    """Anything but a file inside the folder of a locality."""
    assert 1 == len(other_files(["data/140400-changzhi/results.csv", name]).names)


def test_files_of_several_localities_are_data(tmp_path):
    """With and without -z, the texts of reports too; an empty list is known to be empty."""
    names = ["data/140400-changzhi/results.csv", "data/140000-shanxi/reports/2023.md"]
    for separator in ("\0", "\n"):
        (tmp_path / "list").write_bytes(separator.join([*names, ""]).encode())
        assert names == read_file_names(tmp_path / "list")
    assert OtherFiles((), is_known=True) == other_files(names)
    (tmp_path / "list").write_bytes(b"")
    assert [] == read_file_names(tmp_path / "list")


def test_a_name_that_is_no_text(tmp_path):
    """Bytes that are no UTF-8, ends of lines, signs that turn the direction: a name is one visible line."""
    (tmp_path / "list").write_bytes(b"a\xff\0b\n::error::x\0" + "c\u202e".encode() + b"\0")
    names = other_files(read_file_names(tmp_path / "list")).names
    assert ("a‹U+DCFF›", "b‹U+000A›::error::x", "c‹U+202E›") == names


def test_a_list_that_is_not_there(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        read_file_names(tmp_path / "none")


# The forms


def test_every_form_is_on_the_command_line():
    assert set(reviewing._FORMS) == set(FORMS)


def test_json_is_whole(sides):
    """Everything is in it, with the codes as they are."""
    sides.edit(f"{COMPLETE}/results.csv", ",88.5,", ",88.9,")
    record = json.loads(told(sides.review(other_files(["x.py"])), "json"))
    assert (["x.py"], False, "2026-11-22") == (record["other_files"], record["has_errors"], record["as_of"])
    (row,) = record["localities"]
    assert {"old": "1.0.0", "stated": "1.0.0", "next": "1.0.1", "part": "patch"} == row["version"]
    assert ("88.5", "88.9") == (row["changes"][0]["old"], row["changes"][0]["new"])
    assert list(sides.one().pages.changed) == row["pages"]["changed"]
    assert None is json.loads(told(sides.review(), "json"))["other_files"]


def test_annotations_are_cut_where_the_service_cuts_them(sides):
    """Ten of a kind are shown beside their lines; how many more there are is said, and where they stand."""
    rows = [f"r{number},head-appearance-rate,,,own,2020,x{number}" for number in range(25)]
    sides.add_rows(f"{COMPLETE}/results.csv", *rows)
    review = sides.review()
    text = told(review, "github")
    assert 10 == len(re.findall("^::error ", text, re.MULTILINE))
    assert f"还有 {len(review.errors) - 10} 处没有在文件里标出" in text
    assert len(review.errors) >= 25


def test_long_lists_are_cut_and_counted(sides):
    """A new locality of hundreds of pages, changes and findings is told in a summary that can be read."""
    big = sides.proposal / "140400-changzhi"
    shutil.copytree(ROOT / "data" / "140400-changzhi", big)
    text = told(sides.review(), "markdown")
    assert "任务 121 页：" in text
    assert "另外还有 115 页" in text
    assert len(text.encode()) < 20_000


# Markdown


hostile = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(["[x](http://a.b)", "<img src=x>", "@all", "#12", "**", "`", "|", "\n", "\r", "## ", "![", "~~",
                         "\\", "www.a.b", "https://a.b", "&lt;", "\u202e", "\0", "$x$", "- ", "1. ", "<!--", "\u2028"]),
        max_size=8,
    ).map("".join),
)  # fmt: skip


@given(hostile)
def test_a_text_is_never_markup(text):
    """In a list, a heading and a table alike, what a stranger wrote is read as text, all of it, and as nothing else."""
    layout = Layout(text or "t", (text,), (("a", "b"), (text, text)), (Part(text, (text,), depth=1),))
    made = markdown_of(layout, "cut")
    tokens = MarkdownIt("gfm-like", {"linkify": False, "html": True}).enable("table").parse(made)
    inline = [child for token in tokens for child in token.children or ()]
    assert {"text", "text_special"} >= {child.type for child in inline}
    allowed = {"heading", "paragraph", "inline", "bullet_list", "list_item"}
    allowed |= {"table", "thead", "tbody", "tr", "th", "td"}
    assert allowed >= {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    assert 1 == sum(token.type == "table_open" for token in tokens)
    assert 2 == sum(token.type == "heading_open" for token in tokens)


@given(hostile)
def test_a_text_stays_readable(text):
    """Escaping takes nothing away but spaces at ends: what is shown is what stood there, with its invisible signs."""
    (token,) = [row for row in MarkdownIt().parse(f"x{escaped(text)}x") if row.type == "inline"]
    shown = "".join(child.content for child in token.children)
    assert f"x{text_of(Layout('', (), (), (Part('', (text,)),))).splitlines()[-1].removeprefix('  - ')}x" in {
        shown, shown.replace("  ", " ")
    }  # fmt: skip


def test_a_summary_is_bounded():
    """Far more than a service takes: it is cut at the end of a line, and says so."""
    layout = Layout("t", (), (), tuple(Part(f"{number} " + "字" * 500, depth=2) for number in range(2_000)))
    made = markdown_of(layout, "后面还有")
    assert len(made.encode()) < 600_000
    assert made.endswith("后面还有\n")


# The command


@pytest.fixture
def run(program):
    """Calls the command with the words that follow it."""
    return partial(program, "review")


def test_exit_codes(run, sides):
    """0 where the proposal can be merged, 1 where its data has errors, 2 where the call is wrong."""
    call = ("--data", sides.base, "--proposal", sides.proposal, "--as-of", "2026-11-22")
    assert 0 == run(*call)[0]
    sides.edit(f"{COMPLETE}/results.csv", ",88.5,", ",约88,")
    for form in FORMS:
        code, out, err = run(*call, "--format", form)
        assert (1, "") == (code, err), form
        assert out
    assert 2 == run("--data", sides.base)[0]
    assert 2 == run("--data", sides.base, "--proposal", sides.base / "none")[0]
    assert 2 == run(*call, "--changed-files", sides.base / "none")[0]
    (sides.base.parent / "link").symlink_to(sides.proposal)
    code, _, err = run("--data", sides.base, "--proposal", sides.base.parent / "link")
    assert 2 == code
    assert "is a link" in err


def test_in_english(run, sides):
    """Our words in English, those of the data as they are."""
    sides.edit(f"{COMPLETE}/results.csv", ",88.5,", ",88.9,")
    code, out, _ = run("--data", sides.base, "--proposal", sides.proposal, "--language", "en", "--format", "markdown")
    assert 0 == code
    assert "行政机关负责人出庭应诉率" in out


def test_a_locality_that_is_a_link(sides):
    """A folder that leads elsewhere, or nowhere, is refused without a look at what is there."""
    (sides.proposal / "999902-all").symlink_to("/")
    (sides.proposal / "999903-gone").symlink_to("/nowhere")
    shutil.rmtree(sides.proposal / MINIMAL)
    (sides.proposal / MINIMAL).symlink_to(sides.base / MINIMAL)
    rows = sides.review().localities
    assert [MINIMAL, "999902-all", "999903-gone"] == [row.locality_id for row in rows]
    assert [["file-unsafe"]] * 3 == [[issue.code for issue in row.findings.errors] for row in rows]

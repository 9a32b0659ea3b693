"""Workbook marking: every finding stands in its cell and in the list; the file can be mended and read back."""

import io

import openpyxl
import pytest

from generator.examine import examine_package
from generator.language import load_language
from generator.read import DESCRIPTOR
from generator.settings import ROOT
from generator.workbook import marked_content
from generator.workbook.marking import FILLS
from generator.workbook.naming import FINDINGS
from tests.workbooks import COMPLETE, SCHEMAS, VOCABULARY, edited, merged_from, set_cell

BROKEN = sorted(path for path in (ROOT / "tests" / "packages" / "broken").glob("*/*") if path.is_dir())


def marked(folder, code="zh-CN"):
    _, raw, log = examine_package(folder, ROOT / "schemas")
    return marked_content(raw, SCHEMAS, VOCABULARY, log.issues, load_language(code)), raw, log.issues


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("folder", BROKEN, ids=lambda path: path.parent.name)
def test_every_finding_is_in_the_list_and_its_cell_is_marked(folder):
    """For each kind of finding there is; a link leads to the cell, which has its colour and says the same. Read back as
    it is, the workbook changes nothing.
    """
    content, raw, issues = marked(folder)
    book = opened(content)
    _, *rows = book[FINDINGS].iter_rows()
    assert len(issues) == len(rows)
    severities = {"错误": "error", "警告": "warning", "提示": "note"}
    for row in rows:
        severity, _, place, _, _, message, advice = row
        assert message.value
        assert advice.value
        if place.hyperlink:
            sheet, _, cell = place.hyperlink.location.rpartition("!")
            target = book[sheet.strip("'")][cell]
            assert "FF" + FILLS[severities[severity.value]][1:] == target.fill.fgColor.rgb
            assert f"{severity.value}：{message.value} {advice.value}" in target.comment.text
        else:
            # Of a file as a whole, or of a row that is not shown.
            assert raw is None or folder.parent.name not in {
                "type-wrong",
                "value-required",
                "row-shape",
                "header-wrong",
            }
    if raw is not None:
        assert {} == merged_from(content, raw)[0].files


@pytest.fixture
def spoilt(copy_fixture):
    """A package with a mistake of every kind that has a place of its own in the file."""
    folder = copy_fixture("complete")

    def spoil(name, old, new):
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    spoil("tasks.csv", ",must,", ",musst,")
    spoil("tasks.csv", "law-2025-m03,", "law-2025-m33,")
    spoil("tasks.csv", "公布市级权责清单", "=公布")
    spoil("problems.csv", "problem_id", "问题编号")
    spoil("progress.csv", "\n", ",x\n")
    (folder / "registers.csv").write_bytes((folder / "registers.csv").read_text(encoding="utf-8").encode("gbk"))
    return folder


def test_findings_are_told_in_the_words_of_the_workbook(spoilt):
    """Labels and names in place of codes and ids, since those are what can be chosen there."""
    book = opened(marked(spoilt)[0])
    text = "\n".join(str(cell.value) for row in book[FINDINGS].iter_rows() for cell in row)
    assert "从下拉里选一个：必须、争取" in text
    assert "是不是「law-2025-m03 加强行政复议」？" in text


def test_what_does_not_fit_into_columns_is_shown_as_it_is(spoilt):
    """The fault of a header is marked where it is; what is no text at all is in the list alone."""
    content, raw, _ = marked(spoilt)
    book = opened(content)
    assert "问题编号" == book["存在的问题（原样）"]["A1"].value
    assert book["存在的问题（原样）"]["A1"].comment
    assert not book["存在的问题（原样）"]["B1"].comment
    assert raw.tables["progress"].header == tuple(cell.value for cell in book["进展（原样）"][1])
    assert not {"公开清单", "公开清单（原样）", "进展", "存在的问题"} & set(book.sheetnames)
    files = [row[1].value for row in book[FINDINGS].iter_rows(min_row=2)]
    assert "registers.csv" in files


def test_what_was_mended_is_read_back_and_the_rest_is_left_alone(spoilt):
    content, raw, _ = marked(spoilt)

    def mend(book):
        set_cell(book, "任务", 2, "时限力度", "必须")

    merge, _ = merged_from(edited(content, mend), raw)
    assert ["tasks.csv"] == list(merge.files)
    assert (spoilt / "tasks.csv").read_text(encoding="utf-8").replace(",musst,", ",must,") == merge.files[
        "tasks.csv"
    ].decode()


def test_a_package_without_a_fault_says_so(tmp_path):
    content = marked_content(marked(COMPLETE)[1], SCHEMAS, VOCABULARY, ())
    assert "没有发现问题。" == opened(content)[FINDINGS]["A2"].value


def test_what_cannot_be_read_at_all_has_its_list(copy_fixture):
    folder = copy_fixture("minimal")
    (folder / DESCRIPTOR).unlink()
    content, raw, issues = marked(folder)
    assert raw is None
    assert [FINDINGS] == opened(content).sheetnames
    assert 1 == len(issues)


def test_same_package_same_bytes(spoilt):
    assert marked(spoilt)[0] == marked(spoilt)[0]

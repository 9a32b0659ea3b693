"""``gongkai workbook`` and ``gongkai check --format xlsx``: what is said, what is written, and the exit codes."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from generator.artifacts import tree_manifest
from generator.settings import ROOT
from generator.workbook.naming import FINDINGS
from tests.workbooks import COMPLETE, edited, set_cell

NAME = COMPLETE.name


@pytest.fixture
def run(program):
    """Calls the program."""
    return program


@pytest.fixture
def data(tmp_path) -> Path:
    """A folder with the complete package."""
    shutil.copytree(COMPLETE, tmp_path / "data" / NAME)
    return tmp_path / "data"


@pytest.fixture
def filled(run, data, tmp_path):
    """Exports the workbook and changes it; the file."""

    def make(*changes) -> Path:
        file = tmp_path / "filled.xlsx"
        code, out, _ = run("workbook", "export", NAME, "--data", data, "--output-file", file)
        assert (0, f"{file} written: 17 tables of {NAME}.\n") == (code, out)
        for change in changes:
            file.write_bytes(edited(file.read_bytes(), change))
        return file

    return make


def correct(book):
    """One figure of a result, 88.5 before."""
    cell = next(cell for row in book["结果"].iter_rows() for cell in row if cell.value == 88.5)
    cell.value = 88.9


def test_an_untouched_workbook_changes_nothing(run, data, filled):
    before = tree_manifest(data)
    answer = run("workbook", "import", filled(), "--data", data, "--write")
    assert (0, "工作簿与数据包没有不同，不用写入。\n", "") == answer
    assert before == tree_manifest(data)


def test_what_changes_is_shown_and_written_only_when_asked(run, data, filled):
    file, before = filled(correct), tree_manifest(data)
    code, out, _ = run("workbook", "import", file, "--data", data)
    assert 0 == code
    assert "表「结果」：新增 0 行，改动 1 行，删去 0 行。" in out
    assert "结果“行政机关负责人出庭应诉率”（2021年）由88.5%更正为88.9%" in out
    assert "还没有写入" in out
    assert before == tree_manifest(data)
    code, out, _ = run("workbook", "import", file, "--data", data, "--write")
    assert (0, "已写入：results.csv。") == (code, out.splitlines()[-1])
    changed = {name for name, value in tree_manifest(data).items() if before[name] != value}
    assert {f"{NAME}/results.csv"} == changed
    assert (0, "工作簿与数据包没有不同，不用写入。\n", "") == run("workbook", "import", file, "--data", data)


def test_removed_rows_are_named(run, data, filled):
    def remove(book):
        book["下一步安排"].delete_rows(2)

    code, out, _ = run("workbook", "import", filled(remove), "--data", data)
    assert 0 == code
    assert "请留意，「下一步安排」里将删去 1 行：" in out


def test_a_fault_is_told_in_the_terms_of_the_workbook_and_nothing_is_written(run, data, filled):
    """Sheet, row as the program counts it, title and letter of the column; blank rows above do not shift it."""

    def spoil(book):
        book["任务"].insert_rows(2, 3)
        set_cell(book, "任务", 5, "完成时限", "3月底")
        set_cell(book, "任务", 6, "任务名称", None)
        book["任务"]["F6"].value = None
        set_cell(book, "任务", 7, "时限力度", "一定")

    before = tree_manifest(data)
    code, out, _ = run("workbook", "import", filled(spoil), "--data", data, "--write")
    assert 1 == code
    assert f"错误 type-wrong  {NAME}/任务 · 第 5 行 · 「完成时限 due_date」列（K） · 当前值「3月底」" in out
    assert f"错误 value-required  {NAME}/任务 · 第 6 行 · 「任务名称 title」列（F）" in out
    assert f"错误 value-not-allowed  {NAME}/任务 · 第 7 行 · 「时限力度 due_binding」列（M） · 当前值「一定」" in out
    assert "从下拉里选一个：必须、争取" in out
    assert 1 == out.count("value-not-allowed")
    assert "没有写入" in out
    assert before == tree_manifest(data)


def test_faults_that_the_package_had_before_do_not_stand_in_the_way(run, data, filled):
    path = data / NAME / "tasks.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",must,", ",musst,", 1), encoding="utf-8")
    code, out, _ = run("workbook", "import", filled(correct), "--data", data, "--write")
    assert (0, "已写入：results.csv。") == (code, out.splitlines()[-1])


def test_what_changed_on_both_sides_is_refused_with_a_remedy(run, data, filled):
    file = filled(correct)
    path = data / NAME / "results.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("88.5", "88.7", 1), encoding="utf-8")
    code, out, _ = run("workbook", "import", file, "--data", data, "--write")
    assert 1 == code
    assert "导出以后，数据包里的表「结果」也改过，两边不同，没有读入。" in out
    assert "--workbook-wins" in out
    assert "88.7" in path.read_text(encoding="utf-8")
    code, out, _ = run("workbook", "import", file, "--data", data, "--write", "--workbook-wins")
    assert 0 == code
    assert "88.9" in path.read_text(encoding="utf-8")


def test_what_only_the_package_changed_is_kept(run, data, filled):
    file = filled(correct)
    path = data / NAME / "units.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("市司法局", "市司法行政局", 1), encoding="utf-8")
    code, out, _ = run("workbook", "import", file, "--data", data, "--write")
    assert 0 == code
    assert "导出以后，数据包里的表「责任单位」改过，工作簿没有动它：保留数据包现在的内容。" in out
    assert "市司法行政局" in path.read_text(encoding="utf-8")


def test_what_cannot_be_read_in_the_package_is_said_at_the_export(run, data, tmp_path):
    path = data / NAME / "registers.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gbk"))
    file = tmp_path / "a.xlsx"
    code, out, err = run("workbook", "export", NAME, "--data", data, "--output-file", file)
    assert 1 == code
    assert "16 tables" in out
    assert "encoding-wrong" in err
    assert "公开清单" not in openpyxl.load_workbook(file).sheetnames


def test_wrong_usage_says_what_is_wrong(run, data, filled, tmp_path):
    file = filled()
    assert 2 == run("workbook", "export", "999902-nowhere", "--data", data)[0]
    shutil.rmtree(data / NAME)
    code, _, err = run("workbook", "import", file, "--data", data)
    assert 2 == code
    assert NAME in err
    other = tmp_path / "other.xlsx"
    other.write_bytes(b"nothing")
    code, out, _ = run("workbook", "import", other, "--data", data)
    assert 1 == code
    assert "打不开" in out


def test_a_check_can_mark_its_findings_in_a_workbook(run, data, tmp_path):
    file = tmp_path / "marked.xlsx"
    path = data / NAME / "tasks.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",must,", ",musst,", 1), encoding="utf-8")
    code, out, _ = run("check", NAME, "--data", data, "--format", "xlsx", "--output-file", file)
    assert 1 == code
    assert out.startswith(f"{file} written: ")
    book = openpyxl.load_workbook(file)
    assert FINDINGS == book.sheetnames[0]
    place = next(row[2] for row in book[FINDINGS].iter_rows(min_row=2) if "musst" in str(row[4].value))
    assert "'任务'!M2" == place.hyperlink.location
    assert "musst" == book["任务"]["M2"].value


def test_a_marked_check_is_of_one_package_and_has_a_file(run, data):
    assert 2 == run("check", NAME, "--data", data, "--format", "xlsx")[0]
    shutil.copytree(ROOT / "tests" / "packages" / "minimal" / "999901-minimal", data / "999901-minimal")
    assert 2 == run("check", "--data", data, "--format", "xlsx", "--output-file", data / "x.xlsx")[0]

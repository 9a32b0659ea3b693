"""A clerk's year, from the first command to the page: what is written in a spreadsheet program is read on the site.

Nobody here knows git or CSV. A locality begins, its workbook is filled in with mistakes that clerks make, mended and
read in; a colleague's table comes as another program wrote it; a wrong figure is mended in the marked copy. Each step
is a call of the program as a shell makes it.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from lxml import html

from generator.settings import ROOT
from tests.repositories import Repository
from tests.workbooks import column

PLACE, NAME = "140499-shili", "示例县"
BOOK, MARKED = f"{PLACE}-workbook.xlsx", "marked.xlsx"
pytestmark = pytest.mark.xdist_group("a-clerks-year")


@dataclass(frozen=True)
class Desk:
    """Where the clerk works: a repository of data, and the files on the desk."""

    repository: Repository

    @property
    def folder(self) -> Path:
        return self.repository.data / PLACE

    @property
    def package(self) -> dict[str, str]:
        """The files of the package."""
        return {path.name: path.read_text(encoding="utf-8") for path in sorted(self.folder.iterdir())}

    def run(self, *words: str, code: int = 0) -> str:
        """What the program says; it must end with ``code``."""
        data = [] if words[0] == "fix" else ["--data", str(self.repository.data)]
        call = [sys.executable, "-m", "generator", *words, *data]
        ended = subprocess.run(
            call, cwd=self.repository.root, capture_output=True, text=True, check=False, env=environment()
        )
        assert code == ended.returncode, (words, ended.stdout, ended.stderr)
        return ended.stdout

    def fill(self, book: str, rows: dict[str, list[dict[str, object]]], *, over: bool = False) -> None:
        """Write rows into sheets as somebody types them: below what is there, or ``over`` it from the first row on."""
        path = self.repository.root / book
        opened = openpyxl.load_workbook(path)
        for name, filled in rows.items():
            sheet = opened[name]
            last = max([row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value], default=1)
            if over:
                for row in range(2, last + 1):
                    for place in range(1, sheet.max_column + 1):
                        cell = sheet.cell(row, place)
                        assert cell.value is None or not cell.protection.locked, f"{name} {cell.coordinate} is locked"
                        cell.value = None
                last = 1
            for row, cells in enumerate(filled, start=last + 1):
                for title, value in cells.items():
                    sheet.cell(row, column(sheet, title)).value = value
        opened.save(path)

    def page(self, address: str) -> str:
        """The words of a page."""
        path = self.repository.root / "site" / address / "index.html"
        (body,) = html.fromstring(path.read_text(encoding="utf-8")).xpath("//article")
        return " ".join(body.text_content().split())


def environment() -> dict[str, str]:
    """The clerk's shell: this program, and a day in March."""
    return os.environ | {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1772323200"}  # 2026-03-01


PLAN = {
    "文件": [
        {
            "文件编号": "plan-2026",
            "文件种类": "年度工作方案或要点",
            "标题": "示例县2026年度法治政府建设工作要点",
            "标题是否原文": "是",
            "发布机构": "示例县人民政府办公室",
            "发布日期": "2026年1月20日",
            "日期依据": "页面标明",
            "来源性质": "原始发布",
            "网址": "https://www.example.gov.cn/plan/2026.html",
        }
    ],
    "责任单位": [{"单位编号": "sifaju", "单位名称": "示例县司法局", "单位种类": "政府及其部门", "是否集合名称": "否"}],
    "计划": [
        {
            "计划编号": "work-2026",
            "所据文件": "plan-2026",
            "计划名称": "示例县2026年度法治政府建设工作要点",
            "开始日期": "2026-01-01",
            "结束日期": "2026-12-31",
            "约束对象": "约束发布机关自身",
        }
    ],
    "章节": [{"章节编号": "work-2026-a1", "所属计划": "work-2026", "层级": "方面", "标题": "依法行政", "顺序": 1}],
    "任务": [
        {
            "任务编号": "work-2026-001",
            "所属计划": "work-2026",
            "所属章节": "work-2026-a1",
            "序号原文": "1",
            "任务名称": "提高负责人出庭应诉率",
            "任务内容": "负责人出庭应诉率全年达到90%以上。",
            "时限种类": "年底",
            "完成时限": "2026-12-31",
            "时限依据": "任务自带",
            "时限力度": "必须",
            "时限原文": "全年",
        }
    ],
    # A name where an id belongs, and the post instead of the role.
    "任务分工": [
        {"任务": "work-2026-001", "责任单位": "示例县司法局", "职责": "牵头单位", "排序": 1, "是否开放": "否"}
    ],
    "指标": [
        {
            "指标编号": "head-rate",
            "通用指标": "行政机关负责人出庭应诉率",
            "指标名称": "行政机关负责人出庭应诉率",
            "计量单位": "%",
            "方向": "越高越好",
        }
    ],
    # A percent sign in a number.
    "目标值": [
        {
            "目标编号": "work-2026-t1",
            "所属任务": "work-2026-001",
            "指标": "head-rate",
            "比较方式": "不低于",
            "目标值": "90%",
            "考核时期": "2026",
            "达成时限": "2026-12-31",
            "原文表述": "90%以上",
        }
    ],
}
REPORT = {
    "文件编号": "report-2025",
    "文件种类": "法治政府建设年度报告",
    "标题": "示例县2025年度法治政府建设情况报告",
    "标题是否原文": "是",
    "发布机构": "示例县人民政府",
    "发布日期": "2026-02-20",
    "日期依据": "页面标明",
    "来源性质": "原始发布",
    "网址": "https://www.example.gov.cn/report/2025.html",
}
REST = ("结果", "进展", "年度报告", "报告内容", "存在的问题", "下一步安排")


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Desk:
    return Desk(Repository(tmp_path_factory.mktemp("year")))


def test_the_year(desk):
    """One story, told in the order of its months."""
    january(desk)
    february(desk)
    march(desk)
    desk.run("build", "--output", str(desk.repository.root / "site"), "--no-cache", "--workers", "1")
    task = desk.page(f"{PLACE}/tasks/work-2026-001")
    for words in ("提高负责人出庭应诉率", "示例县司法局", "90%以上", "2026年12月31日"):
        assert words in task
    indicator, _, changed = desk.page(f"{PLACE}/indicators/head-rate").partition("变动记录")
    assert "95" in indicator
    assert "示例县2025年度法治政府建设情况报告" in indicator
    assert "92.5" not in indicator
    assert "92.5" in changed
    assert "92.5" in desk.page(f"{PLACE}/changes")
    assert "示例：" not in desk.page(PLACE)


def january(desk: Desk) -> None:
    """A locality begins; its plan is filled in over the examples, refused with three mistakes, mended and read in."""
    said = desk.run("new", PLACE, "--name", NAME, "--level", "county", "--parent", "140400")
    assert f"gongkai workbook export {PLACE}" in said
    desk.run("workbook", "export", PLACE)
    desk.fill(BOOK, PLAN | {name: [] for name in REST}, over=True)
    before = desk.package
    said = desk.run("workbook", "import", BOOK, "--write", code=1)
    for words in ("「发布日期", "「职责", "「目标值", "没有写入"):
        assert words in said
    assert before == desk.package
    for sheet, mended in (("文件", "2026-01-20"), ("任务分工", "牵头"), ("目标值", 90)):
        title = {"文件": "发布日期", "任务分工": "职责", "目标值": "目标值"}[sheet]
        desk.fill(BOOK, {sheet: [PLAN[sheet][0] | {title: mended}]}, over=True)
    assert "已写入" in desk.run("workbook", "import", BOOK, "--write")
    assert "错误 0" in desk.run("check", PLACE)
    desk.repository.commit("2026-01-21T10:00:00+08:00")


def february(desk: Desk) -> None:
    """The report of last year comes into the workbook, its figures as a table that another program wrote."""
    desk.run("workbook", "export", PLACE)
    desk.fill(BOOK, {"文件": [REPORT]})
    assert "已写入" in desk.run("workbook", "import", BOOK, "--write")
    sent = desk.repository.root / "结果.csv"
    head = "结果编号\t指标\t统计范围\t时期\t数值\t分子\t分母\t精确程度\t原文表述\t所据文件"
    row = "head-rate-2025\thead-rate\t本级\t2025\t９２．５\t３７\t４０\t精确\t92.5%\treport-2025"
    sent.write_bytes("\r\n".join(["示例县2025年结果表", head, row]).encode("gb18030"))
    assert "92.5" in desk.run("fix", str(sent), "--write")
    shutil.copy(sent.with_name("results.csv"), desk.folder / "results.csv")
    assert "错误 0" in desk.run("check", PLACE)
    assert "92.5" in desk.run("diff", f"HEAD:{PLACE}", str(desk.folder))
    desk.repository.commit("2026-02-21T10:00:00+08:00")


def march(desk: Desk) -> None:
    """Somebody spoils a figure; it is put right, and corrected, in the marked copy that the check gives."""
    spoilt = desk.package["results.csv"].replace(",92.5,", ",92.5%,", 1)
    (desk.folder / "results.csv").write_text(spoilt, encoding="utf-8")
    desk.run("check", PLACE, "--format", "xlsx", "--output-file", MARKED, code=1)
    book = openpyxl.load_workbook(desk.repository.root / MARKED)
    sheet = book["结果"]
    cell = sheet.cell(2, column(sheet, "数值"))
    assert "92.5%" == cell.value
    assert "建议值「92.5」" in cell.comment.text
    for title, value in (("数值", 95), ("分子", 38), ("原文表述", "95%")):
        sheet.cell(2, column(sheet, title)).value = value
    book.save(desk.repository.root / MARKED)
    assert "已写入" in desk.run("workbook", "import", MARKED, "--write")
    said = desk.run("diff", f"HEAD:{PLACE}", str(desk.folder), "--format", "markdown")
    assert "92.5" in said
    assert "95" in said
    desk.repository.commit("2026-02-28T10:00:00+08:00")

"""The packages against the founding texts they were written from, figure by figure.

The texts are not part of the repository; where they are not at hand beside it, these tests say that they were skipped.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from generator.examine import examine_package
from generator.model import Package

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the founding texts are not beside this checkout")


def folded(text: str) -> str:
    """Width, white space and quotation marks make no difference between a text and what was taken from it."""
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s“”\"‘’]", "", text).replace("〈", "<").replace("〉", ">")


@cache
def seed(number: str) -> str:
    path = next(SEEDS.glob(f"{number}_*.txt"))
    return folded(path.read_text(encoding="utf-8"))


@cache
def package(locality_id: str) -> Package:
    found, _, _ = examine_package(ROOT / "data" / locality_id, ROOT / "schemas")
    assert found is not None
    return found


@cache
def changzhi_items() -> dict[int, str]:
    """Number of each item of the plan, 1 to 121, and its text up to the next."""
    text = seed("002")
    starts = []
    position = 0
    for number in range(1, 122):
        position = text.index(f"({number})", position)
        starts.append(position)
    return {n + 1: text[a:b] for n, (a, b) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True))}


@cache
def hanyang_rows() -> dict[int, list[str]]:
    """Number of each row of the list, 1 to 41: content, units, due."""
    raw = next(SEEDS.glob("004_*.txt")).read_text(encoding="utf-8")
    rows = {}
    for line in raw.splitlines():
        cells = [folded(cell) for cell in line.split("|") if folded(cell)]
        number = next((index for index, cell in enumerate(cells[:2]) if cell.isdigit()), None)
        if number is not None and len(cells) >= number + 4:
            rows[int(cells[number])] = cells[number + 1 : number + 4]
    return rows


def test_changzhi_every_unit_stands_in_its_bracket():
    """Each unit of a task stands in the role bracket of its item, in the printed order."""
    plan = package("140400-changzhi")
    for task in plan.tasks:
        item = changzhi_items()[int(task.task_id[-3:])]
        names = [folded(plan.unit[row.unit_id].name) for row in plan.assignments_of_task[task.task_id]]
        bracket = re.findall(r"\([^()]*(?:牵头|负责)[^()]*\)", item)[-1]
        # The text writes some collective names with and without 各; the package has each once.
        positions = [bracket.replace("各", "").find(name.replace("各", "")) for name in names]
        assert -1 not in positions, (task.task_id, names, bracket)
        assert sorted(positions) == positions, (task.task_id, names, bracket)


@pytest.mark.parametrize("table", ["tasks", "milestones", "targets"])
def test_changzhi_printed_words_stand_in_their_item(table):
    """What is given as printed for a task stands in its own item."""
    plan = package("140400-changzhi")
    for row in getattr(plan, table):
        printed = row.printed if table == "targets" else row.due_printed
        if printed and row.task_id:
            assert folded(printed) in changzhi_items()[int(row.task_id[-3:])], (table, row.task_id, printed)


def test_hanyang_rows_agree():
    """Each of the 41 rows has the units of the list in its order, and its due month."""
    plan = package("420105-hanyang")
    assert 41 == len(hanyang_rows())
    for task in plan.tasks:
        content, units, due = hanyang_rows()[int(task.task_id[-3:])]
        names = [folded(plan.unit[row.unit_id].name) for row in plan.assignments_of_task[task.task_id]]
        assert re.split("[、,]", units) == names, task.task_id
        assert due == folded(task.due_printed), task.task_id
        assert due == f"{task.due_date.month}月底", task.task_id
        for target in plan.targets_of_task.get(task.task_id, ()):
            assert folded(target.printed) in content, target.target_id


def test_hanyang_measure_without_row_keeps_its_target():
    """Measure 9 has no row; its figure stands at the measure, as printed in the body."""
    plan = package("420105-hanyang")
    (target,) = plan.targets_of_section["work-2023-m09"]
    assert (1000, "gt") == (target.value, target.comparator)
    assert folded(target.printed) in seed("004")


@pytest.mark.parametrize(("locality_id", "number"), [("450000-guangxi", "001"), ("320000-jiangsu", "001")])
def test_survey_figures_stand_in_the_text(locality_id, number):
    """Every figure of a survey is printed there, and its number is the printed one."""
    surveys = package(locality_id)
    rows = [row for row in surveys.results if surveys.document[row.document_id].seed_id == number]
    assert rows
    for row in rows:
        assert folded(row.printed) in seed(number), (row.result_id, row.printed)
        if row.value is not None:
            assert is_printed(row.value, row.printed), (row.result_id, row.value, row.printed)
        else:
            assert "*" in row.printed, row.result_id


def is_printed(value, printed: str) -> bool:
    """Whether the number, or the number over a scale word, stands in the printed words."""
    words = folded(printed)
    if "全覆盖" in words:
        return value == 100
    numerals = {"一": 1, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
    numbers = {float(found) for found in re.findall(r"\d+(?:\.\d+)?", words)}
    numbers |= {float(number) for word, number in numerals.items() if word in words}
    return any(abs(float(value) / scale - number) < 1e-9 for number in numbers for scale in (1, 1e4, 1e8))


def test_anhua_figures_and_counts():
    """The report's ten problems and nine steps are all there, and every printed figure stands in it."""
    report = package("430923-anhua-chengnan")
    assert (10, 9) == (len(report.problems), len(report.next_steps))
    for row in report.results:
        assert folded(row.printed) in seed("003"), row.printed
        assert is_printed(row.value, row.printed) or row.value == 0, row.printed
    assert "75803364X/2024-1921136" == report.documents[0].index_number


def test_chongqing_targets():
    """The forty norms promise what the text says: rates, frequencies and hours."""
    norms = package("500000-chongqing")
    assert 40 == len(norms.tasks)
    promised = {(row.task_id, row.comparator, str(row.value), row.every) for row in norms.targets}
    assert {
        ("norms-017", "le", "5", ""),
        ("norms-031", "le", "5", ""),
        ("norms-036", "ge", "2", "P1Y"),
        ("norms-040", "ge", "1", "P5Y"),
        ("norms-040", "ge", "1", "P2Y"),
    } <= promised
    assert {"100"} == {value for task, _, value, _ in promised if task == "norms-024"}
    assert {"40"} == {value for task, _, value, _ in promised if task == "norms-040" and value != "1"}

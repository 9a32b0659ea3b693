"""Changes in words: what a reader is told of each kind of change, and which version follows from it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.changes import (
    ADDED,
    CHANGED,
    REMOVED,
    RENAMED,
    Change,
    Wording,
    counted,
    gather,
    inventory,
    next_version,
)
from generator.schemas import TABLES, load_schemas
from generator.settings import ROOT
from generator.vocabulary import load_vocabulary
from tests.unit.test_comparing import compared, variants

SCHEMAS = load_schemas(ROOT / "schemas")
WORDING = Wording(SCHEMAS, load_vocabulary(ROOT / "schemas"))
RATE = {"title": "负责人出庭应诉率", "period": "2020", "unit_of_measure": "%"}


def told(*changes: Change) -> list[str]:
    return [str(row.words) for row in WORDING.statements(changes)]


def changed(table: str, field: str, old: str, new: str, **others) -> Change:
    return Change(CHANGED, table, "x", field=field, old=old, new=new, **{"title": "甲", **others})


ONE = [
    (changed("results", "value", "92.0", "92.9", **RATE), "结果“负责人出庭应诉率”（2020年）由92.0%更正为92.9%"),
    (
        changed("targets", "value", "130", "1400", title="办结复议案件", period="2023", unit_of_measure="件"),
        "目标值“办结复议案件”（2023年）由130件改为1,400件",
    ),
    (
        changed("targets", "value", "1", "2", title="讲座", period="2025-12-31", unit_of_measure="次"),
        "目标值“讲座”（2025年12月31日）由1次改为2次",
    ),
    (changed("results", "value", "", "92.9", **RATE), "结果“负责人出庭应诉率”（2020年）补充数值：92.9%"),
    (changed("results", "value", "92", "", **RATE), "结果“负责人出庭应诉率”（2020年）删去数值（原为92%）"),
    (changed("results", "numerator", "9", "1300", **RATE), "结果“负责人出庭应诉率”（2020年）的分子由9改为1,300"),
    (
        changed("results", "masked", "", "value period", **RATE),
        "结果“负责人出庭应诉率”（2020年）补充隐去字段：数值、时期",
    ),
    (
        changed("results", "is_break", "false", "true", **RATE),
        "结果“负责人出庭应诉率”（2020年）的口径是否变化由否改为是",
    ),
    (
        changed("results", "period", "2020", "2020-H1", title="甲"),
        "结果“甲”的时期由2020年改为2020年上半年",
    ),
    (
        changed("results", "document_id", "a", "b", old_name="旧报告", new_name="《新报告》", title="甲"),
        "结果“甲”的所据文件由“旧报告”改为《新报告》",
    ),
    (
        changed("tasks", "due_date", "2022-12-31", "2023-06-30", title="公布清单"),
        "任务“公布清单”的完成时限由2022年12月31日改为2023年6月30日",
    ),
    (changed("tasks", "due_binding", "strive", "must"), "任务“甲”的时限力度由争取改为必须"),
    (changed("tasks", "title", "乙", "甲"), "任务“甲”的任务名称由“乙”改为“甲”"),
    (changed("tasks", "section_id", "", "s1", new_name="行政复议"), "任务“甲”补充所属章节：“行政复议”"),
    (changed("tasks", "unknown_field", "a", "b"), "任务“甲”的unknown_field由“a”改为“b”"),
    (changed("reports", "narrative", "", "0a"), "年度报告“甲”的全文已收录"),
    (changed("reports", "narrative", "0a", ""), "年度报告“甲”的全文已删去"),
    (changed("reports", "narrative", "0a", "0b"), "年度报告“甲”的全文有改动"),
    (changed("problems", "title", "乙", "甲", other="2023年报告"), "“2023年报告”的存在的问题“甲”的问题由“乙”改为“甲”"),
    (Change(ADDED, "tasks", "t-1", title="公布清单"), "新增任务“公布清单”"),
    (Change(REMOVED, "documents", "d", title="《方案》"), "删去文件《方案》"),
    (Change(ADDED, "results", "r", new="92.9", **RATE), "新增结果“负责人出庭应诉率”（2020年）：92.9%"),
    (Change(REMOVED, "results", "r", old="22**项", **RATE), "删去结果“负责人出庭应诉率”（2020年）：“22**项”"),
    (
        Change(ADDED, "assignments", "t-1/sifaju/lead", title="公布清单", other="司法局"),
        "任务“公布清单”的分工增加司法局（牵头）",
    ),
    (
        Change(REMOVED, "assignments", "t-1/sifaju/support", title="公布清单", other="司法局"),
        "任务“公布清单”的分工删去司法局（配合）",
    ),
    (
        Change(CHANGED, "assignments", "t-1/sifaju/lead", title="甲", other="司法局", field="order", old="1", new="2"),
        "任务“甲”的分工：司法局（牵头）的排序由1改为2",
    ),
    (Change(ADDED, "task_indicators", "t/i", title="甲", other="乙"), "任务“甲”增加对应的指标“乙”"),
    (Change(REMOVED, "task_indicators", "t/i", title="甲", other="乙"), "任务“甲”不再对应指标“乙”"),
    (Change(RENAMED, "indicators", "b", title="甲", old="a", new="b"), "指标“甲”的编号由 a 改为 b"),
    (Change(ADDED, "tasks"), "新增表“任务”"),
    (Change(REMOVED, "tasks"), "删去表“任务”"),
    (Change(ADDED, "tasks", field="deliverable"), "表“任务”增加了列“成果形式”"),
    (Change(REMOVED, "tasks", field="deliverable"), "表“任务”删去了列“成果形式”"),
    (Change(CHANGED, "package", field="version", old="1.0.0", new="1.0.1"), "数据包说明：数据版本由“1.0.0”改为“1.0.1”"),
]


@pytest.mark.parametrize(("change", "words"), ONE, ids=[words for _, words in ONE])
def test_one_change_is_one_sentence(change, words):
    assert [words] == told(change)


def test_the_changes_of_one_record_are_one_sentence():
    changes = [
        changed("results", "value", "92.0", "92.9", **RATE),
        changed("results", "document_id", "a", "b", old_name="旧报告", new_name="新报告", **RATE),
    ]
    words = "结果“负责人出庭应诉率”（2020年）由92.0%更正为92.9%；所据文件由“旧报告”改为“新报告”"
    assert [words] == told(*changes)
    rows = [changed("tasks", "due_date", "2022-12-31", "2023-06-30"), changed("tasks", "summary", "", "做完。")]
    assert ["任务“甲”：完成时限由2022年12月31日改为2023年6月30日；补充任务内容：“做完。”"] == told(*rows)


def test_of_long_texts_the_part_that_differs_is_quoted():
    text = "".join(chr(0x4E00 + at) for at in range(400))
    (words,) = told(changed("tasks", "summary", text, f"{text[:200]}改{text[201:]}"))
    assert text[200] in words
    assert "改" in words
    assert f"由“…{text[188:200]}" in words
    assert len(words) < 120


@pytest.mark.parametrize("old", ["", "短", "长" * 300])
@pytest.mark.parametrize("new", ["", "段" * 400, "长" * 299])
def test_no_text_makes_a_sentence_long(old, new):
    if old != new:
        (words,) = told(changed("tasks", "summary", old, new))
        assert len(words) < 200


def test_many_of_one_kind_stand_under_one_heading():
    """A few are told one by one; more are counted, and can be opened."""
    rows = [Change(ADDED, "tasks", f"t-{number}", title=f"任务{number}") for number in range(41)]
    (gathering,) = gather(rows, WORDING)
    assert ("新增41项任务", 41) == (str(gathering.heading), len(gathering.statements))
    assert ["", ""] == [row.heading for row in gather(rows[:2], WORDING)]


FIELDS: list[tuple[Sequence[Change], str]] = [
    ([changed("reports", "task_id", "", "t", new_name="乙")], "5份年度报告补充了“对应任务”"),
    ([changed("reports", "task_id", "s", "t", new_name="乙")], "5份年度报告的“对应任务”有改动"),
    ([changed("reports", "task_id", "s", "t"), changed("reports", "channel", "s", "t")], "5份年度报告有改动"),
    ([Change(REMOVED, "reports", "x")], "删去5份年度报告"),
    ([Change(RENAMED, "reports", "x", old="y", new="x")], "5份年度报告改了编号"),
]


@pytest.mark.parametrize(("changes", "heading"), FIELDS, ids=[heading for _, heading in FIELDS])
def test_headings_say_what_all_have_in_common(changes, heading):
    rows = [replace(row, record_id=f"{number}") for number in range(5) for row in changes]
    assert [heading] == [str(row.heading) for row in gather(rows, WORDING)]


def test_the_parts_of_a_task_come_and_go_with_it():
    parts = [
        Change(ADDED, "assignments", f"t-1/{name}/lead", title="甲", other=name, task_ids=("t-1",)) for name in "ab"
    ]
    other = Change(ADDED, "assignments", "t-2/c/lead", title="乙", other="丙", task_ids=("t-2",))
    rows = gather([Change(ADDED, "tasks", "t-1", title="甲"), *parts, other], WORDING)
    assert ["新增任务“甲”", "任务“乙”的分工增加丙（牵头）"] == [str(row.statements[0].words) for row in rows]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_can_be_counted(table):
    assert str(counted(table, 3)).startswith("3")


def test_what_was_taken_in_is_counted():
    assert "3份文件、41项任务" == str(inventory([("documents", 3), ("tasks", 41), ("results", 0)]))


@given(old=variants(), new=variants())
def test_every_change_can_be_told(old, new):
    """No difference of two packages is without words, and no record is told of twice."""
    changes = compared(old, new)
    statements = WORDING.statements(changes)
    assert all(str(row.words) for row in statements)
    assert len(statements) == len({(r.table, r.record_id, r.record_id or (r.kind, r.field)) for r in changes})


VERSIONS = [
    ([], "1.2.3", "none"),
    ([changed("package", "version", "1", "2")], "1.2.3", "none"),
    ([changed("results", "value", "1", "2")], "1.2.4", "patch"),
    ([changed("package", "title", "1", "2")], "1.2.4", "patch"),
    ([changed("results", "value", "1", "2"), Change(ADDED, "tasks", "t")], "1.3.0", "minor"),
    ([Change(REMOVED, "tasks", "t")], "1.3.0", "minor"),
    ([Change(RENAMED, "tasks", "t", old="s", new="t")], "1.3.0", "minor"),
    ([Change(ADDED, "tasks", field="deliverable")], "1.3.0", "minor"),
    ([Change(ADDED, "tasks")], "1.3.0", "minor"),
    ([Change(ADDED, "tasks", "t"), Change(REMOVED, "results", field="note")], "2.0.0", "major"),
    ([Change(REMOVED, "results")], "2.0.0", "major"),
]


@pytest.mark.parametrize(("changes", "version", "part"), VERSIONS)
def test_the_version_follows_from_the_changes(changes, version, part):
    bump = next_version("1.2.3", changes)
    assert (version, part) == (bump.version, bump.part)
    assert str(bump.reason).endswith("。")


@given(st.lists(st.sampled_from([row for rows, _, _ in VERSIONS for row in rows])))
def test_more_changes_never_make_a_smaller_step(changes):
    order = ["none", "patch", "minor", "major"]
    steps = [order.index(next_version("1.2.3", changes[:count]).part) for count in range(len(changes) + 1)]
    assert sorted(steps) == steps

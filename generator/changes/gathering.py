"""Gathering: many changes of one kind under one heading, «新增41项任务», so that a day's changes can be taken in."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from generator.changes.records import ADDED, CHANGED, PARTS_OF_TASKS, REMOVED, RENAMED, Change
from generator.changes.wording import Statement, Wording
from generator.model import grouped
from generator.sentences import Sentence, Words, listed, sentence

# So many changes of one kind can be read one by one.
_FEW = 4
_COUNTED = {
    "documents": sentence("{n}份文件"),
    "units": sentence("{n}个责任单位"),
    "plans": sentence("{n}个计划"),
    "sections": sentence("{n}个章节"),
    "tasks": sentence("{n}项任务"),
    "milestones": sentence("{n}个阶段节点"),
    "assignments": sentence("{n}条任务分工"),
    "indicators": sentence("{n}个指标"),
    "task_indicators": sentence("{n}条任务与指标的对应"),
    "targets": sentence("{n}个目标值"),
    "results": sentence("{n}个结果"),
    "progress": sentence("{n}条进展"),
    "reports": sentence("{n}份年度报告"),
    "report_sections": sentence("{n}项报告内容"),
    "problems": sentence("{n}个存在的问题"),
    "next_steps": sentence("{n}项下一步安排"),
    "registers": sentence("{n}个公开清单"),
}


@dataclass(frozen=True, slots=True)
class Gathering:
    """Statements under one heading; those that stand for themselves have none."""

    heading: Words
    statements: tuple[Statement, ...]


def counted(table: str, number: int) -> Sentence:
    """So many records of a table, in words."""
    return Sentence(_COUNTED[table].template, (("n", number),))


def inventory(counts: Iterable[tuple[str, int]]) -> Words:
    """What a package held when it was first taken in, table by table."""
    return listed(counted(table, number) for table, number in counts if number)


def gather(changes: Sequence[Change], wording: Wording) -> list[Gathering]:
    """Changes in words, in their order; those of one table and kind together where there are more than a few; last
    what concerns whole tables and columns.

    The parts of a task that came or went as a whole came or went with it, and are not told of one by one.
    """
    whole = {row.record_id for row in changes if row.table == "tasks" and row.kind in {ADDED, REMOVED}}
    statements = wording.statements(row for row in changes if not _is_part_of(row, whole))
    groups = grouped(statements, lambda row: (row.first.table, row.first.kind if row.first.record_id else ""))
    gatherings: list[Gathering] = []
    of_tables: list[Gathering] = []
    for (table, kind), rows in groups.items():
        if kind and len(rows) > _FEW:
            gatherings.append(Gathering(_heading(table, kind, rows, wording), rows))
        else:
            (gatherings if kind else of_tables).extend(Gathering("", (row,)) for row in rows)
    return [*gatherings, *of_tables]


def _is_part_of(change: Change, tasks: Set[str]) -> bool:
    has_come_or_gone = change.kind in {ADDED, REMOVED} and bool(change.record_id)
    return has_come_or_gone and change.table in PARTS_OF_TASKS and not tasks.isdisjoint(change.task_ids)


def _heading(table: str, kind: str, rows: Sequence[Statement], wording: Wording) -> Sentence:
    records = counted(table, len(rows))
    if kind == ADDED:
        return sentence("新增{records}", records=records)
    if kind == REMOVED:
        return sentence("删去{records}", records=records)
    if kind == RENAMED:
        return sentence("{records}改了编号", records=records)
    changes = [change for row in rows for change in row.changes if change.kind == CHANGED]
    fields = {change.field for change in changes}
    if len(fields) > 1:
        return sentence("{records}有改动", records=records)
    field = wording.field_title(table, fields.pop())
    if not any(change.old for change in changes):
        return sentence("{records}补充了“{field}”", records=records, field=field)
    return sentence("{records}的“{field}”有改动", records=records, field=field)

"""Wording: each change as a sentence in the words of the domain, so that a corrected figure is read with its old value.

A changed result reads as corrected, because a published figure does not change; of a target it is only said that it
changed, for nobody can see whether the goal or our copy of it did.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from generator.changes.records import ADDED, NARRATIVE, PACKAGE, PARTS_OF_TASKS, REMOVED, RENAMED, Change
from generator.model import grouped
from generator.periods import parse_period
from generator.schemas import TableSchema
from generator.sentences import Sentence, Words, clauses, listed, sentence, with_unit
from generator.vocabulary import Vocabulary

_PACKAGE_FIELDS = {
    "title": sentence("数据包名称"),
    "name": sentence("地方名称"),
    "version": sentence("数据版本"),
    "licenses": sentence("许可"),
}
_NARRATIVE_TITLE = sentence("全文")
_YES, _NO = sentence("是"), sentence("否")
# Of a long text only the part that differs is quoted, with so many characters around it.
_LONGEST, _AROUND = 60, 12


@dataclass(frozen=True, slots=True)
class Statement:
    """The changes of one record in one sentence, without a full stop."""

    words: Sentence
    changes: tuple[Change, ...]

    @property
    def first(self) -> Change:
        """The change that stands for all of them: a new id, where there is one."""
        return self.changes[0]


class Wording:
    """How changes read: titles of fields out of the schemas, labels of codes out of the vocabulary."""

    def __init__(self, schemas: Mapping[str, TableSchema], vocabulary: Vocabulary) -> None:
        self._schemas = schemas
        self._vocabulary = vocabulary

    def statements(self, changes: Iterable[Change]) -> list[Statement]:
        """One sentence a record, in the order of the changes."""
        groups = grouped(changes, _told_together)
        return [Statement(self._statement(rows), rows) for rows in groups.values()]

    def field_title(self, table: str, field: str) -> Words:
        """What a column is called."""
        if table == PACKAGE:
            return _PACKAGE_FIELDS[field]
        if field == NARRATIVE:
            return _NARRATIVE_TITLE
        known = self._schemas[table].by_name.get(field)
        return Sentence(known.title) if known else field

    def status(self, scope: str, code: str) -> str:
        """How a status of a task, target or report reads."""
        return self._vocabulary.status(scope, code).label

    def _quoted(self, change: Change, text: str, name: str) -> Words:
        """A cell within a sentence: what is text or a name stands in quotation marks."""
        words = self.value(change, change.field, text, name)
        return quoted(words) if isinstance(words, str) and words in {text, name} else words

    def value(self, change: Change, field: str, text: str, name: str = "") -> Words:
        """A cell in words: the name of what it points to, a label, a day, a number with its unit, or its text."""
        known = self._schemas[change.table].by_name.get(field) if change.table in self._schemas else None
        if name or known is None:
            return name or text
        if known.codelist:
            return self._vocabulary.label(known.codelist, text)
        if known.separator:
            return listed(self.field_title(change.table, part) for part in text.split(known.separator))
        if known.type == "boolean":
            return _YES if text == "true" else _NO
        if known.type == "integer":
            return sentence("{value}", value=text)
        if known.type == "number":
            unit = change.unit_of_measure if field in {"value", "upper_value"} else ""
            return _figure(text, unit)
        if known.type == "date" or (field == "period" and text):
            return time_words(text)
        return text

    def _statement(self, rows: Sequence[Change]) -> Sentence:
        first = rows[0]
        if not first.record_id and first.table != PACKAGE:
            return self._of_table(first)
        if first.kind == RENAMED:
            renamed = sentence(
                "{subject}的编号由 {old} 改为 {new}", subject=self.subject(first), old=first.old, new=first.new
            )
            rest = [self._cell(row) for row in rows[1:]]
            return sentence("{first}；{second}", first=renamed, second=clauses(rest)) if rest else renamed
        if first.kind in {ADDED, REMOVED}:
            return self._of_record(first)
        return self._of_cells(rows)

    def _of_table(self, change: Change) -> Sentence:
        table = Sentence(self._schemas[change.table].title)
        if change.field:
            values: dict[str, Any] = {"table": table, "field": self.field_title(change.table, change.field)}
            if change.kind == ADDED:
                return sentence("表“{table}”增加了列“{field}”", **values)
            return sentence("表“{table}”删去了列“{field}”", **values)
        if change.kind == ADDED:
            return sentence("新增表“{table}”", table=table)
        return sentence("删去表“{table}”", table=table)

    def _of_record(self, change: Change) -> Sentence:
        if change.table in PARTS_OF_TASKS:
            return self._of_task(change)
        subject: Words = self.subject(change)
        text = change.new or change.old
        if text:
            is_number = _number(text) is not None
            figure: Words = quoted(text)
            if is_number:
                figure = _figure(text, change.unit_of_measure)
            subject = sentence("{subject}：{value}", subject=subject, value=figure)
        if change.kind == ADDED:
            return sentence("新增{record}", record=subject)
        return sentence("删去{record}", record=subject)

    def _of_task(self, change: Change) -> Sentence:
        """What is no thing of its own, but a part of a task."""
        values: dict[str, Any] = {
            "title": quoted(change.title),
            "indicator": quoted(change.other),
        }
        if change.table == "task_indicators":
            if change.kind == ADDED:
                return sentence("任务{title}增加对应的指标{indicator}", **values)
            return sentence("任务{title}不再对应指标{indicator}", **values)
        values["part"] = self.part(change)
        if change.kind == ADDED:
            return sentence("任务{title}的分工增加{part}", **values)
        return sentence("任务{title}的分工删去{part}", **values)

    def part(self, assignment: Change) -> Sentence:
        """A unit's part in a task, such as «市司法局（牵头）»."""
        role = self._vocabulary.label("roles", assignment.record_id.rpartition("/")[2])
        return sentence("{unit}（{role}）", unit=assignment.other, role=role)

    def _of_cells(self, rows: Sequence[Change]) -> Sentence:
        subject = self.subject(rows[0])
        figures = [row for row in rows if row.field == "value" and row.old and row.new]
        others = [self._cell(row) for row in rows if row not in figures]
        if figures:
            told = self._figure_change(figures[0], subject)
            return sentence("{first}；{second}", first=told, second=clauses(others)) if others else told
        if len(others) > 1 or rows[0].table == PACKAGE:
            return sentence("{subject}：{changes}", subject=subject, changes=clauses(others))
        return self._single(rows[0], subject)

    def _figure_change(self, change: Change, subject: Words) -> Sentence:
        values: dict[str, Any] = {
            "subject": subject,
            "old": self.value(change, "value", change.old),
            "new": self.value(change, "value", change.new),
        }
        if change.table == "results":
            return sentence("{subject}由{old}更正为{new}", **values)
        return sentence("{subject}由{old}改为{new}", **values)

    def _parts(self, change: Change) -> dict[str, Any]:
        old, new = _differing(change.old, change.new)
        return {
            "field": self.field_title(change.table, change.field),
            "old": self._quoted(change, old, change.old_name) if change.old else "",
            "new": self._quoted(change, new, change.new_name) if change.new else "",
        }

    def _single(self, change: Change, subject: Words) -> Sentence:
        parts = {"subject": subject} | self._parts(change)
        if change.field == NARRATIVE:
            return sentence("{subject}的{changes}", subject=subject, changes=self._cell(change))
        if not change.old:
            return sentence("{subject}补充{field}：{new}", **parts)
        if not change.new:
            return sentence("{subject}删去{field}（原为{old}）", **parts)
        return sentence("{subject}的{field}由{old}改为{new}", **parts)

    def _cell(self, change: Change) -> Sentence:
        parts = self._parts(change)
        if change.field == NARRATIVE:
            return _narrative(change)
        if not change.old:
            return sentence("补充{field}：{new}", **parts)
        if not change.new:
            return sentence("删去{field}（原为{old}）", **parts)
        return sentence("{field}由{old}改为{new}", **parts)

    def subject(self, change: Change) -> Sentence:
        """What the change is about, such as «结果“行政机关负责人出庭应诉率”（2020年）»."""
        if change.table == PACKAGE:
            return sentence("数据包说明")
        values: dict[str, Any] = {
            "table": Sentence(self._schemas[change.table].title),
            "title": quoted(change.title),
        }
        if change.table == "assignments":
            return sentence("任务{title}的分工：{part}", title=values["title"], part=self.part(change))
        if change.table == "task_indicators":
            return sentence("任务{title}与指标{indicator}的对应", title=values["title"], indicator=quoted(change.other))
        if change.other:
            return sentence("{report}的{table}{title}", report=quoted(change.other), **values)
        if change.period:
            return sentence("{table}{title}（{period}）", period=time_words(change.period), **values)
        return sentence("{table}{title}", **values)


def _told_together(change: Change) -> tuple[str, ...]:
    """The changes of one record are one sentence, those of tables and columns one each."""
    if change.record_id:
        return change.table, change.record_id
    return change.table, "", change.kind, change.field


def _narrative(change: Change) -> Sentence:
    if not change.old:
        return sentence("全文已收录")
    return sentence("全文有改动") if change.new else sentence("全文已删去")


def quoted(text: str) -> Words:
    """A name or text in quotation marks; a title that stands in title marks already has its own."""
    return text if text.startswith("《") and text.endswith("》") else sentence("“{text}”", text=text)


def time_words(text: str) -> Words:
    """A day or period as readers see it; other words as they stand."""
    try:
        return sentence("{day}", day=date.fromisoformat(text))
    except ValueError:
        pass
    try:
        return parse_period(text).label
    except ValueError:
        return text


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _figure(text: str, unit: str) -> Words:
    number = _number(text)
    if number is None:
        return text
    return with_unit(number, unit) if unit else sentence("{value}", value=number)


def _differing(old: str, new: str) -> tuple[str, str]:
    """Both texts, or of long ones the parts that differ, with a little of what is around them."""
    if max(len(old), len(new)) <= _LONGEST or not (old and new):
        return _shortened(old), _shortened(new)
    start = _alike(old, new)
    end = min(_alike(old[::-1], new[::-1]), min(len(old), len(new)) - start)
    return _around(old, start, len(old) - end), _around(new, start, len(new) - end)


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    differs = (at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right)
    return next(differs, min(len(one), len(other)))


def _around(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    middle = _shortened(text[first:last])
    return ("…" if first else "") + middle + ("…" if last < len(text) and not middle.endswith("…") else "")


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

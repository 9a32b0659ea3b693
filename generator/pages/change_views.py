"""Change views: a locality's history as pages tell it, worked out once and shared by all its pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.changes import (
    BEGINS,
    CHANGES,
    FIRST,
    REMOVED,
    RENAMED,
    TABLES_WITH_PAGES,
    UNREADABLE,
    Change,
    Gathering,
    Memory,
    Statement,
    Step,
    Wording,
    gather,
    inventory,
)
from generator.model import Package
from generator.sentences import Words, sentence
from generator.vocabulary import Vocabulary

_CONCERNED = ("task_ids", "indicator_ids", "unit_ids")

# Table and id of something that has, or once had, a page of its own.
Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """One record's changes in one sentence, and the step that brought them."""

    step: Step
    statement: Statement

    @property
    def day(self) -> date | None:
        """The day of the change; None while it has not been committed."""
        return self.step.day


@dataclass(frozen=True, slots=True)
class Gone:
    """A record that had a page and is no longer in the data: the change by which it went, and its step."""

    step: Step
    change: Change


class ChangeViews:
    """The changes of a locality since it was taken in: all of them, and by what they concern."""

    def __init__(self, memory: Memory, vocabulary: Vocabulary, package: Package) -> None:
        self.history = memory.history
        self.schemas = memory.schemas
        self.wording = Wording(memory.schemas, vocabulary)
        self._package = package

    def remark(self, step: Step) -> Words:
        """What is said of a step that is no list of changes; empty where it is one."""
        if step.kind == FIRST:
            return sentence("首次收录：{inventory}", inventory=inventory(step.counts))
        if step.kind == BEGINS:
            return sentence("记录从这里开始，更早的变动没有收录；当时有{inventory}", inventory=inventory(step.counts))
        return sentence("这个版本的数据有误，没有用来比较") if step.kind == UNREADABLE else ""

    def gathered(self, step: Step) -> list[Gathering]:
        """The changes of a step, many of one kind under one heading."""
        return gather(step.changes, self.wording)

    def words(self, steps: Sequence[Step]) -> list[Words]:
        """Some steps in a line each, or where they changed something in a line for each heading or change."""
        lines: list[Words] = []
        for step in steps:
            remark = self.remark(step)
            if step.kind != UNREADABLE:
                lines += [remark] if remark else [row.heading or row.statements[0].words for row in self.gathered(step)]
        return lines

    @cached_property
    def told(self) -> list[Told]:
        """Every change in words, newest first."""
        return [
            Told(step, statement)
            for _, steps in self.history.days()
            for step in steps
            if step.kind == CHANGES
            for statement in self.wording.statements(step.changes)
        ]

    def of(self, concerned: str, record_id: str) -> list[Told]:
        """The changes that concern one task, indicator or unit (``task_ids``, ``indicator_ids``, ``unit_ids``)."""
        return self._by[concerned].get(record_id, [])

    @cached_property
    def _by(self) -> dict[str, dict[str, list[Told]]]:
        found: dict[str, dict[str, list[Told]]] = {name: {} for name in _CONCERNED}
        for row in self.told:
            for concerned, rows in found.items():
                for record_id in _ids(row.statement.changes, concerned):
                    rows.setdefault(record_id, []).append(row)
        return found

    @cached_property
    def present(self) -> frozenset[Name]:
        """Everything that has a page."""
        package = self._package
        return frozenset(
            {
                *(("plans", name) for name in package.plan),
                *(("tasks", name) for name in package.task),
                *(("units", name) for name in package.unit),
                *(("indicators", name) for name in package.indicator),
                *(("reports", row.report_id) for row in package.reports),
            }
        )

    @cached_property
    def gone(self) -> dict[Name, Gone]:
        """What once had a page and is no longer there, as it last went."""
        gone: dict[Name, Gone] = {}
        for step, change in self.history.changes():
            if change.table in TABLES_WITH_PAGES and change.kind in {REMOVED, RENAMED} and change.record_id:
                gone[change.table, change.old if change.kind == RENAMED else change.record_id] = Gone(step, change)
        return {name: row for name, row in gone.items() if name not in self.present}


def _ids(changes: Iterable[Change], concerned: str) -> list[str]:
    return sorted({name for change in changes for name in getattr(change, concerned)})

"""Turning: which statuses a proposal changes, as of one day: only the data is another, never the day."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from generator.changes import CHANGED, RENAMED, Change, Wording
from generator.changes.subjects import subject_of
from generator.review.records import Turn
from generator.review.sides import Judged

_TABLES = {"task": "tasks", "target": "targets", "report": "reports"}


def statuses_of(judged: Judged | None) -> dict[str, dict[str, Any]]:
    """Assessments and standings by scope and id; nothing of a package that is not there."""
    if judged is None:
        return {scope: {} for scope in _TABLES}
    return {
        "task": dict(judged.assessments.tasks),
        "target": dict(judged.assessments.targets),
        "report": dict(judged.standings),
    }


def turns_between(old: Judged, new: Judged, changes: tuple[Change, ...], wording: Wording) -> tuple[Turn, ...]:
    """Statuses of what both sides have; a record with a new id is the same one."""
    former = {(row.table, row.new): row.old for row in changes if row.kind == RENAMED}
    before, after = statuses_of(old), statuses_of(new)
    return tuple(
        Turn(scope, name, _subject(scope, name, new, wording), earlier.status, now.status, now.reason)
        for scope, table in _TABLES.items()
        for name, now in after[scope].items()
        if (earlier := before[scope].get(former.get((table, name), name))) and earlier.status != now.status
    )


def counts_of_statuses(old: Judged | None, new: Judged | None) -> Mapping[str, tuple[Counter[str], Counter[str]]]:
    """How many of each scope have which status, before and after; only scopes in which that changes."""
    before, after = statuses_of(old), statuses_of(new)
    counts = {scope: (_counted(before[scope]), _counted(after[scope])) for scope in _TABLES}
    return {scope: pair for scope, pair in counts.items() if pair[0] != pair[1]}


def _counted(records: Mapping[str, Any]) -> Counter[str]:
    return Counter(record.status for record in records.values())


def _subject(scope: str, name: str, judged: Judged, wording: Wording) -> Any:
    row = next(_rows(scope, name, judged))
    table = _TABLES[scope]
    return wording.subject(Change(CHANGED, table, name, **subject_of(table, row, judged.package)))


def _rows(scope: str, name: str, judged: Judged) -> Iterator[Any]:
    if scope == "report":
        yield judged.standings[name].report
    elif scope == "task":
        yield from (row for row in judged.package.tasks if row.task_id == name)
    else:
        yield from (row for row in judged.package.targets if row.target_id == name)

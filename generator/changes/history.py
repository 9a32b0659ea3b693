"""History: what changed in a package from each of its revisions to the next, and what is not yet in any.

Comparing two revisions takes reading both, so what came of it is kept beside the cache, in one file a locality; what
no longer belongs to its chain of revisions goes with the next writing.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from generator.artifacts import write_json
from generator.changes.comparing import compare_snapshots
from generator.changes.records import Change, Snapshot
from generator.changes.revisions import Revision, Timeline, Trees, files_at, tree_ids
from generator.changes.snapshots import read_snapshot, unpacked
from generator.model import grouped, table_of
from generator.read import folder_content
from generator.schemas import TABLES, TableSchema, load_schemas

FIRST, BEGINS, CHANGES, UNREADABLE = "first", "begins", "changes", "unreadable"


@dataclass(frozen=True, slots=True)
class Step:
    """What one revision brought.

    ``kind``: first (the package was taken in), begins (older revisions are not at hand), changes, or unreadable (it
    could not be read and is passed over). ``counts`` are rows by table, of a first one. Without ``day`` and ``commit``
    it is what has not been committed yet.
    """

    kind: str
    day: date | None = None
    commit: str = ""
    changes: tuple[Change, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """Everything that is known of how a package came to be as it is, oldest step first; no steps: nothing is known."""

    steps: tuple[Step, ...] = ()

    @property
    def is_known(self) -> bool:
        """True when at least one revision could be read."""
        return any(step.kind != UNREADABLE for step in self.steps)

    @property
    def begins(self) -> date | None:
        """The day from which on changes are known; None where the package's beginning itself is known, or nothing."""
        return next((step.day for step in self.steps if step.kind == BEGINS), None)

    def days(self) -> list[tuple[date | None, tuple[Step, ...]]]:
        """The steps by day, the newest first, of days and of steps within one; before all what is not committed."""
        ordered = sorted(self.steps, key=lambda step: step.day or date.max)
        return list(grouped(reversed(ordered), lambda step: step.day).items())

    def changes(self) -> Iterator[tuple[Step, Change]]:
        """Every change with its step, oldest first."""
        for step in self.steps:
            for change in step.changes:
                yield step, change


@dataclass(frozen=True, slots=True)
class Memory:
    """A history, and the schemas by which it can be put into words; empty where nothing is known."""

    history: History = field(default_factory=History)
    schemas: Mapping[str, TableSchema] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Present:
    """The package as it is now, and the digest of its folder."""

    snapshot: Snapshot
    content: str


def locality_history(timeline: Timeline, present: Present, schemas: Path, notes: Path, program: str) -> History:
    """The history of one package.

    ``notes`` is the file that keeps what was compared before, by the same ``program`` (a digest of code and schemas).
    """
    if not timeline.revisions:
        return History()
    chain = _Chain(timeline, present, schemas, _remembered(notes, program))
    steps = tuple(chain.steps())
    if chain.has_compared:
        write_json(notes, {"program": program, "pairs": chain.used})
    return History(steps)


def portable(timeline: Timeline, content: str, notes: Path, program: str) -> Timeline:
    """A timeline that needs no repository any more: the files that :func:`locality_history` will read go along.

    ``content`` is the digest of the package as it is now; the other arguments are those of the history.
    """
    if not timeline.revisions:
        return timeline
    ids = tree_ids(timeline)
    files: dict[str, dict[str, bytes]] = {}
    same: dict[bytes, bytes] = {}  # Most files are the same in most trees, and go along once.
    for tree in _unread(ids, content, _remembered(notes, program)):
        found = files_at(timeline, tree)
        if found is not None:
            files[tree] = {name: same.setdefault(held, held) for name, held in found.items()}
    return replace(timeline, root=Path(), trees=Trees(tuple(ids), files))


def _unread(ids: Sequence[str], content: str, known: Mapping[str, Any]) -> list[str]:
    """The trees that have to be read: both sides of each pair that was not compared before.

    From the first such pair on nobody knows yet which trees can be read, and so which will be compared: all of them.
    """
    last = ""
    for number, tree in enumerate(ids):
        record = known.get(f"{last} {tree}")
        if tree == last:
            continue
        if record is None:
            return sorted({last, *ids[number:]} - {""})
        last = tree if record["is_readable"] else last
    return [] if not last or f"{last} {content}" in known else [last]


class _Chain:
    """The revisions of a package one after the other; each is read at most once, and only where it must be."""

    def __init__(self, timeline: Timeline, present: Present, schemas: Path, known: dict[str, Any]) -> None:
        self._timeline = timeline
        self._present = present
        self._schemas = schemas
        self._known = known
        self._read: dict[str, Snapshot | None] = {present.content: present.snapshot}
        self._sound = {name.partition(" ")[2] for name, record in known.items() if record["is_readable"]}
        self.used: dict[str, Any] = {}
        self.has_compared = False

    def steps(self) -> Iterator[Step]:
        """A step for each revision that brought something, and one for what is not committed."""
        last = ""
        for revision, tree in zip(self._timeline.revisions, tree_ids(self._timeline), strict=True):
            if tree == last:
                continue
            record = self._record(last, tree)
            if not record["is_readable"]:
                yield Step(UNREADABLE, revision.day, revision.short)
                continue
            yield from self._step(record, revision, is_first=not last)
            last = tree
        if last:
            yield from self._step(self._record(last, self._present.content), None, is_first=False)

    def _step(self, record: dict[str, Any], revision: Revision | None, *, is_first: bool) -> Iterator[Step]:
        day, commit = (revision.day, revision.short) if revision else (None, "")
        if is_first:
            kind = BEGINS if self._timeline.is_cut else FIRST
            yield Step(kind, day, commit, counts=tuple((name, number) for name, number in record["counts"]))
        elif record["changes"]:
            yield Step(CHANGES, day, commit, tuple(Change.from_dict(row) for row in record["changes"]))

    def _record(self, old: str, new: str) -> dict[str, Any]:
        """What came of comparing two states: as it was kept, else by comparing them now."""
        name = f"{old} {new}"
        record: dict[str, Any] | None = self._known.get(name)
        if record is None:
            record = self._compared(old, new)
            self.has_compared = True
        self.used[name] = record
        return record

    def _compared(self, old: str, new: str) -> dict[str, Any]:
        after = self._snapshot(new)
        if after is None:
            return {"is_readable": False}
        counts = [[name, len(table_of(after.package, name))] for name in TABLES]
        before = self._snapshot(old) if old else None
        if before is None:
            return {"is_readable": True, "counts": counts, "changes": []}
        changes = compare_snapshots(before, after, load_schemas(self._schemas))
        return {"is_readable": True, "counts": [], "changes": [row.as_dict() for row in changes]}

    def _snapshot(self, state: str) -> Snapshot | None:
        """The package as of a tree, or as it is now; None where there is none that can be read."""
        if state not in self._read:
            self._read[state] = self._read_tree(state)
        return self._read[state]

    def _read_tree(self, tree: str) -> Snapshot | None:
        files = files_at(self._timeline, tree) if tree else None
        if not files:
            return None
        locality_id = self._present.snapshot.package.locality.locality_id
        with unpacked(files, locality_id) as folder:
            if folder_content(folder) == self._present.content:
                return self._present.snapshot
            return read_snapshot(folder, self._schemas, is_valid=tree in self._sound)[0]


def _remembered(notes: Path, program: str) -> dict[str, Any]:
    """What was compared before by the same program; nothing where the file is not there, damaged or another's."""
    try:
        kept = json.loads(notes.read_text(encoding="utf-8"))
        pairs = dict(kept["pairs"]) if kept["program"] == program else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    is_sound = all(isinstance(row, dict) and "is_readable" in row for row in pairs.values())
    return pairs if is_sound else {}

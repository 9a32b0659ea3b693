"""Changes: the public memory of a package: what changed in it, when, and from what to what."""

from generator.changes.comparing import compare_snapshots
from generator.changes.gathering import Gathering, counted, gather, inventory
from generator.changes.history import (
    BEGINS,
    CHANGES,
    FIRST,
    UNREADABLE,
    History,
    Memory,
    Present,
    Step,
    locality_history,
    portable,
)
from generator.changes.records import ADDED, CHANGED, REMOVED, RENAMED, TABLES_WITH_PAGES, Change, Snapshot
from generator.changes.revisions import Tag, Timeline, file_at, files_below, tags_of, timelines
from generator.changes.sides import Side, read_side
from generator.changes.snapshots import snapshot_of
from generator.changes.telling import FORMS, Difference, format_difference
from generator.changes.versions import Bump, next_version
from generator.changes.wording import Statement, Wording

__all__ = [
    "ADDED",
    "BEGINS",
    "CHANGED",
    "CHANGES",
    "FIRST",
    "FORMS",
    "REMOVED",
    "RENAMED",
    "TABLES_WITH_PAGES",
    "UNREADABLE",
    "Bump",
    "Change",
    "Difference",
    "Gathering",
    "History",
    "Memory",
    "Present",
    "Side",
    "Snapshot",
    "Statement",
    "Step",
    "Tag",
    "Timeline",
    "Wording",
    "compare_snapshots",
    "counted",
    "file_at",
    "files_below",
    "format_difference",
    "gather",
    "inventory",
    "locality_history",
    "next_version",
    "portable",
    "read_side",
    "snapshot_of",
    "tags_of",
    "timelines",
]

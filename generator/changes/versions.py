"""Versions: the version that a package earns by what changed in it (Semantic Versioning, for data).

A table or column that went breaks the programs of those who read it: major. Records that came or went, or a new table
or column: minor. Corrected values: patch.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.changes.records import ADDED, PACKAGE, REMOVED, RENAMED, Change
from generator.sentences import Sentence, sentence

MAJOR, MINOR, PATCH, NONE = "major", "minor", "patch", "none"


@dataclass(frozen=True, slots=True)
class Bump:
    """The version that follows, which part of it moves (major, minor, patch or none), and why."""

    version: str
    part: str
    reason: Sentence


def next_version(version: str, changes: Sequence[Change]) -> Bump:
    """The version after ``version`` (three numbers with dots). A version that somebody wrote is no change itself."""
    major, minor, patch = (int(number) for number in version.split("."))
    counted = [row for row in changes if (row.table, row.field) != (PACKAGE, "version")]
    if any(row.kind == REMOVED and not row.record_id for row in counted):
        return Bump(f"{major + 1}.0.0", MAJOR, sentence("有表或列被删去或改名，读取数据的程序需要修改。"))
    if any(row.kind in {ADDED, REMOVED, RENAMED} for row in counted):
        return Bump(f"{major}.{minor + 1}.0", MINOR, sentence("有记录、表或列增加，或者有记录删去、改编号。"))
    if counted:
        return Bump(f"{major}.{minor}.{patch + 1}", PATCH, sentence("只有数值或文字更正，没有增删记录。"))
    return Bump(version, NONE, sentence("内容没有变动。"))

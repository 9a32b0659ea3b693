"""Records of change: what one revision of a package says that another does not, in plain values that can be kept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from generator.model import Package

ADDED, REMOVED, CHANGED, RENAMED = "added", "removed", "changed", "renamed"
# What stands in place of a table's name where the package itself changed: its title, licence, version.
PACKAGE = "package"
# The field under which the full text of a yearly report is told of; it is a file, not a column.
NARRATIVE = "narrative"
# Records that are no things of their own, but parts of a task.
PARTS_OF_TASKS = ("assignments", "task_indicators")
# Records that have a page of their own, and so an address that must not die.
TABLES_WITH_PAGES = ("plans", "tasks", "units", "indicators", "reports")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A package as it stood at one time, and the columns that each of its tables then had."""

    package: Package
    columns: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two revisions of a package.

    ``kind`` is added, removed, changed or renamed. Without ``record_id`` it tells of a whole table, or with ``field``
    of a column. ``record_id`` is the primary key, its parts joined by ``/``: of the newer revision, save for what was
    removed. A changed cell has its ``field`` and both values as the tables write them; ``old_name`` and ``new_name``
    are what these point to. A renamed record has its ids as values. A target or result that was added or removed has
    its figure as value, or the printed words where it has none.

    ``title`` says what the record is about, ``other`` what else: the unit of an assignment, the indicator of a link.
    The ids say whom the change concerns. ``said`` is what a removed record with a page said last: field, value, name.
    """

    kind: str
    table: str
    record_id: str = ""
    title: str = ""
    field: str = ""
    old: str = ""
    new: str = ""
    old_name: str = ""
    new_name: str = ""
    other: str = ""
    period: str = ""
    unit_of_measure: str = ""
    plan_ids: tuple[str, ...] = ()
    task_ids: tuple[str, ...] = ()
    indicator_ids: tuple[str, ...] = ()
    unit_ids: tuple[str, ...] = ()
    report_ids: tuple[str, ...] = ()
    said: tuple[tuple[str, str, str], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain dictionary for JSON, without what is empty."""
        return {name: value for name, value in asdict(self).items() if value}

    @staticmethod
    def from_dict(raw: Mapping[str, Any]) -> "Change":
        """The change that :meth:`as_dict` was made of."""
        known = {item.name for item in fields(Change)}
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()
        }
        values["said"] = tuple(tuple(item) for item in raw.get("said", ()))
        return Change(**{name: value for name, value in values.items() if name in known})

"""Cache: built localities, kept under the digest of everything they were made of. A damaged entry is a miss.

A status can change with the day alone. Each locality tells its turning days, and the part of the key that stands for
the as-of day is only how many of them have come: so a new day alone rebuilds nothing.
"""

import json
import shutil
import sys
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from platform import python_version
from sqlite3 import sqlite_version
from typing import Any
from zlib import ZLIB_RUNTIME_VERSION

from generator.artifacts import (
    digest,
    file_digest,
    manifest_digest,
    mark_used,
    remove_tree,
    tree_manifest,
    tree_stamps,
    write_json,
)

# What an entry is: its digest; the digest of each file; when each was written.
ENTRY_FILE, MANIFEST_FILE, STAMPS_FILE = "entry.json", "manifest.json", "stamps.json"
_OWN_FILES = (ENTRY_FILE, MANIFEST_FILE, STAMPS_FILE)
TREE = "tree"
_KEPT_ENTRIES = 3
_PROGRAM = (
    "generator/**/*.py",
    "generator/templates/*",
    "generator/catalogues/*",
    "schemas/**/*",
    "site_overrides/**/*",
    "mkdocs.yml",
    "package-lock.json",
)


@cache
def program_digest(root: Path) -> str:
    """Digest of all that turns data into pages: code, templates, schemas, overrides, installed libraries."""
    files = sorted({path for pattern in _PROGRAM for path in root.glob(pattern) if path.is_file()})
    lines = [
        f"{path.relative_to(root).as_posix()} {file_digest(path)}" for path in files if "__pycache__" not in path.parts
    ]
    # The names of these folders are names and versions; to read what is in them takes a tenth of a quick build.
    lines += sorted({path.name for place in sys.path for path in Path(place).glob("*.dist-info")})
    # Of another zlib the same archive has other bytes; a database says which SQLite wrote it.
    lines += [f"python {python_version()}", f"zlib {ZLIB_RUNTIME_VERSION}", f"sqlite {sqlite_version}"]
    return digest("\n".join(lines).encode())


def content_key(*parts: str) -> str:
    """One short key for several digests and settings."""
    return digest("\0".join(parts).encode())[:32]


@dataclass(frozen=True, slots=True)
class Entry:
    """One kept build: ``folder`` holds ``tree/`` and whatever records were stored with it."""

    folder: Path

    @property
    def tree(self) -> Path:
        """The built files."""
        return self.folder / TREE

    def record(self, name: str) -> Any:
        """A JSON record stored with the tree."""
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    @property
    def digest(self) -> str:
        """Digest of the tree and the records."""
        text: str = self.record(ENTRY_FILE)["digest"]
        return text

    def tree_files(self) -> dict[str, str]:
        """Path below the tree → SHA-256 of every file of the tree, as it was when it was built."""
        start = f"{TREE}/"
        manifest: dict[str, str] = self.record(MANIFEST_FILE)
        return {name.removeprefix(start): value for name, value in manifest.items() if name.startswith(start)}


class Shelf:
    """The kept builds of one locality (or of the portal)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def _days_file(self) -> Path:
        return self._folder / "turning-days.json"

    def key(self, content: str, as_of: date) -> str | None:
        """Key of the entry for this content on this day; None when the content was never built."""
        days = self._days().get(content)
        return None if days is None else f"{content}-{bisect_right(days, as_of.isoformat())}"

    def remember(self, content: str, turning_days: Iterable[date], as_of: date) -> str:
        """Note the turning days of a content and return its key for this day."""
        days = sorted({day.isoformat() for day in turning_days})
        kept = dict(list(self._days().items())[-_KEPT_ENTRIES:])
        write_json(self._days_file, {**kept, content: days})
        return f"{content}-{bisect_right(days, as_of.isoformat())}"

    def turning_days(self, content: str) -> tuple[date, ...]:
        """The turning days of a content, as they were noted; none where it was never built."""
        return tuple(date.fromisoformat(day) for day in self._days().get(content, ()))

    def next_turning_day(self, content: str, as_of: date) -> str:
        """First day after ``as_of`` on which this content may read otherwise; empty when none is known."""
        return next((day for day in self._days().get(content, ()) if day > as_of.isoformat()), "")

    def has(self, key: str | None) -> bool:
        """Whether there is an entry, whole or not."""
        return key is not None and (self._folder / key).is_dir()

    def find(self, key: str | None) -> Entry | None:
        """The entry if it is there and every file of it is as it was written; a damaged one is removed."""
        if key is None:
            return None
        entry = Entry(self._folder / key)
        if not entry.folder.is_dir():
            return None
        if not _is_whole(entry):
            remove_tree(entry.folder)
            return None
        mark_used(entry.folder)  # the newest good pages are these
        return entry

    def last_good(self) -> Entry | None:
        """The newest whole entry, whatever it was made of."""
        for folder in sorted(self._entries(), key=lambda path: path.stat().st_mtime, reverse=True):
            entry = self.find(folder.name)
            if entry:
                return entry
        return None

    def keep(self, key: str, work: Path, records: dict[str, Any]) -> Entry:
        """Turn the folder ``work`` (which holds ``tree/``) into the entry ``key``; older entries make room."""
        for name, value in records.items():
            write_json(work / name, value)
        _seal(work)
        target = self._folder / key
        remove_tree(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(work, target)
        entries = sorted(self._entries(), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in entries[_KEPT_ENTRIES:]:
            if old != target:
                remove_tree(old)
        return Entry(target)

    def adopt(self, key: str, work: Path) -> Entry | None:
        """Turn a folder that another machine built into the entry ``key``; None where a byte is not as it was there."""
        try:
            is_as_made = Entry(work).digest == manifest_digest(_manifest_of(work))
        except (OSError, ValueError, KeyError, TypeError):
            is_as_made = False
        return self.keep(key, work, {}) if is_as_made else None

    def _entries(self) -> list[Path]:
        return [path for path in self._folder.iterdir() if path.is_dir()] if self._folder.is_dir() else []

    def _days(self) -> dict[str, list[str]]:
        try:
            days = json.loads(self._days_file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return days if isinstance(days, dict) else {}


def _seal(work: Path) -> None:
    """Note what the files of a finished entry are."""
    for name in _OWN_FILES:
        (work / name).unlink(missing_ok=True)
    manifest = _manifest_of(work)
    write_json(work / MANIFEST_FILE, manifest)
    write_json(work / ENTRY_FILE, {"digest": manifest_digest(manifest)})
    write_json(work / STAMPS_FILE, tree_stamps(work))


def _manifest_of(folder: Path) -> dict[str, str]:
    """Digest of every file that was built, without what the cache notes of it."""
    return {name: value for name, value in tree_manifest(folder).items() if name not in _OWN_FILES}


def _is_whole(entry: Entry) -> bool:
    """True when each file has the size and the time that it was written with.

    Where a time is another (a cache that was copied), the bytes themselves are looked at, and the new times noted.
    """
    try:
        noted = {name: tuple(stamp) for name, stamp in entry.record(STAMPS_FILE).items()}
        stamps = {name: stamp for name, stamp in tree_stamps(entry.folder).items() if name != STAMPS_FILE}
        if noted == stamps:
            return True
        manifest = _manifest_of(entry.folder)
        if manifest_digest(manifest) != entry.digest or manifest != entry.record(MANIFEST_FILE):
            return False
        write_json(entry.folder / STAMPS_FILE, stamps)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
    return True

"""Releases: dated snapshots of all data that never change, for those who cite it.

A release is a tag of the repository, ``release-2026-11-22``: its snapshot holds the packages and the schemas as they
were committed, byte for byte, and nothing that the program of another day would make of them.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.artifacts import digest, zip_bytes
from generator.changes import Tag, file_at, files_below, tags_of
from generator.exports import CHECKSUMS_FILE

PREFIX = "release-"
_FOLDERS = ("data", "schemas")
_LICENCE = "LICENSE-DATA.md"


@dataclass(frozen=True, slots=True)
class Release:
    """One snapshot: its day as text, the commit it was made of, its file, and how many packages are in it."""

    day: str
    commit: str
    file: str
    size: int
    sha256: str
    packages: int

    def as_dict(self) -> dict[str, Any]:
        """Plain dictionary for JSON."""
        return asdict(self)


def release_tags(root: Path) -> list[Tag]:
    """The tags of the repository at ``root`` that name a release and a day, newest first."""
    return [tag for tag in reversed(tags_of(root, PREFIX)) if _day_of(tag)]


def _day_of(tag: Tag) -> str:
    """The day that a tag names; empty where it names none."""
    text = tag.name.removeprefix(PREFIX)
    try:
        return text if date.fromisoformat(text).isoformat() == text else ""
    except ValueError:
        return ""


def make_release(root: Path, tag: Tag) -> tuple[Release, Mapping[str, bytes]] | None:
    """A release and its files by their address below the page of releases.

    None where the commit holds no data, or the repository cannot give it.
    """
    day = _day_of(tag)
    found = {name: files_below(root, tag.commit, name) for name in _FOLDERS}
    if not day or not found["data"]:
        return None
    members = {f"{folder}/{name}": content for folder, files in found.items() for name, content in files.items()}
    licence = file_at(root, tag.commit, _LICENCE)
    if licence is not None:
        members[_LICENCE] = licence
    file = f"gongkai-data-{day}.zip"
    content = zip_bytes(members)
    packages = len({name.partition("/")[0] for name in found["data"] if "/" in name})
    release = Release(day, tag.commit, file, len(content), digest(content), packages)
    sums = f"{release.sha256}  {file}\n".encode()
    return release, {f"{day}/{file}": content, f"{day}/{CHECKSUMS_FILE}": sums}

"""Publish: put a finished site in place. It is assembled beside the old one and swapped in whole; readers never see
half a build, and a failed build leaves the old site untouched.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.artifacts import link_tree, remove_tree, write_json
from generator.errors import SiteError

BUILD_FILE = "build.json"
AS_OF_FILE = "as-of.json"
# A record names the localities, of which a nation has thousands.
_LARGEST_RECORD = 5_000_000


@dataclass(frozen=True, slots=True)
class Published:
    """What a site says of itself: the key of its release and the day it was made for; empty where there is no site.

    The key is made of everything in the site but that day: two sites of one release read the same.
    """

    release: str = ""
    as_of: str = ""


def read_published(record: Path) -> Published:
    """What the build record of a site says, wherever the record comes from; nothing of it is trusted to be there."""
    try:
        if record.stat().st_size > _LARGEST_RECORD:
            return Published()
        values = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Published()
    if not isinstance(values, dict):
        return Published()
    texts = [values.get(name) for name in ("release", "as_of")]
    return Published(*(text if isinstance(text, str) else "" for text in texts))


def published(output: Path) -> Published:
    """The site that stands at ``output``."""
    return read_published(output / BUILD_FILE)


def published_release(output: Path) -> str:
    """Key of the release that stands at ``output``; empty when there is none."""
    return published(output).release


def publish_site(
    output: Path,
    common: Sequence[Path],
    localities: Mapping[str, Path],
    *,
    release: str,
    as_of: str,
    next_turning_day: str = "",
) -> int:
    """Assemble what is ``common`` (the portal, the national downloads) and the localities, and swap the result in.

    ``next_turning_day`` is the first day on which a status may be another though the data is the same; pages say by it
    how long what they show holds. Returns the number of files.

    Every tree holds its files as they will stand below the root of the site.

    Raises:
        SiteError: ``output`` (or ``.new`` or ``.old`` beside it) is something that we did not make, or a part of the
            site is missing.
    """
    aside = output.with_name(f"{output.name}.new")
    old = output.with_name(f"{output.name}.old")
    for folder in (output, aside, old):
        if folder.exists() and not _is_ours(folder):
            raise SiteError(f"{folder} exists and is no site of ours; remove it or choose another --output")
    remove_tree(aside)
    remove_tree(old)
    # Marked first, so that what a killed run leaves behind is known as ours.
    write_json(aside / BUILD_FILE, {"release": ""})
    for tree in common:
        link_tree(tree, aside)
    for tree in localities.values():
        link_tree(tree, aside)
    turning = {"next_turning_day": next_turning_day} if next_turning_day else {}
    write_json(aside / AS_OF_FILE, {"as_of": as_of, **turning})
    write_json(aside / BUILD_FILE, {"release": release, "as_of": as_of, "localities": sorted(localities)})
    _verify(aside, localities)
    if output.exists():
        output.rename(old)
    aside.rename(output)
    remove_tree(old)
    return sum(1 for path in output.rglob("*") if path.is_file())


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and (not any(folder.iterdir()) or (folder / BUILD_FILE).exists())


def _verify(site: Path, localities: Mapping[str, Path]) -> None:
    for name in ("index.html", "404.html", *(f"{locality_id}/index.html" for locality_id in localities)):
        page = site / name
        if not page.is_file() or page.stat().st_size == 0:
            raise SiteError(f"the new site has no {name}; the old one stays")

"""Records of publishing: what goes into a site, what a site says of itself, and the releases that are kept."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

BUILD_FILE = "build.json"
AS_OF_FILE = "as-of.json"
# A record names the localities, of which a nation has thousands.
_LARGEST_RECORD = 5_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """A built tree that becomes part of the site: a locality (``name`` is its id), or one of those above all.

    The files below ``tree`` lie as they will stand below the root of the site. ``digest`` stands for all of them: a
    tree whose digest the site has already is not read again. ``files`` says what the build made, SHA-256 by path, and
    is asked only when the tree is new. ``links`` are the addresses below the root, outside of this part, to which its
    pages lead: ``about/`` or ``assets/site.css``, without a fragment.
    """

    name: str
    tree: Path
    digest: str
    files: Callable[[], Mapping[str, str]]
    links: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """What a site says of itself: the key of its release and the day it was made for; empty where there is no site.

    The key is made of everything in the site but that day: two sites of one release read the same.
    """

    release: str = ""
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """A site that was put in place once, and is kept to go back to.

    ``id`` is a number that grows with each publication and the beginning of the key; no clock is needed to order them.
    ``trees`` are the names under which its parts are stored.
    """

    id: str
    release: str
    as_of: str
    pages: int
    files: int
    trees: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """The place in the order of publications."""
        return int(self.id.partition("-")[0])

    def as_dict(self) -> dict[str, Any]:
        """The record as it is kept beside the folder of the release."""
        return asdict(self)


def release_id(number: int, release: str) -> str:
    """The id of the ``number``-th publication, of the site with this key."""
    return f"{number:04d}-{''.join(letter for letter in release if letter.isalnum())[:12]}"


def read_release(path: Path) -> Release | None:
    """The record of a kept release; None where it cannot be read."""
    values = read_object(path)
    try:
        release = Release(**{**values, "trees": tuple(values.get("trees", ()))})
        is_whole = release.number >= 0 and release.id == path.stem
    except (TypeError, ValueError, AttributeError):
        return None
    return release if is_whole else None


def read_object(path: Path, largest: int | None = None) -> dict[str, Any]:
    """A JSON object out of a file, of at most ``largest`` bytes; nothing where there is none."""
    try:
        if largest is not None and path.stat().st_size > largest:
            return {}
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def read_published(record: Path) -> Published:
    """What the build record of a site says, wherever the record comes from; nothing of it is trusted to be there."""
    values = read_object(record, _LARGEST_RECORD)
    texts = [values.get(name) for name in ("release", "as_of")]
    return Published(*(text if isinstance(text, str) else "" for text in texts))


def published(output: Path) -> Published:
    """The site that stands at ``output``."""
    return read_published(output / BUILD_FILE)


def published_release(output: Path) -> str:
    """Key of the release that stands at ``output``; empty when there is none."""
    return published(output).release

"""Place: where a site stands and what lies beside it. ``site`` is a link into ``site.releases/``, which holds the kept
releases and, under ``trees/``, the built trees that they share.

A release is there when its record ``<id>.json`` and its folder are; a tree likewise. Records are the last to come and
the first to go, so whatever a killed run left behind is seen to be unfinished, and goes.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generator.artifacts import remove_file, remove_tree, swap_link
from generator.errors import SiteError
from generator.publish.locking import locked, say_nothing
from generator.publish.records import BUILD_FILE, Release, read_release

LOCK_FILE = ".lock"
NEW = ".new-"
TREES = "trees"
_RELEASE = re.compile(r"[0-9]{4,}-[0-9A-Za-z]*")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a site stands."""

    output: Path

    @property
    def releases(self) -> Path:
        """The folder of everything that is kept."""
        return self.output.with_name(f"{self.output.name}.releases")

    @property
    def trees(self) -> Path:
        """The folder of the built trees."""
        return self.releases / TREES

    def folder(self, release_id: str) -> Path:
        """Where a release lies."""
        return self.releases / release_id

    def record(self, release_id: str) -> Path:
        """Where the record of a release lies."""
        return self.releases / f"{release_id}.json"

    def target(self, release_id: str) -> str:
        """What the link says when this release stands."""
        return f"{self.releases.name}/{release_id}"

    @property
    def standing_id(self) -> str:
        """Id of the release that stands; empty where none does, or one from before releases were kept."""
        if not self.output.is_symlink():
            return ""
        parent, _, name = str(self.output.readlink()).rpartition("/")
        return name if parent == self.releases.name else ""

    def kept(self) -> list[Release]:
        """The releases that are there, the oldest first."""
        found = [read_release(path) for path in self.releases.glob("*.json")] if self.releases.is_dir() else []
        whole = [release for release in found if release and self.folder(release.id).is_dir()]
        return sorted(whole, key=lambda release: release.number)

    def lead_to(self, release_id: str) -> None:
        """Let readers have this release from now on, in one step."""
        swap_link(self.output, self.target(release_id))


@contextmanager
def claim(output: Path, on_wait: Callable[[], None] = say_nothing) -> Iterator[Place]:
    """Have the site at ``output`` to oneself while the block runs; what a killed run left behind is gone.

    ``on_wait`` is called once where another build has it and we wait for it to end.

    Raises:
        SiteError: something stands there that we did not make.
    """
    place = Place(output)
    _refuse_foreign(place)
    with locked(place.releases / LOCK_FILE, on_wait):
        _refuse_foreign(place)
        _clear(place)
        try:
            yield place
        except BaseException:
            # What was begun takes room, of which there may be none left.
            with suppress(OSError):
                _clear(place)
            raise


def _refuse_foreign(place: Place) -> None:
    output, releases = place.output, place.releases
    if output.is_symlink():
        if not place.standing_id:
            raise SiteError(f"{output} is a link that we did not make; give the folder it leads to as --output")
    elif output.exists() and not (output.is_dir() and (is_empty(output) or (output / BUILD_FILE).exists())):
        raise SiteError(f"{output} exists and is no site of ours; remove it or choose another --output")
    if releases.exists() and not (releases.is_dir() and (is_empty(releases) or (releases / LOCK_FILE).exists())):
        raise SiteError(f"{releases} exists and holds no releases of ours; remove it or choose another --output")


def is_empty(folder: Path) -> bool:
    """Whether nothing is in a folder."""
    return not any(folder.iterdir())


def _clear(place: Place) -> None:
    """Finish or remove what a killed run left."""
    for folder in (place.releases, place.trees):
        paths = list(folder.iterdir()) if folder.is_dir() else []
        names = {path.name for path in paths}
        for path in paths:
            is_unfinished = path.name.startswith(".") and path.name != LOCK_FILE
            is_ours = folder == place.trees or _RELEASE.fullmatch(path.stem) is not None
            if path.is_dir() and (is_unfinished or (is_ours and f"{path.name}.json" not in names)):
                remove_tree(path)
            elif path.is_file() and (is_unfinished or (is_ours and path.suffix == ".json" and path.stem not in names)):
                remove_file(path)
    remove_file(place.output.with_name(f".{place.output.name}.new"))
    kept = place.kept()
    if kept and not place.output.exists():
        # Killed while the first link was put in the place of a folder.
        place.lead_to(kept[-1].id)

"""Sides: the two packages that somebody names to be compared: a folder, a ZIP, or a revision of the repository."""

from dataclasses import dataclass
from pathlib import Path

from generator.changes.records import Snapshot
from generator.changes.revisions import files_of_tree, tree_of
from generator.changes.snapshots import as_kept, files_of_folder, files_of_zip, read_snapshot, unpacked
from generator.errors import UsageError
from generator.issues import IssueLog
from generator.read import LOCALITY_ID


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: the package that was read, or None and the issues that say why it was not."""

    name: str
    snapshot: Snapshot | None
    log: IssueLog


def read_side(name: str, data: Path, schemas: Path, locality_id: str = "") -> Side:
    """The package that ``name`` means: a folder or ZIP at that path, else ``REVISION:LOCALITY`` of the repository.

    ``data`` is the folder of packages whose repository is asked; with ``locality_id`` a revision alone is enough.

    Raises:
        UsageError: nothing of that name is there.
    """
    path = Path(name)
    if name and path.is_dir():
        return _of_folder(name, path.resolve(), schemas)
    if path.is_file():
        files = files_of_zip(path)
        if files is None:
            raise UsageError(f"{name} is no ZIP that can be read")
        return _of_files(name, *as_kept(files), schemas)
    revision, _, place = name.rpartition(":") if not locality_id else (name, "", locality_id)
    if not revision or not LOCALITY_ID.fullmatch(place):
        raise UsageError(f"{name} is no folder, no ZIP and no REVISION:LOCALITY")
    found = tree_of(data, revision, place)
    files = files_of_tree(*found) if found else None
    if files is None:
        raise UsageError(f"the repository of {data} has no package {place} at {revision}")
    return _of_files(name, files, place, schemas)


def _of_folder(name: str, folder: Path, schemas: Path) -> Side:
    """A package folder as it is; one of another name, such as a published package unpacked, as what it says it is."""
    if LOCALITY_ID.fullmatch(folder.name):
        return Side(name, *read_snapshot(folder, schemas))
    return _of_files(name, *as_kept(files_of_folder(folder)), schemas)


def _of_files(name: str, files: dict[str, bytes], locality_id: str, schemas: Path) -> Side:
    with unpacked(files, locality_id) as folder:
        return Side(name, *read_snapshot(folder, schemas))

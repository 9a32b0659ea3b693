"""Snapshots: files from anywhere (a folder, a ZIP, a revision) → the package they hold, by the ordinary stages."""

import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from generator.artifacts import json_text, write_bytes
from generator.changes.records import Snapshot
from generator.issues import IssueLog
from generator.load import load_package
from generator.model import Package
from generator.read import DESCRIPTOR, LOCALITY_ID, RawPackage, read_package
from generator.schemas import load_schemas
from generator.validate import validate_package
from generator.vocabulary import load_vocabulary

# Where a package keeps the texts of its reports.
_TEXTS = "reports/"
_MOST_FILES = 1_000
_MOST_BYTES = 20_000_000
# Under which name a package is looked at that does not say its own.
_NAMELESS = "000000-unknown"


def snapshot_of(package: Package, raw: RawPackage) -> Snapshot:
    """A package that has been read and loaded, with the columns its tables have."""
    return Snapshot(package, {name: table.header for name, table in raw.tables.items()})


def read_snapshot(folder: Path, schemas: Path, *, is_valid: bool = False) -> tuple[Snapshot | None, IssueLog]:
    """Read, validate and load a package folder; None with the issues that say why not.

    ``is_valid`` says that just these bytes have been validated before.
    """
    log = IssueLog(folder.name, schemas)
    tables = load_schemas(schemas)
    raw = read_package(folder, log)
    if raw is not None and not is_valid:
        validate_package(raw, tables, load_vocabulary(schemas), log)
    if raw is None or log.has_errors:
        return None, log
    return snapshot_of(load_package(raw, tables), raw), log


@contextmanager
def unpacked(files: Mapping[str, bytes], locality_id: str) -> Iterator[Path]:
    """A package folder that holds some files for as long as it is looked at."""
    with TemporaryDirectory(prefix="gongkai-") as place:
        folder = Path(place) / locality_id
        folder.mkdir()
        for name, content in files.items():
            if _is_plain(name):
                write_bytes(folder / name, content)
        yield folder


def _is_plain(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and not {".", ".."} & set(path.parts) and "\\" not in name


def files_of_folder(folder: Path) -> dict[str, bytes]:
    """The plain files of a folder and of the folder of texts in it; links are left out."""
    found = [path for path in (*sorted(folder.glob("*")), *sorted(folder.glob(f"{_TEXTS}*"))) if not path.is_symlink()]
    sizes = {path: path.stat().st_size for path in found if path.is_file()}
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sizes if sizes[path] <= _MOST_BYTES}


def files_of_zip(path: Path) -> dict[str, bytes] | None:
    """The files of a ZIP as we publish it, or with everything in one folder; None where it is no ZIP that we can read.

    No more files and bytes are unpacked than a package may have, whatever the ZIP says of itself.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [row for row in archive.infolist() if not row.is_dir()]
            if len(members) > _MOST_FILES:
                return None
            return dict(_unpacked(archive, members))
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        return None


def _unpacked(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    top = next((row.filename.removesuffix(DESCRIPTOR) for row in members if row.filename.endswith(DESCRIPTOR)), "")
    for member in members:
        if member.filename.startswith(top) and top.count("/") <= 1:
            with archive.open(member) as handle:
                content = handle.read(_MOST_BYTES + 1)
            if len(content) <= _MOST_BYTES:
                yield member.filename.removeprefix(top), content


def as_kept(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], str]:
    """A package as it is published → as it is kept: tables and texts only, described in short. And its id.

    A package that is already as it is kept stays so.
    """
    try:
        descriptor = json.loads(files.get(DESCRIPTOR, b""))
    except (ValueError, RecursionError):
        return dict(files), _NAMELESS
    if not isinstance(descriptor, dict) or not isinstance(descriptor.get("resources"), list):
        return dict(files), _NAMELESS
    name = descriptor.get("name")
    tables = [_in_short(item) for item in descriptor["resources"] if not _is_text(item)]
    listed = {item["path"] for item in tables if isinstance(item, dict) and isinstance(item.get("path"), str)}
    kept = {path: content for path, content in files.items() if path in listed or path.startswith(_TEXTS)}
    described = {key: value for key, value in descriptor.items() if key != "$schema"} | {"resources": tables}
    kept[DESCRIPTOR] = json_text(described).encode() if _is_json(described) else files[DESCRIPTOR]
    is_named = isinstance(name, str) and LOCALITY_ID.fullmatch(name)
    return kept, name if is_named and isinstance(name, str) else _NAMELESS


def _is_text(resource: Any) -> bool:
    """Whether a resource of a published package is the text of a report; a package that is kept lists tables alone."""
    return isinstance(resource, dict) and str(resource.get("path", "")).startswith(_TEXTS)


def _in_short(resource: Any) -> Any:
    if not isinstance(resource, dict) or not {"name", "path"} <= set(resource):
        return resource
    return {"name": resource["name"], "path": resource["path"]}


def _is_json(value: Any) -> bool:
    """Whether strict JSON can hold it; NaN is for ``read`` to refuse."""
    try:
        json.dumps(value, allow_nan=False)
    except (ValueError, RecursionError):
        return False
    return True

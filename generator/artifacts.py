"""Artifacts: the only writer of files. Same content, same bytes; a file is there whole or not at all."""

import csv
import hashlib
import io
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import orjson

# By this mark at its beginning spreadsheet programs know that a file of text is UTF-8.
SPREADSHEET_MARK = "\ufeff"
# Bytes of a file that are read at once.
_PIECE = 1 << 20
# The first moment that the format knows.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_bytes(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` and rename it into place, so no reader ever sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        aside.write_bytes(content)
        aside.replace(path)
    except OSError as error:
        # On a full disk half a file would only take room.
        aside.unlink(missing_ok=True)
        if error.errno and not error.filename:
            error.filename = str(path)
        raise


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text with LF line ends."""
    write_bytes(path, text.encode("utf-8"))


def write_new(path: Path, content: bytes) -> None:
    """Write a file into a folder that nobody reads yet: half the time of :func:`write_bytes`, which a tree of a
    thousand files feels. One that is there already is replaced, never written into.
    """
    try:
        handle = path.open("xb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = path.open("xb")
    except FileExistsError:
        write_bytes(path, content)
        return
    try:
        with handle:
            handle.write(content)
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def json_text(value: Any) -> str:
    """``value`` as JSON for people and programs: Chinese readable, two spaces, no NaN, final newline.

    Raises:
        ValueError: a number in it is not finite.
        TypeError: something in it is nothing that JSON knows.
    """
    json.dumps(value, allow_nan=False)  # strict and quick; only with line breaks is it slow
    try:
        return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n"
    except TypeError:  # whole numbers of more than 64 bits, and keys that are no text
        return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def json_of_tables(heading: Mapping[str, Any], tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> bytes:
    """``heading`` and below it ``tables`` as JSON, a row a line, made without ever having all rows in memory.

    Raises:
        ValueError: a number in it is not finite.
    """
    head = json_text({**heading, "tables": {}}).encode().removesuffix(b"{}\n}\n")
    parts = [
        b"    " + json_line(name) + b": [\n" + b",\n".join(b"      " + json_line(row) for row in rows) + b"\n    ]"
        for name, rows in tables.items()
    ]
    return head + b"{\n" + b",\n".join(parts) + b"\n  }\n}\n"


def json_of_rows(heading: Mapping[str, Any], name: str, lines: Iterable[bytes]) -> bytes:
    """``heading`` and, last in it, the list ``name`` as JSON; its rows are ``lines`` of :func:`json_line`."""
    head = json_text({**heading, name: []}).encode().removesuffix(b"[]\n}\n")
    return b"".join((head, b"[\n    ", b",\n    ".join(lines), b"\n  ]\n}\n"))


def json_line(value: Any) -> bytes:
    """``value`` as JSON on one line, without white space.

    Raises:
        ValueError: a number in it is not finite.
    """
    try:
        line = orjson.dumps(value)
    except TypeError:  # whole numbers of more than 64 bits
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    if b"null" in line:  # what is not finite becomes that
        json.dumps(value, allow_nan=False)
    return line


def write_json(path: Path, value: Any) -> None:
    """Write :func:`json_text`."""
    write_text(path, json_text(value))


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A CSV table with LF line ends; None becomes an empty cell."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue()


def spreadsheet_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A CSV table that a double click opens rightly: without its mark it is taken for one in the local encoding."""
    return SPREADSHEET_MARK + csv_text(header, rows)


def zip_bytes(members: Mapping[str, bytes], level: int = 9) -> bytes:
    """An archive of files by name, in the order of the names; it does not say when it was made.

    ``level`` is how hard to compress: 9 for what is published, 1 for what is only carried.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, members[name])
    return buffer.getvalue()


def pack_tree(root: Path, *without: str) -> bytes:
    """Every file under ``root`` as one archive, to be carried to another machine; ``without`` stays here."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and path.name not in without)
    return zip_bytes({path.relative_to(root).as_posix(): path.read_bytes() for path in files}, level=1)


def unpack_tree(archive: bytes, target: Path) -> None:
    """Write the files of an archive of :func:`pack_tree` under ``target``.

    Raises:
        ValueError: the archive is damaged, or a name in it leads elsewhere.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            for name in opened.namelist():
                write_below(target, name, opened.read(name))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ValueError(f"not an archive of ours: {error}") from error


def write_below(root: Path, name: str, content: bytes) -> None:
    """Write one carried file under ``root``, a folder that nobody reads yet.

    Raises:
        ValueError: the name leads elsewhere.
    """
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or {".", ".."} & set(parts) or "\\" in name or "\0" in name:
        raise ValueError(f"{name!r} leads elsewhere")
    path = root.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    return sealed_file(path)[0]


def sealed_file(path: Path | str) -> tuple[str, int]:
    """SHA-256 and size in bytes of a file, read in pieces; most are read in one."""
    found, size = hashlib.sha256(), 0
    with open(path, "rb", buffering=0) as handle:  # noqa: PTH123 - asked of every file of a site, and twice as quick
        while piece := handle.read(_PIECE):
            found.update(piece)
            size += len(piece)
    return found.hexdigest(), size


def tree_manifest(root: Path) -> dict[str, str]:
    """Relative POSIX path → SHA-256 of every file under ``root``, sorted by path."""
    return {name: sealed_file(entry.path)[0] for name, entry in sorted(_files_below(root))}


def tree_stamps(root: Path) -> dict[str, tuple[int, int]]:
    """Relative POSIX path → size in bytes and time of the last change in nanoseconds, of every file under ``root``."""
    states = ((name, entry.stat()) for name, entry in _files_below(root))
    return {name: (state.st_size, state.st_mtime_ns) for name, state in states}


def _files_below(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file under ``root`` by its relative POSIX path; links to folders are not followed."""
    folders = [(str(root), "")]
    while folders:
        folder, below = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, f"{below}{entry.name}/"))
                else:
                    yield below + entry.name, entry


def manifest_digest(manifest: Mapping[str, str]) -> str:
    """One digest for a whole manifest."""
    return digest("\n".join(f"{value}  {name}" for name, value in sorted(manifest.items())).encode())


def link_tree(source: Path, target: Path) -> None:
    """Put the files of ``source`` under ``target`` by hard link, by copy where the file system cannot link."""
    for folder, _, names in os.walk(source):
        to = target / Path(folder).relative_to(source)
        to.mkdir(parents=True, exist_ok=True)
        for name in names:
            _link(f"{folder}/{name}", f"{to}/{name}")


def link_files(source: Path, target: Path, names: Iterable[str]) -> None:
    """Put some files of ``source``, by their relative POSIX paths, under ``target`` as :func:`link_tree` does."""
    made: set[str] = set()
    for name in names:
        folder = name.rpartition("/")[0]
        if folder not in made:
            (target / folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)
        _link(f"{source}/{name}", f"{target}/{name}")


def link_file(source: Path, target: Path) -> None:
    """Hard link one file, by copy where the file system cannot link.

    A target that is there is replaced, never written into: its bytes may belong to another tree as well.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _link(str(source), str(target))


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except FileExistsError:
        Path(target).unlink()
        _link(source, target)
    except OSError:
        shutil.copy2(source, target)


def make_link(path: Path, target: str) -> None:
    """A symbolic link at ``path``, where nothing is yet; a relative ``target`` is read from the folder of the link."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def swap_link(path: Path, target: str) -> None:
    """Lead the link ``path`` to ``target`` in one step, so that there is no moment without it; it may be a new one."""
    aside = path.with_name(f".{path.name}.new")
    aside.unlink(missing_ok=True)
    aside.symlink_to(target)
    aside.replace(path)
    flush_folder(path.parent)


def flush() -> None:
    """Wait until all that was written has reached the disk.

    One call for all files: to ask for each by itself takes ten times as long, and a first build writes 100,000.
    """
    os.sync()


def flush_folder(folder: Path) -> None:
    """Wait until the names in a folder have reached the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_file(path: Path) -> None:
    """Remove a file or a link; one that is not there is fine."""
    path.unlink(missing_ok=True)


def mark_used(folder: Path) -> None:
    """Set the time of a folder to now: it was needed again."""
    folder.touch()


def remove_tree(path: Path) -> None:
    """Remove a folder with everything in it; one that is not there is fine."""
    shutil.rmtree(path, ignore_errors=True)

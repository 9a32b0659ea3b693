"""Read: files → text, safely. A package folder comes from strangers, so nothing in it is trusted: no links, no odd
names, no paths that lead elsewhere, strict UTF-8, and bounds on every size. What is refused becomes an issue.
"""

import csv
import io
import json
import math
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Any

from generator.artifacts import digest
from generator.decode import decode_file
from generator.issues import IssueLog
from generator.narratives import FOLDER, read_narratives
from generator.sentences import Sentence, sentence

DESCRIPTOR = "datapackage.json"
LOCALITY_ID = re.compile(r"[0-9]{6}-[a-z0-9]+(-[a-z0-9]+)*")
_FILE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_CARRIED_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
_WINDOWS_NAMES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_MAX_FILE_BYTES = 20_000_000
_MAX_DESCRIPTOR_BYTES = 1_000_000
_MAX_ROWS = 200_000
# A table of each kind, and the texts of reports of a century.
_MAX_FILES = 1_000
_MAX_CELL = 5_000
_MAX_COLUMNS = 100
_MAX_COLUMN_NAME = 200
_MAX_DEPTH = 12

csv.field_size_limit(_MAX_FILE_BYTES)


@dataclass(frozen=True, slots=True)
class RawTable:
    """One CSV file as text: header, rows, and for each row the number Excel gives it (the header is row 1)."""

    name: str
    file: str
    text: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_numbers: Sequence[int]


@dataclass(frozen=True, slots=True)
class RawPackage:
    """Everything a package folder holds, as text. ``content`` is the digest of all its bytes.

    ``narratives`` are the Markdown files of its folder ``reports``, by report id.
    """

    locality_id: str
    descriptor: dict[str, Any]
    tables: dict[str, RawTable]
    content: str
    narratives: dict[str, str] = field(default_factory=dict)


def find_localities(data: Path) -> list[str]:
    """Names of the package folders under ``data``, sorted; files and dot folders beside them are not packages."""
    if not data.is_dir():
        return []
    return sorted(path.name for path in data.iterdir() if not path.name.startswith((".", "_")) and not path.is_file())


def folder_content(folder: Path) -> str:
    """Digest of every name and byte in a package folder, without following links; equal content, equal digest.

    What is a link itself, or no folder, has the content of one that is refused, wherever it leads.
    """
    if folder.is_symlink() or not folder.is_dir():
        return digest(b"refused")
    lines = []
    for entry in sorted(_entries(folder), key=lambda entry: entry.path):
        is_plain = stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode)
        small = is_plain and entry.stat(follow_symlinks=False).st_size <= _MAX_FILE_BYTES
        content = digest(Path(entry.path).read_bytes()) if small else "refused"
        lines.append(f"{os.path.relpath(entry.path, folder)}\0{content}")
    return digest("\n".join(lines).encode("utf-8", "surrogateescape"))


def files_to_carry(folder: Path) -> dict[str, bytes] | None:
    """Every file of a package folder by its name in it, and every folder there as a name that ends with a slash.

    None where something in it is no plain file of a plain name, or is larger than a file may be: what is refused
    anyway need not be carried anywhere.
    """
    if folder.is_symlink() or not folder.is_dir():
        return None
    files = {}
    for entry in _entries(folder):
        name, status = os.path.relpath(entry.path, folder), entry.stat(follow_symlinks=False)
        is_file = stat.S_ISREG(status.st_mode) and status.st_size <= _MAX_FILE_BYTES
        if not (is_file or stat.S_ISDIR(status.st_mode)) or not _CARRIED_NAME.fullmatch(name):
            return None
        files[name if is_file else f"{name}/"] = Path(entry.path).read_bytes() if is_file else b""
    return files


def read_package(folder: Path, log: IssueLog) -> RawPackage | None:
    """Read a package folder; None when it cannot be read at all. Findings go to ``log``."""
    if not LOCALITY_ID.fullmatch(folder.name):
        log.add(
            "file-unsafe",
            sentence("文件夹名「{name}」不是六位行政区划代码加小写拼音。", name=folder.name),
            value=folder.name,
            advice=sentence("请改成类似 140400-changzhi 的名字。"),
        )
        return None
    if folder.is_symlink():
        log.add("file-unsafe", sentence("文件夹是一个链接，不能作为数据包。"), value=folder.name)
        return None
    if not folder.is_dir():
        log.add("file-unsafe", sentence("这不是文件夹，不能作为数据包。"), value=folder.name)
        return None
    files = (entry for entry in _entries(folder) if not entry.is_dir(follow_symlinks=False))
    if next(islice(files, _MAX_FILES, None), None):
        message = sentence("文件夹里的文件超过 {limit} 个。", limit=_MAX_FILES)
        log.add("file-too-large", message, value=folder.name)
        return None
    names = _safe_names(folder, log)
    descriptor = _read_descriptor(folder, names, log)
    if descriptor is None:
        return None
    tables: dict[str, RawTable] = {}
    for name, file in _listed_files(descriptor, names, log):
        table = _read_table(folder / file, name, log)
        if table is not None:
            tables[name] = table
    narratives = read_narratives(folder, log)
    return RawPackage(folder.name, descriptor, tables, folder_content(folder), narratives)


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Everything under ``folder``, however deep; links are named, not followed."""
    waiting = [os.fspath(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                yield entry
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)


def _safe_names(folder: Path, log: IssueLog) -> set[str]:
    """Names of the plain files directly in ``folder``; everything else is reported and left alone, but for the one
    folder that holds the texts of reports.
    """
    names = set()
    for entry in os.scandir(folder):
        mode = entry.stat(follow_symlinks=False).st_mode
        if entry.name == FOLDER and stat.S_ISDIR(mode):
            continue
        fault = None
        if stat.S_ISLNK(mode):
            fault = sentence("这是一个链接；数据包里只能有普通文件。")
        elif not stat.S_ISREG(mode):
            fault = sentence("这不是普通文件；数据包里只能有普通文件。")
        elif not _FILE_NAME.fullmatch(entry.name) or _WINDOWS_NAMES.fullmatch(entry.name):
            fault = sentence("文件名只能用小写字母、数字、点、横线和下划线。")
        if fault:
            log.add("file-unsafe", fault, file=entry.name, value=entry.name)
        else:
            names.add(entry.name)
    return names


def _read_descriptor(folder: Path, names: set[str], log: IssueLog) -> dict[str, Any] | None:
    if DESCRIPTOR not in names:
        log.add("file-missing", sentence("数据包里没有 {file}。", file=DESCRIPTOR), file=DESCRIPTOR)
        return None
    text = decode_file(folder / DESCRIPTOR, _MAX_DESCRIPTOR_BYTES, log)
    if text is None:
        return None
    try:
        descriptor = json.loads(text, object_pairs_hook=_without_doubles)
    except _DoubledKeyError as error:
        key = str(error)
        message = sentence("{key} 在同一处写了两次。", key=key)
        log.add("descriptor-invalid", message, file=DESCRIPTOR, column=key, value=key)
        return None
    except (ValueError, RecursionError) as error:
        row = error.lineno if isinstance(error, json.JSONDecodeError) else None
        log.add("descriptor-invalid", sentence("文件不是完整的 JSON。"), file=DESCRIPTOR, row=row, value=str(error))
        return None
    if not isinstance(descriptor, dict):
        message = sentence("文件的最外层应当是一个对象 {example}。", example="{ … }")
        log.add("descriptor-invalid", message, file=DESCRIPTOR, value=type(descriptor).__name__)
        return None
    fault = _json_fault(descriptor)
    if fault:
        log.add("descriptor-invalid", fault, file=DESCRIPTOR)
        return None
    return descriptor


class _DoubledKeyError(Exception):
    """An object has a key twice, which is what it says: programs differ in which of its values counts."""


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _DoubledKeyError(key)
        found[key] = value
    return found


def _json_fault(value: Any) -> Sentence | None:
    """Plain sentence for what strict JSON or a reader with bounds cannot take; None when there is none."""
    level = [value]
    for _ in range(_MAX_DEPTH):
        if any(isinstance(item, float) and not math.isfinite(item) for item in level):
            return sentence("NaN 和 Infinity 不是 JSON 的数字。")
        inner = [item.values() if isinstance(item, dict) else item for item in level if isinstance(item, (dict, list))]
        level = [item for items in inner for item in items]
        if not level:
            return None
    return sentence("内容嵌套超过 {depth} 层。", depth=_MAX_DEPTH)


def _listed_files(descriptor: dict[str, Any], names: set[str], log: IssueLog) -> Iterator[tuple[str, str]]:
    resources = descriptor.get("resources")
    if not isinstance(resources, list):
        log.add("descriptor-invalid", sentence("缺少 resources 列表。"), file=DESCRIPTOR, column="resources")
        return
    listed: set[str] = set()
    for resource in resources:
        name = resource.get("name") if isinstance(resource, dict) else None
        if not isinstance(name, str):
            log.add(
                "descriptor-invalid",
                sentence("resources 里有一项没有 name。"),
                file=DESCRIPTOR,
                column="resources",
                value=resource,
            )
            continue
        path = resource.get("path")
        if path != f"{name}.csv" or set(resource) - {"name", "path", "title", "description"}:
            log.add(
                "path-unsafe",
                sentence(
                    "表 {table} 只能写成 {entry}：不收远程地址、上级路径和其他设置。",
                    table=name,
                    entry=f'{{"name": "{name}", "path": "{name}.csv"}}',
                ),
                file=DESCRIPTOR,
                column="path",
                value=path if path != f"{name}.csv" else sorted(resource),
            )
            continue
        if path in listed:
            message = sentence("表 {table} 列了两次。", table=name)
            log.add("descriptor-invalid", message, file=DESCRIPTOR, column="resources", value=name)
            continue
        listed.add(path)
        if path not in names:
            message = sentence("{descriptor} 列了 {file}，文件夹里却没有。", descriptor=DESCRIPTOR, file=path)
            log.add("file-missing", message, file=path, value=path)
            continue
        yield name, path
    for name in sorted(names - listed - {DESCRIPTOR}):
        if name.endswith(".csv"):
            message = sentence("{file} 没有列在 {descriptor} 里，因此没有读取。", file=name, descriptor=DESCRIPTOR)
            missing = [file for file in listed if file not in names]
            meant = get_close_matches(name, missing, n=1)
            log.add("file-unlisted", message, file=name, value=name, suggestion=meant[0] if meant else "")


def _is_header(header: tuple[str, ...], file: str, log: IssueLog) -> bool:
    """False, and an issue, where the first row cannot be a row of names."""
    if len(header) <= _MAX_COLUMNS and all(len(name) <= _MAX_COLUMN_NAME for name in header):
        return True
    message = sentence(
        "第一行有 {columns} 列，或者有一个列名太长；列名应当在第一行，各占一格。", columns=f"{len(header)}"
    )
    log.add("table-unreadable", message, file=file, row=1, value=header[0])
    return False


def _read_table(path: Path, name: str, log: IssueLog) -> RawTable | None:
    text = decode_file(path, _MAX_FILE_BYTES, log)
    if text is None:
        return None
    header: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = line = 0
    try:
        for number, record in enumerate(reader, start=1):
            cells, first, line = tuple(record), line + 1, reader.line_num
            log.place_row(path.name, number, first)
            if number == 1:
                header = cells
                if not _is_header(header, path.name, log):
                    return None
            elif not any(cell.strip() for cell in cells):
                log.add("row-blank", sentence("整行是空的，已跳过。"), file=path.name, row=number)
            elif any(len(cell) > _MAX_CELL for cell in cells):
                position = next(place for place, cell in enumerate(cells) if len(cell) > _MAX_CELL)
                log.add(
                    "cell-too-long",
                    sentence(
                        "单元格有 {length} 个字符，上限是 {limit} 个。",
                        length=len(cells[position]),
                        limit=_MAX_CELL,
                    ),
                    file=path.name,
                    row=number,
                    column=header[position] if position < len(header) else "",
                    value=cells[position],
                )
                return None
            else:
                rows.append(cells)
                numbers.append(number)
            if number - 1 > _MAX_ROWS:
                message = sentence("表超过 {limit} 行。", limit=_MAX_ROWS)
                log.add("file-too-large", message, file=path.name, value=number)
                return None
    except csv.Error:
        message = sentence("引号没有成对，后面的内容无法分列。")
        log.place_row(path.name, number + 1, line + 1)
        log.add(
            "csv-broken", message, file=path.name, row=number + 1, value="".join(text.splitlines()[line : line + 1])
        )
        return None
    if not any(header):
        log.add("header-wrong", sentence("文件是空的，第一行应当是列名。"), file=path.name, row=1)
        return None
    return RawTable(
        name, path.name, text.replace("\r\n", "\n").replace("\r", "\n"), header, tuple(rows), tuple(numbers)
    )

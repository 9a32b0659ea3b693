"""Refuses a datapackage.json that does not say who the package is about and how it may be used."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from generator.cells import text_fault
from generator.issues import IssueLog
from generator.model import DAYS_OF_PLACE, NO_LICENCE
from generator.read import DESCRIPTOR, RawPackage
from generator.schemas import REQUIRED_TABLES, TableSchema
from generator.sentences import Sentence, listed, sentence
from generator.validate.likely import likely_code

Fault = Callable[..., None]
_LEVELS = {"province", "prefecture", "county", "township"}
_VERSION = re.compile(r"\d+\.\d+\.\d+", re.ASCII)
_CODE = re.compile(r"\d{6}", re.ASCII)
_URL = re.compile(r"https?://[^\s/]+(/\S*)?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)


def check_descriptor(raw: RawPackage, schemas: dict[str, TableSchema], log: IssueLog) -> None:
    """Record what is missing, of the wrong kind or unsafe in the descriptor."""
    descriptor = raw.descriptor

    def fault(key: str, message: Sentence, value: object = "") -> None:
        log.add("descriptor-invalid", message, file=DESCRIPTOR, column=key, value=value)

    if descriptor.get("name") != raw.locality_id:
        fault("name", sentence("name 应当与文件夹同名。"), descriptor.get("name", ""))
    for key in ("title", "version"):
        if not isinstance(descriptor.get(key), str) or not descriptor[key].strip():
            fault(key, sentence("缺少 {key}。", key=key), descriptor.get(key, ""))
    if isinstance(descriptor.get("version"), str) and not _VERSION.fullmatch(descriptor["version"]):
        fault("version", sentence("version 应当是三段数字，例如 1.0.0。"), descriptor["version"])
    _check_licences(descriptor.get("licenses"), fault)
    _check_origin(descriptor, fault)
    _check_locality(descriptor.get("locality"), raw.locality_id, fault)
    for key, text in texts_of(descriptor):
        found = text_fault(text)
        if found:
            log.add(found[0], found[1], file=DESCRIPTOR, column=key, value=text)
    _check_tables(raw, schemas, log)
    _check_expectations(raw, descriptor.get("expects", {}), fault, log)


def _check_tables(raw: RawPackage, schemas: dict[str, TableSchema], log: IssueLog) -> None:
    for name in raw.tables:
        if name not in schemas:
            meant = likely_code(name, {table: schema.title for table, schema in schemas.items()})
            message = sentence("没有名为 {name} 的表。", name=name)
            log.add("table-unknown", message, file=f"{name}.csv", value=name, suggestion=meant)
    for name in REQUIRED_TABLES:
        if name not in raw.tables and not _was_refused(name, log):
            file = f"{name}.csv"
            log.add("file-missing", sentence("缺少必需的表 {file}。", file=file), file=file, value=name)


def _check_expectations(raw: RawPackage, expects: Any, fault: Fault, log: IssueLog) -> None:
    if not isinstance(expects, dict) or not all(isinstance(value, int) for value in expects.values()):
        fault("expects", sentence("expects 应当写成 {example} 的样子。", example='{"tasks": 121}'), expects)
        return
    for table, least in expects.items():
        found = len(raw.tables[table].rows) if table in raw.tables else 0
        if found < least and not (table not in raw.tables and _was_refused(table, log)):
            log.add(
                "expectation-unmet",
                sentence(
                    "表 {table} 应当至少有 {least} 行，现在只有 {found} 行。",
                    table=table,
                    least=f"{least}",
                    found=f"{found}",
                ),
                file=f"{table}.csv",
                value=found,
            )


def _was_refused(table: str, log: IssueLog) -> bool:
    """True when reading has already said why the table is not there."""
    return f"{table}.csv" in {issue.file for issue in log.issues}


def _check_licences(licences: Any, fault: Fault) -> None:
    if not isinstance(licences, list) or not licences or not all(isinstance(item, dict) for item in licences):
        fault("licenses", sentence("缺少 licenses：数据以什么条件提供必须写明。"), licences or "")
        return
    for licence in licences:
        if not all(isinstance(licence.get(key, ""), str) for key in ("name", "title", "path")):
            fault("licenses", sentence("许可的 name、title 和 path 应当是文字。"), licence)
            continue
        if not licence.get("name") and not licence.get("path"):
            fault("licenses", sentence("每项许可要有 name 或 path。"), licence)
        path = licence.get("path", "")
        if path and not _URL.fullmatch(path):
            fault("licenses", sentence("许可的 path 应当是 http 或 https 网址。"), path)
    if len(licences) > 1 and any(item.get("name") == NO_LICENCE for item in licences):
        fault("licenses", sentence("{name} 的意思是没有声明许可，不能再写别的许可。", name=NO_LICENCE), NO_LICENCE)


def _check_origin(descriptor: dict[str, Any], fault: Fault) -> None:
    """What Data Package 2.0 lets a package say of itself besides; each may be left out."""
    identifier, homepage, created = (descriptor.get(key, "") for key in ("id", "homepage", "created"))
    if "id" in descriptor and (not isinstance(identifier, str) or not identifier.strip()):
        fault("id", sentence("id 应当是全世界只有一个的编号，例如 DOI，没有就不写。"), identifier)
    if "homepage" in descriptor and (not isinstance(homepage, str) or not _URL.fullmatch(homepage)):
        fault("homepage", sentence("homepage 应当是 http 或 https 网址，没有就不写。"), homepage)
    if "created" in descriptor and (not isinstance(created, str) or not _is_moment(created)):
        fault(
            "created",
            sentence("created 应当是带时区的时刻，例如 {example}，没有就不写。", example="2024-07-01T09:00:00+08:00"),
            created,
        )


def _check_locality(locality: Any, locality_id: str, fault: Fault) -> None:
    if not isinstance(locality, dict):
        fault("locality", sentence("缺少 locality：数据包说的是哪个地方。"), locality or "")
        return
    code = locality.get("code")
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        fault("locality.code", sentence("locality.code 应当是六位行政区划代码。"), code or "")
    elif not locality_id.startswith(code):
        fault("locality.code", sentence("locality.code 应当与文件夹名开头的代码相同。"), code)
    for key in ("name", "short_name"):
        if not isinstance(locality.get(key), str) or not locality[key]:
            fault(f"locality.{key}", sentence("缺少 {key}。", key=f"locality.{key}"), locality.get(key, ""))
    level = locality.get("level", "")
    if not isinstance(level, str) or level not in _LEVELS:
        fault(
            "locality.level", sentence("locality.level 应当是 {levels} 之一。", levels=listed(sorted(_LEVELS))), level
        )
    for key in DAYS_OF_PLACE:
        day = locality.get(key, "")
        if not isinstance(day, str) or (day and not _is_day(day)):
            fault(
                f"locality.{key}",
                sentence("{key} 应当是完整的日期，例如 2024-07-01，没有就不写。", key=f"locality.{key}"),
                day,
            )
    parent = locality.get("parent", "")
    if not isinstance(parent, str) or (parent and not _CODE.fullmatch(parent)):
        fault("locality.parent", sentence("locality.parent 应当是上一级的六位代码，没有就留空。"), parent)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_moment(text: str) -> bool:
    """Whether ``text`` is a moment as RFC 3339 writes it."""
    if not _MOMENT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def texts_of(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a descriptor, names of its parts included, each under the part in which it stands."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield key or "datapackage", str(name)
            yield from texts_of(item, f"{key}.{name}" if key else str(name))
    elif isinstance(value, list):
        for item in value:
            yield from texts_of(item, key)

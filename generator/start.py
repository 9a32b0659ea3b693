"""Start: an id and a name → the files of a new locality's package, with example rows that show how each is written.

The example rows stand in ``schemas/example``. Each says 示例, and has an id that :func:`generator.model.is_example`
knows, so that the check ``example-left`` keeps a package from being published as long as one of them is in it.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.artifacts import json_text
from generator.errors import UsageError
from generator.model import NO_LICENCE
from generator.read import DESCRIPTOR, LOCALITY_ID
from generator.schemas import REQUIRED_TABLES, TABLES

FOLDER = "example"
FIRST_VERSION = "0.1.0"
_MUNICIPALITIES = ("11", "12", "31", "50")
# Counties that answer to the province itself have 90 in the middle (GB/T 2260).
_DIRECT = "90"
_ENDINGS = re.compile(r"(?<=..)(特别行政区|自治区|自治州|自治县|自治旗|地区|林区|省|市|区|县|旗|盟|镇|乡|街道)$")


@dataclass(frozen=True, slots=True)
class NewLocality:
    """What is known of a locality before there is any data: its id and code, names, level and the code above it."""

    locality_id: str
    name: str
    short_name: str
    level: str
    parent: str

    @property
    def code(self) -> str:
        """The six digits of the division (GB/T 2260)."""
        return self.locality_id[:6]


def new_locality(
    locality_id: str,
    name: str,
    known: Collection[str],
    provinces: Collection[str],
    *,
    short_name: str = "",
    level: str = "",
    parent: str = "",
) -> NewLocality:
    """A locality with whatever follows from its id, where it is not said: short name, level and the code above it.

    ``known`` are the ids of the packages there are, ``provinces`` the codes of all provinces. A locality whose id
    begins with that of another, as ``430923-anhua-chengnan`` with ``430923-anhua``, is a township of that county.

    Raises:
        UsageError: the id is no code and name, is taken, or begins with a code that no province has.
    """
    if not LOCALITY_ID.fullmatch(locality_id):
        raise UsageError(
            f"{locality_id} is no id of a locality: six digits of the division, a dash, and the name in small letters, "
            "such as 140400-changzhi"
        )
    if locality_id in known:
        raise UsageError(f"{locality_id} has a package already")
    code = locality_id[:6]
    if f"{code[:2]}0000" not in provinces:
        raise UsageError(f"{code} is no code of a division: no province has {code[:2]}0000 (GB/T 2260)")
    county = next((other for other in known if locality_id.startswith(f"{other}-")), "")
    return NewLocality(
        locality_id,
        name,
        short_name or _ENDINGS.sub("", name),
        level or ("township" if county else _level(code)),
        parent or (county[:6] if county else _parent(code)),
    )


def _level(code: str) -> str:
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def _parent(code: str) -> str:
    """The code one level up; empty above a province."""
    level = _level(code)
    if level == "province":
        return ""
    is_direct = level == "prefecture" or code[:2] in _MUNICIPALITIES or code[2:4] == _DIRECT
    return f"{code[:2]}0000" if is_direct else f"{code[:4]}00"


def package_files(
    place: NewLocality,
    schemas: Path,
    year: int,
    licences: tuple[Mapping[str, str], ...] = (),
    *,
    is_empty: bool = False,
) -> dict[str, str]:
    """The files of a new package by name: example rows for a plan of ``year`` and the report on the year before.

    With ``is_empty`` there are only the tables that every package has, without rows.
    """
    texts = {name: path.read_text(encoding="utf-8") for name, path in _examples(schemas).items()}
    if is_empty:
        texts = {name: texts[name].partition("\n")[0] + "\n" for name in REQUIRED_TABLES}
    filled = {
        f"{name}.csv": text.replace("{year}", f"{year}").replace("{last}", f"{year - 1}")
        for name, text in texts.items()
    }
    return {DESCRIPTOR: json_text(_descriptor(place, list(texts), licences))} | filled


def _examples(schemas: Path) -> dict[str, Path]:
    paths = {name: schemas / FOLDER / f"{name}.csv" for name in TABLES}
    return {name: path for name, path in paths.items() if path.is_file()}


def _descriptor(place: NewLocality, tables: list[str], licences: tuple[Mapping[str, str], ...]) -> dict[str, Any]:
    return {
        "name": place.locality_id,
        "title": f"{place.name}法治政府建设进展数据",
        "version": FIRST_VERSION,
        "licenses": [dict(licence) for licence in licences] or [{"name": NO_LICENCE}],
        "locality": {
            "code": place.code,
            "name": place.name,
            "short_name": place.short_name,
            "level": place.level,
            "parent": place.parent,
        },
        "resources": [{"name": name, "path": f"{name}.csv"} for name in tables],
    }

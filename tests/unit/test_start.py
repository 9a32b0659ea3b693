"""Start: what follows from an id, files that conform but for their examples, and nothing written over."""

import json
from pathlib import Path

import pytest

from generator.artifacts import write_text
from generator.errors import UsageError
from generator.examine import examine_package
from generator.model import is_example
from generator.schemas import TABLES, load_schemas
from generator.settings import ROOT
from generator.start import NewLocality, new_locality, package_files

SCHEMAS = ROOT / "schemas"
PROVINCES = {"140000", "430000", "460000", "500000"}
KNOWN = {"140400-changzhi", "430923-anhua"}


def begun(locality_id: str, name: str = "示范市", **said: str) -> NewLocality:
    return new_locality(locality_id, name, KNOWN, PROVINCES, **said)


def written(folder: Path, **options: bool) -> Path:
    place = begun("140401-shifan", "示范区")
    for name, text in package_files(place, SCHEMAS, 2026, **options).items():
        write_text(folder / place.locality_id / name, text)
    return folder / place.locality_id


@pytest.mark.parametrize(
    ("locality_id", "level", "parent"),
    [
        ("140000-shanxi", "province", ""),
        ("140500-jincheng", "prefecture", "140000"),
        ("140581-gaoping", "county", "140500"),
        ("500103-yuzhong", "county", "500000"),
        ("469001-wuzhishan", "county", "460000"),
        ("430923-anhua-chengnan", "township", "430923"),
        ("430923-anhuaxian", "county", "430900"),
    ],
)
def test_level_and_parent_follow_from_the_code(locality_id, level, parent):
    place = begun(locality_id)
    assert (level, parent) == (place.level, place.parent)
    said = begun(locality_id, level="township", parent="999999", short_name="示")
    assert ("township", "999999", "示") == (said.level, said.parent, said.short_name)


def test_they_follow_as_the_published_packages_say():
    """What would follow is what people wrote by hand."""
    folders = sorted((ROOT / "data").iterdir())
    names = [folder.name for folder in folders]
    for folder in folders:
        place = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["locality"]
        begun_so = new_locality(
            folder.name, place["name"], [name for name in names if name != folder.name], {place["code"][:2] + "0000"}
        )
        assert (place["level"], place["parent"]) == (begun_so.level, begun_so.parent), folder.name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("长治市", "长治"),
        ("上党区", "上党"),
        ("安化县", "安化"),
        ("石柱土家族自治县", "石柱土家族"),
        ("广西壮族自治区", "广西壮族"),
        ("沙县", "沙县"),
        ("城区", "城区"),
        ("神农架林区", "神农架"),
    ],
)
def test_short_names(name, short):
    """Without the word for its kind, where more than one character is left."""
    assert short == begun("140401-x", name).short_name


@pytest.mark.parametrize(
    ("locality_id", "said"),
    [("11-x", "no id"), ("140400-Chang", "no id"), ("140400-changzhi", "already"), ("990000-x", "GB/T 2260")],
)
def test_an_id_that_cannot_be_is_refused(locality_id, said):
    with pytest.raises(UsageError, match=said):
        begun(locality_id)


def test_the_examples_are_the_only_fault(tmp_path):
    """A new package conforms to every schema; what keeps it from being published is that it is not true."""
    _, raw, log = examine_package(written(tmp_path), SCHEMAS)
    assert ["example-left"] == [issue.code for issue in log.issues if issue.severity != "note"]
    assert [name for name in TABLES if (SCHEMAS / "example" / f"{name}.csv").is_file()] == list(raw.tables)


def test_every_example_says_so(tmp_path):
    """No example row could be taken for a true one, and none could be published."""
    _, raw, _ = examine_package(written(tmp_path), SCHEMAS)
    schemas = load_schemas(SCHEMAS)
    for name, table in raw.tables.items():
        key = table.header.index(schemas[name].primary_key[0])
        assert all(is_example(cells[key]) for cells in table.rows), name
        for column in ("title", "name", "summary"):
            if column in table.header:
                texts = [cells[table.header.index(column)] for cells in table.rows]
                assert all(text.startswith("示例：") for text in texts if text)


def test_without_examples_there_is_nothing_to_mend(tmp_path):
    package, raw, log = examine_package(written(tmp_path, is_empty=True), SCHEMAS)
    assert (["documents", "units"], ()) == (list(raw.tables), log.issues)
    assert package is not None

"""Workbook merging: what goes through the workbook unchanged keeps its bytes; what both sides changed is refused."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.issues import IssueLog
from generator.read import DESCRIPTOR, RawPackage, read_package
from generator.settings import ROOT
from generator.workbook import merge_package
from tests.workbooks import (
    COMPLETE,
    ODD,
    ODDEST,
    SCHEMAS,
    edited,
    made,
    merged_from,
    raw_package,
    raw_table,
    set_cell,
    taken_from,
)

PACKAGES = ROOT / "tests" / "packages"
FOLDERS = sorted(
    path
    for path in [*(ROOT / "data").iterdir(), *PACKAGES.glob("*/999901-*"), *PACKAGES.glob("broken/*/*")]
    if (path / DESCRIPTOR).is_file()
)
TEXT = st.one_of(
    st.sampled_from((*ODD, *ODDEST)),
    st.lists(st.sampled_from((*ODD, *ODDEST)), max_size=3).map("".join),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=30),
)


@pytest.fixture(scope="module")
def raw() -> RawPackage:
    return raw_package(COMPLETE)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: "-".join(path.parts[-2:]))
def test_a_round_trip_changes_nothing(folder):
    """Every package there is, also each broken one that can be read."""
    package = read_package(folder, IssueLog(folder.name, ROOT / "schemas"))
    if package is None:
        return
    merge, _ = merged_from(made(package), package)
    assert ({}, (), (), ()) == (merge.files, merge.changes, merge.conflicts, merge.newer)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(TEXT, TEXT, TEXT, TEXT), max_size=6))
def test_any_text_comes_back_as_it_was(rows):
    """In columns of text, of numbers and of dates; a row without anything in it is none."""
    header = ("result_id", "value", "as_of_date", "note")
    kept = tuple(row for row in rows if any(cell.strip() for cell in row))
    descriptor = {"title": "x", "resources": [{"name": "results", "path": "results.csv"}]}
    package = RawPackage("999901-test", descriptor, {"results": raw_table("results", header, *kept)}, "")
    taken, _ = taken_from(made(package), package)
    assert kept == taken.tables["results"].rows
    assert header == taken.tables["results"].header
    assert {} == merge_package(taken, package, SCHEMAS).files


def test_a_changed_cell_changes_its_table_only(raw):
    content = edited(made(raw), lambda book: set_cell(book, "任务", 2, "任务名称", "公布权责清单"))
    merge, log = merged_from(content, raw)
    assert [] == list(log.issues)
    assert ["tasks.csv"] == list(merge.files)
    old = (COMPLETE / "tasks.csv").read_text(encoding="utf-8")
    assert old.replace("公布市级权责清单", "公布权责清单", 1) == merge.files["tasks.csv"].decode()
    (change,) = merge.changes
    assert (0, 1, (), False) == (change.added, change.changed, change.removed, change.is_moved)


def test_rows_added_removed_and_moved_are_counted(raw):
    def change(book):
        sheet = book["责任单位"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        sheet.delete_rows(2, len(rows))
        for row in [rows[1], rows[0], *rows[3:], ["xinju", "新局", "", "政府及其部门", "否"]]:
            sheet.append(row)

    (units,) = merged_from(edited(made(raw), change), raw)[0].changes
    assert (1, 0, ("sifaju 示例市司法局",), True) == (units.added, units.changed, units.removed, units.is_moved)


def test_a_new_table_is_listed_in_its_place():
    minimal = raw_package(PACKAGES / "minimal" / "999901-minimal")
    assert "plans" not in minimal.tables

    def change(book):
        set_cell(book, "计划", 2, "计划编号", "p-2024")
        set_cell(book, "计划", 2, "计划名称", "某计划")

    merge, _ = merged_from(edited(made(minimal), change), minimal)
    assert {"plans.csv", DESCRIPTOR} == set(merge.files)
    assert merge.files["plans.csv"].decode().splitlines() == ["plan_id,title", "p-2024,某计划"]
    names = [item["name"] for item in json.loads(merge.files[DESCRIPTOR])["resources"]]
    assert names == [name for name in SCHEMAS if name in {*minimal.tables, "plans"}]


def test_a_column_that_is_filled_for_the_first_time_comes_last():
    minimal = raw_package(PACKAGES / "minimal" / "999901-minimal")
    header = minimal.tables["units"].header
    assert "contact" not in header
    content = edited(made(minimal), lambda book: set_cell(book, "责任单位", 2, "办公联系方式", "000-00000000"))
    lines = merged_from(content, minimal)[0].files["units.csv"].decode().splitlines()
    assert ",".join((*header, "contact")) == lines[0]
    assert lines[1].endswith(",000-00000000")


def newer(raw: RawPackage, name: str) -> RawPackage:
    """The package with a row more than when its workbook was made."""
    table = raw.tables[name]
    row = ("neu", *table.rows[0][1:])
    return replace(raw, tables={**raw.tables, name: replace(table, rows=(*table.rows, row))})


def test_what_only_the_package_changed_stays(raw):
    now = newer(raw, "units")
    content = edited(made(raw), lambda book: set_cell(book, "任务", 2, "任务名称", "公布权责清单"))
    merge, _ = merged_from(content, now)
    assert (["tasks.csv"], ("units",), ()) == (list(merge.files), merge.newer, merge.conflicts)


def test_what_both_changed_is_refused_unless_the_workbook_is_to_win(raw):
    now = newer(raw, "tasks")
    content = edited(made(raw), lambda book: set_cell(book, "任务", 2, "任务名称", "公布权责清单"))
    merge, _ = merged_from(content, now)
    assert ({}, ("tasks",)) == (merge.files, merge.conflicts)
    taken, _ = taken_from(content, now)
    won = merge_package(taken, now, SCHEMAS, workbook_wins=True)
    assert ["tasks.csv"] == list(won.files)
    assert ("neu 公布市级权责清单",) == won.changes[0].removed


def test_nothing_is_written_over_a_file_that_nobody_has_read(raw):
    """A table that the package does not list, or that cannot be read, may still have a file."""
    less = replace(raw, tables={name: table for name, table in raw.tables.items() if name != "registers"})
    less.descriptor["resources"] = [item for item in raw.descriptor["resources"] if item["name"] != "registers"]

    def change(book):
        set_cell(book, "公开清单", 2, "清单编号", "power-list")
        set_cell(book, "公开清单", 2, "清单名称", "权力清单")

    taken, _ = taken_from(edited(made(less), change), less)
    assert "registers.csv" in merge_package(taken, less, SCHEMAS).files
    merge = merge_package(taken, less, SCHEMAS, ["registers.csv"], workbook_wins=True)
    assert ({}, ("registers",)) == (merge.files, merge.unread)

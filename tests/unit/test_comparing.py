"""Comparing two revisions of a package: every difference is told once, and nothing that is none."""

from collections import Counter
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.changes import ADDED, CHANGED, REMOVED, RENAMED, Change, Snapshot, compare_snapshots
from generator.changes.comparing import cell_text, key_text
from generator.examine import examine_package
from generator.model import RECORDS, Licence, Package, table_of
from generator.schemas import TABLES, load_schemas
from generator.settings import ROOT

SCHEMAS = load_schemas(ROOT / "schemas")


def complete() -> Package:
    """The complete fixture package."""
    package, _, _ = examine_package(ROOT / "tests" / "packages" / "complete" / "999901-complete", ROOT / "schemas")
    assert package is not None
    return package


COMPLETE = complete()


def columns(package: Package) -> dict[str, tuple[str, ...]]:
    """Every table that has rows, with every column that the schema knows."""
    return {name: tuple(SCHEMAS[name].by_name) for name in TABLES if table_of(package, name)}


def compared(old: Package, new: Package) -> tuple[Change, ...]:
    everywhere = columns(old) | columns(new)
    return compare_snapshots(Snapshot(old, everywhere), Snapshot(new, everywhere), SCHEMAS)


def with_row(package: Package, table: str, place: int, **values: Any) -> Package:
    """The package with other values in one row."""
    rows = list(table_of(package, table))
    rows[place] = replace(rows[place], **values)
    return replace(package, **{table: tuple(rows)})


def without(package: Package, table: str, place: int) -> Package:
    rows = table_of(package, table)
    return replace(package, **{table: rows[:place] + rows[place + 1 :]})


def test_a_package_does_not_differ_from_itself():
    assert () == compared(COMPLETE, COMPLETE)


def test_the_order_of_rows_is_no_change():
    assert () == compared(COMPLETE, replace(COMPLETE, **{name: table_of(COMPLETE, name)[::-1] for name in TABLES}))


def test_a_changed_cell_is_told_with_both_values():
    place = next(at for at, row in enumerate(COMPLETE.results) if row.value is not None)
    old = COMPLETE.results[place]
    (change,) = compared(COMPLETE, with_row(COMPLETE, "results", place, value=Decimal("92.9")))
    indicator = COMPLETE.indicator[old.indicator_id]
    assert (CHANGED, "results", old.result_id, "value") == (change.kind, change.table, change.record_id, change.field)
    assert (cell_text(old.value), "92.9") == (change.old, change.new)
    assert (indicator.name, indicator.unit_of_measure) == (change.title, change.unit_of_measure)
    assert (old.indicator_id,) == change.indicator_ids


def test_the_history_never_tells_what_belongs_to_a_person():
    """A number that was taken out of the data does not come back as its old value."""
    number = "13800138000"
    before = with_row(COMPLETE, "units", 0, contact=number)
    (change,) = compared(before, with_row(COMPLETE, "units", 0, contact="0355-2026666"))
    assert ("138****8000", "0355-2026666") == (change.old, change.new)
    (gone,) = (row for row in compared(before, without(before, "units", 0)) if row.kind == REMOVED and row.said)
    assert number not in str(gone.said)


def test_written_precision_alone_is_no_change():
    """92 and 92.0 are the same number."""
    one = with_row(COMPLETE, "results", 0, value=Decimal(92))
    assert () == compared(one, with_row(COMPLETE, "results", 0, value=Decimal("92.0")))
    assert () != compared(one, with_row(COMPLETE, "results", 0, value=Decimal("92.1")))


def test_a_reference_is_told_by_name():
    place = next(at for at, row in enumerate(COMPLETE.results) if row.document_id != COMPLETE.documents[0].document_id)
    (change,) = compared(COMPLETE, with_row(COMPLETE, "results", place, document_id=COMPLETE.documents[0].document_id))
    assert COMPLETE.documents[0].title == change.new_name
    assert COMPLETE.document[COMPLETE.results[place].document_id].title == change.old_name


def test_a_removed_task_says_what_it_said_last():
    task = COMPLETE.tasks[0]
    (change,) = [row for row in compared(COMPLETE, without(COMPLETE, "tasks", 0)) if row.table == "tasks"]
    assert (REMOVED, task.task_id, task.title) == (change.kind, change.record_id, change.title)
    said = {name: text for name, text, _ in change.said}
    assert task.summary == said["summary"]
    assert "task_id" not in said
    assert {row.unit_id for row in COMPLETE.assignments_of_task[task.task_id]} <= set(change.unit_ids)


def renamed_indicator(package: Package, old: str, new: str) -> Package:
    """The package with another id for an indicator, everywhere."""
    made = package
    for table in ("indicators", "task_indicators", "targets", "results"):
        rows = table_of(made, table)
        moved = tuple(replace(row, indicator_id=new) if row.indicator_id == old else row for row in rows)
        made = replace(made, **{table: moved})
    return made


def test_a_new_id_is_one_change_and_not_one_for_all_that_points_to_it():
    old = COMPLETE.indicators[0].indicator_id
    (change,) = compared(COMPLETE, renamed_indicator(COMPLETE, old, "another-id"))
    assert (RENAMED, "indicators", "another-id", old, "another-id") == (
        change.kind,
        change.table,
        change.record_id,
        change.old,
        change.new,
    )


def test_a_new_plan_id_takes_its_tasks_along():
    """What is renamed is followed through every table that points to it, its own children included."""
    old = COMPLETE.plans[0].plan_id
    made = replace(COMPLETE, plans=(replace(COMPLETE.plans[0], plan_id="other"), *COMPLETE.plans[1:]))
    for table in ("sections", "tasks", "milestones"):
        rows = table_of(made, table)
        made = replace(made, **{table: tuple(replace(r, plan_id="other") if r.plan_id == old else r for r in rows)})
    assert [(RENAMED, "plans")] == [(row.kind, row.table) for row in compared(COMPLETE, made)]


def test_twins_are_not_taken_for_a_new_id():
    """Two records that say the same: nobody knows which became which, so both went and both came."""
    twin = COMPLETE.indicators[0]
    before = replace(COMPLETE, indicators=(replace(twin, indicator_id="a"), replace(twin, indicator_id="b")))
    after = replace(COMPLETE, indicators=(replace(twin, indicator_id="c"), replace(twin, indicator_id="d")))
    kinds = Counter(row.kind for row in compared(before, after) if row.table == "indicators")
    assert {ADDED: 2, REMOVED: 2} == kinds


def test_a_changed_record_under_a_new_id_is_another_record():
    twin = COMPLETE.indicators[0]
    before = replace(COMPLETE, indicators=(twin,))
    after = replace(COMPLETE, indicators=(replace(twin, indicator_id="c", name=f"{twin.name}（新）"),))
    assert {ADDED, REMOVED} == {row.kind for row in compared(before, after) if row.table == "indicators"}


def test_columns_and_tables_that_came_or_went():
    """A column that nobody has written into is none yet; one that is gone is told of, empty or not."""
    narrow = columns(COMPLETE) | {"results": tuple(name for name in SCHEMAS["results"].by_name if name != "sequence")}
    empty = replace(COMPLETE, results=tuple(replace(row, sequence=None) for row in COMPLETE.results))
    old, new = Snapshot(empty, narrow), Snapshot(empty, columns(COMPLETE))
    assert () == compare_snapshots(old, new, SCHEMAS)
    assert [Change(REMOVED, "results", field="sequence")] == list(compare_snapshots(new, old, SCHEMAS))
    filled = with_row(empty, "results", 0, sequence=3)
    changes = compare_snapshots(old, Snapshot(filled, columns(COMPLETE)), SCHEMAS)
    assert [(ADDED, "", "sequence"), (CHANGED, filled.results[0].result_id, "sequence")] == [
        (row.kind, row.record_id, row.field) for row in changes
    ]
    shorter = {name: found for name, found in columns(COMPLETE).items() if name != "registers"}
    changes = compare_snapshots(
        Snapshot(COMPLETE, columns(COMPLETE)), Snapshot(replace(COMPLETE, registers=()), shorter), SCHEMAS
    )
    assert Change(REMOVED, "registers") == changes[0]
    assert {(REMOVED, "registers")} == {(row.kind, row.table) for row in changes}


def test_facts_of_the_package_are_told():
    other = replace(COMPLETE, title="别的名称", version="9.9.9", licences=(Licence("ODbL-1.0"),))
    assert {"title", "version", "licenses"} == {row.field for row in compared(COMPLETE, other)}


def test_texts_of_reports_are_told_by_digest():
    report = next(row.report_id for row in COMPLETE.reports if row.report_id not in COMPLETE.narratives)
    (change,) = compared(COMPLETE, replace(COMPLETE, narratives={**COMPLETE.narratives, report: "# 全文"}))
    assert ("reports", report, "narrative", "") == (change.table, change.record_id, change.field, change.old)
    assert change.new


# The columns of plain text, of which any may be changed without touching what points where.
TEXTS = {
    table: [
        item.name
        for item in fields(RECORDS[table])
        if SCHEMAS[table].by_name[item.name].type == "string"
        and item.name not in SCHEMAS[table].primary_key
        and not any(key.column == item.name for key in SCHEMAS[table].foreign_keys)
        and not SCHEMAS[table].by_name[item.name].separator
        and not SCHEMAS[table].by_name[item.name].codelist
    ]
    for table in TABLES
}
WORD = st.text("甲乙丙丁0a", min_size=0, max_size=3)


@st.composite
def variants(draw: st.DrawFn) -> Package:
    """The complete package with rows left out, cells rewritten, rows in another order, and an indicator renamed."""
    made = COMPLETE
    for table in draw(st.lists(st.sampled_from(TABLES), max_size=4, unique=True)):
        rows = list(table_of(made, table))
        kept = [row for row in rows if draw(st.integers(0, 4))]
        cells = TEXTS[table]
        if kept and cells:
            at = draw(st.integers(0, len(kept) - 1))
            kept[at] = replace(kept[at], **{draw(st.sampled_from(cells)): draw(WORD)})
        made = replace(made, **{table: tuple(draw(st.permutations(kept)) if len(kept) < 6 else kept[::-1])})
    if draw(st.booleans()) and made.indicators:
        made = renamed_indicator(made, made.indicators[0].indicator_id, "renamed-id")
    return made


def texts_of(package: Package) -> dict[str, dict[str, dict[str, str]]]:
    """Table → key → field → text."""
    return {
        table: {
            key_text(row, SCHEMAS[table]): {item.name: cell_text(getattr(row, item.name)) for item in fields(row)}
            for row in table_of(package, table)
        }
        for table in TABLES
    }


def applied(old: Package, changes: tuple[Change, ...], new: Package) -> dict[str, dict[str, dict[str, str]]]:
    """``old`` after the changes; what an added record says is looked up in ``new``."""
    tables, given_rows = texts_of(old), texts_of(new)
    for change in changes:
        if change.kind == RENAMED:
            for table in TABLES:
                keys = [key.column for key in SCHEMAS[table].foreign_keys if key.table == change.table]
                for row in tables[table].values():
                    row.update({name: change.new for name in keys if row[name] == change.old})
            for row in tables[change.table].values():
                row.update({n: change.new for n in SCHEMAS[change.table].primary_key if row[n] == change.old})
    tables = {
        table: {"/".join(row[name] for name in SCHEMAS[table].primary_key): row for row in rows.values()}
        for table, rows in tables.items()
    }
    for change in (row for row in changes if row.record_id):
        if change.kind == REMOVED:
            del tables[change.table][change.record_id]
        elif change.kind == ADDED:
            tables[change.table][change.record_id] = given_rows[change.table][change.record_id]
        elif change.kind == CHANGED:
            assert change.old == tables[change.table][change.record_id][change.field]
            tables[change.table][change.record_id][change.field] = change.new
    return tables


@given(old=variants(), new=variants())
def test_the_changes_lead_from_the_old_to_the_new(old, new):
    """Nothing is left out and nothing made up: the old rows and the changes give the new rows."""
    assert texts_of(new) == applied(old, compared(old, new), new)


@given(old=variants(), new=variants())
def test_what_one_way_adds_the_other_removes(old, new):
    """Records known by an id of their own; those known by what they link go by its newest id in either direction."""
    there, back = compared(old, new), compared(new, old)
    assert {(r.table, r.record_id) for r in there if r.kind == ADDED and "/" not in r.record_id} == {
        (r.table, r.record_id) for r in back if r.kind == REMOVED and "/" not in r.record_id
    }
    assert {(r.table, r.old, r.new) for r in there if r.kind == RENAMED} == {
        (r.table, r.new, r.old) for r in back if r.kind == RENAMED
    }


@given(one=variants())
def test_nothing_changes_from_a_package_to_itself(one):
    assert () == compared(one, one)


@given(old=variants(), new=variants())
def test_changes_survive_being_kept(old, new):
    """As JSON and back they are the same."""
    changes = compared(old, new)
    assert changes == tuple(Change.from_dict(row.as_dict()) for row in changes)


CELLS = [(None, ""), (True, "true"), (Decimal("92.0"), "92.0"), (("value", "period"), "value period"), (3, "3")]


@pytest.mark.parametrize(("value", "text"), CELLS)
def test_cells_are_written_as_the_tables_write_them(value, text):
    assert text == cell_text(value)

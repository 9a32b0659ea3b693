"""The fixture packages are what the other tests take them for: the complete one leaves nothing out."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.model import Package, table_of
from generator.schemas import TABLES, load_schemas
from generator.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "tests" / "packages"
FIELDS = [(table, field) for table, schema in load_schemas(ROOT / "schemas").items() for field in schema.fields]
# Too many to use each of them in one package.
LONG_LISTS = {"common-indicators", "register-kinds", "units-of-measure"}


def _values(package: Package, table: str, column: str) -> set[str]:
    """Values of a column that are not empty, as text."""
    found = {getattr(row, column) for row in table_of(package, table)}
    return {str(value) for value in found if value not in (None, "", ())}


@pytest.fixture
def complete(load_fixture: Callable[[str], Package]) -> Package:
    """The complete package."""
    return load_fixture("complete")


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_used(table: str, complete: Package) -> None:
    """No table is missing or empty."""
    assert table_of(complete, table)


@pytest.mark.parametrize(("table", "column"), [(table, field.name) for table, field in FIELDS])
def test_every_column_is_used(table: str, column: str, complete: Package) -> None:
    """Every column is filled at least once."""
    assert _values(complete, table, column)


@pytest.mark.parametrize(
    ("table", "column", "codelist"),
    [(table, field.name, field.codelist) for table, field in FIELDS if field.codelist not in {"", *LONG_LISTS}],
)
def test_every_code_is_used(table: str, column: str, codelist: str, complete: Package) -> None:
    """Every code of every codelist stands in some column that takes it."""
    used = {
        value
        for other_table, field in FIELDS
        if field.codelist == codelist
        for value in _values(complete, other_table, field.name)
    }
    assert set(load_vocabulary(ROOT / "schemas").lists[codelist]) == used
    assert _values(complete, table, column)


def test_every_way_of_writing_a_period_is_used(complete: Package) -> None:
    """Year, half year, quarter, month, span, «up to», and none."""
    patterns = [
        r"[0-9]{4}",
        r"[0-9]{4}-H[12]",
        r"[0-9]{4}-Q[1-4]",
        r"[0-9]{4}-[0-9]{2}",
        r"[0-9]{4}/[0-9]{4}",
        r"\.\./[0-9]{4}-[0-9]{2}",
        r"",
    ]
    periods = {row.period for row in complete.results}
    assert [] == [pattern for pattern in patterns if not any(re.fullmatch(pattern, text) for text in periods)]


def test_hard_cases_stand_there(complete: Package) -> None:
    """Two leads, an open list, collective units, norms for others, masked bases, parts, a report late by a day."""
    leads = [row.task_id for row in complete.assignments if row.role == "lead"]
    assert any(leads.count(task_id) == 2 for task_id in leads)
    assert {True, False} == {row.is_open for row in complete.assignments}
    assert {True, False} == {row.is_collective for row in complete.units}
    assert {"own", "lower_level"} == {plan.applies_to for plan in complete.plans}
    assert {("denominator",), ("value", "period")} <= {row.masked for row in complete.results}
    assert {("value",)} <= {row.masked for row in complete.targets}
    assert {"target_id", "result_id"} == {
        name
        for rows, name in ((complete.targets, "target_id"), (complete.results, "result_id"))
        if any(row.part_of for row in rows)
    }
    assert "2024-04-01" == str(complete.document["report-2023"].published_date)
    assert any(row.section_id and not row.task_id for row in complete.targets)
    assert any(row.problem_id == "" for row in complete.next_steps)


@pytest.mark.parametrize("path", sorted(PACKAGES.glob("*/999901-*")) + sorted(PACKAGES.glob("broken/*/999901-*")))
def test_fixtures_are_plainly_fictional(path: Path) -> None:
    """Every fixture speaks of 示例市, cites only example addresses, and has no path of any machine in it."""
    text = "\n".join(
        file.read_bytes().decode("utf-8", "replace") for file in sorted(path.rglob("*.*")) if file.suffix != ".zip"
    )
    assert "示例市" in text
    hosts = set(re.findall(r"https?://([^/\s,\"]+)", text))
    assert hosts <= {"www.example.gov.cn", "creativecommons.org"}
    assert not re.search(r"/(home|Users|tmp|root|work)/", text)


@pytest.mark.parametrize("name", ["minimal", "complete"])
def test_descriptor_lists_the_tables_in_order(name: str) -> None:
    """The tables stand in the usual order, each with exactly the columns of its schema or fewer."""
    folder = PACKAGES / name / f"999901-{name}"
    names = [
        resource["name"]
        for resource in json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    ]
    assert [table for table in TABLES if table in names] == names
    for table in names:
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
            header = next(csv.reader(handle))
        fields = [field.name for field in load_schemas(ROOT / "schemas")[table].fields]
        assert [field for field in fields if field in header] == header

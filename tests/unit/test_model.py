"""The look-ups of a package: built once, complete, in printed order."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.model import RECORDS, Locality, Package, Section, Task, grouped
from generator.schemas import TABLES

LoadFixture = Callable[[str], Package]
PLACE = Locality("999901-test", "999901", "示例市", "示例", "prefecture")


@pytest.fixture
def package(load_fixture: LoadFixture) -> Package:
    """The complete package."""
    return load_fixture("complete")


def test_grouped_keeps_order() -> None:
    """Groups stand in the order met, and so do the members of each."""
    assert {2: ("bb", "aa"), 1: ("c",)} == grouped(["bb", "c", "aa"], len)
    assert [2, 1] == list(grouped(["bb", "c", "aa"], len))
    assert {} == grouped([], len)


@pytest.mark.parametrize("table", ["document", "unit", "plan", "section", "task", "indicator"])
def test_rows_by_id(package: Package, table: str) -> None:
    """Every row is found by its id."""
    rows = getattr(package, f"{table}s")
    assert {getattr(row, f"{table}_id"): row for row in rows} == getattr(package, table)
    assert len(rows) == len(getattr(package, table))


def test_assignments_stand_in_printed_order(package: Package) -> None:
    """The order printed decides, not the order of the table."""
    assert ["sifaju", "fayuan", "jianchayuan"] == [row.unit_id for row in package.assignments_of_task["law-2025-010"]]


def test_assignments_of_a_unit(package: Package) -> None:
    """A unit's tasks, whatever its part in them."""
    assert ["law-2025-001", "law-2025-004"] == [row.task_id for row in package.assignments_of_unit["zhifabumen"]]


def test_targets_belong_to_a_task_or_a_section(package: Package) -> None:
    """Each target is found under the one it belongs to, and nothing stands under the empty id."""
    assert ["t-bases"] == [row.target_id for row in package.targets_of_section["law-2025-m04"]]
    assert "" not in package.targets_of_task
    assert "" not in package.targets_of_section
    found = [row for rows in (*package.targets_of_task.values(), *package.targets_of_section.values()) for row in rows]
    assert {row.target_id for row in package.targets} == {row.target_id for row in found}


def test_indicators_and_tasks_name_each_other(package: Package) -> None:
    """The two look-ups say the same."""
    pairs = {(task, name) for task, names in package.indicators_of_task.items() for name in names}
    assert pairs == {(task, name) for name, tasks in package.tasks_of_indicator.items() for task in tasks}
    assert pairs == {(row.task_id, row.indicator_id) for row in package.task_indicators}


def test_milestones_of_the_plan_itself(package: Package) -> None:
    """Stage goals of the plan have no task."""
    assert ["law-2025-ms1"] == [row.milestone_id for row in package.milestones_of_task[""]]


def test_newest_statement_first(package: Package) -> None:
    """Of two statements the newer one comes first, however the table orders them."""
    days = [row.reported_date for row in package.progress_of_task["law-2025-005"]]
    assert sorted(days, reverse=True) == days
    assert 2 == len(days)


def test_results_by_indicator_and_document(package: Package) -> None:
    """Every result is found both ways."""
    by_indicator = [row for rows in package.results_of_indicator.values() for row in rows]
    by_document = [row for rows in package.results_of_document.values() for row in rows]
    assert {row.result_id for row in package.results} == {row.result_id for row in by_indicator}
    assert {row.result_id for row in package.results} == {row.result_id for row in by_document}


def test_area_of_a_task(package: Package) -> None:
    """A task under a measure belongs to the area above it; one under no section to none."""
    task = package.task["law-2025-004"]
    area = package.area_of(task)
    assert area is not None
    assert "law-2025-a1" == area.section_id
    assert package.area_of(replace(task, section_id="")) is None
    assert package.section["norms-a1"] == package.area_of(package.task["norms-001"])


@pytest.mark.parametrize("parents", [{"s1": "s1"}, {"s1": "s2", "s2": "s1"}, {"s1": "s2", "s2": "s3", "s3": "s2"}])
def test_sections_in_a_circle_have_no_area(parents: dict[str, str]) -> None:
    """A circle of sections does not keep the program going round."""
    sections = tuple(Section(name, "p", "area", name, 1, parent) for name, parent in parents.items())
    task = Task("p-001", "p", "1", "任务", "内容", "ongoing", section_id="s1")
    package = Package(PLACE, "t", "1.0.0", sections=sections, tasks=(task,))
    assert package.area_of(task) is None


def test_small_facts_of_records(package: Package) -> None:
    """Short names, published reports, repeated targets and masked values say so."""
    assert ("市司法局", "各街道") == (package.unit["sifaju"].label, package.unit["jiedao"].label)
    reports = {row.report_id: row for row in package.reports}
    assert (True, False) == (reports["2023"].is_published, reports["2025"].is_published)
    targets = {row.target_id: row for row in package.targets}
    assert (True, False) == (targets["t-head"].is_recurring, targets["t-loss"].is_recurring)
    results = {row.result_id: row for row in package.results}
    assert (True, False) == (results["documents-1"].is_masked, results["head-2022"].is_masked)


def test_package_has_a_field_for_every_table() -> None:
    """Tables are fields of the package, empty where the locality has none."""
    assert all(() == getattr(Package(PLACE, "t", "1.0.0"), name) for name in TABLES)
    assert set(RECORDS) == set(TABLES)

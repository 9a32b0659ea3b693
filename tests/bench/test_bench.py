"""The measurements themselves: the synthetic data is what it says, and a budget that is missed shows."""

import pytest

from generator.artifacts import tree_manifest
from generator.examine import examine_package
from tests.bench.__main__ import table
from tests.bench.measuring import run_module
from tests.bench.scenes import Row
from tests.bench.works import change_one_cell, size_of, write_nation, write_series


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    """Two small localities."""
    data = tmp_path_factory.mktemp("works") / "data"
    return data, write_nation(data, 2, 24)


def test_packages_are_sound(nation, schemas_dir, tmp_path):
    """No finding at all, so that what is measured is the way of a good package."""
    data, places = nation
    series = tmp_path / "series"
    for folder in [*(data / place for place in places), *(series / place for place in write_series(series, 1, 3))]:
        package, _, log = examine_package(folder, schemas_dir)
        assert package is not None
        assert [] == [issue.code for issue in log.issues]


def test_works_are_as_large_as_they_say(nation, tmp_path):
    """Localities, tasks, indicators, results; and the same size is the same bytes."""
    data, _ = nation
    assert size_of(data) == {"localities": 2, "tasks": 48, "indicators": 8, "results": 32}
    write_nation(tmp_path / "again", 2, 24)
    assert tree_manifest(data) == tree_manifest(tmp_path / "again")
    write_series(tmp_path / "series", 2, 3)
    assert size_of(tmp_path / "series") == {"localities": 2, "tasks": 0, "indicators": 6, "results": 1200}


def test_one_cell_changes_and_never_back(tmp_path):
    """Each change is a new one, or the cache would have it already."""
    (place,) = write_nation(tmp_path, 1, 6)
    seen = set()
    for _ in range(3):
        before = (tmp_path / place / "tasks.csv").read_text(encoding="utf-8").splitlines()
        change_one_cell(tmp_path, place)
        after = (tmp_path / place / "tasks.csv").read_text(encoding="utf-8").splitlines()
        assert 1 == sum(one != other for one, other in zip(before, after, strict=True))
        seen.add(after[1])
    assert 3 == len(seen)


def test_a_missed_budget_shows():
    """In the table, and by what the row says of itself."""
    rows = [Row("slow", 6, 5, "ms"), Row("quick", 5, 5, "ms"), Row("points", 94, 95, "", at_least=True)]
    assert [False, True, False] == [row.is_met for row in rows]
    lines = table(rows, {"pages": 0.5}, {}).splitlines()
    assert ["MISSED", "met", "MISSED"] == [line.split()[0] for line in lines[:3]]


def test_a_build_is_run_and_watched(nation, tmp_path):
    """As its own program: what it did, how long it took, how much memory it had."""
    data, _ = nation
    run = run_module("tests.bench.once", data, tmp_path / "place", "2026-11-22", 1)
    assert {"built": 2, "broken": 0}.items() <= run.result.items()
    assert run.seconds > 0
    assert run.processor > 0
    assert run.memory > 10_000_000

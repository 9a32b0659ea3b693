"""All localities together: every row of every locality, each with where it comes from, nothing more."""

import csv
import io
import json
import sqlite3
from pathlib import Path

import frictionless
import openpyxl
import pytest

from generator.examine import examine_package
from generator.exports import Download, ExportJob, export_package, national_job
from generator.issues import Issue
from generator.read import RawPackage
from generator.schemas import load_schemas
from generator.settings import ROOT

SCHEMAS = load_schemas(ROOT / "schemas")
FOLDERS = {
    "140400-changzhi": ROOT / "data" / "140400-changzhi",
    "420105-hanyang": ROOT / "data" / "420105-hanyang",
    "999901-complete": ROOT / "tests" / "packages" / "complete" / "999901-complete",
}
Nation = tuple[dict[str, RawPackage], dict[str, Download], tuple[Issue, ...]]


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Nation:
    """Three localities as they are published, and the files made of them; given in the wrong order."""
    place = tmp_path_factory.mktemp("published")
    raws, published, issues = {}, {}, []
    for name in reversed(FOLDERS):
        _, raw, log = examine_package(FOLDERS[name], ROOT / "schemas")
        assert raw is not None
        (place / name).mkdir()
        for item in export_package(ExportJob(raw, SCHEMAS, log.issues)):
            path = place / name / item.name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(item.content)
        raws[name], published[name] = raw, place / name
        issues += log.issues
    made = {item.name: item for item in export_package(national_job(published, issues, SCHEMAS, "全部地方"))}
    return dict(sorted(raws.items())), made, tuple(issues)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_every_row_of_every_locality_is_there(nation: Nation) -> None:
    """In the order of the ids; a column that a locality leaves out is empty in its rows."""
    raws, made, _ = nation
    for name in SCHEMAS:
        expected = [
            {
                "locality_id": place,
                **{key: cell for key, cell in zip(raw.tables[name].header, row, strict=True) if cell},
            }
            for place, raw in raws.items()
            if name in raw.tables
            for row in raw.tables[name].rows
        ]
        found = [{key: cell for key, cell in row.items() if cell} for row in rows_of(made[f"{name}.csv"].content)]
        assert expected == found
        assert len(expected) == made[f"{name}.csv"].rows


def test_the_common_package_is_valid_by_itself(nation: Nation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys of two columns tell the rows of different localities apart, and frictionless finds nothing wrong."""
    for name, item in nation[1].items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(item.content)
    monkeypatch.chdir(tmp_path)
    report = frictionless.Package("datapackage.json").validate()
    assert report.valid, report.flatten(["type", "note"])[:5]
    descriptor = json.loads(nation[1]["datapackage.json"].content)
    assert ["locality_id", "task_id"] == next(
        row["schema"]["primaryKey"] for row in descriptor["resources"] if row["name"] == "tasks"
    )


def test_every_format_has_as_many_rows(nation: Nation) -> None:
    """Also the database and the workbook."""
    raws, made, issues = nation
    total = sum(len(table.rows) for raw in raws.values() for table in raw.tables.values())
    connection = sqlite3.connect(":memory:")
    connection.deserialize(made["gongkai-all.sqlite"].content)
    names = {table for raw in raws.values() for table in raw.tables}
    counts = {name: connection.execute(f'select count(*) from "{name}"').fetchone()[0] for name in names}
    assert total == sum(counts.values()) == made["gongkai-all.sqlite"].rows
    book = openpyxl.load_workbook(io.BytesIO(made["gongkai-all.xlsx"].content), read_only=True)
    assert counts == {name: sum(1 for _ in book[name].rows) - 1 for name in names}
    assert len(issues) == made["issues.csv"].rows
    assert {row.locality for row in issues} == {row["locality"] for row in rows_of(made["issues.csv"].content)}


def test_licences_are_those_that_are_stated(nation: Nation) -> None:
    """Each once; none is assumed."""
    stated = [json.dumps(item, sort_keys=True) for raw in nation[0].values() for item in raw.descriptor["licenses"]]
    descriptor = json.loads(nation[1]["datapackage.json"].content)
    assert sorted(set(stated)) == sorted(json.dumps(item, sort_keys=True) for item in descriptor["licenses"])

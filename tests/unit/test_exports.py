"""What readers take away stands on its own: valid without us, the same in every format, the same bytes every time."""

import csv
import hashlib
import io
import json
import socket
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import jsonschema
import pandas as pd
import pytest

from generator.examine import examine_package
from generator.exports import FORMATS, Download, ExportJob, Listing, checksums, export_package
from generator.exports.json_tables import typed
from generator.issues import Issue
from generator.read import RawPackage, RawTable, find_localities
from generator.schemas import Field, load_schemas
from generator.sentences import sentence
from generator.settings import ROOT

SCHEMAS = load_schemas(ROOT / "schemas")
DATA = ROOT / "data"
FIXTURES = {f"999901-{name}": ROOT / "tests" / "packages" / name / f"999901-{name}" for name in ("complete", "minimal")}
FOLDERS = FIXTURES | {locality_id: DATA / locality_id for locality_id in find_localities(DATA)}
PROFILES = ROOT.parent / "shared" / "standards" / "datapackage-2.0"
ODD_ISSUE = Issue("markup-in-text", "warning", "999901-complete", '有"引号"，\n有换行', "改。", file="units.csv", row=2)


@pytest.fixture(scope="module")
def exported() -> Callable[[str], tuple[RawPackage, dict[str, Download]]]:
    """The package of a locality as text, and its downloads by name; each made once."""
    made: dict[str, tuple[RawPackage, dict[str, Download]]] = {}

    def run(locality_id: str) -> tuple[RawPackage, dict[str, Download]]:
        if locality_id not in made:
            job = job_of(FOLDERS[locality_id])
            made[locality_id] = job.raw, {item.name: item for item in export_package(job)}
        return made[locality_id]

    return run


def job_of(folder: Path) -> ExportJob:
    _, raw, log = examine_package(folder, ROOT / "schemas")
    assert raw is not None
    return ExportJob(raw, SCHEMAS, log.issues)


@pytest.fixture
def offline(monkeypatch) -> None:
    """Any attempt to reach the network fails."""

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a published package must be valid without a network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def written(downloads: dict[str, Download], folder: Path) -> Path:
    for name, item in downloads.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(item.content)
    return folder


def csv_files(downloads: dict[str, Download]) -> dict[str, bytes]:
    """The canonical tables and the issues, without the copies for spreadsheet programs."""
    return {
        name: item.content
        for name, item in downloads.items()
        if name.endswith(".csv") and not name.endswith("-excel.csv")
    }


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize("locality_id", FOLDERS)
def test_published_package_is_valid_by_itself(exported, tmp_path, monkeypatch, locality_id):
    """Frictionless, run in the folder with nothing of ours, finds the package valid: types, keys, bytes and hashes."""
    written(exported(locality_id)[1], tmp_path)
    monkeypatch.chdir(tmp_path)
    report = frictionless.Package("datapackage.json").validate()
    assert report.valid, report.flatten(["type", "note"])[:5]
    assert sum(len(table.rows) for table in exported(locality_id)[0].tables.values()) == sum(
        task.stats.get("rows", 0) for task in report.tasks
    )


def test_a_changed_byte_would_be_found(exported, tmp_path, monkeypatch):
    """The validation above does look at the content: a changed file no longer fits its hash."""
    folder = written(exported("999901-complete")[1], tmp_path)
    path = folder / "units.csv"
    path.write_bytes(path.read_bytes().replace("示例市司法局".encode(), "示例市司法厅".encode()))
    monkeypatch.chdir(folder)
    report = frictionless.Package("datapackage.json").validate()
    assert ["hash-count"] == [row[0] for row in report.flatten(["type"])]


@pytest.mark.parametrize("locality_id", FOLDERS)
def test_descriptor_says_what_lies_beside_it(exported, locality_id):
    """Bytes, hash, path and columns of every resource are those of the file; no resource is left out."""
    raw, downloads = exported(locality_id)
    descriptor = json.loads(downloads["datapackage.json"].content)
    assert locality_id == descriptor["name"]
    texts = [f"report-{report_id}" for report_id in raw.narratives]
    assert [*raw.tables, *texts] == [resource["name"] for resource in descriptor["resources"]]
    for resource in descriptor["resources"]:
        content = downloads[resource["path"]].content
        assert len(content) == resource["bytes"]
        assert f"sha256:{hashlib.sha256(content).hexdigest()}" == resource["hash"]
        if resource["name"] in texts:
            continue
        header = next(csv.reader(io.StringIO(content.decode())))
        assert header == [field["name"] for field in resource["schema"]["fields"]]


@pytest.mark.skipif(
    not PROFILES.is_dir(), reason=f"the profiles of Data Package 2.0 are not at hand: {PROFILES} is not there"
)
@pytest.mark.parametrize("locality_id", FOLDERS)
def test_descriptor_conforms_to_data_package_2(exported, locality_id):
    """Package, resources and table schemas satisfy the JSON profiles of the standard, which refer to nothing else."""
    descriptor = json.loads(exported(locality_id)[1]["datapackage.json"].content)
    resources = descriptor["resources"]
    parts = {
        "datapackage": [descriptor],
        "dataresource": resources,
        "tableschema": [resource["schema"] for resource in resources if resource["format"] == "csv"],
    }
    assert "https://datapackage.org/profiles/2.0/datapackage.json" == descriptor["$schema"]
    for name, values in parts.items():
        text = (PROFILES / f"{name}.json").read_text(encoding="utf-8")
        assert '"$ref"' not in text
        validator = jsonschema.Draft7Validator(json.loads(text))
        for value in values:
            assert [] == [error.message[:200] for error in validator.iter_errors(value)]


@pytest.mark.parametrize("locality_id", FOLDERS)
def test_csv_says_the_same_to_every_reader(exported, tmp_path, locality_id):
    """Pandas and DuckDB read from every file the header, rows and cells that we validated."""
    raw, downloads = exported(locality_id)
    written(downloads, tmp_path)
    for table in raw.tables.values():
        path = tmp_path / table.file
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        assert list(table.header) == list(frame.columns)
        assert list(table.rows) == list(frame.itertuples(index=False, name=None))
        query = f"select * from read_csv('{path}', delim=',', quote='\"', escape='\"', header=true, all_varchar=true)"
        cursor = duckdb.execute(query)
        assert list(table.header) == [column[0] for column in cursor.description]
        assert list(table.rows) == [tuple(cell or "" for cell in row) for row in cursor.fetchall()]
        assert len(table.rows) == downloads[table.file].rows


def test_csv_has_no_byte_order_mark_and_unix_line_ends(tmp_path):
    """The canonical CSV is plain UTF-8, whatever the clerk's program wrote."""
    folder = copy_of("minimal", tmp_path)
    units = folder / "units.csv"
    units.write_bytes(b"\xef\xbb\xbf" + units.read_bytes().replace(b"\n", b"\r\n"))
    content = csv_files({item.name: item for item in export_package(job_of(folder))})["units.csv"]
    assert (FIXTURES["999901-minimal"] / "units.csv").read_bytes() == content


def copy_of(name: str, place: Path) -> Path:
    folder = place / f"999901-{name}"
    folder.mkdir()
    for path in FIXTURES[folder.name].iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_blank_rows_are_not_published(tmp_path, monkeypatch):
    """Blank rows are skipped with a warning, so that what is published is valid all the same."""
    folder = copy_of("minimal", tmp_path)
    with (folder / "units.csv").open("a", encoding="utf-8") as handle:
        handle.write(",,,,\n")
    made = {item.name: item for item in export_package(job_of(folder))}
    assert b",row-blank,warning," in made["issues.csv"].content
    place = tmp_path / "published"
    place.mkdir()
    monkeypatch.chdir(written(made, place))
    assert frictionless.Package("datapackage.json").validate().valid


@pytest.mark.parametrize("locality_id", FOLDERS)
def test_json_has_the_same_values_typed(exported, locality_id):
    """Every filled cell is in the JSON, numbers digit for digit as numbers; empty cells are left out."""
    raw, downloads = exported(locality_id)
    content = json.loads(downloads[f"{locality_id}.json"].content, parse_float=Decimal)
    assert raw.descriptor["locality"] == content["locality"]
    assert list(raw.tables) == list(content["tables"])
    for name, table in raw.tables.items():
        rows = content["tables"][name]
        assert len(table.rows) == len(rows)
        for cells, row in zip(table.rows, rows, strict=True):
            filled = {column: cell for column, cell in zip(table.header, cells, strict=True) if cell}
            assert list(filled) == list(row)
            assert [] == [(column, cell) for column, cell in filled.items() if not says(row[column], cell)]
    assert sum(len(table.rows) for table in raw.tables.values()) == downloads[f"{locality_id}.json"].rows


def says(value: Any, cell: str) -> bool:
    """Whether a JSON value says exactly what its cell says."""
    match value:
        case bool():
            return ("true" if value else "false") == cell
        case int() | Decimal():
            return Decimal(cell) == value
        case list():
            return " ".join(value) == cell
        case _:
            return value == cell


TYPED = [
    ("number", "", "18300", 18300),
    ("number", "", "-3", -3),
    ("number", "", "25.290", 25.29),
    ("number", "", "999999999999999.5", 999999999999999.5),
    ("integer", "", "007", 7),
    ("boolean", "", "true", True),
    ("boolean", "", "false", False),
    ("date", "", "2023-03-31", "2023-03-31"),
    ("string", "", "007", "007"),
    ("string", " ", "value period", ["value", "period"]),
]


@pytest.mark.parametrize(("kind", "separator", "cell", "expected"), TYPED)
def test_cells_become_json_values(kind, separator, cell, expected):
    """Numbers, truth values and lists are typed; ids and days stay text."""
    value = typed(cell, Field("x", kind, "", "", "", False, "", separator, {}))
    assert (type(expected), expected) == (type(value), value)


@pytest.mark.parametrize("locality_id", FOLDERS)
def test_zip_holds_the_package_and_nothing_else(exported, locality_id):
    """The archive has a README, the descriptor, tables and texts, each the very bytes of the single download."""
    raw, downloads = exported(locality_id)
    with zipfile.ZipFile(io.BytesIO(downloads[f"{locality_id}.zip"].content)) as archive:
        assert archive.testzip() is None
        members = {name: archive.read(name) for name in archive.namelist()}
        assert {(1980, 1, 1, 0, 0, 0)} == {info.date_time for info in archive.infolist()}
        assert {0o644} == {info.external_attr >> 16 & 0o777 for info in archive.infolist()}
    readme = members.pop("README.md").decode()
    others = ["datapackage.json", *(f"reports/{report_id}.md" for report_id in raw.narratives)]
    assert members == {name: downloads[name].content for name in others} | csv_files(downloads)
    assert all(f"`{name}`" in readme for name in members)


def test_two_runs_give_the_same_bytes(exported):
    """Nothing in any download depends on when or where it was made."""
    again = {item.name: item.content for item in export_package(job_of(FOLDERS["999901-complete"]))}
    assert {name: item.content for name, item in exported("999901-complete")[1].items()} == again


def test_issues_are_published_with_their_places(exported):
    """``issues.csv`` has one row an issue, the worst first, whatever marks a message holds."""
    job = ExportJob(exported("999901-complete")[0], SCHEMAS, [*job_of(FOLDERS["999901-complete"]).issues, ODD_ISSUE])
    made = {item.name: item for item in export_package(job)}
    rows = list(csv.DictReader(io.StringIO(made["issues.csv"].content.decode(), newline="")))
    assert len(job.issues) == len(rows) == made["issues.csv"].rows
    order = [("error", "warning", "note").index(row["severity"]) for row in rows]
    assert sorted(order) == order
    assert [("2", ODD_ISSUE.message)] == [(row["row"], row["message"]) for row in rows if row["file"] == "units.csv"]


def test_issues_are_published_in_chinese(exported):
    """What an issue says is a sentence; the file has its words, for findings and advice of every kind."""
    odd = Issue(
        "type-wrong",
        "error",
        "999901-complete",
        sentence("不能读作 {type}。", type="number"),
        sentence("例如：{example}", example="25.29"),
        file="results.csv",
        row=7,
    )
    made = {item.name: item for item in export_package(ExportJob(exported("999901-complete")[0], SCHEMAS, [odd]))}
    assert [
        "locality,code,severity,file,row,column,value,message,advice",
        "999901-complete,type-wrong,error,results.csv,7,,,不能读作 number。,例如：25.29",
    ] == made["issues.csv"].content.decode().splitlines()


def test_downloads_name_themselves(exported):
    """Each download says its format, title, size and checksum, and each format makes at least one."""
    _, downloads = exported("999901-complete")
    assert {module.NAME for module in (*FORMATS, checksums)} == {item.format for item in downloads.values()}
    for item in downloads.values():
        assert item.title
        assert len(item.content) == item.size
        assert hashlib.sha256(item.content).hexdigest() == item.sha256


def test_a_listing_comes_back_as_it_was(exported):
    """Through JSON and back with every word, also where a title names what it is about, such as a report's text."""
    listings = [item.listing for item in exported("999901-complete")[1].values()]
    assert listings == [Listing.from_dict(json.loads(json.dumps(item.as_dict()))) for item in listings]
    assert "年度报告 2023 的正文" in {str(item.title) for item in listings}


def test_only_what_is_declared_is_published(tmp_path):
    """Keys of the descriptor that are no part of the standard or of ours (``expects``) do not leave the house."""
    folder = copy_of("minimal", tmp_path)
    path = folder / "datapackage.json"
    own = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**own, "expects": {"units": 1}, "secret": "x"}), encoding="utf-8")
    made = {item.name: item for item in export_package(job_of(folder))}
    published = json.loads(made["datapackage.json"].content)
    assert set() == {"expects", "secret"} & set(published)
    assert {key: own[key] for key in ("name", "title", "version", "licenses", "locality")} == {
        key: published[key] for key in ("name", "title", "version", "licenses", "locality")
    }


def test_table_content_quotes_what_needs_it():
    """Commas, quotes and line ends in cells survive."""
    job = job_of(FIXTURES["999901-minimal"])
    odd = RawTable("units", "units.csv", "", ("unit_id", "name"), (("a", '甲,"乙"'), ("b", "")), (2, 3))
    raw = RawPackage(job.raw.locality_id, job.raw.descriptor, {"units": odd}, "")
    made = {item.name: item for item in export_package(ExportJob(raw, SCHEMAS, ()))}
    assert [["unit_id", "name"], ["a", '甲,"乙"'], ["b", ""]] == list(
        csv.reader(io.StringIO(made["units.csv"].content.decode(), newline=""))
    )


ORIGIN = {"id": "https://doi.org/10.1000/182", "created": "2024-07-01T09:00:00+08:00"}


def described(tmp_path, page: str = "", **changes: Any) -> dict[str, Any]:
    tmp_path.mkdir(exist_ok=True)
    folder = copy_of("minimal", tmp_path)
    path = folder / "datapackage.json"
    own = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**own, **changes}), encoding="utf-8")
    made = {item.name: item for item in export_package(replace(job_of(folder), homepage=page))}
    with zipfile.ZipFile(io.BytesIO(made[f"{folder.name}.zip"].content)) as archive:
        readme = archive.read("README.md").decode()
    return {**json.loads(made["datapackage.json"].content), "readme": readme}


def test_what_a_package_says_of_its_origin_is_published(tmp_path):
    """Identifier and moment of making as stated; nothing where nothing is stated."""
    assert ORIGIN.items() <= described(tmp_path / "a", **ORIGIN).items()
    assert set() == {"id", "created", "homepage"} & set(described(tmp_path / "b"))


def test_the_homepage_is_the_stated_one_else_the_page_on_the_site(tmp_path):
    """A package that names its home keeps it."""
    page = "https://www.example.gov.cn/gongkai/999901-minimal/"
    assert page == described(tmp_path / "a", page)["homepage"]
    assert "https://example.org/" == described(tmp_path / "b", page, homepage="https://example.org/")["homepage"]


@pytest.mark.skipif(
    not PROFILES.is_dir(), reason=f"the profiles of Data Package 2.0 are not at hand: {PROFILES} is not there"
)
def test_a_package_without_licence_conforms_as_well(tmp_path):
    """That none is declared is said in the standard's own way, and in words in the archive."""
    made = described(tmp_path, "https://www.example.gov.cn/", licenses=[{"name": "notspecified"}], **ORIGIN)
    assert "许可（整理与摘要）：未声明许可。" in made.pop("readme")
    validator = jsonschema.Draft7Validator(json.loads((PROFILES / "datapackage.json").read_text(encoding="utf-8")))
    assert [] == [error.message[:200] for error in validator.iter_errors(made)]

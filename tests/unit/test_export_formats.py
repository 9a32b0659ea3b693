"""Every format re-imports to the rows that we validated, in the programs that people use for it."""

import io
import json
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.examine import examine_package
from generator.exports import Download, ExportJob, export_package
from generator.exports.json_tables import exact
from generator.exports.sqlite_database import database_content, is_text
from generator.exports.xlsx_tables import COVER, DICTIONARY, ISSUES, workbook_content
from generator.read import RawPackage, RawTable
from generator.schemas import load_schemas
from generator.settings import ROOT

SCHEMAS = load_schemas(ROOT / "schemas")
FOLDERS = {
    "999901-complete": ROOT / "tests" / "packages" / "complete" / "999901-complete",
    "140400-changzhi": ROOT / "data" / "140400-changzhi",
    "420105-hanyang": ROOT / "data" / "420105-hanyang",
}
# Every sign a cell may hold, and many it may not; what begins a formula comes often.
CELL = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20),
    st.builds("{}{}".format, st.sampled_from("=+-@\t|"), st.text(st.characters(exclude_categories=("Cs", "Cc")))),
    st.sampled_from(["=1+1", '=HYPERLINK("http://x")', "http://example.org", "007", "1E5", "TRUE", "2023-03-31"]),
)

Exported = Callable[[str], tuple[RawPackage, dict[str, Download]]]


@pytest.fixture(scope="module")
def exported() -> Exported:
    """The package of a locality as text, and its downloads by name; each made once."""
    made: dict[str, tuple[RawPackage, dict[str, Download]]] = {}

    def run(locality_id: str) -> tuple[RawPackage, dict[str, Download]]:
        if locality_id not in made:
            _, raw, log = examine_package(FOLDERS[locality_id], ROOT / "schemas")
            assert raw is not None
            made[locality_id] = raw, {item.name: item for item in export_package(ExportJob(raw, SCHEMAS, log.issues))}
        return made[locality_id]

    return run


def expected(table: RawTable) -> Iterator[list[Any]]:
    """The rows of a table by their types; None where a cell is empty."""
    fields = [SCHEMAS[table.name].by_name[name] for name in table.header]
    for cells in table.rows:
        yield [exact(cell, field) if cell else None for cell, field in zip(cells, fields, strict=True)]


@pytest.mark.parametrize("locality_id", FOLDERS)
def test_excel_csv_differs_by_its_mark_only(exported: Exported, locality_id: str) -> None:
    """The mark comes first, then the very bytes of the canonical table."""
    raw, downloads = exported(locality_id)
    for name in raw.tables:
        assert b"\xef\xbb\xbf" + downloads[f"{name}.csv"].content == downloads[f"{name}-excel.csv"].content


@pytest.mark.parametrize("locality_id", FOLDERS)
def test_parquet_reads_the_same_in_pandas_and_duckdb(exported: Exported, tmp_path: Path, locality_id: str) -> None:
    """Types, order and every digit; an empty cell is null."""
    raw, downloads = exported(locality_id)
    for name, table in raw.tables.items():
        path = tmp_path / f"{name}.parquet"
        path.write_bytes(downloads[path.name].content)
        assert list(expected(table)) == [list(row) for row in duckdb.execute(f"select * from '{path}'").fetchall()]
        frame = pd.read_parquet(path, dtype_backend="pyarrow")
        assert list(table.header) == list(frame.columns)
        assert len(table.rows) == len(frame)


@pytest.mark.parametrize("locality_id", FOLDERS)
def test_sqlite_holds_the_same_rows_with_keys_and_references(
    exported: Exported, tmp_path: Path, locality_id: str
) -> None:
    """Every row, no broken reference, and the integrity check of SQLite itself."""
    raw, downloads = exported(locality_id)
    path = tmp_path / "data.sqlite"
    path.write_bytes(downloads[f"{locality_id}.sqlite"].content)
    with sqlite3.connect(path) as connection:
        assert [("ok",)] == connection.execute("pragma integrity_check").fetchall()
        assert [] == connection.execute("pragma foreign_key_check").fetchall()
        for name, table in raw.tables.items():
            rows = connection.execute(f'select * from "{name}" order by rowid').fetchall()
            assert [[stored(value) for value in row] for row in expected(table)] == [list(row) for row in rows]
            keys = {row[3] for row in connection.execute(f'pragma foreign_key_list("{name}")')}
            assert keys == {
                key.column
                for key in SCHEMAS[name].foreign_keys
                if key.column in table.header and key.table in raw.tables
            }


def stored(value: Any) -> Any:
    """A value as SQLite keeps it."""
    match value:
        case bool():
            return int(value)
        case Decimal():
            return float(value)
        case date():
            return value.isoformat()
        case list():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return value


def test_sqlite_finds_chinese_words(exported: Exported) -> None:
    """The search finds three characters anywhere in a text, and finds every row that holds them."""
    raw, downloads = exported("140400-changzhi")
    connection = sqlite3.connect(":memory:")
    connection.deserialize(downloads["140400-changzhi.sqlite"].content)
    query = (
        "select task_id from tasks where rowid in (select rowid from tasks_fts where tasks_fts match '\"行政复议\"')"
    )
    found = {row[0] for row in connection.execute(query)}
    tasks = raw.tables["tasks"]
    texts = [place for place, name in enumerate(tasks.header) if is_text(SCHEMAS["tasks"].by_name[name])]
    holding = {row[0] for row in tasks.rows if any("行政复议" in row[place] for place in texts)}
    assert len(holding) > 3
    assert holding == found


@pytest.mark.parametrize("locality_id", FOLDERS)
def test_workbook_holds_the_same_rows(exported: Exported, locality_id: str) -> None:
    """Openpyxl and pandas read every cell as it is; ids keep their zeros, nothing is a formula or a link."""
    raw, downloads = exported(locality_id)
    content = downloads[f"{locality_id}.xlsx"].content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [COVER, *raw.tables, DICTIONARY, ISSUES] == book.sheetnames
    frames = pd.read_excel(io.BytesIO(content), sheet_name=None, dtype=str, keep_default_na=False)
    for name, table in raw.tables.items():
        header, *rows = book[name].iter_rows(values_only=True)
        assert list(table.header) == list(header)
        assert [[in_workbook(value) for value in row] for row in expected(table)] == [list(row) for row in rows]
        assert len(table.rows) == len(frames[name])


def in_workbook(value: Any) -> Any:
    """A value as spreadsheet programs keep it."""
    match value:
        case Decimal():
            return float(value)
        case date():
            return value.isoformat()
        case list():
            return " ".join(value)
        case _:
            return value


def test_workbook_says_what_it_is(exported: Exported) -> None:
    """The cover has title, version, licence and every table; the dictionary every column; the issues every issue."""
    raw, downloads = exported("999901-complete")
    book = openpyxl.load_workbook(io.BytesIO(downloads["999901-complete.xlsx"].content))
    cover = {row[0]: row[1] for row in book[COVER].iter_rows(values_only=True)}
    assert (raw.descriptor["title"], raw.descriptor["version"]) == (cover["名称"], cover["版本"])
    assert "署名 4.0" in cover["许可（整理与摘要）"]
    columns = [(row[0], row[1]) for row in book[DICTIONARY].iter_rows(min_row=2, values_only=True)]
    assert columns == [(name, column) for name, table in raw.tables.items() for column in table.header]
    assert book[ISSUES].max_row == 1 + (downloads["issues.csv"].rows or 0)


@cache
def complete() -> RawPackage:
    """The complete package as text."""
    _, raw, _ = examine_package(FOLDERS["999901-complete"], ROOT / "schemas")
    assert raw is not None
    return raw


def hostile(*cells: str) -> ExportJob:
    """A package whose units are called as the cells say."""
    raw = complete()
    rows = tuple((f"u{place}", cell) for place, cell in enumerate(cells))
    table = RawTable("units", "units.csv", "", ("unit_id", "name"), rows, tuple(range(2, len(rows) + 2)))
    descriptor = {**raw.descriptor, "title": cells[0] if cells else ""}
    return ExportJob(RawPackage(raw.locality_id, descriptor, {"units": table}, ""), SCHEMAS, ())


@given(st.lists(CELL, min_size=1, max_size=5))
def test_no_text_becomes_a_formula_a_link_or_a_number(cells: list[str]) -> None:
    """Whatever stands in a cell, the workbook has text there, and the file asks for nothing from anywhere."""
    content = workbook_content(hostile(*cells))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = b"".join(archive.read(name) for name in archive.namelist() if "worksheets/" in name)
        assert not any(name.startswith("xl/externalLinks") for name in archive.namelist())
    assert b"<f>" not in sheets
    assert b"<f " not in sheets
    assert b"<hyperlink" not in sheets
    book = openpyxl.load_workbook(io.BytesIO(content))
    kinds = {cell.data_type for row in book["units"].iter_rows() for cell in row if cell.value is not None}
    assert kinds <= {"s"}


@given(st.lists(CELL, min_size=1, max_size=5))
def test_sqlite_keeps_any_text(cells: list[str]) -> None:
    """Quotes, semicolons and what looks like a command are text; an empty cell is NULL."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database_content(hostile(*cells)))
    found = [row[0] for row in connection.execute("select name from units order by rowid")]
    assert [cell or None for cell in cells] == found


def test_checksums_are_those_that_the_tool_finds(exported: Exported, tmp_path: Path) -> None:
    """``sha256sum -c`` in the folder of the downloads finds every file whole, and none left out."""
    downloads = exported("999901-complete")[1]
    for name, item in downloads.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(item.content)
    done = subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=True)
    assert len(downloads) - 1 == done.stdout.count(b": OK")

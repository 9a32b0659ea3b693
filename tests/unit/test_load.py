"""Loading: rows of a valid package as typed, frozen records."""

import dataclasses
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.issues import IssueLog
from generator.load import load_package, load_table
from generator.model import RECORDS, Document, Licence, Locality, Package, Result, Unit, table_of
from generator.read import RawTable, read_package
from generator.schemas import load_schemas

LoadFixture = Callable[[str], Package]


def test_smallest_package(load_fixture: LoadFixture) -> None:
    """Who it is about, how it may be used, one document and one unit."""
    package = load_fixture("minimal")
    assert Locality("999901-minimal", "999901", "示例市", "示例", "prefecture", "999900") == package.locality
    assert "990000" == package.locality.province_code
    assert "1.0.0" == package.version
    licence = Licence("CC-BY-4.0", "知识共享 署名 4.0 国际", "https://creativecommons.org/licenses/by/4.0/deed.zh-hans")
    assert (licence,) == package.licences
    assert (Unit("sifaju", "示例市司法局", "government", False),) == package.units
    assert [] == [name for name in RECORDS if name not in {"documents", "units"} and table_of(package, name)]


def test_columns_left_out_read_as_empty(load_fixture: LoadFixture) -> None:
    """Text that is not there is an empty string, a date that is not there is None."""
    (document,) = load_fixture("minimal").documents
    assert isinstance(document, Document)
    assert "" == document.publisher
    assert document.published_date is None


def test_every_type_is_converted(load_fixture: LoadFixture) -> None:
    """Numbers are exact decimals, dates dates, truth values truth values, lists tuples."""
    results = {row.result_id: row for row in load_fixture("complete").results}
    court = results["head-2023-court"]
    assert (Decimal(80), Decimal(16), Decimal(37)) == (court.value, court.numerator, court.denominator)
    masked = results["documents-1"]
    assert (None, ("value", "period"), 1) == (masked.value, masked.masked, masked.sequence)
    assert date(2022, 12, 20) == results["lists-2022"].as_of_date
    assert (True, False) == (results["reconsideration-2022"].is_break, results["reconsideration-2021"].is_break)
    assert Decimal(0) == results["complaints-2023-07"].value


def test_decimals_keep_their_printed_digits(schemas_dir: Path) -> None:
    """25.290 stays 25.290: how exact a figure was printed is kept."""
    header = ("result_id", "indicator_id", "scope", "value", "precision", "document_id")
    table = RawTable("results", "results.csv", "", header, (("r", "i", "own", "25.290", "exact", "d"),), (2,))
    (row,) = load_table(table, load_schemas(schemas_dir)["results"])
    assert isinstance(row, Result)
    assert "25.290" == str(row.value)


def test_table_without_rows_gives_no_records(schemas_dir: Path) -> None:
    """A table of a header only is an empty tuple."""
    table = RawTable("units", "units.csv", "", ("unit_id", "name", "kind", "is_collective"), (), ())
    assert () == load_table(table, load_schemas(schemas_dir)["units"])


def test_rows_keep_their_order_and_number(
    load_fixture: LoadFixture, fixture_folder: Callable[[str], Path], schemas_dir: Path
) -> None:
    """Each table gives as many records as it has rows, in the same order."""
    log = IssueLog("999901-complete", schemas_dir)
    raw = read_package(fixture_folder("complete"), log)
    assert raw is not None
    package = load_package(raw, load_schemas(schemas_dir))
    for name, table in raw.tables.items():
        key = load_schemas(schemas_dir)[name].primary_key[0]
        place = table.header.index(key)
        expected = [cells[place] for cells in table.rows]
        assert expected == [str(getattr(row, key)) for row in table_of(package, name)]
    assert load_fixture("complete") == package


@pytest.mark.parametrize("table", RECORDS)
def test_records_are_frozen(table: str, load_fixture: LoadFixture) -> None:
    """A record cannot be changed once it is read."""
    record = table_of(load_fixture("complete"), table)[0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(record, dataclasses.fields(record)[0].name, "x")


def test_every_empty_cell_is_empty_in_the_record(
    load_fixture: LoadFixture, fixture_folder: Callable[[str], Path], schemas_dir: Path
) -> None:
    """What the table leaves empty is "", None, () or False, never 0 and never a guess; what it fills is not."""
    raw = read_package(fixture_folder("complete"), IssueLog("x", schemas_dir))
    assert raw is not None
    for name, table in raw.tables.items():
        for cells, record in zip(table.rows, table_of(load_fixture("complete"), name), strict=True):
            for column, cell in zip(table.header, cells, strict=True):
                value = getattr(record, column)
                assert (cell in {"", "false"}) == (value is None or value is False or value in ("", ()))

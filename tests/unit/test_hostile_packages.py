"""Whatever bytes a package consists of: no exception, either records or an error, nothing written, issues printable."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.artifacts import tree_manifest
from generator.issues import IssueLog
from generator.model import Package
from generator.schemas import REQUIRED_TABLES, TABLES, load_schemas

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = load_schemas(ROOT / "schemas")
COMPLETE = ROOT / "tests" / "packages" / "complete" / "999901-complete"


def _needed(table: str) -> set[str]:
    """A table with all that its references lead to, and the required tables: the smallest sound package with it."""
    found = {table, *REQUIRED_TABLES}
    while more := {key.table for name in found for key in SCHEMAS[name].foreign_keys} - found:
        found |= more
    return found


def _files(table: str) -> dict[str, bytes]:
    """The package of :func:`_needed`, cut out of the complete one: examined four times as fast as the whole."""
    names = [name for name in TABLES if name in _needed(table)]
    descriptor = json.loads((COMPLETE / "datapackage.json").read_text(encoding="utf-8"))
    descriptor |= {
        "name": f"999901-{table.replace('_', '-')}",
        "resources": [{"name": name, "path": f"{name}.csv"} for name in names],
        "expects": {"units": 1},
    }
    files = {f"{name}.csv": (COMPLETE / f"{name}.csv").read_bytes() for name in names}
    return {**files, "datapackage.json": json.dumps(descriptor, ensure_ascii=False, indent=2).encode()}


FILES = {table: _files(table) for table in TABLES}

Examine = Callable[[Path], tuple[Package | None, IssueLog]]
Look = Callable[[str, str, bytes], tuple[Package | None, IssueLog]]

# Bytes that mean something to a reader of CSV, JSON, spreadsheets or pages.
TOKENS = [
    *[b'"', b",", b"\n", b"\r", b"\r\n", b"\x00", b"\t", b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04", b"{", b"[", b"}"],
    *[
        b"=",
        b"@",
        b"-",
        b"<b>",
        b"&lt;",
        b"NaN",
        b"null",
        b"1e999",
        b"-1",
        b"0",
        b"9" * 400,
        b"9999-12-31",
        b"2023/2020",
    ],
    *[
        "\u202e".encode(),
        "\u200b".encode(),
        "示".encode("gbk"),
        "示".encode()[:2],
        "\U0001f600".encode(),
        b"\xed\xa0\x80",
    ],
]
# Cells that are lawful somewhere, or nearly so.
CELLS = [
    *[
        "",
        " ",
        "0",
        "-1",
        "1.5",
        "9" * 15,
        "9" * 16,
        "0.000001",
        "NaN",
        "true",
        "false",
        "2023",
        "2023-H1",
        "../2019-10",
    ],
    *["2023-13", "2015/2025", "9999-12-31", "1900-01-01", "2023-02-30", "value", "value value", "period numerator"],
    *[
        "law-2025",
        "law-2025-001",
        "law-2025-a1",
        "law-2025-m01",
        "head-appearance-rate",
        "head-2023",
        "t-lists",
        "sifaju",
    ],
    *[
        "lower_level",
        "list_area",
        "unofficial_copy",
        "range",
        "P1M",
        "term",
        "date",
        "示例",
        "=1",
        "<b>",
        "\ud800",
        "\x00",
    ],
]
BOUNDED = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages, in which one file at a time is replaced."""
    base = tmp_path_factory.mktemp("workshop")
    for table, files in FILES.items():
        folder = base / f"999901-{table.replace('_', '-')}"
        folder.mkdir()
        for file, content in files.items():
            (folder / file).write_bytes(content)
    return base


@pytest.fixture(scope="module")
def look(workshop: Path, examine: Examine) -> Look:
    """Examine a package with one file replaced, and see to what must hold of any package."""

    @contextmanager
    def replaced(path: Path, content: bytes) -> Iterator[None]:
        before = path.read_bytes()
        path.write_bytes(content)
        try:
            yield
        finally:
            path.write_bytes(before)

    def run(table: str, file: str, content: bytes) -> tuple[Package | None, IssueLog]:
        folder = workshop / f"999901-{table.replace('_', '-')}"
        with replaced(folder / file, content):
            before, beside = tree_manifest(folder), sorted(workshop.iterdir())
            package, log = examine(folder)
            assert (before, beside) == (tree_manifest(folder), sorted(workshop.iterdir())), "examining wrote something"
        assert (package is None) == log.has_errors
        for issue in log.issues:
            assert json.dumps(issue.as_dict(), ensure_ascii=False).encode("utf-8")
            assert issue.advice
            assert len(str(issue.message)) <= 1000
        return package, log

    return run


@st.composite
def mutated(draw: st.DrawFn, content: bytes) -> bytes:
    """``content`` after a few insertions, deletions and replacements of bytes, tokens or lines."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.sampled_from([0, 0, 1, 2, 8, 200])))
        lines = content.splitlines(keepends=True) or [b""]
        chunk = draw(st.one_of(st.sampled_from(TOKENS), st.binary(max_size=12), st.sampled_from(lines)))
        content = content[:start] + chunk + content[end:]
    return content


def _with_cells(content: bytes, cells: list[tuple[int, int, str]]) -> bytes:
    """The table with some cells replaced, header included; positions are taken modulo its size."""
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    for row, column, text in cells:
        target = rows[row % len(rows)]
        target[column % len(target)] = text
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode("utf-8", "surrogatepass")


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.sampled_from(["999901", "1.0.0"])),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=6), inner, max_size=4)),
    max_leaves=12,
)


@BOUNDED
@given(st.data())
def test_any_bytes_changed(look: Look, data: st.DataObject) -> None:
    """Bytes inserted, deleted and replaced anywhere in any file."""
    table = data.draw(st.sampled_from(TABLES))
    file = data.draw(st.sampled_from([f"{table}.csv", f"{table}.csv", "datapackage.json"]))
    look(table, file, data.draw(mutated(FILES[table][file])))


@BOUNDED
@given(st.sampled_from(TABLES), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20), st.text()), max_size=4))
def test_any_text_in_cells(look: Look, table: str, cells: list[tuple[int, int, str]]) -> None:
    """Any text in any cell, header included."""
    file = f"{table}.csv"
    look(table, file, _with_cells(FILES[table][file], cells))


@BOUNDED
@given(
    st.sampled_from(TABLES),
    st.lists(st.tuples(st.integers(1, 60), st.integers(0, 20), st.sampled_from(CELLS)), min_size=1, max_size=3),
)
def test_nearly_lawful_cells(look: Look, table: str, cells: list[tuple[int, int, str]]) -> None:
    """Cells that are lawful in another column or nearly so: this far come loading and the checks."""
    file = f"{table}.csv"
    look(table, file, _with_cells(FILES[table][file], cells))


@BOUNDED
@given(st.sampled_from(TABLES), st.binary(max_size=300))
def test_any_bytes_as_a_table(look: Look, table: str, content: bytes) -> None:
    """Any bytes in place of a table."""
    look(table, f"{table}.csv", content)


@BOUNDED
@given(st.binary(max_size=300))
def test_any_bytes_as_descriptor(look: Look, content: bytes) -> None:
    """Any bytes in place of the descriptor."""
    look("units", "datapackage.json", content)


@settings(parent=BOUNDED, max_examples=100)
@given(JSON)
def test_any_json_as_descriptor(look: Look, value: Any) -> None:
    """Any JSON value in place of the descriptor."""
    look("units", "datapackage.json", json.dumps(value).encode())


@settings(parent=BOUNDED, max_examples=100)
@given(st.data())
def test_any_json_in_the_descriptor(look: Look, data: st.DataObject) -> None:
    """Any JSON value in place of any part of the descriptor, however deep the part."""
    descriptor = json.loads(FILES["units"]["datapackage.json"])
    part: Any = descriptor
    key: Any = data.draw(st.sampled_from(sorted(descriptor)))
    while isinstance(part[key], (dict, list)) and part[key] and data.draw(st.booleans()):
        part = part[key]
        key = data.draw(st.sampled_from(sorted(part) if isinstance(part, dict) else range(len(part))))
    part[key] = data.draw(JSON)
    look("units", "datapackage.json", json.dumps(descriptor).encode())


@pytest.mark.parametrize("table", TABLES)
def test_unchanged_packages_pass_the_same_look(look: Look, table: str) -> None:
    """The look itself finds nothing amiss in sound packages."""
    assert look(table, "units.csv", FILES[table]["units.csv"])[0] is not None

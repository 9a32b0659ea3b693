"""Schemas and records agree; every column explains itself, and its example is lawful."""

import dataclasses
import json
import re
import types
import typing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.cells import text_fault, value_fault
from generator.errors import SchemaError
from generator.issues import IssueLog
from generator.model import RECORDS
from generator.read import RawTable
from generator.schemas import REQUIRED_TABLES, TABLES, Field, load_schemas
from generator.validate.conformity import check_conformity
from generator.validate.table import check_table
from generator.vocabulary import load_vocabulary

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
FIELDS = [
    pytest.param(table, field, id=f"{table}.{field.name}")
    for table, schema in load_schemas(SCHEMAS).items()
    for field in schema.fields
]
PYTHON_TYPES = {"string": str, "date": date, "number": Decimal, "integer": int, "boolean": bool}
# Codelists that no column names: rules, kinds of finding and of repair, places and statuses are looked up by us.
LOOKED_UP = {
    "generic-place-words",
    "issue-parts",
    "issue-types",
    "locality-levels",
    "obligations",
    "page-kinds",
    "provinces",
    "repair-kinds",
    "statuses",
}


def test_every_table_has_a_file() -> None:
    """The tables, the schema files and the record classes are the same, in the same order."""
    assert set(TABLES) == {path.stem for path in SCHEMAS.glob("*.json")}
    assert list(TABLES) == list(load_schemas(SCHEMAS))
    assert list(TABLES) == list(RECORDS)
    assert set(REQUIRED_TABLES) <= set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_schema_and_record_have_the_same_fields(table: str) -> None:
    """Every column is a field of the record and the other way round; exactly the required ones have no default."""
    record = {field.name: field.default is dataclasses.MISSING for field in dataclasses.fields(RECORDS[table])}
    assert {field.name: field.is_required for field in load_schemas(SCHEMAS)[table].fields} == record


@pytest.mark.parametrize(("table", "field"), FIELDS)
def test_type_of_column_and_of_record_agree(table: str, field: Field) -> None:
    """Text, dates, numbers, truth values and lists are in the record what the schema says they are."""
    hint = typing.get_type_hints(RECORDS[table])[field.name]
    if field.separator:
        assert tuple[str, ...] == hint
        return
    expected = PYTHON_TYPES[field.type]
    is_optional = not field.is_required and field.type not in {"string", "boolean"}
    assert (expected | None if is_optional else expected) == hint
    assert not is_optional or isinstance(hint, types.UnionType)


@pytest.mark.parametrize("table", TABLES)
def test_table_explains_itself(table: str) -> None:
    """A table has a Chinese title, an English description and the name of its file."""
    schema = load_schemas(SCHEMAS)[table]
    assert table == schema.name
    assert re.search(r"[\u4e00-\u9fff]", schema.title)
    assert re.match(r"[A-Z].*\.$", schema.description)


@pytest.mark.parametrize(("table", "field"), FIELDS)
def test_column_explains_itself(table: str, field: Field) -> None:
    """A column has a Chinese title, an English description and an example."""
    assert re.search(r"[\u4e00-\u9fff]", field.title)
    assert re.match(r"[A-Z]?.*[a-z].*\.$", field.description)
    assert field.example


@pytest.mark.parametrize("table", TABLES)
def test_titles_tell_columns_apart(table: str) -> None:
    """No two columns of a table have the same name or title: messages and the workbook go by them."""
    fields = load_schemas(SCHEMAS)[table].fields
    assert len(fields) == len({field.name for field in fields})
    assert len(fields) == len({field.title for field in fields})


@pytest.mark.parametrize(("table", "field"), FIELDS)
def test_example_is_lawful(table: str, field: Field) -> None:
    """The example satisfies the type, pattern, length, range and codelist of its own column."""
    constraints = field.descriptor.get("constraints", {})
    assert text_fault(field.example) is None
    assert value_fault(field.example, field.type) is None
    assert re.fullmatch(constraints.get("pattern", r".*"), field.example)
    assert len(field.example) <= constraints.get("maxLength", 5000)
    assert field.example in constraints.get("enum", [field.example])
    if field.type == "integer":
        assert constraints.get("minimum", 0) <= int(field.example) <= constraints.get("maximum", int(field.example))


@pytest.mark.parametrize("table", TABLES)
def test_row_of_examples_is_valid(table: str, log: IssueLog) -> None:
    """A row made of the examples has no finding, but that its references lead outside this one table."""
    schemas, repairs = load_schemas(SCHEMAS), load_vocabulary(SCHEMAS).lists["repair-kinds"]
    schema = schemas[table]
    header = tuple(field.name for field in schema.fields)
    raw = RawTable(table, f"{table}.csv", "", header, (tuple(field.example for field in schema.fields),), (2,))
    assert check_table(raw, schemas, repairs, log)
    check_conformity({table: raw}, schemas, repairs, log, broken=set())
    assert [] == [issue for issue in log.issues if issue.code != "reference-broken"]


def test_every_named_codelist_exists_and_is_used() -> None:
    """Columns name codelists that exist; every other codelist is one that the program looks things up in."""
    named = {param.values[1].codelist for param in FIELDS} - {""}
    existing = {path.stem for path in (SCHEMAS / "codelists").glob("*.csv")}
    assert set() == named - existing
    assert existing - named == LOOKED_UP
    assert set(load_vocabulary(SCHEMAS).lists) == existing - {"statuses"}


@pytest.mark.parametrize(("table", "field"), FIELDS)
def test_patterns_take_ascii_digits_only(table: str, field: Field) -> None:
    r"""``\d``, ``\w`` and ``\s`` in a pattern would let full-width digits and other scripts into ids and addresses."""
    pattern = field.descriptor.get("constraints", {}).get("pattern", "")
    assert not re.search(r"\\[dw]", pattern)


@pytest.mark.parametrize("table", TABLES)
def test_references_lead_to_keys(table: str) -> None:
    """A reference names the one-column key of a table that is listed before, or of its own table."""
    schemas = load_schemas(SCHEMAS)
    for key in schemas[table].foreign_keys:
        assert (key.target_column,) == schemas[key.table].primary_key
        assert key.column in schemas[table].by_name
        assert TABLES.index(key.table) <= TABLES.index(table)


@pytest.mark.parametrize("table", TABLES)
def test_keys_are_required_columns(table: str) -> None:
    """Without its key a row could not be named."""
    schema = load_schemas(SCHEMAS)[table]
    assert all(schema.by_name[name].is_required for name in schema.primary_key)


def test_restricted_keeps_order_and_drops_absent_references() -> None:
    """A schema for some columns has them in the order asked, and only the references that can be followed."""
    schema = load_schemas(SCHEMAS)["registers"]
    columns = ["title", "unit_id", "register_id", "task_id"]
    restricted = schema.restricted(columns, {"registers", "units"})
    assert columns == [field["name"] for field in restricted["fields"]]
    assert [["unit_id"]] == [key["fields"] for key in restricted["foreignKeys"]]
    assert "foreignKeys" not in schema.restricted(["title"], {"registers", "units"})
    assert schema.restricted(columns, set()).get("foreignKeys") is None


def test_own_references_have_no_resource_name() -> None:
    """The standard writes a reference to the table itself as the empty string."""
    restricted = load_schemas(SCHEMAS)["sections"].restricted(["section_id", "parent_id"], {"sections"})
    assert [""] == [key["reference"]["resource"] for key in restricted["foreignKeys"]]


def test_published_schema_is_plain_table_schema() -> None:
    """Our own keys are translated: the codelist into an ``enum``, and nothing of ours is left."""
    for schema in load_schemas(SCHEMAS).values():
        for field in schema.descriptor["fields"]:
            assert "codelist" not in field
            assert "separator" not in field
    kind = load_schemas(SCHEMAS)["units"].by_name["kind"].descriptor
    assert list(load_vocabulary(SCHEMAS).lists["unit-kinds"]) == kind["constraints"]["enum"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "null",
        "{}",
        '{"name": "units"}',
        '{"name": "units", "title": "t", "description": "d", "primaryKey": ["a"], "fields": null}',
        '{"name": "units", "title": "t", "description": "d", "primaryKey": ["a"], "fields": ["a"]}',
        '{"name": "units", "title": "t", "description": "d", "primaryKey": ["a"], "fields": [{"name": "a"}]}',
        '{"name": "units", "title": "t", "description": "d", "primaryKey": ["a"], "foreignKeys": [{}], "fields": []}',
    ],
)
def test_broken_schema_is_our_fault(tmp_path: Path, content: str) -> None:
    """A schema that is no JSON or lacks a part raises a SchemaError, nothing else."""
    (tmp_path / "documents.json").write_text(content, encoding="utf-8")
    with pytest.raises(SchemaError):
        load_schemas(tmp_path)


def test_unknown_codelist_is_our_fault(tmp_path: Path) -> None:
    """A column that names a codelist which does not exist raises a SchemaError."""
    folder = tmp_path / "codelists"
    folder.mkdir()
    (folder / "statuses.csv").write_text("scope,code,label,icon,sentence\n", encoding="utf-8")
    raw = json.loads((SCHEMAS / "documents.json").read_text(encoding="utf-8"))
    (tmp_path / "documents.json").write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(SchemaError):
        load_schemas(tmp_path)

"""Codelists: every code has its words, and a broken list is noticed before anything is built."""

import csv
import re
from pathlib import Path

import pytest

from generator.errors import SchemaError
from generator.vocabulary import UNKNOWN_LABEL, Status, load_vocabulary

CODELISTS = sorted(path.stem for path in (Path(__file__).resolve().parents[2] / "schemas" / "codelists").glob("*.csv"))


def _rows(schemas: Path, name: str) -> list[dict[str, str]]:
    with (schemas / "codelists" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, strict=True))


@pytest.mark.parametrize("name", CODELISTS)
def test_codelist_is_well_formed(name: str, schemas_dir: Path) -> None:
    """Every row has as many cells as the header, a code without spaces and a label; no code stands twice."""
    rows = _rows(schemas_dir, name)
    assert rows
    columns = list(rows[0])
    key = 2 if name == "statuses" else 1
    for row in rows:
        assert None not in row
        assert None not in row.values()
        assert re.fullmatch(r"\S+", row[columns[key - 1]])
        assert row[columns[key]].strip() == row[columns[key]] != ""
    assert len(rows) == len({tuple(row[column] for column in columns[:key]) for row in rows})


@pytest.mark.parametrize("name", [name for name in CODELISTS if name not in {"statuses", "issue-types"}])
def test_labels_tell_codes_apart(name: str, schemas_dir: Path) -> None:
    """No two codes of a list read the same."""
    terms = load_vocabulary(schemas_dir).lists[name]
    assert len(terms) == len({term.label for term in terms.values()})


def test_label_of_a_code(schemas_dir: Path) -> None:
    """A code has its label; no code reads «not stated», an unknown one stands as it is."""
    vocabulary = load_vocabulary(schemas_dir)
    assert "牵头" == vocabulary.label("roles", "lead")
    assert UNKNOWN_LABEL.template == vocabulary.label("roles", "")
    assert UNKNOWN_LABEL.template == vocabulary.label("roles", None)
    assert "captain" == vocabulary.label("roles", "captain")


def test_vocabulary_in_another_language(schemas_dir: Path) -> None:
    """Labels, sentences and other texts are translated, also the one for «not stated»; codes and signs stay."""
    vocabulary = load_vocabulary(schemas_dir)
    words = {vocabulary.label("roles", "lead"): "leads", UNKNOWN_LABEL.template: "not stated"}
    status = vocabulary.status("target", "met")
    words |= {status.label: "met", status.sentence: "The result is what was promised."}
    translated = vocabulary.translated(lambda text: words.get(text, text))
    assert "leads" == translated.label("roles", "lead")
    assert "not stated" == translated.label("roles", "")
    assert "captain" == translated.label("roles", "captain")
    assert "≥" == translated.lists["comparators"]["ge"]["symbol"]
    found = translated.status("target", "met")
    assert ("met", "met", "The result is what was promised.", status.icon) == (
        found.code,
        found.label,
        found.sentence,
        found.icon,
    )
    assert "牵头" == vocabulary.label("roles", "lead")


def test_other_columns_of_a_term(schemas_dir: Path) -> None:
    """A term gives every column of its row, and only those."""
    term = load_vocabulary(schemas_dir).lists["comparators"]["ge"]
    assert "≥" == term["symbol"]
    with pytest.raises(KeyError):
        term["colour"]


def test_every_status_has_four_parts(schemas_dir: Path) -> None:
    """Code, label, icon and sentence, none of them empty; within a scope labels differ."""
    statuses = load_vocabulary(schemas_dir).statuses
    for status in statuses.values():
        assert all((status.code, status.label, status.icon, status.sentence))
        assert status.sentence.endswith("。")
    for scope in {status.scope for status in statuses.values()}:
        labels = [status.label for status in statuses.values() if status.scope == scope]
        assert len(labels) == len(set(labels))


def test_status_by_scope_and_code(schemas_dir: Path) -> None:
    """The same code means different things in different scopes; an unknown one is a mistake of ours."""
    vocabulary = load_vocabulary(schemas_dir)
    assert isinstance(vocabulary.status("target", "not_due"), Status)
    assert vocabulary.status("target", "not_due") != vocabulary.status("report", "not_due")
    with pytest.raises(KeyError):
        vocabulary.status("target", "late")


def test_nothing_says_late_unless_a_document_does(schemas_dir: Path) -> None:
    """No status says «not done» or «not published»: what was not found is «not found here»."""
    for status in load_vocabulary(schemas_dir).statuses.values():
        assert "未公布" not in status.label
        assert "未完成" not in status.label


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("roles", "code,label\nlead,牵头\nlead,主办\n"),
        ("roles", "code\nlead\n"),
        ("roles", "code,label\nlead\n"),
        ("roles", 'code,label\nlead,"牵头\n'),
        ("roles", "code,label\nshared,分别负责\n".encode("gbk")),
    ],
)
def test_broken_codelist_is_our_fault(tmp_path: Path, name: str, content: str | bytes) -> None:
    """A list with a code twice, without labels, with an open quote or in another encoding raises a SchemaError."""
    folder = tmp_path / "codelists"
    folder.mkdir()
    (folder / "statuses.csv").write_text("scope,code,label,icon,sentence\n", encoding="utf-8")
    (folder / f"{name}.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(SchemaError):
        load_vocabulary(tmp_path)


def test_missing_codelists_are_our_fault(tmp_path: Path) -> None:
    """Without codelists nothing can be read."""
    with pytest.raises(SchemaError):
        load_vocabulary(tmp_path)

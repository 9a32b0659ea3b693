"""The only writer of files: the same content gives the same bytes, and a file is there whole or not at all."""

import csv
import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import artifacts


def test_text_is_written_as_utf8_with_its_own_line_ends(tmp_path: Path) -> None:
    """Folders are made, the text stands there byte for byte, and nothing else is left beside it."""
    target = tmp_path / "甲" / "b.txt"
    artifacts.write_text(target, "示例\n第二行\r\n")
    assert "示例\n第二行\r\n".encode() == target.read_bytes()
    assert [target] == list(target.parent.iterdir())


def test_file_stays_whole_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the new file cannot be put in place, the old one is still there, unchanged."""
    target = tmp_path / "a.txt"
    artifacts.write_text(target, "旧")

    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match=r"^$"):
        artifacts.write_text(target, "新")
    assert "旧" == target.read_text(encoding="utf-8")


def test_writing_leaves_other_names_of_the_old_bytes_alone(tmp_path: Path) -> None:
    """A file that is hard linked elsewhere is replaced, not written into."""
    artifacts.write_text(tmp_path / "a", "旧")
    os.link(tmp_path / "a", tmp_path / "b")
    artifacts.write_text(tmp_path / "a", "新")
    assert "旧" == (tmp_path / "b").read_text(encoding="utf-8")


def test_json_is_readable_and_ends_with_a_line_end() -> None:
    """Chinese stands as Chinese, keys keep their order."""
    assert '{\n  "b": "示例",\n  "a": 1\n}\n' == artifacts.json_text({"b": "示例", "a": 1})


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_json_has_no_nan(value: float) -> None:
    """What is no number in JSON is refused."""
    with pytest.raises(ValueError, match="JSON"):
        artifacts.json_text({"a": value})


def test_csv_has_lf_and_empty_cells() -> None:
    """None is an empty cell; only what needs quotes has them."""
    assert 'a,b\n1,\n"x,y","引""号"\n' == artifacts.csv_text(["a", "b"], [[1, None], ["x,y", '引"号']])


@settings(deadline=None)
@given(st.lists(st.lists(st.text(alphabet=st.characters(exclude_characters="\r\x00")), min_size=2, max_size=2)))
def test_csv_reads_back(rows: list[list[str]]) -> None:
    """Any text written as CSV comes back as it was."""
    text = artifacts.csv_text(["a", "b"], rows)
    assert [["a", "b"], *rows] == list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_digests(tmp_path: Path) -> None:
    """SHA-256 of bytes, of a file, and of nothing."""
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert empty == artifacts.digest(b"")
    (tmp_path / "a").write_bytes(b"x" * 100_000)
    assert artifacts.digest(b"x" * 100_000) == artifacts.file_digest(tmp_path / "a")


def test_manifest_names_every_file_in_order(tmp_path: Path) -> None:
    """Files are named by relative POSIX path, sorted; folders are not."""
    for name in ("b.txt", "a/z.txt", "a/y.txt"):
        artifacts.write_text(tmp_path / name, name)
    assert ["a/y.txt", "a/z.txt", "b.txt"] == list(artifacts.tree_manifest(tmp_path))


def test_digest_of_a_manifest_sees_names_and_contents() -> None:
    """Order does not matter; a name or a content that changes does."""
    one = artifacts.manifest_digest({"a": "1", "b": "2"})
    assert one == artifacts.manifest_digest({"b": "2", "a": "1"})
    assert one != artifacts.manifest_digest({"a": "2", "b": "1"})
    assert one != artifacts.manifest_digest({"a": "1"})


def test_tree_is_linked(tmp_path: Path) -> None:
    """A linked tree has the same files, and takes no second copy where the file system can link."""
    artifacts.write_text(tmp_path / "from" / "a" / "b.txt", "示例")
    artifacts.link_tree(tmp_path / "from", tmp_path / "to")
    assert artifacts.tree_manifest(tmp_path / "from") == artifacts.tree_manifest(tmp_path / "to")
    if sys.platform == "linux":
        assert (tmp_path / "from/a/b.txt").stat().st_ino == (tmp_path / "to/a/b.txt").stat().st_ino


def test_linking_twice_is_fine(tmp_path: Path) -> None:
    """A tree may be linked over itself."""
    artifacts.write_text(tmp_path / "from" / "a.txt", "示例")
    artifacts.link_tree(tmp_path / "from", tmp_path / "to")
    artifacts.link_tree(tmp_path / "from", tmp_path / "to")
    assert "示例" == (tmp_path / "to" / "a.txt").read_text(encoding="utf-8")


def test_linking_over_a_file_does_not_write_into_it(tmp_path: Path) -> None:
    """The old target may be a name of another tree's bytes; those stay."""
    artifacts.write_text(tmp_path / "old", "旧")
    artifacts.write_text(tmp_path / "new", "新")
    artifacts.link_file(tmp_path / "old", tmp_path / "target")
    artifacts.link_file(tmp_path / "new", tmp_path / "target")
    assert ("旧", "新") == tuple((tmp_path / name).read_text(encoding="utf-8") for name in ("old", "target"))


def test_file_is_copied_where_it_cannot_be_linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system without hard links gets a copy."""

    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    artifacts.write_text(tmp_path / "a", "示例")
    artifacts.link_file(tmp_path / "a", tmp_path / "x" / "b")
    assert "示例" == (tmp_path / "x" / "b").read_text(encoding="utf-8")


def test_removing_what_is_not_there_is_fine(tmp_path: Path) -> None:
    """A tree is removed with everything in it; a missing one is no fault."""
    artifacts.write_text(tmp_path / "a" / "b" / "c", "")
    artifacts.remove_tree(tmp_path / "a")
    artifacts.remove_tree(tmp_path / "a")
    assert [] == list(tmp_path.iterdir())

"""What a package folder holds: its digest, and the files that go to another machine, every plain one or nothing."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.read import files_to_carry, folder_content


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file, a folder with a file, and an empty folder."""
    made = tmp_path / "999901-test"
    (made / "reports").mkdir(parents=True)
    (made / "empty").mkdir()
    (made / "units.csv").write_bytes(b"abc")
    (made / "reports" / "2023.md").write_bytes(b"")
    return made


def test_every_file_is_carried_by_its_name_in_the_folder(folder: Path) -> None:
    """Folders as well, for one may be what is wrong with a package."""
    expected = {"units.csv": b"abc", "reports/": b"", "reports/2023.md": b"", "empty/": b""}
    assert expected == files_to_carry(folder)


def test_a_file_may_be_as_large_as_files_may_be(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte more, and nothing is carried."""
    monkeypatch.setattr("generator.read._MAX_FILE_BYTES", 3)
    assert files_to_carry(folder) is not None
    monkeypatch.setattr("generator.read._MAX_FILE_BYTES", 2)
    assert files_to_carry(folder) is None


@pytest.mark.parametrize(("bound", "is_seen"), [(3, True), (2, False)])
def test_what_is_larger_than_files_may_be_is_not_looked_into(
    bound: int, is_seen: bool, folder: Path, monkeypatch
) -> None:
    """It is refused, whatever it holds."""
    monkeypatch.setattr("generator.read._MAX_FILE_BYTES", bound)
    before = folder_content(folder)
    (folder / "units.csv").write_bytes(b"abd")
    assert is_seen == (before != folder_content(folder))


ADDED: dict[str, Callable[[Path], object]] = {
    "link to a file": lambda folder: (folder / "link.csv").symlink_to(folder / "units.csv"),
    "link to a folder": lambda folder: (folder / "link").symlink_to(folder / "reports"),
    "link to nothing": lambda folder: (folder / "link").symlink_to(folder / "nothing"),
    "pipe": lambda folder: os.mkfifo(folder / "reports" / "pipe"),
    "odd name": lambda folder: (folder / "a\\b.csv").write_bytes(b""),
    "odd name of a folder": lambda folder: (folder / "a\\b").mkdir(),
}


@pytest.mark.parametrize("case", ADDED)
def test_what_is_refused_anyway_is_not_carried(case: str, folder: Path) -> None:
    """Nor is anything beside it."""
    ADDED[case](folder)
    assert files_to_carry(folder) is None


def test_what_is_no_folder_is_not_carried(folder: Path) -> None:
    """A link to one, a file, and what is not there."""
    link = folder.with_name("999902-link")
    link.symlink_to(folder)
    assert [None] * 3 == [files_to_carry(path) for path in (link, folder / "units.csv", folder / "nothing")]

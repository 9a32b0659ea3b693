"""Cache: a built locality is used again exactly as long as nothing it was made of has changed."""

import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import cache as module
from generator.cache import Entry, Shelf, content_key, program_digest

DAY = date(2023, 3, 31)
TURNING = (date(2023, 4, 1), date(2024, 1, 1), date(2023, 4, 1))
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2040, 1, 1))


@pytest.fixture
def shelf(tmp_path) -> Shelf:
    """An empty shelf."""
    return Shelf(tmp_path / "shelf")


@pytest.fixture
def keep(tmp_path, shelf):
    """Keeps a small tree under a key; ``moment`` orders entries in time."""

    def run(key: str, text: str = "页", moment: int = 0) -> Entry:
        work = tmp_path / f"work-{key}"
        (work / "tree" / "tasks").mkdir(parents=True)
        (work / "tree" / "index.html").write_text(text, encoding="utf-8")
        (work / "tree" / "tasks" / "index.html").write_text("任务", encoding="utf-8")
        entry = shelf.keep(key, work, {"summary.json": {"title": text}})
        os.utime(entry.folder, (moment, moment))
        return entry

    return run


def test_content_never_built_has_no_key(shelf):
    """What was never built cannot be found."""
    assert shelf.key("a", DAY) is None
    assert shelf.find(None) is None


def test_a_day_that_turns_nothing_keeps_the_key(shelf):
    """Until the next turning day the key stays; on it the key changes; and back in time it is the old one."""
    first = shelf.remember("a", TURNING, DAY)
    assert first == shelf.key("a", DAY) == shelf.key("a", date(2020, 1, 1))
    second = shelf.key("a", date(2023, 4, 1))
    assert first != second
    assert second == shelf.key("a", date(2023, 12, 31))
    assert second != shelf.key("a", date(2024, 1, 1)) == shelf.key("a", date(2030, 1, 1))


@given(days=st.lists(DAYS, max_size=6), one=DAYS, other=DAYS)
def test_keys_differ_exactly_when_a_day_has_turned(tmp_path_factory, days, one, other):
    """Two days have the same key exactly when no turning day lies after the first and up to the second."""
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    assert shelf.remember("a", days, one) == shelf.key("a", one)
    begin, end = min(one, other), max(one, other)
    turned = any(begin < day <= end for day in days)
    assert turned == (shelf.key("a", one) != shelf.key("a", other))


def test_contents_have_keys_of_their_own(shelf):
    """Another content has another key and its own turning days; the last few are remembered."""
    first = shelf.remember("a", TURNING, DAY)
    second = shelf.remember("b", (), DAY)
    assert first != second
    assert shelf.key("b", date(2030, 1, 1)) == second
    assert first == shelf.key("a", DAY)


def test_an_entry_is_found_as_it_was_kept(shelf, keep):
    """Tree and records come back, and the work folder has moved."""
    kept = keep("a-0")
    found = shelf.find("a-0")
    assert kept == found
    assert "页" == (found.tree / "index.html").read_text(encoding="utf-8")
    assert {"title": "页"} == found.record("summary.json")


def test_digest_is_that_of_the_files(keep):
    """Entries with the same files have the same digest, others another."""
    assert keep("a-0").digest == keep("b-0").digest != keep("c-0", "别的").digest


DAMAGE = {
    "changed page": lambda folder: (folder / "tree" / "index.html").write_text("改", encoding="utf-8"),
    "missing page": lambda folder: (folder / "tree" / "tasks" / "index.html").unlink(),
    "page too many": lambda folder: (folder / "tree" / "x.html").write_text("多", encoding="utf-8"),
    "half of the stamps": lambda folder: (folder / "stamps.json").write_text('{"index', encoding="utf-8"),
    "no stamps": lambda folder: (folder / "stamps.json").unlink(),
    "stamps of another kind": lambda folder: (folder / "stamps.json").write_text("[1]", encoding="utf-8"),
    "stamps in another encoding": lambda folder: (folder / "stamps.json").write_bytes(b"\xff\xfe{"),
    "no digest": lambda folder: (folder / "entry.json").write_text("{}", encoding="utf-8"),
    "nothing that says what it is": lambda folder: (folder / "entry.json").unlink(),
    "half a record": lambda folder: (folder / "summary.json").write_text('{"title": "页', encoding="utf-8"),
    "no record": lambda folder: (folder / "summary.json").unlink(),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_entry_is_a_miss(shelf, keep, damage):
    """One byte that is not as it was, in pages or records, and the entry is thrown away and built anew."""
    entry = keep("a-0")
    DAMAGE[damage](entry.folder)
    assert shelf.find("a-0") is None
    assert not entry.folder.exists()
    assert shelf.find("a-0") is None


def test_a_cache_that_was_copied_is_as_good(shelf, keep):
    """Other times and the same bytes are the same entry; it is looked at byte by byte once, and then not again."""
    entry = keep("a-0")
    for path in entry.tree.rglob("*.html"):
        os.utime(path, (1, 1))
    assert entry == shelf.find("a-0")
    assert json.loads((entry.folder / "stamps.json").read_text("utf-8"))["tree/index.html"][1] == 1_000_000_000
    assert entry == shelf.find("a-0")


def test_damaged_memory_of_days_is_a_miss(tmp_path):
    """Where the turning days cannot be read everything is built anew, and can be remembered again."""
    shelf = Shelf(tmp_path)
    shelf.remember("a", TURNING, DAY)
    for text in ('{"a": ["2023', "[]", "null", ""):
        (tmp_path / "turning-days.json").write_text(text, encoding="utf-8")
        assert shelf.key("a", DAY) is None
    assert shelf.remember("a", TURNING, DAY) == shelf.key("a", DAY)


def test_last_good_is_the_newest_whole_entry(shelf, keep):
    """A broken locality keeps the newest pages that are whole; a damaged entry is passed over."""
    assert shelf.last_good() is None
    older, newer = keep("a-0", "旧", 1000), keep("b-0", "新", 2000)
    assert newer == shelf.last_good()
    (newer.tree / "index.html").write_text("坏", encoding="utf-8")
    assert older == shelf.last_good()
    (older.tree / "index.html").unlink()
    assert shelf.last_good() is None


def test_old_entries_make_room(shelf, keep):
    """Three entries are kept, the newest among them always."""
    for moment, key in enumerate(["a-0", "b-0", "c-0", "d-0"], start=1):
        keep(key, moment=moment)
    assert [False, True, True, True] == [shelf.find(key) is not None for key in ("a-0", "b-0", "c-0", "d-0")]


def test_the_entry_just_kept_stays(shelf, keep):
    """Even where the clock went back, what was just built is not thrown away."""
    future = 4_000_000_000
    for key in ("a-0", "b-0", "c-0"):
        keep(key, moment=future)
    assert shelf.find("d-0") is None
    keep("d-0")
    assert shelf.find("d-0") is not None


def test_keeping_twice_replaces(shelf, keep):
    """A rebuild of the same content (``--no-cache``) takes the place of the old entry."""
    keep("a-0", "旧")
    assert {"title": "新"} == keep("a-0", "新").record("summary.json")
    assert "新" == shelf.find("a-0").tree.joinpath("index.html").read_text(encoding="utf-8")


def test_content_key_depends_on_every_part_and_their_order():
    """Parts do not run into each other."""
    keys = {content_key(*parts) for parts in [("a", "b"), ("b", "a"), ("ab",), ("ab", ""), ("", "ab"), ("a", "b", "")]}
    assert 6 == len(keys)
    assert content_key("a", "b") == content_key("a", "b")


@pytest.fixture
def program(tmp_path) -> Path:
    """A root with one file of each kind that turns data into pages."""
    for name in (
        "generator/pages/task.py",
        "generator/templates/task.md",
        "schemas/tasks.json",
        "schemas/codelists/roles.csv",
        "site_overrides/main.html",
        "mkdocs.yml",
        "package-lock.json",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("1", encoding="utf-8")
    return tmp_path


def digest_of(root: Path) -> str:
    """The digest as a new process would work it out."""
    return program_digest.__wrapped__(root)


@pytest.mark.parametrize(
    "name",
    [
        "generator/pages/task.py",
        "generator/templates/task.md",
        "schemas/tasks.json",
        "schemas/codelists/roles.csv",
        "site_overrides/main.html",
        "mkdocs.yml",
        "package-lock.json",
    ],
)
def test_program_digest_changes_with_everything_that_makes_pages(program, name):
    """Code, templates, schemas, codelists, overrides, MkDocs' settings, the chart library: each changes the digest."""
    before = digest_of(program)
    (program / name).write_text("2", encoding="utf-8")
    changed = digest_of(program)
    assert before != changed
    (program / name).unlink()
    assert changed != digest_of(program) != before


def test_program_digest_does_not_change_with_anything_else(program):
    """Data, tests, compiled code and built sites are no part of the program."""
    before = digest_of(program)
    for name in ("data/x/units.csv", "tests/test_x.py", "site/index.html", "generator/__pycache__/x.py", "README.md"):
        path = program / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    assert before == digest_of(program)


def test_program_digest_is_the_same_in_another_folder(program, tmp_path_factory):
    """Paths are relative, so another machine finds what this one built."""
    other = tmp_path_factory.mktemp("elsewhere") / "root"
    before = digest_of(program)
    program.rename(other)
    assert before == digest_of(other)


def test_program_digest_changes_with_a_library(program, monkeypatch):
    """Another version of an installed library is another program."""
    place = program / "site-packages"
    monkeypatch.setattr(module.sys, "path", [str(place)])
    (place / "jinja2-99.dist-info").mkdir(parents=True)
    before = digest_of(program)
    (place / "jinja2-99.dist-info").rename(place / "jinja2-100.dist-info")
    assert before != digest_of(program)


def test_days_are_kept_for_the_entries_there_are(shelf):
    """The memory of turning days does not grow without end."""
    for number in range(20):
        shelf.remember(f"content{number}", (DAY + timedelta(days=number),), DAY)
    remembered = json.loads((shelf._folder / "turning-days.json").read_text(encoding="utf-8"))
    assert len(remembered) <= 5
    assert "content19" in remembered

"""History out of real repositories: what each revision brought, and plain states where a repository does not tell."""

import json
import subprocess
from datetime import date

import pytest

from generator.changes import (
    BEGINS,
    CHANGES,
    FIRST,
    UNREADABLE,
    History,
    Present,
    Timeline,
    locality_history,
    snapshot_of,
    timelines,
)
from generator.changes import history as history_module
from generator.changes.revisions import files_at, files_of_tree, tree_ids
from generator.examine import examine_package
from generator.settings import ROOT
from tests.repositories import AUTHOR, MAIL, MESSAGE, Repository

PLACE = "999901-complete"
SCHEMAS = ROOT / "schemas"
PACKAGES = ROOT / "tests" / "packages"
JANUARY, MARCH, MAY = (f"2026-{month}-05T10:00:00+08:00" for month in ("01", "03", "05"))


@pytest.fixture
def repository(tmp_path) -> Repository:
    """The complete package, committed in January, and another beside it."""
    made = Repository(tmp_path / "one")
    made.add(PACKAGES / "complete" / PLACE)
    made.add(PACKAGES / "minimal" / "999901-minimal")
    made.commit(JANUARY)
    return made


@pytest.fixture
def history_of(tmp_path):
    """The history of the complete package of a folder, as it is there now."""

    def run(data, program="program") -> History:
        package, raw, log = examine_package(data / PLACE, SCHEMAS)
        assert package is not None, log.issues
        assert raw is not None
        present = Present(snapshot_of(package, raw), raw.content)
        timeline = timelines(data, [PLACE])[PLACE]
        return locality_history(timeline, present, SCHEMAS, tmp_path / "notes.json", program)

    return run


def kinds(history: History) -> list[str]:
    return [step.kind for step in history.steps]


def correct(repository: Repository, old: str = ",88.5,", new: str = ",88.9,") -> None:
    start = "head-2021,head-appearance-rate,,,own,2021,,"
    repository.edit(f"{PLACE}/results.csv", f"{start}{old}", f"{start}{new}")


def test_a_package_is_first_taken_in_and_then_changed(repository, history_of):
    correct(repository)
    commit = repository.commit(MARCH)
    history = history_of(repository.data)
    assert [FIRST, CHANGES] == kinds(history)
    first, second = history.steps
    assert ("tasks", 14) in first.counts
    assert (date(2026, 3, 5), commit) == (second.day, second.commit)
    (change,) = second.changes
    assert ("head-2021", "value", "88.5", "88.9") == (change.record_id, change.field, change.old, change.new)
    assert history.is_known
    assert history.begins is None


def test_the_day_is_that_of_the_commit_in_china(repository, history_of):
    """Half past five in the afternoon in London is the next day in China; the author's day is not asked for."""
    correct(repository)
    repository.commit("2026-03-01T17:30:00+00:00")
    assert date(2026, 3, 2) == history_of(repository.data).steps[-1].day


def test_a_commit_that_changes_no_record_brings_nothing(repository, history_of):
    """Other packages, other orders of rows and other ways of writing a number are no changes."""
    repository.edit("999901-minimal/units.csv", "示例市司法局", "示例市司法局（新）")
    repository.commit(MARCH)
    correct(repository, new=",88.50,")
    repository.commit(MAY)
    assert [FIRST] == kinds(history_of(repository.data))


def test_what_was_removed_and_what_got_a_new_id(repository, history_of):
    repository.drop(f"{PLACE}/indicators.csv", "unused,")
    for table in ("indicators", "task_indicators", "targets", "results"):
        repository.edit(f"{PLACE}/{table}.csv", "satisfaction", "public-satisfaction")
    repository.commit(MARCH)
    changes = history_of(repository.data).steps[-1].changes
    assert {("renamed", "satisfaction"), ("removed", "unused")} == {
        (row.kind, row.old or row.record_id) for row in changes if row.table == "indicators"
    }


def test_a_revision_that_cannot_be_read_is_passed_over_and_said(repository, history_of):
    """The change that came with it is told of the next revision that can be read."""
    path = repository.data / PLACE / "results.csv"
    sound = path.read_bytes()
    path.write_bytes(b"\xff\xfe")
    broken = repository.commit(MARCH)
    path.write_bytes(sound)
    correct(repository)
    mended = repository.commit(MAY)
    history = history_of(repository.data)
    assert [FIRST, UNREADABLE, CHANGES] == kinds(history)
    assert [broken, mended] == [step.commit for step in history.steps[1:]]
    assert ["88.5"] == [row.old for row in history.steps[2].changes]


def test_where_the_package_was_away_for_a_while(repository, history_of):
    """Removed and put back: what differs is told, and the time between is no revision of it."""
    kept = repository.root / "kept"
    (repository.data / PLACE).rename(kept)
    repository.commit(MARCH)
    kept.rename(repository.data / PLACE)
    correct(repository)
    repository.commit(MAY)
    assert [FIRST, UNREADABLE, CHANGES] == kinds(history_of(repository.data))


def test_a_merge_is_one_revision(repository, history_of):
    """The line of the main branch is told; commits of a side branch come with the merge, on its day."""
    repository.git("checkout", "-q", "-b", "side")
    for value in (",90,", ",91,"):
        correct(repository, ",88.5," if value == ",90," else ",90,", value)
        repository.commit("2026-02-01T10:00:00+08:00")
    repository.git("checkout", "-q", "main")
    repository.edit("999901-minimal/units.csv", "示例市司法局", "司法局")
    repository.commit(MARCH)
    repository.git("merge", "-q", "--no-ff", "-m", MESSAGE, "side", moment=MAY)
    history = history_of(repository.data)
    assert [FIRST, CHANGES] == kinds(history)
    assert date(2026, 5, 5) == history.steps[1].day
    assert [("88.5", "91")] == [(row.old, row.new) for row in history.steps[1].changes]


def test_a_shallow_clone_says_where_it_begins(repository, history_of, tmp_path):
    correct(repository)
    repository.commit(MARCH)
    correct(repository, ",88.9,", ",89.1,")
    repository.commit(MAY)
    clone = tmp_path / "clone"
    call = ["git", "clone", "-q", "--depth", "2", f"file://{repository.root}", str(clone)]
    subprocess.run(call, check=True, capture_output=True)
    history = history_of(clone / "data")
    assert [BEGINS, CHANGES] == kinds(history)
    assert date(2026, 3, 5) == history.begins
    assert ["89.1"] == [row.new for row in history.steps[1].changes]


def test_what_is_not_committed_stands_last_and_has_no_day(repository, history_of):
    correct(repository)
    history = history_of(repository.data)
    assert [(FIRST, date(2026, 1, 5)), (CHANGES, None)] == [(step.kind, step.day) for step in history.steps]
    assert [None, date(2026, 1, 5)] == [day for day, _ in history.days()]


def test_days_follow_the_calendar_whatever_the_order_of_commits(repository, history_of):
    """A commit that was made anew may be older than the one before it."""
    correct(repository)
    repository.commit(MAY)
    correct(repository, ",88.9,", ",89.1,")
    repository.commit(MARCH)
    days = [day for day, _ in history_of(repository.data).days()]
    assert [date(2026, 5, 5), date(2026, 3, 5), date(2026, 1, 5)] == days


def test_no_repository_no_history(tmp_path, history_of):
    loose = tmp_path / "loose"
    Repository(tmp_path / "elsewhere").add(PACKAGES / "complete" / PLACE).parent.rename(loose)
    assert History() == history_of(loose)


def test_a_package_that_was_never_committed_has_no_history(tmp_path, history_of):
    made = Repository(tmp_path / "new")
    made.add(PACKAGES / "complete" / PLACE)
    assert not history_of(made.data).is_known
    made.git("commit", "-q", "--allow-empty", "-m", MESSAGE)
    assert not history_of(made.data).is_known


def test_without_git_there_is_no_history(repository, history_of, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert History() == history_of(repository.data)


def test_a_repository_of_the_caller_is_not_asked(repository, history_of, tmp_path, monkeypatch):
    """What the variables of git point to, as they do in a hook, is another repository."""
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    assert [FIRST] == kinds(history_of(repository.data))


def test_odd_names_beside_the_package_do_no_harm(repository, history_of):
    """A link and a name with marks are left out, a file too many makes the revision unreadable, nothing worse."""
    (repository.data / PLACE / "link.csv").symlink_to("/etc/passwd")
    (repository.data / "一 个\n名字.txt").write_text("x", encoding="utf-8")
    repository.commit(MARCH)
    (repository.data / PLACE / "link.csv").unlink()
    correct(repository)
    repository.commit(MAY)
    assert [FIRST, CHANGES] == kinds(history_of(repository.data))


def test_what_was_compared_once_is_not_compared_again(repository, history_of, monkeypatch, tmp_path):
    correct(repository)
    repository.commit(MARCH)
    first = history_of(repository.data)
    asked: list[str] = []

    def watched(timeline, tree):
        asked.append(tree)
        return files_at(timeline, tree)

    monkeypatch.setattr(history_module, "files_at", watched)
    assert first == history_of(repository.data)
    assert [] == asked
    correct(repository, ",88.9,", ",89.1,")
    repository.commit(MAY)
    assert [FIRST, CHANGES, CHANGES] == kinds(history_of(repository.data))
    assert 2 == len(asked), "only the newest two are read"
    history_of(repository.data, program="another")
    assert 5 == len(asked), "another program compares anew"
    for damage in ("", "[]", '{"program": "another", "pairs": {"x y": 1}}'):
        (tmp_path / "notes.json").write_text(damage, encoding="utf-8")
        assert [FIRST, CHANGES, CHANGES] == kinds(history_of(repository.data, program="another"))


def test_the_same_repository_elsewhere_says_the_same(repository, history_of, tmp_path):
    """Neither the place of the checkout nor who made it is in a history or in what a build's key is made of."""
    correct(repository)
    repository.commit(MARCH)
    here = history_of(repository.data), timelines(repository.data, [PLACE])
    moved = repository.root.rename(tmp_path / "moved")
    (tmp_path / "notes.json").unlink()
    there = history_of(moved / "data"), timelines(moved / "data", [PLACE])
    assert repr(here) == repr(there)
    assert str(tmp_path) not in repr(here)
    assert not any(word in repr(here) for word in (AUTHOR, MAIL, MESSAGE, "2001"))


def test_a_timeline_has_a_new_key_with_every_commit_on_its_package(repository):
    before = timelines(repository.data, [PLACE, "999901-minimal"])
    correct(repository)
    repository.commit(MARCH)
    after = timelines(repository.data, [PLACE, "999901-minimal"])
    assert repr(before[PLACE]) != repr(after[PLACE])
    assert repr(before["999901-minimal"]) == repr(after["999901-minimal"])


def test_trees_of_an_unknown_repository_are_empty(tmp_path, repository):
    (revision,) = timelines(repository.data, [PLACE])[PLACE].revisions
    assert [""] == tree_ids(Timeline((revision,), path=f"data/{PLACE}", root=tmp_path))
    assert files_of_tree(tmp_path, "0" * 40) is None


def test_notes_hold_plain_values(repository, history_of, tmp_path):
    history_of(repository.data)
    kept = json.loads((tmp_path / "notes.json").read_text(encoding="utf-8"))
    assert {"program", "pairs"} == set(kept)

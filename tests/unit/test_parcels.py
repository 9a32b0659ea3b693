"""Parcels: a job leaves this machine with all it needs and nothing of the machine, and its result comes back whole."""

import pickle
import zlib
from dataclasses import replace
from datetime import date

import pytest

from generator.artifacts import digest, tree_manifest
from generator.build import LocalityJob
from generator.build.locality import build_locality, content_of, find_built, notes_of
from generator.build.parcels import Delivery, accept, build_packed, find_stored, pack_job, store
from generator.build.storage import Storage
from generator.cache import ENTRY_FILE, STAMPS_FILE
from generator.changes import timelines
from generator.errors import SiteError, UsageError
from generator.settings import ROOT, Settings
from tests.conftest import PACKAGES
from tests.repositories import Repository

PLACE = "999901-minimal"


def made(entry):
    """Everything that was built; when its files were written is each machine's own."""
    return {name: digest for name, digest in tree_manifest(entry).items() if name != STAMPS_FILE}


def settings_in(place, data, **changes) -> Settings:
    return Settings(ROOT, data, place / "site", place / "cache", date(2026, 11, 22), **changes)


@pytest.fixture(scope="session")
def repository(tmp_path_factory):
    """A package with a history of three commits and a change that is not committed. No test changes it."""
    made = Repository(tmp_path_factory.mktemp("repository"))
    made.add(PACKAGES / "minimal" / PLACE)
    made.commit("2026-01-05T10:00:00+08:00")
    for old, new in (("示例", "改名后的示例"), ("改名后的示例", "再次改名的示例")):
        made.edit(f"{PLACE}/units.csv", old, new)
        made.commit("2026-02-05T10:00:00+08:00")
    made.edit(f"{PLACE}/units.csv", "再次改名的示例", "示例")
    return made


@pytest.fixture
def job(repository, tmp_path):
    data = repository.data
    return LocalityJob(PLACE, settings_in(tmp_path / "here", data), timelines(data, [PLACE])[PLACE])


@pytest.fixture(scope="session")
def delivered(repository, tmp_path_factory):
    """The job as it is packed, and what another machine makes of it."""
    place = tmp_path_factory.mktemp("delivered")
    job = LocalityJob(PLACE, settings_in(place, repository.data), timelines(repository.data, [PLACE])[PLACE])
    packed = pack_job(job, content_of(job))
    assert packed is not None
    return packed, build_packed(packed, place / "there")


def test_a_parcel_names_nothing_of_this_machine(repository, delivered):
    """Where the data, the cache and the repository lie is nobody else's business, and could not be used there."""
    packed, _ = delivered
    plain = zlib.decompress(packed)
    assert str(repository.root).encode() not in plain
    assert str(ROOT).encode() not in plain
    parcel = pickle.loads(plain)
    assert 3 == len(parcel.job.timeline.revisions)
    assert 3 == len(parcel.job.timeline.trees.files)


def test_what_did_not_change_between_revisions_goes_along_once(delivered):
    """Three trees of three files, of which one changed twice: five different contents."""
    parcel = pickle.loads(zlib.decompress(delivered[0]))
    held = [content for files in parcel.job.timeline.trees.files.values() for content in files.values()]
    assert 9 == len(held)
    assert 5 == len({id(content) for content in held})


def test_what_comes_back_is_what_would_have_been_built_here(job, delivered, tmp_path):
    """Entry, turning days and the notes of the history; so afterwards the cache has it as its own."""
    there = accept(job, content_of(job), delivered[1])
    other = replace(job, settings=settings_in(tmp_path / "other", job.settings.data))
    here = build_locality(other)
    assert made(here.entry) == made(there.entry)
    assert (here.entry.name, here.issues, here.next_turning_day) == (
        there.entry.name,
        there.issues,
        there.next_turning_day,
    )
    assert notes_of(other).read_bytes() == notes_of(job).read_bytes()
    found = find_built(job, content_of(job))
    assert found
    assert not found.was_built


def test_history_that_was_compared_before_stays_at_home(job, delivered):
    """With the notes, no tree has to go along but what has yet to be compared: here none."""
    accept(job, content_of(job), delivered[1])
    packed = pack_job(job, content_of(job))
    parcel = pickle.loads(zlib.decompress(packed))
    assert {} == parcel.job.timeline.trees.files
    assert parcel.notes


def test_nothing_is_left_on_the_other_machine(delivered, tmp_path):
    """Neither data nor what was built of it; only templates that are compiled."""
    build_packed(delivered[0], tmp_path / "there")
    assert {"templates", "work"} >= {path.name for path in (tmp_path / "there" / "cache").iterdir()}
    assert ["cache"] == [path.name for path in (tmp_path / "there").iterdir()]


def test_what_arrives_damaged_is_refused(job, delivered):
    """One other byte, and nothing of it is shown."""
    broken = replace(delivered[1], archive=delivered[1].archive[:-9] + bytes(9))
    with pytest.raises(SiteError, match="did not arrive as they were built"):
        accept(job, content_of(job), broken)
    assert find_built(job, content_of(job)) is None


def test_a_job_that_arrives_as_another_is_not_built(job, tmp_path):
    """The machine that builds comes to the same key as the one that asked, or says that it does not."""
    packed = pack_job(job, "another key")
    delivery = build_packed(packed, tmp_path / "there")
    assert f"{PLACE} did not arrive as it was sent" == delivery.fault
    assert f"{PLACE} did not arrive as it was sent" == accept(job, content_of(job), delivery).fault


def test_broken_data_comes_back_with_its_issues(make_package, tmp_path):
    """No pages and no archive, but everything that was found."""
    folder = make_package({"units": "unit_id,name,kind,is_collective\nx,,government,maybe\n"})
    job = LocalityJob(folder.name, settings_in(tmp_path / "here", folder.parent))
    delivery = build_packed(pack_job(job, content_of(job)), tmp_path / "there")
    assert delivery.is_broken
    assert b"" == delivery.archive
    outcome = accept(job, content_of(job), delivery)
    assert outcome.is_broken
    assert build_locality(job).issues == outcome.issues


@pytest.mark.parametrize("place", ["999901-test", "no place"])
def test_what_cannot_be_carried_stays_here(make_package, tmp_path, place):
    """A link leads to what is not in the folder; a name that is none is refused anyway."""
    folder = make_package()
    (folder / "notes.csv").symlink_to(tmp_path / "elsewhere")
    job = LocalityJob(place, settings_in(tmp_path / "here", folder.parent))
    assert pack_job(job, content_of(job)) is None


def test_folders_go_along(make_package, tmp_path):
    """An empty folder is part of what the key is made of."""
    folder = make_package()
    (folder / "reports").mkdir()
    job = LocalityJob(folder.name, settings_in(tmp_path / "here", folder.parent))
    delivery = build_packed(pack_job(job, content_of(job)), tmp_path / "there")
    assert "" == delivery.fault


def test_a_second_machine_finds_what_the_first_has_stored(job, tmp_path):
    """By the key alone; on a machine that never built it, it is as if it had."""
    shared = f"file://{tmp_path / 'shared'}"
    first = replace(job, settings=replace(job.settings, storage=shared))
    built = build_locality(first)
    store(first, content_of(first), built)
    second = replace(job, settings=settings_in(tmp_path / "second", job.settings.data, storage=shared))
    found = find_stored(second, content_of(second))
    assert made(built.entry) == made(found.entry)
    assert built.issues == found.issues
    assert not found.was_built
    assert find_stored(second, "another key") is None
    fresh = replace(second, settings=replace(second.settings, use_cache=False))
    assert find_stored(fresh, content_of(fresh)) is None


@pytest.mark.parametrize("damage", ["cut", "other bytes", "no archive", "another entry", "no record"])
def test_what_is_damaged_in_the_storage_counts_as_missing(job, tmp_path, damage):
    """It is built again and put in its place."""
    shared = tmp_path / "shared"
    first = replace(job, settings=replace(job.settings, storage=f"file://{shared}"))
    content, built = content_of(first), build_locality(first)
    if damage == "another entry":
        manifest = built.entry / ENTRY_FILE
        manifest.write_text(manifest.read_text(encoding="utf-8").replace('": "', '": "0', 1), encoding="utf-8")
    store(first, content, built)
    archive = shared / PLACE / f"{built.entry.name}.zip"
    if damage == "cut":
        archive.write_bytes(archive.read_bytes()[:-1000])
    elif damage == "other bytes":
        whole = archive.read_bytes()
        archive.write_bytes(whole[:2000] + bytes(50) + whole[2050:])
    elif damage == "no archive":
        archive.unlink()
    elif damage == "no record":
        (shared / PLACE / f"{content}.json").write_text("[]", encoding="utf-8")
    second = replace(first, settings=replace(first.settings, cache=tmp_path / "second"))
    assert find_stored(second, content) is None


def test_a_storage_that_did_not_keep_it_is_said(job, delivered, tmp_path):
    """A worker put it where this machine does not look."""
    elsewhere = replace(job, settings=replace(job.settings, storage=f"file://{tmp_path / 'shared'}"))
    stored = Delivery(PLACE, stored="key", digest=digest(b""))
    with pytest.raises(UsageError, match="must see the same storage"):
        accept(elsewhere, content_of(job), stored)


STORAGES = {
    "no address": ("shared/gongkai", "must be an address"),
    "unknown kind": ("nosuch://bucket", "cannot be used"),
    "not to be written": ("file:///proc/gongkai", "cannot write"),
}


@pytest.mark.parametrize("case", STORAGES)
def test_a_storage_that_cannot_be_used_is_a_wrong_setting(case):
    """The message names it, whatever is wrong with it."""
    url, message = STORAGES[case]
    with pytest.raises(UsageError, match=message) as raised:
        Storage(url).keep("999901-test", "content", "key", (), b"archive")
    assert url in str(raised.value)


def test_a_storage_that_is_no_file_system(tmp_path):
    """Whatever fsspec knows will do; here its memory."""
    storage = Storage(f"memory://{tmp_path.name}")
    assert storage.turning_days("999901-test", "content") is None
    storage.keep("999901-test", "content", "key", [date(2027, 1, 1)], b"archive")
    assert (date(2027, 1, 1),) == storage.turning_days("999901-test", "content")
    assert b"archive" == storage.archive("999901-test", "key")

"""On a cluster the same function makes the same bytes, whoever dies on the way; and what cannot be is said plainly."""

import shutil
import signal
import socket

import pytest

from generator.build import LocalityJob, build
from generator.build import cluster as module
from generator.build.locality import content_of, find_built
from generator.changes import timelines
from generator.errors import EXIT_USAGE, SiteError, UsageError
from tests.cluster.conftest import BROKEN, COMPLETE, COPIES, MINIMAL, settings_in
from tests.published import site_manifest

pytestmark = pytest.mark.xdist_group("cluster")

# What a worker is made to do on starting: to die of one locality, and to fail at another.
MISFORTUNE = f"""
import os, signal
from generator.build import parcels
build_locality = parcels.build_locality
def misfortune(job, build_locality=build_locality):
    if job.locality_id == "{COPIES[0]}":
        os.kill(os.getpid(), signal.SIGKILL)
    if job.locality_id == "{COPIES[1]}":
        raise OSError("no space left")
    return build_locality(job)
if build_locality.__name__ != "misfortune":  # Dask may run this twice
    parcels.build_locality = misfortune
"""


@pytest.fixture(scope="session")
def at_home(nation, tmp_path_factory):
    """The site as this machine builds it by itself."""
    settings = settings_in(tmp_path_factory.mktemp("home"), nation, workers=1)
    build(settings)
    return settings


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_worker_dies_and_every_byte_is_the_same(cluster, nation, at_home, tmp_path):
    """Of two workers one holds a job and never finishes it; then it is killed, and the other does its jobs too."""
    cluster.add("first", "second")
    cluster.workers["first"].send_signal(signal.SIGSTOP)
    told = []

    def report(outcome):
        if not told:
            cluster.kill("first")
        told.append(outcome.locality_id)

    settings = settings_in(tmp_path, nation, scheduler=cluster.address)
    outcome = build(settings, report)
    assert sorted([COMPLETE, MINIMAL, BROKEN, *COPIES]) == sorted(told)
    assert sorted(told) == [row.locality_id for row in outcome.localities]
    assert {} == outcome.faults
    assert site_manifest(at_home.output) == site_manifest(settings.output)

    # By way of a storage it is the same, and whoever sees the storage has nothing left to build.
    storage = f"file://{tmp_path / 'shared'}"
    other = settings_in(tmp_path / "other", nation, scheduler=cluster.address, storage=storage)
    assert {True} == {row.was_built for row in build(other).localities if not row.is_broken}
    assert site_manifest(at_home.output) == site_manifest(other.output)
    third = settings_in(tmp_path / "third", nation, storage=storage, workers=1)
    assert {False} == {row.was_built for row in build(third).localities}
    assert site_manifest(at_home.output) == site_manifest(third.output)

    # A second build sends what changed and nothing else.
    edited = nation / MINIMAL / "units.csv"
    before = edited.read_bytes()
    try:
        edited.write_bytes(before.replace("示例".encode(), "另一个示例".encode(), 1))
        assert [MINIMAL] == [row.locality_id for row in build(settings).localities if row.was_built]
    finally:
        edited.write_bytes(before)


def test_one_locality_kills_its_workers_and_another_fails(cluster, nation, at_home, tmp_path):
    """Each is named with what befell it, and the others are as they should be."""
    preload = tmp_path / "misfortune.py"
    preload.write_text(MISFORTUNE, encoding="utf-8")
    cluster.add("first", "second", "third", options=("--preload", str(preload)))
    settings = settings_in(tmp_path, nation, scheduler=cluster.address)
    outcome = build(settings)
    assert set(COPIES[:2]) == set(outcome.faults)
    assert "were killed" in outcome.faults[COPIES[0]]
    assert "no space left" in outcome.faults[COPIES[1]]
    assert "没有做成" in (settings.output / COPIES[0] / "index.html").read_text(encoding="utf-8")
    for name in (COMPLETE, MINIMAL, COPIES[2]):
        assert site_manifest(at_home.output / name) == site_manifest(settings.output / name)


def test_the_scheduler_is_lost_and_the_site_stays(cluster, nation, at_home, tmp_path):
    """Without a scheduler the build ends; what was built by then is kept, and readers have the site that they had."""
    cluster.add("only")
    settings = settings_in(tmp_path, nation, scheduler=cluster.address)
    shutil.copytree(at_home.output, settings.output)
    told = []

    def report(outcome):
        if outcome.was_built:
            cluster.scheduler.kill()
            told.append(outcome.locality_id)

    with pytest.raises(SiteError, match="The site is as it was") as raised:
        build(settings, report)
    assert cluster.address in str(raised.value)
    assert site_manifest(at_home.output) == site_manifest(settings.output)
    assert told
    for place, timeline in timelines(nation, told).items():
        job = LocalityJob(place, settings, timeline)
        assert find_built(job, content_of(job))


def test_nobody_there_to_build(cluster, nation, tmp_path, monkeypatch):
    """A scheduler that has no workers is waited for a while, then the build says so."""
    monkeypatch.setattr(module, "_PATIENCE", 0.5)
    monkeypatch.setattr(module, "_TICK", 0.2)
    with pytest.raises(SiteError, match="no workers"):
        build(settings_in(tmp_path, nation, scheduler=cluster.address))
    assert not (tmp_path / "site").exists()


def test_another_version_of_the_program_is_refused(quiet_cluster, nation, tmp_path, monkeypatch):
    """What another program would build would not be the same bytes, so it builds nothing."""
    monkeypatch.setattr(module, "program_digest", lambda _: "of another version")
    with pytest.raises(UsageError, match="another version of the program"):
        build(settings_in(tmp_path, nation, scheduler=quiet_cluster.address))
    assert not (tmp_path / "site").exists()


def test_a_storage_that_is_not_shared_is_said(quiet_cluster, nation, tmp_path, monkeypatch):
    """Where worker and builder mean two places by one address, nobody waits for what cannot come."""
    monkeypatch.setattr("generator.build.storage.Storage.archive", lambda *_: None)
    with pytest.raises(UsageError, match="must see the same storage"):
        build(settings_in(tmp_path, nation, scheduler=quiet_cluster.address, storage=f"file://{tmp_path / 'shared'}"))


def test_a_scheduler_that_is_not_there(program, nation, tmp_path, monkeypatch):
    """A wrong address is a wrong call, and the call ends before long."""
    monkeypatch.setattr(module, "_CONNECT", 1)
    address = f"tcp://127.0.0.1:{free_port()}"
    ended = program("build", "--data", nation, "--output", tmp_path / "site", "--scheduler", address)
    assert EXIT_USAGE == ended.code
    assert f"gongkai: the scheduler {address} cannot be reached" in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "http://127.0.0.1:8786", "tcp://127.0.0.1", "inproc://1"])
def test_an_address_of_another_kind(nation, tmp_path, address):
    """What is no address of a scheduler is not tried."""
    with pytest.raises(UsageError, match="must be an address"):
        build(settings_in(tmp_path, nation, scheduler=address))


def test_tls_that_nobody_set_up(nation, tmp_path):
    """Without certificates in Dask's configuration the build does not fall back to an open line."""
    with pytest.raises(UsageError, match="cannot be reached"):
        build(settings_in(tmp_path, nation, scheduler=f"tls://127.0.0.1:{free_port()}"))
    assert not (tmp_path / "site").exists()

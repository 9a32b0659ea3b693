"""Running: a pool of processes does every job, whatever becomes of one of its processes."""

import os
import signal
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.build import LocalityJob, build, running
from generator.build.locality import LocalityOutcome
from generator.build.running import attempt, run_in_pool, run_localities
from generator.errors import SiteError, UsageError
from generator.settings import ROOT, Settings

PLACES = [f"99990{number}-place" for number in range(1, 9)]


@pytest.fixture
def settings(tmp_path):
    """Settings that touch nothing but the test's own folder."""
    return Settings(ROOT, tmp_path / "data", tmp_path / "site", tmp_path / "cache", date(2026, 11, 22), workers=3)


@pytest.fixture
def jobs(settings):
    return [LocalityJob(place, settings) for place in PLACES]


@pytest.fixture
def building(monkeypatch, tmp_path):
    """Puts a misfortune in place of the build; which one befalls a locality says a function of its number.

    The processes of the pool are forked from this one and so have the same.
    """

    def put(misfortune) -> None:
        def build_locality(job):
            mark = tmp_path / f"{job.locality_id}.begun"
            times = mark.stat().st_size if mark.exists() else 0
            with mark.open("a", encoding="utf-8") as line:  # a process may be ended at any moment
                line.write(".")
            misfortune(int(job.locality_id[5]), times)
            return LocalityOutcome(job.locality_id, None, (), is_broken=False, was_built=True)

        monkeypatch.setattr(running, "build_locality", build_locality)

    return put


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def times_begun(tmp_path: Path) -> dict[int, int]:
    return {int(path.name[5]): path.stat().st_size for path in tmp_path.glob("*.begun")}


def faults(outcomes) -> dict[int, str]:
    return {int(row.locality_id[5]): row.fault for row in outcomes if row.fault}


def test_outcomes_stand_in_the_order_of_the_jobs(jobs, building):
    """Whichever is done first; and each is told of as it is done."""
    building(lambda *_: None)
    told = []
    outcomes = run_localities(jobs[::-1], lambda outcome: told.append(outcome.locality_id))
    assert PLACES[::-1] == [row.locality_id for row in outcomes]
    assert PLACES == sorted(told)


def test_a_process_killed_once_loses_nothing(jobs, building, tmp_path):
    """What was in hand when it died is done again, the rest in a new pool."""
    building(lambda number, times: die() if number == 4 and times == 0 else None)
    outcomes = list(run_in_pool(jobs, 3))
    assert PLACES == sorted(row.locality_id for row in outcomes)
    assert {} == faults(outcomes)
    assert all(row.was_built for row in outcomes)
    begun = times_begun(tmp_path)
    assert 2 == begun[4]
    assert 3 >= sum(times > 1 for times in begun.values()), "only what was in hand is done again"


def test_a_job_that_kills_its_process_is_named_and_no_other(jobs, building, tmp_path):
    """It is given a second time, alone; then it has failed, and its neighbours have not."""
    building(lambda number, _: die() if number == 2 else None)
    outcomes = list(run_in_pool(jobs, 3))
    assert PLACES == sorted(row.locality_id for row in outcomes)
    assert [2] == list(faults(outcomes))
    assert "killed twice" in faults(outcomes)[2]
    assert 2 == times_begun(tmp_path)[2]


def test_every_job_kills(jobs, building):
    """Even then the run ends, and says so of each."""
    building(lambda *_: die())
    assert set(range(1, 9)) == set(faults(run_in_pool(jobs, 2)))


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_stays_with_its_locality(jobs, building, workers):
    """Ours is told in its own words, what was not foreseen with where it was; the others are built."""

    def misfortune(number, times):
        if number == 3:
            raise SiteError("the index is full")
        if number == 5:
            raise ZeroDivisionError("by zero")

    building(misfortune)
    some = [replace(job, settings=replace(job.settings, workers=workers)) for job in jobs]
    outcomes = run_localities(some, lambda _: None)
    assert {3, 5} == set(faults(outcomes))
    assert "the index is full" == faults(outcomes)[3]
    assert "in misfortune" in faults(outcomes)[5]
    assert 6 == sum(row.was_built for row in outcomes)


def test_what_concerns_every_job_ends_the_run(jobs, building):
    """A storage that cannot be used is no fault of a locality."""

    def misfortune(number, times):
        raise UsageError("cannot write to the storage")

    building(misfortune)
    with pytest.raises(UsageError, match="storage"):
        run_localities(jobs, lambda _: None)


def test_when_nothing_can_be_built_nothing_is_published(jobs, building, tmp_path):
    """Faults everywhere are no fault of the localities: the build ends with the first."""

    def misfortune(number, times):
        raise SiteError("no theme")

    building(misfortune)
    for place in PLACES:
        (tmp_path / "data" / place).mkdir(parents=True)
    with pytest.raises(SiteError, match=r"no locality could be built\. 999901-place: no theme"):
        build(jobs[0].settings)
    assert not (tmp_path / "site").exists()


def test_no_more_processes_than_jobs(jobs, monkeypatch):
    """A process that gets no job would be forked for nothing."""
    asked = []
    pool = running.worker_pool
    monkeypatch.setattr(running, "worker_pool", lambda workers: asked.append(workers) or pool(workers))
    monkeypatch.setattr(
        running, "build_locality", lambda job: LocalityOutcome(job.locality_id, None, (), False, was_built=True)
    )
    assert 2 == len(list(run_in_pool(jobs[:2], 8)))
    assert [2] == asked


def test_a_failed_locality_keeps_its_last_good_pages(jobs, building, monkeypatch):
    """Its older entry is what is told of, so readers keep what they had."""

    def misfortune(number, times):
        raise SiteError("the index is full")

    building(misfortune)

    class Good:
        folder = Path("older")

    monkeypatch.setattr("generator.cache.Shelf.last_good", lambda _: Good)
    outcome = attempt(jobs[0])
    assert Path("older") == outcome.entry
    assert not outcome.is_broken


def test_a_cluster_without_dask_says_what_to_install(jobs, monkeypatch):
    """The extra is named instead of a module that is missing."""
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    monkeypatch.delitem(__import__("sys").modules, "generator.build.cluster", raising=False)
    some = [replace(job, settings=replace(job.settings, scheduler="tcp://127.0.0.1:8786")) for job in jobs]
    with pytest.raises(UsageError, match=r"gongkai\[cluster\]"):
        run_localities(some, lambda _: None)

"""A real scheduler and real workers, in folders of their own; they are told of nothing that the builder has."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.settings import ROOT, Settings
from tests.conftest import PACKAGES
from tests.repositories import Repository

AS_OF = date(2026, 11, 22)
COMPLETE, MINIMAL, BROKEN = "999901-complete", "999901-minimal", "999901-broken"
COPIES = ("999902-copy", "999903-copy", "999904-copy")
# Seconds that anything here may take: a bound for a busy machine, not a measure.
LONG = 90


class Cluster:
    """One scheduler on loopback and the workers that were asked for; every process ends with it."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._processes: list[subprocess.Popen[bytes]] = []
        self.workers: dict[str, subprocess.Popen[bytes]] = {}

    def begin(self) -> None:
        """Start the scheduler and learn its address."""
        file = self._place / "scheduler.json"
        call = ("dask_scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        # A job whose worker died is blamed at once, and not only after three more.
        self.scheduler = self._start("scheduler", call, {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"})
        self._wait(file.is_file)
        self.address = json.loads(file.read_text(encoding="utf-8"))["address"]

    def add(self, *names: str, options: tuple[str, ...] = ()) -> None:
        """Start workers and wait until the scheduler knows them."""
        for name in names:
            own = ("--name", name, "--local-directory", str(self._place / name))
            call = ("dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
            self.workers[name] = self._start(name, (*call, "--death-timeout", "60", *own, *options))
        log = self._place / "scheduler.log"
        for name in names:
            self._wait(lambda name=name: f"name: {name}" in log.read_text(encoding="utf-8"))

    def kill(self, name: str) -> None:
        """End a worker as a power cut would."""
        self.workers[name].kill()
        self.workers[name].wait(LONG)

    def end(self) -> None:
        """End every process that was started here, a stopped one too."""
        for process in self._processes:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGCONT)
            process.kill()
        for process in self._processes:
            process.wait(LONG)

    def _start(self, name: str, call: tuple[str, ...], more: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        own = self._place / name
        own.mkdir()
        module, *arguments = call
        program = [sys.executable, "-m", f"distributed.cli.{module}", "--host", "127.0.0.1", *arguments]
        known = {"PYTHONPATH": str(ROOT), "HOME": str(own), "TMPDIR": str(own), **(more or {})}
        with (self._place / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(program, cwd=own, env=os.environ | known, stdout=log, stderr=log)
        self._processes.append(process)
        return process

    def _wait(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + LONG
        while not condition():
            assert time.monotonic() < end, [path.read_text(encoding="utf-8") for path in self._place.glob("*.log")]
            assert all(process.poll() is None for process in self._processes)
            time.sleep(0.05)


@contextlib.contextmanager
def started(place: Path) -> Iterator[Cluster]:
    """A cluster without workers."""
    place.mkdir()
    made = Cluster(place)
    try:
        made.begin()
        yield made
    finally:
        made.end()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster without workers, to be dealt with as the test likes."""
    with started(tmp_path / "cluster") as made:
        yield made


@pytest.fixture(scope="session")
def quiet_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster with one worker, to which no test does anything."""
    with started(tmp_path_factory.mktemp("quiet") / "cluster") as made:
        made.add("only")
        yield made


@pytest.fixture(scope="session")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of five localities and one whose data is broken, with a history of three commits."""
    repository = Repository(tmp_path_factory.mktemp("nation"))
    for name in COPIES:
        repository.add(PACKAGES / "minimal" / MINIMAL).rename(repository.data / name)
        repository.edit(f"{name}/datapackage.json", MINIMAL, name)
        repository.edit(f"{name}/datapackage.json", '"999901"', f'"{name[:6]}"')
    for name in ("complete", "minimal", "broken/reference-broken"):
        repository.add(next(PACKAGES.joinpath(name).glob("999901-*")))
    repository.commit("2026-01-05T10:00:00+08:00")
    repository.edit(f"{COPIES[0]}/units.csv", "示例", "改名后的示例")
    repository.edit(f"{COMPLETE}/units.csv", "示例市司法局", "示例市司法行政局")
    repository.commit("2026-02-05T10:00:00+08:00")
    repository.edit(f"{COMPLETE}/units.csv", "示例市司法行政局", "示例市司法局")
    repository.commit("2026-03-05T10:00:00+08:00")
    return repository.data


def settings_in(place: Path, data: Path, **changes: object) -> Settings:
    """Settings of a builder that has its own cache and its own site."""
    return Settings(root=ROOT, data=data, output=place / "site", cache=place / "cache", as_of=AS_OF, **changes)

"""The whole build, killed in the middle or out of room: what stands is whole, and the next build carries on."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.publish import published_release, verify_site
from tests.published import site_manifest
from tests.site.test_reproducible import lay_out
from tests.workflows.conftest import COMPLETE, MINIMAL


def start(program: Path, *before: str) -> subprocess.Popen[str]:
    """The program of a checkout, building its data; a process group of its own, workers and all."""
    call = [*before, sys.executable, "-m", "generator", "build", "--as-of", "2026-11-22", "--workers", "2"]
    env = dict(os.environ) | {"PYTHONPATH": str(program)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen(call, cwd=program, env=env, start_new_session=True, **pipes)


def built(program: Path) -> str:
    """Builds to the end; what was said."""
    process = start(program)
    said = process.communicate()[0]
    assert 0 == process.returncode, said
    return said


@pytest.fixture
def program(tmp_path) -> Path:
    """A checkout with two small packages, of which one is built."""
    folder = lay_out(tmp_path / "gongkai")
    shutil.move(folder / "data" / COMPLETE, tmp_path / COMPLETE)
    built(folder)
    return folder


def kill_at_random(program: Path, times: int, seed: int) -> None:
    choice = random.Random(seed)
    units = program / "data" / MINIMAL / "units.csv"
    as_it_is = units.read_text(encoding="utf-8")
    known = {published_release(program / "site")}
    for turn in range(times):
        units.write_text(as_it_is.replace("示例", f"改名{seed + turn}的示例", 1), encoding="utf-8")
        begun = time.monotonic()
        process = start(program)
        time.sleep(choice.uniform(0.2, 6))
        # The parent alone, as the system kills what takes too much memory; its workers end without it.
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert time.monotonic() - begun < 600
        release = verify_site(program / "site").release
        known.add(release)
        assert len(known) <= turn + 2
    built(program)
    assert f"改名{seed + times - 1}的示例" in (program / "site" / MINIMAL / "units" / "index.html").read_text("utf-8")
    verify_site(program / "site")
    work = program / ".cache" / "work"
    assert [] == (list(work.iterdir()) if work.is_dir() else [])


@pytest.mark.xdist_group("reproducible")
def test_a_killed_build_leaves_a_whole_site(program):
    """Whatever it was doing."""
    kill_at_random(program, 3, seed=3)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 500, 100))
def test_many_killed_builds_leave_a_whole_site(program, seed):
    """The same many times."""
    kill_at_random(program, 25, seed)


@pytest.mark.xdist_group("reproducible")
@pytest.mark.parametrize("kilobytes", [8, 400])
def test_a_build_that_has_no_room_says_so(program, kilobytes):
    """One line and exit code 3; the old site stays byte for byte, and the next build has all it needs."""
    before = site_manifest(program / "site")
    units = program / "data" / MINIMAL / "units.csv"
    units.write_text(units.read_text(encoding="utf-8").replace("示例", "改名后的示例", 1), encoding="utf-8")
    process = start(program, "bash", "-c", f'ulimit -f {kilobytes}; exec "$@"', "sh")
    said = process.communicate()[0]
    assert 3 == process.returncode, said
    assert "File too large" in said
    assert "Traceback" not in said
    assert before == site_manifest(program / "site")
    assert "files published" in built(program)


@pytest.mark.xdist_group("reproducible")
def test_two_builds_at_once(program, tmp_path):
    """The second one waits for the first, and then finds that its work is done."""
    shutil.move(tmp_path / COMPLETE, program / "data" / COMPLETE)
    first, second = start(program), start(program)
    said = [process.communicate()[0] for process in (first, second)]
    assert [0, 0] == [first.returncode, second.returncode], said
    assert 1 == sum("Another build is at work; waiting for it to end." in words for words in said), said
    assert 1 == sum("files published" in words for words in said), said
    assert 1 == sum("nothing changed" in words for words in said), said
    verify_site(program / "site")

"""Publishing that is killed at any moment: readers have a whole site at each, and the next run carries on."""

import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from generator.artifacts import write_json
from generator.errors import SiteError
from generator.publish import BUILD_FILE, Place, place, published_release, site_files, verify_site
from tests.publisher_loop import VERSIONS, parts
from tests.trees import OTHER, PLACE, built, locality, portal, publish

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def no_power_cut(monkeypatch) -> None:
    """Nobody pulls the plug of a test, so within it nothing waits for the disk."""
    monkeypatch.setattr("generator.publish.assembling.flush", lambda: None)


@pytest.fixture
def output(tmp_path) -> Path:
    """Where the site goes."""
    (tmp_path / "www").mkdir()
    return tmp_path / "www" / "site"


@pytest.fixture
def cache(tmp_path) -> Path:
    """All versions, built."""
    for version in VERSIONS:
        parts(tmp_path / "cache", version)
    return tmp_path / "cache"


def kill_at_random(output: Path, cache: Path, times: int, seed: int) -> None:
    """Start the loop, kill it in the middle, look at the site; again and again on the same site."""
    choice = random.Random(seed)
    publish(output, *parts(cache, "1"), "r1")
    wanted = {f"r{version}" for version in VERSIONS}
    for turn in range(times):
        call = [sys.executable, "-m", "tests.publisher_loop", str(output), str(cache), str(seed + turn)]
        process = subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout is not None
        said = process.stdout.readline()
        # Late enough that it is at work, early enough that it has not gone through all there is.
        time.sleep(choice.uniform(0, 0.15))
        process.kill()
        assert "at work\n" == said, process.communicate()[1]
        process.communicate()
        assert published_release(output) in wanted
        assert published_release(output) == verify_site(output).release
        for release in Place(output).kept():
            assert release.release == verify_site(Place(output).folder(release.id)).release
    publish(output, *parts(cache, "3"), "r3", kept=1)
    here = Place(output)
    assert "r3" == verify_site(output).release
    assert [here.standing_id] == [release.id for release in here.kept()]
    assert 2 * 3 == len(list(here.trees.iterdir()))
    assert 4 == len(list(here.releases.iterdir()))


def test_a_killed_run_leaves_a_whole_site(output, cache):
    """At whatever moment; the next run removes what it left and publishes."""
    kill_at_random(output, cache, 25, seed=7)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1000, 11000, 1000))
def test_many_killed_runs_leave_a_whole_site(output, cache, seed):
    """The same many times."""
    kill_at_random(output, cache, 60, seed)


STEPS = ("rename", "symlink_to", "replace", "unlink", "mkdir", "rmdir")


class Killed(BaseException):
    """Nothing in the program catches it, and nothing is tidied up after a real one."""


@pytest.mark.parametrize("is_folder", [False, True])
def test_every_step_may_be_the_last(output, cache, monkeypatch, is_folder):
    """Stopped before each single step of a publication, one after the other, also of the one that makes the first link
    out of a folder: there is a whole site of before or of after, and the next run has nothing to mend by hand.
    """
    step = 0
    while True:
        step += 1
        own = output.with_name(f"site-{step}")
        if is_folder:
            built(cache, "x", {"index.html": "old", "404.html": "old"})
            tree = built(own.parent, f"old-{step}", {"index.html": "old", "404.html": "old"}).tree
            tree.rename(own)
            write_json(own / BUILD_FILE, {"release": "r1", "as_of": "2023-01-01", "localities": []})
        else:
            publish(own, *few(cache, "1"), "r1")
        if not stopped_at(step, own, cache, monkeypatch):
            break
        mends = is_folder and not own.exists()
        if not mends:
            assert published_release(own) in {"r1", "r2"}
            if own.is_symlink() or not is_folder:
                verify_site(own)
        publish(own, *few(cache, "3"), "r3", allow_smaller=True)
        assert "r3" == verify_site(own).release
        for release in Place(own).kept():
            verify_site(Place(own).folder(release.id))
        assert "r1" in {release.release for release in Place(own).kept()}
    assert step > 45  # else steps are taken that nobody counted


def few(cache: Path, version: str):
    """A site of few files: each of them is a step or more."""
    return [portal(cache, version)], [built(cache, PLACE, {f"{PLACE}/index.html": version})]


def stopped_at(step: int, output: Path, cache: Path, monkeypatch) -> bool:
    """Publish version 2 and stop before the step of this number; False where there are fewer."""
    taken = 0

    def counted(real):
        def run(self, *arguments, **options):
            nonlocal taken
            taken += 1
            if taken >= step:
                raise Killed
            return real(self, *arguments, **options)

        return run

    made = few(cache, "2")
    clear = place._clear

    def not_after_death(claimed: Place) -> None:
        if taken >= step:
            raise Killed
        clear(claimed)

    with monkeypatch.context() as patch:
        patch.setattr(place, "_clear", not_after_death)
        for name in STEPS:
            patch.setattr(Path, name, counted(getattr(Path, name)))
        patch.setattr(os, "link", counted(os.link))
        try:
            publish(output, *made, "r2")
        except Killed:
            return True
    return False


def test_readers_never_miss_a_page(output, cache):
    """While site after site takes its place, every page that all of them have is there, and whole."""
    publish(output, *parts(cache, "1"), "r1")
    pages = [
        "index.html",
        "about/index.html",
        f"{PLACE}/index.html",
        f"en/{PLACE}/tasks/a/index.html",
        f"{OTHER}/index.html",
    ]
    faults: list[str] = []
    read = 0
    ends = threading.Event()

    def reading() -> None:
        nonlocal read
        while not ends.is_set():
            for page in pages:
                try:
                    words = (output / page).read_text(encoding="utf-8").split(" ")
                except OSError as error:
                    faults.append(f"{page}: {error}")
                    return
                if len(words) != 3 or not page.endswith(words[2]):
                    faults.append(f"{page}: {words}")
                read += 1

    readers = [threading.Thread(target=reading) for _ in range(2)]
    for thread in readers:
        thread.start()
    for turn in range(12):
        version = VERSIONS[turn % len(VERSIONS)]
        publish(output, *parts(cache, version), f"r{version}", kept=3)
    ends.set()
    for thread in readers:
        thread.join()
    assert [] == faults
    assert read > 100


# The disk is full


@pytest.mark.parametrize("limit", [0, 10, 60, 200, 500, 1500])
def test_a_full_disk_leaves_the_old_site(output, cache, limit):
    """Files may not grow beyond so many bytes, as where nothing is left: the run fails, and readers notice nothing."""
    publish(output, *parts(cache, "1"), "r1")
    before = list(site_files(output))
    call = [sys.executable, "-m", "tests.publisher_loop", str(output), str(cache), "--limit", str(limit)]
    ended = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert 0 != ended.returncode
    assert "File too large" in ended.stderr
    assert "r1" == verify_site(output).release
    assert before == list(site_files(output))
    assert [] == list(Place(output).releases.rglob(".new-*"))
    publish(output, *parts(cache, "2"), "r2")
    assert "r2" == verify_site(output).release


def test_each_write_may_be_the_one_that_fails(output, cache, monkeypatch):
    """Every file that is written, one after the other, does not fit any more."""
    publish(output, *parts(cache, "1"), "r1")
    made, real = parts(cache, "2"), Path.write_bytes
    for step in range(1, 100):
        written = []

        def write(self: Path, content: bytes, written: list[Path] = written, step: int = step) -> int:
            written.append(self)
            if len(written) == step:
                real(self, content[: len(content) // 2])
                raise OSError(28, "No space left on device", str(self))
            return real(self, content)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "write_bytes", write)
            try:
                publish(output, *made, "r2")
            except OSError as error:
                assert 28 == error.errno  # noqa: PT017 - the last time there is none
            else:
                break
        assert "r1" == verify_site(output).release
        assert [] == list(output.parent.rglob("*.tmp"))
    assert step > 5
    assert "r2" == verify_site(output).release


def test_a_disk_that_is_full_to_the_last_byte(tmp_path, cache):
    """A real one, small: the site that fits stays, the one that does not is not begun to be shown."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this machine does not let us mount a disk")
    try:
        output = disk / "site"
        publish(output, *parts(cache, "1"), "r1")
        big = locality(cache, PLACE, "x" * 4000, pages=100, english=True)
        with pytest.raises(OSError, match="No space left"):
            publish(output, [portal(cache)], [big, parts(cache, "1")[1][1]], "r2")
        assert "r1" == verify_site(output).release
        publish(output, *parts(cache, "3"), "r3")
        assert "r3" == verify_site(output).release
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_two_at_once_wait_for_each_other(output, cache):
    """Several programs publish the same site: one after the other, each time a whole one."""
    calls = [[sys.executable, "-m", "tests.publisher_loop", str(output), str(cache), str(seed)] for seed in (1, 2, 3)]
    running = [
        subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for call in calls
    ]
    for process in running:
        assert process.stdout is not None
        process.stdout.readline()
    time.sleep(1.5)
    assert [None] * 3 == [process.poll() for process in running], [process.communicate()[1] for process in running]
    for process in running:
        process.kill()
        process.communicate()
    assert len(Place(output).kept()) <= 4
    try:
        verify_site(output)
    except SiteError as error:
        pytest.fail(str(error))

"""``gongkai verify`` and ``gongkai rollback``: what they say, and how they end."""

import os
from pathlib import Path

import pytest

from generator.publish import published_release
from tests.trees import PLACE, locality, portal, publish


@pytest.fixture
def site(tmp_path) -> Path:
    """A site of which two releases are kept."""
    (tmp_path / "www").mkdir()
    output = tmp_path / "www" / "site"
    for version in "12":
        publish(output, [portal(tmp_path / "cache", version)], [locality(tmp_path / "cache", PLACE)], f"r{version}")
    return output


def test_a_whole_site_is_verified(program, site):
    """By its link, as a user types it, and as a copy."""
    said = "13 files, 5 pages, made for 2023-03-31: every byte is as it was published.\n"
    assert (0, said, "") == program("verify", "--output", site)
    assert (0, said, "") == program("verify", "--output", site.with_name("site.releases") / "0001-r1")


def test_a_damaged_site_is_not(program, site):
    """What is wrong is said in one line; it is no fault of the data."""
    (site / "about" / "index.html").unlink()
    ended = program("verify", "--output", site)
    assert (3, "") == (ended.code, ended.out)
    assert f"gongkai: {site} is not as it was published: about/index.html is missing\n" == ended.err


@pytest.mark.parametrize("command", ["verify", "rollback"])
def test_where_there_is_no_site_there_is_nothing_to_do(program, tmp_path, command):
    """The call is wrong, and nothing is made."""
    ended = program(command, "--output", tmp_path / "none" / "site")
    assert (2, "") == (ended.code, ended.out)
    assert "has no" in ended.err
    assert [] == list(tmp_path.iterdir())


def test_the_kept_releases_are_listed(program, site):
    """With the day they were made for, and which one stands; nothing is done."""
    said = "0001-r1  made for 2023-03-31, 5 pages\n0002-r2  made for 2023-03-31, 5 pages  stands\n"
    assert (0, said, "") == program("rollback", "--list", "--output", site)
    assert "r2" == published_release(site)


def test_going_back(program, site, monkeypatch):
    """To the one before, from whichever folder; what comes of it is said, and what the next build does."""
    monkeypatch.chdir(site.parent)
    ended = program("rollback", "--output", Path("..") / "www" / "site")
    assert (0, "") == (ended.code, ended.err)
    assert f"Release 0001-r1, made for 2023-03-31, stands at {site}." in ended.out
    assert "The next build publishes what data and program say then" in ended.out
    assert "r1" == published_release(site)
    ended = program("rollback", "--output", "site")
    assert (2, f"gongkai: {site} has no earlier release to go back to\n") == (ended.code, ended.err)
    assert 0 == program("rollback", "--output", "site", "--to", "0002-r2").code
    assert "r2" == published_release(site)


def test_going_back_to_what_is_not_there(program, site):
    """The message names what is."""
    ended = program("rollback", "--output", site, "--to", "7")
    assert 2 == ended.code
    assert "no release 7 is kept; there are 0001-r1, 0002-r2" in ended.err


def test_going_back_waits_for_a_build(program, site, monkeypatch):
    """And says so while it waits."""
    said = []

    def flock(handle: int, how: int) -> None:
        if how & 4 and not said:
            said.append(handle)
            raise BlockingIOError

    monkeypatch.setattr("generator.publish.locking.fcntl.flock", flock)
    ended = program("rollback", "--output", site)
    assert (0, "A build is at work; waiting for it to end.\n") == (ended.code, ended.err)


def test_a_disk_that_refuses_is_said_in_one_line(program, site, monkeypatch):
    """With the file it was about, and the code for what is no fault of the call."""

    def refuse(self: Path, *_: object) -> None:
        raise OSError(28, os.strerror(28), str(self))

    monkeypatch.setattr(Path, "symlink_to", refuse)
    ended = program("rollback", "--output", site)
    assert (3, f"gongkai: No space left on device: {site.with_name('.site.new')}\n") == (ended.code, ended.err)
    assert "r2" == published_release(site)


def test_another_fault_of_the_machine_is_shown_where_it_was(program, site, monkeypatch):
    """What is not known to be the machine's may be ours."""

    def fail(self: Path, *_: object) -> None:
        raise OSError(22, os.strerror(22))

    monkeypatch.setattr(Path, "symlink_to", fail)
    ended = program("rollback", "--output", site)
    assert 3 == ended.code
    assert "Traceback" in ended.err


def test_a_smaller_site_can_be_meant(program, tmp_path, fixture_folder, monkeypatch):
    """A locality that was removed on purpose: the build refuses once, and is told."""
    for name in ("one", "two"):
        (tmp_path / "data").mkdir(exist_ok=True)
        _copy(fixture_folder("minimal"), tmp_path / "data" / f"99990{len(name)}-{name}")
    seen = []
    monkeypatch.setattr("generator.build.build", lambda settings, *_: seen.append(settings) or _stop())
    call = ("build", "--data", tmp_path / "data", "--output", tmp_path / "site")
    for options, expected in (((), False), (("--allow-smaller",), True)):
        assert 3 == program(*call, *options).code
        assert expected == seen[-1].allow_smaller
    assert tmp_path / "site" == seen[-1].output


def _copy(source: Path, target: Path) -> None:
    target.mkdir()
    for path in source.iterdir():
        if path.is_file():
            (target / path.name).write_bytes(path.read_bytes())


def _stop() -> None:
    from generator.errors import SiteError

    raise SiteError("enough")

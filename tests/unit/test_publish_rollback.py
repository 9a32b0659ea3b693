"""Roll back: an earlier release stands again, after it was verified; whatever the order of things, readers have one."""

import os
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from generator.errors import SiteError, UsageError
from generator.publish import Place, claim, locked, published_release, roll_back, verify_site
from tests.published import content_of
from tests.trees import OTHER, PLACE, locality, portal, publish


@pytest.fixture(autouse=True)
def no_power_cut(monkeypatch) -> None:
    """Nobody pulls the plug of a test, so nothing waits for the disk."""
    monkeypatch.setattr("generator.publish.assembling.flush", lambda: None)


@pytest.fixture
def output(tmp_path) -> Path:
    """A site of which three releases are kept."""
    (tmp_path / "www").mkdir()
    site = tmp_path / "www" / "site"
    for version in "123":
        publish(site, [portal(tmp_path / "cache", version)], [locality(tmp_path / "cache")], f"r{version}")
    return site


def back(output: Path, to: str = "") -> str:
    with claim(output) as place:
        return roll_back(place, to).id


def test_back_to_the_one_before(output):
    """Step by step, as long as there is an earlier one; what stood is kept."""
    assert "0002-r2" == back(output)
    assert "r2" == verify_site(output).release
    assert "0001-r1" == back(output)
    with pytest.raises(UsageError, match="no earlier release to go back to"):
        back(output)
    assert "r1" == verify_site(output).release
    assert 3 == len(Place(output).kept())


@pytest.mark.parametrize("name", ["0001-r1", "0001", "1"])
def test_to_a_certain_one(output, name):
    """By its id or its number, forwards as well."""
    assert "0001-r1" == back(output, name)
    assert "0003-r3" == back(output, "3")
    assert "r3" == verify_site(output).release


@pytest.mark.parametrize("name", ["0004", "r1", "../trees", "0001-r2", "x"])
def test_to_one_that_is_not_kept(output, name):
    """The message names those that are."""
    with pytest.raises(UsageError, match=r"no release .* is kept; (there are|did you mean) .*0001-r1"):
        back(output, name)
    assert "r3" == published_release(output)


def test_a_damaged_release_is_not_gone_back_to(output):
    """What stands is better than that."""
    page = Place(output).folder("0002-r2") / "about" / "index.html"
    page.unlink()
    with pytest.raises(SiteError, match=r"0002-r2 is not as it was published: about/index\.html is missing"):
        back(output)
    assert "r3" == verify_site(output).release
    assert "0001-r1" == back(output, "1")


def test_the_same_release_again_is_published_again(output, tmp_path):
    """A build that makes what was gone back from publishes it anew, under a new number."""
    back(output)
    before = content_of(Place(output).folder("0003-r3"))
    made = publish(output, [portal(tmp_path / "cache", "3")], [locality(tmp_path / "cache")], "r3")
    assert "0004-r3" == made.id
    assert before == content_of(output)


def test_what_stands_is_kept_however_old(output, tmp_path):
    """Builds that fail to take its place do not count it out."""
    back(output, "1")
    with claim(output) as place:
        assert "0001-r1" == place.standing_id
    publish(output, [portal(tmp_path / "cache", "4")], [locality(tmp_path / "cache")], "r4", kept=2)
    assert ["0003-r3", "0004-r4"] == [release.id for release in Place(output).kept()]


class Publications(RuleBasedStateMachine):
    """Publish, go back, damage and leave behind, in any order: what stands verifies, and is what was asked for last."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.cache = Path(self.folder.name) / "cache"
        self.output = Path(self.folder.name) / "www" / "site"
        self.output.parent.mkdir()
        self.expected = ""
        self.shown: dict[str, dict[str, str]] = {}

    @rule(version=st.sampled_from("123"), two=st.booleans(), kept=st.integers(1, 3), trust=st.booleans())
    def publish(self, version: str, two: bool, kept: int, trust: bool) -> None:
        others = [locality(self.cache, OTHER, version)] if two else []
        release = f"r{version}{'b' if two else ''}"
        publish(
            self.output,
            [portal(self.cache, version)],
            [locality(self.cache, PLACE, "12"[int(version) % 2], english=two), *others],
            release,
            kept=kept,
            allow_smaller=True,
            is_trusted=trust,
        )
        self.expected = release
        assert len(Place(self.output).kept()) <= kept
        assert self.shown.setdefault(release, content_of(self.output)) == content_of(self.output)

    @precondition(lambda self: self.expected)
    @rule(data=st.data())
    def go_to(self, data: st.DataObject) -> None:
        release = data.draw(st.sampled_from(Place(self.output).kept()))
        back(self.output, release.id)
        self.expected = release.release

    @precondition(lambda self: self.expected)
    @rule(name=st.sampled_from([".new-0099-x", "0098-x", "trees/.new-x", "trees/x"]))
    def leave_behind(self, name: str) -> None:
        folder = Place(self.output).releases / name
        folder.mkdir(exist_ok=True)
        (folder / "index.html").touch()

    @rule()
    def remove_cache(self) -> None:
        for path in sorted(self.cache.rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()

    @invariant()
    def what_stands_is_whole(self) -> None:
        if not self.expected:
            return
        assert self.expected == verify_site(self.output).release
        assert self.shown[self.expected] == content_of(self.output)
        for release in Place(self.output).kept():
            assert release.release == verify_site(Place(self.output).folder(release.id)).release

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()


Publications.TestCase.settings = settings(max_examples=12, stateful_step_count=10, deadline=None)
test_any_order_of_things = Publications.TestCase


# The lock


def test_the_lock_is_free_again_when_its_holder_is_killed(tmp_path):
    """Also where the holder had workers that live on: a fork does not hold what its parent held."""
    ready, tell = os.pipe()
    holder = os.fork()
    if not holder:
        try:
            with locked(tmp_path / "lock"):
                worker = os.fork()
                if not worker:  # it says so itself: by then it has let go of the lock
                    os.write(tell, f"{os.getpid()} ".encode())
                time.sleep(60)
        finally:
            os._exit(0)
    worker = int(os.read(ready, 20))
    os.kill(holder, 9)
    os.waitpid(holder, 0)
    waited = []
    with locked(tmp_path / "lock", lambda: waited.append(True)):
        pass
    os.kill(worker, 9)
    assert [] == waited


def test_who_comes_second_waits_and_says_so(tmp_path):
    """Until the first is done; then it has the lock, and nobody waits for it any more."""
    ready, tell = os.pipe()
    begun, go_on = os.pipe()
    holder = os.fork()
    if not holder:
        try:
            with locked(tmp_path / "lock"):
                os.write(tell, b"held")
                os.read(begun, 1)
        finally:
            os._exit(0)
    assert b"held" == os.read(ready, 4)
    waited = []

    def on_wait() -> None:
        waited.append(True)
        os.write(go_on, b"!")

    with locked(tmp_path / "lock", on_wait):
        assert [True] == waited
    os.waitpid(holder, 0)


def test_a_lock_that_was_removed_is_made_anew(tmp_path):
    """Somebody cleans up while a build waits: the two that come after still exclude each other."""
    with locked(tmp_path / "lock"):
        (tmp_path / "lock").unlink()
        with locked(tmp_path / "lock"):
            assert (tmp_path / "lock").exists()

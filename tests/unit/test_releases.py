"""Releases: a snapshot is what was committed, byte for byte, and is the same whenever and wherever it is made."""

import hashlib
import io
import subprocess
import zipfile
from pathlib import Path

import pytest

from generator.releases import Release, make_release, release_tags

PERSON = ("-c", "user.name=Somebody Telling", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")


def git(place: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *PERSON, *arguments], cwd=place, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two commits of a small repository; what was released after the first has changed since."""
    place = tmp_path / "repository"
    (place / "data" / "999901-a").mkdir(parents=True)
    (place / "data" / "999902-b").mkdir()
    (place / "schemas" / "codelists").mkdir(parents=True)
    (place / "data" / "999901-a" / "units.csv").write_text("unit_id\na\n", encoding="utf-8")
    (place / "data" / "999902-b" / "units.csv").write_text("unit_id\nb\n", encoding="utf-8")
    (place / "schemas" / "codelists" / "roles.csv").write_text("code,label\nlead,牵头\n", encoding="utf-8")
    (place / "LICENSE-DATA.md").write_text("CC BY 4.0\n", encoding="utf-8")
    (place / "secret.txt").write_text("no part of a release\n", encoding="utf-8")
    git(place, "init", "-q")
    git(place, "add", "-A")
    git(place, "commit", "-q", "-m", "first")
    git(place, "tag", "release-2024-04-01")
    (place / "data" / "999901-a" / "units.csv").write_text("unit_id\nchanged\n", encoding="utf-8")
    git(place, "commit", "-q", "-a", "-m", "second")
    return place


def made(place: Path, number: int = 0) -> tuple[Release, dict[str, bytes]]:
    found = make_release(place, release_tags(place)[number])
    assert found is not None
    return found[0], dict(found[1])


def test_a_snapshot_holds_what_was_committed_then(repository: Path) -> None:
    """Packages, schemas and licence, as they were at the tag; nothing else of the repository."""
    release, files = made(repository)
    assert ("2024-04-01", 2, git(repository, "rev-parse", "HEAD~1")) == (release.day, release.packages, release.commit)
    with zipfile.ZipFile(io.BytesIO(files["2024-04-01/gongkai-data-2024-04-01.zip"])) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    assert members == {
        "LICENSE-DATA.md": "CC BY 4.0\n",
        "data/999901-a/units.csv": "unit_id\na\n",
        "data/999902-b/units.csv": "unit_id\nb\n",
        "schemas/codelists/roles.csv": "code,label\nlead,牵头\n",
    }


def test_its_checksum_is_beside_it(repository: Path) -> None:
    """As ``sha256sum -c`` reads it, and as the page shows it."""
    release, files = made(repository)
    content = files[f"2024-04-01/{release.file}"]
    assert hashlib.sha256(content).hexdigest() == release.sha256
    assert f"{release.sha256}  {release.file}\n".encode() == files["2024-04-01/SHA256SUMS"]
    assert len(content) == release.size


def test_it_never_changes(repository: Path, tmp_path: Path) -> None:
    """Made again after more commits, and in another checkout, it has the same bytes."""
    before = made(repository)
    (repository / "data" / "999902-b" / "units.csv").unlink()
    git(repository, "commit", "-q", "-a", "-m", "third")
    git(tmp_path, "clone", "-q", str(repository), "elsewhere")
    assert before == made(repository) == made(tmp_path / "elsewhere")


def test_an_annotated_tag_is_a_release_too(repository: Path) -> None:
    """What it names is the commit, not the tag's own object; the newest comes first."""
    git(repository, "tag", "-a", "release-2024-05-01", "-m", "who made it is nobody's business")
    release, files = made(repository)
    assert ("2024-05-01", git(repository, "rev-parse", "HEAD")) == (release.day, release.commit)
    assert ["release-2024-05-01", "release-2024-04-01"] == [tag.name for tag in release_tags(repository)]
    assert all(b"Somebody" not in content and b"nobody" not in content for content in files.values())


@pytest.mark.parametrize(
    "name", ["release-1", "release-2024-4-1", "release-2024-02-30", "release-", "v1", "release-2024-04-01-b"]
)
def test_only_days_are_releases(repository: Path, name: str) -> None:
    """Other tags are left alone."""
    git(repository, "tag", name)
    assert ["release-2024-04-01"] == [tag.name for tag in release_tags(repository)]


def test_without_a_repository_there_is_none(tmp_path: Path) -> None:
    """A checkout without history builds all the same."""
    assert [] == release_tags(tmp_path)


def test_a_tag_without_data_is_no_release(repository: Path) -> None:
    """A commit from before there was any data has no snapshot."""
    git(repository, "checkout", "-q", "--orphan", "empty")
    git(repository, "rm", "-q", "-rf", "data")
    git(repository, "commit", "-q", "-m", "no data")
    git(repository, "tag", "release-2020-01-01")
    assert make_release(repository, release_tags(repository)[1]) is None

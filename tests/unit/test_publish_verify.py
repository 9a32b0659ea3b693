"""Verify: a site that is not as it was published is found out, and one that is much smaller is not published."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.artifacts import write_json
from generator.errors import SiteError
from generator.publish import published_release, verify_site
from generator.publish.manifests import is_address
from tests.trees import OTHER, PLACE, locality, portal, publish


@pytest.fixture
def output(tmp_path) -> Path:
    """Where the site goes."""
    (tmp_path / "www").mkdir()
    return tmp_path / "www" / "site"


@pytest.fixture
def cache(tmp_path) -> Path:
    """Where built trees lie."""
    return tmp_path / "cache"


@pytest.fixture
def copy(output, cache, tmp_path) -> Path:
    """A published site as plain files, as it lies on a host."""
    publish(output, [portal(cache)], [locality(cache, english=True), locality(cache, OTHER)])
    return Path(shutil.copytree(output, tmp_path / "copy"))


def test_the_manifest_says_what_there_is(copy):
    """At the root what is above the localities, and a line for each of them; the rest stands with the locality."""
    root = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    assert ("r1", "2023-03-31") == (root["release"], root["as_of"])
    assert {PLACE, OTHER} == set(root["localities"])
    assert {"manifest": f"{PLACE}/manifest.json", "pages": 4, "file_count": 6} == {
        key: value for key, value in root["localities"][PLACE].items() if key != "bytes"
    }
    assert f"{PLACE}/index.html" not in root["files"]
    own = json.loads((copy / PLACE / "manifest.json").read_text(encoding="utf-8"))
    assert PLACE == own["locality"]
    assert {f"{PLACE}/index.html", f"en/{PLACE}/index.html"} <= set(own["files"])
    assert root["files"].keys() >= {f"{PLACE}/manifest.json", f"{PLACE}/SHA256SUMS", "as-of.json", "build.json"}
    assert root["files"]["index.html"]["bytes"] == (copy / "index.html").stat().st_size
    own = {copy / name for name in ("manifest.json", "SHA256SUMS")}
    files = [path for path in copy.rglob("*") if path.is_file() and path not in own]
    assert (len(files), sum(path.stat().st_size for path in files)) == (root["file_count"], root["bytes"])
    assert len([path for path in files if path.suffix == ".html"]) == root["pages"]


def test_plain_tools_can_check_it(copy):
    """``sha256sum`` reads the sums, and they name every file of the site but themselves at the root."""
    call = ["sha256sum", "--check", "SHA256SUMS", f"{PLACE}/SHA256SUMS", f"{OTHER}/SHA256SUMS"]
    done = subprocess.run(call, cwd=copy, capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stderr)
    named = {line.removesuffix(": OK") for line in done.stdout.splitlines()}
    assert {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()} - named == {"SHA256SUMS"}


def put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def unlisted(site: Path) -> None:
    values = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    del values["files"][f"{PLACE}/manifest.json"]
    write_json(site / "manifest.json", values)


def odd_line(site: Path) -> None:
    values = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    values["localities"][PLACE] = []
    write_json(site / "manifest.json", values)


DAMAGES = {
    "a page is missing": (lambda site: (site / "about/index.html").unlink(), "about/index.html is missing"),
    "a page of a locality is missing": (
        lambda site: (site / PLACE / "tasks/a/index.html").unlink(),
        f"{PLACE}/tasks/a/index.html is missing",
    ),
    "a page was changed": (lambda site: put(site / OTHER / "index.html", f"{OTHER} 2 index.html"), "was changed"),
    "a page was added": (lambda site: put(site / "evil.html", "x"), "evil.html does not belong to the site"),
    "a page of a locality was added": (
        lambda site: put(site / f"en/{PLACE}/evil.html", "x"),
        f"en/{PLACE}/evil.html does not belong to the site",
    ),
    "a manifest is missing": (lambda site: (site / PLACE / "manifest.json").unlink(), "manifest.json is missing"),
    "a manifest was changed": (lambda site: put(site / PLACE / "manifest.json", "{}"), "manifest.json was changed"),
    "the manifest is missing": (lambda site: (site / "manifest.json").unlink(), "has no manifest.json"),
    "the manifest is broken": (lambda site: put(site / "manifest.json", "{"), "manifest.json cannot be read"),
    "the manifest is a list": (lambda site: put(site / "manifest.json", "[]"), "manifest.json cannot be read"),
    "the manifest is odd": (lambda site: put(site / "manifest.json", '{"files": {"a": 1}}'), "cannot be read"),
    "it leads elsewhere": (
        lambda site: put(site / "manifest.json", '{"files": {"../x": {"sha256": "", "bytes": 1}}}'),
        "cannot be read",
    ),
    "the sums were changed": (lambda site: put(site / "SHA256SUMS", ""), "SHA256SUMS does not say what"),
    "the sums are missing": (lambda site: (site / "SHA256SUMS").unlink(), "SHA256SUMS does not say what"),
    "a locality is not listed": (unlisted, f"{PLACE}: its manifest is not listed"),
    "a localities' line is odd": (odd_line, f"{PLACE}: its manifest is not listed"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_site_is_found_out(copy, name):
    """Whatever is missing, changed or added; the copy is whole before."""
    assert "r1" == verify_site(copy).release
    damage, message = DAMAGES[name]
    damage(copy)
    with pytest.raises(SiteError) as raised:
        verify_site(copy)
    assert message in str(raised.value)


@settings(max_examples=200)
@given(data=st.data())
def test_any_byte_matters(data, tmp_path_factory):
    """Wherever one byte of any file is another, the site does not pass."""
    made = _made_once(tmp_path_factory)
    files = sorted(path for path in made.rglob("*") if path.is_file())
    path = data.draw(st.sampled_from(files))
    content = path.read_bytes()
    place, mask = data.draw(st.integers(0, len(content) - 1)), data.draw(st.integers(1, 255))
    try:
        path.write_bytes(content[:place] + bytes([content[place] ^ mask]) + content[place + 1 :])
        with pytest.raises(SiteError):
            verify_site(made)
    finally:
        path.write_bytes(content)
    verify_site(made)


_MADE: list[Path] = []


def _made_once(factory) -> Path:
    if not _MADE:
        base = factory.mktemp("bytes")
        (base / "www").mkdir()
        publish(base / "www" / "site", [portal(base / "cache")], [locality(base / "cache")])
        _MADE.append(Path(shutil.copytree(base / "www" / "site", base / "copy")))
    return _MADE[0]


@given(name=st.text(min_size=1))
def test_addresses_stay_below_the_root(name):
    """Whatever a manifest names, only what lies below the root is ever opened."""
    if is_address(name):
        path = Path("/a/b") / name
        assert path.is_relative_to("/a/b")
        assert ".." not in path.parts


# A size floor

SHRUNK = {
    "a locality is gone": ((30, None), f"the locality {OTHER} is gone"),
    "a locality has lost most of its pages": ((30, 10), f"{OTHER} had 32 pages, now 12"),
    "it has lost a few": ((30, 21), ""),
    "it has lost a third": ((26, 25), ""),
    "it has grown": ((40, 40), ""),
}


@pytest.mark.parametrize("name", SHRUNK)
def test_a_much_smaller_site_is_not_published(output, cache, name):
    """The message says what shrank; with the remedy it names the same site is published."""
    publish(output, [portal(cache)], [locality(cache, pages=30), locality(cache, OTHER, pages=30)])
    (one, two), message = SHRUNK[name]
    parts = [locality(cache, pages=one), *([] if two is None else [locality(cache, OTHER, pages=two)])]
    if message:
        with pytest.raises(SiteError) as raised:
            publish(output, [portal(cache)], parts, "r2")
        assert message in str(raised.value)
        assert "--allow-smaller" in str(raised.value)
        assert "r1" == verify_site(output).release
        publish(output, [portal(cache)], parts, "r2", allow_smaller=True)
    else:
        publish(output, [portal(cache)], parts, "r2")
    assert "r2" == published_release(output)


def test_the_whole_is_counted_too(output, cache):
    """Also what belongs to no locality, such as the comparisons."""
    pages = {f"compare/{number}/index.html": "x" for number in range(40)}
    publish(output, [portal(cache, **pages)], [locality(cache)])
    with pytest.raises(SiteError, match="the whole had 45 pages, now 5"):
        publish(output, [portal(cache)], [locality(cache)], "r2")


def test_a_small_locality_may_lose_a_few_pages(output, cache):
    """Most of very few is still few."""
    publish(output, [portal(cache)], [locality(cache, pages=8)])
    publish(output, [portal(cache)], [locality(cache)], "r2")
    assert "r2" == published_release(output)

"""The lock files, without asking anybody: all of it pinned by hashes, and nothing that is known to be unsafe."""

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

from generator.settings import ROOT
from tests.audit.locks import NODE_LOCK, PYTHON_LOCKS, Pin, floors, node_pins, pins_of, too_old

SHA256 = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@pytest.mark.parametrize("lock", PYTHON_LOCKS, ids=lambda path: path.name)
def test_every_python_package_is_pinned_by_hashes(lock):
    """No address, no folder, no range of versions: else another file could be put in its place."""
    pins = pins_of(lock)
    assert len(pins) > 50
    assert [] == [pin.name for pin in pins if not pin.hashes or not all(map(SHA256.fullmatch, pin.hashes))]
    assert len(pins) == len({pin.name for pin in pins})


def test_every_node_package_is_pinned_by_a_hash():
    """And none is taken from anywhere but the registry that npm is set to."""
    assert len(node_pins()) > 50
    assert [] == [pin.name for pin in node_pins() if not pin.hashes[0].startswith("sha512-")]
    assert not re.search(r'"(?:resolved|link)":', NODE_LOCK.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "line",
    [
        "mkdocs>=1.6",
        "mkdocs @ https://example.org/mkdocs.whl",
        "https://example.org/mkdocs.whl",
        "-e .",
        "--index-url https://example.org/",
        "-r other.lock",
        "./mkdocs",
    ],
)
def test_anything_else_is_refused(line, tmp_path):
    lock = tmp_path / "x.lock"
    lock.write_text(f"{line} \\\n    --hash=sha256:{'0' * 64}\n    # via x\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.lock"):
        pins_of(lock)


@pytest.mark.parametrize("lock", PYTHON_LOCKS, ids=lambda path: path.name)
def test_nothing_is_older_than_what_mends_it(lock):
    """Each package of ``floors.csv`` is there, and new enough."""
    assert [] == too_old(pins_of(lock))
    assert {row.package for row in floors()} <= {pin.name for pin in pins_of(lock)}


def test_a_version_below_its_floor_is_told_with_the_reason():
    """So that whoever takes an older one learns at once why not."""
    (said,) = too_old([Pin("mkdocs-material", "9.7.6", ()), Pin("pymdown-extensions", "11.0.2", ())])
    assert said.startswith("mkdocs-material 9.7.6 is older than 9.7.7: ")
    assert "GHSA-xvg9-69gf-fjrf" in said


def test_the_project_asks_for_no_less():
    """Whoever locks anew, or installs without the locks, gets what is mended as well."""
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    wanted = {requirement.name: requirement.specifier for requirement in map(Requirement, stated)}
    for row in floors():
        lowest = [Version(one.version) for one in wanted[row.package] if one.operator == ">="]
        assert lowest
        assert lowest[0] >= row.floor
        assert row.advisories
        assert row.reason


def test_suggestions_of_the_search_are_off():
    """The theme's ``search.suggest`` is what the advisory is about; our search needs none of the theme's."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    features = yaml.safe_load(text)["theme"]["features"]
    assert not [name for name in features if name.startswith("search.")]
    assert [] == yaml.safe_load(text)["plugins"]
    code = [path for path in (ROOT / "generator").rglob("*.py") if "search.suggest" in path.read_text(encoding="utf-8")]
    assert [] == code

"""Tests that are marked «soak» wait for ``make soak``, and nothing that waits is forgotten there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.settings import ROOT

TESTS = """
import pytest
from hypothesis import given, strategies as st

def test_short():
    pass

@pytest.mark.soak
def test_long():
    pass

@pytest.mark.soak
@given(st.integers())
def test_long_property(number):
    pass

@given(st.integers())
def test_property(number):
    pass
"""


@pytest.fixture
def passed(tmp_path: Path):
    """Runs pytest with the project's own settings on four small tests; how many passed and were left out."""
    for name in ("pyproject.toml", "conftest.py"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_small.py").write_text(TESTS, encoding="utf-8")

    def run(*options: str) -> tuple[int, int]:
        call = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options]
        ended = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert 0 == ended.returncode, ended.stdout + ended.stderr
        numbers = [re.search(rf"(\d+) {word}", ended.stdout) for word in ("passed", "deselected")]
        return tuple(int(found[1]) if found else 0 for found in numbers)

    return run


def test_what_is_long_waits(passed):
    """Left out of every run that does not ask for it, also of one that is narrowed by a name."""
    assert (2, 2) == passed()
    assert (1, 3) == passed("-k", "short")


def test_soak_runs_what_waits(passed):
    """The marked tests alone, and then every property, marked or not."""
    assert (2, 2) == passed("-m", "soak")
    assert (2, 2) == passed("-m", "", "--hunt", "2")


def test_make_soak_does_all_of_it():
    """Marked tests, properties with more examples, mutations; ``make test`` does none of it twice."""
    recipes = dict(
        re.findall(r"^([a-z-]+):.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert "-m soak" in recipes["soak"]
    assert '-m "" --hunt' in recipes["soak"]
    assert "-m tests.mutation" in recipes["soak"]
    assert "soak" not in recipes["test"]
    assert "$(PYTEST)" in recipes["test"]

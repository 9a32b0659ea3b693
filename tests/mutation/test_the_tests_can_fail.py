"""A few of the worst mistakes, made on purpose in a copy of the program: the tests that mirror it must fail.

mutmut, which ``make mutants`` runs, breaks what functions do, everywhere; ``breaks.csv`` has what it leaves alone,
patterns and bounds at the head of modules among it, and is quick enough for every run: properties are left out.
"""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.settings import ROOT
from tests.mutation.workplace import FILES, FOLDERS, known_groups

with Path(__file__).with_name("breaks.csv").open(encoding="utf-8", newline="") as _handle:
    BREAKS = list(csv.DictReader(_handle))
TESTS = sorted({row["test"] for row in BREAKS})
DRIVER = """
import os, sys
import pytest
from pathlib import Path
sys.path.insert(0, ".")

class Quick:
    def pytest_collection_modifyitems(self, items):
        items[:] = [item for item in items if not getattr(item.obj, "is_hypothesis_test", False)]

test, *breaks = sys.argv[1:]
for text in ("", *breaks):
    child = os.fork()
    if not child:
        if text:
            file, before, after = text.split("\\x1f")
            path = Path(file)
            source = path.read_text(encoding="utf-8")
            assert source.count(before) == 1, (file, before, source.count(before))
            path.write_text(source.replace(before, after), encoding="utf-8")
        options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--tb=no"]
        code = pytest.main([*options, test], plugins=[Quick()])
        if text:
            path.write_text(source, encoding="utf-8")
        sys.stdout.flush()
        os._exit(int(code))
    print(f"ended {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}", flush=True)
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """The repository as far as these tests read it."""
    place = tmp_path_factory.mktemp("broken") / "copy"
    for name in FOLDERS:
        if name not in {"docs", "site_overrides"}:
            shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in (*FILES, "pyproject.toml"):
        shutil.copyfile(ROOT / name, place / name)
    return place


@pytest.mark.parametrize("test", TESTS)
def test_a_mistake_is_noticed(test, copy):
    """The tests pass on the program as it is, and fail on it with each of the mistakes alone."""
    breaks = [row for row in BREAKS if row["test"] == test]
    texts = ["\x1f".join((row["file"], row["before"], row["after"])) for row in breaks]
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "PYTHONPATH"))}
    call = [sys.executable, "-c", DRIVER, test, *texts]
    ended = subprocess.run(call, cwd=copy, env=env, capture_output=True, text=True, check=False)
    codes = [int(line.split()[1]) for line in ended.stdout.splitlines() if line.startswith("ended ")]
    assert 0 == codes[0], ended.stdout + ended.stderr
    noticed = {row["says"]: code for row, code in zip(breaks, codes[1:], strict=True)}
    assert dict.fromkeys(noticed, 1) == noticed, ended.stdout + ended.stderr


def test_every_group_is_among_them():
    """Of each group of ``make mutants`` something is broken here."""
    for group in known_groups().values():
        assert [row for row in BREAKS if any(Path(row["file"]).match(source) for source in group.sources)], group.name

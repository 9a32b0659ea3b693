"""The mutation run says what it knows: which survivors are explained, what is still open, and what fits no more."""

import csv

from tests.mutation.judging import SURVIVORS, Mutant, counts, explained, is_whole, mutants_of, table, unexplained
from tests.mutation.workplace import ROOT, known_groups, settings_of

KILLED = Mutant("a.py", "f", "killed")
ENDLESS = Mutant("a.py", "f", "timeout", "x", "y")
SURVIVOR = Mutant("a.py", "f", "survived", "x", "y")
UNREACHED = Mutant("b.py", "g", "no tests", "x", "y")
WAITING = Mutant("b.py", "g", "not checked")


def test_survivors_without_a_reason_are_holes():
    """So is what no test reaches; what is noticed, by a failure or by never ending, is none."""
    every = [KILLED, ENDLESS, SURVIVOR, UNREACHED, WAITING]
    assert [SURVIVOR, UNREACHED] == unexplained(every, {})
    assert [UNREACHED] == unexplained(every, {SURVIVOR.key: "The same."})
    assert [SURVIVOR, UNREACHED] == unexplained(every, {SURVIVOR.key: ""})


def test_what_was_not_tried_is_not_done():
    """Neither is a run that made no mutants."""
    assert is_whole([KILLED, SURVIVOR])
    assert not is_whole([KILLED, WAITING])
    assert not is_whole([])


def test_the_table_counts_by_module():
    rows = counts([KILLED, ENDLESS, SURVIVOR, UNREACHED, WAITING], {SURVIVOR.key: "The same."})
    assert [("a.py", 3, 2, 1, 1, 0, 0), ("b.py", 2, 0, 1, 0, 1, 1)] == [tuple(row.values()) for row in rows]
    assert ["all", "5", "2", "2", "1", "1", "1"] == table(rows).splitlines()[-1].split()


def test_records_become_mutants():
    record = {"name": "m", "file": "a.py", "function": "f", "verdict": "survived", "before": "x", "after": "y"}
    assert [SURVIVOR] == mutants_of([record])


def test_every_explanation_fits_the_program_as_it_is():
    """Its module is one that is broken, the lines stand there, and there is a reason in a whole sentence."""
    sources = [path for group in known_groups().values() for name in group.sources for path in ROOT.glob(name)]
    texts = {path.relative_to(ROOT).as_posix(): " ".join(path.read_text(encoding="utf-8").split()) for path in sources}
    with SURVIVORS.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len(rows) == len(explained())
    for row in rows:
        assert row["before"] in texts[row["file"]], row
        assert row["before"] != row["after"]
        assert row["reason"].endswith(".")


def test_groups_name_files_that_are_there():
    """A test that was renamed would no longer be run on what is broken."""
    for group in known_groups().values():
        for pattern in (*group.sources, *group.tests):
            assert list(ROOT.glob(pattern)), pattern
        assert "forkserver" in settings_of(group)

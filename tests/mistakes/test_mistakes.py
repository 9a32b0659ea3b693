"""What clerks really do to tables: each mistake is found, repaired or asked about, in words that say what to do.

``pytest tests/mistakes --update-golden`` writes the sentences and the last four columns of ``mistakes.csv`` anew; read
every line of the difference aloud before accepting it.
"""

import csv
from dataclasses import asdict, fields, replace

import pytest

from generator.fix import FILE_KINDS, fix_content
from generator.repairs import KINDS
from tests.mistakes.corpus import (
    HERE,
    SCHEMAS,
    Case,
    findings,
    outcome,
    place,
    read_cases,
    tell,
    tokens_of_issues,
    tokens_of_repairs,
    words,
)

CASES = read_cases()
EXPECTED = HERE / "expected"
# What the nearest peer was broken with on purpose; none of it was said with file, row and remedy.
PEER = {
    "no `Year` column",
    "no `Value`, or `value`",
    "semicolons instead of commas",
    "extra cells in a row",
    "empty file",
    "Latin-1 file",
    "text in `Value`",
    '`"1,234"` in `Value`',
    "trailing blank",
    "text in `Year`",
    "unknown disaggregation value",
    "duplicate row with another value",
    "`reporting_status: finished`",
    "`reporting_status` missing",
}


def ids(case):
    return case.file.removesuffix(".csv")


@pytest.fixture(scope="module")
def stories(tmp_path_factory):
    """What came of each case, told once."""
    told, known = {}, {}

    def story(case):
        if case.table not in known:
            known[case.table] = findings(place(None, case.table, tmp_path_factory.mktemp("sound")).parent)
        if case.file not in told:
            told[case.file] = tell(case, tmp_path_factory.mktemp("case"), known[case.table])
        return told[case.file]

    return story


def test_corpus_is_whole():
    """Every file has its row and its expected words, and the other way round; there are enough of them."""
    files = {path.name for path in (HERE / "files").iterdir()}
    assert {case.file for case in CASES} == files
    assert len(CASES) == len(files) >= 60
    assert {case.file.removesuffix(".csv") for case in CASES} == {path.stem for path in EXPECTED.glob("*.txt")}


def test_every_kind_of_repair_is_met():
    """The corpus has an example of each kind; the codelist has no kind that nobody makes."""
    met = {token.split("@")[0].rstrip("?") for case in CASES for token in case.repairs.split()}
    assert met <= KINDS.keys() | FILE_KINDS.keys()
    # Damaged cells are refused, so that they stand among the issues.
    assert (KINDS.keys() | FILE_KINDS.keys()) - met == {"damaged-text"}


@pytest.fixture(scope="module", autouse=True)
def accepted(request, stories):
    """With ``--update-golden`` what is found now becomes what is expected."""
    if not request.config.getoption("--update-golden"):
        return
    told = [told_case(case, stories(case)) for case in CASES]
    with (HERE / "mistakes.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, [field.name for field in fields(Case)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(case) for case in told)
    EXPECTED.mkdir(exist_ok=True)
    for old in EXPECTED.glob("*.txt"):
        old.unlink()
    for case in CASES:
        (EXPECTED / f"{ids(case)}.txt").write_text(words(case, stories(case)), encoding="utf-8")
    CASES[:] = told


def told_case(case, story):
    return replace(
        case,
        check=tokens_of_issues(story.before),
        fix=outcome(story.fixed),
        repairs=tokens_of_repairs(story.fixed),
        left=tokens_of_issues(story.after),
    )


@pytest.mark.parametrize("place_in_corpus", range(len(CASES)), ids=[ids(case) for case in CASES])
def test_check_finds_the_mistake_and_nothing_else(place_in_corpus, stories):
    """One run names code, row and column of everything that is wrong, and says what to do."""
    case = CASES[place_in_corpus]
    story = stories(case)
    assert case.check == tokens_of_issues(story.before)
    for issue in story.before:
        assert f"{case.table}.csv" == issue.file
        assert str(issue.message)
        assert str(issue.advice)


@pytest.mark.parametrize("place_in_corpus", range(len(CASES)), ids=[ids(case) for case in CASES])
def test_fix_does_what_is_expected(place_in_corpus, stories):
    """Clean, repaired, proposed or refused; which cells, and what is left when the repairs are written."""
    case = CASES[place_in_corpus]
    story = stories(case)
    assert (case.fix, case.repairs) == (outcome(story.fixed), tokens_of_repairs(story.fixed))
    assert case.left == tokens_of_issues(story.after)


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_words_are_as_reviewed(case, stories):
    """What a clerk reads equals what was read aloud."""
    assert (EXPECTED / f"{ids(case)}.txt").read_text(encoding="utf-8") == words(case, stories(case))


@pytest.mark.parametrize("mistake", sorted(PEER))
def test_mistakes_of_the_peer_have_file_row_and_remedy(mistake, stories):
    """Each gets, in one run, the file, the row, the column where there is one, and what to do."""
    cases = [case for case in CASES if case.peer == mistake]
    assert cases
    for case in cases:
        story = stories(case)
        assert story.before
        for issue in story.before:
            assert issue.file
            assert issue.row is not None
            assert issue.letter or issue.code in {"encoding-wrong", "header-wrong", "row-shape", "csv-broken"}
            assert str(issue.advice)


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_no_row_is_lost(case, stories):
    """As many rows come out as had anything in them, but for the column names once more, which a repair names."""
    for fixed in stories(case).fixed:
        if fixed.rows:
            repeated = sum(repair.code == "repeated-header" for repair in fixed.repairs)
            assert len(fixed.rows) == fixed.source_rows - repeated


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_a_second_fix_finds_nothing_to_repair(case, stories):
    """What was written is what it should be; only questions are left."""
    for fixed in stories(case).fixed:
        if fixed.content is not None:
            (again,) = fix_content(f"{fixed.table}.csv", fixed.content, SCHEMAS)
            assert () == again.repairs
            assert fixed.content == again.content
            assert fixed.rows == again.rows

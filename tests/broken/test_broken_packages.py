"""Every kind of finding has a package in which exactly that fault stands, and is found there."""

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.artifacts import tree_manifest
from generator.issues import IssueLog, issue_types
from generator.model import Package

ROOT = Path(__file__).resolve().parents[2]
BROKEN = ROOT / "tests" / "packages" / "broken"
with (ROOT / "schemas" / "codelists" / "issue-types.csv").open(encoding="utf-8", newline="") as _handle:
    CODES = [row["code"] for row in csv.DictReader(_handle)]

Examine = Callable[[Path], tuple[Package | None, IssueLog]]

# Where the fault stands: file, Excel row, column, Excel letter. None and "" where it concerns no row or no cell.
PLACES: dict[str, tuple[str, int | None, str, str]] = {
    "file-missing": ("registers.csv", None, "", ""),
    "file-unlisted": ("registers.csv", None, "", ""),
    "narrative-unknown": ("reports/2024.md", None, "", ""),
    "narrative-image": ("reports/2023.md", 3, "", ""),
    "narrative-markup": ("reports/2023.md", 3, "", ""),
    "narrative-heading": ("reports/2023.md", 3, "", ""),
    "file-unsafe": ("Registers-Old.CSV", None, "", ""),
    "file-too-large": ("registers.csv", None, "", ""),
    "path-unsafe": ("datapackage.json", None, "path", ""),
    "descriptor-invalid": ("datapackage.json", None, "version", ""),
    "table-unknown": ("maps.csv", None, "", ""),
    "table-unreadable": ("registers.csv", 1, "", ""),
    "table-empty": ("registers.csv", 1, "", ""),
    "encoding-wrong": ("registers.csv", 2, "", ""),
    "csv-broken": ("registers.csv", 3, "", ""),
    "header-wrong": ("registers.csv", 1, "", ""),
    "row-blank": ("registers.csv", 3, "", ""),
    "row-shape": ("registers.csv", 3, "", ""),
    "cell-too-long": ("registers.csv", 3, "title", ""),
    "control-character": ("registers.csv", 3, "title", "B"),
    "markup-in-text": ("registers.csv", 3, "title", "B"),
    "private-data": ("units.csv", 3, "contact", "E"),
    "formula-in-text": ("registers.csv", 3, "title", "B"),
    "number-not-finite": ("results.csv", 3, "value", "E"),
    "type-wrong": ("results.csv", 3, "value", "E"),
    "value-required": ("registers.csv", 3, "title", "B"),
    "value-not-allowed": ("units.csv", 3, "kind", "C"),
    "value-out-of-range": ("reports.csv", 3, "year", "C"),
    "pattern-wrong": ("registers.csv", 3, "register_id", "A"),
    "key-duplicate": ("registers.csv", 3, "register_id", "A"),
    "reference-broken": ("registers.csv", 3, "unit_id", "C"),
    "reference-circular": ("units.csv", 3, "predecessor_id", "E"),
    "expectation-unmet": ("registers.csv", None, "", ""),
    "example-left": ("registers.csv", 3, "register_id", "A"),
    "target-holder": ("targets.csv", 3, "task_id", "B"),
    "target-value-missing": ("targets.csv", 3, "value", "E"),
    "masked-with-value": ("results.csv", 3, "masked", "G"),
    "masked-unknown": ("results.csv", 3, "masked", "G"),
    "value-missing": ("results.csv", 3, "value", "E"),
    "period-unreadable": ("results.csv", 3, "period", "D"),
    "task-id-foreign": ("tasks.csv", 3, "task_id", "A"),
    "date-order": ("plans.csv", 2, "end_date", "E"),
    "date-address-differs": ("documents.csv", 3, "published_date", "E"),
    # The column is not in the file at all, so it has no letter.
    "date-basis-missing": ("documents.csv", 3, "date_basis", ""),
    "document-unlocated": ("documents.csv", 3, "url", "F"),
    "unofficial-copy": ("documents.csv", 3, "provenance", "E"),
    "rate-differs": ("results.csv", 3, "value", "E"),
    "rate-rounding": ("results.csv", 3, "value", "E"),
    "parts-exceed": ("results.csv", 2, "value", "E"),
    "parts-differ": ("results.csv", 2, "value", "E"),
    "change-differs": ("results.csv", 3, "stated_change", "F"),
    "task-without-unit": ("tasks.csv", 3, "task_id", "A"),
    "task-without-due": ("tasks.csv", 3, "due_date", ""),
    "due-before-issue": ("tasks.csv", 3, "due_date", "H"),
    "measure-without-task": ("sections.csv", 3, "section_id", "A"),
    "list-heading-differs": ("sections.csv", 3, "title", "D"),
    "body-list-difference": ("tasks.csv", 3, "difference", "H"),
    "problem-unanswered": ("problems.csv", 3, "title", "C"),
    "step-without-problem": ("next_steps.csv", 3, "problem_id", "D"),
    "content-missing": ("reports.csv", 2, "report_id", "A"),
    "report-without-figures": ("reports.csv", 2, "report_id", "A"),
    "report-year-differs": ("reports.csv", 2, "year", "C"),
    "period-words-mixed": ("reports.csv", 2, "report_id", "A"),
    "other-place-named": ("problems.csv", 2, "summary", "D"),
    "wording-repeated": ("problems.csv", 3, "title", "C"),
    "indicator-unused": ("indicators.csv", 3, "indicator_id", "A"),
}


def _with_a_table_of_20_megabytes(make_package: Callable[..., Path]) -> Path:
    folder = make_package({"registers": "register_id,title\npower-list,示例清单\n"})
    os.truncate(folder / "registers.csv", 20_000_001)
    return folder


# Too large for the repository, so made when the test runs.
CASES_MADE_AT_RUNTIME: dict[str, Callable[[Callable[..., Path]], Path]] = {
    "file-too-large": _with_a_table_of_20_megabytes,
}
Found = Callable[[str], tuple[Package | None, IssueLog]]


@pytest.fixture(scope="module")
def seen() -> dict[str, tuple[Package | None, IssueLog]]:
    """What was found so far, by code: a package is examined once and looked at by several tests."""
    return {}


@pytest.fixture
def found(
    examine: Examine, make_package: Callable[..., Path], seen: dict[str, tuple[Package | None, IssueLog]]
) -> Found:
    """Examine the package of a code."""

    def run(code: str) -> tuple[Package | None, IssueLog]:
        if code not in seen:
            make = CASES_MADE_AT_RUNTIME.get(code)
            seen[code] = examine(make(make_package) if make else BROKEN / code / "999901-broken")
        return seen[code]

    return run


def test_every_code_has_its_package() -> None:
    """The codes, the folders and the cases made at runtime, and the expected places are the same set."""
    folders = {path.name for path in BROKEN.iterdir()}
    assert set(CODES) == folders | set(CASES_MADE_AT_RUNTIME)
    assert set() == folders & set(CASES_MADE_AT_RUNTIME)
    assert set(CODES) == set(PLACES)


@pytest.mark.parametrize("code", CODES)
def test_fault_is_found_where_it_stands(code: str, found: Found, schemas_dir: Path) -> None:
    """The package's one fault, and no other, is found under its code, with its place and with advice."""
    _, log = found(code)
    assert [code] == [issue.code for issue in log.issues]
    issue = log.issues[0]
    assert PLACES[code] == (issue.file, issue.row, issue.column, issue.letter)
    assert issue_types(schemas_dir)[code].severity == issue.severity
    assert str(issue.advice)
    assert str(issue.message).endswith(("。", "？"))


@pytest.mark.parametrize("code", CODES)
def test_only_errors_keep_a_package_from_being_loaded(code: str, found: Found, schemas_dir: Path) -> None:
    """A package with an error gives no records; warnings and notes leave it as it is."""
    package, _ = found(code)
    assert (issue_types(schemas_dir)[code].severity != "error") == (package is not None)


@pytest.mark.parametrize("code", CODES)
def test_place_is_said_in_plain_words(code: str, found: Found) -> None:
    """``where`` names file, row and column, so that a clerk finds the cell without counting."""
    _, log = found(code)
    file, row, column, letter = PLACES[code]
    where = str(log.issues[0].where)
    assert where.startswith(file)
    assert (row is not None) == (f"第 {row} 行" in where)
    assert column in where
    assert not letter or f"（{letter}）" in where


def test_examining_writes_nothing(examine: Examine) -> None:
    """Whatever is wrong with the packages, looking at them leaves their folders as they were."""
    before = tree_manifest(BROKEN)
    for folder in sorted(BROKEN.glob("*/999901-broken")):
        examine(folder)
    assert before == tree_manifest(BROKEN)

"""The packages under ``data/`` are sound, hold what their documents hold, and name no person's number."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.issues import ERROR, IssueLog
from generator.model import Package
from generator.read import LOCALITY_ID, find_localities
from generator.schemas import TABLES

DATA = Path(__file__).resolve().parents[2] / "data"
LOCALITIES = find_localities(DATA)
# A mobile number or an identity number that stands alone, not inside a longer one such as an index number.
MOBILE = re.compile(r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9][0-9]{9}(?![0-9A-Za-z])")
IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:18|19|20)[0-9]{9}[0-9Xx](?![0-9A-Za-z])")

Examine = Callable[[Path], tuple[Package | None, IssueLog]]


@pytest.fixture(scope="session")
def published(examine: Examine) -> Callable[[str], Package]:
    """Records of a published package, read once."""
    packages: dict[str, Package] = {}

    def load(locality_id: str) -> Package:
        if locality_id not in packages:
            package, log = examine(DATA / locality_id)
            assert package is not None, [issue for issue in log.issues if issue.severity == ERROR]
            packages[locality_id] = package
        return packages[locality_id]

    return load


def _cells(locality_id: str) -> list[tuple[str, int, str, str]]:
    """File, Excel row, column and text of every cell of a package."""
    found = []
    for path in sorted((DATA / locality_id).glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as handle:
            for number, row in enumerate(csv.DictReader(handle), start=2):
                found += [(path.name, number, column, text) for column, text in row.items() if text]
    return found


@pytest.mark.parametrize("locality_id", LOCALITIES)
def test_package_has_no_errors(locality_id: str, examine: Examine) -> None:
    """What is published can be read, conforms to the schemas and does not contradict itself."""
    _, log = examine(DATA / locality_id)
    assert [] == [f"{issue.code}: {issue.where}: {issue.message}" for issue in log.issues if issue.severity == ERROR]


@pytest.mark.parametrize("locality_id", LOCALITIES)
def test_package_holds_only_what_it_lists(locality_id: str) -> None:
    """The folder has a lawful name and holds the descriptor and the listed tables, in the usual order."""
    assert LOCALITY_ID.fullmatch(locality_id)
    descriptor = json.loads((DATA / locality_id / "datapackage.json").read_text(encoding="utf-8"))
    names = [resource["name"] for resource in descriptor["resources"]]
    assert {"datapackage.json", *(f"{name}.csv" for name in names)} == {
        path.name for path in (DATA / locality_id).iterdir()
    }
    assert [name for name in TABLES if name in names] == names


@pytest.mark.parametrize("locality_id", LOCALITIES)
def test_package_has_no_personal_numbers(locality_id: str) -> None:
    """No cell holds a mobile number (11 digits) or an identity number (18 digits)."""
    cells = [cell for cell in _cells(locality_id) if cell[2] != "url"]
    assert [] == [cell for cell in cells if MOBILE.search(cell[3]) or IDENTITY.search(cell[3])]


@pytest.mark.parametrize("locality_id", LOCALITIES)
def test_every_value_names_a_document_that_can_be_found(locality_id: str, published: Callable[[str], Package]) -> None:
    """Each document has an address or is a founding text, so that every value can be looked up."""
    package = published(locality_id)
    assert [] == [row.document_id for row in package.documents if not row.url and not row.seed_id]


def test_personal_numbers_would_be_found() -> None:
    """The two patterns see numbers in running text, and not parts of longer numbers."""
    assert MOBILE.search("电话13800000000。")
    assert MOBILE.search("+86 13800000000")
    assert IDENTITY.search("证号11010119000101000X")
    assert not MOBILE.search("75803364X/2024-19211368000000")
    assert not IDENTITY.search("1101011900010100012345")


def test_changzhi_has_121_tasks_and_45_measures(published: Callable[[str], Package]) -> None:
    """The scheme of Changzhi divides the work into 121 tasks under 45 measures."""
    package = published("140400-changzhi")
    assert 121 == len(package.tasks)
    assert 45 == sum(row.kind == "measure" for row in package.sections)


def test_changzhi_names_who_leads(published: Callable[[str], Package]) -> None:
    """92 tasks have a lead, four of them two; the other 29 are shared; 103 name support, 38 leave it open."""
    package = published("140400-changzhi")
    roles = {
        task.task_id: [row.role for row in package.assignments_of_task.get(task.task_id, ())] for task in package.tasks
    }
    assert 92 == sum("lead" in found for found in roles.values())
    assert 29 == sum("shared" in found and "lead" not in found for found in roles.values())
    assert [6, 23, 89, 102] == [int(task_id[-3:]) for task_id, found in roles.items() if found.count("lead") == 2]
    assert 103 == sum("support" in found for found in roles.values())
    assert 38 == len({row.task_id for row in package.assignments if row.is_open})


def test_changzhi_has_12_tasks_with_a_date_of_their_own(published: Callable[[str], Package]) -> None:
    """Twelve tasks carry their own date; for others stands the plan's default, which is only striven for."""
    package = published("140400-changzhi")
    own = [task for task in package.tasks if task.due_basis == "own" and task.due_date]
    assert 12 == len(own)
    default = [task for task in package.tasks if task.due_basis == "default"]
    assert {package.plans[0].default_due_date} == {task.due_date for task in default}
    assert {"strive"} == {task.due_binding for task in default}


def test_hanyang_has_41_tasks_24_measures_and_7_areas(published: Callable[[str], Package]) -> None:
    """The plan of Hanyang has seven areas and 24 measures, and 41 tasks in its annexed list."""
    package = published("420105-hanyang")
    assert 41 == len(package.tasks)
    assert 24 == sum(row.kind == "measure" for row in package.sections)
    assert 7 == sum(row.kind == "area" for row in package.sections)


def test_chongqing_has_40_norms_for_lower_levels(published: Callable[[str], Package]) -> None:
    """The forty norms bind districts and counties, and stand on a copy that somebody uploaded."""
    package = published("500000-chongqing")
    assert 40 == len(package.tasks)
    assert ["lower_level"] == [plan.applies_to for plan in package.plans]
    assert "unofficial_copy" == package.document[package.plans[0].document_id].provenance


def test_chengnan_states_ten_problems_and_nine_next_steps(published: Callable[[str], Package]) -> None:
    """One of the ten problems is left without an answer, and no part tells of the first responsible persons."""
    package = published("430923-anhua-chengnan")
    answered = {step.problem_id for step in package.next_steps}
    assert 10 == len(package.problems)
    assert 9 == len(package.next_steps)
    assert 1 == sum(problem.problem_id not in answered for problem in package.problems)
    assert "first_responsible" not in {section.kind for section in package.report_sections}

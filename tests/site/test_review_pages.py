"""A review names just the pages that a build then makes anew: what it says of a proposal is what readers will see."""

import csv
import re
import shutil
from pathlib import Path

import pytest

from generator.artifacts import csv_text
from generator.build import build
from generator.review import OtherFiles, review_proposal
from tests.published import find
from tests.repositories import Repository
from tests.site.conftest import AS_OF, PACKAGES, ROOT, settings_for

# One process builds what they all begin with.
pytestmark = pytest.mark.xdist_group("review-pages")
COMPLETE, MINIMAL = "999901-complete", "999901-minimal"
NEWEST = re.compile(r' data-newest="[0-9-]*"')


def corrected(repository: Repository) -> None:
    repository.edit(f"{COMPLETE}/results.csv", ",88.5,", ",88.9,")


def answered(repository: Repository) -> None:
    """Evidence for one task; another goes, with all that is its own."""
    progress = repository.data / COMPLETE / "progress.csv"
    row = "law-2025-003,2024-12-30,evidence,done,全部经过审查。,evidence-lists\n"
    progress.write_text(progress.read_text(encoding="utf-8") + row, encoding="utf-8")
    repository.edit(f"{COMPLETE}/datapackage.json", '"tasks": 14', '"tasks": 13')
    for table in ("tasks", "assignments"):
        repository.drop(f"{COMPLETE}/{table}.csv", "law-2025-013")


def renamed(repository: Repository) -> None:
    repository.edit(f"{MINIMAL}/units.csv", "示例", "改名后的示例")


def published(repository: Repository) -> None:
    """A document newer than any: every page says how new the newest is, which is no change of it that readers see."""
    documents = repository.data / COMPLETE / "documents.csv"
    head, *rows = list(csv.reader(documents.read_text(encoding="utf-8").splitlines()))
    at = head.index("published_date")
    newest = max(rows, key=lambda row: row[at])
    newest[at] = newest[at].replace(newest[at][:4], str(int(newest[at][:4]) + 1), 1)
    documents.write_text(csv_text(head, rows), encoding="utf-8")


def counted(repository: Repository) -> None:
    """A figure of a year that had none."""
    results = repository.data / COMPLETE / "results.csv"
    head, *rows = list(csv.reader(results.read_text(encoding="utf-8").splitlines()))
    row = dict(zip(head, next(row for row in rows if "88.5" in row), strict=True))
    row |= {"result_id": "head-appearance-rate-2025", "period": "2025", "printed": ""}
    results.write_text(csv_text(head, [*rows, [row[name] for name in head]]), encoding="utf-8")


def defined(repository: Repository) -> None:
    """What an indicator counts, said more exactly: the pages of its tasks show it only among what changed."""
    indicators = repository.data / COMPLETE / "indicators.csv"
    head, *rows = list(csv.reader(indicators.read_text(encoding="utf-8").splitlines()))
    rows[0][head.index("definition")] += "（不含调解结案）"
    indicators.write_text(csv_text(head, rows), encoding="utf-8")


def readable(site: Path) -> dict[str, str]:
    """What readers see of each page: all of it but the day by which a script says that a place is old."""
    pages = {path.relative_to(site).as_posix().removesuffix("index.html"): path for path in find(site, "index.html")}
    return {name: NEWEST.sub("", path.read_text(encoding="utf-8")) for name, path in pages.items()}


@pytest.fixture(scope="module")
def committed(tmp_path_factory) -> Path:
    """A repository of two packages, its site and the cache of that; no test changes it."""
    place = tmp_path_factory.mktemp("committed")
    repository = Repository(place / "repository")
    for name in ("complete", "minimal"):
        repository.add(PACKAGES / name / f"999901-{name}")
    repository.commit("2026-11-01T09:00:00+08:00")
    (place / "www" / "a").mkdir(parents=True)
    build(settings_for(repository.data, place / "www", workers=1))
    return place


@pytest.mark.parametrize("change", [corrected, answered, renamed, published, counted, defined])
def test_the_pages_named_are_the_pages_that_change(committed, tmp_path, change):
    """Built before and after, the pages that differ are those of the review, no more and no fewer. Only a comparison
    may be named in vain: what it shows of one locality depends on the others, which are not read.
    """
    place = shutil.copytree(committed, tmp_path / "place", symlinks=True)
    repository = Repository.at(place / "repository")
    settings = settings_for(repository.data, place / "www", workers=1)
    base = Path(shutil.copytree(repository.data, tmp_path / "base"))
    before = readable(settings.output)
    change(repository)
    (row,) = review_proposal(base, repository.data, ROOT / "schemas", AS_OF, OtherFiles()).localities
    repository.commit("2026-11-20T09:00:00+08:00")
    build(settings)
    after = readable(settings.output)
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    of_place = {name for name in changed if name.startswith("9")}
    assert row.is_published, row.findings.errors
    assert of_place == {*row.pages.added, *row.pages.changed, *row.pages.gone}
    assert changed - of_place <= set(row.portal)
    assert [] == [name for name in set(row.portal) - changed if not name.startswith("compare/")]

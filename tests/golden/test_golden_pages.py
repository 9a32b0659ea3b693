"""Golden pages: what the complete fixture package says, as reviewed by eye.

``pytest tests/golden --update-golden`` writes them anew; look at every line of the difference before accepting it.
"""

from datetime import date
from pathlib import Path

import pytest

from generator.assess import assess_package
from generator.examine import examine_package
from generator.exports import ExportJob, export_package
from generator.obligations import public_obligations
from generator.pages import locality_pages
from generator.pages.views import Views
from generator.schemas import load_schemas
from generator.standings import assess_reports
from generator.turnings import find_turnings
from generator.vocabulary import load_vocabulary

GOLDEN = Path(__file__).parent / "pages"
AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def pages(fixture_folder, schemas_dir, edition):
    """Markdown of every page of the complete package, by address."""
    package, raw, log = examine_package(fixture_folder("complete"), schemas_dir)
    assert package is not None
    assert raw is not None
    vocabulary = load_vocabulary(schemas_dir)
    assessments = assess_package(package, AS_OF)
    standings = assess_reports(package, public_obligations(vocabulary), AS_OF)
    turnings = find_turnings(package, assessments, standings)
    views = Views(package, assessments, standings, vocabulary, edition, turnings=turnings)
    downloads = export_package(ExportJob(raw, load_schemas(schemas_dir), log.issues, vocabulary=vocabulary))
    return {page.address: page for page in locality_pages(views, downloads, log.issues)}


def test_pages_are_as_reviewed(pages, request):
    """Every page equals its golden copy, and no golden copy is without a page."""
    made = {f"{address.strip('/').replace('/', '__')}.md": page.markdown() for address, page in pages.items()}
    if request.config.getoption("--update-golden"):
        GOLDEN.mkdir(exist_ok=True)
        for old in GOLDEN.glob("*.md"):
            old.unlink()
        for name, text in made.items():
            (GOLDEN / name).write_text(text, encoding="utf-8")
    golden = {path.name: path.read_text(encoding="utf-8") for path in GOLDEN.glob("*.md")}
    assert sorted(golden) == sorted(made)
    assert [] == [name for name in golden if golden[name] != made[name]]


def test_files_of_pages_are_charts(pages):
    """What stands beside pages are charts, their rows and the calendar of what is due, nothing else."""
    assert {"chart.json", "chart.csv", "calendar.ics"} == {name for page in pages.values() for name in page.files}

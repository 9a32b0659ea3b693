"""The workbook in a real spreadsheet program: LibreOffice opens it and saves it, and no row is another afterwards."""

import os
import subprocess
from dataclasses import replace

import pytest

from generator.settings import ROOT
from tests.site.programs import office
from tests.workbooks import COMPLETE, ODD, SCHEMAS, made, merged_from, raw_package, taken_from

# LibreOffice is slow to start: one process starts it for all of them.
pytestmark = pytest.mark.xdist_group("office")
# The fullest fixture, a city with a plan of its own, and one that has only reports.
FOLDERS = (COMPLETE, ROOT / "data" / "420105-hanyang", ROOT / "data" / "500240-shizhu")


def with_odd_texts(raw):
    """The package with a unit for each text that programs like to change."""
    units = raw.tables["units"]
    place = units.header.index("name")
    more = [
        tuple(f"odd-{number}" if at == 0 else text if at == place else cell for at, cell in enumerate(units.rows[0]))
        for number, text in enumerate(ODD)
    ]
    return replace(raw, tables={**raw.tables, "units": replace(units, rows=(*units.rows, *more))})


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Each package and its workbook as LibreOffice saved it."""
    folder = tmp_path_factory.mktemp("office")
    packages = {path.name: raw_package(path) for path in FOLDERS}
    packages[COMPLETE.name] = with_odd_texts(packages[COMPLETE.name])
    sources = [folder / "made" / f"{name}.xlsx" for name in packages]
    sources[0].parent.mkdir()
    for source in sources:
        source.write_bytes(made(packages[source.stem]))
    # A profile of its own: a LibreOffice that somebody has open would take the call and not answer.
    call = [office(), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "xlsx"]
    ended = subprocess.run(
        [*call, "--outdir", str(folder), *map(str, sources)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "HOME": str(folder)},
    )
    files = {name: folder / f"{name}.xlsx" for name in packages}
    assert all(file.is_file() for file in files.values()), ended.stdout + ended.stderr
    return {name: (packages[name], file.read_bytes()) for name, file in files.items()}


@pytest.mark.parametrize("name", [path.name for path in FOLDERS])
def test_office_gives_every_row_back(saved, name):
    """Ids with their zeros, texts with every sign, numbers with every digit, and nothing to write."""
    raw, content = saved[name]
    taken, log = taken_from(content, raw)
    assert [] == list(log.issues)
    for table in raw.tables.values():
        for before, after in zip(table.rows, taken.tables[table.name].rows, strict=True):
            assert before == after
    assert {} == merged_from(content, raw)[0].files
    assert set(raw.tables) <= set(SCHEMAS)

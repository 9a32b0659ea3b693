"""What every test may ask for: the schemas, the fixture packages, and the way from a folder to records and issues."""

import json
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from generator import cli
from generator.examine import examine_package
from generator.issues import IssueLog
from generator.language import CHINESE
from generator.model import Package
from generator.pages.edition import Edition
from generator.publisher import Publisher
from generator.settings import SITE_NAME

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "tests" / "packages"

BASE_TABLES = {
    "documents": (
        "document_id,kind,title,is_title_printed,provenance,url\n"
        "report-2023,annual_report,示例市2023年报告,true,original,https://www.example.gov.cn/report/2023.html\n"
    ),
    "units": "unit_id,name,kind,is_collective\nsifaju,示例市司法局,government,false\n",
}


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def schemas_dir() -> Path:
    """The project's own schemas and codelists."""
    return ROOT / "schemas"


@pytest.fixture(scope="session")
def edition() -> Edition:
    """The Chinese edition of an independent publisher, whose address is not known."""
    return Edition(CHINESE, (CHINESE,), Publisher(), SITE_NAME)


@pytest.fixture(scope="session")
def examine(schemas_dir: Path) -> Callable[[Path], tuple[Package | None, IssueLog]]:
    """Read, validate, load and check a folder; the package is None when its data has errors."""

    def run(folder: Path) -> tuple[Package | None, IssueLog]:
        package, _, log = examine_package(folder, schemas_dir)
        return package, log

    return run


@pytest.fixture(scope="session")
def fixture_folder() -> Callable[[str], Path]:
    """Folder of the fixture package ``minimal`` or ``complete``; it must not be written to."""
    return lambda name: PACKAGES / name / f"999901-{name}"


@pytest.fixture(scope="session")
def load_fixture(
    examine: Callable[[Path], tuple[Package | None, IssueLog]], fixture_folder: Callable[[str], Path]
) -> Callable[[str], Package]:
    """The records of the fixture package ``minimal`` or ``complete``, each read once."""
    loaded: dict[str, Package] = {}

    def load(name: str) -> Package:
        if name not in loaded:
            package, log = examine(fixture_folder(name))
            assert package is not None, [issue for issue in log.issues if issue.severity == "error"]
            loaded[name] = package
        return loaded[name]

    return load


@pytest.fixture
def copy_fixture(tmp_path: Path, fixture_folder: Callable[[str], Path]) -> Callable[[str], Path]:
    """A copy of a fixture package that a test may change."""
    return lambda name: Path(shutil.copytree(fixture_folder(name), tmp_path / f"999901-{name}"))


@pytest.fixture
def make_package(tmp_path: Path) -> Callable[..., Path]:
    """Writes ``999901-test`` from CSV texts: a document and a unit, and what the call adds, replaces or (None) omits.

    ``descriptor`` keys replace those of datapackage.json; with the value None they are left out.
    """

    def make(tables: Mapping[str, str | bytes | None] | None = None, **descriptor: Any) -> Path:
        folder = tmp_path / "999901-test"
        folder.mkdir(exist_ok=True)
        texts = {name: text for name, text in {**BASE_TABLES, **(tables or {})}.items() if text is not None}
        for name, text in texts.items():
            (folder / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        described = {
            "name": folder.name,
            "title": "示例市的测试数据",
            "version": "1.0.0",
            "licenses": [{"name": "CC-BY-4.0"}],
            "locality": {
                "code": "999901",
                "name": "示例市",
                "short_name": "示例",
                "level": "prefecture",
                "parent": "999900",
            },
            "resources": [{"name": name, "path": f"{name}.csv"} for name in texts],
            **descriptor,
        }
        kept = {key: value for key, value in described.items() if value is not None}
        (folder / "datapackage.json").write_text(json.dumps(kept, ensure_ascii=True), encoding="utf-8")
        return folder

    return make


@pytest.fixture
def log(schemas_dir: Path) -> IssueLog:
    """An empty log of the locality ``999901-test``."""
    return IssueLog("999901-test", schemas_dir)


class Ended(NamedTuple):
    """How a call of the program ended: exit code, output, complaints."""

    code: int
    out: str
    err: str


@pytest.fixture
def program(monkeypatch, capsys) -> Callable[..., Ended]:
    """Calls the program as a shell would."""

    def call(*arguments: str | Path) -> Ended:
        monkeypatch.setattr(sys, "argv", ["gongkai", *map(str, arguments)])
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(bool(end.code))
        return Ended(code, *capsys.readouterr())

    return call

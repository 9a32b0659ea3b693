"""``gongkai diff``: folders, ZIPs and revisions on either side, in every format, with the promised exit codes."""

import json
import shutil
import zipfile
from functools import partial
from pathlib import Path

import pytest
from markdown import Markdown

from generator.changes.snapshots import as_kept, files_of_zip
from generator.examine import examine_package
from generator.exports import ExportJob, export_package
from generator.schemas import load_schemas
from generator.settings import ROOT
from tests.repositories import Repository

COMPLETE = "999901-complete"
PACKAGE = ROOT / "tests" / "packages" / "complete" / COMPLETE
CHANGE = "结果“行政机关负责人出庭应诉率”（2021年）由88.5%更正为88.9%"
VERSION = "版本：1.0.0 → 1.0.1（修订号加一）。只有数值或文字更正，没有增删记录。数据包自己写的是 1.0.0。"


@pytest.fixture
def run(program):
    """Calls the command with the words that follow it."""
    return partial(program, "diff")


@pytest.fixture
def corrected(tmp_path) -> Path:
    """The complete package with one figure corrected."""
    folder = Path(shutil.copytree(PACKAGE, tmp_path / "new" / COMPLETE))
    path = folder / "results.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(",88.5,") == 1
    path.write_text(text.replace(",88.5,", ",88.9,"), encoding="utf-8")
    return folder


def test_two_folders(run, corrected):
    assert (0, f"{CHANGE}\n{VERSION}\n", "") == run(PACKAGE, corrected)


def test_nothing_changed(run):
    assert (0, "版本：1.0.0 不变。内容没有变动。\n", "") == run(PACKAGE, PACKAGE)


def test_programs_read_json(run, corrected):
    code, out, _ = run(PACKAGE, corrected, "--format", "json")
    told = json.loads(out)
    assert 0 == code
    assert {"old": "1.0.0", "next": "1.0.1", "part": "patch"}.items() <= told["version"].items()
    (change,) = told["changes"]
    assert ("results", "head-2021", "88.5", "88.9") == tuple(change[k] for k in ("table", "record_id", "old", "new"))
    assert [CHANGE] == told["sentences"]


def test_markdown_shows_text_and_never_markup(run, corrected):
    path = corrected / "units.csv"
    text = path.read_text(encoding="utf-8").replace("示例市司法局", "示例市*司法*局[甲](乙)")
    path.write_text(text, encoding="utf-8")
    code, out, _ = run(PACKAGE, corrected, "--format", "markdown")
    shown = Markdown().convert(out)
    assert 0 == code
    assert CHANGE in shown
    assert "示例市*司法*局[甲](乙)" in shown.replace("&#42;", "*").replace("&#91;", "[").replace("&#93;", "]")
    assert "<em>" not in shown
    assert "<a " not in shown


@pytest.fixture
def published(tmp_path) -> Path:
    """The ZIP that the site offers."""
    _, raw, log = examine_package(PACKAGE, ROOT / "schemas")
    assert raw is not None
    downloads = export_package(ExportJob(raw, load_schemas(ROOT / "schemas"), log.issues))
    (content,) = (row.content for row in downloads if row.name == f"{COMPLETE}.zip")
    path = tmp_path / "published.zip"
    path.write_bytes(content)
    return path


def test_a_zip_as_the_site_offers_it(run, published, corrected, tmp_path):
    """As it is, and unpacked into a folder of any name."""
    assert f"{CHANGE}\n{VERSION}\n" == run(published, corrected)[1]
    assert "版本：1.0.0 不变。内容没有变动。\n" == run(published, PACKAGE)[1]
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(published) as archive:
        archive.extractall(unpacked)
    assert f"{CHANGE}\n{VERSION}\n" == run(unpacked, corrected)[1]


def test_a_zip_of_the_folder_itself(run, corrected, tmp_path):
    path = shutil.make_archive(str(tmp_path / "folder"), "zip", corrected.parent)
    assert f"{CHANGE}\n{VERSION}\n" == run(PACKAGE, path)[1]


def test_revisions_of_a_repository(run, tmp_path, corrected):
    made = Repository(tmp_path / "one")
    made.add(PACKAGE)
    made.commit("2026-01-05T10:00:00+08:00")
    shutil.copytree(corrected, made.data / COMPLETE, dirs_exist_ok=True)
    second = made.commit("2026-03-05T10:00:00+08:00")
    expected = (0, f"{CHANGE}\n{VERSION}\n", "")
    assert expected == run(f"HEAD~1:{COMPLETE}", f"{second}:{COMPLETE}", "--data", made.data)
    assert expected == run("HEAD~1", "main", "--locality", COMPLETE, "--data", made.data)
    assert expected == run("HEAD~1", corrected, "--locality", COMPLETE, "--data", made.data)
    for name in ("HEAD~9", "--upload-pack=x", "HEAD:999901-other", ""):
        assert 2 == run("--data", made.data, "--locality", COMPLETE, "--", name, corrected)[0]


USELESS = ["nothing", "HEAD:../../etc", "HEAD", ":999901-complete", "999901-complete"]


@pytest.mark.parametrize("name", USELESS)
def test_a_name_that_means_nothing_is_wrong_usage(run, name, tmp_path):
    code, out, err = run(name, PACKAGE, "--data", tmp_path)
    assert (2, "") == (code, out)
    assert err.startswith("gongkai: ")


def test_what_is_no_zip_is_wrong_usage(run):
    code, _, err = run(PACKAGE / "units.csv", PACKAGE)
    assert 2 == code
    assert "no ZIP" in err


@pytest.mark.parametrize("place", ["old", "new"])
def test_a_side_that_cannot_be_read_ends_with_1_and_its_issues(run, place):
    broken = ROOT / "tests" / "packages" / "broken" / "csv-broken" / "999901-broken"
    code, out, err = run(*((broken, PACKAGE) if place == "old" else (PACKAGE, broken)))
    assert (1, "") == (code, out)
    assert "csv-broken  999901-broken/registers.csv" in err


def test_a_folder_that_is_no_package_ends_with_1(run, tmp_path):
    code, _, err = run(tmp_path, PACKAGE)
    assert 1 == code
    assert "file-missing" in err


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_hostile_zip_does_no_harm(run, tmp_path):
    """Names that lead elsewhere are left out, a file too large as well, and damage is no traceback."""
    members = {path.name: path.read_bytes() for path in PACKAGE.iterdir() if path.is_file()}
    evil = {"../evil.csv": b"x", "/tmp/evil.csv": b"x", "a/../../evil.csv": b"x", "huge.csv": b"0" * 20_000_001}
    path = zipped(tmp_path / "evil.zip", members | evil)
    assert 0 == run(path, PACKAGE)[0]
    assert not list(tmp_path.rglob("evil.csv"))
    files = files_of_zip(path)
    assert files is not None
    assert "huge.csv" not in files
    assert {"../evil.csv", "huge.csv"}.isdisjoint(as_kept(files)[0])
    assert files_of_zip(zipped(tmp_path / "many.zip", {f"{number}.csv": b"" for number in range(1_001)})) is None
    damaged = path.read_bytes()
    path.write_bytes(damaged[:200] + b"\0" * 500 + damaged[700:])
    assert run(path, PACKAGE)[0] in {1, 2}


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"{", b'{"name": 3, "resources": 4}', b'{"resources": [NaN, {"name": []}]}']
)
def test_odd_descriptors_end_with_1(run, tmp_path, text):
    assert 1 == run(zipped(tmp_path / "odd.zip", {"datapackage.json": text}), PACKAGE)[0]

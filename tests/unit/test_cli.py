"""The command line: what it prints, the exit codes that other programs rely on, and no traceback for a mistake."""

import http.server
import json
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.request import urlopen

import pytest

from generator import __version__, cli
from generator.build import BuildOutcome, LocalityOutcome
from generator.draft.drafting import FORMATS as FORMATS_OF_DRAFTS
from generator.errors import SiteError
from generator.reporting import FORMATS
from generator.settings import ROOT, load_settings
from tests.conftest import Ended

PACKAGES = ROOT / "tests" / "packages"
COMPLETE, MINIMAL = "999901-complete", "999901-minimal"


@pytest.fixture
def run(program, monkeypatch, tmp_path) -> Callable[..., Ended]:
    """Calls the program; a build keeps its cache in the test's own folder."""
    monkeypatch.setattr(cli.options, "load_settings", partial(load_settings, cache=tmp_path / "cache"))
    return program


@pytest.fixture
def data(tmp_path) -> Path:
    """A folder with two sound packages that a test may change."""
    for name in (COMPLETE, MINIMAL):
        shutil.copytree(PACKAGES / name.removeprefix("999901-") / name, tmp_path / "data" / name)
    return tmp_path / "data"


def damage(data: Path) -> None:
    """Half a character, so that the file is no UTF-8."""
    path = data / MINIMAL / "units.csv"
    path.write_bytes(path.read_bytes()[:-4] + b"\xe5\n")


def test_sound_packages_end_with_0(run, data):
    """Warnings and notes are no errors."""
    ended = run("check", "--data", data)
    assert (0, "") == (ended.code, ended.err)
    assert "检查了 2 个数据包：错误 0，" in ended.out


def test_errors_in_the_data_end_with_1(run, data):
    """One package with an error among sound ones: all are examined, and the code says so."""
    damage(data)
    ended = run("check", "--data", data)
    assert (1, "") == (ended.code, ended.err)
    assert f"错误 encoding-wrong  {MINIMAL}/units.csv" in ended.out
    assert "检查了 2 个数据包：错误 1，" in ended.out
    assert "Traceback" not in ended.out


def test_only_the_packages_named_are_examined(run, data):
    """A fault elsewhere does not matter to who asks for one locality."""
    damage(data)
    ended = run("check", COMPLETE, "--data", data)
    assert 0 == ended.code
    assert "检查了 1 个数据包" in ended.out
    assert MINIMAL not in ended.out


WRONG_CALLS = {
    "unknown locality": (("check", "999999-nowhere"), "has no package 999999-nowhere"),
    "unknown format": (("check", "--format", "xml"), "'xml' is not one of"),
    "unknown option": (("check", "--fast"), "No such option"),
    "unknown command": (("deploy",), "No such command 'deploy'"),
    "no data to check": (("check", "--data", "nowhere"), "has no packages"),
    "no data to build": (("build", "--data", "nowhere"), "has no packages"),
    "impossible day": (("build", "--as-of", "2023-02-30"), "does not match the format"),
    "no workers": (("build", "--workers", "0"), "0 is not in the range"),
    "no site to serve": (("serve", "--output", "nowhere"), "has no site; run «make site» first"),
    "impossible port": (("serve", "--port", "0"), "0 is not in the range"),
}


@pytest.mark.parametrize("name", WRONG_CALLS)
def test_wrong_calls_end_with_2(run, tmp_path, monkeypatch, name):
    """A wrong call says in a line or two what is wrong with it, and nothing is made."""
    monkeypatch.chdir(tmp_path)
    arguments, message = WRONG_CALLS[name]
    ended = run(*arguments)
    assert (2, "") == (ended.code, ended.out)
    assert message in ended.err
    assert "Traceback" not in ended.err
    assert [] == list(tmp_path.iterdir())


def test_wrong_settings_end_with_2(run, monkeypatch, tmp_path, data):
    """A mistake in gongkai.toml is a wrong call too; the message names the file."""
    (tmp_path / "gongkai.toml").write_text('[site]\nnmae = "x"', encoding="utf-8")
    monkeypatch.setattr(cli.options, "load_settings", partial(load_settings, tmp_path))
    ended = run("check", "--data", data)
    assert 2 == ended.code
    assert "gongkai.toml: [site] has no setting nmae" in ended.err
    assert "Traceback" not in ended.err


def test_odd_epoch_ends_with_2(run, monkeypatch, data):
    """``SOURCE_DATE_EPOCH`` belongs to the call."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    ended = run("check", "--data", data)
    assert (2, "gongkai: SOURCE_DATE_EPOCH='soon' is not a number of seconds\n") == (ended.code, ended.err)


def test_our_own_errors_end_with_3(run, monkeypatch, data):
    """An error that we foresaw is one plain line."""

    def fail(*_):
        raise SiteError("MkDocs failed")

    monkeypatch.setattr(cli.checking, "examine_package", fail)
    assert Ended(3, "", "gongkai: MkDocs failed\n") == run("check", "--data", data)


def test_what_was_not_foreseen_ends_with_3(run, monkeypatch, data):
    """A fault of the program is never mistaken for one of the data (1), and says where it happened."""

    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(cli.checking, "examine_package", fail)
    ended = run("check", "--data", data)
    assert 3 == ended.code
    assert "ZeroDivisionError" in ended.err


def test_interruption_ends_with_3(run, monkeypatch, data):
    """Ctrl+C is no success and no verdict on the data."""

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.checking, "examine_package", stop)
    assert 3 == run("check", "--data", data).code


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_can_be_asked_for(run, data, form):
    """Each format prints the findings, and the exit code is the same."""
    damage(data)
    ended = run("check", "--data", data, "--format", form)
    assert (1, "") == (ended.code, ended.err)
    assert "不是 UTF-8 编码" in ended.out


def test_json_can_be_read_by_programs(run, data):
    """Nothing but JSON is printed."""
    found = json.loads(run("check", "--data", data, "--format", "json").out)
    assert [COMPLETE, MINIMAL] == found["localities"]
    assert 0 == found["counts"]["error"]


BROKEN = sorted(path.name for path in (PACKAGES / "broken").iterdir() if path.is_dir())


@pytest.mark.parametrize("code", BROKEN)
def test_no_mistake_in_the_data_prints_a_traceback(run, code):
    """Each kind of finding comes out in words with exit code 0 or 1, whatever is wrong with the package."""
    ended = run("check", "--data", PACKAGES / "broken" / code)
    assert ended.code in {0, 1}
    assert f" {code}  " in ended.out
    assert (ended.code == 1) == ("错误 0，" not in ended.out)
    assert "Traceback" not in ended.out + ended.err


ODD_FOLDERS = {
    "empty folder": lambda place: place.mkdir(),
    "descriptor is no JSON": lambda place: put(place, "datapackage.json", b"\xff{"),
    "descriptor is a list": lambda place: put(place, "datapackage.json", b"[[]]"),
    "descriptor is deep": lambda place: put(place, "datapackage.json", b'{"a":' * 5000 + b"1" + b"}" * 5000),
    "descriptor is a folder": lambda place: (place / "datapackage.json").mkdir(parents=True),
    "link to elsewhere": lambda place: place.symlink_to("/"),
    "link to nowhere": lambda place: place.symlink_to("/nonexistent"),
    "spreadsheet": lambda place: put(place, "datapackage.json", b"PK\x03\x04"),
}


def put(place: Path, name: str, content: bytes) -> None:
    place.mkdir()
    (place / name).write_bytes(content)


@pytest.mark.parametrize("name", ODD_FOLDERS)
def test_odd_folders_are_findings(run, tmp_path, name):
    """Whatever lies in the data folder is reported, with exit code 1."""
    (tmp_path / "data").mkdir()
    ODD_FOLDERS[name](tmp_path / "data" / "999901-odd")
    ended = run("check", "--data", tmp_path / "data")
    assert (1, "") == (ended.code, ended.err)
    assert "错误" in ended.out


def test_a_build_of_links_follows_none(run, data, tmp_path):
    """A locality that is a link, wherever it leads, is refused and gets a notice; the others get their pages."""
    (data / "999902-all").symlink_to("/")
    (data / "999903-gone").symlink_to("/nowhere")
    site = tmp_path / "www" / "site"
    site.parent.mkdir()
    ended = run("build", "--data", data, "--output", site, "--as-of", "2026-11-22", "--workers", "1")
    assert 1 == ended.code
    assert "Errors in the data of 999902-all, 999903-gone" in ended.err
    assert "Traceback" not in ended.err
    assert (site / MINIMAL / "index.html").is_file()
    assert "处错误" in (site / "999902-all" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [None, "", "{", "[]", '"yes"', '{"release": 1}', '{"release": ""}', "\udcff", "[" * 100_000, " " * 5_000_001],
    ids=lambda text: (text or "missing")[:20],
)
def test_what_cannot_be_read_is_not_published(run, tmp_path, text):
    """Whatever stands where the record of the live site should be, what was built is taken for new."""
    site, live = tmp_path / "site", tmp_path / "live.json"
    site.mkdir()
    (site / "build.json").write_text('{"release": "r1"}', encoding="utf-8")
    if text is not None:
        live.write_text(text, encoding="utf-8", errors="surrogateescape")
    assert Ended(0, "no\n", "") == run("is-published", live, "--output", site)


def test_where_nothing_was_built_nothing_is_published(run, tmp_path):
    """Two folders without a site are not the same site."""
    assert "no\n" == run("is-published", tmp_path / "none.json", "--output", tmp_path / "none").out


def test_folder_with_an_invisible_name_is_a_finding(run, tmp_path):
    """A name that nobody can read is refused in words, too."""
    (tmp_path / "data" / "999901-\u200b\u3000").mkdir(parents=True)
    ended = run("check", "--data", tmp_path / "data")
    assert 1 == ended.code
    assert "file-unsafe  999901-‹U+200B›‹U+3000›/" in ended.out


def test_build_makes_a_site(run, data, tmp_path):
    """A build says how many pages and localities there are, and where to look; a second one has nothing to do."""
    site = tmp_path / "www" / "site"
    site.parent.mkdir()
    call = ("build", "--data", data, "--output", site, "--as-of", "2023-06-29", "--workers", "1")
    first = run(*call)
    assert 0 == first.code, first.err
    assert "2 localities, 2 built anew" in first.out
    assert f"As of 2023-06-29. Open {site / 'index.html'}" in first.out
    day = {"as_of": "2023-06-29", "next_turning_day": "2023-07-01"}
    assert day == json.loads((site / "as-of.json").read_text(encoding="utf-8"))
    second = run(*call)
    assert 0 == second.code
    assert "0 built anew, nothing changed" in second.out
    assert "stays as it is" not in second.out
    later = run(*call, "--as-of", "2023-06-30")
    assert "The site made for 2023-06-29 stays as it is: no status changes before 2023-07-01" in later.out
    live = tmp_path / "live.json"
    live.write_bytes((site / "build.json").read_bytes())
    assert "yes\n" == run("is-published", live, "--output", site).out
    assert "1 built anew" in run(*call, "--as-of", "2023-07-01").out
    assert "no\n" == run("is-published", live, "--output", site).out
    damage(data)
    third = run(*call)
    assert 1 == third.code
    assert f"Errors in the data of {MINIMAL}: run «gongkai check {MINIMAL}»." in third.err
    assert (site / MINIMAL / "index.html").is_file()
    assert "Traceback" not in first.err + second.err + third.err


def test_a_locality_that_could_not_be_built_is_named(run, data, tmp_path, monkeypatch):
    """It is our fault and the exit code says so, whatever else is wrong with the data; the reason stands beside it."""
    failed = LocalityOutcome("999901-one", None, (), is_broken=False, was_built=False, fault="the index is full")
    broken = LocalityOutcome("999902-two", None, (), is_broken=True, was_built=False)

    def build(settings, report, *_):
        report(failed)
        options = {"is_unchanged": False, "published_as_of": "2026-11-22", "next_turning_day": ""}
        return BuildOutcome((failed, broken), settings.output, pages=9, files=9, **options)

    monkeypatch.setattr("generator.build.build", build)
    ended = run("build", "--data", data, "--output", tmp_path / "site")
    assert 3 == ended.code
    assert "999901-one could not be built: the index is full" in ended.err
    assert "by no fault of the data: 999901-one;" in ended.err
    assert "Errors in the data of 999902-two" in ended.err


def test_build_does_not_replace_what_is_not_ours(run, data, tmp_path):
    """A folder of somebody else's at the place of the site is an error in one line."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.odt").touch()
    shutil.rmtree(data / COMPLETE)
    ended = run("build", "--data", data, "--output", tmp_path / "site", "--workers", "1")
    assert ended.code in {2, 3}
    assert "is no site of ours" in ended.err
    assert "Traceback" not in ended.err
    assert (tmp_path / "site" / "thesis.odt").exists()


def test_serve_says_when_the_port_is_taken(run, tmp_path):
    """Another program on the port is no fault of ours: the message says what to change."""
    (tmp_path / "index.html").touch()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = run("serve", "--output", tmp_path, "--port", taken.getsockname()[1])
    assert (2, "") == (ended.code, ended.out)
    assert "choose another --port" in ended.err


def test_serve_shows_the_site_to_this_machine_only(run, tmp_path, monkeypatch):
    """The site is served from its folder on the loopback address, until Ctrl+C."""
    (tmp_path / "index.html").write_text("首页", encoding="utf-8")
    pages: list[str] = []

    class Server(http.server.ThreadingHTTPServer):
        def __init__(self, address, handler):
            assert "127.0.0.1" == address[0]
            super().__init__((address[0], 0), handler)

        def serve_forever(self) -> None:
            thread = threading.Thread(target=super().serve_forever, args=(0.01,))
            thread.start()
            with urlopen(f"http://127.0.0.1:{self.server_port}/", timeout=10) as answer:
                pages.append(answer.read().decode())
            self.shutdown()
            thread.join()
            raise KeyboardInterrupt

    monkeypatch.setattr(http.server, "ThreadingHTTPServer", Server)
    ended = run("serve", "--output", tmp_path)
    assert (0, ["首页"]) == (ended.code, pages)
    assert "http://127.0.0.1:8000/" in ended.out


@pytest.mark.parametrize("command", ["", "check", "build", "serve"])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help(run, command, option):
    """Every command explains itself and its options."""
    ended = run(*filter(None, (command, option)))
    assert (0, "") == (ended.code, ended.err)
    assert ended.out.startswith("Usage: ")
    known = cli.gongkai.commands.values() if not command else ()
    assert [] == [row.name for row in known if row.name not in ended.out]


def test_every_option_is_explained():
    """No option stands in the help without a word, except where its name and default say all."""
    silent = {
        f"{command.name} {option.opts[0]}"
        for command in cli.gongkai.commands.values()
        for option in command.params
        if option.param_type_name == "option" and not option.help
    }
    assert {"serve --port"} >= silent


def test_version(run):
    """The version is told."""
    assert f"gongkai, version {__version__}\n" == run("--version").out


def test_without_a_command_the_help_is_shown(run):
    """A bare call is a wrong call that says how to go on."""
    ended = run()
    assert 2 == ended.code
    assert "Usage:" in ended.out + ended.err


STARTS = {"module": [sys.executable, "-m", "generator"], "script": [str(Path(sys.executable).with_name("gongkai"))]}


@pytest.mark.parametrize("start", STARTS)
def test_both_ways_to_start_it_are_one_program(start):
    """``python -m generator`` and ``gongkai`` give the same output and the same exit code, as real processes."""
    call = [*STARTS[start], "check", "--data", str(PACKAGES / "broken" / "type-wrong")]
    ended = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (1, "") == (ended.returncode, ended.stderr)
    assert "错误 type-wrong  999901-broken/" in ended.stdout


def test_a_draft_is_shown_or_written(run, data, tmp_path):
    """Markdown is shown; a Word file is written, and how much is left to the writer is said."""
    shown = run("report", COMPLETE, "2023", "--data", data, "--as-of", "2026-11-22")
    assert (0, "") == (shown.code, shown.err)
    assert shown.out.startswith("# 示例市2023年度法治政府建设年度报告\n\n**草稿**\n")
    path = tmp_path / "drafts" / "draft.docx"
    arguments = ("report", COMPLETE, "2023", "--data", data, "--to", "docx", "--output-file", path)
    written = run(*arguments)
    assert (0, "", f"{path} written; 9 places are left to the writer.\n") == (written.code, written.err, written.out)
    assert path.read_bytes().startswith(b"PK")
    first = path.read_bytes()
    run(*arguments)
    assert first == path.read_bytes()


def test_a_draft_can_be_in_another_language(run, data):
    """The words that do not come from the data."""
    ended = run("report", COMPLETE, "2023", "--data", data, "--to", "html", "--language", "en")
    assert 0 == ended.code
    assert '<html lang="en">' in ended.out


def test_no_draft_of_a_package_with_errors(run, data):
    """Its errors are shown instead, as «check» shows them."""
    damage(data)
    ended = run("report", MINIMAL, "2023", "--data", data)
    assert (1, "") == (ended.code, ended.err)
    assert f"错误 encoding-wrong  {MINIMAL}/units.csv" in ended.out
    assert "草稿" not in ended.out


WRONG_REPORTS = {
    "unknown locality": (("999901-complte", "2023"), "did you mean 999901-complete"),
    "unknown report": ((COMPLETE, "2031"), f"{COMPLETE} has no report '2031'; did you mean"),
    "other kind": ((COMPLETE, "2023-disclosure"), "nothing to draft"),
    "Word on the screen": ((COMPLETE, "2023", "--to", "docx"), "say with --output-file where to write it"),
    "unknown format": ((COMPLETE, "2023", "--to", "pdf"), "'pdf' is not one of"),
    "no report": ((COMPLETE,), "Missing argument 'REPORT_ID'"),
    "a folder": ((COMPLETE, "2023", "--output-file", "/"), "is a directory"),
    "a file as folder": ((COMPLETE, "2023", "--output-file", "/dev/null/draft.md"), "cannot be written"),
}


@pytest.mark.parametrize("name", WRONG_REPORTS)
def test_wrong_calls_for_a_draft_end_with_2(run, data, name):
    """Each says in plain words what is wrong."""
    arguments, message = WRONG_REPORTS[name]
    ended = run("report", *arguments, "--data", data)
    assert (2, "") == (ended.code, ended.out)
    assert message in ended.err
    assert "Traceback" not in ended.err


def test_every_format_of_a_draft_can_be_asked_for():
    """The command line names the formats before it has read what writes them."""
    (option,) = [row for row in cli.report.params if row.name == "form"]
    assert list(FORMATS_OF_DRAFTS) == list(option.type.choices)


def test_new_begins_a_package_and_says_what_comes_next(run, tmp_path):
    """One command, and the folder conforms but for its examples; nothing is written over."""
    ended = run("new", "140401-shifan", "--name", "示范区", "--data", tmp_path, "--as-of", "2026-11-22")
    assert (0, "") == (ended.code, ended.err)
    assert f"建好了 {tmp_path / '140401-shifan'}：15 个文件。" == ended.out.splitlines()[0]
    assert "gongkai workbook export 140401-shifan" in ended.out
    assert "example-2026-001," in (tmp_path / "140401-shifan" / "tasks.csv").read_text(encoding="utf-8")
    assert 1 == run("check", "140401-shifan", "--data", tmp_path).code
    again = run("new", "140401-shifan", "--name", "示范区", "--data", tmp_path)
    assert (2, "gongkai: 140401-shifan has a package already\n") == (again.code, again.err)


def test_new_without_examples_is_sound(run, tmp_path):
    """An empty package with a licence that somebody chose."""
    assert 0 == run("new", "140401-shifan", "--name", "示范区", "--empty", "--open-licence", "--data", tmp_path).code
    assert 0 == run("check", "--data", tmp_path).code
    descriptor = json.loads((tmp_path / "140401-shifan" / "datapackage.json").read_text(encoding="utf-8"))
    assert ["CC-BY-4.0"] == [licence["name"] for licence in descriptor["licenses"]]

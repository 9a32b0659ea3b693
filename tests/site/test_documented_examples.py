"""The examples on the page about using the data run as they stand there, against a site that is really served."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.conftest import BuiltSite

ROOT = Path(__file__).resolve().parents[2]
PAGES = {"zh": ROOT / "docs" / "use-data.md", "en": ROOT / "docs" / "en" / "use-data.md"}
PLACEHOLDER = "https://gongkai.example"
COMMANDS = {
    "bash": ["bash", "-euo", "pipefail"],
    "python": [sys.executable],
    "r": ["Rscript", "--vanilla"],
}

pytestmark = pytest.mark.xdist_group("public-site")


def example(page: Path, language: str) -> str:
    """The one block of code in a language."""
    (code,) = re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    return str(code)


@pytest.mark.parametrize("language", COMMANDS)
@pytest.mark.parametrize("page", PAGES)
def test_example_runs(public_site: BuiltSite, tmp_path: Path, page: str, language: str) -> None:
    """It ends without an error and says what the site holds."""
    code = example(PAGES[page], language)
    assert 1 == code.count(PLACEHOLDER)
    script = tmp_path / f"example.{language}"
    script.write_text(code.replace(PLACEHOLDER, public_site.url.rstrip("/")), encoding="utf-8")
    done = subprocess.run(
        [*COMMANDS[language], script.name], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert 0 == done.returncode, done.stderr[-2000:]
    said = {"bash": "tasks.csv: OK", "python": "\nTrue\n", "r": "applicability_unconfirmed"}
    assert said[language] in done.stdout


@pytest.mark.parametrize("page", PAGES)
def test_a_copy_of_the_site_can_be_checked(public_site: BuiltSite, tmp_path: Path, page: str) -> None:
    """What is said of the sums holds for a plain copy, silently; and a changed byte is found."""
    copy = Path(shutil.copytree(public_site.folder, tmp_path / "copy"))
    call = ["bash", "-c", example(PAGES[page], "sh")]
    done = subprocess.run(call, cwd=copy, capture_output=True, text=True, check=False)
    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
    task = copy / "140400-changzhi" / "tasks" / "outline-2020-110" / "index.html"
    task.write_text(task.read_text(encoding="utf-8") + " ", encoding="utf-8")
    done = subprocess.run(call, cwd=copy, capture_output=True, text=True, check=False)
    assert 1 == done.returncode
    assert "140400-changzhi/tasks/outline-2020-110/index.html: " in done.stdout


def test_both_pages_show_the_same_code() -> None:
    """Only the comments are translated."""
    for language in COMMANDS:
        lines = [
            [line for line in example(path, language).splitlines() if not line.startswith("#")]
            for path in PAGES.values()
        ]
        assert lines[0] == lines[1]

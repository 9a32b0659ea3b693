"""LinkChecker follows every link of the served site, as a stranger's crawler would.

It reads pages, style sheets and downloads over HTTP. Anchors are not asked of it: it fetches a page anew for each and
leaves out those of the same page; ``test_public_site`` looks them all up on disk.
"""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from tests.published import find
from tests.site.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("public-site")]

# The server of the tests says that it knows LinkChecker, so it may ask as fast as it can.
CONFIGURATION = """
[checking]
threads=4
maxrequestspersecond=100000
robotstxt=0
[output]
verbose=1
"""


def results_of(url: str, tmp_path: Path) -> list[dict[str, str]]:
    """Every address that LinkChecker asked for, with what came of it."""
    configuration = tmp_path / "linkchecker.ini"
    configuration.write_text(CONFIGURATION, encoding="utf-8")
    report = tmp_path / "links.csv"
    program = Path(sys.executable).with_name("linkchecker")
    call = [str(program), "--config", str(configuration), "--no-status", "--output", "csv/utf-8", url]
    with report.open("w", encoding="utf-8") as output:
        ended = subprocess.run(call, stdout=output, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode in {0, 1}, ended.stderr  # 1: a link is broken; the report says which
    with report.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter=";"))


def test_no_link_of_the_site_is_broken(public_site, tmp_path):
    """Starting from the portal, every page is found and every address answers."""
    results = results_of(public_site.url, tmp_path)
    assert [] == [f"{row['parentname']} -> {row['url']}: {row['result']}" for row in results if row["valid"] != "True"]
    assert [] == [f"{row['url']}: {row['warningstring']}" for row in results if row["warningstring"]]
    # A page that is met first by a link into it is listed by that link.
    reached = {row["url"].partition("#")[0] for row in results}
    built = {
        f"{public_site.url}{path.parent.relative_to(public_site.folder).as_posix()}/".replace("/./", "/")
        for path in find(public_site.folder, "index.html")
    }
    assert [] == sorted(built - reached)


def test_a_broken_link_is_found(tmp_path):
    """A page with a link that leads nowhere is named, so silence means that there is none."""
    folder = tmp_path / "www"
    folder.mkdir()
    page = '<!doctype html><html lang=zh><title>x</title><a href="nowhere/">x</a>'
    (folder / "index.html").write_text(page, encoding="utf-8")
    with served(folder) as url:
        results = results_of(url, tmp_path)
        assert [f"{url}nowhere/"] == [row["url"] for row in results if row["valid"] != "True"]

"""Search: Pagefind indexes. One per locality with everything in it; a small one for the portal, which knows of each
locality only what its summary tells, and leads on into the locality's own.

Pagefind cuts Chinese into words when it indexes, the browser cuts the query by another dictionary, and where the two
differ nothing is found («复议» inside «行政复议»; measured). So the index is made from copies of the pages in which
every Chinese character is a word of its own, and the search page asks for the query as a phrase of characters: what
stands on a page is found, always.
"""

import re
import subprocess
from collections.abc import Collection, Sequence
from html import escape
from pathlib import Path

from lxml import html
from pagefind_bin_extended import get_executable

from generator.artifacts import remove_tree, write_text
from generator.errors import SiteError
from generator.summaries import LocalitySummary

INDEX_FOLDER = "pagefind"
# Pagefind brings user interfaces of its own; ours is assets/javascripts/search.js.
_UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")
_TIMEOUT = 600
# The word that marks a page's kind; search.js knows the same.
KIND_WORDS = {
    "任务": "gkkindtask",
    "计划": "gkkindplan",
    "单位": "gkkindunit",
    "指标": "gkkindindicator",
    "报告": "gkkindreport",
    "地方": "gkkindlocality",
    "登记": "gkkindobligation",
    "数据": "gkkinddata",
    "说明": "gkkindguide",
}
_CHARACTER = re.compile(r"([\u3400-\u9fff\uf900-\ufaff])")
_SKIPPED = "//*[@data-pagefind-ignore] | //a[@class='headerlink']"


def spaced(text: str) -> str:
    """``text`` with every Chinese character set apart, white space folded; ``search.js`` does the same to a query."""
    return " ".join(_CHARACTER.sub(r" \1 ", text).split())


def index_tree(tree: Path, work: Path, place: str) -> None:
    """Index every page under ``tree`` that has a body to search; the index goes into its ``pagefind/``.

    ``place`` is the locality's name, which results show. ``work`` is a folder for the copies; it is emptied before
    and removed after.

    Raises:
        SiteError: Pagefind failed.
    """
    remove_tree(work)
    _copy_pages(tree, work, place)
    _run(work, tree / INDEX_FOLDER)
    remove_tree(work)


def index_portal(tree: Path, summaries: Sequence[LocalitySummary], merged: Collection[str], work: Path) -> None:
    """Index the portal's pages and an entry for each locality, plan, indicator and report.

    Of the localities in ``merged``, whose own index the portal's search reads along, only the overview is entered:
    the rest would be found twice.

    Raises:
        SiteError: Pagefind failed.
    """
    remove_tree(work)
    _copy_pages(tree, work, "")
    for summary in summaries:
        place = summary.locality
        for entry in summary.entries:
            if place.locality_id in merged and entry.path:
                continue
            page = _copy(entry.title, entry.text, entry.kind, place.name)
            write_text(work / place.locality_id / entry.path / "index.html", page)
    _run(work, tree / INDEX_FOLDER)
    remove_tree(work)


def _copy_pages(tree: Path, work: Path, place: str) -> None:
    for path in sorted(tree.rglob("index.html")):
        page = html.parse(str(path)).getroot()
        bodies = page.xpath("//*[@data-pagefind-body]")
        if not bodies:
            continue
        body = bodies[0]
        for node in body.xpath(_SKIPPED):
            node.drop_tree()
        title = next((node.text_content() for node in body.iter("h1")), "")
        words = " ".join(text.strip() for text in body.itertext() if text.strip())
        write_text(work / path.relative_to(tree), _copy(title.strip(), words, body.get("data-kind"), place))


def _copy(title: str, text: str, kind: str, place: str) -> str:
    """A page for Pagefind: the title weighs more, the title as written and the place go beside the words.

    The kind is one more word, at the end. Pagefind has filters, but it writes them in an order that changes from run
    to run, and the same input must give the same bytes.
    """
    words = escape(spaced(f"{place} {text}"))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"></head><body><main data-pagefind-body>'
        f'<i data-pagefind-ignore data-pagefind-meta="title">{escape(title)}</i>'
        f'<i data-pagefind-ignore data-pagefind-meta="place">{escape(place)}</i>'
        f"<h1>{escape(spaced(title))}</h1><p>{words}</p><p>{KIND_WORDS[kind]}</p></main></body></html>"
    )


def _run(site: Path, output: Path) -> None:
    remove_tree(output)
    command = [str(get_executable()), "--site", str(site), "--output-path", str(output), "--silent"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SiteError(f"Pagefind could not run: {error}") from error
    if done.returncode != 0:
        raise SiteError(f"Pagefind failed: {done.stderr.strip() or done.stdout.strip()}")
    for pattern in _UNUSED:
        for path in output.glob(pattern):
            path.unlink()

"""Readers: what reaches a phone. Weights, requests, the first hit of a search, Lighthouse and axe."""

import gzip
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response, sync_playwright

from generator.site import CHART_LIBRARY
from tests.bench.measuring import ROOT
from tests.site.lighthouse import GOALS, best, measure
from tests.site.programs import chromium
from tests.site.serving import served

_PLACE = "990001-sample1/"
PAGES = {
    "home": "",
    "locality": _PLACE,
    "plan": f"{_PLACE}plans/law-2025/",
    "tasks": f"{_PLACE}tasks/",
    "task": f"{_PLACE}tasks/law-2025-001/",
    "indicator": f"{_PLACE}indicators/measure-0000/",
    "unit": f"{_PLACE}units/unit0/",
    "report": f"{_PLACE}reports/2025/",
    "data": f"{_PLACE}data/",
}
# The phone's first look, where the goals of speed are set.
LIGHTHOUSE = ("home", "locality", "task", "indicator")
_QUERY = "行政许可事项清单"
_RUNS = 3
_CHART_CODE = "/vendor/"


def rows(row: Callable[..., Any], site: Path) -> list[Any]:
    """The budgets of what readers get, measured on a built site; ``row`` makes one of the table."""
    with served(site, compressed=True) as url, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        weights = {name: _opened(browser.new_page(), url + address) for name, address in PAGES.items()}
        searches = [_searched(browser.new_page(), url, place) for place in ("", _PLACE)]
        browser.close()
        points = _lighthouse(url)
    heaviest = max(weights, key=lambda name: weights[name]["bytes"])
    code = len(gzip.compress((site / CHART_LIBRARY).read_bytes(), mtime=0))
    slowest, largest = max(one["seconds"] for one in searches), max(one["bytes"] for one in searches)
    return [
        row("a page before its chart is looked at", round(weights[heaviest]["bytes"] / 1024), 120, "KB", weights),
        row("requests to other hosts", sum(one["foreign"] for one in weights.values()), 0, ""),
        row("chart code", round(code / 1024), 500, "KB"),
        row("a search: first hit", round(slowest, 2), 0.5, "s", {"searches": searches}),
        row("a search: downloaded", round(largest / 1024), 250, "KB"),
        *(row(f"Lighthouse: {name}", min(points[name].values()), goal, "", points[name], at_least=True)
          for name, goal in GOALS.items()),
        row("axe, four views of every kind of page: tests that fail", _axe(), 0, ""),
    ]  # fmt: skip


def _opened(page: Page, url: str) -> dict[str, int]:
    """What a page asks for when it is opened, without the chart code, which comes with a chart."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - no built-in can be marked
    page.set_viewport_size({"width": 375, "height": 600})
    page.goto(url, wait_until="networkidle")
    host = urlsplit(url).netloc
    foreign = [one.url for one in answers if urlsplit(one.url).netloc not in {host, ""}]
    own = [one for one in answers if one.url not in foreign and _CHART_CODE not in one.url and one.ok]
    size = sum(len(gzip.compress(one.body(), mtime=0)) for one in own)
    page.close()
    return {"bytes": size, "requests": len(answers), "foreign": len(foreign)}


def _searched(page: Page, url: str, place: str) -> dict[str, Any]:
    """Time from sending a query to the first hit on the screen, and the bytes that come over the wire for it: code,
    index and texts.
    """
    answers: list[Response] = []
    page.goto(f"{url}{place}search/", wait_until="networkidle")
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - no built-in can be marked
    field = page.locator("input[type=search][name=q]:visible").last
    field.fill(_QUERY)
    start = time.perf_counter()
    field.press("Enter")
    page.locator(".gk-search__results a").first.wait_for()
    seconds = time.perf_counter() - start
    page.wait_for_load_state("networkidle")
    own = [one for one in answers if one.ok and "search" in one.url and not one.url.endswith("/")]
    size = sum(one.request.sizes()["responseBodySize"] for one in own)
    page.close()
    return {"place": place or "portal", "seconds": round(seconds, 3), "bytes": size}


def _lighthouse(url: str) -> dict[str, dict[str, int]]:
    """Points of each category by page; of several runs the best one, as the machine's speed counts."""
    points: dict[str, dict[str, int]] = {name: {} for name in GOALS}
    for kind in LIGHTHOUSE:
        runs = []
        while len(runs) < _RUNS and not (runs and not best(runs).misses(GOALS)):
            runs.append(measure(kind, url + PAGES[kind]))
        for name in GOALS:
            points[name][kind] = best(runs).points[name]
    return points


def _axe() -> int:
    """How many of the tests of accessibility fail: axe looks at every kind of page, wide and narrow, light and dark."""
    command = [sys.executable, "-m", "pytest", "-q", "tests/site/test_accessibility.py", "-k", "axe"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if ended.returncode:
        print("\n".join(ended.stdout.splitlines()[-20:]), file=sys.stderr)
    failed = sum(line.startswith(("FAILED", "ERROR")) for line in ended.stdout.splitlines())
    return max(failed, int(ended.returncode != 0))

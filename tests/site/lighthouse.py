"""Lighthouse as a phone sees the site: ``python -m tests.site.lighthouse --site site --runs 3``.

It serves a built site at the root of a host, as Lighthouse asks for ``/robots.txt`` there, opens four kinds of page in
Chromium without a window, prints scores and metrics, and writes ``lighthouse.json``. It ends with 1 when a page misses
its goal. The speed of the machine counts in «performance» alone, so of several runs the best one does.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.site.page_kinds import PUBLIC
from tests.site.programs import ROOT, chromium, module_file, node
from tests.site.serving import served

KINDS = ("home", "locality", "task-with-figures", "indicator-with-chart")
GOALS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
# The three that do not depend on the machine.
STEADY = ("accessibility", "best-practices", "seo")
METRICS = {
    "first-contentful-paint": "FCP ms",
    "largest-contentful-paint": "LCP ms",
    "total-blocking-time": "TBT ms",
    "cumulative-layout-shift": "CLS",
    "total-byte-weight": "bytes",
}
RESULT = "lighthouse.json"


@dataclass(frozen=True)
class Score:
    """One run on one page: points of 100, metrics, and the audits that cost points."""

    kind: str
    points: dict[str, int]
    metrics: dict[str, float]
    faults: dict[str, str]

    def misses(self, goals: Mapping[str, int]) -> list[str]:
        """Categories below their goal."""
        return [name for name, goal in goals.items() if self.points.get(name, 0) < goal]


def measure(kind: str, url: str, categories: Iterable[str] = GOALS) -> Score:
    """Run Lighthouse once.

    Raises:
        subprocess.CalledProcessError: Lighthouse itself failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        call = [node(), str(module_file("lighthouse/cli/index.js")), url, "--quiet", "--output=json"]
        call += [f"--output-path={report}", f"--only-categories={','.join(categories)}"]
        call += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu", "--no-enable-error-reporting"]
        environment = {"CHROME_PATH": chromium(), "HOME": folder, "PATH": "/usr/local/bin:/usr/bin:/bin"}
        subprocess.run(call, check=True, env=environment, stdout=subprocess.DEVNULL)
        return _score(kind, json.loads(report.read_text(encoding="utf-8")))


def _score(kind: str, report: dict[str, Any]) -> Score:
    audits = report["audits"]
    faults = {}
    for name, category in report["categories"].items():
        for row in category["auditRefs"] if name in STEADY else ():  # of performance the metrics say it all
            audit = audits[row["id"]]
            if row["weight"] and audit["score"] is not None and audit["score"] < 1:
                faults[row["id"]] = f"{audit['title']} {_examples(audit)}"
    return Score(
        kind,
        {name: round((category["score"] or 0) * 100) for name, category in report["categories"].items()},
        {label: round(audits[name]["numericValue"], 3) for name, label in METRICS.items() if name in audits},
        faults,
    )


def _examples(audit: dict[str, Any]) -> str:
    """The first elements or addresses that an audit names."""
    rows = (audit.get("details") or {}).get("items", [])[:3]
    return "; ".join(str((row.get("node") or {}).get("snippet") or row.get("url") or "") for row in rows)


def best(scores: Iterable[Score]) -> Score:
    """The run with the best performance."""
    return max(scores, key=lambda score: score.points["performance"])


def table(scores: Iterable[Score]) -> str:
    """Scores and metrics, one page a line, and below it what cost points."""
    heads = ["page", *GOALS, *METRICS.values()]
    lines = [heads]
    faults = []
    for score in scores:
        points = [f"{score.points[name]}{' !' if name in score.misses(GOALS) else ''}" for name in GOALS]
        lines.append([score.kind, *points, *[f"{score.metrics.get(name, 0):g}" for name in METRICS.values()]])
        faults += [f"{score.kind}: {name}: {text}" for name, text in score.faults.items()]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    rows = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
    return "\n".join([*rows, "", *faults])


def main() -> int:
    """Measure the built site; 1 when a page misses its goal."""
    parser = argparse.ArgumentParser(description="Lighthouse on four kinds of page.")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="folder of the built site")
    parser.add_argument("--runs", type=int, default=3, help="runs a page, of which the best counts")
    options = parser.parse_args()
    if not (options.site / "index.html").is_file():
        parser.error(f"{options.site} has no site; run «make site» first")
    with served(options.site, compressed=True) as url:
        scores = []
        for kind in KINDS:
            runs: list[Score] = []
            while len(runs) < options.runs and not (runs and not best(runs).misses(GOALS)):
                runs.append(measure(kind, url + PUBLIC[kind]))
            scores.append(best(runs))
    print(table(scores))
    text = json.dumps([asdict(score) for score in scores], ensure_ascii=False, indent=2)
    (ROOT / RESULT).write_text(text + "\n", encoding="utf-8")
    return int(any(score.misses(GOALS) for score in scores))


if __name__ == "__main__":
    sys.exit(main())

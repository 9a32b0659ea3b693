"""``make bench``: all budgets of DESIGN section 7 in one run. Prints a table and writes ``bench.json``.

Ends with 1 when a budget is missed. Seconds depend on the machine; the ratios and the shares do not.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generator.artifacts import write_json
from tests.bench.measuring import ROOT, run_module
from tests.bench.scenes import DAY, SMALL, Row, nations, series
from tests.bench.works import write_nation

RESULT = "bench.json"


def main() -> int:
    """Measure everything; 1 when a budget is missed."""
    parser = argparse.ArgumentParser(description="Measures the budgets of DESIGN section 7.")
    parser.add_argument("--place", type=Path, help="folder to work in (default: a temporary one)")
    parser.add_argument("--builds-only", action="store_true", help="leave out what is measured in a browser")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = options.place or Path(temporary)
        rows = series(place)
        more, growth = nations(place, with_readers=not options.builds_only)
        shares = parts(place)
    rows += more
    print(table(rows, shares, growth))
    record = {
        "machine": {"cores": os.cpu_count(), "python": platform.python_version()},
        "budgets": [row.as_dict() for row in rows],
        "parts": shares,
        "growth": growth,
    }
    write_json(ROOT / RESULT, record)
    return int(not all(row.is_met for row in rows))


def parts(place: Path) -> dict[str, float]:
    """Share of each part of a locality's build in its time on the processor."""
    data = place / "data-parts"
    write_nation(data, SMALL // 2, 120)
    seconds = run_module("tests.bench.parts", data, place / "parts", DAY).result
    whole = sum(seconds.values())
    return {name: round(value / whole, 3) for name, value in sorted(seconds.items(), key=lambda item: -item[1])}


def table(rows: Sequence[Row], shares: dict[str, float], growth: dict[str, Any]) -> str:
    """The budgets, a line each, then where the time goes and how it grows."""
    width = max(len(row.name) for row in rows)
    lines = [
        f"{'met   ' if row.is_met else 'MISSED'}  {row.name:{width}}  {row.measured:>8g} {row.unit:2}"
        f"  ({'at least' if row.at_least else 'at most'} {row.budget:g})"
        for row in rows
    ]
    lines += ["", "a locality's build: " + ", ".join(f"{name} {share:.0%}" for name, share in shares.items())]
    lines += [
        f"{number:>4} localities: {one['pages']} pages, {one['seconds']} s, {one['ms_a_page']} ms a page,"
        f" {one['memory_mb']} MB"
        for number, one in growth.items()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

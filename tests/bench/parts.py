"""Parts: where the time of a locality's build goes, by the stages of the road that the data takes.

Run as a program of its own, it builds the packages of a folder one after the other in one process and prints the
seconds of each part as JSON: ``python -m tests.bench.parts DATA CACHE DAY``.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

from generator.build import locality
from generator.build.locality import LocalityJob
from generator.read import find_localities
from generator.settings import load_settings

# What a locality's build calls, and the part of the work that it is.
PARTS = {
    "examine_package": "validate",
    "assess_package": "assess",
    "assess_reports": "assess",
    "find_turnings": "assess",
    "_history": "history",
    "export_package": "exports",
    "locality_pages": "pages",
    "write_files": "data of pages",
    "write_new": "files",
    "remove_tree": "files",
    "build_site": "mkdocs",
    "finish_pages": "scan and search",
    "summarise": "summary",
}
REST = "rest"


def measure_parts(data: Path, cache: Path, day: date) -> dict[str, float]:
    """Seconds of processor time by part, for the packages below ``data``; the first one warms up and is not counted."""
    settings = load_settings(data=data, cache=cache, output=cache / "site", as_of=day)
    first, *others = find_localities(data)
    locality.build_locality(LocalityJob(first, settings))
    with _watched(locality) as seconds:
        start = time.process_time()
        for name in others:
            locality.build_locality(LocalityJob(name, settings))
        whole = time.process_time() - start
    return {**dict(sorted(seconds.items())), REST: whole - sum(seconds.values())}


@contextmanager
def _watched(module: Any) -> Iterator[dict[str, float]]:
    """Count the time of each part while the block runs; of calls within calls only the outer one."""
    seconds: dict[str, float] = defaultdict(float)
    kept = {name: getattr(module, name) for name in PARTS if hasattr(module, name)}
    for name, function in kept.items():
        setattr(module, name, _timed(function, PARTS[name], seconds))
    try:
        yield seconds
    finally:
        for name, function in kept.items():
            setattr(module, name, function)


def _timed(function: Callable[..., Any], part: str, seconds: dict[str, float]) -> Callable[..., Any]:
    @wraps(function)
    def run(*given: Any, **named: Any) -> Any:
        start = time.process_time()
        try:
            return function(*given, **named)
        finally:
            seconds[part] += time.process_time() - start

    return run


if __name__ == "__main__":
    folder, cache_folder, day_text = sys.argv[1:]
    print(json.dumps(measure_parts(Path(folder), Path(cache_folder), date.fromisoformat(day_text))))

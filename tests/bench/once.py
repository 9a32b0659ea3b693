"""Once: one build as a program of its own: ``python -m tests.bench.once DATA PLACE DAY WORKERS [--keep-national]``.

``PLACE`` is a folder for the cache and the site, which are its own. Prints as JSON what the build did.
"""

import json
import sys
from datetime import date
from pathlib import Path

from generator.build import build
from generator.settings import load_settings


def build_once(data: Path, place: Path, day: date, workers: int, *, keeps_national: bool) -> dict[str, int]:
    """Build the packages below ``data``: pages, localities that were built anew, files that were written."""
    settings = load_settings(
        data=data,
        cache=place / "cache",
        output=place / "site",
        as_of=day,
        workers=workers,
        keeps_national=keeps_national,
    )
    outcome = build(settings)
    return {
        "pages": outcome.pages,
        "built": sum(row.was_built for row in outcome.localities),
        "broken": sum(row.is_broken for row in outcome.localities),
        "files": outcome.files,
    }


if __name__ == "__main__":
    data_folder, place_folder, day_text, worker_text, *more = sys.argv[1:]
    made = build_once(
        Path(data_folder),
        Path(place_folder),
        date.fromisoformat(day_text),
        int(worker_text),
        keeps_national="--keep-national" in more,
    )
    print(json.dumps(made))

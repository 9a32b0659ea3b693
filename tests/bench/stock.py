"""Stock: the same pages built by plain MkDocs, as anybody would: ``python -m tests.bench.stock pages|build …``.

``pages DATA PLACE DAY`` writes the Markdown of every page of the packages, and what stands beside it, below
``PLACE/docs`` with a ``mkdocs.yml`` beside it: Material, the search for Chinese, no configuration of ours. ``build
PLACE`` is ``mkdocs build`` on it. What is measured is the second alone.
"""

import json
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.artifacts import write_text
from generator.build import locality
from generator.build.locality import LocalityJob
from generator.pages import Page
from generator.read import find_localities
from generator.settings import load_settings
from generator.site import SiteJob, write_files

_OWN_SEARCH = re.compile(r"^search: .*\n", re.MULTILINE)
CONFIGURATION = """\
site_name: 公开
docs_dir: docs
site_dir: site
use_directory_urls: true
markdown_extensions: [attr_list, toc]
theme: {name: material, language: zh, font: false}
plugins:
  - search: {lang: zh}
nav: [index.md]
validation: {nav: {omitted_files: ignore}}
"""


def write_stock_pages(data: Path, place: Path, day: date) -> int:
    """Write the Markdown of all localities as one MkDocs project; returns how many pages it has."""
    docs = place / "docs"
    settings = load_settings(data=data, cache=place / "cache", output=place / "unused", as_of=day)
    whole = locality.build_site
    pages: list[Page] = []

    def note(job: SiteJob, own: Sequence[Page] = ()) -> None:
        pages.extend(own)
        whole(job, own)

    locality.build_site = note
    try:
        for name in find_localities(data):
            locality.build_locality(LocalityJob(name, settings))
    finally:
        locality.build_site = whole
    for page in pages:
        # The search of the theme takes front matter of this name for its own settings.
        write_text(docs / page.source, _OWN_SEARCH.sub("", page.markdown(), count=1))
        write_files(page.files.items(), (docs / page.source).parent)
    write_text(docs / "index.md", "# 首页\n")
    write_text(place / "mkdocs.yml", CONFIGURATION)
    return len(pages) + 1


def build_stock(place: Path) -> None:
    """``mkdocs build``."""
    build(load_config(str(place / "mkdocs.yml")))


def main(what: str, given: Sequence[str]) -> dict[str, Any]:
    """Do as the command line says."""
    if what == "pages":
        data, place, day = given
        return {"pages": write_stock_pages(Path(data), Path(place), date.fromisoformat(day))}
    build_stock(Path(given[0]))
    return {"pages": sum(1 for _ in (Path(given[0]) / "site").rglob("*.html"))}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2:])))

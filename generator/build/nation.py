"""The nation: the downloads of all localities together, and the catalogue of all of them."""

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from generator.artifacts import file_digest, remove_tree, write_bytes
from generator.build.ground import DOWNLOADS, editions, site_content, stored_issues, summary_record, workplace
from generator.build.locality import LocalityOutcome
from generator.build.orphans import end_with_parent
from generator.cache import TREE, Entry, Shelf, content_key
from generator.exports import CHECKSUMS_FILE, FORMATS, Download, ExportJob, Listing, export_package, national_job
from generator.pages import addresses
from generator.pages.catalogue_graph import NATION_TITLE, catalogue_files
from generator.schemas import load_schemas
from generator.settings import Settings
from generator.site import write_files
from generator.summaries import LocalitySummary


def build_nation(outcomes: Sequence[LocalityOutcome], settings: Settings) -> Entry:
    """The downloads of all localities together and the catalogue of all: from the cache when no locality's data has
    changed, or when the settings say to keep the last one.
    """
    shelf = Shelf(settings.cache / "nation")
    kept = shelf.last_good() if settings.keeps_national else None
    if kept:
        return kept
    built = {row.locality_id: Entry(row.entry) for row in outcomes if row.entry}
    folders = {name: entry.tree / name / "data" for name, entry in built.items()}
    sums = [f"{name} {file_digest(folder / CHECKSUMS_FILE)}" for name, folder in sorted(folders.items())]
    content = content_key(*sums, site_content(settings))
    entry = shelf.find(shelf.key(content, settings.as_of)) if settings.use_cache else None
    if entry:
        return entry
    issues = [issue for name in sorted(built) for issue in stored_issues(built[name])]
    homepage = f"{settings.site_url}{addresses.DATA}" if settings.site_url else ""
    job = national_job(folders, issues, load_schemas(settings.schemas), str(NATION_TITLE), homepage)
    downloads = _exported(job, settings.worker_count)
    listings = [download.listing for download in downloads]
    files = {name: [Listing.from_dict(row) for row in entry.record(DOWNLOADS)] for name, entry in built.items()}
    work = workplace(settings, "nation")
    for download in downloads:
        write_bytes(work / "entry" / TREE / addresses.NATION / download.name, download.content)
    first = editions(settings)[0]
    summaries = [LocalitySummary.from_dict(summary_record(entry, first.language)) for entry in built.values()]
    write_files(catalogue_files(first, summaries, files, listings), work / "entry" / TREE)
    records = {DOWNLOADS: [listing.as_dict() for listing in listings]}
    entry = shelf.keep(shelf.remember(content, (), settings.as_of), work / "entry", records)
    remove_tree(work)
    return entry


def _exported(job: ExportJob, workers: int) -> list[Download]:
    """All files of the nation. The workbook alone takes as long as all other formats, so they are made side by side."""
    if workers < 2:
        return export_package(job)
    context = multiprocessing.get_context("fork")
    try:
        # The job is what a forked process has in its memory anyway; only the files come back.
        with ProcessPoolExecutor(2, context, initializer=_hold, initargs=(job, os.getpid())) as pool:
            return export_package(job, lambda formats: [file for files in pool.map(_make, formats) for file in files])
    except BrokenProcessPool:
        return export_package(job)


_held: list[ExportJob] = []


def _hold(job: ExportJob, parent: int) -> None:
    end_with_parent(parent)
    _held.append(job)


def _make(number: int) -> list[Download]:
    files: list[Download] = FORMATS[number].make(_held[0])
    return files

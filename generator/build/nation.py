"""The nation: the downloads of all localities together, and the catalogue of all of them."""

from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from generator.artifacts import file_digest, remove_tree, write_bytes
from generator.build.ground import DOWNLOADS, editions, site_content, stored_issues, summary_record, workplace
from generator.build.locality import LocalityOutcome
from generator.build.workers import worker_pool
from generator.cache import TREE, Entry, Shelf, content_key
from generator.exports import CHECKSUMS_FILE, FORMATS, Download, ExportJob, Listing, checksums_of, national_job
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
    work = workplace(settings, "nation")
    listings = _export(job, work / "entry" / TREE / addresses.NATION, settings.worker_count)
    files = {name: [Listing.from_dict(row) for row in entry.record(DOWNLOADS)] for name, entry in built.items()}
    first = editions(settings)[0]
    summaries = [LocalitySummary.from_dict(summary_record(entry, first.language)) for entry in built.values()]
    write_files(catalogue_files(first, summaries, files, listings).items(), work / "entry" / TREE)
    records = {DOWNLOADS: [listing.as_dict() for listing in listings]}
    entry = shelf.keep(shelf.remember(content, (), settings.as_of), work / "entry", records)
    remove_tree(work)
    return entry


def _export(job: ExportJob, folder: Path, workers: int) -> list[Listing]:
    """Write all files of the nation, formats side by side; what a file holds stays with the worker that made it."""
    numbers = range(len(FORMATS))
    if workers < 2:
        made = [_write(job, folder, number) for number in numbers]
    else:
        try:
            with worker_pool(2, _hold, (job, folder)) as pool:
                made = list(pool.map(_write_held, numbers))
        except BrokenProcessPool:
            made = [_write(job, folder, number) for number in numbers]
    listings = [listing for listings in made for listing in listings]
    return [*listings, _put(checksums_of(listings), folder)]


_held: list[tuple[ExportJob, Path]] = []


def _hold(job: ExportJob, folder: Path) -> None:
    _held.append((job, folder))


def _write_held(number: int) -> list[Listing]:
    return _write(*_held[0], number)


def _write(job: ExportJob, folder: Path, number: int) -> list[Listing]:
    downloads: list[Download] = FORMATS[number].make(job)
    return [_put(download, folder) for download in downloads]


def _put(download: Download, folder: Path) -> Listing:
    write_bytes(folder / download.name, download.content)
    return download.listing

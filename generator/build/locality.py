"""One locality: read, judge, export, page, render, index. A function of its job alone: it reads the locality's own
folder, never another's, so any number of them run side by side.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from generator.artifacts import remove_tree, write_new
from generator.assess import assess_package
from generator.build.finished import finish_pages
from generator.build.ground import (
    DOWNLOADS,
    ISSUES,
    SCAN,
    editions,
    publishers_own,
    site_content,
    site_job,
    stored_issues,
    summary_file,
    workplace,
)
from generator.cache import TREE, Entry, Shelf, content_key, program_digest
from generator.changes import History, Memory, Present, Timeline, locality_history, snapshot_of
from generator.examine import examine_package
from generator.exports import ExportJob, export_package
from generator.issues import Issue, IssueLog
from generator.model import Package
from generator.obligations import public_obligations
from generator.pages import addresses, locality_files, locality_pages, sitemap
from generator.pages.locality import locality_nav
from generator.pages.registers import register_turning_days
from generator.pages.views import Views
from generator.privacy import finds_in
from generator.read import RawPackage, folder_content
from generator.schemas import load_schemas
from generator.settings import Settings
from generator.site import build_site, write_files
from generator.standings import assess_reports, turning_days
from generator.summaries import newest_changes, summarise
from generator.turnings import days_of_turnings, find_turnings, newest_turnings
from generator.vocabulary import load_vocabulary


@dataclass(frozen=True, slots=True)
class LocalityJob:
    """All that one locality's build depends on."""

    locality_id: str
    settings: Settings
    timeline: Timeline = field(default_factory=Timeline)


@dataclass(frozen=True, slots=True)
class LocalityOutcome:
    """What became of one locality: its built entry (None when there is nothing to show), and its issues.

    ``next_turning_day`` is the first day on which its pages may read otherwise though the data is the same; empty
    where there is none, or the pages are older ones that stay until the data is mended.

    ``fault`` says why the program could not build it; then the data may be as it should be, and older pages stay.
    """

    locality_id: str
    entry: Path | None
    issues: tuple[Issue, ...]
    is_broken: bool
    was_built: bool
    next_turning_day: str = ""
    fault: str = ""


def shelf_of(job: LocalityJob) -> Shelf:
    """Where the cache keeps the builds of a job's locality."""
    return Shelf(job.settings.cache / "localities" / job.locality_id)


def notes_of(job: LocalityJob) -> Path:
    """Where the cache keeps what was compared of the locality's history."""
    return job.settings.cache / "changes" / f"{job.locality_id}.json"


def content_of(job: LocalityJob) -> str:
    """Key of everything that the locality's pages are made of, save for the as-of day."""
    folder = folder_content(job.settings.data / job.locality_id)
    return content_key(folder, repr(job.timeline), site_content(job.settings))


def find_built(job: LocalityJob, content: str) -> LocalityOutcome | None:
    """The locality as the cache has it; None when it has to be built."""
    shelf = shelf_of(job)
    entry = shelf.find(shelf.key(content, job.settings.as_of)) if job.settings.use_cache else None
    return outcome_of(job, content, entry, was_built=False) if entry else None


def is_kept(job: LocalityJob, content: str) -> bool:
    """Whether the cache has something for this content; whether it is whole, :func:`find_built` looks."""
    shelf = shelf_of(job)
    return job.settings.use_cache and shelf.has(shelf.key(content, job.settings.as_of))


def outcome_of(job: LocalityJob, content: str, entry: Entry, *, was_built: bool) -> LocalityOutcome:
    """What is told of a locality whose entry stands on the shelf."""
    day = shelf_of(job).next_turning_day(content, job.settings.as_of)
    issues = stored_issues(entry)
    return LocalityOutcome(
        job.locality_id, entry.folder, issues, is_broken=False, was_built=was_built, next_turning_day=day
    )


def older_outcome(
    job: LocalityJob, issues: tuple[Issue, ...] = (), *, is_broken: bool = False, fault: str = ""
) -> LocalityOutcome:
    """What is told of a locality that could not be built: its last good pages, if there are any, and why they stay."""
    good = shelf_of(job).last_good()
    folder = good.folder if good else None
    return LocalityOutcome(job.locality_id, folder, issues, is_broken=is_broken, was_built=False, fault=fault)


def build_locality(job: LocalityJob) -> LocalityOutcome:
    """One locality: from the cache when nothing it depends on has changed, else built anew."""
    content = content_of(job)
    found = find_built(job, content)
    if found:
        return found
    package, raw, log = examine_package(job.settings.data / job.locality_id, job.settings.schemas)
    if package is None or raw is None:
        return older_outcome(job, log.issues, is_broken=True)
    entry = _build_package(package, raw, log, shelf_of(job), content, job)
    return outcome_of(job, content, entry, was_built=True)


def _build_package(
    package: Package, raw: RawPackage, log: IssueLog, shelf: Shelf, content: str, job: LocalityJob
) -> Entry:
    """Assess, export, page, render and index one package that has no errors."""
    settings, place = job.settings, job.locality_id
    memory = Memory(_history(package, raw, job), load_schemas(settings.schemas))
    vocabulary = load_vocabulary(settings.schemas)
    assessments = assess_package(package, settings.as_of)
    obligations = public_obligations(vocabulary)
    standings = assess_reports(package, obligations, settings.as_of)
    homepage = f"{settings.site_url}{addresses.locality(place)}" if settings.site_url else ""
    turnings = find_turnings(package, assessments, standings)
    downloads = export_package(ExportJob(raw, load_schemas(settings.schemas), log.issues, homepage, vocabulary))
    work = workplace(settings, place)
    records: dict[str, Any] = {
        ISSUES: [issue.to_record() for issue in log.issues],
        DOWNLOADS: [download.listing.as_dict() for download in downloads],
    }
    folders: dict[str, Path] = {}
    for edition in editions(settings):
        words = load_vocabulary(settings.schemas, edition.language)
        views = Views(package, assessments, standings, words, edition, memory, turnings)
        folder = edition.language.folder
        docs, html = work / "docs" / edition.language.code, work / "html" / edition.language.code
        pages = locality_pages(views, downloads, log.issues)
        build_site(site_job(settings, edition, docs, html, locality_nav(views), has_theme_files=False), pages)
        write_files(locality_files(views), html / folder)
        write_files(sitemap.locality_sitemap(place, edition, pages).items(), html / folder)
        tree = work / "entry" / TREE / folder / place
        tree.parent.mkdir(parents=True, exist_ok=True)
        (html / folder / place).rename(tree)
        folders[f"{folder}{place}/"] = tree
        summary = summarise(package, assessments, standings, log.issues, edition.say)
        news = newest_changes(memory, words, edition.say)
        turned = newest_turnings(turnings, edition.say)
        records[summary_file(edition.language)] = replace(summary, changes=news, turnings=turned).as_dict()
    for download in downloads:
        write_new(work / "entry" / TREE / place / "data" / download.name, download.content)
    cells = (cell for table in raw.tables.values() for row in table.rows for cell in row)
    # What is private in data without errors is there because the package allows it.
    known = publishers_own(settings) | finds_in(cells)
    scan = finish_pages(work / "entry" / TREE, folders, package.locality.name, known, work / "copies")
    scan.refuse_faults(place)
    records[SCAN] = scan.as_dict()
    days = (
        *assessments.turning_days,
        *turning_days(package, obligations),
        *days_of_turnings(package, assessments, standings, obligations),
        *register_turning_days(package, vocabulary),
    )
    key = shelf.remember(content, days, settings.as_of)
    entry = shelf.keep(key, work / "entry", records)
    remove_tree(work)
    return entry


def _history(package: Package, raw: RawPackage, job: LocalityJob) -> History:
    """What changed in the package so far, as far as its timeline tells."""
    settings = job.settings
    present = Present(snapshot_of(package, raw), raw.content)
    return locality_history(job.timeline, present, settings.schemas, notes_of(job), program_digest(settings.root))

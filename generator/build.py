"""Build: the order of all stages. The only module that knows every one of them.

``build_locality(job)`` is a function of its job alone: it reads the locality's own folder, never another's, so any
number of them run side by side.
"""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from generator import publish
from generator.artifacts import file_digest, remove_tree, write_bytes
from generator.assess import assess_package
from generator.cache import TREE, Entry, Shelf, content_key, program_digest
from generator.examine import examine_package
from generator.exports import CHECKSUMS_FILE, ExportJob, Listing, export_nation, export_package
from generator.issues import Issue, IssueLog, count_by_severity
from generator.language import SOURCE_CODE, Language, load_language
from generator.model import Package
from generator.obligations import public_obligations
from generator.pages import addresses, locality_files, locality_pages, portal_files, portal_pages, sitemap
from generator.pages.catalogue_graph import NATION_TITLE, catalogue_files
from generator.pages.edition import Edition
from generator.pages.locality import locality_nav
from generator.pages.portal import PORTAL_NAV, merged_localities
from generator.pages.portal_views import Portal
from generator.pages.registers import register_turning_days
from generator.pages.views import Views
from generator.read import RawPackage, find_localities, folder_content
from generator.schemas import load_schemas
from generator.search import index_portal, index_tree
from generator.sentences import Words
from generator.settings import Settings
from generator.site import (
    SiteJob,
    add_chart_library,
    add_messages,
    build_site,
    copy_hand_written,
    write_files,
    write_pages,
)
from generator.standings import assess_reports, turning_days
from generator.summaries import LocalitySummary, summarise
from generator.vocabulary import load_vocabulary

ISSUES, DOWNLOADS = "issues.json", "downloads.json"


@dataclass(frozen=True, slots=True)
class LocalityJob:
    """All that one locality's build depends on."""

    locality_id: str
    settings: Settings


@dataclass(frozen=True, slots=True)
class LocalityOutcome:
    """What became of one locality: its built entry (None when there is nothing to show), and its issues."""

    locality_id: str
    entry: Path | None
    issues: tuple[Issue, ...]
    is_broken: bool
    was_built: bool


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """What a whole build did."""

    localities: tuple[LocalityOutcome, ...]
    output: Path
    pages: int
    files: int
    is_unchanged: bool

    @property
    def has_errors(self) -> bool:
        """True when at least one locality's data has errors."""
        return any(row.is_broken for row in self.localities)


Report = Callable[[LocalityOutcome], None]


def _say_nothing(_: LocalityOutcome) -> None:
    """Nobody wants to know."""


def build_locality(job: LocalityJob) -> LocalityOutcome:
    """One locality: from the cache when nothing it depends on has changed, else built anew."""
    settings, place = job.settings, job.locality_id
    shelf = Shelf(settings.cache / "localities" / place)
    folder = settings.data / place
    content = content_key(folder_content(folder), _site_content(settings))
    entry = shelf.find(shelf.key(content, settings.as_of)) if settings.use_cache else None
    if entry:
        return LocalityOutcome(place, entry.folder, _stored_issues(entry), is_broken=False, was_built=False)
    package, raw, log = examine_package(folder, settings.schemas)
    if package is None or raw is None:
        good = shelf.last_good()
        return LocalityOutcome(place, good.folder if good else None, log.issues, is_broken=True, was_built=False)
    entry = _build_package(package, raw, log, shelf, content, settings)
    return LocalityOutcome(place, entry.folder, log.issues, is_broken=False, was_built=True)


def _build_package(
    package: Package, raw: RawPackage, log: IssueLog, shelf: Shelf, content: str, settings: Settings
) -> Entry:
    """Assess, export, page, render and index one package that has no errors."""
    place = package.locality.locality_id
    vocabulary = load_vocabulary(settings.schemas)
    assessments = assess_package(package, settings.as_of)
    obligations = public_obligations(vocabulary)
    standings = assess_reports(package, obligations, settings.as_of)
    homepage = f"{settings.site_url}{addresses.locality(place)}" if settings.site_url else ""
    downloads = export_package(ExportJob(raw, load_schemas(settings.schemas), log.issues, homepage))
    work = _workplace(settings, place)
    records: dict[str, Any] = {
        ISSUES: [issue.to_record() for issue in log.issues],
        DOWNLOADS: [download.listing.as_dict() for download in downloads],
    }
    for edition in editions(settings):
        words = load_vocabulary(settings.schemas, edition.language)
        views = Views(package, assessments, standings, words, edition)
        folder = edition.language.folder
        docs, html = work / "docs" / edition.language.code, work / "html" / edition.language.code
        pages = locality_pages(views, downloads, log.issues)
        write_pages(pages, docs)
        write_files(locality_files(views), docs / edition.language.folder)
        write_files(sitemap.locality_sitemap(place, edition, pages), docs / edition.language.folder)
        build_site(_site_job(settings, edition, docs, html, locality_nav(views), has_theme_files=False))
        tree = work / "entry" / TREE / folder / place
        tree.parent.mkdir(parents=True, exist_ok=True)
        (html / folder / place).rename(tree)
        index_tree(tree, work / "copies", package.locality.name)
        summary = summarise(package, assessments, standings, log.issues, edition.say)
        records[summary_file(edition.language)] = summary.as_dict()
    for download in downloads:
        write_bytes(work / "entry" / TREE / place / "data" / download.name, download.content)
    days = (
        *assessments.turning_days,
        *turning_days(package, obligations),
        *register_turning_days(package, vocabulary),
    )
    key = shelf.remember(content, days, settings.as_of)
    entry = shelf.keep(key, work / "entry", records)
    remove_tree(work)
    return entry


def editions(settings: Settings) -> list[Edition]:
    """The editions to build, the Chinese one first."""
    languages = tuple(load_language(code) for code in dict.fromkeys((SOURCE_CODE, *settings.languages)))
    return [
        Edition(language, languages, settings.publisher, settings.site_name, settings.site_url)
        for language in languages
    ]


def summary_file(language: Language) -> str:
    """Where an entry keeps the summary in a language."""
    return f"summary-{language.code}.json"


def build_portal(outcomes: Sequence[LocalityOutcome], nation: Entry, settings: Settings) -> Entry:
    """The portal from the localities' summaries: from the cache when none of them has changed."""
    built = [Entry(row.entry) for row in outcomes if row.entry]
    broken = {row.locality_id: count_by_severity(row.issues)["error"] for row in outcomes if row.is_broken}
    all_editions = editions(settings)
    # Last good pages may be older than a language: then the portal shows them in the one they have.
    records = {
        edition.language.code: [_summary_record(entry, edition.language) for entry in built] for edition in all_editions
    }
    hand_written = folder_content(settings.root / "docs")
    listings = nation.record(DOWNLOADS)
    first = [LocalitySummary.from_dict(record) for record in records[SOURCE_CODE]]
    index = sitemap.sitemap_index(all_editions, list(zip(first, (entry.tree for entry in built), strict=True)))
    shown = (repr(records), repr(listings), repr(sorted(broken.items())), repr(index))
    content = content_key(*shown, hand_written, _site_content(settings))
    shelf = Shelf(settings.cache / "portal")
    entry = shelf.find(shelf.key(content, settings.as_of)) if settings.use_cache else None
    if entry:
        return entry
    without_pages = {row.locality_id: broken[row.locality_id] for row in outcomes if row.is_broken and not row.entry}
    work = _workplace(settings, "portal")
    tree = work / "entry" / TREE
    schemas = load_schemas(settings.schemas)
    for edition in all_editions:
        summaries = [LocalitySummary.from_dict(record) for record in records[edition.language.code]]
        vocabulary = load_vocabulary(settings.schemas, edition.language)
        downloads = [Listing.from_dict(record) for record in listings]
        portal = Portal(summaries, broken, without_pages, schemas, vocabulary, edition, downloads)
        docs, html = work / "docs" / edition.language.code, work / "html" / edition.language.code
        by_hand = copy_hand_written(edition, settings.root, docs)
        pages = portal_pages(portal)
        write_pages(pages, docs)
        folder = edition.language.folder
        write_files(portal_files(portal), docs / folder)
        write_files(sitemap.portal_sitemap(edition, pages, by_hand), docs / folder)
        build_site(_site_job(settings, edition, docs, html, PORTAL_NAV, has_theme_files=not folder))
        target = tree / folder
        target.parent.mkdir(parents=True, exist_ok=True)
        (html / folder).rename(target)
        index_portal(target, summaries, merged_localities(summaries), work / "copies")
    write_files(index, tree)
    add_chart_library(settings.root, tree)
    add_messages(all_editions[0], tree)
    entry = shelf.keep(shelf.remember(content, (), settings.as_of), work / "entry", {})
    remove_tree(work)
    return entry


def build_nation(outcomes: Sequence[LocalityOutcome], settings: Settings) -> Entry:
    """The downloads of all localities together and the catalogue of all: from the cache when no locality's data has
    changed.
    """
    built = {row.locality_id: Entry(row.entry) for row in outcomes if row.entry}
    folders = {name: entry.tree / name / "data" for name, entry in built.items()}
    sums = [f"{name} {file_digest(folder / CHECKSUMS_FILE)}" for name, folder in sorted(folders.items())]
    content = content_key(*sums, _site_content(settings))
    shelf = Shelf(settings.cache / "nation")
    entry = shelf.find(shelf.key(content, settings.as_of)) if settings.use_cache else None
    if entry:
        return entry
    issues = [issue for name in sorted(built) for issue in _stored_issues(built[name])]
    homepage = f"{settings.site_url}{addresses.DATA}" if settings.site_url else ""
    downloads = export_nation(folders, issues, load_schemas(settings.schemas), str(NATION_TITLE), homepage)
    listings = [download.listing for download in downloads]
    files = {name: [Listing.from_dict(row) for row in entry.record(DOWNLOADS)] for name, entry in built.items()}
    work = _workplace(settings, "nation")
    for download in downloads:
        write_bytes(work / "entry" / TREE / addresses.NATION / download.name, download.content)
    first = editions(settings)[0]
    summaries = [LocalitySummary.from_dict(_summary_record(entry, first.language)) for entry in built.values()]
    write_files(catalogue_files(first, summaries, files, listings), work / "entry" / TREE)
    records = {DOWNLOADS: [listing.as_dict() for listing in listings]}
    entry = shelf.keep(shelf.remember(content, (), settings.as_of), work / "entry", records)
    remove_tree(work)
    return entry


def _summary_record(entry: Entry, language: Language) -> Any:
    try:
        return entry.record(summary_file(language))
    except FileNotFoundError:
        return entry.record(summary_file(load_language(SOURCE_CODE)))


def build(settings: Settings, report: Report = _say_nothing) -> BuildOutcome:
    """Everything: each locality, then the portal, then the site in place.

    ``report`` is told of each locality as it is done. A broken locality never stops the others: it keeps its last
    good pages or a notice.
    """
    jobs = [LocalityJob(locality_id, settings) for locality_id in find_localities(settings.data)]
    outcomes = _run(jobs, settings.worker_count, report)
    nation = build_nation(outcomes, settings)
    portal = build_portal(outcomes, nation, settings)
    trees = {row.locality_id: Entry(row.entry) for row in outcomes if row.entry}
    digests = [f"{name} {entry.digest}" for name, entry in sorted(trees.items())]
    release = content_key(portal.digest, nation.digest, *digests, str(settings.as_of))
    pages = _page_count(portal.tree) + sum(_page_count(entry.tree) for entry in trees.values())
    if publish.published_release(settings.output) == release:
        return BuildOutcome(tuple(outcomes), settings.output, pages, 0, is_unchanged=True)
    files = publish.publish_site(
        settings.output,
        [portal.tree, nation.tree],
        {name: entry.tree for name, entry in trees.items()},
        release=release,
        as_of=settings.as_of.isoformat(),
    )
    return BuildOutcome(tuple(outcomes), settings.output, pages, files, is_unchanged=False)


def _run(jobs: Sequence[LocalityJob], workers: int, report: Report) -> list[LocalityOutcome]:
    """All jobs, in a pool where there is more than one worker; the order of the outcomes is that of the jobs."""
    program_digest(jobs[0].settings.root) if jobs else None
    if workers == 1 or len(jobs) < 2:
        outcomes = [build_locality(job) for job in jobs]
        for outcome in outcomes:
            report(outcome)
        return outcomes
    by_place: dict[str, LocalityOutcome] = {}
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(min(workers, len(jobs)), mp_context=context) as pool:
        for future in as_completed([pool.submit(build_locality, job) for job in jobs]):
            outcome = future.result()
            by_place[outcome.locality_id] = outcome
            report(outcome)
    return [by_place[job.locality_id] for job in jobs]


def _site_content(settings: Settings) -> str:
    """Digest of the program and of the settings that show on pages."""
    shown = (settings.site_name, settings.site_url, repr(settings.publisher), repr(settings.languages))
    return content_key(program_digest(settings.root), *shown)


def _site_job(
    settings: Settings,
    edition: Edition,
    docs: Path,
    output: Path,
    nav: Sequence[tuple[Words, str]],
    *,
    has_theme_files: bool,
) -> SiteJob:
    return SiteJob(
        root=settings.root,
        docs=docs,
        output=output,
        bytecode=settings.cache / "templates",
        edition=edition,
        nav=nav,
        has_theme_files=has_theme_files,
    )


def _workplace(settings: Settings, name: str) -> Path:
    parent = settings.cache / "work"
    parent.mkdir(parents=True, exist_ok=True)
    return Path(mkdtemp(prefix=f"{name}-", dir=parent))


def _stored_issues(entry: Entry) -> tuple[Issue, ...]:
    stored: list[dict[str, Any]] = entry.record(ISSUES)
    return tuple(Issue.from_record(item) for item in stored)


def _page_count(tree: Path) -> int:
    return sum(1 for _ in tree.rglob("*.html"))

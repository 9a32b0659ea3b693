"""The portal: the site above all localities. It reads their summaries, never their rows."""

from collections.abc import Sequence

from generator.artifacts import remove_tree
from generator.build.ground import (
    DOWNLOADS,
    RELEASES,
    SCAN,
    editions,
    publishers_own,
    site_content,
    site_job,
    stored_scan,
    summary_record,
    workplace,
)
from generator.build.locality import LocalityOutcome
from generator.cache import TREE, Entry, Shelf, content_key
from generator.exports import Listing
from generator.issues import count_by_severity
from generator.language import SOURCE_CODE
from generator.pages import portal_files, portal_pages, sitemap
from generator.pages.portal import PORTAL_NAV, merged_localities
from generator.pages.portal_views import Portal
from generator.policy import header_files
from generator.read import folder_content
from generator.releases import Release
from generator.scan import scan_tree
from generator.schemas import load_schemas
from generator.search import index_portal
from generator.settings import Settings
from generator.site import add_chart_library, add_messages, build_site, copy_hand_written, write_files
from generator.summaries import LocalitySummary
from generator.vocabulary import load_vocabulary


def build_portal(outcomes: Sequence[LocalityOutcome], nation: Entry, releases: Entry, settings: Settings) -> Entry:
    """The portal from the localities' summaries: from the cache when none of them has changed."""
    built = [Entry(row.entry) for row in outcomes if row.entry]
    broken = {row.locality_id: count_by_severity(row.issues)["error"] for row in outcomes if row.is_broken or row.fault}
    without_pages = {row.locality_id: broken.get(row.locality_id, 0) for row in outcomes if not row.entry}
    all_editions = editions(settings)
    # Last good pages may be older than a language: then the portal shows them in the one they have.
    records = {
        edition.language.code: [summary_record(entry, edition.language) for entry in built] for edition in all_editions
    }
    hand_written = folder_content(settings.root / "docs")
    listings, snapshots = nation.record(DOWNLOADS), releases.record(RELEASES)
    first = [LocalitySummary.from_dict(record) for record in records[SOURCE_CODE]]
    index = sitemap.sitemap_index(all_editions, list(zip(first, (entry.tree for entry in built), strict=True)))
    failed = repr((sorted(broken.items()), sorted(without_pages)))
    scans = [stored_scan(entry) for entry in built]
    scripts = sorted({script for scan in scans for script in scan.scripts})
    shown = (repr(records), repr(listings), repr(snapshots), failed, repr(index), repr(scripts))
    content = content_key(*shown, hand_written, site_content(settings))
    shelf = Shelf(settings.cache / "portal")
    entry = shelf.find(shelf.key(content, settings.as_of)) if settings.use_cache else None
    if entry:
        return entry
    work = workplace(settings, "portal")
    tree = work / "entry" / TREE
    schemas = load_schemas(settings.schemas)
    for edition in all_editions:
        summaries = [LocalitySummary.from_dict(record) for record in records[edition.language.code]]
        vocabulary = load_vocabulary(settings.schemas, edition.language)
        downloads = [Listing.from_dict(record) for record in listings]
        made = [Release(**record) for record in snapshots]
        portal = Portal(summaries, broken, without_pages, schemas, vocabulary, edition, downloads, made)
        docs, html = work / "docs" / edition.language.code, work / "html" / edition.language.code
        by_hand = copy_hand_written(edition, settings.root, docs)
        pages = portal_pages(portal)
        folder = edition.language.folder
        build_site(site_job(settings, edition, docs, html, PORTAL_NAV, has_theme_files=not folder), pages)
        files = portal_files(portal) | sitemap.portal_sitemap(edition, pages, by_hand)
        write_files(files.items(), html / folder)
        target = tree / folder
        target.parent.mkdir(parents=True, exist_ok=True)
        (html / folder).rename(target)
        index_portal(target, summaries, merged_localities(summaries), work / "copies")
    write_files(index.items(), tree)
    add_chart_library(settings.root, tree)
    add_messages(all_editions[0], tree)
    scan = scan_tree(tree, known=publishers_own(settings).union(*(scan.known for scan in scans)))
    scan.refuse_faults("the portal")
    write_files(header_files({*scripts, *scan.scripts}).items(), tree)
    entry = shelf.keep(shelf.remember(content, (), settings.as_of), work / "entry", {SCAN: scan.as_dict()})
    remove_tree(work)
    return entry

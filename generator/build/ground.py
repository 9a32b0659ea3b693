"""Ground: what every stage of the build stands on: editions, keys of the cache, places to work in, stored records."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from generator.artifacts import remove_tree
from generator.cache import Entry, content_key, program_digest
from generator.issues import Issue
from generator.language import SOURCE_CODE, Language, load_language
from generator.pages.edition import Edition
from generator.pages.render import keep_compiled
from generator.privacy import finds_in
from generator.scan import Scan
from generator.sentences import Words
from generator.settings import Settings
from generator.site import SiteJob

ISSUES, DOWNLOADS, RELEASES, SCAN = "issues.json", "downloads.json", "releases.json", "scan.json"


def editions(settings: Settings) -> list[Edition]:
    """The editions to build, the Chinese one first. Their templates are kept compiled from one process to the next."""
    languages = tuple(load_language(code) for code in dict.fromkeys((SOURCE_CODE, *settings.languages)))
    for language in languages:
        keep_compiled(language, compiled_templates(settings) / language.code)
    return [
        Edition(language, languages, settings.publisher, settings.site_name, settings.site_url)
        for language in languages
    ]


def summary_file(language: Language) -> str:
    """Where an entry keeps the summary in a language."""
    return f"summary-{language.code}.json"


def site_content(settings: Settings) -> str:
    """Digest of the program and of the settings that show on pages."""
    shown = (settings.site_name, settings.site_url, repr(settings.publisher), repr(settings.languages))
    return content_key(program_digest(settings.root), *shown)


def compiled_templates(settings: Settings) -> Path:
    """Where compiled templates are kept: for this program alone, whose words are in them."""
    return settings.cache / "templates" / program_digest(settings.root)[:20]


def site_job(
    settings: Settings,
    edition: Edition,
    docs: Path,
    output: Path,
    nav: Sequence[tuple[Words, str]],
    *,
    has_theme_files: bool,
) -> SiteJob:
    """One MkDocs build of an edition."""
    return SiteJob(
        root=settings.root,
        docs=docs,
        output=output,
        bytecode=compiled_templates(settings) / "theme",
        edition=edition,
        nav=nav,
        has_theme_files=has_theme_files,
    )


def workplace(settings: Settings, name: str) -> Path:
    """A new empty folder to work in."""
    parent = settings.cache / "work"
    parent.mkdir(parents=True, exist_ok=True)
    return Path(mkdtemp(prefix=f"{name}-", dir=parent))


def clear_workplaces(settings: Settings) -> None:
    """Remove what killed builds left in theirs, and templates of other programs; for whoever has the cache alone."""
    remove_tree(settings.cache / "work")
    kept = compiled_templates(settings)
    for folder in kept.parent.iterdir() if kept.parent.is_dir() else ():
        if folder != kept:
            remove_tree(folder)


def stored_issues(entry: Entry) -> tuple[Issue, ...]:
    """The issues that were found when an entry was built."""
    stored: list[dict[str, Any]] = entry.record(ISSUES)
    return tuple(Issue.from_record(item) for item in stored)


def stored_scan(entry: Entry) -> Scan:
    """What was seen on the pages of an entry; nothing where its pages are older than the scan."""
    try:
        return Scan.from_dict(entry.record(SCAN))
    except FileNotFoundError:
        return Scan()


def publishers_own(settings: Settings) -> frozenset[str]:
    """What looks private in the settings and is published because they say so, such as the address for corrections."""
    return finds_in(str(value) for value in asdict(settings.publisher).values())


def summary_record(entry: Entry, language: Language) -> Any:
    """The summary of an entry in a language; pages that are older than the language have one in the source alone."""
    try:
        return entry.record(summary_file(language))
    except FileNotFoundError:
        return entry.record(summary_file(load_language(SOURCE_CODE)))

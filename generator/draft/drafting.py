"""Drafting: from a package to the draft of one of its reports, and the formats it can be written in."""

from collections.abc import Callable

from generator.assess import assess_package
from generator.draft.composing import compose_draft
from generator.draft.markdown import markdown_of
from generator.draft.records import Draft
from generator.draft.web import web_of
from generator.draft.word import word_of
from generator.errors import UsageError, did_you_mean
from generator.language import Language
from generator.model import Package
from generator.obligations import public_obligations
from generator.pages.edition import Edition
from generator.pages.report_views import report_view
from generator.pages.views import Views
from generator.settings import Settings
from generator.standings import assess_reports
from generator.vocabulary import load_vocabulary


def draft_report(package: Package, report_id: str, settings: Settings, language: Language) -> Draft:
    """The draft of a report that the package has, or that its government owes though it was not entered.

    Raises:
        UsageError: there is no such report, or no rule says what a report of its kind contains.
    """
    vocabulary = load_vocabulary(settings.schemas, language)
    obligations = public_obligations(load_vocabulary(settings.schemas))
    standings = assess_reports(package, obligations, settings.as_of)
    if report_id not in standings:
        place = package.locality.locality_id
        raise UsageError(f"{place} has no report {report_id!r}{did_you_mean(report_id, list(standings))}")
    standing = standings[report_id]
    if not standing.obligation.all_contents:
        raise UsageError(f"no rule says what a report of the kind {standing.report.kind!r} contains; nothing to draft")
    edition = Edition(language, (language,), settings.publisher, settings.site_name, settings.site_url)
    views = Views(package, assess_package(package, settings.as_of), standings, vocabulary, edition)
    return compose_draft(report_view(standing.report, views), views)


def _as_markdown(draft: Draft, language: Language) -> bytes:
    return markdown_of(draft, language).encode("utf-8")


def _as_web(draft: Draft, language: Language) -> bytes:
    return web_of(draft, language).encode("utf-8")


# Names are those of the command line.
FORMATS: dict[str, Callable[[Draft, Language], bytes]] = {"md": _as_markdown, "docx": word_of, "html": _as_web}

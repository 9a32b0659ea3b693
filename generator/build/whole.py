"""The whole: the order of all stages, and the site in place."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator import publish
from generator.artifacts import remove_tree
from generator.build.ground import clear_workplaces, stored_scan
from generator.build.locality import LocalityJob, LocalityOutcome
from generator.build.nation import build_nation
from generator.build.portal import build_portal
from generator.build.releases import build_releases
from generator.build.running import Report, run_localities
from generator.cache import Entry, content_key
from generator.changes import timelines
from generator.errors import SiteError
from generator.read import find_localities
from generator.settings import Settings


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """What a whole build did.

    A build that ``is_unchanged`` left the site untouched, with the day it was made for (``published_as_of``): whoever
    reads it on a later day reads the same. No status changes before ``next_turning_day`` unless the data does.
    """

    localities: tuple[LocalityOutcome, ...]
    output: Path
    pages: int
    files: int
    is_unchanged: bool
    published_as_of: str
    next_turning_day: str

    @property
    def has_errors(self) -> bool:
        """True when at least one locality's data has errors."""
        return any(row.is_broken for row in self.localities)

    @property
    def faults(self) -> dict[str, str]:
        """The localities that the program could not build, and why."""
        return {row.locality_id: row.fault for row in self.localities if row.fault}


def _say_nothing(_: LocalityOutcome) -> None:
    """Nobody wants to know."""


def _wait_in_silence() -> None:
    """Nobody wants to know."""


def build(
    settings: Settings, report: Report = _say_nothing, on_wait: Callable[[], None] = _wait_in_silence
) -> BuildOutcome:
    """Everything: each locality, then the portal, then the site in place.

    ``report`` is told of each locality as it is done. A broken locality never stops the others: it keeps its last
    good pages or a notice, and so does one that the program cannot build. Where another build uses the same cache or
    the same output, this one calls ``on_wait`` and waits for it to end.

    Raises:
        SiteError: no locality could be built, or the site could not be put in place.
        UsageError: the scheduler or the storage of the settings cannot be used.
    """
    with publish.locked(settings.cache / "lock", on_wait), publish.claim(settings.output, on_wait) as place:
        clear_workplaces(settings)
        return _build(settings, report, place)


def _build(settings: Settings, report: Report, place: publish.Place) -> BuildOutcome:
    """Build and publish; what the cache holds otherwise than it was built, which only publishing finds out where size
    and time are the same, is thrown away and built again.
    """
    try:
        return _build_once(settings, report, place)
    except publish.PartDamagedError as damaged:
        remove_tree(damaged.tree.parent)
        return _build_once(settings, _say_nothing, place)


def _build_once(settings: Settings, report: Report, place: publish.Place) -> BuildOutcome:
    known = timelines(settings.data, find_localities(settings.data))
    jobs = [LocalityJob(locality_id, settings, timeline) for locality_id, timeline in known.items()]
    outcomes = run_localities(jobs, report)
    if outcomes and all(row.fault for row in outcomes):
        raise SiteError(f"no locality could be built. {outcomes[0].locality_id}: {outcomes[0].fault}")
    nation = build_nation(outcomes, settings)
    releases = build_releases(settings)
    portal = build_portal(outcomes, nation, releases, settings)
    own = [(row, Entry(row.entry)) for row in outcomes if row.entry]
    digests = sorted(f"{row.locality_id} {entry.digest}" for row, entry in own)
    # The day itself is no part of the release: on most days nothing that anybody reads is another than the day before.
    turning = min((row.next_turning_day for row in outcomes if row.next_turning_day), default="")
    release = content_key(portal.digest, nation.digest, releases.digest, *digests, turning)
    told = partial(BuildOutcome, tuple(outcomes), settings.output, next_turning_day=turning)
    if publish.stands(place, release, is_trusted=settings.use_cache):
        standing = publish.published(settings.output)
        pages = publish.standing_counts(settings.output).pages
        return told(pages=pages, files=0, is_unchanged=True, published_as_of=standing.as_of)
    as_of = settings.as_of.isoformat()
    made = publish.publish_site(
        place,
        [_part("portal", portal), _part("nation", nation), _part("releases", releases)],
        [_part(row.locality_id, entry, is_new=not (row.is_broken or row.fault)) for row, entry in own],
        release=release,
        as_of=as_of,
        next_turning_day=turning,
        required=(*publish.REQUIRED, *(["sitemap.xml"] if settings.site_url else [])),
        kept=settings.kept_releases,
        allow_smaller=settings.allow_smaller,
        is_trusted=settings.use_cache,
    )
    return told(pages=made.pages, files=made.files, is_unchanged=False, published_as_of=as_of)


def _part(name: str, entry: Entry, *, is_new: bool = True) -> publish.Part:
    """A tree of the site; older pages, which stay for want of better ones, may lead to what is no more."""
    links = stored_scan(entry).links_out if is_new else ()
    return publish.Part(name, entry.tree, entry.digest, entry.tree_files, links)

"""The whole: the order of all stages, and the site in place."""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from generator import publish
from generator.build.locality import LocalityJob, LocalityOutcome, build_locality
from generator.build.nation import build_nation
from generator.build.portal import build_portal
from generator.build.releases import build_releases
from generator.cache import Entry, content_key, program_digest
from generator.changes import timelines
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


Report = Callable[[LocalityOutcome], None]


def _say_nothing(_: LocalityOutcome) -> None:
    """Nobody wants to know."""


def build(settings: Settings, report: Report = _say_nothing) -> BuildOutcome:
    """Everything: each locality, then the portal, then the site in place.

    ``report`` is told of each locality as it is done. A broken locality never stops the others: it keeps its last
    good pages or a notice.
    """
    known = timelines(settings.data, find_localities(settings.data))
    jobs = [LocalityJob(locality_id, settings, timeline) for locality_id, timeline in known.items()]
    outcomes = _run(jobs, settings.worker_count, report)
    nation = build_nation(outcomes, settings)
    releases = build_releases(settings)
    portal = build_portal(outcomes, nation, releases, settings)
    trees = {row.locality_id: Entry(row.entry) for row in outcomes if row.entry}
    digests = [f"{name} {entry.digest}" for name, entry in sorted(trees.items())]
    # The day itself is no part of the release: on most days nothing that anybody reads is another than the day before.
    turning = min((row.next_turning_day for row in outcomes if row.next_turning_day), default="")
    release = content_key(portal.digest, nation.digest, releases.digest, *digests, turning)
    pages = portal.pages + sum(entry.pages for entry in trees.values())
    standing = publish.published(settings.output)
    if standing.release == release:
        return BuildOutcome(
            tuple(outcomes),
            settings.output,
            pages,
            files=0,
            is_unchanged=True,
            published_as_of=standing.as_of,
            next_turning_day=turning,
        )
    as_of = settings.as_of.isoformat()
    files = publish.publish_site(
        settings.output,
        [portal.tree, nation.tree, releases.tree],
        {name: entry.tree for name, entry in trees.items()},
        release=release,
        as_of=as_of,
        next_turning_day=turning,
    )
    return BuildOutcome(
        tuple(outcomes),
        settings.output,
        pages,
        files,
        is_unchanged=False,
        published_as_of=as_of,
        next_turning_day=turning,
    )


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

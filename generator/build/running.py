"""Running: the jobs of all localities, on the processes of this machine or on a cluster. Whatever becomes of one job,
the others are done; the order of the outcomes is that of the jobs.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool

from generator.build.locality import (
    LocalityJob,
    LocalityOutcome,
    build_locality,
    content_of,
    find_built,
    is_kept,
    older_outcome,
)
from generator.build.parcels import find_stored, store
from generator.build.workers import give_back, import_needed, worker_pool
from generator.cache import program_digest
from generator.errors import UsageError, account_of

# Localities that are looked up in the cache in one go.
_BUNDLE = 8

Report = Callable[[LocalityOutcome], None]


def run_localities(jobs: Sequence[LocalityJob], report: Report) -> list[LocalityOutcome]:
    """All jobs; ``report`` is told of each locality as it is done.

    Raises:
        UsageError: the scheduler or the storage cannot be used.
        SiteError: the cluster was lost. What was done until then is kept in the cache.
    """
    if not jobs:
        return []
    settings = jobs[0].settings
    program_digest(settings.root)  # once, before there are processes that would each work it out
    if settings.scheduler:
        outcomes = _on_cluster(jobs, settings.scheduler)
    elif settings.worker_count > 1 and len(jobs) > 1:
        outcomes = _on_this_machine(jobs, settings.worker_count)
    else:
        outcomes = map(attempt, jobs)
    by_place: dict[str, LocalityOutcome] = {}
    for outcome in outcomes:
        by_place[outcome.locality_id] = outcome
        report(outcome)
    return [by_place[job.locality_id] for job in jobs]


def attempt(job: LocalityJob) -> LocalityOutcome:
    """One job in this process. Our own faults are told of in the outcome; only what concerns every job is raised.

    Raises:
        UsageError: the settings, the storage's among them, are wrong.
    """
    try:
        return _obtained(job)
    except UsageError:
        raise
    except Exception as error:  # noqa: BLE001 - one locality's misfortune, told with it
        return older_outcome(job, fault=account_of(error))


def _obtained(job: LocalityJob) -> LocalityOutcome:
    if not job.settings.storage:
        return build_locality(job)
    content = content_of(job)
    found = find_built(job, content) or find_stored(job, content)
    if found:
        return found
    outcome = build_locality(job)
    store(job, content, outcome)
    return outcome


def _on_this_machine(jobs: Sequence[LocalityJob], workers: int) -> Iterator[LocalityOutcome]:
    """First what was changed last. Where even the second of those is in the cache, most is, and many are looked up in
    one go; else there is much to build, by workers that have all that a build needs in one memory.
    """
    order = sorted(jobs, key=_last_change, reverse=True)
    if _is_known(order[1]):
        rest = order[1:]
        bundles = [order[:1], *(rest[first : first + _BUNDLE] for first in range(0, len(rest), _BUNDLE))]
    else:
        import_needed()
        bundles = [[job] for job in order]
    yield from _run_bundles(bundles, workers)


def _last_change(job: LocalityJob) -> int:
    """When a file of the package was written last, in nanoseconds; 0 where nobody can tell."""
    try:
        with os.scandir(job.settings.data / job.locality_id) as entries:
            return max((entry.stat(follow_symlinks=False).st_mtime_ns for entry in entries), default=0)
    except OSError:
        return 0


def _is_known(job: LocalityJob) -> bool:
    """Whether the cache seems to have the locality, at a glance."""
    try:
        return is_kept(job, content_of(job))
    except Exception:  # noqa: BLE001 - its build will meet the same, and tell of it
        return False


def run_in_pool(jobs: Sequence[LocalityJob], workers: int) -> Iterator[LocalityOutcome]:
    """The outcomes as they come from a pool of processes that are forked from this one, with all it has imported.

    When a process is killed, by hand or for want of memory, the pool is lost with every job it had in hand. Each of
    those is done again in a process of its own, and only the one whose process dies again has failed.
    """
    yield from _run_bundles([[job] for job in jobs], workers)


def _run_bundles(bundles: Iterable[list[LocalityJob]], workers: int) -> Iterator[LocalityOutcome]:
    waiting = deque(bundles)
    while waiting:
        in_hand: dict[Future[list[LocalityOutcome]], list[LocalityJob]] = {}
        suspects: list[LocalityJob] = []
        with worker_pool(min(workers, len(waiting))) as pool:
            is_broken = False
            while (waiting and not is_broken) or in_hand:
                # No job waits inside the pool: whatever is in hand when it breaks is a suspect.
                while waiting and len(in_hand) < workers and not is_broken:
                    try:
                        in_hand[pool.submit(_attempt_and_give_back, waiting[0])] = waiting[0]
                        waiting.popleft()
                    except BrokenProcessPool:
                        is_broken = True
                for future in wait(in_hand, return_when=FIRST_COMPLETED).done:
                    bundle = in_hand.pop(future)
                    if isinstance(future.exception(), BrokenProcessPool):
                        is_broken = True
                        suspects += bundle
                    else:
                        yield from future.result()
        for job in suspects:
            yield _alone(job)


def _attempt_and_give_back(jobs: list[LocalityJob]) -> list[LocalityOutcome]:
    outcomes = []
    for job in jobs:
        outcomes.append(attempt(job))
        if outcomes[-1].was_built:
            give_back()
    return outcomes


def _alone(job: LocalityJob) -> LocalityOutcome:
    """One job in a process of its own, so that it is known whose process it was that died."""
    try:
        with worker_pool(1) as pool:
            return pool.submit(attempt, job).result()
    except BrokenProcessPool:
        fault = "the process that built it was killed twice, the second time while it did nothing else (out of memory?)"
        return older_outcome(job, fault=fault)


def _on_cluster(jobs: Sequence[LocalityJob], scheduler: str) -> Iterator[LocalityOutcome]:
    try:
        from generator.build.cluster import run_on_cluster  # slow to import, and an extra
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"distributed", "dask"}:
            raise
        raise UsageError("--scheduler needs Dask: install «gongkai[cluster]» here and on every worker") from error
    return run_on_cluster(jobs, scheduler, attempt)

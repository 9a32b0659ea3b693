"""Cluster: jobs on the workers of a Dask cluster. The only importer of distributed, and imported only with a scheduler.

Parcels go out, deliveries come back; the workers need neither our disk nor our repository, but the same program. A
worker that dies is the scheduler's affair: it gives the job to another, and gives up on one that kills them all.
"""

import logging
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Lock
from typing import Any
from uuid import uuid4

from distributed import Client, Future, KilledWorker, get_worker
from distributed.client import FutureCancelledError

from generator.build.locality import LocalityJob, LocalityOutcome, content_of, find_built, older_outcome
from generator.build.parcels import Delivery, accept, build_packed, find_stored, pack_job
from generator.cache import program_digest
from generator.errors import SiteError, UsageError
from generator.settings import ROOT

# Seconds: to reach the scheduler; to wait before looking whether the cluster is still there; to be without workers.
_CONNECT, _TICK, _PATIENCE = 15, 2.0, 60.0
# Jobs handed out for each thread of the cluster: one to do and one to go on with, never the whole nation at once.
_AHEAD = 2
_ADDRESS = re.compile(r"(tcp|tls)://[^\s/]+:\d{1,5}")
# MkDocs and its logger belong to a process, not to a thread.
_ONE_AT_A_TIME = Lock()


def run_on_cluster(
    jobs: Sequence[LocalityJob], scheduler: str, attempt: Callable[[LocalityJob], LocalityOutcome]
) -> Iterator[LocalityOutcome]:
    """The outcomes as they come. What cache or storage have is not sent; ``attempt`` does what cannot be sent.

    Raises:
        UsageError: the scheduler cannot be reached, a worker has another program, or the storage cannot be used.
        SiteError: the scheduler or all workers were lost.
    """
    with _connected(scheduler) as client:
        round_trip = _RoundTrip(client, scheduler)
        for job in jobs:
            content = content_of(job)
            found = find_built(job, content) or find_stored(job, content)
            packed = None if found else pack_job(job, content)
            if packed is None:
                yield found or attempt(job)
                continue
            yield from round_trip.arrivals(_AHEAD * max(1, round_trip.threads()) - 1)
            round_trip.send(job, content, packed)
        yield from round_trip.arrivals(0)
        for job, content in list(round_trip.suspects.values()):
            round_trip.send(job, content, pack_job(job, content) or b"")
            yield from round_trip.arrivals(0)


def build_parcel(program: str, packed: bytes) -> Delivery:
    """What a worker does. The digest of the program comes beside the parcel, which only the same program can open.

    Raises:
        UsageError: this worker has another program, so what it builds would not be the same.
    """
    worker = get_worker()
    if program != program_digest(ROOT):
        raise UsageError(
            f"the worker {worker.address} has another version of the program, its schemas or its libraries than this"
            " machine: install the same on both and start the worker again"
        )
    with _ONE_AT_A_TIME:
        return build_packed(packed, Path(worker.local_directory) / "gongkai")


class _RoundTrip:
    """The jobs that are out, and the way back of each.

    ``suspects`` are those whose workers died. The scheduler blames every job that such a worker had in hand, so each
    has to be sent once more while no other is out: only what is killed then has failed.
    """

    def __init__(self, client: Client, scheduler: str) -> None:
        self._client = client
        self._scheduler = scheduler
        self.suspects: dict[str, tuple[LocalityJob, str]] = {}
        self._out: dict[str, tuple[LocalityJob, str, Future[Delivery]]] = {}
        self._back: Queue[str] = Queue()
        self._threads = 0
        self._asked = -_TICK
        self._last_seen = time.monotonic()

    def threads(self) -> int:
        """How many jobs the cluster can do at a time, as far as is known.

        Raises:
            SiteError: it had no workers, or gave no answer, for longer than one waits.
        """
        now = time.monotonic()
        if now - self._asked < _TICK:
            return self._threads
        self._asked = now
        # A busy scheduler may take long; only one that stays silent is lost.
        with suppress(OSError, TimeoutError, ValueError):
            self._threads = sum(int(one) for one in self._client.nthreads(callback_timeout=_CONNECT).values())
            self._last_seen = time.monotonic() if self._threads else self._last_seen
        if time.monotonic() - self._last_seen > _PATIENCE:
            raise self._lost(f"has had no workers, or not answered, for {_PATIENCE:.0f} seconds")
        return self._threads

    def send(self, job: LocalityJob, content: str, packed: bytes) -> None:
        """Hand one job to the cluster."""
        key = f"gongkai-{uuid4().hex}"
        program = program_digest(job.settings.root)
        future = self._client.submit(build_parcel, program, packed, key=key, pure=False)
        self._out[key] = (job, content, future)
        future.add_done_callback(lambda done: self._back.put(done.key))

    def arrivals(self, most_out: int) -> Iterator[LocalityOutcome]:
        """What has come back, waiting until no more than so many jobs are out."""
        while len(self._out) > most_out or not self._back.empty():
            try:
                key = self._back.get(timeout=_TICK)
            except Empty:
                self._look_around()
                continue
            outcome = self._received(*self._out.pop(key))
            if outcome:
                yield outcome

    def _received(self, job: LocalityJob, content: str, future: Future[Delivery]) -> LocalityOutcome | None:
        """What became of a job that came back; None where it has to be sent again."""
        delivery = self._handed_over(future)
        try:
            if isinstance(delivery, Delivery):
                return accept(job, content, delivery)
        except (SiteError, OSError) as error:
            return older_outcome(job, fault=str(error))
        if isinstance(delivery, UsageError):
            raise delivery
        if isinstance(delivery, KilledWorker):
            if job.locality_id not in self.suspects:
                self.suspects[job.locality_id] = (job, content)
                return None
            fault = "the workers that built it were killed, the last ones while they did nothing else (out of memory?)"
            return older_outcome(job, fault=fault)
        return older_outcome(job, fault=f"{type(delivery).__name__}: {delivery}")

    def _handed_over(self, future: Future[Delivery]) -> Delivery | BaseException:
        """What a job came to. Should the worker that has it die right now, another one builds it again."""
        while True:
            if future.status == "error":
                return future.exception(timeout=_PATIENCE) or SiteError("failed without a word")
            if future.status == "cancelled":
                raise self._lost("was lost")
            try:
                return future.result(timeout=_PATIENCE)
            except TimeoutError:
                self._look_around()
            except FutureCancelledError as error:
                raise self._lost("was lost") from error
            except Exception as error:
                if str(future.status) != "error":
                    raise self._lost("did not hand over what was built") from error

    def _look_around(self) -> None:
        """Nothing came for a while: is the cluster still there?"""
        if self._client.status != "running":
            raise self._lost("was lost")
        self.threads()

    def _lost(self, what: str) -> SiteError:
        return SiteError(
            f"the scheduler {self._scheduler} {what}, with {len(self._out)} jobs out. The site is as it was; what"
            " was built is kept. See to the cluster and build again: only the rest will be done"
        )


@contextmanager
def _connected(scheduler: str) -> Iterator[Client]:
    """A client of the scheduler for as long as jobs run.

    Raises:
        UsageError: there is no such scheduler, or TLS is not set up.
    """
    if not _ADDRESS.fullmatch(scheduler):
        raise UsageError(f"the scheduler {scheduler} must be an address such as tcp://10.0.0.5:8786 or tls://…")
    for name in ("distributed.client", "distributed.comm", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what they would say, our errors say in one line
    arguments: dict[str, Any] = {"timeout": _CONNECT, "set_as_default": False}
    try:
        client = Client(scheduler, **arguments)
    except (OSError, TimeoutError, TypeError, ValueError, RuntimeError) as error:
        raise UsageError(f"the scheduler {scheduler} cannot be reached: {error}") from error
    try:
        yield client
    finally:
        with suppress(OSError, TimeoutError):
            client.close(timeout=_CONNECT)

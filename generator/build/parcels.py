"""Parcels: a locality's job carried to a machine that has neither our disk nor our repository, and its result carried
back. What comes back is put on the shelf as if it had been built here, byte for byte.
"""

import pickle
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.artifacts import digest, pack_tree, remove_tree, unpack_tree, write_below, write_bytes
from generator.build.ground import workplace
from generator.build.locality import (
    LocalityJob,
    LocalityOutcome,
    build_locality,
    content_of,
    notes_of,
    older_outcome,
    outcome_of,
    shelf_of,
)
from generator.build.storage import Storage
from generator.cache import STAMPS_FILE, Entry, program_digest
from generator.changes import portable
from generator.errors import SiteError, UsageError, account_of
from generator.issues import Issue
from generator.read import LOCALITY_ID, files_to_carry, folder_content
from generator.settings import ROOT

_MOST_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that a locality's build depends on but the program itself: it names no file of the machine it comes from.

    ``files`` are those of the package folder by name, a folder in it as a name that ends with a slash; ``notes`` is
    what was compared of its history before; ``content`` is the key that the build must come to.
    """

    job: LocalityJob
    files: Mapping[str, bytes]
    notes: bytes
    content: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a machine sends back: the built entry as an archive, or where the storage has it by the key ``stored``.

    Where the data is broken there is neither, only the issues; where it could not be built, only the ``fault``.
    """

    locality_id: str
    issues: tuple[Issue, ...] = ()
    is_broken: bool = False
    fault: str = ""
    turning_days: tuple[date, ...] = ()
    notes: bytes = b""
    archive: bytes = b""
    stored: str = ""
    digest: str = ""


def pack_job(job: LocalityJob, content: str) -> bytes | None:
    """A job as bytes that another machine can build from.

    None where the folder holds what cannot be carried, such as links, or too much: such a package is looked at here.
    """
    folder = job.settings.data / job.locality_id
    files = files_to_carry(folder) if LOCALITY_ID.fullmatch(job.locality_id) else None
    if files is None:
        return None
    notes = notes_of(job)
    program = program_digest(job.settings.root)
    timeline = portable(job.timeline, folder_content(folder), notes, program)
    trees = timeline.trees.files.values() if timeline.trees else ()
    distinct = {id(held): len(held) for tree in (files, *trees) for held in tree.values()}
    if sum(distinct.values()) > _MOST_BYTES:
        return None
    nowhere = replace(job.settings, root=Path(), data=Path(), output=Path(), cache=Path(), scheduler="")
    kept = notes.read_bytes() if notes.is_file() else b""
    parcel = Parcel(replace(job, settings=nowhere, timeline=timeline), files, kept, content)
    return zlib.compress(pickle.dumps(parcel), 1)


def build_packed(packed: bytes, work: Path) -> Delivery:
    """Build what was packed on another machine, with this one's program, in ``work``; nothing stays there but what the
    next build is faster with. An error travels as text: not every one could be rebuilt on the other side.

    Raises:
        UsageError: the storage cannot be used.
    """
    parcel: Parcel = pickle.loads(zlib.decompress(packed))  # noqa: S301 - from who may run any code here anyway
    data, cache = work / "data", work / "cache"
    settings = replace(parcel.job.settings, root=ROOT, data=data, cache=cache, output=work / "site", use_cache=False)
    job = replace(parcel.job, settings=settings)
    try:
        _lay_out(parcel, job)
        return _delivery(job, build_locality(job), parcel)
    except UsageError:
        raise
    except Exception as error:  # noqa: BLE001 - one locality's misfortune, told with it
        return Delivery(job.locality_id, fault=account_of(error))
    finally:
        remove_tree(data)
        remove_tree(cache / "localities")
        remove_tree(cache / "changes")


def _lay_out(parcel: Parcel, job: LocalityJob) -> None:
    """Put the files of a parcel where the job will look for them."""
    folder = job.settings.data / job.locality_id
    folder.mkdir(parents=True)
    for name, content in parcel.files.items():
        if name.endswith("/"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        else:
            write_below(folder, name, content)
    if content_of(job) != parcel.content:
        raise SiteError(f"{job.locality_id} did not arrive as it was sent")
    if parcel.notes:
        write_bytes(notes_of(job), parcel.notes)


def _delivery(job: LocalityJob, outcome: LocalityOutcome, parcel: Parcel) -> Delivery:
    if outcome.entry is None:
        return Delivery(job.locality_id, outcome.issues, is_broken=outcome.is_broken)
    archive = pack_tree(outcome.entry, STAMPS_FILE)
    days = shelf_of(job).turning_days(parcel.content)
    notes = notes_of(job).read_bytes() if notes_of(job).is_file() else b""
    stored = ""
    if job.settings.storage:
        stored = outcome.entry.name
        Storage(job.settings.storage).keep(job.locality_id, parcel.content, stored, days, archive)
    return Delivery(
        job.locality_id,
        outcome.issues,
        turning_days=days,
        notes=notes if notes != parcel.notes else b"",
        archive=b"" if stored else archive,
        stored=stored,
        digest=digest(archive),
    )


def accept(job: LocalityJob, content: str, delivery: Delivery) -> LocalityOutcome:
    """Put on our shelf what another machine built.

    Raises:
        SiteError: it did not arrive as it was built.
        UsageError: the storage cannot be reached, or is not the one that the workers see.
    """
    if delivery.fault:
        return older_outcome(job, fault=delivery.fault)
    if delivery.is_broken:
        return older_outcome(job, delivery.issues, is_broken=True)
    archive = delivery.archive
    if delivery.stored:
        archive = Storage(job.settings.storage).archive(job.locality_id, delivery.stored) or b""
        if not archive:
            raise UsageError(
                f"{job.settings.storage} has no {job.locality_id}/{delivery.stored}.zip, which a worker put there: all"
                " machines must see the same storage"
            )
    entry = _unpacked(job, content, delivery.turning_days, archive) if digest(archive) == delivery.digest else None
    if entry is None:
        raise SiteError(f"the pages of {job.locality_id} did not arrive as they were built")
    if delivery.notes:
        write_bytes(notes_of(job), delivery.notes)
    return outcome_of(job, content, entry, was_built=True)


def find_stored(job: LocalityJob, content: str) -> LocalityOutcome | None:
    """The locality as the storage has it from an earlier build, on whatever machine; None where it has to be built.

    Raises:
        UsageError: the storage cannot be reached.
    """
    settings = job.settings
    if not (settings.storage and settings.use_cache and LOCALITY_ID.fullmatch(job.locality_id)):
        return None
    storage = Storage(settings.storage)
    days = storage.turning_days(job.locality_id, content)
    if days is None:
        return None
    archive = storage.archive(job.locality_id, shelf_of(job).remember(content, days, settings.as_of))
    entry = _unpacked(job, content, days, archive) if archive else None
    return outcome_of(job, content, entry, was_built=False) if entry else None


def store(job: LocalityJob, content: str, outcome: LocalityOutcome) -> None:
    """Put what was built here into the storage, so that other machines need not build it.

    Raises:
        UsageError: the storage cannot be reached.
    """
    if job.settings.storage and outcome.entry and outcome.was_built:
        days = shelf_of(job).turning_days(content)
        archive = pack_tree(outcome.entry, STAMPS_FILE)
        Storage(job.settings.storage).keep(job.locality_id, content, outcome.entry.name, days, archive)


def _unpacked(job: LocalityJob, content: str, days: tuple[date, ...], archive: bytes) -> Entry | None:
    """The entry that an archive holds, on our shelf; None where the archive is damaged."""
    shelf = shelf_of(job)
    work = workplace(job.settings, job.locality_id)
    try:
        unpack_tree(archive, work / "entry")
        return shelf.adopt(shelf.remember(content, days, job.settings.as_of), work / "entry")
    except ValueError:
        return None
    finally:
        remove_tree(work)

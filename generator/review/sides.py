"""Sides: one locality as it is or as it is proposed, read and judged."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.assess import Assessments, assess_package
from generator.changes import Snapshot, snapshot_of
from generator.changes.snapshots import read_snapshot
from generator.examine import examine_package
from generator.issues import Issue
from generator.model import Package
from generator.obligations import public_obligations
from generator.standings import Standing, assess_reports
from generator.vocabulary import load_vocabulary


@dataclass(frozen=True, slots=True)
class Judged:
    """A package without errors, with the status of everything in it."""

    package: Package
    assessments: Assessments
    standings: dict[str, Standing]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a locality: its issues, what could be read of it, and the judged package where it has no errors.

    A package that conforms to the schemas can be compared even where its checks find errors, and so has a snapshot.
    """

    issues: tuple[Issue, ...] = ()
    snapshot: Snapshot | None = None
    judged: Judged | None = None


def read_judged(folder: Path, schemas: Path, as_of: date) -> Side:
    """The side that a package folder is."""
    package, raw, log = examine_package(folder, schemas)
    if raw is None:
        return Side(log.issues)
    if package is None:
        return Side(log.issues, read_snapshot(folder, schemas)[0])
    obligations = public_obligations(load_vocabulary(schemas))
    judged = Judged(package, assess_package(package, as_of), assess_reports(package, obligations, as_of))
    return Side(log.issues, snapshot_of(package, raw), judged)

"""Records of a review: what a proposal does to each locality, and to what is no data."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.changes import Difference
from generator.issues import ERROR, Issue
from generator.review.files import OtherFiles
from generator.sentences import Words

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in a package: ``new`` by the proposal, ``known`` (it was there before), and ``mended``."""

    new: tuple[Issue, ...] = ()
    known: tuple[Issue, ...] = ()
    mended: tuple[Issue, ...] = ()

    @property
    def errors(self) -> tuple[Issue, ...]:
        """Errors of the proposed package, the new ones first; one that was there before is one still."""
        return tuple(row for row in (*self.new, *self.known) if row.severity == ERROR)


@dataclass(frozen=True, slots=True)
class Turn:
    """A status that another takes the place of. ``scope`` is task, target or report; ``reason`` is that of the new."""

    scope: str
    record_id: str
    subject: Words
    before: str
    after: str
    reason: Words


@dataclass(frozen=True, slots=True)
class PageChanges:
    """Addresses of pages that come, read otherwise, or say only that what stood there is gone."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many pages there are of all three kinds."""
        return len(self.added) + len(self.changed) + len(self.gone)


@dataclass(frozen=True, slots=True)
class LocalityReview:
    """What a proposal does to one locality.

    ``kind`` is added, removed or changed. ``difference`` is None where a side is missing or cannot be read.
    ``statuses`` count the statuses of a scope before and after. ``portal`` are pages above the localities that change
    with it.
    """

    locality_id: str
    name: str
    kind: str
    findings: Findings
    difference: Difference | None = None
    turns: tuple[Turn, ...] = ()
    statuses: Mapping[str, tuple[Counter[str], Counter[str]]] = field(default_factory=dict)
    pages: PageChanges = field(default_factory=PageChanges)
    portal: tuple[str, ...] = ()
    is_published: bool = True


@dataclass(frozen=True, slots=True)
class Review:
    """What a proposal means as of a day."""

    as_of: date
    localities: tuple[LocalityReview, ...]
    others: OtherFiles

    @property
    def errors(self) -> tuple[Issue, ...]:
        """All errors in the proposed data."""
        return tuple(issue for row in self.localities for issue in row.findings.errors)

    @property
    def has_errors(self) -> bool:
        """True when the proposal cannot be merged as it is."""
        return bool(self.errors)

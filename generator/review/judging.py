"""Judging: a proposal → what it does to each locality that it changes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.changes import Difference, Wording, compare_snapshots
from generator.errors import UsageError
from generator.issues import Issue, visible
from generator.language import CHINESE
from generator.pages.edition import Edition
from generator.publisher import Publisher
from generator.read import find_localities, folder_content
from generator.review.files import OtherFiles
from generator.review.records import ADDED, CHANGED, REMOVED, Findings, LocalityReview, Review
from generator.review.sides import Side, read_judged
from generator.review.touching import Press
from generator.review.turning import counts_of_statuses, turns_between
from generator.schemas import load_schemas
from generator.vocabulary import load_vocabulary


def review_proposal(base: Path, proposal: Path, schemas: Path, as_of: date, others: OtherFiles) -> Review:
    """What becomes of each locality that differs between two folders of packages, as of a day.

    Raises:
        UsageError: one of the folders is not there, or is a link.
    """
    for folder in (base, proposal):
        if folder.is_symlink():
            raise UsageError(f"{folder} is a link; a folder of packages must be a folder")
        if not folder.is_dir():
            raise UsageError(f"{folder} is no folder")
    reviews = [_review_locality(base / name, proposal / name, schemas, as_of) for name in _differing(base, proposal)]
    return Review(as_of, tuple(reviews), others)


def _differing(base: Path, proposal: Path) -> list[str]:
    """Names of the localities that came, went, or whose folders do not hold the same bytes."""
    before, after = set(find_localities(base)), set(find_localities(proposal))
    both = (name for name in before & after if folder_content(base / name) != folder_content(proposal / name))
    return sorted({*(before ^ after), *both})


def _review_locality(before: Path, after: Path, schemas: Path, as_of: date) -> LocalityReview:
    is_old, is_new = (folder.is_dir() or folder.is_symlink() for folder in (before, after))
    old = read_judged(before, schemas, as_of) if is_old else Side()
    new = read_judged(after, schemas, as_of) if is_new else Side()
    kind = CHANGED if is_old and is_new else ADDED if is_new else REMOVED
    vocabulary, tables = load_vocabulary(schemas), load_schemas(schemas)
    difference = None
    if old.snapshot and new.snapshot:
        difference = Difference(old.snapshot, new.snapshot, compare_snapshots(old.snapshot, new.snapshot, tables))
    changes = difference.changes if difference else ()
    named = new.snapshot or old.snapshot
    review = LocalityReview(
        locality_id=visible(after.name),
        name=visible(named.package.locality.name) if named else "",
        kind=kind,
        findings=_findings(old.issues, new.issues) if is_new else Findings(),
        difference=difference,
    )
    if is_new and new.judged is None:
        # Whatever was found only after the errors was not looked for, which is not mended.
        return replace(review, findings=replace(review.findings, mended=()), is_published=False)
    press = Press(tables, vocabulary, Edition(CHINESE, (CHINESE,), Publisher()), as_of)
    return replace(
        review,
        turns=turns_between(old.judged, new.judged, changes, Wording(tables, vocabulary))
        if old.judged and new.judged
        else (),
        statuses=counts_of_statuses(old.judged, new.judged),
        pages=press.changed_pages(old, new, changes),
        portal=press.changed_portal(old, new),
    )


def _findings(old: Sequence[Issue], new: Sequence[Issue]) -> Findings:
    """The new issues, those that were there before, and those that are there no more.

    Rows move when others come before them, so an issue is known by what it says of what, not by its row.
    """
    left = Counter(_of_what(issue) for issue in old)
    fresh: list[Issue] = []
    known: list[Issue] = []
    for issue in new:
        key = _of_what(issue)
        (known if left[key] else fresh).append(issue)
        left[key] -= bool(left[key])
    mended = []
    for issue in old:
        key = _of_what(issue)
        if left[key]:
            left[key] -= 1
            mended.append(issue)
    return Findings(tuple(fresh), tuple(known), tuple(mended))


def _of_what(issue: Issue) -> tuple[str, ...]:
    return issue.code, issue.file, issue.column, issue.value, issue.record, str(issue.message)

"""What changed and when: a locality's page of changes, and the changes of one task or indicator on its own page."""

from dataclasses import dataclass
from datetime import date

from generator.changes import RENAMED, Change, Gathering, Step
from generator.pages import addresses
from generator.pages.change_feeds import FEED_FILE, locality_feed
from generator.pages.change_views import Name
from generator.pages.frame import framed_page
from generator.pages.page import Page
from generator.pages.turning_views import turned_blocks
from generator.pages.views import Views
from generator.sentences import Words, sentence

_NEWEST_OF_ONE = 12
PAGES = {
    "plans": addresses.plan,
    "tasks": addresses.task,
    "units": addresses.unit,
    "indicators": addresses.indicator,
    "reports": addresses.report,
}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One record's change in a list: the sentence, and the page that tells more, where there is one.

    ``former`` is the address that a record with a new id had; ``is_turned`` where the date alone changed something.
    """

    words: Words
    address: str
    former: str = ""
    is_turned: bool = False


@dataclass(frozen=True, slots=True)
class StepView:
    """What one revision brought: lines, many of one kind under a heading; a remark where it is no list of changes."""

    commit: str
    remark: Words
    blocks: tuple[tuple[Words, tuple[ChangeLine, ...]], ...]


def changes_page(views: Views) -> Page:
    """Everything that changed, by day, newest first."""
    place, history = views.package.locality, views.changes.history
    stepped = {day: [_step_view(step, views) for step in steps] for day, steps in history.days()}
    turned = turned_blocks(views)
    days = [
        (day, day_anchor(day), stepped.get(day, ()), turned.get(day, ()) if day else ())
        for day in sorted(stepped.keys() | turned.keys(), key=lambda day: day or date.max, reverse=True)
    ]
    feed = locality_feed(views)
    return framed_page(
        views,
        "changes.md",
        addresses.changes(views.locality_id),
        sentence("{place}的数据变动", place=place.name),
        sentence("{place}的数据里增加、更正、删去了什么，哪些时限到了，是哪一天。", place=place.name),
        {"days": days, "is_known": history.is_known, "begins": history.begins, "feed_file": FEED_FILE if feed else ""},
        crumbs=views.crumbs((sentence("变动"), "")),
        files={FEED_FILE: feed} if feed else {},
        more={"feed": FEED_FILE} if feed else {},
    )


def own_changes(concerned: str, record_id: str, views: Views) -> list[tuple[date | None, ChangeLine]]:
    """The newest changes of one task or indicator since it was taken in, and what turned of it by the date alone;
    ``concerned`` is task_ids or indicator_ids.
    """
    told: list[tuple[date | None, ChangeLine]] = [
        (row.day, _line(row.statement.first, row.statement.words, views))
        for row in views.changes.of(concerned, record_id)[:_NEWEST_OF_ONE]
    ]
    told += [
        (row.day, ChangeLine(row.words, "", is_turned=True))
        for row in views.turnings
        if record_id == (row.task_id if concerned == "task_ids" else row.indicator_id)
    ]
    return sorted(told, key=lambda row: row[0] or date.max, reverse=True)[:_NEWEST_OF_ONE]


def day_anchor(day: date | None) -> str:
    """Where a day stands on the page of changes; without a day, what has not been committed."""
    return day.isoformat() if day else "uncommitted"


def _step_view(step: Step, views: Views) -> StepView:
    blocks = tuple(_block(row, views) for row in views.changes.gathered(step))
    return StepView(step.commit, views.changes.remark(step), blocks)


def _block(row: Gathering, views: Views) -> tuple[Words, tuple[ChangeLine, ...]]:
    return row.heading, tuple(_line(item.first, item.words, views) for item in row.statements)


def _line(first: Change, words: Words, views: Views) -> ChangeLine:
    is_moved = first.kind == RENAMED and (first.table, first.old) in views.changes.gone
    former = PAGES[first.table](views.locality_id, first.old) if is_moved else ""
    return ChangeLine(words, _address_of(first, views), former)


def _address_of(change: Change, views: Views) -> str:
    """The page that shows what changed: the record's own, else that of what it belongs to; empty where none does."""
    if change.table == "registers":
        return addresses.registers(views.locality_id)
    for table, record_id in _places_of(change):
        if (table, record_id) in views.changes.present or (table, record_id) in views.changes.gone:
            return PAGES[table](views.locality_id, record_id)
    return "" if change.record_id else addresses.locality(views.locality_id, "data/")


def _places_of(change: Change) -> list[Name]:
    """Where a change may be looked up, best first: a result beside its indicator, all else beside its task."""
    indicators = [("indicators", name) for name in change.indicator_ids]
    tasks = [("tasks", name) for name in change.task_ids]
    return [
        (change.table, change.record_id),
        *(("reports", name) for name in change.report_ids),
        *(indicators + tasks if change.table == "results" else tasks + indicators),
        *(("plans", name) for name in change.plan_ids),
        *(("units", name) for name in change.unit_ids),
    ]

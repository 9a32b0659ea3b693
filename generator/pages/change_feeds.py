"""Feeds of what changed: of a locality, of what concerns a unit, and of all localities. One entry a locality and day.

Entries have full addresses, so there is no feed where the site's address is not known; what has not been committed is
no news yet.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from generator.changes import BEGINS, FIRST, Step
from generator.feeds import Entry, FeedHead, feed_text
from generator.model import Unit, grouped
from generator.pages import addresses
from generator.pages.edition import Edition
from generator.pages.portal_views import Portal
from generator.pages.views import Views
from generator.sentences import Words, sentence

FEED_FILE = "feed.xml"
_NEWEST_DAYS = 50
_MOST_LINES = 20


def locality_feed(views: Views) -> str:
    """What changed in a locality, day by day; empty where there is nothing to tell or no address."""
    address = addresses.changes(views.locality_id)
    place = views.package.locality.name
    days: list[tuple[date, Sequence[Words]]] = [
        (day, lines) for day, steps in views.changes.history.days() if day and (lines := views.changes.words(steps))
    ]
    return _feed(views.edition, sentence("{place}的数据变动", place=place), address, place, days)


def unit_feed(unit: Unit, views: Views) -> str:
    """What changed of that which one unit answers for. Its first entry is the day on which it was taken in."""
    address = addresses.unit(views.locality_id, unit.unit_id)
    told = [row for row in views.changes.of("unit_ids", unit.unit_id) if row.day]
    lines = [(row.day or date.min, row.statement.words) for row in told]
    days: list[tuple[date, Sequence[Words]]] = [
        (day, [words for _, words in rows]) for day, rows in grouped(lines, lambda row: row[0]).items()
    ]
    if len(days) < _NEWEST_DAYS:
        first = _first_step(views)
        if first and first.day and first.day not in {day for day, _ in days}:
            days.append((first.day, [sentence("开始记录与{unit}有关的变动", unit=unit.name)]))
    title = sentence("{place}：与{unit}有关的变动", place=views.package.locality.name, unit=unit.name)
    return _feed(views.edition, title, address, unit.name, days)


def portal_feed(portal: Portal) -> str:
    """What changed in all localities, out of their summaries."""
    edition = portal.edition
    rows = [(row, summary.locality) for summary in portal.summaries for row in summary.changes]
    entries = [
        _entry(
            edition,
            place.name,
            addresses.changes(place.locality_id),
            date.fromisoformat(day),
            [row.words for row, _ in found],
        )
        for (day, place), found in grouped(rows, lambda item: (item[0].day, item[1])).items()
    ]
    return _written(edition, sentence("{site}：数据变动", site=edition.name), addresses.CHANGES, entries)


def _first_step(views: Views) -> Step | None:
    return next((step for step in views.changes.history.steps if step.kind in {FIRST, BEGINS}), None)


def _feed(
    edition: Edition, title: Words, address: str, whose: str, days: Iterable[tuple[date, Sequence[Words]]]
) -> str:
    return _written(edition, title, address, [_entry(edition, whose, address, day, lines) for day, lines in days])


def _entry(edition: Edition, whose: str, address: str, day: date, lines: Sequence[Words]) -> Entry:
    """The name is the day alone, so that an entry stays the same entry whatever else is found for it."""
    told = [sentence("{change}。", change=line) for line in lines[:_MOST_LINES]]
    if len(lines) > _MOST_LINES:
        told.append(sentence("还有{n}处。", n=len(lines) - _MOST_LINES))
    return Entry(
        name=day.isoformat(),
        title=edition.say(sentence("{whose}：{day}的变动", whose=whose, day=day)),
        summary=" ".join(edition.say(line) for line in told),
        address=edition.public_address(address),
        day=day,
    )


def _written(edition: Edition, title: Words, address: str, entries: Sequence[Entry]) -> str:
    if not edition.site_url or not entries:
        return ""
    newest = sorted(entries, key=lambda entry: (-entry.day.toordinal(), entry.address))[:_NEWEST_DAYS]
    head = FeedHead(
        title=edition.say(title),
        page=edition.public_address(address),
        address=edition.public_address(address + FEED_FILE),
        author=edition.publisher.name or edition.name,
        language=edition.language.code,
    )
    return feed_text(head, newest)

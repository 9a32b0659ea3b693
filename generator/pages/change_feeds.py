"""Feeds of what changed: of a locality, of what concerns a unit, and of all localities. One entry a locality and day,
and one for what turned on a day by the date alone: plans make dozens of tasks due on the last day of a year.

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
from generator.pages.turning_views import turned_words
from generator.pages.views import Views
from generator.sentences import Sentence, Words, sentence
from generator.turnings import Turning

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
    return _feed(views.edition, sentence("{place}的数据变动", place=place), address, place, days, views.turnings)


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
    turned = [row for row in views.turnings if unit.unit_id in row.unit_ids]
    return _feed(views.edition, title, address, unit.name, days, turned)


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
    turned = [
        (row.day, sentence("{place}：{change}", place=summary.locality.name, change=row.words))
        for summary in portal.summaries
        for row in summary.turnings
        if not row.is_report
    ]
    entries += [
        _turned_entry(edition, sentence("各地"), addresses.CHANGES, date.fromisoformat(day), [row for _, row in found])
        for day, found in grouped(turned, lambda item: item[0]).items()
    ]
    return _written(edition, sentence("{site}：数据变动", site=edition.name), addresses.CHANGES, entries)


def _first_step(views: Views) -> Step | None:
    return next((step for step in views.changes.history.steps if step.kind in {FIRST, BEGINS}), None)


def _feed(
    edition: Edition,
    title: Words,
    address: str,
    whose: str,
    days: Iterable[tuple[date, Sequence[Words]]],
    turnings: Sequence[Turning],
) -> str:
    entries = [_entry(edition, whose, address, day, lines) for day, lines in days]
    entries += [_turned_entry(edition, whose, address, day, lines) for day, lines in turned_words(turnings)]
    return _written(edition, title, address, entries)


def _entry(edition: Edition, whose: str, address: str, day: date, lines: Sequence[Words]) -> Entry:
    """The name is the day alone, so that an entry stays the same entry whatever else is found for it."""
    title = sentence("{whose}：{day}的变动", whose=whose, day=day)
    return _told(edition, day.isoformat(), title, address, day, _sentences(lines))


def _turned_entry(edition: Edition, whose: Words, address: str, day: date, lines: Sequence[Words]) -> Entry:
    """An entry of its own, that says first that nobody edited anything; it keeps its name whatever else turned."""
    title = sentence("{whose}：{day}因日期而变", whose=whose, day=day)
    told = [sentence("数据没有改动，只是日期到了。"), *_sentences(lines)]
    return _told(edition, f"{day}-turned", title, address, day, told)


def _sentences(lines: Sequence[Words]) -> list[Sentence]:
    told = [sentence("{change}。", change=line) for line in lines[:_MOST_LINES]]
    if len(lines) > _MOST_LINES:
        told.append(sentence("还有{n}处。", n=len(lines) - _MOST_LINES))
    return told


def _told(edition: Edition, name: str, title: Words, address: str, day: date, told: Sequence[Words]) -> Entry:
    return Entry(
        name=name,
        title=edition.say(title),
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

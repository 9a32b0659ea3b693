"""Calendars: days by which something is due, as a file that calendar programs read and subscribe to (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from icalendar import Calendar, Event

from generator.periods import ONE_DAY

_PRODUCER = "-//Gongkai//NONSGML Gongkai//ZH"


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day in a calendar, as words of one language.

    ``name`` is unique within the site and never changes meaning; ``is_yearly`` repeats the day every year up to
    ``until``, the last of February as the last of February; ``address`` is the full address of a page, or empty.
    """

    name: str
    day: date
    title: str
    description: str = ""
    address: str = ""
    is_yearly: bool = False
    until: date | None = None


def calendar_text(title: str, occasions: Iterable[Occasion], host: str) -> str:
    """The calendar file. ``host`` makes the identifiers unique in the world.

    The format asks when an entry was written. No clock is read, so that two builds give the same bytes: the first day
    of the entry's own year stands there.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for occasion in sorted(occasions, key=lambda row: (row.day, row.name)):
        calendar.add_component(_event(occasion, host))
    content: bytes = calendar.to_ical()
    return content.decode("utf-8")


def _event(occasion: Occasion, host: str) -> Event:
    event = Event()
    event.add("uid", f"{occasion.name}@{host}")
    event.add("dtstamp", datetime.combine(date(occasion.day.year, 1, 1), time(), UTC))
    event.add("dtstart", occasion.day)
    event.add("summary", occasion.title)
    if occasion.description:
        event.add("description", occasion.description)
    if occasion.address:
        event.add("url", occasion.address)
    if occasion.is_yearly:
        event.add("rrule", _yearly(occasion))
    # A day that is due takes nobody's time.
    event.add("transp", "TRANSPARENT")
    return event


def _yearly(occasion: Occasion) -> dict[str, object]:
    is_last_of_month = (occasion.day + ONE_DAY).day == 1
    rule: dict[str, object] = {
        "freq": "yearly",
        "bymonth": occasion.day.month,
        "bymonthday": -1 if is_last_of_month else occasion.day.day,
    }
    return rule | ({"until": occasion.until} if occasion.until else {})

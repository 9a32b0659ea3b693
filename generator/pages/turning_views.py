"""Turning views: what changed by the date alone, as the pages and feeds of a locality tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.model import grouped
from generator.pages import addresses
from generator.pages.views import Views
from generator.sentences import Words
from generator.turnings import Turning, gather_turnings


@dataclass(frozen=True, slots=True)
class TurningLine:
    """One turning in a list: the sentence, and the page that tells more."""

    words: Words
    address: str


# A heading, empty where there is none, and the lines below it.
TurningBlock = tuple[Words, tuple[TurningLine, ...]]


def turned_blocks(views: Views) -> dict[date, list[TurningBlock]]:
    """The turnings of a locality by day, newest first; many of one kind under one heading."""
    return {
        day: [(row.heading, tuple(turning_line(item, views) for item in row.turnings)) for row in gather_turnings(rows)]
        for day, rows in grouped(views.turnings, lambda row: row.day).items()
    }


def turned_words(turnings: Sequence[Turning]) -> list[tuple[date, list[Words]]]:
    """Some turnings day by day, newest first, in a line for each heading or turning."""
    days = grouped(turnings, lambda row: row.day).items()
    return [(day, [row.line for row in gather_turnings(rows)]) for day, rows in days]


def turning_line(turning: Turning, views: Views) -> TurningLine:
    """A turning and the page of what it is about."""
    return TurningLine(turning.words, _address_of(turning, views))


def _address_of(turning: Turning, views: Views) -> str:
    """The page of its task or indicator, else of its plan; of a report that nobody entered the list of reports."""
    place = views.locality_id
    if turning.table == "reports":
        is_entered = ("reports", turning.record_id) in views.changes.present
        return addresses.report(place, turning.record_id) if is_entered else addresses.locality(place, "reports/")
    if turning.task_id:
        return addresses.task(place, turning.task_id)
    if turning.indicator_id:
        return addresses.indicator(place, turning.indicator_id)
    return addresses.plan(place, turning.plan_id)

"""The newest changes of all localities, out of their summaries: the portal's page, and a few for the home page.

What the date alone changed stands apart, and on the page alone; of yearly reports the register tells.
"""

from collections.abc import Sequence

from generator.model import Locality, grouped
from generator.pages import addresses
from generator.pages.change_feeds import FEED_FILE, portal_feed
from generator.pages.page import Page
from generator.pages.portal_views import Portal
from generator.pages.render import render_page
from generator.sentences import Words, sentence

_MOST_PLACES = 200
_MOST_TURNED = 100
_MOST_LINES = 3

# A day, a place, and what changed there on that day.
PlaceDay = tuple[str, Locality, Sequence[Words]]


def place_days(portal: Portal) -> list[PlaceDay]:
    """What changed, newest day first; of one day, changes before first inclusions, then by code."""
    rows = [(row, summary.locality) for summary in portal.summaries for row in summary.changes]
    groups = grouped(rows, lambda item: (item[0].day, item[1].locality_id))
    ordered = sorted(
        groups.values(), key=lambda group: (all(row.is_first for row, _ in group), group[0][1].locality_id)
    )
    ordered.sort(key=lambda group: group[0][0].day, reverse=True)
    return [(group[0][0].day, group[0][1], _few([row.words for row, _ in group])) for group in ordered]


def turned_place_days(portal: Portal) -> list[PlaceDay]:
    """What the date alone changed, newest day first; of one day by code."""
    rows = [(row, summary.locality) for summary in portal.summaries for row in summary.turnings if not row.is_report]
    groups = grouped(rows, lambda item: (item[0].day, item[1].locality_id)).values()
    ordered = sorted(groups, key=lambda group: group[0][1].locality_id)
    ordered.sort(key=lambda group: group[0][0].day, reverse=True)
    return [(group[0][0].day, group[0][1], _few([row.words for row, _ in group])) for group in ordered]


def _few(lines: Sequence[str]) -> list[Words]:
    if len(lines) <= _MOST_LINES:
        return list(lines)
    return [*lines[:_MOST_LINES], sentence("还有{n}处", n=len(lines) - _MOST_LINES)]


def portal_changes_page(portal: Portal) -> Page:
    """The newest changes by day and locality, with their feed."""
    changed = grouped(place_days(portal)[:_MOST_PLACES], lambda row: row[0])
    turned = grouped(turned_place_days(portal)[:_MOST_TURNED], lambda row: row[0])
    days = sorted(changed.keys() | turned.keys(), reverse=True)
    feed = portal_feed(portal)
    return render_page(
        portal.edition,
        "portal_changes.md",
        addresses.CHANGES,
        sentence("数据变动"),
        sentence("各地数据里增加、更正、删去了什么，哪些时限到了，是哪一天。"),
        {
            "days": [(day, _places(changed.get(day, ())), _places(turned.get(day, ()))) for day in days],
            "feed_file": FEED_FILE if feed else "",
        },
        meta={"kind": "", "crumbs": [[sentence("数据变动"), ""]], "feed": FEED_FILE if feed else ""},
        files={FEED_FILE: feed} if feed else {},
    )


def _places(rows: Sequence[PlaceDay]) -> list[tuple[Locality, Sequence[Words]]]:
    return [(place, lines) for _, place, lines in rows]

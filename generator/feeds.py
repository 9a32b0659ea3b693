"""Feeds: what is new, as Atom (RFC 4287), for readers' programs and for people who are told by mail or in a chat."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from html import escape

from feedgenerator import Atom1Feed

# Tables with such characters are refused, but a feed must be readable whatever happens: XML cannot hold them at all.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNKNOWN = "\ufffd"


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news in words of one language.

    ``address`` is the full address of the page; ``name`` tells entries about the same page apart: it is new whenever
    there is something new to say, and readers are told once of every name.
    """

    name: str
    title: str
    summary: str
    address: str
    day: date


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed says of itself: title, its page, its own full address, who publishes it, and its language."""

    title: str
    page: str
    address: str
    author: str
    language: str


def feed_text(head: FeedHead, entries: Sequence[Entry]) -> str:
    """The feed, newest entries first; entries of one day by name. Days are midnights of the coordinated time.

    Raises:
        ValueError: there is no entry; a feed must say when it was brought up to date, and no clock is read.
    """
    if not entries:
        raise ValueError("a feed without entries has no date")
    feed = Atom1Feed(
        title=head.title,
        link=head.page,
        description=None,
        feed_url=head.address,
        feed_guid=head.address,
        author_name=head.author,
        language=head.language,
    )
    for entry in sorted(entries, key=lambda row: (-row.day.toordinal(), row.name)):
        feed.add_item(
            title=_readable(entry.title),
            link=entry.address,
            # Programs read it as HTML; ours is plain text.
            description=escape(_readable(entry.summary)),
            unique_id=f"{entry.address}#{entry.name}",
            updateddate=datetime.combine(entry.day, time(), UTC),
        )
    text: str = feed.writeString("utf-8")
    return text


def _readable(text: str) -> str:
    return _NOT_IN_XML.sub(_UNKNOWN, text)

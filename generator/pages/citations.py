"""Citations: how a page is cited after GB/T 7714, after APA 7 and in BibTeX, of what is known and nothing else.

The day on which a reader looked at the page is the reader's: no clock is read here. Where a style wants it, there is a
gap, which a script fills with the day in the reader's browser.
"""

import re
from dataclasses import dataclass
from datetime import date

from generator.pages.edition import Edition
from generator.pages.escape import visible_text
from generator.sentences import sentence

_AUTHOR = sentence("公开（Gongkai）")
_NO_KEY = re.compile(r"[^a-z0-9]+")
# Braces are counted by BibTeX even behind a backslash, so they are words.
_IN_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{mark: f"\\{mark}" for mark in "%&#_$"},
    }
)
_IN_ADDRESS = str.maketrans({mark: f"%{ord(mark):02X}" for mark in '{}\\ "<>^`|'})


@dataclass(frozen=True, slots=True)
class Source:
    """What a citation names besides the page: the locality, its data's version and the day of the newest document."""

    place: str
    version: str
    newest_day: date | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in one style: what stands before and after the day on which the reader looked at the page.

    ``gap`` is what stands there until it is filled; ``has_gap`` is False where the style wants no such day or no
    address is known that one could have looked at. ``name`` is the style's own.
    """

    code: str
    name: str
    before: str
    after: str = ""
    gap: str = ""
    has_gap: bool = False

    @property
    def text(self) -> str:
        """The whole citation as it stands without scripts."""
        return f"{self.before}{self.gap}{self.after}"


def citations(edition: Edition, address: str, title: str, source: Source) -> tuple[Citation, ...]:
    """The page ``title`` at ``address`` in every style, the national standard first."""
    full = edition.public_address(address)
    author = edition.publisher.name or edition.say(_AUTHOR)
    if not title.startswith(source.place):
        title = edition.say(sentence("{place}：{title}", place=source.place, title=title))
    return (
        _national(edition, author, title, source, full),
        _american(author, title, source, full),
        _bibtex(edition, author, title, source, address, full),
    )


def _national(edition: Edition, author: str, title: str, source: Source, full: str) -> Citation:
    """GB/T 7714-2015: author, title and kind, version, (day of the newest document)[day of access], address."""
    version = edition.say(sentence("数据版本 {version}", version=source.version))
    start = f"{author}. {title}[DB/OL]. {version}"
    day = f"({source.newest_day.isoformat()})" if source.newest_day else ""
    if not full:
        return Citation("gbt", "GB/T 7714", f"{start}. {day}" if day else start)
    gap = edition.say(sentence("访问日期"))
    return Citation("gbt", "GB/T 7714", f"{start}. {day}[", f"]. {full}", gap, has_gap=True)


def _american(author: str, title: str, source: Source, full: str) -> Citation:
    """APA 7, a data set with a version: it wants no day of access, and no publisher that is the author as well."""
    year = f"{source.newest_day.year}" if source.newest_day else "n.d."
    text = f"{author}. ({year}). {title} (Version {source.version}) [Data set]."
    return Citation("apa", "APA 7", f"{text} {full}" if full else text)


def _bibtex(edition: Edition, author: str, title: str, source: Source, address: str, full: str) -> Citation:
    """BibTeX: an entry that old programs read as well as new ones; the key is ASCII and as stable as the address."""
    key = _NO_KEY.sub("-", f"gongkai-{edition.language.folder}{address}".lower()).strip("-")
    fields = [
        ("author", f"{{{bibtex_text(author)}}}"),
        ("title", f"{{{bibtex_text(title)}}}"),
        *([("year", f"{source.newest_day.year}")] if source.newest_day else []),
        ("version", bibtex_text(source.version)),
        ("publisher", f"{{{bibtex_text(author)}}}"),
        *([("url", full.translate(_IN_ADDRESS))] if full else []),
    ]
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields)
    start = f"@misc{{{key},\n{lines}"
    if not full:
        return Citation("bibtex", "BibTeX", f"{start}}}")
    return Citation("bibtex", "BibTeX", f"{start}  urldate = {{", "},\n}", has_gap=True)


def bibtex_text(text: str) -> str:
    """``text`` so that BibTeX shows exactly it: on one line, no mark of it a command or a brace that counts."""
    return " ".join(visible_text(text).split()).translate(_IN_BIBTEX)

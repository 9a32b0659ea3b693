"""Periods: the stretch of time a value is for, as written in the tables (``2023-H1``), as days, and in words."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, total_ordering

from generator.sentences import Sentence, month_name, sentence

_QUARTERS = (sentence("第一季度"), sentence("第二季度"), sentence("第三季度"), sentence("第四季度"))
_SINGLE = re.compile(r"(\d{4})(?:-(?:(H[12])|(Q[1-4])|(\d{2})))?", re.ASCII)
# No document of ours speaks of other years, and a day can always be added to the last one.
YEARS = range(1900, 2101)
ONE_DAY = timedelta(days=1)


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included. ``start`` is None for «up to and including».

    Periods sort by their last day; of those that end together the one that began first comes first.
    """

    end: date
    start: date | None
    text: str
    label: Sentence

    def __lt__(self, other: "Period") -> bool:
        mine, theirs = self.start or date.min, other.start or date.min
        return (self.end, mine, self.text) < (other.end, theirs, other.text)

    def covers(self, other: "Period") -> bool:
        """True when the whole of ``other`` lies in this period."""
        begins_within = self.start is None or (other.start is not None and self.start <= other.start)
        return begins_within and other.end <= self.end

    def cut_at(self, day: date) -> "Period":
        """The part of the period up to and including ``day``, up to which something was counted."""
        return Period(day, self.start, self.text, sentence("{period}（统计到{day}）", period=self, day=day))

    def has_begun(self, day: date) -> bool:
        """True when the period has begun at the end of ``day``."""
        return self.start is None or self.start <= day


def _last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _single(text: str) -> Period:
    match = _SINGLE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no period")
    year, half, quarter, month = int(match[1]), match[2], match[3], match[4]
    if year not in YEARS:
        raise ValueError(f"{text!r}: the year is not between {YEARS[0]} and {YEARS[-1]}")
    if half:
        first = 1 if half == "H1" else 7
        return Period(
            _last_of(year, first + 5),
            date(year, first, 1),
            text,
            sentence("{year}年上半年", year=f"{year}") if first == 1 else sentence("{year}年下半年", year=f"{year}"),
        )
    if quarter:
        first = 3 * int(quarter[1]) - 2
        label = sentence("{year}年{quarter}", year=f"{year}", quarter=_QUARTERS[int(quarter[1]) - 1])
        return Period(_last_of(year, first + 2), date(year, first, 1), text, label)
    if month:
        last = _last_of(year, int(month))
        label = sentence("{year}年{month}月", year=f"{year}", month=f"{int(month)}", name=month_name(int(month)))
        return Period(last, date(year, int(month), 1), text, label)
    return Period(date(year, 12, 31), date(year, 1, 1), text, sentence("{year}年", year=f"{year}"))


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """Read a period as the tables write it.

    ``2023``, ``2023-H1``, ``2023-Q3``, ``2023-07``, ``2015/2025``, ``2022-01/2022-10``, ``../2019-10`` (up to and
    including).

    Raises:
        ValueError: the text is none of these, names an impossible month or year, or ends before it begins.
    """
    return _parsed(text)


def _parsed(text: str) -> Period:
    if text.startswith("../"):
        last = _single(text[3:])
        return Period(last.end, None, text, sentence("截至{period}末", period=last))
    if "/" in text:
        first, last = (_single(part) for part in text.split("/", 1))
        if last.end < first.end:
            raise ValueError(f"{text!r} ends before it begins")
        return Period(last.end, first.start, text, sentence("{first}至{last}", first=first, last=last))
    return _single(text)


# Government sites name the day of the upload: ``/202107/t20210715_9477753.html``, ``/art/2023/3/31/art_1.html``.
_DAY_IN_ADDRESS = re.compile(r"/t(20\d\d)(\d\d)(\d\d)_|/(20\d\d)/(\d{1,2})/(\d{1,2})/", re.ASCII)


def day_in_address(url: str) -> date | None:
    """The day that the address of a page names, which is that of its upload; None where it names none."""
    found = _DAY_IN_ADDRESS.search(url)
    if found is None:
        return None
    year, month, day = (int(text) for text in found.groups() if text)
    try:
        return date(year, month, day)
    except ValueError:
        return None

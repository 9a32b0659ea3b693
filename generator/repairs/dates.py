"""Dates and periods: the many ways to write a day, and to write less than a day."""

import re
from calendar import monthrange
from datetime import date, timedelta

from generator.periods import YEARS
from generator.repairs.records import Step

# Looked for where blanks begin, and nowhere within them: of a thousand blanks each would be a beginning.
_AROUND_SIGN = re.compile(r"(?<! ) *([-/.年月日号]) *")
_DAY = re.compile(r"(\d{4})(?:年(\d{1,2})月(\d{1,2})[日号]?|([-/.—])(\d{1,2})\4(\d{1,2})|(\d\d)(\d\d))", re.ASCII)
_TIME = re.compile(r"[ T](\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?$", re.ASCII)
_SHORT_YEAR = re.compile(r"(\d\d)(?:年(\d{1,2})月(\d{1,2})[日号]?|([-/.])(\d{1,2})\4(\d{1,2}))", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
_NO_YEAR = re.compile(r"(\d{1,2})(?:月(\d{1,2})[日号]|[-/](\d{1,2}))", re.ASCII)
# A year, or a year and its month; without a sign between them the month has two digits.
_YEAR_MONTH = r"((?:19|20)\d\d)(?:年度?|(?:年|[-/.])(\d{1,2})月?(?:份)?|(\d\d))?"
_PART = re.compile(_YEAR_MONTH + r"(月底|月末|底|末|年底|年末|[上中下]旬)?前?", re.ASCII)
_BEFORE = re.compile(r"(?:之|以)?前$")
_HALF_OR_QUARTER = re.compile(r"(\d{4})年?(?:第?([一二三四1-4])季度|([上下])半年)[底末]?前?", re.ASCII)
_LAST_OF_TEN = {"上旬": 10, "中旬": 20}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
# Spreadsheet programs count days from here; the range is that of their days from 1980 to the last year of ours.
_SERIAL_ZERO = date(1899, 12, 30)
_SERIAL = re.compile(r"[2-7]\d{4}", re.ASCII)
_FIRST_SERIAL_YEAR = 1980
_ONE = "[一二三四五六七八九十]"
_CHINESE_DAY = re.compile(rf"([〇零○O0一二三四五六七八九]{{4}})年({_ONE}{{1,2}})月({_ONE}{{1,3}})[日号]")
_CHINESE_DIGITS = dict.fromkeys("〇零○O0", 0) | {char: n for n, char in enumerate("一二三四五六七八九", 1)}
_MONTHS = dict(zip(("jan", "feb", "mar", "apr", "may", "jun"), range(1, 7), strict=True))
_MONTHS |= dict(zip(("jul", "aug", "sep", "oct", "nov", "dec"), range(7, 13), strict=True))
_ENGLISH_MONTH = re.compile(r"([A-Za-z]{3})-(\d\d)", re.ASCII)
_SINGLE = re.compile(_YEAR_MONTH, re.ASCII)
_CODED = re.compile(r"(\d{4})年?[-.]?([HhQq][1-4])", re.ASCII)
_SPAN = re.compile(r"(\d{4})年?(?:[-—–~～至到]{1,2})(\d{4})年?", re.ASCII)
_MONTHS_OF_YEAR = re.compile(r"(\d{4})年(\d{1,2})月?(?:[-—–~～至到]{1,2})(\d{1,2})月(?:份)?", re.ASCII)
_UP_TO = re.compile(r"(?:截至|截止|到|至)(\d{4})年(?:(\d{1,2})月)?[底末]?", re.ASCII)


def read_date(text: str) -> list[Step]:
    """Steps from a cleaned ``text`` to a day; none where it is not understood."""
    text = _AROUND_SIGN.sub(r"\1", text)
    for attempt in (_whole_day, _chinese_day, _serial, _guessed, _part):
        steps = attempt(text)
        if steps:
            return steps
    return []


def _whole_day(text: str) -> list[Step]:
    """A day however it is written; one «before» which something is due is that day, but somebody should look."""
    bare = _BEFORE.sub("", text)
    if bare != text:
        steps = _whole_day(bare)
        return [Step("date-part", steps[-1].text)] if steps else []
    time = _TIME.search(text)
    match = _DAY.fullmatch(text[: time.start()] if time else text)
    if match is None:
        return []
    day = _day(match[1], match[2] or match[5] or match[7], match[3] or match[6] or match[8])
    if day is None:
        return [Step("date-impossible", None)]
    # A day of a program has the time 0:00; any other time is something that the column has no place for.
    is_day = time is None or not any(int(part) for part in time.groups() if part)
    return [Step("date-form" if is_day else "date-unclear", day.isoformat())]


def _chinese_day(text: str) -> list[Step]:
    match = _CHINESE_DAY.fullmatch(text)
    if match is None:
        return []
    year = "".join(str(_CHINESE_DIGITS[char]) for char in match[1])
    day = _day(year, str(_chinese_number(match[2])), str(_chinese_number(match[3])))
    return [Step("date-form", day.isoformat()) if day else Step("date-impossible", None)]


def _chinese_number(text: str) -> int:
    """A number up to 99 in Chinese characters; 0 where they are none, such as 十二三, which is twelve or thirteen."""
    tens, ten, ones = text.rpartition("十")
    if any(part and part not in _CHINESE_DIGITS for part in (tens, ones)):
        return 0
    return (_CHINESE_DIGITS[tens or "一"] * 10 if ten else 0) + (_CHINESE_DIGITS[ones] if ones else 0)


def _serial(text: str) -> list[Step]:
    if not _SERIAL.fullmatch(text):
        return []
    day = _SERIAL_ZERO + timedelta(days=int(text))
    return [Step("date-serial", day.isoformat())] if day.year in range(_FIRST_SERIAL_YEAR, YEARS.stop) else []


def _guessed(text: str) -> list[Step]:
    """Days without a century, with the year last, or without a year: proposed where only one reading is a day."""
    short, last = _SHORT_YEAR.fullmatch(text), _YEAR_LAST.fullmatch(text)
    if short:
        day = _day(f"20{short[1]}", short[2] or short[5], short[3] or short[6])
        return [Step("date-unclear", day.isoformat() if day else None)]
    if last:
        readings = {_day(last[4], last[1], last[3]), _day(last[4], last[3], last[1])} - {None}
        (only,) = readings if len(readings) == 1 else (None,)
        return [Step("date-unclear", only.isoformat() if only else None)]
    return [Step("date-unclear", None)] if _NO_YEAR.fullmatch(text) else []


def _part(text: str) -> list[Step]:
    """Less than a day: proposed is the last day that is meant, by which something is still in time."""
    part, larger = _PART.fullmatch(text), _HALF_OR_QUARTER.fullmatch(text)
    if larger:
        month = 3 * _QUARTERS[larger[2]] if larger[2] else (6 if larger[3] == "上" else 12)
        return _end(larger[1], str(month), "")
    if part is None or ("旬" in (part[4] or "") and not (part[2] or part[3])):
        return []
    if _may_have_lost_a_zero(text):
        return [Step("date-unclear", None)]
    return _end(part[1], part[2] or part[3] or "12", part[4] or "")


def _may_have_lost_a_zero(text: str) -> bool:
    """What looks like 2024.1 may have been 2024.10 before a program took it for a number."""
    return re.fullmatch(r"[0-9]{4}\.1", text) is not None


def _end(year: str, month: str, ten: str) -> list[Step]:
    first = _day(year, month, "1")
    if first is None:
        return [Step("date-impossible", None)]
    last = _LAST_OF_TEN.get(ten) or monthrange(first.year, first.month)[1]
    return [Step("date-part", first.replace(day=last).isoformat())]


def _day(year: str, month: str, day: str) -> date | None:
    """A day that exists in a year that documents speak of."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found.year in YEARS else None


def read_year(text: str) -> list[Step]:
    """2023年 where a year is wanted."""
    match = re.fullmatch(r"((?:19|20)[0-9]{2})年度?", text)
    return [Step("period-form", match[1])] if match else []


def read_period(text: str) -> list[Step]:
    """Steps from a cleaned ``text`` to a period as :mod:`generator.periods` has them.

    A year, half, quarter or month in words is the same stretch of time and safe. What a program made of 2023-07 when
    it took it for a day is only proposed: the day may have been meant.
    """
    text = text.replace(" ", "")
    larger, months, span = (pattern.fullmatch(text) for pattern in (_HALF_OR_QUARTER, _MONTHS_OF_YEAR, _SPAN))
    coded = _CODED.fullmatch(text)
    if coded:
        return [Step("period-form", f"{coded[1]}-{coded[2].upper()}")]
    if larger:
        part = f"Q{_QUARTERS[larger[2]]}" if larger[2] else ("H1" if larger[3] == "上" else "H2")
        return [Step("period-form", f"{larger[1]}-{part}")]
    if months:
        return [Step("period-form", f"{months[1]}-{int(months[2]):02}/{months[1]}-{int(months[3]):02}")]
    if span:
        return [Step("period-form", f"{span[1]}/{span[2]}")]
    single, up_to = _SINGLE.fullmatch(text), _UP_TO.fullmatch(text)
    if single:
        if _may_have_lost_a_zero(text):
            return [Step("date-unclear", None)]
        return [Step("period-form", _month(single[1], single[2] or single[3]))]
    if up_to:
        return [Step("period-form", f"../{_month(up_to[1], up_to[2])}")]
    return _period_of_program(text)


def _month(year: str, month: str | None) -> str:
    return f"{year}-{int(month):02}" if month else year


def _period_of_program(text: str) -> list[Step]:
    """A month that a program took for a day: 2023/7/1, 45108 and Jul-23 were 2023-07."""
    english = _ENGLISH_MONTH.fullmatch(text)
    if english and english[1].lower() in _MONTHS:
        return [Step("month-as-date", f"20{english[2]}-{_MONTHS[english[1].lower()]:02}")]
    steps = _whole_day(text) or _serial(text)
    if steps and steps[-1].text and steps[-1].text.endswith("-01"):
        return [Step("month-as-date", steps[-1].text[:7])]
    return []

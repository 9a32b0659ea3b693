"""Phrases: what a text says of years and periods, and whether it holds a figure at all. Any text may come in here.

Every pattern is bounded, so that the time taken grows with the length of the text and no faster.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

_YEAR = r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])"
_RANGE = re.compile(rf"{_YEAR}[ ]?年?[ ]?[-—–~至到]{{1,2}}[ ]?{_YEAR}[ ]?年?")
# What stands in brackets is another paper's name or number, a day of a meeting, or a remark.
_BRACKETED = re.compile(r"《[^《》]{0,200}》|[(〔\[][^()〔〕\[\]]{0,200}[)〕\]]")
# A year with a month is a day or a part of a year, not the year that a title is about.
_NAMED_YEAR = re.compile(rf"({_YEAR})(?![ ]?年[ ]?[0-9]{{1,2}}[ ]?月)")
_WRITTEN_YEAR = re.compile(r"([一二][〇零九][〇零一二三四五六七八九]{2})(?=[ ]?年)")
_SPOKEN_YEAR = re.compile(rf"({_YEAR})[ ]?年")
_NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")

_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]|([一二三四五六七八九十]{1,3}、)|([(][一二三四五六七八九十]{1,3}[)])")
_ABOUT_NEXT_YEAR = re.compile("下一|下步|下阶段|下年|明年|打算|安排|计划|思路|展望|努力方向")
# Chapters that look back or over several years name other years with good reason.
_ABOUT_OTHER_YEARS = re.compile("以来|整改|上年|去年|上一年|至今")
_LONGEST_TITLE = 80
_FEWEST_MENTIONS = 3

_PERIOD_WORDS = {
    "recent": re.compile("近年来|近几年来?|近些年来?|最近几年"),
    "years": re.compile(
        "(?<![0-9])(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})[余多]?年(?:多来|来)|(?:过去|近)[0-9两三四五]{1,2}年(?!来)"
    ),
    "this_year": re.compile("今年以来|年初以来|本年以来"),
    "until_now": re.compile("截[至止](?:目前|当前|现在)|(?:到|至)目前为止"),
    "since": re.compile(r"(?:[0-9]{4}|[*]{2})年以来"),
    "always": re.compile("长期以来|一直以来|多年来"),
}

_NO_FIGURE = re.compile(
    # Addresses, numbers of documents and articles, years and days.
    r"https?://[^\s)]{1,2000}"
    r"|[(〔\[](?:19|20)[0-9]{2}[)〕\]][ ]?第?[0-9]{1,5}号"
    r"|第[0-9]{1,5}[号条章届次]"
    rf"|{_YEAR}(?=[ ]?[-—–~至到年)/.])"
    r"|(?<![0-9.])[0-9]{1,2}[ ]?月(?:[ ]?[0-9]{1,2}[ ]?日)?"
    # The numbering of paragraphs.
    r"|^[ \t#>*-]{0,20}[(]?[0-9]{1,3}[).、]",
    re.MULTILINE,
)
_FIGURE = re.compile("[0-9]|[二两三四五六七八九十百千]{1,6}余?(?:次|件|起|场|期|名|份|人次|小时|学时)")


def _plain(text: str) -> str:
    """The text with full-width signs as half-width ones and one way of writing the nought."""
    return unicodedata.normalize("NFKC", text).translate(str.maketrans("○O", "〇〇"))


def title_years(title: str) -> frozenset[int]:
    """The years that a title is about; none where it names none, or a range of years only.

    What stands in brackets does not count, nor a day: «关于2024年情况的报告（2025年1月8日）» is about 2024.
    """
    # A title may stand in marks as a whole.
    text = _RANGE.sub(" ", _BRACKETED.sub(" ", _plain(title).strip().removeprefix("《").removesuffix("》")))
    written = (found.translate(_NUMERALS) for found in _WRITTEN_YEAR.findall(text))
    return frozenset(int(found) for found in (*_NAMED_YEAR.findall(text), *written))


def heading_of(narrative: str) -> str:
    """The heading that a text begins with; empty where it begins with a sentence."""
    line = next((line.strip() for line in narrative.splitlines() if line.strip()), "")
    return line.lstrip("# ") if len(line) <= _LONGEST_TITLE and not line.endswith(("。", "：", ":")) else ""


def chapter_years(heading: str) -> frozenset[int]:
    """The years that the heading of a chapter is about; none where it looks ahead, or back over more than a year."""
    if _ABOUT_NEXT_YEAR.search(heading) or _ABOUT_OTHER_YEARS.search(heading):
        return frozenset()
    return title_years(heading)


def chapters_about_the_year(narrative: str) -> Iterator[str]:
    """Headings of chapters, after the text's own, that speak of the year itself."""
    for line, is_heading in _lines_about_the_year(narrative):
        if is_heading:
            yield line.strip("# *\t")


def main_year(narrative: str) -> int | None:
    """The year of more than half of all years in a text, at least three; None where no year is that frequent.

    Years of laws and plans stand in title marks, and chapters about what comes next speak of another year: neither
    counts.
    """
    years: Counter[int] = Counter()
    for line, _ in _lines_about_the_year(narrative):
        text = _RANGE.sub(" ", _BRACKETED.sub(" ", line))
        years.update(int(found) for found in _SPOKEN_YEAR.findall(text))
    for year, count in years.most_common(1):
        if count >= _FEWEST_MENTIONS and count * 2 > years.total():
            return year
    return None


def _lines_about_the_year(narrative: str) -> Iterator[tuple[str, bool]]:
    """Lines of a text after its own heading and outside the chapters about what comes next; whether it is a heading."""
    lines = [line for line in _plain(narrative).splitlines() if line.strip()]
    left_out: int | None = None
    for line in lines[1 if heading_of(narrative) else 0 :]:
        level = _heading_level(line)
        if level is not None:
            if left_out is None or level <= left_out:
                left_out = level if _ABOUT_NEXT_YEAR.search(line) else None
            if left_out is None:
                yield line, True
        elif left_out is None:
            yield line, False


def _heading_level(line: str) -> int | None:
    """How deep a heading stands, by its signs or by its numbering; None for a line of text."""
    match = _HEADING.match(line)
    if match is None or len(line) > _LONGEST_TITLE or line.rstrip().endswith(("。", ";", ":")):
        return None
    return len(match[1]) if match[1] else 2 if match[2] else 3


def period_words(text: str) -> dict[str, str]:
    """The kinds of words by which a text names a period without its days, each as the text first has it."""
    plain = _plain(text)
    found = ((kind, pattern.search(plain)) for kind, pattern in _PERIOD_WORDS.items())
    return {kind: match[0] for kind, match in found if match}


def has_figure(text: str) -> bool:
    """Whether a text states a number of anything; years, days, addresses and numbering are none."""
    return bool(_FIGURE.search(_NO_FIGURE.sub(" ", _plain(text))))

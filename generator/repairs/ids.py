"""Ids: names of rows, of which an ASCII pattern says how they look."""

import re

from generator.repairs.dates import read_period, read_year
from generator.repairs.records import Step

# Letters of other alphabets that look like Latin ones; from the table of confusable characters of Unicode (UTS 39).
_LOOK_ALIKES = str.maketrans(
    "аеорсухкмтвнАЕОРСУХКМТВНіІјЈѕЅԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανι",
    "aeopcyxkmtbhAEOPCYXKMTBHiIjJsSdhABEZHIKMNOPTYXoavi",
)
_WIDTH = re.compile(r"\[0-9\]\{(\d+)\}\)*$")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+", re.ASCII)


def is_address(pattern: str) -> bool:
    """True for a pattern of web addresses, in which other characters than ASCII may stand."""
    return pattern.startswith("http")


def read_id(text: str, pattern: str) -> list[Step]:
    """Steps from a cleaned ``text`` to what ``pattern`` wants; none where it is not understood."""
    wants = re.compile(pattern)
    steps = _time(text, wants) or _leading_zeros(text, pattern) or _look_alikes(text, wants) or _id_form(text, wants)
    if not steps and _SCIENTIFIC.fullmatch(text):
        return [Step("scientific", None)]
    return steps


def _time(text: str, wants: re.Pattern[str]) -> list[Step]:
    """A period or a year, where one is wanted.

    What a pattern takes says what it is for: only that of periods takes a half year, only a year has no letters.
    """
    if wants.fullmatch("2023-H1"):
        return read_period(text)
    is_year = wants.fullmatch("2023") and not wants.fullmatch("work")
    return read_year(text) if is_year else []


def _leading_zeros(text: str, pattern: str) -> list[Step]:
    """Zeros that a program took away from the number at the end, where the pattern says how many digits it has."""
    width = _WIDTH.search(pattern)
    tail = re.search(r"(?<![0-9])[0-9]+$", text)
    if width is None or tail is None:
        return []
    padded = text[: tail.start()] + tail[0].zfill(int(width[1]))
    return [Step("leading-zeros", padded)] if re.fullmatch(pattern, padded) else []


def _look_alikes(text: str, wants: re.Pattern[str]) -> list[Step]:
    latin = text.translate(_LOOK_ALIKES)
    if latin == text:
        return []
    return [Step("look-alikes", latin), *_id_form(latin, wants)]


def _id_form(text: str, wants: re.Pattern[str]) -> list[Step]:
    """Capital letters, and other signs where the hyphen belongs; proposed, since a reference may go by the old form."""
    form = re.sub(r"[\s_./—]+", "-", text.lower()).strip("-")
    return [Step("id-form", form)] if form != text and wants.fullmatch(form) else []

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
    """Steps from a cleaned ``text`` to what matches ``pattern``; none where it is not understood."""
    wants = re.compile(pattern)
    # What a pattern takes says what it is for: only that of periods takes a half year, only a year has no letters.
    if wants.fullmatch("2023-H1"):
        steps = read_period(text)
    elif wants.fullmatch("2023") and not wants.fullmatch("work"):
        steps = read_year(text)
    else:
        steps = []
    steps = steps or _leading_zeros(text, pattern) or _look_alikes(text, wants) or _id_form(text, wants)
    if not steps and _SCIENTIFIC.fullmatch(text):
        steps = [Step("scientific", None)]
    return steps if not steps or steps[-1].text is None or wants.fullmatch(steps[-1].text) else []


def _leading_zeros(text: str, pattern: str) -> list[Step]:
    """Zeros that a program took away from the number at the end, where the pattern says how many digits it has."""
    width = _WIDTH.search(pattern)
    tail = re.search(r"(?<![0-9])[0-9]+$", text)
    if width is None or tail is None or len(tail[0]) >= int(width[1]):
        return []
    padded = text[: tail.start()] + tail[0].zfill(int(width[1]))
    return [Step("leading-zeros", padded)] if re.fullmatch(pattern, padded) else []


def _look_alikes(text: str, wants: re.Pattern[str]) -> list[Step]:
    latin = text.translate(_LOOK_ALIKES)
    if latin == text:
        return []
    steps = [Step("look-alikes", latin)]
    return steps if wants.fullmatch(latin) else [*steps, *_id_form(latin, wants)]


def _id_form(text: str, wants: re.Pattern[str]) -> list[Step]:
    """Capital letters, and other signs where the hyphen belongs; proposed, since a reference may go by the old form."""
    form = re.sub(r"[\s_./—]+", "-", text.lower()).strip("-")
    return [Step("id-form", form)] if form != text and wants.fullmatch(form) else []

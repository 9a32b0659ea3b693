"""Repairing: which steps a cell takes, by what its column wants."""

import html
import re
from datetime import date
from functools import lru_cache

from generator.cells import text_fault, value_fault
from generator.repairs.characters import DIRECTIONS, clean_text, clean_value, is_damaged
from generator.repairs.dates import read_date, read_year
from generator.repairs.ids import is_address, read_id
from generator.repairs.numbers import read_number, whole_number
from generator.repairs.records import Repair, Step, joined

_ERROR = re.compile(
    r"#(DIV/0!|N/A|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|#+)|[+-]?(nan|inf(inity)?)", re.IGNORECASE
)
_NO_VALUE = re.compile(r"[-—–－/\\]+|n/?a|null|none|无|没有|暂无|空|不详|未知|不适用", re.IGNORECASE)
_NO_VALUE_IN_TEXT = re.compile(r"[-—–－/\\]+|n/a|null", re.IGNORECASE)
_TRUTH = {"是": "true", "否": "false"}
_SIGNS_OF_TRUTH = {"1": "true", "0": "false", "√": "true", "✓": "true", "×": "false", "对": "true", "错": "false"}
_SIGNS_OF_TRUTH |= {"y": "true", "n": "false", "yes": "true", "no": "false", "t": "true", "f": "false"}
_SIGNS_OF_TRUTH |= {"有": "true", "无": "false", "真": "true", "假": "false"}
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_UNSPEAKABLE = re.compile(r"<\s*(script|style|iframe|object)|javascript\s*:", re.IGNORECASE)
# A cell may have 5,000 characters; what is longer is no cell, and «check» says so.
_MOST_LENGTH = 5_000
_MOST_LENGTH_OF_VALUE = 200


@lru_cache(maxsize=8192)
def repair_value(text: str, kind: str, pattern: str = "") -> Repair | None:
    """What should stand in a cell that holds ``text``; None where it is sound, or where nobody can say.

    ``kind`` is the type of the column (string, date, number, integer, boolean), ``pattern`` the regular expression of
    its schema, empty where there is none. A column of codes is a string with a pattern for whoever asks.

    What is repaired needs no second repair, and what is sound is never touched.
    """
    return _repaired(text, kind, pattern)


def _repaired(text: str, kind: str, pattern: str) -> Repair | None:
    if len(text) > _MOST_LENGTH:
        return None
    if is_damaged(text):
        return Repair("damaged-text", None, is_safe=False)
    if is_sound(text, kind, pattern):
        return None
    steps = clean_text(text)
    cleaned = _last(steps, text)
    if not is_sound(cleaned, kind, pattern):
        if kind == "string" and (not pattern or is_address(pattern)):
            steps += _read_text(cleaned)
        elif len(cleaned) <= _MOST_LENGTH_OF_VALUE:
            steps += clean_value(cleaned)
            cleaned = _last(steps, text)
            if not is_sound(cleaned, kind, pattern):
                steps += _read_value(cleaned, kind, pattern)
    if not steps or (steps[-1].text is not None and not is_sound(steps[-1].text, kind, pattern)):
        return None
    return joined(steps)


def is_sound(text: str, kind: str, pattern: str = "") -> bool:
    """True when ``text`` is written as its column wants; an empty cell always is."""
    if not text:
        return True
    if text != text.strip() or text_fault(text) or value_fault(text, kind):
        return False
    if kind == "string" and not pattern and (_NO_VALUE_IN_TEXT.fullmatch(text) or _is_error(text)):
        return False
    return _is_day(text) if kind == "date" else not pattern or re.fullmatch(pattern, text) is not None


def _is_error(text: str) -> bool:
    """True for what a spreadsheet program shows instead of a result; as text NaN may be a word."""
    return text.startswith("#") and _ERROR.fullmatch(text) is not None


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _last(steps: list[Step], text: str) -> str:
    """Where the steps have led so far."""
    return (steps[-1].text if steps else text) or ""


def _read_value(text: str, kind: str, pattern: str) -> list[Step]:
    """Steps for a cell that holds one value; what says that there is none comes first."""
    if _ERROR.fullmatch(text):
        return [Step("error-value", None)]
    if text.startswith("="):
        return [Step("formula", None)]
    bare = DIRECTIONS.sub("", text)
    if bare != text:
        return _then("direction-marks", bare, kind, pattern)
    if kind == "boolean":
        return _truth(text)
    if _NO_VALUE.fullmatch(text):
        return [Step("no-value-word", "")]
    if kind == "date":
        return read_date(text)
    if kind == "integer":
        return read_year(text) or whole_number(text) or _integer(text)
    return read_number(text) if kind == "number" else read_id(text, pattern)


def _integer(text: str) -> list[Step]:
    """A number, and where its decimals are all zero the integer that it is."""
    steps = read_number(text)
    if steps and steps[-1].text:
        steps += whole_number(steps[-1].text)
    return steps


def _then(code: str, text: str, kind: str, pattern: str) -> list[Step]:
    """One step, and the safe ones or proposals that follow from what is left."""
    first = Step(code, text)
    if is_sound(text, kind, pattern):
        return [first]
    return [first, *_read_value(text, kind, pattern)]


def _truth(text: str) -> list[Step]:
    if text in _TRUTH or text.lower() in {"true", "false"}:
        return [Step("yes-no", _TRUTH.get(text, text.lower()))]
    sign = _SIGNS_OF_TRUTH.get(text.lower())
    if sign is None and _NO_VALUE.fullmatch(text):
        return [Step("no-value-word", "")]
    return [Step("yes-no-sign", sign)] if sign else []


def _read_text(text: str) -> list[Step]:
    """Steps for words: they are the clerk's own, so that little is done to them and nothing without asking."""
    if _is_error(text):
        return [Step("error-value", None)]
    if _NO_VALUE_IN_TEXT.fullmatch(text):
        return [Step("no-value-word", "")]
    bare = DIRECTIONS.sub("", text).strip()
    if bare != text:
        return [Step("direction-marks", bare), *([] if is_sound(bare, "string") else _read_text(bare))]
    if text.startswith("="):
        return [Step("formula", None)]
    if _UNSPEAKABLE.search(text):
        return [Step("web-code", None)]
    plain = " ".join(html.unescape(_MARKUP.sub(" ", text)).split())
    if plain != " ".join(text.split()):
        return [Step("web-code", plain)]
    rest = text.lstrip("+-@ ")
    # Before a figure the sign says something: «-5%» is no item of a list.
    return [Step("leading-sign", None if rest[:1].isdigit() else rest)] if rest != text else []

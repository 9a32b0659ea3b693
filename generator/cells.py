"""Cells: what the text of a cell may not hold, how numbers and dates must be written, and where a cell stands.

Refusing at the door keeps every output clean without escaping: no formula reaches a spreadsheet, no markup a page,
no invisible character a name.
"""

import re
import unicodedata
from functools import lru_cache

from generator.periods import YEARS
from generator.sentences import Sentence, sentence

# <tag, </tag, <!-- and &entity; are markup; a lone «<» before a Chinese character is a printed angle bracket.
_MARKUP = re.compile(r"<\s*[/!?]?\s*[a-zA-Z]|<!--|&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,10});|javascript\s*:", re.IGNORECASE)
_FORMULA = re.compile(r"^[=@\t\r]|^[+-](?![\d.]*\d$)")
_BIDI = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
INTEGER = re.compile(r"-?(0|[1-9]\d*)", re.ASCII)
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# More digits than any published figure has; within them every sum and quotient is exact enough and finite.
_SIZE = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)
_NOT_FINITE = re.compile(r"[+-]?(nan|inf(inity)?)", re.IGNORECASE)


@lru_cache(maxsize=50_000)
def text_fault(text: str) -> tuple[str, Sentence] | None:
    """Issue code and plain sentence for the first thing ``text`` may not hold; None when it is clean."""
    return _fault_in_text(text)


def _fault_in_text(text: str) -> tuple[str, Sentence] | None:
    for char in "" if text.isprintable() else text:
        fault = character_fault(char)
        if fault:
            return "control-character", fault
    if _MARKUP.search(text):
        return "markup-in-text", sentence("含有网页代码；单元格里只能是普通文字。")
    if _FORMULA.search(text):
        return "formula-in-text", sentence("以 =、@、+ 或 - 开头，表格软件会把它当作公式。")
    return None


def character_fault(char: str) -> Sentence | None:
    """Plain sentence for a character that nobody can see or that turns the text around; None for any other."""
    if char in _BIDI:
        return sentence("含有改变文字方向的控制符 {character}，显示出来的内容可能与实际不同。", character=_named(char))
    if unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}:
        return sentence("含有看不见的字符 {character}。", character=_named(char))
    return None


def _named(char: str) -> str:
    """A character by its number in Unicode."""
    return f"U+{ord(char):04X}"


@lru_cache(maxsize=50_000)
def value_fault(text: str, kind: str) -> tuple[str, Sentence] | None:
    """Issue code and plain sentence when ``text`` is not written as type ``kind`` asks; None when it is."""
    return _fault_in_value(text, kind)


def _fault_in_value(text: str, kind: str) -> tuple[str, Sentence] | None:
    if kind in {"number", "integer"} and _NOT_FINITE.fullmatch(text):
        return "number-not-finite", sentence("NaN 和 INF 不是数字；没有数字就留空。")
    if kind == "number" and not NUMBER.fullmatch(text):
        return "type-wrong", sentence("应当是数字，例如 18300 或 25.29；不带单位、百分号、千分位和空格。")
    if kind == "integer" and not INTEGER.fullmatch(text):
        return "type-wrong", sentence("应当是整数，例如 12。")
    if kind in {"number", "integer"} and not _SIZE.fullmatch(text):
        return "value-out-of-range", sentence("数字太长：整数部分最多 15 位，小数最多 6 位。")
    if kind == "date" and not DATE.fullmatch(text):
        return "type-wrong", sentence("应当是日期，写成 2023-03-31 的样子。")
    if kind == "date" and int(text[:4]) not in YEARS:
        return "value-out-of-range", sentence(
            "年份应当在 {first} 到 {last} 之间。", first=f"{YEARS[0]}", last=f"{YEARS[-1]}"
        )
    if kind == "boolean" and text not in {"true", "false"}:
        return "type-wrong", sentence("只能写 true（是）或 false（否）。")
    return None


def column_letter(position: int) -> str:
    """Excel letter of the column at ``position`` (0 is A)."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

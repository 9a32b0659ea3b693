"""Characters: what programs and copying leave in a cell and no reader sees."""

import re
import unicodedata

from generator.repairs.records import Step

# Zero-width characters, joiners, the mark at the beginning of files, soft hyphens, variation selectors of emoji.
_INVISIBLE = re.compile("[\u200b-\u200d\u2060-\u2064\ufeff\u00ad\u180e\ufe0e\ufe0f\x01-\x08\x0e-\x1f\x7f]")
DIRECTIONS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
# «_x000D_» is how a workbook keeps the first half of a line end.
# It is looked for where several of it begin, and nowhere within them.
_LINE_BREAK = re.compile(r"(?<!_x000D_)(?:(?:_x000D_)*[\r\n\t\x0b\x0c\x85\u2028\u2029]+|(?:_x000D_)+$)")
# Every other full-width form stands one block above its ASCII one. This is a part of what NFKC does, and on purpose:
# NFKC would make 102 of 10² and 1 of ①, which are other numbers.
_FULL_WIDTH = {0xFF01 + place: 0x21 + place for place in range(94)} | {0x3000: 0x20, 0xA0: 0x20}
_FULL_WIDTH |= dict.fromkeys((*range(0x2000, 0x200B), 0x202F, 0x205F), 0x20)
_DASHES = re.compile(r"[\u2010-\u2013\u2212\ufe63]")
_APOSTROPHE = re.compile(r"^['\u2018\u2019`\u00b4]+(?=.)")
_QUOTED_FORMULA = re.compile(r'="([^"]+)"')
# A blank that does not part two words or two numbers; one that parts thousands is for the numbers to take out.
_IDLE_BLANKS = re.compile(r"(?<![0-9A-Za-z.]) +| +(?![0-9A-Za-z.])")
# What stands where a program read bytes in the wrong encoding: U+FFFD saved as UTF-8 and read as GBK is 锟斤拷,
# memory that nobody had written to is 烫 and 屯 for compilers on Windows, and 锘 and 鈥 begin what was UTF-8.
_DAMAGE = re.compile("\ufffd|锟斤拷|锟斤|斤拷|烫烫|屯屯|锘縗|鈥[渚嘭]|\x00|[\x80-\x84\x86-\x9f]|â€|Ã[\x80-\xbf]|ï»¿")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_NO_CHARACTER = {"Co", "Cn", "Cs"}


def is_blank(text: str) -> bool:
    """True when nothing in a cell can be seen."""
    return not text or not _INVISIBLE.sub("", text).strip()


def is_damaged(text: str) -> bool:
    """True when characters were lost or read in a wrong encoding, so that what stood there cannot be known."""
    if text.isascii() and text.isprintable():
        return False
    if _DAMAGE.search(text) or any(unicodedata.category(char) in _NO_CHARACTER for char in text):
        return True
    # UTF-8 that was read as GBK: back in bytes and read rightly it is Chinese again, which by chance nothing is.
    try:
        meant = text.encode("gbk").decode("utf-8")
    except UnicodeError:
        return False
    return meant != text and len(_CHINESE.findall(meant)) > 1


def clean_text(text: str) -> list[Step]:
    """Steps that any cell can take: what is invisible goes, a line break becomes a blank, the ends are trimmed."""
    steps: list[Step] = []
    text = _taken(steps, "invisible-characters", text, _INVISIBLE.sub("", text))
    text = _taken(steps, "line-break", text, _broken(text))
    _taken(steps, "blanks-around", text, text.strip())
    return steps


def clean_value(text: str) -> list[Step]:
    """Further steps for a number, a date, an id or yes and no, where only ASCII can be right."""
    steps: list[Step] = []
    text = _taken(steps, "full-width", text, text.translate(_FULL_WIDTH).strip())
    quoted = _QUOTED_FORMULA.fullmatch(text)
    text = _taken(steps, "quoted-formula", text, quoted[1].strip() if quoted else text)
    text = _taken(steps, "leading-apostrophe", text, _APOSTROPHE.sub("", text).strip())
    text = _taken(steps, "dash", text, _DASHES.sub("-", text))
    _taken(steps, "blanks-inside", text, _IDLE_BLANKS.sub("", text))
    return steps


def _broken(text: str) -> str:
    """The lines of a text as one, with a blank between them."""
    lines = [line.strip() for line in _LINE_BREAK.split(text)]
    return " ".join(filter(None, lines)) if len(lines) > 1 else text


def _taken(steps: list[Step], code: str, before: str, after: str) -> str:
    """Note a step when it changed something."""
    if after != before:
        steps.append(Step(code, after))
    return after

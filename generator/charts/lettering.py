"""Lettering: how much room words take in a picture, and how they are broken into lines.

Nothing is measured with a font, because readers have different ones: widths are estimates on the safe side, so that
what fits here fits in PingFang, Microsoft YaHei and Noto alike.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from generator.sentences import Words

Say = Callable[[Words], str]

LABEL_SIZE = 12
VALUE_SIZE = 13
LINE_HEIGHT = 15
_FULL, _CAPITAL, _PLAIN, _NARROW = 1.0, 0.72, 0.62, 0.34
_BOLD = 1.1
# A number stays whole, with the word that follows it in «2023年» or «6月末»; so does a Latin word.
_PIECE = re.compile(r"[-+]?\d[\d,.]*(?:%|[年月日季个]末?)?|[A-Za-z][A-Za-z'.-]*|\s+|.", re.ASCII | re.DOTALL)
_NEVER_FIRST = frozenset("，。、；：？！）》」』”’%")
_NEVER_LAST = frozenset("（《「『“‘")


@lru_cache(maxsize=8192)
def width_of(text: str, size: float = LABEL_SIZE) -> float:
    """Room that a line of text takes, in pixels at the given size; values are bold."""
    return size * sum(map(_share, text)) * (_BOLD if size == VALUE_SIZE else 1)


def _share(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WFA":
        return _FULL
    if char in " .,:;'|!ilj":
        return _NARROW
    return _CAPITAL if char.isupper() else _PLAIN


@lru_cache(maxsize=4096)
def in_lines(text: str, room: float, size: float = LABEL_SIZE) -> tuple[str, ...]:
    """``text`` in lines of at most ``room`` pixels where its words allow it; a piece that is longer stands alone."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and width_of((line + piece).strip(), size) > room:
            lines.append(line.strip())
            line = piece.lstrip()
        else:
            line += piece
    return tuple(row for row in [*lines, line.strip()] if row)


def _pieces(text: str) -> list[str]:
    """Where a line may break: between the pieces; marks stay with the word they belong to."""
    pieces: list[str] = []
    for found in _PIECE.findall(text):
        follows = pieces and (found[0] in _NEVER_FIRST or pieces[-1][-1] in _NEVER_LAST)
        if follows:
            pieces[-1] += found
        else:
            pieces.append(found)
    return pieces


def width_of_lines(lines: tuple[str, ...], size: float = LABEL_SIZE) -> float:
    """Room that the longest of some lines takes."""
    return max((width_of(line, size) for line in lines), default=0.0)

"""Texts: how a text stands in the file of a workbook, where some signs are written as their number.

The library that writes workbooks takes a text for markup that looks like its own, and mixes up signs that stand close
to each other; such texts are written under a name, which is replaced in the finished file.
"""

import re
from collections.abc import Iterable, Iterator

# A sign that XML cannot hold, by its number; a text that looks like one has its first stroke written so.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_DELICATE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x|^<r>")
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# How many texts there are, which may be left unsaid.
_COUNTS = re.compile(rb' count="[0-9]+" uniqueCount="[0-9]+"')
_END = b"</sst>"


def as_read(text: str) -> str:
    """A text of the file with every sign that stands there by its number."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _as_written(text: str) -> str:
    if not _DELICATE.search(text):
        return text.translate(_MARKUP)
    signs = (
        f"_x{ord(char):04X}_" if _DELICATE.fullmatch(char) else "_x005F_" if text.startswith("_x", place) else char
        for place, char in enumerate(text)
    )
    return "".join(signs).translate(_MARKUP)


class Names:
    """The names under which delicate texts of one workbook are written."""

    def __init__(self, texts: Iterable[str]) -> None:
        known = dict.fromkeys(texts)
        delicate = [text for text in known if _DELICATE.search(text)]
        mark = "text"
        while any(text.startswith(mark) for text in known):
            mark += "-"
        self._names = {text: f"{mark}{place}." for place, text in enumerate(delicate)}

    @property
    def has_any(self) -> bool:
        """True where some text must be replaced in the finished file."""
        return bool(self._names)

    def name(self, text: str) -> str:
        """What is written in place of a text: most often the text itself."""
        return self._names.get(text, text)

    def replaced(self, part: bytes) -> bytes:
        """The part of the finished file that holds all texts, with the texts in place of their names."""
        if not self._names:
            return part
        strings = part.decode()
        for text, name in self._names.items():
            strings = strings.replace(f"<t>{name}</t>", _element(text))
        return strings.encode()


class Strings:
    """The texts of the bodies of a workbook, each once, behind those that the library has written."""

    def __init__(self, part: bytes) -> None:
        self._part = part
        self._first = part.count(b"<si>")
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number under which a text stands in the file."""
        return self._numbers.setdefault(text, self._first + len(self._numbers))

    def whole(self) -> Iterator[bytes]:
        """The part of the file with all texts, a piece after the other."""
        yield _COUNTS.sub(b"", self._part, count=1).removesuffix(_END)
        yield "".join(f"<si>{_element(text)}</si>" for text in self._numbers).encode()
        yield _END


def _element(text: str) -> str:
    space = "" if text == text.strip() else ' xml:space="preserve"'
    return f"<t{space}>{_as_written(text)}</t>"

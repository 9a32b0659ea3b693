"""Texts: how a text stands in the file of a workbook, where some signs are written as their number.

The library that writes workbooks takes a text for markup that looks like its own, and mixes up signs that stand close
to each other; such texts are written under a name, which is replaced in the finished file.
"""

import io
import re
import zipfile
from collections.abc import Iterable

# A sign that XML cannot hold, by its number; a text that looks like one has its first stroke written so.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_DELICATE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x|^<r>")
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_SHARED = "xl/sharedStrings.xml"


def as_read(text: str) -> str:
    """A text of the file with every sign that stands there by its number."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _as_written(text: str) -> str:
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

    def name(self, text: str) -> str:
        """What is written in place of a text: most often the text itself."""
        return self._names.get(text, text)

    def replaced(self, content: bytes) -> bytes:
        """The finished file with the texts in place of their names."""
        if not self._names:
            return content
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                part = old.read(info)
                new.writestr(info, self._in_strings(part) if info.filename == _SHARED else part)
        return buffer.getvalue()

    def _in_strings(self, part: bytes) -> bytes:
        strings = part.decode()
        for text, name in self._names.items():
            strings = strings.replace(f"<t>{name}</t>", f'<t xml:space="preserve">{_as_written(text)}</t>')
        return strings.encode()

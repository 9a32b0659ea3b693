"""Bounds: what the parts of a workbook may hold, looked at before the library opens it.

A file of a few kilobytes can name a merged range of 17,000 million cells, or nest elements without end; the library
would make each of them.
"""

import re
import zipfile
from xml.parsers.expat import ExpatError, ParserCreate

# A clerk's workbook has a few megabytes, one made to fill the memory has thousands.
MAX_UNPACKED = 100_000_000
MAX_CELLS = 1_000_000
_MAX_ELEMENTS = 4 * MAX_CELLS
_MAX_DEPTH = 100
_PIECE = 1_000_000
_SPREAD = ("mergeCell", "hyperlink")
_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")


class TooLargeError(Exception):
    """A workbook that is larger, or made in another way, than any that holds data."""


class _Measure:
    """Counts what the parts of one workbook hold."""

    def __init__(self) -> None:
        self.elements = self.cells = self.depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self.depth += 1
        kind = name.rpartition(":")[2]
        if kind in _SPREAD:
            self.cells += _area(attributes.get("ref", ""))
        self.cells += kind == "c"
        if self.elements > _MAX_ELEMENTS or self.depth > _MAX_DEPTH or self.cells > MAX_CELLS:
            raise TooLargeError

    def end(self, _: str) -> None:
        self.depth -= 1

    def doctype(self, *_: object) -> None:
        """No program writes one into a workbook; entities, of which bombs are made, need it."""
        raise TooLargeError


def check_bounds(archive: zipfile.ZipFile) -> None:
    """Look at every part of a workbook.

    Raises:
        TooLargeError: it holds more than a package of data can.
    """
    if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
        raise TooLargeError
    measure = _Measure()
    for info in archive.infolist():
        parser = ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = measure.start, measure.end
        parser.StartDoctypeDeclHandler = measure.doctype
        measure.depth = 0
        with archive.open(info) as part:
            try:
                while piece := part.read(_PIECE):
                    parser.Parse(piece, False)
            except ExpatError:  # a picture, or a part that the library will not read either
                continue


def _area(ref: str) -> int:
    """How many cells a range has; one that is written otherwise has too many."""
    found = _RANGE.fullmatch(ref)
    if found is None:
        return MAX_CELLS + 1 if ref else 0
    left, top, right, bottom = found.groups()
    width = abs(_number(right) - _number(left)) + 1 if right else 1
    return width * (abs(int(bottom) - int(top)) + 1 if bottom else 1)


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - 64
    return number

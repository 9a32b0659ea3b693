"""Bodies: the rows of a table below its head, put straight into the file that the library made of everything else.

The library makes a record of every cell of a workbook, then writes them one by one: of a table of 200,000 rows that
takes a quarter of a minute and 400 MB. Here a row is put together from what is ready: each text is made ready once.
What a style is called in the file is for the library to say: it writes a row with one blank cell of each, in whose
place the rows are put.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.cells import column_letter
from generator.sheets.layout import NewBody, NewColumn, Style, height_of_lines, lines_of, number_style, places_of
from generator.sheets.records import BOOLEAN, NUMBER
from generator.sheets.texts import Strings

_DIMENSION = re.compile(rb'<dimension ref="[A-Z0-9:]+"/>')
# The last row of a sheet, where that is the one that shows the styles.
_SAMPLE = re.compile(rb'<row [^>]*>((?:<c r="[A-Z]+[0-9]+" s="[0-9]+"/>)+)</row></sheetData>')
_STYLE = re.compile(rb' s="([0-9]+)"')

# Rows that are put into the file in one go.
_PIECE = 500


class _Ready(NamedTuple):
    """A cell made ready, all but the number of its row, and how many lines it takes."""

    piece: str
    lines: int


class _Column:
    """One column of a body: its letter, its room, and the texts that are ready."""

    def __init__(self, letter: str, kind: str, width: float, names: dict[Style, str]) -> None:
        self.letter = letter
        self.ready: dict[str, _Ready] = {}
        self._kind, self._width, self._names = kind, width, names

    def made(self, text: str, style: Style, strings: Strings) -> _Ready:
        """Make a text ready for every row that has it; ``style`` is that of the texts of the body."""
        places = places_of(text) if self._kind == NUMBER else None
        if self._kind == BOOLEAN:
            ready = _Ready(f'" t="b"><v>{int(text == "true")}</v></c>', 1)
        elif places is not None:
            ready = _Ready(f'" s="{self._names[number_style(places)]}"><v>{text}</v></c>', 1)
        else:
            lines = lines_of(text, self._width) if style.is_wrapped else 1
            ready = _Ready(f'" s="{self._names[style]}" t="s"><v>{strings.number(text)}</v></c>', lines)
        self.ready[text] = ready
        return ready


@dataclass(frozen=True, slots=True)
class Reserved:
    """Where a body belongs in its sheet, and the styles of the cells that were written in its place."""

    body: NewBody
    columns: Sequence[NewColumn]
    first_row: int
    styles: tuple[Style, ...]

    def put_in(self, part: bytes, strings: Strings) -> Iterator[bytes]:
        """The sheet's part of the file with the rows in it, a piece after the other.

        Raises:
            ValueError: the library wrote the row of samples in another way than is known here.
        """
        sample = _SAMPLE.search(part)
        names = _STYLE.findall(sample[1]) if sample else ()
        if sample is None or len(names) != len(self.styles):
            raise ValueError("the sheet does not show the styles of its rows")
        named = {style: name.decode() for style, name in zip(self.styles, names, strict=True)}
        corner = f"{column_letter(len(self.body.kinds) - 1)}{self.first_row + len(self.body.rows)}"
        yield _DIMENSION.sub(f'<dimension ref="A1:{corner}"/>'.encode(), part[: sample.start()], count=1)
        yield from self._rows(named, strings)
        yield b"</sheetData>" + part[sample.end() :]

    def _rows(self, names: dict[Style, str], strings: Strings) -> Iterator[bytes]:
        body, widths = self.body, [column.width for column in self.columns]
        columns = [_Column(column_letter(place), kind, widths[place], names) for place, kind in enumerate(body.kinds)]
        rows: list[str] = []
        for number, row in enumerate(body.rows, self.first_row + 1):
            cells, lines = [], 1
            for column, text in zip(columns, row, strict=True):
                if text:
                    piece, own = column.ready.get(text) or column.made(text, body.text, strings)
                    cells.append(f'<c r="{column.letter}{number}{piece}')
                    lines = max(lines, own)
            room = f' ht="{height_of_lines(lines):.16G}" customHeight="1"' if lines > 1 else ""
            rows.append(f'<row r="{number}"{room}>{"".join(cells)}</row>')
            if len(rows) == _PIECE:
                yield "".join(rows).encode()
                rows.clear()
        yield "".join(rows).encode()


def styles_of(body: NewBody) -> tuple[Style, ...]:
    """The styles that the cells of a body have: that of texts, and one for each number of decimal places."""
    numbers = (place for place, kind in enumerate(body.kinds) if kind == NUMBER)
    found = {places_of(text) for place in numbers for text in {row[place] for row in body.rows}}
    return (body.text, *(number_style(places) for places in sorted(count for count in found if count is not None)))

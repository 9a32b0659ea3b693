"""Writing: records of a layout → the bytes of an XLSX file. The one importer of xlsxwriter.

Same content, same bytes: the file does not say when it was made.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxInputError
from xlsxwriter.worksheet import Worksheet

from generator.sheets.bodies import Reserved, styles_of
from generator.sheets.layout import PLAIN, Entry, NewBody, NewBook, NewCell, NewSheet, Style, height_of
from generator.sheets.texts import Names, Strings

# The first moment that the format of the archive knows.
_MADE = datetime(1980, 1, 1)  # noqa: DTZ001 - the format knows no time zone
# Nothing that stands in a cell is ever run, fetched or made into something else.
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
# What a protected sheet still allows: whatever keeps its content.
_ALLOWED = (
    *("select_locked_cells", "select_unlocked_cells", "format_cells", "format_columns", "format_rows"),
    *("insert_rows", "delete_rows", "sort", "autofilter", "objects"),
)
# Numbers kept as text on purpose are no mistake, nor is a year of two digits.
_QUIET = ("number_stored_as_text", "two_digit_text_year", "list_data_validation")
_ALL_CELLS = "A1:XFD1048576"
_TEXTS = "xl/sharedStrings.xml"
_A4 = 9
_NOTE_WIDTH, _NOTE_LINE, _NOTE_LINE_HEIGHT = 320, 22, 20


def write_sheets(book: NewBook) -> bytes:
    """The workbook as a file. Texts of more than 32,767 characters do not fit into a cell of the format.

    Raises:
        ValueError: a name of a sheet is too long, stands twice or holds what it may not, or there is a body and no
            text above it in the whole workbook.
    """
    buffer = io.BytesIO()
    names = Names(str(cell.value) for sheet in book.sheets for row in sheet.rows for cell in row)
    bodies: dict[str, Reserved] = {}
    with Workbook(buffer, _PLAIN) as written:
        written.set_properties({"title": book.title, "created": _MADE})
        ink = _Ink(written, names)
        for number, sheet in enumerate(book.sheets, 1):
            made = _added(written, sheet.name)
            _write_cells(made, sheet, ink)
            if sheet.body and sheet.body.rows:
                bodies[f"xl/worksheets/sheet{number}.xml"] = _reserve(made, sheet, sheet.body, ink)
            _set_up(made, sheet)
    return _finished(buffer, names, bodies)


def _finished(written: io.BytesIO, names: Names, bodies: Mapping[str, Reserved]) -> bytes:
    """The finished file: what the library wrote, the bodies of its sheets, and their texts."""
    if not names.has_any and not bodies:
        return written.getvalue()
    buffer = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {info.filename: info for info in old.infolist()}
        if _TEXTS not in parts:
            raise ValueError("above the body of a sheet there must be a text")
        strings = Strings(names.replaced(old.read(_TEXTS)))
        for name in (*bodies, *(name for name in parts if name not in {_TEXTS, *bodies})):
            pieces = bodies[name].put_in(old.read(name), strings) if name in bodies else (old.read(name),)
            _pack(new, parts[name], pieces)
        _pack(new, parts[_TEXTS], strings.whole())
    return buffer.getvalue()


def _pack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, pieces: Iterable[bytes]) -> None:
    with archive.open(info, "w") as part:
        part.writelines(pieces)


def _added(written: Workbook, name: str) -> Worksheet:
    try:
        return written.add_worksheet(name)
    except XlsxInputError as error:
        raise ValueError(f"{name!r} cannot be the name of a sheet ({error})") from error


class _Ink:
    """What the cells of one workbook are written with: its styles, each made once, and the names of its texts."""

    def __init__(self, written: Workbook, names: Names) -> None:
        self.names = names
        self._written = written
        self._made: dict[Style, Any] = {}
        # A sheet has a million cells of a few styles: the same record is known by what it is, not by all it says.
        self._known: dict[int, tuple[Style, Any]] = {}

    def of(self, style: Style) -> Any:
        known = self._known.get(id(style))
        if known is None:
            if style not in self._made:
                self._made[style] = self._written.add_format(_properties(style))
            known = self._known[id(style)] = (style, self._made[style])
        return known[1]


def _properties(style: Style) -> dict[str, Any]:
    properties: dict[str, Any] = {"valign": "top", "num_format": style.number_format}
    if style.is_bold:
        properties["bold"] = True
    if style.is_wrapped:
        properties["text_wrap"] = True
    if not style.is_locked:
        properties["locked"] = False
    if style.is_framed:
        properties |= {"border": 1, "border_color": "#BFBFBF"}
    if style.rule_below:
        properties["bottom"] = 1
    if style.is_underlined:
        properties["underline"] = 1
    if style.size != 11:
        properties["font_size"] = style.size
    if style.fill:
        properties["bg_color"] = style.fill
    if style.colour:
        properties["font_color"] = style.colour
    return properties


def _write_cells(written: Worksheet, sheet: NewSheet, ink: _Ink) -> None:
    for place, column in enumerate(sheet.columns):
        style = ink.of(column.style) if column.style else None
        written.set_column(place, place, column.width, style, {"hidden": column.is_hidden})
    for line, row in enumerate(sheet.rows):
        height = height_of(row, sheet.columns)
        if height:
            written.set_row(line, height)
        for place, cell in enumerate(row):
            # What looks as its column does, or as any other cell, need not be said.
            usual = sheet.columns[place].style if place < len(sheet.columns) else None
            if cell.value != "" or cell.note or cell.style not in {PLAIN, usual}:
                _write_cell(written, line, place, cell, ink)


def _reserve(written: Worksheet, sheet: NewSheet, body: NewBody, ink: _Ink) -> Reserved:
    """Keep a place for the rows of a body: a row below the others with a cell of each style that they have."""
    styles = styles_of(body)
    for place, style in enumerate(styles):
        written.write_blank(len(sheet.rows), place, None, ink.of(style))
    return Reserved(body, sheet.columns, len(sheet.rows), styles)


def _set_up(written: Worksheet, sheet: NewSheet) -> None:
    for entry in sheet.entries:
        written.data_validation(entry.first_row, entry.column, entry.last_row, entry.column, _validation(entry))
    if sheet.frozen:
        written.freeze_panes(*sheet.frozen)
    if sheet.filtered:
        written.autofilter(0, 0, *sheet.filtered)
    if sheet.is_protected:
        written.protect("", dict.fromkeys(_ALLOWED, True))
    if sheet.is_hidden:
        written.hide()
    if sheet.colour:
        written.set_tab_color(sheet.colour)
    written.set_paper(_A4)
    written.fit_to_pages(1, 0)
    if sheet.is_wide:
        written.set_landscape()
        written.hide_gridlines(0)  # on paper they show as well
        written.repeat_rows(0)
    written.ignore_errors(dict.fromkeys(_QUIET, _ALL_CELLS))


def _write_cell(written: Worksheet, line: int, place: int, cell: NewCell, ink: _Ink) -> None:
    style = ink.of(cell.style)
    if cell.link:
        written.write_url(line, place, f"internal:{cell.link}", style, ink.names.name(str(cell.value)))
    elif isinstance(cell.value, bool):
        written.write_boolean(line, place, cell.value, style)
    elif isinstance(cell.value, (int, Decimal)):
        written.write_number(line, place, float(cell.value), style)
    elif cell.value:
        written.write_string(line, place, ink.names.name(cell.value), style)
    else:
        written.write_blank(line, place, None, style)
    if cell.note:
        lines = sum(1 + len(part) // _NOTE_LINE for part in cell.note.split("\n"))
        size = {"width": _NOTE_WIDTH, "height": max(60, _NOTE_LINE_HEIGHT * (lines + 1))}
        written.write_comment(line, place, cell.note, {**size, "author": "", "font_size": 9})


def _validation(entry: Entry) -> dict[str, Any]:
    validation: dict[str, Any] = {"validate": "any"}
    if entry.choices:
        severity = "stop" if entry.is_strict else "warning"
        validation = {"validate": "list", "source": f"={entry.choices}", "error_type": severity}
        validation |= {"error_title": entry.refusal_title, "error_message": entry.refusal}
    return validation | {"input_title": entry.prompt_title, "input_message": entry.prompt}

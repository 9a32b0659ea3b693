"""Reading: the bytes of an XLSX file → sheets, within bounds."""

import io
import zipfile
import zlib
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from generator.sentences import Sentence, sentence
from generator.sheets.bounds import MAX_CELLS, TooLargeError, check_bounds
from generator.sheets.records import BOOLEAN, DATE, EMPTY, ERROR, NUMBER, TEXT, Sheet, SheetCell

_MAX_SHEETS = 100
# The longest text that the programs let anybody write into a cell, and how much a sheet can hold in all.
_MAX_TEXT, _MAX_TEXTS = 32_767, 100_000_000
# What the library raises when the parts of a file do not fit together; it has no exception of its own for it.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, SyntaxError, NotImplementedError, RuntimeError, EOFError),
    *(AttributeError, TypeError, ValueError, LookupError, AssertionError, ArithmeticError, OSError),
)


class SheetsUnreadable(Exception):  # noqa: N818 - a finding about the data, which the caller records
    """The bytes are no workbook that can be read; ``reason`` says why in a plain sentence."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(str(reason))
        self.reason = reason


def read_sheets(content: bytes) -> tuple[Sheet, ...]:
    """All sheets of a workbook, in its order; charts are left out.

    Raises:
        SheetsUnreadable: it is damaged, protected by a password, or larger than any package.
    """
    from generator.sheets.opening import open_book  # its library is slow to import

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_bounds(archive)
        computed, written = open_book(content, with_formulas=False), open_book(content, with_formulas=True)
        names = [sheet.title for sheet in computed.worksheets][:_MAX_SHEETS]
        return tuple(_sheet(computed[name], written[name]) for name in names)
    except TooLargeError as error:
        raise SheetsUnreadable(sentence("工作簿解开以后太大，不像是一个地方的数据。")) from error
    except _BROKEN as error:
        raise SheetsUnreadable(sentence("工作簿打不开：文件损坏了，或者设了密码。")) from error


def _sheet(computed: Any, written: Any) -> Sheet:
    if computed.max_row * computed.max_column > MAX_CELLS:
        raise SheetsUnreadable(
            sentence("工作表「{name}」的范围太大；请删去右边和下边的空行空列。", name=computed.title)
        )
    rows = [
        tuple(_cell(value, source) for value, source in zip(values, sources, strict=True))
        for values, sources in zip(computed.iter_rows(), written.iter_rows(), strict=True)
    ]
    lengths = [len(cell.text) for row in rows for cell in row]
    if max(lengths, default=0) > _MAX_TEXT or sum(lengths) > _MAX_TEXTS:
        raise SheetsUnreadable(sentence("工作表「{name}」里的文字太长。", name=computed.title))
    while rows and not any(cell.text or cell.formula for cell in rows[-1]):
        rows.pop()
    merged = sorted(
        (area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1)
        for area in computed.merged_cells.ranges
    )
    return Sheet(computed.title, tuple(rows), tuple(merged), is_hidden=computed.sheet_state != "visible")


def _cell(computed: Any, written: Any) -> SheetCell:
    text, kind = _text(computed.value, computed.data_type)
    formula = ""
    if written.data_type == "f":
        # A formula over a range is an object of its own.
        formula = str(getattr(written.value, "text", written.value))
    return SheetCell(text, kind, getattr(computed, "number_format", "") or "General", formula)


def _text(value: Any, data_type: str) -> tuple[str, str]:
    """What a cell shows, and the kind of it."""
    if value is None:
        return "", EMPTY
    if isinstance(value, bool):
        return str(value).lower(), BOOLEAN
    if isinstance(value, (int, float)):
        # The programs show and keep 15 digits; what a sum leaves behind them is no part of the number.
        return f"{Decimal(format(value, '.15g')):f}", NUMBER
    if isinstance(value, datetime):
        return (value.date().isoformat() if value.time() == time() else value.isoformat(" ")), DATE
    if isinstance(value, (date, time)):
        return value.isoformat(), DATE
    return str(value), ERROR if data_type == "e" else TEXT

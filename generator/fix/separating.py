"""Separating: text → cells, whatever sign stands between them, provided that the column names prove it."""

import csv
import io
from collections.abc import Callable

from generator.fix.records import Grid, PlacedRepair
from generator.issues import IssueLog
from generator.sentences import sentence

# How many lines may stand above the column names.
FIRST_ROWS = 20
_SEPARATORS = (",", "\t", ";", "；", "，", "|")
_MAX_ROWS = 200_000
_MAX_CELL = 5_000
# No file is as long; of a cell that is too long we say so ourselves.
csv.field_size_limit(20_000_000)
_OPEN = sentence("这一行有一个英文引号没有收尾，后面的内容都连在了一起。")
_MISPLACED = sentence("这一行的英文引号用得不对：收尾的引号后面应当是逗号。")
_QUOTES = sentence("补上或删去这一行的英文引号；文字里要用引号的，改用中文引号“”。")


def separate(
    text: str, known_names: Callable[[tuple[str, ...]], int], file: str, log: IssueLog
) -> tuple[Grid, list[PlacedRepair]] | None:
    """Cells of a text file and the repair that its separator was; None where there is an issue.

    ``known_names`` says how many cells of a row are column names. Another sign than the comma is taken only where it
    finds more of them than the comma does: a full-width comma stands in many texts.
    """
    scores = {sign: _score(text, sign, known_names) for sign in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda sign: scores[sign])
    separator = best if scores[best] > max(1, scores[","]) else ","
    rows = _rows(text, separator, file, log)
    if rows is None:
        return None
    repairs = [PlacedRepair("separator", is_safe=True, before=separator, after=",")] if separator != "," else []
    return Grid(tuple(rows), tuple(range(1, len(rows) + 1))), repairs


def _score(text: str, separator: str, known_names: Callable[[tuple[str, ...]], int]) -> int:
    """Most column names that one of the first rows has when it is parted so."""
    rows = [next(csv.reader([line], delimiter=separator)) for line in text.split("\n", FIRST_ROWS)[:FIRST_ROWS]]
    return max(known_names(tuple(cells)) for cells in rows)


def _rows(text: str, separator: str, file: str, log: IssueLog) -> list[tuple[str, ...]] | None:
    rows: list[tuple[str, ...]] = []
    last_line = 0
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    try:
        for record in reader:
            rows.append(tuple(record))
            if len(rows) > _MAX_ROWS:
                message = sentence("表超过 {limit} 行。", limit=_MAX_ROWS)
                log.add("file-too-large", message, file=file, value=len(rows))
                return None
            if any(len(cell) > _MAX_CELL for cell in record):
                length = max(map(len, record))
                message = sentence("单元格有 {length} 个字符，上限是 {limit} 个。", length=length, limit=_MAX_CELL)
                log.add("cell-too-long", message, file=file, row=len(rows), value=max(record, key=len))
                return None
            last_line = reader.line_num
    except csv.Error as error:
        is_open = "end of data" in str(error)
        line = text.split("\n")[last_line]
        log.add(
            "csv-broken", _OPEN if is_open else _MISPLACED, file=file, row=len(rows) + 1, value=line, advice=_QUOTES
        )
        return None
    return rows

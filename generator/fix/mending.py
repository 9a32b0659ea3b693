"""Mending: the rows below the column names, cell by cell. Only rows without anything in them are left out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.cells import column_letter
from generator.fix.heading import Heading, plain_name
from generator.fix.records import Grid, PlacedRepair
from generator.fix.values import Column, column_of, mend_value
from generator.issues import IssueLog
from generator.repairs import is_blank
from generator.schemas import TableSchema
from generator.sentences import Sentence, sentence
from generator.sheets.records import ERROR
from generator.vocabulary import Vocabulary

_NOTE = re.compile(
    r"\s*(注|备注|说明|附注|填表|制表|填报|审核|数据来源|来源|单位|联系)[^，。]{0,8}[：:]|\s*注[0-9一二三]?[：:.、]"
)
_SUM = re.compile(r"\s*(合\s*计|总\s*计|小\s*计|共\s*计)\s*[：:]?\s*")


# More findings of rows help nobody: the file is refused by the first.
_MOST_ISSUES = 1000
# For each cell that disappeared when cells were joined, what their first one holds.
Joined = Mapping[tuple[int, int], str]


@dataclass
class Mended:
    """The rows as they come out, and what was done, is proposed, or stands in the way."""

    file: str
    log: IssueLog
    rows: list[tuple[str, ...]] = field(default_factory=list)
    repairs: list[PlacedRepair] = field(default_factory=list)
    proposals: list[PlacedRepair] = field(default_factory=list)
    source_rows: int = 0


def mend_rows(
    grid: Grid,
    heading: Heading,
    schema: TableSchema,
    schemas: Mapping[str, TableSchema],
    vocabulary: Vocabulary,
    into: Mended,
) -> None:
    """Put every row below the heading into ``into``, with its cells repaired where that is safe."""
    columns = {
        position: column_of(schema.by_name[name], schema, schemas, vocabulary)
        for position, name in enumerate(heading.names)
        if name
    }
    joined = _joined_cells(grid)
    blank: list[int] = []
    for place in range(heading.place + 1, len(grid.rows)):
        cells = grid.rows[place]
        if all(map(is_blank, cells)) and not any((place, position) in grid.special for position in columns):
            blank.append(grid.numbers[place])
            continue
        into.source_rows += 1
        if _repeats(cells, columns):
            into.repairs.append(
                PlacedRepair("repeated-header", is_safe=True, row=grid.numbers[place], before=",".join(cells))
            )
            continue
        into.rows.append(tuple(_row(grid, place, len(heading.names), columns, joined, into)))
    into.repairs += _blank_rows(blank)


def _row(
    grid: Grid, place: int, width: int, columns: Mapping[int, Column], joined: Joined, into: Mended
) -> Iterator[str]:
    """The cells of one row; where it has too many or too few, as they are."""
    cells, number = grid.rows[place], grid.numbers[place]
    # A comma too many shifts everything behind it, also where the last cell was empty: no row is cut to fit.
    if len(cells) != width:
        if len(into.log.issues) < _MOST_ISSUES:
            _add_shape(into, number, cells, width)
        yield from cells
        return
    if _is_no_record(cells):
        first = next(cell.strip() for cell in cells if not is_blank(cell))
        into.proposals.append(PlacedRepair("note-row", is_safe=False, row=number, before=first))
        yield from (cells[position] for position in columns)
        return
    for position, column in columns.items():
        yield _cell(grid, place, position, column, joined.get((place, position)), into)


def _add_shape(into: Mended, number: int, cells: tuple[str, ...], width: int) -> None:
    message = sentence("这一行有 {cells} 格，列名有 {columns} 个。", cells=f"{len(cells)}", columns=f"{width}")
    into.log.add("row-shape", message, file=into.file, row=number, value=",".join(cells))


def _cell(grid: Grid, place: int, position: int, column: Column, joined: str | None, into: Mended) -> str:
    """What a cell holds after its safe repairs."""
    text = grid.rows[place][position]
    kept = grid.special.get((place, position))
    where = (grid.numbers[place], column.field.name, column.field.title, column_letter(position))
    if joined is not None and is_blank(text):
        into.proposals.append(PlacedRepair("merged-cell", False, *where, before=text, after=joined))
        return text
    if kept and kept.formula and (is_blank(text) or kept.kind == ERROR):
        _refuse(into, where, "formula-in-text", _NO_RESULT, kept.formula, _TYPE_RESULT)
        return text
    for repair in mend_value(text, column, kept):
        if repair.code == "damaged-text":
            _refuse(into, where, "encoding-wrong", _DAMAGED, text, _FROM_ORIGINAL)
            return text
        before = kept.formula if kept and repair.code == "formula-value" else text
        placed = PlacedRepair(repair.code, repair.is_safe, *where, before=before, after=repair.text_after)
        if not repair.is_safe:
            into.proposals.append(placed)
            return text
        into.repairs.append(placed)
        text = repair.text_after or ""
    return text


_NO_RESULT = sentence("这一格是公式，文件里没有保存算出的结果。")
_TYPE_RESULT = sentence("把公式算出的结果作为数字或文字填进这一格；没有结果就留空。")
_DAMAGED = sentence("文字已经损坏，原来写的是什么无从知道。")
_FROM_ORIGINAL = sentence("从原来的文件重新复制这一格的内容，不要凭猜测改。")


def _refuse(
    into: Mended, where: tuple[int, str, str, str], code: str, message: Sentence, value: str, advice: Sentence
) -> None:
    row, column, label, letter = where
    into.log.add(
        code, message, file=into.file, row=row, column=column, label=label, letter=letter, value=value, advice=advice
    )


def _repeats(cells: tuple[str, ...], columns: Mapping[int, Column]) -> bool:
    """True for the column names once more, as printing puts them on every page, or in the other language."""
    filled = [position for position, cell in enumerate(cells) if not is_blank(cell)]
    return len(filled) > 1 and all(
        position in columns
        and plain_name(cells[position])
        in {plain_name(columns[position].field.name), plain_name(columns[position].field.title)}
        for position in filled
    )


def _is_no_record(cells: tuple[str, ...]) -> bool:
    """True for a remark or a sum below the table."""
    filled = [cell for cell in cells if not is_blank(cell)]
    is_note = len(filled) == 1 and _NOTE.match(filled[0]) is not None
    return is_note or any(map(_SUM.fullmatch, filled[:1]))


def _joined_cells(grid: Grid) -> Joined:
    """The cells that disappeared."""
    found = {}
    for first_row, first_column, last_row, last_column in grid.merged:
        for place in range(first_row, min(last_row + 1, len(grid.rows))):
            for position in range(first_column, last_column + 1):
                if (place, position) != (first_row, first_column):
                    found[place, position] = grid.rows[first_row][first_column]
    return found


def _blank_rows(numbers: list[int]) -> list[PlacedRepair]:
    """One repair for each stretch of blank rows."""
    repairs: list[PlacedRepair] = []
    for index, number in enumerate(numbers):
        first = repairs.pop().row if index and number == numbers[index - 1] + 1 else number
        repairs.append(PlacedRepair("blank-rows", True, first, last_row=None if first == number else number))
    return repairs

"""Taking: the bytes of a workbook → the tables that stand in it, as text, and what is wrong with them.

What a sheet says wrongly as a whole is told of the sheet; what is wrong with a cell is told of the table, row and
column that come of it, as ``validate`` does, and :mod:`generator.workbook.locating` says where that stands.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from generator.cells import column_letter
from generator.issues import IssueLog, visible
from generator.read import RawPackage
from generator.schemas import TableSchema, field_called
from generator.sentences import sentence
from generator.sheets import Sheet, SheetCell, SheetsUnreadable, read_sheets
from generator.vocabulary import Vocabulary
from generator.workbook.cells import cell_text
from generator.workbook.columns import Column, Directory, columns_of
from generator.workbook.naming import OWN_SHEETS, RAW_MARK, sheet_name
from generator.workbook.origin import KEPT, LEFT, Origin, fits_columns, read_origin

# As many as a check names in one table: more help nobody.
_LIMIT = 1000
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class TakenTable:
    """A table as the workbook has it, in the words of the package.

    ``sheet`` is where it stands, ``row_numbers`` are the rows of the program for each of its rows, ``letters`` its
    columns there.
    """

    name: str
    sheet: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_numbers: tuple[int, ...]
    letters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Taken:
    """What stands in a workbook. Tables that the package has not and that are empty are left out."""

    origin: Origin
    tables: Mapping[str, TakenTable]


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook of ours as it was read: where it comes from, and its sheets."""

    origin: Origin
    sheets: tuple[Sheet, ...]


def open_workbook(content: bytes, schemas: Mapping[str, TableSchema], log: IssueLog) -> Opened | None:
    """The workbook in a file; None, with a finding, where it cannot be read or is none of ours."""
    try:
        sheets = read_sheets(content)
    except SheetsUnreadable as error:
        message = error.reason
        if content.startswith(_OLD_FORMAT):
            message = sentence("这是旧格式（XLS）的工作簿，或者设了打开密码。")
        log.add("table-unreadable", message, advice=sentence("用表格软件打开，另存为 XLSX 格式，不设密码。"))
        return None
    origin = read_origin(sheets, schemas)
    if origin is None:
        log.add(
            "table-unreadable",
            sentence(
                "这不是由 {command} 做成的工作簿，或者其中隐藏的工作表不见了。", command="gongkai workbook export"
            ),
            advice=sentence("重新导出一份，把改动填在里面，整个文件交回。"),
        )
        return None
    return Opened(origin, sheets)


def take_workbook(
    opened: Opened, raw: RawPackage, schemas: Mapping[str, TableSchema], vocabulary: Vocabulary, log: IssueLog
) -> Taken:
    """The tables of a workbook; ``raw`` is the package as it is, whose rows can be referred to as well.

    Findings go to ``log``.
    """
    origin = opened.origin
    grids = [grid for grid in _grids(opened.sheets, origin, schemas, log) if grid is not None]
    kept = {name: table for name, table in raw.tables.items() if name in schemas and fits_columns(table, schemas[name])}
    directory = Directory.of(
        (
            *((grid.schema, tuple(grid.places), grid.texts()) for grid in grids),
            *((schemas[name], table.header, table.rows) for name, table in kept.items()),
        )
    )
    tables = {}
    for grid in grids:
        columns = columns_of(grid.schema, schemas, vocabulary)
        table = _taken(grid, columns, directory, origin, log)
        if table.rows or origin.tables[table.name].state == KEPT:
            tables[table.name] = table
    return Taken(origin, tables)


@dataclass(frozen=True, slots=True)
class _Grid:
    """A sheet of a table whose header is understood: where each column stands."""

    schema: TableSchema
    sheet: Sheet
    places: Mapping[str, int]

    def lines(self) -> list[tuple[int, tuple[SheetCell, ...]]]:
        """The rows that hold something in a column of the table, with the number that the program gives them."""
        return [
            (number, row)
            for number, row in enumerate(self.sheet.rows[1:], start=2)
            if any(row[place].text.strip() or row[place].formula for place in self.places.values())
        ]

    def texts(self) -> list[tuple[str, ...]]:
        """The rows as they show."""
        return [tuple(row[place].text for place in self.places.values()) for _, row in self.lines()]


def _grids(
    sheets: Sequence[Sheet], origin: Origin, schemas: Mapping[str, TableSchema], log: IssueLog
) -> "list[_Grid | None]":
    titles = {sheet_name(schema): schema for schema in schemas.values()}
    wanted = {title: schema for title, schema in titles.items() if origin.tables[schema.name].state != LEFT}
    found = []
    for sheet in sheets:
        if sheet.name in wanted:
            schema = wanted[sheet.name]
            own = origin.tables[schema.name]
            if sheet.rows or own.state == KEPT:
                found.append(_grid(sheet, schema, own.header, log))
        elif sheet.name not in OWN_SHEETS and not sheet.name.endswith(RAW_MARK) and sheet.rows:
            _refuse_sheet(sheet, list(wanted), log)
    present = {sheet.name for sheet in sheets}
    for title, schema in wanted.items():
        if title not in present and origin.tables[schema.name].state == KEPT:
            log.add(
                "table-unknown",
                sentence("工作簿里没有工作表「{sheet}」。", sheet=title),
                file=title,
                advice=sentence("重新导出一份，把改动填在里面。要删去整张表，请告诉维护数据的人。"),
            )
    return found


def _refuse_sheet(sheet: Sheet, titles: Sequence[str], log: IssueLog) -> None:
    message = sentence("工作表「{sheet}」不是数据包的表。", sheet=visible(sheet.name))
    close = get_close_matches(sheet.name.strip(), titles, n=1)
    if close:
        message = sentence(
            "工作表「{sheet}」不是数据包的表。是不是「{meant}」？", sheet=visible(sheet.name), meant=close[0]
        )
    advice = sentence("把工作表的名称改回原来的；自己另加的，另存到别的文件，再从这里删去。")
    log.add("table-unknown", message, file=sheet.name, value=sheet.name, advice=advice)


def _grid(sheet: Sheet, schema: TableSchema, own: Collection[str], log: IssueLog) -> _Grid | None:
    """The columns of a sheet; None, with a finding each, where its header is wrong. ``own`` are those it must have."""
    count = len(log.issues)
    for area in sheet.merged:
        _refuse_merged(sheet, area, log)
    places = _places(sheet.rows[0], schema) if sheet.rows else {}
    wanted = [field for field in schema.fields if field.name in own or field.is_required]
    if len(places) * 2 < len(wanted):
        _refuse_header(sheet, schema, log)
        return None
    for place, cell in enumerate(sheet.rows[0]):
        is_known = place in places.values()
        if not is_known and (cell.text.strip() or any(row[place].text.strip() for row in sheet.rows[1:])):
            _refuse_column(sheet, place, schema, log)
    if len(log.issues) == count:
        for field in (field for field in wanted if field.name not in places):
            log.add(
                "header-wrong",
                sentence("第一行里没有列「{column}」。", column=field.title),
                file=sheet.name,
                row=1,
                value=field.title,
                advice=sentence("把这一列的列名改回原来的；列已经删掉的，重新导出一份再填。列的顺序不限。"),
            )
    return _Grid(schema, sheet, places) if len(log.issues) == count else None


def _places(header: Sequence[SheetCell], schema: TableSchema) -> dict[str, int]:
    """Where each column of a table stands in a header; the first place, where it stands twice."""
    places: dict[str, int] = {}
    for place, cell in enumerate(header):
        field = field_called(cell.text, schema)
        if field:
            places.setdefault(field.name, place)
    return places


def _refuse_header(sheet: Sheet, schema: TableSchema, log: IssueLog) -> None:
    """One finding for a header that is none, most often since something was written above it."""
    best = max(range(len(sheet.rows)), key=lambda line: len(_places(sheet.rows[line], schema)), default=0)
    message, advice = sentence("第一行不是这张表的列名。"), sentence("重新导出一份，照原来的列名填写。")
    if best and len(_places(sheet.rows[best], schema)) > 2:
        message = sentence("第一行不是这张表的列名，列名在第 {row} 行。", row=f"{best + 1}")
        advice = sentence("删去列名上面的各行。")
    value = ",".join(cell.text for cell in sheet.rows[0]) if sheet.rows else ""
    log.add("header-wrong", message, file=sheet.name, row=1, value=value, advice=advice)


def _refuse_merged(sheet: Sheet, area: tuple[int, int, int, int], log: IssueLog) -> None:
    top, left, bottom, right = area
    log.add(
        "table-unreadable",
        sentence(
            "{first} 到 {last} 合并成了一格，程序不知道下面各格应当是什么。",
            first=f"{column_letter(left)}{top + 1}",
            last=f"{column_letter(right)}{bottom + 1}",
        ),
        file=sheet.name,
        row=top + 1,
        value=sheet.rows[top][left].text if top < len(sheet.rows) and left < len(sheet.rows[top]) else "",
        advice=sentence("取消合并，每一格各填各的。"),
    )


def _refuse_column(sheet: Sheet, place: int, schema: TableSchema, log: IssueLog) -> None:
    name, letter = visible(sheet.rows[0][place].text), column_letter(place)
    close = get_close_matches(name.rstrip("* "), [field.title for field in schema.fields], n=1)
    if field_called(name, schema):
        message = sentence("{letter} 列「{name}」重复了。", letter=letter, name=name)
    elif not name:
        message = sentence("{letter} 列没有列名，下面却有内容。", letter=letter)
    elif close:
        message = sentence(
            "{letter} 列「{name}」不是这张表的列，是不是「{meant}」？", letter=letter, name=name, meant=close[0]
        )
    else:
        message = sentence("{letter} 列「{name}」不是这张表的列。", letter=letter, name=name)
    advice = sentence("把列名改回原来的；自己另加的列请删去。")
    log.add("header-wrong", message, file=sheet.name, row=1, letter=letter, value=name, advice=advice)


def _taken(
    grid: _Grid, columns: Mapping[str, Column], directory: Directory, origin: Origin, log: IssueLog
) -> TakenTable:
    own = origin.tables[grid.schema.name].header
    lines = grid.lines()
    used = {
        name
        for name, place in grid.places.items()
        if any(row[place].text.strip() or row[place].formula for _, row in lines)
    }
    header = (*own, *(field.name for field in grid.schema.fields if field.name not in own and field.name in used))
    letters = {name: column_letter(place) for name, place in grid.places.items()}
    rows, found = [], 0
    for index, (_, cells) in enumerate(lines, start=2):
        row = []
        for name in header:
            cell = cells[grid.places[name]]
            text, fault = cell_text(cell, columns[name])
            if fault is None:
                text, fault = columns[name].kept(text, directory)
            if fault and found < _LIMIT:
                found += 1
                log.add(
                    fault.code,
                    fault.message,
                    file=f"{grid.schema.name}.csv",
                    row=index,
                    column=name,
                    label=columns[name].field.title,
                    letter=letters[name],
                    value=cell.text or cell.formula,
                    advice=fault.advice,
                )
            row.append(text)
        rows.append(tuple(row))
    numbers = tuple(number for number, _ in lines)
    return TakenTable(grid.schema.name, grid.sheet.name, header, tuple(rows), numbers, letters)

"""Composing: a package → the sheets of its workbook: a cover, a sheet a table, and two that are hidden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from generator.cells import NUMBER
from generator.issues import visible
from generator.model import is_example
from generator.read import RawPackage, RawTable
from generator.schemas import TableSchema
from generator.sheets import (
    AS_TEXT,
    GENERAL,
    Entry,
    NewBook,
    NewCell,
    NewColumn,
    NewSheet,
    Style,
    range_of,
    width_of,
    write_sheets,
)
from generator.vocabulary import Vocabulary
from generator.workbook.columns import Column, Directory, columns_of
from generator.workbook.cover import ListedSheet, cover_sheet
from generator.workbook.naming import CHOICES, header_text, sheet_name
from generator.workbook.origin import KEPT, LEFT, Origin, origin_of, origin_sheet
from generator.workbook.telling import LONGEST_PROMPT_TITLE, prompt_of

# Below the rows of a table so many are ready for new ones.
NEW_ROWS = 300
_NARROWEST, _WIDEST, _WIDEST_REFERENCE = 9, 48, 32
_HEAD = Style(AS_TEXT, is_bold=True, is_wrapped=True, is_framed=True, fill="#DCE6F1")
_ID = Style(AS_TEXT, fill="#EDEDED")
_TEXT = Style(AS_TEXT, is_wrapped=True, is_locked=False)
_CHOICE, _NOTHING = Style(AS_TEXT), NewCell()
_NEW_NUMBER = Style(GENERAL, is_locked=False)
_ASK = "这里没有这一行。刚加的行、还没有列进下拉的，可以照写编号。要这样写吗？"
_REFUSE = "这一列只能从下拉里选；没有合适的就留空，并告诉维护数据的人。"


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of one cell: a colour and a note."""

    fill: str
    note: str


# Marks by table, row (0 is the first below the header, -1 the header itself) and column.
Marks = Mapping[tuple[str, int, int], Mark]


@dataclass(frozen=True)
class Plan:
    """What a workbook is made of.

    ``headers`` are the columns of each table's sheet: those of the package in their order, then what it leaves out.
    """

    raw: RawPackage
    schemas: Mapping[str, TableSchema]
    columns: Mapping[str, Mapping[str, Column]]
    directory: Directory
    origin: Origin
    marks: Marks = field(default_factory=dict)

    def header(self, name: str) -> tuple[str, ...]:
        """The columns of the sheet of a table."""
        own = self.origin.tables[name].header
        return (*own, *(item.name for item in self.schemas[name].fields if item.name not in own))

    def rows(self, name: str) -> Sequence[tuple[str, ...]]:
        """The rows of a table as the package has them."""
        return self.raw.tables[name].rows if self.origin.tables[name].state == KEPT else ()


def plan_workbook(
    raw: RawPackage, schemas: Mapping[str, TableSchema], vocabulary: Vocabulary, marks: Marks | None = None
) -> Plan:
    """What the workbook of a package is made of. Tables that do not fit into columns are left out of it."""
    origin = origin_of(raw, schemas)
    fitting = [raw.tables[name] for name, table in origin.tables.items() if table.state == KEPT]
    directory = Directory.of((schemas[table.name], table.header, table.rows) for table in fitting)
    columns = {name: columns_of(schema, schemas, vocabulary) for name, schema in schemas.items()}
    return Plan(raw, schemas, columns, directory, origin, marks or {})


def workbook_content(raw: RawPackage, schemas: Mapping[str, TableSchema], vocabulary: Vocabulary) -> bytes:
    """The workbook of a package as a file. Same package, same bytes."""
    plan = plan_workbook(raw, schemas, vocabulary)
    return write_sheets(NewBook(package_title(raw), workbook_sheets(plan)))


def package_title(raw: RawPackage) -> str:
    """The title of a package, whatever stands in its place."""
    return visible(raw.descriptor.get("title") or raw.locality_id)


def workbook_sheets(plan: Plan, more: Sequence[ListedSheet] = ()) -> tuple[NewSheet, ...]:
    """All sheets: the cover, the tables with rows, those without, and the hidden ones. ``more`` are listed as well."""
    names = [name for name, table in plan.origin.tables.items() if table.state != LEFT]
    names.sort(key=lambda name: not plan.rows(name))
    lists, choices = _choices(plan)
    listed = [ListedSheet(sheet_name(plan.schemas[name]), name, len(plan.rows(name))) for name in names]
    return (
        cover_sheet(plan.raw, package_title(plan.raw), [*listed, *more]),
        *(_table_sheet(plan, name, choices) for name in names),
        lists,
        origin_sheet(plan.origin),
    )


def _choices(plan: Plan) -> tuple[NewSheet, dict[str, str]]:
    """The hidden sheet of everything that can be chosen, a column a list, and where the list of a column stands.

    The lists are called by their codelist, or by the table that is referred to.
    """
    lists: dict[str, list[str]] = {}
    for columns in plan.columns.values():
        for column in columns.values():
            if column.refers_to:
                lists[column.refers_to] = plan.directory.labels(column.refers_to)
            elif column.terms and not column.field.separator:
                lists[_list_name(column)] = list(column.terms.values())
    filled = {name: values for name, values in lists.items() if values}
    depth = max(map(len, filled.values()), default=0)
    rows = [tuple(NewCell(name) for name in filled)]
    for line in range(depth):
        cells = (NewCell(values[line], _CHOICE) if line < len(values) else _NOTHING for values in filled.values())
        rows.append(tuple(cells))
    ranges = {name: range_of(CHOICES, place, 1, len(values)) for place, (name, values) in enumerate(filled.items())}
    return NewSheet(CHOICES, tuple(rows), is_hidden=True, is_protected=True), ranges


def _list_name(column: Column) -> str:
    return column.refers_to or column.field.codelist or column.field.type


def _table_sheet(plan: Plan, name: str, choices: Mapping[str, str]) -> NewSheet:
    schema, rows = plan.schemas[name], plan.rows(name)
    columns = [plan.columns[name][column] for column in plan.header(name)]
    shown = [_shown_row(row, columns, plan.directory) for row in rows]
    body = [
        tuple(
            _marked(_cell(text, column), plan.marks.get((name, line, place)))
            for place, (text, column) in enumerate(zip(row, columns, strict=True))
        )
        for line, row in enumerate(shown)
    ]
    head = tuple(
        _marked(_head(column, schema, plan.directory), plan.marks.get((name, -1, place)))
        for place, column in enumerate(columns)
    )
    last = len(rows) + NEW_ROWS
    return NewSheet(
        sheet_name(schema),
        (head, *body),
        tuple(
            NewColumn(_width(column, [row[place] for row in shown]), _new(column))
            for place, column in enumerate(columns)
        ),
        frozen=(1, 1),
        filtered=(max(1, len(rows)), len(columns) - 1),
        entries=tuple(
            _entry(column, (place, last), schema, plan.directory, choices) for place, column in enumerate(columns)
        ),
        is_protected=True,
        is_wide=True,
        colour="" if rows else "#BFBFBF",
    )


def _shown_row(row: tuple[str, ...], columns: Sequence[Column], directory: Directory) -> tuple[str, ...]:
    """A row as clerks see it; columns that the package leaves out are empty."""
    known = [column.shown(text, directory) for text, column in zip(row, columns, strict=False)]
    return (*known, *[""] * (len(columns) - len(known)))


def _marked(cell: NewCell, mark: Mark | None) -> NewCell:
    if mark is None:
        return cell
    note = f"{mark.note}\n\n{cell.note}" if cell.note else mark.note
    return NewCell(cell.value, replace(cell.style, fill=mark.fill), note)


def _head(column: Column, schema: TableSchema, directory: Directory) -> NewCell:
    title = column.field.title
    return NewCell(
        header_text(column.field), _HEAD, f"{title}（{column.field.name}）\n{prompt_of(column, schema, directory)}"
    )


def _new(column: Column) -> Style:
    """How a cell looks that holds nothing yet."""
    return _NEW_NUMBER if column.is_number else _TEXT


def _cell(text: str, column: Column) -> NewCell:
    # Addresses are made of ids, so they are locked; examples are there to be written over.
    if column.is_own_id and text and not is_example(text):
        return NewCell(text, _ID)
    if column.is_number and is_kept_as_number(text):
        places = len(text.partition(".")[2])
        return NewCell(Decimal(text), Style("0." + "0" * places if places else "0", is_locked=False))
    return NewCell(text, _TEXT if text or not column.is_number else _NEW_NUMBER)


def is_kept_as_number(text: str) -> bool:
    """Whether a spreadsheet program gives a number back as it was written: without more digits than it keeps, and
    without zeros at the end that it does not keep.
    """
    if not NUMBER.fullmatch(text) or (text.startswith("-0") and not float(text)):
        return False
    return f"{Decimal(format(float(text), '.15g')):f}" == text


def _width(column: Column, texts: Sequence[str]) -> float:
    widest = _WIDEST_REFERENCE if column.refers_to else _WIDEST
    return max(_NARROWEST, min(widest, max([width_of(header_text(column.field)) + 2, *map(width_of, texts)])))


def _entry(
    column: Column, where: tuple[int, int], schema: TableSchema, directory: Directory, choices: Mapping[str, str]
) -> Entry:
    """What may be typed into a column: what is in its list, where it has one; a row may be added later."""
    place, last = where
    return Entry(
        place,
        1,
        last,
        choices="" if column.field.separator else choices.get(_list_name(column), ""),
        is_strict=not column.refers_to,
        prompt_title=column.field.title[:LONGEST_PROMPT_TITLE],
        prompt=prompt_of(column, schema, directory),
        refusal_title="不在下拉里",
        refusal=_ASK if column.refers_to else _REFUSE,
    )


def raw_sheet(table: RawTable, title: str, marks: Marks) -> NewSheet:
    """A table as it is, for one that does not fit into columns: every cell as text, nothing of it is read back."""
    rows = [table.header, *table.rows]
    width = max(map(len, rows))
    cells = tuple(
        tuple(
            _marked(NewCell(text, _HEAD if line == 0 else _TEXT), marks.get((table.name, line - 1, place)))
            for place, text in enumerate(row)
        )
        for line, row in enumerate(rows)
    )
    texts = [[row[place] for row in rows if place < len(row)] for place in range(width)]
    widths = (max(_NARROWEST, min(_WIDEST, max(map(width_of, column)))) for column in texts)
    return NewSheet(title, cells, tuple(NewColumn(item) for item in widths), frozen=(1, 0), is_wide=True)

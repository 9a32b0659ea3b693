"""Fixing: the stages in their order, for a text file and for each sheet of a workbook."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePath

from generator.artifacts import csv_text
from generator.errors import UsageError
from generator.fix.decoding import WORKBOOK_MAGIC, decode_table
from generator.fix.heading import aliases, count_names, find_heading, table_of_columns, table_of_name
from generator.fix.mending import Mended, mend_rows
from generator.fix.records import ONLY_IN_WORKBOOKS, Fixed, Grid, PlacedRepair
from generator.fix.separating import separate
from generator.fix.workbooks import explains, open_workbook
from generator.issues import IssueLog
from generator.schemas import load_schemas
from generator.sentences import listed, sentence
from generator.vocabulary import load_vocabulary

MAX_BYTES = 20_000_000
"""Larger files are refused; whoever reads a file for this module need not read more."""


def fix_content(name: str, content: bytes, schemas: Path, *, table: str = "", encoding: str = "") -> tuple[Fixed, ...]:
    """What one file should be: one result for a text file, one for each sheet of a workbook.

    ``name`` is the file's name or path, by which its table may be known and which findings give it. ``table`` says the
    table instead, ``encoding`` how the bytes are to be read.

    Raises:
        UsageError: there is no such table or encoding.
    """
    tables = load_schemas(schemas)
    if table and table not in tables:
        raise UsageError(f"there is no table {table!r}; known are {', '.join(tables)}")
    log = IssueLog("", schemas)
    if len(content) > MAX_BYTES:
        message = sentence("文件有 {size} 字节，上限是 {limit} 字节。", size=len(content), limit=MAX_BYTES)
        log.add("file-too-large", message, file=name, value=len(content))
        return (Fixed(name, issues=log.issues),)
    if content.startswith(WORKBOOK_MAGIC):
        return _workbook(name, content, schemas, table)
    try:
        decoded = decode_table(content, encoding, name, log)
    except LookupError as error:
        raise UsageError(f"there is no encoding {encoding!r}") from error
    if decoded is None:
        return (Fixed(name, issues=log.issues),)
    text, repairs = decoded
    known_table = table or table_of_name(PurePath(name).stem, tables)
    candidates = [aliases(tables[known_table])] if known_table else [aliases(schema) for schema in tables.values()]
    separated = separate(text, lambda cells: max(count_names(cells, known) for known in candidates), name, log)
    if separated is None:
        title = tables[known_table].title if known_table else ""
        return (Fixed(name, known_table, title, issues=log.issues, repairs=tuple(repairs)),)
    grid, more = separated
    return (_grid(name, grid, schemas, known_table, [*repairs, *more], content),)


def _workbook(name: str, content: bytes, schemas: Path, table: str) -> tuple[Fixed, ...]:
    """Every sheet as the table that it is; with a table given, only those that are called so or look so, if any."""
    log = IssueLog("", schemas)
    opened = open_workbook(content, name, log)
    if opened is None:
        return (Fixed(name, issues=log.issues),)
    grids, is_only_sheet = opened
    tables = load_schemas(schemas)
    stem = table_of_name(PurePath(name).stem, tables)
    if table:
        meant_ones = [
            grid for grid in grids if table in {table_of_name(grid.sheet, tables), table_of_columns(grid, tables)}
        ]
        grids = meant_ones or [grid for grid in grids if not explains(grid.sheet)] or grids
    results = []
    for grid in grids:
        meant = table or table_of_name(grid.sheet, tables)
        if not meant and (len(grids) == 1 or all(explains(other.sheet) for other in grids if other is not grid)):
            meant = stem
        meant = meant or table_of_columns(grid, tables)
        if not meant and explains(grid.sheet) and len(grids) > 1:
            continue
        conversion = PlacedRepair("workbook", is_safe=True, before=grid.sheet)
        fixed = _grid(name, grid, schemas, meant, [conversion], b"")
        results.append(replace(fixed, sheet=grid.sheet, is_only_sheet=is_only_sheet))
    return tuple(_without_doubles(results, schemas))


def _without_doubles(results: list[Fixed], schemas: Path) -> Iterable[Fixed]:
    """The same, but that no table comes from two sheets: which of them is right nobody can say."""
    for fixed in results:
        same = [other.sheet for other in results if other.table == fixed.table]
        if not fixed.table or len(same) == 1:
            yield fixed
            continue
        log = IssueLog("", schemas)
        log.add(
            "table-unknown",
            sentence(
                "工作表{sheets}都是同一张表：{table}。",
                sheets=listed(f"「{name}」" for name in same),
                table=fixed.table,
            ),
            file=fixed.file,
            advice=sentence("合成一张工作表，或者删去多余的。"),
        )
        yield fixed.refused(log.issues)


def _grid(name: str, grid: Grid, schemas: Path, table: str, repairs: list[PlacedRepair], original: bytes) -> Fixed:
    """From cells to a table: heading, rows, and the bytes that come of them."""
    tables = load_schemas(schemas)
    log = IssueLog("", schemas)
    table = table or table_of_columns(grid, tables)
    if not table:
        _add_unknown(name, grid, log)
        return Fixed(name, repairs=tuple(repairs), issues=log.issues)
    schema = tables[table]
    base = Fixed(name, table, schema.title, repairs=tuple(repairs))
    heading = find_heading(grid, schema, name, log)
    if heading is None:
        return base.refused(log.issues)
    mended = Mended(name, log)
    mend_rows(grid, heading, schema, tables, load_vocabulary(schemas), mended)
    if not mended.rows:
        log.add("table-empty", sentence("表里只有列名，没有数据。"), file=name, row=grid.numbers[heading.place])
    header = tuple(column for column in heading.names if column)
    done = (*repairs, *heading.repairs, *mended.repairs)
    content = csv_text(header, mended.rows).encode() if done else original
    is_open = any(proposal.code in ONLY_IN_WORKBOOKS for proposal in mended.proposals)
    return replace(
        base,
        header=header,
        rows=tuple(mended.rows),
        repairs=done,
        proposals=tuple(mended.proposals),
        content=None if is_open else content,
        source_rows=mended.source_rows,
    ).refused(log.issues)


def _add_unknown(name: str, grid: Grid, log: IssueLog) -> None:
    """Neither the name nor the column names say which table this is."""
    what = sentence("工作表「{sheet}」", sheet=grid.sheet) if grid.sheet else sentence("这个文件")
    log.add(
        "table-unknown",
        sentence("认不出{what}是哪一张表：名字不是表名，列名也对不上。", what=what),
        file=name,
        advice=sentence(
            "把名字改成表名，例如 {example}（{title}），或者用 {option} 写明；第一行写列名。",
            example="tasks",
            title=sentence("任务"),
            option="--table",
        ),
    )

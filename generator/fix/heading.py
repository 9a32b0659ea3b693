"""Heading: which row has the column names, in whatever words they are, and which table a file is."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import groupby

from generator.cells import column_letter
from generator.fix.records import Grid, PlacedRepair
from generator.fix.separating import FIRST_ROWS
from generator.issues import IssueLog, visible
from generator.repairs import is_blank
from generator.schemas import Field, TableSchema
from generator.sentences import Sentence, listed, sentence

# No table has so many columns; a row that has is looked at no further.
_MOST_COLUMNS = 100
_MOST_CELLS = 500
NO_CONTENT = sentence("文件是空的，第一行应当是列名。")
NO_CONTENT_ADVICE = sentence("回到表格软件里看原来的表，重新另存一次；这张表还没有数据的，不用交这个文件。")
_MARKS = re.compile(r"[\s_*\-:‐-―]|\((?:必填|选填|必需|可选|可不填)\)|[\u200b-\u200f\u2060\ufeff]")
# What people add to the name of a file when they pass it round.
_ADDITIONS = re.compile(r"(表|副本|copy|\(\d+\)|最终版?|定稿|终稿|修改版?|新版?|汇总|v?\d+)+$")


@dataclass(frozen=True)
class Heading:
    """Where the column names stand. ``place`` counts rows of the grid from 0; ``names`` are by position, None where
    the column is blank and goes; ``repairs`` made them so.
    """

    place: int
    names: tuple[str | None, ...]
    repairs: tuple[PlacedRepair, ...]


@lru_cache(maxsize=65536)
def plain_name(text: str) -> str:
    """A column or table name without what does not tell it from others: case, width, blanks, marks of must and may."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).lower())


def aliases(schema: TableSchema) -> dict[str, str]:
    """Every way in which a column may be named → its name: by name, by Chinese title, or by both together."""
    found = {}
    for field in schema.fields:
        for form in (f"{field.title}{field.name}", f"{field.name}{field.title}", field.title, field.name):
            found[plain_name(form)] = field.name
        found[plain_name(f"{field.title}({field.name})")] = field.name
        found[plain_name(f"{field.name}({field.title})")] = field.name
    return found


def count_names(cells: tuple[str, ...], known: Mapping[str, str]) -> int:
    """How many different columns a row names."""
    return len(_named(cells, known))


def _named(cells: tuple[str, ...], known: Mapping[str, str]) -> set[str]:
    return {known[plain_name(cell)] for cell in cells[:_MOST_CELLS] if plain_name(cell) in known}


def table_of_name(name: str, schemas: Mapping[str, TableSchema]) -> str:
    """The table that a file or sheet is called after, by name or Chinese title; empty where it is called otherwise."""
    known = {_bare_name(text): key for key, schema in schemas.items() for text in (schema.name, schema.title)}
    return known.get(_bare_name(name), "")


def _bare_name(text: str) -> str:
    """The name of a file or sheet without what people add to it."""
    return _ADDITIONS.sub("", plain_name(text))


def table_of_columns(grid: Grid, schemas: Mapping[str, TableSchema]) -> str:
    """The table whose columns the first rows name: all that it must have, and more of them than of any other's."""
    scores = {}
    for key, schema in schemas.items():
        known = aliases(schema)
        required = {field.name for field in schema.fields if field.is_required}
        found = [names for names in (_named(cells, known) for cells in grid.rows[:FIRST_ROWS]) if required <= names]
        if found:
            scores[key] = (max(map(len, found)), -len(schema.fields))
    best = [key for key, score in scores.items() if score == max(scores.values())]
    return best[0] if len(best) == 1 else ""


def find_heading(grid: Grid, schema: TableSchema, file: str, log: IssueLog) -> Heading | None:
    """The column names of a grid; None where there are issues.

    Columns keep their order: the checks take any, and to a clerk a table that comes back in another order is another
    table.
    """
    known = aliases(schema)
    first = next((place for place, cells in enumerate(grid.rows) if not all(map(is_blank, cells))), None)
    if first is None:
        log.add("header-wrong", NO_CONTENT, file=file, row=1, advice=NO_CONTENT_ADVICE)
        return None
    scores = [count_names(cells, known) for cells in grid.rows[:FIRST_ROWS]]
    if not any(scores):
        _add_no_names(grid.rows[first], grid.numbers[first], schema, file, log)
        return None
    place = max(range(len(scores)), key=lambda index: scores[index])
    if sum(not is_blank(cell) for cell in grid.rows[place]) > _MOST_COLUMNS:
        message = sentence("列名这一行有 {columns} 格，没有哪张表有这么多列。", columns=f"{len(grid.rows[place])}")
        log.add("table-unreadable", message, file=file, row=grid.numbers[place], value=",".join(grid.rows[place][:9]))
        return None
    repairs = _title_rows(grid, place, file, log)
    names = _names(grid, place, schema, file, log)
    if repairs is None or names is None:
        return None
    return Heading(place, names, (*repairs, *_renamed(grid, place, names, schema)))


def _title_rows(grid: Grid, place: int, file: str, log: IssueLog) -> list[PlacedRepair] | None:
    """What stands above the column names: a title or a remark goes, anything wider is nobody's to throw away."""
    width = sum(not is_blank(cell) for cell in grid.rows[place])
    repairs = []
    for index in range(place):
        cells = [cell.strip() for cell in grid.rows[index] if not is_blank(cell)]
        if len(cells) > 2 and 3 * len(cells) > width:
            log.add(
                "header-wrong",
                sentence("列名在第 {row} 行，上面这一行却像是数据。", row=f"{grid.numbers[place]}"),
                file=file,
                row=grid.numbers[index],
                value="，".join(cells),
                advice=sentence("把列名移到第一行，数据都放在它下面。"),
            )
            return None
        if cells:
            repairs.append(PlacedRepair("title-rows", is_safe=True, row=grid.numbers[index], before=" ".join(cells)))
    return repairs


def _names(grid: Grid, place: int, schema: TableSchema, file: str, log: IssueLog) -> tuple[str | None, ...] | None:
    known = aliases(schema)
    row = grid.numbers[place]
    names: list[str | None] = []
    is_sound = True

    def refuse(position: int, message: Sentence, advice: Sentence) -> None:
        nonlocal is_sound
        is_sound = False
        cell = grid.rows[place][position]
        log.add("header-wrong", message, file=file, row=row, letter=column_letter(position), value=cell, advice=advice)

    for position, cell in enumerate(grid.rows[place]):
        letter = column_letter(position)
        name = known.get(plain_name(cell))
        if is_blank(cell):
            if _has_content(grid, place, position):
                message = sentence("{letter} 列没有列名，下面却有内容。", letter=letter)
                refuse(position, message, sentence("在第一行写上这一列的列名；不属于这张表的，整列删去。"))
        elif name is None:
            refuse(position, _unknown(cell, letter, schema), _UNKNOWN_ADVICE)
        elif name in names:
            message = sentence(
                "{letter} 列「{name}」与 {other} 列是同一列。",
                letter=letter,
                name=visible(cell),
                other=column_letter(names.index(name)),
            )
            refuse(position, message, sentence("两列内容相同的删去一列；不同的，核对原文后留下对的一列。"))
        names.append(name)
    # A column that is only misspelled has been named above.
    likely = [_likely(cell, schema) for cell, name in zip(grid.rows[place], names, strict=True) if not name]
    named = {*names, *(field.name for field in likely if field)}
    missing = [field for field in schema.fields if field.is_required and field.name not in named]
    if missing:
        is_sound = False
        _add_missing(missing, file, row, log)
    return tuple(names) if is_sound else None


_UNKNOWN_ADVICE = sentence("按数据字典改正列名；这张表用不到的，整列删去，或者把内容移到别的表。")


def _unknown(cell: str, letter: str, schema: TableSchema) -> Sentence:
    """What is said of a column that the table does not have, with the likely one."""
    field = _likely(cell, schema)
    if field:
        return sentence(
            "{letter} 列「{name}」不是这张表的列，是不是 {meant}（{title}）？",
            letter=letter,
            name=visible(cell),
            meant=field.name,
            title=Sentence(field.title),
        )
    return sentence("{letter} 列「{name}」不是这张表的列。", letter=letter, name=visible(cell))


def _likely(cell: str, schema: TableSchema) -> Field | None:
    """The column whose name or title comes closest to a word."""
    words = {plain_name(field.title): field for field in schema.fields}
    words |= {plain_name(field.name): field for field in schema.fields}
    close = get_close_matches(plain_name(cell)[:100], words, n=1, cutoff=0.5)
    return words[close[0]] if close else None


def _add_no_names(cells: tuple[str, ...], row: int, schema: TableSchema, file: str, log: IssueLog) -> None:
    """One finding for a table without column names: nothing more can be said of it."""
    names = listed(
        sentence("{name}（{title}）", name=field.name, title=Sentence(field.title)) for field in schema.fields
    )
    log.add(
        "header-wrong",
        sentence("没有找到列名：这里没有一格是这张表的列名。"),
        file=file,
        row=row,
        value=",".join(cells),
        advice=sentence("在最上面加一行列名。这张表的列有：{names}。", names=names),
    )


def _add_missing(missing: list[Field], file: str, row: int, log: IssueLog) -> None:
    for field in missing:
        log.add(
            "header-wrong",
            sentence("缺少必需的列 {name}（{title}）。", name=field.name, title=Sentence(field.title)),
            file=file,
            row=row,
            advice=sentence("加上这一列，每一行都要填写，例如「{example}」。", example=field.example),
        )


def _has_content(grid: Grid, place: int, position: int) -> bool:
    return any(position < len(cells) and not is_blank(cells[position]) for cells in grid.rows[place + 1 :])


def _renamed(grid: Grid, place: int, names: tuple[str | None, ...], schema: TableSchema) -> list[PlacedRepair]:
    """The repairs that the names are: other words for a column, and stretches of columns with nothing in them."""
    repairs: list[PlacedRepair] = []
    for goes, stretch in groupby(range(len(names)), key=lambda position: names[position] is None):
        positions = list(stretch)
        if goes:
            letters = "–".join(dict.fromkeys(map(column_letter, (positions[0], positions[-1]))))
            repairs.append(PlacedRepair("blank-columns", is_safe=True, letter=letters))
        for position in positions:
            cell, name = grid.rows[place][position], names[position]
            if name and cell != name:
                where = (grid.numbers[place], name, schema.by_name[name].title, column_letter(position))
                repairs.append(PlacedRepair("column-name", True, *where, before=cell, after=name))
    return repairs

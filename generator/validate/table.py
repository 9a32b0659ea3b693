"""Refuses rows of another length than the header, and cells that hold what a cell may not hold."""

from collections.abc import Mapping

from generator.cells import column_letter, text_fault, value_fault
from generator.issues import IssueLog
from generator.read import RawTable
from generator.repairs import is_damaged
from generator.schemas import REQUIRED_TABLES, Field, TableSchema, pattern_wanted
from generator.sentences import Sentence, sentence
from generator.validate.header import check_header
from generator.validate.likely import likely_value
from generator.vocabulary import Term

# As many as frictionless names in one table: more help nobody, and a hostile table has millions.
_LIMIT = 1000


def check_table(
    table: RawTable, schemas: Mapping[str, TableSchema], repairs: Mapping[str, Term], log: IssueLog
) -> bool:
    """Record faults of header, row shape and single cells; True when the header is sound.

    ``repairs`` are the kinds of repair, by which a finding says what to do.
    """
    schema = schemas[table.name]
    if not check_header(table, schema, log):
        return False
    if not table.rows and table.name not in REQUIRED_TABLES:
        log.add("table-empty", sentence("表里只有列名，没有数据。"), file=table.file, row=1)
    fields = [schema.by_name[name] for name in table.header]
    # Most columns say a few things over and over.
    known: list[dict[str, tuple[str, Sentence] | None]] = [{"": None} for _ in fields]
    found = 0
    for number, cells in zip(table.row_numbers, table.rows, strict=True):
        if found >= _LIMIT:
            break
        if len(cells) != len(fields):
            found += 1
            log.add(
                "row-shape",
                sentence("这一行有 {cells} 格，列名有 {columns} 个。", cells=f"{len(cells)}", columns=f"{len(fields)}"),
                file=table.file,
                row=number,
                value=",".join(cells),
            )
            continue
        if cells == table.header:
            found += 1
            log.add(
                "row-shape",
                sentence("这一行又写了一遍列名。"),
                file=table.file,
                row=number,
                value=",".join(cells),
                advice=sentence("删去这一行。"),
            )
            continue
        for position, (field, cell) in enumerate(zip(fields, cells, strict=True)):
            if cell not in known[position]:
                known[position][cell] = _fault(cell, field)
            fault = known[position][cell]
            if fault:
                found += 1
                wanted = pattern_wanted(field, schema, schemas)
                suggestion, advice = likely_value(cell, field.type, wanted, repairs)
                log.add(
                    fault[0],
                    fault[1],
                    file=table.file,
                    row=number,
                    column=field.name,
                    label=field.title,
                    letter=column_letter(position),
                    value=cell,
                    suggestion=suggestion,
                    advice=advice or "",
                )
    return True


def _fault(cell: str, field: Field) -> tuple[str, Sentence] | None:
    """What is wrong with a cell by itself: its signs first, then the way in which it is written."""
    if is_damaged(cell):
        return "encoding-wrong", sentence("文字已经损坏，原来写的是什么无从知道。")
    fault = text_fault(cell) or value_fault(cell, field.type)
    if fault is None and cell != cell.strip():
        return "type-wrong", sentence("前后有空格。")
    return fault

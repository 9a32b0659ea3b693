"""Refuses headers that the schema does not know and cells that hold what a cell may not hold."""

from difflib import get_close_matches

from generator.cells import text_fault, value_fault
from generator.issues import IssueLog
from generator.read import RawTable
from generator.schemas import REQUIRED_TABLES, TableSchema, column_letter

# As many as frictionless names in one table: more help nobody, and a hostile table has millions.
_LIMIT = 1000


def check_table(table: RawTable, schema: TableSchema, log: IssueLog) -> bool:
    """Record faults of header, row shape and single cells; True when the header is sound."""
    if not _check_header(table, schema, log):
        return False
    if not table.rows and table.name not in REQUIRED_TABLES:
        log.add("table-empty", "表里只有列名，没有数据。", file=table.file, row=1)
    fields = [schema.by_name[name] for name in table.header]
    found = 0
    for number, cells in zip(table.row_numbers, table.rows, strict=True):
        if found >= _LIMIT:
            break
        if len(cells) != len(fields):
            found += 1
            log.add(
                "row-shape",
                f"这一行有 {len(cells)} 格，列名有 {len(fields)} 个。",
                file=table.file,
                row=number,
                value=",".join(cells),
            )
            continue
        for position, (field, cell) in enumerate(zip(fields, cells, strict=True)):
            fault = (text_fault(cell) or value_fault(cell, field.type)) if cell else None
            if fault is None and cell != cell.strip():
                fault = ("type-wrong", "前后有空格。")
            if fault:
                found += 1
                log.add(
                    fault[0],
                    fault[1],
                    file=table.file,
                    row=number,
                    column=field.name,
                    label=field.title,
                    letter=column_letter(position),
                    value=cell,
                )
    return True


def _check_header(table: RawTable, schema: TableSchema, log: IssueLog) -> bool:
    """One finding for a broken header, naming everything that is wrong with it."""
    known = [field.name for field in schema.fields]
    wrong = []
    for position, name in enumerate(table.header):
        where = f"{column_letter(position)} 列「{name}」"
        if name not in known:
            close = get_close_matches(name.strip().lower(), known, n=1)
            titles = {field.title: field.name for field in schema.fields}
            meant = titles.get(name.strip()) or (close[0] if close else "")
            wrong.append(f"{where}不是这张表的列" + (f"，是不是 {meant}？" if meant else ""))
        elif name in table.header[:position]:
            wrong.append(f"{where}重复了")
    wrong += [
        f"缺少必需的列 {field.name}（{field.title}）"
        for field in schema.fields
        if field.is_required and field.name not in table.header
    ]
    if wrong:
        log.add("header-wrong", "；".join(wrong) + "。", file=table.file, row=1, value=",".join(table.header))
    return not wrong

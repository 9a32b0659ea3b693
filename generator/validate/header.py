"""Refuses headers that the schema does not know, each with one finding that says all that is wrong."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from generator.cells import column_letter
from generator.issues import MESSAGE_LENGTH, IssueLog, visible
from generator.read import RawTable
from generator.schemas import TableSchema, field_called
from generator.sentences import Sentence, clauses, listed, sentence

# As many columns as can be taken in at a glance; the dictionary has them all.
_MOST_NAMED = 12
# What other programs put between columns.
_SIGNS = {
    ";": sentence("分号"),
    "\t": sentence("制表符"),
    "，": sentence("全角逗号"),
    "|": sentence("竖线"),
}


def check_header(table: RawTable, schema: TableSchema, log: IssueLog) -> bool:
    """Record what is wrong with the first row, once; True when it is sound."""
    meant = {name: _meant(name, schema) for name in table.header}
    if not any(meant.values()):
        log.add("header-wrong", _without_names(table, schema), file=table.file, row=1, value=",".join(table.header))
        return False
    wrong = [*_wrong_columns(table, meant), *_absent_columns(schema, set(meant.values()))]
    if wrong:
        log.add("header-wrong", _header_message(wrong), file=table.file, row=1, value=",".join(table.header))
    return not wrong


def _meant(name: str, schema: TableSchema) -> str:
    """The column that a name is, or probably means; empty where there is none."""
    field = field_called(name, schema)
    if field:
        return field.name
    close = get_close_matches(name.strip().lower(), schema.by_name, n=1)
    return close[0] if close else ""


def _without_names(table: RawTable, schema: TableSchema) -> Sentence:
    sign = next((sign for sign in _SIGNS if any(_meant(part, schema) for part in table.header[0].split(sign)[1:])), "")
    if sign:
        return sentence("各列要用英文逗号隔开，这里用的是{sign}。", sign=_SIGNS[sign])
    # Titles come from the schemas and are messages of the catalogue themselves.
    columns = [
        sentence("{name}（{title}）", name=field.name, title=Sentence(field.title))
        for field in schema.fields[:_MOST_NAMED]
    ]
    return sentence("第一行没有一格是这张表的列名。这张表的列有：{columns}。", columns=listed(columns))


def _wrong_columns(table: RawTable, meant: Mapping[str, str]) -> Iterator[Sentence]:
    """What is wrong with the names that stand in the header."""
    blank = [column_letter(position) for position, name in enumerate(table.header) if not name.strip()]
    if blank:
        yield sentence("{letters} 列没有列名", letters=listed(blank))
    for position, name in enumerate(table.header):
        letter, written = column_letter(position), visible(name, MESSAGE_LENGTH)
        if not name.strip():
            continue
        if not meant[name]:
            yield sentence("{letter} 列「{name}」不是这张表的列", letter=letter, name=written)
        elif meant[name] != name:
            yield sentence(
                "{letter} 列「{name}」不是这张表的列，多半是 {meant}", letter=letter, name=written, meant=meant[name]
            )
        elif name in table.header[:position]:
            yield sentence("{letter} 列「{name}」重复了", letter=letter, name=written)


def _absent_columns(schema: TableSchema, there: set[str]) -> Iterator[Sentence]:
    """Required names that no column has or probably means."""
    for field in schema.fields:
        if field.is_required and field.name not in there:
            # The title comes from the schemas and is a message of the catalogue itself.
            yield sentence("缺少必需的列 {name}（{title}）", name=field.name, title=Sentence(field.title))


def _header_message(wrong: list[Sentence]) -> Sentence:
    """As many of the faults as one message holds, and how many more there are: a table may have a hundred."""
    named = list(wrong)
    message = sentence("{faults}。", faults=clauses(named))
    while len(str(message)) > MESSAGE_LENGTH and len(named) > 1:
        named.pop()
        message = sentence("{faults}；另外还有 {n} 处不对。", faults=clauses(named), n=len(wrong) - len(named))
    return message

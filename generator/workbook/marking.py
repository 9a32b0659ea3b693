"""Marking: the workbook of a package with every finding in its cell, and a first sheet that lists them all.

A table that does not fit into columns is shown as it is. The file can be read back like any other workbook.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.cells import column_letter
from generator.issues import ERROR, NOTE, SEVERITY_WORDS, WARNING, Issue, sorted_issues
from generator.language import CHINESE, Language
from generator.read import RawPackage, RawTable
from generator.schemas import TableSchema
from generator.sentences import Sentence, Words, sentence
from generator.sheets import AS_TEXT, NewBook, NewCell, NewColumn, NewSheet, Style, place_of, write_sheets
from generator.vocabulary import Vocabulary
from generator.workbook.composing import Mark, Marks, Plan, package_title, plan_workbook, raw_sheet, workbook_sheets
from generator.workbook.cover import ListedSheet
from generator.workbook.locating import in_labels
from generator.workbook.naming import FINDINGS, raw_sheet_name, sheet_name
from generator.workbook.origin import KEPT

FILLS = {ERROR: "#FFC7CE", WARNING: "#FFEB9C", NOTE: "#DDEBF7"}
_HEADER = (
    *(sentence("程度"), sentence("工作表"), sentence("单元格"), sentence("列"), sentence("当前值")),
    *(sentence("发现"), sentence("怎么办")),
)
_WIDTHS = (8, 12, 9, 17, 18, 32, 44)
_HEAD = Style(is_bold=True, is_framed=True, fill="#DCE6F1")
_TEXT = Style(AS_TEXT, is_wrapped=True, is_framed=True)
_LINK = Style(is_underlined=True, is_framed=True, colour="#0563C1")
_AS_IS = "列名或格数不对的表，照原样放在这里，只供查看，不会读回；请改 CSV 文件"
_LONGEST_NOTE = 5_000


@dataclass(frozen=True, slots=True)
class _Spot:
    """A cell that a finding is about: row 0 is the first below the header, -1 the header itself."""

    table: str
    row: int
    column: int


def marked_content(
    raw: RawPackage | None,
    schemas: Mapping[str, TableSchema],
    vocabulary: Vocabulary,
    issues: Sequence[Issue],
    language: Language = CHINESE,
) -> bytes:
    """The marked workbook as a file; the list alone where the package cannot be read at all.

    Findings are told in ``language``; everything else is Chinese, as in every workbook.
    """
    if raw is None:
        title = issues[0].locality if issues else FINDINGS
        return write_sheets(NewBook(title, (_findings_sheet(issues, {}, {}, language),)))
    plan = plan_workbook(raw, schemas, vocabulary)
    issues = [_in_labels(issue, plan) for issue in issues]
    spots = {issue: spots for issue in issues if (spots := list(_spots(issue, plan)))}
    marks = _marks(issues, spots, language)
    names = _sheet_names(plan)
    shown = {name: raw_sheet(raw.tables[name], names[name], marks) for name in names if not _is_kept(name, plan)}
    listed = [ListedSheet(sheet.name, name, len(raw.tables[name].rows), _AS_IS) for name, sheet in shown.items()]
    plan = Plan(raw, schemas, plan.columns, plan.directory, plan.origin, marks)
    first = _findings_sheet(issues, spots, names, language)
    sheets = workbook_sheets(plan, listed)
    return write_sheets(NewBook(package_title(raw), (first, *sheets[:-2], *shown.values(), *sheets[-2:])))


def _in_labels(issue: Issue, plan: Plan) -> Issue:
    """A finding about a cell of a table that can be filled in, in the words that stand there to choose from."""
    name = issue.file.removesuffix(".csv")
    table = plan.raw.tables.get(name)
    if table is None or not _is_kept(name, plan) or issue.column not in table.header:
        return issue
    if issue.row not in table.row_numbers:
        return issue
    text = table.rows[table.row_numbers.index(issue.row)][table.header.index(issue.column)]
    return in_labels(issue, plan.columns[name][issue.column], text, plan.directory)


def _is_kept(name: str, plan: Plan) -> bool:
    return name in plan.origin.tables and plan.origin.tables[name].state == KEPT


def _sheet_names(plan: Plan) -> dict[str, str]:
    """The sheet of every table that the package has."""
    names: dict[str, str] = {}
    for name in plan.raw.tables:
        taken = list(names.values())
        is_kept = _is_kept(name, plan)
        names[name] = sheet_name(plan.schemas[name]) if is_kept else raw_sheet_name(name, plan.schemas, taken)
    return names


def _spots(issue: Issue, plan: Plan) -> Iterator[_Spot]:
    """The cells that a finding is about; none where it is about a file, or about a row that is not shown."""
    name = issue.file.removesuffix(".csv")
    table = plan.raw.tables.get(name)
    if table is None or name == issue.file or issue.row is None:
        return
    if issue.row == 1:
        for place in _header_places(issue, table, plan):
            yield _Spot(name, -1, place)
    elif issue.row in table.row_numbers:
        place = table.header.index(issue.column) if issue.column in table.header else 0
        yield _Spot(name, table.row_numbers.index(issue.row), place)


def _header_places(issue: Issue, table: RawTable, plan: Plan) -> Iterable[int]:
    """Which cells of a header are wrong: those named wrongly or twice, else those that it lacks, else the first."""
    schema = plan.schemas.get(table.name)
    if issue.code != "header-wrong" or schema is None:
        return [0]
    header = table.header
    wrong = [at for at, column in enumerate(header) if column not in schema.by_name or column in header[:at]]
    if not wrong and _is_kept(table.name, plan):
        lacking = {field.name for field in schema.fields if field.is_required and field.name not in header}
        wrong = [at for at, column in enumerate(plan.header(table.name)) if column in lacking]
    return wrong or [0]


def _marks(issues: Sequence[Issue], spots: Mapping[Issue, Sequence[_Spot]], language: Language) -> Marks:
    """One mark a cell: the colour of its gravest finding, and all of them in words."""
    found: dict[tuple[str, int, int], Mark] = {}
    for issue in sorted_issues(issues):
        words = sentence(
            "{severity}：{message} {advice}",
            severity=SEVERITY_WORDS[issue.severity],
            message=issue.message,
            advice=issue.remedy,
        )
        for spot in spots.get(issue, ()):
            place = (spot.table, spot.row, spot.column)
            earlier = found.get(place)
            fill = earlier.fill if earlier else FILLS[issue.severity]
            notes = [earlier.note, language.say(words)] if earlier else [language.say(words)]
            found[place] = Mark(fill, "\n\n".join(notes)[:_LONGEST_NOTE])
    return found


def _findings_sheet(
    issues: Sequence[Issue], spots: Mapping[Issue, Sequence[_Spot]], names: Mapping[str, str], language: Language
) -> NewSheet:
    say = language.say
    rows = [tuple(NewCell(say(words), _HEAD) for words in _HEADER)]
    for issue in sorted_issues(issues):
        spot = next(iter(spots.get(issue, ())), None)
        column: Words = issue.column
        if issue.label:
            # The title comes from the schemas and is a message of the catalogue itself.
            column = sentence("{label}（{column}）", label=Sentence(issue.label), column=issue.column)
        rows.append(
            (
                NewCell(say(SEVERITY_WORDS[issue.severity]), Style(is_framed=True, fill=FILLS[issue.severity])),
                _sheet(issue, names),
                _place(issue, spot, names, language),
                NewCell(say(column), _TEXT),
                NewCell(issue.value, _TEXT),
                NewCell(say(issue.message), _TEXT),
                NewCell(say(issue.remedy), _TEXT),
            )
        )
    if not issues:
        rows.append((NewCell(say(sentence("没有发现问题。")), _TEXT),))
    filtered = (len(rows) - 1, len(_HEADER) - 1)
    columns = tuple(NewColumn(width) for width in _WIDTHS)
    return NewSheet(FINDINGS, tuple(rows), columns, frozen=(1, 0), filtered=filtered, is_wide=True, colour="#C00000")


def _sheet(issue: Issue, names: Mapping[str, str]) -> NewCell:
    name = issue.file.removesuffix(".csv")
    if name not in names or name == issue.file:
        return NewCell(issue.file, _TEXT)
    return NewCell(names[name], _LINK, link=place_of(names[name], 0, 0))


def _place(issue: Issue, spot: _Spot | None, names: Mapping[str, str], language: Language) -> NewCell:
    if spot is None:
        words = sentence("第 {row} 行", row=f"{issue.row}") if issue.row else ""
        return NewCell(language.say(words), _TEXT)
    row = spot.row + 1
    return NewCell(f"{column_letter(spot.column)}{row + 1}", _LINK, link=place_of(names[spot.table], row, spot.column))

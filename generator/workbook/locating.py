"""Locating: where a finding about the package that came of a workbook stands in that workbook."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.issues import Issue
from generator.read import RawPackage
from generator.sentences import sentence
from generator.workbook.columns import Column, Directory
from generator.workbook.taking import Taken, TakenTable


def located(
    issues: Iterable[Issue], taken: Taken, result: RawPackage | None, columns: Mapping[str, Mapping[str, Column]]
) -> list[Issue]:
    """The findings with sheet, row and letter of the workbook in place of file, row and letter of the package.

    ``result`` is the package that came of the workbook, None for findings of :func:`take_workbook` itself. What is
    about no sheet stays as it is.
    """
    return [_located(issue, taken, result, columns) for issue in issues]


def _located(
    issue: Issue, taken: Taken, result: RawPackage | None, columns: Mapping[str, Mapping[str, Column]]
) -> Issue:
    name = issue.file.removesuffix(".csv")
    table = taken.tables.get(name)
    if table is None or name == issue.file or not _is_of_workbook(table, result):
        return issue
    row = issue.row
    if row is not None and row > 1:
        numbers = result.tables[name].row_numbers if result else range(2, len(table.rows) + 2)
        row = table.row_numbers[numbers.index(row)] if row in numbers else None
    column = columns[name].get(issue.column)
    worded = in_labels(issue, column, "", Directory()) if column else issue
    return replace(worded, file=table.sheet, row=row, letter=table.letters.get(issue.column, ""))


def in_labels(issue: Issue, column: Column, text: str, directory: Directory) -> Issue:
    """A finding about a cell that holds ``text``, in the labels and names of the workbook in place of codes and ids."""
    if issue.suggestion:
        issue = replace(issue, suggestion=column.shown(issue.suggestion, directory))
    if issue.code == "value-required":
        example = column.shown(column.field.example, Directory())
        return replace(issue, advice=sentence("例如：{example}", example=example))
    _, fault = column.kept(text, directory)
    if fault is None or fault.code != issue.code:
        return issue
    return replace(issue, message=fault.message, advice=fault.advice)


def _is_of_workbook(table: TakenTable, result: RawPackage | None) -> bool:
    """Whether the rows of a table of the package are those of the workbook."""
    return result is None or (table.name in result.tables and result.tables[table.name].rows == table.rows)

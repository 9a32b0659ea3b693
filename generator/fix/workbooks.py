"""Workbooks: the sheets of an XLSX file → cells as texts, with what the program keeps otherwise."""

from generator.fix.heading import NO_CONTENT, NO_CONTENT_ADVICE
from generator.fix.records import Grid
from generator.issues import IssueLog
from generator.repairs import is_blank
from generator.sentences import sentence
from generator.sheets import Sheet, SheetsUnreadable, read_sheets
from generator.sheets.records import EMPTY, TEXT

# Sheets that explain a workbook and hold no rows of a table.
_EXPLAINING = ("说明", "封面", "目录", "须知", "字典", "代码", "选项", "示例", "模板", "readme", "codes")


def open_workbook(content: bytes, file: str, log: IssueLog) -> tuple[list[Grid], bool] | None:
    """A grid for each sheet that shows and has anything in it, and whether there is only one sheet that has; None where
    there is an issue.
    """
    try:
        sheets = read_sheets(content)
    except SheetsUnreadable as error:
        advice = sentence("用表格软件打开，去掉密码，另存为新的 Excel 工作簿（.xlsx）。")
        log.add("encoding-wrong", error.reason, file=file, advice=advice)
        return None
    filled = [
        sheet for sheet in sheets if any(not is_blank(cell.text) or cell.formula for row in sheet.rows for cell in row)
    ]
    grids = [_grid(sheet) for sheet in filled if not sheet.is_hidden]
    if not grids:
        log.add("header-wrong", NO_CONTENT, file=file, row=1, advice=NO_CONTENT_ADVICE)
        return None
    return grids, len(filled) == 1


def explains(name: str) -> bool:
    """True for the name of a sheet that explains the others."""
    return any(word in name.lower() for word in _EXPLAINING)


def _grid(sheet: Sheet) -> Grid:
    special = {
        (place, position): cell
        for place, row in enumerate(sheet.rows)
        for position, cell in enumerate(row)
        if cell.formula or cell.kind not in {TEXT, EMPTY}
    }
    rows = tuple(tuple(cell.text for cell in row) for row in sheet.rows)
    return Grid(rows, tuple(range(1, len(rows) + 1)), special, sheet.merged, sheet.name)

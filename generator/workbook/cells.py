"""Cells: what a cell of a spreadsheet program says, as the text of a package; what it does not say for certain."""

from datetime import date, timedelta
from decimal import Decimal

from generator.sentences import sentence
from generator.sheets import BOOLEAN, DATE, ERROR, NUMBER, SheetCell
from generator.workbook.columns import Column, Fault

# Digits of a number that spreadsheet programs keep.
_KEPT_DIGITS = 15
# The days 1949-10-01 and 2099-12-31 as these programs number them.
_FIRST_DAY, _LAST_DAY = 18172, 73050


def cell_text(cell: SheetCell, column: Column) -> tuple[str, Fault | None]:
    """The text of a cell, and why it may not be what was meant."""
    if cell.kind == ERROR:
        message = sentence("这一格是公式出的错，没有值。")
        return cell.text, Fault("type-wrong", message, sentence("删去公式，直接填上内容；没有就留空。"))
    if cell.formula and not cell.text:
        message = sentence("这一格是公式，文件里没有存下它的结果。")
        return "", Fault("formula-in-text", message, sentence("删去公式，直接填上结果。"))
    if cell.kind == NUMBER:
        return cell.text, _number_fault(cell, column)
    if cell.kind == DATE and column.field.type != "date":
        message = sentence("表格软件把这一格当成了日期 {date}，原来写的可能是别的。", date=cell.text)
        return cell.text, Fault("type-wrong", message, sentence("把这一格的格式改成“文本”，再重新填写。"))
    if cell.kind == BOOLEAN and column.field.type != "boolean":
        message = sentence("表格软件把这一格当成了“是”或“否”。")
        return cell.text, Fault("type-wrong", message, sentence("把这一格的格式改成“文本”，再重新填写。"))
    return cell.text, None


def _number_fault(cell: SheetCell, column: Column) -> Fault | None:
    if "%" in cell.number_format:
        hundredfold = f"{(Decimal(cell.text) * 100).normalize():f}"
        meant = hundredfold if column.is_number else f"{hundredfold}%"
        message = sentence("这一格显示为 {shown}%，存的却是 {kept}。", shown=hundredfold, kept=cell.text)
        advice = sentence("把这一格的格式改成“文本”或“常规”，再填 {meant}。", meant=meant)
        return Fault("type-wrong", message, advice)
    if sum(char.isdigit() for char in cell.text.lstrip("-0.")) > _KEPT_DIGITS:
        message = sentence(
            "数字超过 {digits} 位，表格软件只存下前 {digits} 位，后面的已经变成 0。", digits=f"{_KEPT_DIGITS}"
        )
        return Fault("type-wrong", message, sentence("把这一格的格式改成“文本”，再重新填写。"))
    if column.field.type == "date":
        message = sentence("这一格是数字 {number}，不是日期。", number=cell.text)
        day = _serial_day(cell.text)
        advice = sentence("把这一格的格式改成“文本”，日期写成 2023-03-31 的样子。")
        if day:
            advice = sentence("可能是 {date}。核对以后，把这一格的格式改成“文本”，再填写。", date=day.isoformat())
        return Fault("type-wrong", message, advice)
    shown = _padded(cell)
    if shown and not column.is_number:
        message = sentence("这一格显示为 {shown}，存的却是 {kept}。", shown=shown, kept=cell.text)
        return Fault("type-wrong", message, sentence("把这一格的格式改成“文本”，再填 {meant}。", meant=shown))
    return None


def _serial_day(text: str) -> date | None:
    """The day that a spreadsheet program means by a number, for those of our time."""
    number = Decimal(text)
    is_day = number == number.to_integral_value() and _FIRST_DAY <= number <= _LAST_DAY
    return date(1899, 12, 30) + timedelta(days=int(number)) if is_day else None


def _padded(cell: SheetCell) -> str:
    """What a format such as 000 shows of a number; empty where it adds nothing."""
    places = cell.number_format
    is_padding = len(places) > 1 and set(places) == {"0"} and cell.text.isdigit()
    return cell.text.zfill(len(places)) if is_padding and len(cell.text) < len(places) else ""

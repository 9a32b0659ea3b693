"""Cover: the first sheet, which says in plain words what to do, and where every table is."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.read import RawPackage
from generator.sheets import NewCell, NewColumn, NewSheet, Style, place_of
from generator.workbook.naming import COVER, REQUIRED_MARK
from generator.workbook.telling import CAUTIONS, ROWS_ARE, STEPS

_TITLE = Style(is_bold=True, size=16)
_PART = Style(is_bold=True, size=13, colour="#1F4E79")
_NAME = Style(is_bold=True, is_wrapped=True, is_framed=True)
_WORDS = Style(is_wrapped=True, is_framed=True)
_LEAD = Style(is_wrapped=True)
_HEAD = Style(is_bold=True, is_framed=True, fill="#DCE6F1")
_LINK = Style(is_framed=True, is_underlined=True, colour="#0563C1")
_WIDTHS = (3, 20, 84, 10)


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet that the cover lists: its name, the table on it, and how many rows that has.

    ``remark`` stands in place of what a row of the table is.
    """

    name: str
    table: str
    rows: int
    remark: str = ""


def cover_sheet(raw: RawPackage, title: str, sheets: Sequence[ListedSheet]) -> NewSheet:
    """The cover of a workbook."""
    rows: list[tuple[NewCell, ...]] = [
        (NewCell(f"{title}：填报工作簿", _TITLE),),
        (NewCell(f"数据包 {raw.locality_id}。填好以后交回，由程序读进数据包；不需要懂编程。", Style()),),
        (),
        (NewCell("一步一步怎么填", _PART),),
    ]
    rows += [
        (NewCell(), NewCell(f"{number}. {name}", _NAME), NewCell(words, _WORDS))
        for number, (name, words) in enumerate(STEPS, start=1)
    ]
    rows += [(), (NewCell("请留意", _PART),)]
    rows += [
        (NewCell(), NewCell(f"{chr(0x2460 + place)}", _NAME), NewCell(words, _WORDS))
        for place, words in enumerate(CAUTIONS)
    ]
    rows += [(), (NewCell(f"表（列名后面带 {REQUIRED_MARK.strip()} 的，必须填）", _PART),)]
    rows.append((NewCell(), *(NewCell(name, _HEAD) for name in ("表", "一行是什么", "现有行数"))))
    rows += [
        (
            NewCell(),
            NewCell(sheet.name, _LINK, link=place_of(sheet.name, 0, 0)),
            NewCell(sheet.remark or ROWS_ARE[sheet.table], _WORDS),
            NewCell(sheet.rows, _WORDS),
        )
        for sheet in sheets
    ]
    return NewSheet(
        COVER, tuple(rows), tuple(NewColumn(width) for width in _WIDTHS), is_protected=True, colour="#1F4E79"
    )

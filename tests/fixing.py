"""Files that clerks send, in tests: fixed in one call, and workbooks made of rows."""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import openpyxl

from generator.fix import Fixed, PlacedRepair, fix_content
from generator.settings import ROOT

SCHEMAS = ROOT / "schemas"
LINKS = "task_id,indicator_id\nlaw-2025-001,lists\n"
LINK_ROWS = [["task_id", "indicator_id"], ["law-2025-001", "lists"]]
STAGES = "milestone_id,plan_id,title\n"
STAGE_ROWS = [["milestone_id", "plan_id", "title"], ["ms1", "law-2025", "甲"]]


def fix_one(name: str, content: str | bytes, **options: Any) -> Fixed:
    """What came of a file that is one table."""
    content = content if isinstance(content, bytes) else content.encode()
    (fixed,) = fix_content(name, content, SCHEMAS, **options)
    return fixed


def codes(repairs: Iterable[PlacedRepair]) -> list[str]:
    return [repair.code for repair in repairs]


def book(
    sheets: Mapping[str, Sequence[Sequence[object]]], edit: Callable[[openpyxl.Workbook], object] | None = None
) -> bytes:
    """A workbook of sheets by name, each a list of rows."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if edit:
        edit(made)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()

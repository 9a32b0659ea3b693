"""Naming: what the sheets and columns of the workbook are called. The workbook is Chinese in every edition: clerks fill
it in, and it is read back by these names.
"""

import re
from collections.abc import Collection, Mapping

from generator.schemas import Field, TableSchema

COVER, FINDINGS, CHOICES, ORIGIN = "怎么填", "检查结果", "选项", "工作簿信息"
OWN_SHEETS = (COVER, FINDINGS, CHOICES, ORIGIN)
# Stands behind the title of a column that must be filled in, and behind that of a table that is shown as it is.
REQUIRED_MARK = " *"
RAW_MARK = "（原样）"
# The format allows no more in the name of a sheet, and none of these signs.
LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def file_name(locality_id: str) -> str:
    """What the workbook of a locality is called, apart from the download that only shows the data."""
    return f"{locality_id}-workbook.xlsx"


def sheet_name(schema: TableSchema) -> str:
    """The name of a table's sheet: its title."""
    return schema.title


def raw_sheet_name(name: str, schemas: Mapping[str, TableSchema], taken: Collection[str]) -> str:
    """The name of the sheet that shows a table as it is, other than those in ``taken``."""
    title = sheet_name(schemas[name]) if name in schemas else _FORBIDDEN.sub("", name)
    stem = title[: LONGEST_NAME - len(RAW_MARK) - 2]
    names = [f"{stem}{number}{RAW_MARK}" for number in ("", *range(2, len(taken) + 3))]
    return next(candidate for candidate in names if candidate not in taken)


def header_text(field: Field) -> str:
    """What stands above a column: its title, with a mark where it must be filled in."""
    return field.title + (REQUIRED_MARK if field.is_required else "")

"""Workbook: a package as one XLSX file that clerks fill in with the program they know, and back into tables.

``columns`` says how a cell of a package is shown and read back, ``composing`` makes the sheets, ``taking`` reads them,
``merging`` says which files of the package follow from it, ``marking`` shows findings in their cells.
"""

from generator.workbook.columns import columns_of
from generator.workbook.composing import workbook_content
from generator.workbook.locating import located
from generator.workbook.marking import marked_content
from generator.workbook.merging import Merge, TableChange, merge_package
from generator.workbook.naming import file_name
from generator.workbook.taking import Opened, Taken, open_workbook, take_workbook

__all__ = [
    "Merge",
    "Opened",
    "TableChange",
    "Taken",
    "columns_of",
    "file_name",
    "located",
    "marked_content",
    "merge_package",
    "open_workbook",
    "take_workbook",
    "workbook_content",
]

"""Opening: the bytes of an XLSX file → a book of openpyxl, of which this is the one importer."""

import io
from typing import Any

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from generator.sheets.texts import as_read


class _Reader(ExcelReader):  # type: ignore[misc]
    """The library's own, but for the texts, which it reads with some of their signs left out."""

    def read_strings(self) -> None:
        """The texts of all cells, each with the signs that the format writes as their number, such as ``_x000D_``."""
        self.shared_strings: list[str] = []
        part = self.package.find(SHARED_STRINGS)
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as handle:
            for _, node in iterparse(handle):
                if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                    self.shared_strings.append(as_read(Text.from_tree(node).content))
                    node.clear()


def open_book(content: bytes, *, with_formulas: bool) -> Any:
    """The book in a file: with what formulas are, or else with what they last came to.

    Raises:
        ValueError: it is no workbook; whatever else the library raises on a damaged one.
    """
    try:
        reader = _Reader(io.BytesIO(content), data_only=not with_formulas)
    except InvalidFileException as error:
        raise ValueError(str(error)) from error
    reader.read()
    return reader.wb

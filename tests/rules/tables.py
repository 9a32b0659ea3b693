"""Tables: a small table in plain text becomes test cases, one a row, and words in its cells become codes and values."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.vocabulary import load_vocabulary

Case = dict[str, str]

VOCABULARY = load_vocabulary(Path(__file__).resolve().parents[2] / "schemas")


def rows_of(text: str) -> list[Case]:
    """The rows of a table as dictionaries by its header.

    The line of dashes and empty lines are left out; a row that begins with ``…`` goes on with the row above.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip() and "---" not in line]
    header, *body = [[cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")] for line in lines]
    rows: list[Case] = []
    for cells in body:
        row = dict(zip(header, cells, strict=True))
        if cells[0] == "…":
            rows[-1] = {name: rows[-1][name] + row[name].removeprefix("…") for name in header}
        else:
            rows.append(row)
    return rows


def cases(text: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Run a test once for every row of a table, with the row as its argument ``case``."""
    rows = rows_of(text)
    return pytest.mark.parametrize("case", rows, ids=[" ".join(filter(None, row.values())) or "空" for row in rows])


def day(cell: str) -> date | None:
    """``2023-03-31`` as a day; None for an empty cell."""
    return date.fromisoformat(cell) if cell else None


def given_day(cell: str) -> date:
    """``2023-03-31`` as a day, in a cell that must not be empty."""
    return date.fromisoformat(cell)


def number(cell: str) -> Decimal | None:
    """``99.9`` as a number; None for an empty cell."""
    return Decimal(cell) if cell else None


def code_of(codelist: str, label: str) -> str:
    """Code of a codelist by the label that readers see; the empty code for an empty cell."""
    return next(term.code for term in VOCABULARY.lists[codelist].values() if term.label == label) if label else ""


def label_of(scope: str, status: str) -> str:
    """The status as readers see it."""
    return VOCABULARY.status(scope, status).label

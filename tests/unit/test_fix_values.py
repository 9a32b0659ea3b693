"""What one cell should hold, by what is known of its column and what a workbook keeps of the cell."""

import pytest

from generator.fix.values import column_of, mend_value
from generator.repairs import Repair
from generator.schemas import load_schemas
from generator.sheets import SheetCell
from generator.sheets.records import BOOLEAN, DATE, ERROR, NUMBER, TEXT
from generator.vocabulary import load_vocabulary
from tests.fixing import SCHEMAS

TABLES = load_schemas(SCHEMAS)
HUNDRED, OTHERWISE = ("percent-cell", False), [("shown-otherwise", None, False)]


def column(table, name):
    schema = TABLES[table]
    return column_of(schema.by_name[name], schema, TABLES, load_vocabulary(SCHEMAS))


def mended(place, text, kept=None):
    return [(one.code, one.text_after, one.is_safe) for one in mend_value(text, column(*place.split(".")), kept)]


def test_a_column_knows_what_it_may_hold():
    """References want what their key wants; codes and names of columns stand where there are any, and words nowhere."""
    task, kind = column("progress", "task_id"), column("progress", "kind")
    assert TABLES["tasks"].by_name["task_id"].descriptor["constraints"]["pattern"] == task.pattern
    assert ({}, {}) == (task.codes, task.names)
    assert load_vocabulary(SCHEMAS).lists["progress-kinds"] == kind.codes
    masked = column("results", "masked")
    assert ("value", "value") == (masked.names["value"], masked.names["数值"])
    words = [name for name in ("task_id", "kind", "summary", "reported_date") if column("progress", name).is_text()]
    assert ["summary"] == words


KEPT = [
    # A share in a cell of numbers shows a hundred times what it is.
    ("results.value", "0.92", SheetCell("0.92", NUMBER, "0.00%"), [("percent-cell", "92", False)]),
    ("results.value", "0.925", SheetCell("0.925", NUMBER, "0%"), [("percent-cell", "92.5", False)]),
    ("results.value", "1", SheetCell("1", NUMBER, "0%"), [("percent-cell", "100", False)]),
    ("results.value", "0.5", SheetCell("0.5", NUMBER, "0%", "=A1"), [("percent-cell", "50", False)]),
    ("results.value", "", SheetCell("", NUMBER, "0%"), [("percent-cell", None, False)]),
    ("results.value", "0.92", SheetCell("0.92", NUMBER, "0.00"), []),
    ("results.value", "0.92", SheetCell("0.92", TEXT, "0%"), []),
    ("results.sequence", "1", SheetCell("1", NUMBER, "0%"), []),
    # A number that shows as a day, and words that show as something else.
    ("results.value", "2024-03-31", SheetCell("2024-03-31", DATE), OTHERWISE),
    ("results.sequence", "2024-03-31", SheetCell("2024-03-31", DATE), OTHERWISE),
    ("results.as_of_date", "2024-03-31", SheetCell("2024-03-31", DATE), []),
    ("results.note", "2024-03-31", SheetCell("2024-03-31", DATE), OTHERWISE),
    ("results.note", "7", SheetCell("7", NUMBER, "000"), OTHERWISE),
    ("results.note", "0.92", SheetCell("0.92", NUMBER, "0%"), OTHERWISE),
    ("results.note", "7", SheetCell("7", NUMBER, "General"), []),
    ("results.note", "7", SheetCell("7", NUMBER, "@"), []),
    ("results.note", "7", SheetCell("7", NUMBER, "0"), []),
    ("results.note", "true", SheetCell("true", BOOLEAN, "000"), []),
    ("results.note", "七", SheetCell("七", TEXT, "000"), []),
    # An id is no word: what is lost of it is known.
    ("results.indicator_id", "7", SheetCell("7", NUMBER, "000"), []),
    # What was computed is taken, and then looked at like anything else.
    ("results.note", "7", SheetCell("7", TEXT, "General", "=A1"), [("formula-value", "7", True)]),
    (
        "results.as_of_date",
        "2024/3/31",
        SheetCell("2024/3/31", TEXT, "General", "=A1"),
        [("formula-value", "2024/3/31", True), ("date-form", "2024-03-31", True)],
    ),
    ("results.note", "#REF!", SheetCell("#REF!", ERROR), [("error-value", None, False)]),
]


@pytest.mark.parametrize(("place", "text", "kept", "found"), KEPT)
def test_what_a_workbook_shows_otherwise_is_asked_about(place, text, kept, found):
    """What it computed is taken; of what it shows in another way nobody but the clerk knows what was meant."""
    assert found == mended(place, text, kept)


WRITTEN = [
    ("assignments.role", "lead", []),
    ("assignments.role", "", []),
    ("assignments.role", " lead", [("blanks-around", "lead", True)]),
    ("assignments.role", " lead\u200b", [("blanks-around", "lead", True)]),
    ("assignments.role", "\u200b\u200b", [("invisible-characters", "", True)]),
    ("assignments.role", "牵头", [("code-label", "lead", True)]),
    ("assignments.role", "\u200b牵头 ", [("code-label", "lead", True)]),
    ("assignments.role", "ＬＥＡＤ", [("code-form", "lead", True)]),
    ("assignments.role", "Lead", [("code-form", "lead", True)]),
    ("assignments.role", "领头", []),
    # A code with capitals in it is found in small letters as well.
    ("milestones.every", "p1y", [("code-form", "P1Y", True)]),
    ("results.masked", "value", []),
    ("results.masked", "value numerator", []),
    ("results.masked", "value，分子", [("list-form", "value numerator", True)]),
    ("results.masked", " 数值 ", [("list-form", "value", True)]),
    ("results.masked", "value 天气", []),
    ("results.masked", "", []),
    ("results.masked", " ", [("blanks-around", "", True)]),
    ("results.value", "1,200", [("thousands", "1200", True)]),
    ("results.indicator_id", "Lists", [("id-form", "lists", False)]),
    ("progress.task_id", "law-2025-7", [("leading-zeros", "law-2025-007", True)]),
    ("results.period", "2023年上半年", [("period-form", "2023-H1", True)]),
]


@pytest.mark.parametrize(("place", "text", "found"), WRITTEN)
def test_a_cell_becomes_what_its_column_wants(place, text, found):
    """Codes in other words or letters, names of columns, and what the text of a cell alone says."""
    assert found == mended(place, text)


def test_a_repair_is_one_of_those_that_a_cell_knows():
    """With the code of the step that made it what it is."""
    (found,) = mend_value(" lead", column("assignments", "role"), None)
    assert Repair("blanks-around", "lead", is_safe=True) == found

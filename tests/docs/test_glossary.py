"""GLOSSARY.md has a word for everything that has a name in code and data."""

import re
import tomllib

from generator.model import RECORDS
from generator.schemas import TABLES
from generator.settings import ROOT

GLOSSARY = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
NAMES = set(re.findall(r"`([^`]+)`", GLOSSARY))
# The start of the program holds no thing of its own.
WITHOUT_A_WORD = {"__main__"}


def floors() -> set[str]:
    """Modules as the floors of ``pyproject.toml`` list them; that the list is complete is import-linter's to say."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = (row for row in settings["tool"]["importlinter"]["contracts"] if row["type"] == "layers")
    return {name.strip() for layer in contract["layers"] for name in layer.split("|")}


def named(module: str) -> bool:
    return any(name == module or name.startswith(f"{module}/") for name in NAMES)


def test_every_module_has_its_word():
    """Each module on the floors stands in the glossary beside the word it is for; the exception is named above."""
    assert WITHOUT_A_WORD == {module for module in floors() if not named(module)}


def test_every_table_has_its_word():
    """Each table stands in the glossary beside the word for its rows."""
    assert [] == [table for table in TABLES if table not in NAMES]


def test_every_record_has_its_word():
    """Each class of records is one of the words, in English."""
    words = {cells[0].lower() for cells in rows()}
    spelled = {re.sub(r"(?<!^)(?=[A-Z])", " ", record.__name__).lower() for record in RECORDS.values()}
    assert set() == spelled - words


def rows() -> list[list[str]]:
    """Cells of every row of the glossary."""
    lines = [line for line in GLOSSARY.splitlines() if line.startswith("| ") and not line.startswith("| English")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_row_is_whole():
    """Each word has its Chinese counterpart, an explanation that is a sentence, and a place."""
    assert len(rows()) > 60
    for cells in rows():
        assert 4 == len(cells), cells
        assert all(cells), cells
        assert cells[2].endswith("."), cells


def test_modules_and_lists_pointed_to_exist():
    """Codelists and modules in the last column are there."""
    places = {name for cells in rows() for name in re.findall(r"`([^`]+)`", cells[3])}
    lists = {name for name in places if name.endswith(".csv")}
    assert len(lists) > 5
    assert [] == [name for name in lists if not (ROOT / "schemas" / "codelists" / name).is_file()]
    modules = {name for name in places if re.fullmatch(r"[a-z]+/[a-z]+", name)}
    assert {"model/package", "check/figures", "assess/rules"} <= modules
    assert [] == [name for name in modules if not (ROOT / "generator" / f"{name}.py").is_file()]

"""Sentences: values shown as readers expect them, templates translatable, text never taken as a template."""

import ast
import json
import pickle
import string
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.periods import parse_period
from generator.sentences import (
    Sentence,
    clauses,
    day_words,
    listed,
    measured,
    month_name,
    number_label,
    sentence,
    shown,
    with_unit,
)
from tests.translators import Dictionary, Wrapping

PROGRAM = Path(__file__).resolve().parents[2] / "generator"
MODULES = [path for path in sorted(PROGRAM.rglob("*.py")) if "sentence(" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (18300, "18,300"),
        (Decimal("25.290"), "25.290"),
        (Decimal("4618000000"), "4,618,000,000"),
        (Decimal("1E+3"), "1,000"),
        (Decimal(0), "0"),
        (date(2023, 3, 31), "2023年3月31日"),
        (parse_period("2023-H1"), "2023年上半年"),
        (("甲", "乙", 1200), "甲、乙、1,200"),
        ((), ""),
        ("22**项", "22**项"),
        (sentence("内{a}", a=1), "内1"),
        (True, "True"),
    ],
)
def test_values_are_shown_as_readers_see_them(value: object, expected: str) -> None:
    """Numbers keep every published digit, days and periods stand in words, several values are a list."""
    assert expected == shown(value)


def test_no_number_is_no_text() -> None:
    """A number that is not there shows as nothing, zero as zero."""
    assert "" == number_label(None)
    assert "0" == number_label(0)


def test_translation_reaches_sentences_within_sentences() -> None:
    """The catalogue is asked for every template, the inner one, the day and its month too."""
    words = Dictionary(
        {
            "因为{why}。": "Because {why}.",
            "到{day}为止": "until {day}",
            "{year}年{month}月{day}日": "{day} {name} {year}",
            "1月": "January",
        }
    )
    reason = sentence("因为{why}。", why=sentence("到{day}为止", day=date(2023, 1, 2)))
    assert "因为到2023年1月2日为止。" == str(reason)
    assert "Because until 2 January 2023." == reason.render(words)


def test_days_periods_and_lists_among_the_values_are_translated() -> None:
    """Whatever of a value are words goes through the catalogue; what comes from the data does not."""
    found = sentence("{a}：{b}，{c}", a=date(2023, 1, 2), b=parse_period("2023"), c=("甲", "乙"))
    assert "⟦⟦2023年1月2日⟧：⟦2023年⟧，⟦甲、乙⟧⟧" == found.render(Wrapping())


@pytest.mark.parametrize(("n", "expected"), [(1, "1 task"), (2, "2 tasks"), (0, "0 tasks"), (1200, "1,200 tasks")])
def test_a_sentence_counts_what_is_called_n(n: int, expected: str) -> None:
    """The language chooses its form by ``n``, and the number is shown like any other."""
    words = Dictionary({"{n}项任务": ("{n} task", "{n} tasks")})
    assert expected == sentence("{n}项任务", n=n).render(words)
    assert f"{n:,}项任务" == str(sentence("{n}项任务", n=n))


@pytest.mark.parametrize(
    ("items", "expected"),
    [([], ""), (["甲"], "甲"), (["甲", "乙", "丙"], "甲、乙、丙"), ([3], "3"), ([sentence("内"), 1200], "内、1,200")],
)
def test_lists(items: list[Any], expected: str) -> None:
    """One, several or no values, text and others, as words."""
    assert expected == shown(listed(items))
    assert expected.replace("、", "；") == shown(clauses(items))


def test_signs_between_the_items_of_a_list_are_translated() -> None:
    """A list in another language has its own signs between the items of both kinds."""
    words = Dictionary({"{first}、{second}": "{first}, {second}", "{first}；{second}": "{first}; {second}"})
    assert "a, b, c" == shown(listed("abc"), words)
    assert "a; b; c" == shown(clauses("abc"), words)


def test_days_and_months() -> None:
    """A day in words has no leading zeros and no thousands; every month has a name."""
    assert "1900年1月2日" == str(day_words(date(1900, 1, 2)))
    assert [f"{month}月" for month in range(1, 13)] == [str(month_name(month)) for month in range(1, 13)]


@pytest.mark.parametrize(
    ("value", "unit", "precision", "expected"),
    [
        (Decimal(1200), "件", "exact", "1,200件"),
        (Decimal("92.0"), "%", "exact", "92.0%"),
        (Decimal(5), "件", "at_least", "5件以上"),
        (Decimal(5), "%", "about", "约5%"),
    ],
)
def test_measured_values(value: Decimal, unit: str, precision: str, expected: str) -> None:
    """A number with its unit of measure, and how exact it is."""
    assert expected == str(measured(value, unit, precision))


def test_unit_of_measure_is_translated() -> None:
    """The word for the unit is a message; the sign for per cent is the same everywhere."""
    words = Dictionary({"{value}{unit}": "{value} {unit}", "件": "cases"})
    assert "1,200 cases" == with_unit(Decimal(1200), "件").render(words)
    assert "5%" == with_unit(Decimal(5), "%").render(words)


@settings(deadline=None)
@given(st.text())
def test_text_of_the_data_is_never_a_template(text: str) -> None:
    """Braces in a value stay braces, alone, in a list and in a sentence within a sentence."""
    assert f"“{text}”" == str(sentence("“{text}”", text=text))
    assert f"“{text}、{text}”" == str(sentence("“{text}”", text=listed([text, text])))


@settings(deadline=None)
@given(st.dictionaries(st.text(string.ascii_lowercase, min_size=1), st.one_of(st.text(), st.integers(), st.dates())))
def test_sentences_are_values(values: dict[str, Any]) -> None:
    """Equal sentences are one, and they go to other processes and come back."""
    made = Sentence("内", tuple(values.items()))
    assert 1 == len({made, sentence("内", **values)})
    assert made == pickle.loads(pickle.dumps(made))
    assert json.dumps(str(made))


def test_a_value_may_have_any_name() -> None:
    """Also the name of the function's own argument, which a value met once in a million random dictionaries."""
    assert "模板甲" == str(sentence("模板{template}", template="甲"))


def said_in_functions(tree: ast.AST) -> Iterator[ast.Call]:
    """Every ``sentence("…")`` within a function; outside there are tables of templates, which have no values yet."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    calls = [node for function in functions for node in ast.walk(function) if isinstance(node, ast.Call)]
    yield from (call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "sentence")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PROGRAM).as_posix())
def test_every_sentence_is_written_out_and_given_what_it_names(path: Path) -> None:
    """A template stands as it is in the call, where the catalogue finds it, and each name in it has its value."""
    for call in said_in_functions(ast.parse(path.read_text(encoding="utf-8"))):
        assert 1 == len(call.args), f"{path.name}:{call.lineno}"
        (template,) = call.args
        assert isinstance(template, ast.Constant), f"{path.name}:{template.lineno}"
        names = {name for _, name, _, _ in string.Formatter().parse(template.value) if name is not None}
        given_names = {keyword.arg for keyword in call.keywords}
        # None is «**values»: what is in them nobody can tell from the text of the program.
        assert None in given_names or names <= given_names, f"{path.name}:{template.lineno}: {template.value}"

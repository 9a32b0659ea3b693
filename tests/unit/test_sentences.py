"""Reasons in words: values shown as readers expect them, templates translatable, text never taken as a template."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.periods import parse_period
from generator.sentences import number_label, sentence, shown


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
        ("22**项", "22**项"),
        (sentence("内{a}", a=1), "内1"),
        (True, "True"),
    ],
)
def test_values_are_shown_as_readers_see_them(value: object, expected: str) -> None:
    """Numbers keep every published digit, days and periods stand in words, sentences nest."""
    assert expected == shown(value)


def test_no_number_is_no_text() -> None:
    """A number that is not there shows as nothing, zero as zero."""
    assert "" == number_label(None)
    assert "0" == number_label(0)


def test_translation_reaches_sentences_within_sentences() -> None:
    """The catalogue is asked for every template, the inner one too."""
    catalogue = {"因为{why}。": "Because {why}.", "到{day}为止": "until {day}"}
    reason = sentence("因为{why}。", why=sentence("到{day}为止", day=date(2023, 1, 2)))
    assert "因为到2023年1月2日为止。" == str(reason)
    assert "Because until 2023年1月2日." == reason.render(catalogue.__getitem__)


@settings(deadline=None)
@given(st.text())
def test_text_of_the_data_is_never_a_template(text: str) -> None:
    """Braces in a value stay braces."""
    assert f"“{text}”" == str(sentence("“{text}”", text=text))

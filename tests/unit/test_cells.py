"""What a cell may not hold, and how its value must be written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cells import column_letter, text_fault, value_fault
from generator.sentences import Sentence

KINDS = ("string", "number", "integer", "date", "boolean")


def _code(fault: tuple[str, Sentence] | None) -> str:
    return fault[0] if fault else ""


@pytest.mark.parametrize(
    "text",
    [
        "示例市司法局",
        "22**项",
        "50 < 60",
        "<50件",
        "〈示例〉与《示例》",
        "<示例>",
        "AT&T；R&D",
        "1 & 2; 3",
        "放管服改革=简政放权",
        "邮箱 sifaju@example.gov.cn",
        "-5",
        "+8.5",
        "-0.5",
        "——破折号开头",
        "－全角连接号",
        "𠮷",
        "e\u0301",
        "[链接](地址) *星* _线_ `码` | # {{ 7*7 }}",
        "中\u3000间",
    ],
)
def test_ordinary_text_is_clean(text: str) -> None:
    """Printed text passes, Markdown signs, brackets, signs before numbers and rare characters included."""
    assert text_fault(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\x00b", "control-character"),
        ("两\n行", "control-character"),
        ("制\t表", "control-character"),
        ("\ufeff首", "control-character"),
        ("零\u200b宽", "control-character"),
        ("从右\u202e到左", "control-character"),
        ("行\u2028分隔", "control-character"),
        ("段\u2029分隔", "control-character"),
        ("私用\ue000区", "control-character"),
        ("代理\ud800项", "control-character"),
        ("未定\uffff义", "control-character"),
        ("<b>粗</b>", "markup-in-text"),
        ("< script >", "markup-in-text"),
        ("</p", "markup-in-text"),
        ("<!-- 注 -->", "markup-in-text"),
        ("<?php", "markup-in-text"),
        ("&nbsp;", "markup-in-text"),
        ("&#60;", "markup-in-text"),
        ("&#x3C;", "markup-in-text"),
        ("JavaScript :alert(1)", "markup-in-text"),
        ("=1+1", "formula-in-text"),
        ("@SUM(A1)", "formula-in-text"),
        ("+1+cmd", "formula-in-text"),
        ("-2+3", "formula-in-text"),
        ("-", "formula-in-text"),
        ("-示例", "formula-in-text"),
    ],
)
def test_unlawful_text_is_named(text: str, code: str) -> None:
    """Invisible characters, markup and formulas are each found under their code, with a plain sentence."""
    fault = text_fault(text)
    assert fault is not None
    assert code == fault[0]
    assert str(fault[1]).endswith("。")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("number", "0"),
        ("number", "-1"),
        ("number", "25.29"),
        ("number", "4618000000"),
        ("number", "999999999999999.999999"),
        ("integer", "12"),
        ("integer", "-3"),
        ("date", "2023-03-31"),
        ("date", "1900-01-01"),
        ("date", "2100-12-31"),
        ("boolean", "true"),
        ("boolean", "false"),
        ("string", "随便什么"),
    ],
)
def test_lawful_values_pass(kind: str, text: str) -> None:
    """Values written as their type asks have no fault."""
    assert value_fault(text, kind) is None


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("number", "NaN", "number-not-finite"),
        ("number", "-inf", "number-not-finite"),
        ("integer", "Infinity", "number-not-finite"),
        ("number", "1,200", "type-wrong"),
        ("number", "95%", "type-wrong"),
        ("number", "1.83万", "type-wrong"),
        ("number", "１２", "type-wrong"),
        ("number", "٣", "type-wrong"),
        ("number", "1e5", "type-wrong"),
        ("number", "1_000", "type-wrong"),
        ("number", "+5", "type-wrong"),
        ("number", ".5", "type-wrong"),
        ("number", "5.", "type-wrong"),
        ("number", "007", "type-wrong"),
        ("number", "1\n", "type-wrong"),
        ("number", "22**", "type-wrong"),
        ("number", "1" * 16, "value-out-of-range"),
        ("number", "9" * 4999, "value-out-of-range"),
        ("number", "0." + "1" * 7, "value-out-of-range"),
        ("integer", "9" * 4999, "value-out-of-range"),
        ("integer", "1.0", "type-wrong"),
        ("integer", "十二", "type-wrong"),
        ("date", "2023-3-1", "type-wrong"),
        ("date", "2023/03/01", "type-wrong"),
        ("date", "2023年3月1日", "type-wrong"),
        ("date", "2023-03", "type-wrong"),
        ("date", "2023-W01-1", "type-wrong"),
        ("date", "1899-12-31", "value-out-of-range"),
        ("date", "9999-12-31", "value-out-of-range"),
        ("date", "0000-00-00", "value-out-of-range"),
        ("boolean", "TRUE", "type-wrong"),
        ("boolean", "是", "type-wrong"),
        ("boolean", "1", "type-wrong"),
    ],
)
def test_values_written_otherwise_are_named(kind: str, text: str, code: str) -> None:
    """Each other way of writing is refused under its code; nothing is guessed."""
    assert code == _code(value_fault(text, kind))


@settings(deadline=None, max_examples=400)
@given(st.text(alphabet=st.characters()))
def test_any_text_can_be_looked_at(text: str) -> None:
    """No text makes the look at it fail, lone surrogates included."""
    fault = text_fault(text)
    assert fault is None or _code(fault) in {"control-character", "markup-in-text", "formula-in-text"}


@settings(deadline=None, max_examples=400)
@given(
    st.one_of(st.text(), st.from_regex(r"[-+]?[0-9.e,_]{0,12}"), st.decimals().map(str), st.dates().map(str)),
    st.sampled_from(KINDS),
)
def test_any_value_can_be_looked_at(text: str, kind: str) -> None:
    """No text makes the look at its type fail, and numbers that pass are finite and of bounded size."""
    fault = value_fault(text, kind)
    assert fault is None or _code(fault) in {"number-not-finite", "type-wrong", "value-out-of-range"}
    if fault is None and kind in {"number", "integer"}:
        assert abs(float(text)) < 1e15


@settings(deadline=None)
@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_every_integer_within_bounds_passes(number: int) -> None:
    """Python writes integers as the tables ask."""
    assert value_fault(str(number), "integer") is None


@pytest.mark.parametrize(
    ("position", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_column_letter(position: int, letter: str) -> None:
    """Columns are lettered as Excel does."""
    assert letter == column_letter(position)


def test_column_letters_are_all_different() -> None:
    """Counting letters in base 26 without a zero leads back to the position."""
    for position in range(20_000):
        number = 0
        for char in column_letter(position):
            number = number * 26 + ord(char) - 64
        assert position == number - 1

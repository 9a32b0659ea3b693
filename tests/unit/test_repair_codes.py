"""Repairs by their codes, for the forms in which clerks write days, periods and hidden marks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.repairs import clean_text, is_blank, is_damaged, repair_value
from generator.repairs.characters import clean_value
from tests.unit.test_repairs import ID, PERIOD, TASK_ID

ADDRESS, PAGE = r"https?://[^\s/$.?#][^\s<>\"]*", "https://www.example.gov.cn/"
DIGITS = "〇一二三四五六七八九"
CASES = [
    # Days in Chinese characters, every form of the numbers in them.
    ("date-form", "date", "", "二〇二四年十月十日", "2024-10-10"),
    ("date-form", "date", "", "二〇二四年十一月十九日", "2024-11-19"),
    ("date-form", "date", "", "二○二四年十二月二十日", "2024-12-20"),
    ("date-form", "date", "", "二零二四年一月三十一日", "2024-01-31"),
    ("date-impossible", "date", "", "二〇二四年二月三十日", None),
    ("date-impossible", "date", "", "二〇二四年二三月十日", None),
    ("date-impossible", "date", "", "二〇二四年二月二十十日", None),
    ("date-impossible", "date", "", "二〇二四年二月十十日", None),
    ("date-impossible", "date", "", "二〇二四年三月十二三日", None),
    ("date-impossible", "date", "", "二〇二四年三月二三十日", None),
    # Blanks around the signs, on either side.
    ("date-form", "date", "", "2024 - 3 - 31", "2024-03-31"),
    ("date-form", "date", "", "2024年 3月 31日", "2024-03-31"),
    ("date-form", "date", "", "2024. 3 .31", "2024-03-31"),
    # Two digits of a year, with and without words.
    ("date-unclear", "date", "", "24年3月31日", "2024-03-31"),
    ("date-unclear", "date", "", "24年13月31日", None),
    ("date-unclear", "date", "", "24.13.31", None),
    # Less than a day.
    ("date-part", "date", "", "2024年上半年", "2024-06-30"),
    ("date-part", "date", "", "2024年下半年", "2024-12-31"),
    ("date-part", "date", "", "2024年第1季度", "2024-03-31"),
    ("date-part", "date", "", "2024年", "2024-12-31"),
    ("date-part", "date", "", "2024年4月上旬", "2024-04-10"),
    ("date-part", "date", "", "2024年4月下旬", "2024-04-30"),
    ("date-part", "date", "", "202404", "2024-04-30"),
    ("date-part", "date", "", "202404上旬", "2024-04-10"),
    ("date-impossible", "date", "", "2024年13月", None),
    ("date-unclear", "date", "", "2024.1", None),
    ("date-part", "date", "", "2024.2", "2024-02-29"),
    # Periods.
    ("period-form", "string", PERIOD, "2023h1", "2023-H1"),
    ("period-form", "string", PERIOD, "2023年Q3", "2023-Q3"),
    ("period-form", "string", PERIOD, "2023 年 3 月", "2023-03"),
    ("period-form", "string", PERIOD, "2023 H1", "2023-H1"),
    ("period-form", "string", PERIOD, "202303", "2023-03"),
    ("period-form", "string", PERIOD, "2023年", "2023"),
    ("period-form", "string", PERIOD, "2023年上半年", "2023-H1"),
    ("period-form", "string", PERIOD, "截至2019年", "../2019"),
    ("date-unclear", "string", PERIOD, "2023.1", None),
    # Numbers with words, and more digits than any figure has.
    ("unit-suffix", "number", "", "12件", "12"),
    ("percent-sign", "number", "", "12.50%", "12.5"),
    ("large-unit", "number", "", "0.05万", "500"),
    ("large-unit", "number", "", "100万", "1000000"),
    ("long-decimals", "number", "", "25.12345678901", None),
    ("long-decimals", "number", "", "25.290000000000003", "25.29"),
    ("unit-suffix", "integer", "", "12.0项", "12"),
    ("unit-suffix", "number", "", "5%股份", "5"),
    ("thousands", "number", "", "1,200.1200", "1200.1200"),
    ("number-form", "number", "", "0" * 23 + "1", "1"),
    ("long-decimals", "number", "", "25.12345670000000001", None),
    ("long-decimals", "number", "", "25.2900000001", None),
    ("long-decimals", "number", "", "25.29000000009", "25.29"),
    ("masked-figure", "number", "", "1" + "*" * 47, None),
    # Yes and no, and words that say that there is nothing.
    ("yes-no", "boolean", "", "False", "false"),
    ("yes-no", "boolean", "", "是", "true"),
    ("yes-no-sign", "boolean", "", "Yes", "true"),
    ("yes-no-sign", "boolean", "", "n", "false"),
    ("yes-no-sign", "boolean", "", "无", "false"),
    ("no-value-word", "boolean", "", "N/A", ""),
    ("no-value-word", "number", "", "N/A", ""),
    ("no-value-word", "string", "", "N/A", ""),
    # Ids.
    ("look-alikes", "string", ID, "l\u0430w-2025", "law-2025"),
    ("id-form", "string", ID, "L\u0430w_2025", "law-2025"),
    ("id-form", "string", ID, "_law.2025-", "law-2025"),
    # Marks in words.
    ("direction-marks", "string", "", "甲\u202e乙", "甲乙"),
    ("web-code", "string", "", "\u202e<b>甲</b>", "甲"),
    ("direction-marks", "string", "", "\u202ea &lt b", "a &lt b"),
    ("no-value-word", "string", "", "\u202eN/A", ""),
    ("leading-sign", "string", "", "- XML规范", "XML规范"),
    ("leading-sign", "string", "", "-5%", None),
    # In an address full-width characters are what they are.
    ("direction-marks", "string", ADDRESS, f"{PAGE}（1）.html\u202e", f"{PAGE}（1）.html"),
    ("blanks-around", "string", ID, " ", ""),
    # Marks that turn the text around go first, and what is left is read.
    ("direction-marks", "number", "", "\u202e12", "12"),
    ("direction-marks", "string", ID, "law\u200e-2025", "law-2025"),
    ("about-words", "number", "", "\u202e约12", "12"),
    ("direction-marks", "date", "", "2024/3/\u200e31", "2024-03-31"),
    ("direction-marks", "string", TASK_ID, "law-2025-\u200f1", "law-2025-001"),
]


@pytest.mark.parametrize(("code", "kind", "pattern", "before", "after"), CASES)
def test_a_form_has_its_code_and_its_value(code, kind, pattern, before, after):
    """None is what nobody can know."""
    found = repair_value(before, kind, pattern)
    assert found is not None
    assert (code, after) == (found.code, found.text_after)


@pytest.mark.parametrize("text", ["2024上旬", "2024年底上旬", "二〇二四年月日"])
def test_what_is_no_day_is_left_alone(text):
    """Ten days of a year are none."""
    assert repair_value(text, "date") is None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_in_chinese_characters_is_that_day(day):
    """Every day of every year."""

    def said(number: int) -> str:
        tens, ones = divmod(number, 10)
        front = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
        return front + (DIGITS[ones] if ones else "")

    text = f"{''.join(DIGITS[int(digit)] for digit in str(day.year))}年{said(day.month)}月{said(day.day)}日"
    found = repair_value(text, "date")
    assert found is not None
    assert ("date-form", day.isoformat()) == (found.code, found.text_after)


def test_a_text_that_needs_nothing_has_no_steps():
    """One that does has a step for each thing that is done."""
    assert [] == clean_text("甲 乙") == clean_value("law-2025-001")
    assert ["invisible-characters", "line-break"] == [step.code for step in clean_text("\u200b甲\n乙")]
    assert ["invisible-characters", "blanks-around"] == [step.code for step in clean_text("\u200b甲 ")]
    assert ["full-width", "dash"] == [step.code for step in clean_value("１–2")]


def test_one_character_that_could_be_read_otherwise_is_chance():
    """Two are none: the text was UTF-8 and read as GBK."""
    assert not is_damaged("丁A".encode().decode("gbk"))
    assert is_damaged("权责".encode().decode("gbk"))


@pytest.mark.parametrize(
    ("text", "blank"),
    [("", True), (" ", True), ("\u200b\ufeff", True), (" \u2060 ", True), ("0", False), ("\u200b甲", False)],
)
def test_a_cell_in_which_nothing_can_be_seen_is_blank(text, blank):
    """Whatever programs left in it."""
    assert blank == is_blank(text)

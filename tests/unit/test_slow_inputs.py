"""Slow inputs: no text makes a search within it take time by the square of its length, which is how one cell could stop
a build. A guard, no benchmark: what is linear takes a hundredth of what is allowed here.
"""

import gc
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from generator.cells import text_fault, value_fault
from generator.check import phrases
from generator.periods import day_in_address
from generator.privacy import find_private, find_private_lines, mask_private
from generator.repairs import clean_text, is_damaged, repair_value
from generator.repairs.characters import clean_value
from generator.repairs.dates import read_date, read_period, read_year
from generator.repairs.ids import read_id
from generator.repairs.numbers import read_number, whole_number
from generator.search import words_of

LENGTH = 30_000
MOST_SECONDS = 0.25
# What stands in the searches of the program, again and again: each could begin anywhere within.
UNITS = (
    *("1", " ", "1-", "-", "a@a.", "138 ", "卡号 ", "_x000D_", "2023年", "第一", "(", "《", "，1", "http://a", "\t"),
    *(
        "a",
        "1 ",
        "1，",
        "1,",
        "1.",
        "a@",
        "a.",
        "@a.",
        "1年",
        "1年1月",
        "（",
        "【",
        "=",
        "'",
        "０",
        "\u3000",
        "1e",
        "·",
    ),
    *("+86 1", "138-", "11010119900307", "账号1", "6222 ", "一", "万", "1万", "%", "第", "\u200b", "<", "&", "&a"),
    *("、", "&#1", "<a ", "javascript :", "\ufffd", "锟", "十", "百", "同比", "其中", "上升", "2023年1月1日", "至"),
    *(
        "2023-01-01/",
        '="',
        "Q1",
        "..",
        "/",
        "年",
        "月",
        "\n",
        "# ",
        "\n# ",
        "\n\n",
        "报告",
        "（1）",
        "附件",
        "—",
        "–",
        "~",
    ),
)
KINDS = ("string", "number", "integer", "date", "boolean")
FUNCTIONS: dict[str, Callable[[str], Any]] = {
    "text_fault": text_fault.__wrapped__,
    **{f"value_fault {kind}": partial(value_fault.__wrapped__, kind=kind) for kind in KINDS},
    **{f"repair_value {kind}": partial(repair_value.__wrapped__, kind=kind) for kind in KINDS},
    "find_private": find_private,
    "find_private_lines": lambda text: list(find_private_lines(text)),
    "mask_private": mask_private,
    "is_damaged": is_damaged,
    "clean_text": clean_text,
    "clean_value": clean_value,
    "read_date": read_date,
    "read_year": read_year,
    "read_period": read_period,
    "read_number": read_number,
    "whole_number": whole_number,
    "read_id": partial(read_id, pattern="[a-z0-9][a-z0-9-]{0,62}"),
    "day_in_address": day_in_address,
    "title_years": phrases.title_years,
    "heading_of": phrases.heading_of,
    "chapter_years": phrases.chapter_years,
    "chapters_about_the_year": lambda text: list(phrases.chapters_about_the_year(text)),
    "main_year": phrases.main_year,
    "period_words": phrases.period_words,
    "has_figure": phrases.has_figure,
    "words_of": lambda text: list(words_of(text)),
}


def seconds_of(function: Callable[[str], Any], text: str) -> float:
    """Time of the processor that a call takes, without that of clearing the memory of all tests before it."""
    gc.collect(0)
    gc.disable()
    try:
        start = time.process_time()
        function(text)
        return time.process_time() - start
    finally:
        gc.enable()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_text_takes_time_by_the_square_of_its_length(name):
    slow = []
    for unit in UNITS:
        text = (unit * LENGTH)[:LENGTH]
        for bomb in (text, f"{text}!"):
            if not any(seconds_of(FUNCTIONS[name], bomb) < MOST_SECONDS for _ in range(4)):
                slow.append((unit, bomb[-1]))
    assert [] == slow


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲 _x000D_\n乙", "甲 乙"),
        ("甲_x000D__x000D_\n_x000D_\n乙_x000D_", "甲 乙"),
        ("甲_x000D_乙", "甲_x000D_乙"),
    ],
)
def test_line_breaks_of_workbooks_are_still_found(text, expected):
    steps = clean_text(text)
    assert expected == (steps[-1].text if steps else text)

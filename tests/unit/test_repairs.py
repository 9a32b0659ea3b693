"""Repairs: what clerks write into a cell, and what should stand there: the same meaning, or a question."""

import csv
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.cells import text_fault
from generator.repairs import KINDS, Repair, is_sound, repair_value
from generator.repairs.characters import is_damaged
from generator.schemas import load_schemas

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
with (SCHEMAS / "codelists" / "repair-kinds.csv").open(encoding="utf-8", newline="") as _handle:
    ROWS = list(csv.DictReader(_handle))
FIELDS = [field for schema in load_schemas(SCHEMAS).values() for field in schema.fields]
WANTS = sorted({(field.type, field.descriptor.get("constraints", {}).get("pattern", "")) for field in FIELDS})
PERIOD = load_schemas(SCHEMAS)["results"].by_name["period"].descriptor["constraints"]["pattern"]
TASK_ID = load_schemas(SCHEMAS)["tasks"].by_name["task_id"].descriptor["constraints"]["pattern"]
ID = "[a-z0-9][a-z0-9-]{0,62}"
# What clerks type, so that properties meet it more often than chance would.
CLERKLY = st.text(
    st.one_of(
        st.sampled_from(
            "0123456789.,，。-−—–/年月日号季度上下旬底末约余多万亿千百%％个件'\"=+ \u3000\xa0\u200b\u202e\n\tEe*无是否①"
        ),
        st.sampled_from("０１２３４５６７８９ＡａlawLAW_аоеHQ#<>&;@"),
    ),
    max_size=24,
)
TEXTS = st.one_of(CLERKLY, st.text(max_size=40), st.from_regex(r"[0-9]{1,4}[年./-][0-9]{1,2}[月./-][0-9]{0,2}"))


def visible_as_written(text: str) -> str:
    """The text of an example, in which ‹U+200B› stands for the character."""
    return re.sub("‹U\\+([0-9A-F]{4,5})›", lambda match: chr(int(match[1], 16)), text)


def test_codelist_and_program_know_the_same_kinds():
    """Code by code, and whether it is safe."""
    assert KINDS == {row["code"]: row["is_safe"] == "true" for row in ROWS if row["kind"] != "table"}


@pytest.mark.parametrize("row", [row for row in ROWS if row["kind"] != "table"], ids=lambda row: row["code"])
def test_example_does_what_it_says(row):
    """The example of each kind is repaired just so; the explanation is a sentence that a clerk can act on."""
    expected = visible_as_written(row["example_after"]) if row["has_value"] == "true" else None
    found = repair_value(visible_as_written(row["example_before"]), row["kind"], row["pattern"])
    assert Repair(row["code"], expected, row["is_safe"] == "true") == found
    assert row["meaning"].endswith("。")


SAFE = [
    ("number", "", "1,200", "1200"),
    ("number", "", "1，200.5", "1200.5"),
    ("number", "", "1 200", "1200"),
    ("number", "", "１２．５", "12.5"),
    ("number", "", "–8", "-8"),
    ("number", "", "007", "7"),
    ("number", "", ".5", "0.5"),
    ("number", "", '="12"', "12"),
    ("number", "", "\u200b12 ", "12"),
    ("integer", "", "12.0", "12"),
    ("integer", "", "2023年", "2023"),
    ("integer", "", "２", "2"),
    ("date", "", "2024/3/31", "2024-03-31"),
    ("date", "", "2024.3.31", "2024-03-31"),
    ("date", "", "2024-3-1", "2024-03-01"),
    ("date", "", "20240331", "2024-03-31"),
    ("date", "", "２０２４－０３－３１", "2024-03-31"),
    ("date", "", "2024年 3 月 31 号", "2024-03-31"),
    ("date", "", "2024/3/31 0:00", "2024-03-31"),
    ("date", "", "二〇二四年三月三十一日", "2024-03-31"),
    ("date", "", "2024年2月29日", "2024-02-29"),
    ("string", PERIOD, "2023-7", "2023-07"),
    ("string", PERIOD, "2023年7月", "2023-07"),
    ("string", PERIOD, "2023年第三季度", "2023-Q3"),
    ("string", PERIOD, "2023年下半年", "2023-H2"),
    ("string", PERIOD, "2015—2025年", "2015/2025"),
    ("string", PERIOD, "2023年1-10月", "2023-01/2023-10"),
    ("string", PERIOD, "截至2019年10月底", "../2019-10"),
    ("string", TASK_ID, "law-2025-1", "law-2025-001"),
    ("string", TASK_ID, "law–2025–001", "law-2025-001"),
    ("string", "[0-9]{3}", "7", "007"),
    ("string", "[0-9]{4}(-[a-z0-9-]+)?", "2023年", "2023"),
    (
        "string",
        r"https?://[^\s/$.?#][^\s<>\"]*",
        " https://www.example.gov.cn/（1）.html\n",
        "https://www.example.gov.cn/（1）.html",
    ),
    ("boolean", "", "否", "false"),
    ("boolean", "", "TRUE", "true"),
    ("string", "", "甲_x000D_\n乙\r\n", "甲 乙"),
    ("string", "", "　甲　乙　", "甲　乙"),
    ("string", "", " " + "甲" * 4999, "甲" * 4999),
    ("number", "", "-" + " " * 198 + "1", "-1"),
]
PROPOSED = [
    ("number", "", "92％", "92"),
    ("number", "", "46.18亿元", "4618000000"),
    ("number", "", "0.1万", "1000"),
    ("number", "", "130余万", "1300000"),
    ("number", "", "约100", "100"),
    ("number", "", "1,200 件", "1200"),
    ("number", "", "12.5个百分点", "12.5"),
    ("number", "", "1E+05", "100000"),
    ("number", "", "N/A", ""),
    ("integer", "", "3项", "3"),
    ("date", "", "2024年2月底", "2024-02-29"),
    ("date", "", "2024年底前", "2024-12-31"),
    ("date", "", "2024年3月中旬", "2024-03-20"),
    ("date", "", "2024年第三季度", "2024-09-30"),
    ("date", "", "2024-03-31 08:30", "2024-03-31"),
    ("date", "", "24.3.31", "2024-03-31"),
    ("date", "", "2024年3月31日前", "2024-03-31"),
    ("string", PERIOD, "Jul-23", "2023-07"),
    ("string", PERIOD, "2023/7/1", "2023-07"),
    ("string", PERIOD, "45108", "2023-07"),
    ("string", ID, "Law_2025", "law-2025"),
    ("boolean", "", "×", "false"),
    ("string", "", "<b>甲</b>", "甲"),
]
REFUSED = [
    ("number", "", "10~20%"),
    ("number", "", "NaN"),
    ("number", "", "=1+1"),
    ("number", "", "2\ufffd"),
    ("date", "", "2023-02-29"),
    ("date", "", "3/4/2024"),
    ("date", "", "3月31日"),
    ("date", "", "2024.1"),
    ("date", "", "1899年1月1日"),
    ("string", PERIOD, "2023.1"),
    ("string", TASK_ID, "1.2E+17"),
    ("string", "", "烫烫烫"),
    ("string", "", "鏉冭矗娓呭崟"),
    ("string", "", "#REF!"),
    ("string", "", "<script>1</script>"),
]
UNTOUCHED = [
    ("number", "", "10 20"),
    ("number", "", "1,20"),
    ("number", "", "10²"),
    ("number", "", "①"),
    ("number", "", "增长5%"),
    ("number", "", "—8"),
    ("number", "", "."),
    ("number", "", "+."),
    ("number", "", "0" * 24 + "1"),
    ("number", "", "1" + "*" * 48),
    ("integer", "", "12.5"),
    ("date", "", "长期"),
    ("date", "", "12345"),
    ("string", PERIOD, "近年来"),
    ("string", PERIOD, "2023年13月"),
    ("string", TASK_ID, "law-2025"),
    ("string", ID, "2023年"),
    ("boolean", "", "也许"),
    ("string", "", "１２㎡①（）"),
    ("string", "", "联通"),
    ("string", "", "无"),
    ("string", "", "NaN"),
    ("string", "", "#1楼"),
    ("string", "", "1<!-- 甲 -->"),
    # What is longer than cells and values are is none.
    ("string", "", " " + "甲" * 5000),
    ("number", "", "-" + " " * 199 + "1"),
    ("string", "", "50 < 60"),
    ("string", "", ""),
]


@pytest.mark.parametrize(("kind", "pattern", "before", "after"), SAFE)
def test_the_same_in_other_letters_is_safe(kind, pattern, before, after):
    found = repair_value(before, kind, pattern)
    assert found is not None
    assert (after, True) == (found.text_after, found.is_safe)


@pytest.mark.parametrize(("kind", "pattern", "before", "after"), PROPOSED)
def test_what_was_probably_meant_is_only_proposed(kind, pattern, before, after):
    found = repair_value(before, kind, pattern)
    assert found is not None
    assert (after, False) == (found.text_after, found.is_safe)


@pytest.mark.parametrize(("kind", "pattern", "before"), REFUSED)
def test_what_nobody_can_know_has_a_reason_and_no_value(kind, pattern, before):
    found = repair_value(before, kind, pattern)
    assert found is not None
    assert (None, False) == (found.text_after, found.is_safe)


@pytest.mark.parametrize(("kind", "pattern", "before"), UNTOUCHED)
def test_what_is_not_understood_is_left_alone(kind, pattern, before):
    """No step halfway: «10 20» does not become 1020, and full-width letters stay in text."""
    assert repair_value(before, kind, pattern) is None


@given(text=TEXTS, wants=st.sampled_from(WANTS))
def test_a_repaired_value_needs_no_repair(text, wants):
    """And it is what the column wants: sound as the checks have it."""
    found = repair_value(text, *wants)
    if found is None or found.text_after is None:
        assert found is None or not found.is_safe
        return
    assert found.text_after != text
    assert repair_value(found.text_after, *wants) is None
    assert is_sound(found.text_after, *wants)
    assert KINDS[found.code] == found.is_safe


@st.composite
def accepted(draw):
    """A value as its column wants it, and the column."""
    kind, pattern = draw(st.sampled_from(WANTS))
    values = {
        "number": st.decimals(min_value=-(10**15) + 1, max_value=10**15 - 1, places=6).map(lambda value: f"{value:f}"),
        "integer": st.integers(-(10**15) + 1, 10**15 - 1).map(str),
        "date": st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)).map(str),
        "boolean": st.sampled_from(["true", "false"]),
        "string": st.from_regex(pattern, fullmatch=True) if pattern else TEXTS.map(str.strip),
    }
    return draw(values[kind]), kind, pattern


@given(value=accepted())
def test_a_sound_value_is_never_touched(value):
    """What ``check`` accepts stays, but for signs in text that say «nothing here» and what was damaged."""
    text, kind, pattern = value
    assume(not text_fault(text) and text == text.strip())
    found = repair_value(text, kind, pattern)
    assert found is None or found.code in {"no-value-word", "error-value", "damaged-text"}
    assert found is None or not found.is_safe


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_examples_of_the_schemas_are_sound(field):
    assert repair_value(field.example, field.type, field.descriptor.get("constraints", {}).get("pattern", "")) is None


FULL_WIDTH = str.maketrans("0123456789.-,", "０１２３４５６７８９．－，")


@given(
    number=st.decimals(min_value=-(10**12), max_value=10**12, places=2),
    grouped=st.booleans(),
    wide=st.booleans(),
    around=st.sampled_from(["{}", " {}", "{}\u3000", "'{}", "\u200b{}\xa0", '="{}"', "{}\n"]),
)
def test_a_number_written_in_a_clerks_way_is_the_same_number(number, grouped, wide, around):
    text = f"{number:,f}" if grouped else f"{number:f}"
    written = around.format(text.translate(FULL_WIDTH) if wide else text.replace("-", "−"))
    found = repair_value(written, "number")
    after = found.text_after if found else written
    assert after is not None
    assert number == Decimal(after)
    assert found is None or found.is_safe


DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
DAY_FORMS = ["{0}年{1}月{2}日", "{0}/{1}/{2}", "{0}.{1}.{2}", "{0}-{1}-{2}", "{0}/{1:02}/{2:02}", "{0}{1:02}{2:02}"]
DAY_FORMS += ["{0} 年 {1} 月 {2} 日", "{0}年{1:02}月{2:02}日", "{0}-{1}-{2} 00:00:00", " {0}.{1:02}.{2:02}"]


@given(day=DAYS, form=st.sampled_from(DAY_FORMS), wide=st.booleans())
def test_a_day_written_in_a_clerks_way_is_the_same_day(day, form, wide):
    written = form.format(day.year, day.month, day.day)
    written = written.translate(FULL_WIDTH) if wide else written
    found = repair_value(written, "date")
    after = found.text_after if found else written
    assert day.isoformat() == after
    assert found is None or found.is_safe


@given(day=DAYS)
def test_a_day_as_spreadsheets_count_is_that_day(day):
    """Proposed from 1980 on; earlier numbers are too small to be told from figures."""
    found = repair_value(str((day - date(1899, 12, 30)).days), "date")
    assert (day.year >= 1980) == (found is not None and found.text_after == day.isoformat() and not found.is_safe)


@given(number=st.decimals(min_value=0, max_value=9999, places=3), unit=st.sampled_from(["万", "亿", "千", "百万"]))
def test_large_units_are_multiplied_exactly(number, unit):
    found = repair_value(f"{number}{unit}", "number")
    assert found is not None
    assert number * {"千": 10**3, "万": 10**4, "百万": 10**6, "亿": 10**8}[unit] == Decimal(found.text_after)
    assert not found.is_safe


@given(text=st.text(max_size=300), wants=st.sampled_from(WANTS))
def test_any_text_can_be_looked_at(text, wants):
    """No text, surrogates included, makes the look at it fail."""
    repair_value(text, *wants)
    is_damaged(text)


@given(words=st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=12))
def test_utf_8_read_as_gbk_is_seen(words):
    """Wherever it can be read so at all; what is read is never taken for text."""
    wrong = words.encode().decode("gbk", "ignore")
    assume(wrong.encode("gbk") == words.encode())
    assert is_damaged(wrong)


@pytest.mark.parametrize("unit", [" ", "\u3000", "<b ", "1,", "约", "年", "_x000D_", "—", "&amp", "'"])
def test_long_cells_end(unit):
    """A cell of any make as long as cells may be is looked at without running away."""
    for wants in WANTS:
        repair_value(unit * (5_000 // len(unit)), *wants)

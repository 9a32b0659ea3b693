"""Periods as written in the tables: days, words, order; nothing but a ValueError for what is none."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.periods import ONE_DAY, YEARS, day_in_address, parse_period
from tests.translators import Dictionary, Wrapping

YEAR = st.integers(YEARS[0], YEARS[-1])
MONTH = st.integers(1, 12)
WRITTEN = st.one_of(
    YEAR.map(str),
    st.builds("{}-H{}".format, YEAR, st.integers(1, 2)),
    st.builds("{}-Q{}".format, YEAR, st.integers(1, 4)),
    st.builds("{}-{:02}".format, YEAR, MONTH),
    st.builds("../{}".format, YEAR),
    st.builds("../{}-{:02}".format, YEAR, MONTH),
    st.tuples(YEAR, YEAR).map(lambda pair: f"{min(pair)}/{max(pair)}"),
    st.tuples(st.tuples(YEAR, MONTH), st.tuples(YEAR, MONTH)).map(
        lambda pair: "/".join(f"{year}-{month:02}" for year, month in sorted(pair))
    ),
)


@pytest.mark.parametrize(
    ("text", "start", "end", "label"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31), "2023年"),
        ("2023-H1", date(2023, 1, 1), date(2023, 6, 30), "2023年上半年"),
        ("2023-H2", date(2023, 7, 1), date(2023, 12, 31), "2023年下半年"),
        ("2023-Q1", date(2023, 1, 1), date(2023, 3, 31), "2023年第一季度"),
        ("2023-Q4", date(2023, 10, 1), date(2023, 12, 31), "2023年第四季度"),
        ("2023-07", date(2023, 7, 1), date(2023, 7, 31), "2023年7月"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28), "2023年2月"),
        ("2015/2025", date(2015, 1, 1), date(2025, 12, 31), "2015年至2025年"),
        ("2022-01/2022-10", date(2022, 1, 1), date(2022, 10, 31), "2022年1月至2022年10月"),
        ("2023/2023", date(2023, 1, 1), date(2023, 12, 31), "2023年至2023年"),
    ],
)
def test_period_has_first_day_last_day_and_words(text: str, start: date, end: date, label: str) -> None:
    """Each way of writing gives the days meant, both included, and Chinese words."""
    period = parse_period(text)
    assert (start, end, text, label) == (period.start, period.end, period.text, str(period.label))


@pytest.mark.parametrize(("text", "end"), [("../2019-10", date(2019, 10, 31)), ("../2019", date(2019, 12, 31))])
def test_up_to_has_no_first_day(text: str, end: date) -> None:
    """«Up to and including» has a last day only, and its words say so."""
    period = parse_period(text)
    assert (None, end) == (period.start, period.end)
    assert str(period.label).startswith("截至2019年")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 2023",
        "2023 ",
        "2023\n",
        "23",
        "02023",
        "2023-13",
        "2023-00",
        "2023-7",
        "2023-H3",
        "2023-h1",
        "2023-Q5",
        "2023-07-01",
        "2023/",
        "/2023",
        "2023//2024",
        "2025/2015",
        "2022-10/2022-01",
        "2023/2023-01",
        "../",
        "../../2023",
        "../2019/2020",
        "近年来",
        "２０２３",
        "٢٠٢٣",
        "1899",
        "2101",
        "0000",
        "9999",
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    """Other writing, impossible months, years nobody means and ends before the beginning raise a ValueError."""
    with pytest.raises(ValueError, match=r".+"):
        parse_period(text)


@settings(deadline=None, max_examples=500)
@given(st.one_of(st.text(), st.from_regex(r"[0-9./HQ-]{0,16}", fullmatch=True)))
def test_any_text_is_a_period_or_a_value_error(text: str) -> None:
    """No text does anything but parse or raise a ValueError."""
    try:
        period = parse_period(text)
    except ValueError:
        return
    assert text == period.text
    assert period.start is None or period.start <= period.end


@settings(deadline=None, max_examples=500)
@given(WRITTEN)
def test_lawful_writing_round_trips(text: str) -> None:
    """What is written lawfully parses, keeps its text, and another day can be added to its end."""
    period = parse_period(text)
    assert text == period.text
    assert period == parse_period(period.text)
    assert str(period.label)
    assert period.end < period.end + ONE_DAY


@settings(deadline=None, max_examples=200)
@given(st.lists(WRITTEN, max_size=6))
def test_any_periods_can_be_sorted(texts: list[str]) -> None:
    """Periods with and without first day sort together, by their last day."""
    ordered = sorted(parse_period(text) for text in texts)
    assert sorted(period.end for period in ordered) == [period.end for period in ordered]


def test_order_does_not_depend_on_where_one_starts() -> None:
    """Of periods that end on the same day the one that began first comes first, «up to» before all."""
    expected = ["2023-H1", "../2023", "2015/2023", "2023", "2023-H2", "2023-Q4", "2023-12", "2024"]
    for text in expected:
        rotated = expected[expected.index(text) :] + expected[: expected.index(text)]
        assert expected == [period.text for period in sorted(map(parse_period, rotated))]


def test_a_period_is_not_before_itself() -> None:
    """Before the next, after the last, and beside itself."""
    period, same, later = map(parse_period, ("2023", "2023", "2024"))
    assert not period < same
    assert period <= same
    assert (True, False) == (period < later, later < period)


def test_a_period_can_end_where_counting_did() -> None:
    """It begins where it did, keeps its text, and its words name the day."""
    cut = parse_period("2023").cut_at(date(2023, 10, 31))
    assert (date(2023, 1, 1), date(2023, 10, 31), "2023") == (cut.start, cut.end, cut.text)
    assert "2023年（统计到2023年10月31日）" == str(cut.label)


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("2023", "2023-H1", True),
        ("2023", "2023", True),
        ("2023-H1", "2023", False),
        ("2023-H1", "2023-Q3", False),
        ("2015/2025", "2020-07", True),
        ("../2023", "2020", True),
        ("../2023", "2024", False),
        ("../2023", "../2022", True),
        ("2023", "../2023", False),
    ],
)
def test_covers(outer: str, inner: str, expected: bool) -> None:
    """A period covers another when no day of the other lies outside it."""
    assert expected == parse_period(outer).covers(parse_period(inner))


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("2023", date(2022, 12, 31), False),
        ("2023", date(2023, 1, 1), True),
        ("2023", date(2024, 1, 1), True),
        ("../2023", date(1990, 1, 1), True),
    ],
)
def test_has_begun(text: str, day: date, expected: bool) -> None:
    """A period has begun from its first day on; one without first day always has."""
    assert expected == parse_period(text).has_begun(day)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023", "⟦2023年⟧"),
        ("2023-H2", "⟦2023年下半年⟧"),
        ("2023-Q2", "⟦2023年⟦第二季度⟧⟧"),
        ("2023-07", "⟦2023年7月⟧"),
        ("../2019-10", "⟦截至⟦2019年10月⟧末⟧"),
        ("2015/2025", "⟦⟦2015年⟧至⟦2025年⟧⟧"),
    ],
)
def test_words_of_a_period_can_be_translated(text: str, expected: str) -> None:
    """Every word of a period is asked for in the catalogue."""
    assert expected == parse_period(text).label.render(Wrapping())


def test_a_month_gives_its_name_to_languages_that_use_it() -> None:
    """Chinese numbers its months; others may say their name or the number."""
    words = Dictionary({"{year}年{month}月": "{name} {year}", "7月": "July"})
    assert "July 2023" == parse_period("2023-07").label.render(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("近年来", "'近年来' is no period"),
        ("1899", "'1899': the year is not between 1900 and 2100"),
        ("2020/2101", "'2101': the year is not between 1900 and 2100"),
        ("2025/2015", "'2025/2015' ends before it begins"),
        ("2019/2020/2021", "'2020/2021' is no period"),
    ],
)
def test_an_error_says_what_is_wrong(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=f"^{words}$"):
        parse_period(text)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://www.example.gov.cn/zwgk/202107/t20210715_9477753.html", date(2021, 7, 15)),
        ("https://www.example.gov.cn/art/2023/3/31/art_1.html", date(2023, 3, 31)),
        ("https://www.example.gov.cn/art/2023/13/31/art_1.html", None),
        ("https://www.example.gov.cn/t20210230_1.html", None),
        ("https://www.example.gov.cn/2023/report.html", None),
    ],
)
def test_an_address_names_the_day_of_the_upload(url: str, day: date | None) -> None:
    """In the two forms that government sites use; what is no day of the calendar names none."""
    assert day == day_in_address(url)

"""Comparisons: same level, same unit, same period side by side; missing stays missing, and nothing is a ranking."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.commons import CommonSeries, CommonValue
from generator.compare import Comparison, LevelComparison, Table, compare, period_of, value_label
from generator.model import Locality
from generator.settings import ROOT
from generator.summaries import LocalitySummary
from generator.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary(ROOT / "schemas")
RATE = "head-appearance-rate"


def value(text: str, **fields) -> CommonValue:
    """A value written ``2023=92``; ``2023=**`` is hidden."""
    period, _, number = text.partition("=")
    made = CommonValue(f"r-{period.lower().replace('/', '-')}", period, number, "exact", "own", "报告", "", "original")
    if "*" in number:
        made = replace(made, value=None, printed=number, is_masked=True)
    return replace(made, **fields)


def series(*values: str | CommonValue, **fields) -> CommonSeries:
    """A rate in per cent."""
    made = tuple(value(row) if isinstance(row, str) else row for row in values)
    return replace(CommonSeries(RATE, "rate", "出庭应诉率", "%", "up", values=made), **fields)


def summary(code: str, *commons: CommonSeries, level: str = "county") -> LocalitySummary:
    """A locality that has only these."""
    return LocalitySummary(Locality(f"{code}-x", code, f"{code}县", code, level), "", "", commons=commons)


def comparison(*summaries: LocalitySummary) -> Comparison:
    """The one comparison of the summaries."""
    (made,) = compare(summaries, VOCABULARY)
    return made


def level(*summaries: LocalitySummary) -> LevelComparison:
    (made,) = comparison(*summaries).levels
    return made


def table(*summaries: LocalitySummary) -> Table:
    (made,) = level(*summaries).tables
    return made


def columns(made: Table) -> list[str]:
    return [str(column.label) for column in made.columns]


def cells(made: Table) -> dict[str, list[list[str | None]]]:
    return {row.locality.code: [[item.value for item in cell] for cell in row.cells] for row in made.rows}


def test_localities_of_different_levels_never_share_a_table():
    """Each level stands alone, in the order of the codelist, whatever the order of the codes."""
    made = comparison(
        summary("100001", series("2023=1"), level="township"),
        summary("200000", series("2023=2"), level="province"),
        summary("300001", series("2023=3")),
    )
    assert [("province", ["200000"]), ("county", ["300001"]), ("township", ["100001"])] == [
        (row.level, [member.locality.code for member in row.tables[0].rows]) for row in made.levels
    ]


def test_another_unit_of_measure_is_another_table():
    """The usual unit of the codelist comes first; numbers in another one never stand beside it."""
    requests = {"common_id": "information-requests"}
    made = level(
        summary("100001", series("2023=1", unit_of_measure="个", **requests)),
        summary("100002", series("2023=92", unit_of_measure="件", **requests)),
        summary("100003", series("2023=93", unit_of_measure="件", **requests)),
    )
    assert [("件", ["100002", "100003"]), ("个", ["100001"])] == [
        (row.unit_of_measure, [member.locality.code for member in row.rows]) for row in made.tables
    ]


def test_rows_stand_by_code_and_columns_from_the_newest_year():
    """The order of the summaries does not matter either."""
    made = table(
        summary("100003", series("2021=1", "2023=3")), summary("100001", series("2022=99")), summary("100002", series())
    )
    assert ["2023年", "2022年", "2021年"] == columns(made)
    assert {"100001": [[], ["99"], []], "100002": [[], [], []], "100003": [["3"], [], ["1"]]} == cells(made)
    assert ["100001", "100002", "100003"] == list(cells(made))


def test_two_indicators_of_a_locality_are_two_rows():
    """A locality may count the same thing in two ways."""
    other = replace(series("2023=50"), indicator_id="another")
    made = table(summary("100001", series("2023=90"), other))
    assert ["another", "rate"] == [row.series.indicator_id for row in made.rows]
    assert made.drawn is None, "one locality is nothing to compare"


numbers = st.lists(st.integers(0, 10**9).map(str), min_size=4, max_size=4)


@given(numbers, numbers, st.permutations(["110101", "110102", "320101", "500240"]))
def test_no_order_depends_on_values(first, second, codes):
    """Whatever is published, places, levels, columns and wordings stand as they would with other values."""

    def layout(values):
        made = comparison(
            *(summary(code, series(f"2023={number}", "2022=7")) for code, number in zip(codes, values, strict=True))
        )
        (shown,) = made.levels
        return [
            (
                row.unit_of_measure,
                columns(row),
                [member.locality.code for member in row.rows],
                [place.code for wording in shown.wordings for place in wording.localities],
            )
            for row in shown.tables
        ]

    assert layout(first) == layout(second)
    assert sorted(codes) == layout(first)[0][2] == layout(first)[0][3]


def test_other_periods_have_a_column_once_two_localities_share_them():
    """Half a year of one locality alone stands among the other periods, newest first."""
    made = table(
        summary("100001", series("2023=1", "2024-H1=2", "2021-Q1=4", "2022/2023=5")),
        summary("100002", series("2024-H1=3")),
    )
    assert ["2023年", "2024年上半年"] == columns(made)
    assert {"100001": [["1"], ["2"]], "100002": [[], ["3"]]} == cells(made)
    assert ["2022/2023", "2021-Q1"] == [item.period for item in made.rows[0].others]
    assert made.has_others
    assert not table(summary("100001", series("2023=1"))).has_others


def test_a_year_written_in_months_is_the_year():
    """The same stretch of time is the same column, named in the shortest way."""
    made = table(summary("100001", series("2023-01/2023-12=1")), summary("100002", series("2023=2")))
    assert ["2023年"] == columns(made)
    assert {"100001": [["1"]], "100002": [["2"]]} == cells(made)


def test_a_year_counted_to_october_is_not_the_year():
    """It is never held against whole years."""
    made = table(
        summary("100001", series(value("2023=1", counted_to="2023-10-31"))), summary("100002", series("2023=2"))
    )
    assert ["2023年"] == columns(made)
    assert [[]] == cells(made)["100001"]
    assert ["2023年（统计到2023年10月31日）"] == [str(period_of(item).label) for item in made.rows[0].others]


@pytest.mark.parametrize(
    ("values", "newest"),
    [
        (["2021=1", "2022=2"], ["2022"]),
        (["2022=2", "2023-H1=3"], ["2023-H1"]),
        (["2020/2022=9", "2022=2", "2022-Q4=1"], ["2022"]),
        (["../2022=9", "2022-H2=1"], ["../2022"]),
        (["2022=2", "2023=**"], ["2023"]),
        ([], []),
    ],
)
def test_newest_value(values, newest):
    """What ends last; of several the whole year, then the longest; a hidden value is no reason to show an older one."""
    (row,) = table(summary("100001", series(*values))).rows
    assert newest == [item.period for item in row.latest]


def test_values_that_contradict_each_other_are_both_shown_and_not_drawn():
    """Nobody chooses one of two."""
    twice = [value("2023=1", is_contradicted=True), value("2023=2", result_id="b", is_contradicted=True)]
    made = table(summary("100001", series(*twice)), summary("100002", series("2023=3")))
    assert [["1", "2"]] == cells(made)["100001"]
    assert ["1", "2"] == [item.value for item in made.rows[0].latest]
    assert made.drawn is None


VALUE_LABELS = [
    (value("2023=92.50"), "%", "92.50%"),
    (value("2023=0"), "件", "0件"),
    (value("2023=30000", precision="at_least"), "条", "30,000条以上"),
    (value("2023=15", precision="about"), "%", "约15%"),
    (value("2023=22**"), "项", "“22**”（原文隐去）"),
    (value("2023=**", printed=""), "项", "原文隐去"),
    (value("2023=1", value=None), "项", "未写明"),
]


@pytest.mark.parametrize(("made", "unit", "label"), VALUE_LABELS)
def test_value_label(made, unit, label):
    """A value is what was published; one that is hidden says so and is never a zero."""
    assert label == str(value_label(made, unit))


DRAWN = [
    ({"a": ["2022=1", "2023=1"], "b": ["2022=1"]}, "2022年"),
    ({"a": ["2022=1", "2023=1"], "b": ["2022=1", "2023=1"]}, "2023年"),
    ({"a": ["2023-H1=1", "2022=1"], "b": ["2023-H1=1", "2022=1"], "c": ["2023-H1=1"]}, "2022年"),
    ({"a": ["2023-H1=1", "2022=1"], "b": ["2023-H1=1"]}, "2023年上半年"),
    ({"a": ["2022=1"], "b": ["2023=1"]}, None),
    ({"a": ["2023=1"], "b": ["2023=**"]}, None),
    ({"a": []}, None),
]


@pytest.mark.parametrize(("values", "drawn"), DRAWN)
def test_the_picture_shows_the_year_most_localities_share(values, drawn):
    """Of several the newest; another period only where no year is shared; nothing where nothing is."""
    made = table(*(summary(f"10000{number}", series(*rows)) for number, rows in enumerate(values.values())))
    assert drawn == (None if made.drawn is None else columns(made)[made.drawn])


def test_localities_without_the_indicator_are_listed():
    """Only those of the same level, by code."""
    made = level(
        summary("100003"), summary("100002"), summary("100001", series()), summary("200000", level="prefecture")
    )
    assert ["100002", "100003"] == [place.code for place in made.without]
    assert (1, 0) == (made.localities, made.with_values)


def test_one_way_of_counting_is_no_reason_to_warn():
    """Localities without values say nothing about how values were counted."""
    made = level(
        summary("100001", series("2023=1", "2022=1", definition="甲")),
        summary("100002", series("2023=1", definition="甲")),
        summary("100003", series(definition="乙")),
    )
    assert [("甲", ["100001", "100002"])] == [
        (row.definition, [place.code for place in row.localities]) for row in made.wordings
    ]
    assert not made.has_several_definitions
    assert not made.has_several_scopes


@pytest.mark.parametrize("field", ["definition", "numerator_name", "denominator_name"])
def test_different_words_for_what_is_counted_are_told_apart(field):
    """Definition, numerator and denominator all matter."""
    made = level(
        summary("100001", series("2023=1", **{field: "甲"})),
        summary("100002", series("2023=1", **{field: "乙"})),
        summary("100003", series("2023=1", **{field: "甲"})),
    )
    assert made.has_several_definitions
    assert not made.has_several_scopes
    assert [["100001", "100003"], ["100002"]] == [[place.code for place in row.localities] for row in made.wordings]


def test_different_scopes_are_told_apart():
    """A locality with values of both kinds stands under both."""
    made = level(
        summary("100001", series("2023=1", value("2022=9", scope="whole_area"))), summary("100002", series("2023=1"))
    )
    assert made.has_several_scopes
    assert not made.has_several_definitions
    assert [("own", ["100001", "100002"]), ("whole_area", ["100001"])] == [
        (row.scope, [place.code for place in row.localities]) for row in made.wordings
    ]


COMPARABLE = [
    ([series("2023=1"), series("2023=1")], True, True),
    ([series("2023=1"), series("2022=1")], True, False),
    ([series("2023=1"), series("2023=1", unit_of_measure="个")], False, False),
    ([series("2023=1"), series()], False, False),
    ([series(), series()], False, False),
]


@pytest.mark.parametrize(("members", "has_several", "is_comparable"), COMPARABLE)
def test_what_can_be_compared(members, has_several, is_comparable):
    """Two localities in one unit of measure; comparable only with values for the same period."""
    made = comparison(*(summary(f"10000{number}", row) for number, row in enumerate(members)))
    assert (has_several, is_comparable) == (made.has_several, made.is_comparable)


def test_localities_of_two_levels_are_not_comparable():
    """A city and a county are not the same type."""
    made = comparison(summary("100001", series("2023=1")), summary("100000", series("2023=1"), level="prefecture"))
    assert not made.has_several
    assert not made.is_comparable
    assert made.locality_count == 2


def test_counts_and_newest_year():
    """The year is that in which the newest value ends."""
    made = comparison(summary("100001", series("2021/2024=1")), summary("100002", series("2023=1"), series("2020=1")))
    assert (2, 2024) == (made.locality_count, made.latest_year)
    assert comparison(summary("100001", series())).latest_year is None


def test_comparisons_stand_in_the_order_of_the_codelist():
    """Indicators that the codelist does not know come last; those that no locality has are left out."""
    names = ["unknown-b", "unknown-a", "information-published", RATE]
    made = compare([summary("100001", *(replace(series("2023=1"), common_id=name) for name in names))], VOCABULARY)
    assert [RATE, "information-published", "unknown-a", "unknown-b"] == [row.common_id for row in made]
    assert ["行政机关负责人出庭应诉率", "unknown-b"] == [made[0].label, made[-1].label]
    assert () == compare([summary("100001")], VOCABULARY)


def test_values_are_exact():
    """What is compared is the number published, to the last digit."""
    (row,) = table(summary("100001", series("2023=25.290"))).rows
    assert Decimal("25.290").as_tuple() == Decimal(row.latest[0].value).as_tuple()

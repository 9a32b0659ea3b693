"""Common series: of a locality's results those that stand for the locality itself, and why others do not."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby

import pytest
from hypothesis import given

from generator.artifacts import json_text
from generator.assess import published_of
from generator.commons import CommonSeries, common_series
from generator.model import Package
from tests.rules import strategies
from tests.rules.packages import document, indicator, package, result, series

COMMON = indicator(common_id="head-appearance-rate", definition="口径", numerator_name="甲", denominator_name="乙")


def series_of(*records) -> CommonSeries:
    (made,) = common_series(package(COMMON, *records))
    return made


def test_only_common_indicators_have_a_series():
    """An indicator of the locality alone is nothing to compare."""
    other = indicator(indicator_id="own")
    made = common_series(package(COMMON, other, result(), result(result_id="r2", indicator_id="own")))
    assert ["rate"] == [row.indicator_id for row in made]
    assert () == common_series(package(other))


def test_series_says_what_is_counted():
    """Definition, numerator and denominator come along, and an indicator without results too."""
    made = series_of()
    assert ("head-appearance-rate", "比率", "%", "up", "口径", "甲", "乙") == (
        made.common_id,
        made.name,
        made.unit_of_measure,
        made.direction,
        made.definition,
        made.numerator_name,
        made.denominator_name,
    )
    assert ((), ()) == (made.values, made.left_out)


def test_values_come_with_their_source_oldest_first():
    """Each value names its document, whether it is an original, and its address."""
    made = series_of(
        *series("2023=90 2022=80余", note="全市合计。"),
        document("report-2023", url="https://www.example.gov.cn/1.html", provenance="official_repost"),
    )
    assert [("2022", "80", "at_least"), ("2023", "90", "exact")] == [
        (row.period, row.value, row.precision) for row in made.values
    ]
    assert {("文件report-2023", "https://www.example.gov.cn/1.html", "official_repost", "全市合计。")} == {
        (row.document, row.url, row.provenance, row.note) for row in made.values
    }


@pytest.mark.parametrize(
    "number", [Decimal("25.290"), Decimal(0), Decimal("4618000000"), Decimal("1E+4"), Decimal("-3.5")]
)
def test_values_are_exact(number):
    """The number as text is the number published, without a power of ten."""
    (value,) = series_of(result(value=number)).values
    assert number == Decimal(value.value)
    assert "E" not in value.value


def test_a_hidden_value_is_no_number():
    """What stands in its place is kept; it is never a zero."""
    (value,) = series_of(*series("2023=22**")).values
    assert (None, True, "22**") == (value.value, value.is_masked, value.printed)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"unit_id": "sifaju"}, "body"),
        ({"subject": "某区"}, "body"),
        ({"masked": ("subject",)}, "body"),
        ({"scope": "sample"}, "sample"),
        ({"part_of": "whole"}, "part"),
        ({"period": ""}, "period"),
    ],
)
def test_what_is_not_about_the_locality_is_left_out_and_why(fields, why):
    """A department's or a sample's figure never stands for the locality, nor one whose time is not known."""
    whole = result(result_id="whole", period="2021", value=Decimal(50))
    made = series_of(whole, result(**fields))
    assert ["whole"] == [row.result_id for row in made.values]
    assert (why,) == made.left_out


def test_the_whole_area_stands_for_the_locality():
    """Its scope is told."""
    (value,) = series_of(result(scope="whole_area")).values
    assert "whole_area" == value.scope


def test_the_newest_document_stands_and_says_that_another_differs():
    """The value that was corrected is not shown as a second one; that there was another is told."""
    old = document("old", published_date=date(2024, 1, 1))
    new = document("new", published_date=date(2024, 6, 1))
    made = series_of(old, new, result(document_id="old", value=Decimal(90)), result(result_id="r2", document_id="new"))
    assert [("r2", "100", True, False)] == [
        (row.result_id, row.value, row.is_revised, row.is_contradicted) for row in made.values
    ]
    assert () == made.left_out


def test_the_same_value_in_an_older_document_is_no_difference():
    """Nothing to tell."""
    old = document("old", published_date=date(2024, 1, 1))
    new = document("new", published_date=date(2024, 6, 1))
    (value,) = series_of(old, new, result(document_id="old"), result(result_id="r2", document_id="new")).values
    assert ("r2", False) == (value.result_id, value.is_revised)


def test_values_of_equal_rank_that_differ_are_both_kept():
    """Nobody chooses between two documents of the same day."""
    made = series_of(result(value=Decimal(90)), result(result_id="r2"), result(result_id="r3"))
    assert [("r1", "90", True), ("r2", "100", True)] == [
        (row.result_id, row.value, row.is_contradicted) for row in made.values
    ]


def test_the_same_value_twice_is_one_value():
    """And no contradiction."""
    (value,) = series_of(result(), result(result_id="r2")).values
    assert not value.is_contradicted


def test_a_value_counted_to_a_day_says_so():
    """Only where that day is before the end of the period."""
    first, second = series_of(
        result(period="2022", as_of_date=date(2022, 12, 31)),
        result(result_id="r2", as_of_date=date(2023, 10, 31)),
    ).values
    assert ("", "2023-10-31") == (first.counted_to, second.counted_to)


def test_breaks_are_told():
    """The definition changed before this value."""
    first, second = series_of(*series("2022=1"), result(is_break=True)).values
    assert (False, True) == (first.is_break, second.is_break)


def all_common(made: Package) -> Package:
    """The package with every indicator a common one."""
    return replace(made, indicators=tuple(replace(row, common_id=row.indicator_id) for row in made.indicators))


@given(strategies.packages())
def test_every_result_stands_or_there_is_a_reason(made):
    """One by one: a value that statuses are judged by has no reason to be left out, any other has one."""
    common = all_common(made)
    for item in common.results:
        (row,) = (
            row for row in common_series(replace(common, results=(item,))) if row.indicator_id == item.indicator_id
        )
        assert bool(row.values) != bool(row.left_out), item


@given(strategies.packages())
def test_values_are_those_that_statuses_are_judged_by(made):
    """For each stretch of time there is one, or several that contradict each other."""
    common = all_common(made)
    for row in common_series(common):
        published = published_of(row.indicator_id, common)
        assert {item.result_id for item in row.values} <= {
            item.result_id for found in published for item in found.results
        }
        assert [len({item.value for item in found.results}) for found in published] == [
            len(list(members)) for _, members in groupby(row.values, lambda item: (item.period, item.counted_to))
        ]


@given(strategies.packages())
def test_series_survive_the_disk(made):
    """Written, read and built again they are equal, though what is usual is not written."""
    for row in common_series(all_common(made)):
        assert row == CommonSeries.from_dict(json.loads(json_text(row.as_dict())))

"""Charts: Plotly accepts every kind of figure, and a figure shows exactly the numbers of the table beside it."""

import json
from datetime import date
from decimal import Decimal

import pytest

from generator.artifacts import json_text
from generator.assess import assess_package
from generator.charts import GREY, Chart, as_plotly, drawable_points, indicator_chart, status_chart
from generator.model import Package, Result
from generator.obligations import assess_reports
from generator.pages import locality_pages
from generator.pages.locality import area_counts
from generator.pages.views import Views
from generator.vocabulary import Vocabulary, load_vocabulary
from tests.rules.packages import indicator, package, result, series, target

AS_OF = date(2026, 11, 22)
RATE = indicator()


@pytest.fixture(scope="module")
def vocabulary(schemas_dir) -> Vocabulary:
    """The project's codelists."""
    return load_vocabulary(schemas_dir)


@pytest.fixture(scope="module")
def views(load_fixture, vocabulary) -> Views:
    """The complete package as pages see it."""
    return views_of(load_fixture("complete"), vocabulary)


def views_of(made: Package, vocabulary: Vocabulary) -> Views:
    return Views(made, assess_package(made, AS_OF), assess_reports(made, vocabulary, AS_OF), vocabulary)


def chart_of(results: list[Result], *targets, **fields) -> Chart | None:
    return indicator_chart(indicator(**fields), tuple(results), targets)


def bars(chart: Chart | None) -> list[tuple[str, Decimal]]:
    """Label and height of every bar, read back from JSON as a browser would."""
    data = json.loads(json_text(chart), parse_float=Decimal, parse_int=Decimal)["data"][0]
    assert "bar" == data["type"]
    return list(zip(data["x"], data["y"], strict=True))


KINDS = {
    "series": (series("2021=90 2022=92.5"), ()),
    "series with target": (series("2021=90 2022=92.5"), (target(),)),
    "single value with target": (series("2023=90"), (target(),)),
    "break": ([result(), result(result_id="r2", period="2024", is_break=True)], ()),
    "at least and about": (series("2021=90余 2022=约92 2023=93"), ()),
    "other periods": (series("2015/2020=1 ../2021-06=2 2022-H1=3 2022-Q3=4 2022-11=5"), ()),
    "negative and zero": (series("2021=-3 2022=0"), ()),
    "great numbers": (series("2021=4618000000 2022=999999999999999.123456"), (target(value=Decimal(4618000000)),)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_plotly_accepts_every_kind_of_indicator_chart(kind):
    """Every property exists and has a possible value, and Plotly draws the data that we write."""
    results, targets = KINDS[kind]
    chart = chart_of(results, *targets)
    assert chart is not None
    assert json.loads(json_text(chart["data"])) == json.loads(as_plotly(chart).to_json(validate=True))["data"]


def test_plotly_accepts_the_status_chart(views):
    """The chart of an overview is a figure too."""
    statuses = [(row.code, row.label) for (scope, _), row in views.vocabulary.statuses.items() if scope == "task"]
    assert as_plotly(status_chart([(name, dict(counts)) for name, counts in area_counts(views)], statuses))


def test_plotly_refuses_what_does_not_exist():
    """The check above would notice a property that Plotly does not know."""
    with pytest.raises(ValueError, match="colour"):
        as_plotly({"data": [{"type": "bar", "marker": {"colour": "red"}}], "layout": {}})


def test_every_chart_of_the_complete_package_is_a_figure(views):
    """All charts that pages of the complete package carry are accepted."""
    charts = [json.loads(text) for page in locality_pages(views, [], ()) for text in page.files.values()]
    assert len(charts) > 3
    for chart in charts:
        assert as_plotly(chart)


def test_bars_are_the_numbers_of_the_table(views):
    """Each bar has the period and the value of a row of the table on the same page, digit for digit."""
    drawn = 0
    for row in views.package.indicators:
        results = views.package.results_of_indicator.get(row.indicator_id, ())
        chart = indicator_chart(row, results, views.package.targets_of_indicator.get(row.indicator_id, ()))
        if chart is None:
            continue
        table = {(view.period.split("（")[0], view.value) for view in map(views.result_rows.get, ids(results)) if view}
        texts = chart["data"][0]["text"]
        for point, (label, height), text in zip(drawable_points(results), bars(chart), texts, strict=True):
            drawn += 1
            assert (point.label, point.value) == (label, height)
            assert (label, text) in table
    assert drawn > 8


def ids(results: tuple[Result, ...]) -> list[str]:
    return [row.result_id for row in results]


def test_bars_stand_in_the_order_of_time():
    """However the table orders them, the oldest value comes first."""
    chart = chart_of(series("2023=3 2021-H1=1 2021=2 ../2020-06=0"))
    assert [("截至2020年6月末", 0), ("2021年上半年", 1), ("2021年", 2), ("2023年", 3)] == bars(chart)


NOT_DRAWN = {
    "masked value": {"value": None, "masked": ("value",), "printed": "**"},
    "sample": {"scope": "sample"},
    "other place": {"subject": "示例区"},
    "masked place": {"masked": ("subject",)},
    "single unit": {"unit_id": "sifaju"},
    "part of another result": {"part_of": "r2023"},
    "no period": {"period": "", "period_printed": "近年来"},
    "masked period": {"period": "", "masked": ("period",), "sequence": 1},
}


@pytest.mark.parametrize("kind", NOT_DRAWN)
def test_what_is_not_a_value_of_the_locality_is_not_drawn(kind):
    """Masked values, samples, other places, single units, parts and values without a period have no bar."""
    own = series("2023=90 2024=91")
    odd = result(result_id="odd", **{"period": "2022", "value": Decimal(50), **NOT_DRAWN[kind]})
    assert bars(chart_of(own)) == bars(chart_of([odd, *own]))
    same_period = result(result_id="odd", **{"period": "2024", "value": Decimal(50), **NOT_DRAWN[kind]})
    assert bars(chart_of(own)) == bars(chart_of([*own, same_period]))
    assert chart_of([odd], target()) is None


def test_one_value_alone_is_no_chart():
    """A single value is drawn only against a target; without any value there is nothing to draw."""
    assert chart_of(series("2023=90")) is None
    assert chart_of([], target()) is None
    assert chart_of(series("2023=**")) is None


PROMISED = {
    "ge": "目标 ≥95",
    "gt": "目标 &gt;95",
    "le": "目标 ≤95",
    "lt": "目标 &lt;95",
    "eq": "目标 =95",
    "full": "目标 =95",
    "approx": "目标 ≈95",
}


@pytest.mark.parametrize("comparator", PROMISED)
def test_target_is_a_line_that_names_its_value(comparator):
    """The line runs at the promised value over all periods, and its name says how to read it."""
    chart = chart_of(series("2021=90 2022=92"), target(comparator=comparator))
    assert chart is not None
    line = chart["data"][1]
    assert (PROMISED[comparator], ["2021年", "2022年"], [95.0, 95.0]) == (line["name"], line["x"], line["y"])
    assert chart["layout"]["showlegend"] is True


@pytest.mark.parametrize(
    ("value", "label"), [("4618000000", "≥4,618,000,000"), ("12345678", "≥12,345,678"), ("0.5", "≥0.5"), ("0", "≥0")]
)
def test_name_of_the_line_has_every_digit(value, label):
    """A great target is not rounded in its name."""
    chart = chart_of(series("2021=90"), target(value=Decimal(value)))
    assert chart is not None
    assert f"目标 {label}" == chart["data"][1]["name"]


NO_LINE = {
    "two targets that differ": (target(), target(target_id="t2", value=Decimal(99))),
    "masked target": (target(value=None, masked=("value",)),),
    "range": (target(comparator="range", upper_value=Decimal(99)),),
}


@pytest.mark.parametrize("kind", NO_LINE)
def test_a_line_is_drawn_only_for_one_plain_target(kind):
    """Targets that differ, masked ones and ranges have no line; the series alone stays."""
    chart = chart_of(series("2021=90 2022=92"), *NO_LINE[kind])
    assert chart is not None
    assert 1 == len(chart["data"])
    assert chart["layout"]["showlegend"] is False


def test_precision_and_breaks_can_be_seen():
    """«At least» and «about» stand on the bar, and a value counted in another way has another colour."""
    broken = [*series("2021=60余 2022=约58"), result(period="2023", value=Decimal(70), is_break=True)]
    chart = chart_of(broken, unit_of_measure="学时")
    assert chart is not None
    (drawn,) = chart["data"]
    assert ["60学时以上", "约58学时", "70学时"] == drawn["text"]
    assert [False, False, True] == [colour == GREY for colour in drawn["marker"]["color"]]


def test_status_chart_has_the_numbers_of_its_table(views):
    """For each area and status the bar is as long as the number in the table, which sums up to all tasks."""
    counts = area_counts(views)
    statuses = [(row.code, row.label) for (scope, _), row in views.vocabulary.statuses.items() if scope == "task"]
    chart = status_chart([(name, dict(row)) for name, row in counts], statuses)
    assert chart is not None
    labels = dict(statuses)
    for name, row in counts:
        drawn = {part["name"]: part["x"][part["y"].index(name)] for part in chart["data"]}
        assert {label: row[code] for code, label in labels.items() if label in drawn} == drawn
        assert sum(row.values()) == sum(drawn.values())
    assert len(views.package.tasks) == sum(sum(part["x"]) for part in chart["data"])
    assert [name for name, _ in counts] == chart["data"][0]["y"][::-1]


def test_status_chart_leaves_out_what_nobody_has():
    """Only statuses that some task has are stacked, in the given order; without tasks there is no chart."""
    statuses = [("done", "已完成"), ("behind", "滞后"), ("not_due", "未到期")]
    chart = status_chart([("甲", {"not_due": 2}), ("乙", {"done": 1})], statuses)
    assert chart is not None
    assert [("已完成", [1, 0]), ("未到期", [0, 2])] == [(part["name"], part["x"]) for part in chart["data"]]
    assert status_chart([], statuses) is None
    assert status_chart([("甲", {})], statuses) is None


def test_every_task_status_has_a_label_in_the_legend(vocabulary, views):
    """The stacked chart knows every status of tasks; one it had no colour for would be grey."""
    statuses = [(row.code, row.label) for (scope, _), row in vocabulary.statuses.items() if scope == "task"]
    chart = status_chart([("甲", {code: 1 for code, _ in statuses})], statuses)
    assert chart is not None
    assert [label for _, label in statuses] == [part["name"] for part in chart["data"]]
    assert as_plotly(chart)


def test_pages_and_charts_agree_on_there_being_a_chart(vocabulary):
    """A page links a chart exactly when the file stands beside it."""
    made = package(*series("2021=90 2022=92"), indicator(), indicator(indicator_id="other"))
    pages = {page.address: page for page in locality_pages(views_of(made, vocabulary), [], ())}
    with_chart = pages["999900-ceshi/indicators/rate/"]
    without = pages["999900-ceshi/indicators/other/"]
    assert ["chart.json"] == list(with_chart.files)
    assert 'data-chart="chart.json"' in with_chart.body
    assert [] == list(without.files)
    assert "data-chart" not in without.body

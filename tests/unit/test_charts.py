"""Charts: which values, target and baseline a chart shows, what it says of them, and that Plotly accepts it.

What is drawn when the page is built is in ``test_pictures.py``.
"""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.artifacts import json_text
from generator.assess import assess_package
from generator.charts import (
    Chart,
    as_plotly,
    baseline_point,
    chart_csv,
    chart_rows,
    chart_summary,
    drawable_points,
    indicator_chart,
    plotly_figure,
    status_chart,
)
from generator.charts.palette import STATUS_COLOURS
from generator.charts.plotting import Plot
from generator.charts.scale import scale_of, tick_labels
from generator.language import CHINESE
from generator.model import Result
from generator.obligations import public_obligations
from generator.pages import locality_pages
from generator.pages.views import Views
from generator.sentences import Sentence, Words, shown
from generator.standings import assess_reports
from generator.vocabulary import Status, Vocabulary, load_vocabulary
from tests.rules.packages import indicator, result, series, target
from tests.translators import HAN, Dictionary, Latin

say = CHINESE.say
Y2020 = date(2020, 1, 1)


@pytest.fixture(scope="module")
def statuses(schemas_dir) -> list[Status]:
    """Every status of tasks, in the order of the codelist."""
    vocabulary: Vocabulary = load_vocabulary(schemas_dir)
    return [status for (scope, _), status in vocabulary.statuses.items() if scope == "task"]


def chart_of(results: list[Result], *targets, before: date | None = None, **fields) -> Chart | None:
    rows = tuple(results)
    return indicator_chart(indicator(**fields), rows, targets, baseline_point(rows, before))


def drawn(results: list[Result], *targets, before: date | None = None, **fields) -> Plot:
    """Plotly's dictionary of a chart that must be there."""
    chart = chart_of(results, *targets, before=before, **fields)
    assert chart is not None
    return plotly_figure(chart, say)


def bars(figure: Plot) -> list[tuple[str, Decimal]]:
    """Label and height of every bar, read back from JSON as a browser would."""
    data = json.loads(json_text(figure), parse_float=Decimal, parse_int=Decimal)["data"][0]
    assert "bar" == data["type"]
    return list(zip(data["x"], data["y"], strict=True))


def named(figure: Plot, kind: str, name: str) -> list[Plot]:
    """Shapes or annotations of a name."""
    return [item for item in figure["layout"][kind] if item["name"] == name]


KINDS = {
    "series": (series("2021=90 2022=92.5"), ()),
    "series with target": (series("2021=90 2022=92.5"), (target(),)),
    "series with target and baseline": (series("2019=80 2021=90 2022=92.5"), (target(),)),
    "single value with target": (series("2023=90"), (target(),)),
    "break": ([result(), result(result_id="r2", period="2024", is_break=True)], ()),
    "at least and about": (series("2021=90余 2022=约92 2023=93"), ()),
    "other periods": (series("2015/2020=1 ../2021-06=2 2022-H1=3 2022-Q3=4 2022-11=5"), ()),
    "negative and zero": (series("2021=-3 2022=0"), ()),
    "nothing but zero": (series("2021=0 2022=0"), ()),
    "great numbers": (series("2021=4618000000 2022=999999999999999.123456"), (target(value=Decimal(4618000000)),)),
    "many": (series(" ".join(f"{1990 + place}={place}" for place in range(36))), (target(),)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_plotly_accepts_every_kind_of_indicator_chart(kind):
    """Every property exists and has a possible value, and Plotly draws the data that we write."""
    results, targets = KINDS[kind]
    figure = drawn(results, *targets, before=Y2020)
    assert json.loads(json_text(figure["data"])) == json.loads(as_plotly(figure).to_json(validate=True))["data"]


def test_plotly_accepts_the_status_chart(statuses):
    """The chart of an overview is a figure too, with every status that there is."""
    chart = status_chart("全部", [("甲", {row.code: 1 for row in statuses}), ("乙", {"done": 12})], statuses)
    assert chart is not None
    assert as_plotly(plotly_figure(chart, say))


def test_plotly_refuses_what_does_not_exist():
    """The check above would notice a property that Plotly does not know."""
    with pytest.raises(ValueError, match="colour"):
        as_plotly({"data": [{"type": "bar", "marker": {"colour": "red"}}], "layout": {}})


def test_bars_are_the_published_values():
    """Each bar has the period and the value of a result, digit for digit, and says it in words as it was published."""
    figure = drawn(series("2021=60余 2022=约58 2023=1234567.50"), unit_of_measure="学时")
    assert [("2021年", Decimal(60)), ("2022年", Decimal(58)), ("2023年", Decimal("1234567.5"))] == bars(figure)
    assert ["60学时以上", "约58学时", "1,234,567.50学时"] == figure["data"][0]["text"]


def test_bars_stand_in_the_order_of_time():
    """However the table orders them, the oldest value comes first."""
    figure = drawn(series("2023=3 2021-H1=1 2021=2 ../2020-06=0"))
    assert [("截至2020年6月末", 0), ("2021年上半年", 1), ("2021年", 2), ("2023年", 3)] == bars(figure)


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
    assert bars(drawn(own)) == bars(drawn([odd, *own]))
    same_period = result(result_id="odd", **{"period": "2024", "value": Decimal(50), **NOT_DRAWN[kind]})
    assert bars(drawn(own)) == bars(drawn([*own, same_period]))
    assert chart_of([odd], target()) is None


def test_one_value_alone_is_no_chart():
    """A single value is drawn only against a target; without any value there is nothing to draw."""
    assert chart_of(series("2023=90")) is None
    assert chart_of([], target()) is None
    assert chart_of(series("2023=**")) is None


PROMISED = {
    "ge": "不低于95%",
    "gt": "超过95%",
    "le": "不高于95%",
    "lt": "低于95%",
    "eq": "等于95%",
    "full": "全部（95%）",
    "approx": "约95%",
}


@pytest.mark.parametrize("comparator", PROMISED)
def test_target_is_a_line_that_is_named_where_it_runs(comparator):
    """The line runs at the promised value over all periods; beside its end stands what was promised."""
    figure = drawn(series("2021=90 2022=92"), target(comparator=comparator))
    (line,), (name,) = named(figure, "shapes", "target"), named(figure, "annotations", "target")
    assert (-0.5, 1.5, 95.0, 95.0) == (line["x0"], line["x1"], line["y0"], line["y1"])
    assert (1, 95.0) == (name["x"], name["y"])
    assert f"<b>目标<br>{PROMISED[comparator]}</b>" == name["text"]


@pytest.mark.parametrize("value", ["4618000000", "12345678", "0.5", "0"])
def test_name_of_the_line_has_every_digit(value):
    """A great target is not rounded in its name."""
    (name,) = named(drawn(series("2021=90"), target(value=Decimal(value))), "annotations", "target")
    assert f"{Decimal(value):,}%" in name["text"].replace("<br>", "")


NO_LINE = {
    "two targets that differ": (target(), target(target_id="t2", value=Decimal(99))),
    "two ways of comparing": (target(), target(target_id="t2", comparator="le")),
    "masked target": (target(value=None, masked=("value",)),),
    "range": (target(comparator="range", upper_value=Decimal(99)),),
}


@pytest.mark.parametrize("kind", NO_LINE)
def test_a_line_is_drawn_only_for_one_plain_target(kind):
    """Targets that differ, masked ones and ranges have no line; the series alone stays, and without a baseline."""
    figure = drawn(series("2019=80 2021=90 2022=92"), *NO_LINE[kind], before=Y2020)
    assert [] == figure["layout"]["shapes"]


def test_baseline_is_a_line_from_its_own_bar_on():
    """What was there before the plan runs on over the later bars and is named with its period and value."""
    figure = drawn(series("2018=85 2019=88.50 2021=90 2022=92"), target(), before=Y2020)
    (line,), (name,) = named(figure, "shapes", "baseline"), named(figure, "annotations", "baseline")
    assert (0.5, 3.5, 88.5) == (line["x0"], line["x1"], line["y0"])
    assert "计划开始前<br>2019年 88.50%" == name["text"]


BASELINES = {
    "the last year before the plan": ("2017=1 2018=2 2019=3 2020=4", Y2020, "2019"),
    "a plan that begins within a year": ("2018=2 2019=3 2020=4", date(2020, 7, 1), "2019"),
    "a year that ends on the day before": ("2019=3 2020=4", date(2021, 1, 1), "2020"),
    "several years": ("2015/2019=3 2020=4", Y2020, "2015/2019"),
    "all time up to a day": ("../2019-10=3 2020=4", Y2020, "../2019-10"),
    "half a year is no whole one": ("2018=2 2019-H1=3 2020=4", Y2020, "2018"),
    "a year that ends on the first day": ("2018=2 2019=3 2020=4", date(2019, 12, 31), "2018"),
    "nothing before": ("2020=3 2021=4", Y2020, None),
    "only parts of a year before": ("2019-H2=3 2020=4", Y2020, None),
    "masked before": ("2019=** 2020=4", Y2020, None),
    "no first day": ("2019=3 2020=4", None, None),
}


@pytest.mark.parametrize("kind", BASELINES)
def test_baseline_is_the_last_whole_result_before_the_plan(kind):
    """Nothing that began later, tells of less than a year or is hidden is where a plan started from."""
    cell, start, expected = BASELINES[kind]
    found = baseline_point(tuple(series(cell)), start)
    assert expected == (found.result.period if found else None)


def test_no_baseline_across_a_break():
    """A value counted in another way is nothing that later ones could be held against."""
    before, after = result(result_id="a", period="2019"), result(result_id="b", period="2021")
    broken = result(result_id="b", period="2021", is_break=True)
    assert baseline_point((before, after), Y2020) is not None
    assert baseline_point((before, broken), Y2020) is None
    own_break = result(result_id="a", period="2019", is_break=True)
    assert baseline_point((own_break, after), Y2020) is not None


def test_baseline_is_drawn_only_beside_a_target():
    """Without a target there is no way on which the baseline would be the start."""
    rows = series("2019=80 2021=90")
    assert named(drawn(rows, target(), before=Y2020), "shapes", "baseline")
    assert [] == drawn(rows, before=Y2020)["layout"]["shapes"]


def test_a_break_is_a_line_between_two_bars():
    """Where the definition changes stands a named line; before the first bar there is nothing to part."""
    rows = [
        result(result_id="a", period="2021", is_break=True),
        result(result_id="b", period="2022"),
        result(result_id="c", period="2023", is_break=True),
    ]
    figure = drawn(rows)
    assert [1.5] == [line["x0"] for line in named(figure, "shapes", "break")]
    assert [(1.5, "口径不同")] == [(note["x"], note["text"]) for note in named(figure, "annotations", "break")]


def test_hostile_words_stay_words():
    """Plotly reads HTML in texts, so whatever comes from a cell is written as entities."""
    figure = drawn(series("2021=90 2022=92"), name="<a href='x'>率</a>&", unit_of_measure="<b>")
    text = json_text(figure)
    assert "<a" not in text
    assert "&lt;a href='x'&gt;率&lt;/a&gt;&amp;" in text
    assert "<b>&lt;" not in figure["layout"]["annotations"][0]["text"]


TICKS = {
    "0 5": ["0", "2", "4", "6"],
    "0 100": ["0", "25", "50", "75", "100"],
    "0.3": ["0", "0.1", "0.2", "0.3"],
    "9200": ["0", "2,500", "5,000", "7,500", "10,000"],
    "18300": ["0", "0.5万", "1万", "1.5万", "2万"],
    "183000": ["0", "5万", "10万", "15万", "20万"],
    "45600 12000": ["0", "2万", "4万", "6万"],
    "90000000": ["0", "2,500万", "5,000万", "7,500万", "10,000万"],
    "4618000000": ["0", "20亿", "40亿", "60亿"],
    "3000000000000": ["0", "1万亿", "2万亿", "3万亿"],
    "-3 2": ["-4", "-2", "0", "2"],
    "-183000": ["-20万", "-15万", "-10万", "-5万", "0"],
    "0": ["0", "1"],
}


@pytest.mark.parametrize("values", TICKS)
def test_ticks_are_round_and_in_the_readers_way(values):
    """Chinese counts in 万 and 亿, all ticks of an axis alike; the labels that Plotly gets are the same."""
    numbers = [Decimal(value) for value in values.split()]
    assert TICKS[values] == [say(label) for label in tick_labels(scale_of(numbers).ticks)]


def test_ticks_in_a_language_that_does_not_count_in_ten_thousands():
    """The catalogue may take the full number: English readers see separators."""
    english = Dictionary({"{amount}万": "{number}", "{amount}亿": "{number}"})
    labels = [shown(label, english) for label in tick_labels(scale_of([Decimal(183000)]).ticks)]
    assert ["0", "50,000", "100,000", "150,000", "200,000"] == labels


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15), min_size=1))
def test_a_scale_holds_its_values_and_zero(values):
    """Ticks are even and few, zero is one of them, and no value lies outside."""
    scale = scale_of(values)
    assert scale.low <= min(0, *values)
    assert scale.high >= max(0, *values)
    assert scale.low < scale.high
    assert 0 in scale.ticks
    assert 2 <= len(scale.ticks) <= 7
    assert 1 == len({after - before for before, after in pairwise(scale.ticks)})


SUMMARIES = {
    "one value": (series("2023=90"), "只有一个数值：2023年为90%。目标：不低于95%。"),
    "risen": (series("2021=90 2022=92"), "共2个数值：从2021年的90%升到2022年的92%。"),
    "fallen": (series("2021=92 2022=90"), "共2个数值：从2021年的92%降到2022年的90%。"),
    "equal": (series("2021=90 2022=90"), "共2个数值：2021年和2022年都是90%。"),
    "highest between": (series("2020=7 2021=8 2022=5"), "从2020年的7%降到2022年的5%。最高的是2021年：8%。"),
    "lowest between": (series("2020=7 2021=3 2022=8"), "从2020年的7%升到2022年的8%。最低的是2021年：3%。"),
    "both between": (series("2019=5 2020=9 2021=1 2022=6"), "最高的是2020年：9%。最低的是2021年：1%。"),
    "twice the highest": (series("2019=5 2020=9 2021=9 2022=6"), "最高的是2020年、2021年：9%。"),
    "often the highest": (series("2018=5 2019=9 2020=9 2021=9 2022=6"), "最高的是3个时期：9%。"),
    "vague values": (series("2021=20余 2022=40余"), "共2个数值：最早是2021年的20%以上，最近是2022年的40%以上。"),
    "a half year and a year": (series("2021-H1=1 2022=2"), "共2个数值：最早是2021年上半年的1%，最近是2022年的2%。"),
    "two half years": (series("2021-H1=1 2021-H2=2"), "从2021年上半年的1%升到2021年下半年的2%。"),
}


@pytest.mark.parametrize("kind", SUMMARIES)
def test_summary_says_what_is_there(kind):
    """First and last, highest and lowest where they are neither; risen or fallen only where both can be compared."""
    results, expected = SUMMARIES[kind]
    chart = chart_of(results, *((target(),) if len(results) == 1 else ()))
    assert chart is not None
    assert say(chart_summary(chart)).endswith(expected)


def test_summary_compares_nothing_across_a_break():
    """A change of definition is told, and then neither rise nor extremes are."""
    rows = [*series("2019=5 2020=9 2021=1"), result(result_id="r", period="2022", value=Decimal(6), is_break=True)]
    chart = chart_of(rows)
    assert chart is not None
    words = say(chart_summary(chart))
    assert "共4个数值：最早是2019年的5%，最近是2022年的6%。2022年的口径与前一个数值不同，前后不能直接比较。" == words


def test_summary_names_target_and_baseline():
    """Those who cannot see the lines read what they stand for."""
    chart = chart_of(series("2019=80 2021=90"), target(), before=Y2020)
    assert chart is not None
    assert say(chart_summary(chart)).endswith("目标：不低于95%。计划开始前（2019年）：80%。")


def test_summary_of_statuses(statuses):
    """How many tasks, in how many areas, with which status."""
    chart = status_chart("全部", [("甲", {"done": 2, "ongoing": 1}), ("乙", {"done": 4}), ("丙", {})], statuses)
    assert chart is not None
    assert "共7项任务，分属2个方面。其中“已完成”6项、“长期任务”1项。" == say(chart_summary(chart))


@given(st.lists(st.integers(-9, 9), min_size=2, max_size=8))
def test_summary_is_true_of_any_series(numbers):
    """«Rose» and «fell» stand exactly where the last value is greater or less than the first."""
    chart = chart_of(series(" ".join(f"{2000 + place}={number}" for place, number in enumerate(numbers))))
    assert chart is not None
    words = say(chart_summary(chart))
    assert ("升到" in words) == (numbers[-1] > numbers[0])
    assert ("降到" in words) == (numbers[-1] < numbers[0])
    assert ("最高" in words) == (max(numbers) > max(numbers[0], numbers[-1]))
    assert ("最低" in words) == (min(numbers) < min(numbers[0], numbers[-1]))


def test_rows_are_the_chart_as_a_table():
    """The CSV file has period, value, unit, target, baseline and breaks of every bar, digit for digit."""
    rows = [*series("2019=80.50 2021=90余"), result(result_id="r", period="2022", value=Decimal(12345678))]
    chart = chart_of(rows, target(), before=Y2020)
    assert chart is not None
    header, table = chart_rows(chart, say)
    assert ["时期", "数值", "单位", "公布的写法", "目标值", "目标", "计划开始前", "口径"] == header
    assert [
        ["2019年", "80.50", "%", "80.50%", "95", "不低于95%", "80.50", ""],
        ["2021年", "90", "%", "90%以上", "95", "不低于95%", "80.50", ""],
        ["2022年", "12345678", "%", "12,345,678%", "95", "不低于95%", "80.50", ""],
    ] == table


def test_rows_say_where_the_definition_changes():
    """Only after the first row is there anything that a value could differ from."""
    chart = chart_of([result(is_break=True), result(result_id="r2", period="2024", is_break=True)])
    assert chart is not None
    assert ["", "与前一个数值不同"] == [row[-1] for row in chart_rows(chart, say)[1]]


def test_rows_of_statuses_sum_up(statuses):
    """For each area the counts by status and their sum."""
    chart = status_chart("全部", [("甲", {"done": 2, "ongoing": 1}), ("乙", {"done": 4})], statuses)
    assert chart is not None
    expected = (["方面", "已完成", "长期任务", "合计"], [["甲", "2", "1", "3"], ["乙", "4", "0", "4"]])
    assert expected == chart_rows(chart, say)


def test_csv_opens_in_a_spreadsheet():
    """The file begins with the mark by which spreadsheet programs know its encoding, and no cell is a formula."""
    chart = chart_of(series("2021=-3 2022=0"), target(comparator="eq"))
    assert chart is not None
    text = chart_csv(chart, say)
    assert text.startswith("\ufeff时期,")
    cells = [cell for row in csv.reader(io.StringIO(text[1:])) for cell in row]
    assert [] == [cell for cell in cells if cell.startswith(("=", "@", "+"))]


def test_status_chart_has_every_number(statuses):
    """For each area and status the bar is as long as the number; what nobody has is left out, and order is kept."""
    counts = [("甲", {"not_due": 2, "done": 1}), ("乙", {"done": 3}), ("丙", {})]
    chart = status_chart("全部", counts, statuses)
    assert chart is not None
    figure = plotly_figure(chart, say)
    assert [("已完成", [1, 3]), ("未到期", [2, 0])] == [(part["name"], part["x"]) for part in figure["data"]]
    assert all(part["y"] == ["甲", "乙"] for part in figure["data"])


def test_one_status_is_no_status_chart(statuses):
    """A picture would not make it clearer that all tasks have one status; without tasks there is none either."""
    assert status_chart("全部", [], statuses) is None
    assert status_chart("全部", [("甲", {})], statuses) is None
    assert status_chart("全部", [("甲", {"done": 3}), ("乙", {"done": 1})], statuses) is None


def test_every_task_status_has_its_colour(statuses):
    """No status of tasks is without a colour of its own; one that the palette did not know would be grey."""
    assert {row.code for row in statuses} == set(STATUS_COLOURS)
    chart = status_chart("全部", [("甲", {row.code: 1 for row in statuses})], statuses)
    assert chart is not None
    colours = [part["marker"]["color"] for part in plotly_figure(chart, say)["data"]]
    assert len(set(colours)) == len(statuses)


def test_every_word_of_a_chart_can_be_translated(statuses):
    """In a language without Chinese nothing Chinese is left; labels of statuses come translated."""
    latin = Latin()

    def words(text: Words) -> str:
        return shown(text, latin)

    rows = [
        *series("2019=80 2021-H1=90余 2022=183000"),
        result(result_id="r", period="2023-Q2", value=Decimal(1), is_break=True),
    ]
    chart = chart_of(rows, target(), before=Y2020, name="rate")
    assert chart is not None
    whole = json_text(plotly_figure(chart, words)) + chart_csv(chart, words) + words(chart_summary(chart))
    plain = [Status(row.scope, row.code, row.code, row.icon, "") for row in statuses]
    stacked = status_chart(Sentence("全部"), [("a", {"done": 1, "behind": 2})], plain)
    assert stacked is not None
    whole += json_text(plotly_figure(stacked, words)) + chart_csv(stacked, words) + words(chart_summary(stacked))
    assert [] == HAN.findall(whole)


@pytest.fixture(scope="module")
def views(load_fixture, schemas_dir, edition) -> Views:
    """The complete package as pages see it."""
    made, vocabulary, day = load_fixture("complete"), load_vocabulary(schemas_dir), date(2026, 11, 22)
    return Views(
        made, assess_package(made, day), assess_reports(made, public_obligations(vocabulary), day), vocabulary, edition
    )


def test_pages_and_charts_agree_on_there_being_a_chart(views):
    """A page shows a chart exactly where its figure and its rows stand beside it, and Plotly accepts the figure."""
    pages = {page.address: page for page in locality_pages(views, [], ())}
    shown_on = {address for address, page in pages.items() if 'data-chart="chart.json"' in page.body}
    assert len(shown_on) > 3
    assert shown_on == {address for address, page in pages.items() if "chart.json" in page.files}
    for address in shown_on:
        assert {"chart.json", "chart.csv"} == set(pages[address].files) - {"calendar.ics"}
        assert as_plotly(json.loads(pages[address].files["chart.json"]))
    tasks = [page.body for page in pages.values() if "/tasks/" in page.address and "data-chart" in page.body]
    assert tasks
    assert all('data-chart="../../indicators/' in body for body in tasks)


def test_bars_are_the_numbers_of_the_table(views):
    """Each bar of the complete package has the period and the value of a row of the table on the same page."""
    drawn_bars = 0
    for row in views.package.indicators:
        chart = views.charts[row.indicator_id]
        if chart is None:
            continue
        results = views.package.results_of_indicator[row.indicator_id]
        table = {
            (result.result.period, say(result.value)) for result in map(views.result_rows.get, ids(results)) if result
        }
        for point, text in zip(chart.points, plotly_figure(chart, say)["data"][0]["text"], strict=True):
            drawn_bars += 1
            assert (point.result.period, text) in table
    assert drawn_bars > 8


def ids(results: tuple[Result, ...]) -> list[str]:
    return [row.result_id for row in results]


def test_points_come_once_a_period():
    """Of two rows for one stretch of time the later one in the table is drawn."""
    rows = (result(), result(result_id="r2", value=Decimal(3)))
    assert [Decimal(3)] == [point.value for point in drawable_points(rows)]

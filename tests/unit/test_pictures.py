"""Pictures: what is drawn when the page is built has every number, stays in its room, and no word lies on another."""

import math
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from generator.charts import (
    BulletRow,
    Picture,
    SeriesChart,
    baseline_point,
    bullet_chart,
    indicator_chart,
    picture_of,
    plotly_figure,
    status_chart,
)
from generator.charts.columns import NARROW, Columns, Mark, columns_of
from generator.charts.lettering import LABEL_SIZE, LINE_HEIGHT, VALUE_SIZE, in_lines, width_of
from generator.charts.palette import COLOURS, DARK_GROUND, LIGHT_GROUND, STATUS_COLOURS, css_name
from generator.charts.placing import evenly, spaced
from generator.language import CHINESE
from generator.pages.render import environment
from generator.settings import ROOT
from generator.vocabulary import Status, load_vocabulary
from tests.rules.packages import indicator, result, series, target

say = CHINESE.say
STYLESHEET = ROOT / "site_overrides" / "assets" / "stylesheets" / "gongkai.css"


@pytest.fixture(scope="module")
def statuses() -> list[Status]:
    """Every status of tasks, in the order of the codelist."""
    return [row for (scope, _), row in load_vocabulary(ROOT / "schemas").statuses.items() if scope == "task"]


def chart_of(cell: str, *targets, before: int | None = None, **fields) -> SeriesChart:
    rows = tuple(series(cell))
    base = baseline_point(rows, date(before, 1, 1) if before else None)
    chart = indicator_chart(indicator(**fields), rows, targets, base)
    assert chart is not None
    return chart


def markup(name: str, *arguments) -> html.HtmlElement:
    """A macro of ``picture.html`` as a tree."""
    macro = getattr(environment(CHINESE).get_template("picture.html").module, name)
    return html.fromstring(str(macro(*arguments)))


def figure(picture: Picture) -> html.HtmlElement:
    return markup("figure", picture, "chart.json", "#results", "chart.csv")


def texts(tree: html.HtmlElement, kind: str) -> list[str]:
    return [node.text_content() for node in tree.iter() if kind in (node.get("class") or "").split()]


# Lettering.

LINES = [
    ("2023年", 100, ["2023年"]),
    ("2022年第三季度", 50, ["2022年", "第三季度"]),
    ("截至2021年6月末", 60, ["截至", "2021年", "6月末"]),
    ("2015年至2020年", 60, ["2015年至", "2020年"]),
    ("不低于4,618,000,000元", 60, ["不低于", "4,618,000,000", "元"]),
    ("up to the end of June 2021", 80, ["up to the", "end of June", "2021"]),
    ("完成情况（暂行）", 62, ["完成情况", "（暂行）"]),
    ("", 10, []),
]


@pytest.mark.parametrize(("text", "room", "expected"), LINES)
def test_lines_break_between_words(text, room, expected):
    """Numbers stay whole with the sign that belongs to them; marks open and close no line wrongly."""
    assert expected == list(in_lines(text, room))


@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"))), st.integers(1, 400))
def test_lines_lose_no_letter(text, room):
    """Breaking lines drops spaces between words and nothing else."""
    assert "".join(text.split()) == "".join("".join(in_lines(text, room)).split())


@given(st.lists(st.floats(1, 200), min_size=1, max_size=40), st.floats(1, 120))
def test_words_of_a_row_never_touch(widths, slot):
    """Whatever may stand stands apart from all that stands, and the first that is asked for always may."""
    for chosen in (spaced(widths, slot, range(len(widths))), evenly(widths, slot)):
        row = slot * len(widths)
        spans = []
        for place in sorted(chosen):
            start = min(max((place + 0.5) * slot - widths[place] / 2, 0), max(row - widths[place], 0))
            spans.append((start, start + widths[place]))
        assert all(before[1] < after[0] for before, after in pairwise(spans))
    assert 0 in spaced(widths, slot, range(len(widths)))


# Upright bars.

NUMBERS = st.one_of(
    st.decimals(-(10**15), 10**15, places=6),
    st.integers(-20, 20).map(Decimal),
    st.sampled_from(
        [Decimal("1e30"), Decimal("-1e30"), Decimal("1e-30"), Decimal("999999999999999.999999"), Decimal(0)]
    ),
)


@st.composite
def charts(draw) -> SeriesChart:
    """Any series, with any target and baseline."""
    numbers = draw(st.lists(NUMBERS, min_size=1, max_size=40))
    rows = tuple(
        result(
            result_id=f"r{place}",
            period=f"{1950 + place}",
            value=number,
            precision=draw(st.sampled_from(["exact", "about", "at_least"])),
            is_break=draw(st.booleans()),
        )
        for place, number in enumerate(numbers)
    )
    chart = indicator_chart(indicator(unit_of_measure=draw(st.sampled_from(["%", "人次", "元"]))), rows, (target(),))
    assert chart is not None
    return replace(
        chart,
        target=draw(st.one_of(st.none(), NUMBERS.map(lambda value: target(value=value)))),
        baseline=draw(st.one_of(st.none(), st.sampled_from(chart.points))),
    )


def box(mark: Mark, size: float, plot: float) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of words in a plot of some width."""
    width = width_of(mark.text, size)
    middle = plot * mark.x / 100
    left = {"start": middle, "middle": middle - width / 2, "end": middle - width}[mark.anchor]
    return left, left + width, mark.y - size, mark.y + size / 3


def lies_on(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


@settings(max_examples=200, deadline=None)
@given(charts())
def test_any_series_stays_in_its_picture(chart):
    """Huge, tiny, zero, negative: every bar, line and word has a finite place inside, and no words lie on others."""
    picture = picture_of(chart, say)
    columns = picture.columns
    assert columns is not None
    room = NARROW if picture.lying is None else 520
    plot = room - columns.axis - columns.gutter
    for bar in columns.bars:
        assert 0 <= bar.left < bar.left + bar.width <= 100
        assert 0 <= bar.y <= bar.y + bar.height <= columns.foot < columns.height
        for mark in (*([bar.value] if bar.value else []), *bar.period):
            assert math.isfinite(mark.x)
            assert 0 <= mark.x <= 100
            assert VALUE_SIZE <= mark.y <= columns.height
    for level in columns.levels:
        assert 0 <= level.x < 100
        assert 0 <= level.y <= columns.foot
        assert all(LABEL_SIZE <= mark.y <= columns.height for mark in level.words)
        assert all(8 + width_of(mark.text) <= columns.gutter + 1 or len(mark.text) > 12 for mark in level.words)
    periods = [box(mark, LABEL_SIZE, plot) for bar in columns.bars for mark in bar.period]
    assert not any(lies_on(*pair) for pair in combinations(periods, 2))
    values = [box(bar.value, VALUE_SIZE, plot) for bar in columns.bars if bar.value]
    assert not any(lies_on(*pair) for pair in combinations(values, 2))
    assert all(-0.1 <= left <= right <= plot + 0.1 for left, right, _, _ in periods)
    assert all(-0.1 <= left <= right <= plot + 0.1 or right - left > plot for left, right, _, _ in values)
    words = [mark.y for level in columns.levels for mark in level.words]
    assert not any(abs(one - other) < LINE_HEIGHT - 0.01 for one, other in combinations(words, 2))
    if picture.lying:
        assert all(0 <= bar.left <= bar.left + bar.width <= 100 for bar in picture.lying.bars)
        assert all(0 <= level.x <= 100 for level in picture.lying.levels)


def test_bars_are_as_high_as_their_values():
    """Heights are in the proportion of the values, from the zero line, up or down."""
    columns = picture_of(chart_of("2020=10 2021=5 2022=-10 2023=0"), say).columns
    assert columns is not None
    high, half, low, none = columns.bars
    assert half.height == pytest.approx(high.height / 2)
    assert low.height == pytest.approx(high.height)
    assert 0 == none.height
    assert low.y == columns.zero == high.y + high.height


def heights(columns: Columns) -> list[float]:
    """Values read back off the drawing."""
    span = float(columns.scale.high - columns.scale.low)
    pixels = columns.foot - columns.ticks[-1].y
    return [round(bar.height / pixels * span, 1) for bar in columns.bars]


def test_picture_and_figure_show_the_same():
    """The picture that is printed and the figure that Plotly draws have the same bars, words, lines and height."""
    chart = chart_of("2019=80 2021=90.5 2022=92", target(), before=2020)
    columns, plot = picture_of(chart, say).columns, plotly_figure(chart, say)
    assert columns is not None
    assert [80.0, 90.5, 92.0] == heights(columns) == plot["data"][0]["y"]
    assert plot["layout"]["height"] == columns.height
    assert [mark.text for mark in columns.ticks] == plot["layout"]["yaxis"]["ticktext"]
    notes = {note["text"] for note in plot["layout"]["annotations"]}
    assert {f"<b>{bar.value.text}</b>" for bar in columns.bars if bar.value} < notes
    assert columns.unit in notes


def test_few_bars_stand_upright_everywhere():
    """Where all words have room on a narrow phone one picture is enough."""
    picture = picture_of(chart_of("2021=7 2022=8 2023=5"), say)
    assert picture.lying is None
    assert picture.columns is not None
    assert picture.columns.is_whole


CROWDED = {
    "long numbers": "2021=4618000000 2022=5120000000.5 2023=999999999999.123456",
    "many years": " ".join(f"{2010 + place}={place}.25" for place in range(12)),
    "long periods": "2015/2020=1 ../2021-06=2 2022-H1=3 2022-Q3=4 2022-11=5",
}


@pytest.mark.parametrize("kind", CROWDED)
def test_crowded_bars_lie_on_narrow_pages(kind):
    """Where words would crowd, narrow pages get lying bars, each with its whole period and value."""
    chart = chart_of(CROWDED[kind])
    lying = picture_of(chart, say).lying
    assert lying is not None
    assert [(say(point.label), say(point.in_words("%"))) for point in chart.points] == [
        (bar.period, bar.value) for bar in lying.bars
    ]


def test_very_many_bars_stand_without_some_words():
    """Three years by months are upright bars; the last, first, highest and lowest value keep their words."""
    cell = " ".join(f"{year}-{month:02}={month * 7 % 23}" for year in (2021, 2022, 2023) for month in range(1, 13))
    picture = picture_of(chart_of(cell), say)
    assert picture.lying is None
    assert picture.columns is not None
    assert 36 == len(picture.columns.bars)
    shown = [place for place, bar in enumerate(picture.columns.bars) if bar.value]
    assert {0, 35} <= set(shown)
    assert 2 <= len(shown) <= 4
    gaps = [place for place, bar in enumerate(picture.columns.bars) if bar.period]
    assert 1 == len({after - before for before, after in pairwise(gaps)})


def test_values_move_into_bars_that_a_line_would_cross():
    """A target just above a bar runs where its value would stand; inside the bar it can be read."""
    over, within = chart_of("2021=60 2022=62"), chart_of("2022=90 2023=91", target())
    assert not columns_of(over, say, NARROW).is_within
    assert columns_of(within, say, NARROW).is_within


def test_names_of_levels_stand_by_their_lines():
    """Each name is centred on its line; two lines that run close have their names one below the other."""
    columns = columns_of(chart_of("2019=10 2021=90", target(), before=2020), say, NARROW)
    for level in columns.levels:
        middle = sum(mark.y for mark in level.words) / len(level.words)
        assert middle == pytest.approx(level.y, abs=6)
    close = columns_of(chart_of("2019=94 2021=96", target(), before=2020), say, NARROW)
    promised, before = close.levels
    assert promised.words[-1].y < before.words[0].y
    turned = columns_of(chart_of("2019=96 2021=97", target(), before=2020), say, NARROW)
    assert turned.levels[1].words[-1].y < turned.levels[0].words[0].y
    assert ["目标", "不低于95%"] == [mark.text for mark in promised.words]
    assert ["计划开始前", "2019年 94%"] == [mark.text for mark in before.words]
    assert (0, 0) == (promised.x, before.x)
    later = columns_of(chart_of("2018=80 2019=94 2021=96", target(), before=2020), say, NARROW)
    assert [0, pytest.approx(100 / 3)] == [level.x for level in later.levels]


# Markup.


def test_markup_of_a_series_says_all_its_numbers():
    """Values, periods, unit, target and baseline stand in the picture; caption, table and CSV beside it."""
    tree = figure(picture_of(chart_of("2019=91 2021=92.5", target(), before=2020, name="应诉率"), say))
    assert ["91%", "92.5%"] == texts(tree, "gk-picture__value")
    assert {"2019年", "2021年"} == set(texts(tree, "gk-picture__label"))
    assert ["单位：%"] == texts(tree, "gk-picture__unit")
    assert ["目标", "不低于95%", "计划开始前", "2019年 91%"] == texts(tree, "gk-picture__name")
    assert "应诉率" == tree.get("aria-label")
    assert "从2019年的91%升到2021年的92.5%" in tree.find("figcaption").text_content()
    assert ["#results", "chart.csv"] == [link.get("href") for link in tree.iter("a")]
    assert "应诉率.csv" == [link.get("download") for link in tree.iter("a")][1]
    (place,) = tree.xpath("//*[@data-chart]")
    assert ("chart.json", "应诉率") == (place.get("data-chart"), place.get("data-name"))


def test_markup_of_lying_bars_says_them_too():
    """The rows for narrow pages have the same words; the names of the lines stand above them."""
    tree = figure(picture_of(chart_of(CROWDED["many years"], target(value=Decimal(9))), say))
    rows = [row.text_content().split() for row in tree.iter("li")]
    assert [f"{2010 + place}年" for place in range(12)] == [row[0] for row in rows]
    assert [f"{place}.25%" for place in range(12)] == [row[1] for row in rows]
    assert "目标：不低于9%" in texts(tree, "gk-picture__name")


def test_a_break_is_named_upright_and_lying():
    """The line between two definitions says what it is in both pictures."""
    rows = [*series(CROWDED["many years"]), result(result_id="r", period="2023", value=Decimal(3), is_break=True)]
    chart = indicator_chart(indicator(), tuple(rows), ())
    assert chart is not None
    tree = figure(picture_of(chart, say))
    assert "口径不同" in texts(tree, "gk-picture__label")
    assert ["口径不同"] == [node.text for node in tree.xpath("//li/i")]


def test_markup_of_statuses_has_every_number(statuses):
    """Each part says its number, with the sign of its status where there is room; what finds none is said in words."""
    chart = status_chart(
        "全部", [("甲", {"done": 12, "ongoing": 1}), ("乙", {"done": 100, "behind": 3, "not_due": 1})], statuses
    )
    assert chart is not None
    tree = figure(picture_of(chart, say))
    rows = [" ".join(row.text_content().split()) for row in tree.xpath("//ol/li")]
    assert ["甲 13项任务 ✓ 12 另有“长期任务”1项。", "乙 104项任务 ✓ 100 另有“滞后”3项、“未到期”1项。"] == [
        row.replace("务✓", "务 ✓").replace("另", " 另").replace("  ", " ") for row in rows
    ]
    legend = [" ".join(item.text_content().split()) for item in tree.xpath("//ul/li")]
    assert ["✓ 已完成 112", "↘ 滞后 3", "◷ 未到期 1", "↻ 长期任务 1"] == legend


def test_parts_of_a_stack_fill_it_in_order(statuses):
    """Parts follow one another without gap, all bars on one scale, the longest over the full width."""
    chart = status_chart("全部", [("甲", {"done": 2, "ongoing": 2}), ("乙", {"done": 3, "ongoing": 5})], statuses)
    assert chart is not None
    stacks = picture_of(chart, say).stacks
    assert stacks is not None
    ends = [[(part.left, part.left + part.width) for part in bar.parts] for bar in stacks.bars]
    assert [[(0, 25), (25, 50)], [(0, 37.5), (37.5, 100)]] == ends


HOSTILE = '<script>alert(1)</script>"><img src=x onerror=y>'


def test_hostile_words_stay_words(statuses):
    """Names, units and areas are text in the markup, whatever they look like."""
    hostile_status = replace(statuses[0], label=HOSTILE)
    stacked = status_chart(HOSTILE, [(HOSTILE, {"done": 1, "behind": 1})], [hostile_status, statuses[2]])
    assert stacked is not None
    row = BulletRow(HOSTILE, "#", HOSTILE, HOSTILE, hostile_status, HOSTILE, "ge", Decimal(1), result=Decimal(1))
    bullets = markup("bullets", bullet_chart([row]), str)
    trees = [figure(picture_of(chart_of("2021=1 2022=2", name=HOSTILE, unit_of_measure="个"), say)), bullets]
    for tree in [*trees, figure(picture_of(stacked, say))]:
        assert HOSTILE in tree.text_content()
        assert not list(tree.iter("script", "img"))
        assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on")]


def test_markup_needs_no_style_and_no_id(statuses):
    """Everything is said by classes and attributes, so that charts may stand on a page in any number."""
    chart = status_chart("全部", [("甲", {"done": 1, "behind": 1})], statuses)
    assert chart is not None
    both = picture_of(chart_of(CROWDED["long numbers"], target(), before=2022), say)
    for tree in (figure(picture_of(chart, say)), figure(both), markup("bullets", bullet_chart([BULLET]), str)):
        assert not [node for node in tree.iter() if node.get("style") or node.get("id")]
        assert not [node for node in tree.iter() if node.get("role")]


def test_file_names_are_fit_for_any_system():
    """Downloads are called as the chart is, without the signs that file systems refuse."""
    assert "甲乙丙" == picture_of(chart_of("2021=1 2022=2", name='甲/乙:"丙"?'), say).file_name


# Targets against results.

MET = Status("target", "met", "达到", "check", "")
BULLET = BulletRow("应诉率", "a/", "不低于95%", "2023年 92.5%", MET, "%", "ge", Decimal(95), result=Decimal("92.5"))


def bullet(**fields):
    chart = bullet_chart([replace(BULLET, **fields)])
    assert chart is not None
    return chart.compared[0]


def test_bullet_is_on_its_own_scale_from_zero():
    """A percentage runs to 100, another number a little beyond the greatest; lengths are in proportion."""
    share = bullet()
    assert (share.bar, share.mark) == (pytest.approx(0.99 * 92.5), pytest.approx(0.99 * 95))
    count = bullet(unit="项", target=Decimal(130), result=Decimal(260))
    assert count.bar == pytest.approx(2 * count.mark, abs=0.01)
    assert 80 < count.bar < 99
    small = bullet(target=Decimal(5), result=Decimal("3.2"))
    assert small.mark > 80


KEPT = {"ge": "right", "gt": "right", "full": "right", "le": "left", "lt": "left", "eq": None, "approx": None}


@pytest.mark.parametrize("comparator", KEPT)
def test_bullet_shows_on_which_side_the_promise_is_kept(comparator):
    """From the mark on where at least that much is promised, up to it where at most."""
    row = bullet(comparator=comparator)
    assert {"right": (row.mark, 99.0), "left": (0.0, row.mark), None: None}[KEPT[comparator]] == row.kept


def test_bullet_of_a_range():
    """Between the two ends."""
    row = bullet(comparator="range", target=Decimal(20), upper=Decimal(80), result=Decimal(50))
    assert (pytest.approx(0.99 * 20), pytest.approx(0.99 * 80)) == row.kept


@given(NUMBERS, NUMBERS, st.sampled_from([*KEPT, "range"]), st.sampled_from(["%", "件"]))
def test_any_bullet_stays_on_its_track(target_value, result_value, comparator, unit):
    """Huge, tiny, zero, negative: everything drawn lies between the ends."""
    row = bullet(target=target_value, result=result_value, comparator=comparator, unit=unit, upper=target_value)
    places = [row.bar, row.mark, *(row.kept or ())]
    assert all(place is not None and 0 <= place <= 99 for place in places)


def test_rows_without_a_result_stand_back():
    """They are still there, after those that can be compared; where none can, there is no chart."""
    missing, masked = replace(BULLET, result=None, name="甲"), replace(BULLET, target=None, name="乙")
    chart = bullet_chart([missing, BULLET, masked])
    assert chart is not None
    assert ["应诉率"] == [row.row.name for row in chart.compared]
    assert ["甲", "乙"] == [row.row.name for row in chart.others]
    assert bullet_chart([missing, masked]) is None
    assert bullet_chart([]) is None
    tree = markup("bullets", chart, str)
    assert "另有2个目标没有可以对照的结果" == tree.xpath("//summary")[0].text
    assert ["应诉率", "甲", "乙"] == [link.text for link in tree.iter("a")]
    assert [1, 0] == [len(row.findall("svg")) for row in tree.xpath("//details//li")]


def test_words_of_a_bullet_say_everything():
    """Name with link, status, promise and result stand as text, and only the drawing is hidden from screen readers."""
    tree = markup("bullets", bullet_chart([BULLET]), lambda address: f"../{address}")
    row = tree.xpath("//li[contains(@class, 'gk-bullets__row')]")[0]
    assert "../a/" == row.find("a").get("href")
    assert "应诉率 ✓达到 目标：不低于95% 结果：2023年 92.5%" == " ".join(row.text_content().split())
    assert ["true"] == [node.get("aria-hidden") for node in row.findall("svg")]


# Colours.


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


# Full loss of one kind of cone (Machado, Oliveira and Fernandes 2009), and none.
VISIONS = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}


def seen(colour: str, vision: str) -> tuple[float, float, float]:
    """CIE L*a*b* of a colour as somebody sees it."""
    rgb = linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, rgb, strict=True)))) for row in VISIONS[vision]
    )

    def curve(part: float) -> float:
        return part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116

    x = curve((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047)
    y = curve(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    z = curve((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("mark", COLOURS)
def test_marks_and_words_in_them_have_contrast(mark):
    """3 : 1 between a mark and its ground, 4.5 : 1 between words and the mark they stand in, light and dark."""
    colour = COLOURS[mark]
    assert contrast(colour.light, LIGHT_GROUND) >= 3
    assert contrast(colour.dark, DARK_GROUND) >= 3
    assert contrast(colour.light, colour.light_ink) >= 4.5
    assert contrast(colour.dark, colour.dark_ink) >= 4.5


@pytest.mark.parametrize("mark", ["target", "baseline"])
def test_names_of_lines_can_be_read(mark):
    """They are written in the colour of their line: 4.5 : 1."""
    assert contrast(COLOURS[mark].light, LIGHT_GROUND) >= 4.5
    assert contrast(COLOURS[mark].dark, DARK_GROUND) >= 4.5


@pytest.mark.parametrize("ground", ["light", "dark"])
@pytest.mark.parametrize("vision", VISIONS)
def test_colour_blind_readers_can_tell_statuses_apart(vision, ground):
    """Every two colours of statuses differ clearly (ΔE*ab 12) in each kind of colour vision."""
    colours = {mark: getattr(colour, ground) for mark, colour in STATUS_COLOURS.items()}
    pairs = combinations(colours, 2)
    assert [] == [pair for pair in pairs if math.dist(*(seen(colours[mark], vision) for mark in pair)) < 12]


def test_stylesheet_has_the_colours_of_the_palette():
    """The custom properties say what the palette says, for light and for dark ground."""
    text = STYLESHEET.read_text(encoding="utf-8")
    for mark, colour in COLOURS.items():
        name = f"--gk-chart-{css_name(mark)}"
        assert [colour.light, colour.dark] == re.findall(rf"{name}: (#\w+);", text), name
        assert [colour.light_ink, colour.dark_ink] == re.findall(rf"{name}-ink: (#\w+);", text), name

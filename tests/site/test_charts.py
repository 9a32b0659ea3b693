"""Charts in a real browser: the picture on the page, what the script draws over it, and when it leaves it alone.

Most run on a small page with the site's own scripts, stylesheet and chart code, so that every kind of chart is there.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from mimetypes import guess_type
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from generator.artifacts import json_text
from generator.charts import Chart, baseline_point, indicator_chart, picture_of, plotly_figure, status_chart
from generator.language import CHINESE
from generator.pages.render import environment
from generator.settings import ROOT
from generator.site import CHART_LIBRARY, CHART_LOCALE, add_chart_library
from generator.vocabulary import load_vocabulary
from tests.rules.packages import indicator, result, series, target
from tests.site.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("charts")]

say = CHINESE.say
HOST = "http://localhost:1/"
ASSETS = ROOT / "site_overrides" / "assets"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; "
    "style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'"
)
# The variables that are the theme's.
THEME = """body { --md-default-bg-color: #fff; background: var(--md-default-bg-color); color: var(--gk-ink); }
body { margin: 16px; }
body[data-md-color-scheme="slate"] { --md-default-bg-color: #151b22; }
html { font-size: 125%; } body { font-size: .8rem; } .far { height: 3000px; } figure { margin: 0; }"""
FRAME = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>图</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<link rel="stylesheet" href="/theme.css"><link rel="stylesheet" href="/assets/stylesheets/gongkai.css"></head>
<body class="md-typeset" data-md-color-scheme="{scheme}"><a href="#top">上</a><main class="md-content">{body}</main>
<script src="/assets/javascripts/gongkai.js"></script></body></html>"""


def of_series(cell: str, *targets, before: int | None = None, **fields) -> Chart:
    rows = tuple(series(cell))
    base = baseline_point(rows, date(before, 1, 1)) if before else None
    chart = indicator_chart(indicator(**fields), rows, targets, base)
    assert chart is not None
    return chart


def of_breaks() -> Chart:
    rows = (*series("2020=60 2021=62"), result(result_id="r", period="2022", value=Decimal(80), is_break=True))
    chart = indicator_chart(indicator(name="口径改变"), rows, ())
    assert chart is not None
    return chart


def of_statuses() -> Chart:
    statuses = [row for (scope, _), row in load_vocabulary(ROOT / "schemas").statuses.items() if scope == "task"]
    rows = [
        (
            "健全政府机构职能体系，推动更好发挥政府作用，加快推进治理规范化程序化法治化",
            {"due_no_result": 12, "ongoing": 3},
        ),
        ("健全行政决策制度体系", {"not_due": 4, "behind": 2}),
        ("加强党对法治政府建设的领导", {"done": 1, "due_no_result": 1, "ongoing": 30}),
    ]
    chart = status_chart("各方面的任务，按状态", rows, statuses)
    assert chart is not None
    return chart


CHARTS: dict[str, Callable[[], Chart]] = {
    "few": lambda: of_series("2020=7 2021=8 2023=5", name="会议次数", unit_of_measure="次"),
    "target": lambda: of_series("2019=91 2020=92.5 2021=93 2022=89.25 2023=96", target(), before=2020, name="应诉率"),
    "apart": lambda: of_series("2019=60 2021=83 2022=70", target(), before=2020, name="三个数值"),
    "single": lambda: of_series("2023=90", target(), name="一个数值"),
    "great": lambda: of_series(
        "2021=4618000000 2022=5120000000.5 2023=999999999999.123456", target(value=Decimal(4618000000)), name="交易额"
    ),
    "break": of_breaks,
    "negative": lambda: of_series("2021=-3 2022=0 2023=2", name="增减", unit_of_measure="百分点"),
    "periods": lambda: of_series("2015/2020=1 ../2021-06=2 2022-H1=3 2022-Q3=4 2022-11=5", name="各种时期"),
    "months": lambda: of_series(
        " ".join(
            f"{year}-{month:02}={(7 * month + year) % 23 + 3}" for year in (2021, 2022, 2023) for month in range(1, 13)
        )
    ),
    "statuses": of_statuses,
}


@dataclass
class Small:
    """A page with some charts: what it asked for, and what went wrong on it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def place(self, name: str) -> Any:
        """The place of a chart."""
        return self.page.locator(f"[data-chart='{name}.json']")

    def see(self, name: str) -> None:
        """Bring a chart into view and wait until it is drawn."""
        self.page.mouse.move(5, 5)  # nothing is loaded before the reader does something
        self.place(name).scroll_into_view_if_needed()
        expect(self.place(name)).to_have_attribute("data-drawn", "true")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The chart code as the site has it."""
    folder = tmp_path_factory.mktemp("library")
    add_chart_library(ROOT, folder)
    return folder


@pytest.fixture
def open_small(browser, library) -> Callable[..., Small]:
    """Opens a small page with the named charts, under the policy that the site is made for."""
    contexts = []

    def open_(
        *names: str,
        width: int = 1280,
        scheme: str = "default",
        language: str = "zh-CN",
        before: str = "",
        broken: str = "",
        policy: str = POLICY,
        **options: Any,
    ) -> Small:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        small = Small(context.new_page())
        figure = environment(CHINESE).get_template("picture.html").module.figure
        made = {name: CHARTS[name]() for name in names}
        body = before + "".join(
            str(figure(picture_of(chart, say), f"{name}.json", "#t", f"{name}.csv")) for name, chart in made.items()
        )
        frame = FRAME.format(body=body, scheme=scheme, language=language, policy=policy)

        def answer(route: Route) -> None:
            path = route.request.url.removeprefix(HOST)
            small.requests.append(path)
            files = [ASSETS / path.removeprefix("assets/"), library / path]
            file = next((file for file in files if path.startswith("assets/") and file.is_file()), None)
            if broken and broken in path:
                route.fulfill(status=500)
            elif path == "":
                route.fulfill(body=frame, content_type="text/html; charset=utf-8")
            elif path == "theme.css":
                route.fulfill(body=THEME, content_type="text/css")
            elif file:
                route.fulfill(path=file, content_type=guess_type(file.name)[0])
            elif path.endswith(".json") and path[:-5] in made:
                route.fulfill(body=json_text(plotly_figure(made[path[:-5]], say)), content_type="application/json")
            else:
                route.fulfill(status=404)

        small.page.on("pageerror", lambda error: small.faults.append(str(error)))
        small.page.on(
            "console", lambda said: small.faults.append(said.text) if "Content Security Policy" in said.text else None
        )
        small.page.route("http://localhost:1/**", answer)
        small.page.goto(HOST)
        return small

    yield open_
    for context in contexts:
        context.close()


FAR = '<div class="far"></div>'


def test_chart_code_is_small(library):
    """The library, its Chinese words and our script are at most 500 KB as they travel."""
    files = [library / CHART_LIBRARY, library / CHART_LOCALE, ASSETS / "javascripts" / "charts.js"]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= 500_000


def test_library_comes_when_a_chart_does(open_small):
    """Nothing is loaded before a chart is about to be seen, and the library only once for all charts of a page."""
    small = open_small("few", "apart", before=FAR)
    small.page.wait_for_load_state("networkidle")
    assert [] == [path for path in small.requests if "vendor" in path or path.endswith(".json")]
    small.see("few")
    small.see("apart")
    loaded = [path for path in small.requests if "vendor" in path]
    assert ["assets/vendor/plotly-basic.min.js", "assets/vendor/plotly-locale-zh-cn.js"] == loaded
    assert [] == small.faults


def test_chinese_words_of_the_library_come_only_to_chinese_pages(open_small):
    """Pages in other languages need no locale."""
    small = open_small("few", language="en")
    small.see("few")
    assert ["assets/vendor/plotly-basic.min.js"] == [path for path in small.requests if "vendor" in path]


MARKS = """place => {
    // Bars of no height have no place.
    const boxes = (nodes) => [...nodes].map((node) => node.getBoundingClientRect())
        .filter(({ width, height }) => width > 0.5 && height > 0.5)
        .map(({ left, right, top, bottom }) => [left, right, top, bottom]);
    return [
        boxes(place.querySelectorAll(".gk-picture rect.gk-mark:not(.gk-legend rect)")),
        boxes(place.querySelectorAll(".gk-chart__drawing .bars .point path")),
    ];
}"""


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("name", CHARTS)
def test_drawing_lies_on_the_picture(open_small, name, width):
    """Each drawn bar is where the picture has it, so nothing jumps when the one replaces the other."""
    small = open_small(name, width=width)
    small.see(name)
    picture, drawing = small.place(name).evaluate(MARKS)
    assert len(picture) == len(drawing) > 0
    for bar in picture:
        assert [box for box in drawing if box == pytest.approx(bar, abs=2.5)], (bar, drawing)
    assert [] == small.faults


def test_nothing_moves_when_charts_are_drawn(open_small):
    """The picture keeps the room: no layout shift, whatever the chart."""
    small = open_small(*CHARTS, width=375)
    small.page.evaluate(
        "() => { window.moved = 0; new PerformanceObserver((list) => list.getEntries().forEach((entry) => "
        "{ window.moved += entry.value; })).observe({ type: 'layout-shift', buffered: true }); }"
    )
    heights = small.page.evaluate("[...document.querySelectorAll('figure')].map((node) => node.offsetHeight)")
    for name in CHARTS:
        small.see(name)
    assert heights == small.page.evaluate("[...document.querySelectorAll('figure')].map((node) => node.offsetHeight)")
    assert 0 == small.page.evaluate("window.moved")


WORDS = """figure => {
    const range = document.createRange();
    const kinds = ".gk-picture text, .gk-rows span, .gk-rows b, .gk-rows i, .gk-legend li";
    const words = [...figure.querySelectorAll(kinds)];
    return words.filter((node) => node.getClientRects().length && node.textContent.trim()).map((node) => {
        range.selectNodeContents(node);
        const { left, right, top, bottom } = (node.tagName === "text" ? node : range).getBoundingClientRect();
        return [node.textContent.trim(), left, right, top, bottom, parseFloat(getComputedStyle(node).fontSize)];
    });
}"""


@pytest.mark.parametrize("width", [1280, 620, 375, 320])
def test_words_can_be_read_at_every_width(open_small, width):
    """No word of a picture lies on another, none is cut off or smaller than 11 pixels, and nothing is too wide."""
    small = open_small(*CHARTS, width=width, java_script_enabled=False)
    assert small.page.evaluate("document.documentElement.scrollWidth") <= width
    for name in CHARTS:
        words = small.page.locator("figure", has=small.place(name)).evaluate(WORDS)
        assert len(words) > 3
        for at, (text, left, right, top, bottom, size) in enumerate(words):
            assert size >= 11, (name, text)
            assert 0 <= left <= right <= width, (name, text, left, right)
            for other in words[at + 1 :]:
                apart = left >= other[2] - 1 or other[1] >= right - 1 or top >= other[4] - 4 or other[3] >= bottom - 4
                assert apart, (name, width, text, other[0])


def test_picture_stays_without_scripts(open_small):
    """Without JavaScript the picture has every number, and the ways to table and file are there."""
    small = open_small("few", java_script_enabled=False)
    text = small.page.locator("figure").inner_text()
    for words in (
        "会议次数",
        "单位：次",
        "7次",
        "8次",
        "5次",
        "2020年",
        "从2020年的7次降到2023年的5次",
        "同样的数字见表",
    ):
        assert words in text
    assert small.place("few").locator(".gk-upright").is_visible()


@pytest.mark.parametrize("broken", ["plotly-basic", ".json"])
def test_picture_stays_where_loading_fails(open_small, broken):
    """If the library or the figure does not come, the picture is all there is, and no button promises more."""
    small = open_small("few", broken=broken)
    with small.page.expect_console_message(lambda said: said.text.startswith("chart")):
        small.page.mouse.move(5, 5)
        small.place("few").scroll_into_view_if_needed()
    assert small.place("few").get_attribute("data-drawn") is None
    assert small.place("few").locator(".gk-upright").is_visible()
    assert 0 == small.page.locator("button", has_text="PNG").count()


def test_a_page_that_is_only_read_loads_no_chart_code(open_small):
    """A chart in the first window shows its picture; the library waits for the reader's first move."""
    small = open_small("few")
    small.page.wait_for_timeout(500)
    assert [] == [url for url in small.requests if "plotly" in url]
    small.see("few")
    assert [url for url in small.requests if "plotly" in url]


def test_print_shows_the_picture(open_small):
    """On paper stands the picture, not the drawing, and no button."""
    small = open_small("few", "statuses")
    small.see("few")
    small.see("statuses")
    assert small.place("few").locator(".gk-chart__drawing").is_visible()
    assert "hidden" == small.place("few").locator(".gk-upright").evaluate("node => getComputedStyle(node).visibility")
    small.page.emulate_media(media="print")
    for name, picture in (("few", ".gk-upright"), ("statuses", ".gk-rows__bar >> nth=0")):
        assert not small.place(name).locator(".gk-chart__drawing").is_visible()
        assert small.place(name).locator(picture).is_visible()
    assert not small.page.locator(".gk-figure__tools").first.is_visible()


def test_printing_loads_nothing(open_small):
    """That printing lays out the whole page is no reason to load the library."""
    small = open_small("few", before=FAR)
    small.page.wait_for_load_state("networkidle")
    small.page.evaluate("dispatchEvent(new Event('beforeprint')); document.querySelector('.far').style.height = '0'")
    small.page.wait_for_timeout(500)
    assert [] == [path for path in small.requests if "vendor" in path]


FILL = "node => getComputedStyle(node).fill"


def test_colours_follow_the_ground(open_small):
    """Changing between light and dark draws the chart anew in the colours of the ground."""
    small = open_small("few")
    small.see("few")
    bar = small.place("few").locator(".bars .point path").first
    assert "rgb(0, 114, 178)" == bar.evaluate(FILL)
    small.page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    expect(bar).to_have_css("fill", "rgb(86, 180, 233)")
    label = small.place("few").locator(".annotation-text").nth(1)
    assert "rgb(230, 235, 240)" == label.evaluate(FILL)


def test_dark_pages_are_drawn_dark_at_once(open_small):
    """The drawing has the colours of the picture under it."""
    small = open_small("target", scheme="slate")
    picture = small.place("target").locator(".gk-upright .gk-mark").first.evaluate(FILL)
    small.see("target")
    assert picture == small.place("target").locator(".bars .point path").first.evaluate(FILL) == "rgb(86, 180, 233)"


def test_narrow_and_wide_are_drawn_as_the_picture_is(open_small):
    """When the window becomes narrow, upright bars become lying ones in the drawing too."""
    small = open_small("target", width=1000)
    small.see("target")
    place = small.place("target")
    upright = place.locator(".bars .point path").first.bounding_box()
    assert upright["height"] > upright["width"]
    small.page.set_viewport_size({"width": 375, "height": 800})
    expect(place.locator(".gk-lying")).to_be_visible()
    wait_until(
        small.page,
        "() => { const box = document.querySelector('.bars .point path').getBoundingClientRect(); "
        "return box.width > box.height; }",
    )
    picture, drawing = place.evaluate(MARKS)
    assert len(picture) == len(drawing) == 5
    assert [] == small.faults


def test_systems_with_their_own_colours_keep_the_picture(open_small):
    """Where the reader's system sets all colours, nothing is drawn over the picture."""
    small = open_small("few", forced_colors="active")
    small.page.wait_for_load_state("networkidle")
    assert [] == [path for path in small.requests if "vendor" in path]
    assert small.place("few").locator(".gk-upright").is_visible()


def test_hover_says_the_exact_value(open_small):
    """A pointer on a bar shows period and value as published."""
    small = open_small("target")
    small.see("target")
    box = small.place("target").locator(".gk-upright .gk-mark").nth(1).bounding_box()
    small.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    hover = small.place("target").locator(".hovertext")
    expect(hover).to_contain_text("2020年")
    expect(hover).to_contain_text("92.5%")


def test_drawing_is_no_stop_for_the_keyboard(open_small):
    """Tab goes from the links to the button and on: nothing in the drawing takes the focus."""
    small = open_small("few", "statuses")
    small.see("few")
    small.see("statuses")
    small.page.locator("a").first.focus()
    stops = []
    for _ in range(6):
        small.page.keyboard.press("Tab")
        stops.append(small.page.evaluate("document.activeElement.textContent"))
    assert ["同样的数字见表", "下载 CSV", "下载 PNG"] * 2 == stops
    assert "true" == small.place("few").locator(".gk-chart__drawing").get_attribute("aria-hidden")


@pytest.mark.parametrize("name", ["target", "statuses"])
def test_picture_to_take_away(open_small, tmp_path, name):
    """The button gives a PNG of good size on white ground, called as the chart is, under the site's policy."""
    small = open_small(name, scheme="slate", accept_downloads=True)
    small.see(name)
    with small.page.expect_download() as download:
        small.page.locator("button", has_text="下载 PNG").press("Enter")
    assert {"target": "应诉率.png", "statuses": "各方面的任务，按状态.png"}[name] == download.value.suggested_filename
    download.value.save_as(tmp_path / "chart.png")
    content = (tmp_path / "chart.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20], "big") >= 1100
    assert [] == small.faults
    corner = small.page.evaluate(
        """async (content) => {
            const picture = await createImageBitmap(new Blob([Uint8Array.from(content)]));
            const pen = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
            pen.drawImage(picture, 0, 0);
            return [...pen.getImageData(2, 2, 1, 1).data];
        }""",
        list(content),
    )
    assert [255, 255, 255, 255] == corner


def test_pages_of_the_site_show_their_charts(public_site, open_page):
    """An indicator's page and a locality's overview draw what stands in the files beside them."""
    watched = open_page()
    for address in ("140400-changzhi/indicators/party-committee-meetings-on-law/", "140400-changzhi/"):
        watched.page.goto(public_site.url + address, wait_until="networkidle")
        place = watched.page.locator("[data-chart]").first
        watched.page.mouse.move(5, 5)
        place.scroll_into_view_if_needed()
        expect(place).to_have_attribute("data-drawn", "true")
        picture, drawing = place.evaluate(MARKS)
        assert len(picture) == len(drawing) > 2
        rows = watched.page.locator("figure a[download]").first.get_attribute("href")
        assert (public_site.folder / address / rows).read_text(encoding="utf-8").startswith("\ufeff")
    assert [] == watched.faults

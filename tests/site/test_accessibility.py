"""Accessibility of every kind of page: axe in four views, and what readers change: width, spacing, colours.

The keyboard has a file of its own, ``test_keyboard.py``.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page

from tests.site.page_kinds import open_sample, samples
from tests.site.programs import module_file

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site-tools")]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = """
    async tags => (await axe.run(document, {runOnly: tags, resultTypes: ["violations"]})).violations.map(
        rule => [rule.id, rule.nodes.length, rule.nodes[0].target.join(" "), rule.nodes[0].failureSummary])
"""
# Languages of the two editions.
LANGUAGES = {"zh", "zh-CN", "zh-Hans", "zh-Hans-CN"}

# What WCAG 1.4.12 lets a reader set.
SPACING = """
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }
"""
# Material sets 125 %, so this is text twice as large.
DOUBLED = "html { font-size: 250% !important; }"
# Text that reaches over the edge of a box that hides what does not fit. Text for screen readers alone is cut on purpose
# (1 px), what scrolls can be scrolled, and Chinese letters reach a little over a narrow line without being cut.
CUT = """
    () => [...document.body.querySelectorAll("*")].filter(element => {
        if (!element.checkVisibility({visibilityProperty: true, opacityProperty: true})) return false;
        const words = [...element.childNodes].filter(node => node.nodeType === 3 && node.textContent.trim());
        const places = words.flatMap(node => {
            const range = document.createRange();
            range.selectNodeContents(node);
            return [...range.getClientRects()];
        });
        if (!places.some(place => place.right > 0)) return false;
        for (let box = element; box && box !== document.body; box = box.parentElement) {
            const style = getComputedStyle(box);
            if (style.display === "inline" || box.clientWidth <= 2 || box.clientHeight <= 2) continue;
            if (/auto|scroll/.test(style.overflowX + style.overflowY)) return false;
            const edge = box.getBoundingClientRect();
            const spare = parseFloat(style.fontSize) / 3;
            const hides = value => value === "hidden" || value === "clip";
            const isWider = place => place.right > edge.right + 1 || place.left < edge.left - 1;
            if (hides(style.overflowX) && places.some(isWider)) return true;
            if (hides(style.overflowY) && places.some(place => place.bottom > edge.bottom + spare)) return true;
        }
        return false;
    }).map(element => `${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 30)}`)
"""
# What sticks out to the right and cannot be reached by scrolling a box of its own.
STICKS_OUT = """
    width => [...document.body.querySelectorAll("*")].filter(element => {
        if (!element.checkVisibility({visibilityProperty: true, opacityProperty: true})) return false;
        const place = element.getBoundingClientRect();
        if (place.width <= 2 || place.height <= 2 || place.right <= width + 1 || place.left < 0) return false;
        for (let box = element.parentElement; box; box = box.parentElement) {
            const style = getComputedStyle(box);
            if (["auto", "scroll"].includes(style.overflowX)) return false;
            if (["hidden", "clip"].includes(style.overflowX) && box.clientWidth <= 2) return false;
        }
        return true;
    }).map(element => `${element.tagName}.${element.className} ${Math.round(element.getBoundingClientRect().right)}`)
"""
# Forced colours take away backgrounds: a status must still be there as text, in a colour that stands out.
STATUSES = """
    () => [...document.querySelectorAll(".gk-chip")].filter(
        chip => chip.checkVisibility({visibilityProperty: true, opacityProperty: true})
    ).map(chip => [chip.innerText.trim(), getComputedStyle(chip).color, getComputedStyle(chip).backgroundColor])
"""
# Words in pictures: a halo in the colour of the background, drawn over the letters, eats them.
EATEN = """
    () => [...document.querySelectorAll("svg text")].filter(text => {
        const style = getComputedStyle(text);
        return text.checkVisibility() && style.stroke !== "none" && parseFloat(style.strokeWidth) > 0
            && style.stroke !== style.fill && !style.paintOrder.startsWith("stroke");
    }).map(text => `${text.getAttribute("class")} ${text.textContent}`)
"""


@pytest.fixture
def page_of(browser: Browser) -> Iterator[Callable[[int, int], Page]]:
    """Opens a window of a size in which nothing moves and into which styles of the test may be put."""
    opened: list[BrowserContext] = []

    def page(width: int, height: int) -> Page:
        size = {"width": width, "height": height}
        opened.append(browser.new_context(viewport=size, reduced_motion="reduce", bypass_csp=True))
        return opened[-1].new_page()

    yield page
    for context in opened:
        context.close()


def listed(found: list[list[object]]) -> str:
    """All findings, one a line; pytest itself would show the first."""
    return "\n" + "\n".join(" | ".join(map(str, one)) for one in found)


def set_scheme(page: Page, scheme: str) -> None:
    """The reader's system turns light or dark, and the page follows."""
    page.emulate_media(color_scheme=scheme)
    name = {"light": "default", "dark": "slate"}[scheme]
    page.wait_for_selector(f"body[data-md-color-scheme={name}]")


@contextmanager
def style(page: Page, text: str) -> Iterator[None]:
    """A style of the reader's own, on top of the page's."""
    page.evaluate(
        """text => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(text);
            document.adoptedStyleSheets.push(sheet);
        }""",
        text,
    )
    yield
    page.evaluate("document.adoptedStyleSheets.pop()")


@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing(public_site, fixture_site, page_of, width):
    """No violation on any kind of page, light and dark, with everything on it unfolded."""
    page = page_of(width, 900)
    axe = module_file("axe-core/axe.min.js").read_text(encoding="utf-8")
    found = []
    for sample in samples(public_site, fixture_site):
        page.emulate_media(color_scheme="light")
        open_sample(page, sample)
        page.evaluate(axe)
        for scheme in ("light", "dark"):
            set_scheme(page, scheme)
            found += [[sample.kind, scheme, *violation] for violation in page.evaluate(AXE, TAGS)]
    assert not found, listed(found)


def test_everything_fits_into_320_pixels(public_site, fixture_site, page_of):
    """A wide window at 400 % has 320 × 256 pixels: nothing but tables in boxes of their own scrolls sideways in it.

    Text spaced as WCAG 1.4.12 lets a reader space it stays whole there as well.
    """
    page = page_of(320, 256)
    found = []
    for sample in samples(public_site, fixture_site):
        page.goto(sample.url)
        found += [[sample.kind, "sticks out", one] for one in page.evaluate(STICKS_OUT, 320)]
        found += [[sample.kind, "as it is", fault] for fault in faults_of_text(page, 320)]
        with style(page, SPACING):
            found += [[sample.kind, "wider spacing", fault] for fault in faults_of_text(page, 320)]
    assert not found, listed(found)


def test_wide_pages_bear_the_readers_styles(public_site, fixture_site, page_of):
    """In a wide window wider spacing and text twice as large cut nothing off."""
    page = page_of(1280, 900)
    found = []
    for sample in samples(public_site, fixture_site):
        page.goto(sample.url)
        for text in (SPACING, DOUBLED):
            with style(page, text):
                found += [[sample.kind, text.split()[0], fault] for fault in faults_of_text(page, 1280)]
    assert not found, listed(found)


def test_the_checks_find_faults(page_of):
    """A page with faults is faulted by each of the checks, so silence means that there are none."""
    page = page_of(320, 256)
    page.set_content("""<!doctype html><html lang=zh><title>x</title><main><h1>x</h1><img src="data:,">
        <p id=cut style="overflow: hidden; white-space: nowrap; width: 60px">a long line of text</p>
        <p id=tall style="overflow: hidden; width: 215px; height: 24px; margin: 0; font: 16px monospace">
        four words of letters</p>
        <p id=wide style="width: 500px">x</p></main>""")
    page.evaluate(module_file("axe-core/axe.min.js").read_text(encoding="utf-8"))
    assert ["image-alt"] == [rule for rule, *_ in page.evaluate(AXE, TAGS)]
    assert ["P. 508"] == page.evaluate(STICKS_OUT, 320)
    assert ["scrolls sideways: 508", "P. a long line of text"] == faults_of_text(page, 320)
    with style(page, SPACING):
        assert "P. four words of letters" in faults_of_text(page, 320)


def faults_of_text(page: Page, width: int) -> list[str]:
    """Text that is cut off, and whether the page scrolls sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    return ([f"scrolls sideways: {wide}"] if wide > width else []) + page.evaluate(CUT)


def test_statuses_survive_forced_colours(public_site, fixture_site, page_of):
    """Where the system dictates the colours, each status is still written out and can be told from its background."""
    page = page_of(1280, 900)
    page.emulate_media(forced_colors="active")
    seen = 0
    for sample in samples(public_site, fixture_site):
        page.goto(sample.url)
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        for text, colour, background in page.evaluate(STATUSES):
            assert text, sample.kind
            assert colour != background, (sample.kind, text)
            seen += 1
        eaten = page.evaluate(EATEN)
        assert not eaten, (sample.kind, eaten)
    assert seen > 100


def test_pages_say_their_language(public_site, fixture_site):
    """Each page names its language, so that a screen reader pronounces it and Chinese letters are drawn as Chinese."""
    found = {}
    for sample in samples(public_site, fixture_site):
        found[sample.kind] = html.parse(str(sample.file)).getroot().get("lang")
    assert {} == {kind: language for kind, language in found.items() if language not in LANGUAGES}


def test_every_page_has_a_title_of_its_own(public_site, fixture_site):
    """A page's title names the page and the site; no two kinds share one."""
    titles: dict[str, str] = {}
    for sample in samples(public_site, fixture_site):
        if sample.kind in {"search-with-hits", "localities-of-which-one-is-broken"}:  # the same page once more
            continue
        title = re.sub(r"\s+", " ", html.parse(str(sample.file)).getroot().findtext(".//title") or "").strip()
        assert title, sample.kind
        assert title not in titles, (sample.kind, titles.get(title))
        titles[title] = sample.kind

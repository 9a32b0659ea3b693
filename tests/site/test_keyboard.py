"""The keyboard alone reaches everything, in the order of the page, and the reader always sees where it is."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from tests.site.page_kinds import open_sample, sample

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("public-site")]

# Of the plans the one with fewer stops.
KINDS = ("home", "locality", "plan-of-a-year", "task-with-figures", "search-with-hits")
WALKS = [(kind, width) for width in (1280, 375) for kind in KINDS]
# Milliseconds that a key is held: what follows the scrolling, such as a side column, must be in its place.
HELD = 15

# Everything that ought to be reached, in the order of the page. A group of radio buttons is one stop. A label is there
# to be clicked, so its control must be there for the keyboard. Boxes that scroll are stops of the browser's own.
EXPECTED = """
    () => {
        const all = [...document.querySelectorAll("*")];
        const seen = one => one.checkVisibility({visibilityProperty: true}) && !one.closest("[inert]");
        const name = one => `${one.tagName.toLowerCase()}.${one.className} «${
            (one.getAttribute("aria-label") || one.textContent || one.id).trim().slice(0, 24)}»`;
        const isStop = one => {
            if (one.type !== "radio") return true;
            const group = all.filter(other => other.type === "radio" && other.name === one.name);
            return one === (group.find(other => other.checked) || group[0]);
        };
        const inWindow = one => {
            const place = one.getBoundingClientRect();
            return seen(one) && place.width > 2 && place.height > 2 && place.right > 0 && place.left < innerWidth
                && getComputedStyle(one).pointerEvents !== "none";
        };
        window.walk = {all, stops: []};
        return {
            wanted: all.filter(one => one.matches("a[href], button, input, select, textarea, summary, [tabindex]")
                && one.tabIndex >= 0 && !one.disabled && seen(one) && isStop(one)).map(one => all.indexOf(one)),
            names: all.map(name),
            only_clicked: all.filter(one => inWindow(one) && (
                (one.matches("label[for]") && one.control && !seen(one.control))
                || (one.matches("[onclick], [role=button], [role=link], [role=tab]") && one.tabIndex < 0))).map(name),
            ahead: all.filter(one => one.tabIndex > 0).map(name),
        };
    }
"""
# Notes each stop: which element, whether it looks different with the focus, and whether it is in sight. An input that
# is not drawn is shown by its label, or by the one beside it.
WATCH = """
    () => {
        const drawn = one => [one, ...(one.labels || []), ...(one.matches("input") && one.nextElementSibling
            && one.nextElementSibling.matches("label") ? [one.nextElementSibling] : [])];
        const look = one => drawn(one).map(each => {
            const style = getComputedStyle(each);
            const isOutlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
            return [isOutlined && `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`, style.boxShadow,
                style.backgroundColor, style.borderColor, style.textDecorationLine].join();
        }).join();
        const before = new Map(walk.all.filter(one => one.tabIndex >= 0).map(one => [one, look(one)]));
        // What lies over the middle of its part in the window, or that it has none; empty when it is seen.
        const hiddenBy = one => {
            let found = "nothing is drawn";
            for (const each of drawn(one)) for (const place of each.getClientRects()) {
                if (place.width <= 2 || place.height <= 2) continue;
                const middle = (Math.max(place.top, 0) + Math.min(place.bottom, innerHeight)) / 2;
                const top = document.elementFromPoint((place.left + place.right) / 2, middle);
                if (top && (each.contains(top) || top.contains(each))) return "";
                found = top ? `under ${top.tagName.toLowerCase()}.${top.className}` : "out of the window";
            }
            return found;
        };
        // The browser scrolls after it has told of the focus, so a stop is looked at when it is about to be left.
        walk.note = () => {
            const one = document.activeElement;
            walk.stops.push(one === document.body ? [-1, true, ""]
                : [walk.all.indexOf(one), look(one) !== before.get(one), hiddenBy(one)]);
        };
        document.addEventListener("keydown", event => { if (event.key === "Tab") walk.note(); }, true);
    }
"""


@dataclass(frozen=True)
class Stop:
    """Where the focus was: number of the element in the page, and what the reader saw of it."""

    element: int
    is_marked: bool
    hidden_by: str


@dataclass(frozen=True)
class Walk:
    """A walk through a page with the Tab key."""

    wanted: list[int]
    names: list[str]
    only_clicked: list[str]
    ahead: list[str]
    stops: list[Stop]
    back: list[Stop]


def walk(page: Page) -> Walk:
    """Press Tab from the top until the page is left, then Shift+Tab for some windows' worth of stops."""
    page.wait_for_load_state("networkidle")
    expected = page.evaluate(EXPECTED)
    page.evaluate(WATCH)
    page.evaluate("document.activeElement.blur()")
    for _ in range(len(expected["wanted"]) + 8):  # more, because boxes that scroll are stops, too
        page.keyboard.press("Tab", delay=HELD)
    stops = [Stop(*stop) for stop in page.evaluate("walk.stops.splice(0)")]
    while stops and stops[0].element == -1:
        stops.pop(0)
    # Behind the last stop comes the browser itself, or the first stop once more.
    end = next((n for n, stop in enumerate(stops) if n and stop.element in {-1, stops[0].element}), len(stops))
    page.keyboard.press("End")
    page.locator("footer a").last.focus()
    for _ in range(min(end, 40)):
        page.keyboard.press("Shift+Tab", delay=HELD)
    back = [Stop(*stop) for stop in page.evaluate("walk.note() || walk.stops")]
    return Walk(stops=stops[:end], back=[stop for stop in back if stop.element != -1], **expected)


@pytest.fixture(scope="module")
def walks(public_site, browser: Browser) -> dict[tuple[str, int], Walk]:
    """Each page walked through once."""
    found = {}
    for kind, width in WALKS:
        context = browser.new_context(viewport={"width": width, "height": 700}, reduced_motion="reduce")
        page = context.new_page()
        open_sample(page, sample(kind, public_site))
        found[kind, width] = walk(page)
        context.close()
    return found


@pytest.fixture(params=WALKS, ids=lambda one: f"{one[0]}-{one[1]}")
def walked(request, walks) -> Walk:
    """One page, wide or narrow."""
    return walks[request.param]


def test_everything_is_reached_in_the_order_of_the_page(walked):
    """No stop is left out, none comes twice, and the order is that of the page."""
    reached = [stop.element for stop in walked.stops if stop.element in set(walked.wanted)]
    skipped = [walked.names[element] for element in walked.wanted if element not in set(reached)]
    assert len(walked.wanted) > 15  # else nothing has been looked at
    assert [] == skipped
    assert sorted(set(reached)) == reached
    assert [] == walked.ahead


def test_nothing_is_for_the_mouse_alone(walked):
    """Whatever can be clicked has a control that the keyboard reaches."""
    assert [] == walked.only_clicked


def test_the_first_stop_skips_to_the_content(walked):
    """The first stop leads past header and navigation."""
    assert "skip" in walked.names[walked.stops[0].element]


def test_the_focus_is_always_seen(walked):
    """Each stop looks different while it has the focus, and nothing lies over it, whichever way the reader goes."""
    stops = walked.stops + walked.back
    assert [] == sorted({walked.names[stop.element] for stop in stops if not stop.is_marked})
    assert [] == sorted({f"{walked.names[stop.element]} {stop.hidden_by}" for stop in stops if stop.hidden_by})


def test_the_skip_link_works(public_site, browser):
    """It moves the focus past the navigation: the next stop is inside the content."""
    page = browser.new_page()
    open_sample(page, sample("locality", public_site))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main article')")
    page.close()


def test_a_walk_finds_faults(browser):
    """Stops out of order, without a mark, out of sight and for the mouse alone are told apart."""
    page = browser.new_page()
    page.set_content("""<!doctype html><style>#plain:focus { outline: none } #far { position: absolute; left: -99px }
        </style><a id=good href="#">good</a><a id=ahead tabindex=3 href="#">ahead</a><a id=plain href="#">plain</a>
        <a id=far href="#">far</a><span role=button>mouse</span><label for=box>label</label>
        <input id=box type=checkbox style="display: none"><footer><a href="#">end</a></footer>""")
    found = walk(page)
    page.close()
    order = [found.names[stop.element] for stop in found.stops]
    assert ["a. «ahead»", "a. «good»", "a. «plain»", "a. «far»", "a. «end»"] == order
    assert ["a. «ahead»"] == found.ahead
    assert ["span. «mouse»", "label. «label»"] == found.only_clicked
    assert ["a. «plain»"] == [found.names[stop.element] for stop in found.stops if not stop.is_marked]
    assert ["a. «far»"] == [found.names[stop.element] for stop in found.stops if stop.hidden_by]

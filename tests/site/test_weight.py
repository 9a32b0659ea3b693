"""What a page weighs on a phone before a chart is looked at, and that nothing is asked of another host."""

import gzip
from collections.abc import Callable, Iterator, Sequence

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response

from tests.site.page_kinds import PUBLIC, samples

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site-tools")]

MOST_BYTES = 120 * 1024
# Loaded when a chart comes into view; it may do so in the first window, and is counted apart.
CHART_CODE = "/vendor/"
MOST_CHART_BYTES = 500 * 1024
SIDE_BY_SIDE = 6
# A search is asked for, so what it downloads has a budget of its own.
SEARCHED = "search-with-hits"
MOST_SEARCH_BYTES = 250 * 1024


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[[], Page]]:
    """Opens small windows, each with nothing in its cache."""
    contexts: list[BrowserContext] = []

    def open_() -> Page:
        size = {"width": 375, "height": 600}
        contexts.append(browser.new_context(viewport=size, device_scale_factor=2, is_mobile=True))
        page = contexts[-1].new_page()
        page.route("**/*", lambda route: route.continue_())  # with a route the browser's cache is off
        return page

    yield open_
    for context in contexts:
        context.close()


class _Answers:
    """What came back for a page; Playwright takes a method of ours and none of a list."""

    def __init__(self) -> None:
        self.noted: list[Response] = []

    def note(self, answer: Response) -> None:
        self.noted.append(answer)


def loaded(opened: Callable[[], Page], urls: Sequence[str]) -> Iterator[dict[str, int]]:
    """For each page the addresses that it asks for when it is opened, and the bytes of each as a server sends them,
    gzipped. A page is done when nothing was asked for during half a second, so several wait at the same time.
    """
    for start in range(0, len(urls), SIDE_BY_SIDE):
        waiting = []
        for url in urls[start : start + SIDE_BY_SIDE]:
            page, answers = opened(), _Answers()
            page.on("response", answers.note)
            page.goto(url, wait_until="commit")
            waiting.append((page, answers))
        for page, answers in waiting:
            page.wait_for_load_state("networkidle")
            yield {answer.url: len(gzip.compress(answer.body(), mtime=0)) for answer in answers.noted}
            page.context.close()


def test_pages_are_light_and_ask_nobody_else(public_site, fixture_site, opened):
    """Every kind of page: at most 120 KB before its chart is looked at, and all of it from the site itself."""
    heavy, foreign = [], []
    looked_at = [sample for sample in samples(public_site, fixture_site) if sample.kind != SEARCHED]
    for sample, sizes in zip(looked_at, loaded(opened, [sample.url for sample in looked_at]), strict=True):
        page = {url: size for url, size in sizes.items() if CHART_CODE not in url}
        weight = sum(page.values())
        assert weight > 10_000, sample.kind  # else nothing was measured
        if weight > MOST_BYTES:
            largest = sorted(page.items(), key=lambda item: -item[1])[:4]
            heavy.append(f"{sample.kind}: {weight} bytes, of them {largest}")
        host = sample.url.split("/")[2]
        foreign += [f"{sample.kind}: {url}" for url in sizes if url.split("/")[2] != host and url.startswith("http")]
    assert [] == heavy
    assert [] == foreign


def test_a_search_downloads_little(public_site, opened):
    """What a search of the portal loads on top of its page, until its hits are shown."""
    page, search = loaded(opened, [f"{public_site.url}search/", public_site.url + PUBLIC[SEARCHED]])
    sizes = {url: size for url, size in search.items() if url not in page and "?q=" not in url}
    assert sizes
    assert sum(sizes.values()) <= MOST_SEARCH_BYTES, sorted(sizes.items(), key=lambda item: -item[1])[:5]


def test_chart_code_is_light(public_site):
    """The chart code and its language weigh at most 500 KB."""
    files = sorted((public_site.folder / "assets" / "vendor").rglob("*.js"))
    assert files
    assert sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in files) <= MOST_CHART_BYTES

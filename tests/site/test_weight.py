"""What a page weighs on a phone before a chart is looked at, and that nothing is asked of another host."""

import gzip
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.site.page_kinds import PUBLIC, samples

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site-tools")]

MOST_BYTES = 120 * 1024
# Loaded when a chart comes into view; it may do so in the first window, and is counted apart.
CHART_CODE = "/vendor/"
MOST_CHART_BYTES = 500 * 1024
# A search is asked for, so what it downloads has a budget of its own.
SEARCHED = "search-with-hits"
MOST_SEARCH_BYTES = 250 * 1024


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    """A small window with nothing in its cache."""
    context = browser.new_context(viewport={"width": 375, "height": 600}, device_scale_factor=2, is_mobile=True)
    page = context.new_page()
    page.route("**/*", lambda route: route.continue_())  # with a route the browser's cache is off
    yield page
    context.close()


def loaded(page: Page, url: str) -> dict[str, int]:
    """Addresses that a page asks for when it is opened, and the bytes of each as a server sends them, gzipped."""
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.goto("about:blank")  # or a late answer to the page before would be counted, and be gone when it is read
    page.on("response", note)
    page.goto(url, wait_until="networkidle")
    page.remove_listener("response", note)
    return {answer.url: len(gzip.compress(answer.body(), mtime=0)) for answer in answers}


def test_pages_are_light_and_ask_nobody_else(public_site, fixture_site, phone):
    """Every kind of page: at most 120 KB before its chart is looked at, and all of it from the site itself."""
    heavy, foreign = [], []
    for sample in samples(public_site, fixture_site):
        if sample.kind == SEARCHED:
            continue
        sizes = loaded(phone, sample.url)
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


def test_a_search_downloads_little(public_site, phone):
    """What a search of the portal loads on top of its page, until its hits are shown."""
    page = loaded(phone, f"{public_site.url}search/")
    search = loaded(phone, public_site.url + PUBLIC[SEARCHED])
    sizes = {url: size for url, size in search.items() if url not in page and "?q=" not in url}
    assert sizes
    assert sum(sizes.values()) <= MOST_SEARCH_BYTES, sorted(sizes.items(), key=lambda item: -item[1])[:5]


def test_chart_code_is_light(public_site):
    """The chart code and its language weigh at most 500 KB."""
    files = sorted((public_site.folder / "assets" / "vendor").rglob("*.js"))
    assert files
    assert sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in files) <= MOST_CHART_BYTES

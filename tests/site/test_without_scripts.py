"""Every kind of page without JavaScript: its words, tables, pictures and ways on are all in the HTML."""

import pytest

from tests.site.page_kinds import samples

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("public-site")]
# All that is looked at in a page, in one call: line by line it would be a thousand of them. What has a box and is not
# hidden is seen, as Playwright takes it.
LOOK = """
    () => {
        const all = path => [...document.querySelectorAll(path)];
        const seen = one => {
            const place = one.getBoundingClientRect();
            return place.width > 0 && place.height > 0 && getComputedStyle(one).visibility !== "hidden";
        };
        return {
            headings: all("h1").map(seen),
            words: document.querySelector("main").innerText.length,
            ways: all(".gk-tabs a").length,
            width: document.documentElement.scrollWidth,
            dead: all("[data-do]").filter(seen).map(one => one.outerHTML.slice(0, 80)),
            pictures: all(".gk-figure").map(one => {
                const drawn = [...one.querySelectorAll("svg")];
                return drawn.length > 0 && (seen(drawn[0]) || seen(drawn[drawn.length - 1]));
            }),
            unseen: all("main table tbody").filter(one => !seen(one) && !one.closest("details")).map(
                one => one.textContent.trim().slice(0, 30)),
        };
    }
"""
# A search cannot be made without a script; its page leads on to lists.
WITHOUT_RESULTS = {"search-with-hits"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_every_kind_is_complete_without_scripts(public_site, fixture_site, open_page, width, scheme):
    """One heading, words below it, the way to the other pages; nothing empty, nothing sideways, no dead control."""
    watched = open_page(width, scheme, script=False)
    page = watched.page
    for sample in samples(public_site, fixture_site):
        if sample.kind in WITHOUT_RESULTS:
            continue
        page.goto(sample.url)
        found = page.evaluate(LOOK)
        assert [True] == found["headings"], sample.kind
        assert found["words"] > 20, sample.kind
        assert found["ways"] > 6, sample.kind
        assert found["width"] <= width, sample.kind
        assert [] == found["dead"], sample.kind
        assert all(found["pictures"]), sample.kind
        assert [] == found["unseen"], sample.kind

"""Every kind of page without JavaScript: its words, tables, pictures and ways on are all in the HTML."""

import pytest

from tests.site.page_kinds import samples

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("public-site")]
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
        assert 1 == page.locator("h1").count(), sample.kind
        assert page.locator("h1").is_visible(), sample.kind
        assert len(page.inner_text("main")) > 20, sample.kind
        assert page.locator(".gk-tabs a").count() > 6, sample.kind
        assert page.evaluate("document.documentElement.scrollWidth") <= width, sample.kind
        assert not [one for one in page.locator("[data-do]").all() if one.is_visible()], sample.kind
        for picture in page.locator(".gk-figure").all():
            assert picture.locator("svg").first.is_visible() or picture.locator("svg").last.is_visible(), sample.kind
        hidden = [row for row in page.locator("main table tbody").all() if not row.is_visible()]
        assert all(row.locator("xpath=ancestor::details").count() for row in hidden), sample.kind

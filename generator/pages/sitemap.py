"""Sitemaps: which pages there are, for search engines (sitemaps.org). Each site has its own and the root one index of
them all; a day stands only where the data knows it, never a clock's. Without the site's address there is none.
"""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from generator.pages import addresses
from generator.pages.edition import Edition
from generator.pages.page import Page
from generator.summaries import LocalitySummary

SITEMAP = "sitemap.xml"
# The index has the usual name at the root, so the portal's own list has another.
PORTAL_SITEMAP = "sitemap-portal.xml"

# Full address, and the day of the newest document; empty where it is not known.
Place = tuple[str, str]


def locality_sitemap(locality_id: str, edition: Edition, pages: Iterable[Page]) -> dict[str, str]:
    """A locality's sitemap by its address below the folder of the edition."""
    return _sitemap(addresses.locality(locality_id, SITEMAP), edition, pages)


def portal_sitemap(edition: Edition, pages: Iterable[Page], by_hand: Iterable[str]) -> dict[str, str]:
    """The portal's sitemap by its address; ``by_hand`` are the addresses of pages that nobody generates."""
    return _sitemap(PORTAL_SITEMAP, edition, pages, by_hand)


def sitemap_index(editions: Sequence[Edition], trees: Sequence[tuple[LocalitySummary, Path]]) -> dict[str, str]:
    """The index of the sitemaps that there are in ``trees``, by its address: last good pages may have none in some
    language.
    """
    if not editions[0].site_url:
        return {}
    found: list[Place] = []
    for edition in editions:
        found.append((edition.public_address(PORTAL_SITEMAP), ""))
        for summary, tree in trees:
            name = addresses.locality(summary.locality.locality_id, SITEMAP)
            if (tree / edition.language.folder / name).is_file():
                found.append((edition.public_address(name), summary.newest_day))
    return {SITEMAP: _listed("sitemapindex", "sitemap", found)}


def _sitemap(name: str, edition: Edition, pages: Iterable[Page], more: Iterable[str] = ()) -> dict[str, str]:
    """Pages that search engines are asked to leave alone are left out."""
    if not edition.site_url:
        return {}
    known = dict.fromkeys(more, "")
    for page in pages:
        if "noindex" not in page.meta.get("robots", ""):
            known[page.address] = page.meta.get("newest", "")
    places = [(f"{edition.site_url}{address}", known[address]) for address in sorted(known)]
    return {name: _listed("urlset", "url", places)}


def _listed(root: str, name: str, places: Iterable[Place]) -> str:
    entries = "".join(
        f"<{name}><loc>{escape(address)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</{name}>\n"
        for address, day in places
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{space}">\n{entries}</{root}>\n'

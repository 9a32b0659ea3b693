"""Frame: what every page of a locality has around its own content, so that no page kind says it again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from generator.pages import addresses
from generator.pages.citations import Source
from generator.pages.dataset import linked_text, page_record
from generator.pages.imprint import make_imprint
from generator.pages.page import Page
from generator.pages.render import render_page
from generator.pages.views import Views
from generator.sentences import Words


def framed_page(
    views: Views,
    template: str,
    address: str,
    title: Words,
    description: Words,
    context: Mapping[str, Any],
    *,
    crumbs: list[list[Words]],
    kind: str = "",
    year: str = "",
    status: str = "",
    column: str = "",
    published: date | None = None,
    source: str = "",
    files: Mapping[str, str] | None = None,
    records: str = "",
    linked: Mapping[str, Any] | None = None,
    more: Mapping[str, str] | None = None,
) -> Page:
    """One page of a locality.

    ``kind`` (a code of the codelist page-kinds), ``year`` and ``status`` (scope and code) are for the search; a page
    without kind is a list and is not searched. ``column`` is the ColumnType of a list page of a government site;
    ``published`` and ``source`` are PubDate and ContentSource of the others, left out where not known. ``records`` is
    the address, without its ending, of the CSV and JSON files of just what the page shows. ``linked`` is what the page
    tells programs of itself (schema.org); one that says nothing else is part of the locality's dataset. ``more``
    goes to the theme as well: ``feed`` (its file), ``robots``, ``moved`` (the address where the page now stands).
    """
    edition, place = views.edition, views.package.locality
    origin = Source(place.name, views.package.version, views.newest_day)
    frame = {
        "views": views,
        "place": place,
        "records": records,
        "imprint": make_imprint(edition, address, edition.say(title), origin),
    }
    meta = {
        "kind": kind,
        "year": year,
        "status": status,
        "crumbs": crumbs,
        "newest": views.newest_day.isoformat() if views.newest_day else "",
        "search": addresses.locality(views.locality_id, "search/"),
        "column": column,
        "published": published.isoformat() if published else "",
        "source": source,
        **(more or {}),
    }
    if edition.site_url:
        meta["linked"] = linked_text(linked or page_record(views, address, edition.say(title)))
    if not views.package.licences:
        meta["licence"] = "none"
    return render_page(edition, template, address, title, description, frame | dict(context), meta=meta, files=files)

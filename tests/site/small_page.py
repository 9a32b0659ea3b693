"""A page of a few lines with the site's own scripts and stylesheet: for what real data does not have, or not surely."""

from mimetypes import guess_type

from playwright.sync_api import Page, Route

from tests.site.conftest import ROOT

ASSETS = ROOT / "site_overrides" / "assets"
ADDRESS = "http://localhost:1/place/"
_FRAME = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>小页</title>{head}
<link rel="stylesheet" href="/assets/stylesheets/gongkai.css"><script src="/assets/javascripts/gongkai.js"></script>
</head><body class="md-typeset" data-md-color-scheme="default"><main class="md-content">{body}</main></body></html>"""


def show(
    page: Page, body: str, *, after: str = "", head: str = "", as_of: str = "2026-11-22", turning: str = ""
) -> None:
    """Open ``body`` as a page; ``after`` is what follows its address (query, hash). No server: requests end here."""

    def answer(route: Route) -> None:
        path = route.request.url.split("?")[0].removeprefix("http://localhost:1/")
        file = ASSETS / path.removeprefix("assets/")
        if path == "place/":
            route.fulfill(body=_FRAME.format(head=head, body=body), content_type="text/html; charset=utf-8")
        elif path == "as-of.json":
            route.fulfill(json={"as_of": as_of} | ({"next_turning_day": turning} if turning else {}))
        elif path.startswith("assets/") and file.is_file():
            route.fulfill(path=file, content_type=guess_type(file.name)[0])
        else:
            route.fulfill(status=404)

    page.route("http://localhost:1/**", answer)
    page.goto(ADDRESS + after)


def table(heads: list[str], rows: list[list[str]], *, name: str = "list", tools: str = "filter sort") -> str:
    """A table as templates write it; ``heads`` and ``rows`` hold cells without ``<th`` or ``<td`` and end tag."""
    head = "".join(f'<th scope="col" {cell}</th>' for cell in heads)
    body = "".join(
        f'<tr id="{name}-{at}">' + "".join(f"<td{cell}</td>" for cell in row) + "</tr>" for at, row in enumerate(rows)
    )
    return (
        f'<div class="gk-scroll" tabindex="0" role="region" aria-label="{name}"><table class="gk-table" id="{name}" '
        f'data-tools="{tools}"><caption>{name}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )

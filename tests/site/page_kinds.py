"""Every kind of page there is, by name, with the address of one that readers really see.

A check that holds for all pages takes its samples from here, so a new kind is checked by all of them at once.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.site.conftest import BuiltSite
from tests.site.waiting import wait_until

# Samples of these kinds were chosen because they have a chart.
CHARTS = ("task-with-figures", "indicator-with-chart")

# Built from the repository's own data.
PUBLIC = {
    "home": "",
    "localities": "localities/",
    "locality": "140400-changzhi/",
    "locality-without-plan": "420100-wuhan/",
    "locality-of-an-unofficial-copy": "450000-guangxi/",
    "locality-without-figures": "140406-lucheng/",
    "plan": "140400-changzhi/plans/outline-2020/",
    "plan-of-a-year": "420105-hanyang/plans/work-2023/",
    "tasks": "140400-changzhi/tasks/",
    "task": "140400-changzhi/tasks/outline-2020-014/",
    "task-with-figures": "140400-changzhi/tasks/outline-2020-110/",
    "task-not-assessed": "500000-chongqing/tasks/norms-017/",
    "units": "140400-changzhi/units/",
    "unit": "140400-changzhi/units/zhengfubangongting/",
    "indicators": "140400-changzhi/indicators/",
    "indicator": "140400-changzhi/indicators/document-filing-rate/",
    "indicator-with-chart": "140400-changzhi/indicators/party-committee-meetings-on-law/",
    "report": "430923-anhua-chengnan/reports/2023/",
    "report-of-figures": "140400-changzhi/reports/2020/",
    "report-not-found": "140400-changzhi/reports/2022/",
    "reports": "140400-changzhi/reports/",
    "registers": "140400-changzhi/registers/",
    "data": "140400-changzhi/data/",
    "changes": "140400-changzhi/changes/",
    "changes-of-all": "changes/",
    "search": "search/",
    "search-with-hits": "search/?q=行政复议",
    "locality-search": "420105-hanyang/search/",
    "obligations": "obligations/",
    "obligations-of-a-year": "obligations/2024/",
    "compare": "compare/",
    "compare-indicator": "compare/head-appearance-rate/",
    "catalogue": "data/",
    "methodology": "methodology/",
    "glossary": "glossary/",
    "about": "about/",
    "accessibility": "accessibility/",
    "contribute": "contribute/",
    "contribute-with-workbook": "contribute/workbook/",
    "contribute-in-browser": "contribute/browser/",
    "running-for-a-country": "contribute/national/",
    "hosting": "contribute/hosting/",
    "findings": "contribute/findings/",
    "repairs": "contribute/repairs/",
    "use-data": "use-data/",
    "releases": "releases/",
    "not-found": "404.html",
}

# Built from the fixture packages: what the repository's own data does not show yet.
FIXTURE = {
    "locality-that-is-broken": "999901-broken/",
    "localities-of-which-one-is-broken": "localities/",
    "locality-of-every-status": "999901-complete/",
    "tasks-of-every-status": "999901-complete/tasks/",
    "plan-of-every-status": "999901-complete/plans/law-2025/",
    "report-with-text": "999901-complete/reports/2023/",
    "registers-of-every-state": "999901-complete/registers/",
    "task-with-evidence": "999901-complete/tasks/law-2025-001/",
}


@dataclass(frozen=True)
class Sample:
    """A page of a kind: where it is served and which file it is."""

    kind: str
    url: str
    file: Path


def samples(public: BuiltSite, fixture: BuiltSite) -> list[Sample]:
    """One page of every kind, whether its file exists or not."""
    found = [_sample(kind, address, public) for kind, address in PUBLIC.items()]
    return found + [_sample(kind, address, fixture) for kind, address in FIXTURE.items()]


def sample(kind: str, public: BuiltSite) -> Sample:
    """The page of one kind of the public site."""
    return _sample(kind, PUBLIC[kind], public)


def open_sample(page: Page, sample: Sample) -> None:
    """Open a page and everything on it that is closed or comes later, such as hits and charts; then look at its top."""
    page.goto(sample.url)
    if "?q=" in sample.url:
        page.wait_for_selector(".gk-search__results li")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.mouse.wheel(0, 1)  # a reader is there
    for chart in page.locator("[data-chart]").all():
        chart.scroll_into_view_if_needed()
    if page.locator("[data-chart]").count():
        wait_until(page, "!document.querySelector('[data-chart]:not([data-drawn])')")
    page.evaluate("scrollTo(0, 0)")


def _sample(kind: str, address: str, site: BuiltSite) -> Sample:
    path = urlsplit(address).path
    file = site.folder / path / "index.html" if not path or path.endswith("/") else site.folder / path
    # Without a public address the page for what is not found takes its style from the root of the host.
    return Sample(kind, (site.root_url if kind == "not-found" else site.url) + address, file)

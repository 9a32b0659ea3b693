"""The public site in a real browser and as files: opened, searched, read, followed from link to link."""

import json
import os
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from tests.published import find
from tests.site.conftest import BuiltSite

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("public-site")]

SAMPLE_PAGES = (
    "",
    "localities/",
    "obligations/",
    "obligations/2023/",
    "data/",
    "methodology/",
    "search/",
    "about/",
    "glossary/",
    "140400-changzhi/",
    "140400-changzhi/plans/outline-2020/",
    "140400-changzhi/tasks/",
    "140400-changzhi/tasks/outline-2020-110/",
    "140400-changzhi/units/zhengfubangongting/",
    "140400-changzhi/reports/2020/",
    "140400-changzhi/data/",
    "420105-hanyang/tasks/work-2023-034/",
    "500000-chongqing/tasks/norms-017/",
    "430923-anhua-chengnan/reports/2023/",
    "450000-guangxi/",
)


def page_files(site: BuiltSite) -> list[Path]:
    return find(site.folder, "*.html")


def strangers(watched, site: BuiltSite) -> list[str]:
    """Requests that left the site."""
    return [url for url in watched.requests if not url.startswith((site.url, "data:", "blob:"))]


def test_opens_the_portal_searches_and_opens_a_task(public_site, open_page):
    """From the portal a reader searches and opens a task; nothing is asked of another host."""
    watched = open_page()
    page = watched.page
    page.goto(public_site.url)
    page.fill("#gk-query", "党政主要负责人 法治建设 第一责任人")
    page.press("#gk-query", "Enter")
    page.wait_for_selector(".gk-search__results h2")
    page.click(".gk-search__results section:has(h2:has-text('任务')) a >> nth=0")
    page.wait_for_selector(".gk-status")
    assert "/tasks/" in page.url
    page.wait_for_load_state("networkidle")
    assert [] == strangers(watched, public_site)
    assert [] == watched.faults


def test_a_chart_is_drawn_when_it_comes_into_view(public_site, open_page):
    """The chart code is loaded only when a chart is about to be seen, from the site itself, and draws it."""
    watched = open_page()
    page = watched.page
    page.set_viewport_size({"width": 1280, "height": 400})
    page.goto(f"{public_site.url}140400-changzhi/tasks/outline-2020-110/", wait_until="networkidle")
    assert [] == [url for url in watched.requests if "plotly" in url]
    page.locator("[data-chart]").first.scroll_into_view_if_needed()
    page.wait_for_selector("[data-drawn] svg.main-svg")
    assert [url for url in watched.requests if "plotly-basic" in url]
    assert [] == strangers(watched, public_site)
    assert [] == watched.faults


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_pages_fit_and_have_no_faults(public_site, open_page, width, scheme):
    """Every kind of page opens without an error and without sideways scrolling, wide and narrow, light and dark."""
    watched = open_page(width, scheme)
    for address in SAMPLE_PAGES:
        watched.page.goto(public_site.url + address)
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert watched.page.locator("h1").count() == 1, address
    assert [] == watched.faults


def test_dark_mode_crosses_from_site_to_site(public_site, open_page):
    """The choice of colours made on the portal holds in a locality."""
    page = open_page().page
    page.goto(public_site.url)
    page.click("label[for=__palette_1]")
    page.click("label[for=__palette_2]")
    assert page.get_attribute("body", "data-md-color-scheme") == "slate"
    page.goto(f"{public_site.url}140400-changzhi/")
    assert page.get_attribute("body", "data-md-color-scheme") == "slate"


def test_complete_without_scripts(public_site, open_page):
    """Without JavaScript a task still shows status, reason, units, figures and the way on."""
    page = open_page(375, script=False).page
    page.goto(f"{public_site.url}140400-changzhi/tasks/outline-2020-110/")
    text = page.inner_text("main")
    for words in ("到期，有相关数据", "24项", "20项", "市委办公厅", "依据"):
        assert words in text
    assert page.locator("nav[aria-label='全站导航'] a").count() > 4


def test_all_task_pages_exist(public_site):
    """121 + 41 + 40 task pages."""
    found = Counter(
        path.parts[-4] for path in public_site.folder.glob("*/tasks/*/index.html") if path.parts[-2] != "tasks"
    )
    assert {"140400-changzhi": 121, "420105-hanyang": 41, "500000-chongqing": 40} == dict(found)


def test_every_link_leads_somewhere(public_site):
    """Each internal link, image and script of every page exists, anchors included; the site stands under a sub-path."""
    broken = []
    ids: dict[Path, set[str]] = {}
    trees = {path: html.parse(str(path)).getroot() for path in page_files(public_site) if path.name != "404.html"}
    for path, tree in trees.items():
        ids[path] = set(tree.xpath("//@id")) | set(tree.xpath("//a/@name"))
    for path, tree in trees.items():
        for link in tree.xpath("//@href | //@src | //@data-chart | //@data-as-of | //@action"):
            parts = urlsplit(link)
            if parts.scheme in {"http", "https", "mailto", "data"} or parts.netloc:
                continue
            target = path if not parts.path else Path(os.path.normpath(path.parent / unquote(parts.path)))
            if target.is_dir():
                target /= "index.html"
            if not target.exists() or (parts.fragment and target in ids and parts.fragment not in ids[target]):
                broken.append(f"{path.relative_to(public_site.folder)} -> {link}")
    assert [] == broken[:20]


def test_no_page_loads_from_elsewhere_or_runs_strange_code(public_site):
    """No handler attributes, no script addresses, no frames; every resource is our own."""
    handlers = re.compile(r"^on[a-z]+$")
    for path in page_files(public_site):
        tree = html.parse(str(path)).getroot()
        for node in tree.iter():
            if not isinstance(node.tag, str):
                continue
            assert node.tag not in {"iframe", "object", "embed", "base"}, path
            assert not [name for name in node.attrib if handlers.match(name)], (path, node.tag)
            for name in ("src", "href"):
                assert not node.get(name, "").lower().lstrip().startswith(("javascript:", "vbscript:")), path
            if node.tag in {"script", "img", "link"} and node.get("rel") not in {"canonical", "license"}:
                assert "://" not in (node.get("src") or node.get("href") or ""), (path, node.attrib)


def test_as_of_day_is_published_once(public_site):
    """The day everything was judged by stands in one small file, not in the pages."""
    day = {"as_of": "2026-11-22", "next_turning_day": public_site.outcome.next_turning_day}
    assert day == json.loads((public_site.folder / "as-of.json").read_text())
    assert "2026-11-22" not in (public_site.folder / "140400-changzhi/tasks/outline-2020-001/index.html").read_text()


def test_unofficial_copies_say_so(public_site):
    """Pages that rest on an uploaded copy tell their readers."""
    for name in ("450000-guangxi", "320000-jiangsu", "500000-chongqing"):
        text = html.parse(str(public_site.folder / name / "index.html")).getroot().text_content()
        assert "不是官方发布的文本" in text, name

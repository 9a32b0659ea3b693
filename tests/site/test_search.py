"""Search in a real browser: what stands on a page is found, filters and address, keyboard, what is downloaded."""

import json
import re
import unicodedata
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page

from generator.search import _pages_of, words_of
from tests.published import find
from tests.site.conftest import ROOT, BuiltSite
from tests.site.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("public-site")]

SCRIPT = ROOT / "site_overrides" / "assets" / "javascripts" / "search-index.js"
MOST_BYTES = 250_000
LINKS = ".gk-search__results li a"
CHANGZHI = "140400-changzhi/"

SEARCHES = {
    "行政复议": "行政复议",
    "出庭应诉率": "出庭应诉率",
    "权力清单": "权力清单",
    "市司法局": "司法局",
    "outline-2020-005": "权力清单",
    "复议申请": "复议",
}
# Where, what is asked, and a page that must be among the hits.
EXACT = [
    ("420104-qiaokou/", "92.9", "420104-qiaokou/indicators/online-service-rate/"),
    ("420104-qiaokou/", "９２．９", "420104-qiaokou/indicators/online-service-rate/"),
    ("320000-jiangsu/", "1.83万", "320000-jiangsu/indicators/environmental-violations-punished/"),
    ("320000-jiangsu/", "18,300", "320000-jiangsu/indicators/environmental-violations-punished/"),
    ("320000-jiangsu/", "18300", "320000-jiangsu/indicators/environmental-violations-punished/"),
    (CHANGZHI, "24项", f"{CHANGZHI}tasks/outline-2020-110/"),
    (CHANGZHI, "OUTLINE-2020-005", f"{CHANGZHI}tasks/outline-2020-005/"),
    (CHANGZHI, "ｏｕｔｌｉｎｅ－２０２０－００５", f"{CHANGZHI}tasks/outline-2020-005/"),
    (CHANGZHI, "中发〔2015〕37号", f"{CHANGZHI}tasks/outline-2020-055/"),
    (CHANGZHI, "中发[2015]37号", f"{CHANGZHI}tasks/outline-2020-055/"),
    (CHANGZHI, "2018-06-30", f"{CHANGZHI}tasks/outline-2020-007/"),
    (CHANGZHI, "2018年6月30日", f"{CHANGZHI}tasks/outline-2020-007/"),
    (CHANGZHI, "bianban", f"{CHANGZHI}units/bianban/"),
    ("420105-hanyang/", "work-2023-034", "420105-hanyang/tasks/work-2023-034/"),
    ("", "work-2023-034", "420105-hanyang/tasks/work-2023-034/"),
    ("", "outline-2020-005", f"{CHANGZHI}tasks/outline-2020-005/"),
    ("", "140400-changzhi", CHANGZHI),
]


def open_search(site: BuiltSite, page: Page, place: str = "", **query: str) -> None:
    """The search page with a query in its address, when it has come to rest."""
    parameters = "&".join(f"{name}={quote(value)}" for name, value in query.items())
    page.goto(f"{site.url}{place}search/?{parameters}")
    at_rest(page)


def at_rest(page: Page) -> None:
    page.wait_for_selector(".gk-search__results[aria-busy=false]", state="attached")


def found(site: BuiltSite, page: Page) -> list[str]:
    """Addresses of the hits below the root of the site, in the order shown."""
    links = page.eval_on_selector_all(LINKS, "all => all.map(a => a.href)")
    return [link.removeprefix(site.url) for link in links]


def number_of(page: Page) -> int:
    """How many pages the search says it has found."""
    return int("".join(re.findall(r"\d+", page.inner_text(".gk-search__state"))) or 0)


def query_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_the_browser_cuts_text_as_the_index_was_cut(public_site, open_page):
    """Every character that Python knows, and every page of a locality, gives the same words at the same places."""
    page = open_page().page
    page.goto("about:blank")
    page.add_script_tag(path=SCRIPT)
    texts = [
        "".join(
            f"甲{chr(code)} 1{chr(code)}a"
            for code in range(start, start + 0x400)
            if unicodedata.category(chr(code)) not in {"Cs", "Cn", "Co"}
        )
        for start in range(0, 0x30000, 0x400)
    ]
    texts += [entry.text for entry in _pages_of(public_site.folder / CHANGZHI, "长治市")]
    cut = "texts => JSON.stringify(texts.map(text => gongkaiSearch.cut(text).map(one => [one.word, one.position])))"
    theirs = json.loads(page.evaluate(cut, texts))  # as one text: value by value the browser's line takes minutes
    for text, words in zip(texts, theirs, strict=True):
        assert [[word.text, word.position] for word in words_of(text)] == words


def _bare(line: str) -> str:
    """A line without everything that is neither letter nor digit, in small letters."""
    return re.sub(r"[\W]", "", unicodedata.normalize("NFKC", line).lower())


def test_search_finds_exactly_what_stands_on_pages(public_site, open_page):
    """For stretches of Chinese from all over a locality, the hits are the pages on which they stand, all and only."""
    page = open_page().page
    open_search(public_site, page, CHANGZHI, q="法治")
    entries = list(_pages_of(public_site.folder / CHANGZHI, "长治市"))
    lines = {entry.path: [_bare(entry.title), *map(_bare, entry.text.split("\n"))] for entry in entries}
    runs = sorted({run for entry in entries for run in re.findall(r"[\u4e00-\u9fff]{5,}", entry.text)})
    stretches = (run[1 : 3 + number % 3] for number, run in enumerate(runs[:: len(runs) // 60]))
    queries = [query for query in stretches if query not in "长治市"]
    assert len(queries) > 50
    ask = """async queries => {
        const index = await gongkaiSearch.open("index/");
        const paths = async query => Promise.all(
            (await index.find(gongkaiSearch.parse(query))).map(async hit => (await index.read(hit)).path));
        return Promise.all(queries.map(paths));
    }"""
    for query, paths in zip(queries, page.evaluate(ask, queries), strict=True):
        expected = {path for path, own in lines.items() if any(query in line for line in own)}
        assert expected == set(paths), query


@pytest.mark.parametrize("query", SEARCHES)
def test_search_finds(public_site, open_page, query):
    """Chinese terms, a unit and a task number are found from the portal."""
    page = open_page().page
    open_search(public_site, page, q=query)
    titles = page.locator(".gk-search__results li").all_inner_texts()
    assert any(SEARCHES[query] in title for title in titles), titles


@pytest.mark.parametrize(("place", "query", "expected"), EXACT)
def test_numbers_ids_and_days_are_found(public_site, open_page, place, query, expected):
    """A number, id, document number or day is found in the ways in which people write it."""
    page = open_page().page
    open_search(public_site, page, place, q=query)
    assert expected in found(public_site, page)


@pytest.mark.parametrize("query", ["outline-2020-005", "outline-2020-110", "OUTLINE-2020-001"])
def test_the_page_of_an_id_comes_first(public_site, open_page, query):
    """Other pages may name the id too; its own page stands on top, in the first group."""
    page = open_page().page
    open_search(public_site, page, q=query)
    assert f"{CHANGZHI}tasks/{query.lower()}/" == found(public_site, page)[0]


def test_a_number_is_no_part_of_another(public_site, open_page):
    """«2.9» does not find 92.9, and «8300» not 18,300; an id is found by its beginning."""
    page = open_page().page
    open_search(public_site, page, "420104-qiaokou/", q="2.9")
    assert "430923-anhua-chengnan/reports/2023/" not in found(public_site, page)
    open_search(public_site, page, "320000-jiangsu/", q="8300")
    assert [] == found(public_site, page)
    open_search(public_site, page, CHANGZHI, q="outline-2020-00", kind="task")
    assert "9" in page.inner_text(".gk-search__results h2")


@pytest.mark.parametrize("query", ["“行政 执法”", '"行政 执法"', "「行政 执法」"])
def test_phrases_in_quotation_marks(public_site, open_page, query):
    """Words in quotation marks stand one after the other; without, each stands anywhere."""
    page = open_page().page
    open_search(public_site, page, CHANGZHI, q=query)
    phrase = number_of(page)
    open_search(public_site, page, CHANGZHI, q="行政执法")
    assert phrase == number_of(page) > 0
    open_search(public_site, page, CHANGZHI, q="行政 执法")
    assert phrase < number_of(page)


def test_all_words_must_be_there(public_site, open_page):
    """More words, fewer hits; a word that stands nowhere leaves none."""
    page = open_page().page
    open_search(public_site, page, CHANGZHI, q="行政复议 听证")
    both = set(found(public_site, page))
    open_search(public_site, page, CHANGZHI, q="听证")
    assert both
    assert both < set(found(public_site, page))
    open_search(public_site, page, CHANGZHI, q="听证 火星")
    assert [] == found(public_site, page)
    assert "没有找到" in page.inner_text(".gk-search__state")


def test_search_in_a_locality_stays_there(public_site, open_page):
    """A locality's own search finds its tasks and nothing else, and leads to the whole site."""
    page = open_page().page
    open_search(public_site, page, "420105-hanyang/", q="出庭应诉率")
    assert found(public_site, page)
    assert all(path.startswith("420105-hanyang/") for path in found(public_site, page))
    whole = page.locator(".gk-search__in")
    assert "出庭应诉率" in whole.inner_text()
    whole.click()
    at_rest(page)
    assert f"{public_site.url}search/" == page.url.split("?")[0]
    assert "出庭应诉率" == page.input_value("#gk-query")


def test_results_say_what_they_are(public_site, open_page):
    """A hit shows where the words stand, in title and text, its place, year and status; groups say how many."""
    page = open_page().page
    open_search(public_site, page, q="改革行政复议体制")
    hit = page.locator(".gk-search__results li").first
    assert "改革行政复议体制" == hit.locator("a mark").inner_text()
    assert hit.locator("p mark").count() >= 1 or hit.locator("p").inner_text()
    assert ["长治市", "2019年"] == hit.locator(".gk-tag").all_inner_texts()
    assert "到期，本站未收录结果" in hit.locator(".gk-chip--task-due_no_result").inner_text()
    assert re.fullmatch(r"任务（\d+）", page.locator(".gk-search__results h2").first.inner_text())
    assert "…" in "".join(page.locator(".gk-hit__text").all_inner_texts())


def test_filters_combine_and_stay_in_the_address(public_site, open_page):
    """Kind, year and status narrow a search; without words they list. Reload and the way back restore them."""
    page = open_page().page
    open_search(public_site, page, CHANGZHI, q="法治政府")
    many = page.inner_text(".gk-search__state")
    page.select_option("#gk-search-status", "task-due_with_figures")
    wait_until(page, "before => document.querySelector('.gk-search__state').innerText !== before", arg=many)
    at_rest(page)
    few = page.inner_text(".gk-search__state")
    assert {"q": ["法治政府"], "status": ["task-due_with_figures"]} == query_of(page)
    assert [re.sub(r"\D", "", few)] == re.findall(r"\d+", page.locator("h2").first.inner_text())
    page.reload()
    at_rest(page)
    assert (few, "task-due_with_figures") == (
        page.inner_text(".gk-search__state"),
        page.input_value("#gk-search-status"),
    )
    page.go_back()
    wait_until(page, "many => document.querySelector('.gk-search__state').innerText === many", arg=many)
    assert "" == page.input_value("#gk-search-status")
    page.go_forward()
    wait_until(page, "few => document.querySelector('.gk-search__state').innerText === few", arg=few)
    assert "task-due_with_figures" == page.input_value("#gk-search-status")


def test_filters_alone_list_pages(public_site, open_page):
    """All tasks of one year, eight at first and the others on request; focus goes on to the first of those."""
    page = open_page().page
    open_search(public_site, page, CHANGZHI, kind="task", year="2019")
    total = number_of(page)
    assert total == sum(
        entry.kind == "task" and entry.year == "2019" for entry in _pages_of(public_site.folder / CHANGZHI, "")
    )
    assert 8 == len(found(public_site, page))
    page.click(".gk-search__results button")
    wait_until(page, "document.querySelectorAll('.gk-search__results li').length === 48")
    assert 8 == page.evaluate(f"[...document.querySelectorAll('{LINKS}')].indexOf(document.activeElement)")
    assert len(set(found(public_site, page))) == 48


def test_a_report_is_found_by_year_and_status(public_site, open_page):
    """The portal lists reports of a year that were on time, across localities."""
    page = open_page().page
    open_search(public_site, page, kind="report", year="2023", status="report-on_time")
    assert found(public_site, page)
    for path in found(public_site, page):
        tree = (public_site.folder / path / "index.html").read_text(encoding="utf-8")
        assert 'data-kind="report" data-year="2023" data-status="report-on_time"' in tree


def test_typing_searches_and_takes_no_focus(public_site, open_page):
    """Results come while one types, the count is announced once it is quiet, and the box keeps the focus."""
    watched = open_page()
    page = watched.page
    open_search(public_site, page, CHANGZHI)
    page.locator("#gk-query").press_sequentially("行政复议", delay=20)
    page.wait_for_selector(LINKS)
    assert "gk-query" == page.evaluate("document.activeElement.id")
    assert {"q": ["行政复议"]} == query_of(page)
    wait_until(page, "/找到 \\d+ 页/.test(document.querySelector('.gk-search__live').textContent)")
    page.press("#gk-query", "Control+a")
    page.press("#gk-query", "Delete")
    wait_until(page, f"!document.querySelector('{LINKS}')")
    page.go_back()
    wait_until(page, "!location.search")
    assert [] == watched.faults


def test_the_keyboard_is_enough(public_site, open_page):
    """Enter searches, arrows go into the results and among them, Escape comes back, Tab goes on, Enter opens."""
    page = open_page().page
    open_search(public_site, page, CHANGZHI)
    page.focus("#gk-query")
    page.keyboard.insert_text("行政复议")
    page.keyboard.press("Enter")
    page.wait_for_selector(LINKS)
    at_rest(page)
    place = f"[...document.querySelectorAll('{LINKS}')].indexOf(document.activeElement)"
    page.keyboard.press("ArrowDown")
    assert 0 == page.evaluate(place)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert 1 == page.evaluate(place)
    page.keyboard.press("Tab")
    assert 2 == page.evaluate(place)
    page.keyboard.press("Escape")
    assert "gk-query" == page.evaluate("document.activeElement.id")
    page.keyboard.press("ArrowDown")
    target = page.evaluate("document.activeElement.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    page.go_back()
    page.wait_for_selector(LINKS)
    assert "行政复议" == page.input_value("#gk-query")


def test_the_portal_leads_into_a_locality(public_site, open_page):
    """A query that names a place is offered there, without the name; places with hits come first, then all others."""
    page = open_page().page
    open_search(public_site, page, q="长治 行政复议")
    offer = page.locator(".gk-search__offer a").first
    assert "在长治市里搜索“行政复议”" == offer.inner_text()
    near = page.locator(".gk-search__near a").first
    assert "在长治市里搜索“长治 行政复议”" == near.inner_text()
    offer.click()
    at_rest(page)
    assert f"{public_site.url}{CHANGZHI}search/" == page.url.split("?")[0]
    assert {"q": ["行政复议"]} == query_of(page)
    assert found(public_site, page)


def test_all_localities_are_searched_on_request(public_site, open_page):
    """What only stands deep in a locality is found when the reader asks for it; nothing is found twice."""
    watched = open_page()
    page = watched.page
    open_search(public_site, page, q="法治理念尚未普遍树立")
    assert "430923-anhua-chengnan/reports/2023/" not in found(public_site, page)
    page.click(".gk-search__all")
    page.wait_for_selector(LINKS)
    at_rest(page)
    assert "430923-anhua-chengnan/reports/2023/" in found(public_site, page)
    assert {"q": ["法治理念尚未普遍树立"], "in": ["all"]} == query_of(page)
    open_search(public_site, page, q="长治市", kind="locality")
    assert 1 == found(public_site, page).count(CHANGZHI)
    assert [] == watched.faults


@pytest.mark.parametrize("query", [*SEARCHES, "24", "1.83万", "党政主要负责人 法治建设 第一责任人", "2021年9月1日"])
def test_a_search_downloads_little(public_site, browser, query):
    """Code, index and shown texts of a first search on the portal, in a browser that has nothing yet."""
    context = browser.new_context()
    page = context.new_page()
    answers = []
    page.on("response", lambda answer: answers.append(answer) if "search" in answer.url else None)
    open_search(public_site, page, q=query)
    page.wait_for_load_state("networkidle")
    sizes = {answer.url: len(answer.body()) for answer in answers if not urlsplit(answer.url).path.endswith("/")}
    context.close()
    assert len(sizes) > 5
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_nothing_of_the_search_is_loaded_before_it_is_used(public_site, open_page):
    """The search page without a query asks for no index."""
    watched = open_page()
    watched.page.goto(f"{public_site.url}search/", wait_until="networkidle")
    assert [] == [url for url in watched.requests if "/index/" in url or "search-index" in url]


def test_strange_queries_do_no_harm(public_site, open_page):
    """Signs without words, markup, an open quotation mark, a very long text: an answer in words, and no fault."""
    watched = open_page()
    for query in ("？！", "<img src=x onerror=alert(1)>", "“行政", "%", "\\", "复" * 3000, "a" * 500, "＂ ＂", "𠮷"):
        open_search(public_site, watched.page, q=query)
        assert watched.page.inner_text(".gk-search__state")
        assert 0 == watched.page.locator(".gk-search img").count()
    assert [] == watched.faults


def test_a_search_that_cannot_load_says_so(public_site, open_page):
    """Without the index there is a plain sentence and the way to the lists; a missing part is told."""
    page = open_page().page
    page.route("**/search/index/head.json", lambda route: route.abort())
    open_search(public_site, page, q="行政复议")
    assert "没有装载成功" in page.inner_text(".gk-search__state")
    assert page.locator(".gk-search__lists a").count() >= 1
    page.unroute("**/search/index/head.json")
    page.click(".gk-search__form button[type=submit]")
    page.wait_for_selector(LINKS)
    page = open_page().page
    page.route(f"**/{CHANGZHI}search/index/**", lambda route: route.abort())
    open_search(public_site, page, q="行政复议")
    assert "有 1 个地方的内容没有装载成功" in page.inner_text(".gk-search__state")
    assert found(public_site, page)


def test_empty_results_offer_a_remedy(public_site, open_page):
    """Where filters leave nothing, one button takes them away."""
    page = open_page().page
    open_search(public_site, page, CHANGZHI, q="听证", kind="report")
    assert [] == found(public_site, page)
    page.click(".gk-search__state button")
    page.wait_for_selector(LINKS)
    assert {"q": ["听证"]} == query_of(page)


def test_without_scripts_the_lists_lead_on(public_site, open_page):
    """The page says that search needs scripts and leads to all content; filters that would do nothing are not shown."""
    page = open_page(script=False).page
    for place in ("", CHANGZHI):
        page.goto(f"{public_site.url}{place}search/")
        assert "搜索需要 JavaScript" in page.inner_text(".gk-search")
        assert page.locator(".gk-search__lists a").count() >= 1
        assert not page.locator(".gk-search__filters").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375, 320])
def test_results_fit_the_screen(public_site, open_page, width, scheme):
    """No sideways scrolling with results shown, and everything comes from the site itself."""
    watched = open_page(width, scheme)
    open_search(public_site, watched.page, q="outline-2020 党政主要负责人")
    open_search(public_site, watched.page, q="法治政府建设")
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
    assert [] == [url for url in watched.requests if not url.startswith((public_site.url, "data:"))]
    assert [] == watched.faults


def test_the_same_data_gives_the_same_index(public_site, tmp_path):
    """Every index file is named in the head or in a folder named after all of them; none is left over."""
    for head_file in find(public_site.folder, "head.json"):
        head = json.loads(head_file.read_text(encoding="utf-8"))
        names = {path.name for path in head_file.parent.iterdir()}
        assert {"head.json", head["folder"]} == names, head_file
        words = sorted(Path(head_file.parent / head["folder"]).glob("words-*.txt"))
        assert len(head["words"]) == len(words)

"""Tables that readers filter and sort where they stand: the site's own lists, and small ones for the odd cases."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.site.small_page import ADDRESS, show, table
from tests.site.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("public-site")]

TASKS = "140400-changzhi/tasks/"
PLAN = "140400-changzhi/plans/outline-2020/"
UNIT = "市政府办公厅"


def ready(page, name=""):
    """Wait until the tools of the table are there; its place on the page."""
    page.wait_for_selector(f"table{name and '#' + name}[data-equipped=true]")
    return page.locator("table[data-equipped=true]").first


def shown(page, column: int | None = None) -> list[str]:
    """What the rows that are to be seen say, in their order."""
    cells = "row" if column is None else f"row.cells[{column}]"
    return page.eval_on_selector_all(
        "table[data-equipped=true] tbody tr",
        f"rows => rows.filter(row => row.offsetParent !== null).map(row => {cells}.innerText.trim())",
    )


def select(page, label: str):
    return page.get_by_role("search", name="筛选").get_by_label(label, exact=False)


def choose(page, label: str, value: str) -> None:
    """Choose the option that begins with the value (its number follows)."""
    box = select(page, label)
    box.select_option(label=next(text for text in box.locator("option").all_text_contents() if text.startswith(value)))


def state(page) -> str:
    return page.inner_text(".gk-filters__count")


def parameters(page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


# The site's own lists


@pytest.mark.parametrize("address", [TASKS, PLAN])
def test_a_task_table_filters_by_area_unit_status_and_day(public_site, open_page, address):
    """The four choices that readers of a plan ask for are there, and none is lost: every task is counted in each."""
    page = open_page().page
    page.goto(public_site.url + address)
    ready(page)
    labels = page.locator(".gk-filters__field label:visible").all_inner_texts()
    for word in ("方面", "单位", "时限", "状态"):
        assert any(word in label for label in labels), (word, labels)
    assert "显示 121 项，共 121 项" == state(page)
    assert 121 == len(shown(page))


def test_a_filtered_list_can_be_sent_to_somebody(public_site, open_page):
    """The rows fit the choice, the line counts them, and the address brings both back on another machine."""
    page = open_page().page
    page.goto(public_site.url + TASKS)
    ready(page)
    choose(page, "单位", UNIT)
    rows = shown(page)
    assert 0 < len(rows) < 121
    assert all(UNIT in row for row in rows)
    assert f"显示 {len(rows)} 项，共 121 项" == state(page)
    assert [UNIT] in parameters(page).values()
    other = open_page().page
    other.goto(page.url)
    ready(other)
    assert rows == shown(other)


def test_choices_together_and_cleared(public_site, open_page):
    """Two choices and a word narrow further; «清除» brings everything back and leaves a clean address."""
    watched = open_page()
    page = watched.page
    page.goto(public_site.url + TASKS)
    ready(page)
    choose(page, "单位", UNIT)
    first = len(shown(page))
    page.get_by_label("表中查找").fill("行政 制度")
    wait_until(page, "location.search.includes('q=')")
    rows = shown(page)
    assert 0 < len(rows) < first
    assert all(UNIT in row and "行政" in row and "制度" in row for row in rows)
    page.get_by_label("表中查找").fill("没有这样的任务")
    wait_until(page, "document.querySelector('.gk-filters__count').textContent.startsWith('没有')")
    assert [] == shown(page)
    page.get_by_role("button", name="清除").click()
    assert 121 == len(shown(page))
    assert {} == parameters(page)
    assert page.evaluate("document.activeElement.closest('.gk-filters') !== null"), "the focus was lost"
    assert [] == watched.faults


def test_heads_sort_up_down_and_back(public_site, open_page):
    """A head is a button: up, down, and the third press gives the printed order back; the head says which."""
    page = open_page().page
    page.goto(public_site.url + TASKS)
    ready(page)
    printed = shown(page)
    head = page.locator("th", has_text="完成时限").first
    column = head.evaluate("head => head.cellIndex")
    button = head.get_by_role("button")
    button.click()
    assert "ascending" == head.get_attribute("aria-sort")
    up = shown(page, column)
    assert printed != shown(page)
    assert ["sort"] == list(parameters(page))
    button.click()
    assert "descending" == head.get_attribute("aria-sort")
    years = [text[:4] for text in shown(page, column) if text[:4].isdigit()]
    assert years == sorted(years, reverse=True)
    assert years != [text[:4] for text in up if text[:4].isdigit()]
    button.click()
    assert head.get_attribute("aria-sort") is None
    assert printed == shown(page)


def test_the_keyboard_is_enough(public_site, open_page):
    """A choice is reached with the tab key and made with the arrow keys; so is the order."""
    page = open_page().page
    page.goto(public_site.url + TASKS)
    ready(page)
    page.get_by_label("表中查找").focus()
    page.keyboard.press("Tab")
    assert "SELECT" == page.evaluate("document.activeElement.tagName")
    page.keyboard.press("ArrowDown")
    wait_until(page, "location.search !== ''")
    assert len(shown(page)) < 121
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.gk-sort')"):
            break
    page.keyboard.press("Enter")
    assert 1 == page.locator("th[aria-sort=ascending]").count()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone(public_site, open_page, scheme):
    """Cards have no heads: the order is chosen in the form; fingers find everything, nothing stands over the edge."""
    page = open_page(375, scheme).page
    page.goto(public_site.url + TASKS)
    ready(page)
    assert not select(page, "状态").is_visible()
    page.get_by_role("button", name="筛选和排序").click()
    order = select(page, "排序")
    order.select_option(label="完成时限：从晚到早")
    assert ["sort"] == list(parameters(page))
    small = page.eval_on_selector_all(
        ".gk-filters :is(input, select, button)",
        "all => all.filter(one => one.offsetParent && one.getBoundingClientRect().height < 44).map(one => one.id)",
    )
    assert [] == small
    assert [] == page.eval_on_selector_all(
        ".gk-sort", "all => all.filter(one => one.tabIndex >= 0).map(one => one.textContent)"
    )
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_scripts_the_table_is_whole(public_site, open_page):
    """All rows and plain heads, and no form that would do nothing."""
    page = open_page(script=False).page
    page.goto(public_site.url + TASKS)
    assert 121 == page.locator("table[data-tools] tbody tr").count()
    assert 0 == page.locator(".gk-filters, .gk-sort").count()


def test_paper_shows_what_the_screen_shows(public_site, open_page):
    """Only the rows shown are printed, and a line says what was chosen; a list that was not filtered prints none."""
    page = open_page().page
    page.goto(public_site.url + TASKS)
    ready(page)
    page.emulate_media(media="print")
    assert not page.locator(".gk-filters").is_visible()
    assert not page.locator(".gk-filters__printed").is_visible()
    page.emulate_media(media="screen")
    assert not page.locator(".gk-filters__printed").is_visible()
    choose(page, "单位", UNIT)
    rows = len(shown(page))
    page.emulate_media(media="print")
    line = page.inner_text(".gk-filters__printed")
    assert UNIT in line
    assert f"显示 {rows} 项，共 121 项" in line
    assert rows == len(shown(page))


# Small lists, for the odd cases

HEADS = [
    'data-filter="text" data-sort="text">名称',
    'data-filter="choice" data-filter-name="unit">单位',
    'data-sort="number" data-filter-name="value">数值',
    'data-sort="date" data-filter-name="due">时限',
]
ROWS = [
    [">重庆市", ' data-values="甲局|乙局">甲局、乙局', ">1.83万", ">2019年12月31日"],
    [">长治市", ">甲局", ">92.5%", ">2019年2月"],
    [">安化县", ">丙局", ">—", ">长期"],
    [">第10条", ">—", ">−5", ">2020年"],
    [">第2条", ">甲局", ' data-sort-value="7">约七', ' data-sort-value="2018-01-01">早些'],
    [">汉阳区", ">丙局", ">1,200", ">—"],
    [">武昌区", '><span aria-hidden="true">○</span>甲局', ">92.5%", ">2019年12月1日"],
    [">ＡＢ", ">丙局", ">0", ">2017年"],
]


def list_of(page, after: str = "", rows=ROWS) -> None:
    show(page, table(HEADS, rows), after=after)
    ready(page)


def test_numbers_days_and_names_are_put_in_their_order(open_page):
    """万 counts, a minus is a minus, a given sort value wins, equals keep the printed order, and nothing comes last."""
    page = open_page().page
    list_of(page)
    orders = {
        "value": ["−5", "0", "约七", "92.5%", "92.5%", "1,200", "1.83万", "—"],
        "-value": ["1.83万", "1,200", "92.5%", "92.5%", "约七", "0", "−5", "—"],
    }
    for order, numbers in orders.items():
        list_of(page, f"?sort={order}")
        assert numbers == shown(page, 2)
        names = shown(page, 0)
        assert names.index("长治市") < names.index("武昌区"), "equals changed places"
    list_of(page, "?sort=due")
    days = ["2017年", "早些", "2019年2月", "2019年12月1日", "2019年12月31日", "2020年", "长期", "—"]
    assert days == shown(page, 3)
    list_of(page, "?sort=1")
    names = shown(page, 0)
    assert names.index("安化县") < names.index("汉阳区") < names.index("武昌区")
    assert names.index("第2条") < names.index("第10条")


def test_a_cell_may_hold_several_values(open_page):
    """Each value is a choice of its own, in order of first appearance, counted; signs are no part of it."""
    page = open_page().page
    list_of(page)
    options = select(page, "单位").locator("option").all_text_contents()
    assert ["全部", "甲局（4）", "乙局（1）", "丙局（3）", "未写明（1）"] == options
    choose(page, "单位", "乙局")
    assert ["重庆市"] == shown(page, 0)
    choose(page, "单位", "未写明")
    assert ["第10条"] == shown(page, 0)
    list_of(page, urlsplit(page.url)._replace(scheme="", netloc="", path="").geturl())
    assert ["第10条"] == shown(page, 0)


def test_counts_follow_the_other_choices(open_page):
    """An option says how many rows it would show now; one that would show none cannot be chosen."""
    page = open_page().page
    list_of(page, "?q=区")
    box = select(page, "单位")
    assert ["全部", "甲局（1）", "乙局（0）", "丙局（1）", "未写明（0）"] == box.locator("option").all_text_contents()
    assert ["乙局（0）", "未写明（0）"] == box.locator("option:disabled").all_text_contents()


def test_words_are_found_in_any_width_and_case(open_page):
    """ＡＢ and ab are the same to a reader."""
    page = open_page().page
    list_of(page, "?q=ab")
    assert ["ＡＢ"] == shown(page, 0)
    list_of(page, "?q=ａＢ")
    assert ["ＡＢ"] == shown(page, 0)


def test_an_address_of_others_is_left_alone(open_page):
    """What is not ours stays in the address; a choice that does not exist shows everything."""
    page = open_page().page
    list_of(page, "?from=mail&unit=丁局#list")
    assert 8 == len(shown(page))
    choose(page, "单位", "丙局")
    assert {"from": ["mail"], "unit": ["丙局"]} == parameters(page)
    assert page.url.endswith("#list")


def test_two_tables_do_not_mix(open_page):
    """Each has its own part of the address and its own name for screen readers."""
    page = open_page().page
    show(page, table(HEADS, ROWS, name="one") + table(HEADS, ROWS, name="two"), after="?two-unit=乙局")
    ready(page, "two")
    assert 8 == page.locator("#one tbody tr:visible").count()
    assert 1 == page.locator("#two tbody tr:visible").count()
    names = page.eval_on_selector_all(".gk-filters", "all => all.map(one => one.getAttribute('aria-label'))")
    assert ["筛选表格：one", "筛选表格：two"] == names
    ids = page.eval_on_selector_all("[id]", "all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))


def test_a_short_table_needs_no_tools(open_page):
    """Seven rows are read faster than a filter."""
    page = open_page().page
    show(page, table(HEADS, ROWS[:7]))
    page.wait_for_load_state("networkidle")
    assert 0 == page.locator(".gk-filters, .gk-sort").count()
    show(page, table(HEADS, ROWS[:7], name="short") + table(HEADS, ROWS), after="?long")
    ready(page, "list")
    assert 1 == page.locator(".gk-filters").count()


def test_a_link_to_a_hidden_row_shows_it(open_page):
    """A filter gives way to the row that the address names."""
    page = open_page().page
    list_of(page, "?unit=丙局#list-0")
    assert 8 == len(shown(page))
    choose(page, "单位", "丙局")
    page.evaluate("location.hash = '#list-1'")
    wait_until(page, "document.querySelectorAll('tbody tr:not([hidden])').length === 8")


def test_only_what_is_offered(open_page):
    """«sort» alone gives no filters, «filter» alone no sorting."""
    page = open_page().page
    show(page, table(HEADS, ROWS, tools="sort"))
    ready(page)
    assert 3 == page.locator(".gk-sort").count()
    assert not page.locator(".gk-filters select:visible, .gk-filters input:visible").count()
    show(page, table(HEADS, ROWS, tools="filter"), after="?x")
    ready(page)
    assert 0 == page.locator(".gk-sort").count()
    assert page.url.startswith(ADDRESS)

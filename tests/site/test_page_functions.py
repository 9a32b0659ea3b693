"""What a page does for its readers besides being read: copying, printing, larger letters, keys, and saying its age."""

import json

import pytest

from tests.site.small_page import ADDRESS, show
from tests.site.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("public-site")]

TASK = "140400-changzhi/tasks/outline-2020-110/"
PLAN = "140400-changzhi/plans/outline-2020/"
PAGES = ("", "localities/", "140400-changzhi/", PLAN, TASK, "140400-changzhi/tasks/", "methodology/", "search/")
FUNCTIONS = """<div class="gk-functions" data-functions hidden>
<button type="button" class="gk-button" data-do="print">打印</button>
<button type="button" class="gk-button" data-do="copy-link">复制链接</button>
<button type="button" class="gk-button" data-do="share" hidden>分享</button></div>"""
FIND = '<form class="gk-find" role="search"><label for="find">找</label><input id="find" type="search" name="q"></form>'
DENIED = (
    """Object.defineProperty(navigator, "clipboard", {value: {writeText: () => Promise.reject(new Error("no"))}});"""
)


def copied(page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


def told(page) -> str:
    wait_until(page, "document.querySelector('.gk-told').textContent !== ''")
    return page.inner_text(".gk-told")


# Copy, share, print


def test_the_link_of_a_page_is_copied(public_site, open_page):
    """Without the place on the page, with the filter or search that the reader made."""
    page = open_page().page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{public_site.url}{TASK}?a=1#sources")
    page.click("[data-do=copy-link]")
    assert "已复制" == told(page)
    assert f"{public_site.url}{TASK}?a=1" == copied(page)


def test_the_link_is_the_canonical_one_where_there_is_one(open_page):
    """A copy of the site on another machine hands on the public address; the filter belongs to it."""
    page = open_page().page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    head = '<link rel="canonical" href="https://example.org/gongkai/place/">'
    show(page, FUNCTIONS, head=head, after="?unit=a#b")
    page.click("[data-do=copy-link]")
    told(page)
    assert "https://example.org/gongkai/place/?unit=a" == copied(page)


def test_the_citation_is_copied_as_it_reads(public_site, open_page):
    """The copied text is the text on the page, in one line."""
    page = open_page().page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(public_site.url + TASK)
    button = page.locator("#cite [data-do=copy]").first
    button.click()
    assert "已复制" == told(page)
    text = page.text_content(button.get_attribute("data-copy"))
    assert " ".join(text.split()) == copied(page)
    assert page.inner_text("h1").rstrip("#").strip() in copied(page)


def test_without_https_the_old_way_copies(open_page):
    """A browser has no clipboard for a page without https; the older command does."""
    watched = open_page()
    page = watched.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    show(page, f'{FUNCTIONS}<textarea id="paste"></textarea>')
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.click("[data-do=copy-link]")
    assert "已复制" == told(page)
    page.focus("#paste")
    page.keyboard.press("Control+v")
    assert ADDRESS == page.input_value("#paste")
    assert [] == watched.faults


def test_where_nothing_may_copy_the_reader_does(open_page):
    """The address stands in a field, selected and named; nothing claims that it was copied."""
    page = open_page().page
    show(page, FUNCTIONS)
    page.evaluate(f"{DENIED} document.execCommand = () => false")
    for _ in range(2):
        page.click("[data-do=copy-link]")
        page.wait_for_selector(".gk-byhand input:focus")
    field = page.get_by_label("请自己复制这一行")
    assert 1 == field.count()
    assert ADDRESS == page.evaluate("getSelection().toString()")
    assert "" == page.inner_text(".gk-told")


def test_sharing_is_offered_only_where_it_works(open_page):
    """Where the machine can share, the button hands it title and address; elsewhere there is none."""
    without = open_page().page
    without.add_init_script("Object.defineProperty(navigator, 'share', {value: undefined})")
    show(without, FUNCTIONS)
    assert without.locator("[data-do=copy-link]").is_visible()
    assert not without.locator("[data-do=share]").is_visible()
    page = open_page().page
    page.add_init_script("navigator.share = (what) => { window.shared = what; return Promise.resolve(); }")
    show(page, FUNCTIONS, after="?q=1")
    page.click("[data-do=share]")
    assert {"title": "小页", "url": f"{ADDRESS}?q=1"} == page.evaluate("window.shared")
    page.evaluate("() => { navigator.share = () => Promise.reject(new DOMException('', 'AbortError')); }")
    page.click("[data-do=share]")
    page.wait_for_timeout(200)
    assert "" == page.inner_text(".gk-told"), "who thinks better of it wants nothing instead"
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("() => { navigator.share = () => Promise.reject(new DOMException('', 'NotAllowedError')); }")
    page.click("[data-do=share]")
    assert "已复制" == told(page)


def test_the_print_button_prints(public_site, open_page):
    """It does what its word says."""
    page = open_page().page
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(public_site.url + TASK)
    page.click("[data-do=print]")
    assert page.evaluate("window.printed")


def test_without_scripts_nothing_is_offered_that_would_not_work(public_site, open_page):
    """No dead buttons; the citation can be read all the same."""
    page = open_page(script=False).page
    page.goto(public_site.url + TASK)
    assert 0 == page.locator("[data-do]:visible").count()
    assert "长治市" in page.inner_text("#citation")


# Size of the text


def test_larger_text_holds_on_every_page(public_site, open_page):
    """Chosen once, it is there on the next page before its body is, and back to normal on request."""
    page = open_page().page
    page.add_init_script(
        "new MutationObserver((_, watch) => { if (document.body) { watch.disconnect(); window.first = "
        "document.documentElement.dataset.textSize || ''; } }).observe(document, {childList: true, subtree: true})"
    )
    page.goto(public_site.url + TASK)
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    normal = page.evaluate(size)
    page.click("[data-size=larger]")
    assert page.evaluate(size) >= 1.25 * normal
    assert ["false", "false", "true"] == page.eval_on_selector_all(
        "[data-do=text-size] [data-size]", "all => all.map(one => one.getAttribute('aria-pressed'))"
    )
    page.goto(f"{public_site.url}140400-changzhi/")
    assert "larger" == page.evaluate("window.first"), "the page was seen in another size first"
    assert "true" == page.get_attribute("[data-size=larger]", "aria-pressed")
    page.click("[data-size=normal]")
    assert normal == page.evaluate(size)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["large", "larger"])
def test_large_letters_stay_on_a_small_screen(public_site, open_page, scheme, size):
    """At 320 px nothing stands over the edge, even with the largest letters."""
    page = open_page(320, scheme).page
    page.add_init_script(f"localStorage.setItem('gongkai.text-size', '{size}')")
    for address in PAGES:
        page.goto(public_site.url + address)
        wait_until(page, f"document.documentElement.dataset.textSize === '{size}'")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320, (address, wide)


# How fresh it is


FOOT = (
    '<div class="gk-page"><h1>x</h1></div>'
    '<p><span data-as-of="/as-of.json">建站之日</span><span data-as-of-note></span></p>'
)


@pytest.mark.parametrize(
    ("turning", "now", "days"),
    [
        ("", "2026-12-06T15:59:00Z", None),
        ("", "2026-12-06T16:01:00Z", 15),
        ("2027-01-01", "2026-12-06T16:01:00Z", None),
        ("2027-01-01", "2027-01-03T15:59:00Z", None),
        ("2027-01-01", "2027-01-03T16:01:00Z", 43),
        ("2026-11-23", "2026-11-25T16:01:00Z", 4),
        ("soon", "2026-12-06T16:01:00Z", 15),
    ],
)
def test_a_page_says_when_it_has_grown_old(open_page, turning, now, days):
    """Three days after a status may have turned, by the clock in China, and not a minute before; fifteen days after the
    day of its statuses, where it does not say when they turn.
    """
    page = open_page().page
    page.clock.set_fixed_time(now)
    show(page, FOOT, turning=turning)
    wait_until(page, "document.querySelector('[data-as-of]').textContent === '2026年11月22日'")
    notices = page.locator(".gk-notice--old").all_inner_texts()
    assert ([f"本站的状态截至2026年11月22日，已有{days}天没有更新，可能已经过时。"] if days else []) == notices


@pytest.mark.parametrize(
    ("turning", "now", "says"),
    [
        ("2027-01-01", "2026-11-22T04:00:00Z", False),
        ("2027-01-01", "2026-11-22T16:01:00Z", True),
        ("2027-01-01", "2026-12-31T15:59:00Z", True),
        ("2027-01-01", "2026-12-31T16:01:00Z", False),
        ("", "2026-12-01T04:00:00Z", False),
    ],
)
def test_an_older_day_says_how_long_it_holds(open_page, turning, now, says):
    """Days on which nothing changes publish nothing, so the foot says until when the statuses of an older day hold."""
    page = open_page().page
    page.clock.set_fixed_time(now)
    show(page, FOOT, turning=turning)
    wait_until(page, "document.querySelector('[data-as-of]').textContent === '2026年11月22日'")
    note = "；数据不变的话，这些状态到2026年12月31日为止都不变" if says else ""
    assert note == page.locator("[data-as-of-note]").text_content()


def test_every_page_has_a_place_for_how_long_it_holds(public_site, open_page):
    """The foot of a real page, six weeks after its day."""
    page = open_page().page
    page.clock.set_fixed_time("2026-12-01T04:00:00Z")
    page.goto(public_site.url + TASK)
    wait_until(page, "document.querySelector('[data-as-of-note]').textContent !== ''")
    assert page.locator(".gk-asof").inner_text().startswith("状态截至 2026年11月22日（北京时间）；数据不变的话，")


@pytest.mark.parametrize(("newest", "says"), [("2025-10-18", ""), ("2025-10-17", "401天"), ("2024年", "")])
def test_a_place_says_how_old_its_newest_document_is(open_page, newest, says):
    """More than 400 days after the newest document a quiet line says so; without a full day nothing is claimed."""
    page = open_page().page
    page.clock.set_fixed_time("2026-11-22T04:00:00Z")
    show(page, f'<div class="gk-page" data-newest="{newest}"><h1>x</h1><p data-newest-note hidden></p></div>')
    note = page.locator("[data-newest-note]")
    assert bool(says) == note.is_visible()
    assert says in (note.text_content() or "")


def test_an_age_that_is_not_known_is_not_claimed(open_page):
    """No file, or one with no day in it: the words in the page stay, and nothing warns."""
    page = open_page().page
    body = '<div class="gk-page"><h1>x</h1></div><span data-as-of="/{file}">建站之日</span>'
    for file, as_of in (("missing.json", "2020-01-01"), ("as-of.json", "soon")):
        show(page, body.format(file=file), as_of=as_of)
        page.wait_for_load_state("networkidle")
        assert "建站之日" == page.inner_text("[data-as-of]")
        assert 0 == page.locator(".gk-notice").count()


# Keys and folds


def test_slash_leads_to_the_search_and_escape_back(public_site, open_page):
    """From anywhere but a field; Escape gives the focus back to where it was."""
    page = open_page().page
    page.goto(public_site.url + TASK)
    page.focus("[data-do=print]")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.closest('.gk-find') !== null")
    page.keyboard.type("a/b")
    assert "a/b" == page.input_value(".gk-find input:not([type=hidden])")
    page.keyboard.press("Escape")
    assert "print" == page.evaluate("document.activeElement.dataset.do")


def test_single_keys_can_be_switched_off_and_never_leave_the_page(open_page):
    """Who speaks to the computer may say an «n» (WCAG 2.1.4); the theme would go to the next page."""
    page = open_page().page
    switch = '<label><input type="checkbox" data-do="shortcut">“/”键跳到搜索框</label>'
    show(page, f'{FIND}<a href="#x">x</a>{switch}')
    page.evaluate("addEventListener('keydown', (event) => { window.heard = (window.heard || '') + event.key; })")
    page.focus("a")
    for key in "npsf,.":
        page.keyboard.press(key)
    assert page.evaluate("window.heard") is None
    assert page.is_checked("[data-do=shortcut]")
    page.uncheck("[data-do=shortcut]")
    page.keyboard.press("/")
    assert "find" != page.evaluate("document.activeElement.id")
    page.reload()
    assert not page.is_checked("[data-do=shortcut]")
    page.check("[data-do=shortcut]")
    page.keyboard.press("/")
    assert "find" == page.evaluate("document.activeElement.id")


def test_what_the_address_names_is_unfolded(open_page):
    """A link into something folded away opens all of it, at once and later, and no other."""
    page = open_page().page
    fold = (
        "<details id='{0}'><summary>{0}</summary><details><summary>in</summary><p id='{0}-in'>x</p></details></details>"
    )
    show(page, fold.format("one") + fold.format("two"), after="#one-in")
    opened = "[...document.querySelectorAll('details')].map(one => one.open)"
    assert [True, True, False, False] == page.evaluate(opened)
    page.evaluate("location.hash = '#two'")
    wait_until(page, "document.querySelector('#two').open")
    assert [True, True, True, False] == page.evaluate(opened)


def test_on_paper_everything_is_unfolded(public_site, open_page):
    """What is folded on the screen is printed, and folded again after."""
    page = open_page().page
    page.goto(public_site.url + PLAN)
    state = "JSON.stringify([...document.querySelectorAll('.md-content details')].map(one => one.open))"
    before = json.loads(page.evaluate(state))
    assert not all(before)
    page.evaluate("addEventListener('afterprint', () => setTimeout(() => { window.done = true; }))")
    page.evaluate(f"addEventListener('beforeprint', () => {{ window.during = {state}; }})")
    page.pdf()
    wait_until(page, "window.done")
    assert all(json.loads(page.evaluate("window.during")))
    assert before == json.loads(page.evaluate(state))


def test_only_tables_that_scroll_stop_the_keyboard(open_page):
    """Where a table is wider than its frame the keyboard can scroll it; a table that fits is no stop and no region."""
    page = open_page(900).page
    frame = (
        '<div class="gk-scroll" tabindex="0" role="region" aria-label="{0}" id="{0}">'
        '<table><tr><td><div id="in-{0}">x</div></td></tr></table></div>'
    )
    show(page, frame.format("fits") + frame.format("wide"))
    width = "width => { document.querySelector('#in-wide').style.width = width; }"
    page.wait_for_selector("#fits:not([tabindex]):not([role]):not([aria-label])")
    page.evaluate(width, "2000px")
    page.wait_for_selector("#wide[data-scrolls]")
    assert ["0", "region", "wide"] == [page.get_attribute("#wide", name) for name in ("tabindex", "role", "aria-label")]
    page.keyboard.press("Tab")
    assert "wide" == page.evaluate("document.activeElement.id")
    page.evaluate(width, "10px")
    page.wait_for_selector("#wide:not([data-scrolls])")
    assert "wide" == page.evaluate("document.activeElement.id"), "the focus was taken away"


def test_scripts_come_only_where_they_are_used(public_site, open_page):
    """A page of words loads one script of ours."""
    watched = open_page()
    watched.page.goto(f"{public_site.url}about/", wait_until="networkidle")
    ours = [url.rsplit("/", 1)[1] for url in watched.requests if "/assets/javascripts/" in url and "bundle" not in url]
    assert ["gongkai.js"] == [name for name in ours if name.split(".")[0] in {"gongkai", "tables", "charts", "search"}]
    assert [] == watched.faults


def test_words_come_from_the_catalogue(open_page):
    """What scripts say is looked up, one and several apart; what is not translated stays in Chinese."""
    page = open_page().page
    messages = {"已复制": "Copied", "{n}天": ["{n} day", "{n} days"]}
    page.add_init_script(f"window.gongkaiMessages = {json.dumps(messages)}")
    show(page, "<p>x</p>")
    say = "([text, values]) => window.gongkai.say(text, values)"
    assert "Copied" == page.evaluate(say, ["已复制", {}])
    assert ["1 day", "2 days"] == [page.evaluate(say, ["{n}天", {"n": n}]) for n in (1, 2)]
    assert "第3页" == page.evaluate(say, ["第{n}页", {"n": 3}])

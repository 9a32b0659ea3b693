"""The register: a row for every body, rule and year, and the files that can be taken away from it."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from icalendar import Calendar
from lxml import etree, html
from markdown import markdown

from generator.assess import assess_package
from generator.language import CHINESE
from generator.obligations import all_obligations, public_obligations
from generator.pages import obligation as pages
from generator.pages.edition import Edition
from generator.pages.home import home_page
from generator.pages.page import Page
from generator.pages.portal_api import portal_files
from generator.pages.portal_views import Portal
from generator.pages.register_files import register_files
from generator.publisher import Publisher
from generator.settings import ROOT
from generator.standings import assess_reports
from generator.summaries import LocalitySummary, summarise
from generator.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary(ROOT / "schemas")
RULES = public_obligations(VOCABULARY)


@pytest.fixture(scope="module")
def summary(load_fixture) -> LocalitySummary:
    """The fictional city as of the day the data ends."""
    return summary_of(load_fixture, date(2026, 11, 22))


def summary_of(load_fixture, as_of: date) -> LocalitySummary:
    package = load_fixture("complete")
    standings = assess_reports(package, RULES, as_of)
    return summarise(package, assess_package(package, as_of), standings, (), CHINESE.say)


def portal(*summaries: LocalitySummary, site_url: str = "") -> Portal:
    return Portal(summaries, {}, {}, {}, VOCABULARY, Edition(CHINESE, (CHINESE,), Publisher(), "公开", site_url))


def tree(page: Page) -> html.HtmlElement:
    return html.fromstring(f"<div>{markdown(page.body, extensions=['attr_list', 'toc'])}</div>")


def rows_of(page: Page) -> list[dict[str, str]]:
    """The register of a year: the text of each cell by its label."""
    return [
        {cell.get("data-label"): " ".join(" ".join(cell.itertext()).split()) for cell in row}
        for row in tree(page).iterfind(".//tbody/tr")
    ]


def year_page(year: int, *summaries: LocalitySummary) -> Page:
    made = {page.address: page for page in pages.register_pages(portal(*summaries))}
    return made[f"obligations/{year}/"]


def records(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_rows_stand_by_code_then_rule_then_body_never_by_merit(summary):
    """The government before the bodies within it; a second locality after the first, however late the first was."""
    other = replace(summary, locality=replace(summary.locality, locality_id="100000-x", code="100000"))
    rows = portal(summary, other).register(2022)
    assert ["100000-x", "100000-x", "999901-complete", "999901-complete"] == [row.locality.locality_id for row in rows]
    assert [False, True, False, True] == [row.report.is_unit for row in rows]
    kinds = [row.report.kind for row in portal(summary).register(2023)]
    assert ["rule_of_law", "disclosure"] == kinds


def test_a_row_says_when_whether_complete_and_how_we_know(summary):
    (row, *_) = rows_of(year_page(2023, summary))
    assert ("999901", "示例市") == (row["代码"], row["机构"])
    assert "2024年4月1日 页面标明" == row["公布日期"]
    assert "期限后第1天" in row["是否按期"]
    assert "齐全" == row["规定内容"]
    assert "最后期限是2024年3月31日" in row["怎么知道的"]


def test_a_missing_content_is_named(summary):
    """In time, and incomplete: both are said, in two columns."""
    (row, department) = rows_of(year_page(2022, summary))
    assert "按期公布" in row["是否按期"]
    assert "不全 缺：主要负责人履行法治建设第一责任人职责情况" == row["规定内容"]
    assert "未录入" == department["规定内容"]


def test_not_found_says_when_and_where_we_looked(summary):
    (row,) = rows_of(year_page(2025, summary))
    assert "本站未找到" in row["是否按期"]
    assert (
        "2026年5月20日查找过示例市政府网站法治政府建设年度报告专栏，没有找到；这不等于没有公布。" == row["怎么知道的"]
    )


def test_a_report_that_nobody_entered_leads_to_the_list_of_reports(summary):
    """It has a row and no page of its own."""
    gone = replace(summary, reports=tuple(replace(row, is_recorded=False) for row in summary.reports))
    assert {"999901-complete/reports/"} == {row.address for row in portal(gone).register(2023)}
    assert "999901-complete/reports/2023/" in {row.address for row in portal(summary).register(2023)}


def test_the_rules_are_all_explained(summary):
    """Also the one that nobody can see, with who, by when, what, and on what basis."""
    (page, *_) = pages.register_pages(portal(summary))
    text = tree(page).text_content()
    for rule in all_obligations(VOCABULARY):
        assert all(words in text for words in (rule.title, rule.description, rule.legal_basis, rule.channel))
    assert "次年4月1日之前，3月31日是最后一个按期的日子" in text
    assert "次年3月1日之前，2月28日是最后一个按期的日子" in text
    assert "不能，只作说明，不评判" in text


def test_the_tables_hold_what_the_pages_show(summary):
    """The same rows in the file of all years, in that of each year, and as records."""
    made = pages.register_pages(portal(summary))
    everything = records(made[0].files["obligations.csv"])
    by_year = [
        row for page in made[1:] for name, text in page.files.items() if name.endswith(".csv") for row in records(text)
    ]
    assert everything == by_year
    assert len(summary.reports) == len(everything)
    as_records = json.loads(made[0].files["obligations.json"])
    assert [row["status"] for row in as_records] == [row["status"] for row in everything]
    late = next(row for row in everything if row["status"] == "late")
    assert ("2023", "999901", "示例市", "2024-04-01", "2024-03-31", "1", "complete") == tuple(
        late[name] for name in ("year", "code", "body", "published_date", "last_day", "days_late", "contents")
    )
    incomplete = next(row for row in everything if row["contents"] == "incomplete")
    assert "first_responsible" == incomplete["missing_contents"]


def test_without_an_address_there_is_a_calendar_but_no_feed(summary):
    """A feed has full addresses or is none."""
    assert {"obligations.csv", "obligations.json", "obligations.ics"} == set(register_files(portal(summary)))
    assert "obligations.xml" in register_files(portal(summary, site_url="https://example.gov.cn/"))


def test_the_calendar_has_every_rule_with_a_day_and_every_report_not_yet_due(load_fixture):
    """The rule comes back every year; a report that is owed stands on its own day."""
    made = register_files(portal(summary_of(load_fixture, date(2026, 2, 1))))["obligations.ics"]
    events = {str(event["UID"]): event for event in Calendar.from_ical(made).events}
    yearly = {name.split("@")[0] for name, event in events.items() if "RRULE" in event}
    assert {"annual-report", "enforcement-statistics"} == yearly
    assert date(2020, 3, 31) == events["annual-report@gongkai.invalid"]["DTSTART"].dt
    assert date(2019, 1, 31) == events["enforcement-statistics@gongkai.invalid"]["DTSTART"].dt
    assert date(2026, 3, 31) == events["999901-complete-2025@gongkai.invalid"]["DTSTART"].dt


def test_the_feed_tells_of_publications_searches_and_days_that_ran_out(summary):
    """Newest first, at most fifty; every entry leads to a page of this site."""
    feed = register_files(portal(summary, site_url="https://example.gov.cn/"))["obligations.xml"]
    root = etree.fromstring(feed.encode())
    entries = [
        [child.text for child in entry if child.tag.endswith(("title", "id"))] for entry in root.iter("{*}entry")
    ]
    titles = [title for title, _ in entries]
    assert "示例市2025年度法治政府建设年度报告：本站未找到" == titles[0]
    assert "2025年度法治政府建设年度报告：公布期限已过" == titles[1]
    assert "示例市2023年度法治政府建设年度报告：期限后公布" in titles
    assert all(name.startswith("https://example.gov.cn/") for _, name in entries)
    assert len(entries) == len({name for _, name in entries}) <= 50


def test_a_report_that_nobody_looked_for_is_no_news(summary):
    """A row that stands for what was never entered makes no entry of its own."""
    feed = register_files(portal(summary, site_url="https://example.gov.cn/"))["obligations.xml"]
    assert "本站未收录" not in feed


def test_the_home_page_says_what_is_due_next(load_fixture):
    """Between the new year and the last good day: the day, the year reported on, and how many bodies owe it."""
    page = home_page(portal(summary_of(load_fixture, date(2026, 2, 1))))
    assert "2026年3月31日 2025年度法治政府建设年度报告：1个机构尚未到期" in " ".join(tree(page).text_content().split())


def test_the_api_has_the_same_rows_and_every_locality(summary):
    """The register under its versioned address, and a catalogue that leads to each locality's own lists."""
    made = portal_files(portal(summary, site_url="https://example.gov.cn/"))
    register = json.loads(made["api/v1/obligations.json"])
    assert (
        json.loads(register_files(portal(summary))["obligations.json"])[0].keys() == register["obligations"][0].keys()
    )
    assert len(summary.reports) == len(register["obligations"])
    (place,) = json.loads(made["api/v1/catalogue.json"])["localities"]
    assert "https://example.gov.cn/999901-complete/api/v1/locality.json" == place["api"]
    assert (summary.counts, summary.version) == (place["counts"], place["data_version"])

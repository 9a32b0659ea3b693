"""What the date alone changed, as readers see it: apart from edits of the data, in feeds, on pages, at the portal."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest
from lxml import etree

from generator.artifacts import json_text
from generator.assess import assess_package
from generator.model import Milestone, Package
from generator.obligations import public_obligations
from generator.pages import Page, locality_pages, portal_pages
from generator.pages.edition import Edition
from generator.pages.portal_views import Portal
from generator.pages.views import Views
from generator.schemas import load_schemas
from generator.settings import ROOT
from generator.standings import assess_reports
from generator.summaries import LocalitySummary, summarise
from generator.turnings import find_turnings, newest_turnings
from generator.vocabulary import load_vocabulary

SCHEMAS = ROOT / "schemas"
COMPLETE = "999901-complete"
AS_OF = date(2026, 11, 22)
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITE = "https://example.gov.cn/fzzf/"


@dataclass(frozen=True)
class Made:
    """Everything made of one package; pages by address."""

    pages: dict[str, Page]
    summary: LocalitySummary
    portal: dict[str, Page]

    def entries(self, address: str, name: str = "feed.xml") -> dict[str, tuple[str, str, str]]:
        """Day, title and summary of the entries of the feed beside a page, by id."""
        page = self.pages.get(address) or self.portal[address]
        root = etree.fromstring(page.files[name].encode())
        return {
            (row.findtext("a:id", namespaces=ATOM) or "").removeprefix(SITE): tuple(
                row.findtext(f"a:{field}", namespaces=ATOM) or "" for field in ("updated", "title", "summary")
            )
            for row in root.iterfind("a:entry", ATOM)
        }


@pytest.fixture
def make(edition: Edition) -> Callable[..., Made]:
    """Pages, summary and portal of a package without a history, as of a day."""
    vocabulary = load_vocabulary(SCHEMAS)
    public = replace(edition, site_url=SITE)

    def run(package: Package, as_of: date = AS_OF, made_for: Edition = public) -> Made:
        assessments = assess_package(package, as_of)
        standings = assess_reports(package, public_obligations(vocabulary), as_of)
        turnings = find_turnings(package, assessments, standings)
        views = Views(package, assessments, standings, vocabulary, made_for, turnings=turnings)
        summary = summarise(package, assessments, standings, (), made_for.say)
        summary = replace(summary, turnings=newest_turnings(turnings, made_for.say))
        kept = LocalitySummary.from_dict(json.loads(json_text(summary.as_dict())))
        assert kept == summary
        portal = portal_pages(Portal([kept], {}, {}, load_schemas(SCHEMAS), vocabulary, made_for))
        pages = locality_pages(views, [], ())
        return Made({page.address: page for page in pages}, kept, {page.address: page for page in portal})

    return run


@pytest.fixture
def complete(load_fixture) -> Package:
    return load_fixture("complete")


def test_a_locality_tells_of_it_without_any_commit(make, complete):
    """One entry a day with a name of its own, that says first that nobody edited anything."""
    entries = make(complete).entries(f"{COMPLETE}/changes/")
    assert [f"{COMPLETE}/changes/#2026-04-01-turned", f"{COMPLETE}/changes/#2026-01-01-turned"] == list(entries)
    day, title, summary = entries[f"{COMPLETE}/changes/#2026-04-01-turned"]
    assert ("2026-04-01T00:00:00+00:00", "示例市：2026年4月1日因日期而变") == (day, title)
    assert summary.startswith("数据没有改动，只是日期到了。 示例市2025年度法治政府建设年度报告的公布期限")
    assert summary.endswith("这不等于没有公布。")


def test_a_day_later_old_entries_are_as_they_were(make, complete):
    """The day on which a time limit passes brings one entry and touches no other."""
    (before, after) = (make(complete, date(2026, 3, 31)), make(complete, date(2026, 4, 1)))
    old, new = (made.entries(f"{COMPLETE}/changes/") for made in (before, after))
    assert {f"{COMPLETE}/changes/#2026-04-01-turned"} == new.keys() - old.keys()
    assert old.items() <= new.items()


def test_units_hear_of_their_tasks(make, complete):
    made = make(complete)
    concerned = {row.unit_id for row in complete.assignments if row.task_id == "law-2025-006"}
    assert concerned
    for unit in complete.units:
        address = f"{COMPLETE}/units/{unit.unit_id}/"
        entries = made.entries(address) if "feed.xml" in made.pages[address].files else {}
        told = any("“减少证明事项”" in summary for _, _, summary in entries.values())
        assert told == (unit.unit_id in concerned), unit


def test_the_page_keeps_it_apart_and_leads_on(make, complete):
    """Under words of its own, each line with the page that tells more; so does the page of the task itself."""
    pages = make(complete).pages
    body = pages[f"{COMPLETE}/changes/"].body
    assert 2 == body.count("<b>因日期而变</b>") == body.count("数据没有改动</span>")
    for address in ("tasks/law-2025-006", "tasks/law-2025-010", "reports/2025"):
        assert f'<a href="../{address}/">' in body
    own = pages[f"{COMPLETE}/tasks/law-2025-006/"].body
    assert '<b>2026年1月1日</b> <span class="gk-quiet">因日期而变</span> 任务“减少证明事项”的完成时限' in own
    assert "{#changes}" not in pages[f"{COMPLETE}/tasks/law-2025-001/"].body
    of_indicator = pages[f"{COMPLETE}/indicators/head-appearance-rate/"].body
    assert "在2025年的一期已于2025年12月31日结束" in of_indicator


def test_lines_without_a_task_lead_to_plan_indicator_or_list(make, complete):
    """A stage goal of the plan, a target of a section, a report that nobody entered."""
    stage = Milestone("stage", "law-2025", "阶段目标", due_date=date(2026, 6, 30))
    target = next(row for row in complete.targets if row.section_id)
    moved = replace(target, period="2025", due_date=date(2026, 6, 30), value=target.value * 9)
    package = replace(
        complete,
        milestones=(stage,),
        targets=tuple(moved if row is target else row for row in complete.targets),
        reports=tuple(row for row in complete.reports if row.year != 2025),
    )
    body = make(package).pages[f"{COMPLETE}/changes/"].body
    assert '<a href="../plans/law-2025/">阶段节点“阶段目标”' in body
    assert f'<a href="../indicators/{target.indicator_id}/">目标“' in body
    assert '<a href="../reports/">示例市应当公布2025年度' in body


def test_the_portal_tells_of_it_once_a_day(make, complete):
    """In one entry for all localities, so that a day on which all are due does not drive out the edits; of reports the
    register tells.
    """
    made = make(complete)
    entries = made.entries("changes/")
    assert ["changes/#2026-01-01-turned"] == list(entries)
    _, title, summary = entries["changes/#2026-01-01-turned"]
    assert "各地：2026年1月1日因日期而变" == title
    assert "示例市：任务“减少证明事项”的完成时限" in summary
    assert "年度报告" not in summary
    body = made.portal["changes/"].body
    assert "<b>因日期而变</b>" in body
    assert "还有3处" in body
    assert "最新变动" not in made.portal[""].body


def test_the_register_tells_that_reports_became_due_and_that_the_day_passed(make, complete):
    """One entry a rule and year, whoever owes it."""
    entries = make(complete).entries("obligations/", "obligations.xml")
    day, title, _ = entries["obligations/2025/#annual-report-2025-due"]
    assert "2025年度法治政府建设年度报告：应当公布，最后一个按期的日子是2026年3月31日" == title
    assert day.startswith("2026-01-01")
    assert entries["obligations/2025/#annual-report-2025-over"][0].startswith("2026-04-01")
    soon = make(complete, date(2025, 12, 31)).entries("obligations/", "obligations.xml")
    assert not any("2025-due" in name for name in soon)


def test_the_portal_has_a_bounded_number_of_lines(make, complete):
    """However many days a plan has: the newest, and the reports that became due."""
    dates = [date(2026, month, day) for month in range(1, 11) for day in (1, 10, 20)]
    stages = tuple(Milestone(f"m{number}", "law-2025", "目标", due_date=day) for number, day in enumerate(dates))
    lines = make(replace(complete, milestones=stages)).summary.turnings
    assert 20 == sum(not row.is_report for row in lines)
    assert ["2026-10-21", "2026-10-11"] == [row.day for row in lines[:2]]
    assert [("annual-report", 2025, "2026-03-31")] == [
        (row.obligation, row.year, row.last_day) for row in lines if row.is_report
    ]


def test_hostile_titles_stay_text(make, complete):
    task = next(row for row in complete.tasks if row.task_id == "law-2025-006")
    hostile = replace(task, title="<script>alert(1)</script> *甲* [乙](丙) & {{ 丁 }}")
    made = make(replace(complete, tasks=tuple(hostile if row is task else row for row in complete.tasks)))
    for page in (made.pages[f"{COMPLETE}/changes/"], made.portal["changes/"]):
        assert "<script" not in page.markdown()
        assert "<script" not in page.files["feed.xml"]
    assert "<script>alert(1)</script> *甲*" not in made.pages[f"{COMPLETE}/tasks/law-2025-006/"].body


def test_where_nothing_is_due_nothing_is_said(make, load_fixture, edition):
    """A package of one unit and one document: no entry, and without a history no feed."""
    package = load_fixture("minimal")
    place = package.locality.locality_id
    package = replace(package, locality=replace(package.locality, level="township"))
    made = make(package)
    assert "<b>因日期而变</b>" not in made.pages[f"{place}/changes/"].body
    assert "feed.xml" not in made.pages[f"{place}/changes/"].files
    assert () == made.summary.turnings


def test_a_summary_of_another_program_is_read(make, complete):
    """Last good pages may be older, or newer: what is not known of is empty, or left out."""
    stored = make(complete).summary.as_dict()
    older = {name: value for name, value in stored.items() if name not in {"turnings", "changes", "last_day"}}
    read = LocalitySummary.from_dict(older)
    assert ((), (), "") == (read.turnings, read.changes, read.last_day)
    stored["turnings"][0]["shade"] = "blue"
    stored["weather"] = "fine"
    assert make(complete).summary == LocalitySummary.from_dict(stored)

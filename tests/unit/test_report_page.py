"""The page of a yearly report: what stands first, what stands where, and what is not said."""

import re

import pytest
from lxml import html

from generator.model import NextStep, Problem, ReportSection
from generator.pages.report import report_page
from tests.drafts import folded, views_of
from tests.rules.packages import document, package, report, result, series

HEADING = re.compile(r"^##+ .* \{#([a-z-]+)\}$", re.MULTILINE)


def page_of(*records, level="county"):
    """Markdown of the page of the first report."""
    views = views_of(package(*records, level=level))
    return report_page(views.package.reports[0], views).body


def facts_of(body):
    """The short facts at the top: label and value."""
    tree = html.fragment_fromstring(body, create_parent=True)
    (first, *_) = tree.xpath("./dl[@class='gk-facts']")
    return {folded(row[0].text_content()): folded(row[1].text_content()) for row in first.xpath("./div")}


@pytest.mark.parametrize("report_id", ["2020", "2021", "2022", "2023", "2025", "2022-rule-of-law-sifaju"])
def test_no_id_stands_twice(load_fixture, report_id):
    """A target that repeats has several rows, a value may stand in two tables."""
    views = views_of(load_fixture("complete"))
    body = report_page(views.standings[report_id].report, views).body
    ids = re.findall(r' id="([^"]+)"', body) + HEADING.findall(body)
    assert sorted(set(ids)) == sorted(ids)


def test_the_ten_seconds_come_first(load_fixture):
    """Published or not and when, until when, complete or not, the original: before any heading."""
    views = views_of(load_fixture("complete"))
    body = report_page(views.standings["2023"].report, views).body
    facts = facts_of(body)
    assert ["是否公布", "最后期限", "规定内容", "原文"] == list(facts)[:4]
    assert ("已公布，2024年4月1日（页面标明）", "2024年3月31日") == (facts["是否公布"], facts["最后期限"])
    assert ("4项规定内容齐全", "打开原文") == (facts["规定内容"], facts["原文"])
    assert body.index("gk-facts") < body.index("\n## ")


def test_sections_stand_in_their_order(load_fixture):
    """What it must contain, its figures, charts, targets, progress, problems, sources."""
    views = views_of(load_fixture("complete"))
    page = {name: HEADING.findall(report_page(views.standings[name].report, views).body) for name in ("2022", "2023")}
    assert page["2022"] == [
        "contents",
        "figures",
        "figures-own",
        "figures-elsewhere",
        "targets",
        "progress",
        "problems",
        "sources",
    ]
    assert "charts" in page["2023"]


def test_a_report_that_was_not_found_says_only_what_is_known(load_fixture):
    """No contents, no original, no sentence on figures that it might have had."""
    views = views_of(load_fixture("complete"))
    body = report_page(views.standings["2025"].report, views).body
    assert "本站未找到" == facts_of(body)["是否公布"]
    assert not {"规定内容", "原文"} & set(facts_of(body))
    assert "本站没有从这份报告收录数据" not in body
    assert "figures-elsewhere" in HEADING.findall(body)


def test_a_report_without_figures_says_so():
    """And one whose parts were not entered is neither complete nor incomplete."""
    body = page_of(report())
    assert "本站没有从这份报告收录数据。" in body
    assert "本站没有收录这份报告的各部分，不知道规定的内容是否都有。" in body
    assert "报告里没有这部分" not in body


def test_a_year_before_elsewhere_names_its_document():
    """The source of both values, where they are two."""
    before = result(result_id="r0", period="2022", document_id="old")
    body = page_of(report(), document("old", url="https://www.example.gov.cn/old.html"), before, result())
    assert '上年：<a href="https://www.example.gov.cn/old.html" rel="noopener external">文件old</a>' in body
    assert "持平" in body


def test_where_the_rule_may_not_bind_nothing_is_missing():
    """A part that is not there is told without blame."""
    part = ReportSection("2023", "achievements", 1, "成效")
    body = page_of(report(), part, level="township")
    assert "报告没有单列这部分" in body
    assert "报告里没有这部分" not in body


def test_problems_are_unanswered_only_where_steps_are_known():
    """Without any step of the report, nothing is said against it."""
    problem = Problem("p1", "2023", "问题一")
    assert "本站没有收录这份报告的下一步安排" in page_of(report(), problem)
    body = page_of(report(), problem, NextStep("s1", "2023", "措施一"))
    assert "报告里没有对应的措施" in body
    assert "没有对应到问题的安排" in body


def test_a_chart_needs_three_years():
    """Its figure is the indicator's own."""
    assert "../../indicators/rate/chart.json" in page_of(report(), *series("2021=90 2022=91 2023=92"))
    assert "chart.json" not in page_of(report(), *series("2022=91 2023=92"))

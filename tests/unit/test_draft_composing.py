"""The draft of a report: made only of what the package has, and honest about what it does not have."""

import re
from collections.abc import Iterator
from dataclasses import astuple, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from generator.artifacts import digest
from generator.draft.numbering import numeral
from generator.draft.records import Draft, DraftTable, Heading
from generator.errors import UsageError
from generator.model import NextStep, Package, Problem, table_of
from generator.pages.labels import large_label
from generator.pages.report import report_page
from generator.pages.report_figures import figures_of
from generator.pages.report_views import RULE_OF_LAW
from generator.schemas import load_schemas
from generator.settings import ROOT
from tests.drafts import drafted, from_records, gaps_of, text_of, views_of
from tests.rules.packages import indicator, package, plan, progress, report, result, section, series, target, task

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?", re.ASCII)
REAL = sorted(path.name for path in (ROOT / "data").iterdir())
COMPLETE = ["2019", "2020", "2021", "2022", "2022-rule-of-law-sifaju", "2023", "2024", "2025", "2026"]


def numbers_in(text: str) -> set[Decimal]:
    return {Decimal(found.replace(",", "")) for found in NUMBER.findall(text)}


def facts_of(made: Package) -> Iterator[Any]:
    for table in load_schemas(ROOT / "schemas"):
        for row in table_of(made, table):
            yield from astuple(row)
    yield from (made.version, made.title, made.locality.name)


def numbers_of(made: Package) -> set[Decimal]:
    """Every number that the package holds: values, days, and what stands in its texts; large values also in 万, 亿."""
    found: set[Decimal] = set()
    for fact in facts_of(made):
        if isinstance(fact, Decimal):
            found |= {abs(fact)} | numbers_in(str(large_label(fact)))
        elif isinstance(fact, date):
            found |= {Decimal(fact.year), Decimal(fact.month), Decimal(fact.day)}
        else:
            found |= numbers_in(str(fact))
    return found


def unfounded(draft: Draft, made: Package, views: Any, report_id: str) -> set[Decimal]:
    """Numbers of a draft that are neither the package's nor worked out from two of its values."""
    standing = views.standings[report_id]
    figures = figures_of(standing.report, views, has_elsewhere=True)
    known = numbers_of(made) | {Decimal(standing.report.year + step) for step in (-1, 0, 1)}
    known |= {number for row in figures.of_year if row.change for number in numbers_in(str(row.change))}
    # How many values a chart has stands in its summary.
    known |= {Decimal(len(chart.chart.points)) for chart in figures.charts}
    known |= {Decimal(row.period[-1]) for row in made.results if re.search(r"-[HQ]\d$", row.period)}
    return numbers_in(text_of(draft)) - known


@pytest.mark.parametrize("report_id", COMPLETE)
def test_every_number_of_a_draft_is_known(load_fixture, report_id):
    """Values, days, years and changes that were worked out; nothing else."""
    made = load_fixture("complete")
    draft = drafted(made, report_id)
    assert set() == unfounded(draft, made, views_of(made), report_id)


@pytest.mark.parametrize("place", REAL)
def test_every_number_of_a_real_draft_is_known(examine, place):
    """The same for every report on the rule of law in the repository's own data, entered or owed."""
    made, _ = examine(ROOT / "data" / place)
    views = views_of(made)
    owed = [name for name, row in views.standings.items() if row.report.kind == RULE_OF_LAW]
    assert {} == {name: found for name in owed if (found := unfounded(drafted(made, name), made, views, name))}


def test_an_invented_number_would_be_found(load_fixture):
    """The test above can fail: a value that is not in the package is seen."""
    made = load_fixture("complete")
    changed = replace(made, results=tuple(replace(row, value=Decimal("77.123")) for row in made.results))
    views = views_of(made)
    assert {Decimal("77.123")} <= unfounded(drafted(changed), made, views, "2023")


@pytest.mark.parametrize("report_id", ["2021", "2022", "2023", "2025"])
def test_draft_and_page_show_the_same_values(load_fixture, report_id):
    """Every value and change of the page's tables stands in the draft's table, row by row."""
    made = load_fixture("complete")
    views = views_of(made)
    owed = views.standings[report_id].report
    page = report_page(owed, views).body
    figures = figures_of(owed, views, has_elsewhere=True).of_year
    tables = [table for table in drafted(made, report_id).blocks if isinstance(table, DraftTable)]
    rows = tables[0].rows if figures else ()
    assert len(figures) == len(rows)
    for figure, cells in zip(figures, rows, strict=True):
        assert str(figure.row.value) in str(cells[1])
        assert str(figure.row.value) in page
        assert (str(figure.last.value) if figure.last else "") in str(cells[2])
        assert (str(figure.comparison) or "—") == str(cells[3])
        assert str(figure.comparison) in page


def test_parts_are_those_that_the_rule_names(load_fixture):
    """Five parts with Chinese numbers, in the order of the rule, and the list of gaps after them."""
    headings = [str(block.text) for block in drafted(load_fixture("complete")).blocks if isinstance(block, Heading)]
    parts = [text for text in headings if not text.startswith("（")]
    assert parts == [
        "一、主要举措和成效",
        "二、存在的不足和原因",
        "三、主要负责人履行法治建设第一责任人职责情况",
        "四、下一年度主要安排",
        "五、其他需要报告的情况",
        "附：待补充事项",
    ]


def test_title_and_mark(load_fixture):
    """It says what it is and that it is a draft."""
    lines = from_records(drafted(load_fixture("complete"))).lines
    assert ["草稿", "示例市2023年度法治政府建设年度报告"] == lines[:2]
    assert "数据包“示例市法治政府建设进展数据（虚构）”（版本1.0.0）" in lines[2]


def test_all_gaps_stand_at_the_end_once_more(load_fixture):
    """With a number and the heading they stand under."""
    draft = drafted(load_fixture("complete"))
    lines = from_records(draft).lines
    listed = lines[lines.index("附：待补充事项") + 1 :]
    assert len(listed) == len(draft.gaps) > 5
    for number, (line, words) in enumerate(zip(listed, gaps_of(draft), strict=True), start=1):
        assert line.startswith(f"{number}．“")
        assert line.endswith(f"”：{words}")


SENTENCES = [
    # 单位, 数值, 句子
    ("%", "2022=88.5 2023=92.9", "2023年，比率为92.9%，上年为88.5%，上升4.4个百分点。数据来源：《文件report-2023》。"),
    ("件", "2022=309 2023=330", "2023年，比率为330件，上年为309件，增加21件（6.8%）。数据来源：《文件report-2023》。"),
    ("%", "2023=92.9", "2023年，比率为92.9%。数据来源：《文件report-2023》。"),
    (
        "件",
        "2022=约8 2023=9",
        "2023年，比率为9件，上年为约8件（有数值只是约数或下限，不作比较）。数据来源：《文件report-2023》。",
    ),
    ("户", "2023=18300", "2023年，比率为18,300户（1.83万）。数据来源：《文件report-2023》。"),
    ("件", "2023-H1=5", "2023年上半年，比率为5件。数据来源：《文件report-2023》。"),
    ("项", "2023=22**项", "2023年，比率为“22**项”（原文隐去）。数据来源：《文件report-2023》。"),
]


@pytest.mark.parametrize(("unit_of_measure", "cell", "expected"), SENTENCES)
def test_sentences_are_made_of_published_values(unit_of_measure, cell, expected):
    """Each says what was published for when, beside the year before, and where."""
    made = package(report(), indicator(unit_of_measure=unit_of_measure), *series(cell))
    assert expected in from_records(drafted(made)).lines


def test_figures_stand_under_the_area_they_tell_of():
    """An indicator belongs to the area of its task; what belongs to none comes last."""
    made = package(
        report(),
        section(section_id="a1", title="方面甲", order=1),
        section(section_id="a2", title="方面乙", order=2),
        task(section_id="a2"),
        target(),
        indicator(),
        indicator(indicator_id="loose", name="散数"),
        result(),
        result(result_id="r2", indicator_id="loose"),
    )
    headings = [str(block.text) for block in drafted(made).blocks if isinstance(block, Heading)]
    assert ["（一）方面乙", "（二）其他方面", "（三）数据和目标"] == headings[1:4]


def test_missing_years_and_results_are_asked_for():
    """A cell without a value is a gap, never a nought."""
    made = package(
        report(),
        target(),
        target(target_id="t2", indicator_id="none"),
        indicator(),
        indicator(indicator_id="none", name="没有结果的指标"),
        result(),
    )
    draft = drafted(made)
    first, second = [block for block in draft.blocks if isinstance(block, DraftTable)][:2]
    assert "〔待补充〕" == str(first.rows[0][2])
    assert ["达到", "〔待补充〕"] == [str(row[4]) for row in second.rows]
    assert "以下指标2022年的数据：比率" in gaps_of(draft)
    assert "以下目标的结果：没有结果的指标" in gaps_of(draft)


def test_targets_whose_time_is_not_over_are_left_out():
    """Nobody can report yet whether they were reached."""
    made = package(report(), plan(end_date=date(2025, 12, 31)), target(period="2023/2025"), result(value=Decimal(80)))
    draft = drafted(made)
    assert 1 == len([block for block in draft.blocks if isinstance(block, DraftTable)])
    assert not [words for words in gaps_of(draft) if "核实" in words]


def test_a_target_that_was_missed_is_a_question_and_no_fault():
    """Where the report states no problems, the writer is asked; the text itself says nothing of it."""
    draft = drafted(package(report(), target(), result(value=Decimal(80))))
    asked = [words for words in gaps_of(draft) if words.startswith("核实“比率”的情况")]
    assert ["核实“比率”的情况，并写明原因。2023年的结果为80%，未达到目标“95%以上”。"] == asked


def test_stated_problems_are_told_as_the_report_states_them():
    """With their numbers anew, the document, and a gap for the reasons; then nobody is asked about targets."""
    made = package(
        report(), target(), result(value=Decimal(80)), Problem("p1", "2023", "执法不规范", "1.", "记录不全。")
    )
    lines = from_records(drafted(made)).lines
    place = lines.index("二、存在的不足和原因")
    assert lines[place + 1 : place + 5] == [
        "〔待补充：以下各项不足的原因〕",
        "（一）执法不规范",
        "记录不全。",
        "以上内容见《文件report-2023》。",
    ]
    assert not [line for line in lines if "核实" in line]


def test_statements_need_a_document():
    """What a document says is told with it; without one the source is asked for; what is behind is asked about."""
    made = package(
        report(),
        progress(reported_date=date(2023, 12, 20)),
        progress(reported_date=date(2023, 5, 10), document_id="", status=""),
        progress(reported_date=date(2023, 7, 1), status="behind", summary="推行滞后。"),
    )
    draft = drafted(made)
    assert "任务：已完成。（已完成；2023年12月20日，来源：《文件evidence-1》）" in from_records(draft).lines
    assert "下面这一进展的出处。任务：已完成。（2023年5月10日）" in gaps_of(draft)
    asked = "核实这一情况，并写明原因。任务：推行滞后。（滞后；2023年7月1日，来源：《文件evidence-1》）"
    assert asked in gaps_of(draft)
    # In the text as a question, and once more in the list of gaps.
    assert 2 == text_of(draft).count("推行滞后")


def test_next_year_is_what_the_report_plans_and_what_falls_due():
    """Steps in their own order, then the tasks whose last day lies in the next year."""
    made = package(
        report(),
        plan(end_date=date(2025, 12, 31)),
        task(task_id="work-002", title="明年的任务", due_date=date(2024, 6, 30)),
        task(task_id="work-003", title="后年的任务", due_date=date(2025, 6, 30)),
        NextStep("s1", "2023", "措施一", summary="写明的做法。"),
    )
    draft = drafted(made)
    lines = from_records(draft).lines
    place = lines.index("四、下一年度主要安排")
    assert ["（一）措施一", "写明的做法。"] == lines[place + 1 : place + 3]
    tables = [block for block in draft.blocks if isinstance(block, DraftTable)]
    assert [("1", "明年的任务", "2024年6月30日", "—")] == [tuple(map(str, row)) for row in tables[-1].rows]


def test_a_report_that_nobody_entered_can_be_drafted(load_fixture):
    """What is owed is what somebody has to write."""
    made = replace(load_fixture("complete"), reports=())
    assert "示例市2024年度法治政府建设年度报告" == str(drafted(made, "2024").title)


WRONG = [
    ("2031", "has no report '2031'"),
    ("2022-rule", "did you mean 2022-rule-of-law-sifaju?"),
    ("2023-disclosure", "no rule says what a report of the kind 'disclosure' contains"),
]


@pytest.mark.parametrize(("report_id", "message"), WRONG)
def test_what_cannot_be_drafted_is_refused(load_fixture, report_id, message):
    """In plain words, with a name that was perhaps meant."""
    with pytest.raises(UsageError, match=re.escape(message)):
        drafted(load_fixture("complete"), report_id)


NUMERALS = [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九"), (100, "100")]


@pytest.mark.parametrize(("number", "expected"), NUMERALS)
def test_numbers_of_headings(number, expected):
    """As Chinese counts."""
    assert expected == str(numeral(number))


def test_a_draft_is_the_same_every_time(load_fixture):
    """No clock and no chance."""
    first, second = (text_of(drafted(load_fixture("complete"))) for _ in range(2))
    assert digest(first.encode()) == digest(second.encode())

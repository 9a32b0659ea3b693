"""Views: what a row says in words. Unknown, masked and vague are states of their own, never a zero, never a guess."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from generator.assess import assess_package
from generator.model import Assignment, Package
from generator.obligations import public_obligations
from generator.pages.locality import overview_results
from generator.pages.views import Views, documents_of
from generator.standings import assess_reports
from generator.vocabulary import load_vocabulary
from tests.rules.packages import document, indicator, package, plan, result, section, target, task, unit

AS_OF = date(2023, 6, 30)


@pytest.fixture(scope="module")
def views_of(schemas_dir, edition) -> Callable[[Package], Views]:
    """Views of a package as of the middle of 2023."""
    vocabulary = load_vocabulary(schemas_dir)
    return lambda made: Views(
        made,
        assess_package(made, AS_OF),
        assess_reports(made, public_obligations(vocabulary), AS_OF),
        vocabulary,
        edition,
    )


@pytest.fixture
def result_row(views_of):
    """The row of one result."""
    return lambda *others, **fields: views_of(package(*others, result(**fields))).result_rows["r1"]


@pytest.fixture
def target_row(views_of):
    """The row of one target."""

    def run(*others, **fields):
        made = target(**fields)
        return views_of(package(*others, made)).target_row(made)

    return run


@pytest.fixture
def task_row(views_of):
    """The row of the one task."""
    return lambda *others, **fields: views_of(package(*others, task(**fields))).task_rows["work-001"]


VALUES = [
    ({"value": Decimal("88.5")}, "88.5%"),
    ({"value": Decimal("25.290")}, "25.290%"),
    ({"value": Decimal(0)}, "0%"),
    ({"value": Decimal(-3)}, "-3%"),
    ({"value": Decimal(4618000000)}, "4,618,000,000%"),
    ({"value": Decimal(60), "precision": "at_least"}, "60%以上"),
    ({"value": Decimal(15), "precision": "about"}, "约15%"),
    ({"value": None, "masked": ("value",), "printed": "22**项"}, "“22**项”（原文隐去）"),
    ({"value": None, "masked": ("value",)}, "原文隐去"),
]


@pytest.mark.parametrize(("fields", "expected"), VALUES)
def test_value_in_words(result_row, fields, expected):
    """Every digit as published, with unit and precision; what the document hides is shown as hidden."""
    assert expected == str(result_row(**fields).value)


RATIOS = [
    ({}, ""),
    ({"numerator": Decimal(16), "denominator": Decimal(37)}, "16 ÷ 37"),
    ({"numerator": Decimal(0), "denominator": Decimal(0)}, "0 ÷ 0"),
    ({"numerator": Decimal(18300), "denominator": Decimal(20000)}, "18,300 ÷ 20,000"),
    ({"masked": ("denominator",)}, "未写明 ÷ 原文隐去"),
    ({"numerator": Decimal(92), "masked": ("denominator",)}, "92 ÷ 原文隐去"),
    ({"masked": ("numerator", "denominator")}, "原文隐去 ÷ 原文隐去"),
    ({"denominator": Decimal(37)}, "未写明 ÷ 37"),
    ({"masked": ("value",), "value": None}, ""),
]


@pytest.mark.parametrize(("fields", "expected"), RATIOS)
def test_ratio_in_words(result_row, fields, expected):
    """Numerator and denominator as published; a hidden one is called hidden, an unwritten one unwritten."""
    assert expected == str(result_row(**fields).ratio)


PERIODS = [
    ({"period": "2023"}, "2023年"),
    ({"period": "2023-H1"}, "2023年上半年"),
    ({"period": "2023-Q3"}, "2023年第三季度"),
    ({"period": "2023-07"}, "2023年7月"),
    ({"period": "2015/2025"}, "2015年至2025年"),
    ({"period": "../2019-10"}, "截至2019年10月末"),
    ({"period": "2023", "period_printed": "去年"}, "2023年（原文作“去年”）"),
    ({"period": "", "period_printed": "近年来"}, "“近年来”"),
    ({"period": ""}, "原文未写明"),
    ({"period": "", "masked": ("period",), "period_printed": "20**年"}, "“20**年”（年份被隐去）"),
    ({"period": "", "masked": ("period",)}, "原文隐去"),
    ({"period": "", "masked": ("period",), "period_printed": "20**年", "sequence": 2}, "第2年（原文隐去年份）"),
    ({"period": "", "sequence": 2}, "第2期"),
]


@pytest.mark.parametrize(("fields", "expected"), PERIODS)
def test_period_in_words(result_row, fields, expected):
    """A clear period in words; a vague one as printed; of a series without years the place in it."""
    assert expected == str(result_row(**fields).period)


SUBJECTS = [
    ({}, ""),
    ({"subject": "示例区"}, "示例区"),
    ({"unit_id": "sifaju"}, "单位sifaju"),
    ({"subject": "某局", "unit_id": "sifaju"}, "某局"),
    ({"subject": "某局", "masked": ("subject",)}, "某局（名称被隐去）"),
]


@pytest.mark.parametrize(("fields", "expected"), SUBJECTS)
def test_subject_in_words(result_row, fields, expected):
    """Whom a value is about, when it is not the locality; a hidden name is called hidden."""
    assert expected == str(result_row(unit("sifaju"), **fields).subject)


REMARKS = [
    ({"printed": "100%"}, ()),
    ({"printed": "1.83万项"}, ("原文“1.83万项”",)),
    ({"printed": "60余学时", "precision": "at_least"}, ("原文“60余学时”",)),
    ({"printed": "约**", "value": None, "masked": ("value",)}, ()),
    ({"scope": "sample"}, ("范围：抽样或部分",)),
    ({"scope": "whole_area"}, ("范围：全域",)),
    ({"is_break": True}, ("口径与前一个数值不同",)),
    ({"as_of_date": date(2023, 11, 30)}, ("统计到2023年11月30日",)),
    ({"note": "基数被隐去。"}, ("基数被隐去。",)),
    ({"scope": "sample", "is_break": True, "note": "注。"}, ("范围：抽样或部分", "口径与前一个数值不同", "注。")),
]


@pytest.mark.parametrize(("fields", "expected"), REMARKS)
def test_remarks(result_row, fields, expected):
    """What a reader must know to read the number right, and the printed words where they say more than it."""
    assert expected == tuple(str(words) for words in result_row(**fields).remarks)


def test_a_part_names_its_whole(result_row):
    """A part says which result it is a part of, with that result's value and unit."""
    total = result(result_id="all", indicator_id="count", value=Decimal(309))
    counted = indicator(indicator_id="count", name="案件数", unit_of_measure="件")
    row = result_row(total, indicator(), counted, part_of="all")
    assert ["属于“案件数”309件的一部分"] == [str(words) for words in row.remarks]


PROMISES = [
    ({}, "不低于95%"),
    ({"comparator": "gt"}, "超过95%"),
    ({"comparator": "le", "value": Decimal(0)}, "不高于0%"),
    ({"comparator": "lt"}, "低于95%"),
    ({"comparator": "eq"}, "等于95%"),
    ({"comparator": "approx"}, "约95%"),
    ({"comparator": "full", "value": Decimal(100)}, "100%"),
    ({"comparator": "range", "value": Decimal(85), "upper_value": Decimal(95)}, "85至95%"),
    ({"value": Decimal(18300)}, "不低于18,300%"),
    ({"value": None, "masked": ("value",), "printed": "**件"}, "“**件”"),
]


@pytest.mark.parametrize(("fields", "expected"), PROMISES)
def test_promise_in_words(target_row, fields, expected):
    """A promised value with the way to compare; a hidden one as printed."""
    assert expected == str(target_row(**fields).promised)


WINDOWS = [
    ({"period": "2023"}, "2023年"),
    ({"period": "", "due_date": date(2024, 12, 31)}, "2024年12月31日以前"),
    ({"period": "2024", "due_date": date(2024, 12, 31)}, "2024年"),
    ({"period": ""}, ""),
]


@pytest.mark.parametrize(("fields", "expected"), WINDOWS)
def test_window_in_words(target_row, fields, expected):
    """For when a value is promised; nothing where the document does not say."""
    assert expected == str(target_row(**fields).window)


@pytest.mark.parametrize("every", ["P1Y", "P2Y", "P5Y", "P1M", "P3M", "P6M", "term"])
def test_recurring_targets_say_how_often(target_row, schemas_dir, every):
    """A target that comes again says in words how often, not a single period."""
    label = load_vocabulary(schemas_dir).label("intervals", every)
    assert label != every
    assert label == str(target_row(every=every).window)


HOLDERS = [
    ({}, ""),
    ({"holder": "市级各部门"}, "市级各部门"),
    ({"each": "person"}, "每人"),
    ({"holder": "行政执法人员", "each": "person"}, "行政执法人员，每人"),
    ({"holder": "各部门", "each": "institution", "condition": "有条件的"}, "各部门，每个机构（有条件的）"),
    ({"condition": "有条件的"}, "（有条件的）"),
]


@pytest.mark.parametrize(("fields", "expected"), HOLDERS)
def test_holder_in_words(target_row, fields, expected):
    """Who has to reach it, whether each of them, and on what condition."""
    assert expected == str(target_row(**fields).holder)


def test_target_shows_the_results_it_was_judged_by(target_row):
    """Beside a promise stand the results that decided, and the status with its rule."""
    row = target_row(result(value=Decimal(96)), result(result_id="r2", period="2022", value=Decimal(90)))
    assert ["96%"] == [str(found.value) for found in row.results]
    assert row.assessment.status == row.status.code
    assert row.assessment.rule


DUES = [
    ({}, "2023年12月31日"),
    ({"due_binding": "strive"}, "2023年12月31日（争取）"),
    ({"due_start": date(2023, 7, 1), "due_date": date(2023, 9, 30)}, "2023年7月1日至2023年9月30日"),
    (
        {"due_start": date(2023, 7, 1), "due_date": date(2023, 9, 30), "due_binding": "strive"},
        "2023年7月1日至2023年9月30日（争取）",
    ),
    ({"due_date": None, "due_kind": "recurring", "due_printed": "每年"}, "每年"),
    ({"due_date": None, "due_kind": "relative", "due_printed": "自受理之日起60日内"}, "自受理之日起60日内"),
]


@pytest.mark.parametrize(("fields", "expected"), DUES)
def test_due_in_words(task_row, fields, expected):
    """The day with its binding, the stretch of time, or the way it repeats as printed."""
    assert expected == str(task_row(**fields).due)


@pytest.mark.parametrize("kind", ["recurring", "relative", "term", "ongoing", "none"])
def test_due_without_day_or_words_names_its_kind(task_row, schemas_dir, kind):
    """Where the document prints nothing the kind of limit is named."""
    label = load_vocabulary(schemas_dir).label("due-kinds", kind)
    assert label != kind
    assert label == str(task_row(due_date=None, due_kind=kind).due)


def test_parts_stand_by_role_and_in_printed_order(task_row):
    """Leading units first, then those that share, answer and support; «等» stays with the unit it follows."""
    rows = [
        Assignment("work-001", "d", "support", 4, is_open=True),
        Assignment("work-001", "b", "lead", 2, is_open=False),
        Assignment("work-001", "a", "lead", 1, is_open=False),
        Assignment("work-001", "c", "responsible", 3, is_open=False),
    ]
    row = task_row(*(unit(name) for name in "abcd"), *rows)
    assert [("牵头", "ab"), ("责任", "c"), ("配合", "d")] == [
        (role, "".join(part.unit.unit_id for part in parts)) for role, parts in row.parts
    ]
    assert [False, False] == [part.opens for part in row.leading]
    assert row.parts[2][1][0].opens
    assert ["999900-ceshi/units/a/", "999900-ceshi/units/b/"] == [part.address for part in row.leading]


def test_task_without_units_leads_nobody(task_row):
    """A task for which the document names no unit has no leading unit."""
    assert () == task_row().leading


def test_task_knows_its_area(task_row):
    """The area is the topmost section of the body above the task."""
    sections = [section(), section(section_id="work-m1", parent_id="work-a1", kind="measure", title="措施")]
    assert "方面" == task_row(*sections, section_id="work-m1").area.title
    assert task_row(*sections).area is None


def test_status_counts_follow_the_codelist(views_of):
    """Statuses are counted in the order of the codelist, and those that no task has are left out."""
    late = date(2022, 12, 31)
    made = package(
        task(),
        task(task_id="work-002", due_date=late),
        task(task_id="work-003", due_date=late),
        plan(start_date=date(2022, 1, 1)),
    )
    views = views_of(made)
    counts = {status.code: number for status, number in views.status_counts(list(views.task_rows.values()))}
    assert {"not_due": 1, "due_no_result": 2} == counts
    order = [code for scope, code in views.vocabulary.statuses if scope == "task"]
    assert sorted(counts, key=order.index) == list(counts)


def test_documents_are_named_once(views_of):
    """Of several results in one document the document is listed once, in the order met."""
    results = [result(result_id=name, document_id=where) for name, where in (("a", "d2"), ("b", "d1"), ("c", "d2"))]
    views = views_of(package(*results, document("d1"), document("d2")))
    assert ["d2", "d1"] == [row.document_id for row in documents_of(views.result_rows.values())]


def test_unknown_code_shows_itself(views_of):
    """A code without a label is shown as it is, and no code as unwritten."""
    views = views_of(package())
    assert "neu" == views.label("roles", "neu")
    assert "未写明" == views.label("roles", "")


def test_newest_result_is_about_the_locality_itself(views_of, load_fixture):
    """A sample, another place or a part never stands for the locality; where only parts are told of, it is said."""
    views = views_of(load_fixture("complete"))
    newest = {name: views.newest_result(name) for name in ("head-appearance-rate", "reconsideration-accepted")}
    assert ["72.9%", "330件"] == [str(row.value) for row in newest.values()]
    assert "2,216件" == str(views.newest_result("documents-filed").value)
    assert "示例市司法局" == views.newest_result("speeches").subject
    assert views.newest_result("unused") is None


def _series(years: int, indicators: int = 1):
    """Results of a place with no plan: so many years of so many indicators."""
    names = [f"rate-{number}" for number in range(indicators)]
    rows = [
        result(result_id=f"{name}-{year}", indicator_id=name, period=f"{2000 + year}")
        for name in names
        for year in range(years)
    ]
    return package(*(indicator(indicator_id=name) for name in names), *rows)


@pytest.mark.parametrize(
    ("years", "indicators", "shown"),
    [
        (20, 3, [f"rate-{number}-{year}" for number in range(3) for year in range(20)]),
        (21, 3, ["rate-0-20", "rate-1-20", "rate-2-20"]),
        (2, 70, [f"rate-{number}-1" for number in range(60)]),
    ],
)
def test_overview_shows_few_results_whole_and_of_many_the_newest(views_of, years, indicators, shown):
    """A citizen's first page stays a page: up to sixty results, else the newest of each of the first indicators."""
    made = overview_results(views_of(_series(years, indicators)))

    assert shown == [row.result.result_id for row in made]

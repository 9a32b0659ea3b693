"""The pages of comparisons: what is missing says so, sources are reached, differences are told, nothing is ranked."""

import csv
import io
from dataclasses import replace

import pytest
from lxml import html
from markdown import markdown

from generator.commons import CommonSeries, CommonValue
from generator.language import CHINESE, Language
from generator.model import Locality
from generator.pages import compare as pages
from generator.pages.edition import Edition
from generator.pages.page import Page
from generator.pages.portal_views import Portal
from generator.publisher import Publisher
from generator.settings import ROOT
from generator.summaries import LocalitySummary
from generator.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary(ROOT / "schemas")
RATE, COUNT = "head-appearance-rate", "information-published"
ENGLISH = Language("en", "en/", {"指标对照": ("Comparisons",)})


def value(period: str, number: str | None, **fields) -> CommonValue:
    made = CommonValue(f"r{period}", period, number, "exact", "own", "报告", "https://www.example.gov.cn/1", "original")
    return replace(made, is_masked=number is None, **fields)


def series(*values: CommonValue, common_id: str = RATE, unit: str = "%", **fields) -> CommonSeries:
    return replace(CommonSeries(common_id, "rate", "比率", unit, "up", values=values), **fields)


def summary(code: str, *commons: CommonSeries, name: str = "", level: str = "county") -> LocalitySummary:
    place = Locality(f"{code}-x", code, name or f"{code}县", code, level)
    return LocalitySummary(place, "", "", commons=commons)


def portal(*summaries: LocalitySummary, language: Language = CHINESE) -> Portal:
    edition = Edition(language, (CHINESE, ENGLISH), Publisher())
    return Portal(summaries, {}, {}, {}, VOCABULARY, edition)


def made(*summaries: LocalitySummary, language: Language = CHINESE) -> dict[str, Page]:
    """All pages by address."""
    return {page.address: page for page in pages.compare_pages(portal(*summaries, language=language))}


def tree(page: Page) -> html.HtmlElement:
    return html.fromstring(f"<div>{markdown(page.body, extensions=['attr_list', 'toc'])}</div>")


def shown(*summaries: LocalitySummary, common_id: str = RATE) -> html.HtmlElement:
    """The page of one common indicator as HTML."""
    return tree(made(*summaries)[f"compare/{common_id}/"])


def texts(root: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(node.text_content().split()) for node in root.xpath(path)]


def rows(root: html.HtmlElement, number: int = -1) -> list[list[str]]:
    """Head and rows of one of the tables."""
    table = root.xpath("//table")[number]
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.iter("tr")]


def test_localities_stand_side_by_side():
    """One row a locality, one column a year, the newest first; what is missing is a dash, and never a zero."""
    root = shown(
        summary("320102", series(value("2022", "90"), value("2023", "0"))),
        summary("140404", series(value("2022", "92.50"))),
    )
    assert [
        ["代码", "地方", "省份", "最新数值", "2023年", "2022年"],
        ["140404", "140404县", "山西省", "2022年 92.50%", "—", "92.50%"],
        ["320102", "320102县", "江苏省", "2023年 0%", "0%", "90%"],
    ] == rows(root)
    assert "— 表示本站未收录，不等于没有。" in root.text_content()


def test_where_all_is_of_one_period_its_column_is_enough():
    """The newest value is not said twice."""
    root = shown(summary("320102", series(value("2023", "90"))), summary("140404", series(left_out=("body",))))
    assert [
        ["代码", "地方", "省份", "2023年"],
        ["140404", "140404县", "山西省", "— 只收录了下属单位或其他地方的数据"],
        ["320102", "320102县", "江苏省", "90%"],
    ] == rows(root)


def test_other_periods_stand_apart_and_say_which():
    """Half a year of one locality is no column."""
    root = shown(summary("320102", series(value("2023", "90"), value("2024-H1", "95"))))
    assert ["代码", "地方", "省份", "最新数值", "2023年", "其他时期"] == rows(root)[0]
    assert ["2024年上半年 95%", "90%", "2024年上半年 95%"] == rows(root)[1][3:]


REASONS = [
    (("body",), "只收录了下属单位或其他地方的数据"),
    (("sample",), "只收录了抽样或部分的数据"),
    (("part",), "只收录了其中一部分的数据"),
    (("period",), "收录的数据没有写明时期"),
    (("body", "period"), "只收录了下属单位或其他地方的数据；收录的数据没有写明时期"),
]


@pytest.mark.parametrize(("left_out", "words"), REASONS)
def test_why_a_locality_has_no_value(left_out, words):
    """Whoever finds a department's figure on the locality's page sees why it is not here."""
    assert f"— {words}" == rows(shown(summary("140404", series(left_out=left_out))))[1][-1]


def test_a_locality_with_values_needs_no_reason():
    """That there are other figures as well is no matter here."""
    assert "90%" == rows(shown(summary("140404", series(value("2023", "90"), left_out=("body",)))))[1][-1]


MARKS = [
    ({"number": None, "printed": "9*%"}, "“9*%”（原文隐去）"),
    ({"number": None}, "原文隐去"),
    ({"number": "90", "precision": "at_least"}, "90%以上"),
    ({"number": "90", "is_break": True}, "90% 口径与前一个数值不同"),
    ({"number": "90", "is_revised": True}, "90% 另有文件数值不同"),
    ({"number": "90", "provenance": "unofficial_copy"}, "90% 非官方副本"),
    ({"number": "18300"}, "18,300% （1.83万）"),
]


@pytest.mark.parametrize(("fields", "words"), MARKS)
def test_marks_of_a_value(fields, words):
    """What a reader must know before holding a value against others stands in its cell."""
    assert words == rows(shown(summary("140404", series(value("2023", **fields)))))[1][-1]


def test_contradicting_values_are_both_shown():
    """Each with its own link."""
    twice = [value("2023", "90", is_contradicted=True), value("2023", "95", is_contradicted=True, result_id="b")]
    root = shown(summary("140404", series(*twice)))
    assert "90% 几个来源数值不一致95% 几个来源数值不一致" == rows(root)[1][-1]
    page = "../../140404-x/indicators/rate/"
    assert [page, f"{page}#r2023", f"{page}#b"] == [link.get("href") for link in root.xpath("//tbody//a")]


def test_notes_are_numbered_and_reached():
    """What the data says of a value stands below the table, linked from the cell."""
    root = shown(
        summary("320102", series(value("2023", "90", note="全区合计。"))),
        summary("140404", series(value("2022", "80"), value("2023", "85", note="只计一审。"))),
    )
    assert ["注1：140404县2023年：只计一审。", "注2：320102县2023年：全区合计。"] == texts(
        root, "//ul[contains(@class,'notes')]/li"
    )
    targets = {f"#{node.get('id')}" for node in root.xpath("//li[@id]")}
    assert targets == {link.get("href") for link in root.xpath("//sup/a")}
    assert ["注1", "注2"] == texts(root, "//sup")


def test_scopes_that_differ_are_warned_of_and_marked():
    """A district's own bodies beside a whole district: said above, in the list, and at each value."""
    root = shown(
        summary("140404", series(value("2023", "90"))),
        summary("320102", series(value("2023", "80", scope="whole_area"))),
    )
    assert ["各地的统计范围不同，比较时要特别小心。"] == texts(root, "//*[contains(@class,'gk-notice')]")
    assert [["本级", "未写明", "140404县"], ["全域", "未写明", "320102县"]] == rows(root, 0)[1:]
    assert ["90% 本级", "80% 全域"] == [row[-1] for row in rows(root)[1:]]
    assert ["90% 本级", "80% 全域"] == texts(root, "//*[contains(@class,'gk-bars__value')]")


def test_definitions_that_differ_are_warned_of():
    """The list says who counts what, with numerator and denominator where somebody names them."""
    root = shown(
        summary("140404", series(value("2023", "90"), definition="甲", denominator_name="应出庭案件数")),
        summary("320102", series(value("2023", "80"), definition="乙")),
    )
    assert ["各地的口径写法不同，比较时要特别小心。"] == texts(root, "//*[contains(@class,'gk-notice')]")
    assert [
        ["统计范围", "口径", "分子 ÷ 分母", "地方"],
        ["本级", "甲", "未写明 ÷ 应出庭案件数", "140404县"],
        ["本级", "乙", "—", "320102县"],
    ] == rows(root, 0)


def test_scopes_and_definitions_may_both_differ():
    """One warning says both."""
    root = shown(
        summary("140404", series(value("2023", "90"), definition="甲")),
        summary("320102", series(value("2023", "80", scope="whole_area"), definition="乙")),
    )
    assert ["各地的统计范围和口径不同，比较时要特别小心。"] == texts(root, "//*[contains(@class,'gk-notice')]")


def test_definitions_that_agree_need_no_warning():
    """A warning that always stands there is read by nobody."""
    root = shown(*(summary(code, series(value("2023", "90"), definition="甲")) for code in ("140404", "320102")))
    assert [] == texts(root, "//*[contains(@class,'gk-notice')]")
    assert 1 == len(root.xpath("//table"))
    assert [] == texts(root, "//*[contains(@class,'gk-tag')]")


def test_another_unit_is_another_table_that_says_so():
    """Under a heading of its own."""
    root = shown(
        summary("140404", series(value("2023", "90"))), summary("320102", series(value("2023", "9"), unit="件"))
    )
    assert ["以%为单位", "以件为单位"] == texts(root, "//h3")
    assert "这些地方用另一种计量单位，不能与上面的数值比较。" in root.text_content()
    assert ["90%", "9件"] == [rows(root, number)[1][-1] for number in (0, 1)]


@pytest.mark.parametrize(
    ("unit", "numbers", "lengths"),
    [
        ("%", ["90", "45"], ["90.0", "45.0"]),
        ("%", ["120", "60"], ["100.0", "50.0"]),
        ("件", ["5", "40"], ["12.5", "100.0"]),
        ("件", ["0", "0"], ["0.0", "0.0"]),
        ("件", ["-1", "2"], []),
        ("件", ["2", None], []),
    ],
)
def test_the_picture_begins_at_zero(unit, numbers, lengths):
    """A rate is drawn as a part of the whole; what cannot be drawn so is left to the table."""
    root = shown(
        *(summary(f"14040{place}", series(value("2023", number), unit=unit)) for place, number in enumerate(numbers))
    )
    assert lengths == [bar.get("width") for bar in root.xpath("//figure//rect")]


def test_the_picture_leads_to_its_table():
    """The bars stand in the order of the table, whatever their lengths."""
    root = shown(summary("140404", series(value("2023", "10"))), summary("320102", series(value("2023", "90"))))
    assert ["140404县", "320102县"] == texts(root, "//*[contains(@class,'gk-bars__name')]")
    (link,) = root.xpath("//figcaption/a/@href")
    assert [link] == [f"#{name}" for name in root.xpath("//table/@id")]
    assert texts(root, "//figcaption")[0].startswith("2023年：2个地方有这一时期的数值，按行政区划代码排列。")


def test_the_head_says_what_can_be_compared():
    """Level, period and number of localities, with a link; or that nothing can."""
    root = shown(
        summary("140404", series(value("2023", "1"))),
        summary("320102", series(value("2023", "2"))),
        summary("140400", series(value("2023", "2")), level="prefecture"),
    )
    assert "县级 2023年，2个地方" == texts(root, "//dl//dd")[-1]
    assert ["#level-county"] == root.xpath("//dl//a/@href")
    assert "level-county" in root.xpath("//h2/@id")
    assert "还没有" == texts(shown(summary("140404", series(value("2023", "1")))), "//dl//dd")[-1]


def test_many_bars_are_no_picture(monkeypatch):
    """The table remains."""
    monkeypatch.setattr("generator.pages.compare_views.MOST_BARS", 2)
    root = shown(*(summary(f"14040{number}", series(value("2023", "1"))) for number in range(3)))
    assert [] == root.xpath("//figure")
    assert 4 == len(rows(root))


COUNTS = [
    ([["2023"], ["2023"], []], "3个地方有这个指标，本站收录了其中2个地方自身的数值。"),
    ([["2023"], ["2022"]], "没有两个地方的数值是同一时期的，不能直接比较大小。"),
    ([["2023"], []], "2个地方有这个指标，本站只收录了一个地方自身的数值，还不能比较。"),
    ([[]], "1个地方有这个指标，本站没有收录这些地方自身的数值。"),
]


@pytest.mark.parametrize(("periods", "words"), COUNTS)
def test_each_level_says_what_can_be_compared(periods, words):
    """Before any number."""
    root = shown(
        *(summary(f"14040{place}", series(*(value(row, "1") for row in found))) for place, found in enumerate(periods))
    )
    assert words in texts(root, "//p")[1]


def test_localities_without_the_indicator_are_counted_and_listed():
    """Those of the same level, each with a link."""
    root = shown(summary("140404", series()), summary("140406"), summary("140000", level="province"))
    assert ["本站没有收录这个指标的1个同级地方"] == texts(root, "//details/summary")
    assert ["../../140406-x/"] == root.xpath("//details//a/@href")


def test_no_table_can_be_sorted():
    """Sorting by a value would be a ranking; filtering is no harm."""
    for page in made(
        *(summary(f"1404{number}", series(value("2023", f"{number}"))) for number in range(10, 30))
    ).values():
        root = tree(page)
        assert [] == root.xpath("//*[@data-sort]")
        assert {"filter"} >= set(root.xpath("//table/@data-tools"))


def test_table_of_values_has_every_value_with_its_source():
    """One row a value, oldest first, the exact number, the names of columns those of the packages."""
    page = made(
        summary(
            "320102", series(value("2022", "90.50", note="合计"), value("2023", None, printed="9*")), name="玄武区"
        ),
        summary("140404", series()),
    )[f"compare/{RATE}/"]
    table = list(csv.DictReader(io.StringIO(page.files["compare.csv"])))
    assert [("2022", "90.50", "false"), ("2023", "", "true")] == [
        (row["period"], row["value"], row["is_masked"]) for row in table
    ]
    first = table[0]
    assert (
        RATE,
        "county",
        "320102",
        "玄武区",
        "%",
        "exact",
        "own",
        "合计",
        "报告",
        "https://www.example.gov.cn/1",
    ) == tuple(
        first[name]
        for name in (
            "common_id",
            "level",
            "code",
            "locality",
            "unit_of_measure",
            "precision",
            "scope",
            "note",
            "document",
            "url",
        )
    )
    assert ["compare.csv"] == tree(page).xpath("//a[@download]/@href")


def test_other_editions_lead_to_the_one_file():
    """It is the same for all, so it is there once."""
    page = made(summary("320102", series(value("2023", "1"))), language=ENGLISH)[f"en/compare/{RATE}/"]
    assert {} == page.files
    assert [f"../../../compare/{RATE}/compare.csv"] == tree(page).xpath("//a[@download]/@href")
    assert ["Comparisons", "compare/"] == page.meta["crumbs"][0]


def test_index_says_what_can_be_compared():
    """Same period first, then different periods, then a single locality; what nobody has is named."""
    here = [
        series(value("2023", "1")),
        series(value("2023", "1"), common_id=COUNT, unit="条"),
        series(common_id="mediated-disputes", unit="件"),
    ]
    there = [series(value("2023", "2")), series(value("2022", "1"), common_id=COUNT, unit="条")]
    root = tree(made(summary("140404", *here), summary("320102", *there))["compare/"])
    assert ["有同一时期的数值", "各地的数值时期不同", "只有一个地方有数据", "还没有收录"] == texts(root, "//h2")
    assert [
        ["行政机关负责人出庭应诉率", "%", "2个地方", "2023"],
        ["主动公开政府信息数", "条", "2个地方", "2023"],
        ["调解矛盾纠纷件数", "件", "—", "—"],
    ] == [rows(root, number)[1] for number in range(3)]
    assert "行政复议纠错率" in texts(root, "//ul/li")
    assert ["head-appearance-rate/", "information-published/", "mediated-disputes/"] == root.xpath("//th/a/@href")


def test_index_of_no_data_is_a_page():
    """A site of localities without common indicators has an index that says so."""
    root = tree(made(summary("140404"))["compare/"])
    assert ["还没有收录"] == texts(root, "//h2")


def test_a_large_level_has_a_page_for_each_province(monkeypatch):
    """Its own page leads there; the table of values stays one; small levels stay where they are."""
    monkeypatch.setattr(pages, "LARGE", 2)
    count = series(value("2023", "1"), common_id=COUNT, unit="条")
    found = made(
        *(summary(code, series(value("2023", "1"))) for code in ("320102", "140404", "320111")),
        summary("320100", series(value("2023", "1")), count, level="prefecture"),
        # Another indicator is large at the other level.
        *(summary(code, count, level="prefecture") for code in ("320200", "320300")),
    )
    home = tree(found[f"compare/{RATE}/"])
    assert ["市级", "县级", "下载"] == texts(home, "//h2")
    provinces = "//ul[@class='gk-columns'][not(ancestor::details)]"
    assert ["140000/", "320000/"] == home.xpath(f"{provinces}//a/@href")
    assert ["山西省 1个地方", "江苏省 2个地方"] == texts(home, f"{provinces}/li")
    province = found[f"compare/{RATE}/320000/"]
    assert {} == province.files
    assert "行政机关负责人出庭应诉率：江苏省各地对照" == province.title
    assert ["县级", "下载"] == texts(tree(province), "//h2")
    assert ["320102", "320111"] == [row[0] for row in rows(tree(province))[1:]]
    assert ["../compare.csv"] == tree(province).xpath("//a[@download]/@href")
    assert f"compare/{RATE}/" == province.meta["crumbs"][1][1]


def test_text_of_cells_is_never_markup():
    """Names, notes and definitions are shown as they are."""
    evil = "<img src=x onerror=alert(1)>[a](javascript:alert(1))"
    root = shown(
        summary(
            "140404",
            series(value("2023", None, printed=evil, note=evil), definition=evil, numerator_name=evil),
            name=evil,
        ),
        summary("320102", series(value("2023", "1"), name=evil), name=evil),
    )
    assert [] == root.xpath("//img | //*[@onerror] | //a[starts-with(@href,'javascript')]")
    assert evil in root.text_content()

"""What texts say of years and periods, and whether they hold figures; any text goes in and nothing raises."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.phrases import (
    chapter_years,
    chapters_about_the_year,
    has_figure,
    heading_of,
    main_year,
    period_words,
    title_years,
)

FUNCTIONS = (
    title_years,
    chapter_years,
    heading_of,
    main_year,
    period_words,
    has_figure,
    lambda text: list(chapters_about_the_year(text)),
)
# Pieces of which the patterns are made, so that they meet in every way.
PIECES = (
    *"《》（）()〔〕[]#*- \t\n、。年月日号第至—零〇二两三十余次件来以近过去",
    *("2023", "2024年", "二〇二三年", "２０２３", "近年来", "截至目前", "下一步", "https://a"),
)
TEXT = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("县城南区2023年法治政府建设工作汇报", {2023}),
        ("静海区2023年度法治政府建设情况报告", {2023}),
        ("2025年", {2025}),
        ("2025", {2025}),
        ("法治政府建设年度报告（2023）", set()),
        ("二〇二三年法治政府建设工作报告", {2023}),
        ("二○二三年度报告", {2023}),
        ("二O二三年度报告", {2023}),
        ("二零二三年度报告", {2023}),
        ("２０２３年度报告", {2023}),
        ("2023 年度报告", {2023}),
        ("关于2024年法治政府建设情况的报告（2025年1月8日在第三次会议上）", {2024}),
        ("关于2024年法治政府建设情况的报告(2025年1月8日)", {2024}),
        ("2025年1月8日在第三次会议上的报告", set()),
        ("2024年度工作总结和2025年工作安排", {2024, 2025}),
        ("《2023年法治政府建设工作报告》", {2023}),
        ("关于落实《2021年要点》情况的报告", set()),
        ("法治政府建设实施方案（2021—2025年）", set()),
        ("2021—2025年法治政府建设情况", set()),
        ("2021年至2025年法治政府建设情况", set()),
        ("关于法治政府建设情况的报告", set()),
        ("示政发〔2023〕12号文件的落实", set()),
        ("第20231号公告", set()),
        ("", set()),
    ],
)
def test_years_of_a_title(title: str, years: set[int]) -> None:
    """Years in digits and in words, of the title itself: no day of a meeting, no other paper's name, no range."""
    assert years == title_years(title)


@pytest.mark.parametrize(
    ("heading", "years"),
    [
        ("一、2024年主要举措和成效", {2024}),
        ("四、2025年工作安排", set()),
        ("四、2025年工作打算", set()),
        ("二、2022年以来的成效", set()),
        ("三、2023年度问题整改情况", set()),
        ("一、主要举措", set()),
    ],
)
def test_years_of_a_chapter(heading: str, years: set[int]) -> None:
    """A chapter about what comes next, or that looks back, names another year with reason."""
    assert years == chapter_years(heading)


NARRATIVE = """
# 示例市2023年法治政府建设情况报告

2023年，示例市推进法治政府建设。根据《法治政府建设实施纲要（2021—2025年）》报告如下。

## 一、2023年主要举措

2023年3月，召开会议。

（一）2022年7月立案的案件办结。

## 二、2024年工作安排

2024年将……2024年还将……2024年底前……

### （一）2024年重点

2024年完成。

## 三、其他情况

无。
"""


def test_text_of_a_report() -> None:
    """Heading, chapters and the year most spoken of; what stands under plans for next year is left out."""
    assert "示例市2023年法治政府建设情况报告" == heading_of(NARRATIVE)
    assert ["一、2023年主要举措", "三、其他情况"] == list(chapters_about_the_year(NARRATIVE))
    assert main_year(NARRATIVE) == 2023


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2022年甲。2022年乙。2022年丙。2023年丁。", 2022),
        ("2022年甲。2022年乙。", None),
        ("2022年甲。2022年乙。2022年丙。2023年丁。2021年戊。2020年己。", None),
        ("《2022年要点》《2022年计划》《2022年清单》2023年", None),
        ("2021—2025年，2021—2025年，2021—2025年", None),
        ("", None),
    ],
)
def test_year_most_spoken_of(text: str, year: int | None) -> None:
    """At least three times, and more often than all others together."""
    assert year == main_year(text)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("# 标题\n\n正文", "标题"),
        ("标题\n正文", "标题"),
        ("各位代表：\n正文", ""),
        ("这是一句话。\n正文", ""),
        ("长" * 81, ""),
        ("", ""),
    ],
)
def test_heading_of_a_text(text: str, heading: str) -> None:
    """A short first line that is no sentence and no address."""
    assert heading == heading_of(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("近年来，我区未发生", {"recent": "近年来"}),
        ("2年来，我区并未发生", {"years": "2年来"}),
        ("两年来和三年多来", {"years": "两年来"}),
        ("过去5年，近三年", {"years": "过去5年"}),
        ("截止目前，今年以来共化解", {"this_year": "今年以来", "until_now": "截止目前"}),
        ("2023年截至目前，共收到", {"until_now": "截至目前"}),
        ("**年以来，2022年以来", {"since": "**年以来"}),
        ("长期以来", {"always": "长期以来"}),
        ("2023年，全年，上半年，2022年来信", {}),
        ("", {}),
    ],
)
def test_words_for_a_period(text: str, words: dict[str, str]) -> None:
    """Words that name no day are found by kind, each as the text first has it."""
    assert words == period_words(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("办结案件40件", True),
        ("合格率达100%", True),
        ("学法４次", True),
        ("举办培训两次", True),
        ("审理2023件案件", True),
        ("1.化解纠纷12起", True),
        ("", False),
        ("2023年，2021—2025年，3月底前，2023年4月1日", False),
        ("示政发〔2023〕12号，第8条，第3次会议", False),
        ("1.加强领导\n（2）完善制度\n## 3、落实责任", False),
        ("见https://www.example.gov.cn/2023/12.html", False),
        ("推进四个方面的工作，落实三项制度", False),
    ],
)
def test_text_with_or_without_figures(text: str, expected: bool) -> None:
    """Years, days, numbering and numbers of documents are no figures; counts are, in words as well."""
    assert has_figure(text) is expected


@given(TEXT)
def test_any_text_is_read(text: str) -> None:
    """No text raises."""
    for function in FUNCTIONS:
        function(text)


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize(
    "piece",
    ["市", "1", "2023", "2023年", "《", "（", "两", "#", " ", "\n", "一、", "https://", "近", "*", "# 2023年\n"],
)
def test_a_long_text_is_read_to_its_end(function: Callable[[str], object], piece: str) -> None:
    """A hundred thousand times the same: what grew with the square of the length would not end while anybody waits."""
    text = piece * 100_000
    assert function(text) == function(text)

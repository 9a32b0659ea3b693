"""The text of a report as it stands on its page: what was written is read, and nothing of it acts."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html
from markdown import Markdown

from generator.assess import assess_package
from generator.language import CHINESE
from generator.model import Package
from generator.obligations import public_obligations
from generator.pages.edition import Edition
from generator.pages.escape import visible_text
from generator.pages.narrative import narrative_html
from generator.pages.report import report_page
from generator.pages.views import Views
from generator.publisher import Publisher
from generator.settings import ROOT, SITE_NAME
from generator.standings import assess_reports
from generator.vocabulary import load_vocabulary
from tests.site.narrative_attacks import ATTACKS, BOMBS

EDITION = Edition(CHINESE, (CHINESE,), Publisher(), SITE_NAME)
TAGS = {"p", "br", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "blockquote", "hr", "a", "div"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
FRAME = {"class", "tabindex", "role", "aria-label"}
ATTRIBUTES = {"a": {"href", "rel"}, "ol": {"start", "class"}, "li": {"value"}, "th": {"scope"}, "table": {"class"}}
ATTRIBUTES |= {"div": FRAME, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"}}
# What has a meaning in Markdown or HTML, but is no link: all of its letters are read.
FRAGMENTS = (
    *(text for text in ATTACKS.values() if "](" not in text and "<http" not in text),
    *("# ", "## 标题\n", "- 项\n", "1. 项\n", "3) 项\n", "> 引\n", "    缩进\n", "\n\n", "---\n", "===\n", "**粗**"),
    *(
        "_斜_",
        "`码`",
        "```\n",
        "|甲|乙|\n|---|---|\n|丙|丁|\n",
        "[注]: https://e.example/ '题'\n",
        "&lt;",
        "\\",
        "  \n",
    ),
    *("[", "]", "(", "*", "**", "<a ", "\u202e", "\u0002klzzwxh:0\u0003", "\x00", "\u2028", "\t", "𠮷"),
)
TEXTS = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=10).map("".join)


def tree(text: str, title: str = "") -> html.HtmlElement:
    return html.fragment_fromstring(narrative_html(text, title, EDITION), create_parent="main")


def shape(text: str, title: str = "") -> list[str]:
    """Elements and what stands in them, in short."""
    return [f"{node.tag} {' '.join(node.text_content().split())}".strip() for node in tree(text, title)]


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalpha())


def test_a_report_reads_as_a_document():
    """Headings, paragraphs, lists, tables, emphasis and links come out as what they are."""
    text = "## 一、成效\n\n全年**330件**。\n\n- 甲\n- 乙\n\n> 引\n\n|项|数|\n|-|-:|\n|甲|3|\n\n***\n"
    assert ["h3 一、成效", "p 全年330件。", "ul 甲 乙", "blockquote 引", "div 项 数 甲 3", "hr"] == shape(text)
    link = tree("[网站](https://www.example.gov.cn/a?b=1&c=2)").find(".//a")
    assert ("https://www.example.gov.cn/a?b=1&c=2", "noopener external") == (link.get("href"), link.get("rel"))


def test_title_is_not_said_twice():
    """A first heading that is the page's title is left out, whatever its spaces and marks; any other stays."""
    assert ["p 正文"] == shape("# 示例市 2023年报告\n\n正文", "示例市2023年报告")
    assert ["h3 另一标题", "p 正文"] == shape("# 另一标题\n\n正文", "示例市2023年报告")
    assert ["p 正文", "h3 报告"] == shape("正文\n\n# 报告\n", "报告")


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        ((1, 2, 3, 2), (3, 4, 5, 4)),
        ((2, 2, 4, 3), (3, 3, 4, 4)),
        ((3, 1, 6, 2), (3, 3, 4, 4)),
        ((1, 2, 3, 4, 5, 6), (3, 4, 5, 6, 6, 6)),
        ((6,), (3,)),
    ],
)
def test_headings_begin_at_the_third_level_and_never_leap(levels: tuple[int, ...], shown: tuple[int, ...]):
    """The page has the first two levels; each heading has an id that no result can have."""
    found = tree("".join(f"{'#' * level} 标题\n\n" for level in levels))
    assert [f"h{level}" for level in shown] == [node.tag for node in found]
    assert [f"text_{number}" for number in range(1, len(levels) + 1)] == [node.get("id") for node in found]


def test_items_keep_their_numbers():
    """A list that leaves a number out, or begins later, shows the numbers that are written."""
    found = tree("3. 甲\n4. 乙\n7. 丙\n\n正文\n\n1) 丁\n")
    assert ["3", "4", "7", "1"] == [node.get("value") for node in found.iter("li")]
    assert [None, "gk-bracketed"] == [node.get("class") for node in found.iter("ol")]


def test_lines_stay_lines():
    """Signature and date are written on two lines and stand on two lines; what is indented is no code."""
    assert "示例市人民政府<br>\n2024年4月1日" in narrative_html("示例市人民政府\n        2024年4月1日", "", EDITION)


def test_tables_scroll_by_themselves():
    """Each table has a frame with a name of its own; text that looks like one is text."""
    found = tree("|甲|\n|-|\n|&lt;table> <table>|\n\n文\n\n|乙|\n|-|\n")
    frames = found.findall("div")
    assert ["正文中的表1", "正文中的表2"] == [frame.get("aria-label") for frame in frames]
    assert "甲 &lt;table> <table>" == " ".join(frames[0].text_content().split())
    assert [["table"], ["table"]] == [[node.tag for node in frame] for frame in frames]


@pytest.mark.parametrize("frame", ["", "> ", "- "])
def test_a_row_longer_than_the_head_loses_nothing(frame: str):
    """What stands beyond the last column is read in the last column."""
    rows = ["|甲|乙|", "|-|-|", "|丙|丁\\|戊|己|庚|", "|辛|"]
    found = tree(
        "\n".join((frame if not number or frame == "> " else " " * len(frame)) + row for number, row in enumerate(rows))
    )
    assert [["甲", "乙"], ["丙", "丁|戊 | 己 | 庚"], ["辛", ""]] == [
        [cell.text_content() for cell in row.iter("th", "td")] for row in found.iter("tr")
    ]


@pytest.mark.parametrize("mark", ["- ", "1. ", "> "])
@pytest.mark.parametrize("depth", [12, 13, 200])
def test_nothing_is_lost_in_depth(mark: str, depth: int):
    """What is nested as deep as can be laid out is, and what is deeper is read line by line."""
    found = tree(f"{mark * depth}甲\n\n乙\n")
    assert "甲乙" == letters(found.text_content())
    assert (depth <= 12) == (found.find("p") is None or "甲" not in found.find("p").text)


@pytest.mark.parametrize("name", ATTACKS)
def test_attacks_are_read_as_they_are_written(name: str):
    """Nothing acts, and every letter of the attack is there."""
    found = tree(f"正文\n\n{ATTACKS[name]}\n\n正文")
    assert_harmless(found)
    assert letters(visible_text(ATTACKS[name])) == letters(found.text_content())[2:-2]


def assert_harmless(found: html.HtmlElement) -> None:
    for node in list(found.iter())[1:]:
        assert node.tag in TAGS
        assert set(node.attrib) <= ATTRIBUTES.get(node.tag, set())
        assert node.get("href", "https://").startswith(("https://", "http://", "mailto:"))
        assert node.get("class", "gk-").startswith("gk-")
    anchors = [node.get("id") for node in found.iter() if node.get("id")]
    assert len(anchors) == len(set(anchors))


@given(text=TEXTS)
@settings(deadline=None, max_examples=300)
@example(text="- 项\n[注]: https://e.example/\n")
def test_every_letter_is_read_and_nothing_acts(text: str):
    """Whatever is put together: only what is allowed leaves, and no letter is lost, made, or moved."""
    found = tree(text)
    assert_harmless(found)
    assert letters("".join(visible_text(line) for line in text.splitlines())) == letters(found.text_content())


@given(text=TEXTS | st.sampled_from(list(ATTACKS.values())).map(lambda text: f"[x]({text})"))
@settings(deadline=None, max_examples=150)
@pytest.mark.parametrize("more", [[], ["md_in_html"]], ids=["as it is", "markdown in html"])
def test_markdown_does_not_look_into_it(text: str, more: list[str]):
    """The block comes out of the page as it went in, with the extensions of the site and with the riskiest besides."""
    entries = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    block = f'<div class="gk-narrative">\n{narrative_html(text, "", EDITION)}\n</div>'
    markdown = Markdown(extensions=["attr_list", "toc", *more])
    assert {"attr_list", "toc"} == {
        name for entry in entries for name in ([entry] if isinstance(entry, str) else entry)
    }
    before, found, after = markdown.convert(f"前\n\n{block}\n\n后\n").partition(block)
    assert ("<p>前</p>", block, "<p>后</p>") == (before.strip(), found, after.strip())


@pytest.mark.parametrize("name", BOMBS)
def test_work_grows_no_faster_than_the_text(name: str):
    """Twice the text is at most about twice the calls: nothing in it makes the parser look again and again."""
    once, twice = (_calls(BOMBS[name][:size]) for size in (3000, 6000))
    assert twice <= 2.3 * once + 2000


def _calls(text: str) -> int:
    calls = 0

    def count(_frame: object, _event: str, _argument: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        narrative_html(text, "", EDITION)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("name", BOMBS)
def test_a_long_text_does_not_reach_the_marks_of_markdown(name: str):
    """Of a long bomb nothing is left for Python-Markdown to look at: its first step has put the block aside."""
    block = f'<div class="gk-narrative">\n{narrative_html(BOMBS[name][:60_000], "", EDITION)}\n</div>'
    markdown = Markdown(extensions=["attr_list", "toc"])
    lines = f"前\n\n{block}\n\n后\n".split("\n")
    for step in markdown.preprocessors:
        lines = step.run(lines)
    assert len("\n".join(lines)) < 100


def test_page_says_whose_text_it_is(load_fixture: Callable[[str], Package], report_page_of: Callable[..., str]):
    """An independent site points at the original, a government's own says that it is the text itself."""
    assert (
        '以<a href="https://www.example.gov.cn/report/2023.html" rel="noopener external">原始发布页面</a>为准。'
        in report_page_of(load_fixture("complete"))
    )
    official = Publisher(kind="official", name="示例市司法局")
    assert "这是示例市人民政府公布的正式文本。" in report_page_of(load_fixture("complete"), official)


def test_copy_is_never_called_the_official_text(load_fixture: Callable[[str], Package], report_page_of):
    """Where only a copy was seen, no site says that the text is official, nor that the copy is the original."""
    package = load_fixture("complete")
    documents = tuple(
        replace(row, provenance="unofficial_copy") if row.document_id == "report-2023" else row
        for row in package.documents
    )
    page = report_page_of(replace(package, documents=documents), Publisher(kind="official", name="示例市司法局"))
    assert "正文由数据维护者录入，以原始发布页面为准。" in page
    assert "正式文本" not in page


def test_report_without_text_has_no_heading_for_it(load_fixture: Callable[[str], Package], report_page_of):
    """Nothing says that a text is missing: few packages keep one."""
    page = report_page_of(replace(load_fixture("complete"), narratives={}))
    assert "报告正文" not in page
    assert "gk-narrative" not in page


@pytest.fixture(scope="module")
def report_page_of(schemas_dir: Path) -> Callable[..., str]:
    """Markdown of the page of the report on 2023."""

    def make(package: Package, publisher: Publisher | None = None) -> str:
        vocabulary, day = load_vocabulary(schemas_dir), date(2026, 11, 22)
        edition = Edition(CHINESE, (CHINESE,), publisher or Publisher(), SITE_NAME)
        standings = assess_reports(package, public_obligations(vocabulary), day)
        views = Views(package, assess_package(package, day), standings, vocabulary, edition)
        return report_page(next(row for row in package.reports if row.report_id == "2023"), views).markdown()

    return make

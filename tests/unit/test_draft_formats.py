"""The formats of a draft: all say the same, hostile text stays text, and the Word file has the official layout."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.charts import Picture
from generator.draft import drawing
from generator.draft.drafting import FORMATS
from generator.draft.drawing import WIDTH, png_of, svg_of
from generator.draft.markdown import markdown_of
from generator.draft.records import Draft, DraftTable, Figure, Gap, Heading, Paragraph
from generator.draft.web import web_of
from generator.draft.word import word_of
from generator.language import CHINESE, load_language
from generator.pages.escape import visible_text
from generator.settings import ROOT
from tests.drafts import (
    Told,
    drafted,
    folded,
    from_markdown,
    from_records,
    from_web,
    from_word,
    views_of,
)
from tests.rules.packages import package, report, result, series

READERS = {
    "md": lambda content: from_markdown(content.decode()),
    "html": lambda content: from_web(content.decode()),
    "docx": from_word,
}
DAY = date(2026, 11, 22)
HOSTILE = [
    "*星号* _下划线_ `代码` [方括号](圆括号) #1 | 竖线 {{ 花括号 }} ~~波浪~~ <50件 & 其他",
    "<script>alert(1)</script>",
    "</svg><img src=x onerror=alert(1)>",
    "# 标题",
    "1. 列表",
    "1) 列表",
    "- 列表",
    "+ 列表",
    "> 引用",
    "=== ",
    "--- ",
    "&lt;b&gt; &#42;",
    "https://www.example.gov.cn/",
    "[a]: https://www.example.gov.cn/",
    "反斜线 \\* 和 \\\\",
    "| a | b |",
    "看不见的\u202e字\u200b符\u0007",
    "𠮷",
    "=1+1",
]


def draft_of(*blocks, title="标题"):
    return Draft(title, "草稿", ("说明",), blocks, DAY)


def one_of_each(text: str) -> Draft:
    """A text in every place that a draft has for one."""
    rows = ((text, text), (text, text))
    blocks = (Heading(1, text), Heading(2, text), Paragraph(text), Paragraph(text, is_note=True), Gap(text))
    return draft_of(*blocks, DraftTable(text, (text, text), rows, (50, 50)), Paragraph("完"), title=text)


def as_shown(told: Told) -> Told:
    """Without the characters that nobody can see."""
    lines = [folded(visible_text(line)) for line in told.lines]
    return Told(lines, [[[folded(visible_text(cell)) for cell in row] for row in table] for table in told.tables])


@pytest.mark.parametrize("report_id", ["2020", "2022", "2023", "2022-rule-of-law-sifaju", "2026"])
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_says_the_same(load_fixture, form, report_id):
    """Line by line and cell by cell what the records say."""
    draft = drafted(load_fixture("complete"), report_id)
    assert from_records(draft) == READERS[form](FORMATS[form](draft, CHINESE))


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_says_the_same_of_a_real_place(examine, form):
    """The same for the repository's own data."""
    made, _ = examine(ROOT / "data" / "140400-changzhi")
    draft = drafted(made, "2020")
    assert from_records(draft) == READERS[form](FORMATS[form](draft, CHINESE))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", FORMATS)
def test_hostile_text_stays_text(form, text):
    """Whatever a cell holds is shown exactly, and nothing of it becomes markup."""
    draft = one_of_each(text)
    assert as_shown(from_records(draft)) == READERS[form](FORMATS[form](draft, CHINESE))


TEXTS = st.text(st.one_of(st.sampled_from("\\`*_[]<>&|~!#-+=.:1) \t\n{}\"'字。"), st.characters()), min_size=1).filter(
    lambda text: visible_text(text).split()
)


@given(TEXTS)
def test_any_text_in_markdown(text):
    """A reader of Markdown sees exactly the text."""
    draft = one_of_each(text)
    assert as_shown(from_records(draft)) == from_markdown(markdown_of(draft, CHINESE))


@given(TEXTS)
def test_any_text_on_the_web(text):
    """A browser sees exactly the text."""
    draft = one_of_each(text)
    assert as_shown(from_records(draft)) == from_web(web_of(draft, CHINESE))


@given(TEXTS)
@settings(max_examples=20)
def test_any_text_in_word(text):
    """A word processor sees exactly the text."""
    draft = one_of_each(text)
    assert as_shown(from_records(draft)) == from_word(word_of(draft, CHINESE))


def test_markdown_is_readable_as_it_stands(load_fixture):
    """A writer edits it: numbers carry no backslash, Chinese no entity."""
    text = markdown_of(drafted(load_fixture("complete")), CHINESE)
    assert "| 行政机关败诉率 | 8.1%（9 ÷ 111） |" in text
    assert "&#" not in text
    assert "## 一、主要举措和成效" in text


def test_the_web_page_loads_nothing(load_fixture):
    """One file, with its own style and drawings."""
    text = web_of(drafted(load_fixture("complete")), CHINESE)
    assert text.startswith('<!doctype html>\n<html lang="zh-CN">')
    assert "<svg" in text
    for word in ("src=", "href=", "@import", "url(", "<script", "<link"):
        assert word not in text


@pytest.fixture(scope="module")
def word_file(load_fixture):
    """The bytes of the fullest draft."""
    return word_of(drafted(load_fixture("complete")), CHINESE)


@pytest.fixture(scope="module")
def word(word_file):
    """The same, opened."""
    return docx.Document(io.BytesIO(word_file))


def test_page_is_that_of_the_standard(word):
    """A4, 156 mm by 225 mm of text, 22 lines a page, page number outside with a field."""
    (page,) = word.sections
    sizes = (
        page.page_width,
        page.page_height,
        page.top_margin,
        page.bottom_margin,
        page.left_margin,
        page.right_margin,
    )
    assert [210, 297, 37, 35, 28, 26] == [round(size / Mm(1), 1) for size in sizes]
    grid = page._sectPr.find(qn("w:docGrid"))
    assert ("lines", "579") == (grid.get(qn("w:type")), grid.get(qn("w:linePitch")))
    assert word.settings.odd_and_even_pages_header_footer
    for footer, align in ((page.footer, "RIGHT"), (page.even_page_footer, "LEFT")):
        assert "— 1 —" == footer.paragraphs[0].text
        assert align in str(footer.paragraphs[0].alignment)
        assert ["PAGE"] == [node.text for node in footer._element.iter(qn("w:instrText"))]


FACES = [
    ("Title", "方正小标宋简体", 22, "center", "0"),
    ("Normal", "仿宋_GB2312", 16, "both", "200"),
    ("Heading 1", "黑体", 16, "left", "200"),
    ("Heading 2", "楷体_GB2312", 16, "left", "200"),
    ("Heading 3", "仿宋_GB2312", 16, "left", "200"),
    ("Footer", "宋体", 14, "left", "0"),
]


@pytest.mark.parametrize(("name", "font", "size", "align", "indent"), FACES)
def test_styles_are_those_of_the_standard(word, name, font, size, align, indent):
    """Fonts, sizes, the indent of two characters, black letters and no theme's fonts."""
    style = word.styles[name]
    fonts = style.element.rPr.find(qn("w:rFonts"))
    assert font == fonts.get(qn("w:eastAsia"))
    assert not [key for key in fonts.attrib if "heme" in key]
    assert size == style.font.size.pt
    assert (name == "Heading 3") == style.font.bold
    assert "000000" == str(style.font.color.rgb)
    assert align == style.element.pPr.find(qn("w:jc")).get(qn("w:val"))
    assert indent == style.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars"))


def test_body_stands_on_fixed_lines(word):
    """28.95 pt: 22 lines on 225 mm."""
    spacing = word.styles["Normal"].element.pPr.find(qn("w:spacing"))
    assert ("579", "exact") == (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule")))


def test_headings_are_real_ones(word):
    """So that a word processor shows the structure; their numbers are text."""
    styles = {paragraph.text: paragraph.style.name for paragraph in word.paragraphs}
    assert "Heading 1" == styles["一、主要举措和成效"]
    assert "Heading 2" == styles["（一）依法全面履行政府职能"]
    assert "Title" == styles["示例市2023年度法治政府建设年度报告"]
    levels = [word.styles[f"Heading {level}"].element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) for level in (1, 2)]
    assert ["0", "1"] == levels


def test_tables_repeat_their_header_and_keep_rows_whole(word):
    """On every page a table reaches; the caption stays with it."""
    assert len(word.tables) == 3
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    captions = [paragraph for paragraph in word.paragraphs if paragraph.text.startswith("表")]
    assert len(captions) == 3
    assert all(paragraph.paragraph_format.keep_with_next for paragraph in captions)


def test_pictures_say_what_they_show(word, word_file):
    """A reader who does not see them hears their summary."""
    (shape,) = word.inline_shapes
    assert "共3个数值：从2021年的88.5%降到2023年的72.9%" in shape._inline.docPr.get("descr")
    with zipfile.ZipFile(io.BytesIO(word_file)) as archive:
        (name,) = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert archive.read(name).startswith(b"\x89PNG")


def test_the_file_names_no_clock_and_no_program(word, word_file):
    """Its dates are the day that everything is judged by; two runs give the same bytes."""
    facts = word.core_properties
    assert datetime(2026, 11, 22, tzinfo=UTC) == facts.created == facts.modified
    assert ("", "", "") == (facts.author, facts.last_modified_by, facts.comments)
    assert ("示例市2023年度法治政府建设年度报告", "zh-CN") == (facts.title, facts.language)
    with zipfile.ZipFile(io.BytesIO(word_file)) as archive:
        assert {(1980, 1, 1, 0, 0, 0)} == {entry.date_time for entry in archive.infolist()}
        assert not [name for name in archive.namelist() if "thumbnail" in name]
        text = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))
    assert b"python-docx" not in text
    assert b'w:eastAsia="zh-CN"' in text
    assert b"ja-JP" not in text


@pytest.mark.parametrize("form", FORMATS)
def test_two_runs_give_the_same_bytes(load_fixture, form):
    """Each format is a function of the draft."""
    first, second = (FORMATS[form](drafted(load_fixture("complete"), "2022"), CHINESE) for _ in range(2))
    assert first == second


@pytest.fixture(scope="module")
def picture() -> Picture:
    """A chart with a break and words that would be markup."""
    broken = result(result_id="broken", period="2023", is_break=True)
    views = views_of(package(report(), *series("2020=88 2021=90 2022=-5"), broken))
    made = views.pictures["rate"]
    return Picture('<b>"&', made.summary, columns=replace(made.columns, unit="<i>&amp;"))


def test_a_drawing_has_every_word_of_its_picture(picture):
    """Axis, unit, values, periods and the break, as text in well-formed SVG of a fixed width."""
    text = str(svg_of(picture))
    assert f'viewBox="0 0 {WIDTH} ' in text
    columns = picture.columns
    words = [columns.unit, *(tick.text for tick in columns.ticks), *(mark.text for mark in columns.breaks)]
    words += [line.text for bar in columns.bars for line in bar.period]
    words += [bar.value.text for bar in columns.bars if bar.value]
    assert "口径不同" in words
    drawn = [node.text for node in etree.fromstring(text.encode()).iter("{*}text")]
    assert [] == [word for word in words if word not in drawn]
    assert "<b>" not in text


def test_bars_keep_inside_the_drawing(picture):
    """No bar begins left of the axis or ends right of the plot."""
    columns = picture.columns
    text = str(svg_of(picture))
    lefts = [float(part.split('"')[1]) for part in text.split("<rect ")[2:]]
    assert len(lefts) == len(columns.bars)
    assert all(columns.axis <= left < WIDTH - columns.gutter for left in lefts)


def test_a_picture_without_bars_is_not_drawn():
    """Stacks belong to the overview and to no report."""
    stacked = Picture("名称", "说明")
    assert svg_of(stacked) is None
    assert png_of(stacked) is None


def test_without_chinese_letters_the_picture_is_left_to_the_writer(monkeypatch, picture):
    """Boxes instead of letters would be worse than nothing; caption and summary stay."""
    monkeypatch.setattr(drawing, "has_letters", lambda: False)
    draft = draft_of(Figure(picture, "图1 比率"))
    content = word_of(draft, CHINESE)
    assert "〔待补充：图：这台计算机没有中文字体，没有画出〕" in from_word(content).lines
    assert "图1 比率" in from_word(content).lines
    assert not docx.Document(io.BytesIO(content)).inline_shapes


def test_a_machine_without_fonts_is_noticed(monkeypatch):
    """Two letters that look the same are no letters."""
    drawn = []
    monkeypatch.setattr(drawing, "_drawn", lambda text: drawn.append(text) or b"box")
    drawing.has_letters.cache_clear()
    assert not drawing.has_letters()
    drawing.has_letters.cache_clear()
    assert len(drawn) == 2
    assert drawn[0] != drawn[1]


def test_the_fixed_words_can_be_another_language(load_fixture):
    """What comes from the data stays as it is; the letters of the file are said to be of that language."""
    english = load_language("en")
    draft = drafted(load_fixture("complete"), language=english)
    assert from_records(draft, english) == from_word(word_of(draft, english))
    assert '<html lang="en">' in web_of(draft, english)

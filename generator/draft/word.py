"""Word: a draft as DOCX in the layout of an ordinary official text. The only importer of python-docx.

Source: GB/T 9704-2012: A4, text area 156 mm x 225 mm with 22 lines of 28 characters (5.2), fonts and sizes of title,
headings and text (7.3), page number (7.5). A draft is no issued document, so it has no letterhead, number or seal.
The file is the same in every run: its dates are those of the data, its archive has no clock.
"""

import io
import zipfile
from datetime import UTC, datetime, time
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from generator.draft.drawing import png_of
from generator.draft.records import Block, Draft, DraftTable, Figure, Gap, Heading, Paragraph
from generator.language import Language
from generator.pages.escape import visible_text
from generator.sentences import Words, sentence

# Names of fonts as Chinese word processors store them; one that a machine lacks is replaced by it.
_TITLE_FONT, _TEXT_FONT = "方正小标宋简体", "仿宋_GB2312"
_PART_FONT, _SECTION_FONT, _NUMBER_FONT = "黑体", "楷体_GB2312", "宋体"
_LATIN_FONT = "Times New Roman"
# 二号, 三号, 四号, 小四, 五号.
_SIZE_2, _SIZE_3, _SIZE_4, _SIZE_SMALL_4, _SIZE_5 = Pt(22), Pt(16), Pt(14), Pt(12), Pt(10.5)
_TOP, _BOTTOM, _LEFT, _RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)
_TEXT_WIDTH_MM = 156
# 225 mm / 22 lines, and what each character of 16 pt gives up so that 28 stand on 156 mm: both in twentieths of a
# point. A grid of characters would say the same, but not every word processor reads it alike.
_LINE_TWIPS, _CHARACTER_TWIPS = 579, -5
_LINE, _TITLE_LINE, _TABLE_LINE = Pt(_LINE_TWIPS / 20), Pt(36), Pt(16)
# The page number stands 7 mm below the text.
_FOOTER = Mm(21)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def word_of(draft: Draft, language: Language) -> bytes:
    """The draft as the bytes of a DOCX file, in a language."""
    document = docx.Document()
    _lay_out(document)
    _style(document, language)
    writer = _Writer(document, language)
    writer.paragraph(draft.mark, "Draft Mark")
    writer.paragraph(draft.title, "Title")
    for note in draft.notes:
        writer.paragraph(note, "Draft Note")
    for block in draft.blocks:
        writer.block(block)
    _describe(document, draft, language)
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_clock(buffer.getvalue())


class _Writer:
    """Writes blocks into a document, in a language."""

    def __init__(self, document: WordDocument, language: Language) -> None:
        self._document = document
        self._language = language

    def paragraph(self, words: Words, style: str) -> WordParagraph:
        return self._document.add_paragraph(self._text(words), style)

    def block(self, block: Block) -> None:
        match block:
            case Heading(level, text):
                self.paragraph(text, f"Heading {level}")
            case Paragraph(text, is_note):
                self.paragraph(text, "Draft Note" if is_note else "Normal")
            case Gap():
                self.paragraph(block.text, "Draft Gap")
            case Figure():
                self._figure(block)
            case DraftTable():
                self._table(block)

    def _text(self, words: Words) -> str:
        return _plain(words, self._language)

    def _figure(self, figure: Figure) -> None:
        image = png_of(figure.picture)
        if image is None:
            missing = Gap(sentence("图：这台计算机没有中文字体，没有画出"))
            self.paragraph(missing.text, "Draft Gap")
        else:
            place = self._document.add_paragraph(style="Draft Picture")
            shape = place.add_run().add_picture(io.BytesIO(image), width=Mm(150))
            described = shape._inline.docPr
            described.set("name", self._text(figure.picture.name))
            described.set("descr", self._text(figure.picture.summary))
        self.paragraph(figure.caption, "Caption")
        self.paragraph(figure.picture.summary, "Draft Note")

    def _table(self, block: DraftTable) -> None:
        caption = self.paragraph(block.caption, "Caption")
        caption.paragraph_format.keep_with_next = True
        table = self._document.add_table(rows=0, cols=len(block.header), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        widths = [Mm(_TEXT_WIDTH_MM * share / sum(block.widths)) for share in block.widths]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for number, cells in enumerate((block.header, *block.rows)):
            row = table.add_row()
            properties = row._tr.get_or_add_trPr()
            properties.append(_element("w:cantSplit"))
            if number == 0:
                properties.append(_element("w:tblHeader"))
            for cell, words, width in zip(row.cells, cells, widths, strict=True):
                cell.width = width
                place = cell.paragraphs[0]
                place.style = "Draft Table Head" if number == 0 else "Draft Table"
                place.add_run(self._text(words))
        self._document.add_paragraph(style="Draft Space")


def _plain(words: Words, language: Language) -> str:
    """Words in a language on one line, without the characters that nobody can see: XML refuses some of them."""
    return " ".join(visible_text(language.say(words)).split())


def _lay_out(document: WordDocument) -> None:
    """Paper, margins, the grid of lines and characters, and the page number outside."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = _TOP, _BOTTOM
    section.left_margin, section.right_margin = _LEFT, _RIGHT
    section.header_distance, section.footer_distance = Mm(15), _FOOTER
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(_element("w:docGrid", type="lines", linePitch=str(_LINE_TWIPS)))
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        place = footer.paragraphs[0]
        place.alignment = WD_ALIGN_PARAGRAPH.RIGHT if side == "right" else WD_ALIGN_PARAGRAPH.LEFT
        # One character of room at the outer edge.
        setattr(place.paragraph_format, f"{side}_indent", _SIZE_4)
        place.paragraph_format.first_line_indent = Pt(0)
        place.add_run("— ")
        _page_number(place)
        place.add_run(" —")


def _page_number(place: WordParagraph) -> None:
    """The number of the page, which the word processor fills in."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), (None, "1"), ("end", "")):
        run = place.add_run()
        if kind is None:
            run.text = text
        elif kind:
            run._r.append(_element("w:fldChar", fldCharType=kind))
        else:
            code = _element("w:instrText")
            code.text = text
            run._r.append(code)


def _style(document: WordDocument, language: Language) -> None:
    """The styles of an official text; headings are real ones, so that a word processor finds its way."""
    _plain_defaults(document, language)
    _set(document, "Normal", _TEXT_FONT, _SIZE_3, align="both", indent=True)
    _set(document, "Title", _TITLE_FONT, _SIZE_2, line=_TITLE_LINE, align="center", after=_LINE)
    _set(document, "Heading 1", _PART_FONT, _SIZE_3, indent=True, keep=True)
    _set(document, "Heading 2", _SECTION_FONT, _SIZE_3, indent=True, keep=True)
    # No draft has a third level; its writer may need one.
    _set(document, "Heading 3", _TEXT_FONT, _SIZE_3, indent=True, keep=True, bold=True)
    _set(document, "Caption", _PART_FONT, _SIZE_SMALL_4, line=Pt(22), align="center")
    _set(document, "Footer", _NUMBER_FONT, _SIZE_4, line=Pt(18), latin=_NUMBER_FONT)
    _set(document, "Draft Mark", _PART_FONT, _SIZE_3)
    _set(document, "Draft Note", _SECTION_FONT, _SIZE_SMALL_4, line=Pt(20), align="both", indent=True)
    # On a light ground, so that none is overlooked; printed in black and white it stays readable.
    _set(document, "Draft Gap", _TEXT_FONT, _SIZE_3, align="both", indent=True, fill="FFF3C4")
    _set(document, "Draft Picture", _TEXT_FONT, _SIZE_3, line=None, align="center", keep=True)
    _set(document, "Draft Table", _TEXT_FONT, _SIZE_5, line=_TABLE_LINE)
    _set(document, "Draft Table Head", _PART_FONT, _SIZE_5, line=_TABLE_LINE, align="center")
    _set(document, "Draft Space", _TEXT_FONT, _SIZE_5, line=Pt(10))


def _plain_defaults(document: WordDocument, language: Language) -> None:
    """The language of the text, and none of the template's own fonts."""
    styles = document.styles.element
    defaults = styles.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in list(defaults):
        if old.tag in {qn("w:rFonts"), qn("w:lang")}:
            defaults.remove(old)
    theme = document.settings.element.find(qn("w:themeFontLang"))
    theme.set(qn("w:eastAsia"), language.code)
    # Numbers and letters count as Latin text: of a Chinese one, LibreOffice would break a number at the line's end.
    defaults.append(_element("w:lang", val="en-US", eastAsia=language.code, bidi="ar-SA"))


def _set(
    document: WordDocument,
    name: str,
    font: str,
    size: Pt,
    *,
    latin: str = _LATIN_FONT,
    line: Pt | None = _LINE,
    align: str = "left",
    after: Pt | None = None,
    indent: bool = False,
    keep: bool = False,
    bold: bool = False,
    fill: str = "",
) -> None:
    """One style: made anew, or a built-in one without anything that its template gave it.

    Only text of the size that the grid is made for stands on it. A first line is indented by two characters.
    """
    styles = document.styles
    style: Any = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    for tag in ("w:rPr", "w:pPr"):
        for old in style.element.findall(qn(tag)):
            style.element.remove(old)
    if name.startswith("Draft"):
        style.base_style = styles["Normal"]
    # The order of both is that of the schema; a word processor may refuse another.
    face = style.element.get_or_add_rPr()
    face.append(_element("w:rFonts", ascii=latin, hAnsi=latin, eastAsia=font, cs=latin))
    face.append(_element("w:b", val="1" if bold else "0"))
    face.append(_element("w:i", val="0"))
    face.append(_element("w:color", val="000000"))
    face.append(_element("w:spacing", val=str(_CHARACTER_TWIPS if size == _SIZE_3 else 0)))
    face.append(_element("w:sz", val=str(round(size.pt * 2))))
    face.append(_element("w:szCs", val=str(round(size.pt * 2))))
    if fill:
        face.append(_element("w:shd", val="clear", color="auto", fill=fill))
    place = style.element.get_or_add_pPr()
    place.append(_element("w:keepNext", val="1" if keep else "0"))
    place.append(_element("w:widowControl", val="0"))
    place.append(_element("w:snapToGrid", val="1" if size == _SIZE_3 else "0"))
    spacing = {"before": "0", "after": str(int(after.pt * 20)) if after else "0"}
    if line is not None:
        spacing |= {"line": str(round(line.pt * 20)), "lineRule": "exact"}
    place.append(_element("w:spacing", **spacing))
    characters, room = ("200", int(2 * size.pt * 20)) if indent else ("0", 0)
    place.append(_element("w:ind", firstLineChars=characters, firstLine=str(room)))
    place.append(_element("w:jc", val=align))
    if name.startswith("Heading"):
        place.append(_element("w:outlineLvl", val=str(int(name[-1]) - 1)))


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _describe(document: WordDocument, draft: Draft, language: Language) -> None:
    """Properties of the file: what it is, and no clock and no program's name."""
    day = datetime.combine(draft.day, time(), UTC)
    properties = document.core_properties
    # A property has at most 255 characters.
    properties.title, properties.subject = (_plain(words, language)[:255] for words in (draft.title, draft.mark))
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = properties.last_printed = day
    properties.revision, properties.language = 1, language.code
    relations = document.part.package.rels
    for name in [key for key, row in relations.items() if row.reltype.endswith("/thumbnail")]:
        del relations[name]


def _without_clock(content: bytes) -> bytes:
    """The same archive with one time for all its files, so that two runs give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            target.writestr(entry, source.read(name))
    return buffer.getvalue()

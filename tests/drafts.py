"""Reports and drafts for tests: the views of a package, and what a draft says, read back out of each format in the same
form: lines of text, and tables as rows of cells.
"""

import io
import re
from dataclasses import dataclass
from datetime import date

import docx
from lxml import html
from markdown_it import MarkdownIt

from generator.assess import assess_package
from generator.draft.drafting import draft_report
from generator.draft.records import Draft, DraftTable, Figure, Gap
from generator.language import CHINESE, Language
from generator.model import Package
from generator.obligations import public_obligations
from generator.pages.edition import Edition
from generator.pages.views import Views
from generator.publisher import Publisher
from generator.settings import ROOT, SITE_NAME, load_settings
from generator.standings import assess_reports
from generator.vocabulary import load_vocabulary

AS_OF = date(2026, 11, 22)
Rows = list[list[str]]


def views_of(made: Package) -> Views:
    """Views of a package in the Chinese edition."""
    vocabulary = load_vocabulary(ROOT / "schemas")
    standings = assess_reports(made, public_obligations(vocabulary), AS_OF)
    edition = Edition(CHINESE, (CHINESE,), Publisher(), SITE_NAME)
    return Views(made, assess_package(made, AS_OF), standings, vocabulary, edition)


def drafted(made: Package, report_id: str = "2023", language: Language = CHINESE) -> Draft:
    """The draft of one of its reports."""
    return draft_report(made, report_id, load_settings(as_of=AS_OF), language)


@dataclass(frozen=True)
class Told:
    """The lines of a draft without its tables, and its tables."""

    lines: list[str]
    tables: list[Rows]


def from_records(draft: Draft, language: Language = CHINESE) -> Told:
    """What every format has to say."""
    say = language.say
    lines = [say(draft.mark), say(draft.title), *map(say, draft.notes)]
    tables: list[Rows] = []
    for block in draft.blocks:
        if isinstance(block, DraftTable):
            lines.append(say(block.caption))
            tables.append([[folded(say(cell)) for cell in row] for row in (block.header, *block.rows)])
        elif isinstance(block, Figure):
            lines += [say(block.caption), say(block.picture.summary)]
        else:
            lines.append(say(block.text))
    return Told([folded(line) for line in lines], tables)


def from_markdown(text: str) -> Told:
    """Read as the site reads the text of a report: no HTML, no entities, no pictures."""
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    reader.disable(["image", "code", "fence", "backticks", "entity", "html_block", "html_inline"])
    tree = html.fragment_fromstring(reader.render(text) or "<p></p>", create_parent=True)
    told = _from_tree(tree, "h1|h2|h3|p")
    title, mark, *rest = told.lines
    return Told([mark, title, *rest], told.tables)


def from_web(text: str) -> Told:
    """The body of the page; drawings are no text."""
    tree = html.document_fromstring(text.encode("utf-8"))
    for drawing in tree.xpath("//*[local-name()='svg']"):
        drawing.getparent().remove(drawing)
    return _from_tree(tree.find("body"), "h1|h2|h3|p|caption|figcaption")


def _from_tree(tree: html.HtmlElement, names: str) -> Told:
    tables = [
        [[folded(cell.text_content()) for cell in row.xpath("./th|./td")] for row in table.xpath(".//tr")]
        for table in tree.xpath(".//table")
    ]
    path = "|".join(f".//{name}" for name in names.split("|"))
    lines = [folded(node.text_content()) for node in tree.xpath(path) if not node.xpath("ancestor::td|ancestor::th")]
    return Told([line for line in lines if line], tables)


def from_word(content: bytes) -> Told:
    """The paragraphs and tables of a Word file."""
    document = docx.Document(io.BytesIO(content))
    tables = [[[folded(cell.text) for cell in row.cells] for row in table.rows] for table in document.tables]
    lines = [folded(paragraph.text) for paragraph in document.paragraphs]
    return Told([line for line in lines if line], tables)


def folded(text: str) -> str:
    """White space as one blank: where a line breaks is not what it says."""
    return " ".join(text.split())


def text_of(draft: Draft) -> str:
    """Everything that a draft says, without the numbers that count its tables, pictures and gaps."""
    told = from_records(draft)
    counted = re.compile(r"^(?:[表图]\d+ |\d+．)")
    lines = [counted.sub("", line) for line in told.lines]
    return "\n".join([*lines, *(" ".join(row) for rows in told.tables for row in rows)])


def gaps_of(draft: Draft) -> list[str]:
    """The words of every gap."""
    return [str(block.words) for block in draft.blocks if isinstance(block, Gap)]

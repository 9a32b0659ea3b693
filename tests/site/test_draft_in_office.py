"""A draft in a real word processor: LibreOffice opens it, shows all of its text and tables, and fills its pages."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from lxml import html

from generator.draft.word import word_of
from generator.language import CHINESE
from tests.drafts import Told, drafted, folded, from_records
from tests.site.programs import office

# LibreOffice is slow to start: one process starts it for all of them.
pytestmark = pytest.mark.xdist_group("draft-in-office")


@pytest.fixture(scope="module")
def opened(load_fixture, tmp_path_factory):
    """The fullest draft as LibreOffice gives it back: as HTML and as PDF."""
    folder = tmp_path_factory.mktemp("office")
    source = folder / "draft.docx"
    source.write_bytes(word_of(drafted(load_fixture("complete")), CHINESE))
    for form in ("html:XHTML Writer File:UTF8", "pdf"):
        # A profile of its own: a LibreOffice that somebody has open would take the call and not answer.
        call = [office(), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", form]
        ended = subprocess.run(
            [*call, "--outdir", str(folder), str(source)],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            env={**os.environ, "HOME": str(folder)},
        )
        assert (folder / f"draft.{form.split(':')[0]}").is_file(), ended.stdout + ended.stderr
    return folder


def told_by_office(path: Path) -> Told:
    """The text of the document that LibreOffice wrote."""
    body = html.document_fromstring(path.read_bytes()).find("body")
    tables = [
        [[folded(cell.text_content()) for cell in row.xpath("./td|./th")] for row in table.xpath(".//tr")]
        for table in body.xpath(".//table")
    ]
    nodes = body.xpath(".//h1|.//h2|.//h3|.//p")
    lines = [folded(node.text_content()) for node in nodes if not node.xpath("ancestor::table")]
    return Told([line for line in lines if line and not re.fullmatch(r"— .* —", line)], tables)


def test_office_shows_all_text_and_tables(opened, load_fixture):
    """Line by line and cell by cell what the draft says."""
    assert from_records(drafted(load_fixture("complete"))) == told_by_office(opened / "draft.html")


def test_office_prints_a4(opened):
    """Several pages, each 210 mm by 297 mm."""
    content = (opened / "draft.pdf").read_bytes()
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", content)
    assert len(boxes) > 3
    assert {(595, 842)} == {(round(float(width)), round(float(height))) for width, height in boxes}

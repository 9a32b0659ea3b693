"""The HTML checker (vnu) on every kind of page, on our style sheet and on our pictures."""

import json
import re
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.site.page_kinds import samples
from tests.site.programs import ROOT, java, module_file

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site-tools")]

# What the theme's own templates are faulted for, by the words of the message and of the markup it is about. Both lines
# are on purpose there: a browser must not remember a drawer that was open, and the table of contents has a label
# whose checkbox is only in pages without one of their own. No reader notices either.
KNOWN = (
    ("Attribute “autocomplete” is only allowed when", '<input class="md-toggle" data-md-toggle="drawer"'),
    ("Attribute “autocomplete” is only allowed when", '<input class="md-toggle" data-md-toggle="search"'),
    ("The value of the “for” attribute of the “label” element must be", '<label class="md-nav__title" for="__toc">'),
)


# What is right, but younger than the checker's knowledge of CSS. Before a line is added: is it in a standard?
TOO_YOUNG = ("CSS: “paint-order”: Property “paint-order” doesn't exist.",)
# The checker holds pages to their policy as no browser does: to it a file on disk has no origin, so nothing is the
# page's own, and a block of data is a script. Browsers are asked in test_hostile_site.
OF_POLICY = re.compile(r"(?:Resource|Inline script) violates Content Security Policy \(meta tag\)")
# Without this page in the same run, silence might mean that nothing was checked.
FAULTY = "<!doctype html><html lang=zh><title>x</title><p id=a><p id=a>"


@dataclass(frozen=True)
class Message:
    """What the checker says of a file."""

    file: str
    line: int
    text: str
    markup: str

    @property
    def is_known(self) -> bool:
        """Whether it is one of the theme's."""
        return any(self.text.startswith(words) and markup in self.markup for words, markup in KNOWN)


@dataclass(frozen=True)
class Checked:
    """One run of the checker: the pages that were given to it, and all errors and warnings."""

    pages: set[str]
    faulty: str
    messages: list[Message]


def messages_of(files: Sequence[Path]) -> list[Message]:
    """All errors and warnings of the checker, from one Java process, for it starts slowly."""
    call = [java(), "-jar", str(module_file("vnu-jar/build/dist/vnu.jar")), "--format", "json", "--stdout"]
    call += ["--exit-zero-always", "--skip-info-messages", "--also-check-css", "--also-check-svg"]
    ended = subprocess.run([*call, *map(str, files)], capture_output=True, text=True, check=True)
    return [
        Message(unquote(urlsplit(row["url"]).path), row.get("lastLine", 0), row["message"], row.get("extract", ""))
        for row in json.loads(ended.stdout)["messages"]
        if not OF_POLICY.match(row["message"])
    ]


@pytest.fixture(scope="module")
def checked(public_site, fixture_site, tmp_path_factory) -> Checked:
    """Every kind of page, our style sheets and pictures (the theme's are its own affair), and a faulty page."""
    faulty = tmp_path_factory.mktemp("markup") / "faulty.html"
    faulty.write_text(FAULTY, encoding="utf-8")
    pages = {sample.file for sample in samples(public_site, fixture_site)}
    ours = [path for path in (ROOT / "site_overrides").rglob("*") if path.suffix in {".css", ".svg"}]
    assert {".css", ".svg"} == {path.suffix for path in ours}
    messages = messages_of([faulty, *sorted(pages), *sorted(ours)])
    return Checked({str(page) for page in pages}, str(faulty), messages)


def test_pages_styles_and_pictures_are_sound(checked):
    """Nothing but what the theme is known for."""
    found = [
        message
        for message in checked.messages
        if message.file != checked.faulty and not message.is_known and message.text not in TOO_YOUNG
    ]
    assert not found, "\n".join(f"{one.file}:{one.line} {one.text} {one.markup!r}" for one in found)


def test_the_theme_is_known_for_no_more_than_three_faults_a_page(checked):
    """No page has one of the known faults twice, and each of them is still there, else it is known no longer."""
    known = Counter((one.file, one.text, one.markup) for one in checked.messages if one.is_known)
    assert {1} == set(known.values())
    assert {file for file, *_ in known} <= checked.pages
    seen = {markup for _, markup in KNOWN if any(markup in one.markup for one in checked.messages)}
    assert {markup for _, markup in KNOWN} == seen


def test_the_checker_finds_faults(checked):
    """The faulty page is faulted."""
    assert "Duplicate ID “a”." in {one.text for one in checked.messages if one.file == checked.faulty}

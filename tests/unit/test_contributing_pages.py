"""The page of findings: each kind that the checks know, in its part, with what to do; and issues lead there."""

import pytest
from lxml import html

from generator.issues import issue_types
from generator.language import CHINESE, load_language
from generator.pages import addresses
from generator.pages.contributing import findings_page
from generator.pages.edition import Edition
from generator.pages.portal_views import Portal
from generator.publisher import Publisher
from generator.settings import ROOT
from generator.vocabulary import load_vocabulary

SCHEMAS = ROOT / "schemas"
ENGLISH = load_language("en")


def page_in(language):
    portal = Portal((), {}, {}, {}, load_vocabulary(SCHEMAS, language), Edition(language, (language,), Publisher()))
    return findings_page(portal).markdown()


@pytest.mark.parametrize("language", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_every_kind_of_finding_stands_there_once(language):
    """Codelist and page are the same set, each entry with its meaning and remedy, in its part."""
    text = page_in(language)
    found = html.fromstring(f"<div>{text}</div>").findall(".//dl[@class='gk-findings']/div")
    kinds = issue_types(SCHEMAS)
    assert sorted(kinds) == sorted(node.get("id") for node in found)
    for node in found:
        kind = kinds[node.get("id")]
        assert [language.translate(kind.title), kind.code] == [node.find("dt/b").text, node.find("dt/code").text]
        assert language.translate(kind.advice) in node.text_content()


def test_every_part_has_kinds_and_every_kind_a_part():
    """A kind of finding whose part nobody lists would not be shown."""
    parts = load_vocabulary(SCHEMAS).lists["issue-parts"]
    assert set(parts) == {kind.part for kind in issue_types(SCHEMAS).values()}


def test_a_finding_has_an_address():
    assert "contribute/findings/#row-shape" == addresses.finding("row-shape")

"""Whatever stands in the cells, pages keep their shape: what a harmless word would make is what an attack makes.

Every text field of the complete package is replaced, once by a word and once by each attack. A page with an attack in
it must be the page with the word, node by node and attribute by attribute, only that the attack stands there as text.
"""

import json
import re
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html
from markdown import Markdown
from mkdocs.utils.meta import get_data

from generator.assess import assess_package
from generator.charts import as_plotly
from generator.examine import examine_package
from generator.exports import Download, ExportJob, export_package
from generator.issues import Issue
from generator.model import Package
from generator.obligations import public_obligations
from generator.pages import Page, locality_pages, portal_pages
from generator.pages.citations import bibtex_text
from generator.pages.edition import Edition
from generator.pages.locality import locality_nav
from generator.pages.portal_views import Portal
from generator.pages.views import Views
from generator.schemas import load_schemas
from generator.sentences import Words
from generator.settings import ROOT
from generator.site import SiteJob, build_site
from generator.standings import assess_reports
from generator.summaries import LocalitySummary, summarise
from generator.vocabulary import load_vocabulary
from tests.poison import free_fields, poisoned

AS_OF = date(2026, 11, 22)
WORD = "WORD"
ATTACKS = {
    "script": "<script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "drawing": "<svg/onload=alert(1)>",
    "script link": "[x](javascript:alert(1))",
    "reference link": "[x][1] [1]: javascript:alert(1)",
    "attributes": "**x**{: onmouseover=alert(1) style=color:red }",
    "heading attributes": "x {#top onclick=alert(1)}",
    "base": "<base href=//evil.example/>",
    "refresh": '<meta http-equiv="refresh" content="0;url=//evil.example/">',
    "frame": "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "style": "<style>body{display:none}</style>",
    "form": "<form action=//evil.example/><button>x</button></form>",
    "object": "<object data=x></object><embed src=x>",
    "snippet": '--8<-- "mkdocs.yml"',
    "critic markup": "{++<img src=x onerror=alert(1)>++}",
    "end of script": '</script></title></table></div>--><script>"use strict"</script>',
    "quotes": "\" onfocus=alert(1) autofocus x='",
    "template": "{{ 7 * 7 }} {% include 'home.md' %} ${7*7} <# x #>",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62; &amp;amp;",
    "table": "| x | y | --- |",
    "address": "https://evil.example/ <https://evil.example/> ![x](//evil.example/x.png) :smile:",
    "front matter": "x: [1] --- title: y # z",
    "unseen characters": "x\u202ey\u200bz\u0002wzxhzdk:0\u0003\u0007",
}
# Elements that nothing from a cell may make; the one form of a page is its search.
FORBIDDEN = frozenset({"script", "iframe", "style", "base", "object", "embed", "img", "meta", "link", "frame"})
# What is downloaded but need not be on a page: the header of a document stands on the page of a report only, and the
# package fills it for a plan.
NOT_ON_PAGES = {
    ("documents", "category"),
    ("documents", "doc_number"),
    ("documents", "index_number"),
    ("documents", "open_mode"),
    ("documents", "open_scope"),
    ("documents", "terms"),
    ("targets", "difference"),
}

Node = tuple[str, tuple[tuple[str, str], ...], str, str]


# Names of files that a chart is saved under: made of letters of the name, whatever else stands in it.
FILE_NAMES = frozenset({"data-name", "download"})
DRAWN = frozenset({"div", "ol", "ul", "li", "span", "b", "i", "svg", "rect", "line", "path", "text"})


@dataclass(frozen=True)
class Made:
    """All that the program makes of one package before MkDocs: pages, summary, and the navigation."""

    views: Views
    pages: tuple[Page, ...]
    portal: tuple[Page, ...]
    summary: LocalitySummary


@pytest.fixture(scope="module")
def make(
    load_fixture: Callable[[str], Package], fixture_folder: Callable[[str], Path], edition: Edition
) -> Callable[..., Made]:
    """Makes everything of the complete package with ``word_for`` in its text fields; each result is kept."""
    schemas = load_schemas(ROOT / "schemas")
    vocabulary = load_vocabulary(ROOT / "schemas")
    _, raw, log = examine_package(fixture_folder("complete"), ROOT / "schemas")
    assert raw is not None
    downloads: list[Download] = export_package(ExportJob(raw, schemas, log.issues))
    public = replace(edition, site_url="https://www.example.gov.cn/gongkai/")
    kept: dict[str, Made] = {}

    def run(word: str, word_for: Callable[[str, str], str] | None = None) -> Made:
        if word not in kept:
            package = poisoned(load_fixture("complete"), word_for or (lambda *_: word))
            issues = tuple(replace(row, message=word, value=word, advice=word) for row in log.issues)
            kept[word] = _made(package, issues)
        return kept[word]

    def _made(package: Package, issues: tuple[Issue, ...]) -> Made:
        assessments, standings = (
            assess_package(package, AS_OF),
            assess_reports(package, public_obligations(vocabulary), AS_OF),
        )
        views = Views(package, assessments, standings, vocabulary, public)
        summary = summarise(package, assessments, standings, issues, public.say)
        portal = portal_pages(Portal([summary], {}, {}, schemas, vocabulary, public))
        return Made(views, tuple(locality_pages(views, downloads, issues)), tuple(portal), summary)

    return run


@pytest.fixture(scope="module")
def to_html() -> Callable[[Page], html.HtmlElement]:
    """Renders a page as MkDocs does: front matter off, Markdown with the extensions of mkdocs.yml."""
    entries = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    options = {name: values for entry in entries if isinstance(entry, dict) for name, values in entry.items()}
    names = [name for entry in entries for name in ([entry] if isinstance(entry, str) else entry)]
    markdown = Markdown(extensions=names, extension_configs=options)

    def render(page: Page) -> html.HtmlElement:
        body, _ = get_data(page.markdown())
        return html.fragment_fromstring(markdown.reset().convert(body), create_parent=True)

    return render


def seen(text: str) -> str:
    """Text as readers see it: without the characters that nobody can see."""
    return "".join(char for char in text if char.isprintable() or char.isspace())


def nodes(tree: html.HtmlElement, attack: str = WORD) -> Iterator[Node]:
    """The tree as a list, with the harmless word where the attack stands as text.

    Left out are descriptions for search engines and previews: they are cut at a number of characters, so ends differ.
    """

    def harmless(text: str | None) -> str:
        folded = " ".join(seen(text or "").split())
        in_bibtex = " ".join(seen(bibtex_text(attack)).split())
        return folded.replace(seen(attack), WORD).replace(in_bibtex, WORD)

    for node in tree.iter():
        if _is_drawn(node):
            continue
        if not isinstance(node.tag, str):
            yield "comment", (), "", ""
        elif node.get("type") == "application/ld+json":
            yield node.tag, (), harmless("\n".join(_strings(json.loads(node.text)))), harmless(node.tail)
        elif "description" not in (node.get("name"), node.get("property", "").removeprefix("og:")):
            attributes = tuple((name, harmless(value)) for name, value in node.attrib.items() if name not in FILE_NAMES)
            yield node.tag, attributes, harmless(node.text), harmless(node.tail)


def _is_drawn(node: html.HtmlElement) -> bool:
    """Whether a node is part of a picture, which is laid out by the length of its words."""
    return any(up.tag == "svg" or "gk-picture" in up.get("class", "").split() for up in (node, *node.iterancestors()))


def faults(tree: html.HtmlElement) -> list[str]:
    """What must never stand on a page, whatever else does; in pictures nothing but shapes and words."""
    found = [node.tag for node in tree.iter(*FORBIDDEN)]
    found += [node.tag for node in tree.iter() if _is_drawn(node) and node.tag not in DRAWN]
    found += [node.get("action", "") for node in tree.iter("form") if node.get("role") != "search"]
    for node in tree.iter(html.etree.Element):
        found += [name for name in node.attrib if name.lower().startswith("on") or name in {"srcdoc", "formaction"}]
        links = (node.get(name, "") for name in ("href", "src", "action", "data-chart"))
        found += [link for link in links if "".join(link.split()).lower().startswith(("javascript:", "data:"))]
    return found


def test_the_complete_package_has_every_text_field(load_fixture, schemas_dir):
    """The package under attack fills every free text field at least once, so none goes untested."""
    package = load_fixture("complete")
    empty = [
        (name, field.name)
        for name, schema in load_schemas(schemas_dir).items()
        for field in free_fields(schema)
        if not any(getattr(row, field.name) for row in getattr(package, name))
    ]
    assert [] == empty


def test_every_text_field_is_shown(make, to_html):
    """Every text field is shown on some page, so the attacks below do reach pages through it."""
    marks: dict[tuple[str, str], str] = {}

    def mark(table: str, field: str) -> str:
        return marks.setdefault((table, field), f"MARK{len(marks):03d}")

    text = "".join(to_html(page).text_content() + page.markdown() for page in make("marks", mark).pages)
    assert [] == [place for place, word in marks.items() if word not in text and place not in NOT_ON_PAGES]


@pytest.fixture(scope="module")
def harmless_pages(make, to_html) -> dict[str, list[Node]]:
    """Nodes of every page with the word, by address."""
    made = make(WORD)
    return {page.address: list(nodes(to_html(page))) for page in made.pages + made.portal}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_attack_stands_on_pages_as_text(make, to_html, harmless_pages, attack):
    """Every page of the locality and the portal with the attack is the page with a word in its place."""
    made = make(attack)
    trees = {page.address: to_html(page) for page in made.pages + made.portal}
    assert list(harmless_pages) == list(trees)
    for address, tree in trees.items():
        assert harmless_pages[address] == list(nodes(tree, attack)), address
        assert [] == faults(tree), address
    assert any(seen(attack) in seen(tree.text_content()) for tree in trees.values())


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_attack_stays_text_in_front_matter(make, attack):
    """What the theme prints of the front matter holds letters and numeric entities only, under the same names."""
    hostile, harmless = make(attack), make(WORD)
    marks = set(string.punctuation) - set("&#;")
    for page, model in zip(hostile.pages + hostile.portal, harmless.pages + harmless.portal, strict=True):
        _, meta = get_data(page.markdown())
        assert list(get_data(model.markdown())[1]) == list(meta), page.address
        assert [] == [text for text in _strings(list(meta.values())) if marks & set(text)], page.address


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for item in value if isinstance(value, list) else value.values():
            yield from _strings(item)


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_attack_stays_text_in_charts(make, attack):
    """Plotly reads tags and links in every text, so charts hold none but the line breaks and bold type of their own;
    the attack stands in them as text."""
    charts = 0
    for page, model in zip(make(attack).pages, make(WORD).pages, strict=True):
        assert list(model.files) == list(page.files)
        for name, text in page.files.items():
            if not name.endswith(".json"):
                continue
            charts += 1
            chart = json.loads(text)
            as_plotly(chart)
            for words in _strings(chart):
                own = re.sub(r"</?b>|<br>|<extra></extra>", "", words)
                assert not set("<>") & set(own), (page.address, words)
    assert charts


@pytest.fixture(scope="module")
def built(make, tmp_path_factory) -> Callable[[str], dict[str, str]]:
    """Builds the site of the package with a word in it: HTML of every page, by path."""

    def run(word: str) -> dict[str, str]:
        place, made = tmp_path_factory.mktemp("hostile"), make(word)
        build_site(_site_job(place, made.views.edition, locality_nav(made.views)), made.pages)
        return {
            path.relative_to(place).as_posix(): path.read_text("utf-8") for path in (place / "html").rglob("*.html")
        }

    return run


@pytest.fixture(scope="module")
def harmless_site(built) -> dict[str, str]:
    """The site with the word."""
    return built(WORD)


@pytest.mark.parametrize("name", ["end of script", "quotes", "entities"])
def test_attack_stays_text_in_the_theme(built, harmless_site, name):
    """With the theme around it (title, navigation, contents) it is text as well."""
    site = built(ATTACKS[name])
    assert sorted(harmless_site) == sorted(site)
    for path, text in site.items():
        model = html.document_fromstring(harmless_site[path].encode())
        assert list(nodes(model)) == list(nodes(html.document_fromstring(text.encode()), ATTACKS[name])), path


def _site_job(place: Path, edition: Edition, nav: list[tuple[Words, str]]) -> SiteJob:
    return SiteJob(
        root=ROOT,
        docs=place / "docs",
        output=place / "html",
        bytecode=place / "bytecode",
        edition=edition,
        nav=nav,
        has_theme_files=False,
    )

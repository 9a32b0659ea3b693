"""Comparing: two HTML files of one page, part by part as a reader, a link or a machine meets them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml import html
from lxml.html import HtmlElement

# A generator names itself, and the name is not what is compared.
_OWN_NAMES = {"generator", "viewport"}
_LENGTH = 100


@dataclass
class Part:
    """What became of one part of all pages: how many are the same, and where the first few are not."""

    name: str
    same: int = 0
    different: list[dict[str, str]] = field(default_factory=list)


def words(node: HtmlElement) -> str:
    """Text as it is read: white space folded, without the sign that links to a heading."""
    texts = node.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::a[@class='headerlink'])]")
    return " ".join("".join(texts).split())


def _article(page: HtmlElement) -> HtmlElement:
    found = page.xpath("//article")
    return found[0] if found else html.Element("article")


def _headings(page: HtmlElement) -> list[str]:
    rows = _article(page).xpath(".//h1|.//h2|.//h3|.//h4|.//h5|.//h6")
    return [f"{node.tag} #{node.get('id') or ''} {words(node)}" for node in rows]


def _text(page: HtmlElement) -> list[str]:
    return words(_article(page)).split(" ")


def _links(page: HtmlElement) -> list[str]:
    """Where they lead; ``./`` and ``././`` are the same."""
    return [node.get("href") for node in _article(page).xpath(".//a[@href and not(@class='headerlink')]")]


def _tables(page: HtmlElement) -> list[str]:
    return [" | ".join(words(cell) for cell in row.xpath("./th|./td")) for row in _article(page).xpath(".//tr")]


def _attributes(page: HtmlElement) -> list[str]:
    """What styles and scripts go by: classes, ids and data of every element. The theme's own anchor is left out."""
    rows = []
    for node in _article(page).iter():
        if isinstance(node.tag, str) and node.get("id") != "__skip":
            kept = [f"{name}={value}" for name, value in sorted(node.attrib.items()) if name not in {"href", "title"}]
            rows.append(" ".join([node.tag, *kept]))
    return rows


def _title(page: HtmlElement) -> list[str]:
    return [words(node) for node in page.xpath("//head/title")] + [f"lang={page.get('lang')}"]


def _metas(page: HtmlElement) -> list[str]:
    found = [(node.get("name") or node.get("property"), node.get("content")) for node in page.xpath("//meta")]
    links = page.xpath("//link[@rel='canonical' or @rel='alternate']")
    rows = [f"{name}={content}" for name, content in found if name and name not in _OWN_NAMES]
    return sorted([*rows, *(f"link {node.get('rel')} {node.get('href')}" for node in links)])


def _linked_data(page: HtmlElement) -> list[str]:
    return ["".join(node.itertext()).strip() for node in page.xpath("//script[@type='application/ld+json']")]


def _scripts(page: HtmlElement) -> list[str]:
    """Files that the page loads, by name: the theme's are called by a digest of what they hold."""
    rows = page.xpath("//script[@src]/@src") + page.xpath("//link[@rel='stylesheet']/@href")
    return sorted(".".join(part for part in Path(urlsplit(row).path).name.split(".") if len(part) != 8) for row in rows)


def _frame(path: str) -> Callable[[HtmlElement], list[str]]:
    """Words and links of a part of the page around its text."""

    def found(page: HtmlElement) -> list[str]:
        nodes = page.xpath(path)
        return [row for node in nodes for row in (words(node), *[str(link) for link in node.xpath(".//a/@href")])]

    return found


PARTS: dict[str, Callable[[HtmlElement], list[str]]] = {
    "title and language": _title,
    "headings": _headings,
    "text": _text,
    "links": _links,
    "tables": _tables,
    "elements": _attributes,
    "meta tags": _metas,
    "linked data": _linked_data,
    "header": _frame("//header"),
    "banner": _frame("//*[contains(@class, 'gk-banner')]"),
    "navigation": _frame("//nav[contains(@class, 'gk-tabs')]"),
    "contents": _frame("//nav[contains(@class, 'md-nav--secondary')]"),
    "footer": _frame("//footer"),
    "scripts and styles": _scripts,
}


def pages_of(folder: Path) -> set[str]:
    """Names of all HTML files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}


def compare(name: str, one: Path, other: Path, parts: dict[str, Part]) -> None:
    """Hold one page against itself and note each part."""
    pages = [html.document_fromstring(path.read_bytes()) for path in (one, other)]
    for page in pages:
        page.make_links_absolute(f"https://example.org/{name}")
    for part, look in PARTS.items():
        rows = [look(page) for page in pages]
        noted = parts.setdefault(part, Part(part))
        if rows[0] == rows[1]:
            noted.same += 1
        else:
            noted.different.append({"page": name, **_first(*rows)})


def _first(one: list[str], other: list[str]) -> dict[str, str]:
    """The first row that differs, on both sides."""
    pairs = zip_longest(one, other, fillvalue="(nothing)")
    mine, theirs = next((mine, theirs) for mine, theirs in pairs if mine != theirs)
    return {"mkdocs": mine[:_LENGTH], "zensical": theirs[:_LENGTH]}


def table(parts: Iterable[Part]) -> str:
    """One part a line: pages that are the same, pages that are not, and the first of these."""
    lines = [("part", "same", "different", "for instance")]
    for part in parts:
        first: dict[str, Any] = part.different[0] if part.different else {}
        shown = f"{first['page']}: «{first['mkdocs']}» → «{first['zensical']}»" if first else ""
        lines.append((part.name, str(part.same), str(len(part.different)), shown))
    widths = [max(len(line[column]) for line in lines) for column in range(3)]
    rows = [[*(cell.ljust(width) for cell, width in zip(line[:3], widths, strict=True)), line[3]] for line in lines]
    return "\n".join("  ".join(row).rstrip() for row in rows)

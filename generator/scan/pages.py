"""One page: everything on it that must not be published, and where its links lead."""

import posixpath
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from lxml import etree

from generator.policy import script_hash
from generator.privacy import find_private_lines, mask_private, plain_find
from generator.scan.rules import (
    ADDRESSES,
    DATA_TYPES,
    INLINE,
    LOADED_BY_SCRIPT,
    NAMED_ONLY,
    PLAIN,
    REFRESH,
    TAGS,
    WORDS,
    allowed_scripts,
    may_be_followed,
    scheme_of,
)

_SHOWN = 80
_POLICY, _REFRESH = "content-security-policy", "refresh"
_NARRATIVE = "gk-narrative"
_OWN_PREFIXES = frozenset({"data-", "aria-"})
_LOADING = frozenset({"link", "script", "img", "form"})
_TAG = re.compile(rb"<[A-Za-z]")
_TEXTS = etree.XPath("//text()", smart_strings=False)


@dataclass(frozen=True, slots=True)
class PageScan:
    """What was seen on a page.

    ``path`` is the file below the root of the site, ``faults`` are sentences, ``links`` are the files and folders of
    the site that it needs or leads to, each with the part that is meant behind ``#``, ``ids`` the parts it has, and
    ``scripts`` the hashes of its inline scripts.
    """

    path: str
    faults: tuple[str, ...]
    links: frozenset[str]
    ids: frozenset[str]
    scripts: frozenset[str]


class _Look:
    """What is gathered while one page is looked at."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.faults: list[str] = []
        self.followed: set[str] = set()
        self.loaded: set[str] = set()
        self.ids: set[str] = set()
        self.words: set[str] = set()
        self.narratives: list[Any] = []
        self.scripts: set[str] = set()

    def fault(self, words: str, value: str = "") -> None:
        """Note a fault; nothing private gets into it."""
        shown = "".join(char if char.isprintable() else " " for char in mask_private(value))[:_SHOWN]
        self.faults.append(f"{words} «{shown}»" if shown else words)


def scan_page(path: str, source: bytes, root: Any, known: Collection[str] = frozenset()) -> PageScan:
    """Look at one parsed page, which stays as it is.

    Args:
        path: Its file, relative to the root of the site.
        source: Its bytes.
        root: Its ``html`` element.
        known: What is published although it looks private, as :func:`~generator.privacy.finds_in` gives it: what
            the package allows, and what the settings say of the publisher.
    """
    look = _Look(path)
    scripts = _policy(root, look)
    if _elements(root, look) != len(_TAG.findall(source)):
        look.fault("a tag that browsers may read otherwise than the scan does")
    for _ in look.scripts - scripts:
        look.fault("a script that is not the theme's")
    links = frozenset(_links(look))
    _private(root, look, known)
    return PageScan(path, tuple(look.faults), links, frozenset(look.ids), frozenset(look.scripts))


def _elements(root: Any, look: _Look) -> int:
    """Every element and attribute of the page, in one go: half of the time of a scan is here.

    Returns how many tags the page must have, for a browser may find elements where the parser finds none.
    """
    tags = 0
    for node in root.iter():
        tags += 1
        tag = node.tag
        if tag not in TAGS:
            look.fault("an element that no template makes", tag if isinstance(tag, str) else "<!--")
            continue
        for name, value in node.items():
            if name not in PLAIN:
                _attribute(node, name, value, look)
        if tag == "script" and node.get("src") is None:
            script = node.text or ""
            tags += len(_TAG.findall(script.encode()))
            if node.get("type") not in DATA_TYPES:
                look.scripts.add(script_hash(script))
        elif tag == "meta" and node.get("http-equiv"):
            _instruction(node, root, look)
        elif tag == "div" and node.get("class") == _NARRATIVE:
            look.narratives.append(node)
    return tags


def _attribute(node: Any, name: str, value: str, look: _Look) -> None:
    """An attribute that leads or loads something, is shown or read out, or should not be there."""
    if name == "id":
        look.ids.add(value)
    elif name in LOADED_BY_SCRIPT:
        look.loaded.add(value)
    elif name in WORDS or name[:5] in _OWN_PREFIXES:
        look.words.add(value)
    elif ADDRESSES.get(node.tag) == name:
        is_loaded = node.tag in _LOADING and not (node.tag == "link" and node.get("rel", "").strip() in NAMED_ONLY)
        (look.loaded if is_loaded else look.followed).add(value)
    else:
        look.fault(f"an attribute that no template makes: {name}", value)


def _policy(root: Any, look: _Look) -> frozenset[str]:
    """Hashes of the scripts that the page may run, from the policy at the very beginning of its head."""
    first = next(iter(root.find("head") if root.find("head") is not None else ()), None)
    policy = first.get("content", "") if first is not None and first.get("http-equiv", "").lower() == _POLICY else ""
    scripts = allowed_scripts(policy)
    if scripts is None:
        look.fault("no policy of ours at the beginning of the head", policy)
    return scripts or frozenset()


def _instruction(node: Any, root: Any, look: _Look) -> None:
    """A ``meta`` that tells the browser to do something: the policy, once, and the new place of a page that moved."""
    name, content = node.get("http-equiv", "").lower(), node.get("content", "")
    if name == _POLICY:
        if node is not root.find("head")[0]:
            look.fault("a second policy", content)
        return
    moved = REFRESH.fullmatch(content) if name == _REFRESH else None
    if moved is None or not any(link.get("href") == moved["target"] for link in root.iter("a")):
        look.fault(f"an instruction to the browser: {name}", content)
    else:
        look.followed.add(moved["target"])


def _links(look: _Look) -> Iterator[str]:
    """Addresses within the site, relative to its root; what leads elsewhere is judged here and goes no further."""
    folder = posixpath.dirname(look.path)
    for address in look.loaded | look.followed:
        scheme = scheme_of(address)
        if not scheme:
            if (target := _target(folder, address, look)) is not None:
                yield target
        elif address in look.loaded:
            look.fault("something from another place", address)
        elif not may_be_followed(scheme):
            look.fault("a link that leads to no page", address)
        elif scheme == "mailto:":
            look.words.add(address)


def _target(folder: str, address: str, look: _Look) -> str | None:
    """A relative address as a path below the root of the site."""
    place, _, part = address.partition("#")
    place = place.partition("?")[0]
    if not place:
        return f"{look.path}#{part}" if part else None
    if place[0] == "/":
        # Only the page for what is not found can be asked for at any address.
        if look.path.rpartition("/")[2] != "404.html":
            look.fault("an address from the root of the host", address)
        return None
    if "%" in place or "%" in part:
        place, part = unquote(place), unquote(part)
    path = posixpath.normpath(f"{folder}/{place}" if folder else place)
    if path.startswith(".."):
        look.fault("an address above the root of the site", address)
        return None
    path = f"{path}/index.html" if place[-1] in "/." and path != "." else "index.html" if path == "." else path
    return f"{path}#{part}" if part else path


def _private(root: Any, look: _Look, known: Collection[str]) -> None:
    """Look at all words of the page. A text of a report may have a number cut by markup, so there blocks are joined."""
    texts = [*_TEXTS(root), *look.words]
    for node in look.narratives:
        texts += _lines(node)
    for line, find in find_private_lines("\n".join(texts)):
        if plain_find(line[find.start : find.end]) not in known:
            look.fault(f"something private: {find.kind}", find.masked)


def _lines(root: Any) -> Iterator[str]:
    """The text of an element, a line a block."""
    pieces: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if node.tag not in INLINE:
            pieces.append("\n")
        pieces.append((node.text if event == "start" else node.tail) or "")
    return iter("".join(pieces).split("\n"))

"""Search: an index of our own, read by ``assets/javascripts/search-index.js``. One per locality with everything in
it; a small one for the portal, which knows of each locality only what its summary tells, and leads on into its own.

Every Chinese character is a word, and a word's positions are kept, so a query is asked for as a phrase of characters:
what stands on a page is found, always, and nothing else. A number or an id is one word as it is printed: «92.9» is
neither 929 nor 92. Readers download the words they ask for, not the index: a list of words is cut into small files,
and so is the text of a page.

The files, below ``search/index/``::

    head.json                  folder, first word of each word file, the values of pages, and six numbers a page
    <folder>/words-<n>.txt     a line a word: word, tab, its pages and positions
    <folder>/<page>-<n>.json   title, path, and one piece of the text

``<folder>`` is named after what it holds, so a browser never mixes two builds.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import sub
from pathlib import Path
from typing import Any, NamedTuple

from lxml import html

from generator.artifacts import digest, json_line, manifest_digest, remove_tree, write_new
from generator.summaries import LocalitySummary

INDEX_FOLDER = "search/index"
HEAD_FILE = "head.json"
# Words in one piece of a page's text, and how many more it holds for an excerpt that runs over its end.
PIECE, OVERLAP = 1000, 60
_WORD_FILE = 4096
_FIRST_SIGN, _DIGITS = 33, 47

# Chinese characters; a run of other letters and digits is one word. ``search-index.js`` cuts in the very same way.
_CHINESE = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(
    rf"[{_CHINESE}]"
    r"|[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]+(?:\.[0-9]+)+"
    r"|(?=[0-9-]{0,60}[A-Za-z_])[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)+"
    rf"|(?:(?![{_CHINESE}])\w)+"
)
# Digits, letters and the marks within numbers and ids, from full width to half width.
_FULL_WIDTH = (0xFF0D, 0xFF0E, *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), 0xFF3F, *range(0xFF41, 0xFF5B))
_HALF_WIDTH = {code: code - 0xFEE0 for code in _FULL_WIDTH}
# Elements within a line; any other begins a line of its own.
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q"}
)
_INLINE |= {"s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
_BODY = "//*[@data-search-body]"
_SKIPPED = frozenset({"h1", "script", "style", "svg", "template", "button", "form"})


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page as the search knows it. ``text`` has a line for each block; no phrase runs over the end of a line."""

    path: str
    title: str
    text: str
    place: str = ""
    kind: str = ""
    year: str = ""
    status: str = ""


class Word(NamedTuple):
    """One word of a text: as it is compared, its position among the words, and where it begins."""

    text: str
    position: int
    start: int


def words_of(text: str) -> Iterator[Word]:
    """The words of a text in their order. The end of a line counts as one position, so that phrases end there."""
    return map(Word, *_laid_out(text))


def _laid_out(text: str) -> tuple[list[str], list[int], list[int]]:
    """The words of a text, their positions, and where each begins."""
    words: list[str] = []
    positions: list[int] = []
    starts: list[int] = []
    position = start = 0
    for line in text.split("\n"):
        own, offsets = _words_of_line(line)
        words += own
        positions += range(position, position + len(own))
        starts += [start + offset for offset in offsets]
        position += len(own) + 1
        start += len(line) + 1
    return words, positions, starts


@lru_cache(maxsize=50_000)
def _words_of_line(line: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The words of one line and where they begin; the pages of a place have most of their lines in common."""
    found = list(_WORD.finditer(line.translate(_HALF_WIDTH)))
    return tuple(_compared(one.group()) for one in found), tuple(one.start() for one in found)


@lru_cache(maxsize=50_000)
def _compared(word: str) -> str:
    """A word in the form in which words are compared: small letters, plain characters, digits without separators."""
    return "".join(unicodedata.normalize("NFKC", word).lower().split()).replace(",", "")


def index_portal(tree: Path, summaries: Sequence[LocalitySummary], merged: Collection[str], work: Path) -> None:
    """Index the portal's pages and an entry for each locality, plan, indicator and report.

    Of the localities in ``merged``, whose own index the portal's search reads along, only the overview is entered:
    the rest would be found twice.
    """
    pages = list(_pages_of(tree, ""))
    for summary in summaries:
        place = summary.locality
        for entry in summary.entries:
            if place.locality_id in merged and entry.path:
                continue
            path = f"{place.locality_id}/{entry.path}"
            pages.append(
                SearchPage(path, entry.title, _line(entry.text), place.name, entry.kind, entry.year, entry.status)
            )
    index_pages(pages, tree, work)


def _pages_of(tree: Path, place: str) -> Iterator[SearchPage]:
    for file in sorted(tree.rglob("index.html")):
        path = file.parent.relative_to(tree).as_posix()
        page = search_page("" if path == "." else f"{path}/", html.parse(str(file)).getroot(), place)
        if page:
            yield page


def search_page(path: str, root: html.HtmlElement, place: str) -> SearchPage | None:
    """A page as the search knows it, from its parsed HTML, which stays as it is; None where it has no body to search.

    ``path`` is the address of its folder below that of the index.
    """
    body = next(iter(root.xpath(_BODY)), None)
    if body is None:
        return None
    heading = next(body.iter("h1"), None)
    return SearchPage(
        path=path,
        title="" if heading is None else _line(_text_of(heading)),
        text="\n".join(line for line in map(_line, _text_of(body).split("\n")) if line),
        place=place,
        kind=body.get("data-kind", ""),
        year=body.get("data-year", ""),
        status=body.get("data-status", ""),
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _text_of(node: html.HtmlElement) -> str:
    """The text within an element: a line a block, with what readers do not search for left out."""
    pieces: list[str] = []
    _gather(node, pieces)
    return "".join(pieces)


def _gather(node: html.HtmlElement, pieces: list[str]) -> None:
    if node.text:
        pieces.append(node.text.replace("\n", " "))
    for child in node:
        if not _is_skipped(child):
            ends = "" if child.tag in _INLINE else "\n"
            pieces.append(ends)
            _gather(child, pieces)
            pieces.append(ends)
        if child.tail:
            pieces.append(child.tail.replace("\n", " "))


def _is_skipped(node: html.HtmlElement) -> bool:
    """True for comments, for what is no text, for the heading (which is the title), and for what says so."""
    tag = node.tag
    if not isinstance(tag, str) or tag in _SKIPPED or node.get("data-search-ignore") is not None:
        return True
    return tag == "a" and node.get("class") == "headerlink"


def index_pages(pages: Sequence[SearchPage], tree: Path, work: Path) -> None:
    """Index pages of a tree, in the order of their paths, that are read already. The index is made in ``work``, which
    is emptied before, and moved into the tree when it is whole.
    """
    values = {name: sorted({getattr(page, name) for page in pages}) for name in ("kind", "year", "status", "place")}
    numbers: list[int] = []
    postings: dict[str, list[tuple[int, list[int]]]] = defaultdict(list)
    files: dict[str, bytes] = {}
    for number, page in enumerate(pages):
        head = f"{page.title}\n{_identifier(page.path) or tree.name}\n{page.place}\n"
        title, before = _positions(page.title), _positions(head)
        words, positions, starts = _laid_out(page.text)
        numbers += [*(values[name].index(getattr(page, name)) for name in values), title, before]
        found: dict[str, list[int]] = defaultdict(list)
        for word, position in zip(*_laid_out(head)[:2], strict=True):
            found[word].append(position)
        for word, position in zip(words, positions, strict=True):
            found[word].append(before + position)
        for word, places in found.items():
            postings[word].append((number, places))
        pieces = _pieces(page, positions, starts, before)
        files |= {f"{number}-{piece}.json": json_line(record) for piece, record in pieces}
    firsts: list[str] = []
    for first, text in _word_files(postings):
        files[f"words-{len(firsts)}.txt"] = text.encode()
        firsts.append(first)
    folder = manifest_digest({name: digest(content) for name, content in files.items()})[:12]
    record = {"folder": folder, "piece": PIECE, "pages": len(pages), "numbers": _signs(numbers), **values}
    _put(files, folder, record | {"words": firsts}, tree, work)


def _put(files: dict[str, bytes], folder: str, head: dict[str, Any], tree: Path, work: Path) -> None:
    """Write an index beside the tree and move it in, in place of the one that may be there."""
    remove_tree(work)
    for name, content in files.items():
        write_new(work / folder / name, content)
    write_new(work / HEAD_FILE, json_line(head))
    target = tree / INDEX_FOLDER
    remove_tree(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    work.rename(target)


def _identifier(path: str) -> str:
    """The id of what a page is about: the last part of its path."""
    return path.rstrip("/").rpartition("/")[2]


def _positions(text: str) -> int:
    """How many positions a text takes."""
    return sum(len(_words_of_line(line)[0]) + 1 for line in text.split("\n")) - 1


def _pieces(
    page: SearchPage, positions: Sequence[int], starts: Sequence[int], before: int
) -> Iterator[tuple[int, dict[str, Any]]]:
    """The text of a page in pieces, each with its number; the first is there even where there is no text.

    ``positions`` and ``starts`` are those of its words; ``before`` counts the positions of its title and place.
    """
    for number in range(positions[-1] // PIECE + 1 if positions else 1):
        first = bisect_left(positions, number * PIECE)
        end = bisect_left(positions, (number + 1) * PIECE + OVERLAP)
        if number and first == end:
            continue
        start = starts[first] if number else 0
        text = page.text[start : starts[end] if end < len(starts) else None]
        at = before + (positions[first] if number else 0)
        yield number, {"title": page.title, "path": page.path, "from": at, "text": text}


def _signs(numbers: Iterable[int]) -> str:
    """Whole numbers as printable signs: 47 to a sign, the least part first, and other 47 signs where more follows."""
    return "".join([_SIGN[number] if number < _MOST_USUAL else _sign(number) for number in numbers])


def _sign(number: int) -> str:
    rest, parts = number, ""
    while rest >= _DIGITS:
        parts += chr(_FIRST_SIGN + _DIGITS + rest % _DIGITS)
        rest //= _DIGITS
    return parts + chr(_FIRST_SIGN + rest)


# Nearly all numbers are steps from one word to the next.
_MOST_USUAL = 5000
_SIGN = [_sign(number) for number in range(_MOST_USUAL)]


def _steps(postings: Iterable[tuple[int, list[int]]]) -> list[int]:
    """Pages and positions as numbers: for each page the step from the one before, how many positions, their steps."""
    steps: list[int] = []
    last_page = 0
    for page, positions in postings:
        last_page, step = page, page - last_page
        steps += (step, len(positions), positions[0])
        steps += map(sub, positions[1:], positions)
    return steps


def _word_files(postings: dict[str, list[tuple[int, list[int]]]]) -> Iterator[tuple[str, str]]:
    """First word and text of each word file; words stand in the order in which a browser compares text."""
    lines: list[str] = []
    first, size = "", 0
    for word in sorted(postings, key=lambda text: text.encode("utf-16-be")):
        line = f"{word}\t{_signs(_steps(postings[word]))}\n"
        if lines and size + len(line) > _WORD_FILE:
            yield first, "".join(lines)
            lines, size = [], 0
        first = first if lines else word
        lines.append(line)
        size += len(line)
    if lines:
        yield first, "".join(lines)

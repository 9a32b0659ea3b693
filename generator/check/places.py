"""Places: names of places in running text, by a small method of our own, to ask about remnants of copying.

Chinese text has no gaps between words, and no list within reach holds all names (GB/T 2260 ends at the counties, the
case that taught us is a town). So a name is taken for one only where its beginning is plain: a word of two or three
characters before 省, 县, 镇 and so on that stands after a sign or after one of the words of
``generic-place-words.csv`` that a name may follow, and that none of its general words (社区, 乡镇) stands in. What is
not plain is left out: a name missed costs less than a question about a word that is no name.

Only names of the locality's own level are looked for, and other provinces. Towns in the report of a county are its own,
and the city above it is its city; a report copied from elsewhere carries the name of a body of its own kind.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.vocabulary import Vocabulary

# What a name ends in, by the level of the locality (``locality-levels.csv``); provinces are known by name.
ENDINGS: dict[str, tuple[str, ...]] = {
    "prefecture": ("自治州", "市"),
    "county": ("县", "区", "旗"),
    "township": ("街道", "镇", "乡"),
}
_STEMS = (2, 3)
_LEVELS = frozenset("省市县区旗乡镇村街州")
_FIRST, _LAST = "\u4e00", "\u9fff"


@dataclass(frozen=True)
class PlaceWords:
    """What ``generic-place-words.csv`` says, by the column ``use``.

    ``anywhere``: a name never stands where this word stands. ``longer``: the same, but one character more may make it
    a name (城镇 is none, 新城镇 may be). ``before``: a name may begin after this word.
    """

    anywhere: frozenset[str]
    longer: frozenset[str]
    before: frozenset[str]
    provinces: tuple[str, ...]

    @staticmethod
    def from_vocabulary(vocabulary: Vocabulary) -> "PlaceWords":
        """The words of the codelists.

        Raises:
            KeyError: a codelist is missing.
        """
        by_use: dict[str, set[str]] = {"anywhere": set(), "longer": set(), "before": set()}
        for term in vocabulary.lists["generic-place-words"].values():
            by_use[term["use"]].update(term["words"].split())
        return PlaceWords(
            **{use: frozenset(words) for use, words in by_use.items()},
            provinces=tuple(term.label for term in vocabulary.lists["provinces"].values()),
        )

    @cached_property
    def longest(self) -> int:
        """Characters of the longest word."""
        return max(len(word) for word in (*self.anywhere, *self.longer, *self.before))


def find_places(text: str, level: str, words: PlaceWords) -> Iterator[str]:
    """Names of places of a level in ``text`` as they come, and of provinces; a name may come more than once.

    The time it takes grows with the length of the text.
    """
    for province in words.provinces:
        if province in text:
            yield province
    for ending in ENDINGS.get(level, ()):
        at = text.find(ending)
        while at >= 0:
            stem = _stem(text, at, words)
            if stem and not _is_general(text, at, len(ending), len(stem), words):
                yield stem + ending
            at = text.find(ending, at + len(ending))


def possible_names(text: str, level: str, words: PlaceWords) -> set[str]:
    """Every name that ``text`` may hold by its endings, wherever names may begin, and the provinces in it."""
    names = {province for province in words.provinces if province in text}
    for ending in ENDINGS.get(level, ()):
        at = text.find(ending)
        while at >= 0:
            names.update(text[max(at - length, 0) : at] + ending for length in _STEMS)
            at = text.find(ending, at + len(ending))
    return names


def _stem(text: str, end: int, words: PlaceWords) -> str:
    """The shortest word before ``end`` that begins where a name may begin; empty where there is none.

    A word with 对, 建立 or the like in it is none: «建立起乡、村联动» tells of the body's own township.
    """
    for length in _STEMS:
        start = end - length
        stem = text[max(start, 0) : end]
        if start < 0 or not all(map(_is_han, stem)):
            return ""
        if stem[-1] in _LEVELS or any(word in words.before for word in (*stem, stem[:2])):
            return ""
        if start == 0 or not _is_han(text[start - 1]) or _ends_in_any(text, start, words.before):
            return stem
    return ""


def _ends_in_any(text: str, end: int, words: Collection[str]) -> bool:
    """Whether one of ``words``, of one or two characters, ends at ``end``."""
    return text[end - 1 : end] in words or text[max(end - 2, 0) : end] in words


def _is_general(text: str, at: int, ending: int, stem: int, words: PlaceWords) -> bool:
    """Whether a general word stands over the ending at ``at``."""
    first, last = max(at - words.longest + 1, 0), at + ending
    for start in range(first, last):
        for end in range(max(at, start) + 1, start + words.longest + 1):
            word = text[start:end]
            if word in words.anywhere or (word in words.longer and start != at - stem + 1):
                return True
    return False


def _is_han(char: str) -> bool:
    return _FIRST <= char <= _LAST

"""Likely: what somebody probably meant who wrote a cell otherwise than it should be. Never more than a suggestion."""

from collections.abc import Mapping
from difflib import get_close_matches

from generator.read import RawTable
from generator.repairs import repair_value
from generator.sentences import Sentence
from generator.vocabulary import Term

# By what people call a row: the first of these columns that a table has and that fits.
_NAMES = ("name", "short_name", "title", "label")
# Likely meanings are looked for among so many ids; among more it takes seconds for each finding.
_MOST_IDS = 2000


def likely_value(text: str, kind: str, pattern: str, repairs: Mapping[str, Term]) -> tuple[str, Sentence | None]:
    """What a cell of type ``kind`` should say and the advice that goes with it; ``""`` and None where nobody can say.

    ``repairs`` are the kinds of repair with what each means, from ``repair-kinds``.
    """
    repair = repair_value(text, kind, pattern)
    if repair is None:
        return "", None
    return repair.text_after or "", Sentence(repairs[repair.code]["meaning"])


def likely_code(text: str, labels: Mapping[str, str]) -> str:
    """The code whose label, or nearly whose label or code, ``text`` is; empty where none is near.

    ``labels`` has what readers see for each code: a clerk writes 牵头单位 where the code is ``lead`` (牵头).
    """
    text = text.strip()
    codes = {label: code for code, label in labels.items()}
    if text in codes:
        return codes[text]
    lowered = text.lower()
    if lowered in labels:
        return lowered
    parts = [code for label, code in codes.items() if label in text]
    if parts:
        return parts[0] if len(parts) == 1 else ""
    close = get_close_matches(lowered, labels, n=1, cutoff=0.5)
    if close:
        return close[0]
    close = get_close_matches(text, codes, n=1, cutoff=0.5)
    return codes[close[0]] if close else ""


def likely_id(text: str, table: RawTable, column: str, pattern: str = "") -> str:
    """The id in ``column`` of the row that ``text`` names, or whose id it nearly is; empty where none is near.
    ``pattern`` is that of the ids: one that lost its zeros is no other one.

    A clerk writes 区司法局 where the id is ``sifaju``, or both. A name that two rows have means none of them.
    """
    rows = [cells for cells in table.rows if len(cells) == len(table.header)]
    ids = [cells[table.header.index(column)] for cells in rows]
    if len(ids) > _MOST_IDS:
        return ""
    repair = repair_value(text, "string", pattern)
    if repair and repair.text_after in ids:
        return repair.text_after
    text = text.strip()
    first = text.split()[0] if text else ""
    if first in ids:
        return first
    named: dict[str, set[str]] = {}
    for name in (name for name in _NAMES if name in table.header):
        place = table.header.index(name)
        for cells, one in zip(rows, ids, strict=True):
            named.setdefault(cells[place], set()).add(one)
    if len(named.get(text, ())) == 1:
        return next(iter(named[text]))
    close = get_close_matches(text.lower(), ids, n=1)
    if close:
        return close[0]
    close = get_close_matches(text, [name for name, of in named.items() if name and len(of) == 1], n=1, cutoff=0.7)
    return next(iter(named[close[0]])) if close else ""

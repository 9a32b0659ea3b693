"""Placing: where words go so that none lies on another."""

from collections.abc import Iterable, Sequence

GAP = 6
# Distances at which labels of years, quarters and months read well.
_STEPS = (1, 2, 3, 4, 6, 12, 24, 48, 96)


def spaced(widths: Sequence[float], slot: float, order: Iterable[int]) -> frozenset[int]:
    """Which words of a row may stand, taken in the given order: those that touch none taken before.

    Each word stands in the middle of its slot, at the edges of the row as far inside as it needs.
    """
    row = slot * len(widths)
    taken: dict[int, tuple[float, float]] = {}
    for place in order:
        start, end = _span(place, widths[place], slot, row)
        if all(end + GAP <= other_start or other_end + GAP <= start for other_start, other_end in taken.values()):
            taken[place] = (start, end)
    return frozenset(taken)


def _span(place: int, width: float, slot: float, row: float) -> tuple[float, float]:
    start = min(max((place + 0.5) * slot - width / 2, 0), max(row - width, 0))
    return start, start + width


def evenly(widths: Sequence[float], slot: float) -> frozenset[int]:
    """Words of a row that stand in the middle of their slots at even distances, as many as do not touch.

    Counted from the last one that does not reach over the end of the row.
    """
    row = slot * len(widths)
    inside = [
        place
        for place, width in enumerate(widths)
        if width / 2 <= min((place + 0.5) * slot, row - (place + 0.5) * slot)
    ]
    for step in _STEPS:
        places = [place for place in inside if (inside[-1] - place) % step == 0]
        if len(spaced(widths, slot, places)) == len(places):
            return frozenset(places)
    return frozenset(inside[-1:])


def held(place: int, slot: float, row: float, width: float) -> tuple[float, str]:
    """Where a word is held (share of the row) and by which end, so that it stays inside at the edges."""
    middle = (place + 0.5) * slot
    if middle - width / 2 < 0:
        return 0.0, "start"
    if middle + width / 2 > row:
        return 100.0, "end"
    return 100 * middle / row, "middle"


def apart(tops: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Where one or two blocks of words begin: inside, apart, in the order of their middles, and else near ``tops``."""
    moved = [min(max(top, 0.0), room - height) for top, height in zip(tops, heights, strict=True)]
    if len(moved) < 2:
        return moved
    upper, lower = sorted(range(2), key=lambda place: tops[place] + heights[place] / 2)
    overlap = moved[upper] + heights[upper] + GAP - moved[lower]
    if overlap > 0:
        top = min(max(moved[upper] - overlap / 2, 0.0), room - heights[upper] - GAP - heights[lower])
        moved[upper], moved[lower] = top, top + heights[upper] + GAP
    return moved

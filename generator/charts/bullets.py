"""Bullets: what was promised against what was published, row by row, each row on a scale of its own from zero.

The words beside a row say everything; the drawing only makes it quick to see.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.sentences import Words
from generator.vocabulary import Status

_HUNDRED = Decimal(100)
_ROOM_AFTER = Decimal("1.15")
_UPWARD, _DOWNWARD = frozenset({"ge", "gt", "full"}), frozenset({"le", "lt"})
# Room at the right for half of a mark that stands at the very end.
_FULL = 99


@dataclass(frozen=True, slots=True)
class BulletRow:
    """One target of an overview: everything in words, and the two numbers where there are any.

    ``target`` is None where the target is masked, ``result`` where none is recorded here or it is masked.
    """

    name: str
    address: str
    promised: Words
    published: Words
    status: Status
    unit: str
    comparator: str
    target: Decimal | None
    upper: Decimal | None = None
    result: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Bullet:
    """A row with its drawing, in shares of the width: the result's bar, the mark of the target, and from where to where
    results keep the promise. What is None is not drawn.
    """

    row: BulletRow
    bar: float | None
    mark: float | None
    kept: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class BulletChart:
    """The rows in which a result stands beside its target, and the ``others``."""

    compared: tuple[Bullet, ...]
    others: tuple[Bullet, ...]


def bullet_chart(rows: Sequence[BulletRow]) -> BulletChart | None:
    """The rows with their drawings; None where no row has both numbers, for then there is nothing to compare."""
    bullets = [_bullet(row) for row in rows]
    compared = tuple(bullet for bullet in bullets if bullet.bar is not None)
    if not compared:
        return None
    return BulletChart(compared, tuple(bullet for bullet in bullets if bullet.bar is None))


def _bullet(row: BulletRow) -> Bullet:
    if row.target is None:
        return Bullet(row, None, None, None)
    end = _end(row)
    return Bullet(
        row,
        bar=None if row.result is None else _share(row.result, end),
        mark=_share(row.target, end),
        kept=_kept(row, row.target, end),
    )


def _end(row: BulletRow) -> Decimal:
    """Where the scale ends: at 100 for a percentage that is not small, else a little after the greatest number."""
    greatest = max(value for value in (row.target, row.upper, row.result) if value is not None)
    if row.unit == "%" and _HUNDRED / 2 <= greatest <= _HUNDRED:
        return _HUNDRED
    return greatest * _ROOM_AFTER if greatest > 0 else Decimal(1)


def _share(value: Decimal, end: Decimal) -> float:
    return round(_FULL * min(1.0, max(0.0, float(value / end))), 3)


def _kept(row: BulletRow, target: Decimal, end: Decimal) -> tuple[float, float] | None:
    if row.comparator in _UPWARD:
        return _share(target, end), _share(end, end)
    if row.comparator in _DOWNWARD:
        return 0.0, _share(target, end)
    if row.comparator == "range" and row.upper is not None:
        return _share(target, end), _share(row.upper, end)
    return None

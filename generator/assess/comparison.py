"""Comparison: does a published value satisfy a promised one, as exactly as the two were written?"""

from decimal import Decimal

from generator.model import Result, Target

YES, NO, UNDECIDED = "yes", "no", "undecided"
UPWARD = frozenset({"ge", "gt", "full"})
# «约» and «左右» are read as five per cent to either side; stated on the methodology page.
ABOUT = Decimal("0.05")
_ENDLESS = Decimal("Infinity")


def satisfies(target: Target, result: Result) -> str:
    """``yes``, ``no``, or ``undecided`` where mask or precision leave both possible.

    A verdict stands only where all numbers that the published value may mean lie on one side.
    """
    if result.value is None or target.value is None:
        return UNDECIDED
    lowest, highest = (_side(target, target.value, value) for value in _ends(result.value, result.precision))
    if lowest != highest:
        return UNDECIDED
    return NO if lowest else YES


def _ends(value: Decimal, precision: str) -> tuple[Decimal, Decimal]:
    """Least and greatest number that a published value may mean."""
    match precision:
        case "at_least":
            return value, _ENDLESS
        case "about":
            margin = abs(value) * ABOUT
            return value - margin, value + margin
        case _:
            return value, value


def _side(target: Target, promised: Decimal, value: Decimal) -> int:
    """Where ``value`` lies: 0 within what was promised, and outside it another number on one side than on the other."""
    match target.comparator:
        case "ge" | "full":  # all of a set is a share of at least the value given
            return value < promised
        case "gt":
            return value <= promised
        case "le":
            return value > promised
        case "lt":
            return value >= promised
        case _:  # eq and range
            upper = target.upper_value if target.comparator == "range" and target.upper_value is not None else promised
            return (value > upper) - (value < promised)

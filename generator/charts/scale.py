"""Scale: from which number to which an axis runs, where its lines are, and how they are labelled."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from generator.sentences import Sentence, sentence

_ZERO, _ONE = Decimal(0), Decimal(1)
_NICE = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_PARTS = 4
_TEN_THOUSAND, _HUNDRED_MILLION, _TRILLION = Decimal(10) ** 4, Decimal(10) ** 8, Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from ``low`` to ``high``; zero is always on it, because a bar stands for its length."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]

    def share(self, value: Decimal) -> float:
        """Where ``value`` lies: 0 at the low end, 1 at the high one."""
        return min(1.0, max(0.0, float((value - self.low) / (self.high - self.low))))


def scale_of(values: Iterable[Decimal]) -> Scale:
    """The scale of some values: a few round numbers that hold them all."""
    numbers = [_ZERO, *values]
    low, high = min(numbers), max(numbers)
    if low == high:
        high = _ONE
    step = _nice((high - low) / _PARTS)
    if all(value == value.to_integral_value() for value in numbers):
        step = max(step, _ONE)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    ticks = tuple(step * place for place in range(int(first), int(last) + 1))
    return Scale(ticks[0], ticks[-1], ticks)


def _nice(step: Decimal) -> Decimal:
    """The next of 1, 2, 2.5, 5 times a power of ten."""
    power = Decimal(10) ** step.adjusted()
    return next(nice * power for nice in _NICE if nice * power >= step)


def tick_labels(ticks: tuple[Decimal, ...]) -> tuple[Sentence, ...]:
    """Each tick in the reader's way: Chinese counts in 万 and 亿, all ticks of an axis alike.

    Both ways of writing go into the sentence, ``amount`` counted in ten thousands and ``number`` in full; a language
    uses the one it has a word for.
    """
    step = ticks[1] - ticks[0]
    return tuple(_tick_label(tick, step) if tick else sentence("{number}", number=_ZERO) for tick in ticks)


def _tick_label(tick: Decimal, step: Decimal) -> Sentence:
    """Counted in the largest unit that leaves no more than a half of it."""
    number = _plain(tick)
    if step >= _TRILLION / 2:
        return sentence("{amount}万亿", amount=_plain(tick / _TRILLION), number=number)
    if step >= _HUNDRED_MILLION / 2:
        return sentence("{amount}亿", amount=_plain(tick / _HUNDRED_MILLION), number=number)
    if step >= _TEN_THOUSAND / 2:
        return sentence("{amount}万", amount=_plain(tick / _TEN_THOUSAND), number=number)
    return sentence("{number}", number=number)


def _plain(number: Decimal) -> Decimal:
    """Without the zeros that counting in steps leaves behind the point."""
    return number.to_integral_value() if number == number.to_integral_value() else number.normalize()

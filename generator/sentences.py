"""Sentences: a reason in words that can still be translated: a template of the message catalogue and its values."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from generator.periods import Period, date_label


@dataclass(frozen=True, slots=True)
class Sentence:
    """A template in Chinese with ``{names}``, and what stands for them: text, numbers, days, periods or sentences."""

    template: str
    values: tuple[tuple[str, Any], ...] = ()

    def render(self, translate: Callable[[str], str] = str) -> str:
        """The sentence in words; ``translate`` looks it up in a catalogue, and the sentences within it."""
        return translate(self.template).format(**{name: shown(value, translate) for name, value in self.values})

    def __str__(self) -> str:
        return self.render()


def sentence(template: str, **values: Any) -> Sentence:
    """Shorthand that keeps call sites readable."""
    return Sentence(template, tuple(values.items()))


_PRECISE = {"at_least": "{value}{unit}以上", "about": "约{value}{unit}"}


def measured(value: Decimal, unit: str, precision: str) -> Sentence:
    """A published value with its unit of measure and, in words, how exact it is."""
    return sentence(_PRECISE.get(precision, "{value}{unit}"), value=value, unit=unit)


def shown(value: Any, translate: Callable[[str], str] = str) -> str:
    """A value as readers see it: days and periods in words, thousands separated, several values as a list."""
    if isinstance(value, Sentence):
        return value.render(translate)
    if isinstance(value, tuple):
        return translate("、").join(shown(item, translate) for item in value)
    if isinstance(value, date):
        return date_label(value)
    if isinstance(value, Period):
        return value.label
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return number_label(value)
    return str(value)


def number_label(value: Decimal | int | None) -> str:
    """``18,300`` or ``25.29``: every published digit, thousands separated; empty for None."""
    return "" if value is None else f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"

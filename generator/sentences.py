"""Sentences: words that can still be translated: a template of the message catalogue and the values that go into it.

Everything that readers see and that does not come from a cell is one of these until a page, a chart or a list is
written in a language; only then is it looked up. Text of the data is a value, never a template.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol


class Translator(Protocol):
    """Whoever knows the templates of a language."""

    def translate(self, template: str, count: int | None = None) -> str:
        """The template in the language; ``count`` chooses between one and several where the language does."""


class _Written:
    """Leaves every template as it is written in the program: in Chinese."""

    def translate(self, template: str, count: int | None = None) -> str:  # noqa: ARG002 - the protocol's form
        """The template itself."""
        return template


WRITTEN: Translator = _Written()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A template in Chinese with ``{names}``, and what stands for them: text, numbers, days, periods or sentences.

    A value called ``n`` is what the sentence counts.
    """

    template: str
    values: tuple[tuple[str, Any], ...] = ()

    def render(self, translator: Translator = WRITTEN) -> str:
        """The sentence in words of a language, and the sentences within it."""
        if not self.values:
            # Not formatted: a word of the data that the catalogue may know, such as a unit of measure, is one as well.
            return translator.translate(self.template)
        words, count = {}, None
        for name, value in self.values:
            words[name] = value if isinstance(value, str) else shown(value, translator)
            if name == "n" and isinstance(value, int):
                count = value
        return translator.translate(self.template, count).format(**words)

    def __str__(self) -> str:
        return self.render()


Words = Sentence | str


class Labelled(Protocol):
    """A value that says itself how it reads, such as a period."""

    @property
    def label(self) -> Sentence:
        """How readers see it."""


def sentence(template: str, /, **values: Any) -> Sentence:
    """Shorthand that keeps call sites readable, and the mark by which the catalogue finds its templates."""
    return Sentence(template, tuple(values.items()))


_LIST, _CLAUSES = sentence("{first}、{second}"), sentence("{first}；{second}")


def listed(items: Iterable[Any]) -> Words:
    """Several values as one list in words, «甲、乙»; nothing where there are none."""
    return _joined(_LIST.template, tuple(items))


def clauses(items: Iterable[Any]) -> Words:
    """Several remarks one after the other, «甲；乙»; nothing where there are none."""
    return _joined(_CLAUSES.template, tuple(items))


def _joined(template: str, items: tuple[Any, ...]) -> Words:
    if not items:
        return ""
    joined = items[0]
    for item in items[1:]:
        joined = Sentence(template, (("first", joined), ("second", item)))
    return joined if isinstance(joined, (Sentence, str)) else Sentence("{value}", (("value", joined),))


_MONTHS = (
    sentence("1月"),
    sentence("2月"),
    sentence("3月"),
    sentence("4月"),
    sentence("5月"),
    sentence("6月"),
    sentence("7月"),
    sentence("8月"),
    sentence("9月"),
    sentence("10月"),
    sentence("11月"),
    sentence("12月"),
)


def month_name(month: int) -> Sentence:
    """A month by its name, for languages that have names."""
    return _MONTHS[month - 1]


def day_words(day: date) -> Sentence:
    """``2023年3月31日``."""
    return sentence(
        "{year}年{month}月{day}日",
        year=f"{day.year}",
        month=f"{day.month}",
        day=f"{day.day}",
        name=month_name(day.month),
    )


_PRECISE = {"at_least": sentence("{number}以上").template, "about": sentence("约{number}").template}


def with_unit(value: Any, unit: str) -> Sentence:
    """A number and its unit of measure: ``1,200件``, ``92%``."""
    if unit == "%":
        return sentence("{value}%", value=value)
    return sentence("{value}{unit}", value=value, unit=Sentence(unit))


def measured(value: Decimal, unit: str, precision: str) -> Sentence:
    """A published value with its unit of measure and, in words, how exact it is."""
    number = with_unit(value, unit)
    return Sentence(_PRECISE[precision], (("number", number),)) if precision in _PRECISE else number


def published(value: Decimal | None, unit: str, precision: str, printed: str) -> Sentence:
    """A published value in words; where the document hides it, the words that stand in its place."""
    if value is not None:
        return measured(value, unit, precision)
    return sentence("“{printed}”（原文隐去）", printed=printed) if printed else sentence("原文隐去")


def shown(value: Any, translator: Translator = WRITTEN) -> str:
    """A value as readers see it: days and periods in words, thousands separated, several values as a list."""
    if isinstance(value, str):
        return value
    if isinstance(value, Sentence):
        return value.render(translator)
    if isinstance(value, tuple):
        return shown(listed(value), translator)
    if isinstance(value, date):
        return day_words(value).render(translator)
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return number_label(value)
    label = getattr(value, "label", None)
    return label.render(translator) if isinstance(label, Sentence) else str(value)


def stored_words(value: Any) -> Any:
    """Words, or what stands in them, as JSON knows it; the order of the values is kept."""
    if isinstance(value, Sentence):
        return {"template": value.template, "values": [[name, stored_words(inner)] for name, inner in value.values]}
    return value


def restored_words(value: Any) -> Any:
    """The words of which :func:`stored_words` made a record."""
    if isinstance(value, dict):
        return Sentence(value["template"], tuple((name, restored_words(inner)) for name, inner in value["values"]))
    return value


def number_label(value: Decimal | int | None) -> str:
    """``18,300`` or ``25.29``: every published digit, thousands separated; empty for None."""
    return "" if value is None else f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"

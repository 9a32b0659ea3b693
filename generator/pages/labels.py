"""Labels: facts of the data as readers see them, as sentences that every language can say in its own way."""

from decimal import Decimal
from typing import Any

from generator.model import Indicator, Package, Result, Target, Task
from generator.periods import parse_period
from generator.sentences import Sentence, Words, published, sentence, with_unit
from generator.vocabulary import Vocabulary

_MASKED = sentence("原文隐去")
_UNSTATED = sentence("未写明")
_TEN_THOUSAND, _HUNDRED_MILLION = 10_000, 100_000_000


def large_label(value: Decimal | None) -> Words:
    """A large number as Chinese readers say it, «1.83万», «46.18亿», exact; empty for smaller ones."""
    if value is None or abs(value) < _TEN_THOUSAND:
        return ""
    if abs(value) >= _HUNDRED_MILLION:
        return sentence("{number}亿", number=_short(value / _HUNDRED_MILLION))
    return sentence("{number}万", number=_short(value / _TEN_THOUSAND))


def _short(value: Decimal) -> Decimal:
    """Without the zeros that division leaves at the end."""
    return value.normalize() if value % 1 else value.to_integral_value()


def due_label(task: Task, vocabulary: Vocabulary) -> Words:
    """When a task is due, in words: the date, whether it only strives, or the way it repeats."""
    if not task.due_date:
        return task.due_printed or vocabulary.label("due-kinds", task.due_kind)
    due: Words = (
        sentence("{start}至{day}", start=task.due_start, day=task.due_date)
        if task.due_start
        else sentence("{day}", day=task.due_date)
    )
    return sentence("{due}（争取）", due=due) if task.due_binding == "strive" else due


def value_label(result: Result, indicator: Indicator) -> Sentence:
    """A value in words: precision and unit; the printed words where the value is masked."""
    return published(result.value, indicator.unit_of_measure, result.precision, result.printed)


def period_label(result: Result) -> Words:
    """The time a value is for; what stands there where the document hides it or does not say it."""
    printed = result.period_printed
    is_masked = "period" in result.masked
    if result.period:
        period = parse_period(result.period)
        return sentence("{period}（原文作“{printed}”）", period=period, printed=printed) if printed else period.label
    if result.sequence:
        if is_masked:
            return sentence("第{number}年（原文隐去年份）", number=result.sequence)
        return sentence("第{number}期", number=result.sequence)
    if is_masked:
        return sentence("“{printed}”（年份被隐去）", printed=printed) if printed else _MASKED
    return sentence("“{printed}”", printed=printed) if printed else sentence("原文未写明")


def ratio_label(result: Result) -> Words:
    """Numerator and denominator; empty where the document has neither."""
    parts = (result.numerator, result.denominator)
    if all(part is None for part in parts) and not {"numerator", "denominator"} & set(result.masked):
        return ""
    return sentence(
        "{numerator} ÷ {denominator}",
        numerator=_part_label("numerator", result.numerator, result),
        denominator=_part_label("denominator", result.denominator, result),
    )


def _part_label(name: str, value: Decimal | None, result: Result) -> Any:
    if name in result.masked:
        return _MASKED
    return _UNSTATED if value is None else value


def remarks_on(result: Result, package: Package, vocabulary: Vocabulary) -> list[Words]:
    """What a reader should know about a value besides its number."""
    remarks: list[Words] = []
    if result.printed and result.value is not None and _says_more(result.printed):
        remarks.append(sentence("原文“{printed}”", printed=result.printed))
    if result.scope != "own":
        remarks.append(sentence("范围：{scope}", scope=vocabulary.label("scopes", result.scope)))
    if result.part_of:
        total = package.result[result.part_of]
        whole = package.indicator[total.indicator_id]
        value = value_label(total, whole)
        remarks.append(sentence("属于“{indicator}”{value}的一部分", indicator=whole.name, value=value))
    if result.is_break:
        remarks.append(sentence("口径与前一个数值不同"))
    if result.as_of_date:
        remarks.append(sentence("统计到{day}", day=result.as_of_date))
    if result.note:
        remarks.append(result.note)
    return remarks


def window_label(target: Target, vocabulary: Vocabulary) -> Words:
    """The time a target is for, in words; empty where none is written."""
    if target.every:
        return vocabulary.label("intervals", target.every)
    if target.period:
        return parse_period(target.period).label
    return sentence("{day}以前", day=target.due_date) if target.due_date else ""


def holder_label(target: Target, vocabulary: Vocabulary) -> Words:
    """Who owes a target: the body, each of them, on which condition; empty where none is written."""
    holder: Words = target.holder
    if target.each:
        each = vocabulary.label("each", target.each)
        holder = sentence("{holder}，{each}", holder=holder, each=each) if holder else each
    return (
        sentence("{holder}（{condition}）", holder=holder, condition=target.condition) if target.condition else holder
    )


def promised_label(target: Target, indicator: Indicator, vocabulary: Vocabulary) -> Sentence:
    """A promised value in words, such as «不低于 85%»."""
    if target.value is None:
        return sentence("“{printed}”", printed=target.printed)
    unit = indicator.unit_of_measure
    number = with_unit(target.value, unit)
    if target.comparator == "range":
        return sentence("{lower}至{upper}", lower=target.value, upper=with_unit(target.upper_value, unit))
    if target.comparator == "full":
        return number
    comparator = vocabulary.label("comparators", target.comparator)
    return sentence("{comparator}{number}", comparator=comparator, number=number)


def _says_more(printed: str) -> bool:
    """Whether the printed words say more than the number already does (a scale word, a rounding)."""
    return any(word in printed for word in ("万", "亿", "余", "多", "约", "左右", "近", "超"))

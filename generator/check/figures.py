"""Checks on figures: periods, masks, rates against numerator and denominator, parts against their total."""

from dataclasses import fields
from decimal import ROUND_HALF_UP, Decimal, localcontext

from generator.check.findings import Check, Findings
from generator.model import Package, Result, Target, grouped
from generator.periods import parse_period
from generator.sentences import sentence

# A printed rate may be cut instead of rounded (162/222 = 72.97 % printed as 72.9 %): that much is no fault.
RATE_TOLERANCE = Decimal("0.1")
_NEEDS_VALUE = frozenset({"ge", "gt", "le", "lt", "eq", "range", "approx"})


def period_is_readable(package: Package, findings: Findings) -> None:
    """Refuses a period that no calendar has."""
    rows: tuple[Result | Target, ...] = (*package.results, *package.targets)
    for row in rows:
        if row.period:
            try:
                parse_period(row.period)
            except ValueError:
                message = sentence("{period} 不是成立的时期。", period=row.period)
                findings.add("period-unreadable", message, row, "period")


def target_has_one_holder(package: Package, findings: Findings) -> None:
    """Refuses a target that belongs to a task and a section, or to neither."""
    for target in package.targets:
        if bool(target.task_id) == bool(target.section_id):
            message = sentence("目标 {target} 应当只填 task_id 或只填 section_id。", target=target.target_id)
            findings.add("target-holder", message, target, "task_id")


def target_has_value(package: Package, findings: Findings) -> None:
    """Refuses a target whose comparator needs a value that is neither given nor masked."""
    for target in package.targets:
        if target.comparator in _NEEDS_VALUE and target.value is None and "value" not in target.masked:
            message = sentence("目标 {target} 没有数值。", target=target.target_id)
            findings.add("target-value-missing", message, target, "value")


def result_has_value(package: Package, findings: Findings) -> None:
    """Refuses a result whose value is neither given nor masked."""
    for result in package.results:
        if result.value is None and "value" not in result.masked:
            message = sentence("结果 {result} 没有数值。", result=result.result_id)
            findings.add("value-missing", message, result, "value")


def masked_fields_are_empty(package: Package, findings: Findings) -> None:
    """Refuses a mask on a field that does not exist or that holds a value all the same."""
    rows: tuple[Result | Target, ...] = (*package.results, *package.targets)
    for row in rows:
        for name in row.masked:
            if name not in {field.name for field in fields(row)}:
                findings.add("masked-unknown", sentence("没有名为 {name} 的列。", name=name), row, "masked")
            elif getattr(row, name) not in (None, "", ()):
                value = f"{getattr(row, name)}"
                message = sentence("{name} 注明被隐去，却有值 {value}。", name=name, value=value)
                findings.add("masked-with-value", message, row, "masked")


def computed_rate(result: Result) -> Decimal | None:
    """Numerator over denominator in per cent, exactly; None where one is missing or the denominator is 0."""
    if result.numerator is None or not result.denominator:
        return None
    return result.numerator * 100 / result.denominator


def rounded(value: Decimal, places: int) -> Decimal:
    """``value`` with so many decimals, half up, however large it is."""
    with localcontext() as context:
        context.prec = 60
        return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def rate_follows(package: Package, findings: Findings) -> None:
    """Warns if a published rate is more than 0.1 points away from numerator over denominator, notes a lesser gap."""
    for result in package.results:
        indicator = package.indicator[result.indicator_id]
        rate = computed_rate(result)
        if indicator.unit_of_measure != "%" or rate is None or result.value is None:
            continue
        places = -int(result.value.as_tuple().exponent)
        as_computed = rounded(rate, max(places, 0))
        if as_computed == result.value or result.precision != "exact":
            continue
        message = sentence(
            "公布为 {published}%，按 {numerator}÷{denominator} 算出 {computed}%。",
            published=f"{result.value}",
            numerator=f"{result.numerator}",
            denominator=f"{result.denominator}",
            computed=f"{rounded(rate, 2)}",
        )
        code = "rate-differs" if abs(rate - result.value) > RATE_TOLERANCE else "rate-rounding"
        findings.add(code, message, result, "value")


def parts_make_the_total(package: Package, findings: Findings) -> None:
    """Warns if parts exceed their total (they may overlap), notes if they fall short of it (some may be missing)."""
    _compare_parts(package.results, {row.result_id: row for row in package.results}, findings)
    _compare_parts(package.targets, {row.target_id: row for row in package.targets}, findings)


def _compare_parts(
    rows: tuple[Result, ...] | tuple[Target, ...], by_id: dict[str, Result] | dict[str, Target], findings: Findings
) -> None:
    parts = grouped((row for row in rows if row.part_of), lambda row: row.part_of)
    for total_id, members in parts.items():
        total = by_id[total_id]
        values = [row.value for row in members]
        if total.value is None or None in values:
            continue
        addends = [value for value in values if value is not None]
        found = sum(addends, Decimal(0))
        if found == total.value:
            continue
        message = sentence(
            "合计 {total}，各分项 {addends} = {found}。",
            total=f"{total.value}",
            addends=" + ".join(str(value) for value in addends),
            found=f"{found}",
        )
        findings.add("parts-exceed" if found > total.value else "parts-differ", message, total, "value")


def indicator_is_used(package: Package, findings: Findings) -> None:
    """Notes if an indicator has neither target nor result."""
    for indicator in package.indicators:
        used = package.targets_of_indicator.get(indicator.indicator_id) or package.results_of_indicator.get(
            indicator.indicator_id
        )
        if not used:
            message = sentence("指标「{name}」没有用到。", name=indicator.name)
            findings.add("indicator-unused", message, indicator, "indicator_id")


FIGURE_CHECKS: tuple[Check, ...] = (
    period_is_readable,
    target_has_one_holder,
    target_has_value,
    result_has_value,
    masked_fields_are_empty,
    rate_follows,
    parts_make_the_total,
    indicator_is_used,
)

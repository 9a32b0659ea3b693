"""Checks on figures: periods, masks, rates against numerator and denominator, parts against their total."""

from dataclasses import fields
from decimal import ROUND_HALF_UP, Decimal, localcontext

from generator.check.findings import Check, Findings
from generator.model import Package, Result, Target, grouped
from generator.periods import parse_period

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
                findings.add("period-unreadable", f"{row.period} 不是成立的时期。", row, "period")


def target_has_one_holder(package: Package, findings: Findings) -> None:
    """Refuses a target that belongs to a task and a section, or to neither."""
    for target in package.targets:
        if bool(target.task_id) == bool(target.section_id):
            findings.add(
                "target-holder", f"目标 {target.target_id} 应当只填 task_id 或只填 section_id。", target, "task_id"
            )


def target_has_value(package: Package, findings: Findings) -> None:
    """Refuses a target whose comparator needs a value that is neither given nor masked."""
    for target in package.targets:
        if target.comparator in _NEEDS_VALUE and target.value is None and "value" not in target.masked:
            findings.add("target-value-missing", f"目标 {target.target_id} 没有数值。", target, "value")


def result_has_value(package: Package, findings: Findings) -> None:
    """Refuses a result whose value is neither given nor masked."""
    for result in package.results:
        if result.value is None and "value" not in result.masked:
            findings.add("value-missing", f"结果 {result.result_id} 没有数值。", result, "value")


def masked_fields_are_empty(package: Package, findings: Findings) -> None:
    """Refuses a mask on a field that does not exist or that holds a value all the same."""
    rows: tuple[Result | Target, ...] = (*package.results, *package.targets)
    for row in rows:
        for name in row.masked:
            if name not in {field.name for field in fields(row)}:
                findings.add("masked-unknown", f"没有名为 {name} 的列。", row, "masked")
            elif getattr(row, name) not in (None, "", ()):
                findings.add("masked-with-value", f"{name} 注明被隐去，却有值 {getattr(row, name)}。", row, "masked")


def computed_rate(result: Result) -> Decimal | None:
    """Numerator over denominator in per cent, exactly; None where one is missing or the denominator is 0."""
    if result.numerator is None or not result.denominator:
        return None
    return result.numerator * 100 / result.denominator


def _rounded(value: Decimal, places: int) -> Decimal:
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
        rounded = _rounded(rate, max(places, 0))
        if rounded == result.value or result.precision != "exact":
            continue
        shown = _rounded(rate, 2)
        message = f"公布为 {result.value}%，按 {result.numerator}÷{result.denominator} 算出 {shown}%。"
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
        message = f"合计 {total.value}，各分项 {' + '.join(str(value) for value in addends)} = {found}。"
        findings.add("parts-exceed" if found > total.value else "parts-differ", message, total, "value")


def indicator_is_used(package: Package, findings: Findings) -> None:
    """Notes if an indicator has neither target nor result."""
    for indicator in package.indicators:
        used = package.targets_of_indicator.get(indicator.indicator_id) or package.results_of_indicator.get(
            indicator.indicator_id
        )
        if not used:
            findings.add("indicator-unused", f"指标「{indicator.name}」没有用到。", indicator, "indicator_id")


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

"""Commons: what a locality publishes of the indicators that are the same everywhere, small enough for the portal."""

from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from typing import Any

from generator.assess import published_of
from generator.assess.results import Published
from generator.model import Indicator, Package, Result
from generator.periods import parse_period


@dataclass(frozen=True, slots=True)
class CommonValue:
    """One published value of a common indicator that is about the locality itself.

    ``value`` is the exact number as text, None where the document hides it; ``printed`` is then what stands there.
    ``counted_to`` is the day up to which the value counts, where that is before the end of the period. A value
    ``is_contradicted`` where another, no less reliable, stands for the same time (both are kept), and ``is_revised``
    where a document that comes after its own, or is less reliable, has another one for the same period.
    """

    result_id: str
    period: str
    value: str | None
    precision: str
    scope: str
    document: str
    url: str
    provenance: str
    printed: str = ""
    counted_to: str = ""
    note: str = ""
    is_masked: bool = False
    is_break: bool = False
    is_contradicted: bool = False
    is_revised: bool = False


@dataclass(frozen=True, slots=True)
class CommonSeries:
    """A locality's indicator that is the same everywhere, and its values, oldest first.

    ``left_out`` says why other values of it cannot stand beside those of other localities: they are of another
    ``body`` or place, of a ``sample``, ``part`` of another value, or for a ``period`` that is not known.
    """

    common_id: str
    indicator_id: str
    name: str
    unit_of_measure: str
    direction: str
    definition: str = ""
    numerator_name: str = ""
    denominator_name: str = ""
    values: tuple[CommonValue, ...] = ()
    left_out: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain dictionary for JSON; there are thousands in a nation, so what is usual is left out."""
        return _sparse(self) | {"values": [_sparse(row) for row in self.values]}

    @staticmethod
    def from_dict(raw: dict[str, Any]) -> "CommonSeries":
        """The series that :meth:`as_dict` was made of."""
        values = tuple(CommonValue(**item) for item in raw["values"])
        return CommonSeries(**raw | {"values": values, "left_out": tuple(raw.get("left_out", ()))})


def _sparse(row: CommonSeries | CommonValue) -> dict[str, Any]:
    """The fields of a record without those that say nothing."""
    return {
        item.name: getattr(row, item.name)
        for item in fields(row)
        if item.default is MISSING or getattr(row, item.name) != item.default
    }


def common_series(package: Package) -> tuple[CommonSeries, ...]:
    """The series of each of a locality's common indicators, in the order of its table.

    A value stands for the locality by the same choice as its statuses are judged by (:func:`published_of`).
    """
    return tuple(_series(row, package) for row in package.indicators if row.common_id)


def _series(indicator: Indicator, package: Package) -> CommonSeries:
    rows = package.results_of_indicator.get(indicator.indicator_id, ())
    published = published_of(indicator.indicator_id, package)
    chosen = {row.result_id for found in published for row in found.results}
    reasons = {row.result_id: _why_left_out(row, rows) for row in rows if row.result_id not in chosen}
    outdone = [row for row in rows if reasons.get(row.result_id) == ""]
    return CommonSeries(
        common_id=indicator.common_id,
        indicator_id=indicator.indicator_id,
        name=indicator.name,
        unit_of_measure=indicator.unit_of_measure,
        direction=indicator.direction,
        definition=indicator.definition,
        numerator_name=indicator.numerator_name,
        denominator_name=indicator.denominator_name,
        values=tuple(value for found in published for value in _values(found, outdone, package)),
        left_out=tuple(sorted(set(filter(None, reasons.values())))),
    )


def _why_left_out(row: Result, rows: tuple[Result, ...]) -> str:
    """Why a value does not stand for the locality; empty where another one for the same time came first."""
    if row.subject or row.unit_id or "subject" in row.masked:
        return "body"
    if row.scope == "sample":
        return "sample"
    if any(row.part_of == other.result_id for other in rows):
        return "part"
    return "" if row.period else "period"


def _values(found: Published, outdone: list[Result], package: Package) -> list[CommonValue]:
    """The one value for a stretch of time, or all that contradict each other."""
    by_value: dict[Decimal | None, Result] = {}
    for row in found.results:
        by_value.setdefault(row.value, row)
    rows = list(by_value.values())
    is_cut = found.period.end < parse_period(found.period.text).end
    return [
        CommonValue(
            result_id=row.result_id,
            period=found.period.text,
            value=None if row.value is None else f"{row.value:f}",
            precision=row.precision,
            scope=row.scope,
            document=package.document[row.document_id].title,
            url=package.document[row.document_id].url,
            provenance=package.document[row.document_id].provenance,
            printed=row.printed if row.value is None else "",
            counted_to=found.period.end.isoformat() if is_cut else "",
            note=row.note,
            is_masked=row.is_masked,
            is_break=row.is_break,
            is_contradicted=len(rows) > 1,
            is_revised=any(_is_other_value(row, other) for other in outdone),
        )
        for row in rows
    ]


def _is_other_value(row: Result, other: Result) -> bool:
    is_same_time = (other.period, other.as_of_date) == (row.period, row.as_of_date)
    return is_same_time and other.value is not None and other.value != row.value

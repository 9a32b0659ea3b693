"""Figures: what is measured, what was promised, what was published.

Text that is not there is an empty string; a date, number or count that is not there is None.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured.

    One row of ``indicators``; the fields are those of ``schemas/indicators.json``.
    """

    indicator_id: str
    name: str
    unit_of_measure: str
    direction: str
    common_id: str = ""
    definition: str = ""
    numerator_name: str = ""
    denominator_name: str = ""


@dataclass(frozen=True, slots=True)
class TaskIndicator:
    """Which indicators tell of which task.

    One row of ``task_indicators``; the fields are those of ``schemas/task_indicators.json``.
    """

    task_id: str
    indicator_id: str


@dataclass(frozen=True, slots=True)
class Target:
    """A promised value: of a task, or of a section that has no task.

    One row of ``targets``; the fields are those of ``schemas/targets.json``.
    """

    target_id: str
    indicator_id: str
    comparator: str
    printed: str
    task_id: str = ""
    section_id: str = ""
    value: Decimal | None = None
    upper_value: Decimal | None = None
    every: str = ""
    each: str = ""
    holder: str = ""
    condition: str = ""
    part_of: str = ""
    period: str = ""
    due_date: date | None = None
    masked: tuple[str, ...] = ()
    difference: str = ""

    @property
    def is_recurring(self) -> bool:
        """True when the value must be reached again and again."""
        return bool(self.every)


@dataclass(frozen=True, slots=True)
class Result:
    """A published value.

    One row of ``results``; the fields are those of ``schemas/results.json``.
    """

    result_id: str
    indicator_id: str
    scope: str
    precision: str
    document_id: str
    subject: str = ""
    unit_id: str = ""
    period: str = ""
    period_printed: str = ""
    sequence: int | None = None
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    stated_change: Decimal | None = None
    masked: tuple[str, ...] = ()
    printed: str = ""
    part_of: str = ""
    is_break: bool = False
    as_of_date: date | None = None
    note: str = ""

    @property
    def is_masked(self) -> bool:
        """True when the document hides the value itself."""
        return "value" in self.masked

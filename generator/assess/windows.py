"""Windows: which time a target is for, and until when one may wait for its result."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.assess.results import Published
from generator.model import Package, Plan, Target
from generator.periods import YEARS, Period, parse_period
from generator.sentences import sentence

_PARTS_OF_YEAR = {
    "P1Y": ("",),
    "P6M": ("-H1", "-H2"),
    "P3M": ("-Q1", "-Q2", "-Q3", "-Q4"),
    "P1M": tuple(f"-{month:02}" for month in range(1, 13)),
}
_YEARS_OF = {"P2Y": 2, "P5Y": 5}


@dataclass(frozen=True, slots=True)
class Window:
    """The time a target is judged in.

    Results count whose period lies in ``period``; ``last_day`` is the last day in time. ``is_by_date`` is true where
    the value need only be reached by a day, false where it is of a period.
    """

    period: Period
    last_day: date
    is_by_date: bool = False

    @property
    def end(self) -> date:
        """The day up to which a result must reach in order to tell of the whole window."""
        return min(self.period.end, self.last_day)


def plan_of(target: Target, package: Package) -> Plan:
    """The plan a target belongs to, through its task or its section."""
    holder = package.task[target.task_id] if target.task_id else package.section[target.section_id]
    return package.plan[holder.plan_id]


def window_of(target: Target, package: Package) -> Window | None:
    """The window of a one-off target; None where no period and no day is written, neither here nor in the plan."""
    if target.period:
        period = parse_period(target.period)
        return Window(period, target.due_date or period.end)
    plan = plan_of(target, package)
    task = package.task.get(target.task_id)
    end = target.due_date or (task.due_date if task else None) or plan.end_date
    if end is None:
        return None
    start = plan.start_date if plan.start_date and plan.start_date <= end else None
    return Window(Period(end, start, "", sentence("{day}以前", day=end)), end, is_by_date=True)


def span_of(target: Target, package: Package, published: Sequence[Published]) -> tuple[date | None, date | None]:
    """First and last day of a recurring target; None where not written.

    A plan that does not say when it begins was there at the latest on the day of its document, or of whatever copy of
    it was found; without such a day the first result tells. What is ``published`` comes oldest first.
    """
    if target.period:
        period = parse_period(target.period)
        return period.start or period.end, period.end
    plan = plan_of(target, package)
    document = package.document[plan.document_id]
    first = plan.start_date or document.signed_date or document.issued_date or document.published_date
    if first is None and published:
        first = published[0].period.start or published[0].period.end
    last = target.due_date or plan.end_date
    return (min(first, last) if first and last else first), last


def turns_of(every: str, first: date, last: date | None) -> tuple[Period, ...]:
    """The turns of an interval from the one that ``first`` lies in to the one that ``last`` lies in.

    A turn of several years is counted from the year of ``first`` and owed only if it ends by the year of ``last``.
    """
    turns = []
    for text in _turn_texts(every, first.year):
        turn = parse_period(text)
        if last and (not turn.has_begun(last) or turn.end.year > last.year):
            break
        if turn.end >= first:
            turns.append(turn)
    return tuple(turns)


def _turn_texts(every: str, year: int) -> Iterator[str]:
    stride = _YEARS_OF.get(every, 1)
    for start in range(year, YEARS[-1] - stride + 2, stride):
        if stride > 1:
            yield f"{start}/{start + stride - 1}"
        else:
            yield from (f"{start}{part}" for part in _PARTS_OF_YEAR[every])

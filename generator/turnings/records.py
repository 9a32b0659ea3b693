"""Records of turnings: what turned on a day by the date alone, about which record, and whom it concerns."""

from dataclasses import dataclass
from datetime import date

from generator.sentences import Sentence

TASK_WITHOUT_RESULT, TASK_WITH_FIGURES = "task-without-result", "task-with-figures"
TARGET_WITHOUT_RESULT, MILESTONE_OVER = "target-without-result", "milestone-over"
REPORT_OWED, REPORT_OVER = "report-owed", "report-over"
# In the order in which the turnings of a day are told.
KINDS = (
    TASK_WITHOUT_RESULT,
    TASK_WITH_FIGURES,
    TARGET_WITHOUT_RESULT,
    MILESTONE_OVER,
    REPORT_OWED,
    REPORT_OVER,
)
REPORT_KINDS = frozenset({REPORT_OWED, REPORT_OVER})


@dataclass(frozen=True, slots=True)
class Turning:
    """One thing that the date alone changed.

    ``day`` is the first day on which it was so; ``last_day`` the last day in time (of a report that became due, its
    last good day, which is still to come). ``words`` say it without a full stop. The ids say what else it concerns, and
    ``obligation`` and ``year`` which duty a report is of.
    """

    day: date
    kind: str
    table: str
    record_id: str
    last_day: date
    words: Sentence
    plan_id: str = ""
    task_id: str = ""
    indicator_id: str = ""
    unit_ids: tuple[str, ...] = ()
    obligation: str = ""
    year: int = 0

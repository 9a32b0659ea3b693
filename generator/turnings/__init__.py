"""Turnings: what changed on a turning day by the date alone: a time limit that ran out, a report that became due.

Nobody edits anything for it, so no revision tells of it; it is worked out of the data and the as-of day, for the year
up to that day.

**What counts as there on the day.** A turning tells of a day that is over, and its words must stay true. Judged by all
that the data holds *now*, it would vanish as soon as the result came in, though readers had been told of it; judged by
nothing but the calendar it would also tell of tasks that were done long before. So the status before and after is
worked out of what the documents themselves show to have been there on the last day in time (``known``): whatever is
shown to be later is left out, and the sentence says «截至这一天公布的文件中». A report of January therefore neither
removes nor rewords what is told of the December before. A document whose day of publication is not confirmed may have
been there: it counts, and nothing is said against it. Where somebody enters a document that was already there on the
day, the turning goes, because the sentence would be false; that this was entered, the history of changes tells.

Due dates, titles and plans are those of today's data: a corrected due date was, as far as anybody knows, always so.
Time limits that ran out before their plan was signed or issued turned nothing.
"""

from generator.turnings.finding import WINDOW, days_of_turnings, find_turnings
from generator.turnings.known import known_on
from generator.turnings.records import Turning
from generator.turnings.summary import TurningSummary, newest_turnings
from generator.turnings.wording import TurningGroup, gather_turnings

__all__ = [
    "WINDOW",
    "Turning",
    "TurningGroup",
    "TurningSummary",
    "days_of_turnings",
    "find_turnings",
    "gather_turnings",
    "known_on",
    "newest_turnings",
]

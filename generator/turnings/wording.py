"""Wording: turnings in words, and many of one kind on one day under one heading.

A sentence says only what the last day in time showed, so it stays true whatever is published later; and it never says
that something was not done, not reached or not published.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.model import Indicator, Milestone, Target, Task, grouped
from generator.obligations import Obligation
from generator.sentences import Sentence, Words, sentence
from generator.turnings.records import (
    MILESTONE_OVER,
    REPORT_OVER,
    REPORT_OWED,
    TARGET_WITHOUT_RESULT,
    TASK_WITH_FIGURES,
    TASK_WITHOUT_RESULT,
    Turning,
)

# So many turnings of one kind can be read one by one.
_FEW = 4
_HEADINGS = {
    TASK_WITHOUT_RESULT: sentence(
        "{n}项任务的时限（{day}）已过；截至这一天公布的文件中，本站没有收录说明结果的，这不等于没有完成"
    ),
    TASK_WITH_FIGURES: sentence(
        "{n}项任务的时限（{day}）已过；截至这一天公布的文件中，本站没有收录写明是否完成的，只收录了相关数据或报告"
    ),
    TARGET_WITHOUT_RESULT: sentence(
        "{n}个目标值的时限（{day}）已过；截至这一天公布的文件中，本站没有收录足以判断的结果，这不等于没有达到"
    ),
    MILESTONE_OVER: sentence("{n}个阶段节点的日期（{day}）已过；本站只列日期，不作判断"),
    REPORT_OWED: sentence("{n}份年度报告应当公布，最后一个按期的日子是{day}"),
    REPORT_OVER: sentence(
        "{n}份年度报告的公布期限（{day}）已过；截至这一天公布的文件中，本站没有收录，这不等于没有公布"
    ),
}


@dataclass(frozen=True, slots=True)
class TurningGroup:
    """Turnings of one day under one heading; those that stand for themselves have none."""

    heading: Words
    turnings: tuple[Turning, ...]

    @property
    def line(self) -> Words:
        """All of it in one line."""
        return self.heading or self.turnings[0].words


def gather_turnings(turnings: Iterable[Turning]) -> list[TurningGroup]:
    """The turnings of one day, in their order; more than a few that differ in nothing but the record together."""
    groups: list[TurningGroup] = []
    for (kind, last_day), rows in grouped(turnings, lambda row: (row.kind, row.last_day)).items():
        if len(rows) > _FEW:
            heading = Sentence(_HEADINGS[kind].template, (("n", len(rows)), ("day", last_day)))
            groups.append(TurningGroup(heading, rows))
        else:
            groups.extend(TurningGroup("", (row,)) for row in rows)
    return groups


def task_words(task: Task, last_day: date, *, has_figures: bool) -> Sentence:
    """A task whose time is over: its own, or that of the plan where it repeats."""
    facts = {"opening": _opening(task, last_day)}
    if has_figures:
        return sentence(
            "{opening}；截至这一天公布的文件中，本站没有收录写明是否完成的，只收录了相关数据或报告", **facts
        )
    return sentence("{opening}；截至这一天公布的文件中，本站没有收录说明结果的，这不等于没有完成", **facts)


def _opening(task: Task, last_day: date) -> Sentence:
    facts = {"title": task.title, "day": last_day}
    if task.due_date is None:
        return sentence("任务“{title}”所在的计划已于{day}结束", **facts)
    if task.due_binding == "strive":
        return sentence("任务“{title}”争取完成的时限（{day}）已过", **facts)
    return sentence("任务“{title}”的完成时限（{day}）已过", **facts)


def target_words(target: Target, indicator: Indicator, last_day: date, period: Sentence | None) -> Sentence:
    """A target, or one turn of it, whose time is over."""
    facts = {"indicator": indicator.name, "printed": target.printed, "day": last_day}
    opening = sentence("目标“{indicator}”（{printed}）的时限（{day}）已过", **facts)
    if period is not None:
        opening = sentence("目标“{indicator}”（{printed}）在{period}的一期已于{day}结束", **facts, period=period)
    return sentence("{opening}；截至这一天公布的文件中，本站没有收录足以判断的结果，这不等于没有达到", opening=opening)


def milestone_words(milestone: Milestone, last_day: date) -> Sentence:
    """A stage goal or dated duty whose day is over; a duty that repeats has a last day of all its turns."""
    facts = {"title": milestone.title, "day": last_day}
    if milestone.every:
        return sentence("定期义务“{title}”到{day}为止，这一天已过；本站只列日期，不作判断", **facts)
    return sentence("阶段节点“{title}”的日期（{day}）已过；本站只列日期，不作判断", **facts)


def report_words(kind: str, body: str, year: int, rule: Obligation, last_day: date) -> Sentence:
    """A yearly report that became due, or whose last good day is over."""
    facts = {"body": body, "year": f"{year}", "report": Sentence(rule.title), "day": last_day}
    if kind == REPORT_OWED:
        return sentence("{body}应当公布{year}年度{report}，最后一个按期的日子是{day}", **facts)
    return sentence(
        "{body}{year}年度{report}的公布期限（{day}）已过；截至这一天公布的文件中，本站没有收录这份报告，这不等于没有公布",
        **facts,
    )

"""Tasks: evidence first, then targets, then nothing but the date."""

from dataclasses import dataclass, replace
from datetime import date

from generator.assess.judgement import MET, NOT_MET, TargetAssessment
from generator.model import Package, Report, Result, Task
from generator.periods import ONE_DAY
from generator.sentences import Sentence, Words, sentence

NOT_ASSESSED, NOT_DUE, ONGOING = "not_assessed", "not_due", "ongoing"
DUE_WITH_FIGURES, DUE_NO_RESULT = "due_with_figures", "due_no_result"
TARGETS_MET, TARGETS_PARTLY_MET, TARGETS_NOT_MET = "targets_met", "targets_partly_met", "targets_not_met"
_REPEATING_KINDS = frozenset({"recurring", "relative", "term"})
_WITHOUT_DATE = {
    "recurring": sentence("任务定期重复"),
    "relative": sentence("任务的期限从某一事件起算"),
    "term": sentence("任务按每届任期完成"),
    "ongoing": sentence("任务长期进行"),
}


@dataclass(frozen=True, slots=True)
class TaskAssessment:
    """Status of a task: why, by which rule, from which documents, and when it may change.

    ``is_due_before_issue`` is a flag, no status: the task was due before its plan was signed or issued.
    """

    task_id: str
    status: str
    reason: Sentence
    rule: str
    document_ids: tuple[str, ...] = ()
    is_due_before_issue: bool = False
    turning_days: tuple[date, ...] = ()


def assess_task(task: Task, package: Package, targets: dict[str, TargetAssessment], as_of: date) -> TaskAssessment:
    """Status of one task as of a day, given the assessments of its targets."""
    assessment = (
        _from_context(task, package)
        or _from_evidence(task, package)
        or _from_targets(task, package, targets)
        or _from_date(task, package, as_of)
    )
    plan = package.plan[task.plan_id]
    document = package.document[plan.document_id]
    issued = document.signed_date or document.issued_date
    end = due_day(task, package)
    return replace(
        assessment,
        is_due_before_issue=bool(issued and task.due_date and task.due_date < issued),
        turning_days=(end + ONE_DAY,) if end else (),
    )


def due_day(task: Task, package: Package) -> date | None:
    """Last day on which the task is in time: its own, or the plan's last day where the task repeats."""
    if task.due_date is None and task.due_kind in _REPEATING_KINDS:
        return package.plan[task.plan_id].end_date
    return task.due_date


def figures_of(task: Task, package: Package) -> list[Result]:
    """Published figures that are linked to the task, also through a target of its own."""
    names = [row.indicator_id for row in package.targets_of_task.get(task.task_id, ())]
    names += package.indicators_of_task.get(task.task_id, ())
    return [row for name in dict.fromkeys(names) for row in package.results_of_indicator.get(name, ())]


def published_reports_of(task: Task, package: Package) -> list[Report]:
    """Yearly reports that the task asks for and that are published."""
    return [report for report in package.reports_of_task.get(task.task_id, ()) if report.is_published]


def _from_context(task: Task, package: Package) -> TaskAssessment | None:
    if package.plan[task.plan_id].applies_to != "lower_level":
        return None
    reason = sentence("这项规范约束的是下级机关，不对发布机关作判断；本地公布的数据只供参照。")
    return TaskAssessment(task.task_id, NOT_ASSESSED, reason, "task-context")


def _from_evidence(task: Task, package: Package) -> TaskAssessment | None:
    """The newest statement that says a status and stands in a document; of one day, the one entered last."""
    rows = [row for row in package.progress_of_task.get(task.task_id, ()) if row.status and row.document_id]
    if not rows:
        return None
    newest = max(row.reported_date for row in rows)
    found = [row for row in rows if row.reported_date == newest][-1]
    title: Words = package.document[found.document_id].title
    named = title if "《" in str(title) else sentence("《{title}》", title=title)
    reason = sentence("依据{document}（{day}）。", document=named, day=found.reported_date)
    return TaskAssessment(task.task_id, found.status, reason, "task-evidence", (found.document_id,))


def _from_targets(task: Task, package: Package, targets: dict[str, TargetAssessment]) -> TaskAssessment | None:
    statuses = [targets[row.target_id].status for row in package.targets_of_task.get(task.task_id, ())]
    met, not_met = statuses.count(MET), statuses.count(NOT_MET)
    if not met and not not_met:
        return None
    status = TARGETS_MET if met == len(statuses) else TARGETS_PARTLY_MET if met else TARGETS_NOT_MET
    reason = sentence(
        "共有{total}个量化目标：{met}个达到，{not_met}个未达到，{rest}个未到期、没有结果或不能判断。",
        total=len(statuses),
        met=met,
        not_met=not_met,
        rest=len(statuses) - met - not_met,
    )
    return TaskAssessment(task.task_id, status, reason, "task-targets")


def _from_date(task: Task, package: Package, as_of: date) -> TaskAssessment:
    """What can be said where neither a document nor a target tells of the task."""
    day, limit = due_day(task, package), _limit(task)
    if day is None:
        return TaskAssessment(task.task_id, ONGOING, sentence("{limit}，没有截止日期。", limit=limit), "task-due")
    facts = {"limit": limit, "day": day}
    if as_of <= day:
        if task.due_date is None:
            return TaskAssessment(task.task_id, ONGOING, sentence("{limit}，计划到{day}为止。", **facts), "task-due")
        return TaskAssessment(task.task_id, NOT_DUE, sentence("{limit}，尚未到期。", **facts), "task-due")
    opening = (
        sentence("{limit}，时限已过", limit=limit) if task.due_date else sentence("{limit}，计划已于{day}结束", **facts)
    )
    if figures_of(task, package) or published_reports_of(task, package):
        reason = sentence("{opening}；本站收录了相关数据或报告，没有找到写明是否完成的文件。", opening=opening)
        return TaskAssessment(task.task_id, DUE_WITH_FIGURES, reason, "task-due")
    reason = sentence("{opening}；本站没有找到说明结果的文件，这不等于没有完成。", opening=opening)
    return TaskAssessment(task.task_id, DUE_NO_RESULT, reason, "task-due")


def _limit(task: Task) -> Sentence:
    """The time limit in words, as far as the plan writes one."""
    if task.due_date is None:
        return _WITHOUT_DATE.get(task.due_kind) or sentence("计划没有写明任务的时限")
    if task.due_binding == "strive":
        return sentence("争取在{due}以前完成", due=task.due_date)
    return sentence("应当在{due}以前完成", due=task.due_date)

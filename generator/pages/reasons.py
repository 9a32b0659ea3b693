"""Reasons: why a status is what it is: the sentence, the rule and its version, what went in, and the documents."""

from dataclasses import dataclass
from datetime import date

from generator.assess import RULES, RULES_DATE, RULES_VERSION
from generator.assess.rules import Rule
from generator.assess.tasks import figures_of, published_reports_of
from generator.model import Document, Report
from generator.pages.views import TaskRow, Views
from generator.sentences import Sentence, Words, sentence
from generator.standings import Standing


@dataclass(frozen=True, slots=True)
class Why:
    """Everything behind one status; ``inputs`` are label and value of each fact that the rule looked at."""

    reason: Sentence
    rule: Rule
    inputs: tuple[tuple[Words, Words], ...]
    documents: tuple[Document, ...]
    headline: Words = ""
    version: str = RULES_VERSION
    version_day: date = RULES_DATE


def why_task(row: TaskRow, views: Views) -> Why:
    """Behind the status of a task."""
    package, task, assessment = views.package, row.task, row.assessment
    targets = package.targets_of_task.get(task.task_id, ())
    statements = package.progress_of_task.get(task.task_id, ())
    return Why(
        reason=assessment.reason,
        rule=RULES[assessment.rule],
        inputs=(
            (sentence("完成时限"), row.due),
            (sentence("写明进展的文件"), sentence("{n}份", n=sum(1 for item in statements if item.status))),
            (sentence("量化目标"), sentence("{n}个", n=len(targets))),
            (sentence("收录的数据"), sentence("{n}个", n=len(figures_of(task, package)))),
            (sentence("收录的年度报告"), sentence("{n}份", n=len(published_reports_of(task, package)))),
        ),
        documents=_documents_behind(row, views),
    )


def _documents_behind(row: TaskRow, views: Views) -> tuple[Document, ...]:
    """The documents that the status rests on: those of the statement, else of the targets' results; and the plan."""
    package = views.package
    ids = list(row.assessment.document_ids)
    if row.assessment.rule == "task-targets":
        for target in package.targets_of_task.get(row.task.task_id, ()):
            results = views.assessments.targets[target.target_id].result_ids
            ids += [package.result[name].document_id for name in results]
    ids.append(package.plan[row.task.plan_id].document_id)
    return tuple(package.document[name] for name in dict.fromkeys(ids))


def why_report(report: Report, standing: Standing, views: Views) -> Why:
    """Behind the standing of a yearly report."""
    inputs: list[tuple[Words, Words]] = []
    if standing.last_day:
        inputs.append((sentence("最后期限"), sentence("{day}", day=standing.last_day)))
    document = views.package.document.get(report.document_id)
    if document and document.published_date:
        basis = views.label("date-bases", document.date_basis)
        inputs.append((sentence("公布日期"), sentence("{day}（{basis}）", day=document.published_date, basis=basis)))
    if document:
        inputs.append((sentence("看到的页面"), views.label("provenances", document.provenance)))
    if report.searched_date:
        inputs.append((sentence("查找日期"), sentence("{day}", day=report.searched_date)))
    if report.searched_where:
        inputs.append((sentence("查找的地方"), report.searched_where))
    reason = standing.reason
    if standing.doubt and standing.status != "applicability_unconfirmed":
        reason = sentence("{reason}{doubt}。", reason=reason, doubt=standing.doubt)
    return Why(
        reason=reason,
        rule=RULES[standing.rule],
        inputs=tuple(inputs),
        documents=(document,) if document else (),
        headline=sentence("期限后第{n}天", n=standing.days_late) if standing.days_late else "",
    )

"""Checks on yearly reports: are problems answered, are the required contents there, and any figures?

Which contents a report must have stands in ``obligations.csv``. They are looked for only in reports whose parts were
entered at all, since a report of which only the date is known says nothing about its contents.
"""

from generator.check.findings import Check, Findings
from generator.check.phrases import has_figure
from generator.model import Package, Report, grouped
from generator.obligations import obligation_for, public_obligations
from generator.sentences import Sentence, listed, sentence

# As many titles as one finding names.
_FEW = 5


def missing_contents(package: Package, report: Report, required: tuple[str, ...]) -> tuple[str, ...] | None:
    """Codes of the ``required`` contents that a yearly report lacks.

    None where nothing is required, or where its parts were not entered, so that nothing is known of them.
    """
    kinds = {row.kind for row in package.report_sections if row.report_id == report.report_id}
    return tuple(kind for kind in required if kind not in kinds) if kinds and required else None


def unanswered_problems(package: Package, report_id: str) -> tuple[str, ...]:
    """Ids of the problems of a report that none of its next steps answers."""
    answered = {step.problem_id for step in package.next_steps}
    return tuple(
        row.problem_id for row in package.problems if row.report_id == report_id and row.problem_id not in answered
    )


def problems_are_answered(package: Package, findings: Findings) -> None:
    """Notes if a stated problem has no next step, in reports that state next steps at all."""
    steps = grouped(package.next_steps, lambda row: row.report_id)
    by_id = {row.problem_id: row for row in package.problems}
    for report in package.reports:
        if report.report_id in steps:
            for problem_id in unanswered_problems(package, report.report_id):
                problem = by_id[problem_id]
                message = sentence("问题「{title}」没有对应的措施。", title=problem.title)
                findings.add("problem-unanswered", message, problem, "title")


def contents_are_complete(package: Package, findings: Findings) -> None:
    """Notes if a report lacks one of the contents it must have."""
    rules = public_obligations(findings.vocabulary)
    for report in package.reports:
        rule = obligation_for(report.kind, report.year, rules)
        for kind in missing_contents(package, report, rule.contents if rule else ()) or ():
            # The label comes from a codelist and is a message of the catalogue itself.
            part = Sentence(findings.vocabulary.label("report-section-kinds", kind))
            message = sentence("{year}年度报告没有「{part}」这部分。", year=f"{report.year}", part=part)
            findings.add("content-missing", message, report, "report_id")


def steps_name_problems(package: Package, findings: Findings) -> None:
    """Notes once for a report which of its next steps name no problem, where others of them do."""
    for steps in grouped(package.next_steps, lambda row: row.report_id).values():
        alone = [step for step in steps if not step.problem_id]
        if alone and len(alone) < len(steps):
            titles = listed(sentence("「{title}」", title=step.title) for step in alone[:_FEW])
            message = (
                sentence("{n} 项措施没有对应的问题：{titles}。", n=len(alone), titles=titles)
                if len(alone) <= _FEW
                else sentence("{n} 项措施没有对应的问题：{titles}等。", n=len(alone), titles=titles)
            )
            findings.add("step-without-problem", message, alone[0], "problem_id")


def report_has_figures(package: Package, findings: Findings) -> None:
    """Notes if no figure was entered from a published report whose parts or text are there."""
    with_parts = {row.report_id for row in package.report_sections}
    for report in package.reports:
        narrative = package.narratives.get(report.report_id)
        has_text = narrative is not None or report.report_id in with_parts
        if not report.is_published or not has_text or package.results_of_document.get(report.document_id):
            continue
        if narrative is None:
            message = sentence("这份报告录入了各个部分，没有录入数字。")
            advice = sentence("核对原文；有数字的录入 results；原文没有数字的不用改，可以向发布机关询问。")
        elif has_figure(narrative):
            message = sentence("这份报告的正文里有数字，没有录入。")
            advice = sentence("把正文里的数字录入 results。")
        else:
            message = sentence("这份报告的正文里没有看到数字。")
            advice = sentence("核对原文；原文如此时不用改，可以向发布机关询问有关的数字。")
        findings.add("report-without-figures", message, report, "report_id", advice)


REPORT_CHECKS: tuple[Check, ...] = (
    problems_are_answered,
    steps_name_problems,
    contents_are_complete,
    report_has_figures,
)

"""Checks on yearly reports: are problems answered, are the required contents there?

Which contents a report must have stands in ``obligations.csv``. They are looked for only in reports whose parts were
entered at all, since a report of which only the date is known says nothing about its contents.
"""

from generator.check.findings import Check, Findings
from generator.model import Package, Report, grouped
from generator.obligations import obligation_for, public_obligations
from generator.sentences import Sentence, sentence


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


REPORT_CHECKS: tuple[Check, ...] = (problems_are_answered, contents_are_complete)

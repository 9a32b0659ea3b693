"""Telling: a review as text, JSON, Markdown for a summary, or annotations beside the lines of the proposal.

Lists are cut and say how much was cut: a summary that nobody can read through, or that the service refuses, helps
nobody. JSON is whole.
"""

from collections.abc import Callable, Sequence

from generator.artifacts import json_text
from generator.changes import Wording
from generator.issues import ERROR, NOTE, WARNING, Issue, sorted_issues
from generator.language import Language
from generator.reporting import annotation, annotation_of
from generator.review.layout import Layout, Part, markdown_of, text_of
from generator.review.parts import conclusion, locality_parts, overview, say_others
from generator.review.records import LocalityReview, Review
from generator.sentences import sentence

# GitHub shows so many annotations of each kind a step; what comes after them is only a line of the log.
_MOST_ANNOTATIONS = 10
# Localities that are told of one by one; the rest stand in the overview alone.
_MOST_LOCALITIES = 20


def format_review(review: Review, form: str, wording: Wording, language: Language) -> str:
    """A review in one of :data:`FORMS`. Programs read the same fields in every language."""
    return FORMS[form](review, wording, language)


def _layout(review: Review, wording: Wording, language: Language) -> Layout:
    parts: list[Part] = []
    # What has to be mended comes first, and is not among what is left out.
    told = sorted(review.localities, key=lambda row: not row.findings.errors)
    for row in told[:_MOST_LOCALITIES]:
        parts += locality_parts(row, wording, language)
    left = len(told) - _MOST_LOCALITIES
    if left > 0:
        parts.append(Part(language.say(sentence("还有 {n} 个地方有改动，没有在这里展开。", n=left))))
    return Layout(
        title=language.say(sentence("数据提议的检查结果")),
        opening=tuple(language.say(row) for row in (*conclusion(review), *say_others(review.others))),
        table=overview(review, language),
        parts=tuple(parts),
    )


def _text(review: Review, wording: Wording, language: Language) -> str:
    return text_of(_layout(review, wording, language))


def _markdown(review: Review, wording: Wording, language: Language) -> str:
    cut = language.say(sentence("后面还有内容，太长，没有列出。"))
    return markdown_of(_layout(review, wording, language), cut)


def _github(review: Review, wording: Wording, language: Language) -> str:  # noqa: ARG001 - the form of all of them
    """Annotations: errors first, then what the proposal brought; what was there before is left out unless an error."""
    fresh = [issue for row in review.localities for issue in row.findings.new]
    known = [issue for row in review.localities for issue in row.findings.known if issue.severity == ERROR]
    lines: list[str] = []
    left = 0
    for severity in (ERROR, WARNING, NOTE):
        shown = _of(severity, fresh) + _of(severity, known)
        lines += [annotation_of(issue, language) for issue in shown[:_MOST_ANNOTATIONS]]
        left += max(0, len(shown) - _MOST_ANNOTATIONS)
    if review.others.names:
        name = review.others.names[0]
        words = [language.say(row) for row in say_others(review.others)]
        lines.append(annotation("warning", name, "other-files", " ".join(words)))
    if left:
        more = sentence("还有 {n} 处没有在文件里标出；摘要列得更多，全部在 {form} 里。", n=left, form="--format json")
        lines.append(language.say(more))
    return "\n".join([*lines, *(language.say(row) for row in conclusion(review)), ""])


def _of(severity: str, issues: Sequence[Issue]) -> list[Issue]:
    return [issue for issue in sorted_issues(issues) if issue.severity == severity]


def _json(review: Review, wording: Wording, language: Language) -> str:
    return json_text(
        {
            "as_of": review.as_of.isoformat(),
            "has_errors": review.has_errors,
            "localities": [_record(row, wording, language) for row in review.localities],
            "other_files": list(review.others.names) if review.others.is_known else None,
        }
    )


def _record(row: LocalityReview, wording: Wording, language: Language) -> dict[str, object]:
    found, difference = row.findings, row.difference
    version = None
    if difference:
        bump, old, new = difference.bump, difference.old.package.version, difference.new.package.version
        version = {"old": old, "stated": new, "next": bump.version, "part": bump.part}
    return {
        "locality": row.locality_id,
        "kind": row.kind,
        "is_published": row.is_published,
        "issues": {
            "new": [issue.as_dict() for issue in found.new],
            "known": [issue.as_dict() for issue in found.known],
            "mended": [issue.as_dict() for issue in found.mended],
        },
        "version": version,
        "changes": [change.as_dict() for change in difference.changes] if difference else None,
        "sentences": [language.say(item.words) for item in wording.statements(difference.changes)]
        if difference
        else None,
        "statuses": [
            {
                "scope": turn.scope,
                "record": turn.record_id,
                "before": turn.before,
                "after": turn.after,
                "reason": language.say(turn.reason),
            }
            for turn in row.turns
        ],
        "pages": {"added": row.pages.added, "changed": row.pages.changed, "gone": row.pages.gone, "portal": row.portal},
    }


FORMS: dict[str, Callable[[Review, Wording, Language], str]] = {
    "text": _text,
    "json": _json,
    "markdown": _markdown,
    "github": _github,
}

"""Reporting: issues as text, JSON, CI annotations or a Markdown summary, in any language of the interface."""

from collections.abc import Callable, Sequence

from generator.artifacts import json_text
from generator.issues import ERROR, NOTE, SEVERITY_WORDS, WARNING, Issue, count_by_severity, sorted_issues
from generator.language import CHINESE, Language
from generator.sentences import Sentence, Words, sentence

_ENTITIES = {ord(char): f"&#{ord(char)};" for char in "&\\|<>`*_[]~:"}
_ANNOTATIONS = {ERROR: "error", WARNING: "warning", NOTE: "notice"}
_HEADER = (sentence("程度"), sentence("位置"), sentence("当前值"), sentence("发现"), sentence("怎么办"))


def format_issues(issues: Sequence[Issue], localities: Sequence[str], form: str, language: Language = CHINESE) -> str:
    """All findings in one of :data:`FORMATS`; ``localities`` are those that were examined, also the faultless ones.

    Programs read the same JSON in every language.
    """
    return FORMATS[form](issues, localities, language)


def _totals(issues: Sequence[Issue], localities: Sequence[str]) -> Sentence:
    counts = count_by_severity(issues)
    return sentence(
        "检查了 {packages} 个数据包：错误 {errors}，警告 {warnings}，提示 {notes}。",
        packages=f"{len(localities)}",
        errors=f"{counts[ERROR]}",
        warnings=f"{counts[WARNING]}",
        notes=f"{counts[NOTE]}",
    )


def _text(issues: Sequence[Issue], localities: Sequence[str], language: Language) -> str:
    say = language.say
    lines = []
    for name in dict.fromkeys(row.locality for row in issues):
        for issue in sorted_issues([row for row in issues if row.locality == name]):
            lines.append(f"{say(SEVERITY_WORDS[issue.severity])} {issue.code}  {name}/{say(_place_and_value(issue))}")
            lines.append(f"    {say(issue.message)} {say(issue.remedy)}")
    return "\n".join([*lines, say(_totals(issues, localities)), ""])


def _place_and_value(issue: Issue) -> Words:
    if not issue.value or not issue.where:
        return issue.where
    return sentence("{place} · 当前值「{value}」", place=issue.where, value=issue.value)


def _json(issues: Sequence[Issue], localities: Sequence[str], _: Language) -> str:
    return json_text(
        {
            "localities": list(localities),
            "counts": count_by_severity(issues),
            "issues": [issue.as_dict() for issue in issues],
        }
    )


def _github(issues: Sequence[Issue], localities: Sequence[str], language: Language) -> str:
    """Annotations of GitHub Actions: ``line`` is where an editor finds the row."""
    lines = [annotation_of(issue, language) for issue in issues]
    return "\n".join([*lines, language.say(_totals(issues, localities)), ""])


def annotation_of(issue: Issue, language: Language) -> str:
    """One issue as an annotation at its line."""
    place = "/".join(filter(None, ("data", issue.locality, issue.file)))
    where = _place_and_value(issue) or issue.locality
    words = sentence("{place}：{message} {advice}", place=where, message=issue.message, advice=issue.remedy)
    line = issue.line or issue.row
    return annotation(_ANNOTATIONS[issue.severity], place, issue.code, language.say(words), line)


def annotation(kind: str, file: str, title: str, text: str, line: int | None = None) -> str:
    """A workflow command that shows ``text`` beside a file of the repository; ``kind`` is error, warning or notice."""
    at = f",line={line}" if line else ""
    return f"::{kind} file={_escaped(file)}{at},title={_escaped(title)}::{_escaped(text, is_message=True)}"


def _escaped(text: str, *, is_message: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text if is_message else text.replace(":", "%3A").replace(",", "%2C")


def _markdown(issues: Sequence[Issue], localities: Sequence[str], language: Language) -> str:
    say = language.say
    lines = [f"**{say(_totals(issues, localities))}**", ""]
    if issues:
        lines += [f"| {' | '.join(say(title) for title in _HEADER)} |", f"|{' --- |' * len(_HEADER)}"]
    for issue in sorted_issues(issues):
        cells = (
            say(SEVERITY_WORDS[issue.severity]),
            f"{issue.locality}/{say(issue.where)}",
            issue.value,
            say(issue.message),
            say(issue.remedy),
        )
        lines.append("| " + " | ".join(markdown_cell(cell) for cell in cells) + " |")
    return "\n".join([*lines, ""])


def markdown_cell(text: str) -> str:
    """``text`` on one line, with every mark that means something in Markdown or HTML as an entity."""
    return " ".join(text.translate(_ENTITIES).split())


FORMATS: dict[str, Callable[[Sequence[Issue], Sequence[str], Language], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "markdown": _markdown,
}

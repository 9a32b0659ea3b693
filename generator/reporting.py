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
            lines.append(f"    {say(issue.message)} {say(_advice(issue))}")
    return "\n".join([*lines, say(_totals(issues, localities)), ""])


def _advice(issue: Issue) -> Words:
    """What to do, and the value that is probably meant."""
    if not issue.suggestion:
        return issue.advice
    return sentence("{advice} 建议值「{value}」。", advice=issue.advice, value=issue.suggestion)


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
    lines = []
    for issue in issues:
        place = "file=" + _escaped("/".join(filter(None, ("data", issue.locality, issue.file))))
        line = f",line={issue.line or issue.row}" if issue.row else ""
        place_words = _place_and_value(issue) or issue.locality
        words = sentence("{place}：{message} {advice}", place=place_words, message=issue.message, advice=_advice(issue))
        text = _escaped(language.say(words), is_message=True)
        lines.append(f"::{_ANNOTATIONS[issue.severity]} {place}{line},title={_escaped(issue.code)}::{text}")
    return "\n".join([*lines, language.say(_totals(issues, localities)), ""])


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
            say(_advice(issue)),
        )
        lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    """``text`` on one line, with every mark that means something in Markdown or HTML as an entity."""
    return " ".join(text.translate(_ENTITIES).split())


FORMATS: dict[str, Callable[[Sequence[Issue], Sequence[str], Language], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "markdown": _markdown,
}

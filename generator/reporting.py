"""Reporting: issues as text, JSON, CI annotations or a Markdown summary."""

from collections.abc import Callable, Sequence

from generator.artifacts import json_text
from generator.issues import ERROR, NOTE, WARNING, Issue, count_by_severity, sorted_issues

_WORDS = {ERROR: "错误", WARNING: "警告", NOTE: "提示"}
_ENTITIES = {ord(char): f"&#{ord(char)};" for char in "&\\|<>`*_[]~:"}
_ANNOTATIONS = {ERROR: "error", WARNING: "warning", NOTE: "notice"}


def format_issues(issues: Sequence[Issue], localities: Sequence[str], form: str) -> str:
    """All findings in one of :data:`FORMATS`; ``localities`` are those that were examined, also the faultless ones."""
    return FORMATS[form](issues, localities)


def _totals(issues: Sequence[Issue], localities: Sequence[str]) -> str:
    counts = count_by_severity(issues)
    words = "，".join(f"{_WORDS[severity]} {number}" for severity, number in counts.items())
    return f"检查了 {len(localities)} 个数据包：{words}。"


def _text(issues: Sequence[Issue], localities: Sequence[str]) -> str:
    lines = []
    for name in dict.fromkeys(row.locality for row in issues):
        for issue in sorted_issues([row for row in issues if row.locality == name]):
            value = f" · 当前值「{issue.value}」" if issue.value else ""
            lines.append(f"{_WORDS[issue.severity]} {issue.code}  {name}/{issue.where}{value}")
            lines.append(f"    {issue.message} {issue.advice}")
    return "\n".join([*lines, _totals(issues, localities), ""])


def _json(issues: Sequence[Issue], localities: Sequence[str]) -> str:
    return json_text(
        {
            "localities": list(localities),
            "counts": count_by_severity(issues),
            "issues": [issue.as_dict() for issue in issues],
        }
    )


def _github(issues: Sequence[Issue], localities: Sequence[str]) -> str:
    """Annotations of GitHub Actions: ``line`` is where an editor finds the row."""
    lines = []
    for issue in issues:
        place = "file=" + _escaped("/".join(filter(None, ("data", issue.locality, issue.file))))
        line = f",line={issue.row}" if issue.row else ""
        text = _escaped(f"{issue.where}：{issue.message} {issue.advice}", is_message=True)
        lines.append(f"::{_ANNOTATIONS[issue.severity]} {place}{line},title={_escaped(issue.code)}::{text}")
    return "\n".join([*lines, _totals(issues, localities), ""])


def _escaped(text: str, *, is_message: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text if is_message else text.replace(":", "%3A").replace(",", "%2C")


def _markdown(issues: Sequence[Issue], localities: Sequence[str]) -> str:
    lines = [f"**{_totals(issues, localities)}**", ""]
    if issues:
        lines += ["| 程度 | 位置 | 当前值 | 发现 | 怎么办 |", "| --- | --- | --- | --- | --- |"]
    for issue in sorted_issues(issues):
        cells = (
            _WORDS[issue.severity],
            f"{issue.locality}/{issue.where}",
            issue.value,
            issue.message,
            issue.advice,
        )
        lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    """``text`` on one line, with every mark that means something in Markdown or HTML as an entity."""
    return " ".join(text.translate(_ENTITIES).split())


FORMATS: dict[str, Callable[[Sequence[Issue], Sequence[str]], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "markdown": _markdown,
}

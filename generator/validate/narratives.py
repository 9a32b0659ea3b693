"""Looks at the texts of reports: does each belong to a report, and will it be shown as it is meant?

What is not allowed in them is looked for line by line, without a parser: whatever a line might become is asked about.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from generator.issues import IssueLog
from generator.narratives import is_too_deep, narrative_file
from generator.read import RawPackage
from generator.sentences import Sentence, sentence

_IMAGE = re.compile(r"!\[|<img\b", re.IGNORECASE)
_MARKUP = re.compile(r"<(?!https?://|mailto:)[/!?]?[a-zA-Z]|<!--", re.IGNORECASE)
_LINK = re.compile(r"\]\(\s*<?(?!https?://|mailto:|<)([^\s)]+)", re.IGNORECASE)
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]|$)")
Finding = tuple[str, Sentence, int]


def check_narratives(raw: RawPackage, log: IssueLog) -> None:
    """Record texts that belong to no report, images, and what will show as it is written or at another level."""
    reports = _report_ids(raw)
    for report_id, text in raw.narratives.items():
        file = narrative_file(report_id)
        if report_id not in reports:
            log.add("narrative-unknown", _unknown(report_id, reports), file=file, value=report_id)
        lines = text.split("\n")
        for code, message, row in (*_lines_not_shown_as_meant(lines), *_skipped_levels(lines)):
            log.add(code, message, file=file, row=row, value=lines[row - 1].strip())
        if is_too_deep(text):
            log.add("narrative-markup", sentence("列表或引用套了太多层，全文会不分层次地逐行显示。"), file=file)


def _report_ids(raw: RawPackage) -> list[str]:
    """Ids of the reports that have a row; none where the table is missing or has no such column."""
    table = raw.tables.get("reports")
    if table is None or "report_id" not in table.header:
        return []
    place = table.header.index("report_id")
    return [cells[place] for cells in table.rows if place < len(cells)]


def _unknown(report_id: str, reports: list[str]) -> Sentence:
    close = get_close_matches(report_id, reports, n=1)
    if close:
        return sentence("表 {table} 里没有 {value}。是不是 {meant}？", table="reports", value=report_id, meant=close[0])
    return sentence("表 {table} 里没有 {value}。", table="reports", value=report_id)


def _lines_not_shown_as_meant(lines: list[str]) -> Iterator[Finding]:
    for row, line in enumerate(lines, start=1):
        link = _LINK.search(line)
        if _IMAGE.search(line):
            yield "narrative-image", sentence("正文里不能放图片；图表由数据画出。"), row
        elif _MARKUP.search(line):
            yield "narrative-markup", sentence("这一行像网页代码，会照原样显示成文字。"), row
        elif link:
            message = sentence("链接“{target}”不是完整的网址，会照原样显示成文字。", target=link[1])
            yield "narrative-markup", message, row


def _skipped_levels(lines: list[str]) -> Iterator[Finding]:
    """Headings more than one level below the one before; the first may be of any level."""
    before = 6
    for row, line in enumerate(lines, start=1):
        heading = _HEADING.match(line)
        if heading is None:
            continue
        level = len(heading[1])
        if level > before + 1:
            message = sentence("标题从第 {before} 级跳到了第 {level} 级。", before=f"{before}", level=f"{level}")
            yield "narrative-heading", message, row
        before = level

"""Narratives: the full texts of yearly reports that a package keeps, ``reports/<report_id>.md``, read safely.

They are Markdown from strangers. Here only files and characters are looked at; what the text may hold is asked by
``validate``, and what of it reaches a page is decided by ``pages``.
"""

import os
import re
import stat
from pathlib import Path

from generator.cells import character_fault
from generator.decode import decode_file
from generator.issues import IssueLog
from generator.sentences import sentence

FOLDER = "reports"
MAX_BYTES = 300_000
_NAME = re.compile(r"([0-9]{4}(-[a-z0-9-]+)?)\.md", re.ASCII)
_MAX_DEPTH = 12
_MARKS = re.compile(r"(?:[ \t]*(?:>|[-*+](?=[ \t])|[0-9]{1,9}[.)](?=[ \t])))+", re.ASCII)
_MARK = re.compile(r"[>*+.)-]")
_RULE = re.compile(r"[ \t*_-]+")
_SAVE_AS_TEXT = sentence("用文本编辑器打开，另存为 UTF-8 编码的纯文本。")
_RETYPE = sentence("删去这一行，重新输入。")


def narrative_file(report_id: str) -> str:
    """Name of the text of a report within the package, as issues and downloads give it."""
    return f"{FOLDER}/{report_id}.md"


def read_narratives(package: Path, log: IssueLog) -> dict[str, str]:
    """The texts in the folder of a package, by report id, in the order of their names; none where there is no folder.

    Links, folders and other names are reported and left alone, and so is a text that cannot be read.
    """
    folder = package / FOLDER
    if folder.is_symlink() or not folder.is_dir():
        return {}
    texts = {}
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        file = f"{FOLDER}/{entry.name}"
        name = _NAME.fullmatch(entry.name)
        if name is None or not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
            log.add(
                "file-unsafe",
                sentence("文件夹 {folder} 里只能有普通文件，名字是报告编号加 .md，例如 2023.md。", folder=FOLDER),
                file=file,
                value=entry.name,
                advice=sentence("删去它，或者改成报告编号加 .md。"),
            )
            continue
        text = _read(Path(entry.path), file, log)
        if text is not None:
            texts[name[1]] = text
    return texts


def is_too_deep(text: str) -> bool:
    """Whether quotes and lists are nested deeper than any report has them, and than they can be laid out."""
    return any(_depth(line) > _MAX_DEPTH for line in text.split("\n"))


def _depth(line: str) -> int:
    """How deep the marks at the beginning of a line can nest: each mark, and two columns before one, are a level."""
    marks = _MARKS.match(line)
    if marks is None or _RULE.fullmatch(line):
        return 0
    before = marks[0].expandtabs(4)
    return (len(before) - len(before.lstrip())) // 2 + sum(1 for _ in _MARK.finditer(before))


def _read(path: Path, file: str, log: IssueLog) -> str | None:
    text = decode_file(path, MAX_BYTES, log, file, _SAVE_AS_TEXT)
    if text is None:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), start=1):
        fault = next(filter(None, (character_fault(char) for char in line.replace("\t", " "))), None)
        if fault:
            log.add("control-character", fault, file=file, row=number, value=line, advice=_RETYPE)
            return None
    return text

"""Decoding: the bytes of a text file → text, by a rule that never guesses.

A mark at the beginning, else strict UTF-8, else strict GB18030 if what comes out is ordinary Chinese, else a question.
Programs that guess encodings take a damaged UTF-8 file for Estonian and go on.
"""

import codecs
import unicodedata

from generator.fix.records import PlacedRepair
from generator.issues import IssueLog
from generator.sentences import Sentence, sentence

WORKBOOK_MAGIC = b"PK\x03\x04"
_OLD_WORKBOOK_MAGIC = b"\xd0\xcf\x11\xe0"
# The mark of UTF-32 begins with that of UTF-16, so it stands first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Share of the characters beyond ASCII that are common ones (level 1 of GB 2312, and punctuation). Chinese tables have
# 95 % and more; Japanese, Korean and Western files read as GB18030 have far less.
_COMMON_SHARE = 0.85
# The first byte of the last row of level 1; signs stand before it, rare characters behind it.
_LAST_COMMON = 0xD7
# What Latin letters of Western languages may be of; nobody takes them for Chinese.
_LAST_WESTERN = "\u017f"
_UNUSUAL = {"Cc", "Co", "Cn", "Cs"}
_SAVE_OPENED = sentence("用表格软件打开，去掉密码，另存为 Excel 工作簿（.xlsx），或者另存为“CSV UTF-8（逗号分隔）”。")
_SAVE_AS_XLSX = sentence("用表格软件打开，另存为 Excel 工作簿（.xlsx），或者另存为“CSV UTF-8（逗号分隔）”。")
_ASK_ENCODING = sentence(
    "请用原来的软件打开，看文字是否正常：正常的，另存为“CSV UTF-8（逗号分隔）”；已是乱码的，请找没有损坏的原件。"
    "确知编码的，可以用 {option} 写明，例如 {example}。",
    option="--encoding",
    example="--encoding gb18030",
)
_NEITHER = sentence("这一行有不能识别的字节：文件既不是 UTF-8 编码，也不是 GBK 编码，可能已经损坏，或者混有两种编码。")
_NOT_CHINESE = sentence("这一行不是 UTF-8 编码，按 GBK 编码读出来又不像通常的中文，文件可能已经损坏。")
_NULL_BYTES = sentence("文件里有空字节：不是文本，或者是没有标明的 UTF-16 编码。")
_EITHER = sentence("分不清文件是 UTF-8 编码还是 GBK 编码：汉字太少，两种都读得通。")
# How much of the line is shown around the fault, in bytes.
_AROUND = 40


def decode_table(content: bytes, encoding: str, file: str, log: IssueLog) -> tuple[str, list[PlacedRepair]] | None:
    """Text of a file and the repairs that reading it was; None where there is an issue.

    ``encoding`` is what the caller says it is, empty where it is to be found out.

    Raises:
        LookupError: ``encoding`` is no encoding that there is.
    """
    if content.startswith(_OLD_WORKBOOK_MAGIC):
        message = sentence("这是旧格式的工作簿或文档（.xls、.doc），或者是设了密码的文件，不能读取。")
        log.add("encoding-wrong", message, file=file, advice=_SAVE_OPENED)
        return None
    if content[:200].lstrip().lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        message = sentence("这是网页，不是表格：有的系统导出的 .xls 其实是网页。")
        log.add("encoding-wrong", message, file=file, advice=_SAVE_AS_XLSX)
        return None
    found = _decoded(content, encoding, file, log)
    if found is None:
        return None
    text, repair = found
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        log.add("encoding-wrong", _NULL_BYTES, file=file, row=row)
        return None
    repairs = [repair] if repair else []
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        repairs.append(PlacedRepair("line-ends", is_safe=True))
    return text, repairs


def _decoded(content: bytes, encoding: str, file: str, log: IssueLog) -> tuple[str, PlacedRepair | None] | None:
    """The text, and what had to be done for it."""
    mark, marked = next(((mark, name) for mark, name in _MARKS if content.startswith(mark)), (b"", ""))
    name = encoding or marked or "utf-8"
    body = content[len(mark) :] if mark and (not encoding or codecs.lookup(encoding).name == marked) else content
    try:
        text = body.decode(name)
    except UnicodeDecodeError as error:
        if b"\0" in content and not (encoding or marked):
            log.add("encoding-wrong", _NULL_BYTES, file=file, row=1)
            return None
        if encoding or marked:
            _refuse(error, sentence("这一行不能按 {encoding} 编码读取。", encoding=name.upper()), file, log)
            return None
        return _ordinary_chinese(content, error, file, log)
    if codecs.lookup(name).name == "utf-8":
        if not encoding and not marked and _may_be_gbk(text, content):
            log.add("encoding-wrong", _EITHER, file=file, row=1, advice=_ASK_ENCODING)
            return None
        return text, PlacedRepair("encoding-mark", is_safe=True, before="\ufeff", after="") if body != content else None
    return text.removeprefix("\ufeff"), PlacedRepair("encoding", is_safe=True, before=name.upper(), after="UTF-8")


def _ordinary_chinese(
    content: bytes, fault: UnicodeDecodeError, file: str, log: IssueLog
) -> tuple[str, PlacedRepair] | None:
    """The text as GB18030, where that gives ordinary Chinese and nothing else could."""
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        _refuse(fault, _NEITHER, file, log)
        return None
    others = [char for char in text if not char.isascii()]
    is_odd = any(unicodedata.category(char) in _UNUSUAL for char in others)
    if is_odd or sum(map(_is_common, others)) < _COMMON_SHARE * len(others):
        _refuse(fault, _NOT_CHINESE, file, log)
        return None
    return text, PlacedRepair("encoding", is_safe=True, before="GBK（GB18030）", after="UTF-8")


def _may_be_gbk(text: str, content: bytes) -> bool:
    """True for a few Chinese words in GBK whose bytes happen to be faultless UTF-8, where they read as Greek."""
    if all(char <= _LAST_WESTERN for char in text):
        return False
    try:
        chinese = content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return all(_is_common(char) for char in chinese if not char.isascii())


def _is_common(char: str) -> bool:
    """True for punctuation, full-width signs and the 3,755 most common characters."""
    try:
        lead = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return lead <= _LAST_COMMON


def _refuse(fault: UnicodeDecodeError, reason: Sentence, file: str, log: IssueLog) -> None:
    content = bytes(fault.object)
    row = content[: fault.start].count(b"\n") + 1
    log.add(
        "encoding-wrong",
        reason,
        file=file,
        row=row,
        value=_line_around(content, fault.start),
        advice=_ASK_ENCODING,
    )


def _line_around(content: bytes, place: int) -> str:
    """What can be read of the line around a fault, by which a clerk finds it; a sign stands for what cannot."""
    before = content[max(place - _AROUND, 0) : place].rpartition(b"\n")[2]
    after = content[place : place + _AROUND].partition(b"\n")[0]
    return (before + after).decode("utf-8", "replace").strip()

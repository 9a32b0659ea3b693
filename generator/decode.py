"""Decode: the bytes of one file → text, within a bound and strictly UTF-8. What is not becomes an issue."""

from pathlib import Path

from generator.issues import IssueLog
from generator.sentences import Words, sentence


def decode_file(path: Path, limit: int, log: IssueLog, file: str = "", advice: Words = "") -> str | None:
    """Text of a plain file of at most ``limit`` bytes; None where there is an issue.

    ``file`` is the name that issues give it, where it differs from its own; ``advice`` is how to make it UTF-8, where
    it is no table.
    """
    file = file or path.name
    size = path.lstat().st_size
    if size > limit:
        message = sentence("文件有 {size} 字节，上限是 {limit} 字节。", size=size, limit=limit)
        log.add("file-too-large", message, file=file, value=size)
        return None
    content = path.read_bytes()
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        message = sentence("这是 Excel 工作簿或 Word 文档，只是改了扩展名。")
        log.add("encoding-wrong", message, file=file, value=path.name, advice=advice)
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        log.add(
            "encoding-wrong",
            sentence("文件不是 UTF-8 编码：第 {row} 行有不能识别的字节。", row=f"{row}"),
            file=file,
            row=row,
            value=content[error.start : error.start + 4].hex(" "),
            advice=advice,
        )
        return None

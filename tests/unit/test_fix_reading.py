"""Bytes → text → cells: encodings, signs between the cells, and their bounds."""

import pytest

from generator.fix import PlacedRepair
from generator.fix.decoding import decode_table
from generator.fix.separating import separate
from generator.issues import IssueLog
from tests.fixing import LINKS, SCHEMAS, STAGES, codes, fix_one

MARK = PlacedRepair("encoding-mark", True, before="\ufeff", after="")


def decoded(content, encoding=""):
    """Text and repairs; None where it was refused."""
    return decode_table(content, encoding, "a.csv", IssueLog("", SCHEMAS))


def recoded(name):
    return PlacedRepair("encoding", True, before=name, after="UTF-8")


TEXT = "任务,指标\n"
ENCODED = [
    (TEXT.encode(), "", []),
    (b"\xef\xbb\xbf" + TEXT.encode(), "", [MARK]),
    (TEXT.encode("gbk"), "", [recoded("GBK（GB18030）")]),
    (b"\xff\xfe" + TEXT.encode("utf-16-le"), "", [recoded("UTF-16-LE")]),
    (b"\xfe\xff" + TEXT.encode("utf-16-be"), "", [recoded("UTF-16-BE")]),
    (b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"), "", [recoded("UTF-32-LE")]),
    (b"\0\0\xfe\xff" + TEXT.encode("utf-32-be"), "", [recoded("UTF-32-BE")]),
    # What the caller says goes for the text; a mark of just that encoding is none of it.
    (TEXT.encode(), "utf-8", []),
    (TEXT.encode(), "UTF8", []),
    (b"\xef\xbb\xbf" + TEXT.encode(), "utf8", [MARK]),
    (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8-sig", [recoded("UTF-8-SIG")]),
    (TEXT.encode("gbk"), "gbk", [recoded("GBK")]),
    (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le", [recoded("UTF-16-LE")]),
    (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16", [recoded("UTF-16")]),
    ("\ufeff".encode("gb18030") + TEXT.encode("gb18030"), "gb18030", [recoded("GB18030")]),
]


@pytest.mark.parametrize(("content", "encoding", "repairs"), ENCODED)
def test_the_same_text_comes_of_every_encoding(content, encoding, repairs):
    """With the name of the one that it was in, unless it is the one wanted."""
    assert (TEXT, repairs) == decoded(content, encoding)


def test_a_mark_of_another_encoding_than_the_one_named_is_text():
    """Nobody but the caller can know what it is."""
    assert ("鈯", []) != decoded(b"\xff\xfe", "gb18030")
    assert ("ÿþa", [recoded("LATIN-1")]) == decoded(b"\xff\xfea", "latin-1")


@pytest.mark.parametrize("text", ["a\r\nb\r\n", "a\rb\r", "a\r\nb\n"])
def test_line_ends_become_one(text):
    found = decoded(text.encode())
    assert found is not None
    assert text.replace("\r\n", "\n").replace("\r", "\n") == found[0]
    assert [PlacedRepair("line-ends", True)] == found[1]


def test_an_encoding_and_line_ends_are_two_repairs():
    found = decoded((TEXT + "\r\n").encode("gbk"))
    assert found is not None
    assert ["encoding", "line-ends"] == codes(found[1])


@pytest.mark.parametrize(
    ("others", "is_read"),
    [("的" * 17 + "亍" * 3, True), ("的" * 16 + "亍" * 4, False), ("啊座、─" * 5, True), ("的" * 19 + "乂犇", True)],
)
def test_old_encodings_are_read_where_they_give_ordinary_chinese(others, is_read):
    """Seventeen of twenty characters, signs included, are among the common ones."""
    assert is_read == (decoded(f"a,{others}".encode("gbk")) is not None)


def test_a_character_that_nobody_uses_is_no_ordinary_chinese():
    """However many common ones stand beside it: a private one, a control character."""
    common = ("的" * 40).encode("gbk")
    assert decoded(common) is not None
    for odd in (b"\xaa\xa1", b"\x81\x30\x81\x30"):
        assert decoded(common + odd) is None


MAYBE = [
    # Bytes that are Chinese in GBK and Greek or worse in UTF-8.
    ("巍伟".encode("gbk"), False),
    ("a,巍伟\n".encode("gbk"), False),
    # Letters below and above those that such bytes can be.
    ("é".encode(), True),
    ("ſ".encode(), True),
    ("ƀ".encode(), True),
    ("Ωà甲".encode(), True),
    ("Ω".encode(), False),
    ("é,Ω".encode(), False),
    # In GBK no common characters, or nothing at all.
    ("\u0627".encode(), True),
    ("Ω\u0627".encode(), True),
    (b"abc", True),
]


@pytest.mark.parametrize(("content", "is_read"), MAYBE)
def test_a_few_letters_that_may_be_chinese_are_asked_about(content, is_read):
    assert is_read == (decoded(content) is not None)
    assert decoded(content, "utf-8") is not None


SIGNS = [("\t", True), (";", True), ("；", True), ("，", True), ("|", True), ("、", False), (" ", False)]


@pytest.mark.parametrize(("sign", "is_known"), SIGNS)
def test_signs_that_part_cells(sign, is_known):
    fixed = fix_one("task_indicators.csv", LINKS.replace(",", sign))
    assert is_known == (LINKS.encode() == fixed.content)
    assert ([PlacedRepair("separator", True, before=sign, after=",")] if is_known else []) == list(fixed.repairs)


def separated(text, names=("a", "b", "c")):
    log = IssueLog("", SCHEMAS)
    found = separate(text, lambda cells: sum(cell in names for cell in cells), "a.csv", log)
    return found and (found[0].rows, found[0].numbers, codes(found[1])), [str(issue.message) for issue in log.issues]


BY_NAMES = [
    # Two names prove a sign, if the comma finds fewer.
    ("a;b", ("a", "b"), ["separator"]),
    ("a;x", ("a;x",), []),
    ("a,b;c", ("a", "b;c"), []),
    ("a;b;c,x", ("a", "b", "c,x"), ["separator"]),
    ("a,b|a|b,c", ("a", "b|a|b", "c"), []),
]


@pytest.mark.parametrize(("text", "cells", "found"), BY_NAMES)
def test_another_sign_than_the_comma_needs_proof(text, cells, found):
    assert (((cells,), (1,), found), []) == separated(text)


def test_names_are_looked_for_in_the_first_rows():
    """Twenty of them, of which one alone is enough; a row that cannot be parted stands in nobody's way."""
    assert ["separator"] == separated("x\n" * 19 + "a;b\nx\n")[0][2]
    assert [] == separated("x\n" * 20 + "a;b\nx\n")[0][2]
    assert ["separator"] == separated("x\na;b\nx;y\n")[0][2]
    assert ("a;b",) == separated("a;b\na\tb")[0][0][0]
    assert ["单元格有 200,000 个字符，上限是 5,000 个。"] == separated("x" * 200_000 + "\na;b")[1]


def test_a_cell_may_have_lines_and_quotes():
    text = 'a,"b\n""x"", y"\n\nc,\n'
    assert ((("a", 'b\n"x", y'), (), ("c", "")), (1, 2, 3), []) == separated(text)[0]


def test_bounds_are_what_just_passes(monkeypatch):
    """As many rows and characters as the bound says; one more is refused, with the numbers."""
    monkeypatch.setattr("generator.fix.separating._MAX_ROWS", 2)
    monkeypatch.setattr("generator.fix.separating._MAX_CELL", 3)
    assert separated("a\nb\n")[0] is not None
    assert (None, ["表超过 2 行。"]) == separated("a\nb\nc\nd\n")
    assert separated("abc,a")[0] is not None
    assert (None, ["单元格有 5 个字符，上限是 3 个。"]) == separated("c,abcde,z")


def test_a_table_of_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr("generator.fix.separating._MAX_ROWS", 2)
    (issue,) = fix_one("task_indicators.csv", f"{LINKS}x,y\n").issues
    assert ("file-too-large", "task_indicators.csv", "3") == (issue.code, issue.file, issue.value)


def test_a_large_file_is_refused_unread(monkeypatch):
    """One byte less is read."""
    monkeypatch.setattr("generator.fix.fixing.MAX_BYTES", len(STAGES))
    assert ["table-empty"] == [issue.code for issue in fix_one("milestones.csv", STAGES).issues]
    fixed = fix_one("milestones.csv", f"{STAGES}\n")
    (issue,) = fixed.issues
    assert ("file-too-large", "", "milestones.csv", str(len(STAGES) + 1)) == (
        issue.code,
        issue.locality,
        issue.file,
        issue.value,
    )
    assert f"文件有 {len(STAGES) + 1} 字节，上限是 {len(STAGES)} 字节。" == str(issue.message)
    assert ("milestones.csv", "", None) == (fixed.file, fixed.table, fixed.content)

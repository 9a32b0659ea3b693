"""Privacy: what belongs to a person is found and masked however it is written, and nothing else is taken for it.

No number here is anybody's: 110105194912310021X-like ones are the standard's own example, the others are made up.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.issues import IssueLog
from generator.privacy import _CHECK_SIGNS, _WEIGHTS, CARD, IDENTITY, MAIL, MOBILE, find_private, mask_private
from generator.settings import ROOT

IN_STANDARD = "11010519491231002X"


def identity_of(region: str, born: date, sequence: int) -> str:
    """A number with its check sign, as GB 11643-1999 makes it."""
    number = f"{region}{born:%Y%m%d}{sequence:03}"
    return number + _CHECK_SIGNS[sum(int(a) * b for a, b in zip(number, _WEIGHTS, strict=True)) % 11]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (IN_STANDARD, "110105********002X"),
        ("身份证号11010519491231002x。", "身份证号110105********002X。"),
        ("１１０１０５１９４９１２３１００２Ｘ", "110105********002X"),
        ("110105 19491231 002X", "110105********002X"),
        ("身份证：110105491231002", "身份证：110105******002"),
        ("手机13800138000，传真0355-2026666", "手机138****8000，传真0355-2026666"),
        ("+86 138-0013-8000", "138****8000"),
        ("１３８００１３８０００", "138****8000"),
        ("somebody@qq.com", "s***@qq.com"),
        ("SOMEBODY@VIP.163.COM", "S***@VIP.163.COM"),
        ("账号：6222 0212 3456 7894", "账号：6222********7894"),
        ("甲13800138000乙somebody@qq.com丙", "甲138****8000乙s***@qq.com丙"),
    ],
)
def test_found_and_masked(text, masked):
    assert masked == mask_private(text)
    assert find_private(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "11010519491231002",
        "110105194912310020",
        "110105194913310021",
        "990105194912310021",
        "0355-2026666",
        "sifaju@changzhi.gov.cn",
        "https://www.changzhi.gov.cn/xxgk/202207/t20220701_2584392.shtml",
        "https://example.org/13800138000.html",
        "索引号 75803364X/2024-1921136",
        "统一社会信用代码 11140400MB1234567X",
        "13800138000元",
        "13800138000 万元",
        "3.13800138000",
        "t_13800138000",
        "账号6222021234567890",
        "6222021234567894",
        "4618000000",
        "@",
    ],
)
def test_what_only_looks_like_it(text):
    assert [] == find_private(text)
    assert text == mask_private(text)


def test_a_figure_is_no_telephone_number():
    """An amount of yuan may have eleven digits and begin with 13."""
    assert [MOBILE] == [find.kind for find in find_private("13800138000")]
    assert [] == find_private("13800138000", is_figure=True)
    assert [IDENTITY] == [find.kind for find in find_private(IN_STANDARD, is_figure=True)]


@given(
    region=st.from_regex(r"(11|14|42|50|65)[0-9]{4}", fullmatch=True),
    born=st.dates(date(1920, 1, 1), date(2026, 1, 1)),
    sequence=st.integers(0, 999),
    before=st.text("甲，。（ 号"),
    after=st.text("甲，。） 生"),
)
def test_every_identity_number_is_found(region, born, sequence, before, after):
    """Whoever it belongs to, and never is a part of it left that says when one was born."""
    number = identity_of(region, born, sequence)
    assert [IDENTITY] == [find.kind for find in find_private(before + number + after)]
    assert f"{born:%Y%m%d}" not in mask_private(before + number + after)


@given(text=st.text() | st.text("0123456789Xx-+ @.qqcom身份证卡号元"))
def test_any_text_is_taken_and_masked_once(text):
    """Finds lie within the text, in order and apart; what was masked holds nothing private."""
    finds = find_private(text)
    places = [place for find in finds for place in (find.start, find.end)]
    assert places == sorted(places)
    assert all(text[find.start : find.end] for find in finds)
    assert {find.kind for find in finds} <= {IDENTITY, MOBILE, CARD, MAIL}


@pytest.mark.parametrize(
    "text", ["1" * 50_000, "1381234567 " * 5_000, ("a" * 64 + "@") * 800, "a." * 25_000, "@" * 9999]
)
def test_long_texts_end(text):
    """No text makes the search run away; a run that did would never end."""
    assert text == mask_private(text)


def test_nothing_published_holds_any():
    """No false finding in all data of the repository, its texts and its pages written by hand."""
    files = [path for folder in ("data", "docs") for path in (ROOT / folder).rglob("*") if path.is_file()]
    lines = (line for path in files for line in path.read_text(encoding="utf-8", errors="ignore").splitlines())
    assert [] == [find for line in lines for find in find_private(line)]


def test_no_issue_shows_any():
    """Whatever a finding is about, its words and values are masked."""
    log = IssueLog("140400-changzhi", ROOT / "schemas")
    log.add("type-wrong", f"值 {IN_STANDARD}。", value=IN_STANDARD, suggestion="13800138000", file="13800138000.csv")
    assert IN_STANDARD not in str(log.issues[0].as_dict())
    assert "13800138000" not in str(log.issues[0].as_dict())

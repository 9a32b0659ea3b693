"""公开清单的新旧：更新那天起满一个间隔的那一天还不算旧，第二天起才算；间隔不定的不判断。"""

from dataclasses import replace
from datetime import timedelta

import pytest

from generator.assess import assess_package
from generator.language import CHINESE
from generator.model import Licence, Locality, Package, Register
from generator.pages.edition import Edition
from generator.pages.registers import last_fresh_day, register_rows, register_turning_days
from generator.pages.views import Views
from generator.publisher import Publisher
from generator.vocabulary import Term, Vocabulary
from tests.rules.tables import VOCABULARY, Case, cases, day, given_day

PLACE = Locality("999901-test", "999901", "示例市", "示例", "prefecture")


def vocabulary(renewal: str) -> Vocabulary:
    """权责清单的更新间隔换成 ``renewal``，其他照旧。"""
    kinds = VOCABULARY.lists["register-kinds"]
    term = kinds["power_list"]
    extra = tuple((name, renewal if name == "renewal" else value) for name, value in term.extra)
    return replace(
        VOCABULARY,
        lists=VOCABULARY.lists | {"register-kinds": kinds | {"power_list": Term(term.code, term.label, extra)}},
    )


def package(updated: str) -> Package:
    """示例市有一份权责清单，``updated`` 那天更新。"""
    row = Register("list", "权责清单", kind="power_list", url="https://www.example.gov.cn/", updated_date=day(updated))
    return Package(PLACE, "示例", "1.0.0", (Licence("CC-BY-4.0"),), registers=(row,))


def freshness(renewal: str, updated: str, as_of: str) -> str:
    """页面上怎么说。"""
    made, words = package(updated), vocabulary(renewal)
    views = Views(
        made, assess_package(made, given_day(as_of)), {}, words, Edition(CHINESE, (CHINESE,), Publisher(), "公开")
    )
    return next(str(row.freshness) for row in register_rows(views) if row.register)


@cases("""
| 间隔 | 更新日     | 判断日     | 最后一天   | 旧 |
|------|------------|------------|------------|----|
| P1Y  | 2022-12-20 | 2023-12-19 | 2023-12-20 | 否 |
| P1Y  | 2022-12-20 | 2023-12-20 | 2023-12-20 | 否 |
| P1Y  | 2022-12-20 | 2023-12-21 | 2023-12-20 | 是 |
| P1Y  | 2024-02-29 | 2025-02-28 | 2025-02-28 | 否 |
| P1Y  | 2024-02-29 | 2025-03-01 | 2025-02-28 | 是 |
| P2Y  | 2022-02-28 | 2024-02-28 | 2024-02-28 | 否 |
| P2Y  | 2022-02-28 | 2024-02-29 | 2024-02-28 | 是 |
| P2Y  | 2024-02-29 | 2026-03-01 | 2026-02-28 | 是 |
| P5Y  | 2020-02-29 | 2025-02-28 | 2025-02-28 | 否 |
| P6M  | 2023-08-31 | 2024-02-29 | 2024-02-29 | 否 |
| P6M  | 2023-08-31 | 2024-03-01 | 2024-02-29 | 是 |
| P6M  | 2022-08-31 | 2023-02-28 | 2023-02-28 | 否 |
| P3M  | 2022-11-30 | 2023-02-28 | 2023-02-28 | 否 |
| P3M  | 2022-11-30 | 2023-03-01 | 2023-02-28 | 是 |
| P1M  | 2022-12-31 | 2023-01-31 | 2023-01-31 | 否 |
| P1M  | 2023-01-31 | 2023-03-01 | 2023-02-28 | 是 |
| P1Y  | 2023-06-01 | 2023-01-01 | 2024-06-01 | 否 |
""")
def test_a_list_is_old_from_the_day_after_its_interval(case: Case) -> None:
    """到最后一天为止不旧，第二天就是转换日。"""
    last = given_day(case["最后一天"])
    assert last == last_fresh_day(given_day(case["更新日"]), case["间隔"])
    words = freshness(case["间隔"], case["更新日"], case["判断日"])
    assert (case["旧"] == "是") == ("那次更新本站没有收录" in words)
    assert (case["旧"] == "否") == ("下一次最迟在" in words)
    turning = register_turning_days(package(case["更新日"]), vocabulary(case["间隔"]))
    assert (last + timedelta(days=1),) == turning


@pytest.mark.parametrize(
    ("renewal", "updated"),
    [("", "2022-12-20"), ("term", "2022-12-20"), ("P1Y", "")],
    ids=["没有间隔", "每届", "没有日期"],
)
def test_without_interval_or_day_nothing_is_said(renewal: str, updated: str) -> None:
    """不知道隔多久要更新，或者不知道何时更新过，就不说新旧。"""
    assert freshness(renewal, updated, "2030-01-01") == ""
    assert register_turning_days(package(updated), vocabulary(renewal)) == ()

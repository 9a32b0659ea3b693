"""What the register says of the published packages: the hard cases one by one, and that no report is left out."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.issues import IssueLog
from generator.model import Package
from generator.obligations import public_obligations
from generator.read import find_localities
from generator.standings import Standing, assess_reports
from generator.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parents[2]
LOCALITIES = find_localities(ROOT / "data")
VOCABULARY = load_vocabulary(ROOT / "schemas")

Examine = Callable[[Path], tuple[Package | None, IssueLog]]


@pytest.fixture(scope="session")
def register(examine: Examine) -> Callable[[str], tuple[Package, dict[str, Standing]]]:
    """A published package and the standings of its reports as of the day the data was searched."""
    known: dict[str, tuple[Package, dict[str, Standing]]] = {}

    def read(locality_id: str) -> tuple[Package, dict[str, Standing]]:
        if locality_id not in known:
            package, _ = examine(ROOT / "data" / locality_id)
            assert package is not None
            standings = assess_reports(package, public_obligations(VOCABULARY), date(2026, 11, 22))
            known[locality_id] = package, standings
        return known[locality_id]

    return read


@pytest.mark.parametrize(
    ("locality_id", "report_id", "status", "reason"),
    [
        (
            "430923-anhua-chengnan",
            "2023",
            "applicability_unconfirmed",
            "页面标明2024年4月1日公布，最后期限是2024年3月31日，为期限后第1天；这项规定是否约束该机构没有确认，只列日期，不作判断。",
        ),
        (
            "140400-changzhi",
            "2019",
            "date_unconfirmed",
            "页面是后来集中补传的，2022年7月1日是补传日期，不作判断。",
        ),
        (
            "140400-changzhi",
            "2020",
            "date_unconfirmed",
            "页面是后来集中补传的，2022年7月1日是补传日期，不作判断。",
        ),
        (
            "140400-changzhi",
            "2021",
            "date_unconfirmed",
            "页面是后来集中补传的，2022年7月1日是补传日期，不作判断。",
        ),
        (
            "140400-changzhi",
            "2022",
            "not_found",
            "2026年11月22日查找过本站收录的长治市政府网站页面，没有找到；这不等于没有公布。",
        ),
        (
            "140400-changzhi",
            "2023",
            "date_unconfirmed",
            "2024年3月7日是从网址推定的，页面没有标明，不作判断。",
        ),
        (
            "140400-changzhi",
            "2024",
            "date_unconfirmed",
            "2025年4月11日是从网址推定的，页面没有标明，不作判断。",
        ),
        (
            "140400-changzhi",
            "2025",
            "not_recorded",
            "本站没有收录这份报告，也没有查找记录；这不等于没有公布。",
        ),
        (
            "500241-xiushan",
            "2020",
            "on_time",
            "页面标明2021年1月13日公布，在2021年3月31日这一最后期限以内。网址中的日期是2021年7月15日，与标明的不同。",
        ),
        (
            "450100-nanning",
            "2018",
            "applicability_unconfirmed",
            "页面标明2019年3月6日公布；规定自2019年4月15日起施行，这份报告在此以前，只列日期，不作判断。",
        ),
    ],
)
def test_hard_cases(
    register: Callable[[str], tuple[Package, dict[str, Standing]]],
    locality_id: str,
    report_id: str,
    status: str,
    reason: str,
) -> None:
    """The state and the reason in words, as a reader of the register sees them."""
    standing = register(locality_id)[1][report_id]
    assert (standing.status, str(standing.reason)) == (status, reason)


@pytest.mark.parametrize("locality_id", LOCALITIES)
def test_no_report_is_left_out(
    register: Callable[[str], tuple[Package, dict[str, Standing]]], locality_id: str
) -> None:
    """Every document that is a yearly report stands in the register, with its own date."""
    package, standings = register(locality_id)
    known = {row.report.document_id: row.published_date for row in standings.values()}
    reports = [row for row in package.documents if row.kind in {"annual_report", "disclosure_report"}]
    assert [] == [row.document_id for row in reports if known.get(row.document_id, "none") != row.published_date]


@pytest.mark.parametrize("locality_id", LOCALITIES)
def test_every_government_has_a_row_for_every_year_it_owes(
    register: Callable[[str], tuple[Package, dict[str, Standing]]], locality_id: str
) -> None:
    """From county level up a row for each year from 2019 on; below it only what somebody entered."""
    package, standings = register(locality_id)
    own = {row.report.year for row in standings.values() if row.report.kind == "rule_of_law" and not row.report.unit_id}
    if package.locality.level == "township":
        assert all(row.is_recorded for row in standings.values())
    else:
        assert set(range(2019, 2026)) <= own


@pytest.mark.parametrize("locality_id", LOCALITIES)
def test_nobody_is_late_or_in_time_without_a_printed_date(
    register: Callable[[str], tuple[Package, dict[str, Standing]]], locality_id: str
) -> None:
    """What is judged rests on a date printed on an original publication of a body that the rule plainly binds."""
    package, standings = register(locality_id)
    for standing in standings.values():
        if standing.status in {"on_time", "late"}:
            document = package.document[standing.report.document_id]
            assert (document.date_basis, document.provenance, standing.doubt) == ("printed", "original", None)

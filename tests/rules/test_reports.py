"""Chapter: yearly reports and the day by which they must be public (``obligations.csv``)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from generator.obligations import Obligation, public_obligations
from generator.settings import resolve_as_of
from generator.standings import Standing, assess_report, assess_reports, turning_days, unrecorded_reports

from . import packages as made
from .tables import VOCABULARY, Case, cases, code_of, day, given_day, label_of

RULES = public_obligations(VOCABULARY)


def standing_of(
    *records: Any,
    as_of: date = date(2024, 12, 31),
    level: str = "county",
    report: dict[str, Any] | None = None,
    rules: tuple[Obligation, ...] = RULES,
) -> Standing:
    """The report on 2023, changed as the call says, of a package with the records."""
    row = made.report(**(report or {}))
    return assess_report(row, made.package(row, *records, level=level), rules, as_of)


def published(on: str, **fields: Any) -> Any:
    """The report's document: an original publication with this date printed on it."""
    return made.document("report-2023", **{"published_date": day(on), "date_basis": "printed", **fields})


def annual(**fields: Any) -> Obligation:
    """The rule on yearly reports, changed as the call says."""
    return replace(next(rule for rule in RULES if rule.code == "annual-report"), **fields)


@cases("""
    | 年度 | 公布日期   | 状态       | 期限后天数 | 理由                                                               |
    |------|------------|------------|------------|--------------------------------------------------------------------|
    | 2023 | 2024-01-01 | 按期公布   | 0          | 页面标明2024年1月1日公布，在2024年3月31日这一最后期限以内。        |
    | 2023 | 2024-03-30 | 按期公布   | 0          | 页面标明2024年3月30日公布，在2024年3月31日这一最后期限以内。       |
    | 2023 | 2024-03-31 | 按期公布   | 0          | 页面标明2024年3月31日公布，在2024年3月31日这一最后期限以内。       |
    | 2023 | 2024-04-01 | 期限后公布 | 1          | 页面标明2024年4月1日公布，最后期限是2024年3月31日，为期限后第1天。 |
    | 2023 | 2024-04-02 | 期限后公布 | 2          | 页面标明2024年4月2日公布，最后期限是2024年3月31日，为期限后第2天。 |
    | 2023 | 2025-03-31 | 期限后公布 | 365        | 页面标明2025年3月31日公布，最后期限是2024年3月31日，               |
    | …    |            |            |            | 为期限后第365天。                                                  |
    | 2022 | 2024-03-31 | 期限后公布 | 366        | 页面标明2024年3月31日公布，最后期限是2023年3月31日，               |
    | …    |            |            |            | 为期限后第366天。                                                  |
    | 2023 | 2023-11-26 | 按期公布   | 0          | 页面标明2023年11月26日公布，在2024年3月31日这一最后期限以内。      |
""")
def test_before_1_april_means_by_31_march(case: Case) -> None:
    """«4月1日之前» excludes the day: 31 March is in time, 1 April is the first day after. Leap days are days."""
    found = standing_of(published(case["公布日期"]), report={"year": int(case["年度"])})
    assert (label_of("report", found.status), str(found.days_late)) == (case["状态"], case["期限后天数"])
    assert str(found.reason) == case["理由"]
    assert found.is_applicability_confirmed


@cases("""
    | 年度 | 公布日期   | 状态         | 最后一天   | 理由                                                         |
    |------|------------|--------------|------------|--------------------------------------------------------------|
    | 2017 | 2018-05-01 | 适用性未确认 |            | 页面标明2018年5月1日公布；规定自2019年4月15日起施行，        |
    | …    |            |              |            | 这份报告在此以前，只列日期，不作判断。                       |
    | 2018 | 2019-03-06 | 适用性未确认 |            | 页面标明2019年3月6日公布；规定自2019年4月15日起施行，        |
    | …    |            |              |            | 这份报告在此以前，只列日期，不作判断。                       |
    | 2018 | 2019-05-01 | 适用性未确认 |            | 页面标明2019年5月1日公布；规定自2019年4月15日起施行，        |
    | …    |            |              |            | 这份报告在此以前，只列日期，不作判断。                       |
    | 2019 | 2020-03-31 | 按期公布     | 2020-03-31 | 页面标明2020年3月31日公布，在2020年3月31日这一最后期限以内。 |
    | 2019 | 2020-04-01 | 期限后公布   | 2020-03-31 | 页面标明2020年4月1日公布，最后期限是2020年3月31日，          |
    | …    |            |              |            | 为期限后第1天。                                              |
""")
def test_a_rule_holds_from_its_own_day(case: Case) -> None:
    """The rule is in force since 15 April 2019: reports that were due before are listed with their date, not judged."""
    found = standing_of(published(case["公布日期"]), report={"year": int(case["年度"])})
    assert (label_of("report", found.status), found.last_day) == (case["状态"], day(case["最后一天"]))
    assert str(found.reason) == case["理由"]
    assert found.is_applicability_confirmed is (case["最后一天"] != "")
    if not case["最后一天"]:
        assert found.days_late == 0


@cases("""
    | 施行日     | 状态         |
    |------------|--------------|
    | 2024-03-30 | 按期公布     |
    | 2024-03-31 | 按期公布     |
    | 2024-04-01 | 适用性未确认 |
""")
def test_a_rule_in_force_on_the_last_good_day_holds(case: Case) -> None:
    """What matters is whether the rule was in force when the time it gives ended."""
    found = standing_of(published("2024-03-20"), rules=(annual(valid_from=given_day(case["施行日"])),))
    assert label_of("report", found.status) == case["状态"]


@cases("""
    | 失效日     | 状态         | 理由                                                       |
    |------------|--------------|------------------------------------------------------------|
    | 2024-03-31 | 按期公布     | 页面标明2024年3月20日公布，在2024年3月31日这一最后期限以内。 |
    | 2024-03-30 | 适用性未确认 | 页面标明2024年3月20日公布；规定施行到2024年3月30日为止，   |
    | …          |              | 这份报告在此以后，只列日期，不作判断。                     |
""")
def test_a_rule_that_ended_before_the_last_good_day_holds_no_more(case: Case) -> None:
    """A rule that ran out before the time it gives was over judges nobody."""
    found = standing_of(published("2024-03-20"), rules=(annual(valid_until=given_day(case["失效日"])),))
    assert (label_of("report", found.status), str(found.reason)) == (case["状态"], case["理由"])


@cases("""
    | 成立日     | 撤销日     | 公布日期   | 状态         | 疑问                                    |
    |------------|------------|------------|--------------|-----------------------------------------|
    | 2022-12-31 |            | 2024-04-01 | 期限后公布   |                                         |
    | 2023-01-01 |            | 2024-04-01 | 期限后公布   |                                         |
    | 2023-01-02 |            | 2024-04-01 | 适用性未确认 | 该机构2023年1月2日成立，2023年不满一年  |
    | 2023-07-01 |            | 2024-03-31 | 适用性未确认 | 该机构2023年7月1日成立，2023年不满一年  |
    | 2023-12-31 |            | 2024-03-01 | 适用性未确认 | 该机构2023年12月31日成立，2023年不满一年 |
    |            | 2024-03-30 | 2024-04-01 | 适用性未确认 | 该机构2024年3月30日撤销，在期限以前     |
    |            | 2024-03-31 | 2024-04-01 | 适用性未确认 | 该机构2024年3月31日撤销，在期限以前     |
    |            | 2024-04-01 | 2024-04-01 | 期限后公布   |                                         |
""")
def test_a_body_that_existed_for_a_part_of_the_year_is_not_judged(case: Case) -> None:
    """The rule says nothing of bodies founded in the course of the year, or dissolved before the last good day.

    The day of dissolution is the first on which the body is no more.
    """
    days = {"founded_date": day(case["成立日"]), "dissolved_date": day(case["撤销日"])}
    found = standing_of(published(case["公布日期"]), made.unit("body", **days), report={"unit_id": "body"})
    assert (label_of("report", found.status), str(found.doubt or "")) == (case["状态"], case["疑问"])
    place = made.package(made.report(), published(case["公布日期"]))
    of_place = replace(place, locality=replace(place.locality, **days))
    assert assess_report(place.reports[0], of_place, RULES, date(2024, 12, 31)).status == found.status


@cases("""
    | 来源性质   | 日期依据     | 公布日期   | 理由                                                            |
    |------------|--------------|------------|-----------------------------------------------------------------|
    | 原始发布   | 集中补传     | 2022-07-01 | 页面是后来集中补传的，2022年7月1日是补传日期，不作判断。        |
    | 原始发布   | 据网址推定   | 2024-03-19 | 2024年3月19日是从网址推定的，页面没有标明，不作判断。           |
    | 原始发布   | 据网址推定   | 2024-04-19 | 2024年4月19日是从网址推定的，页面没有标明，不作判断。           |
    | 原始发布   | 其他事件日期 | 2024-03-19 | 2024年3月19日是其他事件的日期，页面没有标明发布日期，不作判断。 |
    | 原始发布   |              | 2024-03-19 | 2024年3月19日是怎样得知的没有写明，不作判断。                   |
    | 原始发布   | 页面标明     |            | 报告已经公布，页面上没有看到发布日期，不作判断。                |
    | 原始发布   |              |            | 报告已经公布，页面上没有看到发布日期，不作判断。                |
    | 官方转载   | 页面标明     | 2024-02-10 | 看到的不是原始发布页面，2024年2月10日只是转载日期，不作判断。   |
    | 官方转载   | 集中补传     | 2024-07-01 | 看到的不是原始发布页面，2024年7月1日只是转载日期，不作判断。    |
    | 非官方副本 | 页面标明     | 2024-08-10 | 看到的不是原始发布页面，2024年8月10日只是转载日期，不作判断。   |
    | 官方转载   |              |            | 报告已经公布，页面上没有看到发布日期，不作判断。                |
""")
def test_only_a_date_printed_on_the_original_is_judged(case: Case) -> None:
    """Batch uploads, dates read off an address, reposts and copies are never late and never in time."""
    document = published(
        case["公布日期"],
        provenance=code_of("provenances", case["来源性质"]),
        date_basis=code_of("date-bases", case["日期依据"]),
    )
    for level in ("county", "township"):
        found = standing_of(document, level=level)
        assert (label_of("report", found.status), found.days_late) == ("日期未确认", 0)
        assert str(found.reason) == case["理由"]
    assert standing_of(document).published_date == day(case["公布日期"])


@cases("""
    | 网址                                        | 理由的后半                                 |
    |---------------------------------------------|--------------------------------------------|
    | https://example.gov.cn/202403/t20240320_1.html |                                            |
    | https://example.gov.cn/202407/t20240715_1.html | 网址中的日期是2024年7月15日，与标明的不同。 |
    | https://example.gov.cn/art/2024/4/1/art_1.html | 网址中的日期是2024年4月1日，与标明的不同。 |
    | https://example.gov.cn/t19700101_1.html     |                                            |
    | https://example.gov.cn/report/              |                                            |
""")
def test_another_day_in_the_address_is_told_and_not_judged(case: Case) -> None:
    """The printed date counts; that the address names another day is said beside it."""
    found = standing_of(published("2024-03-20", url=case["网址"]))
    assert found.status == "on_time"
    assert str(found.reason) == "页面标明2024年3月20日公布，在2024年3月31日这一最后期限以内。" + case["理由的后半"]


@cases("""
    | 判断日期   | 查找日期   | 查找范围               | 状态       | 理由                                           |
    |------------|------------|------------------------|------------|------------------------------------------------|
    | 2024-03-30 |            |                        | 未到期     | 公布期限是2024年3月31日，尚未到期。            |
    | 2024-03-31 |            |                        | 未到期     | 公布期限是2024年3月31日，尚未到期。            |
    | 2024-03-31 | 2024-03-31 | 县政府网站             | 未到期     | 公布期限是2024年3月31日，尚未到期。            |
    | 2024-04-01 | 2024-04-01 | 县政府网站             | 本站未找到 | 2024年4月1日查找过县政府网站，没有找到；       |
    | …          |            |                        |            | 这不等于没有公布。                             |
    | 2026-11-22 | 2026-11-22 | 县政府网站年度报告专栏 | 本站未找到 | 2026年11月22日查找过县政府网站年度报告专栏，   |
    | …          |            |                        |            | 没有找到；这不等于没有公布。                   |
    | 2026-11-22 | 2026-11-22 |                        | 本站未找到 | 2026年11月22日查找过公开渠道，没有找到；       |
    | …          |            |                        |            | 这不等于没有公布。                             |
    | 2026-11-22 | 2024-03-31 | 县政府网站             | 本站未找到 | 期限以前（2024年3月31日）查找过县政府网站，    |
    | …          |            |                        |            | 没有找到，以后还没有再查找；这不等于没有公布。 |
    | 2024-04-01 |            |                        | 本站未收录 | 本站没有收录这份报告，也没有查找记录；         |
    | …          |            |                        |            | 这不等于没有公布。                             |
""")
def test_what_is_not_found_says_where_and_when_it_was_looked_for(case: Case) -> None:
    """Up to the last good day a report is not due; afterwards it is «not found here», never «not published»."""
    fields = {"document_id": "", "searched_date": day(case["查找日期"]), "searched_where": case["查找范围"]}
    found = standing_of(report=fields, as_of=given_day(case["判断日期"]))
    assert (label_of("report", found.status), str(found.reason)) == (case["状态"], case["理由"])
    assert (found.published_date, found.days_late) == (None, 0)
    entered = made.package(made.report(**fields))
    assert date(2024, 4, 1) in turning_days(entered, RULES)


@cases("""
    | 级别 | 单位种类       | 公布日期   | 状态         | 期限后天数 | 适用已确认 |
    |------|----------------|------------|--------------|------------|------------|
    | 省级 |                | 2024-04-01 | 期限后公布   | 1          | 是         |
    | 市级 |                | 2024-04-01 | 期限后公布   | 1          | 是         |
    | 县级 |                | 2024-04-01 | 期限后公布   | 1          | 是         |
    | 县级 | 政府及其部门   | 2024-04-01 | 期限后公布   | 1          | 是         |
    | 县级 | 政府及其部门   | 2024-03-31 | 按期公布     | 0          | 是         |
    | 乡级 |                | 2024-03-31 | 适用性未确认 | 0          | 否         |
    | 乡级 |                | 2024-04-01 | 适用性未确认 | 1          | 否         |
    | 乡级 | 政府及其部门   | 2024-04-03 | 适用性未确认 | 3          | 否         |
    | 县级 | 街道或乡镇     | 2024-04-01 | 适用性未确认 | 1          | 否         |
    | 县级 | 开发区或功能区 | 2024-04-01 | 适用性未确认 | 1          | 否         |
    | 县级 | 党委部门       | 2024-04-01 | 适用性未确认 | 1          | 否         |
    | 国家 |                | 2024-04-01 | 适用性未确认 | 1          | 否         |
""")
def test_bodies_that_the_rule_does_not_plainly_name(case: Case) -> None:
    """For townships, zones and Party bodies days are counted, but nobody is late without a rule that binds."""
    kind = code_of("unit-kinds", case["单位种类"])
    records = [published(case["公布日期"])] + ([made.unit("body", kind=kind)] if kind else [])
    level = code_of("locality-levels", case["级别"])
    found = standing_of(*records, level=level, report={"unit_id": "body" if kind else ""})
    assert (label_of("report", found.status), str(found.days_late)) == (case["状态"], case["期限后天数"])
    assert found.is_applicability_confirmed is (case["适用已确认"] == "是")
    assert found.last_day == date(2024, 3, 31)


def test_the_reason_for_a_body_that_the_rule_does_not_plainly_name() -> None:
    """The reason gives both days and says why nothing is judged."""
    found = standing_of(published("2024-04-01"), level="township")
    assert str(found.reason) == (
        "页面标明2024年4月1日公布，最后期限是2024年3月31日，为期限后第1天；这项规定是否约束该机构没有确认，只列日期，不作判断。"
    )


def test_what_was_not_found_of_such_a_body_is_still_just_not_found() -> None:
    """A township's missing report is not found here, with the doubt about the rule beside it."""
    fields = {"document_id": "", "searched_date": date(2024, 5, 1), "searched_where": "镇政府网页"}
    found = standing_of(level="township", report=fields)
    assert (found.status, found.is_applicability_confirmed) == ("not_found", False)


@cases("""
    | 年度 | 公布日期   | 单位种类       | 状态         | 理由                                                   |
    |------|------------|----------------|--------------|--------------------------------------------------------|
    | 2023 | 2024-01-29 |                | 已公布       | 页面标明2024年1月29日公布；期限没有核实，只列日期，    |
    | …    |            |                |              | 不作判断。                                             |
    | 2023 | 2024-12-01 |                | 已公布       | 页面标明2024年12月1日公布；期限没有核实，只列日期，    |
    | …    |            |                |              | 不作判断。                                             |
    | 2019 | 2020-01-20 |                | 已公布       | 页面标明2020年1月20日公布；期限没有核实，只列日期，    |
    | …    |            |                |              | 不作判断。                                             |
    | 2018 | 2019-01-20 |                | 适用性未确认 | 页面标明2019年1月20日公布；规定自2019年5月15日起施行， |
    | …    |            |                |              | 这份报告在此以前，只列日期，不作判断。                 |
    | 2023 | 2024-01-29 | 开发区或功能区 | 适用性未确认 | 页面标明2024年1月29日公布；                            |
    | …    |            |                |              | 这项规定是否约束该机构没有确认，只列日期，不作判断。   |
""")
def test_a_report_whose_day_is_not_confirmed_is_only_listed(case: Case) -> None:
    """The day of the disclosure report is not confirmed, so its date stands there and nothing is counted."""
    kind = code_of("unit-kinds", case["单位种类"])
    fields = {"kind": "disclosure", "year": int(case["年度"]), "unit_id": "body" if kind else ""}
    found = standing_of(published(case["公布日期"]), *([made.unit("body", kind=kind)] if kind else []), report=fields)
    assert (label_of("report", found.status), str(found.reason)) == (case["状态"], case["理由"])
    assert (found.last_day, found.days_late) == (None, 0)


def test_a_missing_report_without_a_confirmed_day_is_not_found() -> None:
    """Without a day nothing is «not due»: what was not found is not found."""
    fields = {"kind": "disclosure", "document_id": "", "searched_date": date(2024, 1, 15)}
    assert standing_of(report=fields).status == "not_found"
    assert turning_days(made.package(made.report(**fields), level="township"), RULES) == []


@cases("""
    | 判断日期   | 级别 | 未录入而应有的年度       |
    |------------|------|--------------------------|
    | 2019-12-31 | 县级 |                          |
    | 2020-01-01 | 县级 | 2019                     |
    | 2023-12-31 | 县级 | 2019 2020 2021 2022      |
    | 2024-01-01 | 县级 | 2019 2020 2021 2022 2023 |
    | 2024-01-01 | 乡级 |                          |
    | 2024-01-01 | 国家 |                          |
""")
def test_what_nobody_entered_is_owed_all_the_same(case: Case) -> None:
    """A government owes a report on each year that has ended since the rule holds, whether or not anybody looked."""
    empty = made.package(level=code_of("locality-levels", case["级别"]))
    owed = unrecorded_reports(empty, RULES, given_day(case["判断日期"]))
    assert [str(row.year) for row in owed] == case["未录入而应有的年度"].split()
    assert {row.kind for row in owed} <= {"rule_of_law"}


@cases("""
    | 判断日期   | 状态       |
    |------------|------------|
    | 2024-01-01 | 未到期     |
    | 2024-03-31 | 未到期     |
    | 2024-04-01 | 本站未收录 |
""")
def test_what_nobody_entered_becomes_due_like_the_others(case: Case) -> None:
    """Until the last good day it is not due; from the day after it is not recorded here, which accuses nobody."""
    found = assess_reports(made.package(), RULES, given_day(case["判断日期"]))["2023"]
    assert (label_of("report", found.status), found.is_recorded) == (case["状态"], False)
    assert {date(2024, 1, 1), date(2024, 4, 1)} <= set(turning_days(made.package(), RULES))


def test_what_was_entered_is_not_owed_twice() -> None:
    """A row of the government takes the place of the year; a row of a department does not, nor does another kind."""
    entered = made.report(report_id="2022", year=2022, document_id="")
    others = [
        made.report(report_id="2021", kind="disclosure", year=2021, document_id=""),
        made.report(report_id="2020-body", year=2020, unit_id="body", document_id=""),
    ]
    found = assess_reports(made.package(entered, *others, made.unit("body")), RULES, date(2023, 6, 1))
    owed = {name: row.report.year for name, row in found.items() if not row.is_recorded}
    assert owed == {"2019": 2019, "2020": 2020, "2021-annual-report": 2021}


def test_a_body_owes_nothing_about_years_in_which_it_was_not_there() -> None:
    """Founded in 2021 and dissolved in 2024: only 2022 and 2023 are plainly owed, if it was there on the last day."""
    package = made.package()
    place = replace(package.locality, founded_date=date(2021, 5, 1), dissolved_date=date(2024, 4, 1))
    owed = unrecorded_reports(replace(package, locality=place), RULES, date(2026, 1, 1))
    assert [row.year for row in owed] == [2022, 2023]


@cases("""
    | 世界时           | 状态       |
    |------------------|------------|
    | 2024-03-31 15:59 | 未到期     |
    | 2024-03-31 16:00 | 本站未收录 |
    | 2024-04-01 00:00 | 本站未收录 |
""")
def test_days_are_days_in_china(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last good day ends at midnight in China, wherever the machine stands."""
    moment = datetime.fromisoformat(case["世界时"]).replace(tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
    found = assess_reports(made.package(), RULES, resolve_as_of())["2023"]
    assert label_of("report", found.status) == case["状态"]

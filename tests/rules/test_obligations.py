"""Chapter: the rules on publication themselves: which one holds for a year, and its last good day."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from generator.errors import SchemaError
from generator.obligations import Obligation, all_obligations, obligation_for, public_obligations
from generator.vocabulary import Vocabulary

from . import packages as made
from .tables import VOCABULARY, Case, cases, code_of, day

RULES = public_obligations(VOCABULARY)


def annual(**fields: Any) -> Obligation:
    """The rule on yearly reports, changed as the call says."""
    return replace(next(rule for rule in RULES if rule.code == "annual-report"), **fields)


def codelist_with(**columns: str) -> Vocabulary:
    """The codelists with some columns of the rule on yearly reports changed."""
    rules = VOCABULARY.lists["obligations"]
    row = rules["annual-report"]
    changed = replace(row, extra=tuple({**dict(row.extra), **columns}.items()))
    return replace(VOCABULARY, lists={**VOCABULARY.lists, "obligations": {**rules, "annual-report": changed}})


@cases("""
    | 规则                   | 年度 | 最后一天   |
    |------------------------|------|------------|
    | annual-report          | 2023 | 2024-03-31 |
    | annual-report          | 2024 | 2025-03-31 |
    | upward-report          | 2022 | 2023-02-28 |
    | upward-report          | 2023 | 2024-02-29 |
    | enforcement-statistics | 2023 | 2024-01-31 |
    | disclosure-report      | 2023 |            |
""")
def test_the_last_good_day_is_the_day_before(case: Case) -> None:
    """The day before the one the rule names, 29 February included; a rule without a confirmed day has none."""
    rules = {rule.code: rule for rule in all_obligations(VOCABULARY)}
    assert rules[case["规则"]].last_day(int(case["年度"])) == day(case["最后一天"])


def test_before_new_year_is_new_years_eve() -> None:
    """Also across the end of the year."""
    assert annual(due=(1, 1)).last_day(2023) == date(2023, 12, 31)


def test_the_duty_to_report_upward_is_never_judged() -> None:
    """Nobody outside can see whether it was met: it is explained, and no report is measured by it."""
    upward = [rule for rule in all_obligations(VOCABULARY) if not rule.is_public]
    assert [rule.code for rule in upward] == ["upward-report"]
    assert all(obligation_for("rule_of_law", year, RULES) not in upward for year in range(2015, 2040))


@cases("""
    | 旧规定到   | 旧期限 | 新规定自   | 新期限 | 年度 | 适用 | 最后一天   |
    |------------|--------|------------|--------|------|------|------------|
    | 2025-06-30 | 4-1    | 2025-07-01 | 5-1    | 2023 | 旧   | 2024-03-31 |
    | 2025-06-30 | 4-1    | 2025-07-01 | 5-1    | 2024 | 旧   | 2025-03-31 |
    | 2025-06-30 | 4-1    | 2025-07-01 | 5-1    | 2025 | 新   | 2026-04-30 |
    | 2025-04-14 | 4-1    | 2025-04-15 | 6-1    | 2024 | 旧   | 2025-03-31 |
    | 2025-03-14 | 4-1    | 2025-03-15 | 6-1    | 2024 | 新   | 2025-05-31 |
    | 2025-06-30 | 4-1    | 2025-07-01 | 3-1    | 2025 | 新   | 2026-02-28 |
    | 2025-03-30 | 4-1    | 2025-03-31 | 4-1    | 2024 | 新   | 2025-03-31 |
    | 2025-03-31 | 4-1    | 2025-04-01 | 4-1    | 2024 | 旧   | 2025-03-31 |
""")
def test_a_rule_that_changed_in_the_course_of_a_year(case: Case) -> None:
    """The rule that was in force when its own time ended; where that is true of both, the one that ran out first."""

    def due(text: str) -> tuple[int, int]:
        month, number = text.split("-")
        return int(month), int(number)

    old = annual(code="旧", valid_until=day(case["旧规定到"]), due=due(case["旧期限"]))
    new = annual(code="新", valid_from=day(case["新规定自"]), due=due(case["新期限"]))
    year = int(case["年度"])
    for rules in ((old, new), (new, old)):
        found = obligation_for("rule_of_law", year, rules)
        assert found is not None
        assert (found.code, found.last_day(year)) == (case["适用"], day(case["最后一天"]))


def test_without_a_rule_in_force_the_nearest_gives_its_name() -> None:
    """Before the first rule that one, after the last the last; for an unknown kind none."""
    rule = annual(valid_until=date(2025, 1, 1))
    assert obligation_for("rule_of_law", 2010, (rule,)) == obligation_for("rule_of_law", 2030, (rule,)) == rule
    assert obligation_for("unheard_of", 2023, RULES) is None


@cases("""
    | 规则                   | 级别 | 单位种类       | 约束 |
    |------------------------|------|----------------|------|
    | annual-report          | 市级 |                | 是   |
    | annual-report          | 市级 | 政府及其部门   | 是   |
    | annual-report          | 市级 | 开发区或功能区 | 否   |
    | annual-report          | 乡级 |                | 否   |
    | enforcement-statistics | 市级 |                | 否   |
    | enforcement-statistics | 市级 | 政府及其部门   | 是   |
    | enforcement-statistics | 乡级 | 政府及其部门   | 否   |
""")
def test_who_is_named(case: Case) -> None:
    """Level and kind of body; the government itself and the bodies within it are told apart."""
    rule = next(rule for rule in RULES if rule.code == case["规则"])
    kind = code_of("unit-kinds", case["单位种类"])
    place = made.package(level=code_of("locality-levels", case["级别"])).locality
    assert rule.names(place, made.unit("body", kind=kind) if kind else None) is (case["约束"] == "是")


@pytest.mark.parametrize(
    "columns",
    [
        {"due_month": "13"},
        {"due_month": "2", "due_day": "30"},
        {"due_day": ""},
        {"valid_from": "2019"},
        {"valid_until": "forever"},
        {"is_public": "yes"},
        {"binds_government": ""},
    ],
)
def test_a_row_that_cannot_be_read_is_our_fault(columns: dict[str, str]) -> None:
    """The codelist is ours: a mistake in it stops the build and names the row."""
    with pytest.raises(SchemaError, match="annual-report"):
        all_obligations(codelist_with(**columns))


def test_every_kind_of_report_has_a_rule_that_can_be_seen() -> None:
    """And every rule names kinds, contents and levels that the other codelists know."""
    lists = VOCABULARY.lists
    assert {rule.report_kind for rule in RULES} == set(lists["report-kinds"])
    for rule in all_obligations(VOCABULARY):
        assert set(rule.all_contents) <= set(lists["report-section-kinds"])
        assert set(rule.levels) <= set(lists["locality-levels"])
        assert set(rule.unit_kinds) <= set(lists["unit-kinds"])
        assert all((rule.legal_basis, rule.description, rule.channel))

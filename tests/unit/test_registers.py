"""The page of public lists: which lists, what is said of each, and never more than is known."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from generator.assess import assess_package
from generator.errors import SchemaError
from generator.language import CHINESE
from generator.model import Package, Register
from generator.obligations import public_obligations
from generator.pages.edition import Edition
from generator.pages.registers import (
    FOUND,
    NOT_FOUND,
    NOT_RECORDED,
    RegisterRow,
    register_kinds,
    register_rows,
    registers_page,
)
from generator.pages.views import Views
from generator.publisher import Publisher
from generator.settings import ROOT, SITE_NAME
from generator.standings import assess_reports
from generator.vocabulary import Term, load_vocabulary

VOCABULARY = load_vocabulary(ROOT / "schemas")
AS_OF = date(2026, 11, 22)
EDITION = Edition(CHINESE, (CHINESE,), Publisher(), SITE_NAME)


def views_of(package: Package) -> Views:
    standings = assess_reports(package, public_obligations(VOCABULARY), AS_OF)
    return Views(package, assess_package(package, AS_OF), standings, VOCABULARY, EDITION)


@pytest.fixture
def complete(load_fixture) -> Package:
    """The complete fixture package."""
    return load_fixture("complete")


def with_lists(package: Package, *rows: Register, level: str = "prefecture") -> Views:
    return views_of(replace(package, registers=rows, locality=replace(package.locality, level=level)))


def only(rows: list[RegisterRow], register_id: str) -> RegisterRow:
    (row,) = [row for row in rows if row.register and row.register.register_id == register_id]
    return row


def test_every_kind_of_the_level_is_listed_in_order(complete):
    """A list that nobody entered stands in its place and says so; kinds of other levels are left out."""
    for level in ("province", "prefecture", "county", "township"):
        expected = [kind.code for kind in register_kinds(VOCABULARY).values() if level in kind.levels]
        rows = register_rows(with_lists(complete, level=level))
        assert expected == [row.kind.code for row in rows]
        assert {(NOT_RECORDED, "本站没有收录，也没有查找记录。")} == {(row.state, str(row.words)) for row in rows}


def test_what_was_entered_stands_in_place_of_its_kind(complete):
    """Several lists of a kind stand together; a kind that no level keeps, and a list without kind, come as well."""
    rows = register_rows(
        with_lists(
            complete,
            Register("b", "示例目录"),
            Register("a1", "处罚基准", kind="discretion_standards"),
            Register("a2", "许可基准", kind="discretion_standards"),
            Register("c", "购买目录", kind="government_purchases"),
        )
    )
    names = [row.register.register_id if row.register else "" for row in rows]
    assert ["a1", "a2", "c", "b"] == [name for name in names if name]
    assert 1 == names.index("a2") - names.index("a1")
    assert "b" == names[-1]
    assert "示例目录" == rows[-1].name
    assert "行政裁量权基准" == only(rows, "a1").name


@pytest.mark.parametrize(
    ("fields", "state", "words"),
    [
        ({"url": "https://www.example.gov.cn/"}, FOUND, ""),
        ({"document_id": "evidence-lists"}, FOUND, ""),
        (
            {"searched_date": date(2026, 5, 20), "searched_where": "市政府网站"},
            NOT_FOUND,
            "2026年5月20日查找过市政府网站，没有找到；这不等于没有公布。",
        ),
        ({"searched_date": date(2026, 5, 20)}, NOT_FOUND, "2026年5月20日查找过公开渠道，没有找到；这不等于没有公布。"),
        ({}, NOT_RECORDED, "本站没有收录它的网址，也没有查找记录；这不等于没有公布。"),
        (
            {"entries": 3, "updated_date": date(2026, 1, 1)},
            NOT_RECORDED,
            "本站没有收录它的网址，也没有查找记录；这不等于没有公布。",
        ),
        ({"url": "https://www.example.gov.cn/", "searched_date": date(2026, 5, 20)}, FOUND, ""),
    ],
)
def test_state_says_what_is_known(complete, fields, state, words):
    """Found, looked for in vain, or never looked for: three states, and none of them says «not published»."""
    row = only(register_rows(with_lists(complete, Register("a", "示例清单", **fields))), "a")
    assert (state, words) == (row.state, str(row.words))


def test_basis_is_named_or_said_to_be_unconfirmed(complete):
    """What a law demands names the law; what only a plan's task demands names the task alone."""
    views = with_lists(
        complete,
        Register("a", "处罚基准", kind="discretion_standards", task_id="law-2025-001"),
        Register("b", "购买目录", kind="government_purchases", task_id="law-2025-001"),
        Register("c", "示例", task_id="law-2025-001"),
        Register("d", "权责清单", kind="power_list", task_id="law-2025-001"),
        Register("e", "示例"),
    )
    rows = register_rows(views)
    assert ["《中华人民共和国行政处罚法》第三十四条", "", "", "依据未核实", "依据未核实"] == [
        str(only(rows, name).basis) for name in "abcde"
    ]
    assert "law-2025-001" == only(rows, "b").task.task.task_id


def test_page_never_says_that_a_list_was_not_published(complete):
    """Wherever «没有公布» stands, it is denied."""
    body = registers_page(views_of(complete)).body
    assert body.count("没有公布") == body.count("不等于没有公布") > 0
    assert "未公布" not in body


def test_page_links_lists_units_and_tasks(complete):
    """The list itself, who keeps it and the task that demands it are each one step away."""
    tree = html.fromstring(registers_page(views_of(complete)).body)
    row = tree.get_element_by_id("register-power-list")
    assert ["https://www.example.gov.cn/lists/", "../units/bianban/", "../tasks/law-2025-001/"] == [
        link.get("href") for link in row.iter("a")
    ]
    assert "2,751项 · 更新于2022年12月20日" in row.text_content()


def test_search_knows_pages_with_lists_only(complete):
    """Where nothing was entered the page is the same for all, and would be found everywhere."""
    assert "register" == registers_page(views_of(complete)).meta["kind"]
    assert "" == registers_page(with_lists(complete)).meta["kind"]


def test_kinds_are_sound():
    """Levels and intervals are codes of their lists, labels differ, and each kind says in words what it is."""
    kinds = register_kinds(VOCABULARY)
    levels = set(VOCABULARY.lists["locality-levels"]) - {"country"}
    assert len({kind.label for kind in kinds.values()}) == len(kinds)
    for kind in kinds.values():
        assert set(kind.levels) <= levels, kind.code
        assert kind.renewal in {"", *VOCABULARY.lists["intervals"]}, kind.code
        assert kind.description.endswith("。"), kind.code
        assert not kind.renewal or kind.legal_basis, f"{kind.code}: a renewal needs a basis"


@pytest.mark.parametrize("extra", [{"renewal": "P9W"}, {"levels": None}], ids=["interval", "column"])
def test_a_kind_that_cannot_be_read_is_an_error_of_ours(extra):
    """The codelist is ours: a mistake in it is raised and names the row."""
    term = VOCABULARY.lists["register-kinds"]["power_list"]
    cells = {name: value for name, value in {**dict(term.extra), **extra}.items() if value is not None}
    broken = replace(
        VOCABULARY, lists={"register-kinds": {"power_list": Term("power_list", "权责清单", tuple(cells.items()))}}
    )
    with pytest.raises(SchemaError, match="power_list"):
        register_kinds(broken)


def test_rows_of_the_repository_name_tasks_that_speak_of_lists(root: Path):
    """No list of a plan was entered by guess: the task it names is there and speaks of lists or standards."""
    found = 0
    for path in sorted((root / "data").glob("*/registers.csv")):
        with path.with_name("tasks.csv").open(encoding="utf-8", newline="") as handle:
            tasks = {row["task_id"]: row["title"] + row["summary"] for row in csv.DictReader(handle)}
        with path.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                assert any(word in tasks[row["task_id"]] for word in ("清单", "目录", "基准")), row
                found += 1
    assert found

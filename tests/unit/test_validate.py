"""Validation: what does not conform is named once, with place, meaning and likely remedy; nothing is raised."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.issues import IssueLog
from generator.model import Package
from generator.read import RawTable
from generator.sentences import Sentence
from generator.validate.likely import likely_code, likely_id

MakePackage = Callable[..., Path]
Examine = Callable[[Path], tuple[Package | None, IssueLog]]
UNITS = "unit_id,name,kind,is_collective\n"
REGISTERS = "register_id,title,unit_id,entries,updated_date,url\n"


@pytest.fixture
def issues(make_package: MakePackage, examine: Examine) -> Callable[..., list[Any]]:
    """Issues of a package made from CSV texts and descriptor keys."""
    return lambda *args, **kwargs: list(examine(make_package(*args, **kwargs))[1].issues)


def _places(found: list[Any]) -> list[tuple[str, int | None, str]]:
    return [(issue.code, issue.row, issue.column) for issue in found]


@pytest.mark.parametrize("name", ["minimal", "complete"])
def test_sound_packages_have_no_error(name: str, examine: Examine, fixture_folder: Callable[[str], Path]) -> None:
    """The fixture packages conform."""
    package, log = examine(fixture_folder(name))
    assert package is not None
    assert [] == [issue for issue in log.issues if issue.severity == "error"]


def test_smallest_package_has_nothing_to_report(examine: Examine, fixture_folder: Callable[[str], Path]) -> None:
    """A document and a unit suffice."""
    assert () == examine(fixture_folder("minimal"))[1].issues


# --- descriptor ---


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", "999901-other"),
        ("name", None),
        ("name", 5),
        ("title", None),
        ("title", "  "),
        ("title", ["t"]),
        ("version", None),
        ("version", "1.0"),
        ("version", "v1.0.0"),
        ("version", "１.0.0"),
        ("version", 1),
        ("licenses", None),
        ("licenses", []),
        ("licenses", {}),
        ("licenses", "CC-BY-4.0"),
        ("licenses", ["CC-BY-4.0"]),
        ("licenses", [{}]),
        ("licenses", [{"title": "署名"}]),
        ("licenses", [{"name": 5}]),
        ("licenses", [{"name": "x", "title": ["t"]}]),
        ("licenses", [{"name": "x", "path": 5}]),
        ("licenses", [{"name": "x", "path": "ftp://example.org/"}]),
        ("licenses", [{"name": "x", "path": "LICENSE"}]),
        ("licenses", [{"name": "notspecified"}, {"name": "CC-BY-4.0"}]),
        ("id", ""),
        ("id", 7),
        ("homepage", "example.org"),
        ("homepage", "ftp://example.org/"),
        ("homepage", ["https://example.org/"]),
        ("created", "2024-07-01"),
        ("created", "2024-07-01T09:00:00"),
        ("created", "2024-13-01T09:00:00Z"),
        ("created", 20240701),
        ("locality", None),
        ("locality", []),
        ("expects", []),
        ("expects", {"units": "1"}),
        ("expects", {"units": 1.5}),
        ("expects", None),
    ],
)
def test_descriptor_says_who_and_under_which_terms(issues: Callable[..., list[Any]], key: str, value: Any) -> None:
    """Name, title, version, licences, locality and expectations must be there and of the right kind."""
    if (key, value) == ("expects", None):
        assert [] == issues()
        return
    found = issues(**{key: value})
    assert ["descriptor-invalid"] == [issue.code for issue in found]
    assert key == found[0].column


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("code", "140400"),
        ("code", "9999"),
        ("code", 999901),
        ("code", None),
        ("code", "９９９９０１"),
        ("name", ""),
        ("name", None),
        ("name", 5),
        ("short_name", ""),
        ("level", "city"),
        ("level", ""),
        ("level", None),
        ("level", []),
        ("level", {}),
        ("parent", "99"),
        ("parent", None),
        ("parent", 999900),
    ],
)
def test_locality_is_described(issues: Callable[..., list[Any]], key: str, value: Any) -> None:
    """Code, names, level and parent are checked each by itself; any kind of JSON value is an answer, none a crash."""
    locality = {"code": "999901", "name": "示例市", "short_name": "示例", "level": "prefecture", "parent": "999900"}
    found = issues(locality={**locality, key: value})
    assert ["descriptor-invalid"] == [issue.code for issue in found]
    assert f"locality.{key}" == found[0].column


def test_locality_without_parent(issues: Callable[..., list[Any]]) -> None:
    """The parent may be left empty or out."""
    locality = {"code": "999901", "name": "示例市", "short_name": "示例", "level": "province"}
    assert [] == issues(locality=locality)
    assert [] == issues(locality={**locality, "parent": ""})


@pytest.mark.parametrize(
    ("text", "code"),
    [("<b>示例</b>", "markup-in-text"), ("示例\u202e", "control-character"), ("=1+1", "formula-in-text")],
)
def test_texts_of_the_descriptor_are_looked_at_like_cells(
    issues: Callable[..., list[Any]], text: str, code: str
) -> None:
    """Titles, names and also keys of the descriptor reach pages, so they may hold no more than a cell."""
    assert [(code, "title")] == [(issue.code, issue.column) for issue in issues(title=text)]
    assert [code] == [issue.code for issue in issues(sources=[{"title": text}])]
    assert [code] == [issue.code for issue in issues(**{text: 1})]


def test_a_package_may_say_what_it_is_and_that_no_licence_is_declared(
    make_package: MakePackage, examine: Examine
) -> None:
    """Identifier, homepage and moment of making are taken; «notspecified» is a licence for nobody."""
    package, log = examine(
        make_package(
            licenses=[{"name": "notspecified"}],
            id="https://doi.org/10.1000/182",
            homepage="https://example.org/",
            created="2024-07-01T09:00:00+08:00",
        )
    )
    assert package is not None
    assert [] == [issue for issue in log.issues if issue.severity == "error"]
    assert () == package.licences


@pytest.mark.parametrize("name", ["documents", "units"])
def test_required_tables(issues: Callable[..., list[Any]], name: str) -> None:
    """Without documents or units there is no package; the missing table is named once."""
    found = issues({name: None})
    assert [("file-missing", f"{name}.csv")] == [(issue.code, issue.file) for issue in found]


@pytest.mark.parametrize(("least", "expected"), [(0, []), (1, []), (2, ["expectation-unmet"])])
def test_expected_rows(issues: Callable[..., list[Any]], least: int, expected: list[str]) -> None:
    """A table with fewer rows than the descriptor promises may have lost some."""
    assert expected == [issue.code for issue in issues(expects={"units": least})]


def test_rows_of_an_absent_table_may_be_expected(issues: Callable[..., list[Any]]) -> None:
    """A table that is gone altogether has no rows; one that could not be read has its own finding already."""
    assert ["expectation-unmet"] == [issue.code for issue in issues(expects={"tasks": 1})]
    found = issues({"registers": "register_id,title\na,规范".encode()[:-1]}, expects={"registers": 1})
    assert ["encoding-wrong"] == [issue.code for issue in found]


# --- header and shape ---


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("unit_id,name,kind", ["缺少必需的列 is_collective（是否集合名称）"]),
        ("unit_id,name,kind,is_collective,name", ["E 列「name」重复"]),
        ("unit_id,name,kind,is_colective", ["D 列「is_colective」", "多半是 is_collective"]),
        ("unit_id,单位名称,kind,is_collective", ["B 列「单位名称」", "多半是 name"]),
        ("unit_id, name,kind,is_collective", ["B 列「 name」", "多半是 name"]),
        ("UNIT_ID,name,kind,is_collective", ["A 列「UNIT_ID」", "多半是 unit_id"]),
        ("unit_id,name,kind,is_collective,", ["E 列没有列名"]),
        ("unit_id,name,kind,is_collective,备注", ["E 列「备注」不是这张表的列"]),
        ("unit_id;name;kind;is_collective", ["各列要用英文逗号隔开，这里用的是分号。"]),
        ("unit_id，name，kind，is_collective", ["这里用的是全角逗号。"]),
        ("sifaju,示例市司法局,government,false", ["第一行没有一格是这张表的列名", "unit_id（单位编号）"]),
    ],
)
def test_wrong_header_is_explained_in_one_finding(
    issues: Callable[..., list[Any]], header: str, words: list[str]
) -> None:
    """One finding names every wrong column by letter and says what may be meant; cells are not looked at."""
    found = issues({"units": header + "\na,<b>,organization,maybe,x\n"})
    assert [("header-wrong", 1, "")] == _places(found)
    assert all(word in str(found[0].message) for word in words)


def test_header_with_many_faults_names_some_and_counts_the_rest(issues: Callable[..., list[Any]]) -> None:
    """A message stays short enough to be read and translatable however many columns are wrong; none is kept silent."""
    (found,) = issues({"units": UNITS.strip() + "".join(f",{'列' * 20}{number}" for number in range(90)) + "\n"})
    message = str(found.message)
    counted = re.search(r"；另外还有 (\d+) 处不对。$", message)
    assert isinstance(found.message, Sentence)
    assert 900 < len(message) <= 1000
    assert counted
    assert 90 == message.count("不是这张表的列") + int(counted[1])


def test_header_whose_faults_fit_names_all(issues: Callable[..., list[Any]]) -> None:
    """Where the message has room nothing is left out."""
    (found,) = issues({"units": UNITS.strip() + "".join(f",列{number}" for number in range(40)) + "\n"})
    assert 40 == str(found.message).count("不是这张表的列")
    assert "另外" not in str(found.message)


def test_one_name_beyond_all_measure_is_cut(issues: Callable[..., list[Any]]) -> None:
    """A single column name that would fill the message is cut, and the message stays a sentence."""
    (found,) = issues({"units": UNITS.strip() + "," + "\u200b" * 180 + "\n"})
    assert isinstance(found.message, Sentence)
    assert len(str(found.message)) <= 1000
    assert "E 列「‹U+200B›" in str(found.message)


def test_order_of_columns_is_free(issues: Callable[..., list[Any]]) -> None:
    """Columns stand in any order, and those not required may be left out."""
    assert [] == issues({"units": "is_collective,kind,name,unit_id\nfalse,government,示例市司法局,sifaju\n"})


def test_table_without_rows_is_only_warned_of(make_package: MakePackage, examine: Examine) -> None:
    """A table of a header only is odd, but nothing it says is wrong."""
    package, log = examine(make_package({"registers": REGISTERS}))
    assert [("table-empty", "warning")] == [(issue.code, issue.severity) for issue in log.issues]
    assert package is not None
    assert () == package.registers


def test_references_into_a_broken_table_are_not_checked(issues: Callable[..., list[Any]]) -> None:
    """What refers to a table whose header is wrong cannot be told right from wrong."""
    found = issues({"units": "unit_id,name\nsifaju,示例市司法局\n", "registers": REGISTERS + "a,甲,nobody,,,\n"})
    assert ["header-wrong"] == [issue.code for issue in found]


@pytest.mark.parametrize("row", ["a,甲", "a,甲,,,,,多", ",,,,,,多"])
def test_row_of_the_wrong_shape_has_one_finding(issues: Callable[..., list[Any]], row: str) -> None:
    """Cells of such a row stand under the wrong names, so nothing more is said of them."""
    found = issues({"registers": REGISTERS + row + "\nb,乙,nobody,,,\n"})
    assert [("row-shape", 2, ""), ("reference-broken", 3, "unit_id")] == _places(found)


def test_findings_of_one_table_are_bounded(issues: Callable[..., list[Any]]) -> None:
    """A hostile table of many faults does not fill the memory with findings."""
    found = issues({"registers": "register_id,title\n" + "=1,=2\n" * 5000})
    assert 1000 <= len(found) <= 3000


# --- cells ---


@pytest.mark.parametrize(
    ("row", "code", "column", "words"),
    [
        ("a,,,,,", "value-required", "title", "必须填写"),
        (",甲,,,,", "value-required", "register_id", "必须填写"),
        ("甲,甲,,,,", "pattern-wrong", "register_id", "写法"),
        ("A,甲,,,,", "pattern-wrong", "register_id", "写法"),
        ("a,甲,,1.5,,", "type-wrong", "entries", "整数"),
        ("a,甲,,-1,,", "value-out-of-range", "entries", "minimum 0"),
        ("a,甲,,,2023-02-30,", "type-wrong", "updated_date", "date"),
        ("a,甲,,,2023-2-3,", "type-wrong", "updated_date", "2023-03-31"),
        ("a,甲,,,,ftp://www.example.gov.cn/", "pattern-wrong", "url", "写法"),
        ("a,甲,,,,//www.example.gov.cn/", "pattern-wrong", "url", "写法"),
        ("a,甲,,,,https://www.example.gov.cn/a b", "pattern-wrong", "url", "写法"),
        ("a,甲,,,,javascript:alert(1)", "markup-in-text", "url", "网页代码"),
        (f"a,{'长' * 201},,,,", "value-out-of-range", "title", "maxLength 200"),
        ("a, 甲,,,,", "type-wrong", "title", "空格"),
        ("a,甲\u3000,,,,", "type-wrong", "title", "空格"),
        ("a,甲\u200b,,,,", "control-character", "title", "U+200B"),
        ('a,"甲\n乙",,,,', "control-character", "title", "U+000A"),
    ],
)
def test_cell_is_explained(issues: Callable[..., list[Any]], row: str, code: str, column: str, words: str) -> None:
    """One finding for a wrong cell, with its column, in words a clerk understands."""
    found = issues({"registers": REGISTERS + row + "\n"})
    assert [(code, 2, column)] == _places(found)
    assert words in str(found[0].message)
    assert found[0].label
    assert found[0].letter
    assert found[0].advice


def test_likely_code_is_suggested(issues: Callable[..., list[Any]]) -> None:
    """A code that is not in the list is compared with those that are."""
    (found,) = issues({"units": UNITS + "sifaju,示例市司法局,goverment,false\n"})
    assert "value-not-allowed" == found.code
    assert "government" == found.suggestion
    assert "government（政府及其部门）" in str(found.advice)


LABELS = {"lead": "牵头", "support": "配合", "government": "政府及其部门", "party": "党委部门"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("牵头", "lead"),
        (" 牵头 ", "lead"),
        ("牵头单位", "lead"),
        ("牵头、配合", ""),
        ("Lead", "lead"),
        ("suport", "support"),
        ("政府部门", "government"),
        ("月亮", ""),
        ("部", ""),
        ("", ""),
    ],
)
def test_a_label_in_place_of_a_code(written: str, meant: str) -> None:
    """Clerks write what they read; what could be two things is none."""
    assert meant == likely_code(written, LABELS)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("示例市司法局", "sifaju"),
        ("司法局", "sifaju"),
        ("sifaju 示例市司法局", "sifaju"),
        ("Sifaju", "sifaju"),
        ("示例市司法厅", "sifaju"),
        ("公安局", ""),
        ("办公室", ""),
    ],
)
def test_a_name_in_place_of_an_id(written: str, meant: str) -> None:
    """A name that one row alone has means that row; one that two have means none."""
    rows = (("sifaju", "示例市司法局", "司法局"), ("bgs1", "甲", "办公室"), ("bgs2", "乙", "办公室"))
    table = RawTable("units", "units.csv", "", ("unit_id", "name", "short_name"), rows, (2, 3, 4))
    assert meant == likely_id(written, table, "unit_id")


def test_likely_names_of_files_and_tables(issues: Callable[..., list[Any]]) -> None:
    """A table whose name is nearly right is recognised."""
    (found,) = issues({"result": "a\n1\n"})
    assert ("table-unknown", "results") == (found.code, found.suggestion)


def test_wrong_cell_among_right_rows_is_counted_as_excel_does(issues: Callable[..., list[Any]]) -> None:
    """Blank rows before the wrong one do not shift its number."""
    found = issues({"registers": "register_id,title,entries\na,甲,1\n\n,,\nb,乙,x\n"})
    assert ("type-wrong", 5, "entries") in _places(found)


# --- keys and references ---


def test_empty_key_is_no_duplicate(issues: Callable[..., list[Any]]) -> None:
    """Two rows without a key have each its own finding, that it is missing."""
    found = issues({"units": UNITS + ",甲,government,false\n,乙,government,false\n"})
    assert [("value-required", 2, "unit_id"), ("value-required", 3, "unit_id")] == _places(found)


def test_key_of_two_columns(issues: Callable[..., list[Any]]) -> None:
    """Rows may agree in a part of the key, not in the whole."""
    reports = "report_id,kind,year\n2023,rule_of_law,2023\n"
    header = "report_id,kind,order,title\n"
    found = issues({"reports": reports, "report_sections": header + "2023,problems,1,甲\n2023,problems,2,乙\n"})
    assert "key-duplicate" not in {issue.code for issue in found}
    found = issues({"reports": reports, "report_sections": header + "2023,problems,1,甲\n2023,next_year,1,乙\n"})
    assert [("key-duplicate", 3, "report_id")] == _places(found)
    assert "2023 + 1" == found[0].value


def test_unreadable_keys_are_not_called_duplicate(issues: Callable[..., list[Any]]) -> None:
    """Cells that are no numbers are named as such, not as equal."""
    found = issues(
        {
            "reports": "report_id,kind,year\n2023,rule_of_law,2023\n",
            "report_sections": "report_id,kind,order,title\n2023,problems,x,甲\n2023,problems,y,乙\n",
        }
    )
    assert [("type-wrong", 2, "order"), ("type-wrong", 3, "order")] == _places(found)


def test_reference_to_a_missing_row_suggests_the_likely_one(issues: Callable[..., list[Any]]) -> None:
    """A mistyped id is compared with the existing ones."""
    (found,) = issues({"registers": REGISTERS + "a,甲,sifajv,,,\n"})
    assert ("reference-broken", 2, "unit_id") == (found.code, found.row, found.column)
    assert "sifaju" == found.suggestion


def test_reference_into_an_absent_table_is_broken(issues: Callable[..., list[Any]]) -> None:
    """A table that the package does not have holds no rows to refer to."""
    found = issues({"registers": "register_id,title,task_id\na,甲,law-2025-001\nb,乙,\n"})
    assert [("reference-broken", 2, "task_id")] == _places(found)


def test_reference_within_a_table(issues: Callable[..., list[Any]]) -> None:
    """A row may refer to a later row of its own table, not to one that is not there."""
    header = "unit_id,name,kind,is_collective,predecessor_id\n"
    rows = "sifaju,示例市司法局,government,false,fazhiban\nfazhiban,示例市法制办,government,false,\n"
    assert [] == issues({"units": header + rows})
    found = issues({"units": header + rows.replace("false,fazhiban", "false,faziban")})
    assert [("reference-broken", 2, "predecessor_id")] == _places(found)


def test_empty_reference_is_none(issues: Callable[..., list[Any]]) -> None:
    """A reference that is not required may be left empty."""
    assert [] == issues({"registers": REGISTERS + "a,甲,,,,\n"})

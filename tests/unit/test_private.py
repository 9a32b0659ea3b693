"""Private data in a package: found wherever text stands, allowed only where the package says why."""

import json
from pathlib import Path

import pytest

UNITS = "unit_id,name,kind,is_collective,contact\nsifaju,示例市司法局,government,false,{contact}\n"
ALLOWED = {
    "table": "units",
    "id": "sifaju",
    "column": "contact",
    "kind": "mobile",
    "reason": "市政府网站公布的值班手机",
}


@pytest.fixture
def found(make_package, examine):
    """Findings in a package whose unit has this contact, with entries that allow."""

    def run(contact: str, *allows: object) -> list[tuple[str, str, str]]:
        folder: Path = make_package({"units": UNITS.format(contact=contact)})
        path = folder / "datapackage.json"
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        if allows:
            descriptor["allows"] = list(allows)
        path.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")
        return [(issue.code, issue.column, issue.value) for issue in examine(folder)[1].issues]

    return run


def test_a_mobile_number_stops_the_package(found):
    assert [("private-data", "contact", "138****8000")] == found("13800138000")


def test_an_entry_with_a_reason_allows_one_place(found):
    assert [] == found("13800138000", ALLOWED)
    assert ["private-data"] == [code for code, *_ in found("13800138000 a@qq.com", ALLOWED)]


@pytest.mark.parametrize(
    "entry",
    [{**ALLOWED, "reason": " "}, {**ALLOWED, "kind": "any"}, {"table": "units"}, "units", {**ALLOWED, "id": 1}],
)
def test_an_entry_that_says_too_little_allows_nothing(found, entry):
    assert {"descriptor-invalid", "private-data"} == {code for code, *_ in found("13800138000", entry)}


def test_an_entry_without_use_is_said(found):
    """What was taken away needs no leave any more."""
    assert [("descriptor-invalid", "allows")] == [(code, column) for code, column, _ in found("0355-0000000", ALLOWED)]


def test_the_descriptor_and_tables_that_cannot_be_read_are_looked_at(make_package, examine):
    """A table with a broken header is not published, but its row is in the repository all the same."""
    folder: Path = make_package(
        {"units": "unit_id,name,kind,is_collective,tel\nsifaju,甲,government,false,13800138000\n"}
    )
    path = folder / "datapackage.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"title": "', '"title": "13800138000 ', 1), encoding="utf-8"
    )
    found = [
        (issue.file, issue.row, issue.column) for issue in examine(folder)[1].issues if issue.code == "private-data"
    ]
    assert [("datapackage.json", None, "title"), ("units.csv", 2, "tel")] == sorted(found)

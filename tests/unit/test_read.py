"""Reading a package folder: nothing in it is trusted, and what is refused becomes an issue."""

import json
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.issues import IssueLog
from generator.read import RawPackage, find_localities, folder_content, read_package

MakePackage = Callable[..., Path]
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and odd names need POSIX")


def _codes(log: IssueLog) -> list[str]:
    return [issue.code for issue in log.issues]


def _read(folder: Path, log: IssueLog) -> RawPackage:
    raw = read_package(folder, log)
    assert raw is not None
    return raw


def test_package_is_read_as_text(make_package: MakePackage, log: IssueLog) -> None:
    """Cells come as they stand, with the row numbers Excel gives them."""
    raw = _read(make_package({"registers": 'register_id,title\na,"甲,乙"\nb, 丙 \n'}), log)
    table = raw.tables["registers"]
    assert "999901-test" == raw.locality_id
    assert "示例市的测试数据" == raw.descriptor["title"]
    assert ("register_id", "title") == table.header
    assert (("a", "甲,乙"), ("b", " 丙 ")) == table.rows
    assert (2, 3) == table.row_numbers
    assert [] == _codes(log)


@pytest.mark.parametrize(
    "content",
    [
        "register_id,title\na,甲\nb,乙\n".encode(),
        "register_id,title\r\na,甲\r\nb,乙\r\n".encode(),
        "register_id,title\ra,甲\rb,乙\r".encode(),
        "\ufeffregister_id,title\na,甲\nb,乙".encode(),
        '"register_id","title"\n"a","甲"\nb,"乙"\n'.encode(),
    ],
    ids=["lf", "crlf", "cr", "bom", "quoted"],
)
def test_usual_ways_to_write_csv_are_the_same(make_package: MakePackage, log: IssueLog, content: bytes) -> None:
    """Line ends, byte order mark, quotes and a missing last line end make no difference."""
    table = _read(make_package({"registers": content}), log).tables["registers"]
    assert ("register_id", "title") == table.header
    assert (("a", "甲"), ("b", "乙")) == table.rows
    assert "\r" not in table.text
    assert not table.text.startswith("\ufeff")
    assert [] == _codes(log)


def test_rows_are_counted_as_excel_does(make_package: MakePackage, log: IssueLog) -> None:
    """Blank rows count, a row of several lines counts once."""
    text = 'register_id,title\na,"两\n行"\n\n,\nb,乙\n'
    table = _read(make_package({"registers": text}), log).tables["registers"]
    assert (2, 5) == table.row_numbers
    assert [("row-blank", 3), ("row-blank", 4)] == [(issue.code, issue.row) for issue in log.issues]
    assert not log.has_errors


@pytest.mark.parametrize(
    "content",
    [
        "register_id,title\na,规范性文件\n".encode("gbk"),
        "register_id,title\na,规范性文件\n".encode("utf-16"),
        "register_id,title\na,规范".encode()[:-1],
        b"\xff\xfe\x00",
    ],
    ids=["gbk", "utf-16", "cut", "bytes"],
)
def test_only_utf8_is_read(make_package: MakePackage, log: IssueLog, content: bytes) -> None:
    """Other encodings are refused, never guessed; the other tables are read all the same."""
    raw = _read(make_package({"registers": content}), log)
    assert {"documents", "units"} == set(raw.tables)
    assert ["encoding-wrong"] == _codes(log)


@pytest.mark.parametrize("magic", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"], ids=["xlsx", "xls"])
def test_workbook_with_the_wrong_name_is_recognised(make_package: MakePackage, log: IssueLog, magic: bytes) -> None:
    """An Excel workbook called .csv is named as what it is."""
    _read(make_package({"registers": magic + bytes(100)}), log)
    assert ["encoding-wrong"] == _codes(log)
    assert "Excel" in str(log.issues[0].message)


@pytest.mark.parametrize(
    ("text", "row"), [('register_id,title\na,"甲\nb,乙\n', 2), ('register_id,title\na,甲\nb,"乙"丙\n', 3)]
)
def test_quotes_that_do_not_match_are_found_near_their_row(
    make_package: MakePackage, log: IssueLog, text: str, row: int
) -> None:
    """The row in which the open quote stands is named; the table is not read."""
    raw = _read(make_package({"registers": text}), log)
    assert "registers" not in raw.tables
    assert [("csv-broken", row)] == [(issue.code, issue.row) for issue in log.issues]


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", ",,\n"])
def test_table_without_header_is_refused(make_package: MakePackage, log: IssueLog, text: str) -> None:
    """An empty file and an empty first line are no table."""
    raw = _read(make_package({"registers": text}), log)
    assert "registers" not in raw.tables
    assert "header-wrong" in _codes(log)


@pytest.mark.parametrize("text", ["a," * 101 + "a\n", "列" * 201 + ",title\n"], ids=["too many", "too long"])
def test_header_beyond_all_measure_is_refused(make_package: MakePackage, log: IssueLog, text: str) -> None:
    """More than 100 columns or a name of more than 200 characters is no header; it is not looked at further."""
    raw = _read(make_package({"registers": text}), log)
    assert "registers" not in raw.tables
    assert ["table-unreadable"] == _codes(log)


def test_cell_of_5000_characters_is_the_longest(make_package: MakePackage, log: IssueLog) -> None:
    """5,000 characters pass, one more does not, and the column is named."""
    raw = _read(make_package({"registers": f"register_id,title\na,{'长' * 5000}\n"}), log)
    assert "registers" in raw.tables
    assert [] == _codes(log)
    raw = _read(make_package({"registers": f"register_id,title\na,{'长' * 5001}\n"}), log)
    assert "registers" not in raw.tables
    assert [("cell-too-long", 2, "title")] == [(issue.code, issue.row, issue.column) for issue in log.issues]


@pytest.mark.parametrize(("name", "size"), [("registers.csv", 20_000_001), ("datapackage.json", 1_000_001)])
def test_file_over_the_limit_is_not_opened(make_package: MakePackage, log: IssueLog, name: str, size: int) -> None:
    """A table over 20 MB and a descriptor over 1 MB are refused by their size alone."""
    folder = make_package({"registers": "register_id,title\na,甲\n"})
    os.truncate(folder / name, size)
    read_package(folder, log)
    assert ["file-too-large"] == _codes(log)
    assert name == log.issues[0].file


def test_table_over_200000_rows_is_refused(make_package: MakePackage, log: IssueLog) -> None:
    """The bound on rows holds also where the bytes are few."""
    raw = _read(make_package({"registers": "register_id,title\n" + "a,b\n" * 200_001}), log)
    assert "registers" not in raw.tables
    assert ["file-too-large"] == _codes(log)


@pytest.mark.parametrize(
    "name", ["Registers.csv", "权责清单.csv", "with space.csv", ".hidden", "-x.csv", "con.csv", "a" * 65, "readme.MD"]
)
def test_odd_file_name_is_refused(make_package: MakePackage, log: IssueLog, name: str) -> None:
    """Names that some system cannot keep, or that hide, are refused; the rest is read."""
    folder = make_package()
    (folder / name).write_text("x", encoding="utf-8")
    raw = _read(folder, log)
    assert {"documents", "units"} == set(raw.tables)
    assert [("file-unsafe", name)] == [(issue.code, issue.file) for issue in log.issues]


@needs_posix
def test_name_that_is_no_text_can_be_reported(make_package: MakePackage, log: IssueLog) -> None:
    """A file name of bytes that are no UTF-8 is refused, and the issue can be written."""
    folder = make_package()
    try:
        os.close(os.open(os.fsencode(folder) + b"/\xff.csv", os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("the file system takes only names that are text")
    _read(folder, log)
    assert ["file-unsafe"] == _codes(log)
    assert json.dumps(log.issues[0].as_dict(), ensure_ascii=False).encode("utf-8")


@needs_posix
@pytest.mark.parametrize("target", ["outside.csv", "nowhere.csv", "."])
def test_link_in_the_folder_is_not_followed(
    make_package: MakePackage, log: IssueLog, tmp_path: Path, target: str
) -> None:
    """A listed table that is a link, to a file, to nothing or to a folder, is refused and not read."""
    (tmp_path / "outside.csv").write_text("register_id,title\nsecret,秘密\n", encoding="utf-8")
    folder = make_package({"registers": "x"})
    (folder / "registers.csv").unlink()
    (folder / "registers.csv").symlink_to(tmp_path / target)
    raw = _read(folder, log)
    assert "registers" not in raw.tables
    assert ["file-unsafe", "file-missing"] == _codes(log)
    assert "链接" in str(log.issues[0].message)
    assert "秘密" not in str(raw)


@needs_posix
def test_descriptor_that_is_a_link_is_not_followed(make_package: MakePackage, log: IssueLog, tmp_path: Path) -> None:
    """datapackage.json must be a plain file too."""
    folder = make_package()
    (folder / "datapackage.json").rename(tmp_path / "outside.json")
    (folder / "datapackage.json").symlink_to(tmp_path / "outside.json")
    assert read_package(folder, log) is None
    assert ["file-unsafe", "file-missing"] == _codes(log)


@needs_posix
def test_folder_that_is_a_link_is_not_followed(make_package: MakePackage, log: IssueLog, tmp_path: Path) -> None:
    """A package folder must be a folder."""
    (tmp_path / "999901-link").symlink_to(make_package(), target_is_directory=True)
    assert read_package(tmp_path / "999901-link", log) is None
    assert ["file-unsafe"] == _codes(log)


def test_folder_in_the_folder_is_refused(make_package: MakePackage, log: IssueLog) -> None:
    """A package has no folders, also none that is called like a table."""
    folder = make_package()
    (folder / "registers.csv").mkdir()
    _read(folder, log)
    assert ["file-unsafe"] == _codes(log)


def test_a_key_twice_in_one_object_is_refused(make_package: MakePackage, log: IssueLog) -> None:
    """Which of two values counts would be another program's choice; the key is named, however deep it is."""
    folder = make_package()
    path = folder / "datapackage.json"
    path.write_text(path.read_text("utf-8").replace('"code":', '"code": "999902", "code":'), encoding="utf-8")
    assert read_package(folder, log) is None
    assert [("descriptor-invalid", "code")] == [(issue.code, issue.column) for issue in log.issues]


def test_a_folder_of_very_many_files_is_not_read(make_package: MakePackage, log: IssueLog) -> None:
    """One issue, and not one for each of them."""
    folder = make_package()
    (folder / "reports").mkdir()
    for number in range(1000):
        (folder / "reports" / f"{number}.txt").touch()
    assert read_package(folder, log) is None
    assert ["file-too-large"] == _codes(log)


@needs_posix
def test_folders_of_any_depth_do_not_stop_reading(make_package: MakePackage, log: IssueLog) -> None:
    """Folders nested deeper than Python recurses are refused like any other."""
    folder = make_package()
    deepest = str(folder)
    try:
        for _ in range(1500):
            deepest += "/a"
            Path(deepest).mkdir()
        _read(folder, log)
    finally:  # what empties the temporary folder recurses as well
        while deepest != str(folder):
            Path(deepest).rmdir()
            deepest = deepest.removesuffix("/a")
    assert ["file-unsafe"] == _codes(log)


@needs_posix
def test_pipe_and_socket_are_refused_and_not_opened(make_package: MakePackage, log: IssueLog) -> None:
    """A named pipe would wait for ever; it and a socket are refused unread."""
    folder = make_package()
    os.mkfifo(folder / "registers.csv")
    with socket.socket(socket.AF_UNIX) as endpoint:
        here = os.open(folder, os.O_RDONLY)
        try:
            endpoint.bind(f"/proc/self/fd/{here}/plans.csv" if Path("/proc/self/fd").exists() else "plans.csv")
        except OSError:
            pytest.skip("no socket can be made here")
        finally:
            os.close(here)
        _read(folder, log)
    assert ["file-unsafe", "file-unsafe"] == _codes(log)


@needs_posix
def test_device_is_refused_and_not_opened(make_package: MakePackage, log: IssueLog) -> None:
    """A device file is refused unread (only root can make one)."""
    folder = make_package()
    try:
        os.mknod(folder / "registers.csv", 0o600 | 0o020000, os.makedev(1, 5))
    except OSError:
        pytest.skip("only root can make device files")
    _read(folder, log)
    assert ["file-unsafe"] == _codes(log)


@needs_posix
def test_pipe_in_place_of_a_folder_is_refused(tmp_path: Path, log: IssueLog) -> None:
    """What is called like a package but is none gives an issue, no exception."""
    os.mkfifo(tmp_path / "999901-pipe")
    assert read_package(tmp_path / "999901-pipe", log) is None
    assert ["file-unsafe"] == _codes(log)


def test_missing_folder_is_refused(tmp_path: Path, log: IssueLog) -> None:
    """A folder that is not there gives an issue, no exception."""
    assert read_package(tmp_path / "999901-nowhere", log) is None
    assert ["file-unsafe"] == _codes(log)


@pytest.mark.parametrize(
    "name", ["changzhi", "1404-changzhi", "140400", "140400-Changzhi", "140400-长治", "１４０４００-x"]
)
def test_folder_name_is_code_and_readable_name(tmp_path: Path, log: IssueLog, name: str) -> None:
    """Six ASCII digits, a hyphen and lower-case letters; anything else is refused, since addresses are made of it."""
    (tmp_path / name).mkdir()
    assert read_package(tmp_path / name, log) is None
    assert ["file-unsafe"] == _codes(log)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"text"',
        "1",
        '{"a": NaN}',
        '{"a": [1e999]}',
        '{"a": -Infinity}',
        "[" * 100_000,
        '{"a":' + "[" * 500 + "]" * 500 + "}",
        '{"a": ' + "9" * 5000 + "}",
    ],
)
def test_descriptor_must_be_a_modest_json_object(make_package: MakePackage, log: IssueLog, text: str) -> None:
    """No JSON, no object, no finite number or hundreds of brackets within each other: one issue, no exception."""
    folder = make_package()
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    assert read_package(folder, log) is None
    assert ["descriptor-invalid"] == _codes(log)


def test_row_of_a_json_fault_is_named(make_package: MakePackage, log: IssueLog) -> None:
    """The line on which the JSON breaks is given."""
    folder = make_package()
    (folder / "datapackage.json").write_text('{\n"name": "a",\n"title" "b"\n}', encoding="utf-8")
    read_package(folder, log)
    assert [3] == [issue.row for issue in log.issues]


def test_missing_descriptor(make_package: MakePackage, log: IssueLog) -> None:
    """Without datapackage.json there is no package."""
    folder = make_package()
    (folder / "datapackage.json").unlink()
    assert read_package(folder, log) is None
    assert ["file-missing"] == _codes(log)


@pytest.mark.parametrize(
    "resource",
    [
        {"name": "registers", "path": "../registers.csv"},
        {"name": "registers", "path": "/etc/passwd"},
        {"name": "registers", "path": "https://www.example.gov.cn/registers.csv"},
        {"name": "registers", "path": ["registers.csv"]},
        {"name": "registers", "path": "units.csv"},
        {"name": "registers", "path": "registers.csv.zip"},
        {"name": "registers", "path": "registers.csv\x00"},
        {"name": "registers"},
        {"name": "registers", "path": "registers.csv", "schema": "../../schemas/units.json"},
        {"name": "registers", "path": "registers.csv", "encoding": "gbk"},
        {"name": "registers", "path": "registers.csv", "scheme": "http"},
        {"name": "registers", "data": [["a"]]},
    ],
)
def test_resource_names_its_own_file_and_nothing_else(
    make_package: MakePackage, log: IssueLog, resource: dict[str, object]
) -> None:
    """No path but that of the table's own file, and no setting that would read otherwise."""
    folder = make_package({"registers": "register_id,title\na,甲\n"}, resources=[resource])
    raw = _read(folder, log)
    assert {} == raw.tables
    assert "path-unsafe" == log.issues[0].code


@pytest.mark.parametrize("resource", ["registers", None, 1, [], {}, {"name": 1}, {"path": "registers.csv"}])
def test_resource_without_name_is_refused(make_package: MakePackage, log: IssueLog, resource: object) -> None:
    """A resource must say which table it is."""
    raw = _read(make_package(resources=[resource]), log)
    assert {} == raw.tables
    assert "descriptor-invalid" == log.issues[0].code


@pytest.mark.parametrize("name", ["../units", "/etc/passwd", "a/../units", "", ".", "\ud800"])
def test_name_of_a_resource_leads_nowhere_else(make_package: MakePackage, log: IssueLog, name: str) -> None:
    """A name that is a path finds no file, since only plain files of the folder are opened."""
    raw = _read(make_package(resources=[{"name": name, "path": f"{name}.csv"}]), log)
    assert {} == raw.tables
    assert "file-missing" == log.issues[0].code


def test_table_listed_twice_is_read_once(make_package: MakePackage, log: IssueLog) -> None:
    """The second entry is reported."""
    resources = [{"name": name, "path": f"{name}.csv"} for name in ("documents", "units", "units")]
    raw = _read(make_package(resources=resources), log)
    assert ["documents", "units"] == list(raw.tables)
    assert ["descriptor-invalid"] == _codes(log)


@pytest.mark.parametrize("resources", [None, {}, "units.csv", 3])
def test_resources_must_be_a_list(make_package: MakePackage, log: IssueLog, resources: object) -> None:
    """Without a list of resources nothing is read."""
    raw = _read(make_package(resources=resources), log)
    assert {} == raw.tables
    assert ["descriptor-invalid"] == _codes(log)


def test_content_sees_every_byte_and_name(make_package: MakePackage) -> None:
    """The digest changes with a byte, a name and a new file, and comes back with the old content."""
    folder = make_package()
    before = folder_content(folder)
    (folder / "notes.txt").write_text("a", encoding="utf-8")
    with_notes = folder_content(folder)
    (folder / "notes.txt").write_text("b", encoding="utf-8")
    changed = folder_content(folder)
    (folder / "notes.txt").rename(folder / "other.txt")
    renamed = folder_content(folder)
    (folder / "other.txt").unlink()
    assert 4 == len({before, with_notes, changed, renamed})
    assert before == folder_content(folder)


def test_content_sees_folders_in_the_folder(make_package: MakePackage) -> None:
    """A package has no folders; but while one is there, a change in it is a change."""
    folder = make_package()
    (folder / "deep" / "deeper").mkdir(parents=True)
    (folder / "deep" / "deeper" / "a.txt").write_text("a", encoding="utf-8")
    before = folder_content(folder)
    (folder / "deep" / "deeper" / "a.txt").write_text("b", encoding="utf-8")
    assert before != folder_content(folder)


def test_content_does_not_depend_on_where_the_folder_lies(
    make_package: MakePackage, tmp_path: Path, log: IssueLog
) -> None:
    """The same package elsewhere has the same digest, and reading gives that digest."""
    folder = make_package()
    (tmp_path / "elsewhere").mkdir()
    expected = _read(folder, log).content
    folder.rename(tmp_path / "elsewhere" / folder.name)
    assert expected == folder_content(tmp_path / "elsewhere" / folder.name)


def test_localities_are_the_folders(tmp_path: Path) -> None:
    """Folders, sorted; files, and names that begin with a dot or underscore, are no packages."""
    for name in ("999902-b", "999901-a", ".git", "_drafts"):
        (tmp_path / name).mkdir()
    (tmp_path / "README.md").write_text("x", encoding="utf-8")
    assert ["999901-a", "999902-b"] == find_localities(tmp_path)
    assert [] == find_localities(tmp_path / "nowhere")


def test_findings_know_the_line_of_the_file(make_package: MakePackage, examine) -> None:
    """A cell of two lines moves every line after it; the row that a spreadsheet counts stays."""
    folder = make_package({"registers": 'register_id,title,entries\na,"甲\n乙",1\nb,乙,x\n'})
    _, log = examine(folder)
    assert [(2, 2), (3, 4)] == [(issue.row, issue.line) for issue in log.issues]

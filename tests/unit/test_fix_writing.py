"""Writing what fix made: beside the file it came from, never over anything else, and if not, why not."""

from generator.fix import Written, fix_content, write_fixed
from tests.fixing import LINK_ROWS, LINKS, SCHEMAS, STAGE_ROWS, book

OPEN = "没有写入：先改好上面的问题。"
OTHER = "没有写入：同一文件夹里已有 task_indicators.csv。请先核对，移走或改名后再试。"
SEVERAL = "没有写入：这其实是有几张工作表的工作簿，覆盖它会丢掉别的表。请先把扩展名改成 .xlsx。"


def test_writing_replaces_only_the_file_itself(tmp_path):
    """Beside a workbook a CSV file appears; another file of the name stays, and says so."""
    path = tmp_path / "任务指标.xlsx"
    path.write_bytes(book({"a": LINK_ROWS}))
    results = fix_content(path.name, path.read_bytes(), SCHEMAS)
    (written,) = write_fixed(path, results)
    assert tmp_path / "task_indicators.csv" == written.target
    assert Written(results[0], written.target) == written
    assert LINKS == written.target.read_text(encoding="utf-8")
    written.target.write_text("别人的", encoding="utf-8")
    (again,) = write_fixed(path, results)
    assert (results[0], None, OTHER) == (again.fixed, again.target, str(again.reason))
    assert "别人的" == (tmp_path / "task_indicators.csv").read_text(encoding="utf-8")


def test_a_workbook_of_several_tables_is_not_replaced_by_one(tmp_path):
    path = tmp_path / "task_indicators.csv"
    content = book({"任务指标": LINK_ROWS, "milestones": STAGE_ROWS})
    path.write_bytes(content)
    first, second = write_fixed(path, fix_content(path.name, content, SCHEMAS))
    assert (None, SEVERAL) == (first.target, str(first.reason))
    assert tmp_path / "milestones.csv" == second.target
    assert content == path.read_bytes()


def test_a_hidden_sheet_is_not_lost_unseen(tmp_path):
    """A workbook that is called .csv is replaced only where nothing but the table is in it."""
    path = tmp_path / "task_indicators.csv"
    hide = lambda made: setattr(made["旧"], "sheet_state", "hidden")  # noqa: E731
    path.write_bytes(book({"任务指标": LINK_ROWS, "旧": [["甲"]]}, hide))
    (written,) = write_fixed(path, fix_content(path.name, path.read_bytes(), SCHEMAS))
    assert written.target is None
    path.write_bytes(book({"任务指标": LINK_ROWS, "Sheet2": []}))
    (written,) = write_fixed(path, fix_content(path.name, path.read_bytes(), SCHEMAS))
    assert LINKS == path.read_text(encoding="utf-8")


def test_nothing_is_written_for_a_clean_or_refused_file(tmp_path):
    for content, reason in ((LINKS.encode(), ""), (b"\0", OPEN), (b"", OPEN)):
        path = tmp_path / "task_indicators.csv"
        path.write_bytes(content)
        results = fix_content(path.name, content, SCHEMAS)
        (written,) = write_fixed(path, results)
        assert (results[0], None, reason) == (written.fixed, written.target, str(written.reason))
        assert content == path.read_bytes()
        assert [path] == list(tmp_path.iterdir())

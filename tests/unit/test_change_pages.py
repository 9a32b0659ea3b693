"""From three edits to what readers see: a page, entries of feeds, lines on the pages concerned, a version; and what
stands at the address of something that is gone.
"""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from generator.assess import assess_package
from generator.changes import Memory, Present, Snapshot, locality_history, next_version, snapshot_of, timelines
from generator.examine import examine_package
from generator.model import Package
from generator.obligations import public_obligations
from generator.pages import Page, locality_pages, portal_pages
from generator.pages.edition import Edition
from generator.pages.portal_views import Portal
from generator.pages.views import Views
from generator.schemas import load_schemas
from generator.settings import ROOT
from generator.standings import assess_reports
from generator.summaries import LocalitySummary, newest_changes, summarise
from generator.vocabulary import load_vocabulary
from tests.repositories import AUTHOR, MAIL, MESSAGE, Repository

AS_OF = date(2026, 11, 22)
SCHEMAS = ROOT / "schemas"
CHANGZHI, COMPLETE = "140400-changzhi", "999901-complete"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@dataclass(frozen=True)
class Made:
    """Everything made of one package and its history; pages by address."""

    views: Views
    pages: dict[str, Page]
    summary: LocalitySummary
    portal: dict[str, Page]

    def lines(self, address: str) -> list[str]:
        """The lines of a page's lists of changes, without markup."""
        page = self.pages.get(address) or self.portal[address]
        return [text_of(line) for line in page.body.splitlines() if line.startswith("<li>")]

    def entries(self, address: str) -> list[tuple[str, str, str]]:
        """Id, day and summary of the entries of the feed beside a page."""
        page = self.pages.get(address) or self.portal[address]
        root = etree.fromstring(page.files["feed.xml"].encode())
        return [
            tuple((row.findtext(f"a:{name}", namespaces=ATOM) or "") for name in ("id", "updated", "summary"))
            for row in root.iterfind("a:entry", ATOM)
        ]


def text_of(markup: str) -> str:
    return re.sub(r"<[^>]+>", "", markup).strip()


@pytest.fixture
def make(edition: Edition, tmp_path: Path) -> Callable[..., Made]:
    """Pages, summary and portal of a package in a repository."""
    vocabulary = load_vocabulary(SCHEMAS)
    public = replace(edition, site_url="https://example.gov.cn/fzzf/")

    def run(data: Path, place: str, made_for: Edition = public) -> Made:
        package, raw, log = examine_package(data / place, SCHEMAS)
        assert package is not None, [row for row in log.issues if row.severity == "error"]
        assert raw is not None
        timeline = timelines(data, [place])[place]
        present = Present(snapshot_of(package, raw), raw.content)
        history = locality_history(timeline, present, SCHEMAS, tmp_path / "notes.json", "program")
        memory = Memory(history, load_schemas(SCHEMAS))
        assessments = assess_package(package, AS_OF)
        standings = assess_reports(package, public_obligations(vocabulary), AS_OF)
        views = Views(package, assessments, standings, vocabulary, made_for, memory)
        summary = summarise(package, assessments, standings, log.issues, made_for.say)
        summary = replace(summary, changes=newest_changes(memory, vocabulary, made_for.say))
        kept = LocalitySummary.from_dict(summary.as_dict())
        portal = portal_pages(Portal([kept], {}, {}, load_schemas(SCHEMAS), vocabulary, made_for))
        pages = locality_pages(views, [], log.issues)
        assert len(pages) == len({page.address for page in pages})
        return Made(views, {page.address: page for page in pages}, kept, {page.address: page for page in portal})

    return run


@pytest.fixture
def changzhi(tmp_path: Path) -> Repository:
    """The package of Changzhi as it is, and in March with a result, a target and a due date changed."""
    made = Repository(tmp_path / "one")
    made.add(ROOT / "data" / CHANGZHI)
    made.commit("2026-01-05T10:00:00+08:00")
    result = "law-committee-coordination-groups-2019,law-committee-coordination-groups,,,own,2019,"
    made.edit(f"{CHANGZHI}/results.csv", f"{result}4,", f"{result}5,")
    made.edit(
        f"{CHANGZHI}/targets.csv", "credit-information-coverage,full,100,", "credit-information-coverage,full,98,"
    )
    made.edit(f"{CHANGZHI}/tasks.csv", "2017-12-31,own,must,2017年底前,第2项", "2018-06-30,own,must,2017年底前,第2项")
    made.commit("2026-03-01T10:00:00+08:00")
    return made


THREE = [
    "任务“完善行政审批平台建设和监管”的完成时限由2017年12月31日改为2018年6月30日",
    "目标值“市场主体信用信息归集覆盖率”（2019年12月31日）由100%改为98%",
    "结果“依法治市委员会下设协调小组数”（2019年）由4个更正为5个",
]


def test_three_edits_of_changzhi_are_told_exactly(changzhi, make):
    """Page, feeds, the pages of task and indicator, the portal and the version say just what was changed."""
    made = make(changzhi.data, CHANGZHI)
    changes = f"{CHANGZHI}/changes/"
    assert THREE == made.lines(changes)
    assert "## 2026年3月1日 {#2026-03-01}" in made.pages[changes].body
    assert "首次收录：17份文件、51个责任单位" in made.pages[changes].body
    address = f"https://example.gov.cn/fzzf/{changes}#"
    (newest, first) = made.entries(changes)
    assert (f"{address}2026-03-01", "2026-03-01T00:00:00+00:00", " ".join(f"{line}。" for line in THREE)) == newest
    assert f"{address}2026-01-05" == first[0]
    assert THREE == [row.words for row in made.summary.changes if not row.is_first]
    assert all(line in made.portal["changes/"].body for line in THREE)
    assert made.entries("changes/") == [newest, (first[0], first[1], first[2].replace("首次收录：", "收录"))]
    assert "最新变动" in made.portal[""].body
    assert f"2026年3月1日 {THREE[0]}" in made.lines(f"{CHANGZHI}/tasks/outline-2020-002/")
    assert f"2026年3月1日 {THREE[1]}" in made.lines(f"{CHANGZHI}/indicators/credit-information-coverage/")
    assert "{#changes}" not in made.pages[f"{CHANGZHI}/tasks/outline-2020-003/"].body
    (step,) = [step for step in made.views.changes.history.steps if step.changes]
    assert ("1.0.1", "patch") == (next_version("1.0.0", step.changes).version, next_version("1.0.0", step.changes).part)


def test_units_have_feeds_of_what_they_answer_for(changzhi, make):
    """Those with a part in the task hear of it; the others only that recording has begun."""
    made = make(changzhi.data, CHANGZHI)
    concerned = {row.unit_id for row in made.views.package.assignments_of_task["outline-2020-002"]}
    assert concerned
    for unit in made.views.package.units:
        entries = made.entries(f"{CHANGZHI}/units/{unit.unit_id}/")
        told = any(THREE[0] in summary for _, _, summary in entries)
        assert told == (unit.unit_id in concerned), unit
        assert entries[-1][0].endswith("#2026-01-05")


def test_lines_lead_to_the_page_that_shows_it(changzhi, make):
    body = make(changzhi.data, CHANGZHI).pages[f"{CHANGZHI}/changes/"].body
    for line, link in zip(
        THREE,
        (
            "../tasks/outline-2020-002/",
            "../tasks/outline-2020-014/",
            "../indicators/law-committee-coordination-groups/",
        ),
        strict=True,
    ):
        assert f'<a href="{link}">{line}</a>' in body


def test_without_an_address_there_are_no_feeds(changzhi, make, edition):
    made = make(changzhi.data, CHANGZHI, edition)
    assert not any("feed.xml" in page.files for page in (*made.pages.values(), *made.portal.values()))
    assert not any(page.meta.get("feed") for page in (*made.pages.values(), *made.portal.values()))
    assert THREE == made.lines(f"{CHANGZHI}/changes/")


def test_nobody_is_named(changzhi, make):
    """Who committed, and what was said of it, is nowhere."""
    made = make(changzhi.data, CHANGZHI)
    pages = (*made.pages.values(), *made.portal.values())
    written = "".join(f"{page.markdown()}{page.files}" for page in pages) + repr(made.summary)
    assert not any(word in written for word in (AUTHOR, MAIL, MESSAGE))


@pytest.fixture
def complete(tmp_path: Path) -> Repository:
    """The complete fixture, committed."""
    made = Repository(tmp_path / "two")
    made.add(ROOT / "tests" / "packages" / "complete" / COMPLETE)
    made.commit("2026-01-05T10:00:00+08:00")
    return made


def test_what_is_gone_leaves_a_tombstone(complete, make):
    """Its address says what it was, what it said last and when it went; it is in no list and no search."""
    complete.drop(f"{COMPLETE}/indicators.csv", "unused,")
    complete.commit("2026-03-01T10:00:00+08:00")
    made = make(complete.data, COMPLETE)
    page = made.pages[f"{COMPLETE}/indicators/unused/"]
    assert "没有用到的示例指标" == page.title
    assert "这项内容（指标）已于2026年3月1日从数据中删去" in page.body
    assert "<dt>计量单位</dt><dd>个</dd>" in page.body
    assert 'href="../../changes/#2026-03-01"' in page.body
    assert ("", "noindex") == (page.meta["kind"], page.meta["robots"])
    assert "unused" not in made.pages[f"{COMPLETE}/indicators/"].body
    assert '<a href="../indicators/unused/">' in made.pages[f"{COMPLETE}/changes/"].body


def test_the_tombstone_of_a_task_says_who_had_a_part_in_it(changzhi, make):
    descriptor = changzhi.data / CHANGZHI / "datapackage.json"
    described = json.loads(descriptor.read_text(encoding="utf-8"))
    described.pop("expects")
    descriptor.write_text(json.dumps(described), encoding="utf-8")
    for table in ("tasks", "assignments", "milestones"):
        changzhi.drop(f"{CHANGZHI}/{table}.csv", "outline-2020-121,")
    changzhi.commit("2026-04-01T10:00:00+08:00")
    made = make(changzhi.data, CHANGZHI)
    body = made.pages[f"{CHANGZHI}/tasks/outline-2020-121/"].body
    assert "<dt>任务分工</dt><dd>市委办公厅（分别负责）、市政府办公厅（分别负责）、市直各相关单位（配合）" in body
    told = ["删去任务“加强督查，务求实效”", "删去阶段节点“全面验收法治政府建设成果”"]
    assert told == made.lines(f"{CHANGZHI}/changes/")[:2]
    assert "分工删去" not in made.pages[f"{CHANGZHI}/changes/"].body


def rename(repository: Repository, old: str, new: str, moment: str) -> None:
    for table in ("indicators", "task_indicators", "targets", "results"):
        path = repository.data / COMPLETE / f"{table}.csv"
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(rf"(?<![\w-]){old}(?![\w-])", new, text), encoding="utf-8")
    repository.commit(moment)


def test_what_has_a_new_id_leads_there(complete, make):
    """Also after the second time, from either old address, and until something else has that id."""
    rename(complete, "lectures", "law-lectures", "2026-03-01T10:00:00+08:00")
    rename(complete, "law-lectures", "lectures-on-law", "2026-03-02T10:00:00+08:00")
    made = make(complete.data, COMPLETE)
    for old, new in (("lectures", "law-lectures"), ("law-lectures", "lectures-on-law")):
        page = made.pages[f"{COMPLETE}/indicators/{old}/"]
        assert (f"{COMPLETE}/indicators/{new}/", "noindex", "") == (
            page.meta["moved"],
            page.meta["robots"],
            page.meta["kind"],
        )
        assert f'href="../{new}/"' in page.body
    assert f"{COMPLETE}/indicators/lectures-on-law/" in made.pages
    rename(complete, "lectures-on-law", "lectures", "2026-03-03T10:00:00+08:00")
    again = make(complete.data, COMPLETE).pages
    assert "moved" not in again[f"{COMPLETE}/indicators/lectures/"].meta
    assert f"{COMPLETE}/indicators/lectures/" == again[f"{COMPLETE}/indicators/lectures-on-law/"].meta["moved"]


def test_what_was_renamed_and_then_removed_leads_to_the_tombstone(complete, make):
    complete.edit(f"{COMPLETE}/indicators.csv", "unused,", "not-used,")
    complete.commit("2026-03-01T10:00:00+08:00")
    complete.drop(f"{COMPLETE}/indicators.csv", "not-used,")
    complete.commit("2026-03-02T10:00:00+08:00")
    pages = make(complete.data, COMPLETE).pages
    assert f"{COMPLETE}/indicators/not-used/" == pages[f"{COMPLETE}/indicators/unused/"].meta["moved"]
    assert "已于2026年3月2日从数据中删去" in pages[f"{COMPLETE}/indicators/not-used/"].body


def test_what_came_back_has_its_page_again(complete, make):
    path = complete.data / COMPLETE / "indicators.csv"
    whole = path.read_bytes()
    complete.drop(f"{COMPLETE}/indicators.csv", "unused,")
    complete.commit("2026-03-01T10:00:00+08:00")
    path.write_bytes(whole)
    complete.commit("2026-03-02T10:00:00+08:00")
    assert "robots" not in make(complete.data, COMPLETE).pages[f"{COMPLETE}/indicators/unused/"].meta


def test_every_kind_of_record_with_a_page_leaves_one(complete, make):
    """Without its plan, reports and units a locality has them all as tombstones."""
    before = make(complete.data, COMPLETE)
    kept = ("documents", "units", "indicators")
    folder = complete.data / COMPLETE
    for path in folder.glob("*.csv"):
        if path.stem not in kept:
            path.unlink()
    shutil.rmtree(folder / "reports", ignore_errors=True)
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    descriptor.pop("expects", None)
    descriptor["resources"] = [row for row in descriptor["resources"] if row["name"] in kept]
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    complete.commit("2026-03-01T10:00:00+08:00")
    after = make(complete.data, COMPLETE)
    lists = {f"{COMPLETE}/{name}/" for name in ("tasks", "reports")}
    assert set(before.pages) - set(after.pages) <= lists
    assert {"plans", "tasks", "reports"} <= {
        address.split("/")[1] for address, page in after.pages.items() if page.meta.get("robots")
    }


def test_hostile_text_of_a_gone_record_stays_text(complete, make):
    """A cell is text, also where it is told of only because it is gone."""
    complete.edit(f"{COMPLETE}/indicators.csv", "没有用到的示例指标", "甲*乙* & [丙](丁)")
    complete.commit("2026-03-01T10:00:00+08:00")
    complete.drop(f"{COMPLETE}/indicators.csv", "unused,")
    complete.commit("2026-03-02T10:00:00+08:00")
    made = make(complete.data, COMPLETE)
    assert "删去指标“甲*乙* &amp; [丙](丁)”" in made.pages[f"{COMPLETE}/changes/"].body
    assert "# 甲&#42;乙&#42; &#38; &#91;丙&#93;" in made.pages[f"{COMPLETE}/indicators/unused/"].body


def test_a_package_without_history_says_so(tmp_path, make, edition):
    loose = tmp_path / "loose"
    Repository(tmp_path / "elsewhere").add(ROOT / "tests" / "packages" / "complete" / COMPLETE).parent.rename(loose)
    made = make(loose, COMPLETE)
    assert "这里没有这个数据包的版本记录" in made.pages[f"{COMPLETE}/changes/"].body
    assert "这里没有版本记录" in made.portal["changes/"].body
    assert "最新变动" not in made.portal[""].body
    assert () == made.summary.changes


def test_what_is_not_committed_is_shown_and_is_no_news(complete, make):
    complete.drop(f"{COMPLETE}/indicators.csv", "unused,")
    made = make(complete.data, COMPLETE)
    assert "## 还没有提交的改动 {#uncommitted}" in made.pages[f"{COMPLETE}/changes/"].body
    assert "已从数据中删去" in made.pages[f"{COMPLETE}/indicators/unused/"].body
    assert 1 == len(made.entries(f"{COMPLETE}/changes/"))
    assert [True] == [row.is_first for row in made.summary.changes]


def test_snapshots_know_the_columns(fixture_folder):
    package, raw, _ = examine_package(fixture_folder("minimal"), SCHEMAS)
    assert isinstance(package, Package)
    assert raw is not None
    snapshot = snapshot_of(package, raw)
    assert isinstance(snapshot, Snapshot)
    assert ("unit_id", "name", "kind", "is_collective") == snapshot.columns["units"]

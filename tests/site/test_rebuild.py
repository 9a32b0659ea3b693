"""Building again: only what changed, whatever is broken stays apart, and the old site survives a failure."""

import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from generator.build import build
from generator.errors import SiteError
from generator.pages import registers
from generator.publish import published_release
from generator.scan import PageScan, Scan, join_scans
from generator.search import index_pages
from tests.published import content_of, site_manifest
from tests.site.conftest import settings_for

COMPLETE, MINIMAL = "999901-complete", "999901-minimal"


@pytest.fixture
def built(small_site):
    """A small site that a test may rebuild, and what came of its first build."""
    return small_site


def states(outcome) -> dict[str, bool]:
    return {row.locality_id: row.was_built for row in outcome.localities}


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_nothing_changed_builds_nothing(built):
    """A second build of the same input writes nothing."""
    settings, first = built
    again = build(settings)
    assert {COMPLETE: True, MINIMAL: True} == states(first)
    assert {COMPLETE: False, MINIMAL: False} == states(again)
    assert again.is_unchanged


def test_one_cell_rebuilds_one_locality(built, small_data):
    """A changed cell rebuilds its locality alone, and its page shows it."""
    settings, _ = built
    edit(small_data / MINIMAL / "units.csv", "示例", "改名后的示例")
    again = build(settings)
    assert {COMPLETE: False, MINIMAL: True} == states(again)
    assert "改名后的示例" in (settings.output / MINIMAL / "units" / "index.html").read_text(encoding="utf-8")


def test_without_cache_bytes_are_the_same(built, tmp_path):
    """``--no-cache`` gives identical bytes, and so does another folder."""
    settings, _ = built
    before = site_manifest(settings.output)
    other = tmp_path / "other"
    (other / "a").mkdir(parents=True)
    elsewhere = replace(settings, output=other / "a" / "b", cache=tmp_path / "other-cache", use_cache=False)
    build(elsewhere)
    assert before == site_manifest(elsewhere.output)


def test_a_new_day_alone_rebuilds_nothing(built):
    """A day on which no status turns publishes nothing: the site keeps every byte, the day it was made for too."""
    settings, _ = built
    before = site_manifest(settings.output)
    again = build(replace(settings, as_of=date(2026, 11, 23)))
    assert {COMPLETE: False, MINIMAL: False} == states(again)
    assert again.is_unchanged
    assert ("2026-11-22", "2027-01-01") == (again.published_as_of, again.next_turning_day)
    assert before == site_manifest(settings.output)


def test_another_machine_on_a_later_day_makes_the_same_release(built, tmp_path):
    """With no cache and a day later, only the two files that name the day differ, and the release is the same one: so
    a machine that keeps nothing can ask the published site whether there is anything new.
    """
    settings, _ = built
    elsewhere = settings_for(settings.data, tmp_path / "other" / "www", workers=1)
    elsewhere.output.parent.mkdir(parents=True)
    build(replace(elsewhere, as_of=date(2026, 12, 31)))
    here, there = content_of(settings.output), content_of(elsewhere.output)
    assert {"as-of.json", "build.json"} == {name for name in {*here, *there} if here.get(name) != there.get(name)}
    assert published_release(settings.output) == published_release(elsewhere.output)


def test_a_passing_deadline_changes_the_pages_concerned(built):
    """The third quarter of 2023 ends, and with it the time for one task: its own page is another, and every page that
    shows its status (the plan, the lists, its units, the tasks beside it, the overview, the portal's counts) or tells
    that it turned. No page of the other locality is, nor any other.
    """
    settings, _ = built
    build(replace(settings, as_of=date(2023, 9, 30)))
    before = content_of(settings.output)
    turned = build(replace(settings, as_of=date(2023, 10, 1)))
    after = content_of(settings.output)
    assert {COMPLETE: True, MINIMAL: False} == states(turned)
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    shown = (
        "changes",
        "indicators/training-hours",
        "plans/law-2025",
        "tasks",
        "units/jiedao",
        "units/kaifaqu",
        "units/zhifabumen",
    )
    tasks = tuple(f"tasks/law-2025-{number}" for number in ("004", "005", "006", "007"))
    concerned = {
        "index.html",
        "changes/index.html",
        f"{COMPLETE}/index.html",
        *(f"{COMPLETE}/{page}/index.html" for page in (*shown, *tasks)),
    }
    assert concerned == {name for name in changed if name.endswith(".html")}
    page = (settings.output / COMPLETE / "tasks" / "law-2025-004" / "index.html").read_text(encoding="utf-8")
    assert "到期" in page
    assert {"as_of": "2023-10-01", "next_turning_day": "2024-01-01"} == json.loads(
        (settings.output / "as-of.json").read_text(encoding="utf-8")
    )


def test_when_a_turning_day_comes_the_site_says_how_long_it_holds_now(built, monkeypatch):
    """A status may turn on a turning day and need not. The pages stay; what they say they hold until does not."""
    settings, _ = built
    before = content_of(settings.output)
    days = [date(2026, 11, 23), date(2027, 3, 3)]
    monkeypatch.setattr("generator.cache.Shelf.next_turning_day", lambda *_: next(coming))
    coming = iter([days[0].isoformat()] * 2)
    assert not build(settings).is_unchanged
    coming = iter([days[1].isoformat()] * 2)
    assert not build(replace(settings, as_of=days[0])).is_unchanged
    after = content_of(settings.output)
    assert {"as-of.json", "build.json"} == {name for name in after if before.get(name) != after[name]}


def test_a_turning_day_rebuilds(built):
    """A day before a due date of the fixture makes other pages than a day after it."""
    settings, _ = built
    again = build(replace(settings, as_of=date(2023, 1, 2)))
    assert states(again)[COMPLETE]


def test_a_time_limit_that_passes_is_news_without_any_commit(small_data, tmp_path):
    """The day after it rebuilds the locality and makes entries of feeds; built again, that day publishes nothing; and
    a year later the entries are gone, from the cache or not.
    """
    place = tmp_path / "www"
    (place / "a").mkdir(parents=True)
    settings = settings_for(small_data, place, workers=1, site_url="https://example.gov.cn/")
    feeds = [settings.output / address / "feed.xml" for address in (f"{COMPLETE}/changes", "changes")]
    told = []
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2), date(2027, 1, 1)):
        outcome = build(replace(settings, as_of=day))
        told.append((states(outcome)[COMPLETE], *("#2026-01-01-turned<" in text_of(feed) for feed in feeds)))
        assert build(replace(settings, as_of=day)).is_unchanged
    assert [(True, False, False), (True, True, True), (False, True, True), (True, False, False)] == told
    assert "obligations/2026/#annual-report-2026-due" in text_of(settings.output / "obligations" / "obligations.xml")


def text_of(path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def test_a_damaged_cache_entry_is_a_miss(built):
    """A changed byte in the cache is noticed and built anew."""
    settings, _ = built
    page = next((settings.cache / "localities" / MINIMAL).glob(f"*/tree/{MINIMAL}/index.html"))
    page.unlink()
    page.write_text("damaged", encoding="utf-8")
    again = build(settings)
    assert {COMPLETE: False, MINIMAL: True} == states(again)


def test_damage_that_no_time_tells_of_is_built_again(built, tmp_path):
    """A byte that a disk turned, with size and time as before: it is found when it is to be published, and never is."""
    settings, _ = built
    before = site_manifest(settings.output)
    page = next((settings.cache / "localities" / MINIMAL).rglob("units/index.html"))
    times, text = page.stat(), page.read_bytes()
    page.write_bytes(text.replace(b"<h1", b"<h2", 1))
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))
    elsewhere = replace(settings, output=tmp_path / "elsewhere")
    again = build(elsewhere)
    assert {COMPLETE: False, MINIMAL: True} == states(again)
    assert before == site_manifest(elsewhere.output)


def test_a_broken_locality_keeps_its_pages_and_stops_nobody(built, small_data):
    """A locality whose data breaks keeps its last good pages; the other's change is published."""
    settings, _ = built
    before = (settings.output / MINIMAL / "index.html").read_bytes()
    edit(small_data / MINIMAL / "units.csv", "government", "<script>alert(1)</script>")
    edit(small_data / COMPLETE / "datapackage.json", '"version": "1.0.0"', '"version": "1.0.1"')
    again = build(settings)
    assert again.has_errors
    assert {COMPLETE: True, MINIMAL: False} == states(again)
    assert before == (settings.output / MINIMAL / "index.html").read_bytes()
    assert "alert(1)" not in (settings.output / "localities" / "index.html").read_text(encoding="utf-8")


def test_a_broken_locality_without_pages_gets_a_notice(small_data, tmp_path):
    """A locality that never had pages gets a notice that says so."""
    (small_data / MINIMAL / "units.csv").unlink()
    place = tmp_path / "www"
    (place / "a").mkdir(parents=True)
    settings = settings_for(small_data, place, workers=1)
    outcome = build(settings)
    assert outcome.has_errors
    assert "处错误" in (settings.output / MINIMAL / "index.html").read_text(encoding="utf-8")
    assert (settings.output / COMPLETE / "index.html").exists()


def test_pages_that_must_not_be_published_stay_away(built, small_data, monkeypatch):
    """Where the scan finds a fault, the locality keeps its last good pages, and the others are published."""
    settings, _ = built
    before = (settings.output / MINIMAL / "index.html").read_bytes()
    for name in (MINIMAL, COMPLETE):
        edit(small_data / name / "datapackage.json", '"version": "1.0.0"', '"version": "1.0.1"')

    def joined(pages: Iterable[PageScan], files: set[str], own: list[str], known: frozenset[str]) -> Scan:
        whole = join_scans(pages, files, own, known)
        return replace(whole, faults=("index.html has a script",)) if f"{MINIMAL}/" in own else whole

    monkeypatch.setattr("generator.build.finished.join_scans", joined)
    again = build(replace(settings, workers=1))
    assert {MINIMAL} == set(again.faults)
    assert "index.html has a script" in again.faults[MINIMAL]
    assert not again.has_errors
    assert {COMPLETE: True, MINIMAL: False} == states(again)
    assert before == (settings.output / MINIMAL / "index.html").read_bytes()
    assert "因程序出错" in (settings.output / "localities" / "index.html").read_text(encoding="utf-8")


def test_a_foreign_folder_is_not_overwritten(small_data, tmp_path):
    """An output folder that is no site of ours is refused and left as it is."""
    place = tmp_path / "www"
    settings = settings_for(small_data, place, workers=1)
    settings.output.mkdir(parents=True)
    (settings.output / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SiteError, match="no site of ours"):
        build(settings)
    assert "mine" == (settings.output / "thesis.txt").read_text(encoding="utf-8")


def test_a_locality_that_cannot_be_built_keeps_its_old_pages(built, small_data, monkeypatch):
    """When a build fails in the middle of one locality, readers have its old pages, and are told; it is named."""
    settings, _ = built
    before = content_of(settings.output)
    edit(small_data / MINIMAL / "units.csv", "示例", "改名后的示例")

    def fail(*_args, **_options):
        raise SiteError("search index failed")

    monkeypatch.setattr("generator.build.finished.index_pages", fail)
    assert {MINIMAL: "search index failed"} == build(settings).faults
    after = content_of(settings.output)
    assert {"localities/index.html", "build.json"} == {name for name, value in after.items() if before[name] != value}
    assert before.keys() == after.keys()
    assert "因程序出错" in (settings.output / "localities" / "index.html").read_text(encoding="utf-8")


def test_a_failed_build_leaves_the_old_site(built, small_data, monkeypatch):
    """When no locality can be built at all, nothing is published."""
    settings, _ = built
    before = site_manifest(settings.output)

    def fail(*_args, **_options):
        raise SiteError("search index failed")

    monkeypatch.setattr("generator.build.finished.index_pages", fail)
    with pytest.raises(SiteError, match="no locality could be built"):
        build(replace(settings, use_cache=False))
    assert before == site_manifest(settings.output)


def test_a_locality_that_was_never_built_has_a_notice(small_data, tmp_path, monkeypatch):
    """The program is at fault, and the page says so instead of blaming the data."""
    whole = index_pages

    def fail(pages, tree, work):
        if tree.name == MINIMAL:
            raise SiteError("search index failed")
        whole(pages, tree, work)

    monkeypatch.setattr("generator.build.finished.index_pages", fail)
    settings = settings_for(small_data, tmp_path / "www", workers=1)
    settings.output.parent.mkdir(parents=True)
    assert {MINIMAL: "search index failed"} == build(settings).faults
    notice = (settings.output / MINIMAL / "index.html").read_text(encoding="utf-8")
    assert "这一次没有做成" in notice
    assert "处错误" not in notice
    assert (settings.output / COMPLETE / "index.html").exists()


def test_two_workers_build_the_same(small_data, tmp_path, built):
    """A pool of processes gives the bytes that one process gives."""
    settings, _ = built
    place = tmp_path / "pool"
    (place / "a").mkdir(parents=True)
    other = settings_for(small_data, place, workers=2)
    build(other)
    assert site_manifest(settings.output) == site_manifest(other.output)
    assert [COMPLETE, MINIMAL] == json.loads((other.output / "build.json").read_text())["localities"]
    shutil.rmtree(place)


def test_a_list_that_grows_old_rebuilds_its_locality(small_data, tmp_path, monkeypatch):
    """On the day after its interval the page says something else, so the locality is built then and no sooner."""
    kinds = registers.register_kinds

    def with_renewal(vocabulary):
        return {code: replace(kind, renewal="P1Y") for code, kind in kinds(vocabulary).items()}

    monkeypatch.setattr(registers, "register_kinds", with_renewal)
    place = tmp_path / "www"
    (place / "a").mkdir(parents=True)
    settings = settings_for(small_data, place, workers=1)
    said = []
    for day in (date(2025, 2, 27), date(2025, 2, 28), date(2025, 3, 1)):
        outcome = build(replace(settings, as_of=day))
        text = (settings.output / COMPLETE / "registers" / "index.html").read_text(encoding="utf-8")
        said.append((states(outcome)[COMPLETE], "最迟应在2025年2月28日更新；那次更新本站没有收录" in text))
    assert [(True, False), (False, False), (True, True)] == said

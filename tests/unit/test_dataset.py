"""What pages tell programs of themselves (schema.org), read as a harvester reads it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import extruct
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from generator.assess import assess_package
from generator.examine import examine_package
from generator.exports import Download, ExportJob, export_package
from generator.model import Licence, Package
from generator.obligations import public_obligations
from generator.pages import Page, locality_pages, portal_pages
from generator.pages.dataset import linked_text
from generator.pages.escape import markdown_text
from generator.pages.portal_views import Portal
from generator.pages.views import Views
from generator.schemas import load_schemas
from generator.settings import ROOT
from generator.site import linked_data
from generator.standings import assess_reports
from generator.summaries import summarise
from generator.vocabulary import load_vocabulary

AS_OF = date(2026, 11, 22)
URL = "https://www.example.gov.cn/gongkai/"
PLACE = "999901-complete"
DATASET = f"{URL}{PLACE}/data/#dataset"


@pytest.fixture(scope="module")
def downloads(fixture_folder) -> list[Download]:
    """The files of the complete package."""
    _, raw, log = examine_package(fixture_folder("complete"), ROOT / "schemas")
    assert raw is not None
    return export_package(ExportJob(raw, load_schemas(ROOT / "schemas"), log.issues))


@pytest.fixture(scope="module")
def make(load_fixture, edition, downloads) -> Callable[..., dict[str, Page]]:
    """Pages of a locality and the portal by address."""
    vocabulary = load_vocabulary(ROOT / "schemas")

    def run(package: Package | None = None, url: str = URL) -> dict[str, Page]:
        package = package or load_fixture("complete")
        public = replace(edition, site_url=url)
        assessments = assess_package(package, AS_OF)
        standings = assess_reports(package, public_obligations(vocabulary), AS_OF)
        views = Views(package, assessments, standings, vocabulary, public)
        summary = summarise(package, assessments, standings, (), public.say)
        portal = Portal([summary], {}, {}, load_schemas(ROOT / "schemas"), vocabulary, public)
        return {page.address: page for page in (*locality_pages(views, downloads, ()), *portal_pages(portal))}

    return run


def told(page: Page) -> dict[str, Any]:
    """What a harvester reads: the front matter through MkDocs and the theme into a head."""
    _, meta = get_data(page.markdown())
    head = f'<html><head><script type="application/ld+json">{linked_data(meta["linked"])}</script></head></html>'
    (record,) = extruct.extract(head, syntaxes=["json-ld"])["json-ld"]
    return record


@pytest.mark.parametrize("address", [f"{PLACE}/", f"{PLACE}/data/"])
def test_overview_and_data_page_tell_of_the_dataset(make, load_fixture, downloads, address):
    """Who, what, where, when, under which licence, and every file with size and checksum."""
    package, record = load_fixture("complete"), told(make()[address])
    assert ("https://schema.org", "Dataset", DATASET) == tuple(record[key] for key in ("@context", "@type", "@id"))
    assert package.title == record["name"]
    assert len(record["description"]) >= 50
    assert (PLACE, "1.0.0", True) == tuple(record[key] for key in ("identifier", "version", "isAccessibleForFree"))
    assert f"{URL}{PLACE}/data/" == record["url"]
    assert "https://creativecommons.org/licenses/by/4.0/deed.zh-hans" == record["license"]
    assert ("示例市", "999901") == (record["spatialCoverage"]["name"], record["spatialCoverage"]["identifier"]["value"])
    assert (
        max(row.published_date for row in package.documents if row.published_date).isoformat()
        == (record["dateModified"])
    )
    assert [row.name for row in package.indicators] == [row["name"] for row in record["variableMeasured"]]
    units = {row.name: row.unit_of_measure for row in package.indicators}
    assert all(units[row["name"]] == row.get("unitText", "") for row in record["variableMeasured"])
    files = {item.name: item for item in downloads}
    assert {"datapackage.json", f"{PLACE}.zip", "results.csv"} < {row["name"] for row in record["distribution"]}
    for row in record["distribution"]:
        item = files[row["name"]]
        assert (f"{URL}{PLACE}/data/{item.name}", item.media_type, f"{item.size} B", item.sha256) == (
            tuple(row[key] for key in ("contentUrl", "encodingFormat", "contentSize", "sha256"))
        )


def test_the_time_covered_is_that_of_the_data(make, load_fixture):
    """From the first day of a plan or period to the last; nothing where nothing is known."""
    first, last = told(make()[f"{PLACE}/data/"])["temporalCoverage"].split("/")
    starts = [row.start_date.isoformat() for row in load_fixture("complete").plans if row.start_date]
    assert date.fromisoformat(first).isoformat() <= min(starts)
    assert date.fromisoformat(last) > date.fromisoformat(first)
    bare = replace(load_fixture("complete"), plans=(), tasks=(), results=(), reports=(), progress=(), targets=())
    bare = replace(bare, problems=(), next_steps=(), report_sections=(), milestones=(), assignments=(), registers=())
    bare = replace(bare, sections=(), task_indicators=())
    assert "temporalCoverage" not in told(make(bare)[f"{PLACE}/data/"])


def test_other_pages_are_part_of_the_dataset(make):
    """Tasks, indicators and every other page of the locality name themselves and the dataset."""
    pages = [page for address, page in make().items() if address.startswith(f"{PLACE}/")]
    others = [page for page in pages if page.address not in {f"{PLACE}/", f"{PLACE}/data/"}]
    assert len(others) > 50
    for page in others:
        record = told(page)
        assert ("WebPage", URL + page.address, DATASET) == (
            record["@type"],
            record["url"],
            record["isPartOf"]["@id"],
        )


def test_the_portal_has_a_catalogue(make):
    """Every dataset by the name that it has on its own page."""
    record = told(make()["data/"])
    assert ("DataCatalog", f"{URL}data/#catalogue") == (record["@type"], record["@id"])
    assert [DATASET] == [row["@id"] for row in record["dataset"]]


def test_a_licence_is_never_assumed(make, load_fixture):
    """A package that declares none has none in any record, and its page says so in words."""
    pages = make(replace(load_fixture("complete"), licences=()))
    assert "license" not in told(pages[f"{PLACE}/data/"])
    assert "license" not in told(pages["data/"])["dataset"][0]
    assert "未声明许可" in pages[f"{PLACE}/data/"].body
    assert "未声明许可" in pages["data/"].body
    assert "未声明许可" not in make()[f"{PLACE}/data/"].body


def test_a_licence_without_address_is_named(make, load_fixture):
    """A licence that has only a name stands there by its name."""
    pages = make(replace(load_fixture("complete"), licences=(Licence("other-open", "自定许可"),)))
    assert {"@type": "CreativeWork", "name": "自定许可"} == told(pages[f"{PLACE}/data/"])["license"]


def test_without_an_address_pages_tell_nothing(make):
    """Records stand on full addresses."""
    assert not [page.address for page in make(url="").values() if "linked" in page.meta]


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>",
    '"}, "@type": "x',
    "&quot;&lt;/script&gt;",
    "\\u003c",
]


@given(st.one_of(st.sampled_from(HOSTILE), st.text()))
def test_no_text_leaves_the_script(text):
    """Whatever a title holds, the record in the page is the record, and no mark of HTML stands in the script."""
    record = {"name": text, "@id": "x"}
    shown = str(linked_data(markdown_text(linked_text(record))))
    assert not set("<>&") & set(shown)
    seen = json.loads(shown)["name"]
    assert " ".join(json.loads(linked_text(record))["name"].split()) == " ".join(seen.split())

"""What a finished site tells programs of itself: catalogue, sitemaps, records in the heads of pages, llms.txt; and how
readers take a citation away.
"""

import hashlib
import io
import json
import re
import shutil
import zipfile
from pathlib import Path
from urllib.request import urlopen

import extruct
import pytest
from lxml import etree, html
from rdflib import DCAT, DCTERMS, RDF, Graph, Namespace

from generator.build import build
from tests.published import find, site_manifest
from tests.site.conftest import settings_for
from tests.site.serving import served

# One process builds the site that they all read.
pytestmark = pytest.mark.xdist_group("descriptions")
URL = "https://www.example.gov.cn/gongkai/"
PLACE, BARE = "999901-complete", "999901-minimal"
SPDX = Namespace("http://spdx.org/rdf/terms#")
SITEMAPS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def described(tmp_path_factory, root) -> Path:
    """Two fixture packages, of which one declares no licence, in Chinese and English at a known address."""
    place = tmp_path_factory.mktemp("described")
    for name in ("complete", "minimal"):
        shutil.copytree(root / "tests" / "packages" / name / f"999901-{name}", place / "data" / f"999901-{name}")
    path = place / "data" / BARE / "datapackage.json"
    own = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**own, "licenses": [{"name": "notspecified"}]}), encoding="utf-8")
    (place / "www" / "a").mkdir(parents=True)
    settings = settings_for(place / "data", place / "www", site_url=URL, languages=("en",))
    build(settings)
    return settings.output


def records(site: Path, address: str) -> list[dict]:
    """What a harvester reads of a page that is served."""
    with served(site) as url, urlopen(f"{url}{address}") as answer:
        return extruct.extract(answer.read().decode(), syntaxes=["json-ld"])["json-ld"]


def locations(path: Path) -> list[str]:
    return [node.text for node in etree.parse(str(path)).iterfind(".//s:loc", SITEMAPS)]


def test_every_file_of_the_catalogue_is_there(described):
    """Each download stands where the catalogue says, of the size and with the checksum that it says."""
    graph = Graph().parse(described / "data" / "catalogue.ttl")
    files = list(graph.subjects(RDF.type, DCAT.Distribution))
    assert len(files) > 40
    for node in files:
        address = str(graph.value(node, DCAT.downloadURL))
        assert address.startswith(URL)
        content = (described / address.removeprefix(URL)).read_bytes()
        assert len(content) == graph.value(node, DCAT.byteSize).toPython()
        checksum = graph.value(graph.value(node, SPDX.checksum), SPDX.checksumValue)
        assert hashlib.sha256(content).hexdigest() == str(checksum)
    linked = Graph().parse(described / "data" / "catalogue.jsonld", format="json-ld")
    assert len(graph) == len(linked)


def test_the_catalogue_leads_to_pages(described):
    """Every dataset has a page, and the data page leads to the catalogue in both forms, in both languages."""
    graph = Graph().parse(described / "data" / "catalogue.ttl")
    pages = {str(page) for page in graph.objects(None, DCAT.landingPage)}
    assert 3 == len(pages)
    for page in pages:
        assert (described / page.removeprefix(URL).partition("#")[0] / "index.html").is_file()
    for folder in ("", "en/"):
        place = described / folder / "data"
        links = html.parse(str(place / "index.html")).xpath("//a[contains(@href, 'catalogue.')]/@href")
        assert 2 == len(links)
        assert all((place / link).is_file() for link in links)


def test_pages_name_each_other_in_their_records(described):
    """Pages are parts of a Dataset that is described on the page where its name leads."""
    (catalogue,) = records(described, "data/")
    assert "DataCatalog" == catalogue["@type"]
    task = next(described.glob(f"{PLACE}/tasks/*/index.html")).parent.relative_to(described).as_posix()
    for folder in ("", "en/"):
        (dataset,) = records(described, f"{folder}{PLACE}/data/")
        assert dataset["@id"] in [row["@id"] for row in catalogue["dataset"]]
        assert dataset["url"] == f"{URL}{folder}{PLACE}/data/"
        (page,) = records(described, f"{folder}{task}/")
        assert dataset["@id"] == page["isPartOf"]["@id"]
        for row in dataset["distribution"]:
            assert (described / row["contentUrl"].removeprefix(URL)).is_file()


def test_where_no_licence_is_declared_that_is_said(described):
    """On the page, at its foot, in the archive and in the catalogue; no licence is put in its place."""
    (record,) = records(described, f"{BARE}/data/")
    assert "license" not in record
    page = html.parse(str(described / BARE / "data" / "index.html")).getroot()
    assert "未声明许可" in page.xpath("//main")[0].text_content()
    foot = page.xpath("//footer")[0].text_content()
    assert "未声明许可" in foot
    assert "CC BY" not in foot
    with zipfile.ZipFile(io.BytesIO((described / BARE / "data" / f"{BARE}.zip").read_bytes())) as archive:
        assert "许可（整理与摘要）：未声明许可" in archive.read("README.md").decode()
    published = json.loads((described / BARE / "data" / "datapackage.json").read_text(encoding="utf-8"))
    assert [{"name": "notspecified"}] == published["licenses"]
    graph = Graph().parse(described / "data" / "catalogue.ttl")
    of_bare = [node for node in graph.subjects(DCAT.downloadURL) if f"/{BARE}/" in node]
    assert not [node for node in of_bare if graph.value(node, DCTERMS.license)]
    assert "CC BY" in html.parse(str(described / PLACE / "index.html")).xpath("//footer")[0].text_content()


def test_packages_name_their_home(described):
    """The published descriptor leads to the locality's page."""
    published = json.loads((described / PLACE / "data" / "datapackage.json").read_text(encoding="utf-8"))
    assert f"{URL}{PLACE}/" == published["homepage"]
    assert "created" not in published


def test_sitemaps_name_every_page_once(described):
    """From the one index to the sitemaps of all sites and editions, and to every page there is."""
    named = []
    for sitemap in locations(described / "sitemap.xml"):
        named += locations(described / sitemap.removeprefix(URL))
    pages = [path.parent.relative_to(described).as_posix() for path in find(described, "index.html")]
    assert sorted(named) == sorted(URL if page == "." else f"{URL}{page}/" for page in pages)
    assert len(locations(described / "sitemap.xml")) == 6
    assert {"sitemap.xml", "sitemap-portal.xml"} == {path.name for path in find(described, "*sitemap*")}


def test_programs_find_the_way_in(described):
    """robots.txt names the sitemap; every link of llms.txt leads to a file or page that is there."""
    assert f"Sitemap: {URL}sitemap.xml" in (described / "robots.txt").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", (described / "llms.txt").read_text(encoding="utf-8"))
    assert len(links) > 10
    for link in links:
        path = described / link.removeprefix(URL).partition("#")[0]
        assert path.is_file() or (path / "index.html").is_file(), link
    assert not (described / "en" / "llms.txt").exists()


def test_without_an_address_nothing_that_needs_it_is_there(fixture_site):
    """No sitemap, no catalogue, no records; llms.txt leads on from where it stands."""
    site = fixture_site.folder
    assert [] == find(site, "*sitemap*")
    assert [] == list(site.glob("data/catalogue.*"))
    assert "Sitemap" not in (site / "robots.txt").read_text(encoding="utf-8")
    for address in ("", "data/", f"{PLACE}/", f"{PLACE}/data/"):
        assert not html.parse(str(site / address / "index.html")).xpath("//script[@type='application/ld+json']")
    for link in re.findall(r"\]\(([^)]+)\)", (site / "llms.txt").read_text(encoding="utf-8")):
        path = site / link.partition("#")[0]
        assert path.is_file() or (path / "index.html").is_file(), link


def test_two_builds_give_the_same_bytes(described, tmp_path):
    """Nothing of it depends on when or where the site was built."""
    (tmp_path / "www" / "a").mkdir(parents=True)
    data = described.parents[2] / "data"
    settings = settings_for(data, tmp_path / "www", site_url=URL, languages=("en",))
    build(settings)
    assert site_manifest(described) == site_manifest(settings.output)


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 375])
def test_a_reader_takes_each_citation_away(described, open_page, width):
    """Three buttons copy three citations, with the day on which the reader looked at the page."""
    watched = open_page(width)
    reader = watched.page
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    task = next(described.glob(f"{PLACE}/tasks/*/index.html")).parent.relative_to(described).as_posix()
    with served(described) as url:
        reader.goto(f"{url}{task}/")
        reader.click("#cite summary")
        copied = []
        for button in reader.locator("#cite button").all():
            button.click()
            reader.wait_for_selector(".gk-told span")
            copied.append(reader.evaluate("navigator.clipboard.readText()"))
        wide = reader.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert wide
    national, american, bibtex = copied
    assert re.search(r"\(\d{4}-\d\d-\d\d\)\[\d{4}-\d\d-\d\d\]\. " + re.escape(f"{URL}{task}/"), national)
    assert re.search(r"\(\d{4}\)\. .+ \(Version 1\.0\.0\) \[Data set\]\. " + re.escape(URL), american)
    assert re.search(r"\n  urldate = \{\d{4}-\d\d-\d\d\},\n\}$", bibtex)
    assert [] == watched.faults

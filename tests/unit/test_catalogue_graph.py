"""The catalogue as DCAT-AP 3: it conforms to the shapes, says no licence that nobody stated, and is always the same."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, RDFS, BNode, Graph, URIRef

from generator.exports import Listing
from generator.language import CHINESE
from generator.model import Licence, Locality
from generator.pages.catalogue_graph import JSON_LD, TURTLE, catalogue_files, catalogue_graph
from generator.pages.edition import Edition
from generator.publisher import Publisher
from generator.sentences import sentence
from generator.settings import ROOT
from generator.summaries import LocalitySummary, NewDocument

SHAPES = ROOT.parent / "shared" / "standards" / "dcat-ap-3.0.0-shapes.ttl"
URL = "https://www.example.gov.cn/gongkai/"
PUBLIC = Edition(CHINESE, (CHINESE,), Publisher(), site_url=URL)
CC = Licence("CC-BY-4.0", "知识共享", "https://creativecommons.org/licenses/by/4.0/")
FILES = [
    Listing("datapackage.json", "Data Package", sentence("数据包说明"), 12, "ab" * 32, media_type="application/json"),
    Listing("results.csv", "CSV", sentence("结果"), 0, "cd" * 32, 3, "results", "text/csv"),
    Listing("results.parquet", "Parquet", sentence("结果"), 5, "ef" * 32, 3, "results", "application/x"),
    Listing("SHA256SUMS", "SHA-256", sentence("校验值"), 5, "01" * 32, media_type="text/plain"),
]


def summary(name: str = "999901-a", **changes) -> LocalitySummary:
    row = LocalitySummary(
        Locality(name, name[:6], "示例市", "示例", "county"),
        "示例市的数据",
        "1.0.0",
        newest=(NewDocument("x", "plan", "2023-03-31", "printed", ""),),
        licences=(CC,),
        first_day="2016-01-01",
        last_day="2023-12-31",
    )
    return replace(row, **changes)


def files_of(*rows: LocalitySummary) -> dict[str, str]:
    return catalogue_files(PUBLIC, rows, {row.locality.locality_id: FILES for row in rows}, FILES)


def graph_of(*rows: LocalitySummary) -> Graph:
    return Graph().parse(data=files_of(*rows)[TURTLE], format="turtle")


def said(graph: Graph) -> set[tuple[object, ...]]:
    """Statements by their values: 12 and 12.0 are one number."""
    return {(one, what, other.toPython(), getattr(other, "language", None)) for one, what, other in graph}


MIXED = (
    summary(),
    summary("999902-b", licences=()),
    summary("999903-c", licences=(CC, Licence("other-open")), newest=(), first_day="", last_day=""),
    summary("999904-d", licences=(Licence("other open/#1"),), first_day=""),
)


@pytest.mark.skipif(
    not SHAPES.is_file(), reason="the SHACL shapes of DCAT-AP 3.0.0 are not at hand (shared/standards/)"
)
@pytest.mark.parametrize("name", [TURTLE, JSON_LD])
def test_it_conforms_to_the_shapes(name):
    """The published shapes of DCAT-AP 3.0.0 find nothing to complain of, in either form."""
    graph = Graph().parse(data=files_of(*MIXED)[name], format="turtle" if name == TURTLE else "json-ld")
    conforms, _, report = validate(graph, shacl_graph=Graph().parse(SHAPES))
    assert conforms, report


def test_both_forms_say_the_same():
    """Turtle and JSON-LD hold the same statements, and no node without a name."""
    files = files_of(*MIXED)
    turtle = Graph().parse(data=files[TURTLE], format="turtle")
    assert said(turtle) == said(Graph().parse(data=files[JSON_LD], format="json-ld"))
    assert not [node for row in turtle for node in row if isinstance(node, BNode)]


def test_every_package_has_its_files():
    """A dataset for each locality and one for all; the files in plain formats, where they stand."""
    graph = graph_of(*MIXED)
    assert 5 == len(set(graph.subjects(RDF.type, DCAT.Dataset)))
    found = {str(link) for link in graph.objects(None, DCAT.downloadURL)}
    places = [f"{row.locality.locality_id}/data/" for row in MIXED] + ["data/all/"]
    assert {f"{URL}{place}{name}" for place in places for name in ("datapackage.json", "results.csv")} == found


def test_a_licence_is_never_assumed():
    """What one package states is its own; of one that states none, the words for that."""
    graph = graph_of(summary(), summary("999902-b", licences=()))

    def conditions(place: str) -> tuple[set[str], set[str]]:
        node = URIRef(f"{URL}{place}data/datapackage.json#distribution")
        rights = {str(graph.value(item, RDFS.label)) for item in graph.objects(node, DCTERMS.rights)}
        return {str(item) for item in graph.objects(node, DCTERMS.license)}, rights

    assert ({CC.path}, set()) == conditions("999901-a/")
    assert (set(), {"未声明许可"}) == conditions("999902-b/")
    all_files = URIRef(f"{URL}data/all/datapackage.json#distribution")
    assert graph.value(all_files, DCTERMS.license) is None
    (rights,) = graph.objects(all_files, DCTERMS.rights)
    assert "未声明许可" in str(graph.value(rights, RDFS.label))


def test_the_order_of_what_comes_in_does_not_matter():
    """The same bytes, however the localities and files come."""
    turned = catalogue_files(
        PUBLIC, MIXED[::-1], {row.locality.locality_id: FILES[::-1] for row in MIXED[::-1]}, FILES[::-1]
    )
    assert files_of(*MIXED) == turned


def test_without_an_address_there_is_no_catalogue(edition):
    """Names of nodes are full addresses."""
    assert {} == catalogue_files(edition, [summary()], {}, FILES)


HOSTILE = [
    '"""@en . <x> a <y>',
    "\\",
    "<script>alert(1)</script>",
    '" .\n<a> <b> <c> .',
    "{}",
    "a'''b",
    "\u202ex\u0002",
]


@given(st.one_of(st.sampled_from(HOSTILE), st.text()))
def test_hostile_text_stays_text(text):
    """Titles, names and licences with marks of Turtle make no other statements than harmless ones do."""
    place = Locality("999901-a", "999901", text, text, "county")
    licence = Licence("x", text, "https://example.org/" + text.replace(" ", "").strip())
    made = graph_of(summary(title=text, locality=place, licences=(licence,)))
    model = graph_of(summary(licences=(Licence("x", "y", "https://example.org/x"),)))
    assert sorted(str(row[1]) for row in model) == sorted(str(row[1]) for row in made)
    assert len(made) == len(catalogue_graph(PUBLIC, [summary()], {"999901-a": FILES}, FILES))

"""Catalogue graph: all packages as DCAT-AP 3, which open-data portals harvest, in Turtle and JSON-LD. The only importer
of rdflib.

Every node has a name of its own, made of addresses that do not change: so two builds give the same bytes, and a
harvester knows tomorrow what it saw today. Without the site's address there is no catalogue.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef

from generator.artifacts import json_text
from generator.exports import NOT_DECLARED, Listing
from generator.model import NO_LICENCE, Licence
from generator.pages import addresses
from generator.pages.dataset import (
    CATALOGUE_DESCRIPTION,
    CATALOGUE_NAME,
    author_name,
    catalogue_id,
    dataset_description,
    dataset_id,
    described_files,
)
from generator.pages.edition import Edition
from generator.pages.escape import visible_text
from generator.sentences import Words, clauses, sentence
from generator.summaries import LocalitySummary

TURTLE = f"{addresses.DATA}catalogue.ttl"
JSON_LD = f"{addresses.DATA}catalogue.jsonld"
NATION_TITLE = sentence("全部地方的法治政府建设进展数据")
_NATION_DESCRIPTION = sentence("全部地方的同名表接在一起，每一行写明来自哪个地方。")
_SPDX = Namespace("http://spdx.org/rdf/terms#")
# New in DCAT 3; the library knows DCAT 2.
_VERSION = URIRef(f"{DCAT}version")
_PREFIXES = {"dcat": DCAT, "dct": DCTERMS, "foaf": FOAF, "rdfs": RDFS, "spdx": _SPDX, "xsd": XSD}
_CHINESE = URIRef("http://publications.europa.eu/resource/authority/language/ZHO")
_GOVERNMENT = URIRef("http://publications.europa.eu/resource/authority/data-theme/GOVE")
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_TEXT_LANGUAGE = "zh"
# Everything that may stand in an address as it is; the rest is written as the standard on addresses asks.
_IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=~"


@dataclass(frozen=True, slots=True)
class _Described:
    """A dataset as the catalogue tells of it: ``folder`` is where its files stand, ``page`` where readers find them."""

    node: URIRef
    page: str
    folder: str
    licences: Sequence[Licence]
    files: Sequence[Listing]


def catalogue_files(
    edition: Edition,
    summaries: Iterable[LocalitySummary],
    files: Mapping[str, Sequence[Listing]],
    national_files: Sequence[Listing],
) -> dict[str, str]:
    """The catalogue by its addresses; ``files`` are those of each locality by its id."""
    if not edition.site_url:
        return {}
    graph = catalogue_graph(edition, summaries, files, national_files)
    context = {prefix: str(namespace) for prefix, namespace in _PREFIXES.items()}
    linked = json.loads(graph.serialize(format="json-ld", context=context))
    return {TURTLE: graph.serialize(format="turtle"), JSON_LD: json_text(_ordered(linked))}


def catalogue_graph(
    edition: Edition,
    summaries: Iterable[LocalitySummary],
    files: Mapping[str, Sequence[Listing]],
    national_files: Sequence[Listing],
) -> Graph:
    """The catalogue, its publisher, and a dataset for each locality and for all together."""
    graph = Graph()
    for prefix, namespace in _PREFIXES.items():
        graph.bind(prefix, namespace, replace=True)
    catalogue, agent = URIRef(catalogue_id(edition)), URIRef(f"{edition.site_url}#publisher")
    graph.add((agent, RDF.type, FOAF.Agent))
    graph.add((agent, FOAF.name, _text(author_name(edition), edition)))
    graph.add((catalogue, RDF.type, DCAT.Catalog))
    graph.add((catalogue, DCTERMS.title, _text(CATALOGUE_NAME, edition)))
    graph.add((catalogue, DCTERMS.description, _text(CATALOGUE_DESCRIPTION, edition)))
    graph.add((catalogue, DCTERMS.publisher, agent))
    graph.add((catalogue, DCTERMS.language, _CHINESE))
    graph.add((catalogue, FOAF.homepage, URIRef(edition.public_address(addresses.DATA))))
    rows = sorted(summaries, key=lambda item: item.locality.locality_id)
    datasets = [_locality(graph, row, files.get(row.locality.locality_id, ()), edition) for row in rows]
    if national_files:
        datasets.append(_nation(graph, rows, national_files, edition))
    for dataset in datasets:
        graph.add((catalogue, DCAT.dataset, dataset.node))
        graph.add((dataset.node, RDF.type, DCAT.Dataset))
        graph.add((dataset.node, DCTERMS.publisher, agent))
        graph.add((dataset.node, DCTERMS.creator, agent))
        graph.add((dataset.node, DCTERMS.language, _CHINESE))
        graph.add((dataset.node, DCAT.theme, _GOVERNMENT))
        graph.add((dataset.node, DCAT.landingPage, URIRef(dataset.page)))
        for item in described_files(dataset.files):
            _distribution(graph, dataset, item, edition)
    return graph


def _locality(graph: Graph, row: LocalitySummary, files: Sequence[Listing], edition: Edition) -> _Described:
    place = row.locality
    node = URIRef(dataset_id(edition, place.locality_id))
    where = URIRef(f"{edition.site_url}{addresses.locality(place.locality_id)}#place")
    graph.add((node, DCTERMS.title, _text(row.title, edition)))
    graph.add((node, DCTERMS.description, _text(dataset_description(place.name), edition)))
    graph.add((node, DCTERMS.identifier, Literal(place.locality_id)))
    graph.add((node, _VERSION, Literal(row.version)))
    graph.add((node, DCAT.keyword, _text(place.name, edition)))
    graph.add((node, DCTERMS.spatial, where))
    graph.add((where, RDF.type, DCTERMS.Location))
    graph.add((where, RDFS.label, _text(place.name, edition)))
    graph.add((where, DCTERMS.identifier, Literal(place.code)))
    if row.newest_day:
        graph.add((node, DCTERMS.modified, Literal(row.newest_day, datatype=XSD.date)))
    _period(graph, node, row.first_day, row.last_day)
    folder = addresses.locality(place.locality_id, "data/")
    return _Described(node, edition.public_address(folder), folder, row.licences, files)


def _nation(graph: Graph, rows: Sequence[LocalitySummary], files: Sequence[Listing], edition: Edition) -> _Described:
    """All localities together: of a licence it says only what holds for every one of them."""
    node = URIRef(f"{edition.site_url}{addresses.NATION}#dataset")
    graph.add((node, DCTERMS.title, _text(NATION_TITLE, edition)))
    graph.add((node, DCTERMS.description, _text(_NATION_DESCRIPTION, edition)))
    newest = max((row.newest_day for row in rows), default="")
    if newest:
        graph.add((node, DCTERMS.modified, Literal(newest, datatype=XSD.date)))
    first = min((row.first_day for row in rows if row.first_day), default="")
    _period(graph, node, first, max((row.last_day for row in rows), default=""))
    stated = {row.licences for row in rows}
    if len(stated) == 1:
        licences = stated.pop()
    else:
        none = (Licence(NO_LICENCE, edition.say(NOT_DECLARED)),)
        licences = tuple(sorted({item for one in stated for item in one or none}, key=repr))
    page = f"{edition.public_address(addresses.DATA)}#all"
    return _Described(node, page, addresses.NATION, licences, files)


def _distribution(graph: Graph, dataset: _Described, item: Listing, edition: Edition) -> None:
    address = f"{edition.site_url}{dataset.folder}{quote(item.name)}"
    node, checksum = URIRef(f"{address}#distribution"), URIRef(f"{address}#checksum")
    graph.add((dataset.node, DCAT.distribution, node))
    graph.add((node, RDF.type, DCAT.Distribution))
    graph.add((node, DCTERMS.title, _text(item.title, edition)))
    graph.add((node, DCAT.accessURL, URIRef(dataset.page)))
    graph.add((node, DCAT.downloadURL, URIRef(address)))
    graph.add((node, DCAT.mediaType, URIRef(_MEDIA_TYPES + item.media_type)))
    # DCAT says a whole number, the shapes of DCAT-AP 3.0.0 a decimal: a decimal is understood by both.
    graph.add((node, DCAT.byteSize, Literal(f"{item.size}", datatype=XSD.decimal)))
    graph.add((node, _SPDX.checksum, checksum))
    graph.add((checksum, RDF.type, _SPDX.Checksum))
    graph.add((checksum, _SPDX.algorithm, _SPDX.checksumAlgorithm_sha256))
    graph.add((checksum, _SPDX.checksumValue, Literal(item.sha256, datatype=XSD.hexBinary)))
    _conditions(graph, node, dataset.licences, edition)


def _conditions(graph: Graph, node: URIRef, licences: Sequence[Licence], edition: Edition) -> None:
    """One licence as such; several, or that there is none, in words: a distribution has at most one."""
    if len(licences) == 1:
        (licence,) = licences
        address = quote(licence.path, safe=_IN_ADDRESSES)
        stated = URIRef(address or f"{catalogue_id(edition)}-licence-{quote(licence.name, safe='')}")
        graph.add((node, DCTERMS.license, stated))
        graph.add((stated, RDF.type, DCTERMS.LicenseDocument))
        graph.add((stated, DCTERMS.title, _text(licence.title or licence.name or licence.path, edition)))
        return
    words = clauses(row.title or row.name or row.path for row in licences) or NOT_DECLARED
    rights = URIRef(f"{node}-rights")
    graph.add((node, DCTERMS.rights, rights))
    graph.add((rights, RDF.type, DCTERMS.RightsStatement))
    graph.add((rights, RDFS.label, _text(words, edition)))


def _period(graph: Graph, node: URIRef, first: str, last: str) -> None:
    if not first and not last:
        return
    period = URIRef(f"{node}-period")
    graph.add((node, DCTERMS.temporal, period))
    graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
    for name, day in ((DCAT.startDate, first), (DCAT.endDate, last)):
        if day:
            graph.add((period, name, Literal(day, datatype=XSD.date)))


def _text(words: Words, edition: Edition) -> Literal:
    return Literal(visible_text(edition.say(words)), lang=_TEXT_LANGUAGE)


def _ordered(value: Any) -> Any:
    """JSON with everything in one order: a graph has none of its own."""
    if isinstance(value, dict):
        return {name: _ordered(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return sorted((_ordered(item) for item in value), key=lambda item: json.dumps(item, sort_keys=True))
    return value

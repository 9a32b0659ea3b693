"""Dataset: a locality's data described for search engines and harvesters, as schema.org in JSON-LD.

Every record stands on full addresses, so without the site's address there is none. Days are those of the data.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from generator.exports import CHECKSUMS_FILE, Download, Listing
from generator.model import Licence
from generator.pages import addresses
from generator.pages.edition import Edition
from generator.pages.escape import visible_text
from generator.pages.views import Views
from generator.sentences import Sentence, sentence
from generator.summaries import LocalitySummary, covered_days

Described = TypeVar("Described", Download, Listing)
CONTEXT = "https://schema.org"
# What the packages hold is Chinese, whatever the language of the page.
DATA_LANGUAGE = "zh-CN"
AUTHOR = sentence("公开（Gongkai）")
CATALOGUE_NAME = sentence("地方法治政府建设进展数据目录")
CATALOGUE_DESCRIPTION = sentence(
    "各地方法治政府建设的计划、任务、责任单位、目标、结果和年度报告：每个地方一个数据包，每个数字写明出自哪份文件。"
    "本站没有收录的，不等于没有公布。"
)
_KEYWORDS = (sentence("法治政府建设"), sentence("政府信息公开"), sentence("年度报告"))
_DIVISION_CODES = "GB/T 2260"


def linked_text(record: Mapping[str, Any]) -> str:
    """A record as JSON on one line, for the head of a page; ``linked_data`` of the site makes it safe there."""
    return json.dumps(_seen(record), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def author_name(edition: Edition) -> str:
    """Who made the data: the publisher where one is set, else the project."""
    return edition.publisher.name or edition.say(AUTHOR)


def dataset_id(edition: Edition, locality_id: str) -> str:
    """The name of a locality's dataset in all descriptions: one for all editions, and it never changes."""
    return f"{edition.site_url}{addresses.locality(locality_id, 'data/')}#dataset"


def catalogue_id(edition: Edition) -> str:
    """The name of the catalogue of all datasets."""
    return f"{edition.site_url}{addresses.DATA}#catalogue"


def dataset_description(place: str) -> Sentence:
    """What a locality's dataset is, in words; engines ask for fifty characters at least."""
    return sentence(
        "{place}法治政府建设的计划、任务、责任单位、目标、结果和年度报告，整理成表格，每个数字写明出自哪份文件。"
        "本站没有收录的，不等于没有公布。",
        place=place,
    )


def described_files(files: Iterable[Described]) -> list[Described]:
    """The files that descriptions name: the whole package in every format, and each table as plain CSV. The same tables
    in other formats are on the data page.
    """
    wanted = (item for item in files if item.name != CHECKSUMS_FILE)
    return [item for item in wanted if not item.table or item.name == f"{item.table}.csv"]


def dataset_record(views: Views, files: Sequence[Download], address: str) -> dict[str, Any]:
    """A locality's Dataset as the page at ``address`` tells of it; ``files`` are left out where the page lists none."""
    package, edition = views.package, views.edition
    place = package.locality
    data = addresses.locality(views.locality_id, "data/")
    first, last = (day.isoformat() if day else ".." for day in covered_days(package))
    return {
        "@context": CONTEXT,
        **_dataset(edition, views.locality_id, package.title, place.name, package.licences),
        "mainEntityOfPage": edition.public_address(address),
        "identifier": views.locality_id,
        "version": package.version,
        "creator": _organisation(edition),
        "publisher": _organisation(edition),
        **({} if first == last == ".." else {"temporalCoverage": f"{first}/{last}"}),
        "spatialCoverage": {
            "@type": "AdministrativeArea",
            "name": place.name,
            "identifier": {"@type": "PropertyValue", "propertyID": _DIVISION_CODES, "value": place.code},
        },
        **({"dateModified": views.newest_day.isoformat()} if views.newest_day else {}),
        "inLanguage": DATA_LANGUAGE,
        "isAccessibleForFree": True,
        "keywords": [place.name, *(edition.say(word) for word in _KEYWORDS)],
        "variableMeasured": [
            {"@type": "PropertyValue", "name": row.name}
            | ({"unitText": edition.say(Sentence(row.unit_of_measure))} if row.unit_of_measure else {})
            for row in package.indicators
        ],
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": catalogue_id(edition)},
        "distribution": [_file(item, edition, data) for item in described_files(files)],
    }


def page_record(views: Views, address: str, title: str) -> dict[str, Any]:
    """Any other page of a locality: part of its Dataset."""
    package, edition = views.package, views.edition
    full = edition.public_address(address)
    return {
        "@context": CONTEXT,
        "@type": "WebPage",
        "@id": full,
        "url": full,
        "name": title,
        "inLanguage": edition.language.code,
        **({"dateModified": views.newest_day.isoformat()} if views.newest_day else {}),
        "isPartOf": _dataset(edition, views.locality_id, package.title, package.locality.name, package.licences),
    }


def catalogue_page_record(edition: Edition, summaries: Iterable[LocalitySummary]) -> dict[str, Any]:
    """The DataCatalog on the portal's data page, with every locality's Dataset by name."""
    return {
        "@context": CONTEXT,
        "@type": "DataCatalog",
        "@id": catalogue_id(edition),
        "name": edition.say(CATALOGUE_NAME),
        "description": edition.say(CATALOGUE_DESCRIPTION),
        "url": edition.public_address(addresses.DATA),
        "inLanguage": DATA_LANGUAGE,
        "isAccessibleForFree": True,
        "publisher": _organisation(edition),
        "dataset": [
            _dataset(edition, row.locality.locality_id, row.title, row.locality.name, row.licences)
            for row in sorted(summaries, key=lambda item: item.locality.locality_id)
        ],
    }


def _dataset(edition: Edition, locality_id: str, title: str, place: str, licences: Sequence[Licence]) -> dict[str, Any]:
    """What every mention of a dataset says; of a licence that is not declared, nothing."""
    stated = [row.path or {"@type": "CreativeWork", "name": row.title or row.name} for row in licences]
    return {
        "@type": "Dataset",
        "@id": dataset_id(edition, locality_id),
        "name": title,
        "description": edition.say(dataset_description(place)),
        "url": edition.public_address(addresses.locality(locality_id, "data/")),
        **({"license": stated[0] if len(stated) == 1 else stated} if stated else {}),
    }


def _organisation(edition: Edition) -> dict[str, Any]:
    return {"@type": "Organization", "name": author_name(edition), "url": edition.site_url}


def _file(item: Download, edition: Edition, folder: str) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "name": item.name,
        "contentUrl": f"{edition.site_url}{folder}{item.name}",
        "encodingFormat": item.media_type,
        "contentSize": f"{item.size} B",
        "sha256": item.sha256,
    }


def _seen(value: Any) -> Any:
    """The record without characters that nobody can see."""
    if isinstance(value, str):
        return visible_text(value)
    if isinstance(value, Mapping):
        return {name: _seen(item) for name, item in value.items()}
    return [_seen(item) for item in value] if isinstance(value, list) else value

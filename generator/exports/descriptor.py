"""The published ``datapackage.json`` (Data Package 2.0): schemas inlined, bytes and hashes given, valid on its own."""

from typing import Any

from generator.artifacts import digest, json_text
from generator.exports.download import Download, ExportJob
from generator.narratives import narrative_file
from generator.read import DESCRIPTOR
from generator.sentences import sentence

NAME = "Data Package"
MEDIA_TYPE = "application/json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
# ``created`` is what the package states: no day of the data is the day on which the package was made.
_OWN_KEYS = (
    "name",
    "id",
    "title",
    "version",
    "created",
    "homepage",
    "licenses",
    "sources",
    "contributors",
    "locality",
)


def make(job: ExportJob) -> list[Download]:
    """``datapackage.json``."""
    content = json_text(published_descriptor(job)).encode()
    return [Download(DESCRIPTOR, content, NAME, sentence("数据包说明（含全部表结构）"), MEDIA_TYPE)]


def published_descriptor(job: ExportJob) -> dict[str, Any]:
    """The package's own descriptor with every resource described in full; its homepage is its page on the site where
    it names no other.
    """
    stated = ({"homepage": job.homepage} if job.homepage else {}) | job.raw.descriptor
    own = {key: stated[key] for key in _OWN_KEYS if key in stated}
    tables = [_resource(name, job) for name in job.raw.tables]
    texts = [_text_resource(report_id, text) for report_id, text in job.raw.narratives.items()]
    return {"$schema": PROFILE, **own, "resources": [*tables, *texts]}


def _resource(name: str, job: ExportJob) -> dict[str, Any]:
    table, schema = job.raw.tables[name], job.schemas[name]
    content = job.csv[name]
    return {
        "name": name,
        "type": "table",
        "title": schema.title,
        "description": schema.description,
        "path": table.file,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{digest(content)}",
        "schema": schema.restricted(list(table.header), set(job.raw.tables)),
    }


def _text_resource(report_id: str, text: str) -> dict[str, Any]:
    content = text.encode()
    return {
        "name": f"report-{report_id}",
        "title": f"年度报告 {report_id} 的正文",
        "path": narrative_file(report_id),
        "scheme": "file",
        "format": "md",
        "mediatype": "text/markdown",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{digest(content)}",
    }

"""The data page of a locality: downloads, what the tables mean, what is wrong with them, licence, how to cite."""

from collections.abc import Sequence
from typing import Any

from generator.exports import Download, Listing
from generator.issues import SEVERITY_WORDS, Issue, count_by_severity, sorted_issues
from generator.model import grouped
from generator.pages import addresses
from generator.pages.dataset import dataset_record
from generator.pages.frame import framed_page
from generator.pages.government import OPEN_DATA_COLUMN
from generator.pages.page import Page
from generator.pages.views import Views
from generator.sentences import Words, sentence

_SHOWN_ISSUES = 200


def size_label(size: int) -> Words:
    """Bytes in words."""
    return sentence("{n} 字节", n=size) if size < 1024 else f"{size / 1024:,.1f} KB"


def downloads_context(downloads: Sequence[Download | Listing], folder: str) -> dict[str, Any]:
    """What ``downloads.html`` shows: files of the whole package, files of each table, and all checksums."""
    sized = [(item, size_label(item.size)) for item in downloads]
    of_tables = grouped((row for row in sized if row[0].table), lambda row: row[0].table)
    return {
        "folder": folder,
        "whole": [(item, size) for item, size in sized if not item.table],
        "by_table": list(of_tables.values()),
        "sums": downloads,
    }


def data_page(views: Views, downloads: list[Download], issues: tuple[Issue, ...]) -> Page:
    """One locality's data page."""
    package = views.package
    place = package.locality
    address = addresses.locality(views.locality_id, "data/")
    shown = sorted_issues(list(issues))
    context = {
        "package": package,
        **downloads_context(downloads, address),
        "issues": shown[:_SHOWN_ISSUES],
        "issue_total": len(shown),
        "counts": count_by_severity(issues),
        "severities": SEVERITY_WORDS,
    }
    return framed_page(
        views,
        "data.md",
        address,
        sentence("{place}的数据与下载", place=place.name),
        sentence("下载{place}的全部数据：CSV、JSON 和数据包；数据字典、数据问题和许可。", place=place.name),
        context,
        kind="data",
        crumbs=views.crumbs((sentence("数据与下载"), "")),
        column=OPEN_DATA_COLUMN,
        linked=dataset_record(views, downloads, address),
    )

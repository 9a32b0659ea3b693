"""Exports: a locality's rows as files that others can use. One small module a format; each names itself.

Every format is a module with ``NAME`` (Chinese, for the download page), ``MEDIA_TYPE`` and
``make(job) -> list[Download]``. A new format is a new module in :data:`FORMATS`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from generator.exports import (
    clerk_workbook,
    csv_tables,
    descriptor,
    excel_csv,
    json_tables,
    narratives,
    package_zip,
    parquet_tables,
    sqlite_database,
    xlsx_tables,
)
from generator.exports.checksums import CHECKSUMS_FILE, checksums_of
from generator.exports.download import NOT_DECLARED, Download, ExportJob, Listing
from generator.exports.nation import national_job
from generator.issues import Issue
from generator.schemas import TableSchema

FORMATS = (
    xlsx_tables,
    sqlite_database,
    json_tables,
    package_zip,
    descriptor,
    csv_tables,
    excel_csv,
    parquet_tables,
    narratives,
    clerk_workbook,
)


def export_package(job: ExportJob, make: Callable[[Sequence[int]], list[Download]] | None = None) -> list[Download]:
    """All files of all formats for one locality, in the order of :data:`FORMATS`, and their checksums last.

    ``make`` makes the formats of these numbers, in their order, where somebody has a quicker way than one by one.
    """
    numbers = range(len(FORMATS))
    downloads = make(numbers) if make else [file for number in numbers for file in FORMATS[number].make(job)]
    return [*downloads, checksums_of(downloads)]


def export_nation(
    folders: Mapping[str, Path],
    issues: Iterable[Issue],
    schemas: Mapping[str, TableSchema],
    title: str,
    homepage: str = "",
) -> list[Download]:
    """The same files for all localities together; ``folders`` are the published data folders by locality id."""
    return export_package(national_job(folders, issues, schemas, title, homepage))


__all__ = [
    "CHECKSUMS_FILE",
    "FORMATS",
    "NOT_DECLARED",
    "Download",
    "ExportJob",
    "Listing",
    "export_nation",
    "export_package",
    "national_job",
]

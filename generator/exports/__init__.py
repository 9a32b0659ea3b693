"""Exports: a locality's rows as files that others can use. One small module a format; each names itself.

Every format is a module with ``NAME`` (Chinese, for the download page), ``MEDIA_TYPE`` and
``make(job) -> list[Download]``. A new format is a new module in :data:`FORMATS`.
"""

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


def export_package(job: ExportJob) -> list[Download]:
    """All files of all formats for one locality, in the order of :data:`FORMATS`, and their checksums last."""
    downloads = [file for kind in FORMATS for file in kind.make(job)]
    return [*downloads, checksums_of([download.listing for download in downloads])]


__all__ = [
    "CHECKSUMS_FILE",
    "FORMATS",
    "NOT_DECLARED",
    "Download",
    "ExportJob",
    "Listing",
    "checksums_of",
    "export_package",
    "national_job",
]

"""Exports: a locality's rows as files that others can use. One small module a format; each names itself.

Every format is a module with ``NAME`` (Chinese, for the download page), ``MEDIA_TYPE`` and
``make(job) -> list[Download]``. A new format is a new module in :data:`FORMATS`.
"""

from generator.exports import csv_tables, descriptor, json_tables, package_zip
from generator.exports.download import Download, ExportJob

FORMATS = (csv_tables, descriptor, json_tables, package_zip)


def export_package(job: ExportJob) -> list[Download]:
    """All files of all formats for one locality, in the order of :data:`FORMATS`."""
    return [download for module in FORMATS for download in module.make(job)]


__all__ = ["FORMATS", "Download", "ExportJob", "export_package"]

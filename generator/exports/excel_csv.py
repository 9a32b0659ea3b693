"""CSV for spreadsheet programs: the same rows with the mark by which Excel and WPS know the encoding."""

from generator.artifacts import SPREADSHEET_MARK
from generator.exports.download import Download, ExportJob
from generator.sentences import Sentence

NAME = "CSV"
MEDIA_TYPE = "text/csv"


def make(job: ExportJob) -> list[Download]:
    """``<table>-excel.csv`` for each table."""
    return [
        Download(
            f"{name}-excel.csv",
            SPREADSHEET_MARK.encode() + job.csv[name],
            NAME,
            Sentence(job.schemas[name].title),
            MEDIA_TYPE,
            len(table.rows),
            name,
        )
        for name, table in job.raw.tables.items()
    ]

"""Clerks' workbook: the XLSX file in which the data is kept up, not the one that shows it."""

from generator.exports.download import Download, ExportJob
from generator.sentences import sentence
from generator.workbook import file_name, workbook_content

NAME = "XLSX"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# More than anybody keeps up by hand: then the file would take longer than the rest of the locality. Whoever wants it
# all the same asks for it: «gongkai workbook export».
_MOST_ROWS = 10_000


def make(job: ExportJob) -> list[Download]:
    """``<locality-id>-workbook.xlsx`` of a locality. Nothing for all localities together, which nobody keeps as one,
    nor for one that has more rows than are kept by hand.
    """
    rows = sum(len(table.rows) for table in job.raw.tables.values())
    if job.vocabulary is None or rows > _MOST_ROWS:
        return []
    content = workbook_content(job.raw, job.schemas, job.vocabulary)
    title = sentence("填报工作簿：改数据用，有中文列名和下拉选项，填好可以读回来")
    return [Download(file_name(job.raw.locality_id), content, NAME, title, MEDIA_TYPE)]

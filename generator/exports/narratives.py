"""Markdown: the texts of reports as the package keeps them, one file a report."""

from generator.exports.download import Download, ExportJob
from generator.narratives import narrative_file
from generator.sentences import sentence

NAME = "Markdown"
MEDIA_TYPE = "text/markdown"


def make(job: ExportJob) -> list[Download]:
    """``reports/<report_id>.md`` for each text; none where the package keeps none."""
    return [
        Download(
            narrative_file(report_id),
            text.encode(),
            NAME,
            sentence("年度报告 {report} 的正文", report=report_id),
            MEDIA_TYPE,
        )
        for report_id, text in job.raw.narratives.items()
    ]

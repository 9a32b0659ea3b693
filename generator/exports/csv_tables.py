"""CSV: each table with the rows of the package, UTF-8 without byte order mark, and the issues beside them."""

from generator.artifacts import csv_text
from generator.exports.download import Download, ExportJob
from generator.issues import sorted_issues
from generator.sentences import Sentence, sentence

NAME = "CSV"
MEDIA_TYPE = "text/csv"
ISSUES_FILE = "issues.csv"
_ISSUE_COLUMNS = ("locality", "code", "severity", "file", "row", "column", "value", "message", "advice")


def make(job: ExportJob) -> list[Download]:
    """One file a table, then ``issues.csv``."""
    files = [
        Download(table.file, job.csv[name], NAME, Sentence(job.schemas[name].title), MEDIA_TYPE, len(table.rows), name)
        for name, table in job.raw.tables.items()
    ]
    issues = [issue.as_dict() for issue in sorted_issues(job.issues)]
    rows = [[issue[column] for column in _ISSUE_COLUMNS] for issue in issues]
    content = csv_text(_ISSUE_COLUMNS, rows).encode()
    return [*files, Download(ISSUES_FILE, content, NAME, sentence("数据问题清单"), MEDIA_TYPE, len(rows))]

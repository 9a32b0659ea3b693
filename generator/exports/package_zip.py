"""ZIP: the whole data package to take away, valid by itself when unpacked. Same content, same bytes."""

from generator.artifacts import zip_bytes
from generator.exports import csv_tables, descriptor, narratives
from generator.exports.download import Download, ExportJob
from generator.narratives import narrative_file
from generator.sentences import sentence

NAME = "ZIP"
MEDIA_TYPE = "application/zip"


def make(job: ExportJob) -> list[Download]:
    """``<locality-id>.zip`` with descriptor, tables, texts of reports, issues and a short README."""
    members = [*descriptor.make(job), *csv_tables.make(job), *narratives.make(job)]
    content = zip_bytes({"README.md": _readme(job).encode()} | {member.name: member.content for member in members})
    rows = sum(len(table.rows) for table in job.raw.tables.values())
    return [Download(f"{job.raw.locality_id}.zip", content, NAME, sentence("完整数据包"), MEDIA_TYPE, rows)]


def _readme(job: ExportJob) -> str:
    own = job.raw.descriptor
    version = f"版本 {own['version']}。" if "version" in own else ""
    tables = "\n".join(
        f"- `{table.file}`：{job.schemas[name].title}，{len(table.rows)} 行" for name, table in job.raw.tables.items()
    )
    texts = "".join(f"- `{narrative_file(report_id)}`：年度报告正文\n" for report_id in job.raw.narratives)
    return (
        f"# {own['title']}\n\n{version}"
        f"表的结构见 `datapackage.json`，数据问题见 `{csv_tables.ISSUES_FILE}`。\n\n{tables}\n{texts}\n"
        f"许可（整理与摘要）：{job.licence_words}。官方文件及其中的事实不主张权利；各文件的使用条件以发布者的说明为准。\n"
    )

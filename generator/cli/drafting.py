"""Draft a yearly report."""

import sys
from pathlib import Path
from typing import Any

import click

from generator.artifacts import write_bytes
from generator.cli.options import DATE, HELP, LANGUAGES, known_locality, settings_of
from generator.errors import EXIT_DATA, UsageError
from generator.examine import examine_package
from generator.language import load_language
from generator.reporting import format_issues

# The formats of a draft; named here because what writes them is slow to import.
_DRAFT_FORMS = ("md", "docx", "html")


@click.command(context_settings=HELP)
@click.argument("locality")
@click.argument("report_id")
@click.option(
    "--to", "form", type=click.Choice(_DRAFT_FORMS), default="md", show_default=True, help="Format of the draft."
)
@click.option(
    "--output-file", type=click.Path(path_type=Path, dir_okay=False), help="Where to write it (default: here)."
)
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the packages (default: data).")
@click.option("--as-of", type=DATE, help="Day to judge by (default: SOURCE_DATE_EPOCH, else today in China).")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="zh", help="Language of the fixed words.")
def report(locality: str, report_id: str, form: str, output_file: Path | None, language: str, **options: Any) -> None:
    """Draft a yearly report from the published data: text, tables, charts, and what is left to the writer."""
    from generator.draft.drafting import FORMATS as DRAFT_FORMATS  # the word processor's library is slow to import
    from generator.draft.drafting import draft_report

    settings = settings_of(options)
    known_locality(settings, locality)
    if form == "docx" and output_file is None:
        raise UsageError("a Word file cannot be shown here; say with --output-file where to write it")
    package, _, log = examine_package(settings.data / locality, settings.schemas)
    words = load_language(LANGUAGES[language])
    if package is None:
        click.echo(format_issues(log.issues, [locality], "text", words), nl=False)
        sys.exit(EXIT_DATA)
    draft = draft_report(package, report_id, settings, words)
    content = DRAFT_FORMATS[form](draft, words)
    if output_file is None:
        click.echo(content.decode("utf-8"), nl=False)
        return
    try:
        write_bytes(output_file, content)
    except OSError as error:
        raise UsageError(f"{output_file} cannot be written ({error.strerror})") from error
    click.echo(f"{output_file} written; {len(draft.gaps)} places are left to the writer.")

"""Check: examine packages and show every finding."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator.cli.options import HELP, LANGUAGES, known_locality, settings_of
from generator.cli.workbooks import MARKED, write_marked
from generator.errors import EXIT_DATA, UsageError
from generator.examine import examine_package
from generator.issues import Issue
from generator.language import load_language
from generator.read import find_localities
from generator.reporting import FORMATS, format_issues


@click.command(context_settings=HELP)
@click.argument("localities", nargs=-1)
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the packages (default: data).")
@click.option(
    "--format", "form", type=click.Choice([*FORMATS, MARKED]), default="text", help="How to show the findings."
)
@click.option(
    "--output-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the workbook of --format xlsx, in which each finding stands in its cell.",
)
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="zh", help="Language they are shown in.")
def check(localities: Sequence[str], data: Path | None, form: str, output_file: Path | None, language: str) -> None:
    """Examine data packages (all of them, or those named) and show every finding."""
    settings = settings_of({"data": data})
    known = find_localities(settings.data)
    if not known:
        raise UsageError(f"{settings.data} has no packages")
    issues: list[Issue] = []
    broken = 0
    names = [known_locality(settings, name) for name in localities] or known
    for name in names:
        _, raw, log = examine_package(settings.data / name, settings.schemas)
        issues += log.issues
        broken += log.has_errors
    words = load_language(LANGUAGES[language])
    if form == MARKED:
        write_marked(names, raw, issues, output_file, settings, words)
    else:
        click.echo(format_issues(issues, names, form, words), nl=False)
    sys.exit(EXIT_DATA if broken else 0)

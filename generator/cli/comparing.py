"""Say what changed from one package to another."""

import sys
from pathlib import Path

import click

from generator.changes import FORMS, Difference, Wording, compare_snapshots, format_difference, read_side
from generator.cli.options import HELP, LANGUAGES, settings_of
from generator.errors import EXIT_DATA
from generator.language import load_language
from generator.reporting import format_issues
from generator.schemas import load_schemas
from generator.vocabulary import load_vocabulary


@click.command(context_settings=HELP)
@click.argument("old")
@click.argument("new")
@click.option("--locality", default="", help="The package meant where a side is a revision alone.")
@click.option(
    "--data", type=click.Path(path_type=Path), help="Folder whose repository has the revisions (default: data)."
)
@click.option("--format", "form", type=click.Choice(list(FORMS)), default="text", help="How to show the changes.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="zh", help="Language they are shown in.")
def diff(old: str, new: str, locality: str, data: Path | None, form: str, language: str) -> None:
    """Say what changed from one package to another, and the version that follows from it.

    OLD and NEW are folders, ZIPs as the site offers them, or REVISION:LOCALITY of the repository.
    """
    settings, words = settings_of({"data": data}), load_language(LANGUAGES[language])
    sides = [read_side(name, settings.data, settings.schemas, locality) for name in (old, new)]
    unread = [side for side in sides if side.snapshot is None]
    for side in unread:
        click.echo(format_issues(side.log.issues, [side.name], "text", words), nl=False, err=True)
    before, after = (side.snapshot for side in sides)
    if before is None or after is None:
        sys.exit(EXIT_DATA)
    schemas = load_schemas(settings.schemas)
    difference = Difference(before, after, compare_snapshots(before, after, schemas))
    wording = Wording(schemas, load_vocabulary(settings.schemas, words))
    click.echo(format_difference(difference, form, wording, words), nl=False)

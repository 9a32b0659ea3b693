"""Review: judge a proposal."""

import sys
from pathlib import Path
from typing import Any

import click

from generator.changes import Wording
from generator.cli.options import DATE, HELP, LANGUAGES, settings_of
from generator.errors import EXIT_DATA
from generator.language import load_language
from generator.schemas import load_schemas
from generator.vocabulary import load_vocabulary

# The formats of a review; named here because what writes pages is slow to import.
_FORMS = ("text", "json", "markdown", "github")


@click.command(context_settings=HELP)
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the packages as they are (default: data).")
@click.option(
    "--proposal", type=click.Path(path_type=Path), required=True, help="Folder of the packages as they would be."
)
@click.option(
    "--changed-files",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Names of all files that the proposal changes, as «git diff --name-only -z» writes them.",
)
@click.option("--as-of", type=DATE, help="Day to judge by (default: SOURCE_DATE_EPOCH, else today in China).")
@click.option("--format", "form", type=click.Choice(_FORMS), default="text", help="How to show the review.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="zh", help="Language it is shown in.")
def review(proposal: Path, changed_files: Path | None, form: str, language: str, **options: Any) -> None:
    """Judge a proposal: findings, changes in words, the version that follows, statuses and pages that change.

    Only localities that differ are read. Ends with 1 when the proposed data has errors.
    """
    from generator.review import OtherFiles, format_review, other_files, read_file_names, review_proposal

    settings, words = settings_of(options), load_language(LANGUAGES[language])
    others = other_files(read_file_names(changed_files)) if changed_files else OtherFiles()
    judged = review_proposal(settings.data, proposal, settings.schemas, settings.as_of, others)
    wording = Wording(load_schemas(settings.schemas), load_vocabulary(settings.schemas, words))
    click.echo(format_review(judged, form, wording, words), nl=False)
    sys.exit(EXIT_DATA if judged.has_errors else 0)

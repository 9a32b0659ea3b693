"""Fix files as clerks send them."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator.cli.options import HELP, LANGUAGES, settings_of
from generator.errors import EXIT_DATA, UsageError
from generator.fix import FORMS, MAX_BYTES, Written, fix_content, format_fixed, write_fixed
from generator.language import load_language
from generator.vocabulary import load_vocabulary


@click.command(context_settings=HELP)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--table", default="", help="The table that the files are, where neither name nor header says it.")
@click.option("--encoding", default="", help="How the bytes are to be read, such as gb18030, where it is known.")
@click.option("--format", "form", type=click.Choice(list(FORMS)), default="text", help="How to show the repairs.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="zh", help="Language they are shown in.")
@click.option("--write", is_flag=True, help="Write what was repaired as <table>.csv beside each file.")
def fix(files: Sequence[Path], table: str, encoding: str, form: str, language: str, *, write: bool) -> None:
    """Repair what is safe in CSV and XLSX files, propose the rest, refuse what is damaged; show all of it.

    Nothing is written without --write. Exit code 1 says that something is left for a person to do.
    """
    settings, words = settings_of({}), load_language(LANGUAGES[language])
    outcomes: list[Written] = []
    for path in files:
        try:
            with path.open("rb") as handle:
                content = handle.read(MAX_BYTES + 1)
            results = fix_content(str(path), content, settings.schemas, table=table, encoding=encoding)
            outcomes += write_fixed(path, results) if write else map(Written, results)
        except OSError as error:
            raise UsageError(f"{path} cannot be read or written ({error.strerror})") from error
    vocabulary = load_vocabulary(settings.schemas, words)
    click.echo(format_fixed(outcomes, form, vocabulary, words, is_written=write), nl=False)
    is_left = any(row.fixed.proposals or row.fixed.issues or row.reason for row in outcomes)
    sys.exit(EXIT_DATA if is_left else 0)

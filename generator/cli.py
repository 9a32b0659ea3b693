"""The command line: thin. Each command reads its arguments, calls one function and says what came of it."""

import http.server
import sys
import traceback
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from generator import __version__
from generator.artifacts import write_bytes
from generator.changes import FORMS, Difference, Wording, compare_snapshots, format_difference, read_side
from generator.errors import EXIT_DATA, EXIT_FAULT, GongkaiError, UsageError, exit_code_of
from generator.examine import examine_package
from generator.issues import Issue
from generator.language import SOURCE_CODE, known_languages, load_language
from generator.read import find_localities
from generator.reporting import FORMATS, format_issues
from generator.schemas import load_schemas
from generator.settings import Settings, load_settings
from generator.vocabulary import load_vocabulary

# Said for each command: click keeps a command's help option as it was first made, with or without its group.
_HELP = {"help_option_names": ["-h", "--help"]}
_DATE = click.DateTime(formats=["%Y-%m-%d"])
# The formats of a draft; named here because what writes them is slow to import.
_DRAFT_FORMS = ("md", "docx", "html")
_LANGUAGES = {"zh": SOURCE_CODE} | {code: code for code in known_languages()}


def _settings(options: dict[str, Any]) -> Settings:
    as_of = options.get("as_of")
    return load_settings(
        as_of=as_of.date() if as_of else None,
        data=_absolute(options.get("data")),
        output=_absolute(options.get("output")),
        workers=options.get("workers"),
        languages=tuple(_LANGUAGES[name] for name in options.get("languages", ())) or None,
        use_cache=False if options.get("no_cache") else None,
    )


def _absolute(path: Path | None) -> Path | None:
    return path.resolve() if path else None


@click.group(context_settings=_HELP)
@click.version_option(__version__, prog_name="gongkai")
def gongkai() -> None:
    """Publishes whether local governments do what their plans promise.

    Exit codes: 0 fine, 1 the data has errors, 2 wrong usage or settings, 3 our fault.
    """


@gongkai.command(context_settings=_HELP)
@click.argument("localities", nargs=-1)
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the packages (default: data).")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="How to show the findings.")
@click.option("--language", type=click.Choice(list(_LANGUAGES)), default="zh", help="Language they are shown in.")
def check(localities: Sequence[str], data: Path | None, form: str, language: str) -> None:
    """Examine data packages (all of them, or those named) and show every finding."""
    settings = _settings({"data": data})
    known = find_localities(settings.data)
    unknown = [name for name in localities if name not in known]
    if unknown:
        raise UsageError(f"{settings.data} has no package {', '.join(unknown)}")
    if not known:
        raise UsageError(f"{settings.data} has no packages")
    issues: list[Issue] = []
    broken = 0
    names = list(localities) or known
    for name in names:
        _, _, log = examine_package(settings.data / name, settings.schemas)
        issues += log.issues
        broken += log.has_errors
    click.echo(format_issues(issues, names, form, load_language(_LANGUAGES[language])), nl=False)
    sys.exit(EXIT_DATA if broken else 0)


@gongkai.command(context_settings=_HELP)
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the packages (default: data).")
@click.option("--output", type=click.Path(path_type=Path), help="Folder of the site (default: site).")
@click.option("--as-of", type=_DATE, help="Day to judge by (default: SOURCE_DATE_EPOCH, else today in China).")
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice(list(_LANGUAGES)),
    help="An edition to build besides the Chinese one; may be given several times.",
)
@click.option("--workers", type=click.IntRange(min=1), help="Processes (default: one a core).")
@click.option("--no-cache", is_flag=True, help="Build everything anew.")
def build(**options: Any) -> None:
    """Build the site."""
    from generator.build import build as build_all  # mkdocs is slow to import and only this command needs it

    settings = _settings(options)
    total = len(find_localities(settings.data))
    if not total:
        raise UsageError(f"{settings.data} has no packages")
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        bar = progress.add_task("localities", total=total)

        def report(outcome: Any) -> None:
            progress.advance(bar)
            if outcome.was_built or outcome.is_broken:
                state = "has errors, not rebuilt" if outcome.is_broken else "built"
                progress.console.print(f"{outcome.locality_id} {state}", highlight=False)

        outcome = build_all(settings, report)
    built = sum(row.was_built for row in outcome.localities)
    verb = "nothing changed" if outcome.is_unchanged else f"{outcome.files} files written"
    click.echo(f"{outcome.pages} pages, {len(outcome.localities)} localities, {built} built anew, {verb}.")
    click.echo(f"As of {settings.as_of}. Open {outcome.output / 'index.html'} or run «make serve».")
    if outcome.has_errors:
        broken = [row.locality_id for row in outcome.localities if row.is_broken]
        click.echo(f"Errors in the data of {', '.join(broken)}: run «gongkai check {broken[0]}».", err=True)
        sys.exit(EXIT_DATA)


@gongkai.command(context_settings=_HELP)
@click.argument("locality")
@click.argument("report_id")
@click.option(
    "--to", "form", type=click.Choice(_DRAFT_FORMS), default="md", show_default=True, help="Format of the draft."
)
@click.option(
    "--output-file", type=click.Path(path_type=Path, dir_okay=False), help="Where to write it (default: here)."
)
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the packages (default: data).")
@click.option("--as-of", type=_DATE, help="Day to judge by (default: SOURCE_DATE_EPOCH, else today in China).")
@click.option("--language", type=click.Choice(list(_LANGUAGES)), default="zh", help="Language of the fixed words.")
def report(locality: str, report_id: str, form: str, output_file: Path | None, language: str, **options: Any) -> None:
    """Draft a yearly report from the published data: text, tables, charts, and what is left to the writer."""
    from generator.draft.drafting import FORMATS as DRAFT_FORMATS  # the word processor's library is slow to import
    from generator.draft.drafting import did_you_mean, draft_report

    settings = _settings(options)
    known = find_localities(settings.data)
    if locality not in known:
        raise UsageError(f"{settings.data} has no package {locality}{did_you_mean(locality, known)}")
    if form == "docx" and output_file is None:
        raise UsageError("a Word file cannot be shown here; say with --output-file where to write it")
    package, _, log = examine_package(settings.data / locality, settings.schemas)
    words = load_language(_LANGUAGES[language])
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


@gongkai.command(context_settings=_HELP)
@click.option("--output", type=click.Path(path_type=Path), help="Folder of the site (default: site).")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve(output: Path | None, port: int) -> None:
    """Serve the built site on this machine."""
    site = _settings({"output": output}).output
    if not (site / "index.html").is_file():
        raise UsageError(f"{site} has no site; run «make site» first")
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(site))
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise UsageError(f"port {port} cannot be used ({error.strerror}); choose another --port") from error
    with server:
        click.echo(f"http://127.0.0.1:{port}/ (Ctrl+C ends it)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("")


@gongkai.command(context_settings=_HELP)
@click.argument("old")
@click.argument("new")
@click.option("--locality", default="", help="The package meant where a side is a revision alone.")
@click.option(
    "--data", type=click.Path(path_type=Path), help="Folder whose repository has the revisions (default: data)."
)
@click.option("--format", "form", type=click.Choice(list(FORMS)), default="text", help="How to show the changes.")
@click.option("--language", type=click.Choice(list(_LANGUAGES)), default="zh", help="Language they are shown in.")
def diff(old: str, new: str, locality: str, data: Path | None, form: str, language: str) -> None:
    """Say what changed from one package to another, and the version that follows from it.

    OLD and NEW are folders, ZIPs as the site offers them, or REVISION:LOCALITY of the repository.
    """
    settings, words = _settings({"data": data}), load_language(_LANGUAGES[language])
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


def main() -> None:
    """Entry point: our errors end with one plain line and their exit code; what was not foreseen shows where."""
    try:
        gongkai.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(EXIT_FAULT)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except GongkaiError as error:
        click.echo(f"gongkai: {error}", err=True)
        sys.exit(exit_code_of(error))
    except Exception as error:  # noqa: BLE001 - whatever was not foreseen is our fault and says so
        traceback.print_exc()
        sys.exit(exit_code_of(error))

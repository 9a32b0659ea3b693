"""Build the site and serve it on this machine."""

import http.server
import sys
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from generator.cli.options import DATE, HELP, LANGUAGES, settings_of
from generator.errors import EXIT_DATA, EXIT_FAULT, UsageError
from generator.issues import visible
from generator.read import find_localities


@click.command(context_settings=HELP)
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the packages (default: data).")
@click.option("--output", type=click.Path(path_type=Path), help="Folder of the site (default: site).")
@click.option("--as-of", type=DATE, help="Day to judge by (default: SOURCE_DATE_EPOCH, else today in China).")
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice(list(LANGUAGES)),
    help="An edition to build besides the Chinese one; may be given several times.",
)
@click.option("--workers", type=click.IntRange(min=1), help="Processes (default: one a core).")
@click.option("--scheduler", metavar="ADDRESS", help="Dask scheduler of a cluster to build on: tcp://… or tls://….")
@click.option("--storage", metavar="URL", help="Where several machines keep built localities: file://…, s3://….")
@click.option("--no-cache", is_flag=True, help="Build everything anew, and trust no byte of the site that stands.")
@click.option(
    "--keep-national",
    is_flag=True,
    help="Leave the downloads of all localities together as they were last made: quicker, where there are many.",
)
@click.option("--allow-smaller", is_flag=True, help="Publish though localities or many pages are gone.")
def build(**options: Any) -> None:
    """Build the site."""
    from generator.build import build as build_all  # mkdocs is slow to import and only this command needs it

    settings = settings_of(options)
    total = len(find_localities(settings.data))
    if not total:
        raise UsageError(f"{settings.data} has no packages")
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        bar = progress.add_task("localities", total=total)

        def report(outcome: Any) -> None:
            progress.advance(bar)
            if outcome.was_built or outcome.is_broken or outcome.fault:
                state = "has errors, not rebuilt" if outcome.is_broken else "built"
                state = f"could not be built: {outcome.fault}" if outcome.fault else state
                progress.console.print(f"{visible(outcome.locality_id)} {state}", highlight=False, markup=False)

        def on_wait() -> None:
            progress.console.print("Another build is at work; waiting for it to end.", highlight=False)

        outcome = build_all(settings, report, on_wait)
    built = sum(row.was_built for row in outcome.localities)
    verb = "nothing changed" if outcome.is_unchanged else f"{outcome.files} files published"
    click.echo(f"{outcome.pages} pages, {len(outcome.localities)} localities, {built} built anew, {verb}.")
    click.echo(f"As of {settings.as_of}. Open {outcome.output / 'index.html'} or run «make serve».")
    until = outcome.next_turning_day
    holds = f"no status changes before {until} unless the data does" if until else "no status changes with the day"
    if outcome.is_unchanged and outcome.published_as_of != settings.as_of.isoformat():
        click.echo(f"The site made for {outcome.published_as_of} stays as it is: {holds}.")
    if outcome.faults:
        names = ", ".join(map(visible, outcome.faults))
        click.echo(f"Could not be built, by no fault of the data: {names}; their older pages stay.", err=True)
    if outcome.has_errors:
        broken = [visible(row.locality_id) for row in outcome.localities if row.is_broken]
        click.echo(f"Errors in the data of {', '.join(broken)}: run «gongkai check {broken[0]}».", err=True)
    if outcome.faults or outcome.has_errors:
        sys.exit(EXIT_FAULT if outcome.faults else EXIT_DATA)


@click.command("is-published", context_settings=HELP)
@click.argument("record", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--output", type=click.Path(path_type=Path), help="Folder of the site (default: site).")
def is_published(record: Path, output: Path | None) -> None:
    """Say «yes» when readers already have the built site, else «no».

    RECORD is the build.json of the site that readers have. One that is missing or cannot be read is no site.
    """
    from generator.publish import published_release, read_published

    built = published_release(settings_of({"output": output}).output)
    click.echo("yes" if built and built == read_published(record).release else "no")


@click.command(context_settings=HELP)
@click.option("--output", type=click.Path(path_type=Path), help="Folder of the site (default: site).")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve(output: Path | None, port: int) -> None:
    """Serve the built site on this machine."""
    site = settings_of({"output": output}).output
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

"""Look at the published site, and go back to an earlier one."""

from pathlib import Path

import click

from generator.cli.options import HELP, settings_of
from generator.errors import UsageError
from generator.publish import Place, claim, roll_back, verify_site

_OUTPUT = click.option("--output", type=click.Path(path_type=Path), help="Folder of the site (default: site).")


@click.command(context_settings=HELP)
@_OUTPUT
def verify(output: Path | None) -> None:
    """Hold every byte of the published site, or of a copy of one, against its manifest."""
    site = settings_of({"output": output}).output
    if not site.is_dir():
        raise UsageError(f"{site} has no site; run «make site» first")
    found = verify_site(site)
    click.echo(f"{found.files} files, {found.pages} pages, made for {found.as_of}: every byte is as it was published.")


@click.command(context_settings=HELP)
@_OUTPUT
@click.option("--to", "to", metavar="ID", default="", help="Release to go to (default: the one before).")
@click.option("--list", "lists", is_flag=True, help="Only say which releases are kept.")
def rollback(output: Path | None, to: str, *, lists: bool) -> None:
    """Let readers have an earlier release of the site again.

    Every byte of it is verified first. The release that stood is kept as well.
    """
    place = Place(settings_of({"output": output}).output)
    if not place.kept():
        raise UsageError(f"{place.output} has no releases to go back to")
    if lists:
        standing = place.standing_id
        for release in place.kept():
            mark = "  stands" if release.id == standing else ""
            click.echo(f"{release.id}  made for {release.as_of}, {release.pages} pages{mark}")
        return
    with claim(place.output, lambda: click.echo("A build is at work; waiting for it to end.", err=True)) as claimed:
        release = roll_back(claimed, to)
    click.echo(f"Release {release.id}, made for {release.as_of}, stands at {place.output}.")
    click.echo("The next build publishes what data and program say then: mend what was wrong before it runs.")

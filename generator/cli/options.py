"""Options: what several commands share, and the settings that follow from them."""

import os
from pathlib import Path
from typing import Any

import click

from generator.errors import UsageError, did_you_mean
from generator.language import SOURCE_CODE, known_languages
from generator.read import find_localities
from generator.settings import Settings, load_settings

# Said for each command: click keeps a command's help option as it was first made, with or without its group.
HELP = {"help_option_names": ["-h", "--help"]}
DATE = click.DateTime(formats=["%Y-%m-%d"])
LANGUAGES = {"zh": SOURCE_CODE} | {code: code for code in known_languages()}


def settings_of(options: dict[str, Any]) -> Settings:
    """The settings of a run: those of the file, and what the command line says otherwise."""
    as_of = options.get("as_of")
    return load_settings(
        as_of=as_of.date() if as_of else None,
        data=_absolute(options.get("data")),
        output=_in_its_folder(options.get("output")),
        workers=options.get("workers"),
        scheduler=options.get("scheduler"),
        storage=options.get("storage"),
        languages=tuple(LANGUAGES[name] for name in options.get("languages", ())) or None,
        use_cache=False if options.get("no_cache") else None,
        keeps_national=True if options.get("keep_national") else None,
        allow_smaller=options.get("allow_smaller"),
    )


def known_locality(settings: Settings, locality: str) -> str:
    """The id as it was given.

    Raises:
        UsageError: no package has it; the message names those that are written alike.
    """
    known = find_localities(settings.data)
    if locality not in known:
        raise UsageError(f"{settings.data} has no package {locality}{did_you_mean(locality, known)}")
    return locality


def _absolute(path: Path | None) -> Path | None:
    return path.resolve() if path else None


def _in_its_folder(path: Path | None) -> Path | None:
    """The site is a link that the next one replaces: it is the link that is meant, not where it leads."""
    return Path(os.path.abspath(path)) if path else None  # noqa: PTH100 - Path.resolve follows links, absolute keeps ..

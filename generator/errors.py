"""Errors are ours and are raised; what is wrong with the data is an issue (:mod:`generator.issues`).

Each error class knows the exit code with which the command line ends.
"""

import errno
import traceback
from collections.abc import Sequence
from difflib import get_close_matches

EXIT_FINE = 0
EXIT_DATA = 1
EXIT_USAGE = 2
EXIT_FAULT = 3

# What a machine refuses whatever the program does: a full disk, one that may not be written to, one that fails.
_REFUSALS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}


class GongkaiError(Exception):
    """Root of our errors: something that the program, not the data, did wrong."""

    exit_code = EXIT_FAULT


class UsageError(GongkaiError):
    """The call or the settings are wrong; the message says what to change."""

    exit_code = EXIT_USAGE


class SettingsError(UsageError):
    """The settings file cannot be read or contradicts itself."""


class SchemaError(GongkaiError):
    """A file under ``schemas/`` is broken or missing: the project's own fault, never the data's."""


class SiteError(GongkaiError):
    """The site could not be built, searched, verified or put in place."""


def exit_code_of(error: BaseException) -> int:
    """Exit code for an exception: its own for ours, 3 for anything unforeseen."""
    return error.exit_code if isinstance(error, GongkaiError) else EXIT_FAULT


def account_of(error: Exception) -> str:
    """What is told of an error that did not end the program: ours in its own words, any other with where it was."""
    if isinstance(error, GongkaiError):
        return str(error)
    return "".join(traceback.format_exception(error)).rstrip()


def refusal_of(error: OSError) -> str:
    """What the machine refused, in one line; empty where the error is none of that kind, but a fault of the program."""
    if error.errno not in _REFUSALS:
        return ""
    return f"{error.strerror}: {error.filename}" if error.filename else f"{error.strerror}"


def did_you_mean(name: str, known: Sequence[str]) -> str:
    """The end of a message about a name that is not known: those that begin alike or are written alike, or all."""
    near = [other for other in known if name and other.startswith(name)] or get_close_matches(name, known, cutoff=0.5)
    if near:
        return f"; did you mean {', '.join(near[:3])}?"
    return f"; there are {', '.join(known)}" if len(known) <= 12 else ""

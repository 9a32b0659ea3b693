"""Files: which of a proposal's files are data of a locality, and which are none.

Code and data may have to change together, so a file that is no data is no error. But the program and the schemas that
judge are those of the base, so it is said plainly, and somebody who keeps the program has to look.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.errors import UsageError
from generator.issues import visible
from generator.read import LOCALITY_ID

# Where the repository keeps its packages; the list of files is told from its root.
DATA_FOLDER = "data"
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class OtherFiles:
    """Names of changed files that are no data of a locality, made visible, in the order of the list.

    ``is_known`` is False where nobody said which files a proposal changes.
    """

    names: tuple[str, ...] = ()
    is_known: bool = False


def read_file_names(path: Path) -> list[str]:
    """Names of changed files as ``git diff --name-only -z`` writes them; without ``-z`` a line is a name.

    Raises:
        UsageError: the list cannot be read.
    """
    try:
        text = path.read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror})") from error
    return [name for name in (text.split("\0") if "\0" in text else text.splitlines()) if name]


def other_files(names: Iterable[str]) -> OtherFiles:
    """Those of the changed files that do not belong to a locality's package."""
    return OtherFiles(tuple(visible(name, _LONGEST_NAME) for name in names if not _is_of_locality(name)), is_known=True)


def _is_of_locality(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return (
        len(parts) > 2 and parts[0] == DATA_FOLDER and ".." not in parts and LOCALITY_ID.fullmatch(parts[1]) is not None
    )

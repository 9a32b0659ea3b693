"""Revisions: what the repository remembers of the packages. The only module that calls git.

Of a commit only its id, its parents' and its time are asked for: never who made it and never what was said of it.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from generator.settings import CHINA

_SECONDS = 60
_MOST_COMMITS = 10_000
_MOST_REVISIONS = 200
_MOST_BYTES = 20_000_000
_HEAD = re.compile(r"([0-9a-f]{40,64}) (\d{1,12})((?: [0-9a-f]{40,64})*)")
_SHORT = 7


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit that touched a package: its full id and its day in China. ``is_root`` has no parent that is known."""

    commit: str
    day: date
    is_root: bool = False

    @property
    def short(self) -> str:
        """The id as people write it."""
        return self.commit[:_SHORT]


@dataclass(frozen=True, slots=True, order=True)
class Tag:
    """A name that somebody gave to a commit, and the full id of the commit."""

    name: str
    commit: str


@dataclass(frozen=True, slots=True)
class Trees:
    """The package's folder at each revision, taken along to where the repository is not.

    ``ids`` stand in the order of the revisions. ``files`` are those of the trees that have yet to be read, by id, then
    by name below the folder; a tree that git could not give is not among them.
    """

    ids: tuple[str, ...]
    files: Mapping[str, Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The revisions of one package, oldest first; none where no repository tells of it.

    ``is_cut`` says that older revisions may exist but are not at hand: a shallow clone, or more than are looked at.
    ``path`` is the package's folder below the top of the repository at ``root``; ``trees`` are there instead of it
    where the timeline was made portable.
    """

    revisions: tuple[Revision, ...] = ()
    is_cut: bool = False
    path: str = ""
    root: Path = field(default=Path(), compare=False, repr=False)
    trees: Trees | None = field(default=None, compare=False, repr=False)


def timelines(data: Path, localities: Iterable[str]) -> dict[str, Timeline]:
    """The timeline of every package under ``data``, by two calls of git for all of them together."""
    place = _git(data, "rev-parse", "--show-toplevel", "--show-prefix", "--is-shallow-repository")
    lines = os.fsdecode(place or b"").splitlines()
    if len(lines) != 3:
        return {name: Timeline() for name in localities}
    root, prefix, shallow = Path(lines[0]), lines[1], lines[2] == "true"
    touched: dict[str, list[Revision]] = {name: [] for name in localities}
    commits = 0
    for revision, names in _commits(data):
        commits += 1
        for name in names:
            if name in touched:
                touched[name].append(revision)
    return {
        name: Timeline(
            revisions=tuple(reversed(rows[:_MOST_REVISIONS])),
            is_cut=_is_cut(rows, is_shallow=shallow, is_bounded=commits >= _MOST_COMMITS),
            path=f"{prefix}{name}",
            root=root,
        )
        for name, rows in touched.items()
    }


def _is_cut(rows: list[Revision], *, is_shallow: bool, is_bounded: bool) -> bool:
    if not rows:
        return is_shallow
    return len(rows) > _MOST_REVISIONS or is_bounded or (is_shallow and rows[-1].is_root)


def _commits(data: Path) -> Iterator[tuple[Revision, set[str]]]:
    """Each commit of the first-parent line that touched ``data``, newest first, and the packages it touched."""
    form = ("-z", "--name-only", "--relative", "--format=%x01%H %ct %P", f"--max-count={_MOST_COMMITS}")
    told = _git(data, "log", "--first-parent", "-m", "--no-renames", "--no-show-signature", *form, "HEAD", "--", ".")
    for chunk in os.fsdecode(told or b"").split("\x01"):
        head, *names = chunk.split("\0")
        found = _HEAD.fullmatch(head.strip())
        if found:
            moment = datetime.fromtimestamp(int(found[2]), UTC).astimezone(CHINA)
            revision = Revision(found[1], moment.date(), is_root=not found[3].strip())
            yield revision, {name.lstrip("\n").partition("/")[0] for name in names}


def tree_ids(timeline: Timeline) -> list[str]:
    """The id of the package's folder at each revision; empty where it was not there."""
    if timeline.trees:
        return list(timeline.trees.ids)
    asked = "".join(f"{row.commit}:{timeline.path}\n" for row in timeline.revisions)
    told = _git(timeline.root, "cat-file", "--batch-check=%(objectname) %(objecttype)", given=os.fsencode(asked))
    lines = os.fsdecode(told or b"").splitlines()
    if len(lines) != len(timeline.revisions):
        return ["" for _ in timeline.revisions]
    return [line.split()[0] if line.endswith(" tree") else "" for line in lines]


def files_at(timeline: Timeline, tree: str) -> Mapping[str, bytes] | None:
    """The files of one tree of a timeline: those taken along, else from its repository; None where nobody has them."""
    return timeline.trees.files.get(tree) if timeline.trees else files_of_tree(timeline.root, tree)


def files_of_tree(root: Path, tree: str) -> dict[str, bytes] | None:
    """Name below the folder and content of every plain file of a tree; None where git cannot give them.

    Links and other trees' modules are left out, as is what is larger than a table may be.
    """
    listing = _git(root, "ls-tree", "-r", "-z", "-l", "--full-tree", tree)
    if listing is None:
        return None
    wanted: dict[str, str] = {}
    for line in os.fsdecode(listing).split("\0"):
        facts, _, name = line.partition("\t")
        parts = facts.split()
        if len(parts) == 4 and parts[0] in {"100644", "100755"} and int(parts[3]) <= _MOST_BYTES:
            wanted[name] = parts[2]
    asked = "".join(f"{blob}\n" for blob in wanted.values()).encode()
    told = _git(root, "cat-file", "--batch=%(objectsize)", given=asked)
    if told is None:
        return None
    files, at = {}, 0
    for name in wanted:
        end = told.find(b"\n", at)
        size = told[at:end]
        if end < 0 or not size.isdigit():
            return None
        files[name] = told[end + 1 : end + 1 + int(size)]
        at = end + 2 + int(size)
    return files


def tree_of(data: Path, revision: str, locality_id: str) -> tuple[Path, str] | None:
    """Top of the repository and tree of a package as of a revision that somebody named; None where there is none."""
    place = _git(data, "rev-parse", "--show-toplevel", "--show-prefix")
    commit = _git(data, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    lines = os.fsdecode(place or b"").splitlines()
    if len(lines) != 2 or not commit:
        return None
    root, path = Path(lines[0]), f"{lines[1]}{locality_id}"
    (tree,) = tree_ids(Timeline((Revision(os.fsdecode(commit).strip(), date.min),), path=path, root=root))
    return (root, tree) if tree else None


def tags_of(root: Path, prefix: str) -> list[Tag]:
    """The tags of the repository at ``root`` whose names begin with ``prefix``, by name."""
    told = _git(
        root, "for-each-ref", "--format=%(refname:short)%00%(objectname)%00%(*objectname)", f"refs/tags/{prefix}*"
    )
    rows = (line.split("\0") for line in os.fsdecode(told or b"").splitlines())
    # An annotated tag is an object of its own; the commit it names stands last.
    return sorted(Tag(row[0], row[2] or row[1]) for row in rows if len(row) == 3)


def files_below(root: Path, commit: str, folder: str) -> dict[str, bytes]:
    """Name and content of every plain file below a folder of a commit; none where there is no such folder."""
    tree = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}:{folder}")
    return (files_of_tree(root, os.fsdecode(tree).strip()) or {}) if tree else {}


def file_at(root: Path, commit: str, name: str) -> bytes | None:
    """The content of one file of a commit; None where it has none of that name."""
    return _git(root, "cat-file", "blob", f"{commit}:{name}")


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """What git answers; None where there is no git, no repository, no such thing, or no answer in time."""
    program = shutil.which("git")
    if program is None or not folder.is_dir():
        return None
    command = [program, "-C", os.fspath(folder), "--no-replace-objects", "--literal-pathspecs", *arguments]
    try:
        ended = subprocess.run(
            command, input=given, capture_output=True, timeout=_SECONDS, check=False, env=_environment()
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ended.stdout if ended.returncode == 0 else None


def _environment() -> dict[str, str]:
    """Nothing of the caller's git but where it is and whom it trusts: no other repository, no network, no questions."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    asked_nothing = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
    return kept | asked_nothing | {"LC_ALL": "C", "GIT_PAGER": "cat"}

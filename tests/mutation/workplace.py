"""Where a group is broken: a copy of the repository in which mutmut makes its mutants and remembers its verdicts."""

import hashlib
import json
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "mutants"
FOLDERS = ("generator", "schemas", "docs", "site_overrides", "data", "tests")
FILES = ("conftest.py", "mkdocs.yml", "gongkai.toml")
# Large libraries, imported once. The tests are not: pytest names some of them otherwise when it reads them twice.
PRELOADED = "preloaded.txt"
_LIBRARIES = ("pytest", "hypothesis", "pandas", "frictionless", "openpyxl", "generator.pages", "generator.cli")
# What the tests of a run were; with other tests, what survived them is tried again.
TRIED = "tried.json"


@dataclass(frozen=True)
class Group:
    """Modules that belong together, and the tests that mirror them, both as paths below the repository."""

    name: str
    sources: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def place(self) -> Path:
        """The copy of the repository that belongs to the group."""
        return PLACE / self.name


def known_groups() -> dict[str, Group]:
    """The groups of ``groups.toml``, in its order."""
    text = Path(__file__).with_name("groups.toml").read_text(encoding="utf-8")
    return {name: Group(name, tuple(row["sources"]), tuple(row["tests"])) for name, row in tomllib.loads(text).items()}


def prepare(group: Group) -> None:
    """Lay the repository out as it is now. Verdicts of earlier runs stay where nothing that they rest on changed."""
    changed = _lay_out(group)
    (group.place / "pyproject.toml").write_text(
        (ROOT / "pyproject.toml").read_text(encoding="utf-8") + settings_of(group), encoding="utf-8"
    )
    (group.place / PRELOADED).write_text("\n".join(_LIBRARIES), encoding="utf-8")
    tried = group.place / TRIED
    before = json.loads(tried.read_text(encoding="utf-8")) if tried.exists() else {}
    now = {name: _digest(ROOT / name) for name in (*group.tests, "conftest.py", *_beside_tests())}
    now["settings"] = settings_of(group)
    if changed or before != now:
        _forget_survivors(group)
    tried.write_text(json.dumps(now, indent=1), encoding="utf-8")


def settings_of(group: Group) -> str:
    """What mutmut reads.

    It must fail fast, so a property gives no smallest example; it asks no repository what changed; and each mutant
    starts from a process in which no test ran, for what functions have cached there would hide what is broken. Nor
    does it look through all its memory for what was left there, which would take longer than most tests. Only what
    takes minutes longer than it should is an endless loop: a busy machine is none.
    """
    also = [*(name for name in FOLDERS if name not in {"generator", "tests"}), *FILES]
    plugins = ("cacheprovider", "unraisableexception", "threadexception")
    options = [*(word for name in plugins for word in ("-p", f"no:{name}")), "--hypothesis-profile=breaking"]
    rows = {
        "source_paths": ["generator"],
        "only_mutate": list(group.sources),
        "also_copy": also,
        "pytest_add_cli_args_test_selection": list(group.tests),
        "pytest_add_cli_args": options,
        "process_isolation": "forkserver",
        "forkserver_warmup": "import",
        "preload_modules_file": PRELOADED,
        "timeout_constant": 5.0,
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in rows.items()]
    return "\n".join(
        ["\n[tool.mutmut]", *lines, "use_git_change_detection = false", 'on_dependency_change = "ignore"\n']
    )


def _lay_out(group: Group) -> bool:
    """Copy what differs, take away what is gone; True when a module outside the group changed or is new."""
    changed = False
    for folder in FOLDERS:
        names = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if _counts(path)}
        there = {path.relative_to(group.place) for path in (group.place / folder).rglob("*") if _counts(path)}
        for name in there - names:
            for copy in (group.place / name, group.place / "mutants" / name):
                copy.unlink(missing_ok=True)
        for name in sorted(names):
            is_ours = any(name.match(pattern) for pattern in group.sources)
            changed |= _copy(name, group) and folder == "generator" and not is_ours
    for name in FILES:
        _copy(Path(name), group)
    return changed


def _counts(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


def _copy(name: Path, group: Group) -> bool:
    """True where the copy was missing or different; one that is the same keeps its time, by which mutmut goes."""
    source, target = ROOT / name, group.place / name
    if target.is_file() and target.read_bytes() == source.read_bytes():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return True


def _beside_tests() -> list[str]:
    """What tests may share: makers of packages, and what is expected."""
    files = (path for path in (ROOT / "tests").rglob("*") if _counts(path) and not path.name.startswith("test_"))
    return sorted(path.relative_to(ROOT).as_posix() for path in files)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _forget_survivors(group: Group) -> None:
    """What the tests killed stays dead; everything else is tried again, by whichever tests reach it now."""
    made = group.place / "mutants"
    (made / "mutmut-stats.json").unlink(missing_ok=True)
    for file in made.rglob("*.meta"):
        record = json.loads(file.read_text(encoding="utf-8"))
        codes = record["exit_code_by_key"]
        record["exit_code_by_key"] = {name: code if code in KILLED else None for name, code in codes.items()}
        file.write_text(json.dumps(record, indent=4), encoding="utf-8")


# Exit codes of pytest that mean a failed test: one that failed, and a test run that broke down.
KILLED = (1, 3)

"""A repository as a service has it: the program as it is now, two small localities, and somebody's proposal."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.repositories import Repository
from tests.workflows.running import ROOT, Machine, install_environment

COMPLETE, MINIMAL = "999901-complete", "999901-minimal"
_PROGRAM = ("generator", "schemas", "site_overrides", "docs", ".github")


def program_files() -> list[str]:
    """Files of the program, as they would be committed now: the folders it is made of and what stands at the root."""
    call = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    inside = [name for name in names if name.startswith(tuple(f"{folder}/" for folder in _PROGRAM)) or "/" not in name]
    return [name for name in inside if name and (ROOT / name).is_file() and not (ROOT / name).is_symlink()]


@pytest.fixture(scope="session")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository with everything merged; no test changes it."""
    repository = Repository(tmp_path_factory.mktemp("origin") / "repository")
    for name in program_files():
        target = repository.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)
    for name in (COMPLETE, MINIMAL):
        repository.add(ROOT / "tests" / "packages" / name.removeprefix("999901-") / name)
    repository.commit("2026-11-01T09:00:00+08:00")
    return repository.root


class Proposal(Repository):
    """A clone with a branch of its own, whose changes are not merged yet."""

    def __init__(self, origin: Path, root: Path) -> None:
        subprocess.run(["git", "clone", "-q", str(origin), str(root)], check=True)
        self.root = root
        self.data = root / "data"
        self.git("checkout", "-q", "-b", "proposal")

    def offer(self) -> None:
        """Commit what was changed."""
        self.commit("2026-11-20T09:00:00+08:00")

    def merge(self) -> None:
        """The trial merge, as the service makes it: the base branch is the first parent, the proposal the second."""
        self.offer()
        self.git("checkout", "-q", "--detach", "origin/main")
        self.git("merge", "-q", "--no-ff", "-m", "Trial merge", "proposal")


@pytest.fixture
def proposal(origin: Path, tmp_path: Path) -> Proposal:
    """A proposal that changes nothing yet, in the folder in which the workflow checks it out."""
    (tmp_path / "workspace").mkdir()
    return Proposal(origin, tmp_path / "workspace" / "proposal")


@pytest.fixture
def machine(tmp_path: Path) -> Callable[..., Machine]:
    """A runner with the workspace of the test; everything is judged as of a fixed day."""

    def make(workspace: Path, **options: object) -> Machine:
        temp = tmp_path / "runner-temp"
        temp.mkdir(exist_ok=True)
        options.setdefault("environment", {"SOURCE_DATE_EPOCH": "1795320000"})
        return Machine(workspace, temp, **options)

    return make


@pytest.fixture
def checked_out(origin: Path, tmp_path: Path) -> Path:
    """The base branch as a workflow checks it out, and an environment that is installed."""
    folder = tmp_path / "main"
    subprocess.run(["git", "clone", "-q", str(origin), str(folder)], check=True)
    install_environment(folder)
    return folder

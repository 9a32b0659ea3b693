"""Runs the commands of a workflow as the service would: out of the YAML, in their order, each in a shell of its own.

What an action does is done by the test: the proposal is laid out, and an environment that is already installed takes
the place of Python. Conditions are read only as far as our workflows use them; any other is refused, not guessed.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
_EXPRESSION = re.compile(r"\$\{\{ (.+?) \}\}")
_IS_OUTPUT = re.compile(r"(?:steps|needs)\.(\w+)\.outputs\.(\w+) == '(\w+)'")


@dataclass(frozen=True)
class Ended:
    """How one step ended."""

    name: str
    code: int
    out: str
    err: str


@dataclass
class Machine:
    """A runner: its workspace, its temporary folder, and what steps leave for each other."""

    workspace: Path
    temp: Path
    event: str = "pull_request"
    variables: Mapping[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    outputs: dict[tuple[str, str], str] = field(default_factory=dict)
    steps: list[Ended] = field(default_factory=list)
    handed_over: list[Path] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """What stands in the summary of the job."""
        file = self.temp / "summary.md"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    @property
    def log(self) -> str:
        """Everything that the steps said."""
        return "\n".join(f"{step.out}\n{step.err}" for step in self.steps)

    @property
    def code(self) -> int:
        """Exit code of the last step that ran."""
        return self.steps[-1].code

    def run(self, workflow: str, job: str) -> "Machine":
        """All steps of a job until one fails."""
        described = workflow_of(workflow)["jobs"][job]
        folder = described.get("defaults", {}).get("run", {}).get("working-directory", ".")
        for step in described["steps"]:
            if "if" in step and not self._holds(step["if"]):
                continue
            if "uses" in step:
                self._act(step)
                continue
            self._shell(step, self.workspace / step.get("working-directory", folder))
            if self.code:
                break
        return self

    def _holds(self, condition: str) -> bool:
        found = _IS_OUTPUT.fullmatch(_EXPRESSION.fullmatch(condition).group(1))
        step, output, value = found.groups()
        return self.outputs[step, output] == value

    def _act(self, step: dict[str, Any]) -> None:
        """What an action does, as far as later steps see it. The checkout is there before the job starts."""
        action = step["uses"].partition("@")[0].removeprefix("actions/")
        if action == "setup-python":
            for folder in (self.workspace, self.workspace / "base"):
                if (folder / "Makefile").exists():
                    install_environment(folder)
        elif action.startswith("upload-"):
            path = self.workspace / self._filled(step["with"]["path"])
            assert path.is_dir(), step
            self.handed_over.append(path)
        else:
            assert action == "checkout", action

    def _filled(self, text: str) -> str:
        known = {"runner.temp": str(self.temp), "vars.SITE_URL": self.variables.get("SITE_URL", "")}
        return _EXPRESSION.sub(lambda found: known[found.group(1)], text)

    def _shell(self, step: dict[str, Any], folder: Path) -> None:
        output = self.temp / "output"
        output.write_text("", encoding="utf-8")
        own = {name: self._filled(value) for name, value in step.get("env", {}).items()}
        files = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(self.temp / "summary.md")}
        named = {
            "GITHUB_EVENT_NAME": self.event,
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_WORKSPACE": str(self.workspace),
        }
        self.steps.append(
            shell(step["run"], folder, files | named | own | dict(self.environment), step.get("name", ""))
        )
        for line in output.read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            self.outputs[step["id"], name] = value


def shell(script: str, folder: Path, environment: Mapping[str, str], name: str = "") -> Ended:
    """One script as a runner runs it: it ends with the first command that fails."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "TMPDIR") if key in os.environ}
    call = ["bash", "--noprofile", "--norc", "-e", "-c", script]
    env = kept | {"LANG": "C.UTF-8", "NO_MKDOCS_2_WARNING": "1"} | dict(environment)
    ended = subprocess.run(call, cwd=folder, env=env, capture_output=True, text=True, check=False)
    return Ended(name, ended.returncode, ended.stdout, ended.stderr)


def workflow_of(name: str) -> dict[str, Any]:
    """A workflow of the repository; YAML takes the word «on» for a truth value."""
    described = yaml.safe_load((ROOT / ".github" / "workflows" / f"{name}.yml").read_text(encoding="utf-8"))
    return {("on" if key is True else key): value for key, value in described.items()}


def install_environment(folder: Path) -> None:
    """Make a copy of the repository believe that ``make ready`` was run in it: programs that run the copy's code."""
    programs = folder / ".venv" / "bin"
    if programs.exists():
        return
    programs.mkdir(parents=True)
    python = f'#!/bin/sh\nPYTHONPATH="{folder}" exec "{sys.executable}" "$@"\n'
    for name, text in (("python", python), ("gongkai", f'#!/bin/sh\nexec "{programs}/python" -m generator "$@"\n')):
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(0o755)
    modules = folder / "node_modules"
    modules.mkdir()
    for path in (ROOT / "node_modules").iterdir():
        if not path.name.startswith("."):
            (modules / path.name).symlink_to(path.resolve())
    for stamp in (".site-ready", ".test-ready"):
        (programs.parent / stamp).touch()
    for stamp in (".ready", ".test-ready"):
        (modules / stamp).touch()

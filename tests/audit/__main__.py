"""Ask the services that know of advisories about everything that the lock files pin: ``make audit``.

pip-audit asks about the Python packages, npm about the JavaScript ones; each gets the lock file and installs nothing.
It ends with 0 where nothing is known, with 1 where something is, and with 75 where not everything could be asked
about: a service that does not answer has not said that all is well.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.settings import ROOT
from tests.audit.locks import PYTHON_LOCKS, node_pins, pins_of
from tests.site.programs import node

EXIT_KNOWN, EXIT_NOT_DONE = 1, 75


@dataclass(frozen=True)
class Answer:
    """What came back about one lock file: advisories, one a line, and why not everything could be asked about."""

    lock: str
    known: tuple[str, ...] = ()
    not_done: tuple[str, ...] = ()


def judge_python(lock: Path, output: str, error: str) -> Answer:
    """Read what pip-audit printed as JSON. What it skipped it counts as sound; here it is a question left open."""
    try:
        rows = json.loads(output)["dependencies"]
        answered = {row["name"]: row for row in rows}
    except (ValueError, KeyError, TypeError):
        return Answer(lock.name, not_done=(_last_line(error) or "pip-audit said nothing",))
    known, not_done = [], []
    for pin in pins_of(lock):
        row = answered.get(pin.name)
        if row is None or "vulns" not in row:
            not_done.append(f"{pin.name} {pin.version}: {(row or {}).get('skip_reason', 'no answer')}")
            continue
        for found in row["vulns"]:
            mended = ", ".join(found.get("fix_versions", ())) or "no version yet"
            names = [found["id"], *found.get("aliases", ())]
            known.append(f"{pin.name} {pin.version}: {' '.join(names)}; mended in {mended}")
    return Answer(lock.name, tuple(known), tuple(not_done))


def judge_node(lock: Path, output: str, error: str) -> Answer:
    """Read what npm audit printed as JSON. It must have counted at least the packages that the lock file pins."""
    try:
        report: dict[str, Any] = json.loads(output)
        rows, counted = report["vulnerabilities"], report["metadata"]["dependencies"]["total"]
    except (ValueError, KeyError, TypeError):
        said = _npm_error(output) or _last_line(error)
        return Answer(lock.name, not_done=(said or "npm said nothing",))
    known = []
    for name, row in sorted(rows.items()):
        for found in row["via"]:
            if isinstance(found, dict):  # a word is the name of another package that is listed itself
                words = [name, f"{found.get('range', '')}:", found.get("url", ""), found.get("title", "")]
                known.append(" ".join(filter(None, words)))
    missing = len(node_pins()) - counted
    not_done = (f"{missing} packages were not asked about",) if missing > 0 else ()
    return Answer(lock.name, tuple(known), not_done)


def _npm_error(output: str) -> str:
    try:
        said = json.loads(output)
        return str(said.get("message") or said["error"].get("summary", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""


def _last_line(text: str) -> str:
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")


def ask_python(lock: Path, service: str) -> Answer:
    """Ask about one file of requirements, the service of the package index or, where given, another in OSV's form."""
    with tempfile.TemporaryDirectory() as cache:
        call = [sys.executable, "-m", "pip_audit", "-r", str(lock), "--require-hashes", "--disable-pip"]
        call += ["--format", "json", "--progress-spinner", "off", "--cache-dir", cache]
        call += ["--vulnerability-service", "osv", "--osv-url", service] if service else []
        ended = subprocess.run(call, capture_output=True, text=True, check=False)
    return judge_python(lock, ended.stdout, ended.stderr)


def ask_node(folder: Path, registry: str) -> Answer:
    """Ask about the lock file of npm, the registry that npm is set to or another."""
    npm = Path(node()).parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    call = [node(), str(npm), "audit", "--json", "--package-lock-only", "--fetch-retries=1", "--logs-max=0"]
    call += [f"--registry={registry}"] if registry else []
    ended = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False)
    return judge_node(folder / "package-lock.json", ended.stdout, ended.stderr)


def tell(answers: Iterable[Answer]) -> int:
    """Print what came back; the exit code."""
    given = list(answers)
    for answer in given:
        for line in answer.known:
            print(f"{answer.lock}: {line}")
    for answer in given:
        if answer.not_done:
            more = f" (and {len(answer.not_done) - 1} more)" if len(answer.not_done) > 1 else ""
            print(f"{answer.lock}: the audit could not be done: {answer.not_done[0]}{more}")
        else:
            print(f"{answer.lock}: asked about everything; {len(answer.known) or 'no'} known advisories")
    if any(answer.known for answer in given):
        return EXIT_KNOWN
    return EXIT_NOT_DONE if any(answer.not_done for answer in given) else 0


def main() -> int:
    """Ask about all lock files."""
    parser = argparse.ArgumentParser(description="Audit of the lock files.")
    parser.add_argument("--osv", default="", help="address of a service in OSV's form, in place of the package index's")
    parser.add_argument("--registry", default="", help="registry whose advisories npm asks for")
    options = parser.parse_args()
    return tell([*(ask_python(lock, options.osv) for lock in PYTHON_LOCKS), ask_node(ROOT, options.registry)])


if __name__ == "__main__":
    sys.exit(main())

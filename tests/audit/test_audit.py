"""The audit: silence of a service is never taken for a good answer. The services of these tests are on this machine."""

import gzip
import http.server
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import yaml

from generator.settings import ROOT
from tests.audit.__main__ import EXIT_KNOWN, EXIT_NOT_DONE, Answer, ask_node, ask_python, judge_node, judge_python, tell
from tests.audit.locks import NODE_LOCK, PYTHON_LOCKS, node_pins, pins_of
from tests.workflows.running import workflow_of

LOCK = PYTHON_LOCKS[0]
ADVISORY = {
    "id": "PYSEC-0000-1",
    "aliases": ["CVE-0000-1"],
    "summary": "x",
    "details": "x",
    "published": "2026-01-01T00:00:00Z",
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "mkdocs"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.1"}]}],
        }
    ],
}
NODE_ADVISORY = {
    "axe-core": [
        {
            "id": 1,
            "url": "https://example.org/GHSA-x",
            "title": "x",
            "severity": "high",
            "vulnerable_versions": "<99.0.0",
        }
    ]
}


class Service(http.server.BaseHTTPRequestHandler):
    """Both services: OSV's answers by package, npm's all packages at once."""

    known: dict[str, Any]
    asked: list[str]

    def log_message(self, *_: Any) -> None:
        """Tests have their own log."""

    def do_GET(self) -> None:
        """npm would like to read more about a package that an advisory names; nothing is known of any."""
        self.send_error(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        question = json.loads(body)
        if "package" in question:
            name = question["package"]["name"]
            self.asked.append(name)
            answer: Any = {"vulns": [self.known[name]]} if name in self.known else {}
        else:
            self.asked.extend(question)
            answer = {name: rows for name, rows in self.known.items() if name in question}
        content = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def service(**known: Any) -> Iterator[tuple[str, list[str]]]:
    """Address of a service that knows of these advisories, and the names of the packages it was asked about."""
    asked: list[str] = []
    handler = type("Own", (Service,), {"known": known, "asked": asked})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()


@contextmanager
def nobody() -> Iterator[str]:
    """An address at which nobody answers."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
    yield address


def test_a_service_is_asked_about_every_python_package():
    """By pip-audit itself, with the lock file as it is."""
    with service() as (address, asked):
        assert Answer(LOCK.name) == ask_python(LOCK, address)
    assert sorted(pin.name for pin in pins_of(LOCK)) == sorted(asked)


def test_an_advisory_is_told_with_the_version_that_mends_it():
    with service(mkdocs=ADVISORY) as (address, _):
        answer = ask_python(LOCK, address)
    (pin,) = [pin for pin in pins_of(LOCK) if pin.name == "mkdocs"]
    assert (f"mkdocs {pin.version}: PYSEC-0000-1 CVE-0000-1; mended in 99.1",) == answer.known
    assert () == answer.not_done


def test_a_service_is_asked_about_every_node_package():
    """By npm itself, which needs no package installed for it."""
    with service() as (address, asked):
        assert Answer(NODE_LOCK.name) == ask_node(ROOT, address)
    assert {pin.name for pin in node_pins()} == set(asked)


def test_an_advisory_on_a_node_package_is_told():
    with service(**NODE_ADVISORY) as (address, _):
        answer = ask_node(ROOT, address)
    assert ("axe-core <99.0.0: https://example.org/GHSA-x x",) == answer.known


def test_where_nobody_answers_the_audit_was_not_done():
    """Neither tool says so by itself in a way that a shell would notice at once; this does."""
    with nobody() as address:
        python, npm = ask_python(LOCK, address), ask_node(ROOT, address)
    assert python.not_done
    assert npm.not_done
    assert EXIT_NOT_DONE == tell([python, npm])


def test_what_was_skipped_is_not_sound():
    """pip-audit ends with 0 and «No known vulnerabilities found» where the index knows none of the packages."""
    rows = [{"name": pin.name, "skip_reason": "Dependency not found on PyPI"} for pin in pins_of(LOCK)]
    answer = judge_python(LOCK, json.dumps({"dependencies": rows, "fixes": []}), "No known vulnerabilities found\n")
    assert len(pins_of(LOCK)) == len(answer.not_done)
    one_missing = [{"name": pin.name, "version": pin.version, "vulns": []} for pin in pins_of(LOCK)[1:]]
    assert 1 == len(judge_python(LOCK, json.dumps({"dependencies": one_missing}), "").not_done)


@pytest.mark.parametrize("output", ["", "x", "[]", "{}", '{"dependencies": 1}', '{"message": "request failed"}'])
def test_what_is_no_answer_is_none(output):
    """Whatever the tools print instead of a report."""
    assert judge_python(LOCK, output, "").not_done
    assert judge_node(NODE_LOCK, output, "").not_done


def test_less_than_all_is_not_all():
    """npm counts what it asked about."""
    report = {"vulnerabilities": {}, "metadata": {"dependencies": {"total": len(node_pins()) - 1}}}
    assert ("1 packages were not asked about",) == judge_node(NODE_LOCK, json.dumps(report), "").not_done


def test_an_advisory_weighs_more_than_a_silence(capsys):
    """Both are told; the exit code is that of what is known."""
    answers = [Answer("a.lock", ("x 1: CVE-0000-1",)), Answer("b.lock", (), ("no answer", "no answer"))]
    assert EXIT_KNOWN == tell(answers)
    lines = capsys.readouterr().out.splitlines()
    assert "a.lock: x 1: CVE-0000-1" in lines
    assert "b.lock: the audit could not be done: no answer (and 1 more)" in lines
    assert 0 == tell([Answer("a.lock")])


def test_the_command_asks_about_all_lock_files():
    """As ``make audit`` calls it, here with services of this machine."""
    with service() as (address, asked):
        call = [sys.executable, "-m", "tests.audit", "--osv", address, "--registry", address]
        ended = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (0, "") == (ended.returncode, ended.stderr)
    assert 3 == ended.stdout.count("asked about everything; no known advisories")
    everything = [*node_pins(), *(pin for lock in PYTHON_LOCKS for pin in pins_of(lock))]
    assert {pin.name for pin in everything} == set(asked)


def test_services_ask_every_week_and_when_a_lock_changes():
    """Advisories come without any change of ours; a lock file without one is asked about before it is merged."""
    triggers = workflow_of("audit")["on"]
    assert triggers["schedule"]
    for event in ("push", "pull_request"):
        assert {lock.name for lock in (*PYTHON_LOCKS, NODE_LOCK)} <= set(triggers[event]["paths"])
    (step,) = [step for step in workflow_of("audit")["jobs"]["audit"]["steps"] if "run" in step]
    assert "make audit" == step["run"]
    gitlab = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))["audit"]
    assert ["make audit"] == gitlab["script"]
    assert {lock.name for lock in (*PYTHON_LOCKS, NODE_LOCK)} == set(gitlab["rules"][1]["changes"])
    assert "allow_failure" not in gitlab

"""The policy of pages: scripts run by the hashes of the theme's templates alone, and servers can say the same."""

import base64
import hashlib

import pytest

from generator.policy import hashes_in_template, header_files, page_policy, script_hash, scripts_of

SCRIPTS = {script_hash("a=1"), script_hash("b=2")}


def directives(policy: str) -> dict[str, list[str]]:
    """A policy as browsers read it."""
    return {name: values for name, *values in (part.split() for part in policy.split(";"))}


def test_everything_is_refused_but_what_is_named():
    """No fallback, no word that lets scripts run as they like, no other host."""
    found = directives(page_policy(SCRIPTS))
    assert ["'none'"] == found["default-src"]
    assert ["'self'", *sorted(SCRIPTS)] == found["script-src"]
    assert ["'none'"] == found["base-uri"]
    assert {"'self'", "'none'", "data:", "'unsafe-hashes'"} >= {
        value for values in found.values() for value in values if not value.startswith("'sha256-")
    }
    assert [name for name, values in found.items() if "'unsafe-hashes'" in values] == ["style-src-attr"]
    assert [name for name, values in found.items() if "data:" in values] == ["img-src"]


def test_hash_is_that_of_the_script_between_its_tags():
    """As browsers compute it: SHA-256 of the text as it stands, in base64."""
    value = base64.b64encode(hashlib.sha256(b"\n a=1 ").digest()).decode()
    assert {f"'sha256-{value}'"} == hashes_in_template("{<script>\n a=1 </script>\n")


def test_policy_tells_its_scripts():
    """What went in comes out; a hash elsewhere is none of a script."""
    assert SCRIPTS == scripts_of(page_policy(SCRIPTS))
    assert frozenset() == scripts_of(page_policy(()))
    assert frozenset() == scripts_of("")


def test_header_files_say_what_pages_say_and_what_only_headers_can():
    """Both files have the same headers; what holds for HTTPS alone is there to be switched on."""
    files = header_files(SCRIPTS)
    assert {"_headers", "nginx-headers.conf"} == set(files)
    static = dict(line.strip().split(": ", 1) for line in files["_headers"].splitlines() if line.startswith("  "))
    nginx = {
        name: value.removesuffix(" always;").strip('"')
        for name, value in (
            line.removeprefix("add_header ").split(" ", 1)
            for line in files["nginx-headers.conf"].splitlines()
            if line.startswith("add_header ")
        )
    }
    assert static == nginx
    assert f"{page_policy(SCRIPTS)}; frame-ancestors 'self'" == static["Content-Security-Policy"]
    assert "nosniff" == static["X-Content-Type-Options"]
    assert {"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"} == set(static)


@pytest.mark.parametrize("name", ["_headers", "nginx-headers.conf"])
def test_https_is_asked_for_in_a_comment_only(name):
    """A site that is reached by HTTP would be locked out for a year."""
    lines = [line for line in header_files(())[name].splitlines() if "Strict-Transport-Security" in line]
    assert len(lines) == 1
    assert lines[0].startswith("#")

"""Reproducible: the same data and day give the same bytes, wherever, whenever and however the site is built."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.publish import published_release, verify_site
from tests.published import site_manifest
from tests.workflows.conftest import COMPLETE, MINIMAL, program_files

ROOT = Path(__file__).resolve().parents[2]
PLAIN = {"TZ": "Asia/Shanghai", "LANG": "C.UTF-8", "PYTHONHASHSEED": "0"}
# A machine that is other in everything that must not matter.
OTHER = {"TZ": "America/St_Johns", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "PYTHONHASHSEED": "4711", "COLUMNS": "40"}


def build(program: Path, data: Path, output: Path, environment: dict[str, str], *options: str) -> None:
    """Calls the program that lies in a folder as a shell in that folder would."""
    output.parent.mkdir(parents=True, exist_ok=True)
    call = [sys.executable, "-m", "generator", "build", "--data", str(data), "--output", str(output)]
    call += ["--as-of", "2026-11-22", "--language", "en", *options]
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    env = kept | {"PYTHONPATH": str(program)} | environment
    ended = subprocess.run(call, cwd=program, env=env, capture_output=True, text=True, check=False)
    assert 0 == ended.returncode, ended.stdout + ended.stderr


def lay_out(folder: Path) -> Path:
    """The program and two packages as somebody else would check them out."""
    for name in program_files():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    (folder / "node_modules").symlink_to((ROOT / "node_modules").resolve())
    for name in (MINIMAL, COMPLETE):
        shutil.copytree(ROOT / "tests" / "packages" / name.removeprefix("999901-") / name, folder / "data" / name)
    return folder


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> Path:
    """A checkout in which the site was built, by one process, in China."""
    program = lay_out(tmp_path_factory.mktemp("here") / "gongkai")
    build(program, program / "data", program / "site", PLAIN, "--workers", "1")
    return program


@pytest.mark.xdist_group("reproducible")
def test_another_machine_makes_the_same_bytes(first, tmp_path):
    """In another folder, time zone, language and order of hashes, by several processes, and step by step out of a cache
    that knows something else: the manifest of the site is the same, and every byte of it.
    """
    program = lay_out(tmp_path / "其他 folder" / "deep" / "checkout")
    output, units = tmp_path / "www" / "pages", program / "data" / MINIMAL / "units.csv"
    as_it_is = units.read_text(encoding="utf-8")
    units.write_text(as_it_is.replace("示例", "改名后的示例", 1), encoding="utf-8")
    build(program, program / "data", output, OTHER, "--workers", "3")
    before = published_release(output)
    units.write_text(as_it_is, encoding="utf-8")
    build(program, program / "data", output, OTHER)
    assert before != published_release(output)
    assert verify_site(first / "site") == verify_site(output)
    assert site_manifest(first / "site") == site_manifest(output)


@pytest.mark.xdist_group("reproducible")
def test_the_cache_does_not_show(first, tmp_path):
    """Without it the same machine makes the same bytes, and the site that stands is the same release."""
    elsewhere = tmp_path / "anew" / "site"
    build(first, first / "data", elsewhere, PLAIN, "--no-cache", "--workers", "2")
    assert site_manifest(first / "site") == site_manifest(elsewhere)

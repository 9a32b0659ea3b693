"""The rules of the house that no other tool holds: sizes, docstrings, templates, and what no file may name."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.settings import ROOT

MODULES = sorted((ROOT / "generator").rglob("*.py"))
TEMPLATES = sorted((ROOT / "generator" / "templates").iterdir())
MOST_LINES = 350
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
# Letters and marks: a Chinese bracket is language as well.
HAN = re.compile(r"[\u3000-\u9fff\uf900-\uffef]")
MESSAGE = re.compile(r"""\b(?:_|say)\((?:"([^"]*)"|'([^']*)')""")
# {#id}, where the id may be worked out: {#role-{{ loop.index }}}
ID = re.compile(r" \{#(?:[a-z0-9-]|\{\{ [\w.()]+ \}\})+\}$")


def own(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def repository_files() -> list[Path]:
    """Files that are in the repository, or would be with the next commit."""
    call = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode != 0:
        pytest.skip("this copy is no git repository, so nothing says which files belong to it")
    return [ROOT / name for name in found.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_every_module_says_what_it_is():
    """Each module begins with a docstring of at least a few words."""
    assert len(MODULES) > 50
    assert [] == [own(path) for path in MODULES if len((ast.get_docstring(ast.parse(text_of(path))) or "").split()) < 4]


def test_no_module_is_long():
    """A module of more than 350 lines is two modules."""
    assert [] == [own(path) for path in MODULES if len(text_of(path).splitlines()) > MOST_LINES]


def test_no_module_has_an_empty_name():
    """No module is called by a word that says nothing."""
    assert [] == [own(path) for path in MODULES if {*path.parts, path.stem} & EMPTY_NAMES]


def test_floors_hold():
    """Modules import only from floors below, and each large dependency has its one importer."""
    program = Path(sys.executable).with_name("lint-imports")
    ended = subprocess.run([str(program)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert 0 == ended.returncode, ended.stdout[-2000:] + ended.stderr[-2000:]


def test_only_artifacts_writes_files():
    """A file is there whole or not at all, so nothing writes past ``artifacts``; parts of an archive are no files."""
    opening = r"""(?<!archive\.)\bopen\([^)]*["'][wax]b?["']"""
    writing = re.compile(rf"\.(?:write_text|write_bytes|touch)\(|{opening}|json\.dump\(")
    assert ["generator/artifacts.py"] == [own(path) for path in MODULES if writing.search(text_of(path))]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "package-lock.json"])
def test_lock_files_hold_hashes_and_no_address(name):
    """Whoever clones the repository uses a registry of their own; what it gives is known by its hash."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "sha512-" in text or "--hash=sha256:" in text


def test_repository_holds_no_links_and_no_large_files():
    """No symlink leads out of the repository, and no file is larger than a large table."""
    files = repository_files()
    assert [] == [own(path) for path in files if path.is_symlink() or path.stat().st_size > 2_000_000]


def code_of(path: Path) -> str:
    """A template without its notes."""
    return re.sub(r"<#.*?#>", "", text_of(path), flags=re.DOTALL)


def lines_of_templates(pattern: str, *, ending: str = "") -> list[str]:
    found = re.compile(pattern)
    paths = [path for path in TEMPLATES if path.name.endswith(ending)]
    return [
        f"{path.name}: {line.strip()}" for path in paths for line in code_of(path).splitlines() if found.search(line)
    ]


def test_every_word_of_templates_is_a_message():
    """Chinese words and marks stand only in ``_("…")`` and ``say("…")``, so that the catalogue knows them all."""
    assert len(TEMPLATES) > 40
    rest = {path.name: MESSAGE.sub("", code_of(path)) for path in TEMPLATES}
    assert [] == [
        f"{name}: {line.strip()}" for name, text in rest.items() for line in text.splitlines() if HAN.search(line)
    ]


def test_messages_have_no_percent_signs():
    """A message is a format string to the catalogue; a bare per cent sign would fail when the page is made."""
    messages = ["".join(found) for path in TEMPLATES for found in MESSAGE.findall(code_of(path))]
    assert len(messages) > 100
    assert [] == [text for text in messages if "%" in text]


def test_templates_let_nothing_past_the_boundary():
    """No filter, block or tag in a template switches the escaping off."""
    assert [] == lines_of_templates(r"\|\s*(?:safe|forceescape)\b|\bMarkup\b|\bautoescape\b|\{%-?\s*raw\b")


def test_templates_run_nothing_and_load_nothing():
    """No scripts, styles, handlers, frames or addresses of other hosts: the page's policy would refuse them."""
    assert [] == lines_of_templates(r"<(?:script|style|iframe|object|embed|base|link|meta|img)\b|\son[a-z]+\s*=")
    assert [] == lines_of_templates(r"""javascript:|(?:href|src|action)=["'](?:https?:)?//""")


def test_headings_carry_plain_ids():
    """Every heading in Markdown has an explicit ASCII id, for Python-Markdown would number Chinese ones."""
    assert len(lines_of_templates(r"^#{1,6} ", ending=".md")) > 30
    assert [] == [line for line in lines_of_templates(r"^#{1,6} ", ending=".md") if not ID.search(line)]


@pytest.mark.parametrize("path", sorted((ROOT / "site_overrides").rglob("*.js")), ids=lambda path: path.name)
def test_scripts_write_text_and_never_markup(path):
    """What a script shows is set as text; nothing is parsed as HTML, run as code or asked of another host."""
    text = re.sub(r"/\*.*?\*/", "", text_of(path), flags=re.DOTALL)
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|https?://|DOMParser"
    assert [] == re.findall(forbidden, text)

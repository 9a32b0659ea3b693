"""The README files tell the truth: every command in them runs, and every command, option, code and table is in them."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from generator import cli, errors
from generator.schemas import TABLES
from generator.settings import ROOT

READMES = ("README.md", "README.zh-CN.md")
GUIDES = ("docs/contribute/workbook.md", "docs/en/contribute/workbook.md")
PROGRAM = ".venv/bin/gongkai "
# Running these here would run the tests in the tests; that they exist is checked.
MADE_ELSEWHERE = ("make site", "make test")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands_of(name: str) -> list[str]:
    """Every line of every ``sh`` block."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", text_of(name), flags=re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def targets() -> set[str]:
    """What the Makefile can make by name."""
    return set(re.findall(r"^([a-z][a-z-]*):", text_of("Makefile"), flags=re.MULTILINE))


def commands() -> list[tuple[str, click.Command]]:
    """Every command that does something, by the words that call it."""
    found = []
    for name, command in cli.gongkai.commands.items():
        below = getattr(command, "commands", {})
        found += [(f"{name} {inner}", own) for inner, own in below.items()] or [(name, command)]
    return found


COMMANDS = list(dict.fromkeys(line for name in (*READMES, *GUIDES) for line in commands_of(name)))
CHECKS = [line for name in READMES for line in commands_of(name) if line.startswith(f"{PROGRAM}check")]


def test_both_readmes_have_the_same_commands():
    """Who reads Chinese is told to type the same as who reads English, and there is something to type."""
    assert commands_of("README.md") == commands_of("README.zh-CN.md")
    assert len(commands_of("README.md")) >= 4
    assert "make site" == commands_of("README.md")[0]


def test_every_block_of_commands_is_marked():
    """No block of code escapes these tests because it is not marked as ``sh``."""
    for name in READMES:
        fences = re.findall(r"^```.*$", text_of(name), flags=re.MULTILINE)
        assert ["```sh", "```"] * (len(fences) // 2) == fences


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_is_of_a_known_kind(line, tmp_path):
    """A command is a target of the Makefile or a call of the program that it accepts; nothing is executed here."""
    if line in MADE_ELSEWHERE:
        assert line.removeprefix("make ") in targets()
        return
    assert line.startswith(PROGRAM), f"no test knows how to run «{line}»"
    words = shlex.split(line.removeprefix(PROGRAM))
    name, command = next((name, command) for name, command in commands() if words[: len(name.split())] == name.split())
    files = [word for word in words if word.endswith(".xlsx")]
    for file in files:
        (tmp_path / file).touch()
    arguments = [str(tmp_path / word) if word in files else word for word in words[len(name.split()) :]]
    assert name == command.make_context(name, arguments).info_name


@pytest.mark.parametrize("line", CHECKS)
def test_check_commands_run(line):
    """Checks of the repository's own data run as written, with this environment's program, and find no error."""
    program = Path(sys.executable).with_name("gongkai")
    arguments = shlex.split(line.removeprefix(PROGRAM))
    ended = subprocess.run([str(program), *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (0, "") == (ended.returncode, ended.stderr)
    if "json" in arguments:
        assert json.loads(ended.stdout)["localities"] == [word for word in arguments if re.match(r"\d{6}-", word)]


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_make_targets_in_the_text_exist(name):
    """Whatever the text says one can make, the Makefile can make."""
    named = set(re.findall(r"`make ([a-z-]+)`", text_of(name)))
    assert named
    assert set() == named - targets()


def test_the_makefile_does_what_the_readme_promises():
    """``make site`` and ``make test`` install from the locked files and end in the calls that the text describes."""
    text = text_of("Makefile")
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert (ROOT / name).is_file()
        assert f"--require-hashes -r {name}" in text
    recipes = dict(re.findall(r"^([a-z]+):.*\n((?:\t.*\n)+)", text, flags=re.MULTILINE))
    assert "$(BIN)/gongkai build" in recipes["site"]
    assert "$(BIN)/gongkai serve" in recipes["serve"]
    assert "-m pytest" in recipes["test"]


@pytest.mark.parametrize("name", READMES)
def test_every_command_and_option_is_in_the_readme(name):
    """Each command has its row, and each option is explained."""
    text = text_of(name)
    for words, command in commands():
        assert f"`gongkai {words}" in text, words
        for option in (row for row in command.params if row.param_type_name == "option"):
            assert f"`{max(option.opts, key=len)}" in text, f"{words} {option.opts}"


@pytest.mark.parametrize("name", READMES)
def test_the_readme_has_no_command_or_option_too_many(name):
    """What stands in the tables exists; what is not there yet is said among the limits only."""
    rows = re.findall(r"^\| `([^`]+)`", text_of(name), flags=re.MULTILINE)
    options = {row.split()[0] for row in rows if row.startswith("--")}
    named = [row.removeprefix("gongkai ") for row in rows if row.startswith("gongkai ")]
    known = {name for _, command in commands() for option in command.params for name in option.opts}
    assert set() == options - known
    assert sorted(name for name, _ in commands()) == sorted(
        next((name for name, _ in commands() if f"{row} ".startswith(f"{name} ")), row) for row in named
    )


@pytest.mark.parametrize("name", READMES)
def test_exit_codes_are_the_real_ones(name):
    """Each exit code has its row."""
    codes = {value for key, value in vars(errors).items() if key.startswith("EXIT_")}
    assert sorted(codes) == [int(row) for row in re.findall(r"^\| (\d) \|", text_of(name), flags=re.MULTILINE)]


@pytest.mark.parametrize("name", READMES)
def test_every_table_is_named(name):
    """The list of tables is complete."""
    assert [] == [table for table in TABLES if f"`{table}`" not in text_of(name)]


@pytest.mark.parametrize("name", READMES)
def test_folders_exist(name):
    """The folders of the list are there; the built site need not be."""
    folders = set(re.findall(r"^\| `([a-z_]+/)` \|", text_of(name), flags=re.MULTILINE))
    assert {"data/", "schemas/", "docs/", "generator/", "site_overrides/", "tests/", "site/"} == folders
    assert [] == [folder for folder in folders - {"site/"} if not (ROOT / folder).is_dir()]


@pytest.mark.parametrize("name", READMES)
def test_files_named_exist(name):
    """Every file that the text sends its reader to is there."""
    named = re.findall(r"`([A-Za-z][\w.-]*\.(?:md|toml|yml|lock)|LICENSE)`", text_of(name))
    assert named
    assert [] == [file for file in named if not (ROOT / file).is_file()]

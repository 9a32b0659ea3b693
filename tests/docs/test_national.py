"""The page about running it for a whole country: its arithmetic comes out, its commands exist, in both languages."""

import re
import shlex

import pytest
from click import Command
from distributed.cli import dask_scheduler, dask_worker

from generator import cli
from generator.build import cluster
from generator.settings import ROOT

PAGES = {"zh": ROOT / "docs/contribute/national.md", "en": ROOT / "docs/en/contribute/national.md"}
PROGRAM = ".venv/bin/gongkai "


def text_of(language: str) -> str:
    return PAGES[language].read_text(encoding="utf-8").replace(",", "")


def values(language: str) -> dict[str, float]:
    """What the example assumes, by sign."""
    rows = re.findall(r"^\| ([A-Za-z]) \| [^|]+ \| ([\d.]+)[^|]*\|", text_of(language), flags=re.MULTILINE)
    return {sign: float(value) for sign, value in rows}


def commands(language: str) -> list[str]:
    (block,) = re.findall(r"^```sh\n(.*?)^```$", text_of(language), flags=re.MULTILINE | re.DOTALL)
    return block.splitlines()


def sums(language: str) -> list[tuple[float, float]]:
    """Every sum of two numbers on the page with what it says comes out, and every sum divided by the workers."""
    text = text_of(language)
    term = r"([\d.]+(?: ?× ?[\d.]+)?)"
    found = re.findall(rf"{term} \+ {term}\)?( ÷ \d+)? = (?:约|about )?(\d+)( GB)?", text)
    return [
        (_product(a) + _product(b), float(said) * float(by.strip(" ÷") or 1) * (1000 if giga else 1))
        for a, b, by, said, giga in found
    ]


def _product(term: str) -> float:
    first, _, second = term.partition("×")
    return float(first) * float(second or 1)


@pytest.mark.parametrize("language", PAGES)
def test_the_example_comes_out(language):
    """Each result follows from the table by the formula beside it."""
    one = values(language)
    assert set("LPfcsgw") == set(one)
    text = text_of(language)
    for name, value in {"L×f": one["L"] * one["f"], "P×c": one["P"] * one["c"]}.items():
        assert f"{value:.0f}" in text, name
    building = (one["L"] * one["f"] + one["P"] * one["c"]) / one["w"]
    alone = one["L"] * one["s"] + one["P"] * one["g"]
    assert f"= {building:.0f}" in text
    assert f"{one['L'] * one['s']:.0f} + {one['P'] * one['g']:.0f} = {alone:.0f}" in text
    assert one["P"] == 400_000 + one["L"] * 10
    assert 3 == len(sums(language))
    assert all(abs(right - said) <= 0.02 * right for right, said in sums(language)), sums(language)


def test_both_languages_say_the_same():
    """The same assumptions, the same sums, the same commands."""
    assert values("zh") == values("en")
    assert sums("zh") == sums("en")
    assert commands("zh") == commands("en")


@pytest.mark.parametrize("line", commands("en"))
def test_every_command_is_accepted(line):
    """Scheduler, worker and build know every option that the page gives them."""
    program, *arguments = shlex.split(line)
    known: dict[str, Command] = {"scheduler": dask_scheduler.main, "worker": dask_worker.main}
    if line.startswith(PROGRAM):
        name, *arguments = arguments
        assert cli.gongkai.commands[name].make_context(name, arguments).params["scheduler"]
        return
    assert "dask" == program
    name, *arguments = arguments
    own = {option for row in known[name].params for option in row.opts}
    assert [] == [word for word in arguments if word.startswith("--") and word not in own]


@pytest.mark.parametrize(("language", "words"), [("zh", "{}秒左右"), ("en", "about {} seconds")])
def test_waiting_times_are_the_real_ones(language, words):
    """How long a scheduler is waited for stands there as it is."""
    assert words.format(cluster._CONNECT) in text_of(language)
    assert 60 == cluster._PATIENCE

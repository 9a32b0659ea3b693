"""Options of the test run."""

import json
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import Phase, settings

# Speed is measured elsewhere: no property fails because the machine was busy. The same code is always tried with the
# same examples, so that a change lands or does not for what it is; new examples are hunted with --hunt.
settings.register_profile("landing", deadline=None, derandomize=True)
settings.register_profile("hunting", deadline=None, derandomize=False, print_blob=True)
# Breaking is for the mutation run, which wants to know whether a property fails, not its smallest example.
settings.register_profile(
    "breaking", deadline=None, derandomize=True, database=None, max_examples=50, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile("landing")
REMEMBERING = type(cache(id))
MOST_MEMORY = 4_000_000_000
# How long each test takes, where it is known.
TIMES = Path("mutmut-stats.json")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` accepts the pages as they are now; ``--hunt 50`` looks for what no one has thought of."""
    parser.addoption("--update-golden", action="store_true", help="write the golden pages anew; review the difference")
    parser.addoption("--hunt", type=int, metavar="TIMES", help="only the properties, TIMES as many examples, at random")


def pytest_configure(config: pytest.Config) -> None:
    """Hunting is a profile of its own, chosen before any test is read.

    A loop that was broken may fill the memory of the machine before it is found to be endless: it gets some of it.
    """
    if config.getoption("--hunt"):
        settings.load_profile("hunting")
    if config.getoption("--hypothesis-profile") == "breaking":
        import resource  # not every system has it

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Where the program is broken on purpose, no test is answered out of what another one left in memory.

    It would seem not to reach what it is about. What reads files once and keeps them may keep them.
    """
    if item.config.getoption("--hypothesis-profile") != "breaking":
        return
    modules = [module for name, module in sys.modules.items() if name.startswith("generator.")]
    for function in (one for module in modules for one in vars(module).values() if isinstance(one, REMEMBERING)):
        if function.cache_parameters()["maxsize"]:
            function.cache_clear()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ``--hunt``, every property gets more examples and everything else is left out.

    Where the program is broken on purpose, the first test that fails is enough: the quick ones come first.
    """
    hunted = [item for item in items if getattr(getattr(item, "obj", None), "is_hypothesis_test", False)]
    if config.getoption("--hypothesis-profile") == "breaking":
        known = json.loads(TIMES.read_text(encoding="utf-8"))["duration_by_test"] if TIMES.exists() else {}
        items.sort(key=lambda item: (item in hunted, round(known.get(item.nodeid, 0), 1)))
    times = config.getoption("--hunt")
    if not times:
        return
    for function in {getattr(item.obj, "__func__", item.obj) for item in hunted}:
        own = function._hypothesis_internal_use_settings
        function._hypothesis_internal_use_settings = settings(own, max_examples=own.max_examples * times)
    config.hook.pytest_deselected(items=[item for item in items if item not in hunted])
    items[:] = hunted

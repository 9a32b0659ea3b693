"""Workers: processes forked from this one, which have all it has imported in one memory with it."""

import ctypes
import gc
import importlib
import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

from generator.build.orphans import end_with_parent

# What the build of a locality imports when it first needs it, as nothing of it is needed where nothing has changed.
NEEDED = ("frictionless", "pandas", "pyarrow.parquet", "sqlite_utils", "xlsxwriter")
# New things, and rounds of clearing, after which the memory is cleared; Python's own numbers cost a tenth of the time.
_SELDOM = (50_000, 20, 1000)


def _do_nothing(*_: object) -> None:
    """What a worker prepares that needs nothing."""


def worker_pool(
    workers: int, prepare: Callable[..., None] = _do_nothing, given: tuple[object, ...] = ()
) -> ProcessPoolExecutor:
    """A pool of workers, each of which calls ``prepare`` with what is ``given``, which is in its memory already."""
    context = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(workers, context, initializer=_settle, initargs=(os.getpid(), prepare, given))


def _settle(parent: int, prepare: Callable[..., None], given: tuple[object, ...]) -> None:
    """What a worker does first: it will end with its parent, and clear its memory seldom, and only of its own things:
    to look at those that it shares would copy them.
    """
    end_with_parent(parent)
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    prepare(*given)


def give_back() -> None:
    """Clear the memory and give what is free of it back, as the next work may be small: pages and their navigation
    know each other, so that Python alone keeps those of a locality for long, and the C library keeps what was freed.
    """
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of the GNU library; others give back by themselves
    if trim:
        trim(0)


def import_needed() -> None:
    """Import what every worker will need, before there are any: then it is in the memory once."""
    for name in NEEDED:
        importlib.import_module(name)

"""Lock: one at a time. The system lets go of a lock when its holder ends, however it ends, so none is ever stale."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_held: set[int] = set()


def say_nothing() -> None:
    """Nobody wants to know."""


@contextmanager
def locked(path: Path, on_wait: Callable[[], None] = say_nothing) -> Iterator[None]:
    """Hold the lock file ``path``, which may be a new one, while the block runs.

    Who comes second waits, because whoever comes later brings the newer data; ``on_wait`` is called once before.
    """
    handle = _acquire(path, on_wait)
    _held.add(handle)
    try:
        yield
    finally:
        _held.discard(handle)
        os.close(handle)


def _acquire(path: Path, on_wait: Callable[[], None]) -> int:
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                on_wait()
                fcntl.flock(handle, fcntl.LOCK_EX)
            # Somebody may have removed the file meanwhile: then the next one would lock another.
            if path.exists() and os.path.samestat(path.stat(), os.fstat(handle)):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _let_go() -> None:
    """A worker is no holder: a lock must not outlive a killed build in the hands of its workers."""
    for handle in _held:
        os.close(handle)
    _held.clear()


os.register_at_fork(after_in_child=_let_go)

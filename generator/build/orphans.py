"""Orphans: a worker whose build was killed ends too, instead of waiting for ever for work that nobody gives it, or
writing into a cache that the next build has to itself.
"""

import os
import threading
import time

from generator.errors import EXIT_FAULT

_SECONDS_BETWEEN_LOOKS = 0.5


def end_with_parent(parent: int) -> None:
    """Begin to watch, in a worker, whether the process ``parent`` still is its parent; without it the worker ends."""
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    os._exit(EXIT_FAULT)

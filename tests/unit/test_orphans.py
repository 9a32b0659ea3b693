"""A worker does not outlive the build that it works for."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Two workers with nothing more to do, as most are when a build is killed.
POOL = """
import multiprocessing, os, time
from concurrent.futures import ProcessPoolExecutor
from generator.build.orphans import end_with_parent
own = os.getpid()
context = multiprocessing.get_context("fork")
with ProcessPoolExecutor(2, context, initializer=end_with_parent, initargs=(own,)) as pool:
    workers = {pool.submit(os.getpid).result()} | {pool.submit(os.getpid).result()}
    print(*workers, flush=True)
    time.sleep(600)
"""


def is_there(process: int) -> bool:
    """Whether a process runs; one that ended and was never asked after does not."""
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"


def test_workers_of_a_killed_build_end():
    """They wait for work; nobody is left to say that there is none."""
    build = subprocess.Popen([sys.executable, "-c", POOL], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert build.stdout is not None
    workers = [int(word) for word in build.stdout.readline().split()]
    assert workers
    assert all(is_there(worker) for worker in workers)
    build.kill()
    build.wait()
    until = time.monotonic() + 120
    while any(is_there(worker) for worker in workers) and time.monotonic() < until:
        time.sleep(0.2)
    left = [worker for worker in workers if is_there(worker)]
    for worker in left:
        os.kill(worker, 9)
    assert [] == left

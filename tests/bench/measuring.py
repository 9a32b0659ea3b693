"""Measuring: run a program and watch it: how long it takes, and the memory of it and all its children together."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[2]
# To ask for the memory of a process stops it for a moment: seldom enough not to slow what is measured.
_STEP, _LOOKS, _FIRST_LOOK = 0.02, 50, 20


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds on the clock, seconds of processor, the peak of memory in bytes, and what it printed as JSON."""

    seconds: float
    processor: float
    memory: int
    result: Any

    def as_dict(self) -> dict[str, Any]:
        """Plain dictionary for JSON, rounded to what a repetition would confirm."""
        return {
            "seconds": round(self.seconds, 2),
            "processor_seconds": round(self.processor, 2),
            "memory_mb": round(self.memory / 1e6),
        }


def run_module(module: str, *given: object) -> Run:
    """Run ``python -m module`` from the root of the project.

    Raises:
        subprocess.CalledProcessError: it ended with an error.
    """
    return run_program([sys.executable, "-m", module, *map(str, given)])


def run_program(command: Sequence[str]) -> Run:
    """Run a program; the last line that it prints is its result as JSON, where it is JSON.

    Raises:
        subprocess.CalledProcessError: it ended with an error.
    """
    before, start, peak, turn = _processor(), time.perf_counter(), 0, 0
    with psutil.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        while process.poll() is None:
            turn += 1
            if turn % _LOOKS == _FIRST_LOOK:
                peak = max(peak, _memory_of(process))
            time.sleep(_STEP)
        seconds = time.perf_counter() - start
        printed = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, printed)
    return Run(seconds, _processor() - before, peak, _result_of(printed))


def _processor() -> float:
    """Seconds of processor of all programs that were run and have ended, with their children."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory_of(process: psutil.Process) -> int:
    """Memory of a process and its children, what they share counted once."""
    total = 0
    for one in _family(process):
        try:
            total += one.memory_full_info().pss
        except psutil.Error:
            continue
    return total


def _family(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.Error:
        return []


def _result_of(printed: str) -> Any:
    lines = printed.strip().splitlines()
    try:
        return json.loads(lines[-1]) if lines else None
    except ValueError:
        return None

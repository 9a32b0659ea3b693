"""Measuring: run a program and watch it: how long it takes, and the memory of it and all its children together."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[2]
# Often enough to see the peak of a build of seconds, seldom enough not to slow it.
_STEP = 0.1


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
    start = time.perf_counter()
    with psutil.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        peak, processor = 0, 0.0
        while process.poll() is None:
            peak, processor = max(peak, _memory_of(process)), max(processor, _processor_of(process))
            time.sleep(_STEP)
        seconds = time.perf_counter() - start
        printed = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, printed)
    return Run(seconds, processor, peak, _result_of(printed))


def _memory_of(process: psutil.Process) -> int:
    """Memory of a process and its children, what they share counted once."""
    total = 0
    for one in _family(process):
        try:
            total += one.memory_full_info().pss
        except psutil.Error:
            continue
    return total


def _processor_of(process: psutil.Process) -> float:
    """Seconds of processor of a process, its children, and those that have ended."""
    total = 0.0
    for one in _family(process):
        try:
            times = one.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system + times.children_user + times.children_system
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

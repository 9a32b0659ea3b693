"""Break the program on purpose and see whether the tests notice: ``python -m tests.mutation escape --minutes 30``.

Each group is broken in a copy of the repository under ``mutants/``, by mutmut, one small change after the other, and
the tests that mirror it are run on each. A run that is stopped, or whose time is up, goes on where it ended. It prints
a table, writes ``mutants.json``, and ends with 1 where a change survives that ``survivors.csv`` gives no reason for,
with 4 where not everything was tried yet.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.mutation.judging import counts, explained, is_whole, mutants_of, table, unexplained
from tests.mutation.workplace import ROOT, Group, known_groups, prepare

RESULT = "mutants.json"
EXIT_HOLES, EXIT_UNFINISHED = 1, 4


def run_group(group: Group, seconds: float, workers: int) -> None:
    """Try what was not tried yet, for at most ``seconds``.

    Raises:
        SystemExit: mutmut could not begin, because the tests fail on the program as it is.
    """
    prepare(group)
    log = group.place / "mutmut.log"
    call = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", str(workers)]
    with log.open("w", encoding="utf-8") as output:
        running = subprocess.Popen(
            call, cwd=group.place, env=environment(group), stdout=output, stderr=output, start_new_session=True
        )
        try:
            code = running.wait(timeout=max(seconds, 1))
        except (subprocess.TimeoutExpired, KeyboardInterrupt) as stopped:
            _stop(running)
            if isinstance(stopped, KeyboardInterrupt):
                raise
            return
    if code:
        tail = "\n".join(log.read_text(encoding="utf-8").splitlines()[-40:])
        raise SystemExit(f"{group.name}: mutmut ended with {code}; {log} says:\n{tail}")


def _stop(running: subprocess.Popen[bytes]) -> None:
    """All processes of the run: what they found so far is written down."""
    os.killpg(running.pid, signal.SIGTERM)
    try:
        running.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def environment(group: Group) -> dict[str, str]:
    """No other copy of the program is found than the broken one; what Python has compiled it may keep."""
    left_out = {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}
    return {key: value for key, value in os.environ.items() if key not in left_out} | {"COLUMNS": "200"}


def records_of(group: Group) -> list[dict[str, str]]:
    """What became of the mutants so far."""
    if not (group.place / "mutants").is_dir():
        return []
    call = [sys.executable, str(Path(__file__).with_name("telling.py"))]
    ended = subprocess.run(call, cwd=group.place, env=environment(group), capture_output=True, text=True, check=True)
    return list(json.loads(ended.stdout))


def main() -> int:
    """Run the groups that are named, or all, and say what they say together."""
    groups = known_groups()
    parser = argparse.ArgumentParser(description="Mutation tests.")
    parser.add_argument("groups", nargs="*", help=f"which of {', '.join(groups)}; all where none is named")
    parser.add_argument("--minutes", type=float, default=240, help="time for all of them together")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes; default one a core")
    parser.add_argument("--only-tell", action="store_true", help="say what earlier runs found; run nothing")
    options = parser.parse_args()
    unknown = set(options.groups) - set(groups)
    if unknown:
        parser.error(f"no group is called {', '.join(sorted(unknown))}")
    chosen = [groups[name] for name in options.groups or groups]
    end = time.monotonic() + options.minutes * 60
    records = []
    for group in chosen:
        if not options.only_tell and time.monotonic() < end:
            run_group(group, end - time.monotonic(), options.workers)
        found = records_of(group)
        records += found or [
            {"file": f"({group.name})", "function": "", "verdict": "not checked", "before": "", "after": ""}
        ]
    mutants, reasons = mutants_of(records), explained()
    rows, holes = counts(mutants, reasons), unexplained(mutants, reasons)
    print(table(rows))
    for one in holes:
        print(f"\n{one.file} {one.function}: {one.verdict}\n  - {one.before}\n  + {one.after}")
    print(f"\n{len(holes)} unexplained survivors.")
    (ROOT / RESULT).write_text(json.dumps({"modules": rows}, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if holes:
        return EXIT_HOLES
    if not is_whole(mutants):
        print("Not everything was tried yet: run it again to go on.")
        return EXIT_UNFINISHED
    return 0


if __name__ == "__main__":
    sys.exit(main())

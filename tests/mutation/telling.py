"""What became of the mutants of one group: run in its copy of the repository, it prints one JSON record a mutant.

mutmut reads its settings from the folder it runs in, hence a process of its own.
"""

import json
import sys
from pathlib import Path

from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code


def main() -> int:
    """Print name, module, function and verdict; for what was not killed, also the lines before and after."""
    found = []
    for meta in sorted(Path("mutants/generator").rglob("*.meta")):
        file = meta.relative_to("mutants").with_suffix("").as_posix()
        for name, code in json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"].items():
            verdict = status_by_exit_code[code]
            before = after = ""
            if verdict not in {"killed", "not checked"}:
                lines = get_diff_for_mutant(name, path=file).splitlines()[3:]
                before = " ".join(line[1:].strip() for line in lines if line.startswith("-"))
                after = " ".join(line[1:].strip() for line in lines if line.startswith("+"))
            function = name.rpartition(".")[2].partition("__mutmut_")[0]
            row = {"name": name, "file": file, "function": function, "verdict": verdict}
            found.append(row | {"before": before, "after": after})
    json.dump(found, sys.stdout, ensure_ascii=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What would be different with Zensical: ``python -m tests.zensical``, or ``make zensical``.

The smallest package and the portal around it are built with MkDocs, as they are published, and with Zensical. Page by
page it is said what differs; all of it stands in ``zensical.json``. It ends with 0 whatever is found, so that nobody is
stopped by a program that is still young; with ``--strict`` with 1 where anything differs.
"""

import argparse
import importlib.metadata
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from generator.settings import ROOT
from tests.zensical.comparing import Part, compare, pages_of, table
from tests.zensical.trees import Tree, build_again, grow

RESULT = "zensical.json"
PACKAGE = ROOT / "tests" / "packages" / "complete" / "999901-complete"


def report_on(trees: list[Tree]) -> dict[str, Any]:
    """Build each tree again and hold it against what MkDocs made of it."""
    parts: dict[str, Part] = {}
    failed, missing, added, pages = {}, [], [], 0
    for tree in trees:
        complaint = build_again(tree)
        if complaint:
            failed[tree.name] = complaint[-2000:]
            continue
        mine, theirs = pages_of(tree.mkdocs), pages_of(tree.zensical)
        missing += [f"{tree.name}: {name}" for name in sorted(mine - theirs)]
        added += [f"{tree.name}: {name}" for name in sorted(theirs - mine)]
        for name in sorted(mine & theirs):
            compare(name, tree.mkdocs / name, tree.zensical / name, parts)
            pages += 1
    return {
        "zensical": importlib.metadata.version("zensical"),
        "pages": pages,
        "not built": failed,
        "missing": missing,
        "added": added,
        "parts": [vars(part) for part in parts.values()],
    }


def differs(report: dict[str, Any]) -> bool:
    """Whether a reader of the report has anything to read."""
    found = report["not built"] or report["missing"] or report["added"] or not report["pages"]
    return bool(found or any(part["different"] for part in report["parts"]))


def told(report: dict[str, Any]) -> str:
    """The report as lines for people."""
    lines = [f"Zensical {report['zensical']}: {report['pages']} pages held against MkDocs'."]
    lines += [f"{name} was not built: {complaint}" for name, complaint in report["not built"].items()]
    for word in ("missing", "added"):
        names = report[word]
        lines.append(f"{word}: {len(names)} {', '.join(names[:5])}".rstrip())
    return "\n".join([*lines, "", table(Part(**part) for part in report["parts"])])


def main() -> int:
    """Build, compare, tell."""
    parser = argparse.ArgumentParser(description="What would be different with Zensical.")
    parser.add_argument("--strict", action="store_true", help="end with 1 where anything differs")
    parser.add_argument("--keep", type=Path, help="keep both builds in this new folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = options.keep or Path(temporary)
        data = place / "data"
        shutil.copytree(PACKAGE, data / PACKAGE.name)
        report = report_on(grow(data, place))
    print(told(report))
    (ROOT / RESULT).write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return int(options.strict and differs(report))


if __name__ == "__main__":
    sys.exit(main())

"""The corpus of mistakes: files as clerks send them, and what ``check`` and ``fix`` have to say of each.

``mistakes.csv`` is kept by hand: a file of ``files/``, the table it stands for, what the clerk did, which mistake of
the nearest peer it is, and what is found. ``check`` and ``left`` list findings as ``code@row:letter``, before and after
what ``fix`` wrote; ``fix`` says clean, repaired, proposed or refused; ``repairs`` lists repairs and proposals (with a
question mark) in the same way. The sentences stand in ``expected/``.
"""

import csv
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.examine import examine_package
from generator.fix import Fixed, Written, fix_content, format_fixed, write_fixed
from generator.issues import Issue
from generator.language import load_language
from generator.reporting import format_issues
from generator.schemas import REQUIRED_TABLES, load_schemas
from generator.vocabulary import load_vocabulary

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCHEMAS = ROOT / "schemas"
COMPLETE = ROOT / "tests" / "packages" / "complete" / "999901-complete"
CHINESE = load_language("zh-CN")


@dataclass(frozen=True)
class Case:
    """One row of ``mistakes.csv``."""

    file: str
    table: str
    mistake: str
    peer: str
    check: str
    fix: str
    repairs: str
    left: str

    @property
    def content(self) -> bytes:
        return (HERE / "files" / self.file).read_bytes()


@dataclass(frozen=True)
class Story:
    """What came of one case: found before, done, and found after what was done had been written."""

    before: tuple[Issue, ...]
    fixed: tuple[Fixed, ...]
    written: tuple[Written, ...]
    after: tuple[Issue, ...]


def read_cases() -> list[Case]:
    with (HERE / "mistakes.csv").open(encoding="utf-8", newline="") as handle:
        return [Case(**row) for row in csv.DictReader(handle)]


@cache
def needed_tables(table: str) -> tuple[str, ...]:
    """The table and all that it leads to: a package as small as it can be keeps the tests short."""
    schemas = load_schemas(SCHEMAS)
    found, waiting = set(REQUIRED_TABLES), [table, *REQUIRED_TABLES]
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting += [key.table for key in schemas[name].foreign_keys if key.table not in found]
    return tuple(name for name in schemas if name in found)


def place(content: bytes | None, table: str, folder: Path) -> Path:
    """The part of the complete package that a table needs, with ``content`` as that table; its path."""
    package = folder / COMPLETE.name
    package.mkdir(parents=True)
    names = needed_tables(table)
    for name in names:
        shutil.copy(COMPLETE / f"{name}.csv", package)
    descriptor = json.loads((COMPLETE / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["resources"] = [{"name": name, "path": f"{name}.csv"} for name in names]
    descriptor.pop("expects", None)
    (package / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    if content is not None:
        (package / f"{table}.csv").write_bytes(content)
    return package / f"{table}.csv"


def findings(package: Path) -> tuple[Issue, ...]:
    return examine_package(package, SCHEMAS)[2].issues


def tell(case: Case, folder: Path, known: Sequence[Issue]) -> Story:
    """Check, fix, write, check again; findings that the package has without the mistake are left out."""
    path = place(case.content, case.table, folder)
    before = findings(path.parent)
    fixed = fix_content(path.name, case.content, SCHEMAS)
    written = tuple(write_fixed(path, fixed))
    after = findings(path.parent) if any(row.target for row in written) else before
    return Story(
        tuple(issue for issue in before if issue not in known),
        fixed,
        written,
        tuple(issue for issue in after if issue not in known),
    )


def tokens_of_issues(issues: Sequence[Issue]) -> str:
    return " ".join(f"{issue.code}@{issue.row or ''}:{issue.letter}" for issue in issues)


def tokens_of_repairs(fixed: Sequence[Fixed]) -> str:
    found = [row for one in fixed for row in (*one.repairs, *one.proposals)]
    return " ".join(f"{row.code}{'' if row.is_safe else '?'}@{row.row or ''}:{row.letter}" for row in found)


def outcome(fixed: Sequence[Fixed]) -> str:
    """The gravest of what came of the sheets of a file."""
    if any(one.is_refused for one in fixed):
        return "refused"
    if any(one.proposals for one in fixed):
        return "proposed"
    return "repaired" if any(one.repairs for one in fixed) else "clean"


def words(case: Case, story: Story) -> str:
    """Everything a clerk reads of a case, in the order of the work."""
    name = [COMPLETE.name]
    shown = [Written(one) for one in story.fixed]
    parts = [
        f"写错的是：{case.mistake}\n",
        "—— gongkai check ——",
        format_issues(story.before, name, "text", CHINESE),
        "—— gongkai fix ——",
        format_fixed(shown, "text", load_vocabulary(SCHEMAS), CHINESE, is_written=False),
    ]
    if any(row.target for row in story.written):
        parts += ["—— 写入以后，gongkai check ——", format_issues(story.after, name, "text", CHINESE)]
    else:
        reasons = [CHINESE.say(row.reason) for row in story.written if row.reason]
        parts += ["—— 加上 --write ——", *(reasons or ["没有要写的。"]), ""]
    return "\n".join(parts)

"""Writing: the canonical table beside the file it came from, never over anything else."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.artifacts import write_bytes
from generator.fix.records import Fixed
from generator.sentences import Sentence, Words, sentence


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one result: the file it was written to, or None and why; nothing to say where it was in order."""

    fixed: Fixed
    target: Path | None = None
    reason: Words = ""


def write_fixed(path: Path, results: Sequence[Fixed]) -> list[Written]:
    """Write what was repaired in ``path`` as ``<table>.csv`` in its folder.

    A file that is called so is replaced; any other that has this name already is left alone.
    """
    return [_write(path, fixed) for fixed in results]


def _write(path: Path, fixed: Fixed) -> Written:
    if fixed.content is None:
        return Written(fixed, None, sentence("没有写入：先改好上面的问题。"))
    if not fixed.repairs:
        return Written(fixed)
    target = path.with_name(f"{fixed.table}.csv")
    refusal = _refusal(path, target, fixed)
    if refusal:
        return Written(fixed, None, refusal)
    write_bytes(target, fixed.content)
    return Written(fixed, target)


def _refusal(path: Path, target: Path, fixed: Fixed) -> Sentence | None:
    """Why a result must not be written, or None."""
    if not target.exists():
        return None
    if not target.samefile(path):
        return sentence("没有写入：同一文件夹里已有 {file}。请先核对，移走或改名后再试。", file=target.name)
    if not fixed.is_only_sheet:
        return sentence("没有写入：这其实是有几张工作表的工作簿，覆盖它会丢掉别的表。请先把扩展名改成 .xlsx。")
    return None

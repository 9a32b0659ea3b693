"""Repositories that tests make: real ones of git, with fixed days and a telling name of who committed."""

import os
import shutil
import subprocess
from pathlib import Path

AUTHOR, MAIL, MESSAGE = "赵某某", "zhao@example.cn", "只有自己人看的说明"


class Repository:
    """A new repository with a folder ``data``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.data = root / "data"
        self.data.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    @classmethod
    def at(cls, root: Path) -> "Repository":
        """A repository that is there already."""
        made = cls.__new__(cls)
        made.root, made.data = root, root / "data"
        return made

    def git(self, *arguments: str, moment: str = "2026-01-05T10:00:00+08:00") -> str:
        """Run git as somebody with a name, at a fixed moment."""
        named = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in _WHO.items()}
        days = {"GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z", "GIT_COMMITTER_DATE": moment}
        own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        call = ["git", "-C", str(self.root), *arguments]
        ended = subprocess.run(call, check=True, capture_output=True, text=True, env=os.environ | named | days | own)
        return ended.stdout.strip()

    def add(self, folder: Path) -> Path:
        """Copy a package into ``data``."""
        return Path(shutil.copytree(folder, self.data / folder.name))

    def commit(self, moment: str) -> str:
        """Commit everything; the short id."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", MESSAGE, moment=moment)
        return self.git("rev-parse", "HEAD")[:7]

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text that must be there, wherever it stands in a file below ``data``."""
        file = self.data / path
        text = file.read_text(encoding="utf-8")
        assert old in text, (path, old)
        file.write_text(text.replace(old, new), encoding="utf-8")

    def drop(self, path: str, start: str) -> None:
        """Leave out the lines of a file below ``data`` that begin with a text, or hold it as a cell."""
        file = self.data / path
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(start) and f",{start}" not in line]
        assert len(kept) < len(lines), (path, start)
        file.write_text("".join(kept), encoding="utf-8")


_WHO = {"NAME": AUTHOR, "EMAIL": MAIL}

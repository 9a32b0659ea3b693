"""Storage: built localities on a place that several machines see, by content key. The only importer of fsspec.

``<locality>/<content>.json`` has the turning days of a content, ``<locality>/<key>.zip`` an entry as an archive. Names
follow from what a build was made of, so what stands there is never outdated, only no longer asked for.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from generator.artifacts import json_text, write_bytes
from generator.errors import UsageError


@dataclass(frozen=True, slots=True)
class Storage:
    """A storage by its address, such as ``file:///shared/gongkai`` or ``s3://bucket/gongkai``.

    Every method raises UsageError where it cannot be reached, or nothing that knows such addresses is installed.
    """

    url: str

    def turning_days(self, locality_id: str, content: str) -> tuple[date, ...] | None:
        """The turning days of a content; None where it was never built, or the record is damaged."""
        try:
            record = json.loads(self._read(f"{locality_id}/{content}.json") or b"")
            return tuple(date.fromisoformat(day) for day in record["turning_days"])
        except (ValueError, KeyError, TypeError):
            return None

    def archive(self, locality_id: str, key: str) -> bytes | None:
        """An entry as it was packed; None where it is not there."""
        return self._read(f"{locality_id}/{key}.zip")

    def keep(self, locality_id: str, content: str, key: str, days: Iterable[date], archive: bytes) -> None:
        """Put a packed entry in its place, then the record that leads to it."""
        record = json_text({"turning_days": [day.isoformat() for day in days]})
        self._write(f"{locality_id}/{key}.zip", archive)
        self._write(f"{locality_id}/{content}.json", record.encode())

    def _read(self, name: str) -> bytes | None:
        files, root = _opened(self.url)
        try:
            content: bytes = files.cat_file(f"{root}/{name}")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise UsageError(f"cannot read from the storage {self.url}: {error}") from error
        return content

    def _write(self, name: str, content: bytes) -> None:
        files, root = _opened(self.url)
        try:
            if "file" in files.protocol:
                write_bytes(Path(root) / name, content)  # another machine must not read half of it
            else:
                files.pipe_file(f"{root}/{name}", content)
        except OSError as error:
            raise UsageError(f"cannot write to the storage {self.url}: {error}") from error


@cache
def _opened(url: str) -> tuple[Any, str]:
    """The file system of an address, and the place on it."""
    if "://" not in url:
        raise UsageError(f"the storage {url} must be an address such as file:///shared/gongkai or s3://bucket/gongkai")
    try:
        import fsspec  # an extra: only builds over several machines need it
    except ImportError as error:
        raise UsageError("--storage needs fsspec: install «gongkai[cluster]»") from error
    try:
        files, root = fsspec.url_to_fs(url)
    except (ImportError, ValueError, OSError) as error:
        raise UsageError(f"the storage {url} cannot be used: {error}") from error
    return files, str(root).rstrip("/")

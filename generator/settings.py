"""Settings: where things are, who publishes, and as of which day. One file, ``gongkai.toml``, documented there."""

import os
import tomllib
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from generator.errors import SettingsError
from generator.publisher import PUBLISHER_SETTINGS, Publisher, make_publisher

ROOT = Path(__file__).resolve().parent.parent
SETTINGS_FILE = "gongkai.toml"
SITE_NAME = "公开"
KEPT_RELEASES = 5
_KNOWN: dict[str, dict[str, type]] = {
    "site": {"name": str, "url": str, "languages": list, "kept_releases": int},
    "publisher": PUBLISHER_SETTINGS,
    "build": {"workers": int, "scheduler": str, "storage": str},
}
_IN_WORDS = {str: "text in quotation marks", int: "a whole number", list: "a list of texts"}
CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a build needs to know besides the data.

    ``languages`` are codes of editions besides the Chinese. With the address of a ``scheduler``, localities are built
    on the workers of a cluster; ``storage`` is where built localities are kept for several machines. A build that
    ``keeps_national`` leaves the downloads of all localities together as they were last made.

    The last ``kept_releases`` sites stay to go back to. ``allow_smaller`` says that a site much smaller than the one
    that stands is meant.
    """

    root: Path
    data: Path
    output: Path
    cache: Path
    as_of: date
    site_name: str = SITE_NAME
    site_url: str = ""
    publisher: Publisher = field(default_factory=Publisher)
    languages: tuple[str, ...] = ()
    workers: int = 0
    scheduler: str = ""
    storage: str = ""
    use_cache: bool = True
    keeps_national: bool = False
    kept_releases: int = KEPT_RELEASES
    allow_smaller: bool = False

    @property
    def schemas(self) -> Path:
        """Folder of table schemas and codelists."""
        return self.root / "schemas"

    @property
    def worker_count(self) -> int:
        """Processes to build with: as set, else one a core."""
        return self.workers or os.cpu_count() or 1


def resolve_as_of(given: date | None = None) -> date:
    """Day on which everything is judged: as given, else ``SOURCE_DATE_EPOCH``, else today in Asia/Shanghai.

    Raises:
        SettingsError: ``SOURCE_DATE_EPOCH`` is not a whole number of seconds.
    """
    if given is not None:
        return given
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(CHINA).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).astimezone(CHINA).date()
    except (ValueError, OverflowError, OSError) as error:
        raise SettingsError(f"SOURCE_DATE_EPOCH={epoch!r} is not a number of seconds") from error


def load_settings(root: Path = ROOT, *, as_of: date | None = None, **changes: Any) -> Settings:
    """Settings from ``gongkai.toml`` under ``root``; ``changes`` (from the command line) win where not None.

    Raises:
        SettingsError: the file is broken, or a setting has a value that does not exist.
    """
    path = root / SETTINGS_FILE
    table = _read_tables(path)
    site = table.get("site", {})
    url = site.get("url", "")
    if url and not (url.startswith(("http://", "https://")) and url.endswith("/")):
        raise SettingsError(f"{path}: site.url must begin with http:// or https:// and end with a slash")
    kept_releases = site.get("kept_releases", KEPT_RELEASES)
    if kept_releases < 1:
        raise SettingsError(f"{path}: site.kept_releases must be 1 or more; the site that stands is one of them")
    try:
        publisher = make_publisher(table.get("publisher", {}), url)
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from error
    settings = Settings(
        root=root,
        data=root / "data",
        output=root / "site",
        cache=root / ".cache",
        as_of=resolve_as_of(as_of),
        site_name=site.get("name", SITE_NAME),
        site_url=url,
        publisher=publisher,
        languages=tuple(site.get("languages", ())),
        kept_releases=kept_releases,
        **table.get("build", {}),
    )
    if settings.workers < 0:
        raise SettingsError(f"{path}: build.workers must be 1 or more, or left out")
    return replace(settings, **{name: value for name, value in changes.items() if value is not None})


def _read_tables(path: Path) -> dict[str, dict[str, Any]]:
    """The tables of the settings file, which may be left out; only settings that exist, each of its type."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    for name, table in tables.items():
        if name not in _KNOWN or not isinstance(table, dict):
            raise SettingsError(f"{path}: {name} is none of the tables {', '.join(f'[{known}]' for known in _KNOWN)}")
        unknown = set(table) - set(_KNOWN[name])
        if unknown:
            raise SettingsError(f"{path}: [{name}] has no setting {', '.join(sorted(unknown))}")
        for key, value in table.items():
            if not _is_of_type(value, _KNOWN[name][key]):
                raise SettingsError(f"{path}: {name}.{key} must be {_IN_WORDS[_KNOWN[name][key]]}")
    return tables


def _is_of_type(value: Any, kind: type) -> bool:
    if kind is list:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return isinstance(value, kind) and not isinstance(value, bool)

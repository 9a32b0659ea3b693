"""The lock files as they are written: what is pinned, by which hashes."""

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path

from packaging.version import Version

from generator.settings import ROOT

PYTHON_LOCKS = (ROOT / "requirements.lock", ROOT / "requirements-dev.lock")
NODE_LOCK = ROOT / "package-lock.json"
FLOORS = Path(__file__).with_name("floors.csv")
_PIN = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[a-z0-9,._-]+\])?==([^\s;]+)(?: ; [^#]+)?")


@dataclass(frozen=True)
class Pin:
    """One package of a lock file. ``hashes`` are the options as they stand there."""

    name: str
    version: str
    hashes: tuple[str, ...]


@dataclass(frozen=True)
class Floor:
    """The first version of a package in which what is known of it is mended."""

    package: str
    floor: Version
    advisories: tuple[str, ...]
    reason: str


def pins_of(path: Path) -> list[Pin]:
    """Everything that a file of requirements pins.

    Raises:
        ValueError: a line is anything but a package of one version with its hashes.
    """
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    pins = []
    for line in text.splitlines():
        stated = line.partition("#")[0].split()
        if not stated:
            continue
        hashes = tuple(word for word in stated if word.startswith("--hash="))
        words = " ".join(word for word in stated if word not in hashes)
        found = _PIN.fullmatch(words)
        if found is None:
            raise ValueError(f"{path.name}: «{words}» is no package of one version")
        pins.append(Pin(found[1].lower(), found[2], hashes))
    return pins


def node_pins() -> list[Pin]:
    """Everything that the lock file of npm pins; the first entry is this project itself."""
    packages = json.loads(NODE_LOCK.read_text(encoding="utf-8"))["packages"]
    return [
        Pin(name.rpartition("node_modules/")[2], entry["version"], (entry.get("integrity", ""),))
        for name, entry in packages.items()
        if name
    ]


def floors() -> list[Floor]:
    """What ``floors.csv`` says."""
    with FLOORS.open(encoding="utf-8", newline="") as handle:
        return [
            Floor(row["package"], Version(row["floor"]), tuple(row["advisories"].split()), row["reason"])
            for row in csv.DictReader(handle)
        ]


def too_old(pins: list[Pin]) -> list[str]:
    """A sentence for each pin that is below its floor."""
    versions = {pin.name: Version(pin.version) for pin in pins}
    return [
        f"{row.package} {versions[row.package]} is older than {row.floor}: {row.reason} ({', '.join(row.advisories)})"
        for row in floors()
        if row.package in versions and versions[row.package] < row.floor
    ]

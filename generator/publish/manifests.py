"""Manifests: what a site is made of, published with it. Whoever has a copy can tell that it is whole.

``manifest.json`` at the root lists the files above all localities, and the manifest of each locality; that one lists
the files of the locality in all languages. So a changed locality has its own manifest written anew, and of the others
only a line. ``SHA256SUMS`` beside each says the same to ``sha256sum --check``. Addresses begin at the root of the site.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from generator.artifacts import json_text, sealed_file, write_text
from generator.publish.records import read_object

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Sealed:
    """One file as it is published: SHA-256 in hexadecimal, and size in bytes."""

    sha256: str
    bytes: int

    def as_dict(self) -> dict[str, str | int]:
        """As it stands in a manifest."""
        return {"sha256": self.sha256, "bytes": self.bytes}


Listing = dict[str, Sealed]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much it is; ``files`` and ``bytes`` leave out the manifest and the sums that say it."""

    pages: int
    files: int
    bytes: int

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.pages + other.pages, self.files + other.files, self.bytes + other.bytes)

    def as_dict(self) -> dict[str, int]:
        """As it stands in a manifest."""
        return {"pages": self.pages, "file_count": self.files, "bytes": self.bytes}


def seal(path: Path) -> Sealed:
    """The digest and the size of a file as it is."""
    return Sealed(*sealed_file(path))


def walk(root: Path) -> Iterator[tuple[str, str]]:
    """Address and path of every file of a site, in no order. The links to built trees are followed."""
    for folder, _, names in os.walk(root, followlinks=True):
        own = Path(folder).relative_to(root).as_posix()
        above = "" if own == "." else f"{own}/"
        for name in names:
            yield f"{above}{name}", f"{folder}/{name}"


def site_files(site: Path) -> dict[str, Path]:
    """Address → path of every file of a site, sorted; the links to built trees are followed."""
    return {address: Path(path) for address, path in sorted(walk(site))}


def seal_tree(root: Path) -> Listing:
    """Every file below ``root``, sorted by address."""
    return {address: Sealed(*sealed_file(path)) for address, path in sorted(walk(root))}


def count(listing: Mapping[str, Sealed]) -> Counts:
    """How much a listing lists."""
    pages = sum(is_page(address) for address in listing)
    return Counts(pages, len(listing), sum(sealed.bytes for sealed in listing.values()))


def is_page(address: str) -> bool:
    """Whether a file is a page."""
    return address.endswith(".html")


def locality_manifest(locality_id: str, listing: Listing) -> str:
    """The manifest of one locality."""
    return json_text({"locality": locality_id, **count(listing).as_dict(), "files": listed(listing)})


def root_manifest(
    release: str, as_of: str, listing: Listing, localities: Mapping[str, tuple[str, Counts]], counts: Counts
) -> str:
    """The manifest of the site.

    ``localities`` has the address of each locality's manifest and what it counts; the files that belong to no locality
    are in ``listing``, and so are the manifests of the localities. ``counts`` is of the whole site.
    """
    rows = {name: {"manifest": address, **own.as_dict()} for name, (address, own) in sorted(localities.items())}
    head = {"release": release, "as_of": as_of, **counts.as_dict()}
    return json_text({**head, "files": listed(listing), "localities": rows})


def listed(listing: Listing) -> dict[str, dict[str, str | int]]:
    """A listing as it stands in a manifest."""
    return {address: listing[address].as_dict() for address in sorted(listing)}


def sums_text(listing: Listing) -> str:
    """A listing as ``sha256sum --check`` reads it."""
    return "".join(f"{listing[address].sha256}  {address}\n" for address in sorted(listing))


def write_manifest(root: Path, folder: str, manifest: str, listing: Listing) -> Listing:
    """Write a manifest and its sums into a folder of the site below ``root``; returns the two as they are published.

    At the root the sums have the manifest too, which nobody else vouches for.
    """
    path = root / folder / MANIFEST
    write_text(path, manifest)
    sealed = {path.relative_to(root).as_posix(): seal(path)}
    sums = path.with_name(SUMS)
    write_text(sums, sums_text(listing if folder else {**listing, **sealed}))
    return {**sealed, sums.relative_to(root).as_posix(): seal(sums)}


def read_manifest(path: Path) -> tuple[dict[str, Any], Listing] | None:
    """A manifest and what it lists; None where it is none, or names a file elsewhere."""
    values = read_object(path)
    try:
        files = {str(name): Sealed(str(row["sha256"]), int(row["bytes"])) for name, row in values["files"].items()}
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return (values, files) if all(is_address(name) for name in files) else None


def is_address(name: str) -> bool:
    """Whether a name is a plain address of a file below the root."""
    return bool(name) and not name.startswith("/") and ".." not in PurePosixPath(name).parts and "\0" not in name

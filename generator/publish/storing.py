"""Store: a built tree enters the site's own keeping once, however many releases show it. It is linked there, so that it
takes no room twice, and read once: only bytes that are what the build made get in. The cache may go at any time.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.artifacts import link_tree, remove_file, remove_tree, write_json
from generator.errors import SiteError
from generator.publish.manifests import (
    MANIFEST,
    SUMS,
    Counts,
    Listing,
    count,
    is_page,
    listed,
    locality_manifest,
    read_manifest,
    seal_tree,
    write_manifest,
)
from generator.publish.place import NEW, Place
from generator.publish.records import Part

_LONGEST_NAME = 60
_KEY_LENGTH = 20


class PartDamagedError(SiteError):
    """A part is not what the build made: a disk or another program has changed it since. ``tree`` is its folder."""

    def __init__(self, message: str, tree: Path) -> None:
        super().__init__(message)
        self.tree = tree


@dataclass(frozen=True, slots=True)
class Stored:
    """A tree in the site's keeping.

    ``folders`` are the addresses of its top folders, one a language, where it is a locality's. ``listing`` is what the
    manifest at the root has to say of it: all files, or, of a locality, its own manifest.
    """

    name: str
    folder: Path
    counts: Counts
    listing: Listing
    folders: tuple[str, ...] = ()


def take(part: Part, place: Place, *, is_locality: bool, is_trusted: bool = True) -> Stored:
    """The part's tree in the site's keeping; it is read only where it was not there yet.

    One that is there but not ``is_trusted`` is read as well, and where a byte of it is not as it was, the part is taken
    in anew beside it.

    Raises:
        PartDamagedError: the tree is not what the build made.
        SiteError: it has something in it that belongs elsewhere.
    """
    name = f"{part.name[:_LONGEST_NAME]}-{part.digest[:_KEY_LENGTH]}"
    stored = _find(name, place)
    if stored and not is_trusted:
        number = 1
        while stored and _is_damaged(stored, part):
            number += 1
            name = f"{part.name[:_LONGEST_NAME]}-{part.digest[:_KEY_LENGTH]}-{number}"
            stored = _find(name, place)
    return stored or _take_in(part, name, place, is_locality=is_locality)


def forget(name: str, place: Place) -> None:
    """Remove a tree that no kept release shows; its record goes first, so that half a tree never passes for one."""
    remove_file(place.trees / f"{name}.json")
    remove_tree(place.trees / name)


def _find(name: str, place: Place) -> Stored | None:
    found = read_manifest(place.trees / f"{name}.json")
    folder = place.trees / name
    if found is None or not folder.is_dir():
        return None
    record, listing = found
    folders = tuple(record["folders"])
    if not all((folder / own / "index.html").is_file() for own in folders):
        return None
    return Stored(name, folder, Counts(record["pages"], record["file_count"], record["bytes"]), listing, folders)


def _take_in(part: Part, name: str, place: Place, *, is_locality: bool) -> Stored:
    aside = place.trees / f"{NEW}{name}"
    remove_tree(aside)
    link_tree(part.tree, aside)
    listing = seal_tree(aside)
    _refuse_other_bytes(part, listing)
    folders = _folders(part, listing) if is_locality else ()
    shown = _with_manifest(aside, part.name, listing) if is_locality else listing
    counts = count(listing)
    forget(name, place)
    aside.rename(place.trees / name)
    stored = Stored(name, place.trees / name, counts, shown, folders)
    write_json(place.trees / f"{name}.json", _record(stored))
    return stored


def _record(stored: Stored) -> dict[str, Any]:
    return {"folders": stored.folders, **stored.counts.as_dict(), "files": listed(stored.listing)}


def _refuse_other_bytes(part: Part, listing: Listing) -> None:
    made = part.files()
    here = {address: sealed.sha256 for address, sealed in listing.items()}
    other = sorted(address for address in {*made, *here} if made.get(address) != here.get(address))
    if other:
        many = f" and {len(other) - 1} more" if len(other) > 1 else ""
        message = f"{part.name}: {other[0]}{many} is not as it was built; the old site stays"
        raise PartDamagedError(message, part.tree)
    empty = sorted(address for address, sealed in listing.items() if is_page(address) and not sealed.bytes)
    if empty:
        raise SiteError(f"{part.name}: the page {empty[0]} is empty; the old site stays")


def _folders(part: Part, listing: Listing) -> tuple[str, ...]:
    """The folders of a locality: its own, and its own in the folder of each language."""
    folders = set()
    for address in listing:
        before, found, _ = f"/{address}".partition(f"/{part.name}/")
        if not found or "/" in before.strip("/"):
            raise SiteError(f"{part.name}: {address} lies outside of its folder; the old site stays")
        folders.add(f"{before}/{part.name}".strip("/"))
    missing = [own for own in {part.name, *folders} if f"{own}/index.html" not in listing]
    if missing:
        raise SiteError(f"the new site has no {missing[0]}/index.html; the old one stays")
    return tuple(sorted(folders))


def _with_manifest(root: Path, name: str, listing: Listing) -> Listing:
    taken = sorted({f"{name}/{MANIFEST}", f"{name}/{SUMS}"} & set(listing))
    if taken:
        raise SiteError(f"{taken[0]} is the place of the manifest; the old site stays")
    return write_manifest(root, name, locality_manifest(name, listing), listing)


def _is_damaged(stored: Stored, part: Part) -> bool:
    """Whether any byte is another than was built."""
    here = seal_tree(stored.folder)
    made = part.files()
    own = {address: sealed.sha256 for address, sealed in here.items() if address in made}
    others = {address: sealed for address, sealed in here.items() if address not in made}
    return own != dict(made) or others != (stored.listing if stored.folders else {})

"""Assemble: a new release out of stored trees, put in the place of the one that stands when it is known to be whole.

The files above all localities are linked one by one, a locality by one link to each of its folders: so what a
publication costs grows with the number of localities, not of files.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.artifacts import flush, flush_folder, link_files, make_link, remove_file, remove_tree, write_json
from generator.errors import SiteError
from generator.publish.manifests import (
    MANIFEST,
    SUMS,
    Counts,
    Listing,
    count,
    read_manifest,
    root_manifest,
    seal,
    seal_tree,
    write_manifest,
)
from generator.publish.place import NEW, Place, is_empty
from generator.publish.records import AS_OF_FILE, BUILD_FILE, Part, Release, published, read_object, release_id
from generator.publish.storing import Stored, forget, take
from generator.publish.verifying import REQUIRED, refuse_incomplete, refuse_smaller


def publish_site(
    place: Place,
    common: Sequence[Part],
    localities: Sequence[Part],
    *,
    release: str,
    as_of: str,
    next_turning_day: str = "",
    required: Iterable[str] = REQUIRED,
    kept: int = 5,
    allow_smaller: bool = False,
    is_trusted: bool = True,
) -> Release:
    """Assemble what is ``common`` (the portal, the national downloads) and the localities, verify it, and let readers
    have it in one step. ``place`` is claimed by the caller.

    ``next_turning_day`` is the first day on which a status may be another though the data is the same; pages say by it
    how long what they show holds. ``required`` are addresses without which there is no site. The last ``kept`` releases
    stay to go back to. Trees that the site has already are taken as they are, unless they are not ``is_trusted``.

    Raises:
        PartDamagedError: a part is not what the build made.
        SiteError: a part of the site is missing or leads to nothing, or the new site is much smaller than the
            one that stands and no ``allow_smaller`` says that this is meant. The old one stays.
    """
    tops = [take(part, place, is_locality=False, is_trusted=is_trusted) for part in common]
    own = {part.name: take(part, place, is_locality=True, is_trusted=is_trusted) for part in localities}
    older = _adopt_folder(place)
    number = max([row.number for row in [*place.kept(), *([older] if older else [])]], default=0) + 1
    made = release_id(number, release)
    aside = place.releases / f"{NEW}{made}"
    remove_tree(aside)
    listing = _link_common(aside, tops)
    for stored in own.values():
        _link_locality(aside, stored)
        listing |= stored.listing
    turning = {"next_turning_day": next_turning_day} if next_turning_day else {}
    write_json(aside / AS_OF_FILE, {"as_of": as_of, **turning})
    write_json(aside / BUILD_FILE, {"release": release, "as_of": as_of, "localities": sorted(own)})
    listing |= {name: seal(aside / name) for name in (AS_OF_FILE, BUILD_FILE)}
    counts = sum((stored.counts for stored in own.values()), count(listing))
    rows = {name: (f"{name}/{MANIFEST}", stored.counts) for name, stored in own.items()}
    write_manifest(aside, "", root_manifest(release, as_of, listing, rows, counts), listing)
    refuse_incomplete(aside, required, [*common, *localities])
    if not allow_smaller:
        refuse_smaller(aside, place.output)
    trees = tuple(stored.name for stored in [*tops, *own.values()])
    new = Release(made, release, as_of, counts.pages, counts.files + len((MANIFEST, SUMS)), trees)
    aside.rename(place.folder(made))
    write_json(place.record(made), new.as_dict())
    flush()
    _swap(place, new, older)
    _forget_older(place, kept)
    return new


def _link_common(aside: Path, tops: Iterable[Stored]) -> Listing:
    listing: Listing = {}
    for stored in tops:
        double = sorted(listing.keys() & stored.listing.keys())
        if double:
            raise SiteError(f"{double[0]} is in two parts of the new site; the old one stays")
        link_files(stored.folder, aside, stored.listing)
        listing |= stored.listing
    return listing


def _link_locality(aside: Path, stored: Stored) -> None:
    for folder in stored.folders:
        up = "../" * (folder.count("/") + 1)
        if (aside / folder).exists():
            raise SiteError(f"{folder}/ is in two parts of the new site; the old one stays")
        make_link(aside / folder, f"{up}{stored.folder.parent.name}/{stored.name}/{folder}")


def _adopt_folder(place: Place) -> Release | None:
    """A site that stands as a plain folder, from before releases were kept, becomes the first of them: here it gets a
    manifest, and its folder is moved when the new site takes its place.
    """
    if place.output.is_symlink() or not place.output.is_dir() or is_empty(place.output):
        return None
    stands = published(place.output)
    if read_manifest(place.output / MANIFEST) is None or not (place.output / SUMS).is_file():
        for name in (MANIFEST, SUMS):
            for leftover in (place.output / name, *place.output.glob(f".{name}.*.tmp")):
                remove_file(leftover)
        listing = seal_tree(place.output)
        manifest = root_manifest(stands.release, stands.as_of, listing, {}, count(listing))
        write_manifest(place.output, "", manifest, listing)
    counts = standing_counts(place.output)
    number = max((row.number for row in place.kept()), default=0) + 1
    files = counts.files + len((MANIFEST, SUMS))
    return Release(release_id(number, stands.release), stands.release, stands.as_of, counts.pages, files)


def standing_counts(site: Path) -> Counts:
    """How much a site has, by its manifest."""
    values = read_object(site / MANIFEST)
    return Counts(
        *(value if isinstance(value, int) else 0 for value in map(values.get, ("pages", "file_count", "bytes")))
    )


def _swap(place: Place, new: Release, older: Release | None) -> None:
    if older:
        # No system replaces a folder by a link in one step. Killed between the two, the next run puts the link there.
        write_json(place.record(older.id), older.as_dict())
        flush_folder(place.releases)
        place.output.rename(place.folder(older.id))
    elif place.output.is_dir() and not place.output.is_symlink():
        place.output.rmdir()
    place.lead_to(new.id)


def _forget_older(place: Place, kept: int) -> None:
    """Remove releases before the last ones, and trees that none of the rest shows. What stands is never removed."""
    releases = place.kept()
    standing = place.standing_id
    stay = [release for release in releases if release.id == standing or release in releases[-kept:]]
    for release in releases:
        if release not in stay:
            remove_file(place.record(release.id))
            remove_tree(place.folder(release.id))
    shown = {name for release in stay for name in release.trees}
    for record in place.trees.glob("*.json"):
        if record.stem not in shown:
            forget(record.stem, place)
    _remove_leftovers(place)


def _remove_leftovers(place: Place) -> None:
    """The folders in which sites were assembled before releases were kept, where a killed run left them."""
    for ending in (".new", ".old"):
        folder = place.output.with_name(f"{place.output.name}{ending}")
        if folder.is_dir() and not folder.is_symlink() and (folder / BUILD_FILE).is_file():
            remove_tree(folder)

"""Verify: nothing takes the place of a site before it is known to be whole, and of a size that can be meant.

Two questions are asked of a new site before readers see it: is it complete in itself, and is it not much smaller than
the one that stands? And one of any site at any time, also of a copy elsewhere: is every byte of it as published?
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from generator.errors import SiteError
from generator.publish.manifests import MANIFEST, SUMS, Listing, read_manifest, seal, site_files, sums_text
from generator.publish.records import BUILD_FILE, Part, published, read_object

REQUIRED = ("index.html", "404.html")
# A site, or one locality, that loses more than a third of its pages at once is hardly meant; a few pages may well be.
_MOST_LOST = 1 / 3
_FEW_PAGES = 10
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Verified:
    """A site every byte of which is as it was published; ``files`` are all of them."""

    release: str
    as_of: str
    pages: int
    files: int


def refuse_incomplete(site: Path, required: Iterable[str], parts: Iterable[Part]) -> None:
    """Ask whether the pages that every site needs are there, and everything to which parts lead.

    Raises:
        SiteError: one is not.
    """
    for name in required:
        if not _has_file(site / name):
            raise SiteError(f"the new site has no {name}; the old one stays")
    ends: dict[str, str] = {}
    for part in parts:
        for address in part.links:
            ends.setdefault(address, part.name)
    dead = sorted(address for address in ends if not _is_there(site, address))
    if dead:
        named = ", ".join(f"{address or '/'} (from {ends[address]})" for address in dead[:_MOST_NAMED])
        raise SiteError(f"{_number(dead, 'link')} to what the new site has not: {named}; the old one stays")


def _is_there(site: Path, address: str) -> bool:
    path = unquote(address)
    return _has_file(site / path / "index.html" if not path or path.endswith("/") else site / path)


def _has_file(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def refuse_smaller(site: Path, standing: Path) -> None:
    """Ask whether the new site has kept the localities and most of the pages of the one that stands.

    Raises:
        SiteError: it has not; the message says what shrank, and how to publish it nevertheless.
    """
    before, now = _sizes(standing), _sizes(site)
    gone = sorted(set(before) - set(now))
    said = [f"the locality {name} is gone" for name in gone[:_MOST_NAMED] if name]
    if len(gone) > _MOST_NAMED:
        said.append(f"{len(gone) - _MOST_NAMED} more localities are gone")
    shrunk = [name for name in sorted(before) if name in now and _has_shrunk(before[name], now[name])]
    said += [f"{name or 'the whole'} had {before[name]} pages, now {now[name]}" for name in shrunk[:_MOST_NAMED]]
    if said:
        raise SiteError(
            f"the new site is much smaller: {'; '.join(said)}. The old one stays. Where this is meant, build once with "
            "--allow-smaller"
        )


def _has_shrunk(before: int, now: int) -> bool:
    return before - now > max(_FEW_PAGES, before * _MOST_LOST)


def _sizes(site: Path) -> dict[str, int]:
    """Pages of a site by locality, and of the whole under the empty name; as far as its records tell."""
    values = read_object(site / MANIFEST)
    rows = values.get("localities", {})
    sizes = {str(name): row.get("pages", 0) for name, row in rows.items()} if isinstance(rows, dict) else {}
    # A site from before there were manifests per locality names its localities in the build record alone.
    older = read_object(site / BUILD_FILE).get("localities", [])
    return {"": values.get("pages", 0), **dict.fromkeys(older, 0), **sizes}


def verify_site(site: Path) -> Verified:
    """Hold every byte of a site, or of a copy of one, against its manifests.

    Raises:
        SiteError: there is no manifest, or something is missing, changed, or not part of the site.
    """
    if not (site / MANIFEST).is_file():
        raise SiteError(f"{site} has no {MANIFEST}, so nothing says what belongs to it")
    faults: list[str] = []
    values, listing = _listing(site, MANIFEST, faults)
    expected = dict(listing)
    rows = values.get("localities", {})
    for name, row in sorted(rows.items()) if isinstance(rows, dict) else ():
        address = row.get("manifest", "") if isinstance(row, dict) else ""
        if address not in listing:
            faults.append(f"{name}: its manifest is not listed")
            continue
        expected |= _listing(site, address, faults)[1]
    here = site_files(site)
    faults += [f"{address} is missing" for address in sorted(expected.keys() - here.keys())]
    own = {MANIFEST, SUMS}
    faults += [f"{address} does not belong to the site" for address in sorted(here.keys() - expected.keys() - own)]
    changed = [address for address in expected.keys() & here.keys() if seal(here[address]) != expected[address]]
    faults += [f"{address} was changed" for address in sorted(changed)]
    if not _sums_agree(site, listing):
        faults.append(f"{SUMS} does not say what {MANIFEST} says")
    if faults:
        rest = f"; and {len(faults) - _MOST_NAMED} more" if len(faults) > _MOST_NAMED else ""
        raise SiteError(f"{site} is not as it was published: {'; '.join(faults[:_MOST_NAMED])}{rest}")
    stands = published(site)
    return Verified(stands.release, stands.as_of, int(values["pages"]), len(here))


def _listing(site: Path, address: str, faults: list[str]) -> tuple[dict[str, Any], Listing]:
    found = read_manifest(site / address)
    if found is None:
        faults.append(f"{address} cannot be read")
        return {}, {}
    return found


def _sums_agree(site: Path, listing: Listing) -> bool:
    try:
        text = (site / SUMS).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return text == sums_text({**listing, MANIFEST: seal(site / MANIFEST)})


def _number(rows: Collection[str], noun: str) -> str:
    return f"{len(rows)} {noun}{'s' if len(rows) != 1 else ''}"

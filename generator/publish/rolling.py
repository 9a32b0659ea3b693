"""Roll back: let readers have an earlier release again, in one step, after every byte of it was verified."""

from generator.errors import UsageError, did_you_mean
from generator.publish.place import Place
from generator.publish.records import Release
from generator.publish.verifying import verify_site


def roll_back(place: Place, to: str = "") -> Release:
    """Put the kept release ``to`` in place, by its id or its number, or the one before the standing one. ``place`` is
    claimed by the caller. No release is lost: the one that stood is kept as well.

    Raises:
        UsageError: there is no such release.
        SiteError: the release is not as it was published; what stands stays.
    """
    kept = place.kept()
    release = _named(to, kept) if to else _before(place, kept)
    verify_site(place.folder(release.id))
    place.lead_to(release.id)
    return release


def _named(name: str, kept: list[Release]) -> Release:
    found = [release for release in kept if release.id == name or (name.isdecimal() and release.number == int(name))]
    if not found:
        known = [release.id for release in kept]
        raise UsageError(f"no release {name} is kept{did_you_mean(name, known) if known else ''}")
    return found[0]


def _before(place: Place, kept: list[Release]) -> Release:
    standing = place.standing_id
    number = next((release.number for release in kept if release.id == standing), None)
    earlier = [release for release in kept if number is not None and release.number < number]
    if not earlier:
        raise UsageError(f"{place.output} has no earlier release to go back to")
    return earlier[-1]

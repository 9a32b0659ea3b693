"""Publish: put a finished site in place. It is assembled beside the old one, verified, and swapped in whole; readers
never see half a build, a failed build leaves the old site untouched, and the last releases stay to go back to.
"""

from pathlib import Path

from generator.errors import SiteError
from generator.publish.assembling import publish_site, standing_counts
from generator.publish.locking import locked
from generator.publish.manifests import MANIFEST, SUMS, Counts, site_files
from generator.publish.place import Place, claim
from generator.publish.records import (
    AS_OF_FILE,
    BUILD_FILE,
    Part,
    Published,
    Release,
    published,
    published_release,
    read_published,
)
from generator.publish.rolling import roll_back
from generator.publish.storing import PartDamagedError
from generator.publish.verifying import REQUIRED, Verified, verify_site


def stands(place: Place, release: str, *, is_trusted: bool = True) -> bool:
    """Whether readers have this release already; one that is not ``is_trusted`` must be so byte for byte."""
    if published_release(place.output) != release or not Path(place.output / MANIFEST).is_file():
        return False
    try:
        return is_trusted or verify_site(place.output).release == release
    except SiteError:
        return False


__all__ = [
    "AS_OF_FILE",
    "BUILD_FILE",
    "MANIFEST",
    "REQUIRED",
    "SUMS",
    "Counts",
    "Part",
    "PartDamagedError",
    "Place",
    "Published",
    "Release",
    "Verified",
    "claim",
    "locked",
    "publish_site",
    "published",
    "published_release",
    "read_published",
    "roll_back",
    "site_files",
    "standing_counts",
    "stands",
    "verify_site",
]

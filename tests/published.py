"""A published site as tests read it: links to the built trees of localities are followed, as servers follow them."""

from fnmatch import fnmatch
from pathlib import Path

from generator.artifacts import file_digest
from generator.publish import MANIFEST, SUMS, site_files


def find(site: Path, pattern: str) -> list[Path]:
    """Files whose name is like ``pattern``, sorted."""
    return sorted(path for path in site_files(site).values() if fnmatch(path.name, pattern))


def site_manifest(site: Path) -> dict[str, str]:
    """Address → SHA-256 of every file."""
    return {address: file_digest(path) for address, path in site_files(site).items()}


def content_of(site: Path) -> dict[str, str]:
    """The same without the manifests: they change wherever anything does. The sums of downloads stay."""
    return {
        address: value
        for address, value in site_manifest(site).items()
        if address not in {MANIFEST, SUMS}
        and not (address.count("/") == 1 and address.endswith((f"/{MANIFEST}", f"/{SUMS}")))
    }

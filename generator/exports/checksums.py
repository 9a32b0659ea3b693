"""Checksums: one file by which ``sha256sum -c`` tells whether a download came whole."""

from collections.abc import Iterable

from generator.exports.download import Download, Listing
from generator.sentences import sentence

NAME = "SHA-256"
MEDIA_TYPE = "text/plain"
CHECKSUMS_FILE = "SHA256SUMS"


def checksums_of(listings: Iterable[Listing]) -> Download:
    """``SHA256SUMS`` of all other files, by name."""
    lines = sorted((f"{item.sha256}  {item.name}\n" for item in listings), key=lambda line: line[66:])
    return Download(CHECKSUMS_FILE, "".join(lines).encode(), NAME, sentence("全部文件的校验值"), MEDIA_TYPE)

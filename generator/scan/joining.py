"""Joining: what was seen on the pages of one tree, as a whole."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from generator.errors import SiteError
from generator.scan.pages import PageScan, scan_page

_MOST_SAID = 10


@dataclass(frozen=True, slots=True)
class Scan:
    """What was seen in a tree of files that stand as they will below the root of the site.

    ``links_out`` are the files of other trees that its pages need or lead to, by which whoever puts the site together
    can tell whether they are all there. ``scripts`` are the hashes of all inline scripts. ``known`` is what looks
    private and is published on purpose.
    """

    pages: int = 0
    faults: tuple[str, ...] = ()
    links_out: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    known: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> "Scan":
        """Back from JSON."""
        texts = ("faults", "links_out", "scripts", "known")
        return cls(record["pages"], *(tuple(record[name]) for name in texts))

    def refuse_faults(self, name: str) -> None:
        """Stop where a page must not be published.

        Raises:
            SiteError: there is a fault; the message names the pages.
        """
        if self.faults:
            rest = f" (and {len(self.faults) - _MOST_SAID} more)" if len(self.faults) > _MOST_SAID else ""
            raise SiteError(f"pages of {name} must not be published: {'; '.join(self.faults[:_MOST_SAID])}{rest}")


def scan_tree(tree: Path, own: Collection[str] = (), known: Collection[str] = frozenset()) -> Scan:
    """Parse every page of a tree once and look at all of them.

    Args:
        tree: Folder whose files stand as they will below the root of the site.
        own: Folders of the site, each with a closing slash, that are wholly in this tree: a link into one of them to
            what is not there is broken.
        known: See :func:`scan_page`.
    """
    files = {path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()}
    pages = (_scan_file(tree, path, known) for path in sorted(files) if path.endswith(".html"))
    return join_scans(pages, files, own, known)


def _scan_file(tree: Path, path: str, known: Collection[str]) -> PageScan:
    source = (tree / path).read_bytes()
    return scan_page(path, source, parse_page(source), known)


def parse_page(source: bytes) -> Any:
    """The ``html`` element of a page."""
    return etree.fromstring(source, etree.HTMLParser(encoding="utf-8"))


def join_scans(
    pages: Iterable[PageScan], files: Collection[str], own: Collection[str] = (), known: Collection[str] = frozenset()
) -> Scan:
    """Put the pages of a tree together: which links between them are broken, and which lead out of it."""
    seen = list(pages)
    ids = {page.path: page.ids for page in seen}
    folders = tuple(own)
    faults = [f"{page.path} has {fault}" for page in seen for fault in page.faults]
    links_out: set[str] = set()
    for page in seen:
        for link in page.links:
            target, _, part = link.partition("#")
            if target not in files:
                if target.startswith(folders):
                    faults.append(f"{page.path} has a link to {target}, which is not there")
                else:
                    links_out.add(target)
            elif part and target in ids and part not in ids[target]:
                faults.append(f"{page.path} has a link to {link}, which is no part of that page")
    scripts = frozenset[str]().union(*(page.scripts for page in seen))
    return Scan(len(seen), *(tuple(sorted(texts)) for texts in (faults, links_out, scripts, known)))

"""Finished: the built pages of a locality, each read and parsed once: for the scan, and for the search."""

from collections.abc import Collection, Mapping
from pathlib import Path

from generator.scan import Scan, join_scans, parse_page, scan_page
from generator.search import SearchPage, index_pages, search_page


def finish_pages(tree: Path, editions: Mapping[str, Path], place: str, known: Collection[str], work: Path) -> Scan:
    """Look at every page below ``tree``, whose files stand as they will below the root of the site, and index those of
    each edition for the search.

    Args:
        tree: Everything that was built, downloads too.
        editions: Folder of the locality in each edition, by its address with a closing slash. All pages are in them.
        place: Name of the locality, which results of a search show.
        known: What is published although it looks private, see :func:`generator.scan.scan_page`.
        work: Where an index is made before it is moved into its folder.
    """
    scans = []
    for folder in editions.values():
        found: list[SearchPage] = []
        for file in sorted(folder.rglob("*.html")):
            source = file.read_bytes()
            root = parse_page(source)
            scans.append(scan_page(file.relative_to(tree).as_posix(), source, root, known))
            page = search_page(_address(file, folder), root, place) if file.name == "index.html" else None
            if page:
                found.append(page)
        index_pages(found, folder, work)
    files = {path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()}
    return join_scans(scans, files, list(editions), known)


def _address(file: Path, folder: Path) -> str:
    path = file.parent.relative_to(folder).as_posix()
    return "" if path == "." else f"{path}/"

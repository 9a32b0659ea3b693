"""The static API of the portal: all localities with the way to their lists, and the register, as JSON; and what stands
at the root once for programs that read the site.
"""

from dataclasses import asdict
from typing import Any

from generator.artifacts import json_text
from generator.pages import addresses
from generator.pages.api import VERSION
from generator.pages.llms import LLMS, ROBOTS, llms_text, robots_text
from generator.pages.portal_views import Portal
from generator.pages.register_files import register_records
from generator.summaries import LocalitySummary


def portal_files(portal: Portal) -> dict[str, str]:
    """The files of the portal's API, and those of the root where the edition is that of the root, by their address."""
    at_root = {} if portal.edition.language.folder else _root_files(portal)
    return at_root | {
        addresses.api("catalogue.json"): json_text({"api": VERSION, **catalogue_record(portal)}),
        addresses.api("obligations.json"): json_text({"api": VERSION, "obligations": register_records(portal)}),
    }


def _root_files(portal: Portal) -> dict[str, str]:
    return {ROBOTS: robots_text(portal.edition.site_url), LLMS: llms_text(portal)}


def catalogue_record(portal: Portal) -> dict[str, Any]:
    """Every locality in the order of the ids, and the files of all together with their checksums."""
    return {
        "localities": [
            _locality(summary, portal)
            for summary in sorted(portal.summaries, key=lambda item: item.locality.locality_id)
        ],
        "downloads": [
            {
                "url": _address(addresses.NATION + item.name, portal, is_file=True),
                "format": item.format,
                "bytes": item.size,
                "sha256": item.sha256,
                "rows": item.rows,
            }
            for item in portal.downloads
        ],
    }


def _locality(summary: LocalitySummary, portal: Portal) -> dict[str, Any]:
    place = summary.locality.locality_id
    return {
        **summary.locality.as_dict(),
        "title": summary.title,
        "data_version": summary.version,
        "counts": summary.counts,
        "issues": summary.issues,
        "licences": [asdict(row) for row in summary.licences],
        "page": _address(addresses.locality(place), portal),
        "api": _address(addresses.api("locality.json", place), portal),
        "package": _address(addresses.locality(place, "data/datapackage.json"), portal, is_file=True),
    }


def _address(address: str, portal: Portal, *, is_file: bool = False) -> str:
    """The full address where it is known, else the one below the root; of a download there is one for all editions."""
    edition = portal.edition
    if is_file:
        return f"{edition.site_url}{address}"
    return edition.public_address(address) or f"{edition.language.folder}{address}"

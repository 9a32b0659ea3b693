"""Publisher: who speaks on the site, an independent project or a government, and what each must say of itself.

The furniture of a government site follows the rules on government websites (国办发〔2017〕47号 and its annex on meta
tags): what is required must be set, and nothing is invented where it is not.
"""

import re
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import quote, urlsplit

from generator.errors import SettingsError

INDEPENDENT, OFFICIAL = "independent", "official"
KINDS = (INDEPENDENT, OFFICIAL)
_REQUIRED = ("name", "site_id_code")
# Six digits of the administrative division and four more; bodies of the State Council have «bm» and eight digits.
_REGIONAL_CODE = re.compile(r"(\d{6})\d{4}", re.ASCII)
_CENTRAL_CODE = re.compile(r"bm\d{8}", re.ASCII)
_MAIL = re.compile(r"[^@\s,;?&]+@[^@\s,;?&]+\.[^@\s,;?&]+")
_OFFICIAL_ONLY = (
    "site_id_code",
    "region_code",
    "operator",
    "address",
    "phone",
    "icp",
    "police_record",
    "find_errors_url",
)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who speaks and how to reach them. Empty means not set, and is then left out.

    ``name`` is the body that answers for the site (主办单位), ``operator`` the one that runs it (承办单位);
    ``site_id_code`` is the 网站标识码, ``region_code`` the six digits of the body's own administrative division, which
    the code must begin with. ``icp`` and ``police_record`` are the numbers of the two registrations at the foot of a
    page; ``find_errors_url`` is the site's entry of 政府网站找错. Errors on pages are reported to ``correction_mail``,
    else through ``correction_url``, where ``{title}`` and ``{address}`` stand for the page; ``answer_days`` is the
    number of working days within which an answer comes.
    """

    kind: str = INDEPENDENT
    name: str = ""
    correction_mail: str = ""
    correction_url: str = ""
    answer_days: int = 0
    site_id_code: str = ""
    region_code: str = ""
    operator: str = ""
    address: str = ""
    phone: str = ""
    icp: str = ""
    police_record: str = ""
    find_errors_url: str = ""

    @property
    def is_official(self) -> bool:
        """True where a government publishes the site."""
        return self.kind == OFFICIAL

    def correction_link(self, subject: str, body: str, title: str, address: str) -> str:
        """Where a reader reports an error on a page: mail first, else the form; empty where neither is set."""
        if self.correction_mail:
            return f"mailto:{self.correction_mail}?subject={quote(subject)}&body={quote(body)}"
        link = self.correction_url.replace("{title}", quote(title, safe=""))
        return link.replace("{address}", quote(address, safe=""))


PUBLISHER_SETTINGS: dict[str, type] = {field.name: type(field.default) for field in fields(Publisher)}


def make_publisher(table: dict[str, Any], site_url: str) -> Publisher:
    """The publisher of the table ``[publisher]`` in the settings.

    Raises:
        SettingsError: the kind does not exist, a government's site lacks what it must carry, or a value has the wrong
            shape.
    """
    publisher = Publisher(**table)
    if publisher.kind not in KINDS:
        raise SettingsError(f"publisher.kind must be one of {', '.join(KINDS)}")
    if publisher.correction_mail and not _MAIL.fullmatch(publisher.correction_mail):
        raise SettingsError(f"publisher.correction_mail: {publisher.correction_mail!r} is no mail address")
    for name in ("correction_url", "find_errors_url"):
        if getattr(publisher, name) and urlsplit(getattr(publisher, name)).scheme not in {"http", "https"}:
            raise SettingsError(f"publisher.{name} must begin with http:// or https://")
    if publisher.answer_days < 0:
        raise SettingsError("publisher.answer_days is a number of working days and cannot be below zero")
    if publisher.is_official:
        _check_official(publisher, site_url)
    else:
        _check_independent(publisher)
    return publisher


def _check_official(publisher: Publisher, site_url: str) -> None:
    missing = [f"publisher.{name}" for name in _REQUIRED if not getattr(publisher, name)]
    if not publisher.correction_mail and not publisher.correction_url:
        missing.append("publisher.correction_mail or correction_url")
    if not site_url:
        missing.append("site.url")
    if missing:
        raise SettingsError(f"an official site also needs {', '.join(missing)}")
    regional = _REGIONAL_CODE.fullmatch(publisher.site_id_code)
    if not regional and not _CENTRAL_CODE.fullmatch(publisher.site_id_code):
        raise SettingsError(
            f"publisher.site_id_code {publisher.site_id_code!r} must be ten digits (the six of the administrative "
            "division and four more), or «bm» and eight digits for a body of the State Council"
        )
    if regional and not publisher.region_code:
        raise SettingsError("an official site also needs publisher.region_code, the six digits of its own division")
    if regional and regional[1] != publisher.region_code:
        raise SettingsError(
            f"publisher.site_id_code {publisher.site_id_code} does not begin with the division's code "
            f"{publisher.region_code}"
        )


def _check_independent(publisher: Publisher) -> None:
    """An independent site must not look like a government's."""
    claimed = [f"publisher.{name}" for name in _OFFICIAL_ONLY if getattr(publisher, name)]
    if claimed:
        raise SettingsError(f'only an official site (publisher.kind = "official") has {", ".join(claimed)}')

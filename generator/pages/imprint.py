"""Imprint: what stands at the foot of every page of a locality: how to cite it, its permanent address as text and as
QR code, and how to report an error.
"""

from dataclasses import dataclass

import segno
from markupsafe import Markup

from generator.pages.citations import Citation, Source, citations
from generator.pages.edition import Edition
from generator.sentences import sentence

# The code of a page says the same with every mask; choosing the best of the eight takes three times as long.
_MASK = 4
_QUIET_ZONE = 4


@dataclass(frozen=True, slots=True)
class Imprint:
    """Foot of a page. ``address`` is the full one and ``qr`` its code; both are empty where it is not known."""

    citations: tuple[Citation, ...]
    address: str
    qr: Markup
    correction: str
    answer_days: int


def make_imprint(edition: Edition, address: str, title: str, source: Source) -> Imprint:
    """The foot of the page ``title`` at ``address``."""
    full = edition.public_address(address)
    subject = sentence("纠错：{title}", title=title)
    body = sentence(
        "页面：{title}\n网址：{address}\n\n哪里不对：\n\n哪份文件可以证明（标题或网址）：\n\n请不要写身份证号、电话等个人信息。\n",
        title=title,
        address=full or address,
    )
    return Imprint(
        citations=citations(edition, address, title, source),
        address=full,
        qr=qr_picture(full) if full else Markup(""),
        correction=edition.publisher.correction_link(edition.say(subject), edition.say(body), title, full or address),
        answer_days=edition.publisher.answer_days,
    )


def qr_picture(address: str) -> Markup:
    """An address as a QR code (ISO/IEC 18004): an SVG that takes its size from the stylesheet."""
    code = segno.make_qr(address, error="m", mask=_MASK, boost_error=False)
    picture = code.svg_inline(border=_QUIET_ZONE, omitsize=True, svgclass="gk-qr", lineclass=None)
    return Markup(picture)  # noqa: S704 - drawn by us of squares; the address is in it only as squares

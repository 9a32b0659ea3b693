"""Privacy: finds what belongs to a person and must never be published, and masks it.

Resident identity numbers (GB 11643-1999: region, date of birth, sequence, check digit), mobile numbers, bank cards and
personal mail addresses. A number counts only with everything that makes it one, or beside a word that says so: figures,
index numbers and addresses of documents are full of long numbers, and none of them is a person's.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

IDENTITY, MOBILE, CARD, MAIL = "identity", "mobile", "card", "mail"
# The first two digits of every division (GB/T 2260).
_REGIONS = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
# The first seventeen digits are weighted and the rest of their sum by eleven names the last sign (GB 11643-1999, 4).
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS = "10X98765432"
_GAP = r"[ -]?"
_IDENTITY = re.compile(
    rf"(?<![0-9A-Za-z])([1-8]\d{{5}}){_GAP}((?:18|19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]){_GAP}(\d{{3}}[\dXx])"
    r"(?![0-9A-Za-z])"
)
# Numbers of fifteen digits were given out until 1999 and have no check digit: only where the words say what they are.
_OLD_IDENTITY = re.compile(
    r"身份证[^0-9]{0,12}([1-8]\d{5}\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3})(?![0-9A-Za-z])"
)
_MOBILE = re.compile(
    rf"(?<![0-9A-Za-z_/=])(?<!\d[.-])(?:\+?86{_GAP})?(1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}})(?![0-9A-Za-z]|[._/-]\d)"
)
# What follows an amount, not a telephone number.
_COUNTED = re.compile(r"\s?(?:余|多)?[万亿]?(?:元|人|件|次|户|个|项|份|平方|立方|吨|公里|美元)")
_CARD = re.compile(rf"(?:银行卡|卡号|账号|帐号|账户|开户行)[^0-9]{{0,20}}((?:\d{{4}}{_GAP}){{3,4}}\d{{1,4}})(?!\d)")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@((?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,10})")
# Mail services for persons; an office has an address of its own body, or says why it has not.
_MAIL_SERVICES = re.compile(
    r"(?:vip\.)?(?:qq|163|126|sina|sohu)\.com|foxmail\.com|yeah\.net|sina\.cn|139\.com|189\.cn|wo\.cn|aliyun\.com"
    r"|(?:gmail|hotmail|outlook|live|msn|icloud|me|yahoo)\.com|live\.cn",
    re.IGNORECASE,
)
# What every find has: no other text is looked at closely.
_PERHAPS = re.compile(r"\d(?:[ -]?\d){8}|[@＠]")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PrivateFind:
    """Something private in a text: kind, where it begins and ends, and how it may be shown."""

    kind: str
    start: int
    end: int
    masked: str


def find_private(text: str, *, is_figure: bool = False) -> list[PrivateFind]:
    """What is private in ``text``, in its order. ``is_figure`` tells that the text is one number of a table of figures,
    which may look like a telephone number and is none.
    """
    if not _PERHAPS.search(text):
        return []
    plain = text if text.isascii() else "".join(_half_width(char) for char in text)
    finds = [*_identities(plain), *_cards(plain), *_mails(plain)]
    if not is_figure:
        finds += _mobiles(plain)
    kept: list[PrivateFind] = []
    for find in sorted(finds, key=lambda find: (find.start, -find.end)):
        if not kept or find.start >= kept[-1].end:
            kept.append(find)
    return kept


def find_private_lines(text: str) -> Iterator[tuple[str, PrivateFind]]:
    """What is private in a long text, each with its line; lines that hold nothing like it are not looked at closely."""
    last = -1
    for found in _PERHAPS.finditer(text):
        if found.start() > last:
            first = text.rfind("\n", 0, found.start()) + 1
            last = text.find("\n", found.end())
            last = len(text) if last < 0 else last
            line = text[first:last]
            for find in find_private(line):
                yield line, find


def plain_find(text: str) -> str:
    """A private number or address as it is compared, however it is written."""
    return "".join(char for char in text if char.isalnum() or char == "@").lower()


def finds_in(texts: Iterable[str]) -> frozenset[str]:
    """Everything private in texts that are published on purpose, as :func:`plain_find` gives it."""
    lines = find_private_lines("\n".join(texts))
    return frozenset(plain_find(line[find.start : find.end]) for line, find in lines)


def mask_private(text: str) -> str:
    """``text`` with everything private in it masked, so that it may be shown to anybody."""
    parts, last = [], 0
    for find in find_private(text):
        parts += [text[last : find.start], find.masked]
        last = find.end
    return "".join([*parts, text[last:]])


def _half_width(char: str) -> str:
    """Full-width digits and letters hide nothing; each becomes one other, so that places in the text stay."""
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 and folded.isascii() and (folded.isalnum() or folded == "@") else char


def _identities(text: str) -> Iterator[PrivateFind]:
    for found in _IDENTITY.finditer(text):
        region, year, month, day, rest = found.groups()
        number = f"{region}{year}{month}{day}{rest.upper()}"
        if _REGIONS.match(region) and _is_day(int(year), int(month), int(day)) and _has_check_sign(number):
            yield PrivateFind(IDENTITY, found.start(), found.end(), f"{number[:6]}********{number[14:]}")
    for found in _OLD_IDENTITY.finditer(text):
        number = found.group(1)
        yield PrivateFind(IDENTITY, found.start(1), found.end(1), f"{number[:6]}******{number[12:]}")


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return date(year, month, day).year == year
    except ValueError:
        return False


def _has_check_sign(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK_SIGNS[total % 11] == number[17]


def _mobiles(text: str) -> Iterator[PrivateFind]:
    addresses = [found.span() for found in _ADDRESS.finditer(text)]
    for found in _MOBILE.finditer(text):
        inside = any(first <= found.start() < last for first, last in addresses)
        if not inside and not _COUNTED.match(text, found.end()):
            digits = re.sub(r"\D", "", found.group(1))
            yield PrivateFind(MOBILE, found.start(), found.end(), f"{digits[:3]}****{digits[7:]}")


def _cards(text: str) -> Iterator[PrivateFind]:
    for found in _CARD.finditer(text):
        digits = re.sub(r"\D", "", found.group(1))
        if 16 <= len(digits) <= 19 and _fits_luhn(digits):
            yield PrivateFind(CARD, found.start(1), found.end(1), f"{digits[:4]}********{digits[-4:]}")


def _fits_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def _mails(text: str) -> Iterator[PrivateFind]:
    for found in _MAIL.finditer(text):
        if _MAIL_SERVICES.fullmatch(found.group(1)):
            yield PrivateFind(MAIL, found.start(), found.end(), f"{found.group()[0]}***@{found.group(1)}")

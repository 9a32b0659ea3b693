"""Numbers: what clerks write into a cell that wants a bare number."""

import re
from decimal import Decimal

from generator.cells import NUMBER
from generator.repairs.records import Step

_PLAIN = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d*)(?:\.(\d*))?", re.ASCII)
_ONES = {"": 0, "十": 1, "百": 2, "千": 3}
_POWERS = _ONES | {f"{ones}{large}": n + more for ones, n in _ONES.items() for large, more in (("万", 4), ("亿", 8))}
_POWERS |= {"万亿": 12}
_FIGURE = r"[+-]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)"
_LARGE = r"(?:万亿|[十百千]?[万亿]|[十百千])"
_UNIT = r"(?![十百千万亿余多几约近超至到以左])[A-Za-z\u2103\u33a1\u4e00-\u9fff][A-Za-z\u4e00-\u9fff/²³]{0,5}"
_MEASURED = re.compile(
    rf"(?P<before>约|大约|近|超|超过|至少|不少于|不低于|达|达到|≥|>)?(?P<figure>{_FIGURE})"
    rf"(?P<some>[余多])?(?P<large>{_LARGE})?(?P<more>[余多])?(?P<percent>%)?(?P<unit>{_UNIT})?"
    r"(?P<after>以上|左右|以内)?",
    re.ASCII,
)
_RANGE = re.compile(rf"{_FIGURE}{_LARGE}?%?(?:-|~|～|—|–|－|至|到){_FIGURE}.{{0,8}}", re.ASCII)
_SCIENTIFIC = re.compile(r"([+-]?\d(?:\.\d{1,14})?)[Ee]\+?(\d{1,2})", re.ASCII)
_MASKED = re.compile(r"[\d.]*\*+[\d.]*.{0,6}", re.ASCII)
_LONG = re.compile(r"-?\d{1,15}\.\d{7,20}", re.ASCII)
# More digits than any figure has are no figure, and decimals of this length are exact in the default context.
_MOST_LENGTH = 24


def read_number(text: str) -> list[Step]:
    """Steps from a cleaned ``text`` to a number; none where it is not understood."""
    if len(text) > 2 * _MOST_LENGTH:
        return []
    for attempt in (_long_decimals, _plain, _scientific, _masked, _range, _measured):
        steps = attempt(text)
        if steps:
            return steps
    return []


def _plain(text: str) -> list[Step]:
    """The same number with separated thousands, a plus, zeros before it or a point without digits on one side.

    Only whole groups of three count as thousands: 1,20 is none, and nobody knows whether it is 120 or 1.20.
    """
    match = _PLAIN.fullmatch(text)
    if match is None or not (match[2] or match[3]) or len(text) > _MOST_LENGTH:
        return []
    steps = []
    whole = re.sub("[, ]", "", match[2])
    if whole != match[2]:
        steps.append(Step("thousands", text.replace(match[2], whole)))
    # An integer may come with decimals that are all zero, which programs append; other decimals stay.
    decimals = match[3] or ""
    number = ("-" if match[1] == "-" else "") + str(int(whole or 0)) + (f".{decimals}" if decimals else "")
    if number != (steps[-1].text if steps else text):
        steps.append(Step("number-form", number))
    return steps


def whole_number(text: str) -> list[Step]:
    """12.0 where an integer is wanted: the same number."""
    match = re.fullmatch(r"(-?[0-9]+)\.0+", text)
    return [Step("number-form", match[1])] if match else []


def _scientific(text: str) -> list[Step]:
    match = _SCIENTIFIC.fullmatch(text)
    if match is None:
        return []
    value = Decimal(match[1]).scaleb(int(match[2]))
    return [Step("scientific", _written(value))]


def _masked(text: str) -> list[Step]:
    return [Step("masked-figure", None)] if _MASKED.fullmatch(text) else []


def _range(text: str) -> list[Step]:
    return [Step("number-range", None)] if _RANGE.fullmatch(text) else []


def _long_decimals(text: str) -> list[Step]:
    """Decimals that a sum of binary fractions leaves behind: 25.290000000000003 was 25.29."""
    if not _LONG.fullmatch(text):
        return []
    value = Decimal(text)
    rounded = round(value, 6)
    return [Step("long-decimals", _written(rounded) if abs(rounded - value) < Decimal("1e-10") else None)]


def _measured(text: str) -> list[Step]:
    """A number with words around it; the value is exact, what the words mean for it somebody has to say."""
    match = _MEASURED.fullmatch(text)
    if match is None:
        return []
    plain = _plain(match["figure"]) or [Step("", match["figure"])]
    if not NUMBER.fullmatch(plain[-1].text or ""):
        return []
    value = Decimal(plain[-1].text or "").scaleb(_POWERS[match["large"] or ""])
    if any(match[name] for name in ("before", "some", "more", "after")):
        code = "about-words"
    elif match["large"]:
        code = "large-unit"
    else:
        code = "percent-sign" if match["percent"] and not match["unit"] else "unit-suffix"
    return [Step(code, _written(value))]


def _written(value: Decimal) -> str:
    """A number as the tables write it, without zeros that the power of ten brought along."""
    return f"{value.normalize():f}"

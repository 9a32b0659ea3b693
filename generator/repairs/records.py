"""Records of a repair, and the kinds there are: the same as in ``schemas/codelists/repair-kinds.csv``."""

from dataclasses import dataclass

# Code → whether it may be done without asking. Safe is what has the same meaning for every reader: the same number,
# the same day, the same words. A guess, however likely, is none.
KINDS: dict[str, bool] = {
    "blanks-around": True,
    "blanks-inside": True,
    "invisible-characters": True,
    "line-break": True,
    "full-width": True,
    "leading-apostrophe": True,
    "quoted-formula": True,
    "dash": True,
    "thousands": True,
    "number-form": True,
    "date-form": True,
    "period-form": True,
    "leading-zeros": True,
    "yes-no": True,
    "yes-no-sign": False,
    "percent-sign": False,
    "large-unit": False,
    "unit-suffix": False,
    "about-words": False,
    "number-range": False,
    "masked-figure": False,
    "scientific": False,
    "long-decimals": False,
    "date-part": False,
    "date-unclear": False,
    "date-impossible": False,
    "date-serial": False,
    "month-as-date": False,
    "no-value-word": False,
    "look-alikes": False,
    "id-form": False,
    "direction-marks": False,
    "web-code": False,
    "leading-sign": False,
    "formula": False,
    "error-value": False,
    "damaged-text": False,
}


@dataclass(frozen=True, slots=True)
class Repair:
    """What is to be done about one cell.

    ``code`` is one of :data:`KINDS`. ``text_after`` is the text that should stand there, empty where the cell should be
    empty, and None where it is plain what is wrong but not what is right. ``is_safe`` says whether it may be done
    without asking; without a text it never is.
    """

    code: str
    text_after: str | None
    is_safe: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done to a text on its way; ``text`` is None where the way ends without one."""

    code: str
    text: str | None


def joined(steps: list[Step]) -> Repair:
    """Several steps as one repair, called after the last that needs a person, else after the last.

    The later a step, the more it says of what was meant: blanks are cut off many cells, a date is read out of few.
    """
    asking = [step for step in steps if not KINDS[step.code]]
    decisive = (asking or steps)[-1]
    return Repair(decisive.code, steps[-1].text, is_safe=not asking)

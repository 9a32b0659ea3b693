"""Palette: the colours of everything drawn, each once, for light and for dark ground.

The hues are those of Okabe and Ito; lightness is moved so that each mark has a contrast of 3 : 1 or more with its
ground and every two can be told apart in the four kinds of colour vision (the tests work both out). No mark rests on
colour alone: numbers and signs stand in or beside it. The stylesheet has the same values as custom properties
``--gk-chart-…``.
"""

from dataclasses import dataclass

LIGHT_GROUND, DARK_GROUND = "#ffffff", "#242d37"
LIGHT_INK, DARK_INK = "#ffffff", "#111820"


@dataclass(frozen=True, slots=True)
class Colour:
    """A mark on light and on dark ground, and the ink of words that stand in it."""

    light: str
    dark: str
    light_ink: str = DARK_INK
    dark_ink: str = DARK_INK


# Green only where something is known to be done, grey where nothing is known.
STATUS_COLOURS = {
    "done": Colour("#005732", "#0cb675", LIGHT_INK),
    "targets_met": Colour("#639a7f", "#77f1b9"),
    "in_progress": Colour("#0072b2", "#4885cb", LIGHT_INK),
    "due_with_figures": Colour("#239dcf", "#b0ddfd"),
    "not_due": Colour("#828a9e", "#8aabcf"),
    "behind": Colour("#c28501", "#e49412"),
    "targets_partly_met": Colour("#9d8640", "#ead783"),
    "targets_not_met": Colour("#913603", "#d45b3a", LIGHT_INK),
    "ongoing": Colour("#79457b", "#9f7398", LIGHT_INK),
    "due_no_result": Colour("#5e5f61", "#aeaeaf", LIGHT_INK),
    "not_assessed": Colour("#242b36", "#e7f0f4", LIGHT_INK),
}
SERIES_COLOURS = {
    "result": Colour("#0072b2", "#56b4e9", LIGHT_INK),
    "target": Colour("#b84a00", "#ff9d5c", LIGHT_INK),
    "baseline": Colour("#52606d", "#b1bcc8", LIGHT_INK),
}
COLOURS = STATUS_COLOURS | SERIES_COLOURS
# Words, quiet words, and lines that only guide the eye; the theme has them too, a downloaded picture needs them.
INK, QUIET, LINE = "#1f2933", "#52606d", "#d5dbe1"
_UNKNOWN = "due_no_result"


def mark_of(code: str) -> str:
    """The mark of a status; the grey one where the palette does not know it."""
    return code if code in STATUS_COLOURS else _UNKNOWN


def css_name(mark: str) -> str:
    """The part of class names and custom properties that stands for a mark."""
    return mark.replace("_", "-")

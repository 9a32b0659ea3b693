"""Drawing: the picture of a chart as one SVG that stands by itself, and as PNG for word processors.

The geometry is that of the picture on the page; here its shares of the width become pixels of one fixed width, and the
colours of the stylesheet for light ground stand in the drawing. The only importer of resvg_py.
"""

from functools import cache

import resvg_py
from markupsafe import Markup

from generator.charts import Picture
from generator.charts.columns import Columns, Mark
from generator.charts.lettering import LABEL_SIZE, VALUE_SIZE
from generator.charts.palette import INK, LIGHT_GROUND, LINE, QUIET, SERIES_COLOURS

WIDTH = 600
# Two dots of the picture for each pixel: sharp at the width of a page.
_ZOOM = 3
_FONTS = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, SimHei, sans-serif"
_RESULT = SERIES_COLOURS["result"]
_TEXT = Markup(
    '<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{fill}"{bold}>{text}</text>'
)
_LINE = Markup(
    '<line x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"{dash}/>'
)
_RECT = Markup('<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"/>')
_SVG = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
    'role="img" aria-label="{name}" font-family="{fonts}">{ground}{marks}</svg>'
)
_BOLD, _DASH = Markup(' font-weight="bold"'), Markup(' stroke-dasharray="6 4"')


def svg_of(picture: Picture) -> Markup | None:
    """The drawing of a picture; None where it has no upright bars. Every word in it is escaped."""
    columns = picture.columns
    if columns is None:
        return None
    plot = WIDTH - columns.axis - columns.gutter
    marks = [*_grid(columns, plot), *_bars(columns, plot), *_levels(columns, plot), *_breaks(columns, plot)]
    marks.append(_words(Mark(0, 13, columns.unit, "start"), 0, fill=QUIET))
    ground = _RECT.format(x=0, y=0, width=WIDTH, height=columns.height, fill=LIGHT_GROUND)
    return _SVG.format(
        width=WIDTH, height=columns.height, name=picture.name, fonts=_FONTS, ground=ground, marks=Markup("").join(marks)
    )


def png_of(picture: Picture) -> bytes | None:
    """The drawing as PNG; None where it has no upright bars, or where no font of this machine has Chinese letters."""
    drawing = svg_of(picture)
    return _drawn(str(drawing)) if drawing and has_letters() else None


@cache
def has_letters() -> bool:
    """Whether a font of this machine has Chinese letters: without one, two of them look the same."""
    first, second = (_drawn(_letter(char)) for char in "公开")
    return first != second


def _letter(char: str) -> str:
    mark = _words(Mark(20, 30, char), 0)
    return str(_SVG.format(width=40, height=40, name=char, fonts=_FONTS, ground="", marks=mark))


def _drawn(drawing: str) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, zoom=_ZOOM, background=LIGHT_GROUND))


def _words(mark: Mark, x: float, *, fill: str = INK, size: int = LABEL_SIZE, is_bold: bool = False) -> Markup:
    bold = _BOLD if is_bold else ""
    return _TEXT.format(x=x + mark.x, y=mark.y, anchor=mark.anchor, size=size, fill=fill, bold=bold, text=mark.text)


def _across(mark: Mark, columns: Columns, plot: float) -> Mark:
    """A mark whose place is a share of the plot, in pixels."""
    return Mark(columns.axis + plot * mark.x / 100, mark.y, mark.text, mark.anchor)


def _grid(columns: Columns, plot: float) -> list[Markup]:
    lines = [_line(columns.axis, columns.axis + plot, tick.y, tick.y, LINE) for tick in columns.ticks]
    labels = [_words(Mark(tick.x, tick.y + 4, tick.text, tick.anchor), 0, fill=QUIET) for tick in columns.ticks]
    return [*lines, *labels]


def _bars(columns: Columns, plot: float) -> list[Markup]:
    marks = [
        _RECT.format(
            x=columns.axis + plot * bar.left / 100,
            y=bar.y,
            width=plot * bar.width / 100,
            height=bar.height,
            fill=_RESULT.light,
        )
        for bar in columns.bars
    ]
    marks.append(_line(columns.axis, columns.axis + plot, columns.zero, columns.zero, QUIET))
    ink = _RESULT.light_ink if columns.is_within else INK
    for bar in columns.bars:
        marks += [_words(_across(line, columns, plot), 0, fill=INK) for line in bar.period]
        if bar.value:
            marks.append(_words(_across(bar.value, columns, plot), 0, fill=ink, size=VALUE_SIZE, is_bold=True))
    return marks


def _levels(columns: Columns, plot: float) -> list[Markup]:
    marks = []
    for level in columns.levels:
        colour = SERIES_COLOURS[level.mark].light
        start, end = columns.axis + plot * level.x / 100, columns.axis + plot
        marks.append(_line(start, end, level.y, level.y, colour, width=2, is_dashed=True))
        marks += [_words(line, end, fill=colour, is_bold=True) for line in level.words]
    return marks


def _breaks(columns: Columns, plot: float) -> list[Markup]:
    marks = []
    for mark in columns.breaks:
        place = _across(mark, columns, plot)
        marks.append(_line(place.x, place.x, mark.y + 5, columns.foot, QUIET, is_dashed=True))
        if mark.text:
            marks.append(_words(place, 0, fill=QUIET))
    return marks


def _line(
    x1: float, x2: float, y1: float, y2: float, colour: str, *, width: int = 1, is_dashed: bool = False
) -> Markup:
    dash = _DASH if is_dashed else ""
    return _LINE.format(x1=x1, x2=x2, y1=y1, y2=y2, colour=colour, width=width, dash=dash)

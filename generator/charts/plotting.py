"""Plotting: a chart as the figure that plotly.js draws; the only importer of plotly.

A plain dictionary is built a hundred times faster than ``plotly.graph_objects``; :func:`as_plotly` turns one into a
real ``Figure``, which validates every property, and the tests do so for every kind.

The figure stands for itself: with the colours of light ground it is also what readers download as PNG. On the page the
script takes the colours of the reader's ground from the stylesheet, by the names in ``meta``, and the places from the
picture that it replaces. Plotly reads a little HTML (links among it) in every text, so whatever comes from a cell goes
through :func:`_text`.
"""

from typing import TYPE_CHECKING, Any

from generator.charts.columns import BAR_SHARE, BOTTOM, SLOT, TOP, Columns, down
from generator.charts.lettering import LABEL_SIZE, VALUE_SIZE, Say, in_lines, width_of, width_of_lines
from generator.charts.palette import COLOURS, INK, LIGHT_GROUND, LINE, QUIET, css_name, mark_of
from generator.charts.pictures import Picture, picture_of
from generator.charts.series import SeriesChart
from generator.charts.statuses import StatusChart
from generator.sentences import sentence

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

Plot = dict[str, Any]
_LEAST_WIDTH, _MOST_WIDTH, _STACK_WIDTH = 560, 1000, 900
_TITLE_SIZE = 16
_NAME_ROOM = 300
_PLAIN = "rgba(0,0,0,0)"
_WORDS: Plot = {"showarrow": False, "borderpad": 1, "font": {"size": LABEL_SIZE, "color": INK}}
# Marks of no colour keep the labels off the axis.
_TICKS: Plot = {"ticks": "outside", "ticklen": 4, "tickcolor": _PLAIN}


def plotly_figure(chart: SeriesChart | StatusChart, say: Say, picture: Picture | None = None) -> Plot:
    """The chart as Plotly's dictionary, in the reader's language; ``picture`` is that of the chart where it is drawn
    already.
    """
    if isinstance(chart, StatusChart):
        return _statuses(chart, say)
    columns = (picture or picture_of(chart, say)).columns
    if columns is None:
        raise ValueError("a series has upright bars")
    return _series(chart, columns, say)


def as_plotly(figure: Plot) -> "Figure":
    """The dictionary as a validated Plotly figure.

    Raises:
        ValueError: a property does not exist or has an impossible value.
    """
    from plotly.graph_objects import Figure  # 0.5 s to import, and building pages does not need it

    return Figure(figure)


def _series(chart: SeriesChart, columns: Columns, say: Say) -> Plot:
    labels = [_text(say(point.label)) for point in chart.points]
    low, high = float(columns.scale.low), float(columns.scale.high)
    edge = (high - low) / 200
    bars = {
        "type": "bar",
        "name": _text(chart.name),
        "x": labels,
        "y": [float(point.value) for point in chart.points],
        "customdata": labels,
        "width": BAR_SHARE,
        "marker": {"color": COLOURS["result"].light},
        "text": [_text(say(point.in_words(chart.unit))) for point in chart.points],
        "textposition": "none",  # annotations, because a line may lie on the others
        "hovertemplate": "%{customdata}<br><b>%{text}</b><extra></extra>",
        "meta": {"mark": "result"},
    }
    width = min(_MOST_WIDTH, max(_LEAST_WIDTH, columns.axis + SLOT * len(labels) + columns.gutter))
    layout = _layout(chart.name, width, columns.height)
    layout["margin"] = {"l": columns.axis, "r": columns.gutter, "t": TOP, "b": columns.height - BOTTOM, "pad": 0}
    layout["xaxis"] = {
        "type": "category",
        "fixedrange": True,
        "range": [-0.5, len(labels) - 0.5],
        "tickvals": [label for label, bar in zip(labels, columns.bars, strict=True) if bar.period],
        "ticktext": ["<br>".join(_text(mark.text) for mark in bar.period) for bar in columns.bars if bar.period],
        "tickangle": 0,
        "showgrid": False,
        "zeroline": False,
        "automargin": False,
        **_TICKS,
    }
    layout["yaxis"] = {
        "fixedrange": True,
        # A line at the very end of the range would not be drawn.
        "range": [low - (edge if low < 0 else 0.0), high + edge],
        "tickvals": [float(tick) for tick in columns.scale.ticks],
        "ticktext": [mark.text for mark in columns.ticks],
        "gridcolor": LINE,
        "zerolinecolor": QUIET,
        "automargin": False,
        **_TICKS,
    }
    layout["shapes"] = _shapes(chart, columns)
    layout["annotations"] = [
        _unit(columns),
        *_values(chart, columns),
        *_names(chart, columns),
        *_breaks(chart, columns),
    ]
    return {"data": [bars], "layout": layout}


def _shapes(chart: SeriesChart, columns: Columns) -> list[Plot]:
    """Lines of the levels, and one between two bars wherever the definition changes."""
    number = len(chart.points)
    levels = [
        {
            "type": "line",
            "name": line.mark,
            "xref": "x",
            "x0": level.first - 0.5,
            "x1": number - 0.5,
            "y0": float(level.value),
            "y1": float(level.value),
            "line": {
                "color": COLOURS[line.mark].light,
                "dash": "7px,4px" if line.mark == "target" else "2px,3px",
                "width": 2,
            },
        }
        for level, line in zip(chart.levels, columns.levels, strict=True)
    ]
    breaks = [
        {
            "type": "line",
            "name": "break",
            "xref": "x",
            "x0": place - 0.5,
            "x1": place - 0.5,
            "yref": "paper",
            "y0": 0,
            "y1": 1.08,
            "line": {"color": QUIET, "dash": "dot", "width": 1},
        }
        for place in chart.breaks
    ]
    return [*levels, *breaks]


def _unit(columns: Columns) -> Plot:
    """The unit of measure above the axis."""
    return _WORDS | {
        "name": "unit",
        "text": _text(columns.unit),
        "xref": "paper",
        "x": 0,
        "xshift": -columns.axis,
        "xanchor": "left",
        "yref": "paper",
        "y": 1,
        "yshift": TOP,
        "yanchor": "top",
    }


def _values(chart: SeriesChart, columns: Columns) -> list[Plot]:
    """The value of each bar, on the ground it stands on, so that no line runs through it."""
    ground, ink = (COLOURS["result"].light, COLOURS["result"].light_ink) if columns.is_within else (LIGHT_GROUND, INK)
    number = len(chart.points)
    return [
        _WORDS
        | {
            "name": "value-within" if columns.is_within else "value",
            "text": f"<b>{_text(bar.value.text)}</b>",
            "font": {"size": VALUE_SIZE, "color": ink},
            "bgcolor": ground,
            "xref": "x",
            "x": {"start": -0.5, "middle": place, "end": number - 0.5}[bar.value.anchor],
            "xanchor": {"start": "left", "middle": "center", "end": "right"}[bar.value.anchor],
            "y": float(point.value),
            "yanchor": "middle",
            "yshift": down(columns.scale, point.value) - bar.value.y + VALUE_SIZE / 3,
        }
        for place, (point, bar) in enumerate(zip(chart.points, columns.bars, strict=True))
        if bar.value
    ]


def _names(chart: SeriesChart, columns: Columns) -> list[Plot]:
    """The name of each level beside its line."""
    names = []
    for level, line in zip(chart.levels, columns.levels, strict=True):
        words = "<br>".join(_text(mark.text) for mark in line.words)
        names.append(
            _WORDS
            | {
                "name": line.mark,
                "text": f"<b>{words}</b>" if line.mark == "target" else words,
                "font": {"size": LABEL_SIZE, "color": COLOURS[line.mark].light},
                "align": "left",
                "xref": "paper",
                "x": 1,
                "xshift": 8,
                "xanchor": "left",
                "y": float(level.value),
                "yanchor": "middle",
                "yshift": line.y - sum(mark.y for mark in line.words) / len(line.words) + LABEL_SIZE / 3,
            }
        )
    return names


def _breaks(chart: SeriesChart, columns: Columns) -> list[Plot]:
    """The name of each line between two definitions above it."""
    return [
        _WORDS
        | {
            "name": "break",
            "text": mark.text,
            "xref": "x",
            "x": place - 0.5,
            "yref": "paper",
            "y": 1,
            "yshift": TOP - mark.y - LABEL_SIZE / 3,
            "yanchor": "bottom",
        }
        for place, mark in zip(chart.breaks, columns.breaks, strict=True)
        if mark.text
    ]


def _statuses(chart: StatusChart, say: Say) -> Plot:
    names = [_text(say(bar.name)) for bar in chart.bars]
    broken = [in_lines(say(bar.name), _NAME_ROOM) for bar in chart.bars]
    left = round(max(width_of_lines(lines) for lines in broken)) + 16
    most = max(bar.total for bar in chart.bars)
    room = (_STACK_WIDTH - left) / most
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "name": _text(status.label),
            "y": names,
            "x": [bar.counts[place] for bar in chart.bars],
            "customdata": names,
            "marker": {"color": COLOURS[mark_of(status.code)].light, "line": {"color": LIGHT_GROUND, "width": 1.5}},
            "text": [_number(bar.counts[place], room) for bar in chart.bars],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "constraintext": "none",
            "insidetextfont": {
                "size": LABEL_SIZE,
                "weight": 700,
                "color": COLOURS[mark_of(status.code)].light_ink,
            },
            "hovertemplate": "%{customdata}<br>"
            + _text(say(sentence("“{status}”{number}项", status=status.label, number="%{x}")))
            + "<extra></extra>",
            "meta": {"mark": css_name(mark_of(status.code))},
        }
        for place, status in enumerate(chart.statuses)
    ]
    above = _legend_height([status.label for status in chart.statuses], _STACK_WIDTH - left)
    layout = _layout(say(chart.name), _STACK_WIDTH, above + 44 * len(names) + 48)
    layout |= {
        "barmode": "stack",
        "bargap": 0.35,
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "normal"},
        "margin": {"l": left, "r": 16, "t": above, "b": 48, "pad": 4},
        "xaxis": {
            "title": {"text": _text(say(sentence("任务数（项）"))), "font": {"size": LABEL_SIZE}},
            "range": [0, most],
            "fixedrange": True,
            "gridcolor": LINE,
            "zeroline": False,
            "tickformat": ",d",
            "nticks": 6,
        },
        "yaxis": {
            "type": "category",
            "automargin": False,
            "fixedrange": True,
            "autorange": "reversed",
            "tickvals": names,
            "ticktext": ["<br>".join(map(_text, lines)) for lines in broken],
        },
    }
    return {"data": data, "layout": layout}


def _number(count: int, room: float) -> str:
    """The number in a part, where it fits; ``room`` is what one task has."""
    return str(count) if width_of(str(count), VALUE_SIZE) + 2 <= room * count else ""


def _legend_height(labels: list[str], width: int) -> int:
    """Room for a legend whose columns are as wide as its longest label with its sign."""
    columns = max(1, int(width / (max(map(width_of, labels)) + 48)))
    return 20 * -(-len(labels) // columns) + 16


def _layout(name: str, width: int, height: int) -> Plot:
    """What all charts have in common; ``meta`` is for the script: the title of a downloaded picture and its size."""
    title = [_text(line) for line in in_lines(name, width - 40, _TITLE_SIZE)]
    return {
        "height": height,
        "paper_bgcolor": _PLAIN,
        "plot_bgcolor": _PLAIN,
        "font": {"size": LABEL_SIZE, "color": INK},
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"align": "left"},
        "meta": {"title": "<br>".join(title), "title_lines": len(title), "width": width},
    }


def _text(words: str) -> str:
    """``words`` so that Plotly shows exactly them."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

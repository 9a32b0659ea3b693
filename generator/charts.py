"""Charts: figures as plain dictionaries that plotly.js draws, each beside a table with the same numbers.

A plain dictionary is built a hundred times faster than ``plotly.graph_objects``; :func:`as_plotly` turns one into a
real ``Figure``, which validates every property, and the tests do so for every kind. Only this module knows plotly.

Plotly reads a little HTML (links among it) in every text, so whatever comes from a cell goes through :func:`_text`.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from generator.model import Indicator, Result, Target
from generator.periods import parse_period
from generator.sentences import measured, number_label

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

# Okabe-Ito: safe for colour-blind readers, readable on light and dark ground.
BLUE, ORANGE, GREEN, VERMILION, GREY = "#0072b2", "#e69f00", "#009e73", "#d55e00", "#8a8a8a"
# Green only where something is known to be done, grey where nothing is known.
_STATUS_COLOURS = {
    "done": GREEN,
    "targets_met": "#56b4a0",
    "in_progress": "#56b4e9",
    "due_with_figures": BLUE,
    "not_due": "#b3d4f5",
    "behind": ORANGE,
    "targets_partly_met": "#f0c766",
    "targets_not_met": VERMILION,
    "ongoing": "#cc79a7",
}
_LEAST_POINTS = 2
_LEAST_STATUSES = 2
# What one line can show; a range has two ends.
_SYMBOLS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "=", "full": "=", "approx": "≈"}

Chart = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Point:
    """One drawn result: its period in words and the value."""

    result: Result
    label: str
    value: Decimal


def drawable_points(results: tuple[Result, ...]) -> list[Point]:
    """Results that one series can show: about the locality itself, with value and period, oldest first."""
    points = [
        Point(row, parse_period(row.period).label, row.value)
        for row in results
        if row.value is not None and row.period and _is_about_locality(row)
    ]
    unique = {point.label: point for point in points}
    return sorted(unique.values(), key=lambda point: parse_period(point.result.period))


def _is_about_locality(row: Result) -> bool:
    """Whether a result is about the whole of the locality: no other body or place, no sample, no part of a result."""
    return row.scope != "sample" and not (row.subject or row.unit_id or row.part_of or "subject" in row.masked)


def indicator_chart(indicator: Indicator, results: tuple[Result, ...], targets: tuple[Target, ...]) -> Chart | None:
    """Bars of a series with the target as a dashed line; None where there is too little to draw.

    Two values make a series; a single one is worth drawing only against a target.
    """
    points = drawable_points(results)
    line = _target_line(targets)
    if len(points) < (1 if line else _LEAST_POINTS):
        return None
    unit = indicator.unit_of_measure
    labels = [point.label for point in points]
    data: list[dict[str, Any]] = [
        {
            "type": "bar",
            "name": _text(indicator.name),
            "x": labels,
            "y": [float(point.value) for point in points],
            "marker": {"color": [GREY if point.result.is_break else BLUE for point in points]},
            "text": [_text(_value_text(point, unit)) for point in points],
            "textposition": "auto",
            "hovertemplate": "%{x}<br>%{text}<extra></extra>",
        }
    ]
    if line:
        value, label = line
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": _text(f"目标 {label}"),
                "x": labels,
                "y": [value] * len(labels),
                "line": {"color": VERMILION, "dash": "dash", "width": 2},
                "hoverinfo": "name",
            }
        )
    return {"data": data, "layout": _layout(unit, has_legend=bool(line))}


def status_chart(rows: list[tuple[str, dict[str, int]]], statuses: list[tuple[str, str]]) -> Chart | None:
    """Stacked bars: for each area the number of tasks by status; None where all have one status, which a picture
    would not make clearer.

    Args:
        rows: area title and its counts by status code, in printed order.
        statuses: status code and label, in the order to stack.
    """
    used = [(code, label) for code, label in statuses if any(counts.get(code) for _, counts in rows)]
    if len(used) < _LEAST_STATUSES:
        return None
    names = [_text(name) for name, _ in rows][::-1]
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "name": _text(label),
            "y": names,
            "x": [counts.get(code, 0) for _, counts in rows][::-1],
            "marker": {"color": _STATUS_COLOURS.get(code, GREY)},
            "hovertemplate": "%{y}<br>" + _text(label) + " %{x}<extra></extra>",
        }
        for code, label in used
    ]
    layout = _layout("项", has_legend=True)
    layout["barmode"] = "stack"
    layout["height"] = 130 + 34 * len(names)
    layout["margin"] = {"l": 16, "r": 16, "t": 56, "b": 48}
    layout["legend"] = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"}
    layout["xaxis"] = {"title": {"text": "任务数（项）"}, "rangemode": "tozero", "fixedrange": True}
    layout["yaxis"] = {"automargin": True, "fixedrange": True}
    return {"data": data, "layout": layout}


def as_plotly(chart: Chart) -> "Figure":
    """The chart as a validated Plotly figure.

    Raises:
        ValueError: a property does not exist or has an impossible value.
    """
    from plotly.graph_objects import Figure  # 0.5 s to import, and building pages does not need it

    return Figure(chart)


def _target_line(targets: tuple[Target, ...]) -> tuple[float, str] | None:
    """Value and label of the one target a chart can show; none where targets differ."""
    lines = {(row.value, _SYMBOLS.get(row.comparator)) for row in targets if row.value is not None}
    if len(lines) != 1:
        return None
    value, symbol = next(iter(lines))
    return (float(value), f"{symbol}{number_label(value)}") if symbol else None


def _text(words: str) -> str:
    """``words`` so that Plotly shows exactly them."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _value_text(point: Point, unit: str) -> str:
    return str(measured(point.value, unit, point.result.precision))


def _layout(unit: str, *, has_legend: bool) -> dict[str, Any]:
    return {
        "height": 320,
        "margin": {"l": 56, "r": 16, "t": 24, "b": 48},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": has_legend,
        "legend": {"orientation": "h", "y": -0.2},
        "xaxis": {"type": "category", "fixedrange": True},
        "yaxis": {"title": {"text": _text(unit)}, "rangemode": "tozero", "fixedrange": True, "automargin": True},
        "bargap": 0.45,
        "dragmode": False,
    }

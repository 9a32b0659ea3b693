"""Charts: what a chart shows as records, and everything that is made of them: the picture drawn when the page is built,
the figure that plotly.js draws when the chart comes into view, the summary in words, and the rows of its CSV file.

A chart knows no language and no size. :func:`picture_of`, :func:`plotly_figure` and :func:`chart_csv` are given a
translator (``say``) and write it out; all of them are made of the same records, so they show the same numbers.
"""

from typing import TypeAlias

from generator.charts.bullets import Bullet, BulletChart, BulletRow, bullet_chart
from generator.charts.captions import chart_summary
from generator.charts.lettering import Say
from generator.charts.pictures import Picture, picture_of
from generator.charts.plotting import as_plotly, plotly_figure
from generator.charts.rows import chart_csv, chart_rows
from generator.charts.series import Point, SeriesChart, baseline_point, drawable_points, indicator_chart
from generator.charts.statuses import StatusChart, status_chart

Chart: TypeAlias = SeriesChart | StatusChart

__all__ = [
    "Bullet",
    "BulletChart",
    "BulletRow",
    "Chart",
    "Picture",
    "Point",
    "Say",
    "SeriesChart",
    "StatusChart",
    "as_plotly",
    "baseline_point",
    "bullet_chart",
    "chart_csv",
    "chart_rows",
    "chart_summary",
    "drawable_points",
    "indicator_chart",
    "picture_of",
    "plotly_figure",
    "status_chart",
]

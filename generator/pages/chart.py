"""Charts on pages: each with its static picture, its summary and its files."""

from collections import Counter
from functools import partial

from markupsafe import Markup

from generator.artifacts import json_text
from generator.charts import (
    BulletRow,
    Chart,
    Picture,
    StatusChart,
    bullet_chart,
    chart_csv,
    picture_of,
    plotly_figure,
    status_chart,
)
from generator.pages import addresses
from generator.pages.render import environment
from generator.pages.views import ResultRow, TargetRow, Views
from generator.periods import parse_period
from generator.sentences import Words, listed, sentence

CHART_FILE, ROWS_FILE = "chart.json", "chart.csv"


def indicator_figure(indicator_id: str, views: Views, address: str) -> Markup:
    """The figure of an indicator on the page at ``address``; empty where there is too little to draw."""
    picture = views.pictures.get(indicator_id)
    if picture is None:
        return Markup("")
    home = addresses.indicator(views.locality_id, indicator_id)
    if address == home:
        return _figure(picture, "", "#results", views, has_title=False)
    return _figure(picture, addresses.relative(address, home), "#figures", views)


def area_chart(areas: list[tuple[Words, Counter[str]]], views: Views) -> StatusChart | None:
    """How many tasks of each area have which status; None where a picture would not make it clearer."""
    statuses = [status for (scope, _), status in views.vocabulary.statuses.items() if scope == "task"]
    return status_chart(sentence("各方面的任务，按状态"), areas, statuses)


def area_figure(chart: StatusChart | None, views: Views) -> Markup:
    """The figure of the tasks of each area, on the overview; empty where there is no chart."""
    if chart is None:
        return Markup("")
    return _figure(picture_of(chart, views.edition.say), "", "#area-table", views, has_title=False)


def target_bullets(views: Views) -> Markup:
    """Targets of the locality's own plans against results; empty where no target has a result to stand beside it."""
    rows = [views.target_row(target) for target in views.package.targets]
    chart = bullet_chart([_bullet(row) for row in rows if _is_own(row, views)])
    if chart is None:
        return Markup("")
    here = addresses.locality(views.locality_id)
    return _macro("bullets", views)(chart, lambda target: addresses.relative(here, target))


def _is_own(row: TargetRow, views: Views) -> bool:
    """Whether a target binds the locality itself; norms for lower levels are not judged by its own numbers."""
    package = views.package
    holder = package.task[row.target.task_id] if row.target.task_id else package.section[row.target.section_id]
    return package.plan[holder.plan_id].applies_to != "lower_level"


def _bullet(row: TargetRow) -> BulletRow:
    """A target beside its newest result; one that must be reached again and again has several."""
    newest = _newest(row.results)
    published = [sentence("{period} {value}", period=result.period, value=result.value) for result in newest]
    values = {result.result.value for result in newest}
    return BulletRow(
        name=row.indicator.name,
        address=row.address,
        promised=row.promised,
        published=listed(published) or sentence("本站未收录结果"),
        status=row.status,
        unit=row.indicator.unit_of_measure,
        comparator=row.target.comparator,
        target=row.target.value,
        upper=row.target.upper_value,
        result=values.pop() if len(values) == 1 else None,
    )


def _newest(results: tuple[ResultRow, ...]) -> list[ResultRow]:
    """The results for the newest period: one, or several that contradict each other."""
    periods = [parse_period(row.result.period) for row in results if row.result.period]
    newest = max(periods, default=None)
    return [row for row in results if newest and row.result.period == newest.text]


def _figure(picture: Picture, folder: str, table: str, views: Views, *, has_title: bool = True) -> Markup:
    """The figure whose files stand in ``folder``; without a title where the heading above says the same."""
    return _macro("figure", views)(picture, folder + CHART_FILE, table, folder + ROWS_FILE, has_title)


def _macro(name: str, views: Views) -> partial[Markup]:
    """A macro of ``picture.html``; called from here it returns markup."""
    return partial(getattr(environment(views.edition.language).get_template("picture.html").module, name))


def chart_files(chart: Chart | None, views: Views, picture: Picture | None = None) -> dict[str, str]:
    """The files that stand beside the page of a chart: what its figure draws, and the rows of it."""
    if chart is None:
        return {}
    say = views.edition.say
    return {CHART_FILE: json_text(plotly_figure(chart, say, picture)), ROWS_FILE: chart_csv(chart, say)}

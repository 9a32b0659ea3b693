"""The page of an indicator: its series with the target line, the same numbers as a table, and their sources."""

from typing import Any

from generator.model import Indicator
from generator.pages import addresses
from generator.pages.changes import own_changes
from generator.pages.chart import chart_files, indicator_figure
from generator.pages.frame import framed_page
from generator.pages.government import FIGURES_COLUMN
from generator.pages.page import Page
from generator.pages.views import ResultRow, Views, documents_of
from generator.sentences import Words, sentence


def indicator_page(indicator: Indicator, views: Views) -> Page:
    """One indicator."""
    package = views.package
    place = package.locality
    results = [views.result_rows[row.result_id] for row in package.results_of_indicator.get(indicator.indicator_id, ())]
    targets = [views.target_row(row) for row in package.targets_of_indicator.get(indicator.indicator_id, ())]
    tasks = [views.task_rows[name] for name in package.tasks_of_indicator.get(indicator.indicator_id, ())]
    address = addresses.indicator(views.locality_id, indicator.indicator_id)
    context = {
        "indicator": indicator,
        "results": results,
        "targets": targets,
        "tasks": tasks,
        "figure": indicator_figure(indicator.indicator_id, views, address),
        "documents": documents_of(results),
        "changes": own_changes("indicator_ids", indicator.indicator_id, views),
    }
    newest = views.newest_result(indicator.indicator_id)
    return framed_page(
        views,
        "indicator.md",
        address,
        indicator.name,
        _description(indicator, newest, place.name),
        context,
        kind="indicator",
        year=max((row.result.period[:4] for row in results if row.result.period[:1].isdigit()), default=""),
        crumbs=views.crumbs(
            (sentence("指标与结果"), addresses.locality(views.locality_id, "indicators/")),
            (indicator.name, ""),
        ),
        published=newest.document.published_date if newest else None,
        source=newest.document.publisher if newest else "",
        files=chart_files(views.charts[indicator.indicator_id], views, views.pictures.get(indicator.indicator_id)),
        records=address.rstrip("/"),
    )


def _description(indicator: Indicator, newest: ResultRow | None, place: str) -> Words:
    facts: dict[str, Any] = {"place": place, "indicator": indicator.name, "definition": indicator.definition}
    if newest is None:
        return sentence("{place}{indicator}：本站尚未收录结果。{definition}", **facts)
    facts |= {"period": newest.period, "value": newest.value}
    if newest.subject:
        return sentence("{place}{indicator}：{subject}{period}{value}。{definition}", **facts, subject=newest.subject)
    return sentence("{place}{indicator}：{period}{value}。{definition}", **facts)


def indicator_list_page(views: Views) -> Page:
    """All indicators of the locality with their targets and newest results."""
    package = views.package
    place = package.locality
    rows = []
    for indicator in package.indicators:
        results = package.results_of_indicator.get(indicator.indicator_id, ())
        targets = package.targets_of_indicator.get(indicator.indicator_id, ())
        rows.append(
            (
                indicator,
                addresses.indicator(views.locality_id, indicator.indicator_id),
                [views.target_row(row) for row in targets],
                views.newest_result(indicator.indicator_id),
                len(results),
            )
        )
    return framed_page(
        views,
        "indicators.md",
        addresses.locality(views.locality_id, "indicators/"),
        sentence("{place}的指标与结果", place=place.name),
        sentence("{place}的{n}个指标：目标值和公布的结果。", place=place.name, n=len(rows)),
        {"rows": rows},
        crumbs=views.crumbs((sentence("指标与结果"), "")),
        column=FIGURES_COLUMN,
    )

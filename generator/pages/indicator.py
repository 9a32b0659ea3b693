"""The page of an indicator: its series with the target line, the same numbers as a table, and their sources."""

from generator.artifacts import json_text
from generator.model import Indicator
from generator.pages import addresses
from generator.pages.page import Page
from generator.pages.render import render_page
from generator.pages.views import Views

CHART_FILE = "chart.json"


def has_break(indicator: Indicator, views: Views) -> bool:
    """True when a result of the indicator is of another definition than the one before it: drawn in grey."""
    return any(row.is_break for row in views.package.results_of_indicator.get(indicator.indicator_id, ()))


def indicator_page(indicator: Indicator, views: Views) -> Page:
    """One indicator."""
    package = views.package
    place = package.locality
    results = [views.result_rows[row.result_id] for row in package.results_of_indicator.get(indicator.indicator_id, ())]
    targets = [views.target_row(row) for row in package.targets_of_indicator.get(indicator.indicator_id, ())]
    chart = views.charts[indicator.indicator_id]
    tasks = [views.task_rows[name] for name in package.tasks_of_indicator.get(indicator.indicator_id, ())]
    context = {
        "views": views,
        "indicator": indicator,
        "place": place,
        "results": results,
        "targets": targets,
        "tasks": tasks,
        "chart": CHART_FILE if chart else "",
        "has_break": has_break(indicator, views),
        "documents": views.documents_of(results),
    }
    newest = views.newest_result(indicator.indicator_id)
    said = f"{newest.subject}{newest.period}{newest.value}。" if newest else "本站尚未收录结果。"
    return render_page(
        "indicator.md",
        addresses.indicator(views.locality_id, indicator.indicator_id),
        indicator.name,
        f"{place.name}{indicator.name}：{said}{indicator.definition}",
        context,
        meta={
            "kind": "指标",
            "year": max((row.result.period[:4] for row in results if row.result.period[:1].isdigit()), default=""),
            "crumbs": views.crumbs(
                ("指标与结果", addresses.locality(views.locality_id, "indicators/")),
                (indicator.name, ""),
            ),
        },
        files={CHART_FILE: json_text(chart)} if chart else None,
    )


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
    return render_page(
        "indicators.md",
        addresses.locality(views.locality_id, "indicators/"),
        f"{place.name}的指标与结果",
        f"{place.name}的{len(rows)}个指标：目标值和公布的结果。",
        {"views": views, "place": place, "rows": rows},
        meta={"kind": "", "crumbs": views.crumbs(("指标与结果", ""))},
    )

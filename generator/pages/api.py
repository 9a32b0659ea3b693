"""The static API: what the pages of a locality say, as JSON at addresses that do not change, and their figures as CSV.

The shape is version 1: names are only ever added.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from generator.artifacts import json_line, json_of_rows, json_text, spreadsheet_text
from generator.pages import addresses
from generator.pages.api_records import (
    indicator_record,
    locality_record,
    report_record,
    results_of_indicator,
    results_of_task,
    task_record,
)
from generator.pages.views import ResultRow, Views

VERSION = "1"
_RESULT_COLUMNS = (
    "result_id",
    "indicator_id",
    "indicator",
    "unit_of_measure",
    "subject",
    "scope",
    "period",
    "period_words",
    "value",
    "value_words",
    "numerator",
    "denominator",
    "precision",
    "masked",
    "is_break",
    "as_of_date",
    "document_id",
    "document_title",
    "document_url",
)


def locality_files(views: Views) -> Iterator[tuple[str, bytes]]:
    """All files of the API of a locality, each with its address: one a task and one an indicator, and the lists of
    them. Each is made when it is asked for; together they may be larger than all pages.
    """
    place = views.locality_id
    tasks: list[bytes] = []
    indicators: list[bytes] = []
    for row in views.task_rows.values():
        record = task_record(row, views)
        tasks.append(json_line(record))
        yield f"{row.address.rstrip('/')}.json", _text(record)
        yield f"{row.address.rstrip('/')}.csv", _table(results_of_task(row, views))
    for indicator in views.package.indicators:
        stem = addresses.indicator(place, indicator.indicator_id).rstrip("/")
        record = indicator_record(indicator, views)
        indicators.append(json_line(record))
        yield f"{stem}.json", _text(record)
        yield f"{stem}.csv", _table(results_of_indicator(indicator, views))
    reports = [json_line(report_record(standing, views)) for standing in views.standings.values()]
    lists = {"tasks": tasks, "indicators": indicators, "reports": reports}
    for name, lines in lists.items():
        yield addresses.api(f"{name}.json", place), json_of_rows({"api": VERSION, "locality_id": place}, name, lines)
    yield addresses.api("locality.json", place), _text(locality_record(views))


def _text(record: dict[str, Any]) -> bytes:
    return json_text({"api": VERSION, **record}).encode()


def _table(rows: Iterable[ResultRow]) -> bytes:
    """Results as a table, each number with the digits that were published."""
    return spreadsheet_text(_RESULT_COLUMNS, map(_cells, rows)).encode()


def _cells(row: ResultRow) -> list[object]:
    result, indicator, document = row.result, row.indicator, row.document
    numbers = ["" if value is None else f"{value:f}" for value in (result.value, result.numerator, result.denominator)]
    return [
        result.result_id,
        result.indicator_id,
        indicator.name,
        indicator.unit_of_measure,
        row.subject,
        result.scope,
        result.period,
        row.period,
        numbers[0],
        row.value,
        *numbers[1:],
        result.precision,
        " ".join(result.masked),
        "true" if result.is_break else "false",
        result.as_of_date,
        document.document_id,
        document.title,
        document.url,
    ]

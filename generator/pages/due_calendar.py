"""The calendar of a locality: its tasks by the day they are due, and the yearly reports that it owes."""

from datetime import date
from itertools import groupby

from generator.calendars import Occasion, calendar_text
from generator.pages import addresses
from generator.pages.register_files import host_of
from generator.pages.views import TaskRow, Views
from generator.sentences import sentence

CALENDAR_FILE = "calendar.ics"


def due_calendar(views: Views) -> str:
    """Everything that is still to come due, as a calendar file; empty where nothing is."""
    occasions = [*_tasks(views), *_reports(views)]
    if not occasions:
        return ""
    title = views.edition.say(sentence("{place}：到期的任务和报告", place=views.package.locality.name))
    return calendar_text(title, occasions, host_of(views.edition))


def _tasks(views: Views) -> list[Occasion]:
    """One occasion a day: plans make dozens of tasks due on the last day of a year."""
    coming = [
        (day, row) for row in views.task_rows.values() if (day := row.task.due_date) and day >= views.assessments.as_of
    ]
    days = groupby(sorted(coming, key=lambda item: (item[0], item[1].task.task_id)), key=lambda item: item[0])
    return [_due_together(day, [row for _, row in rows], views) for day, rows in days]


def _due_together(day: date, rows: list[TaskRow], views: Views) -> Occasion:
    edition, place = views.edition, views.package.locality.name
    address = rows[0].address if len(rows) == 1 else addresses.locality(views.locality_id, "tasks/")
    title = (
        sentence("{place}：{task}到期", place=place, task=rows[0].task.title)
        if len(rows) == 1
        else sentence("{place}：{n}项任务到期", place=place, n=len(rows))
    )
    return Occasion(
        name=f"{views.locality_id}-tasks-{day}",
        day=day,
        title=edition.say(title),
        description="\n".join(row.task.title for row in rows),
        address=edition.public_address(address),
    )


def _reports(views: Views) -> list[Occasion]:
    place = views.package.locality.name
    occasions = []
    for standing in views.standings.values():
        if standing.status != "not_due" or standing.last_day is None:
            continue
        report = standing.report
        unit = views.package.unit.get(report.unit_id)
        title = sentence(
            "{body}：{year}年度{report}公布期限",
            body=unit.name if unit else place,
            year=f"{report.year}",
            report=views.label("report-kinds", report.kind),
        )
        occasions.append(
            Occasion(
                name=f"{views.locality_id}-{report.report_id}",
                day=standing.last_day,
                title=views.edition.say(title),
                description=views.edition.say(standing.reason),
            )
        )
    return occasions

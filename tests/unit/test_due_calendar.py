"""The calendar of a locality: what is still to come due, and nothing that is over."""

from datetime import date

import pytest
from icalendar import Calendar

from generator.assess import assess_package
from generator.model import Package
from generator.obligations import public_obligations
from generator.pages.due_calendar import due_calendar
from generator.pages.views import Views
from generator.standings import assess_reports
from generator.vocabulary import load_vocabulary
from tests.rules.packages import package, report, task


@pytest.fixture
def events(schemas_dir, edition):
    """What a calendar program reads in the calendar of a package as of a day."""
    vocabulary = load_vocabulary(schemas_dir)

    def read(made: Package, as_of: date) -> list[tuple[date, str]]:
        standings = assess_reports(made, public_obligations(vocabulary), as_of)
        text = due_calendar(Views(made, assess_package(made, as_of), standings, vocabulary, edition))
        return [(row["DTSTART"].dt, str(row["SUMMARY"])) for row in Calendar.from_ical(text).events] if text else []

    return read


def test_a_task_stands_on_its_day_until_the_day_is_over(events):
    """On the day itself it still stands there, on the day after it is gone."""
    made = package(task(title="公布清单"), level="township")
    expected = [(date(2023, 12, 31), "测试县：公布清单到期")]
    assert expected == events(made, date(2023, 12, 30)) == events(made, date(2023, 12, 31))
    assert [] == events(made, date(2024, 1, 1))


def test_tasks_of_one_day_stand_together(events):
    """Plans make dozens of tasks due on the last day of a year."""
    made = package(task(), task(task_id="work-002"), task(task_id="work-003", due_date=None), level="township")
    assert [(date(2023, 12, 31), "测试县：2项任务到期")] == events(made, date(2023, 6, 1))


def test_a_report_that_is_owed_stands_on_the_last_good_day(events):
    """From the new year to the last good day, whether or not anybody has entered a row for it."""
    for made in (package(task(due_date=None)), package(task(due_date=None), report(document_id=""))):
        expected = [(date(2024, 3, 31), "测试县：2023年度法治政府建设年度报告公布期限")]
        assert expected == events(made, date(2024, 1, 1)) == events(made, date(2024, 3, 31))
        assert [] == events(made, date(2024, 4, 1))

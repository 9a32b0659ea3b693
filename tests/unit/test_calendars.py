"""Calendars: what other programs read in them, for any text, and that no clock gets in."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from generator.calendars import Occasion, calendar_text

# The reader of tables refuses every other control character; a line break stands between the tasks of a day.
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=300)


def events(*occasions: Occasion) -> list[dict[str, object]]:
    """What a calendar program reads."""
    return [dict(event) for event in Calendar.from_ical(calendar_text("日历", occasions, "example.gov.cn")).events]


def test_an_occasion_is_a_whole_day_that_takes_nobodys_time():
    (event,) = events(Occasion("report-2023", date(2024, 3, 31), "期限", "说明", "https://example.gov.cn/a/"))
    assert event["DTSTART"].dt == date(2024, 3, 31)
    assert ("期限", "说明", "https://example.gov.cn/a/") == (event["SUMMARY"], event["DESCRIPTION"], event["URL"])
    assert ("report-2023@example.gov.cn", "TRANSPARENT") == (event["UID"], event["TRANSP"])
    assert "DTEND" not in event


def test_what_is_not_known_is_left_out():
    (event,) = events(Occasion("x", date(2024, 3, 31), "期限"))
    assert {"DESCRIPTION", "URL", "RRULE"}.isdisjoint(event)


def test_every_year_on_the_same_day():
    (event,) = events(Occasion("x", date(2020, 3, 15), "期限", is_yearly=True, until=date(2025, 1, 1)))
    assert {"FREQ": ["YEARLY"], "BYMONTH": [3], "BYMONTHDAY": [15], "UNTIL": [date(2025, 1, 1)]} == event["RRULE"]


def test_the_last_of_a_month_stays_the_last():
    """«Before 1 March» is 29 February in leap years and 28 February in others."""
    for day in (date(2024, 2, 29), date(2023, 2, 28), date(2020, 3, 31)):
        (event,) = events(Occasion("x", day, "期限", is_yearly=True))
        assert [-1] == event["RRULE"]["BYMONTHDAY"]


def test_occasions_stand_in_the_order_of_their_days():
    later, sooner = Occasion("a", date(2025, 1, 1), "二"), Occasion("b", date(2024, 1, 1), "一")
    assert ["一", "二"] == [event["SUMMARY"] for event in events(later, sooner)]
    assert calendar_text("日历", [later, sooner], "x") == calendar_text("日历", [sooner, later], "x")


@given(TEXT, TEXT)
def test_any_text_comes_back_as_it_was(title: str, description: str):
    """Commas, semicolons, backslashes, line breaks and what looks like a field of the format are text."""
    (event,) = events(Occasion("x", date(2024, 3, 31), title, description + "."))
    assert (title, description + ".") == (event["SUMMARY"], event["DESCRIPTION"])


def test_lines_are_short_and_end_as_the_format_asks():
    """At most 75 bytes a line, whole characters, CR LF at the ends."""
    text = calendar_text("日历", [Occasion("x", date(2024, 3, 31), "很长的标题" * 40)], "example.gov.cn")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")

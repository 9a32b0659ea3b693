"""What can be taken away from the register of yearly reports: its rows, a calendar of the days, a feed of the news."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from generator.artifacts import json_text, spreadsheet_text
from generator.calendars import Occasion, calendar_text
from generator.feeds import Entry, FeedHead, feed_text
from generator.obligations import Obligation, public_obligations
from generator.pages import addresses
from generator.pages.edition import Edition
from generator.pages.portal_views import Portal, RegisterRow
from generator.periods import ONE_DAY
from generator.sentences import sentence

TABLE_FILE, RECORDS_FILE = "obligations.csv", "obligations.json"
CALENDAR_FILE, FEED_FILE = "obligations.ics", "obligations.xml"
_NEWEST = 50
_COLUMNS = (
    "year",
    "code",
    "locality_id",
    "body",
    "is_unit",
    "report_kind",
    "obligation_id",
    "status",
    "status_label",
    "published_date",
    "date_basis",
    "provenance",
    "last_day",
    "days_late",
    "contents",
    "missing_contents",
    "doubt",
    "reason",
    "searched_date",
    "searched_where",
    "channel",
    "url",
    "page",
)


def register_files(portal: Portal) -> dict[str, str]:
    """All years as a table and as records, the calendar, and the feed where the site's address is known."""
    rows = [row for year in portal.years for row in portal.register(year)]
    records = register_records(portal)
    files = {
        TABLE_FILE: _table(records),
        RECORDS_FILE: json_text(records),
        CALENDAR_FILE: register_calendar(portal),
    }
    feed = register_feed(portal, rows)
    return files | ({FEED_FILE: feed} if feed else {})


def register_records(portal: Portal) -> list[dict[str, object]]:
    """The rows of all years, the newest year first, as plain values."""
    return [_record(row, portal) for year in portal.years for row in portal.register(year)]


def year_files(portal: Portal, year: int) -> dict[str, str]:
    """The rows of one year."""
    records = [_record(row, portal) for row in portal.register(year)]
    return {f"obligations-{year}.csv": _table(records), f"obligations-{year}.json": json_text(records)}


def _record(row: RegisterRow, portal: Portal) -> dict[str, object]:
    """One row as plain values: codes as they are stored, and beside the status its words."""
    report = row.report
    contents = "unknown" if report.missing_contents is None else "incomplete" if report.missing_contents else "complete"
    record: dict[str, object] = {
        "year": report.year,
        "code": row.locality.code,
        "locality_id": row.locality.locality_id,
        "body": report.body,
        "is_unit": report.is_unit,
        "report_kind": report.kind,
        "obligation_id": report.obligation,
        "status": report.status,
        "status_label": portal.vocabulary.status("report", report.status).label,
        "published_date": report.published_date,
        "date_basis": report.date_basis,
        "provenance": report.provenance,
        "last_day": report.last_day,
        "days_late": report.days_late,
        "contents": contents,
        "missing_contents": list(report.missing_contents or ()),
        "doubt": report.doubt,
        "reason": report.reason,
        "searched_date": report.searched_date,
        "searched_where": report.searched_where,
        "channel": report.channel,
        "url": report.url,
        "page": portal.edition.public_address(row.address) or row.address,
    }
    return record


def _table(records: Sequence[dict[str, object]]) -> str:
    return spreadsheet_text(_COLUMNS, ([_cell(record[name]) for name in _COLUMNS] for record in records))


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(value) if isinstance(value, list) else value


def register_calendar(portal: Portal) -> str:
    """The last good day of each rule, every year, and of each report that is owed and not yet due."""
    edition = portal.edition
    occasions = [_yearly(rule, edition) for rule in public_obligations(portal.vocabulary) if rule.due]
    for year in portal.years:
        for row in portal.register(year):
            if row.report.status == "not_due":
                occasions.append(_owed(row, portal))
    title = edition.say(sentence("年度报告的公布期限"))
    return calendar_text(title, occasions, host_of(edition))


def host_of(edition: Edition) -> str:
    """The host in the site's address; a name of ours where the address is not known."""
    return urlsplit(edition.site_url).hostname or "gongkai.invalid"


def _yearly(rule: Obligation, edition: Edition) -> Occasion:
    first = _first_last_day(rule)
    return Occasion(
        name=rule.code,
        day=first,
        title=edition.say(sentence("{report}：上一年度的最后一个按期的日子", report=rule.title)),
        description=edition.say(
            sentence("{description}依据：{basis}。", description=rule.description, basis=rule.legal_basis)
        ),
        address=edition.public_address(f"{addresses.OBLIGATIONS}#{rule.code}"),
        is_yearly=True,
        until=rule.valid_until,
    )


def _first_last_day(rule: Obligation) -> date:
    """The first last good day on which the rule was in force."""
    year = rule.valid_from.year - 1
    while not rule.is_in_force(year):
        year += 1
    day = rule.last_day(year)
    if day is None:
        raise ValueError(f"the rule {rule.code!r} has no day")
    return day


def _owed(row: RegisterRow, portal: Portal) -> Occasion:
    report = row.report
    title = sentence(
        "{body}：{year}年度{report}公布期限",
        body=report.body,
        year=f"{report.year}",
        report=portal.vocabulary.label("report-kinds", report.kind),
    )
    return Occasion(
        name=f"{row.locality.locality_id}-{report.report_id}",
        day=date.fromisoformat(report.last_day),
        title=portal.edition.say(title),
        address=portal.edition.public_address(row.address),
    )


def register_feed(portal: Portal, rows: Sequence[RegisterRow]) -> str:
    """What the register learned, newest first: publications and searches by their day, reports that became due, and
    the days that ran out.

    Empty where the site's address is not known, because entries of a feed have full addresses, or where there is
    nothing to tell. A report whose state changes is told anew.
    """
    edition = portal.edition
    entries = [entry for row in rows if (entry := _entry(row, portal))] + _run_out(portal, rows)
    entries += _became_due(portal)
    if not edition.site_url or not entries:
        return ""
    newest = sorted(entries, key=lambda entry: (-entry.day.toordinal(), entry.name))[:_NEWEST]
    head = FeedHead(
        title=edition.say(sentence("{site}：年度报告登记", site=edition.name)),
        page=edition.public_address(addresses.OBLIGATIONS),
        address=edition.public_address(addresses.OBLIGATIONS + FEED_FILE),
        author=edition.publisher.name or edition.name,
        language=edition.language.code,
    )
    return feed_text(head, newest)


def _entry(row: RegisterRow, portal: Portal) -> Entry | None:
    report, edition = row.report, portal.edition
    day = report.published_date or report.searched_date
    if not day or not report.is_recorded:
        return None
    status = portal.vocabulary.status("report", report.status)
    title = sentence(
        "{body}{year}年度{report}：{status}",
        body=report.body,
        year=f"{report.year}",
        report=portal.vocabulary.label("report-kinds", report.kind),
        status=status.label,
    )
    return Entry(
        name=f"{report.status}-{day}",
        title=edition.say(title),
        summary=report.reason,
        address=edition.public_address(row.address),
        day=date.fromisoformat(day),
    )


def _run_out(portal: Portal, rows: Sequence[RegisterRow]) -> list[Entry]:
    """One entry for each rule and year whose last good day is over, as the states of the rows show."""
    edition, entries = portal.edition, {}
    titles = {rule.code: rule.title for rule in public_obligations(portal.vocabulary)}
    for row in rows:
        report = row.report
        if not report.last_day or report.status == "not_due":
            continue
        day = date.fromisoformat(report.last_day) + ONE_DAY
        title = sentence("{year}年度{report}：公布期限已过", year=f"{report.year}", report=titles[report.obligation])
        entries[report.obligation, report.year] = Entry(
            name=f"{report.obligation}-{report.year}-over",
            title=edition.say(title),
            summary=edition.say(sentence("登记列出每个机构的公布情况；没有收录不等于没有公布。")),
            address=edition.public_address(addresses.obligations_of(report.year)),
            day=day,
        )
    return list(entries.values())


def _became_due(portal: Portal) -> list[Entry]:
    """One entry for each rule and year whose report some government has owed since the year ended."""
    titles = {rule.code: rule.title for rule in public_obligations(portal.vocabulary)}
    edition, entries = portal.edition, {}
    for row in (row for summary in portal.summaries for row in summary.turnings if row.obligation in titles):
        title = sentence(
            "{year}年度{report}：应当公布，最后一个按期的日子是{day}",
            year=f"{row.year}",
            report=titles[row.obligation],
            day=date.fromisoformat(row.last_day),
        )
        entries[row.obligation, row.year] = Entry(
            name=f"{row.obligation}-{row.year}-due",
            title=edition.say(title),
            summary=edition.say(sentence("登记列出每个机构的公布情况；没有收录不等于没有公布。")),
            address=edition.public_address(addresses.obligations_of(row.year)),
            day=date.fromisoformat(row.day),
        )
    return list(entries.values())

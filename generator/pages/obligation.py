"""The register of yearly reports: the rules, and one row a body, rule and year."""

from generator.obligations import Obligation, all_obligations
from generator.pages import addresses
from generator.pages.government import REPORTS_COLUMN
from generator.pages.page import Page
from generator.pages.portal_views import Portal
from generator.pages.register_files import CALENDAR_FILE, FEED_FILE, TABLE_FILE, register_files, year_files
from generator.pages.render import render_page
from generator.sentences import Sentence, Words, listed, sentence
from generator.summaries import ReportSummary
from generator.vocabulary import Vocabulary

_COMPLETE, _INCOMPLETE, _UNKNOWN = sentence("齐全"), sentence("不全"), sentence("未录入")


def register_pages(portal: Portal) -> list[Page]:
    """The register and its years."""
    return [_register_page(portal), *(_year_page(portal, year) for year in portal.years)]


def contents_label(row: ReportSummary) -> Sentence:
    """Whether all required contents are there, in one word; «not entered» where nothing is known of them."""
    if row.missing_contents is None:
        return _UNKNOWN
    return _INCOMPLETE if row.missing_contents else _COMPLETE


def bodies_label(rule: Obligation, vocabulary: Vocabulary) -> Words:
    """Who is bound: levels and kinds of bodies."""
    levels = [vocabulary.label("locality-levels", level) for level in rule.levels]
    kinds: list[Words] = [vocabulary.label("unit-kinds", kind) for kind in rule.unit_kinds]
    if not rule.binds_government and "government" in rule.unit_kinds:
        kinds[rule.unit_kinds.index("government")] = sentence("政府部门")
    if rule.binds_government and "government" not in rule.unit_kinds:
        kinds.insert(0, sentence("人民政府"))
    return sentence("{levels}的{kinds}", levels=listed(levels), kinds=listed(kinds))


def due_label(rule: Obligation) -> Words:
    """By which day of the year after, and which day is the last in time."""
    if rule.due is None:
        return sentence("没有核实，只列日期")
    month, day = rule.due
    # Told of a year without 29 February; the register has the day of each year.
    last = rule.last_day(2022)
    return sentence(
        "次年{month}月{day}日之前，{last_month}月{last_day}日是最后一个按期的日子",
        month=f"{month}",
        day=f"{day}",
        last_month=f"{last.month}" if last else "",
        last_day=f"{last.day}" if last else "",
    )


def _register_page(portal: Portal) -> Page:
    """The rules, and for each year how many reports are known of."""
    table = []
    for year in portal.years:
        rows = [row.report for row in portal.register(year)]
        table.append((year, len(rows), portal.report_counts(rows)))
    files = register_files(portal)
    return render_page(
        portal.edition,
        "obligations.md",
        addresses.OBLIGATIONS,
        sentence("年度报告登记"),
        sentence("谁应当公布年度报告，依据什么规定，哪些已经公布，是否按期。"),
        {
            "rules": all_obligations(portal.vocabulary),
            "bodies": lambda rule: bodies_label(rule, portal.vocabulary),
            "due": due_label,
            "content": lambda code: portal.vocabulary.label("report-section-kinds", code),
            "years": table,
            "table_file": TABLE_FILE,
            "calendar_file": CALENDAR_FILE,
            "feed_file": FEED_FILE if FEED_FILE in files else "",
        },
        meta={
            "kind": "obligation",
            "crumbs": [[sentence("年度报告登记"), ""]],
            "column": REPORTS_COLUMN,
            "feed": FEED_FILE if FEED_FILE in files else "",
        },
        files=files,
    )


def _year_page(portal: Portal, year: int) -> Page:
    rows = portal.register(year)
    files = year_files(portal, year)
    return render_page(
        portal.edition,
        "obligations_year.md",
        addresses.obligations_of(year),
        sentence("{year}年度报告登记", year=str(year)),
        sentence("{year}年度的年度报告：{n}份的公布情况。", year=str(year), n=len(rows)),
        {
            "year": year,
            "years": portal.years,
            "rows": rows,
            "counts": portal.report_counts([row.report for row in rows]),
            "vocabulary": portal.vocabulary,
            "contents_label": contents_label,
            "content": lambda code: portal.vocabulary.label("report-section-kinds", code),
            "table_file": next(iter(files)),
        },
        meta={
            "kind": "obligation",
            "year": str(year),
            "crumbs": [
                [sentence("年度报告登记"), addresses.OBLIGATIONS],
                [sentence("{year}年度", year=str(year)), ""],
            ],
            "column": REPORTS_COLUMN,
        },
        files=files,
    )

"""Checks on the words of yearly reports: years, periods, names of other places, and sentences that come back.

They ask and never accuse: a report may have good reason for each of these.
"""

import unicodedata
from collections.abc import Sequence

from generator.check.findings import Check, Findings
from generator.check.passages import passages_by_report
from generator.check.phrases import (
    chapter_years,
    chapters_about_the_year,
    heading_of,
    main_year,
    period_words,
    title_years,
)
from generator.check.places import ENDINGS, PlaceWords, find_places, possible_names
from generator.model import NextStep, Package, Problem, Report
from generator.sentences import Sentence, listed, sentence

# In one report, from this many kinds of words on: two of them («近年来», «今年以来») stand in almost every report.
_MANY_PERIOD_WORDS = 3


def year_is_that_of_the_report(package: Package, findings: Findings) -> None:
    """Warns if the title of a report's document, its text or one of its chapters is about another year.

    Titles that the site itself gave are read as well: there one of the two cells is surely wrong.
    """
    for report in package.reports:
        document = package.document.get(report.document_id)
        if document and _is_another_year(title_years(document.title), report):
            message = (
                sentence(
                    "文件的标题是「{title}」，这里录入的是{year}年度。", title=document.title, year=f"{report.year}"
                )
                if document.is_title_printed
                else sentence(
                    "题名概括为「{title}」，这里录入的是{year}年度。", title=document.title, year=f"{report.year}"
                )
            )
            findings.add("report-year-differs", message, report, "year")
        if narrative := package.narratives.get(report.report_id):
            _compare_year_of_text(report, narrative, findings)
    reports = {row.report_id: row for row in package.reports}
    for part in package.report_sections:
        report = reports[part.report_id]
        if part.kind != "next_year" and _is_another_year(chapter_years(part.title), report):
            findings.add("report-year-differs", _chapter_words(part.title, report), part, "title")


def _compare_year_of_text(report: Report, narrative: str, findings: Findings) -> None:
    heading = heading_of(narrative)
    if _is_another_year(title_years(heading), report):
        message = sentence("正文的标题是「{title}」，这里录入的是{year}年度。", title=heading, year=f"{report.year}")
        findings.add("report-year-differs", message, report, "year")
    others = (title for title in chapters_about_the_year(narrative) if _is_another_year(chapter_years(title), report))
    if chapter := next(others, ""):
        findings.add("report-year-differs", _chapter_words(chapter, report), report, "year")
    most = main_year(narrative)
    if most is not None and most != report.year:
        message = sentence("正文说得最多的是{most}年，报告是{year}年度的。", most=f"{most}", year=f"{report.year}")
        findings.add("report-year-differs", message, report, "year")


def _chapter_words(title: str, report: Report) -> Sentence:
    return sentence("这一部分的标题是「{title}」，报告是{year}年度的。", title=title, year=f"{report.year}")


def _is_another_year(years: frozenset[int], report: Report) -> bool:
    return bool(years) and report.year not in years


def period_words_agree(package: Package, findings: Findings) -> None:
    """Notes if a report has several words for its period, none of which says from which day to which."""
    passages = passages_by_report(package)
    for report in package.reports:
        figures = package.results_of_document.get(report.document_id, ()) if report.document_id else ()
        texts = [row.period_printed for row in figures]
        texts += [passage.text for passage in passages.get(report.report_id, ())]
        words: dict[str, str] = {}
        for text in texts:
            for kind, word in period_words(text).items():
                words.setdefault(kind, word)
        if len(words) >= _MANY_PERIOD_WORDS:
            message = sentence(
                "报告讲时期有{count}种说法：{words}。各指从哪一天到哪一天？",
                count=f"{len(words)}",
                words=listed(words.values()),
            )
            findings.add("period-words-mixed", message, report, "report_id")


def other_place_is_named(package: Package, findings: Findings) -> None:
    """Notes if a report names a place of the locality's own level that nothing else in the package names."""
    words = PlaceWords.from_vocabulary(findings.vocabulary)
    place = package.locality
    province = findings.vocabulary.label("provinces", place.province_code)
    known = possible_names("\n".join((*_own_words(package), province)), place.level, words)
    known |= {place.short_name + ending for ending in ENDINGS.get(place.level, ())}
    for passages in passages_by_report(package).values():
        named: set[str] = set()
        for passage in passages:
            for name in find_places(passage.text, place.level, words):
                if name not in known and name not in named:
                    named.add(name)
                    message = sentence("报告的文字里有「{name}」；本站没有看出它与本地的关系。", name=name)
                    findings.add("other-place-named", message, passage.record, passage.column)


def _own_words(package: Package) -> list[str]:
    """The texts of a package in which the names of its own places, bodies and papers stand."""
    texts = [package.locality.name, package.locality.short_name, package.title]
    texts += [text for row in package.documents for text in (row.title, row.publisher)]
    texts += [text for row in package.units for text in (row.name, row.short_name)]
    return texts + [row.subject for row in package.results]


def wording_is_new(package: Package, findings: Findings) -> None:
    """Notes if a problem or next step stands word for word in an earlier report of the same body."""
    _find_repeated(package, package.problems, findings)
    _find_repeated(package, package.next_steps, findings)


def _find_repeated(package: Package, rows: Sequence[Problem | NextStep], findings: Findings) -> None:
    """One finding for each row that an earlier report has as well, naming the first year that has it."""
    reports = {row.report_id: row for row in package.reports}
    first: dict[tuple[str, str, str], int] = {}
    for row in sorted(rows, key=lambda row: reports[row.report_id].year):
        report = reports[row.report_id]
        year = first.setdefault((report.kind, report.unit_id, _bare(row)), report.year)
        if year != report.year:
            message = sentence("「{title}」在{year}年度的报告里也是这样写的。", title=row.title, year=f"{year}")
            findings.add("wording-repeated", message, row, "title")


def _bare(row: Problem | NextStep) -> str:
    """Title and summary without signs and gaps, so that only words are compared."""
    text = unicodedata.normalize("NFKC", f"{row.title}{row.summary}")
    return "".join(char for char in text if char.isalnum())


WORDING_CHECKS: tuple[Check, ...] = (
    year_is_that_of_the_report,
    period_words_agree,
    other_place_is_named,
    wording_is_new,
)

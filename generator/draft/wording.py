"""Wording: the sentences and cells of a draft, each made of a published value and of nothing else."""

from collections.abc import Sequence

from generator.model import Document
from generator.pages.report_figures import FigureRow
from generator.pages.report_views import ProgressRow
from generator.pages.views import ResultRow, TargetRow, TaskRow, Views
from generator.sentences import Words, clauses, listed, sentence

TO_ADD = sentence("〔待补充〕")
_NONE = "—"
# ① to ⑳.
_FIRST_SIGN, _SIGNS = 0x2460, 20


def cited(document: Document, views: Views) -> Words:
    """A document as a text names it: its printed title in title marks, and what a reader must know of the page."""
    if not document.is_title_printed:
        return sentence("{title}（标题为本站概述）", title=document.title)
    title: Words = document.title if "《" in document.title else sentence("《{title}》", title=document.title)
    if document.provenance == "original":
        return title
    return sentence("{title}（{provenance}）", title=title, provenance=views.label("provenances", document.provenance))


def value_words(row: ResultRow) -> Words:
    """A value with its unit, a large one also in 万 or 亿, as the page has it."""
    return sentence("{value}（{number}）", value=row.value, number=row.large) if row.large else row.value


def name_words(row: ResultRow) -> Words:
    """What is measured, and about whom where it is not the body itself."""
    if row.subject:
        return sentence("{subject}{indicator}", subject=row.subject, indicator=row.indicator.name)
    return row.indicator.name


def figure_clause(figure: FigureRow) -> Words:
    """A value beside that of the year before: «出庭应诉率为92%，上年为88.5%，上升3.5个百分点»."""
    facts = {"name": name_words(figure.row), "value": value_words(figure.row)}
    if figure.last is None:
        return sentence("{name}为{value}", **facts)
    facts |= {"last": value_words(figure.last)}
    if figure.change:
        return sentence("{name}为{value}，上年为{last}，{change}", **facts, change=figure.change)
    return sentence("{name}为{value}，上年为{last}（{why}，不作比较）", **facts, why=figure.obstacle)


def figures_sentence(figures: Sequence[FigureRow], views: Views) -> Words:
    """Values of one period out of one document in one sentence, with the document."""
    return sentence(
        "{period}，{clauses}。数据来源：{document}。",
        period=figures[0].row.period,
        clauses=clauses(map(figure_clause, figures)),
        document=cited(figures[0].row.document, views),
    )


def source_sign(place: int) -> str:
    """The sign by which a table names the document that stands at a place of its list, counted from 0: ①."""
    return chr(_FIRST_SIGN + place) if place < _SIGNS else f"[{place + 1}]"


def figure_cells(figure: FigureRow, year: int, sources: Sequence[Document]) -> tuple[Words, ...]:
    """A value as a row of the table: what, this year, the year before, the change, its documents among ``sources``."""
    row = figure.row
    value = value_words(row)
    if row.ratio:
        value = sentence("{value}（{ratio}）", value=value, ratio=row.ratio)
    name = name_words(row)
    if row.result.period != str(year):
        name = sentence("{name}（{period}）", name=name, period=row.period)
    last = value_words(figure.last) if figure.last else _NONE if figure.is_part else TO_ADD
    signs = "".join(source_sign(sources.index(document)) for document in figure.documents)
    return name, value, last, figure.comparison or _NONE, signs


def figure_remark(figure: FigureRow) -> Words:
    """What a reader should know about a value besides its number; empty where there is nothing."""
    remark = figure.remark
    if not remark:
        return ""
    return sentence("{name}（{value}）：{remark}", name=name_words(figure.row), value=figure.row.value, remark=remark)


def target_cells(row: TargetRow) -> tuple[Words, ...]:
    """A target as a row of the table: what, promised, for when, published, the status."""
    results = listed(sentence("{period} {value}", period=item.period, value=item.value) for item in row.results)
    promised: Words = row.promised
    if row.target.holder or row.target.each:
        promised = sentence("{promised}（{holder}）", promised=row.promised, holder=row.holder)
    elif row.target.condition:
        promised = sentence("{promised}（{holder}）", promised=row.promised, holder=row.target.condition)
    return row.indicator.name, promised, row.window or _NONE, results or TO_ADD, row.status.label if results else TO_ADD


def progress_sentence(row: ProgressRow, views: Views) -> Words:
    """A statement about a task, with its document where it has one."""
    facts = {"task": row.task.task.title, "summary": row.progress.summary, "day": row.progress.reported_date}
    if row.document is None:
        return sentence("{task}：{summary}（{day}）", **facts)
    source = cited(row.document, views)
    if row.status:
        return sentence(
            "{task}：{summary}（{status}；{day}，来源：{document}）", **facts, status=row.status, document=source
        )
    return sentence("{task}：{summary}（{day}，来源：{document}）", **facts, document=source)


def task_cells(row: TaskRow) -> tuple[Words, ...]:
    """A task as a row of the table: number, what, until when, who leads."""
    units = listed(part.unit.name for part in row.leading)
    return row.task.label, row.task.title, row.due, units or _NONE

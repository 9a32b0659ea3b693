"""Composing: from the records of a report's year to the draft, part by part as the rule names its contents."""

from collections.abc import Callable, Iterable

from generator.charts import picture_of
from generator.draft.numbering import part_heading, section_heading
from generator.draft.records import Block, Draft, DraftTable, Figure, Gap, Heading, Paragraph
from generator.draft.wording import (
    TO_ADD,
    cited,
    figure_cells,
    figure_remark,
    figures_sentence,
    name_words,
    progress_sentence,
    source_sign,
    target_cells,
    task_cells,
)
from generator.model import Section, grouped
from generator.pages.report_figures import FigureRow
from generator.pages.report_views import ProgressRow, ReportView, is_due
from generator.pages.views import TargetRow, Views
from generator.sentences import Words, clauses, listed, sentence

_BEHIND, _NOT_MET, _NO_RESULT = "behind", "not_met", "no_result"


def compose_draft(view: ReportView, views: Views) -> Draft:
    """The draft of a report: the contents that the rule names, each as far as the data reaches, and what is left."""
    blocks: list[Block] = []
    for number, content in enumerate(view.contents, start=1):
        compose = _PARTS.get(content.kind, _nothing_known)
        blocks += [part_heading(number, content.label), *compose(view, views)]
    blocks = _numbered(blocks)
    notes = (
        sentence(
            "本稿由“{site}”网站根据数据包“{title}”（版本{version}）里已经公布的数据写成，数字和出处请起草单位逐项核对。",
            site=views.edition.name,
            title=views.package.title,
            version=views.package.version,
        ),
        sentence("数据里没有的内容写作“{gap}”，并在文末列出。", gap=TO_ADD),
    )
    return Draft(
        title=view.name,
        mark=sentence("草稿"),
        notes=notes,
        blocks=(*blocks, *_left_to_add(blocks)),
        day=views.assessments.as_of,
    )


def _achievements(view: ReportView, views: Views) -> list[Block]:
    """What was done and came of it: a section for each area of the plan, then all figures and targets as tables."""
    blocks: list[Block] = []
    number = 0
    for number, (area, figures, statements) in enumerate(_areas(view, views), start=1):
        title = area.title if area else sentence("其他方面") if number > 1 else sentence("有关情况")
        blocks.append(section_heading(number, title))
        blocks += _of_area(figures, statements, view, views)
    if not blocks:
        blocks.append(Gap(sentence("本年度的主要举措和成效；没有收录{year}年的数据", year=f"{view.report.year}")))
    undated = [row for row in view.figures.of_other_times if not row.result.period]
    if undated:
        names = listed(sentence("{name}（{value}）", name=name_words(row), value=row.value) for row in undated)
        blocks.append(Gap(sentence("报告里没有写明时期的数据是哪一年的：{names}", names=names)))
    tables = [*_figure_table(view, views), *_target_table(view, views)]
    if tables:
        blocks += [section_heading(number + 1, sentence("数据和目标")), *tables]
    return blocks


def _areas(
    view: ReportView, views: Views
) -> list[tuple[Section | None, tuple[FigureRow, ...], tuple[ProgressRow, ...]]]:
    """Figures and statements by the area of the plan they belong to, in the order of the plan; the rest comes last.

    A part of another value is told by the table alone, where it can be said what it is a part of.
    """
    order: list[Section | None] = [*views.package.sections, None]
    figures = grouped(
        (row for row in view.figures.of_year if not row.is_part),
        lambda row: _area_of(row.row.indicator.indicator_id, views),
    )
    statements = grouped((row for row in view.progress if row.progress.status != _BEHIND), lambda row: row.task.area)
    return [
        (area, figures.get(area, ()), statements.get(area, ()))
        for area in order
        if area in figures or area in statements
    ]


def _area_of(indicator_id: str, views: Views) -> Section | None:
    """The area of the first task that an indicator tells of; None where it tells of none."""
    package = views.package
    names = [row.task_id for row in package.targets_of_indicator.get(indicator_id, ()) if row.task_id]
    names += package.tasks_of_indicator.get(indicator_id, ())
    areas = (package.area_of(package.task[name]) for name in names)
    return next((area for area in areas if area), None)


def _of_area(
    figures: tuple[FigureRow, ...], statements: tuple[ProgressRow, ...], view: ReportView, views: Views
) -> list[Block]:
    alike = grouped(figures, lambda row: (row.row.document.document_id, str(row.row.period)))
    blocks: list[Block] = [Paragraph(figures_sentence(rows, views)) for rows in alike.values()]
    names = {row.row.indicator.indicator_id for row in figures}
    for chart in view.figures.charts:
        if chart.indicator_id in names:
            picture = picture_of(chart.chart, views.edition.say)
            blocks.append(Figure(picture, sentence("{indicator}的历年变化", indicator=chart.chart.name)))
    for row in statements:
        if row.document:
            blocks.append(Paragraph(progress_sentence(row, views)))
        else:
            blocks.append(Gap(sentence("下面这一进展的出处。{statement}", statement=progress_sentence(row, views))))
    return [*blocks, Gap(sentence("这一方面的主要举措和做法"))]


def _figure_table(view: ReportView, views: Views) -> list[Block]:
    """All figures of the year beside the year before, what has to be known of them, and which years are missing."""
    figures = view.figures.of_year
    if not figures:
        return []
    year = view.report.year
    sources = list({row.document_id: row for figure in figures for row in figure.documents}.values())
    table = DraftTable(
        caption=sentence("{year}年数据与上年对照", year=f"{year}"),
        header=(sentence("指标"), sentence("本年"), sentence("上年"), sentence("变化"), sentence("来源")),
        rows=tuple(figure_cells(row, year, sources) for row in figures),
        widths=(33, 21, 15, 21, 10),
    )
    signed = [
        sentence("{sign}{document}", sign=source_sign(place), document=cited(document, views))
        for place, document in enumerate(sources)
    ]
    blocks: list[Block] = [table, Paragraph(sentence("来源：{documents}。", documents=clauses(signed)), is_note=True)]
    remarks = (remark for row in figures if (remark := figure_remark(row)))
    blocks += [Paragraph(sentence("注：{remark}", remark=remark), is_note=True) for remark in remarks]
    alone = listed(dict.fromkeys(name_words(row.row) for row in figures if not row.last and not row.is_part))
    if alone:
        blocks.append(Gap(sentence("以下指标{year}年的数据：{names}", year=f"{year - 1}", names=alone)))
    return blocks


def _target_table(view: ReportView, views: Views) -> list[Block]:
    """Targets whose time was over with the year, and what is published for them."""
    rows = [row for row in view.targets if is_due(row, view.report.year, views)]
    if not rows:
        return []
    table = DraftTable(
        caption=sentence("{year}年的目标与结果", year=f"{view.report.year}"),
        header=(sentence("指标"), sentence("目标"), sentence("时期"), sentence("公布的结果"), sentence("对照")),
        rows=tuple(map(target_cells, rows)),
        widths=(25, 27, 15, 18, 15),
    )
    open_rows = listed(dict.fromkeys(row.indicator.name for row in rows if not row.results))
    return [table, Gap(sentence("以下目标的结果：{names}", names=open_rows))] if open_rows else [table]


def _problems(view: ReportView, views: Views) -> list[Block]:
    """The problems that the report states; without any, what the data gives reason to look at, as questions."""
    if view.problems:
        blocks: list[Block] = [Gap(sentence("以下各项不足的原因"))]
        for number, row in enumerate(view.problems, start=1):
            blocks.append(section_heading(number, row.problem.title))
            if row.problem.summary:
                blocks.append(Paragraph(row.problem.summary))
        return [*blocks, *_source_of(view, views)]
    asked = [
        _asked(row) for row in view.targets if is_due(row, view.report.year, views) and row.status.code == _NOT_MET
    ]
    asked += [
        Gap(sentence("核实这一情况，并写明原因。{statement}", statement=progress_sentence(row, views)))
        for row in view.progress
        if row.progress.status == _BEHIND
    ]
    return [*asked, Gap(sentence("存在的不足和原因"))]


def _asked(row: TargetRow) -> Gap:
    """A question to the writer about a target that the published result does not reach."""
    facts = {"indicator": row.indicator.name, "reason": row.assessment.reason}
    return Gap(sentence("核实“{indicator}”的情况，并写明原因。{reason}", **facts))


def _source_of(view: ReportView, views: Views) -> list[Block]:
    if view.document is None:
        return []
    return [Paragraph(sentence("以上内容见{document}。", document=cited(view.document, views)))]


def _first_responsible(view: ReportView, views: Views) -> list[Block]:  # noqa: ARG001 - one form for all parts
    return [Gap(sentence("党政主要负责人履行推进法治建设第一责任人职责的情况；数据里没有"))]


def _next_year(view: ReportView, views: Views) -> list[Block]:
    """What the report says will be done next, and the tasks that fall due in the next year."""
    blocks: list[Block] = []
    number = 0
    steps = [step for row in view.problems for step in row.steps] + list(view.loose_steps)
    for number, step in enumerate(sorted(steps, key=views.package.next_steps.index), start=1):
        blocks.append(section_heading(number, step.title))
        if step.summary:
            blocks.append(Paragraph(step.summary))
    if steps:
        blocks += _source_of(view, views)
    year = f"{view.report.year + 1}"
    if not steps:
        blocks.append(Gap(sentence("{year}年的主要安排", year=year)))
    if view.due_next_year:
        plans = dict.fromkeys(views.package.plan[row.task.plan_id].document_id for row in view.due_next_year)
        documents = listed(cited(views.package.document[name], views) for name in plans)
        blocks += [
            section_heading(number + 1, sentence("{year}年到期的任务", year=year)),
            Paragraph(sentence("以下任务的完成时限在{year}年，见{documents}。", year=year, documents=documents)),
            DraftTable(
                caption=sentence("{year}年到期的任务", year=year),
                header=(sentence("序号"), sentence("任务"), sentence("完成时限"), sentence("牵头或责任单位")),
                rows=tuple(map(task_cells, view.due_next_year)),
                widths=(9, 41, 25, 25),
            ),
        ]
    return blocks


def _other(view: ReportView, views: Views) -> list[Block]:  # noqa: ARG001 - one form for all parts
    return [Gap(sentence("其他需要报告的情况；没有的，删去这一部分"))]


def _nothing_known(view: ReportView, views: Views) -> list[Block]:  # noqa: ARG001 - one form for all parts
    return [Gap(sentence("这一部分的内容"))]


_PARTS: dict[str, Callable[[ReportView, Views], list[Block]]] = {
    "achievements": _achievements,
    "problems": _problems,
    "first_responsible": _first_responsible,
    "next_year": _next_year,
    "other_required": _other,
}


def _numbered(blocks: Iterable[Block]) -> list[Block]:
    """Tables and pictures with their numbers before the captions, each kind counted through the text."""
    tables = figures = 0
    numbered: list[Block] = []
    for block in blocks:
        if isinstance(block, DraftTable):
            tables += 1
            caption = sentence("表{number} {caption}", number=f"{tables}", caption=block.caption)
            numbered.append(DraftTable(caption, block.header, block.rows, block.widths))
        elif isinstance(block, Figure):
            figures += 1
            numbered.append(
                Figure(block.picture, sentence("图{number} {caption}", number=f"{figures}", caption=block.caption))
            )
        else:
            numbered.append(block)
    return numbered


def _left_to_add(blocks: Iterable[Block]) -> list[Block]:
    """All gaps once more, each with the heading it stands under."""
    left: list[Block] = []
    heading: Words = ""
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Gap):
            facts = {"number": f"{len(left) + 1}", "heading": heading, "words": block.words}
            left.append(Paragraph(sentence("{number}．“{heading}”：{words}", **facts)))
    return [Heading(1, sentence("附：待补充事项")), *left]

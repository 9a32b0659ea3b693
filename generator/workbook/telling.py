"""Telling: what the workbook says to those who fill it in: what a table holds, what goes into a column."""

from generator.issues import visible
from generator.schemas import TableSchema
from generator.workbook.columns import Column, Directory

# The formats of spreadsheets keep no more of what is said beside a cell.
LONGEST_PROMPT, LONGEST_PROMPT_TITLE = 255, 32

ROWS_ARE = {
    "documents": "一份文件：计划、报告、统计等",
    "units": "一个责任单位",
    "plans": "一份计划、任务清单或规范",
    "sections": "计划里的一个方面、一条措施或一类清单",
    "tasks": "一项任务",
    "milestones": "一个阶段目标，或一件有期限、要定期做的事",
    "assignments": "一个单位在一项任务里的职责",
    "indicators": "一个指标：量的是什么，单位是什么",
    "task_indicators": "一项任务和它的一个指标",
    "targets": "一个目标值：承诺要达到多少",
    "results": "一个结果：实际公布了多少",
    "progress": "一条进展：哪份文件在哪一天说了什么（只加新行，不改旧行）",
    "reports": "一份年度报告",
    "report_sections": "年度报告的一个部分",
    "problems": "年度报告写明的一个问题",
    "next_steps": "年度报告写明的一项下一步安排",
    "registers": "一份公开清单，如权责清单",
}
# What the title of a column leaves open; of a column of one table, or of all tables that have it.
_HINTS = {
    "units.name": "照文件写的全称。",
    "units.contact": "只写公布的办公电话或邮箱，不写个人的。",
    "units.is_collective": "“各街道”这样一个名称代表许多单位的，选“是”。",
    "documents.title": "照原文写；文件没有标题、由我们描述的，“标题是否原文”选“否”。",
    "documents.publisher": "照文件上的名称写。",
    "documents.url": "完整网址，以 https:// 或 http:// 开头。",
    "assignments.is_open": "原文写“等相关单位”的，选“是”。",
    "assignments.order": "照原文的先后，从 1 开始。",
    "targets.task_id": "目标属于任务的填这里，属于章节的填“所属章节”，只填一个。",
    "targets.section_id": "目标属于章节的填这里，属于任务的填“所属任务”，只填一个。",
    "results.subject": "统计的不是本地自己时，照原文写是谁。",
    "results.stated_change": "照文件写明的同比，下降写负数。",
    "reports.document_id": "没有找到报告的留空，并写明哪一天、在哪里找的。",
    "reports.unit_id": "报告单位就是本级政府的，留空。",
    "indicators.common_id": "口径和单位都相同才选，否则留空。",
    "published_date": "写了发布日期，就要选日期依据。",
    "date_basis": "页面上标明的选“页面标明”；只能从网址看出来的选“据网址推定”。",
    "provenance": "发布机关自己的页面选“原始发布”。",
    "value": "填算好的数：1.83万填 18300，92% 填 92。原文遮住的留空。",
    "numerator": "文件公布了才填，不要推算。",
    "denominator": "文件公布了才填，不要推算。",
    "masked": "原文用 ** 遮住的列名，多个用一个空格分开。",
    "precision": "写“余”“以上”的选“至少”；写“约”“近”“左右”的选“大约”。",
    "printed": "只照录带出数值的那几个字，如“达到140项以上”。",
    "period": "写成 2023、2023-H1（上半年）、2023-Q3（三季度）、2023-07 或 2015/2025。",
    "summary": "用自己的话写，短而完整，不照抄段落。",
    "due_date": "最后一天；只有定期重复或没有期限的才留空。",
    "searched_date": "找过没有找到的，写明哪一天找的。",
    "searched_where": "找过没有找到的，写明在哪里找的。",
    "difference": "正文与清单说法不一致时才填。",
}


def prompt_of(column: Column, schema: TableSchema, directory: Directory) -> str:
    """What is said when somebody stands in a cell of a column, a line a thought.

    The example of a reference is a row of the package itself, where it has one.
    """
    field = column.field
    lines = ["必须填写。" if field.is_required else "没有或不知道就留空。", _kind(column)]
    hint = _HINTS.get(f"{schema.name}.{field.name}", _HINTS.get(field.name, ""))
    own = directory.labels(column.refers_to)
    lines += [hint, f"例如：{visible(own[0]) if own else column.shown(field.example, directory)}"]
    return "\n".join(filter(None, lines))[:LONGEST_PROMPT]


def _kind(column: Column) -> str:
    field = column.field
    if column.refers_to:
        return f"从下拉里选“{column.table_title}”里的一行；刚加的行下拉里还没有，直接写它的编号。"
    if field.separator:
        return "写本表的列名。"
    if column.terms:
        return "从下拉里选。"
    if column.is_own_id:
        return "编号由小写字母、数字和横线组成，不能与别的行相同，定了以后不再改。"
    match field.type:
        case "date":
            return "日期，写成 2023-03-31 的样子。"
        case "number":
            return "数字，不带单位、百分号和千分位。"
        case "integer":
            return "整数。"
        case _:
            return ""


STEPS = (
    ("找到要改的表", "下面列着所有的表，点表名就到那一页；要回来，点窗口下边最左面的标签“怎么填”。"),
    (
        "改一格",
        "直接在那一格里改。数字、日期和单位名称要与文件一致；改了数值，看看同一行的“原文表述”和“所据文件”还对不对。",
    ),
    ("加一行", "写在表最下面的第一个空行里。先在“文件”里加上所据的文件，再在别的表里引用它。标题带 * 的列必须填。"),
    ("从下拉里选", "格子右边有箭头的，点箭头选。引用别的表的，选“编号 名称”；刚加的行下拉里还没有，直接写它的编号。"),
    (
        "写日期和数字",
        "日期写成 2023-03-31。数字只写数字，不写单位、百分号、“万”“亿”和千分位：1.83万写 18300，92%写 92。",
    ),
    ("不知道的留空", "文件没有写的不要填，不填 0，不估算，不按常理推断。"),
    ("看说明", "点中一格，旁边会出现这一列怎么填；鼠标停在列名上也看得到。"),
    (
        "保存和交回",
        "保存成 XLSX 格式，文件交给维护数据的人。由程序读回、检查，有问题会写明是哪张表、第几行、哪一列、怎么改。",
    ),
)
CAUTIONS = (
    "灰色的编号锁着，因为网址由它组成。确实要删行、排序或改编号的，先在“审阅”菜单里撤销工作表保护，没有密码。",
    "不要改工作表的名称和列名，不要合并单元格，不要在列名上面加标题行。列可以加宽，行可以筛选。",
    "交回以前，按本单位的规定做完保密审查和三审三校。没有公开的材料、个人姓名、私人电话和住址，一律不填。",
    "不在这里的：年度报告全文（reports 文件夹里的文本文件），数据包说明（datapackage.json：名称、版本、许可、来源）。"
    "要改这些，请告诉维护数据的人。",
)

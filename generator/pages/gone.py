"""Pages at the addresses of what is gone: an address that once answered says what became of its page.

What was removed leaves a tombstone, what has a new id a page that leads there. Neither stands in a list or is searched.
"""

from generator.changes import REMOVED, RENAMED
from generator.pages import addresses
from generator.pages.change_views import Gone, Name
from generator.pages.changes import PAGES, day_anchor
from generator.pages.frame import framed_page
from generator.pages.page import Page
from generator.pages.views import Views
from generator.sentences import Sentence, Words, listed, sentence

_NOT_INDEXED = "noindex"
_IN_THE_TITLE = ("title", "name")
_LISTS: dict[str, tuple[Words, str]] = {
    "tasks": (sentence("全部任务"), "tasks/"),
    "units": (sentence("责任单位"), "units/"),
    "indicators": (sentence("指标与结果"), "indicators/"),
    "reports": (sentence("年度报告"), "reports/"),
}


def gone_pages(views: Views) -> list[Page]:
    """One page for everything that had a page and is no longer in the data."""
    changes = views.changes
    pages = []
    for name, row in changes.gone.items():
        target = (name[0], row.change.new)
        is_moved = row.change.kind == RENAMED and (target in changes.present or target in changes.gone)
        pages.append(_moved_page(name, row, views) if is_moved else _tombstone(name, row, views))
    return pages


def _tombstone(name: Name, row: Gone, views: Views) -> Page:
    """What it was called, when it was removed, and what it said last."""
    table, record_id = name
    change = row.change
    return framed_page(
        views,
        "gone.md",
        PAGES[table](views.locality_id, record_id),
        change.title,
        sentence("“{title}”已从数据中删去。", title=change.title),
        {
            "day": row.step.day,
            "table": Sentence(views.changes.schemas[table].title),
            "facts": _facts(name, row, views),
            "changes_address": f"{addresses.changes(views.locality_id)}#{day_anchor(row.step.day)}",
        },
        crumbs=_crumbs(table, change.title, views),
        more={"robots": _NOT_INDEXED},
    )


def _facts(name: Name, row: Gone, views: Views) -> list[tuple[Words, Words]]:
    """What it said last, field by field; of a task also who had a part in it."""
    table, record_id = name
    wording = views.changes.wording
    facts = [
        (wording.field_title(table, field), wording.value(row.change, field, text, title))
        for field, text, title in row.change.said
        if field not in _IN_THE_TITLE
    ]
    parts = [
        wording.part(item)
        for item in row.step.changes
        if item.table == "assignments" and item.kind == REMOVED and record_id in item.task_ids
    ]
    return [*facts, (sentence("任务分工"), listed(parts))] if parts else facts


def _moved_page(name: Name, row: Gone, views: Views) -> Page:
    """Leads to the new address at once, and by a link where a browser does not go by itself."""
    table, record_id = name
    target = PAGES[table](views.locality_id, row.change.new)
    return framed_page(
        views,
        "moved.md",
        PAGES[table](views.locality_id, record_id),
        row.change.title,
        sentence("“{title}”的编号改了，内容在新的网址。", title=row.change.title),
        {"target": target, "day": row.step.day},
        crumbs=_crumbs(table, row.change.title, views),
        more={"robots": _NOT_INDEXED, "moved": f"{views.edition.language.folder}{target}"},
    )


def _crumbs(table: str, title: str, views: Views) -> list[list[Words]]:
    """The way back: through the list of its kind, where there still is one."""
    if table not in _LISTS or not getattr(views.package, table):
        return views.crumbs((title, ""))
    words, below = _LISTS[table]
    return views.crumbs((words, addresses.locality(views.locality_id, below)), (title, ""))

"""The data page of a locality: downloads, what the tables mean, what is wrong with them, licence, how to cite."""

from generator.exports import Download
from generator.issues import Issue, count_by_severity, sorted_issues
from generator.pages import addresses
from generator.pages.page import Page
from generator.pages.render import render_page
from generator.pages.views import Views

_SHOWN_ISSUES = 200


def size_label(size: int) -> str:
    """Bytes in words."""
    return f"{size:,} 字节" if size < 1024 else f"{size / 1024:,.1f} KB"


def data_page(views: Views, downloads: list[Download], issues: tuple[Issue, ...]) -> Page:
    """One locality's data page."""
    package = views.package
    place = package.locality
    shown = sorted_issues(list(issues))
    context = {
        "views": views,
        "package": package,
        "place": place,
        "downloads": [(item, size_label(item.size)) for item in downloads],
        "issues": shown[:_SHOWN_ISSUES],
        "issue_total": len(shown),
        "counts": count_by_severity(issues),
        "severities": {"error": "错误", "warning": "警告", "note": "提示"},
    }
    return render_page(
        "data.md",
        addresses.locality(views.locality_id, "data/"),
        f"{place.name}的数据与下载",
        f"下载{place.name}的全部数据：CSV、JSON 和数据包；数据字典、数据问题和许可。",
        context,
        meta={"kind": "数据", "crumbs": views.crumbs(("数据与下载", ""))},
    )

"""Pages for those who keep the data: what the check finds and what that means, and what can be mended for them."""

from generator.issues import SEVERITY_WORDS
from generator.model import grouped
from generator.pages import addresses
from generator.pages.government import GUIDE_COLUMN
from generator.pages.page import Page
from generator.pages.portal_views import Portal
from generator.pages.render import render_page
from generator.sentences import sentence

_FINDINGS = sentence("检查会发现什么")
_REPAIRS = sentence("程序能替你改什么")


def findings_page(portal: Portal) -> Page:
    """Every kind of finding with its meaning and remedy, in the parts of a package; made of the checks' own list."""
    lists = portal.vocabulary.lists
    return render_page(
        portal.edition,
        "findings.md",
        addresses.FINDINGS,
        _FINDINGS,
        sentence("数据检查的每一种发现：是什么意思，该怎么办。"),
        {
            "parts": lists["issue-parts"],
            "kinds": grouped(lists["issue-types"].values(), lambda kind: kind["part"]),
            "severities": SEVERITY_WORDS,
        },
        meta={
            "kind": "guide",
            "crumbs": [[sentence("怎样参与"), addresses.CONTRIBUTE], [_FINDINGS, ""]],
            "column": GUIDE_COLUMN,
        },
    )


def repairs_page(portal: Portal) -> Page:
    """Every kind of repair, those that are done without asking apart from those that are only proposed."""
    kinds = portal.vocabulary.lists["repair-kinds"].values()
    return render_page(
        portal.edition,
        "repairs.md",
        addresses.REPAIRS,
        _REPAIRS,
        sentence("寄来的表格里，哪些写法程序直接改好，哪些只提建议，哪些不敢动。"),
        {
            "safe": [kind for kind in kinds if kind["is_safe"] == "true"],
            "proposed": [kind for kind in kinds if kind["is_safe"] != "true"],
        },
        meta={
            "kind": "guide",
            "crumbs": [[sentence("怎样参与"), addresses.CONTRIBUTE], [_REPAIRS, ""]],
            "column": GUIDE_COLUMN,
        },
    )

"""Pages for those who keep the data: what the check finds, and what that means."""

from generator.issues import SEVERITY_WORDS
from generator.model import grouped
from generator.pages import addresses
from generator.pages.government import GUIDE_COLUMN
from generator.pages.page import Page
from generator.pages.portal_views import Portal
from generator.pages.render import render_page
from generator.sentences import sentence

_TITLE = sentence("检查会发现什么")


def findings_page(portal: Portal) -> Page:
    """Every kind of finding with its meaning and remedy, in the parts of a package; made of the checks' own list."""
    lists = portal.vocabulary.lists
    return render_page(
        portal.edition,
        "findings.md",
        addresses.FINDINGS,
        _TITLE,
        sentence("数据检查的每一种发现：是什么意思，该怎么办。"),
        {
            "parts": lists["issue-parts"],
            "kinds": grouped(lists["issue-types"].values(), lambda kind: kind["part"]),
            "severities": SEVERITY_WORDS,
        },
        meta={
            "kind": "guide",
            "crumbs": [[sentence("怎样参与"), addresses.CONTRIBUTE], [_TITLE, ""]],
            "column": GUIDE_COLUMN,
        },
    )

"""The scan of finished pages finds whatever data could have made of a page, and nothing on sound pages."""

import re
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.errors import SiteError
from generator.policy import page_policy, script_hash
from generator.privacy import finds_in
from generator.scan import Scan, join_scans, scan_page, scan_tree
from generator.scan.pages import PageScan
from generator.scan.rules import ADDRESSES, PLAIN, TAGS, WORDS
from generator.settings import ROOT
from tests.site.payloads import MARKUP

OWN_SCRIPT = "theme=1"
POLICY = page_policy([script_hash(OWN_SCRIPT)])
MOBILE, IDENTITY = "13800138000", "11010519491231002X"


def page(body: str, head: str = "", policy: str = POLICY) -> str:
    """A finished page as the theme makes them, with something more in it."""
    return (
        f'<!doctype html><html lang="zh"><head><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta charset="utf-8"><title>题</title>{head}<script>{OWN_SCRIPT}</script></head>'
        f'<body><main><h1 id="top">题</h1>{body}</main></body></html>'
    )


def scanned(text: str, path: str = "a/b/index.html", known: frozenset[str] = frozenset()) -> PageScan:
    root = etree.fromstring(text.encode(), etree.HTMLParser(encoding="utf-8"))
    before = etree.tostring(root)
    found = scan_page(path, text.encode(), root, known)
    assert before == etree.tostring(root), "the scan changed the page"
    return found


def test_a_sound_page_has_no_faults():
    """What templates make is fine: links, forms, pictures, data for scripts, instructions that are ours."""
    body = (
        '<a href="../">上</a> <a href="https://www.gov.cn/">外</a> <a href="mailto:office@example.org">信</a>'
        '<form role="search" action="../search/" method="get"><input name="q"></form><img src="x.svg" alt="图">'
        '<script type="application/json">{"a": "<b>"}</script><svg viewbox="0 0 1 1"><path d="M0"/></svg>'
    )
    found = scanned(page(body, '<link rel="canonical" href="https://example.org/a/b/">'))
    assert () == found.faults
    assert {"a/index.html", "a/search/index.html", "a/b/x.svg"} == found.links
    assert {"top"} == found.ids
    assert {script_hash(OWN_SCRIPT)} == found.scripts


@pytest.mark.parametrize("attack", MARKUP.values(), ids=MARKUP)
def test_markup_that_data_made_is_found(attack):
    """Every attack that is markup, let through unescaped, is a fault of the page; escaped it is none."""
    assert scanned(page(f"<p>{attack}</p>")).faults
    assert () == scanned(page(f'<p title="{escape(attack)}">{escape(attack)}</p>')).faults


@pytest.mark.parametrize(
    "address",
    [
        "javascript:hit()",
        " java\tscript:hit()",
        "\x01JavaScript:hit()",
        "data:text/html,x",
        "vbscript:x",
        "blob:x",
        "//evil.example/",
        "\\\\evil.example/",
        "/\\evil.example",
        "/from/the/root",
        "../../../above/",
        "file:///etc/passwd",
    ],
)
def test_link_that_leads_to_no_page_is_found(address):
    """Scripts, data and places that no page of ours links to."""
    if address.startswith(("//", "\\\\", "/\\")):
        assert scanned(page(f'<img alt="" src="{escape(address)}">')).faults
    else:
        assert scanned(page(f'<a href="{escape(address)}">x</a>')).faults


@pytest.mark.parametrize("tag", ["script", "img", "link", "form"])
def test_nothing_is_loaded_from_elsewhere_or_sent_there(tag):
    """Whatever the element, an address of another host is a fault where the browser would ask it."""
    name = ADDRESSES[tag]
    for address in ("https://evil.example/x", "//evil.example/x", "HTTP:evil.example"):
        assert scanned(page(f'<{tag} {name}="{address}"></{tag}>')).faults, address


@pytest.mark.parametrize(
    "policy",
    [
        "",
        POLICY.replace("'none'", "*"),
        f"{POLICY}; frame-src *",
        POLICY.replace("script-src", "script-src 'unsafe-inline'"),
    ],
)
def test_policy_must_be_ours(policy):
    """A page without our policy at its very beginning, or with another, is a fault."""
    assert scanned(page("", policy=policy)).faults


def test_policy_stands_before_everything_else():
    """What stands before a policy is not held to it; a second one is nobody's."""
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    text = page("").replace(policy, f"<meta charset=utf-8>{policy}")
    assert scanned(text).faults
    assert scanned(page("", head=policy)).faults


def test_moved_page_leads_on_to_where_it_says():
    """Only to a page of ours, and only where a link says so as well."""
    link, refresh = '<a href="../new/">x</a>', '<meta http-equiv="refresh" content="0; url={}">'
    assert () == scanned(page(link, refresh.format("../new/"))).faults
    assert scanned(page("", refresh.format("../new/"))).faults
    assert scanned(page(link, refresh.format("https://evil.example/"))).faults
    assert scanned(page(link, refresh.format("../new/").replace("0;", "9;"))).faults


@pytest.mark.parametrize(
    "where",
    [
        "<p>{}</p>",
        '<p title="{}">x</p>',
        '<a href="mailto:{}@qq.com">x</a>',
        '<script type="application/ld+json">{{"a": "{}"}}</script>',
        '<button data-copy="{}">x</button>',
        '<div class="gk-narrative"><p>电话<strong>{:.3}</strong>{:.0}</p></div>',
    ],
)
def test_private_data_on_a_page_is_found_and_not_said(where):
    """In texts, attributes and data for programs; cut by markup where a text of a report may do that."""
    body = (
        where.format(MOBILE, "")
        if ":.3" not in where
        else where.format(MOBILE, "").replace("</strong>", f"</strong>{MOBILE[3:]}")
    )
    faults = scanned(page(body)).faults
    assert 1 == len(faults)
    assert MOBILE not in str(faults)


def test_what_is_published_on_purpose_is_no_fault():
    """The number that the package allows, however it is written; not another one."""
    known = finds_in([f"值班电话 {MOBILE[:3]}-{MOBILE[3:7]}-{MOBILE[7:]}"])
    assert () == scanned(page(f"<p>{MOBILE}</p>"), known=known).faults
    assert scanned(page(f"<p>{MOBILE}</p><p>{IDENTITY}</p>"), known=known).faults


def test_figures_of_neighbouring_cells_make_no_number():
    """Cells are not read together."""
    assert () == scanned(page("<table><tr><td>1380013</td><td>8000</td></tr></table>")).faults


def test_a_tree_tells_broken_links_and_those_that_lead_out(tmp_path):
    """A page or part that is not there is a fault in what the tree wholly holds; what leads out is listed."""
    for path, body in {
        "p/index.html": '<a href="x/#top">a</a><a href="x/#none">b</a><a href="y/">c</a><a href="../q/#z">d</a>',
        "p/x/index.html": '<a href="../data.csv">e</a><a href="#top">f</a>',
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(page(body), encoding="utf-8")
    (tmp_path / "p" / "data.csv").write_text("x", encoding="utf-8")
    found = scan_tree(tmp_path, ["p/"])
    assert 2 == found.pages
    assert ("q/index.html",) == found.links_out
    assert [("p/x/index.html#none", True), ("p/y/index.html", True)] == [
        (name, any(name in fault for fault in found.faults)) for name in ("p/x/index.html#none", "p/y/index.html")
    ]
    assert 2 == len(found.faults)
    with pytest.raises(SiteError, match=r"p/y/index\.html"):
        found.refuse_faults("p")
    assert found == Scan.from_dict(found.as_dict())


def test_a_tree_without_faults_is_let_through():
    """Nothing is said of it."""
    join_scans([scanned(page(""))], ["a/b/index.html"]).refuse_faults("a")


@given(st.text())
def test_any_text_escaped_is_no_fault(text):
    """No text is mistaken for markup; what is private in it may be found."""
    faults = scanned(page(f'<p title="{escape(text)}">{escape(text)}</p>')).faults
    assert [] == [fault for fault in faults if "private" not in fault]


SOURCES = [
    *(path for path in (ROOT / "generator" / "templates").iterdir() if not path.name.startswith("draft")),
    *(ROOT / "site_overrides").glob("*.html"),
    *(ROOT / "docs").rglob("*.md"),
]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_rules_know_what_templates_make(path: Path):
    """A template may only use what the scan knows; one with something new adds it to the rules, on purpose."""
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#-.*?-#\}|<#.*?#>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    unknown = set()
    for tag, attributes in re.findall(r'<([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*/?>', text):
        names = re.findall(r"\s([\w:-]+)", re.sub(r'"[^"]*"', "", attributes.lower()))
        known = {*PLAIN, *WORDS, "id", ADDRESSES.get(tag.lower(), "")}
        unknown |= {tag} - {*TAGS, *(name.upper() for name in TAGS)}
        unknown |= {name for name in names if name not in known and name[:5] not in {"data-", "aria-"}}
    assert set() == unknown

"""Addresses: a contract that never changes, and links that work under any path of a portal."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages import addresses
from generator.pages.addresses import relative

SEGMENT = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True)
FOLDER = st.lists(SEGMENT, max_size=4).map(lambda parts: "".join(f"{part}/" for part in parts))
FILE = st.builds("{}{}{}".format, FOLDER, SEGMENT, st.sampled_from([".json", ".csv", ".html", ".zip"]))
ANCHOR = st.one_of(st.just(""), SEGMENT.map("#{}".format))
BASES = ("https://example.gov.cn/", "https://example.gov.cn/a/b/", "http://127.0.0.1:8000/zwgk/fzzf/")

CONTRACT = [
    (addresses.HOME, ""),
    (addresses.LOCALITIES, "localities/"),
    (addresses.OBLIGATIONS, "obligations/"),
    (addresses.obligations_of(2023), "obligations/2023/"),
    (addresses.COMPARE, "compare/"),
    (addresses.comparison("x"), "compare/x/"),
    (addresses.comparison("x", "320000"), "compare/x/320000/"),
    (addresses.DATA, "data/"),
    (addresses.CHANGES, "changes/"),
    (addresses.changes("140400-changzhi"), "140400-changzhi/changes/"),
    (addresses.METHODOLOGY, "methodology/"),
    (addresses.GLOSSARY, "glossary/"),
    (addresses.ABOUT, "about/"),
    (addresses.ACCESSIBILITY, "accessibility/"),
    (addresses.CONTRIBUTE, "contribute/"),
    (addresses.locality("140400-changzhi"), "140400-changzhi/"),
    (addresses.locality("140400-changzhi", "data/"), "140400-changzhi/data/"),
    (addresses.plan("140400-changzhi", "law-2025"), "140400-changzhi/plans/law-2025/"),
    (addresses.task("140400-changzhi", "law-2025-001"), "140400-changzhi/tasks/law-2025-001/"),
    (addresses.unit("140400-changzhi", "sifaju"), "140400-changzhi/units/sifaju/"),
    (addresses.indicator("140400-changzhi", "head"), "140400-changzhi/indicators/head/"),
    (addresses.report("140400-changzhi", "2023"), "140400-changzhi/reports/2023/"),
    (addresses.rule("target-due"), "methodology/#target-due"),
]


@pytest.mark.parametrize(("address", "expected"), CONTRACT)
def test_addresses_are_a_contract(address, expected):
    """Every kind of page stands where the design says, for good."""
    assert expected == address


@given(source=FOLDER | FILE, target=FOLDER | FILE, anchor=ANCHOR, base=st.sampled_from(BASES))
def test_relative_link_leads_to_the_target(source, target, anchor, base):
    """From any page a browser follows the link to the target, wherever the site stands."""
    link = relative(source, target + anchor)
    assert base + target + anchor == urljoin(base + source, link)
    assert not link.startswith("/")
    assert "://" not in link


@given(source=FOLDER, target=FOLDER | FILE)
def test_link_to_a_folder_ends_with_a_slash(source, target):
    """Folders keep their slash, so that no server has to redirect; files have none."""
    assert (not target or target.endswith("/")) == relative(source, target).endswith("/")


LINKS = [
    ("", "", "./"),
    ("", "localities/", "localities/"),
    ("localities/", "", "../"),
    ("a/tasks/x/", "a/units/y/", "../../units/y/"),
    ("a/tasks/x/", "a/tasks/x/", "./"),
    ("a/tasks/x/", "methodology/#target-due", "../../../methodology/#target-due"),
    ("a/data/", "a/data/datapackage.json", "datapackage.json"),
    ("", "#top", "./#top"),
]


@pytest.mark.parametrize(("source", "target", "expected"), LINKS)
def test_links_as_they_are_written(source, target, expected):
    """Some links as they stand on pages."""
    assert expected == relative(source, target)

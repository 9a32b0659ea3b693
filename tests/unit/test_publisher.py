"""Who speaks: what an official site must carry, what an independent one must not, and where errors are reported."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import SettingsError
from generator.publisher import Publisher, make_publisher

OFFICIAL = {
    "kind": "official",
    "name": "示例市人民政府",
    "site_id_code": "9999010001",
    "region_code": "999901",
    "correction_mail": "office@example.gov.cn",
}
URL = "https://www.example.gov.cn/gongkai/"


def test_an_official_site_is_made_of_its_settings():
    """With all that is required the publisher is what the settings say."""
    publisher = make_publisher(OFFICIAL, URL)
    assert publisher.is_official
    assert ("示例市人民政府", "9999010001") == (publisher.name, publisher.site_id_code)


def test_a_body_of_the_state_council_has_no_region():
    """Its code begins with «bm», and no division is asked for."""
    code = {**OFFICIAL, "site_id_code": "bm12345678", "region_code": ""}
    assert make_publisher(code, URL).site_id_code == "bm12345678"


@pytest.mark.parametrize("name", ["name", "site_id_code"])
def test_what_is_required_is_asked_for(name):
    """Nothing is invented in place of a setting that is missing, and the message names it."""
    with pytest.raises(SettingsError, match=rf"publisher\.{name}"):
        make_publisher({**OFFICIAL, name: ""}, URL)
    with pytest.raises(SettingsError, match=r"site\.url"):
        make_publisher(OFFICIAL, "")


def test_a_government_says_where_errors_are_reported():
    """纠错 is part of every government site: a mail address or a form, one of them at least."""
    without = {**OFFICIAL, "correction_mail": ""}
    with pytest.raises(SettingsError, match="correction_mail or correction_url"):
        make_publisher(without, URL)
    assert make_publisher({**without, "correction_url": "https://www.example.gov.cn/jc"}, URL).is_official


@pytest.mark.parametrize(
    ("code", "region", "message"),
    [
        ("999901000", "999901", "must be ten digits"),
        ("99990100012", "999901", "must be ten digits"),
        ("bm1234567", "", "must be ten digits"),
        ("９９９９０１０００１", "999901", "must be ten digits"),
        ("9999010001", "", "region_code"),
        ("9999010001", "999902", "does not begin with"),
    ],
)
def test_the_code_has_the_right_shape_and_region(code, region, message):
    """Ten digits that begin with the body's own division, or «bm» and eight digits."""
    with pytest.raises(SettingsError, match=message):
        make_publisher({**OFFICIAL, "site_id_code": code, "region_code": region}, URL)


@pytest.mark.parametrize("name", ["site_id_code", "operator", "icp", "police_record", "phone", "find_errors_url"])
def test_an_independent_site_cannot_look_official(name):
    """What only a government's site carries is refused on any other."""
    with pytest.raises(SettingsError, match="only an official site"):
        make_publisher({name: "https://example.org/"}, "")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"correction_mail": "someone"}, "is no mail address"),
        ({"correction_mail": "a@b.cn?cc=x@y.cn"}, "is no mail address"),
        ({"correction_url": "javascript:alert(1)"}, "correction_url must begin with"),
        ({"answer_days": -1}, "cannot be below zero"),
        ({"kind": "official "}, "must be one of"),
    ],
)
def test_impossible_values_are_refused(table, message):
    """A setting with a value that cannot be is named."""
    with pytest.raises(SettingsError, match=message):
        make_publisher(table, "")


def test_mail_comes_before_the_form():
    """With both set readers write a mail; with none there is no link."""
    both = Publisher(correction_mail="office@example.org", correction_url="https://example.org/new")
    assert both.correction_link("s", "b", "t", "a").startswith("mailto:office@example.org?")
    assert "" == Publisher().correction_link("s", "b", "t", "a")


@settings(deadline=None)
@given(st.text(), st.text(), st.text(min_size=1), st.text(min_size=1))
def test_links_carry_any_text(subject, body, title, address):
    """Whatever the title of a page, mail and form get exactly it, and the link stays one link."""
    try:
        "".join((subject, body, title, address)).encode()
    except UnicodeEncodeError:
        return
    mail = urlsplit(Publisher(correction_mail="office@example.org").correction_link(subject, body, title, address))
    fields = dict(part.split("=", 1) for part in mail.query.split("&"))
    assert {"subject": subject, "body": body} == {name: unquote(value) for name, value in fields.items()}
    form = Publisher(correction_url="https://example.org/new?title={title}&body={address}")
    found = parse_qs(urlsplit(form.correction_link(subject, body, title, address)).query)
    assert {"title": [title], "body": [address]} == found

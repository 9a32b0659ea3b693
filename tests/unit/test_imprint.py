"""The foot of a page: an address, its code, a way to report errors."""

import io
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.pages.citations import Source
from generator.pages.imprint import make_imprint, qr_picture
from generator.publisher import Publisher

SOURCE = Source("示例市", "1.2.0", date(2023, 3, 31))
TASK = "999901-complete/tasks/work-2023-001/"
URL = "https://www.example.gov.cn/gongkai/"


@pytest.fixture
def public(edition):
    """An edition whose address is known."""
    return replace(edition, site_url=URL)


def read_code(svg: str) -> str:
    """What a phone reads: the picture drawn from its own lines, and decoded by another program."""
    tree = etree.parse(io.BytesIO(svg.encode())).getroot()
    size = int(tree.get("viewBox").split()[2])
    image = np.full((size, size), 255, np.uint8)
    x = y = 0.0
    for path in tree.iter("path"):
        for command, numbers in _commands(path.get("d")):
            if command == "M":
                x, y = numbers
            elif command == "m":
                x, y = x + numbers[0], y + numbers[1]
            else:
                image[int(y), int(x) : int(x + numbers[0])] = 0
                x += numbers[0]
    return zxingcpp.read_barcodes(np.kron(image, np.ones((8, 8), np.uint8)))[0].text


def _commands(path: str) -> list[tuple[str, list[float]]]:
    spaced = "".join(f" {char} " if char.isalpha() else char for char in path.replace("-", " -")).split()
    commands: list[tuple[str, list[float]]] = []
    for token in spaced:
        if token.isalpha():
            commands.append((token, []))
        else:
            commands[-1][1].append(float(token))
    return commands


def test_without_an_address_there_is_no_code(edition):
    """Nothing that needs the public address is shown where it is not known."""
    imprint = make_imprint(edition, TASK, "建立清单", SOURCE)
    assert ("", "") == (imprint.address, imprint.qr)


def test_the_code_leads_to_the_page(public):
    """The code on a page holds the page's full address."""
    assert URL + TASK == read_code(make_imprint(public, TASK, "建立清单", SOURCE).qr)


@settings(deadline=None, max_examples=30)
@given(st.from_regex(r"[a-z0-9][a-z0-9-]{0,60}", fullmatch=True))
def test_any_address_can_be_read(name):
    """Whatever the id, the code with its fixed mask is read."""
    assert f"{URL}{name}/" == read_code(qr_picture(f"{URL}{name}/"))


def test_the_mail_says_which_page_and_warns(public):
    """The report of an error has the page's title and address in it and asks for no personal data."""
    edition = replace(public, publisher=Publisher(correction_mail="office@example.org", answer_days=3))
    imprint = make_imprint(edition, TASK, "建立清单", SOURCE)
    mail = unquote(imprint.correction)
    assert mail.startswith("mailto:office@example.org?subject=纠错：建立清单&")
    assert URL + TASK in mail
    assert "请不要写身份证号" in mail
    assert 3 == imprint.answer_days


def test_without_a_way_there_is_no_link(edition):
    """Where no mail and no form is set, the page has no link that would lead nowhere."""
    assert "" == make_imprint(edition, TASK, "建立清单", SOURCE).correction

"""Who speaks, and in which language: an official site with its furniture and an English edition; an independent one."""

import os
import re
import shutil
from pathlib import Path

import pytest
from lxml import html

from generator.build import build
from generator.publisher import make_publisher
from tests.published import find
from tests.site.conftest import settings_for
from tests.site.serving import served

# One process builds the site that they all read.
pytestmark = pytest.mark.xdist_group("publisher-kinds")
URL = "https://www.example.gov.cn/gongkai/"
OFFICIAL = {
    "kind": "official",
    "name": "示例市人民政府",
    "operator": "示例市大数据中心",
    "site_id_code": "9999010001",
    "region_code": "999901",
    "icp": "示例ICP备00000000号",
    "phone": "0000-0000000",
    "correction_mail": "office@example.gov.cn",
    "answer_days": 3,
}
PLACE = "999901-complete"
CHINESE = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def official(tmp_path_factory, root) -> Path:
    """The fixture packages as a government publishes them, in Chinese and English."""
    place = tmp_path_factory.mktemp("official")
    for name in ("complete", "minimal"):
        shutil.copytree(root / "tests" / "packages" / name / f"999901-{name}", place / "data" / f"999901-{name}")
    (place / "www" / "a").mkdir(parents=True)
    publisher = make_publisher(OFFICIAL, URL)
    settings = settings_for(place / "data", place / "www", publisher=publisher, site_url=URL, languages=("en",))
    build(settings)
    return settings.output


def page(site: Path, address: str) -> html.HtmlElement:
    return html.parse(str(site / address / "index.html")).getroot()


def metas(tree: html.HtmlElement) -> dict[str, str]:
    return {node.get("name"): node.get("content") for node in tree.xpath("//meta[@name]")}


def first_task(site: Path) -> str:
    return next(path.parent.relative_to(site).as_posix() for path in sorted(site.glob(f"{PLACE}/tasks/*/index.html")))


def test_every_page_of_a_government_names_the_site(official):
    """SiteName, SiteDomain and SiteIDCode stand on every page, of whatever language."""
    for path in find(official, "index.html"):
        found = metas(html.parse(str(path)).getroot())
        expected = ("公开" if "/en/" not in path.as_posix() else "Gongkai", "www.example.gov.cn", "9999010001")
        assert expected == tuple(found.get(name) for name in ("SiteName", "SiteDomain", "SiteIDCode")), path


def test_column_pages_and_content_pages_have_their_tags(official):
    """A list is a column, a task is content; a tag that nothing is known of is left out."""
    column = metas(page(official, f"{PLACE}/tasks"))
    assert "数据发布" == column["ColumnType"]
    assert all(column[name] for name in ("ColumnName", "ColumnDescription", "ColumnKeywords"))
    assert "ArticleTitle" not in column
    content = metas(page(official, first_task(official)))
    assert content["ArticleTitle"]
    assert content["ContentSource"]
    assert content["Url"] == URL + first_task(official) + "/"
    assert "ColumnType" not in content
    for path in find(official, "index.html"):
        found = metas(html.parse(str(path)).getroot())
        assert all(value for name, value in found.items() if name[0].isupper()), (path, found)


def test_the_foot_has_what_is_set_and_nothing_else(official):
    """Publisher, operator, code and registration as set; what is not set is not there."""
    text = " ".join(page(official, "").xpath("//footer")[0].text_content().split())
    for words in ("示例市人民政府", "示例市大数据中心", "9999010001", "示例ICP备00000000号", "3个工作日内答复"):
        assert words in text
    assert "公安备案" not in text
    assert "CC BY" not in text


def test_an_official_site_has_no_banner_and_its_own_about(official):
    """Nothing says that this is no government site."""
    for address in ("", "about", PLACE, "en/about"):
        text = page(official, address).text_content()
        assert "不是政府网站" not in text
        assert "not a government" not in text.lower()


def test_an_independent_site_says_so_everywhere(tmp_path, small_data):
    """The banner stands on every page, and no page has a tag or item of a government site."""
    (tmp_path / "www" / "a").mkdir(parents=True)
    settings = settings_for(small_data, tmp_path / "www")
    build(settings)
    pages = find(settings.output, "index.html")
    assert len(pages) > 60
    for path in pages:
        tree = html.parse(str(path)).getroot()
        assert tree.xpath("//*[contains(@class, 'gk-banner')]//strong[text()='不是政府网站']"), path
        assert not [name for name in metas(tree) if name[0].isupper()], path
        assert not tree.xpath("//link[@rel='canonical' or @hreflang] | //*[@class='gk-qr-figure']"), path


def test_the_address_stands_in_pages_where_it_is_known(official):
    """Canonical address, preview tags, permanent address and code."""
    task = first_task(official)
    tree = page(official, task)
    full = f"{URL}{task}/"
    assert [full] == tree.xpath("//link[@rel='canonical']/@href")
    assert [full] == tree.xpath("//meta[@property='og:url']/@content")
    assert [full] == [node.text_content() for node in tree.xpath("//a[@id='permalink']")]
    assert 1 == len(tree.xpath("//*[@class='gk-qr-figure']//*[name()='svg']"))
    assert full in tree.get_element_by_id("citation").text_content()


def test_both_editions_have_the_same_pages(official):
    """For each Chinese page there is an English one, each leads to the other, and both say it to machines."""
    chinese = {path.relative_to(official).as_posix() for path in find(official, "index.html")}
    english = {name.removeprefix("en/") for name in chinese if name.startswith("en/")}
    chinese = {name for name in chinese if not name.startswith("en/")}
    assert chinese == english
    for name in chinese:
        address = name.removesuffix("index.html")
        for folder, other, code in (("", "en/", "en"), ("en/", "", "zh-CN")):
            tree = html.parse(str(official / folder / name)).getroot()
            (switch,) = tree.xpath("//a[@class='gk-language']")
            assert code == switch.get("hreflang")
            target = Path(os.path.normpath(official / folder / address / switch.get("href")))
            assert target == Path(os.path.normpath(official / other / address)), name
            links = {node.get("hreflang"): node.get("href") for node in tree.xpath("//link[@hreflang]")}
            # Beside what is written without a blank the theme's script asks for a sitemap, on every page.
            assert not tree.xpath("//link[@rel='alternate']")
            assert {"zh-CN": URL + address, "en": f"{URL}en/{address}"} == links


def test_files_are_there_once(official):
    """The English edition links to the same files, so a file has one address."""
    links = page(official, f"en/{PLACE}/data").xpath("//a[@download]/@href")
    assert len(links) > 10
    for link in links:
        target = Path(os.path.normpath(official / "en" / PLACE / "data" / link))
        assert target.is_file()
        assert "/en/" not in target.as_posix().removeprefix(official.as_posix())


def test_languages_are_told_to_readers(official):
    """The page says its language, and so does the switch."""
    assert "en" == page(official, "en").get("lang")
    assert page(official, "").get("lang").startswith("zh")


@pytest.mark.browser
def test_a_reader_changes_the_language_and_comes_back(official, open_page):
    """From a task to the same task in English and back; scripts speak the language of the page."""
    task = first_task(official)
    watched = open_page()
    reader = watched.page
    with served(official) as url:
        reader.goto(f"{url}{task}/")
        reader.click(".gk-language")
        assert f"{url}en/{task}/" == reader.url
        assert "Why this status?" in reader.inner_text("main")
        reader.goto(f"{url}en/{PLACE}/tasks/")
        assert not CHINESE.search(reader.inner_text(".gk-filters__state"))
        reader.click(".gk-language")
        assert f"{url}{PLACE}/tasks/" == reader.url
    assert [] == watched.faults


@pytest.mark.browser
@pytest.mark.parametrize("media", ["screen", "print"])
def test_the_code_is_seen_on_screen_and_paper(official, open_page, media):
    """The QR code is dark on white and large enough for a camera, on paper as well."""
    reader = open_page(scheme="dark").page
    with served(official) as url:
        reader.goto(f"{url}{first_task(official)}/")
        reader.emulate_media(media=media)
        code = reader.locator("svg.gk-qr")
        box = code.bounding_box()
        assert box["width"] > 90
        assert abs(box["width"] - box["height"]) < 1
        assert "rgb(255, 255, 255)" == code.evaluate("node => getComputedStyle(node).backgroundColor")

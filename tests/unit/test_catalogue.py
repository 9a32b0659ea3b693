"""The message catalogue: it knows every text of the interface, and no text reaches a reader around it."""

import ast
import re
import string
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from lxml import html

from generator.assess import assess_package
from generator.catalogue import find_messages, untranslated, update_catalogue
from generator.examine import examine_package
from generator.exports import ExportJob, export_package
from generator.language import CATALOGUES, load_language
from generator.obligations import public_obligations
from generator.pages import locality_pages, portal_pages
from generator.pages.edition import Edition
from generator.pages.locality import locality_nav
from generator.pages.portal import PORTAL_NAV, TABS
from generator.pages.portal_views import Portal
from generator.pages.views import Views
from generator.publisher import Publisher
from generator.schemas import load_schemas
from generator.sentences import Sentence
from generator.settings import ROOT
from generator.standings import assess_reports
from generator.summaries import summarise
from generator.turnings import find_turnings, newest_turnings
from generator.vocabulary import load_vocabulary

AS_OF = date(2026, 11, 22)
CHINESE = re.compile(r"[\u3000-\u9fff\uf900-\ufaff\uff01-\uffee]")
# Modules whose words readers see, and the strings in them that are no words of ours: values of the data they look
# for, codes of an official annex, names that languages have for themselves.
SPOKEN = (
    "assess",
    "charts",
    "check",
    "compare",
    "commons",
    "draft",
    "obligations",
    "pages",
    "periods",
    "sentences",
    "summaries",
)
# Modules made of the words that they look for in texts; they say nothing themselves.
LISTENING = {"generator/check/phrases.py", "generator/check/places.py"}
NOT_WORDS = {
    "generator/check/changes.py": {"万", "亿", r"(?<![0-9.])([0-9]{1,15}(?:\.([0-9]{1,9}))?)[ ]?([万亿])"},
    "generator/pages/government.py": {
        "首页",
        "信息公开目录",
        "信息公开年报",
        "数据发布",
        "数据开放",
        "机构职能",
        "信息公开指南",
    },
    "generator/pages/labels.py": {"万", "亿", "余", "多", "约", "左右", "近", "超"},
    "generator/pages/task.py": {"()（）"},
    "generator/charts/lettering.py": {
        r"[-+]?\d[\d,.]*(?:%|[年月日季个]末?)?|[A-Za-z][A-Za-z'.-]*|\s+|.",
        "，。、；：？！）》」』”’%",
        "（《「『“‘",
    },
    "generator/assess/tasks.py": {"《"},
    "generator/draft/drawing.py": {"公开"},
    "generator/draft/wording.py": {"《"},
    "generator/draft/word.py": {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"},
    "generator/assess/results.py": {*"倍分级天年", "百分点", "工作日", "个工作日", "个/件", "人/次"},
}
PO_FILES = sorted(CATALOGUES.glob("*.po"))


def names_in(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("path", PO_FILES, ids=lambda path: path.stem)
def test_catalogue_is_up_to_date_and_complete(path):
    """Each text of the interface stands in the catalogue, translated, and nothing else does: run «make messages»."""
    with path.open("rb") as handle:
        catalogue = read_po(handle)
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogue if message.id}
    assert {text for text, _ in find_messages(ROOT)} == known
    assert [] == untranslated(catalogue)


@pytest.mark.parametrize("path", PO_FILES, ids=lambda path: path.stem)
def test_translations_keep_names_and_have_no_chinese(path):
    """A translation has the values of its template and none besides, and no Chinese letter or mark is left in it."""
    wrong = []
    for source, forms in load_language(path.stem).messages.items():
        wanted = names_in(source)
        for form in forms:
            found = names_in(form)
            if "month" in wanted:  # the name of a month may stand for its number
                wanted, found = wanted - {"month", "name"}, found - {"month", "name"}
            if "amount" in wanted:  # ticks of an axis: the amount of ten thousands, or the number itself
                wanted, found = wanted - {"amount", "number"}, found - {"amount", "number"}
            if found not in (wanted, wanted - {"n"} if len(forms) > 1 else wanted):
                wrong.append((source, form))
            if CHINESE.search(form):
                wrong.append((source, form))
    assert [] == wrong


def test_update_keeps_what_is_translated(tmp_path):
    """What is new gets an empty place, what is gone goes, what is translated stays."""
    template = tmp_path / "generator" / "templates" / "a.html"
    for folder in ("generator/templates", "schemas/codelists", "site_overrides/assets/javascripts"):
        (tmp_path / folder).mkdir(parents=True)
    template.write_text('{{ _("旧") }}{{ say("{n}项", n=3) }}', encoding="utf-8")
    path = tmp_path / "en.po"
    assert (2, 2) == update_catalogue(tmp_path, path)
    text = path.read_text(encoding="utf-8").replace('msgid "旧"\nmsgstr ""', 'msgid "旧"\nmsgstr "old"')
    path.write_text(text.replace('[0] ""', '[0] "{n} item"').replace('[1] ""', '[1] "{n} items"'), encoding="utf-8")
    template.write_text('{{ _("新") }}{{ say("{n}项", n=3) }}', encoding="utf-8")
    assert (2, 1) == update_catalogue(tmp_path, path)
    text = path.read_text(encoding="utf-8")
    assert "{n} items" in text
    assert "旧" not in text
    assert 'msgid "新"\nmsgstr ""' in text


def latin(value: Any) -> Any:
    """A record with every Chinese word of the data replaced, so that what is still Chinese is ours."""
    if isinstance(value, str):
        return CHINESE.sub("x", value)
    if isinstance(value, Sentence):
        return Sentence(value.template, tuple((name, latin(item)) for name, item in value.values))
    if isinstance(value, tuple):
        return tuple(latin(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{item.name: latin(getattr(value, item.name)) for item in fields(value) if item.init})
    return value


@pytest.fixture(scope="module")
def english_pages(fixture_folder, schemas_dir):
    """Every page of the complete package without Chinese in its data, and of a portal of it, in English."""
    english = load_language("en")
    publisher = Publisher(correction_mail="office@example.org", answer_days=3)
    edition = Edition(english, (english,), publisher, site_url="https://www.example.org/")
    package, raw, log = examine_package(fixture_folder("complete"), schemas_dir)
    assert package is not None
    assert raw is not None
    tables = {name: latin(getattr(package, name)) for name in load_schemas(schemas_dir)}
    units = {row.indicator_id: row.unit_of_measure for row in package.indicators}
    tables["indicators"] = tuple(replace(row, unit_of_measure=units[row.indicator_id]) for row in tables["indicators"])
    package = replace(
        package,
        locality=latin(package.locality),
        licences=latin(package.licences),
        title=latin(package.title),
        narratives={name: latin(text) for name, text in package.narratives.items()},
        **tables,
    )
    vocabulary = load_vocabulary(schemas_dir)
    words = vocabulary.translated(english.translate)
    assessments, standings = (
        assess_package(package, AS_OF),
        assess_reports(package, public_obligations(vocabulary), AS_OF),
    )
    turnings = find_turnings(package, assessments, standings)
    views = Views(package, assessments, standings, words, edition, turnings=turnings)
    issues = tuple(replace(row, message=latin(row.message)) for row in log.issues)
    downloads = export_package(
        ExportJob(raw, load_schemas(schemas_dir), log.issues, vocabulary=load_vocabulary(schemas_dir))
    )
    summary = summarise(package, assessments, standings, issues, edition.say)
    summary = replace(summary, turnings=newest_turnings(turnings, edition.say))
    portal = Portal([summary], {"999901-broken": 2}, {"999901-broken": 2}, load_schemas(schemas_dir), words, edition)
    assert not [title for title, _ in (*locality_nav(views), *PORTAL_NAV, *TABS) if CHINESE.search(edition.say(title))]
    return [*locality_pages(views, downloads, issues), *portal_pages(portal)]


def test_english_pages_have_no_chinese(english_pages):
    """Where the data has none, an English page has no Chinese at all, but where a language of its own is marked."""
    left = []
    for page in english_pages:
        told = replace(page, meta={name: value for name, value in page.meta.items() if name != "column"})
        tree = html.fragment_fromstring(told.markdown(), create_parent=True)
        for node in tree.xpath("//*[@lang]"):
            node.drop_tree()
        text = html.tostring(tree, encoding="unicode")
        text += "".join(page.files.values())
        left += [
            (page.address, text[max(0, found.start() - 40) : found.end() + 20]) for found in CHINESE.finditer(text)
        ]
    assert [] == left[:20], "\n".join(map(str, left[:20]))


def test_english_pages_stand_in_their_folder(english_pages):
    """Addresses of another edition are those of the Chinese below the folder of the language."""
    assert {"en"} == {page.address.split("/")[0] for page in english_pages}


def spoken_modules() -> list[Path]:
    """Modules whose strings readers see."""
    found = [path for name in SPOKEN for path in (ROOT / "generator" / name).rglob("*.py")]
    found += [path for name in SPOKEN if (path := ROOT / "generator" / f"{name}.py").exists()]
    return sorted(path for path in found if path.relative_to(ROOT).as_posix() not in LISTENING)


def test_every_word_of_modules_is_a_message():
    """In modules that speak to readers, Chinese stands only in docstrings and in ``sentence("…")``."""
    left = []
    for path in spoken_modules():
        own = path.relative_to(ROOT).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        allowed = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "sentence":
                allowed.update(ast.walk(node.args[0]))
            elif isinstance(node, ast.Expr):  # docstrings
                allowed.update(ast.walk(node) if isinstance(node.value, ast.Constant) else ())
        left += [
            (own, node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in allowed
            if CHINESE.search(node.value) and node.value not in NOT_WORDS.get(own, set())
        ]
    assert [] == left


def test_templates_of_sentences_are_literal():
    """``sentence`` is called with the words themselves, or the catalogue would not find them."""
    left = []
    for path in sorted((ROOT / "generator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "sentence"
            if is_call and not (node.args and isinstance(node.args[0], ast.Constant)):
                left.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert [] == left


@pytest.mark.parametrize("path", sorted((ROOT / "site_overrides").rglob("*.html")), ids=lambda path: path.name)
def test_every_word_of_the_theme_is_a_message(path):
    """In our templates of the theme, Chinese stands only in ``_("…")`` and in notes."""
    text = re.sub(r"\{#-?.*?-?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"""\b_\((?:"[^"]*"|'[^']*')\)""", "", text)
    assert [] == [line.strip() for line in text.splitlines() if CHINESE.search(line)]


@pytest.mark.parametrize("path", sorted((ROOT / "site_overrides").rglob("*.js")), ids=lambda path: path.name)
def test_every_word_of_scripts_is_a_message(path):
    """In our scripts, Chinese stands only in ``say("…")`` and in notes."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"(?m)//[^\n]*$", "", text)
    text = re.sub(r"""\bsay\(\s*"[^"]*\"""", "", text)
    text = re.sub(r"\[万亿\]|[万亿]:", "", text)  # read in numbers, never said
    assert [] == [line.strip() for line in text.splitlines() if CHINESE.search(line)]

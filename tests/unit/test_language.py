"""Languages: Chinese is the source; a catalogue gives words for its templates and leaves what it does not know."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from generator import language
from generator.errors import SettingsError
from generator.language import CHINESE, SOURCE_CODE, Language, known_languages, load_language
from generator.sentences import sentence

HEAD = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""
WORDS = """#: generator/templates/task.md:1
msgid "任务"
msgstr "Task"

#: generator/scripts/filter.js:2 generator/templates/tasks.md:2
msgid "{n}项任务"
msgid_plural "{n}项任务"
msgstr[0] "{n} task"
msgstr[1] "{n} tasks"

#: generator/scripts/filter.js:3
msgid "打印"
msgstr "Print"

#: generator/periods.py:1
#, fuzzy
msgid "大概"
msgstr "Perhaps"

#: generator/periods.py:2
msgid "没有译文"
msgstr ""

#: generator/periods.py:3
msgid "{n}件"
msgid_plural "{n}件"
msgstr[0] "{n} case"
msgstr[1] ""
"""


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of catalogues instead of our own."""
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    load_language.cache_clear()
    yield tmp_path
    load_language.cache_clear()


@pytest.fixture
def english(catalogues: Path) -> Language:
    """A language with a few words."""
    (catalogues / "en.po").write_text(HEAD + WORDS, encoding="utf-8")
    return load_language("en")


def test_chinese_needs_no_catalogue(catalogues: Path) -> None:
    """The source language says every template as it is written, and its pages stand at the root."""
    assert CHINESE is load_language(SOURCE_CODE)
    assert "" == CHINESE.folder
    assert "2项任务" == CHINESE.say(sentence("{n}项任务", n=2))
    assert (SOURCE_CODE,) == known_languages()


def test_known_languages_are_those_with_a_catalogue(catalogues: Path) -> None:
    """The source stands first, the others in order; other files are no languages."""
    for name in ("mn.po", "en.po", "messages.pot", "README.md"):
        (catalogues / name).write_text(HEAD, encoding="utf-8")
    assert (SOURCE_CODE, "en", "mn") == known_languages()


@pytest.mark.parametrize("code", ["de", "../en", "", "EN"])
def test_unknown_language_is_a_wrong_setting(catalogues: Path, code: str) -> None:
    """Who asks for a language that is not there is told which are."""
    (catalogues / "en.po").write_text(HEAD, encoding="utf-8")
    with pytest.raises(SettingsError, match="zh-CN, en"):
        load_language(code)


def test_language_has_its_own_folder_and_name(english: Language) -> None:
    """Pages of another language stand below a folder of its code; the switch calls it as it calls itself."""
    assert ("en", "en/", "English") == (english.code, english.folder, english.own_name)
    assert "中文" == CHINESE.own_name
    assert "mn" == Language("mn").own_name


@pytest.mark.parametrize(
    ("template", "count", "expected"),
    [
        ("任务", None, "Task"),
        ("{n}项任务", 1, "{n} task"),
        ("{n}项任务", 2, "{n} tasks"),
        ("{n}项任务", 0, "{n} tasks"),
        ("{n}项任务", None, "{n} tasks"),
        ("大概", None, "大概"),
        ("没有译文", None, "没有译文"),
        ("{n}件", 1, "{n}件"),
        ("不在目录里", None, "不在目录里"),
        ("", None, ""),
    ],
)
def test_templates_are_looked_up(english: Language, template: str, count: int | None, expected: str) -> None:
    """One form for one, another for several; what is doubtful, half or not translated stays in Chinese."""
    assert expected == english.translate(template, count)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (lambda: sentence("任务"), "Task"),
        (lambda: sentence("{n}项任务", n=1), "1 task"),
        (lambda: sentence("{n}项任务", n=1200), "1,200 tasks"),
        (lambda: sentence("{a}：{b}", a=sentence("任务"), b="任务"), "Task：任务"),
        (lambda: "任务", "任务"),
        (lambda: sentence("{day}", day=date(2023, 1, 2)), "2023年1月2日"),
    ],
)
def test_only_sentences_are_said_in_another_language(
    english: Language, words: Callable[[], object], expected: str
) -> None:
    """Text of the data stays as it was published, also where the same words are a message."""
    assert expected == english.say(words())


def test_scripts_get_only_what_they_say(english: Language) -> None:
    """What the browser is sent are the messages that scripts name, and of those only the translated ones."""
    assert {"{n}项任务", "打印"} == english.script_messages


def test_a_language_is_loaded_once(english: Language) -> None:
    """Pages of one edition share one language, by which compiled templates are kept."""
    assert english is load_language("en")
    assert hash(english)

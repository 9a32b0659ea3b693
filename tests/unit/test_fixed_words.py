"""Fixed words: templates say the same with them folded in as without."""

import pytest
from jinja2 import DictLoader, Environment

from generator.language import CHINESE, load_language
from generator.pages.escape import finalizer
from generator.pages.fixed_words import FixedWords

TEMPLATES = {
    "plain": '{{ _("单位") }}',
    "twice": '<a title="{{ _(\'单位\') }}">{{ _("状态") }}</a> {{ word }}',
    "in a test": '{% if word == _("单位") %}a{% else %}{{ _("任务") }}{% endif %}',
    "with more": '{{ _("单位") ~ word }}{{ _("任务") | length }}{{ other("单位") }}',
    "as a value": '{% set name = _("单位") %}{{ name }}{{ (_("单位")) }}',
    "marks": '{{ _("a < b & “c” *d*") }}',
    "not fixed": "{{ _(word) }}{{ _ }}",
    "beginnings": '{{ word }}{{ _("单位") }}{{ word }}',
}


def _rendered(name: str, language, extensions) -> str:
    env = Environment(
        loader=DictLoader({f"{kind}.{end}": text for kind, text in TEMPLATES.items() for end in ("html", "md")}),
        autoescape=lambda name: bool(name and name.endswith(".html")),
        finalize=finalizer(language),
        extensions=["jinja2.ext.i18n", *extensions],
    )
    env.install_gettext_callables(language.translate, lambda one, *_: one, newstyle=False)
    env.globals["other"] = lambda text: text
    if extensions:
        env.translate = language.translate
    env.globals["_"] = language.translate
    return env.get_template(name).render(word="<b>*x*</b>")


@pytest.mark.parametrize("language", [CHINESE, load_language("en")], ids=["zh", "en"])
@pytest.mark.parametrize("ending", ["html", "md"])
@pytest.mark.parametrize("name", [name for name in TEMPLATES if name != "not fixed"])
def test_a_template_says_the_same(name, ending, language):
    assert _rendered(f"{name}.{ending}", language, []) == _rendered(f"{name}.{ending}", language, [FixedWords])


def test_marks_in_fixed_words_are_escaped_for_where_they_stand():
    assert _rendered("marks.html", CHINESE, [FixedWords]) == "a &lt; b &amp; “c” *d*"
    assert "&#42;d&#42;" in _rendered("marks.md", CHINESE, [FixedWords])


def test_a_place_that_is_no_fixed_text_is_left():
    """What is said there is known only when the page is made."""
    with pytest.raises(TypeError, match="which is no text"):
        _rendered("not fixed.html", CHINESE, [FixedWords])

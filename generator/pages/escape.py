"""Escape: the one boundary where text from cells becomes text on pages.

Python-Markdown gives meaning to every ASCII punctuation mark in some place (links, attribute lists, emphasis, raw
HTML), so in Markdown each one is written as a numeric entity; nothing else was found safe (measured with the attack
list of the tests). In HTML blocks the autoescaping of Jinja suffices, because Markdown does not look into them.
Characters that nobody can see are dropped in both.
"""

import string
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from generator.language import Language
from generator.periods import Period
from generator.sentences import Sentence, shown

_ENTITIES = {ord(char): f"&#{ord(char)};" for char in string.punctuation}
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})


def visible_text(text: str) -> str:
    """``text`` without the characters that cannot be seen; of these, tab and line end become a space."""
    if text.isprintable():
        return text
    return "".join(
        char if unicodedata.category(char) not in _UNSEEN else " " if char.isspace() else "" for char in text
    )


def markdown_text(text: str) -> str:
    """``text`` so that Markdown shows exactly it: only what can be seen, white space folded, marks as entities."""
    return " ".join(visible_text(text).split()).translate(_ENTITIES)


@cache
def finalizer(language: Language) -> Callable[[EvalContext, Any], Any]:
    """What Jinja does with every ``{{ value }}`` of an edition: markup passes, words are said in the language and
    escaped for where they stand.
    """

    @pass_eval_context
    def finalize(context: EvalContext, value: Any) -> Any:
        if isinstance(value, Markup):
            return value
        if isinstance(value, (Sentence, date, Period, Decimal, int)) and not isinstance(value, bool):
            value = shown(value, language)
        if not isinstance(value, str):
            raise TypeError(f"a template prints {value!r}, which is no text")
        return visible_text(value) if context.autoescape else markdown_text(value)

    return finalize

"""Render: templates → Markdown. The only importer of jinja2 besides ``escape``; every string goes through a
message catalogue, every value through :func:`generator.pages.escape.finalize`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from generator.assess import RULES_VERSION
from generator.language import Language
from generator.pages import addresses
from generator.pages.edition import Edition
from generator.pages.escape import finalizer
from generator.pages.fixed_words import FixedWords
from generator.pages.page import Page
from generator.sentences import Sentence, Words, clauses, listed, shown

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
DESCRIPTION_LENGTH = 150
_ANCHOR = re.compile(r"[a-z0-9_-]+")
_SHAPES = {
    "check": "✓",
    "cross": "✕",
    "half": "◐",
    "arrow-up": "↗",
    "arrow-down": "↘",
    "arrow-right": "→",
    "clock": "◷",
    "circle": "○",
    "minus": "–",
    "dots": "⋯",
    "loop": "↻",
    "question": "?",
}


@cache
def environment(language: Language) -> Environment:
    """The one Jinja environment of a language: Markdown templates escape to entities, ``.html`` templates to HTML.

    ``_("…")`` in a template is a fixed text of the catalogue, ``say("…{x}…", x=…)`` one with values in it.
    """
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        # A block called from Python has no template name; it is HTML.
        # In Markdown, ``finalize`` escapes instead.
        autoescape=lambda name: name is None or name.endswith(".html"),  # noqa: S701
        finalize=finalizer(language),
        undefined=StrictUndefined,
        # Templates do not change while a build runs, and to ask the disk at each of a million includes takes its time.
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        # Headings carry ids as {#id}, which Jinja would take for the start of a comment.
        comment_start_string="<#",
        comment_end_string="#>",
        extensions=["jinja2.ext.i18n", FixedWords],
    )
    env.translate = language.translate  # type: ignore[attr-defined]
    env.install_gettext_callables(  # type: ignore[attr-defined]
        language.translate, lambda one, _, count: language.translate(one, count), newstyle=False
    )
    env.globals["say"] = _sayer(language)
    env.globals["listed"] = listed
    env.globals["clauses"] = clauses
    env.globals["shape"] = lambda icon: Markup(_SHAPES[icon])  # noqa: S704 - fixed signs, no data
    env.globals["addresses"] = addresses
    env.globals["day"] = date.fromisoformat
    env.globals["anchor"] = anchor
    env.globals["rules_version"] = RULES_VERSION
    env.globals["b"] = Blocks(env)
    return env


def keep_compiled(language: Language, folder: Path) -> None:
    """Keep the compiled templates of a language in ``folder``, where the next process finds them. A damaged one is
    compiled anew; who changes the program changes the folder, because fixed words of it are in them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    environment(language).bytecode_cache = FileSystemBytecodeCache(str(folder))


def _sayer(language: Language) -> Callable[..., Words]:
    """``say`` of the templates: a sentence, or markup where one of its values is markup."""

    @pass_eval_context
    def say(context: EvalContext, template: str, /, **values: Any) -> Words:
        if not (context.autoescape and any(isinstance(value, Markup) for value in values.values())):
            return Sentence(template, tuple(values.items()))
        count = values.get("n")
        words = escape(language.translate(template, count if isinstance(count, int) else None))
        return words.format(**{name: _within(value, language) for name, value in values.items()})

    return say


def _within(value: Any, language: Language) -> str:
    return value if isinstance(value, Markup) else escape(shown(value, language))


def anchor(name: str) -> Markup:
    """The id of a heading as it is: entities, which everything else in Markdown becomes, would break it.

    Raises:
        ValueError: the name holds more than small letters, digits, hyphens and underscores.
    """
    if not _ANCHOR.fullmatch(name):
        raise ValueError(f"{name!r} cannot be the id of a heading")
    return Markup(name)  # noqa: S704 - nothing in it can be markup


class Blocks:
    """The macros of ``blocks.html``, for every template under the name ``b``.

    Called straight from a Markdown template, Jinja would let a macro take over that template's way of escaping and
    return plain text; called through here it always returns markup.
    """

    def __init__(self, env: Environment) -> None:
        self._env = env

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        macro = getattr(self._env.get_template("blocks.html").module, name)
        # Jinja hands a macro the caller's way of escaping only where it calls it itself; a partial hides the macro.
        hidden = partial(macro)
        setattr(self, name, hidden)  # from now on it is found without this search
        return hidden


def render_page(
    edition: Edition,
    template: str,
    address: str,
    title: Words,
    description: Words,
    context: Mapping[str, Any],
    *,
    meta: Mapping[str, Any] | None = None,
    files: Mapping[str, str] | None = None,
) -> Page:
    """One page from a template, in the language of the edition.

    In the template ``url(address)`` gives links to pages relative to this one, ``file(address)`` those to files.
    """
    heading, short = edition.say(title), shortened(edition.say(description))
    names = dict(context) | {
        "edition": edition,
        "title": heading,
        "address": address,
        "url": lambda target: addresses.relative(address, target),
        "file": lambda target: edition.file_link(address, target),
    }
    body = environment(edition.language).get_template(template).render(names)
    return Page(
        address=f"{edition.language.folder}{address}",
        title=heading,
        description=short,
        body=body,
        meta=_said(dict(meta or {}), edition),
        files=dict(files or {}),
    )


def shortened(text: str) -> str:
    """``text`` of at most so many characters as previews show."""
    return text if len(text) <= DESCRIPTION_LENGTH else text[: DESCRIPTION_LENGTH - 1] + "…"


def _said(value: Any, edition: Edition) -> Any:
    """Front matter with every sentence in it in words."""
    if isinstance(value, Sentence):
        return edition.say(value)
    if isinstance(value, Mapping):
        return {name: _said(item, edition) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_said(item, edition) for item in value]
    return value

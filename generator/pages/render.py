"""Render: templates → Markdown. The only importer of jinja2 besides ``escape``; every string goes through a
message catalogue, every value through :func:`generator.pages.escape.finalize`.
"""

import gettext
import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.pages import addresses
from generator.pages.escape import finalize
from generator.pages.page import Page

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
def environment() -> Environment:
    """The one Jinja environment: Markdown templates escape to entities, ``.html`` templates to HTML."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        # A block called from Python has no template name; it is HTML.
        # In Markdown, ``finalize`` escapes instead.
        autoescape=lambda name: name is None or name.endswith(".html"),  # noqa: S701
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Headings carry ids as {#id}, which Jinja would take for the start of a comment.
        comment_start_string="<#",
        comment_end_string="#>",
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_translations(gettext.NullTranslations(), newstyle=False)  # type: ignore[attr-defined]
    env.globals["shape"] = lambda icon: Markup(_SHAPES[icon])  # noqa: S704 - fixed signs, no data
    env.globals["addresses"] = addresses
    env.globals["anchor"] = anchor
    env.globals["b"] = Blocks(env)
    return env


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
        return partial(macro)


def render_page(
    template: str,
    address: str,
    title: str,
    description: str,
    context: Mapping[str, Any],
    *,
    meta: Mapping[str, Any] | None = None,
    files: Mapping[str, str] | None = None,
) -> Page:
    """One page from a template. ``url(address)`` in it gives links relative to the page."""
    names = dict(context) | {
        "title": title,
        "address": address,
        "url": lambda target: addresses.relative(address, target),
    }
    body = environment().get_template(template).render(names)
    short = description if len(description) <= DESCRIPTION_LENGTH else description[: DESCRIPTION_LENGTH - 1] + "…"
    return Page(address, title, short, body, dict(meta or {}), dict(files or {}))

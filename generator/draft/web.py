"""Web: a draft as one HTML file that stands by itself: to read, to print, or to paste from."""

from markupsafe import Markup

from generator.draft.drawing import svg_of
from generator.draft.records import Draft
from generator.language import Language
from generator.pages.render import environment

# Fixed and without data: a template of ours may hold neither, since pages of the site get theirs from the theme.
_HEAD = '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<style>\n{style}</style>'


def web_of(draft: Draft, language: Language) -> str:
    """The draft as HTML in a language. Pictures are drawn in it; nothing is loaded from anywhere."""
    env = environment(language)
    style = env.get_template("draft.css").render()
    names = {
        "draft": draft,
        "code": language.code,
        "head": Markup(_HEAD).format(style=Markup(style)),  # noqa: S704 - our own stylesheet
        "svg_of": svg_of,
        "kind_of": lambda block: type(block).__name__,
    }
    return env.get_template("draft.html").render(names) + "\n"

"""Fixed words: what a template says in every page alike is translated and escaped once, when the template is read.

``{{ _("单位") }}`` is a third of everything that templates print. An environment belongs to one language, so such a
place becomes plain text of the template before Jinja compiles it.
"""

from collections.abc import Iterator

from jinja2.environment import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import escape

from generator.pages.escape import markdown_text, visible_text

# {{ _ ( "text" ) }}
_SHAPE = ("variable_begin", "name", "lparen", "string", "rparen", "variable_end")


class FixedWords(Extension):
    """The extension; the environment's ``translate`` says a fixed text in its language."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.extend(translate=str)

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The template's tokens, with fixed texts as data."""
        is_html = bool(stream.name and stream.name.endswith(".html"))
        held: list[Token] = []
        for token in stream:
            held.append(token)
            if token.type == _SHAPE[len(held) - 1] and (token.type != "name" or token.value == "_"):
                if len(held) == len(_SHAPE):
                    yield Token(held[0].lineno, "data", self._escaped(held[3].value, is_html=is_html))
                    held = []
                continue
            # What was held is no such place; the token that shows it may begin the next.
            yield from held[:-1]
            held = [token] if token.type == _SHAPE[0] and len(held) > 1 else []
            if not held:
                yield token
        yield from held

    def _escaped(self, text: str, *, is_html: bool) -> str:
        said: str = self.environment.translate(text)  # type: ignore[attr-defined]
        return str(escape(visible_text(said))) if is_html else markdown_text(said)

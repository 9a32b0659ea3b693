"""Translators for tests: what went through the catalogue can be told from what did not."""

import re

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")


class Wrapping:
    """Puts every template into ⟦…⟧, so that one sees which words are its own."""

    def translate(self, template: str, count: int | None = None) -> str:  # noqa: ARG002 - the protocol's form
        """The template in brackets."""
        return f"⟦{template}⟧"


class Latin:
    """A language without Chinese characters: what is still Chinese afterwards never went through the catalogue.

    ``asked`` are the templates that were looked up.
    """

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def translate(self, template: str, count: int | None = None) -> str:  # noqa: ARG002 - the protocol's form
        """The template with ``x`` for its Chinese words."""
        self.asked.add(template)
        return HAN.sub("x", template)


class Dictionary:
    """Knows a few templates, each in one form or in one for «one» and one for «several»; leaves the others."""

    def __init__(self, words: dict[str, str | tuple[str, str]]) -> None:
        self.words = words

    def translate(self, template: str, count: int | None = None) -> str:
        """The template in other words."""
        found = self.words.get(template, template)
        return found if isinstance(found, str) else found[count != 1]

"""Language: the editions of the interface. Chinese is the source; the others are catalogues of the gettext kind.

A catalogue is ``generator/catalogues/<code>.po``, kept by ``make messages`` (see :mod:`generator.catalogue`). Only
the interface is translated; what stands in the data stays as it was published.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from generator.errors import SettingsError
from generator.sentences import Words, shown

CATALOGUES = Path(__file__).resolve().parent / "catalogues"
SOURCE_CODE = "zh-CN"
_OWN_NAMES = {"zh-CN": "中文", "en": "English"}


@dataclass(frozen=True, eq=False, slots=True)
class Language:
    """One language of the interface.

    ``code`` is that of BCP 47, ``folder`` where its pages stand below the root of the site (empty for the source).
    ``messages`` has, for each Chinese template, one form, or one for «one» and one for «several».
    ``script_messages`` are those of them that scripts in the browser say.
    """

    code: str
    folder: str = ""
    messages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    script_messages: frozenset[str] = frozenset()

    @property
    def own_name(self) -> str:
        """How the language calls itself, for the switch between editions."""
        return _OWN_NAMES.get(self.code, self.code)

    def translate(self, template: str, count: int | None = None) -> str:
        """The template in this language; the template itself where the catalogue has no translation."""
        forms = self.messages.get(template)
        if not forms:
            return template
        return forms[0] if count == 1 else forms[-1]

    def say(self, words: Words) -> str:
        """Words in this language. Text that is no sentence is text of the data and stays."""
        return shown(words, self)


CHINESE = Language(SOURCE_CODE)


def known_languages() -> tuple[str, ...]:
    """Codes of all languages there are, the source first."""
    return (SOURCE_CODE, *sorted(path.stem for path in CATALOGUES.glob("*.po")))


@cache
def load_language(code: str) -> Language:
    """The language of a code.

    Raises:
        SettingsError: there is no catalogue of that language.
    """
    if code == SOURCE_CODE:
        return CHINESE
    path = CATALOGUES / f"{code}.po"
    if code not in known_languages():
        raise SettingsError(f"there is no language {code!r}; known are {', '.join(known_languages())}")
    from babel.messages.pofile import read_po  # only an edition in another language needs it

    with path.open("rb") as handle:
        catalogue = read_po(handle)
    translated = [row for row in catalogue if row.id and not row.fuzzy and all(_forms(row.string))]
    return Language(
        code,
        f"{code}/",
        {_source(row.id): _forms(row.string) for row in translated},
        frozenset(_source(row.id) for row in translated if any(name.endswith(".js") for name, _ in row.locations)),
    )


def _source(identifier: str | tuple[str, ...] | list[str]) -> str:
    return identifier if isinstance(identifier, str) else identifier[0]


def _forms(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    if not string:
        return ("",)
    return (string,) if isinstance(string, str) else tuple(string)

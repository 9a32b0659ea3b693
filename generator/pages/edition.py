"""Edition: the site in one language, and who publishes it: what every page shows besides its own content."""

from dataclasses import dataclass

from generator.language import Language
from generator.pages import addresses
from generator.publisher import Publisher
from generator.sentences import Words, sentence

_NAME = sentence("公开")


@dataclass(frozen=True, slots=True)
class Edition:
    """One language's edition.

    ``languages`` are all editions that are built, the source first; ``site_url`` is empty where the public address is
    not known, and then nothing that needs it is shown.
    """

    language: Language
    languages: tuple[Language, ...]
    publisher: Publisher
    site_name: str = ""
    site_url: str = ""

    def say(self, words: Words) -> str:
        """Words in the language of the edition."""
        return self.language.say(words)

    @property
    def name(self) -> str:
        """Name of the site; the one that nobody has chosen is a word of the interface and translated."""
        return self.say(_NAME) if self.site_name in {"", str(_NAME)} else self.site_name

    def public_address(self, address: str) -> str:
        """Full address of a page of this edition; empty where the site's address is not known."""
        return f"{self.site_url}{self.language.folder}{address}" if self.site_url else ""

    def file_link(self, address: str, target: str) -> str:
        """Link from a page of this edition to a file, of which there is only one for all editions."""
        return addresses.relative(f"{self.language.folder}{address}", target)

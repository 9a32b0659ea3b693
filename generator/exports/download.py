"""What an export gets and what it gives."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from generator.artifacts import csv_text, digest
from generator.issues import Issue
from generator.model import NO_LICENCE
from generator.read import RawPackage
from generator.schemas import TableSchema
from generator.sentences import Sentence, restored_words, sentence, stored_words
from generator.vocabulary import Vocabulary

NOT_DECLARED = sentence("未声明许可")


@dataclass(frozen=True)
class ExportJob:
    """One locality's tables as text, the schemas, and the issues that are published with them.

    ``homepage`` is the full address of the page about it; empty where the site's address is not known. ``vocabulary``
    has the Chinese words of the codes, None for all localities together.
    """

    raw: RawPackage
    schemas: dict[str, TableSchema]
    issues: Sequence[Issue]
    homepage: str = ""
    vocabulary: Vocabulary | None = None

    @cached_property
    def csv(self) -> dict[str, bytes]:
        """Each table as it is published, by name, made once for all formats that have it in them: blank rows, which
        ``read`` skips, are no part of it.
        """
        return {name: csv_text(table.header, table.rows).encode() for name, table in self.raw.tables.items()}

    @property
    def licence_words(self) -> str:
        """The licences as the descriptor states them, in words; that none is declared is said too."""
        stated = [row for row in self.raw.descriptor["licenses"] if row.get("name") != NO_LICENCE]
        words = [" ".join(filter(None, (row.get("title") or row.get("name"), row.get("path")))) for row in stated]
        if len(stated) < len(self.raw.descriptor["licenses"]):
            words.append(str(NOT_DECLARED))
        return "；".join(words)


@dataclass(frozen=True, slots=True)
class Listing:
    """A file as the download page lists it: name, format, title, bytes, checksum, rows where it has any, the table
    where it holds just one, and the media type.
    """

    name: str
    format: str
    title: Sentence
    size: int
    sha256: str
    rows: int | None = None
    table: str = ""
    media_type: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Plain dictionary for JSON, its title still to be translated."""
        return {item.name: getattr(self, item.name) for item in fields(self)} | {"title": stored_words(self.title)}

    @staticmethod
    def from_dict(raw: dict[str, Any]) -> "Listing":
        """The listing that :meth:`as_dict` was made of."""
        return Listing(**{**raw, "title": restored_words(raw["title"])})


@dataclass(frozen=True, slots=True)
class Download:
    """One file of the download page: its name under ``data/``, content, format, title, rows where it has any, and the
    table where it holds just one.
    """

    name: str
    content: bytes
    format: str
    title: Sentence
    media_type: str
    rows: int | None = None
    table: str = ""

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.content)

    @property
    def sha256(self) -> str:
        """Checksum."""
        return digest(self.content)

    @property
    def listing(self) -> Listing:
        """The file without its content."""
        return Listing(
            self.name, self.format, self.title, self.size, self.sha256, self.rows, self.table, self.media_type
        )

"""What an export gets and what it gives."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.artifacts import digest
from generator.issues import Issue
from generator.read import RawPackage
from generator.schemas import TableSchema
from generator.sentences import Sentence


@dataclass(frozen=True, slots=True)
class ExportJob:
    """One locality's tables as text, the schemas, and the issues that are published with them."""

    raw: RawPackage
    schemas: dict[str, TableSchema]
    issues: Sequence[Issue]


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

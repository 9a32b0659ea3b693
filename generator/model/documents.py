"""Documents and the bodies that answer for work.

Text that is not there is an empty string; a date, number or count that is not there is None.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Document:
    """A published paper: plan, report, evidence or statistics. Every value names the document it stands in.

    One row of ``documents``; the fields are those of ``schemas/documents.json``.
    """

    document_id: str
    kind: str
    title: str
    is_title_printed: bool
    provenance: str
    doc_number: str = ""
    index_number: str = ""
    publisher: str = ""
    signed_date: date | None = None
    issued_date: date | None = None
    published_date: date | None = None
    date_basis: str = ""
    url: str = ""
    seed_id: str = ""
    open_scope: str = ""
    open_mode: str = ""
    category: str = ""
    terms: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A body that answers for work. Departments are units of their locality; townships have packages of their own.

    One row of ``units``; the fields are those of ``schemas/units.json``.
    """

    unit_id: str
    name: str
    kind: str
    is_collective: bool
    short_name: str = ""
    predecessor_id: str = ""
    contact: str = ""
    founded_date: date | None = None
    dissolved_date: date | None = None

    @property
    def label(self) -> str:
        """Short name where there is one."""
        return self.short_name or self.name

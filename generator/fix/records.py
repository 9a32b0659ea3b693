"""Records of fixing a file: where a repair was made or is proposed, the cells of a file, and what came of it."""

from dataclasses import dataclass, field, replace
from functools import reduce

from generator.issues import ERROR, Issue
from generator.sentences import Sentence, Words, sentence
from generator.sheets import SheetCell

# What is done to whole files, rows and columns, and to cells by what the schemas and the workbook know of them; those
# of the text of a cell alone are ``generator.repairs.KINDS``. Code → whether it may be done without asking.
FILE_KINDS: dict[str, bool] = {
    "workbook": True,
    "encoding": True,
    "encoding-mark": True,
    "line-ends": True,
    "separator": True,
    "title-rows": True,
    "repeated-header": True,
    "blank-rows": True,
    "blank-columns": True,
    "column-name": True,
    "code-label": True,
    "code-form": True,
    "list-form": True,
    "formula-value": True,
    "percent-cell": False,
    "shown-otherwise": False,
    "merged-cell": False,
    "note-row": False,
}
# What a CSV file no longer shows: 0.92 is not seen to have been 92 %. Nothing is written before these are decided.
ONLY_IN_WORKBOOKS = frozenset({"percent-cell", "shown-otherwise", "merged-cell"})


@dataclass(frozen=True, slots=True)
class PlacedRepair:
    """One repair or proposal and where it belongs.

    ``row`` counts as the spreadsheet program does, before anything was taken away; None where it concerns the whole
    file; with ``last_row`` it is the first of several. ``after`` is None where nobody can say what is right.
    """

    code: str
    is_safe: bool
    row: int | None = None
    column: str = ""
    label: str = ""
    letter: str = ""
    before: str = ""
    after: str | None = None
    last_row: int | None = None

    @property
    def where(self) -> Words:
        """Place in plain words: row, column title and letter."""
        parts: list[Words] = []
        if self.last_row is not None:
            parts.append(sentence("第 {first} 至 {last} 行", first=f"{self.row}", last=f"{self.last_row}"))
        elif self.row is not None:
            parts.append(sentence("第 {row} 行", row=f"{self.row}"))
        if self.column or self.label:
            parts.append(self._column_words())
        elif self.letter:
            parts.append(sentence("{letter} 列", letter=self.letter))
        return reduce(_beside, parts) if parts else ""

    def _column_words(self) -> Sentence:
        name = sentence("{label} {column}", label=Sentence(self.label), column=self.column)
        return sentence("「{name}」列（{letter}）", name=name, letter=self.letter)

    def as_dict(self) -> dict[str, str | int | bool | None]:
        """Plain dictionary for JSON; texts as they are."""
        return {
            "code": self.code,
            "is_safe": self.is_safe,
            "row": self.row,
            "last_row": self.last_row,
            "column": self.column,
            "label": self.label,
            "letter": self.letter,
            "before": self.before,
            "after": self.after,
        }


def _beside(first: Words, second: Words) -> Words:
    """Two parts of a place as one."""
    return sentence("{first} · {second}", first=first, second=second)


@dataclass(frozen=True)
class Grid:
    """The cells of a file or sheet as texts. ``numbers`` are the rows as the spreadsheet program counts them.

    ``special`` has, by (place of the row, place of the column), what a workbook keeps otherwise than as text;
    ``merged`` are joined ranges in the same counting. ``sheet`` is the name of the sheet, empty for a text file.
    """

    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    special: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    sheet: str = ""


@dataclass(frozen=True)
class Fixed:
    """What came of one file, or of one sheet of a workbook.

    ``header`` and ``rows`` are the table after the repairs, ``content`` its canonical bytes: those of the file itself
    where nothing was repaired, None where the file was refused. ``repairs`` were done, ``proposals`` are for a person
    to decide, ``issues`` say why it was refused. ``source_rows`` is how many rows with anything in them there were.
    ``is_only_sheet`` is False for one of several sheets with content, hidden ones included.
    """

    file: str
    table: str = ""
    title: str = ""
    sheet: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    repairs: tuple[PlacedRepair, ...] = ()
    proposals: tuple[PlacedRepair, ...] = ()
    issues: tuple[Issue, ...] = ()
    content: bytes | None = None
    source_rows: int = 0
    is_only_sheet: bool = True

    @property
    def is_refused(self) -> bool:
        """True when nothing may be written: something in it can only be mended by hand first."""
        return self.content is None

    @property
    def is_clean(self) -> bool:
        """True when there is nothing to do."""
        return not self.repairs and not self.proposals and not self.issues

    def refused(self, issues: tuple[Issue, ...]) -> "Fixed":
        """The same with further issues; one of severity error keeps it from being written."""
        content = None if any(issue.severity == ERROR for issue in issues) else self.content
        return replace(self, issues=self.issues + issues, content=content)

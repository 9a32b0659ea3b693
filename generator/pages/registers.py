"""The public lists of a locality: which ones its level keeps, where they stand, how fresh they are.

Nothing is scored: a list that was not found says when and where it was looked for, and one that nobody looked for says
so. Which lists there are is the codelist ``register-kinds``, never code.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from generator.errors import SchemaError
from generator.model import Document, Package, Register, Unit
from generator.pages import addresses
from generator.pages.frame import framed_page
from generator.pages.government import CATALOGUE_COLUMN
from generator.pages.page import Page
from generator.pages.views import TaskRow, Views
from generator.periods import ONE_DAY
from generator.sentences import Words, sentence
from generator.vocabulary import Term, Vocabulary

# Months of the codelist «intervals»; a term of office has no fixed length.
_MONTHS = {"P1M": 1, "P3M": 3, "P6M": 6, "P1Y": 12, "P2Y": 24, "P5Y": 60}
FOUND, NOT_FOUND, NOT_RECORDED = "found", "not_found", "not_recorded"
_NEVER_LOOKED_FOR = sentence("本站没有收录，也没有查找记录。")


@dataclass(frozen=True, slots=True)
class RegisterKind:
    """A kind of public list.

    ``levels`` are the levels of government that keep one; none where only single plans ask for it. ``legal_basis`` is
    empty where it was not confirmed, ``renewal`` (a code of ``intervals``) where the basis does not say how often.
    """

    code: str
    label: str
    levels: tuple[str, ...]
    legal_basis: str
    renewal: str
    description: str


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A public list on a page: a row of the table, or (``register`` is None) a kind that nobody has entered.

    ``state`` is one of FOUND, NOT_FOUND and NOT_RECORDED, and ``words`` says the last two; ``freshness`` is empty
    where nobody says how often the list must be renewed, or the day of its last update is not known.
    """

    name: str
    kind: RegisterKind | None
    register: Register | None
    state: str
    words: Words
    freshness: Words
    document: Document | None
    unit: Unit | None
    task: TaskRow | None

    @property
    def basis(self) -> Words:
        """What demands the list; empty where it is a plan's task alone."""
        if self.kind and self.kind.legal_basis:
            return self.kind.legal_basis
        is_of_a_plan = self.task is not None and not (self.kind and self.kind.levels)
        return "" if is_of_a_plan else sentence("依据未核实")


def register_kinds(vocabulary: Vocabulary) -> dict[str, RegisterKind]:
    """All kinds by code, in the order of the codelist and in the language of the vocabulary.

    Raises:
        SchemaError: a row of the codelist cannot be read.
    """
    return {code: _parsed(term) for code, term in vocabulary.lists["register-kinds"].items()}


@cache
def _parsed(term: Term) -> RegisterKind:
    try:
        kind = RegisterKind(
            code=term.code,
            label=term.label,
            levels=tuple(term["levels"].split()),
            legal_basis=term["legal_basis"],
            renewal=term["renewal"],
            description=term["description"],
        )
    except KeyError as error:
        raise SchemaError(f"register-kinds.csv: row {term.code!r} cannot be read ({error!r})") from error
    if kind.renewal not in {"", "term", *_MONTHS}:
        raise SchemaError(f"register-kinds.csv: row {term.code!r} has the unknown interval {kind.renewal!r}")
    return kind


def last_fresh_day(updated: date, renewal: str) -> date | None:
    """Last day on which a list updated on a day is no older than its interval; None where the interval has no length.

    The same day of the month in which the interval ends, or that month's last day: 29 February 2024 and a year give
    28 February 2025.
    """
    if renewal not in _MONTHS:
        return None
    months = updated.year * 12 + updated.month - 1 + _MONTHS[renewal]
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(updated.day, monthrange(year, month)[1]))


def register_turning_days(package: Package, vocabulary: Vocabulary) -> tuple[date, ...]:
    """The days on which a list becomes older than its interval, though the data does not change."""
    days = (_fresh_until(row, register_kinds(vocabulary).get(row.kind)) for row in package.registers)
    return tuple(day + ONE_DAY for day in days if day)


def _fresh_until(register: Register, kind: RegisterKind | None) -> date | None:
    return last_fresh_day(register.updated_date, kind.renewal) if register.updated_date and kind else None


def register_rows(views: Views) -> list[RegisterRow]:
    """The lists that the locality's level keeps, in the order of the codelist, then all others that were entered."""
    entered = views.package.registers
    kinds = register_kinds(views.vocabulary)
    level = views.package.locality.level
    rows: list[RegisterRow] = []
    for kind in kinds.values():
        own = rows_of([row for row in entered if row.kind == kind.code], views)
        if not own and level in kind.levels:
            own = [RegisterRow(kind.label, kind, None, NOT_RECORDED, _NEVER_LOOKED_FOR, "", None, None, None)]
        rows += own
    return [*rows, *rows_of([row for row in entered if row.kind not in kinds], views)]


def rows_of(registers: Sequence[Register], views: Views) -> list[RegisterRow]:
    """Some lists of the table, in its order."""
    return list(_rows(registers, views))


def _rows(registers: Sequence[Register], views: Views) -> Iterator[RegisterRow]:
    package = views.package
    kinds = register_kinds(views.vocabulary)
    for register in registers:
        kind = kinds.get(register.kind)
        state, words = _state(register)
        yield RegisterRow(
            name=kind.label if kind else register.title,
            kind=kind,
            register=register,
            state=state,
            words=words,
            freshness=_freshness(register, kind, views),
            document=package.document.get(register.document_id),
            unit=package.unit.get(register.unit_id),
            task=views.task_rows.get(register.task_id),
        )


def _state(register: Register) -> tuple[str, Words]:
    if register.is_found:
        return FOUND, ""
    if register.searched_date:
        where = register.searched_where or sentence("公开渠道")
        return NOT_FOUND, sentence(
            "{day}查找过{where}，没有找到；这不等于没有公布。", day=register.searched_date, where=where
        )
    return NOT_RECORDED, sentence("本站没有收录它的网址，也没有查找记录；这不等于没有公布。")


def _freshness(register: Register, kind: RegisterKind | None, views: Views) -> Words:
    last_day = _fresh_until(register, kind)
    if kind is None or last_day is None:
        return ""
    values = {"interval": views.label("intervals", kind.renewal), "day": last_day}
    if views.assessments.as_of > last_day:
        return sentence("按规定{interval}更新一次，最迟应在{day}更新；那次更新本站没有收录。", **values)
    return sentence("按规定{interval}更新一次，下一次最迟在{day}。", **values)


def registers_page(views: Views) -> Page:
    """All public lists of a locality; the search knows the page where at least one was entered."""
    place = views.package.locality
    rows = register_rows(views)
    return framed_page(
        views,
        "registers.md",
        addresses.registers(views.locality_id),
        sentence("{place}的公开清单", place=place.name),
        sentence("{place}通常要公开哪些清单，在哪里，什么时候更新，由谁负责。", place=place.name),
        {"rows": rows},
        kind="register" if views.package.registers else "",
        crumbs=views.crumbs((sentence("公开清单"), "")),
        column=CATALOGUE_COLUMN,
    )

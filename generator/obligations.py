"""Obligations: who must publish which yearly report by which day, on what legal basis and with which contents.

The rules are rows of ``schemas/codelists/obligations.csv``, never code. A changed rule is a new row that is valid from
its own day; the row that it replaces keeps its place and is given a last day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from generator.errors import SchemaError
from generator.model import Locality, Unit
from generator.periods import ONE_DAY
from generator.vocabulary import Term, Vocabulary

_FLAGS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Obligation:
    """A rule by which bodies publish a report on each year.

    ``due`` is month and day, in the year after the one reported on, *before* which it must be public: «before 1 April»
    makes 31 March the last good day; None where the day was not confirmed. ``binds_government`` tells of a locality's
    own government, ``unit_kinds`` of the bodies within it. ``contents`` must stand in every report, ``contents_if_any``
    only where there is something to say. Nobody outside sees whether a rule that is not ``is_public`` was followed, so
    it is explained and never judged. Both ends of its validity count as valid.
    """

    code: str
    title: str
    report_kind: str
    levels: tuple[str, ...]
    binds_government: bool
    unit_kinds: tuple[str, ...]
    due: tuple[int, int] | None
    legal_basis: str
    article: str
    channel: str
    contents: tuple[str, ...]
    contents_if_any: tuple[str, ...]
    valid_from: date
    valid_until: date | None
    is_public: bool
    description: str

    @property
    def all_contents(self) -> tuple[str, ...]:
        """What the rule names, in its order."""
        return (*self.contents, *self.contents_if_any)

    def last_day(self, year: int) -> date | None:
        """Last day on which the report about ``year`` is in time; None where the rule's day is not confirmed."""
        return date(year + 1, *self.due) - ONE_DAY if self.due else None

    def is_in_force(self, year: int) -> bool:
        """Whether it held on the last good day of the report about ``year``; without such a day, at the year's end."""
        day = self.last_day(year) or date(year, 12, 31)
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def names(self, place: Locality, unit: Unit | None) -> bool:
        """Whether its text plainly names this level and kind of body; ``unit`` is None for the government itself."""
        if place.level not in self.levels:
            return False
        return self.binds_government if unit is None else unit.kind in self.unit_kinds


def public_obligations(vocabulary: Vocabulary) -> tuple[Obligation, ...]:
    """The rules whose following can be seen from outside, in the order of the codelist.

    Raises:
        SchemaError: a row of the codelist cannot be read.
    """
    return tuple(rule for rule in all_obligations(vocabulary) if rule.is_public)


def all_obligations(vocabulary: Vocabulary) -> tuple[Obligation, ...]:
    """Every rule in the order of the codelist, in the language of the vocabulary.

    Raises:
        SchemaError: a row of the codelist cannot be read.
    """
    return tuple(_parsed(term) for term in vocabulary.lists["obligations"].values())


def obligation_for(report_kind: str, year: int, obligations: Iterable[Obligation]) -> Obligation | None:
    """The rule for reports of a kind about ``year``: the first that held on its own last good day.

    Where a new rule moves the day within one spring, both may have held on theirs; then the older had run out first,
    and it counts. Where none held, the nearest one stands for the kind, so that its day can be named: the first of
    those that came later, else the last. None where no rule is known for the kind.
    """
    rules = sorted((rule for rule in obligations if rule.report_kind == report_kind), key=lambda rule: rule.valid_from)
    held = [rule for rule in rules if rule.is_in_force(year)]
    later = [rule for rule in rules if rule.valid_from > date(year, 12, 31)]
    return next(iter([*held, *later, *reversed(rules)]), None)


@cache
def _parsed(term: Term) -> Obligation:
    try:
        due = (int(term["due_month"]), int(term["due_day"])) if term["due_month"] else None
        if due:
            date(2023, *due)
        return Obligation(
            code=term.code,
            title=term.label,
            report_kind=term["report_kind"],
            levels=tuple(term["levels"].split()),
            binds_government=_FLAGS[term["binds_government"]],
            unit_kinds=tuple(term["unit_kinds"].split()),
            due=due,
            legal_basis=term["legal_basis"],
            article=term["article"],
            channel=term["channel"],
            contents=tuple(term["contents"].split()),
            contents_if_any=tuple(term["contents_if_any"].split()),
            valid_from=date.fromisoformat(term["valid_from"]),
            valid_until=date.fromisoformat(term["valid_until"]) if term["valid_until"] else None,
            is_public=_FLAGS[term["is_public"]],
            description=term["description"],
        )
    except (KeyError, ValueError) as error:
        raise SchemaError(f"obligations.csv: row {term.code!r} cannot be read ({error!r})") from error

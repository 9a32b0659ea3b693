"""Compare: one common indicator of localities side by side: of the same level, in the same unit, for the same period.

Nothing is ranked, averaged or filled in. Rows stand in the order of the codes of localities, whatever their values are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.commons import CommonSeries, CommonValue
from generator.model import Locality, grouped
from generator.periods import Period, parse_period
from generator.sentences import Sentence, published, sentence
from generator.summaries import LocalitySummary
from generator.vocabulary import Vocabulary

# From so many localities on, values can stand side by side.
_SEVERAL = 2
# What one locality publishes for one period: nothing, a value, or several that contradict each other.
Cell = tuple[CommonValue, ...]
Member = tuple[Locality, CommonSeries]


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator of one locality: a cell for each column of the table, the other periods, and the newest value.

    ``others`` stand newest first.
    """

    locality: Locality
    series: CommonSeries
    cells: tuple[Cell, ...]
    others: Cell
    latest: Cell


@dataclass(frozen=True, slots=True)
class Table:
    """Localities of one level in one unit of measure.

    A column is a whole year, newest first, or after them another period for which at least two localities have a
    value; what is for any other period stands in the rows' ``others``. ``drawn`` is the column that a picture shows:
    the year for which most localities have a value, of several the newest; None where none has two.
    """

    unit_of_measure: str
    columns: tuple[Period, ...]
    rows: tuple[Row, ...]
    drawn: int | None

    @property
    def has_others(self) -> bool:
        """True when some value is for a period without a column."""
        return any(row.others for row in self.rows)


@dataclass(frozen=True, slots=True)
class Wording:
    """What exactly some of the localities count, as far as their documents say."""

    definition: str
    numerator_name: str
    denominator_name: str
    scope: str
    localities: tuple[Locality, ...]


@dataclass(frozen=True, slots=True)
class LevelComparison:
    """The localities of one level: their tables, what they count, and those that do not have the indicator."""

    level: str
    tables: tuple[Table, ...]
    wordings: tuple[Wording, ...]
    without: tuple[Locality, ...]

    @property
    def with_values(self) -> int:
        """How many localities have a value."""
        return len({row.locality.locality_id for table in self.tables for row in table.rows if row.series.values})

    @property
    def localities(self) -> int:
        """How many localities have the indicator."""
        return len({row.locality.locality_id for table in self.tables for row in table.rows})

    @property
    def has_several(self) -> bool:
        """True when two localities have values in one unit of measure, be it for different periods."""
        return any(
            len({row.locality.locality_id for row in table.rows if row.series.values}) >= _SEVERAL
            for table in self.tables
        )

    @property
    def is_comparable(self) -> bool:
        """True when two localities have values in one unit of measure for the same period."""
        return any(table.drawn is not None for table in self.tables)

    @property
    def has_several_scopes(self) -> bool:
        """True when some values are about the locality's own bodies only and others about all levels in it."""
        return len({row.scope for row in self.wordings}) > 1

    @property
    def has_several_definitions(self) -> bool:
        """True when the localities say in different words what they count."""
        return len({(row.definition, row.numerator_name, row.denominator_name) for row in self.wordings}) > 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """One common indicator, level by level; only levels that have it. ``label`` is in the language of the codelist."""

    common_id: str
    label: str
    levels: tuple[LevelComparison, ...]

    @property
    def locality_count(self) -> int:
        """How many localities of all levels have a value."""
        return sum(level.with_values for level in self.levels)

    @property
    def has_several(self) -> bool:
        """True when two localities of one level have values in one unit of measure, be it for different periods."""
        return any(level.has_several for level in self.levels)

    @property
    def is_comparable(self) -> bool:
        """True when two localities of one level have values in one unit of measure for the same period."""
        return any(level.is_comparable for level in self.levels)

    @property
    def latest_year(self) -> int | None:
        """Year in which the newest period of all ends; None where there is no value."""
        rows = (row for level in self.levels for table in level.tables for row in table.rows)
        return max((period_of(value).end.year for row in rows for value in row.latest), default=None)


def compare(summaries: Iterable[LocalitySummary], vocabulary: Vocabulary) -> tuple[Comparison, ...]:
    """A comparison of each common indicator that some locality has, in the order of the codelist.

    Levels stand in the order of theirs, localities in the order of their codes.
    """
    ordered = sorted(summaries, key=lambda row: (row.locality.code, row.locality.locality_id))
    members = grouped(
        ((summary.locality, series) for summary in ordered for series in summary.commons), lambda row: row[1].common_id
    )
    known = tuple(vocabulary.lists["common-indicators"])
    names = [name for name in known if name in members] + sorted(set(members) - set(known))
    localities = grouped((summary.locality for summary in ordered), lambda row: row.level)
    return tuple(_comparison(name, members[name], localities, vocabulary) for name in names)


def _comparison(
    common_id: str,
    members: Sequence[Member],
    localities: dict[str, tuple[Locality, ...]],
    vocabulary: Vocabulary,
) -> Comparison:
    by_level = grouped(members, lambda row: row[0].level)
    order = [code for code in vocabulary.lists["locality-levels"] if code in by_level]
    term = vocabulary.lists["common-indicators"].get(common_id)
    usual = term["unit_of_measure"] if term else ""
    return Comparison(
        common_id,
        vocabulary.label("common-indicators", common_id),
        tuple(_level(code, by_level[code], localities[code], usual) for code in order),
    )


def _level(code: str, members: Sequence[Member], localities: Sequence[Locality], usual: str) -> LevelComparison:
    by_unit = grouped(members, lambda row: row[1].unit_of_measure)
    units = sorted(by_unit, key=lambda unit: (unit != usual, unit))
    present = {place.locality_id for place, _ in members}
    return LevelComparison(
        level=code,
        tables=tuple(_table(unit, by_unit[unit]) for unit in units),
        wordings=_wordings(members),
        without=tuple(place for place in localities if place.locality_id not in present),
    )


def _table(unit: str, members: Sequence[Member]) -> Table:
    columns = _columns(members)
    rows = tuple(
        _row(place, series, columns)
        for place, series in sorted(members, key=lambda row: (row[0].code, row[0].locality_id, row[1].indicator_id))
    )
    return Table(unit, columns, rows, _drawn(columns, rows))


def _row(place: Locality, series: CommonSeries, columns: Sequence[Period]) -> Row:
    cells = grouped(series.values, lambda value: _stretch(period_of(value)))
    shown = {_stretch(column) for column in columns}
    others = (value for stretch, cell in cells.items() if stretch not in shown for value in cell)
    newest = max(cells, key=_newness, default=None)
    return Row(
        locality=place,
        series=series,
        cells=tuple(cells.get(_stretch(column), ()) for column in columns),
        others=tuple(sorted(others, key=period_of, reverse=True)),
        latest=cells[newest] if newest else (),
    )


def _newness(stretch: tuple[date | None, date]) -> tuple[date, bool, int]:
    """By the last day; of several that end together the whole year, then the longest is the newest."""
    start, end = stretch
    return end, _is_year(stretch), -(start or date.min).toordinal()


def _columns(members: Sequence[Member]) -> tuple[Period, ...]:
    """Whole years, then other periods that several localities share; each kind newest first."""
    found = [(place.locality_id, period_of(value)) for place, series in members for value in series.values]
    holders = grouped(found, lambda row: _stretch(row[1]))
    # Of several ways to write a stretch of time the shortest names the column: «2023» before «2023-01/2023-12».
    columns = [
        min((period for _, period in rows), key=lambda period: (len(str(period.label)), period.text))
        for stretch, rows in holders.items()
        if _is_year(stretch) or len({place for place, _ in rows}) >= _SEVERAL
    ]
    newest_first = sorted(columns, reverse=True)
    return tuple(sorted(newest_first, key=lambda period: not _is_year(_stretch(period))))


def _drawn(columns: Sequence[Period], rows: Sequence[Row]) -> int | None:
    """The column of the picture: a year if there is one that several localities share, else another period."""
    counts = [
        len({row.locality.locality_id for row in rows if number_of(row.cells[place]) is not None})
        for place in range(len(columns))
    ]
    years = [place for place, column in enumerate(columns) if _is_year(_stretch(column))]
    for places in (years, range(len(columns))):
        fullest = max(places, key=lambda place: counts[place], default=None)
        if fullest is not None and counts[fullest] >= _SEVERAL:
            return fullest
    return None


def _wordings(members: Sequence[Member]) -> tuple[Wording, ...]:
    """What the localities that have values count; in the order in which the first of each stands."""
    said = grouped(
        (
            (place, (series.definition, series.numerator_name, series.denominator_name, scope))
            for place, series in members
            for scope in sorted({value.scope for value in series.values})
        ),
        lambda row: row[1],
    )
    return tuple(
        Wording(*words, localities=tuple({place.locality_id: place for place, _ in rows}.values()))
        for words, rows in said.items()
    )


def number_of(cell: Cell) -> Decimal | None:
    """The one number that a picture can show; None where there is none, or several contradict each other."""
    return Decimal(cell[0].value) if len(cell) == 1 and cell[0].value is not None else None


def period_of(value: CommonValue) -> Period:
    """The period of a value, cut at the day up to which it counts."""
    period = parse_period(value.period)
    return period.cut_at(date.fromisoformat(value.counted_to)) if value.counted_to else period


def value_label(value: CommonValue, unit: str) -> Sentence:
    """A value in words: how exact it is and its unit of measure; where it is hidden, that it is."""
    if value.value is None and not value.is_masked:
        return sentence("未写明")
    return published(None if value.value is None else Decimal(value.value), unit, value.precision, value.printed)


def _stretch(period: Period) -> tuple[date | None, date]:
    return period.start, period.end


def _is_year(stretch: tuple[date | None, date]) -> bool:
    start, end = stretch
    return start == date(end.year, 1, 1) and (end.month, end.day) == (12, 31)

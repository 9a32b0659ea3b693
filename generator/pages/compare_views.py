"""What the tables and pictures of comparisons show, in words, worked out from what :mod:`generator.compare` found."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator.commons import CommonValue
from generator.compare import LevelComparison, Row, Table, number_of, period_of, value_label
from generator.model import Locality
from generator.pages import addresses
from generator.pages.labels import large_label
from generator.sentences import Sentence, Words, clauses, sentence
from generator.vocabulary import Vocabulary

# More bars than this are no picture any more.
MOST_BARS = 60
_WHY_LEFT_OUT = {
    "body": sentence("只收录了下属单位或其他地方的数据"),
    "sample": sentence("只收录了抽样或部分的数据"),
    "part": sentence("只收录了其中一部分的数据"),
    "period": sentence("收录的数据没有写明时期"),
}


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value in a cell: in words, with what must be known of it, and the number of its note (0: none)."""

    words: Sentence
    large: Words
    address: str
    period: Sentence
    tags: tuple[Words, ...]
    note: int


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A locality in a table; ``name`` is that of its indicator where not all have the same, ``why`` says why there is
    no value.
    """

    locality: Locality
    address: str
    name: str
    latest: tuple[ShownValue, ...]
    cells: tuple[tuple[ShownValue, ...], ...]
    others: tuple[ShownValue, ...]
    why: Words


@dataclass(frozen=True, slots=True)
class ShownNote:
    """What the data says of a value."""

    number: int
    locality: str
    period: Sentence
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A locality in the picture; ``length`` is in per cent of the longest that fits."""

    locality: Locality
    length: str
    value: ShownValue


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table of one level and unit with its notes.

    ``drawn`` is the period that most localities share, ``shared`` how many; the bars are its picture. There are none
    where no two localities share a period.
    """

    unit: Sentence
    columns: tuple[Sentence, ...]
    rows: tuple[ShownRow, ...]
    has_others: bool
    notes: tuple[ShownNote, ...]
    drawn: Words
    shared: int
    bars: tuple[Bar, ...]


class TableViews:
    """The words of one table."""

    def __init__(self, table: Table, level: LevelComparison, vocabulary: Vocabulary) -> None:
        self._table = table
        self._level = level
        self._vocabulary = vocabulary
        self._has_names = len({row.series.name for row in table.rows}) > 1
        noted = ((row, value) for row in table.rows for value in reversed(row.series.values) if value.note)
        self._notes = {_key(row, value): (place, row, value) for place, (row, value) in enumerate(noted, 1)}

    def shown(self) -> ShownTable:
        """The table as templates show it."""
        table = self._table
        return ShownTable(
            unit=Sentence(table.unit_of_measure),
            columns=tuple(column.label for column in table.columns),
            rows=tuple(self._row(row) for row in table.rows),
            has_others=table.has_others,
            notes=tuple(
                ShownNote(number, row.locality.name, period_of(value).label, value.note)
                for number, row, value in self._notes.values()
            ),
            drawn="" if table.drawn is None else table.columns[table.drawn].label,
            shared=len({row.locality.locality_id for row, _ in self._numbers()}),
            bars=self._bars(),
        )

    def _row(self, row: Row) -> ShownRow:
        series = row.series
        return ShownRow(
            locality=row.locality,
            address=addresses.indicator(row.locality.locality_id, series.indicator_id),
            name=series.name if self._has_names else "",
            latest=self._values(row, row.latest),
            cells=tuple(self._values(row, cell) for cell in row.cells),
            others=self._values(row, row.others),
            why="" if series.values else clauses(_WHY_LEFT_OUT[code] for code in series.left_out),
        )

    def _values(self, row: Row, values: Iterable[CommonValue]) -> tuple[ShownValue, ...]:
        return tuple(self._value(row, value) for value in values)

    def _value(self, row: Row, value: CommonValue) -> ShownValue:
        page = addresses.indicator(row.locality.locality_id, row.series.indicator_id)
        return ShownValue(
            words=value_label(value, self._table.unit_of_measure),
            large=large_label(None if value.value is None else Decimal(value.value)),
            address=f"{page}#{value.result_id}",
            period=period_of(value).label,
            tags=tuple(self._tags(value)),
            note=self._notes[_key(row, value)][0] if value.note else 0,
        )

    def _tags(self, value: CommonValue) -> Iterable[Words]:
        """What must be known before a value is held against others."""
        if self._level.has_several_scopes:
            yield self._vocabulary.label("scopes", value.scope)
        if value.is_break:
            yield sentence("口径与前一个数值不同")
        if value.is_contradicted:
            yield sentence("几个来源数值不一致")
        if value.is_revised:
            yield sentence("另有文件数值不同")
        if value.provenance == "unofficial_copy":
            yield self._vocabulary.label("provenances", value.provenance)

    def _numbers(self) -> list[tuple[Row, Decimal]]:
        """What there is for the period drawn, in the order of the table."""
        place = self._table.drawn
        if place is None:
            return []
        return [(row, number) for row in self._table.rows if (number := number_of(row.cells[place])) is not None]

    def _bars(self) -> tuple[Bar, ...]:
        """A bar for each locality with a value for the period drawn, in the order of the table."""
        place, found = self._table.drawn, self._numbers()
        if place is None or len(found) > MOST_BARS or any(number < 0 for _, number in found):
            return ()
        greatest = max(number for _, number in found)
        # A share is drawn as a part of the whole.
        longest = Decimal(100) if self._table.unit_of_measure == "%" and greatest <= 100 else greatest or Decimal(1)
        return tuple(
            Bar(row.locality, f"{100 * number / longest:.1f}", self._values(row, row.cells[place])[0])
            for row, number in found
        )


def _key(row: Row, value: CommonValue) -> tuple[str, str, str]:
    return row.locality.locality_id, row.series.indicator_id, value.result_id

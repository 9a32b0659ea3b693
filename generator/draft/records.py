"""Records of a draft: a title and a row of blocks, which each format writes in its own way."""

from dataclasses import dataclass
from datetime import date

from generator.charts import Picture
from generator.sentences import Sentence, Words, sentence


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its number as text; level 1 is «一、», level 2 is «（一）»."""

    level: int
    text: Words


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text; a note stands smaller, under a table or a picture."""

    text: Words
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class DraftTable:
    """A table with its caption; ``widths`` are shares of the page, in the order of the columns."""

    caption: Words
    header: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its caption; formats without pictures leave the picture out and keep the words."""

    picture: Picture
    caption: Words


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the data does not know and the writer has to add."""

    words: Words

    @property
    def text(self) -> Sentence:
        """The gap as it stands in the text."""
        return sentence("〔待补充：{words}〕", words=self.words)


Block = Heading | Paragraph | DraftTable | Figure | Gap


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft; ``mark`` and ``notes`` say that it is one and what it is made of. ``day`` is the day it is judged by."""

    title: Words
    mark: Words
    notes: tuple[Words, ...]
    blocks: tuple[Block, ...]
    day: date

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Everything left to the writer, in the order of the text."""
        return tuple(block for block in self.blocks if isinstance(block, Gap))

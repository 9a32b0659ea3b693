"""Columns: how a cell of a package is shown to a clerk, and what is meant by what stands there afterwards.

Codes are shown by their labels, references by id and name, truth values by 是 and 否. What is read back is never
guessed: a text that means nothing, or two things at once, stays as it is and has a fault.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from generator.schemas import Field, TableSchema
from generator.sentences import Sentence, Words, listed, sentence
from generator.vocabulary import Vocabulary

YES, NO = "是", "否"
# What a row is called in a reference; tables that have neither are referred to by the id alone.
_NAME_COLUMNS = ("name", "title")
# Of a long name so much stands in a list.
_LONGEST_NAME = 40
_BETWEEN = re.compile(r"[\s、，,;；]+")
# Among more rows than these a likely meaning is not looked for: it takes seconds for each fault.
_MOST_IDS = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell cannot be read: issue code, sentence and what to do."""

    code: str
    message: Sentence
    advice: Words


@dataclass(frozen=True)
class Directory:
    """The rows that can be referred to: by table, each id with all names it has or had, the newest first."""

    names: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    @staticmethod
    def of(sources: Iterable[tuple[TableSchema, tuple[str, ...], Iterable[tuple[str, ...]]]]) -> "Directory":
        """From the rows of tables (schema, header, rows); a table may come twice, what comes first is newer."""
        names: dict[str, dict[str, tuple[str, ...]]] = {}
        for schema, header, rows in sources:
            if len(schema.primary_key) != 1 or schema.primary_key[0] not in header:
                continue
            place = header.index(schema.primary_key[0])
            named = next((header.index(name) for name in _NAME_COLUMNS if name in header), None)
            known = names.setdefault(schema.name, {})
            for row in rows:
                name = short_name(row[named]) if named is not None else ""
                if row[place]:
                    known[row[place]] = (*known.get(row[place], ()), name)
        return Directory(names)

    def labels(self, table: str) -> list[str]:
        """Every row of a table as a reference shows it."""
        return [self.label(table, row_id) for row_id in self.names.get(table, {})]

    def label(self, table: str, row_id: str) -> str:
        """``sifaju 区司法局``; the id alone where there is no such row or it has no name."""
        return " ".join(filter(None, (row_id, *self.names.get(table, {}).get(row_id, ())[:1])))


def short_name(name: str) -> str:
    """A name on one line, and as long as a list can show."""
    words = " ".join(name.split())
    return words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1] + "…"


@dataclass(frozen=True)
class Column:
    """One column of a table as the workbook has it.

    ``terms`` are the labels of its codes, ``refers_to`` is the table whose ids stand in it, with its title, and
    ``is_own_id`` says that it names the row itself and nothing else.
    """

    field: Field
    terms: Mapping[str, str]
    refers_to: str
    table_title: str
    is_own_id: bool

    @cached_property
    def codes(self) -> dict[str, str]:
        """Code by label."""
        return {label: code for code, label in self.terms.items()}

    @property
    def is_number(self) -> bool:
        """Whether numbers stand in it."""
        return self.field.type in {"number", "integer"}

    def shown(self, text: str, directory: Directory) -> str:
        """A cell as clerks see it; as it is where it could not be read back from that."""
        shown = text
        if self.field.separator:
            shown = self.field.separator.join(self.terms.get(part, part) for part in text.split(self.field.separator))
        elif self.terms:
            shown = self.terms.get(text, text)
        elif self.refers_to:
            shown = directory.label(self.refers_to, text)
        return shown if shown == text or self.kept(shown, directory) == (text, None) else text

    def kept(self, text: str, directory: Directory) -> tuple[str, Fault | None]:
        """What a package keeps for what stands in a cell, and what is wrong with it.

        A reference into a table that the directory does not know stays as it is: nobody can say what it means.
        """
        wanted = text.strip()
        if not wanted or not (self.terms or self.refers_to):
            return text, None
        if self.refers_to and self.refers_to not in directory.names:
            return text, None
        if self.refers_to:
            row_id, fault = self._referred(wanted, directory)
            return row_id or text, fault
        if self.field.separator:
            parts = [self._code(part) for part in _BETWEEN.split(wanted) if part]
            if None not in parts:
                return self.field.separator.join(filter(None, parts)), None
            return text, Fault("masked-unknown", self._not_listed(wanted), self._advice())
        code = self._code(wanted)
        if code is not None:
            return code, None
        return text, Fault(
            "type-wrong" if self.field.type == "boolean" else "value-not-allowed",
            self._not_listed(wanted),
            self._advice(),
        )

    def _code(self, text: str) -> str | None:
        if self.field.type == "boolean":
            text = text.lower()
        return text if text in self.terms else self.codes.get(text)

    def _not_listed(self, text: str) -> Sentence:
        close = get_close_matches(text, self.codes, n=1, cutoff=0.5)
        if close:
            return sentence("「{value}」不在这一列的选项里。是不是「{meant}」？", value=text, meant=close[0])
        return sentence("「{value}」不在这一列的选项里。", value=text)

    def _advice(self) -> Sentence:
        return sentence("从下拉里选一个：{choices}。", choices=listed(list(self.codes)[:12]))

    def _referred(self, text: str, directory: Directory) -> tuple[str, Fault | None]:
        """The id that a reference means, which may be an id, a name, or both; empty where there is none."""
        known = directory.names.get(self.refers_to, {})
        if text in known:
            return text, None
        row_id, *rest = text.split(maxsplit=1)
        if rest and row_id in known:
            return self._both(row_id, short_name(rest[0]), directory)
        named = [one for one, names in known.items() if short_name(text) in names]
        if len(named) == 1:
            return named[0], None
        advice = sentence(
            "从下拉里选，或者写编号；要引用的那一行还没有的，先在表「{table}」里加上。", table=self.table_title
        )
        if named:
            several = sentence(
                "表「{table}」里不止一行叫「{value}」：{ids}。",
                table=self.table_title,
                value=text,
                ids=listed(named[:12]),
            )
            return "", Fault("reference-broken", several, sentence("写上编号，说明是哪一个。"))
        message = sentence("表「{table}」里没有「{value}」。", table=self.table_title, value=text)
        close = self._close(text, directory)
        if close:
            message = sentence(
                "表「{table}」里没有「{value}」。是不是「{meant}」？", table=self.table_title, value=text, meant=close
            )
        return "", Fault("reference-broken", message, advice)

    def _both(self, row_id: str, name: str, directory: Directory) -> tuple[str, Fault | None]:
        names = directory.names[self.refers_to][row_id]
        if name in names:
            return row_id, None
        if not any(names):
            message = sentence(
                "编号 {id} 在表「{table}」里没有名称，这里却写着「{name}」。",
                id=row_id,
                table=self.table_title,
                name=name,
            )
        else:
            message = sentence(
                "编号和名称对不上：编号 {id} 在表「{table}」里是「{known}」，这里写的是「{name}」。",
                id=row_id,
                table=self.table_title,
                known=names[0],
                name=name,
            )
        return "", Fault("reference-broken", message, sentence("核对是哪一个，再从下拉里选，或者只写编号。"))

    def _close(self, text: str, directory: Directory) -> str:
        known = directory.names.get(self.refers_to, {})
        if len(known) > _MOST_IDS:
            return ""
        labels = {word: directory.label(self.refers_to, one) for one, names in known.items() for word in (one, *names)}
        close = get_close_matches(text, list(labels), n=1)
        return labels[close[0]] if close else ""


def columns_of(schema: TableSchema, schemas: Mapping[str, TableSchema], vocabulary: Vocabulary) -> dict[str, Column]:
    """All columns of a table by name."""
    targets = {key.column: key.table for key in schema.foreign_keys}
    return {
        item.name: Column(
            item,
            _terms(item, schema, vocabulary),
            targets.get(item.name, ""),
            schemas[targets[item.name]].title if item.name in targets else "",
            schema.primary_key == (item.name,) and item.name not in targets,
        )
        for item in schema.fields
    }


def _terms(item: Field, schema: TableSchema, vocabulary: Vocabulary) -> dict[str, str]:
    if item.codelist:
        return {code: term.label for code, term in vocabulary.lists[item.codelist].items()}
    if item.separator:
        return {other.name: other.title for other in schema.fields}
    return {"true": YES, "false": NO} if item.type == "boolean" else {}

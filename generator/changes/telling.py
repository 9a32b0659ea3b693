"""Telling: the difference of two packages as text, Markdown or JSON, with the version that follows from it and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.artifacts import json_text
from generator.changes.records import Change, Snapshot
from generator.changes.versions import MAJOR, MINOR, NONE, PATCH, Bump, next_version
from generator.changes.wording import Wording
from generator.language import Language
from generator.sentences import Sentence, sentence

_PARTS = {MAJOR: sentence("主版本号"), MINOR: sentence("次版本号"), PATCH: sentence("修订号")}
# Marks that mean something in Markdown or HTML, as entities.
_ENTITIES = {ord(char): f"&#{ord(char)};" for char in "&\\|<>`*_[]~#"}


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one package to another, and the version that the newer one earns."""

    old: Snapshot
    new: Snapshot
    changes: tuple[Change, ...]

    @property
    def bump(self) -> Bump:
        """The version after the older package's."""
        return next_version(self.old.package.version, self.changes)


def format_difference(difference: Difference, form: str, wording: Wording, language: Language) -> str:
    """A difference in one of :data:`FORMS`. Programs read the same fields in every language."""
    return FORMS[form](difference, wording, language)


def version_words(difference: Difference) -> Sentence:
    """The version that follows, why, and what the package says of itself where that is another."""
    bump, old, stated = difference.bump, difference.old.package.version, difference.new.package.version
    if bump.part == NONE:
        following = sentence("版本：{old} 不变。{reason}", old=old, reason=bump.reason)
    else:
        part = _PARTS[bump.part]
        step = sentence("{old} → {new}（{part}加一）", old=old, new=bump.version, part=part)
        following = sentence("版本：{step}。{reason}", step=step, reason=bump.reason)
    if stated == bump.version:
        return following
    return sentence("{version}数据包自己写的是 {stated}。", version=following, stated=stated)


def _lines(difference: Difference, wording: Wording, language: Language) -> list[str]:
    return [language.say(row.words) for row in wording.statements(difference.changes)]


def _text(difference: Difference, wording: Wording, language: Language) -> str:
    return "\n".join([*_lines(difference, wording, language), language.say(version_words(difference)), ""])


def _markdown(difference: Difference, wording: Wording, language: Language) -> str:
    lines = [f"- {_plain(line)}" for line in _lines(difference, wording, language)]
    head = f"**{_plain(language.say(version_words(difference)))}**"
    return "\n".join([head, "", *lines, *([""] if lines else [])])


def _plain(text: str) -> str:
    return " ".join(text.translate(_ENTITIES).split())


def _json(difference: Difference, wording: Wording, language: Language) -> str:
    bump = difference.bump
    rows: Sequence[Change] = difference.changes
    return json_text(
        {
            "locality": difference.new.package.locality.locality_id,
            "version": {
                "old": difference.old.package.version,
                "stated": difference.new.package.version,
                "next": bump.version,
                "part": bump.part,
                "reason": language.say(bump.reason),
            },
            "changes": [row.as_dict() for row in rows],
            "sentences": _lines(difference, wording, language),
        }
    )


FORMS: dict[str, Callable[[Difference, Wording, Language], str]] = {
    "text": _text,
    "json": _json,
    "markdown": _markdown,
}

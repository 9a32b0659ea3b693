"""Catalogue: collects every text of the interface into ``generator/catalogues/<language>.po``, for translators.

``make messages`` runs it. Texts are found where they are written: ``sentence("…")`` in modules, ``_("…")`` and
``say("…")`` in templates, ``gongkai.say("…")`` in scripts, and the columns of the codelists that readers see. What is
gone from there goes from the catalogue; what is new stands in it without translation, and a test says so.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from generator.artifacts import write_text
from generator.language import CATALOGUES

# Columns of codelists in Chinese; legal texts are cited in them, so they are translated as well.
_CODELIST_COLUMNS = (
    "label",
    "title",
    "sentence",
    "meaning",
    "advice",
    "definition",
    "description",
    "legal_basis",
    "channel",
)
_TEMPLATE_OPTIONS = {"comment_start_string": "<#", "comment_end_string": "#>", "trim_blocks": "true", "silent": "false"}
_HEADER = (
    "# Texts of the interface. Keep it with «make messages»; {names} stand for values and must stay.\n"
    'msgid ""\nmsgstr ""\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Language: %s\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)

Found = tuple[str, str]


def find_messages(root: Path) -> Iterator[Found]:
    """Text and file of every message below ``root``, in a fixed order; a text may come more than once."""
    yield from _from_codelists(root, sorted((root / "schemas" / "codelists").glob("*.csv")))
    yield from _from_schemas(root, sorted((root / "schemas").glob("*.json")))
    yield from _extracted(root, "python", sorted((root / "generator").rglob("*.py")), ("sentence",))
    templates = sorted((root / "generator" / "templates").iterdir())
    yield from _extracted(root, "jinja2.ext:babel_extract", templates, ("_", "say"), _TEMPLATE_OPTIONS)
    overrides = sorted((root / "site_overrides").rglob("*.html"))
    yield from _extracted(root, "jinja2.ext:babel_extract", overrides, ("_",), {"silent": "false"})
    scripts = sorted((root / "site_overrides" / "assets" / "javascripts").glob("*.js"))
    yield from _extracted(root, "javascript", scripts, ("gongkai.say", "say"))


def _extracted(
    root: Path, method: str, paths: Iterable[Path], keywords: tuple[str, ...], options: dict[str, str] | None = None
) -> Iterator[Found]:
    for path in paths:
        with path.open("rb") as handle:
            for _, message, _, _ in extract(method, handle, dict.fromkeys(keywords), options=options or {}):
                yield message if isinstance(message, str) else message[0], path.relative_to(root).as_posix()


def _from_codelists(root: Path, paths: Iterable[Path]) -> Iterator[Found]:
    for path in paths:
        with path.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                texts = [row[column] for column in _CODELIST_COLUMNS if row.get(column)]
                if path.stem == "units-of-measure":
                    texts.append(next(iter(row.values())))
                yield from ((text, path.relative_to(root).as_posix()) for text in texts if has_words(text))


def _from_schemas(root: Path, paths: Iterable[Path]) -> Iterator[Found]:
    """Titles of tables and columns; their descriptions are in English as they are."""
    for path in paths:
        schema = json.loads(path.read_text(encoding="utf-8"))
        for title in (schema["title"], *(field["title"] for field in schema["fields"])):
            yield title, path.relative_to(root).as_posix()


def has_words(text: str) -> bool:
    """Whether there is anything to translate: a Chinese character or a Chinese mark."""
    return any("\u3000" <= char <= "\u9fff" or "\uf900" <= char <= "\uffef" for char in text)


def collect(root: Path, language: str) -> Catalog:
    """All messages below ``root``, each once with the files it stands in; what counts has a form for one."""
    catalogue = Catalog(locale=language, charset="utf-8")
    for text, place in find_messages(root):
        catalogue.add((text, text) if "{n}" in text else text, locations=[(place, 0)])
    return catalogue


def update_catalogue(root: Path, path: Path) -> tuple[int, int]:
    """Bring a catalogue up to date, keeping what is translated; returns the number of messages and of those without."""
    new = collect(root, path.stem)
    if path.exists():
        with path.open("rb") as handle:
            old = read_po(handle)
        for message in new:
            known = old.get(_source(message)) if message.id else None
            if known and isinstance(known.id, str) == isinstance(message.id, str):
                message.string = known.string
    out = io.BytesIO()
    write_po(out, new, width=0, omit_header=True, include_lineno=False)
    write_text(path, _HEADER % path.stem + out.getvalue().decode())
    return len(new), len(untranslated(new))


def untranslated(catalogue: Catalog) -> list[str]:
    """Messages that a catalogue has no translation of."""
    return [_source(message) for message in catalogue if message.id and not all(_forms(message))]


def _source(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(message: Message) -> tuple[str, ...]:
    """Translations of a message: one, or one for «one» and one for «several»; empty texts where there are none."""
    if isinstance(message.string, str):
        return (message.string,)
    return tuple(message.string or ("",))


def main() -> None:
    """Bring every catalogue of the repository up to date."""
    root = Path(__file__).resolve().parent.parent
    for path in sorted(CATALOGUES.glob("*.po")):
        total, missing = update_catalogue(root, path)
        print(f"{path.relative_to(root)}: {total} messages, {missing} without translation")


if __name__ == "__main__":
    main()

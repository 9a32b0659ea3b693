"""Workbooks: give a package to clerks as one XLSX file, and read back what they filled in."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from generator.artifacts import write_bytes
from generator.changes import Difference, Wording, compare_snapshots, format_difference, snapshot_of
from generator.changes.snapshots import files_of_folder, unpacked
from generator.cli.options import HELP, LANGUAGES, known_locality, settings_of
from generator.errors import EXIT_DATA, UsageError
from generator.examine import examine_package
from generator.issues import ERROR, Issue, IssueLog
from generator.language import Language, load_language
from generator.read import RawPackage, read_package
from generator.reporting import format_issues
from generator.schemas import TableSchema, load_schemas
from generator.sentences import Sentence, listed, sentence
from generator.settings import Settings
from generator.vocabulary import load_vocabulary
from generator.workbook import (
    Merge,
    Opened,
    TableChange,
    columns_of,
    file_name,
    located,
    marked_content,
    merge_package,
    open_workbook,
    take_workbook,
    workbook_content,
)

_MOST_BYTES = 60_000_000
_LISTED = 20
# The format of a check that marks its findings in the workbook.
MARKED = "xlsx"


@click.group(context_settings=HELP)
def workbook() -> None:
    """Give a package to clerks as one XLSX file, and read back what they filled in."""


@workbook.command("export", context_settings=HELP)
@click.argument("locality")
@click.option(
    "--output-file", type=click.Path(path_type=Path, dir_okay=False), help="Where to write it (default: here)."
)
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the packages (default: data).")
def export(locality: str, output_file: Path | None, data: Path | None) -> None:
    """Write the workbook of a package."""
    settings = settings_of({"data": data})
    folder = _folder(locality, settings)
    log = IssueLog(locality, settings.schemas)
    raw = read_package(folder, log)
    target = output_file or Path(file_name(locality))
    if raw is not None:
        content = workbook_content(raw, load_schemas(settings.schemas), load_vocabulary(settings.schemas))
        _write(target, content)
        click.echo(f"{target} written: {len(raw.tables)} tables of {locality}.")
    faults = [issue for issue in log.issues if issue.severity == ERROR]
    if faults:
        click.echo(format_issues(faults, [locality], "text"), nl=False, err=True)
        click.echo(f"What cannot be read is not in the workbook: run «gongkai check {locality}».", err=True)
        sys.exit(EXIT_DATA)


@workbook.command("import", context_settings=HELP)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the packages (default: data).")
@click.option("--write", is_flag=True, help="Write the tables; without it nothing is changed, only shown.")
@click.option(
    "--workbook-wins",
    is_flag=True,
    help="Where the package changed since the export too, take the workbook's table and lose that change.",
)
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="zh", help="Language of what is shown.")
def import_(file: Path, data: Path | None, *, write: bool, workbook_wins: bool, language: str) -> None:
    """Read a filled workbook back: show its findings and what changes; with --write, change the package."""
    settings, words = settings_of({"data": data}), load_language(LANGUAGES[language])
    opened = _opened(file, settings, words)
    outcome = _read_in(opened, settings, workbook_wins=workbook_wins)
    say, merge = words.say, outcome.merge
    for line in _told(merge, load_schemas(settings.schemas), workbook_wins=workbook_wins):
        click.echo(say(line))
    if outcome.issues:
        click.echo(format_issues(outcome.issues, [opened.origin.locality_id], "text", words), nl=False)
    is_refused = any(issue.severity == ERROR for issue in outcome.issues)
    if is_refused or merge.unread or (merge.conflicts and not workbook_wins):
        click.echo(say(sentence("没有写入：请按上面说的改正以后，再读一次。")))
        sys.exit(EXIT_DATA)
    if not merge.files:
        click.echo(say(sentence("工作簿与数据包没有不同，不用写入。")))
        return
    if outcome.difference:
        wording = Wording(load_schemas(settings.schemas), load_vocabulary(settings.schemas, words))
        click.echo(format_difference(outcome.difference, "text", wording, words), nl=False)
    if not write:
        click.echo(say(sentence("还没有写入。核对以后，加上 {option} 再运行一次。", option="--write")))
        return
    for name in sorted(merge.files):
        _write(settings.data / opened.origin.locality_id / name, merge.files[name])
    click.echo(say(sentence("已写入：{files}。", files=listed(sorted(merge.files)))))


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What comes of reading a workbook in: the files and changes, the findings that the package did not have before,
    and how the valid package after it differs from the valid one before, where both are.
    """

    merge: Merge
    issues: list[Issue]
    difference: Difference | None


def _opened(file: Path, settings: Settings, words: Language) -> Opened:
    """The workbook in a file; where it is none of ours, says so and ends."""
    if file.stat().st_size > _MOST_BYTES:
        raise UsageError(f"{file} is larger than any workbook of a package")
    log = IssueLog(file.name, settings.schemas)
    opened = open_workbook(file.read_bytes(), load_schemas(settings.schemas), log)
    if opened is None:
        click.echo(format_issues(log.issues, [file.name], "text", words), nl=False)
        sys.exit(EXIT_DATA)
    return opened


def _read_in(opened: Opened, settings: Settings, *, workbook_wins: bool) -> _Outcome:
    locality = opened.origin.locality_id
    folder = _folder(locality, settings)
    schemas, vocabulary = load_schemas(settings.schemas), load_vocabulary(settings.schemas)
    old, old_raw, present = examine_package(folder, settings.schemas)
    if old_raw is None:
        raise UsageError(f"{folder} cannot be read: run «gongkai check {locality}» first")
    log = IssueLog(locality, settings.schemas)
    taken = take_workbook(opened, old_raw, schemas, vocabulary, log)
    files = files_of_folder(folder)
    merge = merge_package(taken, old_raw, schemas, files, workbook_wins=workbook_wins)
    with unpacked({**files, **merge.files}, locality) as place:
        new, new_raw, found = examine_package(place, settings.schemas)
    columns = {name: columns_of(schema, schemas, vocabulary) for name, schema in schemas.items()}
    told = {(issue.file, issue.row, issue.column) for issue in log.issues}
    # What a check says of a cell that the workbook already has a finding about is the same once more, in codes.
    more = [issue for issue in found.issues if (issue.file, issue.row, issue.column) not in told]
    issues = [
        *located(_unknown(log.issues, present.issues), taken, None, columns),
        *located(_unknown(more, present.issues), taken, new_raw, columns),
    ]
    if not (old and new and new_raw):
        return _Outcome(merge, issues, None)
    before, after = snapshot_of(old, old_raw), snapshot_of(new, new_raw)
    return _Outcome(merge, issues, Difference(before, after, compare_snapshots(before, after, schemas)))


def write_marked(
    localities: Sequence[str],
    raw: RawPackage | None,
    issues: Sequence[Issue],
    target: Path | None,
    settings: Settings,
    words: Language,
) -> None:
    """Write the workbook of the one package that was checked, with the findings marked in it.

    Raises:
        UsageError: several packages were checked, no file is named, or it cannot be written.
    """
    if len(localities) != 1:
        raise UsageError("a workbook is made of one package: name one")
    if target is None:
        raise UsageError("a workbook cannot be shown here; say with --output-file where to write it")
    schemas, vocabulary = load_schemas(settings.schemas), load_vocabulary(settings.schemas)
    _write(target, marked_content(raw, schemas, vocabulary, issues, words))
    click.echo(f"{target} written: {len(issues)} findings of {localities[0]}.")


def _folder(locality: str, settings: Settings) -> Path:
    return settings.data / known_locality(settings, locality)


def _write(target: Path, content: bytes) -> None:
    try:
        write_bytes(target, content)
    except OSError as error:
        raise UsageError(f"{target} cannot be written ({error.strerror})") from error


def _unknown(issues: Sequence[Issue], present: Sequence[Issue]) -> list[Issue]:
    """The findings that the package does not have already: nobody has to mend those to bring in something else."""
    known = {(issue.code, issue.file, issue.column, issue.value) for issue in present}
    return [issue for issue in issues if (issue.code, issue.file, issue.column, issue.value) not in known]


def _told(merge: Merge, schemas: Mapping[str, TableSchema], *, workbook_wins: bool) -> Iterator[Sentence]:
    """What changes in which table, and where workbook and package went different ways since the export."""
    for name in merge.newer:
        yield sentence(
            "导出以后，数据包里的表「{table}」改过，工作簿没有动它：保留数据包现在的内容。", table=_title(name, schemas)
        )
    for name in merge.unread:
        yield sentence(
            "数据包里已经有文件 {file}，但它没有列入清单，或者读不出来；工作簿的表「{table}」没有读入，以免盖掉它。"
            "先运行 {command}，处理好这个文件，再重新导出。",
            file=f"{name}.csv",
            table=_title(name, schemas),
            command="gongkai check",
        )
    for name in merge.conflicts:
        title = _title(name, schemas)
        if workbook_wins:
            yield sentence("导出以后，数据包里的表「{table}」也改过：按要求采用工作簿的内容。", table=title)
        else:
            yield sentence(
                "导出以后，数据包里的表「{table}」也改过，两边不同，没有读入。"
                "请重新导出一份，把改动填在新的工作簿里；"
                "确实要用这份工作簿的，加上 {option}，数据包后来的改动就没有了。",
                table=title,
                option="--workbook-wins",
            )
    for change in merge.changes:
        yield from _changed(change, _title(change.table, schemas))


def _changed(change: TableChange, title: Sentence) -> Iterator[Sentence]:
    if change.is_new:
        yield sentence("新增表「{table}」，{n} 行。", table=title, n=change.added)
        return
    yield sentence(
        "表「{table}」：新增 {added} 行，改动 {changed} 行，删去 {removed} 行。",
        table=title,
        added=f"{change.added}",
        changed=f"{change.changed}",
        removed=f"{len(change.removed)}",
    )
    if change.removed:
        yield sentence(
            "请留意，「{table}」里将删去 {n} 行：{rows}。",
            table=title,
            n=len(change.removed),
            rows=listed([*change.removed[:_LISTED], *(["……"] if len(change.removed) > _LISTED else [])]),
        )
    if change.is_moved:
        yield sentence("表「{table}」的行换了顺序。", table=title)


def _title(name: str, schemas: Mapping[str, TableSchema]) -> Sentence:
    # The title comes from the schemas and is a message of the catalogue itself.
    return Sentence(schemas[name].title)

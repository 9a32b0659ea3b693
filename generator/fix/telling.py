"""Telling: what was repaired, what is proposed and what was refused, for clerks, programs and pull requests."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from generator.artifacts import json_text
from generator.fix.records import Fixed, PlacedRepair
from generator.fix.writing import Written
from generator.issues import Issue, visible
from generator.language import CHINESE, Language
from generator.sentences import Sentence, Words, sentence
from generator.vocabulary import Term, Vocabulary

_ENTITIES = {ord(char): f"&#{ord(char)};" for char in "&\\|<>`*_[]~:"}
_HEADER = (sentence("文件"), sentence("位置"), sentence("改前"), sentence("改后"), sentence("说明"), sentence("状态"))
_DONE, _CAN_BE = sentence("已改正"), sentence("可以改正")
_PROPOSED, _REFUSED = sentence("请核对"), sentence("请自己改")


def format_fixed(
    files: Sequence[Written], form: str, vocabulary: Vocabulary, language: Language = CHINESE, *, is_written: bool
) -> str:
    """All results in one of :data:`FORMS`. ``is_written`` says whether writing was asked for."""
    return FORMS[form](files, vocabulary.lists["repair-kinds"], language, is_written)


def _text(files: Sequence[Written], kinds: dict[str, Term], language: Language, is_written: bool) -> str:
    say = language.say
    lines: list[str] = []
    for file in files:
        fixed = file.fixed
        lines.append(say(_name(fixed)))
        done = sentence("已改正 {n} 处：", n=len(fixed.repairs))
        lines += _part(done if file.target else _can_be(len(fixed.repairs)), fixed.repairs, kinds, say)
        lines += _part(sentence("请核对 {n} 处，没有改动：", n=len(fixed.proposals)), fixed.proposals, kinds, say)
        if fixed.issues:
            lines.append("  " + say(sentence("请自己改 {n} 处：", n=len(fixed.issues))))
            for issue in fixed.issues:
                lines += [f"    {say(_place_of(issue))}", f"      {say(issue.message)} {say(issue.advice)}"]
        if fixed.is_clean:
            lines.append("  " + say(sentence("没有可以改正的地方。")))
        elif is_written:
            lines += ["  " + say(words) for words in [_outcome(file)] if words]
        lines.append("")
    return "\n".join([*lines, *map(say, _totals(files, is_written)), ""])


def _can_be(number: int) -> Sentence:
    return sentence("可以改正 {n} 处：", n=number)


def _part(
    title: Sentence, repairs: Sequence[PlacedRepair], kinds: dict[str, Term], say: Callable[[Words], str]
) -> Iterator[str]:
    """One line a repair; what a proposal means and asks for stands below it, once for those of a kind that follow."""
    if not repairs:
        return
    yield "  " + say(title)
    before = ""
    for repair in repairs:
        yield "    " + " · ".join(filter(None, (say(repair.where), say(_change(repair)), kinds[repair.code].label)))
        if not repair.is_safe and repair.code != before:
            yield "      " + kinds[repair.code]["meaning"]
        before = repair.code


def _change(repair: PlacedRepair) -> Words:
    """What stood there and what should; for whole rows and columns the place says it."""
    if not repair.before and repair.after is None:
        return ""
    text = visible(repair.before)
    if repair.code == "look-alikes":
        # The letters that are meant look like any others.
        text = "".join(char if char.isascii() else f"‹U+{ord(char):04X}›" for char in repair.before)
    before = sentence("「{text}」", text=text) if text else sentence("（空）")
    if repair.after is None:
        return before
    after = sentence("「{text}」", text=visible(repair.after)) if repair.after else sentence("（空）")
    if repair.is_safe:
        return sentence("{before} → {after}", before=before, after=after)
    return sentence("{before} → 建议 {after}", before=before, after=after)


def _name(fixed: Fixed) -> Words:
    """File, sheet and table."""
    name: Words = fixed.file
    if fixed.sheet:
        name = sentence("{file} · 工作表「{sheet}」", file=fixed.file, sheet=visible(fixed.sheet))
    if not fixed.table:
        return name
    return sentence("{file}（表 {table}：{title}）", file=name, table=fixed.table, title=Sentence(fixed.title))


def _place_of(issue: Issue) -> Words:
    """Place and value of an issue below the name of its file."""
    place = replace(issue, file="").where
    if not issue.value:
        return place or sentence("整个文件")
    if not place:
        return sentence("当前值「{value}」", value=issue.value)
    return sentence("{place} · 当前值「{value}」", place=place, value=issue.value)


def _outcome(file: Written) -> Words:
    return sentence("已写入 {file}。", file=file.target.name) if file.target else file.reason


def _totals(files: Sequence[Written], is_written: bool) -> Iterator[Sentence]:
    done = [len(file.fixed.repairs) for file in files if file.target]
    yield sentence(
        "共 {files} 张表：已改正 {done} 处，可以改正 {repairs} 处，请核对 {proposals} 处，请自己改 {issues} 处。",
        files=f"{len(files)}",
        done=f"{sum(done)}",
        repairs=f"{sum(len(file.fixed.repairs) for file in files) - sum(done)}",
        proposals=f"{sum(len(file.fixed.proposals) for file in files)}",
        issues=f"{sum(len(file.fixed.issues) for file in files)}",
    )
    yield sentence(
        "{fix} 只看写法。编号、代码和引用对不对，请再用 {check} 检查。", fix="gongkai fix", check="gongkai check"
    )
    if not is_written and any(file.fixed.repairs for file in files):
        yield sentence("以上只是预览，没有写入任何文件。要写入，请加上 {option} 再运行一次。", option="--write")


def _json(files: Sequence[Written], _kinds: dict[str, Term], _language: Language, is_written: bool) -> str:
    """Programs read the same in every language; what a code means says the codelist."""
    return json_text(
        {
            "is_written": is_written,
            "files": [
                {
                    "file": file.fixed.file,
                    "sheet": file.fixed.sheet,
                    "table": file.fixed.table,
                    "is_refused": file.fixed.is_refused,
                    "written_to": file.target.name if file.target else None,
                    "repairs": [repair.as_dict() for repair in file.fixed.repairs],
                    "proposals": [repair.as_dict() for repair in file.fixed.proposals],
                    "issues": [issue.as_dict() for issue in file.fixed.issues],
                }
                for file in files
            ],
        }
    )


def _markdown(files: Sequence[Written], kinds: dict[str, Term], language: Language, is_written: bool) -> str:
    say = language.say
    lines = [f"**{' '.join(map(say, _totals(files, is_written)))}**", ""]
    rows = [row for file in files for row in _rows(file, kinds, say)]
    if rows:
        lines += [f"| {' | '.join(say(title) for title in _HEADER)} |", f"|{' --- |' * len(_HEADER)}"]
        lines += ["| " + " | ".join(" ".join(cell.translate(_ENTITIES).split()) for cell in row) + " |" for row in rows]
    return "\n".join([*lines, ""])


def _rows(written: Written, kinds: dict[str, Term], say: Callable[[Words], str]) -> Iterator[tuple[str, ...]]:
    fixed = written.fixed
    file = say(_name(fixed))
    for repair in (*fixed.repairs, *fixed.proposals):
        words = kinds[repair.code].label if repair.is_safe else kinds[repair.code]["meaning"]
        state = (_DONE if written.target else _CAN_BE) if repair.is_safe else _PROPOSED
        yield file, say(repair.where), visible(repair.before), visible(repair.after or ""), words, say(state)
    for issue in fixed.issues:
        yield (
            file,
            say(replace(issue, file="").where),
            issue.value,
            "",
            f"{say(issue.message)} {say(issue.advice)}",
            say(_REFUSED),
        )


FORMS: dict[str, Callable[[Sequence[Written], dict[str, Term], Language, bool], str]] = {
    "text": _text,
    "json": _json,
    "markdown": _markdown,
}

"""Parts: what a review says, in words: the conclusion, the overview, and section by section each locality."""

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.changes import Statement, Wording, gather
from generator.changes.telling import version_words
from generator.issues import SEVERITIES, SEVERITY_WORDS, Issue, count_by_severity, sorted_issues
from generator.language import Language
from generator.pages import addresses
from generator.review.files import OtherFiles
from generator.review.layout import Part
from generator.review.records import ADDED, REMOVED, LocalityReview, Review, Turn
from generator.sentences import Sentence, Words, clauses, listed, sentence

_MOST_FINDINGS, _MOST_CHANGES, _MOST_BELOW, _MOST_TURNS, _MOST_PAGES, _MOST_FILES = 50, 40, 6, 30, 6, 12
_MOST_ROWS = 200
_KINDS = {ADDED: sentence("新增"), REMOVED: sentence("整个删去"), "changed": sentence("改动")}
_SCOPES = {"task": sentence("任务"), "target": sentence("目标"), "report": sentence("年度报告")}
_FOLDERS = {
    "plans": sentence("计划"),
    "tasks": sentence("任务"),
    "units": sentence("责任单位"),
    "indicators": sentence("指标"),
    "reports": sentence("年度报告"),
}
_HEAD = (
    sentence("地方"),
    sentence("提议"),
    sentence("错误"),
    sentence("警告"),
    sentence("提示"),
    sentence("变动"),
    sentence("版本"),
    sentence("状态变化"),
    sentence("网页"),
)


def conclusion(review: Review) -> Iterator[Words]:
    """What follows for who reads it."""
    if not review.localities:
        yield sentence("没有改动任何地方的数据。")
        return
    counted = sentence("这个提议改动了 {n} 个地方的数据。", n=len(review.localities))
    errors = len(review.errors)
    if errors:
        yield sentence("{counted}数据有 {errors} 处错误，改正以前不能合并。", counted=counted, errors=f"{errors}")
    else:
        yield sentence(
            "{counted}没有发现错误。检查只看格式和前后是否一致；"
            "请另一位审核人打开所据文件，逐个核对数字、日期和单位名称。",
            counted=counted,
        )


def say_others(others: OtherFiles) -> Iterator[Words]:
    """That a proposal touches what is no data, where it does."""
    if not others.names:
        return
    shown = others.names[:_MOST_FILES]
    yield sentence(
        "这个提议还改了不属于任何地方数据的 {n} 个文件：{files}{more}。"
        "检查用的是合并以前的程序和规则，看不到这些改动会带来什么；要由维护程序的人另外审核。",
        n=len(others.names),
        files=listed(shown),
        more=sentence("等") if len(others.names) > len(shown) else "",
    )


def overview(review: Review, language: Language) -> tuple[tuple[str, ...], ...]:
    """A table with a row for each locality; empty where there is none."""
    if not review.localities:
        return ()
    rows = [_overview_row(row, language) for row in review.localities[:_MOST_ROWS]]
    return (tuple(language.say(title) for title in _HEAD), *rows)


def _overview_row(row: LocalityReview, language: Language) -> tuple[str, ...]:
    counts = count_by_severity((*row.findings.new, *row.findings.known))
    difference = row.difference
    bump = difference.bump.version if difference else ""
    version = f"{difference.old.package.version} → {bump}" if difference else ""
    return (
        f"{row.locality_id} {row.name}",
        language.say(_KINDS[row.kind]),
        *(f"{counts[severity]}" for severity in SEVERITIES),
        f"{len(difference.changes)}" if difference else "",
        version,
        f"{len(row.turns)}",
        f"{row.pages.count + len(row.portal)}",
    )


def locality_parts(row: LocalityReview, wording: Wording, language: Language) -> Iterator[Part]:
    """Everything that is told of one locality."""
    say = language.say
    title = sentence("{kind}：{id} {name}", kind=_KINDS[row.kind], id=row.locality_id, name=row.name)
    yield Part(say(title), depth=1)
    if row.kind == REMOVED:
        yield Part(say(sentence("合并以后，这个地方的全部网页都不再存在，以前引用的网址会失效。")))
    else:
        yield from _findings(row, language)
    if row.difference:
        lines = tuple(_changes(row, wording, language))
        yield Part(say(sentence("变动")), lines or (say(sentence("数据内容没有变动。")),), depth=2)
        yield Part(say(version_words(row.difference)))
    if not row.is_published:
        yield Part(say(sentence("数据有错误，所以没有比较状态和网页；即使合并，这个地方的网页也不会更新。")))
        return
    yield from _statuses(row, wording, language)
    yield from _pages(row, language)


def _findings(row: LocalityReview, language: Language) -> Iterator[Part]:
    say, found = language.say, row.findings
    old = [issue for issue in found.known if issue in found.errors]
    heading = say(sentence("检查发现"))
    told = [*(("", issue) for issue in found.new), *((say(sentence("（原有）")), issue) for issue in old)]
    order = {id(issue): at for at, issue in enumerate(sorted_issues([issue for _, issue in told]))}
    told.sort(key=lambda item: order[id(item[1])])
    lines = [f"{mark}{say(_issue_words(issue))}" for mark, issue in told[:_MOST_FINDINGS]]
    if len(told) > _MOST_FINDINGS:
        lines.append(say(sentence("另外还有 {n} 处，没有列出。", n=len(told) - _MOST_FINDINGS)))
    yield Part(heading, tuple(lines) or (say(sentence("这个提议没有带来新的问题。")),), depth=2)
    rest = [issue for issue in found.known if issue not in old]
    if rest:
        yield Part(say(sentence("原来就有、这次没有变的：{counts}。", counts=_counts(rest))))
    if found.mended:
        yield Part(say(sentence("这次解决了的：{counts}。", counts=_counts(found.mended))))


def _counts(issues: Sequence[Issue]) -> Words:
    counts = count_by_severity(issues)
    return listed(
        sentence("{severity} {number} 处", severity=SEVERITY_WORDS[severity], number=f"{counts[severity]}")
        for severity in SEVERITIES
        if counts[severity]
    )


def _issue_words(issue: Issue) -> Sentence:
    values = {
        "severity": SEVERITY_WORDS[issue.severity],
        "place": issue.where or issue.locality,
        "message": issue.message,
        "advice": issue.remedy,
    }
    if issue.value:
        return sentence("{severity} · {place} · 当前值「{value}」：{message}{advice}", value=issue.value, **values)
    return sentence("{severity} · {place}：{message}{advice}", **values)


def _changes(row: LocalityReview, wording: Wording, language: Language) -> Iterator[str]:
    """Changes in their order, many of one kind under one heading with the first of them."""
    say = language.say
    gatherings = gather(row.difference.changes, wording) if row.difference else []
    for gathering in gatherings[:_MOST_CHANGES]:
        if not gathering.heading:
            yield say(gathering.statements[0].words)
            continue
        shown: Sequence[Statement] = gathering.statements[:_MOST_BELOW]
        more = len(gathering.statements) - len(shown)
        told: Words = clauses([item.words for item in shown])
        if more:
            told = sentence("{told}；另外还有 {n} 条", told=told, n=more)
        yield say(sentence("{heading}：{told}", heading=gathering.heading, told=told))
    if len(gatherings) > _MOST_CHANGES:
        yield say(sentence("另外还有 {n} 条变动，没有列出。", n=len(gatherings) - _MOST_CHANGES))


def _statuses(row: LocalityReview, wording: Wording, language: Language) -> Iterator[Part]:
    say = language.say
    lines = [say(_turn(turn, wording)) for turn in row.turns[:_MOST_TURNS]]
    if len(row.turns) > _MOST_TURNS:
        lines.append(say(sentence("另外还有 {n} 处，没有列出。", n=len(row.turns) - _MOST_TURNS)))
    for scope, (before, after) in row.statuses.items():
        steps = clauses(list(_steps(scope, before, after, wording)))
        lines.append(say(sentence("{scope}合计：{steps}", scope=_SCOPES[scope], steps=steps)))
    yield Part(say(sentence("状态")), tuple(lines) or (say(sentence("没有状态因此改变。")),), depth=2)


def _turn(turn: Turn, wording: Wording) -> Sentence:
    return sentence(
        "{subject}：{before} → {after}。{reason}",
        subject=turn.subject,
        before=wording.status(turn.scope, turn.before),
        after=wording.status(turn.scope, turn.after),
        reason=turn.reason,
    )


def _steps(scope: str, before: Counter[str], after: Counter[str], wording: Wording) -> Iterator[Words]:
    for code in sorted({*before, *after}):
        if before[code] != after[code]:
            yield sentence(
                "{status} {old} → {new}",
                status=wording.status(scope, code),
                old=f"{before[code]}",
                new=f"{after[code]}",
            )


def _pages(row: LocalityReview, language: Language) -> Iterator[Part]:
    say = language.say
    kinds = (
        (sentence("新增"), row.pages.added),
        (sentence("改动"), row.pages.changed),
        (sentence("删去（网址上留下说明）") if row.kind != REMOVED else sentence("删去"), row.pages.gone),
    )
    lines = [
        say(sentence("{what}：{group}", what=what, group=group))
        for what, pages in kinds
        for group in _groups(pages, row.locality_id)
    ]
    if row.portal:
        lines.append(say(sentence("总站：{pages}", pages=_addresses(row.portal))))
    count = row.pages.count + len(row.portal)
    yield Part(say(sentence("会变的网页：{n} 页", n=count)), tuple(lines), depth=2)


def _groups(pages: Sequence[str], locality_id: str) -> Iterator[Words]:
    """Pages of one kind together, the locality's own lists last."""
    start = addresses.locality(locality_id)
    by_folder: dict[str, list[str]] = {}
    for page in pages:
        folder, _, below = page.removeprefix(start).partition("/")
        by_folder.setdefault(folder if below and folder in _FOLDERS else "", []).append(page)
    for folder, found in sorted(by_folder.items(), key=lambda item: (not item[0], item[0])):
        values = {"n": len(found), "pages": _addresses(found)}
        if folder:
            yield sentence("{kind} {n} 页：{pages}", kind=_FOLDERS[folder], **values)
        else:
            yield sentence("概览和列表 {n} 页：{pages}", **values)


def _addresses(pages: Sequence[str]) -> Words:
    shown = listed(f"/{page}" for page in pages[:_MOST_PAGES])
    more = len(pages) - _MOST_PAGES
    return sentence("{pages}，另外还有 {n} 页", pages=shown, n=more) if more > 0 else shown

"""Checks on yearly reports and their words: each asks about what it saw, and keeps still where there is nothing."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.check import check_package
from generator.check.reports import missing_contents, unanswered_problems
from generator.examine import examine_package
from generator.issues import Issue, IssueLog
from generator.model import Package
from generator.obligations import obligation_for, public_obligations
from generator.schemas import load_schemas
from generator.vocabulary import load_vocabulary

MakePackage = Callable[..., Path]
Examine = Callable[[Path], tuple[Package | None, IssueLog]]
Found = Callable[..., list[Issue]]
Place = tuple[str, str, int | None, str]

DOCUMENTS = "document_id,kind,title,is_title_printed,provenance,url\n"
REPORTS = "report_id,kind,year,document_id\n2023,rule_of_law,2023,report-2023\n2024-d,disclosure,2024,\n"
SECTIONS = "report_id,kind,order,title\n"
PROBLEMS = "problem_id,report_id,title,summary\n"
STEPS = "next_step_id,report_id,title,summary,problem_id\n"
# A figure, so that a report is not one without figures.
FIGURES = {
    "indicators": "indicator_id,name,unit_of_measure,direction\ncases,示例件数,件,neutral\n",
    "results": (
        "result_id,indicator_id,scope,period_printed,value,precision,document_id\nr,cases,own,,1,exact,report-2023\n"
    ),
}


@pytest.fixture
def found(make_package: MakePackage, schemas_dir: Path) -> Found:
    """What is found in a package, also with texts of reports that it keeps."""

    def run(tables: Mapping[str, str], narratives: Mapping[str, str] | None = None, **descriptor: Any) -> list[Issue]:
        name = f"{descriptor.get('locality', {'code': '999901'})['code']}-test"
        folder = make_package(tables, name=name, **descriptor)
        package, raw, log = examine_package(folder.rename(folder.with_name(name)), schemas_dir)
        assert package is not None, log.issues
        assert raw is not None
        if narratives is None:
            return list(log.issues)
        texts = IssueLog(log.locality, schemas_dir)
        kept = replace(package, narratives=narratives)
        check_package(kept, raw, load_schemas(schemas_dir), load_vocabulary(schemas_dir), texts)
        return list(texts.issues)

    return run


def _places(issues: list[Issue]) -> list[Place]:
    return [(issue.code, issue.file, issue.row, issue.column) for issue in issues]


def _document(title: str, *, is_printed: bool = True) -> str:
    return f"{DOCUMENTS}report-2023,annual_report,{title},{str(is_printed).lower()},original,https://www.example.gov.cn/r\n"


# --- contents ---


@pytest.fixture(scope="module")
def required(schemas_dir: Path) -> tuple[str, ...]:
    """What the report on rule-of-law government must contain."""
    rule = obligation_for("rule_of_law", 2023, public_obligations(load_vocabulary(schemas_dir)))
    assert rule is not None
    return rule.contents


@pytest.mark.parametrize(
    ("kinds", "missing"),
    [
        (("achievements", "problems", "first_responsible", "next_year", "other_required"), []),
        (("achievements", "problems", "first_responsible", "next_year"), []),
        (("achievements", "problems", "next_year"), ["first_responsible"]),
        (("additional",), ["achievements", "problems", "first_responsible", "next_year"]),
        ((), None),
    ],
)
def test_required_contents(
    make_package: MakePackage,
    examine: Examine,
    required: tuple[str, ...],
    kinds: tuple[str, ...],
    missing: list[str] | None,
) -> None:
    """What is lacking is found where parts were entered; «other matters» are owed only where there are any."""
    sections = "".join(f"2023,{kind},{order},示例部分\n" for order, kind in enumerate(kinds, start=1))
    tables = {"reports": REPORTS, **FIGURES} | ({"report_sections": SECTIONS + sections} if sections else {})
    package, log = examine(make_package(tables))
    assert package is not None
    lacking = missing_contents(package, package.reports[0], required)
    assert missing == (None if lacking is None else list(lacking))
    assert ["content-missing"] * len(missing or []) == [issue.code for issue in log.issues]


def test_contents_of_other_reports_are_not_prescribed(make_package: MakePackage, examine: Examine) -> None:
    """The five contents are those of the report on rule-of-law government."""
    _, log = examine(make_package({"reports": REPORTS, "report_sections": SECTIONS + "2024-d,additional,1,示例\n"}))
    assert () == log.issues


PARTS = {"report_sections": SECTIONS + "2023-d,additional,1,示例部分\n"}
DISCLOSED = "report_id,kind,year,document_id\n2023-d,disclosure,2023,report-2023\n"


@pytest.mark.parametrize(
    ("tables", "narrative", "advice"),
    [
        ({}, None, None),
        (PARTS, None, "可以向发布机关询问"),
        ({**PARTS, **FIGURES}, None, None),
        ({}, "全年没有列出数字。", "可以向发布机关询问"),
        ({}, "全年办结40件。", "录入 results"),
        ({**FIGURES}, "全年办结40件。", None),
        ({**FIGURES}, "全年没有列出数字。", None),
        ({**PARTS, "reports": DISCLOSED.replace("report-2023", "")}, "没有数字。", None),
    ],
)
def test_report_without_figures(
    found: Found, tables: dict[str, str], narrative: str | None, advice: str | None
) -> None:
    """Parts or text of a published report are there and no figure of it: the advice tells whose turn it is."""
    issues = found({"reports": DISCLOSED, **tables}, {"2023-d": narrative} if narrative else None)
    if advice is None:
        assert [] == issues
    else:
        assert [("report-without-figures", "reports.csv", 2, "report_id")] == _places(issues)
        assert advice in str(issues[0].advice)


# --- problems and steps ---


def test_problem_is_answered_by_a_step_of_any_report(make_package: MakePackage, examine: Examine) -> None:
    """A problem that no step names is noted, in reports that state steps at all."""
    problems = "problem_id,report_id,title\np1,2023,甲\np2,2023,乙\np3,2024-d,丙\n"
    tables = {"reports": REPORTS, "problems": problems}
    assert () == examine(make_package(tables))[1].issues
    tables["next_steps"] = "next_step_id,report_id,title,problem_id\ns1,2023,甲措施,p1\n"
    package, log = examine(make_package(tables))
    assert package is not None
    assert ("p2",) == unanswered_problems(package, "2023")
    assert [("problem-unanswered", 3, "title")] == [(issue.code, issue.row, issue.column) for issue in log.issues]


@pytest.mark.parametrize(
    ("links", "expected"), [(("p1", "p1"), []), (("", ""), []), (("p1", "", ""), ["乙措施", "丙措施"])]
)
def test_steps_without_problem(found: Found, links: tuple[str, ...], expected: list[str]) -> None:
    """Once for a report, at the first such step, naming all of them; not where no step names a problem."""
    names = ("甲措施", "乙措施", "丙措施")
    steps = "".join(f"s{place},2023,{names[place]},,{link}\n" for place, link in enumerate(links))
    problems = f"{PROBLEMS}p1,2023,甲,\n" if any(links) else PROBLEMS
    issues = found({"reports": REPORTS, "problems": problems, "next_steps": STEPS + steps})
    issues = [issue for issue in issues if issue.code != "table-empty"]
    assert ([("step-without-problem", "next_steps.csv", 3, "problem_id")] if expected else []) == _places(issues)
    assert all(name in str(issues[0].message) for name in expected)


def test_many_steps_without_problem(found: Found) -> None:
    """The number of all and the titles of a few, however many there are."""
    steps = "s,2023,甲,,p1\n" + "".join(f"s{place},2023,第{place}项,,\n" for place in range(3_000))
    tables = {"reports": REPORTS, "problems": f"{PROBLEMS}p1,2023,甲,\n", "next_steps": STEPS + steps}
    message = str(found(tables)[0].message)
    assert message.startswith("3,000 项措施")
    assert "「第4项」等。" in message


REPEATED = [("wording-repeated", "problems.csv", 3, "title")]


@pytest.mark.parametrize(
    ("report", "earlier", "expected"),
    [
        ("2022,rule_of_law,2022,,", "复议力量不足,人员没有增加。", REPEATED),
        ("2022,rule_of_law,2022,,", "复议力量不足,人员没有增加", REPEATED),
        ("2022,rule_of_law,2022,,", "复议力量不足,人员减少了。", []),
        ("2022,rule_of_law,2022,,", "复议力量仍然不足,人员没有增加。", []),
        ("2022,rule_of_law,2022,sifaju,", "复议力量不足,人员没有增加。", []),
        ("2022,disclosure,2022,,", "复议力量不足,人员没有增加。", []),
        ("2022,rule_of_law,2023,,", "复议力量不足,人员没有增加。", []),
    ],
)
def test_problem_of_an_earlier_year(found: Found, report: str, earlier: str, expected: list[Place]) -> None:
    """Word for word, but for signs, in another year's report of the same kind and body; the later one is named."""
    reports = f"report_id,kind,year,unit_id,document_id\n{report}\n2023,rule_of_law,2023,,\n"
    problems = f"{PROBLEMS}p1,2022,{earlier}\np2,2023,复议力量不足,人员没有增加。\n"
    assert expected == _places(found({"reports": reports, "problems": problems}))


def test_step_of_an_earlier_year(found: Found) -> None:
    """Steps are compared with steps; each later year that says the same is named with the first."""
    rows = "".join(f"{year},rule_of_law,{year},\n" for year in (2024, 2022, 2023))
    steps = "".join(f"s{year},{year},充实复议人员,,\n" for year in (2024, 2022, 2023))
    tables = {
        "reports": f"report_id,kind,year,document_id\n{rows}",
        "next_steps": STEPS + steps,
        "problems": f"{PROBLEMS}p,2022,充实复议人员,\n",
    }
    issues = [issue for issue in found(tables) if issue.code == "wording-repeated"]
    assert [2, 4] == sorted(issue.row or 0 for issue in issues)
    assert all("2022年度" in str(issue.message) for issue in issues)


# --- years ---

OTHER_YEAR = [("report-year-differs", "reports.csv", 2, "year")]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("示例市2023年法治政府建设情况报告", []),
        ("示例市2022年法治政府建设情况报告", OTHER_YEAR),
        ("示例市二〇二二年法治政府建设情况报告", OTHER_YEAR),
        ("2025年", OTHER_YEAR),
        ("关于2023年情况的报告（2024年1月8日会议）", []),
        ("2023年总结和2024年计划", []),
        ("关于法治政府建设情况的报告", []),
    ],
)
@pytest.mark.parametrize("is_printed", [True, False])
def test_year_of_the_title(found: Found, title: str, expected: list[Place], *, is_printed: bool) -> None:
    """A title about another year is found, printed or our own; the words say whose it is."""
    issues = found({"documents": _document(title, is_printed=is_printed), "reports": REPORTS})
    assert expected == _places(issues)
    assert all(("题名概括为" in str(issue.message)) is not is_printed for issue in issues)


@pytest.mark.parametrize(
    ("narrative", "count"),
    [
        ("# 示例市2023年报告\n\n2023年，办结1件。", 0),
        ("# 示例市2022年报告\n\n办结1件。", 1),
        ("# 示例市2023年报告\n\n## 一、2022年主要工作\n\n办结1件。", 1),
        ("# 示例市2023年报告\n\n## 一、2022年主要工作\n\n办结1件。\n\n## 二、2022年存在的不足", 1),
        ("# 示例市2023年报告\n\n## 四、2024年工作安排\n\n2024年。2024年。2024年。", 0),
        ("# 示例市2023年报告\n\n2022年甲。2022年乙。2022年丙1件。", 1),
        ("# 示例市2022年报告\n\n2022年甲。2022年乙。2022年丙1件。", 2),
    ],
)
def test_year_of_the_text(found: Found, narrative: str, count: int) -> None:
    """Heading, chapters and what the text speaks of most are each asked about."""
    tables = {"reports": REPORTS, **FIGURES}
    assert OTHER_YEAR * count == _places(found(tables, {"2023": narrative}))


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("additional,1,2023年的做法", []),
        ("additional,1,2022年的做法", [("report-year-differs", "report_sections.csv", 2, "title")]),
        ("next_year,1,2024年", []),
    ],
)
def test_year_of_a_part(found: Found, part: str, expected: list[Place]) -> None:
    """A part about another year is asked about, but for what is planned for the next."""
    sections = f"{SECTIONS}2023-d,{part}\n"
    assert expected == _places(found({"reports": DISCLOSED, "report_sections": sections, **FIGURES}))


# --- periods ---

MIXED = [("period-words-mixed", "reports.csv", 2, "report_id")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("近年来", "两年来", "今年以来"), MIXED),
        (("近年来", "今年以来", ""), []),
        (("近年来", "近年来", "近几年"), []),
        (("截至目前", "截止目前", "今年以来"), []),
        (("2023年", "全年", "上半年"), []),
    ],
)
@pytest.mark.parametrize("where", ["figures", "problems", "steps", "parts", "text"])
def test_words_for_periods(found: Found, words: tuple[str, ...], expected: list[Place], where: str) -> None:
    """Three kinds of words are asked about, wherever in what we hold of one report they stand."""
    tables = {"reports": DISCLOSED, **FIGURES}
    header, row = FIGURES["results"].splitlines()
    match where:
        case "figures":
            rows = [row.replace("own,,", f"own,{word},").replace("r,", f"r{n},", 1) for n, word in enumerate(words)]
            tables["results"] = "\n".join([header, *rows]) + "\n"
        case "problems":
            tables["problems"] = PROBLEMS + "".join(f"p{n},2023-d,题{n},{word}\n" for n, word in enumerate(words))
        case "steps":
            tables["next_steps"] = STEPS + "".join(f"s{n},2023-d,题{n},{word},\n" for n, word in enumerate(words))
        case "parts":
            parts = "".join(f"2023-d,additional,{n},题{n}，{word}\n" for n, word in enumerate(words, start=1))
            tables["report_sections"] = SECTIONS + parts
    narratives = {"2023-d": "，".join(words)} if where == "text" else None
    assert expected == _places(found(tables, narratives))


def test_words_of_two_reports_are_not_mixed(found: Found) -> None:
    """Each report is read by itself."""
    problems = f"{PROBLEMS}p1,2023,甲,近年来，今年以来\np2,2024-d,乙,两年来\n"
    assert [] == found({"reports": REPORTS, "problems": problems})


def test_real_report_with_several_words(root: Path, examine: Examine) -> None:
    """The report of Anhua's southern quarter, from which this check was learnt."""
    _, log = examine(root / "data" / "430923-anhua-chengnan")
    issue = next(issue for issue in log.issues if issue.code == "period-words-mixed")
    assert all(word in str(issue.message) for word in ("近年来", "2年来", "截至目前", "今年以来"))


# --- places ---


def _place(name: str, short_name: str, level: str, code: str = "999901") -> dict[str, str]:
    return {"code": code, "name": name, "short_name": short_name, "level": level, "parent": "999900"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建立了新城镇权力清单", ["新城镇"]),
        ("建立了新城镇清单，公布了新城镇名录，学习浙江省经验", ["浙江省", "新城镇"]),
        ("建立了示例镇权力清单", []),
        ("按照示例县的安排，学习湖南省经验", []),
        ("与榜样镇合作", []),
        ("与友邻镇合作", []),
        ("与伙伴镇合作", []),
    ],
)
@pytest.mark.parametrize("where", ["problem", "text"])
def test_names_of_other_places(found: Found, text: str, expected: list[str], where: str) -> None:
    """Once for a report; not the place itself, its province, or what titles, publishers and units name."""
    tables = {
        "documents": (
            "document_id,kind,title,is_title_printed,publisher,provenance,url\n"
            "report-2023,annual_report,示例镇与榜样镇2023年报告,true,友邻镇,original,https://www.example.gov.cn/r\n"
        ),
        "units": "unit_id,name,kind,is_collective\nsifaju,伙伴镇司法所,government,false\n",
        "reports": DISCLOSED,
        **FIGURES,
    }
    if where == "problem":
        tables["problems"] = f"{PROBLEMS}p1,2023-d,甲,{text}\n"
    narratives = {"2023-d": text} if where == "text" else None
    issues = found(tables, narratives, locality=_place("示例县示例镇", "示例镇", "township", "430923"))
    assert ["other-place-named"] * len(expected) == [issue.code for issue in issues]
    assert all(f"「{name}」" in str(issue.message) for name, issue in zip(expected, issues, strict=True))
    place = ("problems.csv", 2, "summary") if where == "problem" else ("reports.csv", 2, "report_id")
    assert all(place == (issue.file, issue.row, issue.column) for issue in issues)


def test_name_is_asked_about_once(found: Found) -> None:
    """The same name in several parts of a report is one question, at the first of them; in another report one more."""
    problems = f"{PROBLEMS}p1,2023,甲,公布了新城镇清单\np2,2023,乙,公布了新城镇名录\np3,2024-d,丙,公布了新城镇名录\n"
    place = _place("示例县示例镇", "示例镇", "township")
    issues = found({"reports": REPORTS, "problems": problems}, locality=place)
    assert [("other-place-named", "problems.csv", row, "summary") for row in (2, 4)] == _places(issues)


def test_own_name_follows_from_the_short_one(found: Found) -> None:
    """«石柱县» is the county that is called 石柱土家族自治县 in full."""
    problems = f"{PROBLEMS}p1,2023,甲,在石柱县办理\n"
    place = _place("石柱土家族自治县", "石柱", "county", "500240")
    assert [] == found({"reports": REPORTS, "problems": problems}, locality=place)

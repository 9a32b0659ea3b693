"""Works: synthetic data of any size, valid and of one kind with the real: what a plan of a county looks like.

Everything in it is invented and says so; the same size gives the same bytes. Not a test package: it is written anew for
each measurement and never published.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from generator.artifacts import csv_text, write_json, write_text

YEARS = (2022, 2023, 2024, 2025)
_UNITS = (
    "政府办公室", "司法局", "财政局", "公安局", "市场监管局", "应急管理局", "生态环境局", "自然资源局",
    "住房和城乡建设局", "交通运输局", "农业农村局", "卫生健康局", "教育局", "民政局", "行政审批局",
)  # fmt: skip
_AREAS = (
    "依法全面履行政府职能", "完善依法行政制度体系", "推进行政决策科学民主合法", "严格规范公正文明执法",
    "强化对行政权力的制约和监督", "依法有效化解社会矛盾纠纷", "全面提高工作人员法治能力", "加强组织保障",
)  # fmt: skip
_VERBS = ("完善", "推进", "落实", "规范", "健全", "清理", "公布", "审查")
_OBJECTS = (
    "行政许可事项清单", "行政规范性文件备案制度", "重大行政决策听证程序", "行政执法全过程记录", "行政复议案件质量评查",
    "政府合同合法性审核", "普法责任清单", "一窗受理综合服务", "柔性执法指引", "公职律师统筹使用",
)  # fmt: skip
_LICENCE = {
    "name": "CC-BY-4.0",
    "title": "知识共享 署名 4.0 国际",
    "path": "https://creativecommons.org/licenses/by/4.0/deed.zh-hans",
}
_REPORT_PARTS = ("achievements", "problems", "first_responsible", "next_year", "other_required")
# A result a month is the finest that a series has; 200 rows are 20 years of ten bodies.
_SERIES_YEARS, _SERIES_BODIES = range(2006, 2026), 10


def write_nation(data: Path, localities: int, tasks: int) -> list[str]:
    """``localities`` packages of ``tasks`` tasks each below ``data``; returns their ids."""
    return [_write_locality(data, number, tasks) for number in range(1, localities + 1)]


def write_series(data: Path, packages: int, indicators: int) -> list[str]:
    """``packages`` packages of ``indicators`` indicators with 200 results each below ``data``; returns their ids."""
    years = [f"stat-{year}" for year in _SERIES_YEARS]
    tables = {
        "documents": [
            _document(name, "statistics", f"示例市{name[5:]}年统计公报", f"{name[5:]}-12-31") for name in years
        ],
        "units": [_unit(0)],
        "indicators": [_indicator(number) for number in range(indicators)],
        "results": [row for number in range(indicators) for row in _series(number)],
    }
    places = [f"{990000 + number}-series{number}" for number in range(1, packages + 1)]
    for place in places:
        _write_package(data, place, "示例市", tables)
    return places


def change_one_cell(data: Path, locality_id: str) -> None:
    """Another summary for the first task of a locality, one that it never had: as small as a clerk's changes are."""
    path = data / locality_id / "tasks.csv"
    text = path.read_text(encoding="utf-8")
    write_text(path, text.replace("列出事项", "再列出事项", 1))


def _write_locality(data: Path, number: int, tasks: int) -> str:
    place, name = f"{990000 + number}-sample{number}", f"示例{number}县"
    plan = "law-2025"
    measured = max(tasks // 6, 1)
    tables = {
        "documents": [
            _document("plan-2025", "work_points", f"{name}2025年法治政府建设工作计划", "2025-02-20"),
            *(
                _document(f"report-{year}", "annual_report", f"{name}{year}年法治政府建设情况报告", f"{year + 1}-03-20")
                for year in YEARS
            ),
        ],
        "units": [_unit(index) for index in range(len(_UNITS))],
        "plans": [
            {
                "plan_id": plan,
                "document_id": "plan-2025",
                "title": f"{name}2025年法治政府建设工作计划",
                "summary": "一年的任务，逐项写明责任单位和完成时间。",
                "start_date": "2025-01-01",
                "end_date": "2025-12-31",
                "default_due_date": "2025-12-31",
                "default_due_binding": "must",
                "default_due_printed": "2025年底前",
                "applies_to": "own",
            }
        ],
        "sections": [
            {
                "section_id": f"{plan}-a{index}",
                "plan_id": plan,
                "kind": "area",
                "label": f"（{index}）",
                "title": area,
                "goal": "该做的做到，做到的看得见。",
                "order": index,
            }
            for index, area in enumerate(_AREAS, 1)
        ],
        "tasks": [_task(plan, index) for index in range(1, tasks + 1)],
        "assignments": [row for index in range(1, tasks + 1) for row in _assignments(plan, index)],
        "indicators": [_indicator(index) for index in range(measured)],
        "task_indicators": [
            {"task_id": f"{plan}-{index * 6 + 1:03}", "indicator_id": _indicator_id(index)} for index in range(measured)
        ],
        "targets": [_target(plan, index) for index in range(measured)],
        "results": [_result(index, year) for index in range(measured) for year in YEARS],
        "progress": [
            {
                "task_id": f"{plan}-{index:03}",
                "reported_date": "2025-10-15",
                "kind": "statement",
                "status": "in_progress",
                "summary": "牵头单位说明已经动手。",
                "document_id": "report-2025",
            }
            for index in range(2, tasks + 1, 4)
        ],
        "reports": [
            {
                "report_id": str(year),
                "kind": "rule_of_law",
                "year": year,
                "document_id": f"report-{year}",
                "channel": "政府网站",
            }
            for year in YEARS
        ],
        "report_sections": [
            {"report_id": str(year), "kind": kind, "order": order, "title": f"第{order}部分", "summary": "分条说明。"}
            for year in YEARS
            for order, kind in enumerate(_REPORT_PARTS, 1)
        ],
        "problems": [
            {
                "problem_id": f"{year}-p{index}",
                "report_id": str(year),
                "label": f"（{index}）",
                "title": f"{_VERBS[year % 8]}{_OBJECTS[index]}还不到位",
                "summary": "部分单位落实较慢。",
            }
            for year in YEARS
            for index in range(1, 5)
        ],
        "next_steps": [
            {
                "next_step_id": f"{year}-s{index}",
                "report_id": str(year),
                "label": f"（{index}）",
                "title": f"继续{_VERBS[year % 8]}{_OBJECTS[index]}",
                "summary": "列入下一年任务。",
                "problem_id": f"{year}-p{index}",
            }
            for year in YEARS
            for index in range(1, 5)
        ],
    }
    _write_package(data, place, name, tables)
    return place


def _write_package(data: Path, place: str, name: str, tables: dict[str, list[dict[str, Any]]]) -> None:
    folder = data / place
    for table, rows in tables.items():
        header = list(dict.fromkeys(column for row in rows for column in row))
        write_text(folder / f"{table}.csv", csv_text(header, _cells(header, rows)))
    write_json(
        folder / "datapackage.json",
        {
            "name": place,
            "title": f"{name}法治政府建设进展数据（虚构）",
            "version": "1.0.0",
            "licenses": [_LICENCE],
            "sources": [{"title": "为测量速度而虚构", "path": "https://www.example.gov.cn/"}],
            "contributors": [{"title": "公开（Gongkai）项目测试", "roles": ["wrangler"]}],
            "locality": {
                "code": place[:6],
                "name": name,
                "short_name": name[:-1],
                "level": "county",
                "parent": "990000",
            },
            "resources": [{"name": table, "path": f"{table}.csv"} for table in tables],
        },
    )


def _cells(header: Sequence[str], rows: Iterable[dict[str, Any]]) -> Iterable[list[object]]:
    for row in rows:
        yield [row.get(column) for column in header]


def _document(name: str, kind: str, title: str, day: str) -> dict[str, Any]:
    return {
        "document_id": name,
        "kind": kind,
        "title": title,
        "is_title_printed": "true",
        "publisher": "示例县人民政府",
        "published_date": day,
        "date_basis": "printed",
        "provenance": "original",
        "url": f"https://www.example.gov.cn/{name}.html",
    }


def _unit(index: int) -> dict[str, Any]:
    return {
        "unit_id": f"unit{index}",
        "name": f"示例县{_UNITS[index]}",
        "short_name": _UNITS[index],
        "kind": "government",
        "is_collective": "false",
    }


def _task(plan: str, index: int) -> dict[str, Any]:
    title = _VERBS[index % len(_VERBS)] + _OBJECTS[index * 7 % len(_OBJECTS)]
    month = 3 * (index % 4 + 1)
    return {
        "task_id": f"{plan}-{index:03}",
        "plan_id": plan,
        "section_id": f"{plan}-a{index % len(_AREAS) + 1}",
        "label": index,
        "title": f"{title}（第{index}项）",
        "summary": f"{title}：列出事项，明确标准和时限，由牵头单位汇总并向社会公布，年底前报告结果。第{index}项。",
        "deliverable": "清单和办结情况" if index % 3 else "",
        "due_kind": "month_end",
        "due_date": f"2025-{month:02}-{31 if month in {3, 12} else 30}",
        "due_basis": "own",
        "due_binding": "must",
        "due_printed": f"{month}月底前",
        "source_item": f"第{index}项",
    }


def _assignments(plan: str, index: int) -> Iterable[dict[str, Any]]:
    for order, role in enumerate(("lead", "support", "support"), 1):
        unit = f"unit{(index + order * 4) % len(_UNITS)}"
        yield {"task_id": f"{plan}-{index:03}", "unit_id": unit, "role": role, "order": order, "is_open": "false"}


def _indicator_id(index: int) -> str:
    return f"measure-{index:04}"


def _indicator(index: int) -> dict[str, Any]:
    name = f"{_OBJECTS[index % len(_OBJECTS)]}完成率（{index + 1}）"
    return {
        "indicator_id": _indicator_id(index),
        "name": name,
        "unit_of_measure": "%",
        "definition": "已经完成的事项在全部事项中的比例。",
        "direction": "up",
    }


def _target(plan: str, index: int) -> dict[str, Any]:
    value = 80 + index % 20
    return {
        "target_id": f"t-{index:04}",
        "task_id": f"{plan}-{index * 6 + 1:03}",
        "indicator_id": _indicator_id(index),
        "comparator": "ge",
        "value": value,
        "period": "2025",
        "due_date": "2025-12-31",
        "printed": f"{value}%以上",
    }


def _result(index: int, year: int) -> dict[str, Any]:
    value = f"{70 + (index * 3 + year) % 30}.{index % 10}"
    return {
        "result_id": f"r-{index:04}-{year}",
        "indicator_id": _indicator_id(index),
        "subject": "",
        "scope": "own",
        "period": year,
        "value": value,
        "precision": "exact",
        "printed": f"{value}%",
        "document_id": f"report-{year}",
    }


def _series(index: int) -> Iterable[dict[str, Any]]:
    for year in _SERIES_YEARS:
        for body in range(_SERIES_BODIES):
            value = f"{40 + (index + year * 7 + body * 5) % 60}.{body}"
            yield {
                "result_id": f"r-{index:04}-{year}-{body}",
                "indicator_id": _indicator_id(index),
                "subject": f"示例{body}区" if body else "",
                "scope": "own",
                "period": year,
                "value": value,
                "precision": "exact",
                "document_id": f"stat-{year}",
            }


def size_of(data: Path) -> dict[str, int]:
    """How large a work is: packages, tasks, indicators and results."""
    tables = {name: f"{name}.csv" for name in ("tasks", "indicators", "results")}
    sizes = {name: sum(_rows(path) for path in data.glob(f"*/{file}")) for name, file in tables.items()}
    return {"localities": sum(1 for _ in data.glob(f"*/{'datapackage.json'}")), **sizes}


def _rows(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n") - 1


__all__ = ["change_one_cell", "json", "size_of", "write_nation", "write_series"]

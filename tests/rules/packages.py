"""Packages built in code, each function makes one record with what a test does not care about filled in, and what is
said of them.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from generator.assess import RULES, TargetAssessment, TaskAssessment, assess_package, assess_target
from generator.model import (
    RECORDS,
    Document,
    Indicator,
    Locality,
    Package,
    Plan,
    Progress,
    Report,
    Result,
    Section,
    Target,
    Task,
    TaskIndicator,
    Unit,
)

_TABLE_OF = {record: table for table, record in RECORDS.items()}


def document(document_id: str, **fields: Any) -> Document:
    """An original publication; its title says its id."""
    made = Document(document_id, "other", f"文件{document_id}", is_title_printed=True, provenance="original")
    return replace(made, **fields)


def plan(**fields: Any) -> Plan:
    """The work plan of 2023, which binds its issuer."""
    made = Plan("work", "plan-document", "工作方案", "own", start_date=date(2023, 1, 1), end_date=date(2023, 12, 31))
    return replace(made, **fields)


def task(**fields: Any) -> Task:
    """A task of the plan, due at the end of 2023."""
    made = Task(
        "work-001", "work", "1", "任务", "任务内容。", "year_end", due_date=date(2023, 12, 31), due_binding="must"
    )
    return replace(made, **fields)


def section(**fields: Any) -> Section:
    """A section of the plan."""
    return replace(Section("work-a1", "work", "area", "方面", 1), **fields)


def unit(unit_id: str, **fields: Any) -> Unit:
    """A department of the government."""
    return replace(Unit(unit_id, f"单位{unit_id}", "government", is_collective=False), **fields)


def indicator(**fields: Any) -> Indicator:
    """A rate in per cent."""
    return replace(Indicator("rate", "比率", "%", "up"), **fields)


def target(**fields: Any) -> Target:
    """The task promises a rate of at least 95 % for 2023."""
    made = Target("t1", "rate", "ge", "95%以上", task_id="work-001", value=Decimal(95), period="2023")
    return replace(made, **fields)


def result(**fields: Any) -> Result:
    """An exact value of the rate for 2023, about the locality itself."""
    made = Result("r1", "rate", "own", "exact", "report-2023", period="2023", value=Decimal(100))
    return replace(made, **fields)


def progress(**fields: Any) -> Progress:
    """A document says on 1 March 2024 that the task is done."""
    made = Progress("work-001", date(2024, 3, 1), "evidence", "已完成。", "done", "evidence-1")
    return replace(made, **fields)


def report(**fields: Any) -> Report:
    """The government's yearly report on 2023, found as a document."""
    return replace(Report("2023", "rule_of_law", 2023, document_id="report-2023"), **fields)


def package(*records: Any, level: str = "county") -> Package:
    """A package of the records; plan, task, indicator and documents that are spoken of but not given are added."""
    tables: dict[str, list[Any]] = {}
    for record in records:
        tables.setdefault(_TABLE_OF[type(record)], []).append(record)
    tables.setdefault("plans", [plan()])
    tables.setdefault("tasks", [task()])
    tables.setdefault("indicators", [indicator()])
    spoken_of = {getattr(row, "document_id", "") for rows in tables.values() for row in rows} - {""}
    given = {row.document_id for row in tables.get("documents", ())}
    tables.setdefault("documents", []).extend(document(name) for name in sorted(spoken_of - given))
    locality = Locality("999900-ceshi", "999900", "测试县", "测试", level)
    return Package(locality, "测试", "1.0.0", **{table: tuple(rows) for table, rows in tables.items()})


def link(indicator_id: str = "rate", task_id: str = "work-001") -> TaskIndicator:
    """The indicator tells of the task."""
    return TaskIndicator(task_id, indicator_id)


def series(cell: str, **fields: Any) -> list[Result]:
    """Results written as ``2022=90 2023-H1=约98 2023=**``: the period is the id; 余 after the number means at least."""
    return [_one(*item.split("="), **fields) for item in cell.split()]


def _one(period: str, printed: str, **fields: Any) -> Result:
    name = period.lower().replace("/", "-").replace("..", "to")
    if "*" in printed:
        return result(result_id=name, period=period, value=None, masked=("value",), printed=printed, **fields)
    precision = "about" if printed.startswith("约") else "at_least" if printed.endswith("余") else "exact"
    value = Decimal(printed.strip("约余"))
    return result(result_id=name, period=period, value=value, precision=precision, printed=printed, **fields)


def assessed(one: Target, package: Package, as_of: date) -> TargetAssessment:
    """What is said of a target: of no other, and by a rule that is published."""
    found = assess_target(one, package, as_of)
    assert (one.target_id, True) == (found.target_id, found.rule in RULES)
    return found


def assessed_task(package: Package, as_of: date) -> TaskAssessment:
    """What is said of the task, likewise."""
    assessments = assess_package(package, as_of)
    found = assessments.tasks["work-001"]
    assert (as_of, "work-001", True) == (assessments.as_of, found.task_id, found.rule in RULES)
    return found

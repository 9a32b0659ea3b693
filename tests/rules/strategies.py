"""Small packages of every kind that the rules tell apart, for the tests of what always holds."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from generator.model import Package, Report, Result, Target, Unit

from . import packages as made

YEARS = ("2021", "2022", "2023", "2024", "2021/2022", "2021/2025")
PARTS = ("2023-H1", "2023-H2", "2023-Q1", "2023-Q3", "2023-Q4", "2023-02", "2024-02", "2023-12", "2023-01/2023-09")
PERIODS = (*YEARS, *PARTS, "../2022", "../2023-06")
WORDS = st.text("市县区政府甲乙丙1234%，、《》", max_size=6)
DAYS = st.dates(date(2020, 6, 1), date(2026, 6, 30))
MAYBE_DAY = st.none() | DAYS
# Few different values, so that results meet targets exactly often enough.
VALUES = st.sampled_from((-1, 0, 1, 2, 40, 50, 95, 100, 101, 18300)).map(Decimal) | st.decimals(0, 120, places=2)
COMPARATORS = ("ge", "gt", "le", "lt", "eq", "range", "approx", "full")
INDICATORS = ("rate", "count", "days")
DOCUMENTS = ("plan-document", "original", "repost", "copy", "undated")


@st.composite
def targets(draw: st.DrawFn, number: int, comparator: str = "") -> Target:
    """One target of one of the tasks or of the section."""
    in_section = draw(st.booleans())
    fields: dict[str, Any] = {
        "target_id": f"t{number}",
        "task_id": "" if in_section else draw(st.sampled_from(("work-001", "work-002"))),
        "section_id": "work-a1" if in_section else "",
        "indicator_id": draw(st.sampled_from(INDICATORS)),
        "comparator": comparator or draw(st.sampled_from(COMPARATORS)),
        "value": draw(st.none() | VALUES) if draw(st.integers(0, 9)) == 0 else draw(VALUES),
        "upper_value": draw(st.none() | VALUES),
        "every": draw(st.sampled_from(["", "", "", "P1Y", "P2Y", "P5Y", "P6M", "P3M", "P1M", "term"])),
        "each": draw(st.sampled_from(["", "", "person", "event"])),
        "condition": draw(st.sampled_from(["", "", "", "", "原则上"])),
        "period": draw(st.sampled_from(["", "2023", *PERIODS])),
        "due_date": draw(MAYBE_DAY),
        "masked": draw(st.sampled_from([(), (), (), (), ("value",), ("holder",)])),
        "printed": draw(WORDS),
    }
    return made.target(**fields)


@st.composite
def results(draw: st.DrawFn, number: int) -> Result:
    """One result, most often one that may count."""
    is_masked = draw(st.integers(0, 5)) == 0
    fields: dict[str, Any] = {
        "result_id": f"r{number}",
        "indicator_id": draw(st.sampled_from(INDICATORS)),
        "scope": draw(st.sampled_from(["own", "own", "whole_area", "sample"])),
        "precision": draw(st.sampled_from(["exact", "exact", "at_least", "about"])),
        "document_id": draw(st.sampled_from(DOCUMENTS)),
        "subject": draw(st.sampled_from(["", "", "", "另一地方"])),
        "unit_id": draw(st.sampled_from(["", "", "", "body"])),
        "period": draw(st.sampled_from(["", "2023", *PERIODS])),
        "value": None if is_masked else draw(VALUES),
        "masked": ("value",) if is_masked else (),
        "printed": draw(WORDS),
        "part_of": draw(st.sampled_from(["", "", "", "r0"])) if number else "",
        "as_of_date": draw(MAYBE_DAY) if draw(st.integers(0, 4)) == 0 else None,
    }
    return made.result(**fields)


@st.composite
def reports(draw: st.DrawFn, number: int) -> Report:
    """One yearly report owed or published."""
    return made.report(
        report_id=f"{2016 + number}",
        kind=draw(st.sampled_from(("rule_of_law", "disclosure"))),
        year=draw(st.integers(2016, 2026)),
        unit_id=draw(st.sampled_from(("", "body"))),
        document_id=draw(st.sampled_from(("", "", *DOCUMENTS))),
        task_id=draw(st.sampled_from(("", "work-001"))),
        searched_date=draw(MAYBE_DAY),
        searched_where=draw(WORDS),
    )


@st.composite
def documents(draw: st.DrawFn) -> list[Any]:
    """The documents that everything stands in: originals, a repost, a copy, one without a day."""
    bases = st.sampled_from(["", "printed", "printed", "address", "batch", "other_event"])
    provenances = {"repost": "official_repost", "copy": "unofficial_copy"}
    made_here = []
    for name in DOCUMENTS:
        days = {"published_date": draw(MAYBE_DAY), "date_basis": draw(bases)} if name != "undated" else {}
        more = {"signed_date": draw(MAYBE_DAY), "issued_date": draw(MAYBE_DAY)} if name == "plan-document" else {}
        made_here.append(made.document(name, provenance=provenances.get(name, "original"), **days, **more))
    return made_here


@st.composite
def packages(draw: st.DrawFn, comparator: str = "") -> Package:
    """A plan with two tasks, targets, results, statements and reports, each as odd as valid data may be."""
    start, end = draw(MAYBE_DAY), draw(MAYBE_DAY)
    plan = made.plan(
        start_date=min(start, end) if start and end else start,
        end_date=max(start, end) if start and end else end,
        applies_to=draw(st.sampled_from(["own"] * 9 + ["lower_level"])),
    )
    kinds = st.sampled_from(("date", "month_end", "year_end", "recurring", "relative", "term", "ongoing", "none"))
    bindings = st.sampled_from(("", "must", "strive"))
    tasks = [
        made.task(task_id=name, due_kind=draw(kinds), due_date=draw(MAYBE_DAY), due_binding=draw(bindings))
        for name in ("work-001", "work-002")
    ]
    units = {"rate": "%", "count": "项", "days": "天"}
    statements = [
        made.progress(
            reported_date=draw(DAYS),
            status=draw(st.sampled_from(("", "done", "in_progress", "behind"))),
            document_id=draw(st.sampled_from(("", *DOCUMENTS))),
        )
        for _ in range(draw(st.sampled_from((0, 0, 0, 1, 2))))
    ]
    unit: Unit = made.unit("body", kind=draw(st.sampled_from(("government", "subdistrict", "zone", "party"))))
    return made.package(
        plan,
        made.section(),
        *tasks,
        *(made.indicator(indicator_id=name, unit_of_measure=measure) for name, measure in units.items()),
        *(draw(targets(number, comparator)) for number in range(draw(st.integers(1, 3)))),
        *(draw(results(number)) for number in range(draw(st.integers(0, 5)))),
        *(made.link(name) for name in draw(st.sets(st.sampled_from(INDICATORS)))),
        *statements,
        *(draw(reports(number)) for number in range(draw(st.integers(0, 2)))),
        *draw(documents()),
        unit,
        level=draw(st.sampled_from(("country", "province", "prefecture", "county", "township"))),
    )

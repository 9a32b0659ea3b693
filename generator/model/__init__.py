"""The records: what a locality's tables say, typed and frozen. No pandas, no files, no rules."""

from generator.model.documents import Document, Unit
from generator.model.figures import Indicator, Result, Target, TaskIndicator
from generator.model.package import (
    DAYS_OF_PLACE,
    NO_LICENCE,
    RECORDS,
    Licence,
    Locality,
    Package,
    grouped,
    is_example,
    table_of,
)
from generator.model.plan import Assignment, Milestone, Plan, Section, Task
from generator.model.reports import NextStep, Problem, Progress, Register, Report, ReportSection

__all__ = [
    "DAYS_OF_PLACE",
    "NO_LICENCE",
    "RECORDS",
    "Assignment",
    "Document",
    "Indicator",
    "Licence",
    "Locality",
    "Milestone",
    "NextStep",
    "Package",
    "Plan",
    "Problem",
    "Progress",
    "Register",
    "Report",
    "ReportSection",
    "Result",
    "Section",
    "Target",
    "Task",
    "TaskIndicator",
    "Unit",
    "grouped",
    "is_example",
    "table_of",
]

"""Checks for what a new package begins with and must not be published with."""

from generator.check.findings import Check, Findings
from generator.model import RECORDS, Package, is_example, table_of
from generator.sentences import listed, sentence


def examples_are_replaced(package: Package, findings: Findings) -> None:
    """Refuses example rows: one finding, at the first of them, that names every table that has some."""
    found = {
        table: [row for row in table_of(package, table) if is_example(getattr(row, findings.key_of(table)))]
        for table in RECORDS
    }
    tables = [table for table, rows in found.items() if rows]
    if tables:
        message = sentence(
            "还有 {n} 行示例，在这些表里：{tables}。", n=sum(map(len, found.values())), tables=listed(tables)
        )
        findings.add("example-left", message, found[tables[0]][0], findings.key_of(tables[0]))


EXAMPLE_CHECKS: tuple[Check, ...] = (examples_are_replaced,)

"""Check: is the content plausible, does it contradict itself? Findings are issues, published with the data.

Each check is a small function whose docstring begins «Refuses», «Warns» or «Notes». ``CHECKS`` names them in order.
"""

from generator.check.changes import CHANGE_CHECKS
from generator.check.documents import DOCUMENT_CHECKS
from generator.check.examples import EXAMPLE_CHECKS
from generator.check.figures import FIGURE_CHECKS
from generator.check.findings import Check, Findings
from generator.check.plans import PLAN_CHECKS
from generator.check.reports import REPORT_CHECKS
from generator.check.wording import WORDING_CHECKS
from generator.issues import IssueLog
from generator.model import Package
from generator.read import RawPackage
from generator.schemas import TableSchema
from generator.vocabulary import Vocabulary

CHECKS: tuple[Check, ...] = (
    *EXAMPLE_CHECKS,
    *DOCUMENT_CHECKS,
    *PLAN_CHECKS,
    *FIGURE_CHECKS,
    *CHANGE_CHECKS,
    *REPORT_CHECKS,
    *WORDING_CHECKS,
)


def check_package(
    package: Package, raw: RawPackage, schemas: dict[str, TableSchema], vocabulary: Vocabulary, log: IssueLog
) -> None:
    """Run every check over a loaded package; ``raw`` tells which Excel row each record came from."""
    findings = Findings(package, raw, schemas, vocabulary, log)
    for check in CHECKS:
        check(package, findings)


__all__ = ["CHECKS", "check_package"]

"""Validate: does the package conform to the schemas? Findings are issues; nothing here is raised for a data mistake.

``descriptor`` looks at datapackage.json, ``table`` at headers and cells, ``narratives`` at the texts of reports,
``private`` for what belongs to a person, ``conformity`` hands typed rules and references to frictionless (which lives
there only).
"""

from generator.issues import IssueLog
from generator.read import RawPackage
from generator.schemas import TableSchema
from generator.validate.conformity import check_conformity
from generator.validate.descriptor import check_descriptor
from generator.validate.narratives import check_narratives
from generator.validate.private import check_private
from generator.validate.table import check_table
from generator.vocabulary import Vocabulary


def validate_package(raw: RawPackage, schemas: dict[str, TableSchema], vocabulary: Vocabulary, log: IssueLog) -> None:
    """Record everything in ``raw`` that does not conform to ``schemas``; the vocabulary has the words of the advice.

    Later steps assume that earlier ones passed: a table whose header is wrong is reported once and its cells are
    not looked at, and references into it are not checked.
    """
    check_descriptor(raw, schemas, log)
    repairs = vocabulary.lists["repair-kinds"]
    sound = {
        name: table
        for name, table in raw.tables.items()
        if name in schemas and check_table(table, schemas, repairs, log)
    }
    check_conformity(sound, schemas, repairs, log, broken=set(raw.tables) - set(sound))
    check_narratives(raw, log)
    check_private(raw, schemas, log)


__all__ = ["validate_package"]

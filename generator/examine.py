"""Examine: read, validate, load and check one package: everything that can be said of it without judging it."""

from pathlib import Path

from generator.check import check_package
from generator.issues import IssueLog
from generator.load import load_package
from generator.model import Package
from generator.read import RawPackage, read_package
from generator.schemas import load_schemas
from generator.validate import validate_package
from generator.vocabulary import load_vocabulary


def examine_package(folder: Path, schemas: Path) -> tuple[Package | None, RawPackage | None, IssueLog]:
    """Read, validate, load and check one package; the package is None when its data has errors."""
    log = IssueLog(folder.name, schemas)
    tables, vocabulary = load_schemas(schemas), load_vocabulary(schemas)
    raw = read_package(folder, log)
    if raw is not None:
        validate_package(raw, tables, vocabulary, log)
    if raw is None or log.has_errors:
        return None, raw, log
    package = load_package(raw, tables)
    check_package(package, raw, tables, vocabulary, log)
    return (None if log.has_errors else package), raw, log

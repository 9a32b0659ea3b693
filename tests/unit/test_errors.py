"""Errors and the exit codes the command line ends with."""

import pytest

from generator.errors import GongkaiError, SchemaError, SettingsError, SiteError, UsageError, exit_code_of


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("x"), 2),
        (SettingsError("x"), 2),
        (SchemaError("x"), 3),
        (SiteError("x"), 3),
        (GongkaiError("x"), 3),
        (ValueError("x"), 3),
        (KeyboardInterrupt(), 3),
    ],
)
def test_exit_code(error: BaseException, code: int) -> None:
    """Wrong usage ends with 2, everything that is our fault or unforeseen with 3."""
    assert code == exit_code_of(error)

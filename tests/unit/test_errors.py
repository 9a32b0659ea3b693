"""Errors and the exit codes the command line ends with."""

import pytest

from generator.errors import GongkaiError, SchemaError, SettingsError, SiteError, UsageError, did_you_mean, exit_code_of


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


def test_near_names_are_offered():
    """Those that begin alike first, else those written alike, else all where they are few."""
    known = ["140400-changzhi", "140000-shanxi"]
    assert "; did you mean 140400-changzhi?" == did_you_mean("140400", known)
    assert "; did you mean 140400-changzhi?" == did_you_mean("140400-changzi", known[:1])
    assert "; there are 140400-changzhi, 140000-shanxi" == did_you_mean("x", known)
    assert "" == did_you_mean("x", [str(number) for number in range(20)])

"""Options of the test run."""

import pytest
from hypothesis import settings

# Speed is measured elsewhere: no property fails because the machine was busy.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` accepts the pages as they are now."""
    parser.addoption("--update-golden", action="store_true", help="write the golden pages anew; review the difference")

"""Options of the test run."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` accepts the pages as they are now."""
    parser.addoption("--update-golden", action="store_true", help="write the golden pages anew; review the difference")

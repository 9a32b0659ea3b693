"""Waiting for what a page comes to. A page's policy lets nobody run words as a script while the page goes on, which is
how the browser library's own waiting works; asking again and again does not need that.
"""

import time
from typing import Any

from playwright.sync_api import Page

# As long as a busy machine needs, since speed is no matter.
_LONGEST, _STEP = 60, 0.02


def wait_until(page: Page, expression: str, arg: Any = None) -> None:
    """Until an expression (or a function of ``arg``) is true on the page."""
    end = time.monotonic() + _LONGEST
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, f"the page never came to: {expression}"
        page.wait_for_timeout(1000 * _STEP)

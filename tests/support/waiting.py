"""Waiting on a page whose policy forbids `eval`, which Playwright's own `wait_for_function` needs."""

import time

from playwright.sync_api import Page

LONGEST = 15.0  # seconds


def until(page: Page, expression: str) -> None:
    """Wait until a JavaScript expression is true.

    Raises:
        TimeoutError: When it is not after LONGEST seconds.
    """
    end = time.monotonic() + LONGEST
    while not page.evaluate(expression):
        if time.monotonic() > end:
            raise TimeoutError(expression)
        page.wait_for_timeout(20)

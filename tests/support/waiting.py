"""Waiting for what a page comes to: a click returns before the next page is there, a key before its work."""

import time

from playwright.sync_api import Locator, Page

LONGEST = 15.0  # seconds


def until(page: Page, expression: str) -> None:
    """Wait until a JavaScript expression is true, also where a policy forbids `eval`.

    Playwright's own `wait_for_function` needs it.

    Raises:
        TimeoutError: When it is not after LONGEST seconds.
    """
    end = time.monotonic() + LONGEST
    while not page.evaluate(expression):
        if time.monotonic() > end:
            raise TimeoutError(expression)
        page.wait_for_timeout(20)


def follow(control: Locator) -> None:
    """Click what leads to another page; returns when that page has loaded."""
    with control.page.expect_navigation():
        control.click()

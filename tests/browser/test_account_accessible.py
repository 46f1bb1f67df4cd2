"""Every account page in both languages, schemes and widths: axe finds nothing, all reflow at 320 px."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from account_pages import LANGUAGES, Visitor
from playwright.sync_api import Page, expect
from stub import Stub, running_stub
from waiting import follow

# Each state of a customer with the pages that look different in it; "" is a visitor who has not signed in.
PAGES = {
    "": ["/account/sign-in", "/account/sign-in?next=/account/plans", "/account/contacts"],
    "active": [
        "/account",
        "/account/plans",
        "/account/plans/team-m",
        "/account/renewal/off?return=/it/cancel-subscription/",
        "/account/renewal/on",
        "/account/forecast",
        "/account/password",
        "/account/billing-data",
        "/account/activity",
        "/account/receipts",
        "/account/sessions",
        "/account/reports",
        "/account/contacts?country=US",
    ],
    "renewal-off": ["/account", "/account/renewal/on", "/account/plans/starter-m"],
    "suspended": [
        "/account",
        "/account/plans",
        "/account/plans/pro-m",
        "/account/renewal/off",
        "/account/sessions",
    ],
    "corporate": ["/account", "/account/plans"],
    "credit": ["/account/refund", "/account/plans/plus-m"],
    "refused-card": ["/account", "/account/plans/team-m"],
    "no-plan": ["/account", "/account/plans", "/account/nowhere"],
}
Faults = Callable[[Page], list[str]]


@pytest.fixture(scope="module")
def stub() -> Iterator[Stub]:
    """The service with the demo customers, whom these tests only look at."""
    with running_stub() as running:
        running.reset("demo")
        yield running


def visit(stub: Stub, page: Page, language: str, state: str) -> Visitor:
    """A visitor in a state of PAGES, signed in unless the state is ""."""
    visitor = Visitor(stub.url, language, state)
    if state:
        visitor.sign_in(page)
    return visitor


@pytest.mark.allow_console("status of 403", "status of 404")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", PAGES)
def test_axe_finds_nothing(stub: Stub, new_page: Any, faults: Faults, language: str, state: str) -> None:
    """WCAG 2.2 AA as far as a machine sees it, on every page in every state."""
    page = new_page(reduced_motion="reduce")
    visitor = visit(stub, page, language, state)
    found = []
    for path in PAGES[state]:
        visitor.open(page, path)
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").count() == 1
        found += faults(page)
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_receipt_is_accessible_and_prints_alone(
    stub: Stub, new_page: Any, faults: Faults, language: str
) -> None:
    """The receipt's page passes axe; on paper only the document is left."""
    page = new_page(reduced_motion="reduce")
    visitor = visit(stub, page, language, "active")
    visitor.open(page, "/account/receipts")
    follow(page.locator("main ol a").first)
    assert faults(page) == []
    page.emulate_media(media="print")
    assert page.locator(".acc-receipt").is_visible()
    assert not page.locator("header, footer, .acc-noprint").filter(visible=True).count()


@pytest.mark.allow_console(
    "status of 401", "status of 402", "status of 403", "status of 422", "status of 409"
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_errors_are_accessible(stub: Stub, new_page: Any, faults: Faults, language: str) -> None:
    """A refused form passes axe, has the focus on its summary, and its fields say what is wrong with them."""
    page = new_page(reduced_motion="reduce")
    visitor = Visitor(stub.url, language, "refused-card")
    visitor.open(page, "/account/sign-in")
    follow(page.locator("main button[type=submit]"))
    expect(page.get_by_role("alert")).to_be_focused()
    assert page.locator("#email").get_attribute("aria-invalid") == "true"
    assert visitor.t("sign_in.email_missing") in page.locator("#email-error").inner_text()
    assert page.title().startswith(visitor.t("page.error_title", title=""))
    found = faults(page)
    visitor.sign_in(page)
    for path in ("/account/password", "/account/plans/team-m"):
        visitor.open(page, path)
        follow(page.locator("main button[type=submit]"))
        assert page.get_by_role("alert").count() == 1
        found += faults(page)
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_reflow_at_320_pixels(stub: Stub, new_page: Any, language: str) -> None:
    """No page scrolls sideways on the narrowest screen that WCAG asks for (1.4.10)."""
    page = new_page(viewport={"width": 320, "height": 600})
    visitor = visit(stub, page, language, "active")
    too_wide = []
    for path in PAGES["active"]:
        visitor.open(page, path)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            too_wide.append(path)
    assert too_wide == []

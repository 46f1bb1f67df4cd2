"""Each action of the account pages by keyboard alone, in both languages; the same with scripts off."""

from collections.abc import Iterator
from typing import Any

import pytest
from account_pages import LANGUAGES, Visitor, words
from keyboard import fill, focused, press, tab_to
from playwright.sync_api import Page
from stub import Stub, running_stub
from waiting import follow

from kb.billing.datasets import DEMO_PASSWORD
from kb.billing.locale.formats import date, money

pytestmark = pytest.mark.parametrize("language", LANGUAGES)
PERIOD_END = 1797066000  # 2026-12-12T09:00:00Z, the demo customers' next billing date


@pytest.fixture(scope="module")
def running() -> Iterator[Stub]:
    """One service for all these tests."""
    with running_stub() as stub:
        yield stub


@pytest.fixture
def stub(running: Stub) -> Stub:
    """The demo customers as they are on the first day."""
    running.reset("demo")
    return running


def come_in(page: Page, visitor: Visitor) -> None:
    """Sign in by keyboard."""
    visitor.open(page, "/account/sign-in")
    fill(page, visitor.t("field.email"), visitor.email)
    fill(page, visitor.t("field.password"), DEMO_PASSWORD)
    press(page, visitor.t("label.sign_in"))


def test_the_way_in_starts_with_a_link_past_the_header(stub: Stub, page: Page, language: str) -> None:
    """The first Tab offers to skip to the content, and Enter goes there."""
    visitor = Visitor(stub.url, language, "active")
    visitor.open(page, "/account/sign-in")
    tab_to(page, visitor.t("nav.skip"))
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == visitor.t("field.email")


def test_turn_renewal_off_and_on(stub: Stub, page: Page, language: str) -> None:
    """My account > Turn off renewal shows the date, Confirm does it; the same way back."""
    visitor = Visitor(stub.url, language, "active")
    come_in(page, visitor)
    press(page, visitor.t("label.turn_off_renewal"))
    assert date(PERIOD_END, language) in words(page)
    press(page, visitor.t("label.confirm"))
    assert visitor.t("done.turnOffRenewal", date=date(PERIOD_END, language)) in words(page, "[role=status]")
    press(page, visitor.t("label.turn_on_renewal"))
    press(page, visitor.t("label.confirm"))
    assert visitor.t("done.turnOnRenewal", date=date(PERIOD_END, language)) in words(page, "[role=status]")


def test_change_the_plan_at_the_amount_shown(stub: Stub, page: Page, language: str) -> None:
    """Change plan > Choose > the sum > Buy now: what was shown is what the receipt says was charged."""
    visitor = Visitor(stub.url, language, "active")
    come_in(page, visitor)
    press(page, visitor.t("label.change_plan"))
    press(page, f"{visitor.t('label.choose_plan')} Team")
    due = page.locator(".acc-sum__due td").inner_text()
    press(page, visitor.t("label.buy_now"))
    assert visitor.t("done.changePlan", plan="Team") in words(page, "[role=status]")
    assert page.locator(".acc-event__amount").first.inner_text().endswith(due)


def test_reactivate_from_plan_selection(stub: Stub, page: Page, language: str) -> None:
    """A suspended customer lands on plan selection after signing in, and is active after Buy now."""
    visitor = Visitor(stub.url, language, "suspended")
    come_in(page, visitor)
    assert page.url == f"{stub.url}/account/plans"
    press(page, f"{visitor.t('label.choose_plan')} Plus")
    press(page, visitor.t("label.buy_now"))
    assert visitor.t("done.purchasePlan", plan="Plus") in words(page, "[role=status]")
    assert visitor.t("account.status_active") in words(page)


@pytest.mark.allow_console("status of 402")
def test_a_refused_card_leads_to_billing_data_and_back(stub: Stub, page: Page, language: str) -> None:
    """402 says that nothing was charged and leads to the cure; with a good card the purchase goes on."""
    visitor = Visitor(stub.url, language, "refused-card")
    come_in(page, visitor)
    press(page, visitor.t("label.change_plan"))
    press(page, f"{visitor.t('label.choose_plan')} Team")
    press(page, visitor.t("label.buy_now"))
    due = page.locator(".acc-sum__due td").inner_text().replace("\xa0", " ")
    assert visitor.t("problem.billing-data-required.card_refused", due=due) in words(page, "[role=alert]")
    press(page, visitor.t("label.update_billing_data"))
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.type") != "radio":
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    assert "4444" in focused(page)
    press(page, visitor.t("label.save_billing_data"))
    assert "Mastercard •••• 4444" in words(page, "[role=status]")
    press(page, visitor.t("label.buy_now"))
    assert visitor.t("done.changePlan", plan="Team") in words(page, "[role=status]")


def test_change_the_password(stub: Stub, page: Page, language: str) -> None:
    """Edit beside Sign-in details > three fields > Save password; the new password opens the account."""
    visitor = Visitor(stub.url, language, "active")
    come_in(page, visitor)
    press(page, f"{visitor.t('label.edit')} {visitor.t('label.sign_in_details')}")
    fill(page, visitor.t("field.current_password"), DEMO_PASSWORD)
    for name in ("new", "repeat"):
        fill(page, visitor.t(f"field.{name}_password"), "tulipano 42 rosso")
    press(page, visitor.t("label.save_password"))
    assert visitor.t("done.changePassword") in words(page, "[role=status]")
    press(page, visitor.t("label.sign_out"))
    assert visitor.t("done.signOut") in words(page, "[role=status]")
    fill(page, visitor.t("field.email"), visitor.email)
    fill(page, visitor.t("field.password"), "tulipano 42 rosso")
    press(page, visitor.t("label.sign_in"))
    assert page.url == f"{stub.url}/account"


@pytest.mark.allow_console("status of 422", "status of 409")
def test_request_a_refund(stub: Stub, page: Page, language: str) -> None:
    """An amount as the language writes it; a wrong one and too much are explained, the right one is held."""
    visitor = Visitor(stub.url, language, "credit")
    come_in(page, visitor)
    press(page, visitor.t("label.request_refund"))
    for typed, key in (("dieci", "refund.amount_invalid"), ("4000", "problem.insufficient-credit")):
        fill(page, visitor.t("refund.amount"), typed)
        press(page, visitor.t("label.send_request"))
        start = visitor.t(key, example="", credit="").split("{")[0][:20]
        assert start in words(page, "[role=alert]")
    fill(page, visitor.t("refund.amount"), "12,50" if language == "it" else "12.50")
    press(page, visitor.t("label.send_request"))
    assert visitor.t("refund.review_title") in words(page, "h1")
    press(page, visitor.t("label.confirm"))
    amount = " ".join(money(1250, language).split())
    assert visitor.t("done.requestRefund", amount=amount) in words(page, "[role=status]")


def test_read_all_activity_and_a_receipt(stub: Stub, page: Page, language: str) -> None:
    """View all activity > Open receipt: the newest event first, its receipt whole."""
    visitor = Visitor(stub.url, language, "active")
    come_in(page, visitor)
    press(page, visitor.t("label.view_all_activity"))
    first = page.locator(".acc-event").first
    number = first.locator("a .kb-visually-hidden").inner_text().strip()
    press(page, f"{visitor.t('label.download_receipt')} {number}")
    assert visitor.t("receipt.title", number=number) == words(page, "h1")
    assert page.get_by_role("button", name=visitor.t("label.print")).is_visible()


def test_find_the_contact_of_a_country(stub: Stub, page: Page, language: str) -> None:
    """Without signing in; the toll-free number shows for the United States only."""
    visitor = Visitor(stub.url, language, "active")
    visitor.open(page, "/account/contacts")
    assert "1 800 263 6317" not in words(page)
    tab_to(page, visitor.t("contacts.country"))
    page.keyboard.type("United States" if language == "en" else "Stati Uniti")
    press(page, visitor.t("label.show_contacts"))
    assert "1 800 263 6317" in words(page)


def test_change_the_language(stub: Stub, page: Page, language: str) -> None:
    """The language switch shows the same page in the other language, and the next pages stay in it."""
    other = "en" if language == "it" else "it"
    visitor = Visitor(stub.url, language, "active")
    come_in(page, visitor)
    press(page, {"it": "IT Italiano", "en": "EN English"}[other])
    assert page.locator("html").get_attribute("lang") == other
    press(page, Visitor(stub.url, other, "active").t("nav.activity"))
    assert page.locator("html").get_attribute("lang") == other


def test_everything_works_without_scripts(stub: Stub, new_page: Any, language: str) -> None:
    """With scripts off: sign in, turn renewal off, change the plan, read the receipt."""
    page = new_page(java_script_enabled=False)
    visitor = Visitor(stub.url, language, "active")
    visitor.sign_in(page)
    follow(page.get_by_role("link", name=visitor.t("label.turn_off_renewal")))
    follow(page.get_by_role("button", name=visitor.t("label.confirm")))
    assert visitor.t("done.turnOffRenewal", date=date(PERIOD_END, language)) in words(page, "[role=status]")
    visitor.open(page, "/account/plans/team-m")
    follow(page.get_by_role("button", name=visitor.t("label.buy_now")))
    assert visitor.t("done.changePlan", plan="Team") in words(page, "[role=status]")
    follow(page.get_by_role("link", name=visitor.t("label.download_receipt")).first)
    assert "Team" in words(page, "table")
    assert page.get_by_role("button", name=visitor.t("label.print")).count() == 0

"""The account pages and the articles are one product: header, language, scheme and search go along."""

from typing import Any

import pytest
from account_pages import Visitor
from playwright.sync_api import Page, expect
from waiting import follow

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
HEADER = """() => {
    const header = document.querySelector('header').getBoundingClientRect();
    const brand = document.querySelector('.kb-brand').getBoundingClientRect();
    const main = getComputedStyle(document.querySelector('main'));
    return [header.width, brand.x, brand.y, main.maxWidth, main.paddingLeft];
}"""


def shown(page: Page) -> list[str]:
    """The texts of the header's links and buttons that can be seen, as a reader hears them."""
    found = page.locator("header a, header button").filter(visible=True)
    return [" ".join(text.split()) for text in found.all_text_contents()]


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_header_stands_in_the_same_place(kb_server: Any, new_page: Any, size: dict[str, int]) -> None:
    """Article and account have brand, width and margins in common; on a phone one line with a menu."""
    page = new_page(viewport=size)
    page.goto(f"{kb_server.url}/en/cancel-subscription/")
    article = page.evaluate(HEADER)
    Visitor(kb_server.url, "en", "active").sign_in(page)
    assert page.evaluate(HEADER) == article
    if size == NARROW:
        assert page.locator("header").bounding_box()["height"] < 64
        assert shown(page) == ["Help center", "Search the help center", "Menu"]
        page.get_by_role("button", name="Menu").click()
        follow(page.get_by_role("link", name="Activity", exact=True))
        assert page.url.endswith("/account/activity")


def test_the_menu_opens_by_keyboard_and_closes_by_escape(kb_server: Any, new_page: Any) -> None:
    """Enter on the button opens the menu, what it holds comes next, Escape gives the focus back."""
    page = new_page(viewport=NARROW)
    page.goto(f"{kb_server.url}/it/cancel-subscription/")
    menu = page.get_by_role("button", name="Menu")
    menu.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.kbLanguage") == "it"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "Menu"
    assert not page.get_by_role("link", name="Il mio account").is_visible()


def test_language_and_scheme_go_along(kb_server: Any, new_page: Any) -> None:
    """From an article to the account and back stay the language, also one chosen there, and the scheme."""
    page = new_page(locale="it-IT")
    page.goto(f"{kb_server.url}/en/")
    page.get_by_role("button", name="Dark").click()
    follow(page.get_by_role("link", name="My account", exact=True))
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto(f"{kb_server.url}/account/contacts?return=/en/cancel-subscription/")
    follow(page.get_by_role("link", name="Italiano"))
    assert page.locator("html").get_attribute("lang") == "it"
    follow(page.locator(".acc-back a"))
    assert page.url.endswith("/it/cancel-subscription/")


def test_the_account_searches_the_help_center(kb_server: Any, page: Page) -> None:
    """The field in the account's header leads to the help center's results, in the account's language."""
    page.goto(f"{kb_server.url}/account/sign-in?lang=it")
    page.get_by_role("searchbox").fill("ricevute")
    page.keyboard.press("Enter")
    page.wait_for_url("**/it/cerca/?q=ricevute")
    assert page.locator("[data-kb-list] a").first.inner_text()


@pytest.mark.parametrize("language", ["it", "en"])
def test_on_a_phone_nothing_crowds_the_title_of_an_event(
    kb_server: Any, new_page: Any, language: str
) -> None:
    """Title and sum share a line; date, receipt and balance stand below them, each on a line of its own."""
    page = new_page(viewport=NARROW)
    visitor = Visitor(kb_server.url, language, "credit")
    visitor.sign_in(page)
    visitor.open(page, "/account/activity")
    event = page.locator(".acc-event").filter(has_text=visitor.t("activity.op_plan_change")).first
    title, amount, date, balance = (
        event.locator(f".acc-event__{part}").nth(place).bounding_box()
        for part, place in (("title", 0), ("amount", 0), ("more", 0), ("more", 1))
    )
    assert title["height"] < 1.5 * amount["height"], "the title is one line"
    assert title["y"] + title["height"] <= date["y"] + 1
    assert date["y"] + date["height"] <= balance["y"] + 1
    assert date["height"] < 1.5 * balance["height"], "the date and its receipt are one line"

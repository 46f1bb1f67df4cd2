"""The first eight questions end to end, by keyboard on a phone's width: ask, read, act, and arrive."""

from pathlib import Path
from typing import Any

import pytest
from account_pages import LANGUAGES, Visitor
from answer_table import SEED
from keyboard import fill, press
from playwright.sync_api import Page, expect
from search_ui import Dialog

from kb.answering.desk import Desk
from kb.billing.datasets import DEMO_PASSWORD
from kb.billing.operations.catalogue import BY_ID
from kb.content.article import Article

PHONE = {"width": 360, "height": 740}
DESK = Desk(Path(__file__).resolve().parents[2] / "content")
# Who would ask; everybody else's questions are those of a customer with credit.
ASKED_BY = {"reactivate-account": "suspended"}


def article(name: str, language: str) -> Article:
    """One of the seed's articles."""
    return next(each for each in DESK.corpus.articles if (each.id, each.lang) == (name, language))


def fits(page: Page) -> None:
    """Nothing is wider than the phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url


def find(page: Page, question: str) -> None:
    """Ask the question on the home page and open the first answer."""
    dialog = Dialog(page)
    dialog.open()
    page.keyboard.type(question)
    expect(dialog.root).to_have_attribute("data-state", "results")
    expect(dialog.options.first).to_contain_text(question)
    fits(page)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def act(page: Page, operation: str) -> None:
    """By the link below the title to the panel, by the next stop to the account pages."""
    page.evaluate("document.querySelector('h1').tabIndex = -1; document.querySelector('h1').focus()")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#kb-panel-title")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_be_in_viewport()
    fits(page)
    assert f"/account/go/{operation}?" in page.evaluate("document.activeElement.href")
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SEED)
def test_a_question_ends_where_it_is_done(kb_server: Any, new_page: Any, name: str, language: str) -> None:
    """From the question in the reader's words to the account page that answers it, and back."""
    page = new_page(viewport=PHONE, reduced_motion="reduce")
    visitor = Visitor(kb_server.url, language, ASKED_BY.get(name, "credit"))
    asked = article(name, language)
    page.goto(f"{kb_server.url}/{language}/")
    find(page, asked.title)
    assert page.url.partition("#")[0] == f"{kb_server.url}/{language}/{name}/"
    operation = BY_ID[asked.actions[0]]
    act(page, operation.id)
    if operation.who != "anybody":
        fill(page, visitor.t("field.email"), visitor.email)
        fill(page, visitor.t("field.password"), DEMO_PASSWORD)
        press(page, visitor.t("label.sign_in"))
    assert page.evaluate("location.pathname") == operation.page
    assert page.locator("html").get_attribute("lang") == language
    fits(page)
    press(page, visitor.t("nav.back_article"))
    assert page.url == f"{kb_server.url}/{language}/{name}/"

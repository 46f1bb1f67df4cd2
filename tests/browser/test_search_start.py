"""What the search offers before anything is typed, and that it is the visitor's own."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect
from search_ui import ARTICLES, Dialog, visit

RECENT = "[data-kb-recent] li"


def follow(dialog: Dialog, text: str) -> None:
    """Ask, and open the first answer in a tab beside."""
    dialog.ask(text)
    with dialog.page.context.expect_page() as opened:
        dialog.page.keyboard.press("Control+Enter")
    opened.value.close()


def test_the_last_searches_are_offered_and_asked_again(kb_server: Any, page: Page) -> None:
    """Followed ones only, the newest first, each once; a press asks it here."""
    dialog = visit(page, kb_server.url + ARTICLES["it"])
    dialog.open()
    for text in ("ricevuta", "disdetta", "ricevuta"):
        follow(dialog, text)
    dialog.ask("rimborso")
    page.keyboard.press("Escape")
    expect(dialog.root.locator(RECENT)).to_have_text(["ricevuta", "disdetta"])
    dialog.root.get_by_role("link", name="disdetta", exact=True).click()
    expect(dialog.field).to_have_value("disdetta")
    expect(dialog.options.first).to_contain_text("disdico")
    expect(dialog.root.locator(RECENT).first).to_be_hidden()


def test_a_button_forgets_them(dialog: Dialog, page: Page) -> None:
    """Nothing of them stays in the browser; the focus goes to the field."""
    dialog.open()
    follow(dialog, "disdetta")
    page.get_by_role("button", name="Svuota il campo").click()
    page.get_by_role("button", name="Cancella").click()
    expect(dialog.root.locator("[data-kb-recent]")).to_be_hidden()
    expect(dialog.field).to_be_focused()
    assert "disdetta" not in json.dumps(page.evaluate("({...localStorage})"))


def test_what_is_asked_most_is_offered_too(dialog: Dialog, page: Page) -> None:
    """The questions of the first page, as plain links."""
    dialog.open()
    dialog.root.get_by_role("link", name="Come cambio la password?").click()
    page.wait_for_url("**/it/change-password/")


def test_who_has_fingers_only_is_shown_no_keys(kb_server: Any, new_page: Callable[..., Page]) -> None:
    """On a touch screen neither the hint of the slash nor those of other keys."""
    page = new_page(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740})
    dialog = visit(page, kb_server.url + ARTICLES["it"])
    page.get_by_role("button", name="Cerca nel centro assistenza").click()
    expect(dialog.root).to_be_visible()
    assert page.locator("kbd:visible").count() == 0
    expect(page.get_by_role("checkbox")).to_have_count(0)

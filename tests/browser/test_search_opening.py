"""Opening the search dialog: what it costs, its shortcuts, and typing before anything has loaded."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from search_ui import (
    ARTICLES,
    SEARCH_PAGES,
    Dialog,
    requested,
    visit,
)


def test_search_costs_nothing_before_it_is_wanted(dialog: Dialog, kb_server: Any, page: Page) -> None:
    """A page loads neither index nor engine; the pointer coming near fetches both, in two requests."""
    addresses = requested(page)
    page.reload(wait_until="networkidle")
    assert [url for url in addresses if "search." in url or "_search" in url] == []
    addresses.clear()
    with page.expect_response("**/_search/it.bin"):
        page.get_by_role("button", name="Cerca nel centro assistenza").hover()
    assert [re.sub(r"\.\w{8}\.", ".", url.rpartition("/")[2]) for url in addresses] == [
        "search.js",
        "it.bin",
    ]


@pytest.mark.parametrize("key", ["Control+k", "Meta+k", "Control+K", "/"])
def test_a_shortcut_opens_it_with_the_focus_in_the_field(dialog: Dialog, page: Page, key: str) -> None:
    """Ctrl+K, Cmd+K and / open the dialog; its field has the focus and describes the rule for searches."""
    page.keyboard.press(key)
    expect(dialog.root).to_be_visible()
    expect(dialog.field).to_be_focused()
    expect(dialog.field).to_have_accessible_description(
        "Scrivi due o più caratteri: una parola chiave o la tua domanda."
    )


def test_keys_that_mean_something_else_are_left_alone(dialog: Dialog, page: Page) -> None:
    """AltGr+K, Ctrl+Shift+K, Ctrl+/ and plain letters belong to the system, the browser and the reader."""
    opened = {}
    for key in ("Control+Alt+k", "Control+Shift+k", "Alt+/", "Control+/", "k", "Shift+k"):
        page.keyboard.press(key)
        opened[key] = dialog.root.is_visible()
    assert not any(opened.values()), opened


def test_the_shortcut_also_closes_it(dialog: Dialog, page: Page) -> None:
    """Ctrl+K a second time goes back to the page."""
    dialog.open()
    page.keyboard.press("Control+k")
    expect(dialog.root).to_be_hidden()


def test_the_button_in_the_header_opens_it(dialog: Dialog, page: Page) -> None:
    """A click opens the dialog; closing it gives the focus back to the button."""
    button = page.get_by_role("button", name="Cerca nel centro assistenza")
    button.click()
    expect(dialog.field).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_typing_does_not_wait_for_the_script(kb_server: Any, page: Page) -> None:
    """What is typed while engine and index are still on their way is searched when they arrive."""
    held: list[Route] = []
    page.route("**/assets/kb/search.*.js", lambda route: held.append(route))
    dialog = visit(page, kb_server.url + ARTICLES["it"])
    page.keyboard.press("Control+k")
    page.keyboard.type("disdetta")
    expect(dialog.field).to_have_value("disdetta")
    held[0].continue_()
    expect(dialog.options.first).to_contain_text("disdico")


def test_text_typed_into_the_form_before_scripts_run_moves_into_the_dialog(
    kb_server: Any, page: Page
) -> None:
    """A slow connection shows the plain form first: its text is not lost when the button takes its place."""
    held: list[Route] = []
    page.route("**/assets/kb/page.*.js", lambda route: held.append(route))
    page.goto(kb_server.url + "/it/", wait_until="commit")
    page.get_by_role("searchbox").fill("disdetta")
    held[0].continue_()
    dialog = Dialog(page)
    expect(dialog.root).to_be_visible()
    expect(dialog.field).to_have_value("disdetta")


def test_slash_is_ignored_in_fields(kb_server: Any, page: Page) -> None:
    """A slash typed into a field is a slash."""
    dialog = visit(page, kb_server.url + SEARCH_PAGES["it"])
    field = page.locator("#kb-find-q")
    field.press("/")
    expect(dialog.root).to_be_hidden()
    expect(field).to_have_value("/")


def test_slash_can_be_switched_off_for_good(dialog: Dialog, page: Page) -> None:
    """WCAG 2.1.4: the single-key shortcut has a switch, remembered over pages; Ctrl+K goes on working."""
    dialog.open()
    switch = page.get_by_role("checkbox", name="Apri la ricerca anche con il tasto /")
    switch.uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("/")
    expect(dialog.root).to_be_hidden()
    dialog.open()
    expect(switch).not_to_be_checked()
    switch.check()
    page.keyboard.press("Escape")
    expect(dialog.root).to_be_hidden()
    page.keyboard.press("/")
    expect(dialog.root).to_be_visible()

"""Search without scripts, without a network, without an index."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Page, Route, TimeoutError, expect
from search_ui import (
    ARTICLES,
    Dialog,
    visit,
)


def test_without_scripts_the_header_holds_a_real_form(kb_server: Any, new_page: Callable[..., Page]) -> None:
    """The field works before and without scripts, and no dead button or empty dialog shows."""
    page = new_page(java_script_enabled=False)
    dialog = visit(page, kb_server.url + ARTICLES["it"])
    expect(page.locator("[data-kb-open]")).to_be_hidden()
    expect(dialog.root).to_be_hidden()
    page.get_by_role("searchbox").fill("disdetta")
    page.keyboard.press("Enter")
    page.wait_for_url("**/it/cerca/?q=disdetta")


def test_after_the_first_load_search_works_offline(dialog: Dialog, page: Page) -> None:
    """Engine and index are at hand: a train in a tunnel does not matter."""
    dialog.open()
    dialog.ask("disdetta")
    page.context.set_offline(True)
    dialog.ask("ricevuta")
    expect(dialog.options.first).to_contain_text("ricevute")


def without(page: Page, pattern: str) -> list[str]:
    """Let files be gone from the host; returns the addresses that are asked for, as they come."""
    asked: list[str] = []

    def gone(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=404)

    page.route(pattern, gone)
    return asked


@pytest.mark.allow_console("Failed to load resource")
def test_without_what_reads_letters_a_greeting_is_read_plainly(kb_server: Any, page: Page) -> None:
    """A page of an older site asks for a file that is gone: help with letters is help, not a duty."""
    asked = without(page, "**/marks.*.js")
    dialog = visit(page, kb_server.url + ARTICLES["it"])
    dialog.open()
    dialog.ask("Gentile assistenza, come scarico una ricevuta?")
    expect(dialog.options.first).to_contain_text("ricevut")
    assert asked


@pytest.mark.allow_console("Failed to load resource")
def test_without_what_corrects_words_the_others_are_searched(kb_server: Any, page: Page) -> None:
    """A page of an older site asks for a file that is gone: a word is read as spelt, the rest is found."""
    asked = without(page, "**/typos.*.js")
    dialog = visit(page, kb_server.url + ARTICLES["it"])
    dialog.open()
    dialog.ask("ricevuta")
    assert not asked
    dialog.ask("scraicare una ricevuta", "unsure")
    expect(dialog.options.first).to_contain_text("ricevut")
    assert asked


FAILURES = {
    "index missing": ("**/_search/it.bin", {"status": 404}, "manca il suo indice", None),
    "another version": (
        "**/_search/it.bin",
        {"body": b"\x63"},
        "è stato aggiornato",
        "Ricarica la pagina",
    ),
    "index unreachable": ("**/_search/it.bin", None, "Controlla la connessione", "Riprova"),
    "script unreachable": ("**/assets/kb/search.*.js", None, "Controlla la connessione", "Riprova"),
}


@pytest.mark.allow_console("Failed to load resource")
@pytest.mark.parametrize("failure", FAILURES)
def test_a_failure_is_named_with_its_cure(kb_server: Any, page: Page, failure: str) -> None:
    """No index, another version, no connection: what it is, what to do, and the cure works."""
    pattern, answer, message, cure = FAILURES[failure]

    def fail(route: Route) -> None:
        route.fulfill(**answer) if answer else route.abort()

    page.route(pattern, fail)
    dialog = visit(page, kb_server.url + ARTICLES["it"])
    page.keyboard.press("Control+k")
    page.keyboard.type("disdetta")
    shown = dialog.root.locator(".kb-advice__title")
    expect(shown.filter(has_text=message, visible=True)).to_be_visible()
    page.unroute(pattern, fail)
    if cure:
        with suppress(TimeoutError):  # a page of an older site may be quicker: it loads itself anew
            dialog.root.get_by_role("button", name=cure).click(timeout=2_000)
        expect(dialog.options.first).to_contain_text("disdico")
        expect(shown.filter(has_text=message, visible=True)).to_have_count(0)
    else:
        expect(dialog.root.get_by_role("link", name="Fatturazione e annullamento")).to_be_visible()

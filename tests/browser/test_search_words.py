"""What the search dialog says, in two languages, and what it never runs."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from search_ui import (
    ARTICLES,
    NONSENSE,
    OTHERS,
    Dialog,
    visit,
)

ANNOUNCED = """() => {
    window.announced = [];
    const line = document.querySelector("dialog [role=status]");
    new MutationObserver(() => window.announced.push(line.textContent)).observe(line, {childList: true});
}"""


def test_the_count_is_announced_once_typing_pauses(dialog: Dialog, page: Page) -> None:
    """A screen reader hears one number, not one for every letter."""
    dialog.open()
    page.evaluate(ANNOUNCED)
    dialog.field.press_sequentially("disdetta")
    expect(dialog.status).to_have_text(re.compile(r"^\d+ risultati$"))
    assert len(page.evaluate("announced")) == 1


def test_one_character_is_answered_with_the_rule_kindly(dialog: Dialog, page: Page) -> None:
    """The rule steps forward as the field's description; no alert, nothing announced, Enter goes nowhere."""
    dialog.open()
    page.evaluate(ANNOUNCED)
    address = page.url
    rule = page.locator("#kb-dialog-rule")
    for typed in ("a", " è ", "?!", "."):
        dialog.ask("disdetta")
        expect(rule).to_be_hidden()
        dialog.ask(typed, "short")
        page.keyboard.press("Enter")
        expect(rule).to_be_visible()
        expect(rule).to_have_css("font-weight", "600")
        expect(dialog.root.get_by_role("alert")).to_have_count(0)
        expect(dialog.root.get_by_role("link", name="Fatturazione e annullamento")).to_be_visible()
    assert page.url == address
    assert [said for said in page.evaluate("announced") if said and "risultati" not in said] == []


def test_two_characters_are_searched(dialog: Dialog, page: Page) -> None:
    """The rule's other side."""
    dialog.open()
    dialog.ask("ca")


@pytest.mark.parametrize("lang", ["it", "en"])
def test_nothing_found_says_what_was_searched_and_where_to_go(kb_server: Any, page: Page, lang: str) -> None:
    """The query, the languages searched, the topics and the contacts; announced like a count."""
    dialog = visit(page, kb_server.url + ARTICLES[lang])
    dialog.open()
    dialog.ask(NONSENSE[lang], "none")
    said = dialog.root.locator("[data-kb-advice]")
    expect(said).to_contain_text(NONSENSE[lang])
    expect(said).to_contain_text({"it": "(italiano, inglese)", "en": "(English, Italian)"}[lang])
    topics = {"it": "Fatturazione e annullamento", "en": "Billing and cancellation"}[lang]
    contacts = {"it": "Chiedi al supporto", "en": "Ask support"}[lang]
    expect(said.get_by_role("link", name=contacts)).to_be_visible()
    expect(dialog.status).to_contain_text(NONSENSE[lang])
    said.get_by_role("link", name=topics).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(topics)


def test_the_nearest_word_is_offered_and_searched_on_a_click(dialog: Dialog, page: Page) -> None:
    """The offer is one click away, and stays in the dialog."""
    dialog.open()
    dialog.ask("rimborsso")
    offer = dialog.root.get_by_role("link", name="rimborso", exact=True)
    expect(offer.locator("xpath=..")).to_have_text("Intendevi rimborso?")
    offer.click()
    expect(dialog.field).to_have_value("rimborso")
    expect(dialog.field).to_be_focused()
    expect(dialog.root).to_be_visible()


@pytest.mark.parametrize(("lang", "other", "named"), [("it", "en", "inglese"), ("en", "it", "Italian")])
def test_answers_in_the_other_language_say_so_and_are_read_in_it(
    kb_server: Any, page: Page, lang: str, other: str, named: str
) -> None:
    """Where this language knows no answer: a sentence, and `lang` on every hit, to be pronounced right."""
    dialog = visit(page, kb_server.url + ARTICLES[lang])
    dialog.open()
    dialog.ask(OTHERS[lang])
    expect(dialog.root.locator("[data-kb-advice]")).to_contain_text(named)
    hit = dialog.options.first
    expect(hit).to_have_attribute("lang", other)
    expect(hit).to_have_attribute("hreflang", other)
    expect(hit).to_have_attribute("href", re.compile(f"^/{other}/"))
    meta = hit.locator(".kb-hit__meta")
    expect(meta).to_have_attribute("lang", lang)
    expect(meta).to_contain_text(named)


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script> disdetta",
    "javascript:alert(1)",
    "\u202edisdetta\u202c \u200f",
    "{query} {count}",
    "disdetta " * 1112,
    "qxzwk " * 1667,
    "🧾" * 5000 + " disdetta",
]


def test_whatever_is_typed_stays_text(dialog: Dialog, page: Page) -> None:
    """Markup, addresses, marks that turn text around, endless text: shown as typed, cut, never run."""
    dialog.open()
    tags = "() => document.querySelectorAll('img, script, iframe').length"
    before = page.evaluate(tags)
    for hostile in HOSTILE:
        dialog.ask("", "short")
        dialog.field.fill(hostile)
        expect(dialog.root).to_have_attribute("data-state", re.compile("results|none"))
        assert page.evaluate(tags) == before
        assert len(dialog.root.locator("[data-kb-advice]").inner_text()) < 1000
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    dialog.field.press("Enter")
    page.wait_for_url("**/it/cerca/?q=*")
    expect(page.locator("#kb-find-q")).to_have_value(HOSTILE[-1])

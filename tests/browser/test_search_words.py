"""What the search dialog says, in two languages, and what it never runs."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from search_ui import (
    ARTICLES,
    NONSENSE,
    OTHERS,
    UNSURE,
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


@pytest.mark.parametrize(("lang", "named"), [("it", "inglese"), ("en", "Italian")])
def test_what_the_other_language_answers_is_shown_as_this_ones_own_pages(
    kb_server: Any, page: Page, lang: str, named: str
) -> None:
    """Where only the other language knows the word: a sentence says so, and the pages are the reader's."""
    dialog = visit(page, kb_server.url + ARTICLES[lang])
    dialog.open()
    dialog.ask(OTHERS[lang])
    expect(dialog.root.locator("[data-kb-advice]")).to_contain_text(named)
    hit = dialog.options.first
    expect(hit).to_have_attribute("href", f"/{lang}/receipts/")
    expect(hit).not_to_have_attribute("lang", re.compile(".*"))
    expect(hit.locator(".kb-hit__meta")).not_to_contain_text(named)


@pytest.mark.parametrize(
    ("lang", "said"), [("it", "Risposte in italiano per"), ("en", "Answers in English for")]
)
def test_a_question_in_a_language_that_the_site_has_not_is_labelled(
    kb_server: Any, page: Page, lang: str, said: str
) -> None:
    """The dialog and the results page name the answers' language; the quoted words carry the question's."""
    query = "cambiar la tarjeta de pago"
    dialog = visit(page, kb_server.url + ARTICLES[lang])
    dialog.open()
    dialog.ask(query)
    advice = dialog.root.locator("[data-kb-advice]")
    expect(advice).to_contain_text(said)
    expect(advice.locator("bdi[lang=es]")).to_have_text(query)
    dialog.root.locator("#kb-o-all").click()
    expect(page.locator(".kb-find__count")).to_contain_text(said)
    expect(page.locator(".kb-find__count bdi[lang=es]")).to_have_text(query)


@pytest.mark.parametrize("lang", ["it", "en"])
def test_where_nothing_answers_exactly_the_closest_are_shown_and_the_ways_on(
    kb_server: Any, page: Page, lang: str
) -> None:
    """The sentence, three articles, then topics and contacts; a screen reader hears it once."""
    dialog = visit(page, kb_server.url + ARTICLES[lang])
    dialog.open()
    dialog.ask(UNSURE[lang], "unsure")
    closest = {
        "it": "Nessun articolo risponde esattamente. I più vicini:",
        "en": "Nothing answers this exactly. Closest:",
    }
    expect(dialog.root.locator("[data-kb-advice]")).to_have_text(closest[lang])
    assert dialog.root.locator(".kb-option--article").count() == 3
    beside = dialog.root.locator("[data-kb-beside]")
    expect(beside.get_by_role("link")).to_have_count(6)
    expect(
        beside.get_by_role("link", name={"it": "Chiedi al supporto", "en": "Ask support"}[lang])
    ).to_be_visible()
    expect(dialog.status).to_have_text(f"{closest[lang]} 3 {'risultati' if lang == 'it' else 'results'}")
    page.keyboard.press("ArrowUp")
    assert dialog.active == dialog.options.last.get_attribute("id")
    dialog.ask({"it": "disdetta", "en": "cancel"}[lang])
    expect(beside).to_be_empty()


def test_a_text_too_long_for_a_search_is_told_so(dialog: Dialog, page: Page) -> None:
    """A sentence with the limit and the ways on, and no result that looks like an answer."""
    dialog.open()
    dialog.ask("disdetta " * 445, "failed")
    expect(dialog.root.locator("[data-kb-advice]")).to_contain_text("al massimo 4000 caratteri")
    expect(dialog.root.get_by_role("link", name="Chiedi al supporto")).to_be_visible()
    dialog.ask("disdetta")


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
        expect(dialog.root).to_have_attribute("data-state", re.compile("results|unsure|none|failed"))
        assert page.evaluate(tags) == before
        assert len(dialog.root.locator("[data-kb-advice]").inner_text()) < 1000
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    dialog.field.press("Enter")
    page.wait_for_url("**/it/cerca/?q=*")
    expect(page.locator("#kb-find-q")).to_have_value(HOSTILE[-1])

"""The search dialog's combobox as people use it: by keyboard, by pointer, with an input method."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from search_ui import (
    ARTICLES,
    MANY,
    QUERIES,
    Dialog,
    visit,
)

COMPOSING = """([field, keys]) => keys.map((key) => field.dispatchEvent(
    new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true, isComposing: true})))"""


def test_roles_and_states_follow_what_is_shown(dialog: Dialog, page: Page) -> None:
    """A screen reader hears a combobox over a listbox, collapsed until there are results."""
    dialog.open()
    field = dialog.field
    listbox = page.locator(f"#{field.get_attribute('aria-controls')}")
    expect(dialog.root).to_have_accessible_name("Cerca nel centro assistenza")
    expect(field).to_have_attribute("aria-autocomplete", "list")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(listbox).to_be_hidden()
    dialog.ask("disdetta")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(listbox).to_have_role("listbox")
    expect(listbox).to_have_accessible_name("Risultati")
    assert dialog.active == dialog.options.first.get_attribute("id")
    assert listbox.get_by_role("option").count() == dialog.options.count() > 3
    dialog.ask("ricetta della carbonara", "none")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(listbox).to_be_hidden()


def test_arrows_home_and_end_move_through_the_options(dialog: Dialog, page: Page) -> None:
    """From the first answer Down and Up go round, the text itself included; Home and End go to the ends."""
    dialog.open()
    dialog.ask("disdetta")
    ids = [option.get_attribute("id") for option in dialog.options.all()]
    walked = []
    for key in ("ArrowDown", "ArrowDown", "End", "ArrowDown", "ArrowUp", "Home", "ArrowUp"):
        page.keyboard.press(key)
        walked.append(dialog.active)
        chosen = dialog.root.locator("[aria-selected=true]")
        assert chosen.count() == (dialog.active is not None)
        if dialog.active:
            expect(chosen).to_have_id(dialog.active)
            expect(chosen).to_be_in_viewport(ratio=1)
    assert walked == [ids[1], ids[2], ids[-1], None, ids[-1], ids[0], None]
    expect(dialog.field).to_be_focused()


@pytest.mark.parametrize("lang", ["it", "en"])
def test_many_answers_stand_by_category_and_keys_follow_the_eye(
    kb_server: Any, page: Page, lang: str
) -> None:
    """Groups named by their titles, the best answer first and chosen, the best three before all others."""
    asked = {"q": MANY[lang], "lang": lang, "limit": "6"}
    ranked = [
        hit["url"] for hit in page.request.get(f"{kb_server.url}/api/search", params=asked).json()["hits"]
    ]
    dialog = visit(page, kb_server.url + ARTICLES[lang])
    with page.expect_response("**/help.*.js"):
        dialog.open()
    dialog.ask(MANY[lang])
    listbox = dialog.root.get_by_role("listbox")
    groups = listbox.get_by_role("group")
    expect(groups).not_to_have_count(0)
    titles = [str(group.locator(".kb-dialog__group").inner_text()) for group in groups.all()]
    assert 1 < len(set(titles)) == len(titles) < 4
    for group, title in zip(groups.all(), titles, strict=True):
        expect(group).to_have_accessible_name(title)
        for meta in group.locator(".kb-hit__meta").all_inner_texts():
            assert title not in meta
    shown = [str(option.get_attribute("href")) for option in groups.get_by_role("option").all()]
    assert shown[0] == ranked[0]
    assert set(shown[:3]) == set(ranked[:3])
    assert sorted(shown) == sorted(ranked)
    walked = []
    for _ in range(len(shown) + 1):
        walked.append(dialog.active)
        expect(dialog.root.locator("[aria-selected=true]")).to_be_in_viewport(ratio=1)
        page.keyboard.press("ArrowDown")
    heights = [page.locator(f"#{name}").evaluate("(option) => option.offsetTop") for name in walked]
    assert heights == sorted(heights)
    assert walked[-1] == "kb-o-all"


@pytest.mark.allow_console("ERR_FAILED")
def test_without_the_file_that_groups_the_answers_are_one_list(dialog: Dialog, page: Page) -> None:
    """Grouping is help, not a duty."""
    page.route("**/help.*.js", lambda route: route.abort())
    dialog.open()
    dialog.ask(MANY["it"])
    expect(dialog.root.get_by_role("group")).to_have_count(0)
    expect(dialog.options).to_have_count(7)


def test_home_and_end_move_the_caret_until_another_answer_is_chosen(dialog: Dialog, page: Page) -> None:
    """Where nobody walked through the list they are the text's own keys."""
    dialog.open()
    dialog.ask("disdetta")
    page.keyboard.press("Home")
    page.keyboard.type("la ")
    expect(dialog.field).to_have_value("la disdetta")


def test_a_new_answer_chooses_its_own_first(dialog: Dialog, page: Page) -> None:
    """aria-activedescendant never names an option that is gone."""
    dialog.open()
    dialog.ask("disdetta")
    page.keyboard.press("ArrowDown")
    dialog.ask("ricevuta")
    assert dialog.active == dialog.options.first.get_attribute("id")
    dialog.ask("abbonamento palestra carbonara", "unsure")
    assert dialog.active is None


def test_enter_ahead_of_the_answer_does_not_open_the_one_before(dialog: Dialog, page: Page) -> None:
    """Who types on and presses Enter at once is led to the results for all that was typed."""
    dialog.open()
    dialog.ask("disdetta")
    dialog.field.evaluate(
        """field => {
            field.value = "ricevuta";
            field.dispatchEvent(new Event("input", {bubbles: true}));
            const enter = new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true});
            if (field.dispatchEvent(enter)) field.form.requestSubmit();
        }"""
    )
    page.wait_for_url("**/it/cerca/?q=ricevuta")


@pytest.mark.parametrize(
    ("lang", "found"), [("it", "/it/cancel-subscription/"), ("en", "/en/cancel-subscription/")]
)
def test_an_answer_is_reached_by_keyboard_alone(kb_server: Any, page: Page, lang: str, found: str) -> None:
    """Ctrl+K, a question, Enter: the article."""
    dialog = visit(page, kb_server.url + ARTICLES[lang])
    page.keyboard.press("Control+k")
    page.keyboard.type(QUERIES[lang])
    expect(dialog.options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{found}")


def test_enter_in_the_text_opens_the_results_page(dialog: Dialog, page: Page) -> None:
    """Up leads back to the text: there Enter means what it means in the plain form."""
    dialog.open()
    dialog.ask("disdetta")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/it/cerca/?q=disdetta")


def test_the_way_to_all_results_is_in_sight_and_last_of_the_options(dialog: Dialog, page: Page) -> None:
    """However many answers scroll above it, its row is seen; it carries the query."""
    dialog.open()
    dialog.ask("annullare l’abbonamento")
    expect(dialog.options.last).to_be_in_viewport(ratio=1)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/it/cerca/?q=*")
    expect(page.locator("#kb-find-q")).to_have_value("annullare l’abbonamento")


def test_a_hit_shows_its_kind_and_its_best_section(dialog: Dialog, page: Page) -> None:
    """A drawing beside each title; below it, for pointers, a link to the heading: keys stop once at a hit."""
    dialog.open()
    dialog.ask("disdetta")
    hits = dialog.root.locator(".kb-option--article")
    expect(hits.locator("svg")).to_have_count(hits.count())
    assert dialog.options.count() == hits.count() + 1
    heading = dialog.root.locator(".kb-hit__section").first
    name = heading.inner_text()
    heading.click()
    page.wait_for_url("**/it/*/#*")
    anchor = page.evaluate("decodeURIComponent(location.hash)")
    expect(page.locator(anchor)).to_contain_text(name)


def test_a_link_to_this_very_page_closes_the_dialog(kb_server: Any, page: Page) -> None:
    """A section of the article one is reading is a jump, not a reload behind an open dialog."""
    dialog = visit(page, kb_server.url + "/it/cancel-subscription/")
    dialog.open()
    dialog.ask("disdetta")
    dialog.root.locator("[href*='/it/cancel-subscription/#']").first.click()
    expect(dialog.root).to_be_hidden()
    page.wait_for_url("**/it/cancel-subscription/#*")


def test_ctrl_enter_opens_a_tab(dialog: Dialog, page: Page) -> None:
    """Options are links: the browser's own ways to open them work, and the search stays."""
    dialog.open()
    dialog.ask("disdetta")
    with page.context.expect_page() as opened:
        page.keyboard.press("Control+Enter")
    opened.value.wait_for_url("**/it/cancel-subscription/")
    expect(dialog.root).to_be_visible()


def test_escape_clears_then_closes(dialog: Dialog, page: Page) -> None:
    """The first Escape takes back the query, the second the dialog."""
    dialog.open()
    dialog.ask("disdetta")
    page.keyboard.press("Escape")
    expect(dialog.field).to_have_value("")
    expect(dialog.root).to_have_attribute("data-state", "short")
    expect(dialog.root).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog.root).to_be_hidden()


def test_tab_visits_every_control_and_leaves(dialog: Dialog, page: Page) -> None:
    """Tab goes through the controls, then to the browser, never into the list or the page behind."""
    dialog.open()
    dialog.ask("disdetta")
    stops = []
    for _ in range(5):
        page.keyboard.press("Tab")
        at = "e => e === document.body ? 'browser' : e.type ?? e.textContent"
        stops.append(page.evaluate(f"({at})(document.activeElement)"))
    assert stops == ["reset", "submit", "checkbox", "browser", "text"]


def test_the_clear_button_empties_the_field_and_keeps_the_focus_there(dialog: Dialog, page: Page) -> None:
    """One tap to start over."""
    dialog.open()
    dialog.ask("disdetta")
    page.get_by_role("button", name="Svuota il campo").click()
    expect(dialog.field).to_have_value("")
    expect(dialog.field).to_be_focused()
    expect(dialog.root).to_have_attribute("data-state", "short")


def test_a_press_beside_it_closes_it_but_a_drag_out_of_it_does_not(dialog: Dialog, page: Page) -> None:
    """Selecting text with a sweep that ends outside is not a wish to leave."""
    dialog.open()
    box = dialog.field.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(10, 800)
    page.mouse.up()
    expect(dialog.root).to_be_visible()
    page.mouse.click(10, 800)
    expect(dialog.root).to_be_hidden()


def test_an_input_method_keeps_its_keys(dialog: Dialog, page: Page) -> None:
    """While a word is composed, arrows, Enter and Escape choose candidates; the text stays as composed."""
    dialog.open()
    dialog.ask("disdetta")
    field = dialog.field.element_handle()
    untouched = page.evaluate(COMPOSING, [field, ["ArrowDown", "Home", "End", "Enter", "Escape"]])
    assert untouched == [True] * 5
    assert dialog.active == dialog.options.first.get_attribute("id")
    expect(dialog.field).to_have_value("disdetta")
    dialog.field.fill("")
    devtools = page.context.new_cdp_session(page)
    devtools.send("Input.imeSetComposition", {"text": "ricevut", "selectionStart": 7, "selectionEnd": 7})
    expect(dialog.options.first).to_contain_text("ricevut")
    expect(dialog.field).to_have_value("ricevut")
    devtools.send("Input.insertText", {"text": "ricevuta"})
    expect(dialog.field).to_have_value("ricevuta")

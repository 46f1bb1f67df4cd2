"""The search dialog as people use it: by keyboard, with a screen reader, on a phone, in two languages."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from search_ui import ARTICLES, NONSENSE, OTHERS, QUERIES, SEARCH_PAGES, Dialog, requested, too_small, visit

COMPOSING = """([field, keys]) => keys.map((key) => field.dispatchEvent(
    new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true, isComposing: true})))"""
CUT = """() => [...document.querySelectorAll("dialog[open], dialog[open] *")]
    .filter((e) => e.clientWidth && e.scrollWidth > e.clientWidth + 1)
    .filter((e) => !e.matches("input, svg, svg *, .kb-visually-hidden, .kb-hit__excerpt"))
    .map((e) => e.className)"""
ANNOUNCED = """() => {
    window.announced = [];
    const line = document.querySelector("dialog [role=status]");
    new MutationObserver(() => window.announced.push(line.textContent)).observe(line, {childList: true});
}"""


@pytest.fixture
def dialog(kb_server: Any, page: Page) -> Dialog:
    """The dialog of an Italian article, closed."""
    return visit(page, kb_server.url + ARTICLES["it"])


# -- opening --


def test_search_costs_nothing_before_it_is_wanted(dialog: Dialog, kb_server: Any, page: Page) -> None:
    """A page loads neither index nor engine; the pointer coming near fetches both, in two requests."""
    addresses = requested(page)
    page.reload(wait_until="networkidle")
    assert [url for url in addresses if "search." in url or "_search" in url] == []
    addresses.clear()
    with page.expect_response("**/_search/it.json"):
        page.get_by_role("button", name="Cerca nel centro assistenza").hover()
    assert [re.sub(r"\.\w{8}\.", ".", url.rpartition("/")[2]) for url in addresses] == [
        "search.js",
        "it.json",
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
    """AltGr+K, Ctrl+/ and plain letters belong to the system, the browser and the reader."""
    opened = {}
    for key in ("Control+Alt+k", "Alt+/", "Control+/", "k", "Shift+k"):
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


# -- the key / --


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


# -- the combobox --


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
    assert dialog.active is None
    assert listbox.get_by_role("option").count() == dialog.options.count() > 3
    dialog.ask("ricetta della carbonara", "none")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(listbox).to_be_hidden()


def test_arrows_home_and_end_move_through_the_options(dialog: Dialog, page: Page) -> None:
    """Down and Up go round through the text itself; Home and End go to the ends; the choice is in view."""
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
    assert walked == [ids[0], ids[1], ids[-1], None, ids[-1], ids[0], None]
    expect(dialog.field).to_be_focused()


def test_home_and_end_move_the_caret_while_nothing_is_chosen(dialog: Dialog, page: Page) -> None:
    """In the text they are the text's own keys."""
    dialog.open()
    dialog.ask("disdetta")
    page.keyboard.press("Home")
    page.keyboard.type("la ")
    expect(dialog.field).to_have_value("la disdetta")


def test_a_new_answer_forgets_the_choice(dialog: Dialog, page: Page) -> None:
    """aria-activedescendant never names an option that is gone."""
    dialog.open()
    dialog.ask("disdetta")
    page.keyboard.press("ArrowDown")
    page.keyboard.type(" rinnovo")
    expect(dialog.field).not_to_have_attribute("aria-activedescendant", re.compile(".*"))


@pytest.mark.parametrize(
    ("lang", "found"), [("it", "/it/cancel-subscription/"), ("en", "/en/cancel-subscription/")]
)
def test_an_answer_is_reached_by_keyboard_alone(kb_server: Any, page: Page, lang: str, found: str) -> None:
    """Ctrl+K, a question, Down, Enter: the article."""
    dialog = visit(page, kb_server.url + ARTICLES[lang])
    page.keyboard.press("Control+k")
    page.keyboard.type(QUERIES[lang])
    expect(dialog.options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{found}")


def test_enter_in_the_text_opens_the_results_page(dialog: Dialog, page: Page) -> None:
    """Nothing is chosen by itself: Enter means what it means in the plain form."""
    dialog.open()
    dialog.ask("disdetta")
    page.keyboard.press("Enter")
    page.wait_for_url("**/it/cerca/?q=disdetta")


def test_the_last_option_leads_to_all_results(dialog: Dialog, page: Page) -> None:
    """Up from the text chooses it; it carries the query."""
    dialog.open()
    dialog.ask("annullare l’abbonamento")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/it/cerca/?q=*")
    expect(page.locator("#kb-find-q")).to_have_value("annullare l’abbonamento")


def test_a_hit_offers_its_best_section(dialog: Dialog, page: Page) -> None:
    """The line below a hit is an option of its own and leads to the heading."""
    dialog.open()
    dialog.ask("disdetta")
    heading = dialog.root.locator(".kb-option--section").first
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
    assert "#" in page.url


def test_ctrl_enter_opens_a_tab(dialog: Dialog, page: Page) -> None:
    """Options are links: the browser's own ways to open them work, and the search stays."""
    dialog.open()
    dialog.ask("disdetta")
    page.keyboard.press("ArrowDown")
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
    assert dialog.active is None
    expect(dialog.field).to_have_value("disdetta")
    dialog.field.fill("")
    devtools = page.context.new_cdp_session(page)
    devtools.send("Input.imeSetComposition", {"text": "ricevut", "selectionStart": 7, "selectionEnd": 7})
    expect(dialog.options.first).to_contain_text("ricevut")
    expect(dialog.field).to_have_value("ricevut")
    devtools.send("Input.insertText", {"text": "ricevuta"})
    expect(dialog.field).to_have_value("ricevuta")


# -- what is said --


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


# -- without scripts, and where something fails --


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


FAILURES = {
    "index missing": ("**/_search/it.json", {"status": 404}, "manca il suo indice", None),
    "another version": (
        "**/_search/it.json",
        {"json": {"format": 999}},
        "è stato aggiornato",
        "Ricarica la pagina",
    ),
    "index unreachable": ("**/_search/it.json", None, "Controlla la connessione", "Riprova"),
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
        dialog.root.get_by_role("button", name=cure).click()
        if cure == "Ricarica la pagina":
            expect(dialog.root).to_be_hidden()
            dialog.open()
            dialog.ask("disdetta")
        expect(dialog.options.first).to_contain_text("disdico")
        expect(shown.filter(has_text=message, visible=True)).to_have_count(0)
    else:
        expect(dialog.root.get_by_role("link", name="Fatturazione e annullamento")).to_be_visible()


# -- for every eye --

STATES: dict[str, tuple[dict[str, str], str]] = {
    "too short": ({"it": "a", "en": "a"}, "short"),
    "results": (QUERIES, "results"),
    "suggestion": ({"it": "rimborsso", "en": "refunnd"}, "results"),
    "other language": (OTHERS, "results"),
    "nothing found": (NONSENSE, "none"),
}


def looks() -> Iterator[tuple[int, str]]:
    """Every width and colour scheme."""
    for width in (1280, 360):
        for scheme in ("light", "dark"):
            yield width, scheme


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize("state", STATES)
def test_no_state_has_an_accessibility_fault(
    kb_server: Any, new_page: Callable[..., Page], axe: Callable[..., list[str]], lang: str, state: str
) -> None:
    """WCAG 2.2 AA by axe, light and dark, wide and narrow, with an option chosen where there are some."""
    page = new_page(reduced_motion="reduce")
    dialog = visit(page, kb_server.url + ARTICLES[lang])
    dialog.open()
    queries, expected = STATES[state]
    dialog.ask(queries[lang], expected)
    page.keyboard.press("ArrowDown")
    found = {}
    for width, scheme in looks():
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found[f"{width} {scheme}"] = axe(page, "dialog[open]")
    assert {look: faults for look, faults in found.items() if faults} == {}


@pytest.mark.allow_console("Failed to load resource")
def test_a_failure_has_no_accessibility_fault(
    kb_server: Any, new_page: Callable[..., Page], axe: Callable[..., list[str]]
) -> None:
    """Also when everything is unreachable, light and dark, wide and narrow."""
    page = new_page(reduced_motion="reduce")
    page.route("**/assets/kb/search.*.js", lambda route: route.abort())
    dialog = visit(page, kb_server.url + ARTICLES["it"])
    page.keyboard.press("Control+k")
    expect(dialog.root.get_by_role("button", name="Riprova")).to_be_visible()
    for width, scheme in looks():
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert axe(page, "dialog[open]") == []


@pytest.mark.parametrize("query", ["disdetta", "ricetta della carbonara", "a"])
def test_at_320_pixels_nothing_is_cut_and_targets_are_large_enough(
    kb_server: Any, new_page: Callable[..., Page], query: str
) -> None:
    """Reflow (WCAG 1.4.10) and target size (2.5.8) in every state."""
    page = new_page(viewport={"width": 320, "height": 256})
    dialog = visit(page, kb_server.url + ARTICLES["it"])
    dialog.open()
    dialog.field.fill(query)
    expect(dialog.status if query != "a" else dialog.field).to_be_attached()
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert too_small(page, "dialog[open]") == []


def test_reduced_motion_is_respected(kb_server: Any, new_page: Callable[..., Page]) -> None:
    """Nothing in the dialog moves for who asked for calm; for others it appears with a short movement."""
    for wish, name in (("reduce", "none"), ("no-preference", "kb-appear")):
        page = new_page(reduced_motion=wish)
        dialog = visit(page, kb_server.url + ARTICLES["it"])
        page.keyboard.press("Control+k")
        expect(dialog.root).to_have_css("animation-name", name)


def test_forced_colours_still_show_the_choice(kb_server: Any, new_page: Callable[..., Page]) -> None:
    """Backgrounds are gone in high contrast: the chosen option has an outline."""
    page = new_page(forced_colors="active")
    dialog = visit(page, kb_server.url + ARTICLES["it"])
    dialog.open()
    dialog.ask("disdetta")
    page.keyboard.press("ArrowDown")
    expect(dialog.options.first).to_have_css("outline-style", "solid")
    expect(dialog.options.nth(1)).to_have_css("outline-style", "none")

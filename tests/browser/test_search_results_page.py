"""The results page: a place with an address, with scripts and without, in two languages."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from search_ui import NONSENSE, OTHERS, QUERIES, SEARCH_PAGES, UNSURE, too_small

# What script and server must write alike: no whitespace, and no session of the browser's in it.
SHOWN = """() => ["list", "advice", "more", "beside", "filters"]
    .map((part) => document.querySelector(`main [data-kb-${part}]`).innerHTML.replace(/\\s+/g, " "))"""
ROOT = "[data-kb-results]"
COUNTS = """(links) => links.map((link) =>
    [link.getAttribute("href"), link.querySelector("[aria-hidden]")?.textContent])"""
STATES = {"q=a": "short", "q=carbonara&kind=video": "none", "q=abbonamento+palestra+carbonara": "unsure"}


def visit(page: Page, url: str, state: str = "results") -> None:
    """Go to a results page and wait until it shows what its address asks."""
    page.goto(url)
    expect(page.locator(ROOT)).to_have_attribute("data-state", state)


def hits(page: Page) -> list[str]:
    """The titles found, in order."""
    return page.locator("li.kb-hit h2").all_inner_texts()


@pytest.fixture
def it(kb_server: Any) -> str:
    """The Italian results page."""
    return str(kb_server.url + SEARCH_PAGES["it"])


# -- an address --


def test_an_address_is_a_search_that_can_be_shared(it: str, page: Page) -> None:
    """`?q=` alone shows the answers as plain links below headings, the query in field and title."""
    visit(page, it + "?q=disdetta")
    expect(page.locator("#kb-find-q")).to_have_value("disdetta")
    expect(page).to_have_title(re.compile("^disdetta – Risultati della ricerca"))
    expect(page.locator("main").get_by_role("listbox")).to_have_count(0)
    first = page.locator("li.kb-hit").first
    expect(first.get_by_role("heading").get_by_role("link")).to_have_attribute(
        "href", "/it/cancel-subscription/"
    )
    expect(page.locator(".kb-find__count")).to_have_text(re.compile(r"^\d+ risultati$"))
    expect(page.locator("#kb-az")).to_be_hidden()


def test_the_form_asks_and_takes_a_step_in_the_history(it: str, page: Page) -> None:
    """Typing shows answers at once; the address follows; back returns to the query before, field and all."""
    visit(page, it + "?q=disdetta")
    before = hits(page)
    field = page.locator("#kb-find-q")
    field.fill("ricevuta")
    expect(page.locator("li.kb-hit").first).to_contain_text("ricevut")
    field.press("Enter")
    page.wait_for_url("**/it/cerca/?q=ricevuta")
    page.go_back()
    page.wait_for_url("**/it/cerca/?q=disdetta")
    expect(field).to_have_value("disdetta")
    expect(page.locator("li.kb-hit h2").first).to_have_text(before[0])
    page.go_forward()
    expect(field).to_have_value("ricevuta")


def test_a_run_of_typing_is_one_step(it: str, page: Page) -> None:
    """Back leads to the query before, not to every pause in between."""
    visit(page, it + "?q=disdetta")
    field = page.locator("#kb-find-q")
    for text in ("ric", "ricevu", "ricevuta"):
        field.fill(text)
        page.wait_for_url(f"**/it/cerca/?q={text}")
    page.go_back()
    page.wait_for_url("**/it/cerca/?q=disdetta")


def test_what_is_typed_before_the_script_is_there_is_asked_and_kept(it: str, page: Page) -> None:
    """The server's page can be typed into at once; its script takes that over, the address too."""
    page.route("**/*.js", lambda route: (time.sleep(0.5), route.continue_()))
    page.goto(it + "?q=disdetta", wait_until="commit")
    page.locator("#kb-find-q").fill("ricevuta")
    page.wait_for_url("**/it/cerca/?q=ricevuta")
    expect(page.locator("li.kb-hit").first).to_contain_text("ricevut")


def test_filters_are_links_that_the_history_keeps(it: str, page: Page) -> None:
    """Kind and category narrow, combine, are marked as current, survive reload, back and forward."""
    visit(page, it + "?q=piano")
    everything = hits(page)
    filters = page.get_by_role("navigation", name="Filtra i risultati")
    filters.get_by_role("link", name="Guida").click()
    page.wait_for_url("**/it/cerca/?q=piano&kind=guide")
    expect(page.locator("li.kb-hit .kb-hit__meta").first).to_contain_text("Guida")
    guides = hits(page)
    filters.get_by_role("link", name="Piani e rinnovi").click()
    page.wait_for_url("**/it/cerca/?q=piano&kind=guide&category=plans")
    expect(page.locator("li.kb-hit .kb-hit__meta").first).to_have_text("Guida · Piani e rinnovi")
    both = hits(page)
    assert 0 < len(both) < len(guides) < len(everything)
    expect(filters.locator("[aria-current=true]")).to_have_text(
        [re.compile("^Guida"), re.compile("^Piani e rinnovi")]
    )
    page.reload()
    expect(page.locator("li.kb-hit h2")).to_have_text(both)
    page.go_back()
    expect(page.locator("li.kb-hit h2")).to_have_text(guides)
    page.go_back()
    names = [re.compile("^Tutti i tipi"), re.compile("^Tutti gli argomenti")]
    expect(filters.locator("[aria-current=true]")).to_have_text(names)
    expect(page.locator("li.kb-hit h2")).to_have_text(everything)
    page.go_forward()
    expect(page.locator("#kb-find-q")).to_have_value("piano")
    expect(page.locator("li.kb-hit h2")).to_have_text(guides)


@pytest.mark.parametrize("scripts", [True, False])
def test_each_filter_says_how_many_results_it_would_give(
    it: str, new_page: Callable[..., Page], scripts: bool
) -> None:
    """The number beside a choice is that of the page it leads to, other filter kept; heard as a sentence."""
    page = new_page(java_script_enabled=scripts)
    visit(page, it + "?q=piano&category=plans")
    links = page.locator("[data-kb-filter]")
    told = links.evaluate_all(COUNTS)
    assert len({count for _, count in told}) > 2
    for address, count in told:
        assert count is not None
        if count != "0":
            visit(page, it.removesuffix(SEARCH_PAGES["it"]) + address)
            expect(page.locator(".kb-find__count")).to_have_text(re.compile(rf"^{count} risultat[io]$"))
    expect(links.first).to_have_accessible_name(re.compile(r"^Tutti i tipi \(\d+ risultat[io]\)$"))


def test_the_counts_follow_what_is_typed_and_leave_with_a_phrase(it: str, page: Page) -> None:
    """Each answer brings its own numbers; a quoted phrase and too short a query have none."""
    visit(page, it + "?q=disdetta")
    counts = page.locator(".kb-filters__count")
    links = page.locator("[data-kb-filter]").count()
    expect(counts).to_have_count(links)
    first = counts.first.inner_text()
    page.locator("#kb-find-q").fill("ricevuta")
    expect(counts.first).not_to_have_text(first)
    expect(counts).to_have_count(links)
    page.locator("#kb-find-q").fill('"carta di pagamento"')
    expect(counts).to_have_count(0)


@pytest.mark.allow_console("ERR_FAILED")
def test_without_the_file_that_counts_the_page_answers_all_the_same(it: str, page: Page) -> None:
    """Numbers are help, not a duty."""
    page.route("**/help.*.js", lambda route: route.abort())
    visit(page, it + "?q=disdetta")
    expect(page.locator("li.kb-hit").first).to_be_visible()
    expect(page.locator(".kb-filters__count").filter(visible=True)).to_have_count(0)


def test_a_new_query_keeps_the_filters(it: str, page: Page) -> None:
    """Who looks for guides goes on looking for guides."""
    visit(page, it + "?q=piano&kind=guide")
    page.locator("#kb-find-q").fill("ricevuta")
    page.keyboard.press("Enter")
    page.wait_for_url("**/it/cerca/?q=ricevuta&kind=guide")
    expect(page.locator("li.kb-hit .kb-hit__meta").first).to_contain_text("Guida")


def test_back_from_an_article_shows_the_same_results(it: str, page: Page) -> None:
    """The way back from an answer leads to the list it was chosen from."""
    visit(page, it + "?q=piano&kind=guide")
    before = hits(page)
    page.locator("li.kb-hit h2 a").first.click()
    page.wait_for_load_state()
    page.go_back()
    expect(page.locator("li.kb-hit h2")).to_have_text(before)


def test_a_click_right_after_typing_is_not_lost(it: str, page: Page) -> None:
    """The address takes over what was typed without touching the list that somebody is about to click."""
    visit(page, it + "?q=disdetta")
    page.locator("#kb-find-q").fill("ricevuta")
    hit = page.locator("li.kb-hit").filter(has_text="Dove trovo le ricevute").get_by_role("link").first
    hit.hover()
    page.mouse.down()
    page.wait_for_timeout(500)  # the address settles meanwhile
    page.mouse.up()
    page.wait_for_url("**/it/receipts/")
    page.go_back()
    page.wait_for_url("**/it/cerca/?q=ricevuta")


def test_a_switch_of_the_language_keeps_query_and_filters(it: str, page: Page) -> None:
    """The other language's results page asks the same."""
    visit(page, it + "?q=piano&kind=guide")
    page.locator("#kb-find-q").fill("rimborso")
    page.wait_for_url("**/it/cerca/?q=rimborso&kind=guide")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/search/?q=rimborso&kind=guide")


def test_more_results_are_one_link_away_and_keep_ones_place(it: str, page: Page) -> None:
    """Twenty at first; the link adds twenty and moves the focus to the first new one."""
    visit(page, it + "?q=come")
    if page.locator("li.kb-hit").count() < 20:
        visit(page, it + "?q=account")
    expect(page.locator("li.kb-hit")).to_have_count(20)
    page.get_by_role("link", name="Mostra altri risultati").click()
    page.wait_for_url("**&limit=40")
    expect(page.locator("li.kb-hit").nth(20).get_by_role("link").first).to_be_focused()


def test_parameters_without_meaning_are_passed_over(it: str, page: Page) -> None:
    """A mistyped address still answers the question in it."""
    visit(page, it + "?q=disdetta")
    plain = hits(page)
    answered = {}
    for extra in ("kind=nonsense", "category=__proto__", "limit=-3", "limit=1e9", "limit=01e9", "x=y"):
        page.goto(f"{it}?q=disdetta&{extra}")
        page.wait_for_load_state("networkidle")
        answered[extra] = hits(page)[: len(plain)] == plain
    assert all(answered.values()), answered


# -- nothing, too little, another language --


def test_without_a_query_every_question_is_listed(it: str, page: Page) -> None:
    """The page alone is the list of all questions from A to Z; nothing of search is loaded."""
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    visit(page, it, "start")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#kb-az")).to_be_visible()
    assert not [url for url in addresses if "_search" in url]


def test_one_character_shows_the_rule_and_every_question(it: str, page: Page) -> None:
    """Kindly: the rule as the field's description, no alert, and the list to choose from."""
    visit(page, it + "?q=a", "short")
    expect(page.locator("#kb-find-q")).to_have_accessible_description(re.compile("due o più caratteri"))
    expect(page.locator("#kb-find-rule")).to_have_css("font-weight", "600")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("#kb-az")).to_be_visible()
    expect(page.locator("[data-kb-filters]")).to_be_hidden()


@pytest.mark.parametrize("lang", ["it", "en"])
def test_nothing_found_helps_on(kb_server: Any, page: Page, lang: str) -> None:
    """What was searched, the topics, the contacts."""
    visit(page, f"{kb_server.url}{SEARCH_PAGES[lang]}?q={NONSENSE[lang]}", "none")
    said = page.locator("main [data-kb-advice]")
    expect(said).to_contain_text(NONSENSE[lang])
    expect(said.get_by_role("link")).to_have_count(6)
    expect(page.locator("main").get_by_role("status")).to_contain_text(NONSENSE[lang])


def test_nothing_found_under_filters_offers_to_take_them_off(it: str, page: Page) -> None:
    """An empty list because of a filter is not an empty help center."""
    visit(page, it + "?q=carbonara&kind=video", "none")
    expect(page.locator("main [data-kb-advice]")).to_contain_text("Con questi filtri, nessuna risposta")
    page.get_by_role("link", name="Togli i filtri").click()
    page.wait_for_url("**/it/cerca/?q=carbonara")


def test_the_nearest_word_is_a_link(it: str, page: Page) -> None:
    """The offer leads to that search, as an address."""
    visit(page, it + "?q=rimborsso")
    page.get_by_role("link", name="rimborso", exact=True).click()
    page.wait_for_url("**/it/cerca/?q=rimborso")
    expect(page.locator("#kb-find-q")).to_have_value("rimborso")


@pytest.mark.parametrize(("lang", "named"), [("it", "inglese"), ("en", "Italian")])
def test_what_the_other_language_answers_is_shown_as_this_ones_own_pages(
    kb_server: Any, page: Page, lang: str, named: str
) -> None:
    """The sentence says where it was found; links, titles and passages are the reader's."""
    visit(page, f"{kb_server.url}{SEARCH_PAGES[lang]}?q={OTHERS[lang]}")
    expect(page.locator(".kb-find__count")).to_contain_text(named)
    hit = page.locator("li.kb-hit").first
    expect(hit.get_by_role("link").first).to_have_attribute("href", f"/{lang}/receipts/")
    expect(hit).not_to_have_attribute("lang", re.compile(".*"))


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize("scripts", [True, False])
def test_where_nothing_answers_exactly_the_closest_are_shown_and_the_ways_on(
    kb_server: Any, new_page: Callable[..., Page], lang: str, scripts: bool
) -> None:
    """From script and server alike: five, further ones a link away, topics and contacts beside them."""
    page = new_page(java_script_enabled=scripts)
    visit(page, f"{kb_server.url}{SEARCH_PAGES[lang]}?q={UNSURE[lang]}", "unsure")
    said = {
        "it": "Nessun articolo risponde esattamente. I più vicini:",
        "en": "Nothing answers this exactly. Closest:",
    }
    expect(page.locator("main [data-kb-advice]")).to_have_text(said[lang])
    expect(page.locator("li.kb-hit")).to_have_count(5)
    expect(page.locator("main [data-kb-beside]").get_by_role("link")).to_have_count(6)
    if scripts:
        expect(page.locator("main").get_by_role("status")).to_contain_text(said[lang])
    page.locator("main [data-kb-more]").get_by_role("link").click()
    page.wait_for_url("**&limit=20")
    expect(page.locator("li.kb-hit").nth(5)).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_text_too_long_for_a_search_is_told_so(
    it: str, new_page: Callable[..., Page], scripts: bool
) -> None:
    """A sentence with the limit and the ways on; the list of all questions stays."""
    page = new_page(java_script_enabled=scripts)
    visit(page, f"{it}?q={'disdetta+' * 445}", "failed")
    expect(page.locator("main [data-kb-advice]")).to_contain_text("al massimo 4000 caratteri")
    expect(page.locator("#kb-az")).to_be_visible()


@pytest.mark.parametrize(
    "hostile", ["<img src=x onerror=alert(1)>disdetta", "\u202edisdetta", "javascript:alert(1)"]
)
@pytest.mark.parametrize("scripts", [True, False])
def test_whatever_the_address_says_stays_text(
    it: str, new_page: Callable[..., Page], hostile: str, scripts: bool
) -> None:
    """From script and from the server alike: in field, title, sentence and links."""
    page = new_page(java_script_enabled=scripts)
    page.goto(it)
    images = page.locator("img").count()
    page.locator("#kb-find-q").fill(hostile)
    page.keyboard.press("Enter")
    expect(page.locator(ROOT)).to_have_attribute("data-state", re.compile("results|unsure|none"))
    expect(page.locator("#kb-find-q")).to_have_value(hostile)
    expect(page).to_have_title(re.compile(re.escape(hostile)))
    assert page.locator("img").count() == images


# -- without scripts --


@pytest.mark.parametrize(
    "query",
    [
        "q=disdetta",
        "q=piano&kind=guide&category=plans",
        "q=receipt",
        "q=rimborsso",
        "q=carbonara&kind=video",
        "q=abbonamento+palestra+carbonara",
        "q=a",
    ],
)
def test_the_server_writes_what_the_script_writes(it: str, new_page: Callable[..., Page], query: str) -> None:
    """Without scripts the page under `kb serve` is the same page: items, counts, advice, filters, marks."""
    page = new_page()
    visit(page, f"{it}?{query}", STATES.get(query, "results"))
    page.wait_for_load_state("networkidle")  # the server wrote the same state: the scripts come after it
    expect(page.locator(ROOT)).not_to_have_attribute("data-busy", "")
    scripted = page.evaluate(SHOWN)
    page.route(re.compile(r"\.js$"), lambda route: route.abort())
    plain = new_page()
    plain.route(re.compile(r"\.js$"), lambda route: route.fulfill(body="", content_type="text/javascript"))
    plain.goto(f"{it}?{query}")
    assert plain.evaluate(SHOWN) == scripted
    assert plain.title() == page.title()


def test_without_scripts_search_filters_and_more_work(it: str, new_page: Callable[..., Page]) -> None:
    """Form, filter links and the way to an answer are plain HTML."""
    page = new_page(java_script_enabled=False)
    page.goto(it)
    expect(page.locator("#kb-az")).to_be_visible()
    page.locator("#kb-find-q").fill("piano")
    page.get_by_role("button", name="Cerca").click()
    page.get_by_role("link", name="Guida").click()
    page.wait_for_url("**/it/cerca/?q=piano&kind=guide")
    expect(page.locator("li.kb-hit .kb-hit__meta").first).to_contain_text("Guida")
    expect(page.locator("#kb-az")).to_be_hidden()
    page.locator("li.kb-hit h2 a").first.click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Risultati della ricerca")


@pytest.mark.allow_console("Failed to load resource")
def test_an_index_out_of_reach_leaves_the_list_of_questions(it: str, page: Page) -> None:
    """A failure is named with its cure, and everything can still be browsed."""
    page.route("**/_search/it.bin", lambda route: route.abort())
    visit(page, it + "?q=disdetta", "failed")
    expect(page.locator("#kb-az")).to_be_visible()
    page.unroute("**/_search/it.bin")
    page.get_by_role("button", name="Riprova").click()
    expect(page.locator(ROOT)).to_have_attribute("data-state", "results")


@pytest.mark.allow_console("Failed to load resource")
def test_the_pages_own_script_is_asked_for_again_when_it_did_not_arrive(it: str, page: Page) -> None:
    """Without it nothing half works: the reader is told, and a click tries again."""
    page.route("**/results.*.js", lambda route: route.abort())
    page.goto(it + "?q=disdetta")
    failed = page.locator(f"{ROOT} [data-kb-failed]")
    expect(failed).to_be_visible()
    page.unroute("**/results.*.js")
    failed.get_by_role("button").click()
    expect(page.locator(ROOT)).to_have_attribute("data-state", "results")
    expect(failed).to_be_hidden()


# -- for every eye --


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize("state", ["results", "other language", "unsure", "none", "short"])
def test_no_state_has_an_accessibility_fault(
    kb_server: Any, new_page: Callable[..., Page], faults: Callable[..., list[str]], lang: str, state: str
) -> None:
    """WCAG 2.2 AA by axe, light and dark, wide and narrow; at 320 pixels nothing scrolls sideways."""
    page = new_page(reduced_motion="reduce")
    query = {
        "results": QUERIES,
        "other language": OTHERS,
        "unsure": UNSURE,
        "none": NONSENSE,
        "short": {"it": "a", "en": "a"},
    }
    shown = "results" if state == "other language" else state
    visit(page, f"{kb_server.url}{SEARCH_PAGES[lang]}?q={query[state][lang]}", shown)
    assert faults(page, "main") == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert too_small(page, ROOT) == []

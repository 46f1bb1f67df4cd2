"""The panel stands where its reader is, moves nothing, knows whose section is whose."""

import re
from typing import Any

import pytest
from account_pages import Visitor
from playwright.sync_api import Page, expect
from waiting import until

ARTICLE = "/it/cancel-subscription/"
SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""
MOST_SHIFT = 0.02
LITTLE_SHIFT = 0.005
SHOWN_WITHIN_MS = 4000  # two seconds, and as much again for a busy machine
NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


def top(page: Page, selector: str) -> float:
    """How far down the page a thing begins, in pixels."""
    return float(
        page.evaluate("s => document.querySelector(s).getBoundingClientRect().top + scrollY", selector)
    )


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_the_panel_is_three_stops_from_the_title(kb_server: Any, new_page: Any, size: dict[str, int]) -> None:
    """By keyboard the link below the title leads to the panel; on a phone it follows the last step."""
    page = new_page(viewport=size)
    page.goto(kb_server.url + ARTICLE)
    if size == NARROW:
        gap = top(page, ".kb-panel") - top(page, ".kb-prose ol > li:last-child")
        assert 0 < gap < 250
        assert top(page, ".kb-article__rest") > top(page, ".kb-panel")
    page.evaluate("document.querySelector('h1').tabIndex = -1; document.querySelector('h1').focus()")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#kb-panel-title")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", re.compile("/account/go/"))


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("state", ["active", "renewal-off", "corporate"])
def test_the_state_moves_nothing(
    kb_server: Any, new_page: Any, axe: Any, state: str, size: dict[str, int]
) -> None:
    """When the account's state arrives the page stays where it is; own sections are marked, others folded."""
    page = new_page(viewport=size, reduced_motion="reduce")
    page.add_init_script(SHIFTS)
    Visitor(kb_server.url, "it", state).sign_in(page)
    page.goto(kb_server.url + ARTICLE)
    page.locator("[data-kb-now]").wait_for()
    until(page, "document.querySelector('.kb-when details, .kb-when--own')")
    for section in page.locator(".kb-when").all():
        own = section.get_attribute("data-when") == state
        assert section.locator("h2, h3").first.is_visible()
        assert section.locator("details:not([open])").count() == (0 if own else 1)
        assert ("kb-when--own" in (section.get_attribute("class") or "")) == own
    if state == "corporate":
        until(page, "scrollY > 0")
        mine = page.locator(".kb-when--own").bounding_box()
        assert 0 < mine["y"] < size["height"] - mine["height"]
    assert page.evaluate("shifted") <= MOST_SHIFT
    assert axe(page, "main") == []


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_longest_sentence_moves_nothing_either(kb_server: Any, new_page: Any, language: str) -> None:
    """Where the state says most, beside the title, in the narrow column of a wide screen."""
    page = new_page(viewport=WIDE)
    page.add_init_script(SHIFTS)
    Visitor(kb_server.url, language, "renewal-off").sign_in(page)
    page.goto(f"{kb_server.url}/{language}/change-plan/")
    page.locator("[data-kb-now]").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("shifted") <= LITTLE_SHIFT


@pytest.mark.allow_console("ERR_FAILED")
@pytest.mark.parametrize("missing", ["**/account/state*", "**/assets/kb/page.*.js"])
def test_what_waits_for_the_state_is_shown_without_it(kb_server: Any, new_page: Any, missing: str) -> None:
    """Nobody sees an invitation that is not theirs; and nobody waits longer than two seconds for one."""
    page = new_page(viewport=WIDE)
    Visitor(kb_server.url, "it", "renewal-off").sign_in(page)
    page.route(missing, lambda route: route.abort() if "assets" in missing else None)
    page.goto(kb_server.url + ARTICLE, wait_until="commit")
    offer = page.locator(".kb-panel__offer").first
    offer.wait_for(state="attached")
    expect(page.locator(".kb-panel__title")).to_be_visible()
    expect(offer).to_be_hidden()
    expect(offer).to_be_visible(timeout=SHOWN_WITHIN_MS)
    expect(page.locator(".kb-panel__help")).to_be_visible()


@pytest.mark.parametrize(
    ("state", "name", "own"),
    [
        ("credit", "contact-refund", ["credit"]),
        ("no-plan", "change-plan", ["not-active"]),
        ("suspended", "reactivate-account", ["suspended"]),
        ("renewal-off", "cancel-subscription", ["renewal-off"]),
        ("corporate", "reactivate-account", ["corporate"]),
    ],
)
def test_what_holds_for_the_reader_stays_open(
    kb_server: Any, new_page: Any, state: str, name: str, own: list[str]
) -> None:
    """By credit, renewal, plan or none: their sections are marked and open, all others folded."""
    page = new_page()
    Visitor(kb_server.url, "it", state).sign_in(page)
    page.goto(f"{kb_server.url}/it/{name}/")
    until(page, "document.querySelector('.kb-when details')")
    marked = page.locator(".kb-when--own").evaluate_all("all => all.map(one => one.dataset.when)")
    assert marked == own
    assert page.locator(".kb-when:not(:has(details:not([open])))").count() == len(own)

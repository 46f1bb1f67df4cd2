"""The search dialog for every eye: contrast, reflow, target size, motion, forced colours."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from search_ui import (
    ARTICLES,
    MANY,
    NONSENSE,
    OTHERS,
    QUERIES,
    UNSURE,
    too_small,
    visit,
)

CUT = """() => [...document.querySelectorAll("dialog[open], dialog[open] *")]
    .filter((e) => e.clientWidth && e.scrollWidth > e.clientWidth + 1)
    .filter((e) => !e.matches("input, svg, svg *, .kb-visually-hidden, .kb-hit__excerpt"))
    .map((e) => e.className)"""


STATES: dict[str, tuple[dict[str, str], str]] = {
    "nothing typed": ({"it": "", "en": ""}, "short"),
    "too short": ({"it": "a", "en": "a"}, "short"),
    "results": (QUERIES, "results"),
    "groups": (MANY, "results"),
    "suggestion": ({"it": "rimborsso", "en": "refunnd"}, "results"),
    "other language": (OTHERS, "results"),
    "closest only": (UNSURE, "unsure"),
    "nothing found": (NONSENSE, "none"),
}


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize("state", STATES)
def test_no_state_has_an_accessibility_fault(
    kb_server: Any, new_page: Callable[..., Page], faults: Callable[..., list[str]], lang: str, state: str
) -> None:
    """WCAG 2.2 AA by axe, light and dark, wide and narrow, with an option chosen where there are some."""
    page = new_page(reduced_motion="reduce")
    dialog = visit(page, kb_server.url + ARTICLES[lang])
    dialog.open()
    page.wait_for_load_state("networkidle")  # what groups answers comes beside the index
    queries, expected = STATES[state]
    dialog.ask(queries[lang], expected)
    assert dialog.root.get_by_role("group").count() or state != "groups"
    assert faults(page, "dialog[open]") == []


@pytest.mark.allow_console("Failed to load resource")
def test_a_failure_has_no_accessibility_fault(
    kb_server: Any, new_page: Callable[..., Page], faults: Callable[..., list[str]]
) -> None:
    """Also when everything is unreachable, light and dark, wide and narrow."""
    page = new_page(reduced_motion="reduce")
    page.route("**/assets/kb/search.*.js", lambda route: route.abort())
    dialog = visit(page, kb_server.url + ARTICLES["it"])
    page.keyboard.press("Control+k")
    expect(dialog.root.get_by_role("button", name="Riprova")).to_be_visible()
    assert faults(page, "dialog[open]") == []


@pytest.mark.parametrize("query", ["disdetta", "ricetta della carbonara", "a"])
def test_at_320_pixels_nothing_is_cut_and_targets_are_large_enough(
    kb_server: Any, new_page: Callable[..., Page], query: str
) -> None:
    """Reflow (WCAG 1.4.10) and target size (2.5.8) in every state."""
    page = new_page(viewport={"width": 320, "height": 256})
    dialog = visit(page, kb_server.url + ARTICLES["it"])
    dialog.open()
    states = {"disdetta": "results", "ricetta della carbonara": "none", "a": "short"}
    dialog.ask(query, states[query])
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
    expect(dialog.options.first).to_have_css("outline-style", "solid")
    expect(dialog.options.nth(1)).to_have_css("outline-style", "none")

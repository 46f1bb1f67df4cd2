"""`/agent` driven by its keys in a real browser: paste, Enter, copied; axe finds nothing, narrow or dark."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from desk_server import TOKEN, desk
from pasted import MOST_KEYS, PASTED, titles
from playwright.sync_api import Page, expect
from waiting import until

from kb.cli import main

MESSAGES = {
    "Dear support,\nhow do I cancel my subscription?\nThanks\nMary": "How do I cancel my subscription?",
    "Buongiorno, come disdico l'abbonamento?": "Come disdico l’abbonamento?",
    "Where are my receipts?": "Where do I find receipts",
}
PASTED_IN = "document.activeElement.value = text; document.activeElement.dispatchEvent(new Event('input'))"


@pytest.fixture(scope="module")
def url(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over the project's content."""
    project = tmp_path_factory.mktemp("desk")
    (project / "content").symlink_to(root / "content")
    assert CliRunner().invoke(main, ["-C", str(project), "index"]).exit_code == 0
    with desk(project, "", time.monotonic, project / "searches.db") as address:
        yield address


def opened(page: Page, url: str) -> Page:
    """The desk, signed in to with the keyboard alone."""
    page.goto(f"{url}/agent")
    expect(page.locator("#token")).to_be_focused()
    page.keyboard.type(TOKEN)
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_be_focused()
    return page


def test_a_pasted_message_is_copied_rich_and_plain_with_one_key(page: Page, url: str) -> None:
    """Enter at once after the paste; Alt+Down chooses; the account's state and language come with Alt+A."""
    opened(page, url)
    page.evaluate(
        "document.addEventListener('copy', e => setTimeout(() => { window.rich = e.clipboardData.getData("
        "'text/html'); }), {capture: true}); document.addEventListener('copy', e => { window.got = e; });"
    )
    for message, title in MESSAGES.items():
        page.evaluate(f"text => {{ {PASTED_IN} }}", message)
        page.keyboard.press("Enter")
        expect(page.locator("#said")).to_contain_text(title)
        expect(page.locator("#letter")).to_contain_text(title)
    before = page.locator("#letter").inner_text()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#letter")).not_to_have_text(before, use_inner_text=True)
    page.keyboard.press("Alt+KeyA")
    page.keyboard.type("aziendale@example.com", delay=20)  # longer than the pause: half of it is not asked
    page.keyboard.press("Enter")
    expect(page.locator("#state")).to_have_text("A Corporate plan.")
    expect(page.locator("#message")).to_be_focused()
    page.keyboard.press("Alt+KeyA")
    page.keyboard.press("End")
    page.keyboard.type("x")  # another address: nothing of the former customer's stands beside it
    expect(page.locator("#state")).to_be_empty()
    expect(page.locator("#letter")).to_be_empty()
    page.keyboard.press("Backspace")
    page.keyboard.press("Alt+KeyM")
    expect(page.locator("#state")).to_have_text("A Corporate plan.")
    page.evaluate(f"text => {{ {PASTED_IN} }}", "xyzzy plugh")
    expect(page.locator("#said")).to_have_text("No article answers this.")


def test_twenty_messages_take_three_keys_at_most(page: Page, url: str, root: Path) -> None:
    """After the paste: Alt+Down as often as the right answer stands below the first, and Enter."""
    opened(page, url)
    known, pressed = titles(root / "content"), []
    for message, article in PASTED:
        page.evaluate("document.getElementById('suggestions').replaceChildren()")  # those of the one before
        with page.expect_response("**/agent/suggest") as answered:
            page.evaluate(f"text => {{ {PASTED_IN} }}", message)
        answered.value.finished()
        until(page, "document.querySelector('#suggestions button')")
        shown = [each.lstrip("✓ ") for each in page.locator("#suggestions button").all_inner_texts()]
        place = next(n for n, title in enumerate(shown) if title in known[article])
        strokes = [*["Alt+ArrowDown"] * place, "Enter"]
        for stroke in strokes:
            page.keyboard.press(stroke)
        expect(page.locator("#said")).to_have_text(f"Copied: {shown[place]}")
        pressed.append(len(strokes))
    assert max(pressed) <= MOST_KEYS


def test_what_no_article_answers_is_noted_with_one_key(page: Page, url: str) -> None:
    """Alt+N, once for each message; the button says the same to a pointer."""
    opened(page, url)
    button = page.get_by_role("button", name="Report: no article answers this")
    expect(button).to_be_disabled()
    page.evaluate(f"text => {{ {PASTED_IN} }}", "is there a yacht insurance for xyzzy?")
    expect(button).to_be_enabled()
    page.keyboard.press("Alt+KeyN")
    expect(page.locator("#said")).to_have_text("Noted for the writers, without personal data.")
    expect(button).to_be_disabled()
    page.keyboard.type("more")
    expect(button).to_be_enabled()


def test_keys_wait_for_the_letters_that_are_on_their_way(page: Page, url: str) -> None:
    """Enter copies the letter for the message that stands there, and the note is what is said last."""
    opened(page, url)
    page.evaluate(f"text => {{ {PASTED_IN} }}", "where are my receipts?")
    expect(page.locator("#letter")).to_contain_text("receipts")
    page.route("**/agent/suggest", lambda route: (time.sleep(0.5), route.continue_()))
    with page.expect_request("**/agent/suggest"):
        page.evaluate(f"text => {{ {PASTED_IN} }}", "how do I cancel my subscription?")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Copied: How do I cancel my subscription?")
    with page.expect_request("**/agent/suggest"):
        page.evaluate(f"text => {{ {PASTED_IN} }}", "xyzzy plugh")
    with page.expect_request("**/agent/miss"):
        page.keyboard.press("Alt+KeyN")
    expect(page.locator("#said")).to_have_text("Noted for the writers, without personal data.")


def test_what_is_copied_is_html_and_text(new_page: Callable[..., Page], url: str) -> None:
    """Both forms are in the clipboard, with whole links."""
    page = opened(new_page(permissions=["clipboard-read", "clipboard-write"]), url)
    page.evaluate(f"text => {{ {PASTED_IN} }}", "how do I cancel my subscription?")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("Copied")
    kept = page.evaluate(
        "async () => { const [item] = await navigator.clipboard.read();"
        "return Promise.all(['text/html', 'text/plain'].map(async t => (await item.getType(t)).text())); }"
    )
    assert "<strong>How do I cancel my subscription?</strong>" in kept[0]
    assert "https://help.example.com/account/go/turnOffRenewal" in kept[1]


@pytest.mark.parametrize(("scheme", "width", "language"), [("light", 1280, "en"), ("dark", 360, "it")])
def test_the_desk_is_accessible(
    new_page: Callable[..., Page],
    axe: Callable[..., list[str]],
    url: str,
    scheme: Any,
    width: int,
    language: str,
) -> None:
    """No finding before and after signing in and with letters; nothing wider than the screen."""
    page = new_page(locale=language, color_scheme=scheme, viewport={"width": width, "height": 800})
    page.goto(f"{url}/agent")
    assert axe(page) == []
    opened(page, url)
    assert axe(page) == []
    page.evaluate(f"text => {{ {PASTED_IN} }}", "come disdico l'abbonamento?")
    expect(page.locator("#letter")).not_to_be_empty()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width

"""`kb agent` driven key by key on a terminal of 80 x 24, over the real articles: paste, Enter, copied."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import click
import pytest
from answer_table import customer
from panel_table import demo
from pasted import MOST_KEYS, PASTED
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static, TextArea

from kb import strings
from kb.answering.customer import EVERYBODY, Customer
from kb.answering.desk import Desk
from kb.answering.letter import formatted
from kb.answering.picking.asking import Asker
from kb.answering.suggest import Suggester
from kb.cli.console.screen import AgentScreen
from kb.web.engines import on_disk

SITE = "https://help.example.com"
Drive = Callable[[AgentScreen, Pilot[None]], Awaitable[None]]


def customer_of(email: str) -> Customer:
    """A demo customer."""
    if email != "renewal-off@example.com":
        raise click.BadParameter(f"there is no account with the e-mail {email}")
    billing = demo()
    return customer(billing, billing.account_by_email(email))


@pytest.fixture(scope="module")
def suggester(built: Path) -> Suggester:
    """Over the project's articles."""
    engines = on_disk(built / "build" / "index")
    return Suggester(Desk(built / "content"), Asker(engines, ("en", "it")), SITE, strings.text)


@pytest.fixture
def drive(suggester: Suggester) -> Callable[[Drive], None]:
    """Runs a person's keys on the screen."""

    def run(keys: Drive) -> None:
        async def session() -> None:
            screen = AgentScreen(
                suggester, customer_of, lambda key, **values: strings.text("en", key, **values), EVERYBODY
            )
            async with screen.run_test(size=(80, 24)) as pilot:
                await keys(screen, pilot)

        asyncio.run(session())

    return run


async def paste(screen: AgentScreen, pilot: Pilot[None], text: str) -> None:
    """What a terminal sends when somebody pastes."""
    screen.query_one(TextArea).post_message(events.Paste(text))
    await pilot.pause()


def shown(screen: AgentScreen, name: str) -> str:
    """The text of a part of the screen."""
    return str(screen.query_one(name, Static).content)


MESSAGES = {
    "Dear support,\nhow do I cancel my subscription?\nThanks\nMary": "How do I cancel my subscription?",
    "Buongiorno, come disdico l'abbonamento?\nGrazie": "Come disdico l’abbonamento?",
    "Where are my receipts?": "Where do I find receipts",
    "Salve, come cambio la password?": "Come cambio la password?",
}


def test_a_pasted_message_is_copied_as_a_letter_with_one_key_more(drive: Callable[[Drive], None]) -> None:
    """Two keystrokes: paste and Enter, even at once; the letter is in the message's language, links whole."""

    async def keys(screen: AgentScreen, pilot: Pilot[None]) -> None:
        for message, title in MESSAGES.items():
            await paste(screen, pilot, message)
            await pilot.press("enter")
            letter = screen.clipboard
            assert f"\n{title}" in letter, letter
            assert re.findall(r"\]\((?!https:|mailto:|tel:)[^)]*", letter) == []
            assert "Copied: " in shown(screen, "#state")
            await pilot.press("f3")
            assert screen.query_one(TextArea).text == ""

    drive(keys)


def test_results_follow_the_typing_and_the_arrows_choose(drive: Callable[[Drive], None]) -> None:
    """Typing shows suggestions; Down and Enter copy the second; Tab writes in the other language."""

    async def keys(screen: AgentScreen, pilot: Pilot[None]) -> None:
        await pilot.press(*"cancel my plan")
        await pilot.pause(0.5)
        options = screen.query_one(OptionList)
        assert options.option_count >= 3
        assert shown(screen, "#letter").startswith("Hello,")
        await pilot.press("down", "enter")
        first, second = (formatted(each.markdown, "text") for each in screen.found.listed[:2])
        assert screen.clipboard == second != first
        await pilot.press("tab")
        assert shown(screen, "#letter").startswith("Buongiorno,")
        await pilot.press("tab", "up")
        assert options.highlighted == options.option_count - 1

    drive(keys)


def test_a_message_in_a_third_language_is_remarked_on(
    drive: Callable[[Drive], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On top, until the next message."""
    monkeypatch.setenv("KB_LANG", "en")

    async def keys(screen: AgentScreen, pilot: Pilot[None]) -> None:
        await paste(screen, pilot, "Wie kann ich mein Abonnement kündigen?")
        await pilot.press("enter")
        assert "The message seems to be in German" in shown(screen, "#state")
        await pilot.press("f3")
        await paste(screen, pilot, "how do I cancel my subscription?")
        await pilot.press("enter")
        assert "German" not in shown(screen, "#state")

    drive(keys)


def test_the_account_decides_what_the_letter_says(drive: Callable[[Drive], None]) -> None:
    """F2 and the e-mail: its state on top, its part in the letter; a new message forgets it."""

    async def keys(screen: AgentScreen, pilot: Pilot[None]) -> None:
        await paste(screen, pilot, "how do I cancel my subscription?")
        await pilot.press("f2", *"nobody@example.com", "enter")
        assert "there is no account" in shown(screen, "#state")
        screen.query_one(Input).value = "renewal-off@example.com"
        await pilot.press("enter", "enter")
        assert "Plus stays active until December 12, 2026" in shown(screen, "#state")
        assert "Renewal is already off" in screen.clipboard
        assert "turnOffRenewal" not in screen.clipboard
        await pilot.press("f3")
        assert screen.customer is EVERYBODY

    drive(keys)


def test_nothing_that_fits_says_so_and_copies_nothing(drive: Callable[[Drive], None]) -> None:
    """No invented answer; all keys are on the screen, which keeps to 80 x 24."""

    async def keys(screen: AgentScreen, pilot: Pilot[None]) -> None:
        await paste(screen, pilot, "xyzzy plugh")
        await pilot.press("enter")
        assert (screen.clipboard, shown(screen, "#letter")) == ("", "No article answers this.")
        said = screen.export_screenshot()
        names = ("copy", "choose", "language", "account", "new", "quit")
        assert [name for name in names if name not in said] == []
        assert screen.size == (80, 24)

    drive(keys)


def test_twenty_messages_take_three_keys_at_most(drive: Callable[[Drive], None]) -> None:
    """After the paste: Down as often as the right answer stands below the first, and Enter."""
    pressed = []

    async def keys(screen: AgentScreen, pilot: Pilot[None]) -> None:
        for message, article in PASTED:
            await paste(screen, pilot, message)
            screen.ask()
            place = next(n for n, each in enumerate(screen.found.listed) if article in each.articles)
            strokes = [*["down"] * place, "enter"]
            await pilot.press(*strokes)
            assert screen.clipboard == formatted(screen.found.listed[place].markdown, "text")
            pressed.append(len(strokes))
            await pilot.press("f3")

    drive(keys)
    assert max(pressed) <= MOST_KEYS
    assert sum(pressed) <= 1.3 * len(PASTED)

"""The search dialog and the results page as the tests handle them: by keys, roles and what can be read."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

SEARCH_PAGES = {"it": "/it/cerca/", "en": "/en/search/"}
ARTICLES = {"it": "/it/receipts/", "en": "/en/receipts/"}
QUERIES = {"it": "disdetta", "en": "cancel"}
# Many answers of few categories.
MANY = {"it": "password", "en": "password"}
# Found in the other language only, and shown as this one's own pages.
OTHERS = {"it": "receipt", "en": "ricevuta"}
# One word of it is known, and what it asks is not.
UNSURE = {"it": "abbonamento palestra carbonara", "en": "gym zebra subscription"}
NONSENSE = {"it": "ricetta della carbonara", "en": "recipe for carbonara"}


@dataclass(frozen=True)
class Dialog:
    """The search dialog of a page."""

    page: Page

    @property
    def root(self) -> Locator:
        """The dialog, open or closed."""
        return self.page.locator("dialog[data-kb-dialog]")

    @property
    def field(self) -> Locator:
        """The combobox."""
        return self.root.get_by_role("combobox")

    @property
    def options(self) -> Locator:
        """The options of the listbox, visible or not."""
        return self.root.locator("[role=option]")

    @property
    def status(self) -> Locator:
        """What a screen reader is told."""
        return self.root.get_by_role("status")

    @property
    def active(self) -> str | None:
        """The id that aria-activedescendant names."""
        return self.field.get_attribute("aria-activedescendant")

    def open(self) -> None:
        """Open it by its shortcut, and wait until its script has taken over."""
        self.page.keyboard.press("Control+k")
        expect(self.root.locator("[data-kb-advice] a").first).to_be_attached()

    def ask(self, text: str, state: str = "results") -> None:
        """Type a query and wait for the state it leads to, not for that of the query before it."""
        if self.field.input_value() != text:
            self.root.evaluate("(dialog) => delete dialog.dataset.state")
        self.field.fill(text)
        expect(self.root).to_have_attribute("data-state", state)


def visit(page: Page, url: str) -> Dialog:
    """Go to a page; its dialog."""
    page.goto(url)
    return Dialog(page)


def requested(page: Page) -> list[str]:
    """A list that fills with the addresses the page requests from now on."""
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    return addresses


def fetched(page: Page, address: str) -> set[str]:
    """What a first visit fetches, all addresses: captions and icon are known to Chromium's network log alone.

    Without a window it fetches no icon, so that the icon is told in any case.
    """
    log = page.context.new_cdp_session(page)
    log.send("Network.enable")
    log.send("Network.setCacheDisabled", {"cacheDisabled": True})
    found: set[str] = set()
    log.on("Network.requestWillBeSent", lambda sent: found.add(sent["request"]["url"]))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    icon = page.evaluate("document.querySelector('link[rel=icon]').href")
    return {url for url in found if url.startswith("http")} | {icon}


def too_small(page: Page, scope: str) -> list[Any]:
    """Controls under 24 by 24 CSS pixels (WCAG 2.5.8), links inside sentences excepted."""
    return page.evaluate(
        """scope => [...document.querySelectorAll(`${scope} :is(a, button, input)`)]
            .map((control) => [control.closest("label") ?? control, control.checkVisibility()])
            .filter(([control, visible]) => visible && !control.closest("p"))
            .map(([control]) => [control.textContent, control.getBoundingClientRect()])
            .filter(([, box]) => box.width < 24 || box.height < 24)
            .map(([name, box]) => `${name.trim()}: ${box.width} x ${box.height}`)""",
        scope,
    )

"""The account pages seen by a visitor: the demo customers of each language, and where the pages stand."""

from dataclasses import dataclass

from playwright.sync_api import Page

from kb.billing.datasets import DEMO, DEMO_PASSWORD
from kb.billing.locale.texts import text

LANGUAGES = ("it", "en")


@dataclass(frozen=True)
class Visitor:
    """A demo customer by state ("active", "suspended", …) in one language; ``url`` is the service's."""

    url: str
    language: str
    state: str

    @property
    def email(self) -> str:
        """The demo customer's address."""
        return next(who.email for who in DEMO if (who.language, who.state) == (self.language, self.state))

    def t(self, key: str, **values: object) -> str:
        """A text of the account pages in the visitor's language, spaces as the browser shows them."""
        return " ".join(text(self.language, key, **values).split())

    def open(self, page: Page, path: str) -> None:
        """Open an account page in the visitor's language."""
        mark = "&" if "?" in path else "?"
        page.goto(f"{self.url}{path}{mark}lang={self.language}")

    def sign_in(self, page: Page) -> None:
        """Sign in, not by keyboard: for tests of what comes after."""
        self.open(page, "/account/sign-in")
        page.fill("#email", self.email)
        page.fill("#password", DEMO_PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda url: "/sign-in" not in url)  # loaded: a script needs its body


def words(page: Page, selector: str = "main") -> str:
    """What can be read in a part of the page, spaces collapsed."""
    return " ".join(page.inner_text(selector).split())

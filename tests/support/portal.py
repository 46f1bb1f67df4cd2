"""The account pages as a customer uses them: links and buttons by the names of their labels."""

import html
import re
from dataclasses import dataclass, field

from stub import Customer

from kb.billing.locale.texts import text

LANGUAGES = ("it", "en")
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
_MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
_LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_BUTTON = re.compile(r"<button\b[^>]*>(.*?)</button>", re.DOTALL)
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"')


def plain(markup: str) -> str:
    """What can be read in a piece of HTML, spaces collapsed."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


@dataclass
class Portal:
    """One customer's browser in one language; ``path`` and ``html`` are those of the open page."""

    customer: Customer
    language: str
    path: str = ""
    html: str = field(default="", repr=False)

    def label(self, key: str) -> str:
        """A text of the pages in this language."""
        return " ".join(text(self.language, key).split())

    def open(self, path: str) -> "Portal":
        """Go to an address, following where it leads."""
        answer = self.customer.http.get(path, params={"lang": self.language}, follow_redirects=True)
        self.path, self.html = answer.url.path, answer.text
        return self

    @property
    def words(self) -> str:
        """What the page's main part says."""
        found = _MAIN.search(self.html)
        return plain(found[0] if found else self.html)

    def links(self, key: str) -> list[str]:
        """Where the links lead that begin with a label."""
        name = self.label(key)
        return [html.unescape(to) for to, inner in _LINK.findall(self.html) if plain(inner).startswith(name)]

    def has_button(self, key: str) -> bool:
        """Whether a button of this name stands on the page."""
        return self.label(key) in [plain(inner) for inner in _BUTTON.findall(self.html)]

    def follow(self, key: str) -> "Portal":
        """Choose the first link of a name."""
        return self.open(self.links(key)[0])

    def press(self, key: str, **fields: str) -> "Portal":
        """Fill in the form whose button has this name, and press it."""
        name = self.label(key)
        form = next(form for form in _FORM.findall(self.html) if name in plain(form))
        action = re.search(r'<form[^>]*action="([^"]+)"', form)
        given = {key: html.unescape(value) for key, value in _HIDDEN.findall(form)}
        answer = self.customer.http.post(
            action[1] if action else self.path, data={**given, **fields}, follow_redirects=True
        )
        self.path, self.html = answer.url.path, answer.text
        return self

"""Whether Markdown becomes a page on which nothing acts, asked of what makes our pages; pure."""

import re

from bs4 import Tag

from kb.content.markdown.conversion import to_html
from kb.importing.html.text import ACTING, CONTROLS, SAFE, UNSEEN
from kb.importing.html.tree import TooDeep, soup

# What none of these stands in needs no look.
SUSPICIOUS = re.compile(
    r"<\s*[a-z!/]|\bon[a-z]{3,}\s*=|script|data:|&(?:#|colon|tab|newline)|\{[^}\n]*(?:href|src|action)",
    re.IGNORECASE,
)
FORBIDDEN = (*ACTING, *UNSEEN, *CONTROLS, "base", "meta", "frame", "frameset")
ADDRESSES = ("href", "src", "action", "formaction", "data", "srcdoc", "xlink:href", "poster", "background")
TAG = re.compile(r"<(?=[A-Za-z/!?])")
ATTRIBUTES = re.compile(r"(?<!\\)\{(?=:?[^{}\n]*=)")
LINK = re.compile(
    r"(\]\(\s*<?|\]:\s*<?)(?!https?://|mailto:|tel:)[^\s)>]*(?::|&)(?:[^()>\n]|\([^()\n]*\))*", re.IGNORECASE
)


def harmless(markdown: str) -> str | None:
    """The text as it is, else with its tags and attributes as plain signs; None if it acts even so."""
    if not SUSPICIOUS.search(markdown):
        return markdown
    for change in (lambda text: text, _plain):
        text = change(markdown)
        if not _acts(text):
            return text
    return None


def _plain(markdown: str) -> str:
    text = ATTRIBUTES.sub(r"\\{", TAG.sub("&lt;", markdown))
    return LINK.sub(r"\1#", text)


def _acts(markdown: str) -> bool:
    try:
        page = soup(to_html(markdown, ""))
    except (TooDeep, RecursionError):
        return True
    return any(_is_acting(tag) for tag in page.find_all(True))


def _is_acting(tag: Tag) -> bool:
    is_task = tag.name == "input" and tag.get("type") == "checkbox"
    if tag.name in FORBIDDEN and not is_task:
        return True
    values = {name: "".join(str(value).split()) for name, value in tag.attrs.items()}
    return any(
        name.startswith("on") or (name in ADDRESSES and not SAFE.match(value))
        for name, value in values.items()
    )

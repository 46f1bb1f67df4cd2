"""Every picture says what it shows, for those who do not see it."""

import re
from collections import Counter
from collections.abc import Iterable

from kb.checks.model import Check, Subject
from kb.errors import Problem, quoted
from kb.support.page_html import Element, line_of

FILE_NAME = re.compile(
    r"\S+\.(?:png|jpe?g|gif|svg|webp|avif)|(?:img|dsc|image|screenshot)[\W_]*\d+", re.IGNORECASE
)
# fmt: off
SAYS_NOTHING = frozenset({
    "image", "images", "picture", "photo", "screenshot", "screen", "icon", "alt", "figure", "img", "pic",
    "immagine", "immagini", "foto", "schermata", "figura", "icona",
})
# fmt: on
CURE = "write what it shows"


def find(subject: Subject) -> Iterable[Problem]:
    """Each picture without a text, or with one that says nothing; `alt=""` in HTML marks an ornament."""
    for page in subject.corpus.pages:
        seen = Counter[str]()
        for element in subject.page(page.path).elements:
            if element.tag != "img":
                continue
            source = element.attributes.get("src", "")
            line = line_of(page.body, element, source if element.is_made else "", seen[source])
            seen[source] += element.is_made
            if reason := _reason(element, source):
                yield Problem(page.path, page.body_line + line, reason)


def _reason(element: Element, source: str) -> str:
    text = element.attributes.get("alt")
    if text is None or (element.is_made and not text.strip()):
        return f"the picture {quoted(source)} has no text for who does not see it: {CURE}"
    if FILE_NAME.fullmatch(text.strip()) or text.strip().lower() in SAYS_NOTHING:
        return f"{quoted(text)} does not say what the picture {quoted(source)} shows: {CURE}"
    return ""


CHECK = Check(
    id="alt-text",
    reason="Customers who do not see a picture hear its text, and search reads it.",
    cure='Say in a few words what the picture shows; an ornament is <img alt="">.',
    find=find,
    scope="article",
)

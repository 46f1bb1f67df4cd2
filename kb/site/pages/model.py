"""What the templates show: entries, topics, links; frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from kb.content.sources.categories import CARDS, Category
from search.model import Section


@dataclass(frozen=True)
class Link:
    """A title and an address from the site's root without a leading slash."""

    title: str
    url: str


@dataclass(frozen=True)
class Rendered:
    """A page as the site generator made it.

    Attributes:
        path: The source path, "it/receipts.md".
        url: From the site's root without a leading slash.
        template: The template that the page names; empty for the usual one.
        meta: Its front matter, where it is none of our articles.
        text: Its HTML as Markdown gave it.
        html: Its HTML as the page shows it.
        contents: Its headings of the second rank.
        generated: Whether nobody wrote it.
        sections: Its text as search reads it, where that is known already.
    """

    path: str
    url: str
    title: str
    template: str
    meta: Mapping[str, object]
    text: str
    html: str
    contents: tuple[Link, ...]
    generated: bool
    sections: tuple[Section, ...] | None = None


@dataclass(frozen=True)
class Entry:
    """A page that answers something, as lists show it.

    Attributes:
        id: The article's id; the path within the language for a plain page.
        url: From the site's root without a leading slash.
        kind: faq, guide or video; "page" for a page without our front matter.
        category: The category's id, or empty.
        source: The source path, "it/receipts.md".
        updated: When the answer last changed, as its writer says.
    """

    id: str
    lang: str
    url: str
    title: str
    kind: str = "page"
    category: str = ""
    summary: str = ""
    source: str = ""
    updated: date | None = None


@dataclass(frozen=True)
class Topic:
    """A category in one language with the entries that stand in it, in reading order.

    Attributes:
        icon: The drawing on its card.
        layout: `cards`, else every answer stands on its page.
    """

    id: str
    title: str
    summary: str
    url: str
    entries: tuple[Entry, ...] = ()
    icon: str = Category.icon
    layout: str = Category.layout

    @property
    def answered(self) -> tuple[Entry, ...]:
        """The entries whose whole answer stands on the topic's page."""
        return () if self.layout == CARDS else self.entries

    @property
    def head(self) -> "Topic":
        """The topic without what stands in it, as pages see it that only lead there."""
        return replace(self, entries=())


@dataclass(frozen=True)
class Answer:
    """An entry whose whole answer stands on its category's page.

    Attributes:
        anchor: The id of its heading there.
        html: Its body, moved to that page.
        text: Its body as plain text.
    """

    entry: Entry
    anchor: str
    html: str
    text: str


@dataclass(frozen=True)
class Alternate:
    """A page in another language.

    Attributes:
        url: From the site's root without a leading slash.
        absolute: With scheme and host; empty when the site's address is unknown.
        current: Whether this is the page itself.
        exact: Whether it says the same thing, or only is that language's home page.
        anchors: The ids of its headings of the second rank, in order.
    """

    code: str
    name: str
    url: str
    absolute: str
    current: bool
    exact: bool
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recording:
    """A video article's files, from the site's root without a leading slash."""

    file: str
    captions: str
    poster: str = ""
    duration: str = ""
    type: str = ""

"""What a page says of itself beside its text: its address, the day of its last change, a sentence; pure."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

from kb.importing.fields import day, line
from kb.importing.html.plain import plain

ADDRESS = ("link[rel~=canonical][href]", "meta[property='og:url'][content]")
CHANGED = (
    "meta:is([property='article:modified_time'], [property='og:updated_time'],"
    " [http-equiv='last-modified' i], [name='last-modified' i],"
    " [name='lastmod' i], [name='revised' i], [name='dcterms.modified' i])",
    "[itemprop=dateModified]",
    ".git-revision-date-localized-plugin, .page-metadata, .theme-last-updated, .last-updated, .lastupdated",
)
MADE = (
    "meta:is([property='article:published_time'], [name='date' i], [name='dcterms.created' i]),"
    " [itemprop=datePublished]",
)
AROUND = re.compile(r"date|meta|updat|modif|publi|posted|time", re.IGNORECASE)


@dataclass(frozen=True)
class Head:
    """What a page says of itself.

    Attributes:
        address: Its own, as a path from the site's root; empty for none.
        updated: When it was changed last, else when it was written.
        summary: What it calls its description.
    """

    address: str
    updated: date | None
    summary: str


def head(page: BeautifulSoup) -> Head:
    """What a page says of itself, as long as nothing has been taken out of it."""
    days = (found for text in _dated(page) if (found := day(text)))
    return Head(_address(page), next(days, None), _summary(page))


def _address(page: BeautifulSoup) -> str:
    for selector in ADDRESS:
        tag = page.select_one(selector)
        parts = urlsplit(str(tag.get("href") or tag.get("content")).strip()) if tag else None
        if parts and parts.scheme and not parts.query:
            return unquote(parts.path)
    return ""


def _summary(page: BeautifulSoup) -> str:
    lead = page.select_one(".kb-lead")
    if lead:
        return plain(lead)
    for selector in ("meta[name=description i]", "meta[property='og:description']"):
        tag = page.select_one(selector)
        if tag and (said := line(str(tag.get("content") or ""))):
            return said
    return ""


def _dated(page: BeautifulSoup) -> Iterator[str]:
    """Texts that hold the day of a page, the surest first."""
    yield from _said(page, CHANGED)
    yield from _linked_data(page, "dateModified")
    yield from _times(page)
    yield from _said(page, MADE)
    yield from _linked_data(page, "datePublished")


def _said(page: BeautifulSoup, selectors: tuple[str, ...]) -> Iterator[str]:
    for selector in selectors:
        for tag in page.select(selector):
            text = plain(tag)
            changed = re.split(
                r"(?:modified|updated|modificat[oa]|aggiornat[oa])\b", text, flags=re.IGNORECASE
            )[-1]
            yield str(tag.get("content") or tag.get("datetime") or changed)


def _times(page: BeautifulSoup) -> Iterator[str]:
    """The times that tell of a page, and are no part of its text."""
    for tag in page.select("time[datetime]"):
        around = [tag, *list(tag.parents)[:2]]
        if any(each.name in ("header", "footer") or AROUND.search(_classes(each)) for each in around):
            yield str(tag["datetime"])


def _classes(tag: Tag) -> str:
    return " ".join(str(name) for name in tag.get_attribute_list("class") if name)


def _linked_data(page: BeautifulSoup, name: str) -> Iterator[str]:
    """A value of a page's data for search engines (JSON-LD), in whichever object it stands."""
    for tag in page.select("script[type='application/ld+json']"):
        try:
            waiting = [json.loads(tag.get_text())]
        except (ValueError, RecursionError):
            continue
        while waiting:
            data = waiting.pop(0)
            waiting += data if isinstance(data, list) else []
            if isinstance(data, dict):
                waiting += [data["@graph"]] if "@graph" in data else []
                yield str(data.get(name) or "")

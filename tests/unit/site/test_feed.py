"""The Atom feed of new and changed answers, as a feed reader reads it."""

from datetime import date, timedelta
from xml.etree import ElementTree

from kb.content.corpus import Category
from kb.site.pages import feed
from kb.site.pages.languages import languages
from kb.site.pages.model import Entry
from kb.site.pages.structure import NEWEST, shelve

(IT,) = languages(["it"], "it", {}, "Centro <assistenza>")
DAY = date(2026, 11, 23)
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entry(name: str, updated: date | None) -> Entry:
    """An Italian question."""
    return Entry(name, "it", f"it/{name}/", f"{name} & <altro>", "faq", "money", "Riassunto", updated=updated)


def read(*entries: Entry) -> ElementTree.Element:
    """The feed of these entries."""
    shelf = shelve(IT, entries, [Category(id="money", titles={"it": "Soldi"}, summaries={})])
    return ElementTree.fromstring(feed.atom(shelf, lambda url: f"https://h.example/{url.lstrip('./')}"))


def test_what_changed_last_comes_first() -> None:
    """Newest first, with address, day, topic and summary; pages without a date are no news."""
    root = read(entry("vecchia", DAY - timedelta(days=9)), entry("nuova", DAY), entry("senza", None))
    found = root.findall("a:entry", ATOM)
    assert [each.findtext("a:title", "", ATOM) for each in found] == ["nuova & <altro>", "vecchia & <altro>"]
    assert found[0].findtext("a:id", "", ATOM) == "https://h.example/it/nuova/"
    assert found[0].findtext("a:updated", "", ATOM) == root.findtext("a:updated", "", ATOM)
    assert root.findtext("a:updated", "", ATOM) == "2026-11-23T00:00:00Z"
    (category,) = found[0].findall("a:category", ATOM)
    assert category.attrib == {"term": "money", "label": "Soldi"}


def test_the_feed_is_whole_for_rfc_4287() -> None:
    """Id, title, author and its own address; in the language's own words."""
    root = read(entry("nuova", DAY))
    assert root.findtext("a:title", "", ATOM) == "Centro <assistenza>: risposte nuove e cambiate"
    assert root.findtext("a:id", "", ATOM) == "https://h.example/it/"
    assert root.findtext("a:author/a:name", "", ATOM) == "Centro <assistenza>"
    links = {link.get("rel"): link.get("href") for link in root.findall("a:link", ATOM)}
    assert links == {"self": "https://h.example/it/feed.xml", "alternate": "https://h.example/it/"}


def test_a_feed_stays_short() -> None:
    """However many answers there are."""
    entries = [entry(f"a{number:03}", DAY - timedelta(days=number)) for number in range(NEWEST + 9)]
    assert len(read(*entries).findall("a:entry", ATOM)) == NEWEST

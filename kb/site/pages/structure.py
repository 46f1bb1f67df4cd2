"""Entries, topics and their neighbours, found once per build so that every page costs the same."""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kb.content.article import KINDS
from kb.content.corpus import Category
from kb.site.pages.languages import Language
from kb.site.pages.model import Entry, Topic

NEIGHBOURS = 12
NEWEST = 30
POPULAR = 8  # a first page stays one however many articles there are


@dataclass(frozen=True)
class Shelf:
    """Everything that answers in one language.

    Attributes:
        entries: In reading order.
        topics: In the writers' order, without empty ones.
        asked: The ids of what is asked most, as the first page names them.
    """

    language: Language
    entries: tuple[Entry, ...]
    topics: tuple[Topic, ...]
    asked: tuple[str, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """An entry by its id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def by_topic(self) -> dict[str, Topic]:
        """A topic by its id."""
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def heads(self) -> tuple[Topic, ...]:
        """The topics without what stands in them."""
        return tuple(topic.head for topic in self.topics)

    @cached_property
    def kinds(self) -> list[str]:
        """The kinds of its articles, in their order."""
        own = {entry.kind for entry in self.entries}
        return [kind for kind in KINDS if kind in own]

    @cached_property
    def popular(self) -> tuple[Entry, ...]:
        """What the first page names, else the questions in reading order, else any pages."""
        questions = (entry for topic in self.topics for entry in topic.entries if entry.kind == "faq")
        return (tuple(self.related(self.asked)) or tuple(questions) or self.entries)[:POPULAR]

    @cached_property
    def guides(self) -> tuple[Entry, ...]:
        """What shows how something is done: the videos, then the guides."""
        return tuple(entry for kind in ("video", "guide") for entry in self.entries if entry.kind == kind)

    @cached_property
    def newest(self) -> tuple[Entry, ...]:
        """The dated entries that changed last, the newest first."""
        dated = (entry for entry in self.entries if entry.updated)
        return tuple(sorted(dated, key=lambda entry: (entry.updated, entry.id), reverse=True)[:NEWEST])

    @cached_property
    def folders(self) -> dict[str, list[Entry]]:
        """The entries of a source folder: the neighbours of pages that have no category."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.source.rpartition("/")[0], []).append(entry)
        return found

    @cached_property
    def letters(self) -> list[tuple[str, list[Entry]]]:
        """All entries from A to Z under their first letters; what starts with no letter stands under #."""
        groups: dict[str, list[Entry]] = {}
        for entry in sorted(
            self.entries, key=lambda entry: (_letter(entry.title) == "#", _plain(entry.title))
        ):
            groups.setdefault(_letter(entry.title), []).append(entry)
        return list(groups.items())

    def neighbours(self, entry: Entry) -> Sequence[Entry]:
        """At most `NEIGHBOURS` others of the same category or folder, those that follow first."""
        topic = self.by_topic.get(entry.category)
        around = topic.entries if topic else self.folders[entry.source.rpartition("/")[0]]
        place = self._places[entry.source]
        follow = around[place + 1 : place + 1 + NEIGHBOURS]
        return (*follow, *around[: min(place, NEIGHBOURS - len(follow))])

    @cached_property
    def _places(self) -> dict[str, int]:
        """Where an entry stands among those of its category or folder."""
        groups = [*(topic.entries for topic in self.topics), *self.folders.values()]
        found: dict[str, int] = {}
        for group in groups:
            for place, entry in enumerate(group):
                found.setdefault(entry.source, place)
        return found

    def related(self, ids: Iterable[str]) -> list[Entry]:
        """The entries of some ids, those that exist in this language."""
        return [self.by_id[name] for name in ids if name in self.by_id]


def shelve(
    language: Language, entries: Iterable[Entry], categories: Iterable[Category], asked: Iterable[str] = ()
) -> Shelf:
    """Put a language's entries under its categories: first those that a category names, in its order."""
    kept = tuple(entries)
    groups: dict[str, list[Entry]] = {}
    for entry in kept:
        groups.setdefault(entry.category, []).append(entry)
    topics = (
        Topic(
            id=category.id,
            title=category.title(language.code),
            summary=category.summary(language.code),
            url=language.category_url(category.id),
            entries=_in_order(groups[category.id], category.articles),
            icon=category.icon,
            layout=category.layout,
        )
        for category in categories
        if category.id in groups
    )
    return Shelf(language, kept, tuple(topics), tuple(asked))


def _in_order(entries: Iterable[Entry], named: Sequence[str]) -> tuple[Entry, ...]:
    places = {name: place for place, name in enumerate(named)}
    return tuple(sorted(entries, key=lambda entry: places.get(entry.id, len(places))))


def _plain(title: str) -> str:
    letters = unicodedata.normalize("NFKD", title.casefold())
    return "".join(char for char in letters if not unicodedata.combining(char)).lstrip("«\"'¿¡( ")


def _letter(title: str) -> str:
    first = _plain(title)[:1].upper()
    return first if first.isalpha() else "#"


def own_ids(shelf: Shelf) -> str:
    """The ids of articles whose address ends in something else, by that end; JSON."""
    ends = ((entry.url.rstrip("/").rpartition("/")[2], entry.id) for entry in shelf.entries)
    return json.dumps({end: name for end, name in ends if end != name})

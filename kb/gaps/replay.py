"""The logged searches asked again, of the index as it is and of one with a change."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import search
from search.model import Document
from search.query.near import NearTable

if TYPE_CHECKING:
    from kb.gaps.store import Searched
    from search import Engine

FIRST = 3
DEPTH = 10


@dataclass(frozen=True)
class Asking:
    """The documents of a language and what they are searched with; `product` is the site's own name."""

    lang: str
    documents: Sequence[Document]
    synonyms: Sequence[Sequence[str]] = ()
    product: str = ""
    near: NearTable = field(default_factory=NearTable)

    def with_question(self, article: str, questions: Iterable[str]) -> "Asking":
        """The same with questions added to an article."""
        added = tuple(questions)
        changed = [
            replace(one, questions=(*one.questions, *added)) if one.id == article else one
            for one in self.documents
        ]
        return replace(self, documents=changed)

    def with_synonyms(self, words: Sequence[str]) -> "Asking":
        """The same with words that mean the same; a group that holds one of them takes the others in."""
        joined = [group for group in self.synonyms if set(group) & set(words)]
        others = [group for group in self.synonyms if not set(group) & set(words)]
        group = tuple(dict.fromkeys(word for each in (*joined, words) for word in each))
        return replace(self, synonyms=(*others, group))

    @contextmanager
    def engine(self) -> "Iterator[Engine]":
        """An engine over them, in a folder of its own."""
        with TemporaryDirectory(prefix="kb-gaps-") as folder:
            given = self.lang, self.documents, self.synonyms
            search.build(Path(folder), *given, near=self.near.in_use(), product=self.product)
            opened = search.Engine.open(Path(folder))
            try:
                yield opened
            finally:
                opened.close()


@dataclass(frozen=True)
class Found:
    """What a query finds: the first articles, and whether they are sure to answer."""

    articles: tuple[str, ...]
    confident: bool


NOTHING = Found((), confident=False)


def ask(engine: "Engine", query: str) -> Found:
    """The first ten of a query; nothing for one that is too short."""
    try:
        ranked = engine.ranked(query, DEPTH)
    except search.QueryTooShort:
        return NOTHING
    return Found(tuple(name for name, _ in ranked.hits), ranked.confident)


@dataclass(frozen=True)
class Replay:
    """A log and what each of its queries finds now.

    Attributes:
        asking: The documents as they are.
        searches: The log of that language.
        before: What each query finds, by query.
    """

    asking: Asking
    searches: "Sequence[Searched]"
    before: Mapping[str, Found]

    @cached_property
    def wanted(self) -> Mapping[str, tuple[str, int]]:
        """For each answered query: what must stay among the first three, and how often it was asked."""
        wanted: dict[str, tuple[str, int]] = {}
        for one in self.searches:
            first = self.before[one.query].articles[:FIRST]
            article = one.followed or ("" if one.is_missed else next(iter(first), ""))
            if article in first:
                wanted[one.query] = (article, wanted.get(one.query, ("", 0))[1] + one.times)
        return wanted

    def strayed(self, article: str, after: Callable[[str], Found]) -> int:
        """To how many other answered searches an article would be shown anew among the first three."""
        return sum(
            times
            for query, (wanted, times) in self.wanted.items()
            if article != wanted
            and article in after(query).articles[:FIRST]
            and article not in self.before[query].articles[:FIRST]
        )

    @cached_property
    def articles(self) -> frozenset[str]:
        """The articles that there are now; a log remembers others, and a beacon may name anything."""
        return frozenset(one.id for one in self.asking.documents)

    def opened(self, one: "Searched") -> str:
        """The article that was opened after a search, if it is still there."""
        return one.followed if one.followed in self.articles else ""

    def is_open(self, one: "Searched") -> bool:
        """Whether it still lacks an answer: none is sure, or what was opened is not among the first three."""
        found, opened = self.before[one.query], self.opened(one)
        return not found.confident or bool(opened and opened not in found.articles[:FIRST])

    def left(self, after: Callable[[str], Found]) -> int:
        """How many searches would lose from the first three what they have there."""
        return sum(
            times
            for query, (article, times) in self.wanted.items()
            if article not in after(query).articles[:FIRST]
        )


def replay(asking: Asking, searches: "Iterable[Searched]") -> Replay:
    """Ask every query of a log once."""
    own = [one for one in searches if one.lang == asking.lang]
    with asking.engine() as engine:
        return Replay(asking, own, {query: ask(engine, query) for query in {one.query for one in own}})

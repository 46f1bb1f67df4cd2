"""What the engine asks of the place that keeps documents and their bags. Pure.

`search.index.Index`, on this disk, is such a place. How a query is understood stands before it; reranking,
phrases and excerpts come after it: the same functions for every place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from search.model import Document
from search.query.expand import Vocabulary
from search.query.understand import Group
from search.ranking.score import Ranking, Source
from search.text.analyzer import Analyzer
from search.text.language import Language


@dataclass(frozen=True)
class Facets:
    """Of which kind and category a document must be; empty: of any."""

    kind: str = ""
    category: str = ""

    def hold(self, kind: str, category: str) -> bool:
        """Whether a document of that kind and category is meant."""
        return self.kind in ("", kind) and self.category in ("", category)


@dataclass(frozen=True)
class Asked:
    """Which documents are to be found and put in order.

    Attributes:
        groups: One for each word of the query.
        wording: The term of the whole query (`wordings`): who holds it answers word for word.
        keywords: Whether documents count by the share of the words that they hold (`are_keywords`).
        facets: Which documents may be found.
        limit: How many to put in order.
        counted: Whether to tally, by kind and category, what is found before the facets.
    """

    groups: Sequence[Group]
    wording: str
    keywords: bool
    facets: Facets
    limit: int
    counted: bool = False


class Store(Vocabulary, Protocol):
    """Documents of one language with their bags, as they are between two changes, each with a number."""

    @property
    def lang(self) -> str:
        """The language's code."""

    @property
    def analyzer(self) -> Analyzer:
        """What cuts texts as the documents were cut."""

    @property
    def language(self) -> Language:
        """The language's rules."""

    @property
    def confidence(self) -> int:
        """The confidence that a query needs here."""

    @property
    def count(self) -> int:
        """How many documents there are."""

    @property
    def categories(self) -> frozenset[str]:
        """The categories of all documents."""

    def first(self, asked: Asked) -> Ranking:
        """The first documents for a query, best first, and how many there are."""

    def source(self, number: int) -> Source:
        """Postings of which only those of that document will be read."""

    def document(self, number: int) -> Document:
        """The stored document."""

    def numbers(self) -> Sequence[int]:
        """The numbers of all documents, in order of their ids."""

    def id(self, number: int) -> str:
        """The id of a document."""

    def number(self, name: str) -> int:
        """The number of the document with that id; raises KeyError."""

    def is_current(self) -> bool:
        """Whether these are still the documents to be searched."""

    def close(self) -> None:
        """Let go of files and connections."""

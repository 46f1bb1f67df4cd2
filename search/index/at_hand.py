"""What a place that has every posting at hand answers a query, wherever it keeps them. Pure."""

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain

from search.index.statistics import Statistics
from search.query import synonyms as names
from search.ranking import weights
from search.ranking.score import Postings, Ranking, Source, rank
from search.ranking.store import Asked, Facets
from search.ranking.tally import Seen
from search.text.analyzer import Analyzer
from search.text.language import Language
from search.text.lexicon import Lexicon


class AtHand(ABC):
    """Documents of one language by their numbers; who keeps them says which hold a term (`postings`)."""

    def __init__(
        self, statistics: Statistics, keys: Mapping[int, tuple[str, str, str]], analyzer: Analyzer
    ) -> None:
        """Take what is known of all, and of each by its number: id, kind and category."""
        self.statistics = statistics
        self.analyzer = analyzer
        self._keys = keys
        self.count = len(keys)
        self._idf = weights.idf_table(self.count, self.language.tuning.rarity)
        self._idf_from = [document_frequency for document_frequency, _ in self._idf]

    @abstractmethod
    def postings(self, term: str) -> Postings:
        """The documents that hold the term."""

    @property
    def lang(self) -> str:
        """The language's code."""
        return self.statistics.lang

    @property
    def confidence(self) -> int:
        """The confidence that a query needs here."""
        return self.statistics.confidence

    @property
    def language(self) -> Language:
        """The rules of the index's language."""
        return self.analyzer.language

    @cached_property
    def lexicon(self) -> Lexicon:
        """The folded words of all documents, and those of the synonyms with a count of 0."""
        named = names.words(self.statistics.synonyms, self.analyzer)
        return Lexicon(dict.fromkeys(named, 0) | self.statistics.words)

    @cached_property
    def synonyms(self) -> names.Synonyms:
        """Terms of other words for a sequence of terms."""
        return names.table(self.statistics.synonyms, self.analyzer)

    def idf(self, document_frequency: int) -> int:
        """The rarity of what so many documents hold."""
        return self._idf[bisect_right(self._idf_from, document_frequency) - 1][1]

    @property
    def idf_table(self) -> tuple[tuple[int, int], ...]:
        """Steps (from this many documents, idf)."""
        return self._idf

    def frequency(self, term: str) -> int:
        """How many documents hold the term."""
        return len(self.postings(term).documents)

    def together(self, words: Sequence[Sequence[str]], others: Sequence[str]) -> list[int]:
        """For each word, given as its terms, how many documents hold it beside one of the other terms."""
        beside = set(chain.from_iterable(self.postings(term).documents for term in others))
        return [
            sum(sum(map(beside.__contains__, self.postings(term).documents)) for term in terms)
            for terms in words
        ]

    def first(self, asked: Asked) -> Ranking:
        """The first documents for a query, best first, and how many there are."""
        if not asked.counted:
            return self._ranked(asked, None if asked.facets == Facets() else self._holds(asked.facets))
        seen = Seen(self._holds(asked.facets))
        return replace(self._ranked(asked, seen), tally=seen.tally(self._facets))

    def _ranked(self, asked: Asked, accept: Callable[[int], bool] | None) -> Ranking:
        wording = self.postings(asked.wording)
        return rank(asked.groups, self.postings, accept, self.id, asked.limit, asked.keywords, wording)

    def _holds(self, facets: Facets) -> Callable[[int], bool]:
        return lambda number: facets.hold(*self._facets(number))

    def _facets(self, number: int) -> tuple[str, str]:
        return self._keys[number][1:]

    def source(self, _number: int) -> Source:
        """Every posting is at hand."""
        return self.postings

    def numbers(self) -> list[int]:
        """The numbers of the documents, in order of their ids."""
        return sorted(self._keys, key=lambda number: self._keys[number][0])

    def id(self, number: int) -> str:
        """The id of a document."""
        return self._keys[number][0]

    @cached_property
    def categories(self) -> frozenset[str]:
        """The categories of all documents."""
        return frozenset(key[2] for key in self._keys.values() if key[2])

    def number(self, name: str) -> int:
        """The number of the document with that id; raises KeyError."""
        return self._number_by_id[name]

    @cached_property
    def _number_by_id(self) -> dict[str, int]:
        return {key[0]: number for number, key in self._keys.items()}
